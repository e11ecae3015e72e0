//! Scenarios in the real window, one file each. Run them with `cargo xtask test window`.

mod checks;
mod start;

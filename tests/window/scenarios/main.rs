//! Scenarios in the real window, one file each. Run them with `cargo xtask test window`.

mod checks;
mod closed;
mod every_page;
mod main_job;
mod one_click;
mod start;
mod steps;

//! Scenarios in the real window, one file each. Run them with `cargo xtask test window`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod checks;
mod closed;
mod connect;
mod damage;
mod every_page;
mod lost;
mod main_job;
mod one_click;
mod start;
mod states;
mod steps;
mod ten_thousand;

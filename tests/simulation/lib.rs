//! The core, run under a simulated clock, network, TikTok and disk: one seed is one run, on one thread, and repeats exactly.
//!
//! [`plan`] draws what kind of run it is; [`person`] uses the program; [`invariants`] holds what was promised against what
//! TikTok knows; [`coverage`] says what was never tried.
#![allow(
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a simulation may stop at the first surprise"
)]

pub mod chance;
mod clock;
mod copies;
pub mod coverage;
pub mod crashes;
pub mod crowd;
pub mod disk;
mod executor;
mod history;
#[cfg(feature = "planted")]
pub mod hunt;
mod invariants;
pub mod network;
pub mod notes;
mod person;
pub mod plan;
pub mod progress;
pub mod run;
mod session;
mod truth;
pub mod vendor;
mod wire;
pub mod world;

//! Every crash point: scripted scenarios, each killed before every step that outlives the program or reaches somebody else,
//! and each with every call to the disk failing once and for good. After that a person finishes what was begun, and
//! everything that was promised is checked as in any other run.
//!
//! A scenario is data: what a person does, one [`Act`] after the other, and what goes wrong meanwhile. After a kill the
//! program is started again, and the person goes on with what was interrupted.

mod act;
mod copy;
mod doing;
mod failures;
pub mod points;
mod scenarios;
mod stage;

pub use act::{Act, Wire};
pub use scenarios::{ALL, Scenario};
pub use stage::{Played, play};

//! `cargo xtask crashes`: every point at which the program can be killed, or a call to the disk can fail.

use crate::options::Crashes;
use crate::packages::{self, Aim};
use crate::process;

/// Plays the points, or shows one of them, or kills a real program.
pub fn crashes(what: &Crashes) -> Result<(), String> {
    match what {
        Crashes::Every(modes) => modes.iter().try_for_each(|mode| every(mode)),
        Crashes::List => points(&["list".to_owned()]),
        Crashes::Show(point, second) => {
            points(&["show".to_owned(), point.to_string(), second.to_string()])
        }
        Crashes::Real => real(),
    }
}

/// All points of one kind; interrupted, it goes on where it stopped.
fn every(mode: &str) -> Result<(), String> {
    let remember = process::target().join(format!("crashed-{mode}"));
    let remember = remember.to_string_lossy().into_owned();

    points(&["all".to_owned(), mode.to_owned(), remember])
}

fn points(words: &[String]) -> Result<(), String> {
    let mut command = process::cargo(&[
        "run",
        "--quiet",
        "--profile",
        "simulation",
        "--package",
        "desk-simulation",
        "--bin",
        "crash-points",
        "--",
    ]);

    process::run(command.args(words))
}

/// A real program, really killed, in every scenario and not in the plain one alone.
fn real() -> Result<(), String> {
    packages::ensure(&[Aim::Test])?;
    let mut command = process::cargo(&[
        "test",
        "--package",
        "desk-tests",
        "--test",
        "crash",
        "--",
        "--nocapture",
    ]);

    process::run(command.env("CREDIT_DESK_CRASHES", "all"))
}

//! `cargo xtask test`: every test there is, cheapest first, whatever failed before.

use crate::options::{Explore, Part};
use crate::packages::{self, Aim};
use crate::{process, run, ui};
use std::time::Instant;

const ALL: [Part; 5] = [Part::Tidy, Part::Core, Part::Ui, Part::Shell, Part::Window];

/// Runs one part or all of them, and fails if any failed.
pub fn test(part: Option<Part>) -> Result<(), String> {
    let parts = part.map_or(ALL.to_vec(), |part| vec![part]);
    packages::ensure(&aims(&parts))?;

    let mut summary = Vec::new();
    let mut failures = Vec::new();
    for part in parts {
        let started = Instant::now();
        let outcome = one(part);
        let seconds = started.elapsed().as_secs();
        let word = if outcome.is_ok() { "passed" } else { "FAILED" };
        summary.push(format!("{word}  {} ({seconds} s)", words(part)));
        failures.extend(outcome.err());
    }
    println!("\n{}", summary.join("\n"));
    if failures.is_empty() {
        Ok(())
    } else {
        Err(failures.join("\n"))
    }
}

/// The exchanges with a hostile server, as many of each kind as somebody has time for.
pub fn hostile(each: u32) -> Result<(), String> {
    let mut command = process::cargo(&[
        "test",
        "--package",
        "desk-tests",
        "--test",
        "hostile",
        "--",
        "--nocapture",
    ]);
    process::run(command.env("CREDIT_DESK_EXCHANGES", each.to_string()))
}

/// The money protocol walked to the end, with the shortest way to whatever a variant breaks.
pub fn explore(which: &Explore) -> Result<(), String> {
    let mut command = process::cargo(&[
        "test",
        "--package",
        "desk-tests",
        "--test",
        "explorer",
        "--",
        "--ways",
        "--intents",
    ]);
    process::run(command.arg(which.intents.to_string()).args(&which.names))
}

fn aims(parts: &[Part]) -> Vec<Aim> {
    let mut aims = vec![Aim::Build];
    if parts.contains(&Part::Window) {
        aims.extend([Aim::Show, Aim::Test]);
    }
    if parts.contains(&Part::Core) || parts.contains(&Part::Shell) {
        aims.push(Aim::Test);
    }
    aims
}

fn words(part: Part) -> &'static str {
    match part {
        Part::Tidy => "house rules",
        Part::Core => "core, simulator, tests across rooms, developer commands, simulation",
        Part::Ui => "UI in Node",
        Part::Shell => "shell",
        Part::Window => "real window",
    }
}

fn one(part: Part) -> Result<(), String> {
    match part {
        Part::Tidy => cargo(&["--package", "desk-tests", "--test", "tidy"]),
        Part::Core => core(),
        Part::Ui => {
            ui::install()?;
            process::run(&mut process::npm(&["test"]))
        }
        Part::Shell => {
            ui::build()?;
            cargo(&["--package", "credit-desk"])
        }
        Part::Window => {
            ui::build()?;
            let program = run::build()?;
            // What the window connects to runs in a process of its own.
            process::run(&mut process::cargo(&["build", "--package", "simulator"]))?;
            let simulator = program.with_file_name("simulator");
            // One window at a time: focus and the clipboard belong to the screen, and two cores to everyone.
            let mut command = process::cargo(&[
                "test",
                "--no-fail-fast",
                "--package",
                "desk-window",
                "--",
                "--test-threads=1",
            ]);
            process::run(
                command
                    .env("CREDIT_DESK_PROGRAM", program)
                    .env("CREDIT_DESK_SIMULATOR", simulator),
            )
        }
    }
}

/// The simulation is built with a profile of its own, and runs also when something else failed.
fn core() -> Result<(), String> {
    let plain = cargo(&[
        "--package",
        "desk-core",
        "--package",
        "simulator",
        "--package",
        "desk-tests",
        "--package",
        "xtask",
    ]);
    let simulation = |words: &[&str]| {
        let mut command = process::cargo(&["test", "--no-fail-fast", "--profile", "simulation"]);
        process::run(command.args(["--package", "desk-simulation"]).args(words))
    };
    let simulated = simulation(&["--", "--nocapture"]);
    let planted = simulation(&["--features", "planted", "--test", "sample"]);
    let failures: Vec<String> = [plain, simulated, planted]
        .into_iter()
        .filter_map(Result::err)
        .collect();
    if failures.is_empty() {
        Ok(())
    } else {
        Err(failures.join("\n"))
    }
}

fn cargo(words: &[&str]) -> Result<(), String> {
    process::run(process::cargo(&["test", "--no-fail-fast"]).args(words))
}

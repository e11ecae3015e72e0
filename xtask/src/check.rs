//! `cargo xtask check`: all that can be said about the code without running the program.

use crate::packages::{self, Aim};
use crate::{licences, process, ui};

/// Format, lints, types, house rules, then licences and sources of dependencies; everything, whatever failed before.
pub fn check() -> Result<(), String> {
    packages::ensure(&[Aim::Build])?;
    ui::build()?;

    let steps = [
        process::run(&mut process::cargo(&["fmt", "--all", "--check"])),
        process::run(&mut process::cargo(&[
            "clippy",
            "--keep-going",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ])),
        // By itself, because its WebDriver client changes serde_json for everything built with it.
        process::run(&mut process::cargo(&[
            "clippy",
            "--keep-going",
            "--package",
            "desk-window",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ])),
        // By itself, because it is not one of those that plain cargo commands build.
        process::run(&mut process::cargo(&[
            "clippy",
            "--package",
            "desk-simulation",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ])),
        process::run(&mut process::npm(&["run", "check"])),
        process::run(&mut process::npm(&["run", "lint"])),
        process::run(&mut process::cargo(&[
            "test",
            "--package",
            "desk-tests",
            "--test",
            "tidy",
        ])),
        licences::check(),
    ];
    let failures: Vec<String> = steps.into_iter().filter_map(Result::err).collect();
    if failures.is_empty() {
        println!("\nEverything is in order.");
        return Ok(());
    }
    Err(failures.join("\n"))
}

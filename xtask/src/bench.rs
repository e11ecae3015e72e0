//! `cargo xtask bench`: figures beside their anchors, measured in the same run, because only their ratio means anything.

mod start;

use crate::options::Bench;
use crate::process;

/// Runs one measurement or all of them.
pub fn bench(only: Option<Bench>) -> Result<(), String> {
    if only != Some(Bench::Start) {
        commits()?;
    }
    if only != Some(Bench::Commits) {
        start::measure()?;
    }
    Ok(())
}

/// Durable commits against the disk's own flush and a plain SQLite table, which the core measures by itself.
fn commits() -> Result<(), String> {
    println!("Durable commits: an allocation is two of them.");
    process::run(&mut process::cargo(&[
        "run",
        "--release",
        "--package",
        "desk-core",
        "--example",
        "commits",
    ]))
}

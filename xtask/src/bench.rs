//! `cargo xtask bench`: figures beside their anchors, measured in the same run, because only their ratio means anything.

mod start;

use crate::options::Bench;
use crate::process;

/// Runs one measurement or all of them.
pub fn bench(only: Option<Bench>) -> Result<(), String> {
    let wanted = |one| only.is_none_or(|only| only == one);
    if wanted(Bench::Commits) {
        println!("Durable commits: an allocation is two of them.");
        example("commits")?;
    }
    if wanted(Bench::Tables) {
        println!("The table of ad accounts: every search, filter and order over 10,000 of them.");
        example("tables")?;
    }
    if wanted(Bench::Open) {
        println!("Opening a journal of a million entries, which is made first: some minutes.");
        example("opening")?;
    }
    if wanted(Bench::Start) {
        start::measure()?;
    }
    Ok(())
}

/// What the core measures by itself, in a release build.
fn example(name: &str) -> Result<(), String> {
    process::run(&mut process::cargo(&[
        "run",
        "--release",
        "--package",
        "desk-core",
        "--example",
        name,
    ]))
}

//! Runs seeds: `cargo xtask simulate` calls it, and it calls itself for each worker.
#![allow(
    clippy::disallowed_methods,
    reason = "how long it took is measured with the real clock"
)]

use desk_simulation::crowd::{spread, work};
use desk_simulation::notes::Keep;
use desk_simulation::progress::Progress;
use desk_simulation::run::run;
use sha2::{Digest, Sha256};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

/// So many seeds are run between two times of remembering.
const PIECE: u64 = 200;
/// Workers beside each other.
const WORKERS: u64 = 2;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["worker", from, count, step] => {
            let (from, count, step) = (number(from), number(count), number(step));
            let mut out = std::io::stdout().lock();
            work((0..count).map(|place| from + place * step), &mut |line| {
                let _ = writeln!(out, "{line}");
            });
            ExitCode::SUCCESS
        }
        ["show", seed] => {
            let verdict = run(number(seed), Keep::Lines);
            println!("{}{:#?}", verdict.lines, verdict.violations);
            ExitCode::from(u8::from(!verdict.violations.is_empty()))
        }
        ["many", count, from, remember] => many(number(count), from, Path::new(remember)),
        other => {
            eprintln!("Not understood: {other:?}. Use cargo xtask simulate.");
            ExitCode::FAILURE
        }
    }
}

/// Runs so many seeds, from the one named or on from where the last time ended.
fn many(count: u64, from: &str, remember: &Path) -> ExitCode {
    let program = std::env::current_exe().expect("this program has a path");
    let build = std::fs::read(&program).map(Sha256::digest);
    let build: String = build.expect("this program can be read")[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let mut progress = Progress::wanted(Progress::read(remember), &build, count, from.parse().ok());
    let begun = Instant::now();
    println!(
        "seeds from {} on, {} of {count} left",
        progress.next,
        progress.left()
    );
    while progress.left() > 0 {
        let seeds = PIECE.min(progress.left());
        let sum = spread(&program, progress.next, seeds, WORKERS);
        progress.add(seeds, sum.expect("workers can be started"));
        progress
            .write(remember)
            .expect("how far it came can be written");
        println!(
            "up to seed {}: {} runs, {} broken, {} s",
            progress.next,
            progress.sum.runs,
            progress.sum.broken.len(),
            begun.elapsed().as_secs()
        );
    }
    let sum = &progress.sum;
    println!("\n{}", sum.table());
    for (seed, what) in &sum.broken {
        println!("seed {seed}: {what}");
    }
    println!("{sum}");

    ExitCode::from(u8::from(!sum.broken.is_empty()))
}

fn number(text: &str) -> u64 {
    text.parse().unwrap_or(0)
}

//! Runs seeds: `cargo xtask simulate` calls it, and it calls itself for each worker.
#![allow(
    clippy::disallowed_methods,
    reason = "how long it took is measured with the real clock"
)]

use desk_simulation::crowd::{Sum, spread, work};
use desk_simulation::run::run;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

/// So many seeds are run between two times of remembering.
const PIECE: u64 = 2000;
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
            let verdict = run(number(seed), true);
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

/// Runs `count` seeds from the one named, or from where the last time ended.
fn many(count: u64, from: &str, remember: &Path) -> ExitCode {
    let remembered = std::fs::read_to_string(remember).unwrap_or_default();
    let from = from.parse().unwrap_or_else(|_| number(remembered.trim()));
    let program = std::env::current_exe().expect("this program has a path");
    let begun = Instant::now();
    let mut sum = Sum::default();
    while sum_of(&sum) < count {
        let first = from + sum_of(&sum);
        let piece = spread(&program, first, PIECE.min(count - sum_of(&sum)), WORKERS);
        sum.add(piece.expect("workers can be started"));
        let next = from + sum_of(&sum);
        std::fs::write(remember, next.to_string()).expect("where it stopped can be written");
        let (runs, seconds) = (sum.runs, begun.elapsed().as_secs());
        println!(
            "up to seed {next}: {runs} runs in {seconds} s, {} broken",
            sum.broken.len()
        );
    }
    println!("\n{}", sum.table());
    for (seed, what) in &sum.broken {
        println!("seed {seed}: {what}");
    }
    println!("{sum}, {} s", begun.elapsed().as_secs());

    ExitCode::from(u8::from(!sum.broken.is_empty()))
}

/// Runs that were begun, whether they came to an end or not.
fn sum_of(sum: &Sum) -> u64 {
    let fallen = sum
        .broken
        .iter()
        .filter(|(_, what)| what.contains("fell over"));

    sum.runs + fallen.count() as u64
}

fn number(text: &str) -> u64 {
    text.parse().unwrap_or(0)
}

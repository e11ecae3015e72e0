//! Plays crash points: `cargo xtask crashes` calls it, and it calls itself for each worker.
#![allow(
    clippy::disallowed_methods,
    reason = "how long it took is measured with the real clock"
)]

use desk_simulation::crashes::points::{Mode, Points, work};
use desk_simulation::crashes::{ALL, play};
use desk_simulation::crowd::{Sum, spread};
use desk_simulation::notes::Keep;
use desk_simulation::progress::Progress;
use sha2::{Digest, Sha256};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

/// So many points between two times of remembering; a point of a pair is some hundred plays.
const PIECE: u64 = 400;
const PIECE_OF_PAIRS: u64 = 20;
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
        ["list"] => list(),
        ["clean", name] => clean(name),
        ["show", point] => show(number(point), 1),
        ["show", point, second] => show(number(point), number(second)),
        ["all", mode, remember] => match Mode::read(mode) {
            Some(mode) => all(mode, Path::new(remember)),
            None => not_understood(&words),
        },
        other => not_understood(other),
    }
}

fn not_understood(words: &[&str]) -> ExitCode {
    eprintln!("Not understood: {words:?}. Use cargo xtask crashes.");

    ExitCode::FAILURE
}

/// Every scenario with its steps.
fn list() -> ExitCode {
    for scenario in &ALL {
        let played = play(scenario, &[], Keep::Nothing);
        let (name, about) = (scenario.name, scenario.about);
        let (steps, lasting) = (played.steps, played.lasting);
        println!("{steps:>5} steps, {lasting:>3} lasting  {name}: {about}");
    }

    ExitCode::SUCCESS
}

/// One scenario, undisturbed, line by line.
fn clean(name: &str) -> ExitCode {
    let Some(scenario) = ALL.iter().find(|scenario| scenario.name == name) else {
        return not_understood(&[name]);
    };
    let played = play(scenario, &[], Keep::Lines);
    println!("{}{:#?}", played.lines, played.violations);

    ExitCode::from(u8::from(!played.violations.is_empty()))
}

fn show(point: u64, second: u64) -> ExitCode {
    let Some((what, played)) = Points::new().show(point, second) else {
        return not_understood(&[&point.to_string()]);
    };
    println!("{}{what}\n{:#?}", played.lines, played.violations);

    ExitCode::from(u8::from(!played.violations.is_empty()))
}

/// Plays every point of a mode, or goes on where the last time ended.
fn all(mode: Mode, remember: &Path) -> ExitCode {
    let program = std::env::current_exe().expect("this program has a path");
    let build = std::fs::read(&program).map(Sha256::digest);
    let build: String = build.expect("this program can be read")[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let (first, count) = (mode.first(), Points::new().count(mode));
    let kept = Progress::read(remember).filter(|kept| kept.first == first);
    let mut progress = Progress::wanted(kept, &build, count, None);
    if progress.first != first {
        progress = Progress::new(build, first, count);
    }
    let piece = if mode == Mode::Pairs {
        PIECE_OF_PAIRS
    } else {
        PIECE
    };
    let begun = Instant::now();
    println!("{}: {count} points, {} left", mode.word(), progress.left());
    while progress.left() > 0 {
        let points = piece.min(progress.left());
        let sum = spread(&program, progress.next, points, WORKERS);
        progress.add(points, sum.expect("workers can be started"));
        progress
            .write(remember)
            .expect("how far it came can be written");
        println!(
            "{} points left: {} plays, {} broken, {} s",
            progress.left(),
            progress.sum.runs,
            progress.sum.broken.len(),
            begun.elapsed().as_secs()
        );
    }
    report(mode, count, &progress.sum);

    ExitCode::from(u8::from(!progress.sum.broken.is_empty()))
}

fn report(mode: Mode, points: u64, sum: &Sum) {
    println!("\n{}", sum.table());
    for (point, what) in &sum.broken {
        println!("point {point}: {what}");
    }
    println!(
        "{}: {} scenarios, {points} points, {} plays, {} of what was armed happened, {} promises broken",
        mode.word(),
        ALL.len(),
        sum.runs,
        sum.hits.get("armed: happened").unwrap_or(&0),
        sum.broken.len()
    );
}

fn number(text: &str) -> u64 {
    text.parse().unwrap_or(0)
}

//! Looks for every planted fault: `cargo xtask planted` calls it, and it calls itself for each fault. With the name of a fault
//! and a seed it shows that run line by line.

use desk_core::planted::Fault;
use desk_simulation::hunt::{Found, by_name, find, lines};
use std::process::{Command, ExitCode};
use std::sync::Mutex;

/// Seeds that are tried for each fault.
const SEEDS: u64 = 10_000;
/// Faults that are looked for beside each other.
const WORKERS: usize = 2;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.as_slice() {
        [] => everything(),
        [name] => {
            let found = by_name(name).and_then(|fault| find(fault, 0..SEEDS));
            if let Some(Found { seed, promise }) = found {
                println!("{seed}\t{}", promise.replace(['\n', '\t'], " "));
            }
            ExitCode::SUCCESS
        }
        [name, seed] => {
            print!("{}", lines(by_name(name), seed.parse().unwrap_or(0)));
            ExitCode::SUCCESS
        }
        other => {
            eprintln!("Not understood: {other:?}. Use cargo xtask planted.");
            ExitCode::FAILURE
        }
    }
}

fn everything() -> ExitCode {
    let left = Mutex::new(Fault::ALL.iter().rev().collect::<Vec<_>>());
    let lines = Mutex::new(Vec::new());
    let next = || left.lock().expect("nobody falls over here").pop();
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some((fault, sentence)) = next() {
                    let found = look_for(*fault);
                    println!("{}", row(*fault, sentence, found.as_ref()));
                    lines.lock().expect("nor here").push(found.is_some());
                }
            });
        }
    });
    let lines = lines.into_inner().expect("nor here");
    let found = lines.iter().filter(|found| **found).count();
    let all = Fault::ALL.len();
    println!("{found} of {all} found");

    ExitCode::from(u8::from(found < all))
}

/// In a process of its own: the names of SQLite's file systems are one for each.
fn look_for(fault: Fault) -> Option<(u64, String)> {
    let program = std::env::current_exe().ok()?;
    let output = Command::new(program)
        .arg(format!("{fault:?}"))
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (seed, promise) = text.trim_end().split_once('\t')?;

    Some((seed.parse().ok()?, promise.to_owned()))
}

fn row(fault: Fault, sentence: &str, found: Option<&(u64, String)>) -> String {
    let name = format!("{fault:?}");
    let (seed, promise) = match found {
        Some((seed, promise)) => (format!("seed {seed}"), promise.as_str()),
        None => ("NOT FOUND".to_owned(), ""),
    };
    let promise: String = promise.chars().take(100).collect();

    format!(
        "{name:<22} {seed:<10} {sentence}\n{:<22} {:<10} -> {promise}",
        "", ""
    )
}

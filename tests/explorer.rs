//! Everything that can happen to allocations of the same amount, explored to the end on the functions that the program itself
//! goes by: the protocol holds, and designs with one guard replaced do not.
//!
//! `cargo xtask explore NAME...` explores the variants whose names begin so and tells the shortest ways to what is broken;
//! `--intents 3` takes three intents and two accounts. Every variant has its verdict in `explorer/variants.rs`, and the test
//! fails if it comes to another.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::wildcard_enum_match_arm,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a test may stop at the first surprise, and tells what it measured"
)]

#[path = "explorer/evidence.rs"]
mod evidence;
#[path = "explorer/fingerprint.rs"]
mod fingerprint;
#[path = "explorer/knowing.rs"]
mod knowing;
#[path = "explorer/look.rs"]
mod look;
#[path = "explorer/model.rs"]
mod model;
#[path = "explorer/order.rs"]
mod order;
#[path = "explorer/outside.rs"]
mod outside;
#[path = "explorer/program.rs"]
mod program;
#[path = "explorer/promises.rs"]
mod promises;
#[path = "explorer/reached.rs"]
mod reached;
#[path = "explorer/rules.rs"]
mod rules;
#[path = "explorer/search.rs"]
mod search;
#[path = "explorer/state.rs"]
mod state;
#[path = "explorer/table.rs"]
mod table;
#[path = "explorer/variants.rs"]
mod variants;
#[path = "explorer/vendor.rs"]
mod vendor;

use model::Model;
use order::Order;
use reached::Reached;
use search::Until;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Instant;
use table::Line;
use variants::{Variant, Verdict};

/// Variants beside each other; with three intents one fills the memory.
const fn workers(intents: u8) -> usize {
    if intents == 2 { 2 } else { 1 }
}

fn main() -> ExitCode {
    let order = match Order::read(std::env::args().skip(1)) {
        Ok(order) => order,
        Err(sentence) => {
            println!("{sentence}");
            return ExitCode::FAILURE;
        }
    };
    let mut chosen = variants::all(order.intents);
    chosen.retain(|variant| order.takes(variant.name));
    if order.list {
        chosen
            .iter()
            .for_each(|variant| println!("{}: test", variant.name));
        return ExitCode::SUCCESS;
    }
    let whole = order.names.is_empty();
    let (mut lines, reached) = explore(chosen, workers(order.intents));
    lines.sort_by_key(|line| line.place);
    table::print(order.intents, &lines, order.ways);
    let mut good = lines.iter().all(|line| line.surprises().is_empty());
    // Only all variants together reach everything.
    if whole && reached.lines() != reached::COMMITTED {
        println!(
            "tests/explorer/reached.txt should say:\n{}",
            reached.lines()
        );
        good = false;
    }
    if lines.is_empty() {
        println!("No variant's name begins so.");
        good = false;
    }

    if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Explores all of them, some beside each other; also answers what the program's own rules reach.
fn explore(variants: Vec<Variant>, workers: usize) -> (Vec<Line>, Reached) {
    let mut numbered: Vec<_> = variants.into_iter().enumerate().collect();
    numbered.reverse();
    let waiting = Mutex::new(numbered);
    let done = Mutex::new((Vec::new(), Reached::default()));
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((place, variant)) = next(&waiting) {
                    let (line, reached) = one(place, &variant);
                    if workers == 1 {
                        // It takes its time.
                        println!("{line}");
                    }
                    let mut done = done.lock().unwrap();
                    done.0.push(line);
                    if matches!(variant.verdict, Verdict::Breaks(_)) {
                        done.1.and(&reached);
                    }
                }
            });
        }
    });

    done.into_inner().unwrap()
}

fn next<T>(waiting: &Mutex<Vec<T>>) -> Option<T> {
    waiting.lock().unwrap().pop()
}

/// One variant.
fn one(place: usize, variant: &Variant) -> (Line, Reached) {
    let started = Instant::now();
    let model = Model::new(variant.world, variant.rules);
    let until = match variant.verdict {
        Verdict::Bad(promise) => Until::Broken(promise),
        Verdict::Breaks(_) => Until::Everything,
    };
    let line = Line {
        place,
        name: variant.name,
        verdict: variant.verdict,
        outcome: search::search(&model, until),
        seconds: started.elapsed().as_secs_f32(),
    };

    (line, model.reached)
}

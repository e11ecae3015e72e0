//! Ten thousand runs at each change: all that ever failed, a fixed set that must reach everything, and fresh ones.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use desk_core::random::{Random, SystemRandom};
use desk_simulation::coverage::missing;
use desk_simulation::crowd::{Sum, spread};
use desk_simulation::notes::Keep;
use desk_simulation::run::run;
use std::path::Path;

/// Runs in all.
const RUNS: u64 = 10_000;
/// Those that are always the same.
const FIXED: u64 = 4000;
const WORKERS: u64 = 2;

/// Seeds that once failed, one a line with the reason.
const KEPT: &str = include_str!("kept-seeds.txt");

fn kept() -> Vec<u64> {
    KEPT.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_whitespace().next())
        .map(|seed| seed.parse().unwrap())
        .collect()
}

fn many(from: u64, count: u64) -> Sum {
    spread(
        Path::new(env!("CARGO_BIN_EXE_simulate")),
        from,
        count,
        WORKERS,
    )
    .unwrap()
}

fn broken(sum: &Sum) -> String {
    let lines = sum.broken.iter().map(|(seed, what)| {
        format!("seed {seed}: {what} (to read it: cargo xtask simulate --show {seed})\n")
    });

    lines.collect()
}

#[test]
fn no_promise_is_broken_in_ten_thousand_runs() {
    let kept = kept();
    for seed in &kept {
        let verdict = run(*seed, Keep::Nothing);
        assert_eq!(verdict.violations, Vec::<String>::new(), "kept seed {seed}");
    }
    let fixed = many(0, FIXED);
    println!("fixed seeds: {fixed}");
    assert!(fixed.broken.is_empty(), "{}", broken(&fixed));
    let never = missing(&fixed.hits);
    assert!(never.is_empty(), "never hit: {never:#?}\n{}", fixed.table());

    let base = u64::try_from(SystemRandom.bits() >> 72).unwrap();
    println!("fresh seeds from {base} on");
    let fresh = many(base, RUNS - FIXED - kept.len() as u64);
    println!("fresh seeds: {fresh}");
    assert!(fresh.broken.is_empty(), "{}", broken(&fresh));
}

/// Byte for byte: the journal, the mirror, the head outside, and every line of what happened.
#[test]
fn the_same_seed_repeats_the_same_run() {
    for seed in 0..40 {
        let (one, other) = (run(seed, Keep::Lines), run(seed, Keep::Lines));
        assert_eq!(one.lines, other.lines, "seed {seed}");
        assert_eq!(one.digest, other.digest, "seed {seed}");
    }
    let digest = |seed| run(seed, Keep::Digest).digest.unwrap();
    assert_ne!(digest(1), digest(2));
}

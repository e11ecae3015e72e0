//! Some planted faults that the simulation finds quickly; `cargo xtask planted` looks for all of them.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use desk_core::planted::{Fault, MARKER};
use desk_simulation::hunt::find;
use std::collections::BTreeSet;

/// Seeds that are tried for each.
const SEEDS: u64 = 1000;

const SAMPLE: [Fault; 6] = [
    Fault::SendBeforeCommit,
    Fault::NoFlush,
    Fault::ServerErrorIsRefusal,
    Fault::TimeoutIsNotSent,
    Fault::InterruptedIsNotSent,
    Fault::FloatMoney,
];

#[test]
fn faults_are_found_and_what_has_none_is_not_blamed() {
    for fault in SAMPLE {
        let found = find(fault, 0..SEEDS);
        assert!(found.is_some(), "{fault:?} was not found");
    }
}

#[test]
fn there_are_thirty_each_with_a_sentence_of_its_own() {
    assert_eq!(Fault::ALL.len(), 30);
    let sentences: BTreeSet<&str> = Fault::ALL.iter().map(|(_, sentence)| *sentence).collect();
    assert_eq!(sentences.len(), 30);
}

/// The package for users is searched for it; here it has to be there.
#[test]
fn a_program_with_faults_says_so() {
    let program = std::fs::read(env!("CARGO_BIN_EXE_planted")).unwrap();
    let marker = MARKER.as_bytes();
    assert!(program.windows(marker.len()).any(|part| part == marker));
}

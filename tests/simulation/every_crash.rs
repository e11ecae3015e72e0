//! Every scenario killed before every step that is durable or on the network; one of them with every call to the disk failing.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use desk_simulation::crashes::points::{Mode, Points};
use desk_simulation::crashes::{ALL, play};
use desk_simulation::crowd::{Sum, spread};
use desk_simulation::notes::Keep;
use std::collections::BTreeSet;
use std::path::Path;

const WORKERS: u64 = 2;

/// Plays so many points from one on; none may break a promise.
fn all(mode: Mode, (first, count): (u64, u64)) -> Sum {
    assert!(count > 0);
    let program = Path::new(env!("CARGO_BIN_EXE_crash-points"));
    let sum = spread(program, first, count, WORKERS).unwrap();
    let broken: String = sum
        .broken
        .iter()
        .map(|(point, what)| {
            format!("point {point}: {what} (to read it: cargo xtask crashes --show {point})\n")
        })
        .collect();
    assert!(sum.broken.is_empty(), "{broken}");
    assert_eq!(sum.runs, count);
    println!("{}: {sum}", mode.word());

    sum
}

/// Undisturbed, a scenario is about what it says, and no promise is broken.
#[test]
fn each_scenario_does_what_it_says() {
    let names: BTreeSet<&str> = ALL.iter().map(|scenario| scenario.name).collect();
    assert_eq!(names.len(), ALL.len());
    for scenario in &ALL {
        let played = play(scenario, &[], Keep::Nothing);
        let name = scenario.name;
        assert_eq!(played.violations, Vec::<String>::new(), "{name}");
        for hit in scenario.hits {
            assert!(
                played.hits.keys().any(|name| name.starts_with(hit)),
                "{name} never came to {hit}: {:#?}",
                played.hits
            );
        }
    }
}

#[test]
fn killed_before_every_step_nothing_is_lost_and_nothing_is_sent_twice() {
    let count = Points::new().count(Mode::Step);
    let sum = all(Mode::Step, (Mode::Step.first(), count));
    for state in [
        "sending",
        "unknown",
        "succeeded",
        "applied",
        "not-applied",
        "contradicted",
    ] {
        let hit = format!("{state} × killed");
        assert!(sum.hits.contains_key(&hit), "no kill while {state}");
    }
}

/// Once, and from there on: no wrong state, and a person is told that the disk failed, never that something else is wrong.
#[test]
fn whichever_call_to_the_disk_fails_no_state_is_wrong_and_the_disk_is_named() {
    for mode in [Mode::Once, Mode::On] {
        let sum = all(mode, Points::new().of(mode, "allocated"));
        for told in ["start: the disk failed", "the disk failed"] {
            let hit = format!("told × {told}");
            assert!(sum.hits.contains_key(&hit), "never {hit}");
        }
    }
}

/// Killed at every write, without power, and with every call to the disk failing while the copy of the last good state is
/// made: the older copy is there or the new one, whole, and the journal is what it was.
#[test]
fn whatever_happens_while_the_last_good_state_is_kept_a_whole_one_is_there() {
    for mode in [Mode::Once, Mode::Kill, Mode::Power] {
        let sum = all(mode, Points::new().of(mode, "last-good-state"));
        assert!(sum.hits.contains_key("copy × kept"));
        if mode == Mode::Once {
            assert!(sum.hits.contains_key("told × no copy was kept"));
        }
    }
}

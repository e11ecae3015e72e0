//! The program is killed, really, at every step of one allocation, and of what may follow it; the simulator in another process
//! counts what arrived.
//!
//! `strace` ends the program with SIGKILL as it enters the k-th call of a kind, for every kind that touches the disk or the
//! network and every k from the look to the last line. After each kill: nothing a person was told is missing, nothing was
//! sent twice, what is not known says so, and the file is whole.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may stop at the first surprise"
)]

#[path = "crash/afterwards.rs"]
mod afterwards;
#[allow(dead_code, reason = "shared with the contract, which uses more of it")]
#[path = "contract/clock.rs"]
mod clock;
#[path = "crash/desk.rs"]
mod desk;
#[path = "crash/scenario.rs"]
mod scenario;
#[allow(dead_code, reason = "shared with the contract, which uses more of it")]
#[path = "contract/wire.rs"]
mod wire;

use desk::{Copy, Ground, Ran, journal, request};
use desk_core::allocation::{State, UnknownReason};
use desk_core::journal::AllocationQuery;
use scenario::{OTHERS, PLAIN, Scenario};
use std::collections::BTreeMap;
use std::future::Future;

/// Calls that change the disk or the wire, or hear from it.
const KINDS: [&str; 12] = [
    "fsync",
    "fdatasync",
    "pwrite64",
    "write",
    "writev",
    "rename",
    "connect",
    "sendto",
    "sendmsg",
    "recvfrom",
    "recvmsg",
    "ftruncate",
];

/// How many programs are killed beside each other.
const DESKS: usize = 2;

/// Of the scenarios that are not the plain one, so many points are tried at each change; `CREDIT_DESK_CRASHES=all` tries all.
const SAMPLE: usize = 8;

#[test]
fn killed_at_every_step_nothing_is_lost_and_nothing_is_sent_twice() {
    kill_all(PLAIN, usize::MAX);
}

/// A lost answer that is looked up, a refusal, an outcome that a person closes, an old copy that a person accepts.
#[test]
fn killed_while_anything_else_happens_nothing_is_lost_and_nothing_is_sent_twice() {
    let all = std::env::var("CREDIT_DESK_CRASHES").is_ok_and(|which| which == "all");
    for scenario in OTHERS {
        kill_all(scenario, if all { usize::MAX } else { SAMPLE });
    }
}

/// Kills a program at each of at most so many points, spread over the scenario.
fn kill_all(scenario: Scenario, most: usize) {
    let name = scenario.word;
    let points = points(&alone(async {
        let ground = Ground::of(scenario, &format!("crash-{name}")).await;
        let whole = ground.copy(1).run(&traced(&KINDS));
        let ends = format!("{}\n", scenario.ends);
        assert!(whole.said.ends_with(&ends), "{name}: {}", whole.said);
        whole
    }));
    let chosen: Vec<_> = points
        .iter()
        .step_by(points.len().div_ceil(most))
        .cloned()
        .collect();
    // Some desks beside each other, each with a simulator of its own.
    let desks: Vec<_> = (0..DESKS)
        .map(|desk| {
            let share: Vec<_> = chosen.iter().skip(desk).step_by(DESKS).cloned().collect();
            std::thread::spawn(move || alone(kill_at(scenario, desk, share)))
        })
        .collect();
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    for found in desks
        .into_iter()
        .flat_map(|desk| desk.join().expect("a desk found a mistake"))
    {
        *left.entry(found).or_insert(0) += 1;
    }
    println!(
        "{name}: {} of {} kills: {left:?}",
        chosen.len(),
        points.len()
    );
    if chosen.len() == points.len() {
        for expected in scenario.leaves {
            assert!(
                left.contains_key(*expected),
                "{name}: no kill left it {expected}: {left:?}"
            );
        }
    }
}

/// Runs the program once for each point, kills it there, and looks afterwards.
async fn kill_at(scenario: Scenario, desk: usize, points: Vec<(String, usize)>) -> Vec<String> {
    let name = scenario.word;
    let ground = Ground::of(scenario, &format!("crash-{name}-{desk}")).await;
    let mut left = Vec::new();
    for (run, (kind, k)) in (1_u64..).zip(&points) {
        let copy = ground.copy(run);
        let inject = format!("--inject={kind}:signal=KILL:when={k}");
        let ran = copy.run(&[traced(&[kind]), vec![inject]].concat());
        let point = format!("{name}: {kind} {k}");
        assert!(ran.killed, "{point}: not killed, said {:?}", ran.said);
        left.push(afterwards::look(&ground, &copy, &ran, &point).await);
    }

    left
}

fn alone<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();

    runtime.unwrap().block_on(work)
}

/// One allocation costs two flushes of the journal: the intent and the outcome. One more each for the head outside.
#[tokio::test]
async fn one_allocation_flushes_the_journal_twice() {
    let ground = Ground::new("flush").await;
    let ran = ground
        .copy(0)
        .run(&traced(&["fsync", "fdatasync", "write"]));
    assert!(ran.said.ends_with("done succeeded\n"), "{}", ran.said);
    let begun = ran
        .calls
        .iter()
        .position(|call| call.contains("\"ready"))
        .unwrap();
    let ended = ran
        .calls
        .iter()
        .position(|call| call.contains("\"done"))
        .unwrap();
    let flushes: Vec<&String> = ran.calls[begun..ended]
        .iter()
        .filter(|call| call.contains("sync("))
        .collect();
    let of = |name: &str| flushes.iter().filter(|call| call.contains(name)).count();
    println!("{flushes:#?}");
    assert_eq!(of("/journal.sqlite"), 2, "{flushes:#?}");
    assert_eq!(of("/heads/"), 2, "{flushes:#?}");
    assert_eq!(flushes.len(), 4, "{flushes:#?}");
}

/// The disk refuses the outcome's flush once: the file is opened again and the outcome is there.
#[tokio::test]
async fn an_outcome_that_cannot_be_flushed_once_is_written_all_the_same() {
    let ground = Ground::new("flush-once").await;
    let outcome = flushes_before_the_outcome(&ground);
    let copy = ground.copy(1);
    let ran = copy.run(&failing(&copy, &outcome.to_string()));
    assert!(ran.said.ends_with("done succeeded\n"), "{}", ran.said);
    let page = journal(&copy.folder)
        .allocations(&AllocationQuery {
            limit: 9,
            ..AllocationQuery::default()
        })
        .unwrap();
    assert!(matches!(page.rows[0].state, State::Succeeded { .. }));
    let story = journal(&copy.folder)
        .story(page.rows[0].number)
        .unwrap()
        .unwrap();
    assert_eq!(story.entries.len(), 2, "the outcome is written once");
}

/// The disk refuses it for good: the person is told to note the answer, and the next start says unknown.
#[tokio::test]
async fn an_outcome_that_cannot_be_written_is_told_and_unknown_afterwards() {
    let ground = Ground::new("flush-never").await;
    let outcome = flushes_before_the_outcome(&ground);
    let copy = ground.copy(1);
    let ran = copy.run(&failing(&copy, &format!("{outcome}+")));
    assert!(
        ran.said.contains("not-written") && ran.said.contains("Accepted"),
        "{}",
        ran.said
    );
    let page = journal(&copy.folder)
        .allocations(&AllocationQuery {
            limit: 9,
            ..AllocationQuery::default()
        })
        .unwrap();
    let state = &page.rows[0].state;
    // A flush that failed may have reached the disk all the same; then the outcome is there, and true.
    let honest = matches!(
        state,
        State::Unknown {
            reason: UnknownReason::ProgramEnded
        } | State::Succeeded { .. }
    );
    assert!(honest, "{state:?}");
    assert_eq!(ground.moved_and_received(&request(&page.rows[0])), (1, 1));
}

/// Which of the flushes of the journal's write-ahead file is the outcome's: the last one of an undisturbed run.
fn flushes_before_the_outcome(ground: &Ground) -> usize {
    let copy = ground.copy(0);
    let wal = copy.folder.join("workspace").join("journal.sqlite-wal");
    let options = [
        traced(&["fsync", "fdatasync"]),
        vec!["-P".to_owned(), wal.to_string_lossy().into_owned()],
    ]
    .concat();
    let ran = copy.run(&options);
    let flushes: Vec<&String> = ran
        .calls
        .iter()
        .filter(|call| call.contains("sync("))
        .collect();
    // Closing the file flushes it once more.
    println!("{flushes:#?}");
    flushes.len() - 1
}

fn failing(copy: &Copy<'_>, when: &str) -> Vec<String> {
    let wal = copy.folder.join("workspace").join("journal.sqlite-wal");
    let inject = format!("--inject=fsync,fdatasync:error=EIO:when={when}");
    [
        traced(&["fsync", "fdatasync"]),
        vec!["-P".to_owned(), wal.to_string_lossy().into_owned(), inject],
    ]
    .concat()
}

fn traced(kinds: &[&str]) -> Vec<String> {
    vec!["-e".to_owned(), format!("trace={}", kinds.join(","))]
}

/// Every call of every kind after the program said that it is ready: its kind, and the how-manieth of the process it is.
fn points(whole: &Ran) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut ready, mut points) = (false, Vec::new());
    for call in &whole.calls {
        let Some(kind) = KINDS
            .into_iter()
            .find(|kind| call.contains(&format!(" {kind}(")))
        else {
            continue;
        };
        let count = counts.entry(kind).or_insert(0);
        *count += 1;
        if ready {
            points.push((kind.to_owned(), *count));
        }
        ready |= call.contains("\"ready");
    }
    assert!(points.len() > 50, "{points:?}");

    points
}

//! After a kill: the workspace is opened again, as the next start does, and compared with the truth.

use super::desk::{ACCOUNT, Copy, Ground, Ran, journal, request};
use desk_core::allocation::{Allocation, State, UnknownReason};
use desk_core::clock::FixedClock;
use desk_core::id::AdvertiserId;
use desk_core::journal::{AllocationQuery, Frozen, Guard, GuardKind, Journal, Standing};

/// In which state the kill left the allocation, with a star where TikTok executed it.
pub async fn look(ground: &Ground, copy: &Copy<'_>, ran: &Ran, point: &str) -> String {
    let journal = journal(&copy.folder);
    assert_eq!(
        journal.standing(),
        Standing::Writable,
        "{point}: the lock went with the process"
    );
    check_guard(&journal, ground, ran, point);
    let check = journal
        .check(&FixedClock::at(simulator::World::START))
        .unwrap();
    assert_eq!(check.chain_ok_until.0, check.entries, "{point}: {check:?}");
    assert!(check.file_sound && check.totals_agree, "{point}: {check:?}");
    let page = journal
        .allocations(&AllocationQuery {
            limit: 9,
            ..AllocationQuery::default()
        })
        .unwrap();
    let Some(allocation) = page.rows.first().cloned() else {
        assert!(
            !ran.said.contains("done"),
            "{point}: a person was told, and nothing is recorded"
        );
        return "nothing".to_owned();
    };
    assert_eq!(page.rows.len(), 1, "{point}");
    let moved = check_state(&allocation, ground, ran, point);
    drop(journal);
    nothing_is_sent_by_itself(ground, copy, (&allocation, moved), point).await;
    let star = if moved { "*" } else { "" };

    format!("{}{star}", allocation.state.phase().word())
}

/// The head outside is an ancestor; that of an old copy is not, until a person has accepted it.
fn check_guard(journal: &Journal, ground: &Ground, ran: &Ran, point: &str) {
    let guard = journal.guard();
    let is_kept = guard == Guard::Kept(GuardKind::File);
    let is_frozen = matches!(guard, Guard::Frozen(Frozen::NotInChain { .. }));
    if ground.scenario.is_old_copy && !ran.said.contains("accepted") {
        assert!(is_frozen || is_kept, "{point}: {guard:?}");
    } else {
        assert!(is_kept, "{point}: {guard:?}");
    }
}

/// What is said is so, and a person was told nothing else; whether TikTok executed it.
fn check_state(allocation: &Allocation, ground: &Ground, ran: &Ran, point: &str) -> bool {
    let (moved, received) = ground.moved_and_received(&request(allocation));
    assert!(received <= 1, "{point}: sent {received} times");
    assert!(moved <= 1, "{point}: executed {moved} times");
    let state = &allocation.state;
    match state {
        State::Succeeded { .. } | State::Applied { .. } => {
            assert_eq!(moved, 1, "{point}: {state:?} here, not at TikTok");
        }
        State::Rejected { .. } | State::NotApplied { .. } => {
            assert_eq!(moved, 0, "{point}: {state:?} here, executed at TikTok");
        }
        State::Unknown { reason } => {
            let told = ran.said.contains("done");
            assert!(
                told || *reason == UnknownReason::ProgramEnded || ground.scenario.fault.is_some(),
                "{point}: {reason:?}"
            );
        }
        other @ (State::Sending
        | State::NotSent { .. }
        | State::Contradicted { .. }
        | State::DuplicateSuspected { .. }) => panic!("{point}: {other:?}"),
    }
    // The last thing that a person was told; what was not known then may have been found since.
    let told = ran
        .said
        .lines()
        .last()
        .and_then(|line| line.split_once(' '));
    if let Some((_, told)) = told {
        let now = state.phase().word();
        assert!(
            told == now || told == "unknown",
            "{point}: told {told}, and it is {now}"
        );
    }

    moved == 1
}

/// The next session looks up what is open. Only what was executed may be settled by it, nothing is sent, and what stays open
/// keeps the account closed to a second allocation.
async fn nothing_is_sent_by_itself(
    ground: &Ground,
    copy: &Copy<'_>,
    (allocation, moved): (&Allocation, bool),
    point: &str,
) {
    let before = ground.wire.truth()["received"].clone();
    let workspace = ground.workspace(&copy.folder);
    let account = AdvertiserId::new(ACCOUNT).unwrap();
    let open = workspace.journal().open_allocations().unwrap();
    let is_open = matches!(allocation.state, State::Unknown { .. });
    assert_eq!(
        open.len(),
        usize::from(is_open),
        "{point}: what is not known is on the list"
    );
    assert_eq!(
        workspace.journal().open_here(&account).unwrap().is_some(),
        is_open,
        "{point}"
    );
    if !open.is_empty() {
        // TikTok's records take a while to appear.
        ground.wire.later(300);
    }
    for allocation in &open {
        let (look, settled) = workspace.look_up(allocation.number).await.unwrap();
        assert_eq!(!look.candidates.is_empty(), moved, "{point}");
        assert!(
            settled.is_none() || moved,
            "{point}: found, and never executed"
        );
        let is_still_open = workspace.journal().open_here(&account).unwrap().is_some();
        assert_eq!(is_still_open, settled.is_none(), "{point}");
    }
    assert_eq!(
        ground.wire.truth()["received"],
        before,
        "{point}: sent by itself"
    );
}

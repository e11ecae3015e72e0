//! Every journal that a released version wrote can be opened, read and written on.
//!
//! `fixtures/journal-0001.sqlite` holds every kind of entry but `head-accepted`, which only a frozen journal takes; the second
//! test writes that one on it. `make-old-journal` made the file, and it is never made again.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop at the first surprise"
)]

use desk_core::allocation::{Basis, State};
use desk_core::clock::{FixedClock, Timestamp};
use desk_core::disk::{Place, SystemDisk};
use desk_core::id::EntryNumber;
use desk_core::journal::{
    AllocationQuery, Drive, FileHead, Frozen, Guard, GuardKind, Head, Journal, Opening,
    OutsideHead, Standing,
};
use std::path::{Path, PathBuf};
use std::sync::Arc;

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn open(folder: &Folder) -> Journal {
    let place = Place {
        folder: folder.0.join("workspace"),
        vfs: None,
    };
    let opening = Opening {
        place,
        disk: Arc::new(SystemDisk),
        outside: Arc::new(FileHead::new(folder.0.join("heads").join("one"))),
        drive: Drive::Inline,
        program: "a later version".to_owned(),
    };
    Journal::open(opening, later()).unwrap()
}

fn later() -> Timestamp {
    "2030-01-01T00:00:00Z".parse().unwrap()
}

/// A copy of the stored journal of the first version.
fn first_version(name: &str) -> Folder {
    let own = format!("credit-desk-old-{name}-{}", std::process::id());
    let folder = Folder(std::env::temp_dir().join(own));
    std::fs::create_dir_all(folder.0.join("workspace")).unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join("journal-0001.sqlite");
    std::fs::copy(fixture, folder.0.join("workspace").join("journal.sqlite")).unwrap();

    folder
}

/// The kinds of entries that the list of changes shows, each once.
fn kinds(journal: &Journal) -> Vec<&'static str> {
    let changes = journal.changes(None, 0, 100).unwrap();
    let mut kinds: Vec<&str> = changes
        .rows
        .iter()
        .map(|entry| entry.event.kind())
        .collect();
    kinds.sort_unstable();
    kinds.dedup();

    kinds
}

#[tokio::test]
async fn an_old_journal_that_its_head_does_not_vouch_for_can_be_accepted() {
    let folder = first_version("frozen");
    let another = Head {
        number: EntryNumber(4_000),
        hash: [7; 32],
    };
    FileHead::new(folder.0.join("heads").join("one"))
        .write(another)
        .unwrap();
    let journal = open(&folder);
    let frozen = Frozen::NotInChain { stored: another };
    assert_eq!(journal.guard(), Guard::Frozen(frozen));
    assert!(!kinds(&journal).contains(&"head-accepted"));

    let first = AllocationQuery {
        limit: 1,
        ..AllocationQuery::default()
    };
    let person = journal.allocations(&first).unwrap().rows[0]
        .record
        .actor
        .clone();
    let note = "an old copy, compared".to_owned();
    journal.accept_head(person, note, later()).await.unwrap();
    drop(journal);
    let journal = open(&folder);
    assert_eq!(
        (journal.standing(), journal.guard()),
        (Standing::Writable, Guard::Kept(GuardKind::File))
    );
    assert!(kinds(&journal).contains(&"head-accepted"));
    assert!(journal.check(&FixedClock::at(later())).unwrap().is_good());
}

#[tokio::test]
async fn the_journal_of_the_first_version_opens_whole() {
    let folder = first_version("whole");
    let journal = open(&folder);
    assert_eq!(
        (journal.standing(), journal.guard()),
        (Standing::Writable, Guard::Unguarded)
    );
    let check = journal.check(&FixedClock::at(later())).unwrap();
    assert!(check.is_good(), "{check:?}");
    let expected = [
        "alarm-acknowledged",
        "allocation-alarmed",
        "allocation-decided",
        "allocation-found",
        "credit-corrected",
        "credit-entered",
        "credit-revoked",
        "opened",
        "role-seen",
        "switches-changed",
    ];
    assert_eq!(kinds(&journal), expected);
    let page = journal
        .allocations(&AllocationQuery {
            limit: 10,
            ..AllocationQuery::default()
        })
        .unwrap();
    let states: Vec<&State> = page.rows.iter().map(|row| &row.state).collect();
    assert!(
        matches!(
            states[..],
            [
                State::Unknown { .. },
                State::DuplicateSuspected { .. },
                State::Applied {
                    basis: Basis::Records,
                    ..
                },
                State::NotApplied { .. },
                State::Rejected { code: 40_002, .. },
                State::Succeeded { .. }
            ]
        ),
        "{states:?}"
    );
    let record = &page.rows[5].record;
    assert_eq!(
        (record.draft.amount.hundredths(), record.actor.name.as_str()),
        (1234, "Ines Castellanos")
    );
    assert_eq!(
        journal.credits().unwrap()[0].revoked.as_deref(),
        Some("withdrawn by TikTok")
    );
    assert!(journal.switches().unwrap().allow_billing_shared);
    let mut actor = page.rows[5].record.actor.clone();
    "Ines C.".clone_into(&mut actor.name);
    journal.note_role(actor, later()).await.unwrap();
    drop(journal);
    let journal = open(&folder);
    assert_eq!(journal.guard(), Guard::Kept(GuardKind::File));
    assert!(journal.check(&FixedClock::at(later())).unwrap().is_good());
}

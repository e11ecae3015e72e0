//! What the head kept outside vouches for, and what a person who accepts a file leaves behind.

use super::fixture::{NOW, actor, at, draft_number, open, opening, permit, record, with_credit};
use super::tests::{raw, with_allocations};
use super::*;
use crate::clock::FixedClock;
use crate::disk::SystemDisk;
use crate::disk::tests::Folder;

/// What was accepted last: the head, and the note.
fn accepted(journal: &Journal) -> (Head, String) {
    let newest = journal.changes(None, 0, 1).unwrap().rows.remove(0);
    let Event::HeadAccepted(event) = newest.event else {
        unreachable!("{newest:?}")
    };
    assert_eq!(event.by, actor());

    (event.stored, event.note)
}

#[tokio::test]
async fn a_head_that_cannot_be_read_freezes_until_it_is_written_anew() {
    for spoilt in ["", "credit-desk-head 2 1 ab\n", "\u{0}\u{1}"] {
        let folder = Folder::new();
        drop(with_credit(&folder).await);
        let kept = folder.path().join("heads").join("one");
        std::fs::write(&kept, spoilt).unwrap();

        let journal = open(&folder);
        assert_eq!(journal.guard(), Guard::Frozen(Frozen::Unreadable));
        let refused = journal
            .record_intent(permit(&journal, draft_number(1, 1), at(NOW)), at(NOW))
            .await;
        assert!(matches!(refused, Err(JournalError::Frozen)), "{refused:?}");
        let left = std::fs::read_to_string(&kept).unwrap();
        assert_eq!(left, spoilt, "the evidence is left alone");
        let check = journal.check(&FixedClock::at(at(NOW))).unwrap();
        assert_eq!(check.outside, HeadOutside::Unreadable);
        assert!(!check.is_good());

        journal
            .accept_head(actor(), "a disk was exchanged".to_owned(), at(NOW))
            .await
            .unwrap();
        assert_eq!(journal.guard(), Guard::Kept(GuardKind::File));
        let note = "a disk was exchanged".to_owned();
        assert_eq!(accepted(&journal), (Head::EMPTY, note));
        record(&journal, draft_number(1, 1), at(NOW)).await.unwrap();
        assert!(journal.check(&FixedClock::at(at(NOW))).unwrap().is_good());
        drop(journal);
        assert_eq!(open(&folder).guard(), Guard::Kept(GuardKind::File));
    }
}

#[tokio::test]
async fn only_a_frozen_journal_is_accepted() {
    let folder = Folder::new();
    let journal = with_credit(&folder).await;
    let refused = journal
        .accept_head(actor(), "for nothing".to_owned(), at(NOW))
        .await;
    assert!(matches!(refused, Err(JournalError::NotInState)));
}

/// Otherwise whoever loses both files at once could allocate again as if nothing had been open.
#[tokio::test]
async fn what_takes_the_place_of_a_damaged_file_is_frozen_also_where_no_head_was_kept() {
    let folder = Folder::new();
    drop(with_credit(&folder).await);
    std::fs::remove_dir_all(folder.path().join("heads")).unwrap();
    let outside = opening(&folder).outside;
    Journal::set_damaged_aside(&folder.place(), &SystemDisk, outside.as_ref(), at(NOW)).unwrap();

    let journal = open(&folder);
    let stored = Head::EMPTY;
    assert_eq!(
        journal.guard(),
        Guard::Frozen(Frozen::NotInChain { stored })
    );
    journal
        .accept_head(actor(), "begun anew".to_owned(), at(NOW))
        .await
        .unwrap();
    drop(journal);
    assert_eq!(open(&folder).guard(), Guard::Kept(GuardKind::File));
}

#[tokio::test]
async fn a_journal_that_is_only_read_tells_how_its_head_stands_too() {
    let folder = Folder::new();
    let first = with_allocations(&folder, 1).await;
    let second = open(&folder);
    assert_eq!(second.standing(), Standing::OtherInstance);
    assert_eq!(second.guard(), Guard::Kept(GuardKind::File));
    drop((first, second));

    let raw = raw(&folder);
    raw.execute_batch("DROP TRIGGER entries_are_not_changed; UPDATE entries SET at = at + 1")
        .unwrap();
    let kept = folder.path().join("heads").join("one");
    let broken = open(&folder);
    assert!(matches!(broken.standing(), Standing::Broken(_)));
    assert_eq!(broken.guard(), Guard::Kept(GuardKind::File));
    drop(broken);
    std::fs::write(kept, "").unwrap();
    assert_eq!(open(&folder).guard(), Guard::Frozen(Frozen::Unreadable));
}

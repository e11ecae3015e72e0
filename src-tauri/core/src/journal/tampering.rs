//! Whoever changes the file behind the program's back is noticed.

use super::fixture::{NOW, actor, at, draft_number, open, record};
use super::tests::{accepted, raw, with_allocations};
use super::*;
use crate::allocation::State;
use crate::clock::FixedClock;
use crate::disk::tests::Folder;

/// Changes what triggers protect, as somebody with the file in their hands could.
fn tamper(folder: &Folder, sql: &str) {
    let raw = raw(folder);
    raw.execute_batch("DROP TRIGGER entries_are_not_changed; DROP TRIGGER entries_are_not_removed; PRAGMA foreign_keys = OFF")
        .unwrap();
    raw.execute_batch(sql).unwrap();
}

#[tokio::test]
async fn entries_cannot_be_changed_removed_or_put_in_between() {
    let folder = Folder::new();
    drop(with_allocations(&folder, 2).await);
    let raw = raw(&folder);
    for sql in [
        "UPDATE entries SET at = 0 WHERE number = 2",
        "DELETE FROM entries WHERE number = 2",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE number = 2",
        "INSERT INTO entries SELECT 99, version, at, kind, body, prev, hash FROM entries WHERE number = 2",
    ] {
        assert!(raw.execute(sql, []).is_err(), "{sql}");
    }
    raw.pragma_update(None, "recursive_triggers", true).unwrap();
    assert!(
        raw.execute(
            "REPLACE INTO entries SELECT * FROM entries WHERE number = 2",
            []
        )
        .is_err()
    );
}

/// Whatever is done to an entry behind the program's back is noticed by the full check; newer ones at the start already.
#[tokio::test]
async fn every_edit_of_the_chain_is_noticed() {
    for (sql, at_start) in [
        ("UPDATE entries SET at = at + 1 WHERE number = 7", true),
        (
            "UPDATE entries SET body = zeroblob(length(body)) WHERE number = 7",
            true,
        ),
        ("UPDATE entries SET kind = 'opened' WHERE number = 7", true),
        ("UPDATE entries SET version = 2 WHERE number = 7", true),
        ("UPDATE entries SET hash = prev WHERE number = 7", true),
        ("UPDATE entries SET prev = hash WHERE number = 7", true),
        ("DELETE FROM entries WHERE number = 7", true),
        ("UPDATE entries SET at = at + 1 WHERE number = 1", false),
    ] {
        let folder = Folder::new();
        drop(with_allocations(&folder, 4).await);
        drop(open(&folder));
        drop(with_more(&folder).await);
        tamper(&folder, sql);
        let journal = open(&folder);
        let expected = if at_start {
            Standing::Broken(EntryNumber(7))
        } else {
            Standing::Writable
        };
        if at_start {
            // The start verifies from the last verified place, which lies behind: only the full check looks further back.
            let full = journal.check(&FixedClock::at(at(NOW))).unwrap();
            assert!(
                !full.is_good() && full.chain_ok_until == EntryNumber(6),
                "{sql}: {full:?}"
            );
        } else {
            assert_eq!(journal.standing(), expected, "{sql}");
            assert!(
                !journal.check(&FixedClock::at(at(NOW))).unwrap().is_good(),
                "{sql}"
            );
        }
    }
}

async fn with_more(folder: &Folder) -> Journal {
    let journal = open(folder);
    let intent = record(&journal, draft_number(50, 100), at(NOW))
        .await
        .unwrap();
    journal
        .settle_with(intent, accepted(), at(NOW))
        .await
        .unwrap();
    journal
}

#[tokio::test]
async fn an_edit_of_the_last_session_is_noticed_at_the_start() {
    let folder = Folder::new();
    drop(with_allocations(&folder, 1).await);
    drop(with_more(&folder).await);
    let last: i64 = raw(&folder)
        .query_row("SELECT max(number) FROM entries", [], |row| row.get(0))
        .unwrap();
    tamper(
        &folder,
        &format!("UPDATE entries SET at = at + 1 WHERE number = {last}"),
    );
    let journal = open(&folder);
    assert_eq!(
        journal.standing(),
        Standing::Broken(EntryNumber(last.cast_unsigned()))
    );
    assert_eq!(
        journal
            .allocations(&AllocationQuery {
                limit: 9,
                ..AllocationQuery::default()
            })
            .unwrap()
            .matched,
        2
    );
    let refused = journal.note_role(actor(), at(NOW)).await;
    assert!(matches!(refused, Err(JournalError::ReadOnly)));
}

#[tokio::test]
async fn totals_that_were_touched_are_noticed() {
    for sql in [
        "UPDATE credits SET allocated = allocated + 1",
        "UPDATE totals SET amount = amount - 1",
        "DELETE FROM totals",
        "UPDATE allocations SET state = 'succeeded' WHERE number = 1",
        "INSERT INTO claims VALUES ('1', 1)",
        "UPDATE opening SET epoch = epoch + 1",
    ] {
        let folder = Folder::new();
        let journal = with_allocations(&folder, 2).await;
        let clock = FixedClock::at(at(NOW));
        assert!(journal.check(&clock).unwrap().is_good());
        assert!(raw(&folder).execute(sql, []).unwrap() > 0, "{sql}");
        let check = journal.check(&clock).unwrap();
        assert!(!check.totals_agree && !check.is_good(), "{sql}");
    }
}

/// The start had taken it for verified; once the full check has found it, nothing new is recorded, now or after a start.
#[tokio::test]
async fn what_the_full_check_finds_stops_writing_now_and_at_each_start() {
    let folder = Folder::new();
    drop(with_allocations(&folder, 1).await);
    drop(open(&folder));
    tamper(&folder, "UPDATE entries SET at = at + 1 WHERE number = 1");
    let journal = open(&folder);
    let left = record(&journal, draft_number(50, 100), at(NOW))
        .await
        .unwrap();
    assert_eq!(journal.standing(), Standing::Writable);

    let check = journal.check(&FixedClock::at(at(NOW))).unwrap();
    assert_eq!(check.broken_at(), Some(EntryNumber(1)));
    journal.distrust(EntryNumber(1)).await.unwrap();
    assert_eq!(journal.standing(), Standing::Broken(EntryNumber(1)));
    let refused = record(&journal, draft_number(51, 100), at(NOW)).await;
    assert!(matches!(refused, Err(JournalError::ReadOnly)));
    // What became of a request that has left is written all the same.
    let settled = journal.settle_with(left, accepted(), at(NOW)).await;
    assert!(matches!(settled.unwrap().state, State::Succeeded { .. }));
    drop(journal);

    let journal = open(&folder);
    assert_eq!(journal.standing(), Standing::Broken(EntryNumber(1)));
    let refused = journal.note_role(actor(), at(NOW)).await;
    assert!(matches!(refused, Err(JournalError::ReadOnly)));
}

//! Opening a journal: epochs, chain, head outside, versions, damage, a second instance.

use super::entry::{Event, Opened};
use super::fixture::{NOW, actor, at, draft_number, open, opening, permit, record, with_credit};
use super::open::{APPLICATION_ID, VERSION, file};
use super::*;
use crate::allocation::{Answer, State, UnknownReason};
use crate::clock::FixedClock;
use crate::disk::SystemDisk;
use crate::disk::tests::Folder;
use crate::id::TransactionId;
use rusqlite::{Connection, params};

pub(super) fn raw(folder: &Folder) -> Connection {
    Connection::open(file(&folder.place())).unwrap()
}

pub(super) fn accepted() -> Answer {
    Answer::Accepted {
        transactions: vec![TransactionId::new("9").unwrap()],
        log_id: "log".to_owned(),
    }
}

pub(super) async fn with_allocations(folder: &Folder, count: u64) -> Journal {
    let journal = with_credit(folder).await;
    for number in 1..=count {
        let intent = record(&journal, draft_number(number, 100), at(NOW))
            .await
            .unwrap();
        journal
            .settle_with(
                intent,
                Answer::Refused {
                    code: 40_000,
                    message: String::new(),
                },
                at(NOW),
            )
            .await
            .unwrap();
    }
    journal
}

#[tokio::test]
async fn what_was_sending_when_the_program_ended_is_unknown() {
    let folder = Folder::new();
    let journal = with_credit(&folder).await;
    let intent = record(&journal, draft_number(1, 50_000), at(NOW))
        .await
        .unwrap();
    let number = intent.number();
    drop(journal);
    let journal = open(&folder);
    let found = journal.open_allocations().unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].state,
        State::Unknown {
            reason: UnknownReason::ProgramEnded
        }
    );
    // The answer of the old epoch comes too late to settle anything by itself.
    let late = journal.settle_with(intent, accepted(), at(NOW)).await;
    assert!(
        matches!(late, Err(JournalError::OutcomeNotWritten { .. })),
        "{late:?}"
    );
    assert!(journal.rebuild_and_compare().unwrap());
    drop(journal);
    let entries = open(&folder).story(number).unwrap().unwrap().entries;
    assert_eq!(entries.len(), 2, "unknown is said once");
}

#[tokio::test]
async fn a_settlement_that_is_there_already_is_the_same_settlement() {
    let folder = Folder::new();
    let journal = with_credit(&folder).await;
    let intent = record(&journal, draft_number(1, 50_000), at(NOW))
        .await
        .unwrap();
    let again = Intent {
        number: intent.number,
        record: intent.record.clone(),
    };
    let first = journal
        .settle_with(intent, accepted(), at(NOW))
        .await
        .unwrap();
    let entries = journal.extent().unwrap().entries;
    let second = journal
        .settle_with(again, accepted(), at(NOW))
        .await
        .unwrap();
    assert_eq!(
        (first, entries),
        (second, journal.extent().unwrap().entries)
    );
}

/// What is behind a torn part of the write-ahead file is gone after a power cut, so nothing is added behind what a crash left.
#[tokio::test]
async fn what_a_crash_left_in_the_write_ahead_file_is_in_the_journals_own_before_anything_is_added()
{
    let (running, folder) = (Folder::new(), Folder::new());
    let journal = with_credit(&running).await;
    let entries = journal.extent().unwrap().entries;
    let (from, to) = (running.place().folder, folder.place().folder);
    std::fs::create_dir_all(&to).unwrap();
    for file in ["journal.sqlite", "journal.sqlite-wal"] {
        std::fs::copy(from.join(file), to.join(file)).unwrap();
    }
    let reopened = open(&folder);
    std::fs::copy(to.join("journal.sqlite"), to.join("alone")).unwrap();
    let alone = rusqlite::Connection::open(to.join("alone")).unwrap();
    let kept: i64 = alone
        .query_row("SELECT count(*) FROM entries", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept.cast_unsigned(), entries);
    assert!(reopened.extent().unwrap().entries > entries);
}

#[tokio::test]
async fn a_second_instance_only_reads_and_says_so() {
    let folder = Folder::new();
    let first = with_credit(&folder).await;
    let second = open(&folder);
    assert_eq!(
        (first.standing(), second.standing()),
        (Standing::Writable, Standing::OtherInstance)
    );
    assert_eq!(second.credits().unwrap(), first.credits().unwrap());
    let refused = second
        .set_switches(
            actor(),
            crate::business_center::Switches::default(),
            at(NOW),
        )
        .await;
    assert!(matches!(refused, Err(JournalError::ReadOnly)));
    let refused = second
        .record_intent(permit(&first, draft_number(1, 1), at(NOW)), at(NOW))
        .await;
    assert!(matches!(refused, Err(JournalError::ReadOnly)));
    drop(first);
    drop(second);
    assert_eq!(open(&folder).standing(), Standing::Writable);
}

/// Where the lock's file was removed, two programs can write: only the one that came later may send.
#[tokio::test]
async fn a_later_opening_takes_the_right_to_send() {
    let folder = Folder::new();
    let first = with_credit(&folder).await;
    std::fs::remove_file(folder.place().folder.join("lock")).unwrap();
    let second = open(&folder);
    assert_eq!(second.standing(), Standing::Writable);
    let claimed = permit(&first, draft_number(1, 1), at(NOW));
    let refused = first.record_intent(claimed, at(NOW)).await;
    assert!(
        matches!(refused, Err(JournalError::ChangedByAnother)),
        "{refused:?}"
    );
    assert!(record(&second, draft_number(1, 1), at(NOW)).await.is_ok());
}

/// Even where that opening is no surprise.
#[tokio::test]
async fn an_older_epoch_claims_nothing() {
    let folder = Folder::new();
    let journal = with_credit(&folder).await;
    let opened = journal.write(|writer| {
        let epoch = writer.epoch + 1;
        let program = "a later one".to_owned();
        writer.commit(at(NOW), |batch| {
            batch.append(&Event::Opened(Opened { epoch, program }))
        })
    });
    opened.await.unwrap();
    let claimed = permit(&journal, draft_number(1, 1), at(NOW));
    let refused = journal.record_intent(claimed, at(NOW)).await;
    assert!(
        matches!(refused, Err(JournalError::NewerEpoch)),
        "{refused:?}"
    );
}

#[tokio::test]
async fn another_instance_that_is_just_making_the_file_is_waited_for() {
    let folder = Folder::new();
    let _held = SystemDisk.lock(&folder.place().folder).unwrap();
    let error = Journal::open(opening(&folder), at(NOW)).unwrap_err();
    assert!(matches!(error, OpenError::NotThereYet), "{error}");
}

#[tokio::test]
async fn the_head_outside_is_equal_or_an_ancestor_or_everything_stops() {
    let folder = Folder::new();
    let journal = with_credit(&folder).await;
    assert_eq!(journal.guard(), Guard::Kept(GuardKind::File));
    let outside = opening(&folder).outside;
    let early = outside.read().unwrap().unwrap();
    let place = folder.place();
    let copy = folder.path().join("copy.sqlite");
    raw(&folder)
        .execute("VACUUM INTO ?1", params![copy.to_string_lossy()])
        .unwrap();
    let intent = record(&journal, draft_number(1, 50_000), at(NOW))
        .await
        .unwrap();
    journal
        .settle_with(intent, accepted(), at(NOW))
        .await
        .unwrap();
    drop(journal);
    let newest = outside.read().unwrap().unwrap();

    // An older head is an ancestor.
    outside.write(early).unwrap();
    let journal = open(&folder);
    assert_eq!(journal.guard(), Guard::Kept(GuardKind::File));
    assert!(outside.read().unwrap().unwrap().number > newest.number);
    drop(journal);

    // No head at all is said, and one is kept from now on.
    std::fs::remove_dir_all(folder.path().join("heads")).unwrap();
    let journal = open(&folder);
    assert_eq!(journal.guard(), Guard::Unguarded);
    journal.note_role(actor(), at(NOW)).await.unwrap();
    assert_eq!(journal.guard(), Guard::Unguarded);
    drop(journal);
    let journal = open(&folder);
    assert_eq!(journal.guard(), Guard::Kept(GuardKind::File));
    let kept = outside.read().unwrap().unwrap();
    drop(journal);

    // An older copy of the file is not what was kept: nothing is sent until a person accepts it.
    std::fs::rename(copy, file(&place)).unwrap();
    let journal = open(&folder);
    let frozen = Guard::Frozen(Frozen::NotInChain { stored: kept });
    assert_eq!(journal.guard(), frozen);
    let refused = journal
        .record_intent(permit(&journal, draft_number(2, 1), at(NOW)), at(NOW))
        .await;
    assert!(matches!(refused, Err(JournalError::Frozen)));
    let refused = journal
        .set_switches(
            actor(),
            crate::business_center::Switches::default(),
            at(NOW),
        )
        .await;
    assert!(matches!(refused, Err(JournalError::Frozen)));
    assert_eq!(
        outside.read().unwrap().unwrap(),
        kept,
        "the evidence is left alone"
    );
    drop(journal);
    let journal = open(&folder);
    assert_eq!(journal.guard(), frozen, "another start changes nothing");
    let check = journal.check(&FixedClock::at(at(NOW))).unwrap();
    assert_eq!(check.outside, HeadOutside::NotInChain);
    journal
        .accept_head(actor(), "restored from a backup".to_owned(), at(NOW))
        .await
        .unwrap();
    assert_eq!(journal.guard(), Guard::Kept(GuardKind::File));
    record(&journal, draft_number(2, 1), at(NOW)).await.unwrap();
    drop(journal);
    assert_eq!(open(&folder).guard(), Guard::Kept(GuardKind::File));
}

#[tokio::test]
async fn a_check_tells_how_much_there_is_and_how_far_it_holds() {
    let folder = Folder::new();
    let journal = with_allocations(&folder, 3).await;
    let check = journal.check(&FixedClock::at(at(NOW))).unwrap();
    assert!(check.is_good());
    assert_eq!((check.entries, check.chain_ok_until), (8, EntryNumber(8)));
    assert_eq!((check.from, check.to), (Some(at(NOW)), Some(at(NOW))));
    assert_eq!(check.outside, HeadOutside::Agrees);
    let extent = journal.extent().unwrap();
    assert_eq!(
        (extent.entries, extent.first, extent.last),
        (8, check.from, check.to)
    );
}

#[tokio::test]
async fn a_newer_file_is_refused_and_left_alone() {
    let folder = Folder::new();
    drop(with_credit(&folder).await);
    raw(&folder)
        .pragma_update(None, "user_version", VERSION + 1)
        .unwrap();
    let before = std::fs::read(file(&folder.place())).unwrap();
    let error = Journal::open(opening(&folder), at(NOW)).unwrap_err();
    assert!(
        matches!(error, OpenError::Newer { found: 2, known: 1 }),
        "{error}"
    );
    assert_eq!(std::fs::read(file(&folder.place())).unwrap(), before);
}

#[tokio::test]
async fn somebody_elses_file_is_refused_and_left_alone() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.place().folder).unwrap();
    raw(&folder)
        .execute_batch("CREATE TABLE mine (x); INSERT INTO mine VALUES (1)")
        .unwrap();
    let before = std::fs::read(file(&folder.place())).unwrap();
    let error = Journal::open(opening(&folder), at(NOW)).unwrap_err();
    assert!(matches!(error, OpenError::NotOurs), "{error}");
    assert_eq!(std::fs::read(file(&folder.place())).unwrap(), before);
}

#[tokio::test]
async fn a_damaged_file_is_set_aside_when_a_person_says_so() {
    let folder = Folder::new();
    drop(with_allocations(&folder, 2).await);
    let path = file(&folder.place());
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[..100].fill(0x55);
    std::fs::write(&path, &bytes).unwrap();
    let error = Journal::open(opening(&folder), at(NOW)).unwrap_err();
    assert!(matches!(error, OpenError::Damaged { .. }), "{error}");
    assert_eq!(
        std::fs::read(&path).unwrap(),
        bytes,
        "opening changed nothing"
    );
    let outside = opening(&folder).outside;
    let kept = outside.read().unwrap().unwrap();
    let aside = Journal::set_damaged_aside(&folder.place(), &SystemDisk, outside.as_ref(), at(NOW))
        .unwrap();
    assert_eq!(std::fs::read(&aside).unwrap(), bytes);
    assert!(
        aside.ends_with("journal.sqlite.damaged-20261117-154400"),
        "{aside:?}"
    );
    let journal = open(&folder);
    assert_eq!(
        journal.guard(),
        Guard::Frozen(Frozen::NotInChain { stored: kept }),
        "the head outside still knows the old one"
    );
    assert_eq!(journal.credits().unwrap(), []);
}

#[test]
fn the_schema_page_says_what_the_migrations_make() {
    let schema = |sql: &str| {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(sql).unwrap();
        let mut statement = connection
            .prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY name")
            .unwrap();
        let rows = statement.query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, Option<String>>(2)?,
            ))
        });
        rows.unwrap().map(Result::unwrap).collect::<Vec<_>>()
    };
    let today = schema(include_str!("schema.sql"));
    assert!(!today.is_empty());
    assert_eq!(today, schema(include_str!("migrations/0001_start.sql")));
    let folder = Folder::new();
    drop(open(&folder));
    let raw = raw(&folder);
    let strict: i64 = raw
        .query_row("SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(strict, 0, "every table is STRICT");
    let application: i64 = raw
        .pragma_query_value(None, "application_id", |row| row.get(0))
        .unwrap();
    assert_eq!(application, APPLICATION_ID);
}

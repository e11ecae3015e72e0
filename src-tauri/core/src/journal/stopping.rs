//! When an outcome does not fit on the disk or cannot be written at all: it is tried once more, and then nothing is sent.

use super::chain::stored_head;
use super::entry::{Event, RoleSeen};
use super::fixture::{NOW, actor, at, draft_number, open, opening, permit, record, with_credit};
use super::{FileHead, Head, Journal, JournalError, OutsideHead};
use crate::allocation::{Answer, State, UnknownReason};
use crate::disk::tests::Folder;
use crate::disk::{Disk, Held, SystemDisk};
use crate::id::TransactionId;
use std::cell::Cell;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A disk that fails for good once the reserve is needed: the journal is gone.
struct Dying;

impl Disk for Dying {
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        SystemDisk.make_folder(folder)
    }

    fn is_there(&self, file: &Path) -> bool {
        SystemDisk.is_there(file)
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        SystemDisk.remove(file)
    }

    fn lock(&self, folder: &Path) -> io::Result<Option<Box<dyn Held>>> {
        SystemDisk.lock(folder)
    }

    fn keep_reserve(&self, folder: &Path, bytes: u64) -> io::Result<()> {
        SystemDisk.keep_reserve(folder, bytes)
    }

    fn free_reserve(&self, folder: &Path) -> io::Result<()> {
        std::fs::rename(folder, folder.with_extension("gone"))
    }

    fn set_aside(&self, file: &Path, mark: &str) -> io::Result<PathBuf> {
        SystemDisk.set_aside(file, mark)
    }

    fn put_in_place(&self, new: &Path, file: &Path) -> io::Result<()> {
        SystemDisk.put_in_place(new, file)
    }
}

fn accepted() -> Answer {
    Answer::Accepted {
        transactions: vec![TransactionId::new("9").unwrap()],
        log_id: "log".to_owned(),
    }
}

/// The connection that is open now takes nothing more.
async fn refuse_writing(journal: &Journal) {
    let refusing = journal.write(|writer| {
        let connection = writer.connection_for_tests().unwrap();
        Ok(connection.execute_batch("PRAGMA query_only = ON")?)
    });
    refusing.await.unwrap();
}

fn kept_outside(folder: &Folder) -> Head {
    let file = folder.path().join("heads").join("one");

    FileHead::new(file).read().unwrap().unwrap()
}

fn stored(journal: &Journal) -> Head {
    let head = journal
        .readers
        .run(|connection| Ok(stored_head(connection)?));

    head.unwrap()
}

#[tokio::test]
async fn an_outcome_that_does_not_fit_is_written_on_a_file_opened_afresh() {
    let folder = Folder::new();
    let journal = with_credit(&folder).await;
    let intent = record(&journal, draft_number(1, 50_000), at(NOW))
        .await
        .unwrap();
    refuse_writing(&journal).await;
    let settled = journal.settle_with(intent, accepted(), at(NOW)).await;
    assert!(matches!(settled.unwrap().state, State::Succeeded { .. }));
    assert!(!folder.place().folder.join("reserve").exists());
    assert_eq!(kept_outside(&folder), stored(&journal));
    record(&journal, draft_number(2, 100), at(NOW))
        .await
        .unwrap();
    assert!(folder.place().folder.join("reserve").exists());
}

#[tokio::test]
async fn after_an_outcome_that_could_not_be_written_nothing_is_sent() {
    let folder = Folder::new();
    drop(with_credit(&folder).await);
    let dying = super::Opening {
        disk: Arc::new(Dying),
        ..opening(&folder)
    };
    let journal = Journal::open(dying, at(NOW)).unwrap();
    let next = permit(&journal, draft_number(2, 100), at(NOW));
    let intent = record(&journal, draft_number(1, 50_000), at(NOW))
        .await
        .unwrap();
    let number = intent.number();
    refuse_writing(&journal).await;
    let lost = journal.settle_with(intent, accepted(), at(NOW)).await;
    let Err(JournalError::OutcomeNotWritten { answer, .. }) = lost else {
        unreachable!("{lost:?}");
    };
    assert_eq!(*answer, accepted());
    let refused = journal.record_intent(next, at(NOW)).await;
    assert!(matches!(refused, Err(JournalError::Stopped)), "{refused:?}");
    drop(journal);
    let place = folder.place().folder;
    std::fs::rename(place.with_extension("gone"), &place).unwrap();
    let found = open(&folder).allocation(number).unwrap().unwrap();
    let reason = UnknownReason::ProgramEnded;
    assert_eq!(found.state, State::Unknown { reason });
}

/// The disk reported an error for what it had kept all the same: the head outside follows it.
#[tokio::test]
async fn the_head_outside_follows_an_entry_that_reached_the_disk_all_the_same() {
    let folder = Folder::new();
    let journal = with_credit(&folder).await;
    let before = kept_outside(&folder);
    let tried = Cell::new(0);
    let written = journal.write(move |writer| {
        writer.commit_surely(at(NOW), |batch| {
            if tried.replace(1) == 1 {
                return Ok(());
            }
            batch.append(&Event::RoleSeen(RoleSeen {
                actor: actor(),
                before: None,
            }))?;
            batch.transaction.execute_batch("COMMIT")?;
            Err(JournalError::Sqlite(rusqlite::Error::InvalidQuery))
        })
    });
    written.await.unwrap();
    let head = stored(&journal);
    assert_eq!(head.number.0, before.number.0 + 1);
    assert_eq!(kept_outside(&folder), head);
}

/// The writer fell over: what TikTok answered is still told, to be noted down.
#[tokio::test]
async fn an_answer_is_told_also_when_the_writer_is_gone() {
    let folder = Folder::new();
    drop(with_credit(&folder).await);
    let threaded = super::Opening {
        drive: super::Drive::Thread,
        ..opening(&folder)
    };
    let journal = Journal::open(threaded, at(NOW)).unwrap();
    let intent = record(&journal, draft_number(1, 50_000), at(NOW))
        .await
        .unwrap();
    let ended: Result<(), _> = journal
        .write(|_| std::panic::resume_unwind(Box::new("the writer ends here")))
        .await;
    assert!(matches!(ended, Err(JournalError::Closed)));
    let lost = journal.settle_with(intent, accepted(), at(NOW)).await;
    assert!(
        matches!(&lost, Err(JournalError::OutcomeNotWritten { answer, .. }) if **answer == accepted()),
        "{lost:?}"
    );
}

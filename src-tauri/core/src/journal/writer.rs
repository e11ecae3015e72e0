//! The one writing connection: every commit of the journal goes through here.

use super::chain::{Link, hash, stored_hash, stored_head};
use super::derive::{DeriveError, derive};
use super::entry::{Event, VERSION};
use super::head::{Head, OutsideHead};
use super::open::connect;
use super::{Frozen, Guard, JournalError};
use crate::clock::Timestamp;
use crate::disk::{Disk, Held, Place};
use crate::id::EntryNumber;
use rusqlite::{Connection, DropBehavior, Transaction, TransactionBehavior, params};
use std::collections::VecDeque;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// Commits between two checkpoints: about 8 MiB of write-ahead file, which is kept and written over again.
const COMMITS_BETWEEN_CHECKPOINTS: u32 = 192;

/// The writing end of a journal.
pub(super) struct Writer {
    /// `None` only between a failed commit and opening again.
    connection: Option<Connection>,
    pub(super) place: Place,
    pub(super) disk: Arc<dyn Disk>,
    outside: Arc<dyn OutsideHead>,
    guard: Arc<RwLock<Guard>>,
    /// Set once a full check has found the chain broken.
    broken: Arc<OnceLock<EntryNumber>>,
    head: Head,
    /// Of this opening; the only one that may send.
    pub(super) epoch: u64,
    /// An outcome could not be written: nothing more is sent in this session (protocol 4.2).
    pub(super) stopped: bool,
    /// Amounts that moved in this session, with the time of the outcome: balances read earlier do not show them.
    pub(super) moved: VecDeque<(Timestamp, i64)>,
    commits: u32,
    _lock: Box<dyn Held>,
}

/// What a writer is made of.
pub(super) struct Parts {
    pub(super) connection: Connection,
    pub(super) place: Place,
    pub(super) disk: Arc<dyn Disk>,
    pub(super) outside: Arc<dyn OutsideHead>,
    pub(super) guard: Arc<RwLock<Guard>>,
    pub(super) broken: Arc<OnceLock<EntryNumber>>,
    pub(super) head: Head,
    pub(super) epoch: u64,
    pub(super) lock: Box<dyn Held>,
}

/// Entries being added by one transaction.
pub(super) struct Batch<'a> {
    pub(super) transaction: &'a Transaction<'a>,
    head: Head,
    at: Timestamp,
}

impl Batch<'_> {
    /// Adds one entry and everything derived from it.
    pub(super) fn append(&mut self, event: &Event) -> Result<EntryNumber, JournalError> {
        let number = self
            .head
            .number
            .0
            .checked_add(1)
            .ok_or(JournalError::Full)?;
        let body = event.body();
        let link = Link {
            number,
            version: VERSION,
            at: self.at.as_microsecond(),
            kind: event.kind(),
            body: &body,
        };
        let made = hash(&self.head.hash, &link);
        self.transaction
            .prepare_cached(
                "INSERT INTO entries (number, version, at, kind, body, prev, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                number.cast_signed(),
                link.version,
                link.at,
                link.kind,
                link.body,
                self.head.hash,
                made
            ])?;
        self.head = Head {
            number: EntryNumber(number),
            hash: made,
        };
        derive(self.transaction, self.head.number, event).map_err(|error| match error {
            DeriveError::Sqlite(error) => JournalError::from(error),
            DeriveError::DoesNotFit => JournalError::DoesNotFit,
        })?;

        Ok(self.head.number)
    }
}

impl Writer {
    pub(super) fn new(parts: Parts) -> Self {
        Self {
            connection: Some(parts.connection),
            place: parts.place,
            disk: parts.disk,
            outside: parts.outside,
            guard: parts.guard,
            broken: parts.broken,
            head: parts.head,
            epoch: parts.epoch,
            stopped: false,
            moved: VecDeque::new(),
            commits: 0,
            _lock: parts.lock,
        }
    }

    #[cfg(test)]
    pub(super) fn connection_for_tests(&self) -> Option<&Connection> {
        self.connection.as_ref()
    }

    /// One transaction, one flush; then the head outside. `work` may run only once. Nothing on a chain that does not hold.
    pub(super) fn commit<T>(
        &mut self,
        at: Timestamp,
        work: impl FnOnce(&mut Batch<'_>) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        if self.is_broken() {
            return Err(JournalError::ReadOnly);
        }

        self.commit_whatever_the_chain(at, work)
    }

    fn commit_whatever_the_chain<T>(
        &mut self,
        at: Timestamp,
        work: impl FnOnce(&mut Batch<'_>) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let connection = self.connection.as_mut().ok_or(JournalError::Closed)?;
        if planted!(NoFence) {
            self.head = stored_head(connection)?;
        }
        if planted!(SendBeforeCommit) && !connection.is_autocommit() {
            connection.execute_batch("COMMIT")?;
        }
        let before = self.head;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if stored_head(&transaction)? != before {
            return Err(JournalError::ChangedByAnother);
        }
        let mut batch = Batch {
            transaction: &transaction,
            head: before,
            at,
        };
        let done = work(&mut batch)?;
        let head = batch.head;
        if planted!(HeadBeforeCommit) {
            let _ = self.outside.write(head);
        }
        finish(transaction)?;
        if head != before {
            self.head = head;
            self.commits = self.commits.saturating_add(1);
            self.keep_head_outside();
        }

        Ok(done)
    }

    /// Like [`Writer::commit`], for what must not be lost, on a broken chain either: after a failure it makes room, opens the file again, looks
    /// whether the entry is there after all, and tries once more.
    pub(super) fn commit_surely<T>(
        &mut self,
        at: Timestamp,
        work: impl Fn(&mut Batch<'_>) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let first = match self.commit_whatever_the_chain(at, &work) {
            Err(error) if error.is_of_the_disk() => error,
            done => return done,
        };
        tracing::error!(error = %first, "an outcome could not be written; once more on a file opened afresh");
        // Also when this fails there may be room, so the second attempt is made in any case.
        let _ = self.disk.free_reserve(&self.place.folder);
        self.open_again()?;

        self.commit_whatever_the_chain(at, &work)
    }

    fn is_broken(&self) -> bool {
        self.broken.get().is_some()
    }

    /// The next start begins at the first entry again.
    pub(super) fn forget_verified(&self) -> Result<(), JournalError> {
        let connection = self.connection.as_ref().ok_or(JournalError::Closed)?;
        connection.execute("DELETE FROM verified", [])?;

        Ok(())
    }

    /// A failed flush is never repeated on the same handle: what the file holds is read anew.
    fn open_again(&mut self) -> Result<(), JournalError> {
        self.connection = None;
        let connection = connect(&self.place).map_err(|_| JournalError::Closed)?;
        let stored = stored_head(&connection)?;
        let ours = stored_hash(&connection, self.head.number)?;
        if self.head != Head::EMPTY && ours != Some(self.head.hash) {
            return Err(JournalError::ChangedByAnother);
        }
        if stored != self.head {
            // The commit reported an error and is there all the same, but perhaps in memory only.
            if !planted!(TornTailStays) {
                empty_write_ahead_file(&connection)?;
            }
            if !self.is_broken() {
                save_verified(&connection, stored)?;
            }
        }
        self.connection = Some(connection);
        if stored != self.head {
            self.head = stored;
            self.keep_head_outside();
        }

        Ok(())
    }

    fn keep_head_outside(&self) {
        let mut guard = self.guard.write().unwrap_or_else(PoisonError::into_inner);
        if matches!(*guard, Guard::Frozen(_)) {
            return;
        }
        *guard = match self.outside.write(self.head) {
            // What was missing at the start stays said until the next one.
            Ok(()) if *guard == Guard::Unguarded => Guard::Unguarded,
            Ok(()) => Guard::Kept(self.outside.kind()),
            Err(error) => {
                tracing::error!(%error, "the journal's head could not be kept outside");
                Guard::NotWritten(self.outside.kind())
            }
        };
    }

    /// A person accepted this file although the head outside does not vouch for it.
    pub(super) fn thaw(&self) {
        *self.guard.write().unwrap_or_else(PoisonError::into_inner) =
            Guard::NotWritten(self.outside.kind());
        self.keep_head_outside();
        if let Err(error) = self.outside.flush() {
            tracing::error!(%error, "a power cut may bring the head back that was kept outside before");
        }
    }

    pub(super) fn frozen(&self) -> Option<Frozen> {
        match *self.guard.read().unwrap_or_else(PoisonError::into_inner) {
            Guard::Frozen(why) => Some(why),
            Guard::Kept(_) | Guard::NotWritten(_) | Guard::Unguarded => None,
        }
    }

    /// Copies the write-ahead file into the journal now and then, never between an intent and its outcome.
    pub(super) fn tidy(&mut self) {
        let being_sent = self.connection.as_ref().map(something_is_being_sent);
        if self.commits < COMMITS_BETWEEN_CHECKPOINTS || being_sent == Some(true) {
            return;
        }
        self.commits = 0;
        if let Err(error) = self.checkpoint() {
            // Nothing is lost: the write-ahead file grows until the next time.
            tracing::warn!(%error, "a checkpoint of the journal failed");
        }
    }

    fn checkpoint(&self) -> Result<(), JournalError> {
        let connection = self.connection.as_ref().ok_or(JournalError::Closed)?;
        connection.query_row("PRAGMA main.wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        if !self.is_broken() {
            // The first commit after it also flushes the file's new beginning; this one takes that on itself.
            save_verified(connection, self.head)?;
        }

        Ok(())
    }
}

fn finish(mut transaction: Transaction<'_>) -> rusqlite::Result<()> {
    if planted!(SendBeforeCommit) && something_is_being_sent(&transaction) {
        transaction.set_drop_behavior(DropBehavior::Ignore);
        return Ok(());
    }

    transaction.commit()
}

fn something_is_being_sent(connection: &Connection) -> bool {
    let sending = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM allocations WHERE state = 'sending' AND state <> 'succeeded')",
        [],
        |row| row.get(0),
    );

    matches!(sending, Ok(true))
}

/// Copies the whole write-ahead file into the journal's own, which makes it durable or fails, and begins it anew: a part that
/// never reached the disk would make everything behind it unreadable after a power cut. The next commit makes the new
/// beginning durable.
pub(super) fn empty_write_ahead_file(connection: &Connection) -> Result<(), JournalError> {
    let (busy, written, copied): (i64, i64, i64) =
        connection.query_row("PRAGMA main.wal_checkpoint(TRUNCATE)", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;

    if busy == 0 && written == copied {
        Ok(())
    } else {
        Err(JournalError::Closed)
    }
}

/// Moves the verified place of the chain; everything up to it was checked, or made by this process.
pub(super) fn save_verified(connection: &Connection, head: Head) -> rusqlite::Result<usize> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO verified (one, number, hash) VALUES (1, ?1, ?2)")?
        .execute(params![head.number.0.cast_signed(), head.hash])
}

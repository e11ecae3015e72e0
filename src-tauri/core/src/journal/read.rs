//! Reading: connections that cannot write, each question answered from one snapshot.

use super::JournalError;
use super::open::{file, open_file};
use crate::disk::Place;
use rusqlite::{Connection, OpenFlags, params};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Idle connections kept for the next question.
const KEPT: usize = 4;

/// Hands out reading connections. Its calls wait for the disk: keep them off threads that must not block.
pub(crate) struct Readers {
    place: Place,
    file: PathBuf,
    with_mirror: bool,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(super) fn new(place: Place) -> Self {
        Self {
            file: file(&place),
            place,
            with_mirror: false,
            idle: Mutex::new(Vec::new()),
        }
    }

    /// Readers that see the mirror's tables beside the journal's; the mirror's file must be there.
    pub(crate) fn with_mirror(place: Place) -> Self {
        Self {
            with_mirror: true,
            ..Self::new(place)
        }
    }

    /// Readers of another file of the same form in the same folder.
    pub(super) fn of_file(self, file: PathBuf) -> Self {
        Self { file, ..self }
    }

    /// Answers one question from one snapshot.
    pub(crate) fn run<T>(
        &self,
        question: impl FnOnce(&Connection) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let idle = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.connect()?,
        };
        let snapshot = connection.unchecked_transaction()?;
        let answer = question(&snapshot);
        snapshot.finish()?;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if answer.is_ok() && idle.len() < KEPT {
            idle.push(connection);
        }

        answer
    }

    fn connect(&self) -> Result<Connection, JournalError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_NOFOLLOW;
        let connection = open_file(&self.file, flags, self.place.vfs.as_deref())?;
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.execute_batch("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF;")?;
        connection.set_prepared_statement_cache_capacity(64);
        if self.with_mirror {
            let mirror = self.place.folder.join("mirror.sqlite");
            connection.execute(
                "ATTACH DATABASE ?1 AS mirror",
                params![mirror.to_string_lossy()],
            )?;
        }

        Ok(connection)
    }
}

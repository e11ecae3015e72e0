//! Opening a journal: lock, settings, version gate, backup before a migration, chain, head outside, new epoch (protocol 4.4).

use super::chain::{stored_hash, stored_head, verify};
use super::entry::{Event, Opened, Settled};
use super::head::{Head, OutsideHead};
use super::migrate::{STEPS, migrate};
use super::read::Readers;
use super::statement::run_whole;
use super::writer::{Parts, Writer, empty_write_ahead_file, save_verified};
use super::{Frozen, Guard, Journal, JournalError, RESERVE, Standing};
use crate::allocation::{Answer, UnknownReason};
use crate::clock::Timestamp;
use crate::disk::{Disk, Place};
use crate::id::{AllocationNumber, EntryNumber};
use crate::queue::{Drive, Queue};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, RwLock};
use std::time::Duration;

/// `application_id` of a journal: "CrDk".
pub const APPLICATION_ID: i64 = 0x4372_446B;

/// The newest version this program writes and reads.
pub const VERSION: i64 = 1;

/// Everything a journal is opened with.
#[derive(Clone)]
pub struct Opening {
    /// Where its folder is.
    pub place: Place,
    /// Locks, reserve, renaming.
    pub disk: Arc<dyn Disk>,
    /// Keeps the chain's head elsewhere.
    pub outside: Arc<dyn OutsideHead>,
    /// Who runs the writer.
    pub drive: Drive,
    /// Name and version of the program, for the entry that begins an epoch.
    pub program: String,
}

/// Why a journal was not opened. Nothing was changed in the file.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A later version of the program wrote it; nothing is wrong with it.
    #[error(
        "the journal was written by a newer program (version {found}, this program knows {known})"
    )]
    Newer {
        /// The file's version.
        found: i64,
        /// Ours.
        known: i64,
    },
    /// A file of some other program lies there.
    #[error("the file is not a journal of this program")]
    NotOurs,
    /// The file cannot be read as a database. [`Journal::set_damaged_aside`] renames it when a person says so.
    #[error("the journal is damaged: {why}")]
    Damaged {
        /// What SQLite said.
        why: String,
    },
    /// Another instance is just making it; there is nothing to read yet.
    #[error("another instance is making the journal")]
    NotThereYet,
    /// A setting that keeps entries safe did not take.
    #[error("the database does not accept the setting {0}")]
    Setting(&'static str),
    /// The folder or a file cannot be used.
    #[error("the workspace's folder cannot be used: {0}")]
    Io(#[from] io::Error),
    /// SQLite failed otherwise.
    #[error("the journal cannot be opened: {0}")]
    Sqlite(String),
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        let damaged = matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt)
        );
        if damaged {
            Self::Damaged {
                why: error.to_string(),
            }
        } else {
            Self::Sqlite(error.to_string())
        }
    }
}

impl From<JournalError> for OpenError {
    fn from(error: JournalError) -> Self {
        if let JournalError::Damaged(why) = error {
            return Self::Damaged { why };
        }

        Self::Sqlite(error.to_string())
    }
}

/// Opens or makes the journal of one workspace.
///
/// # Errors
/// [`OpenError`]; the file is as it was.
pub(super) fn open(opening: Opening, now: Timestamp) -> Result<Journal, OpenError> {
    let Opening {
        place,
        disk,
        outside,
        drive,
        program,
    } = opening;
    let Some(lock) = disk.lock(&place.folder)? else {
        let file = file(&place);
        return read_only(place, file, disk.as_ref(), outside, Standing::OtherInstance);
    };
    let mut connection = connect(&place)?;
    migrate(&mut connection, &place, disk.as_ref(), STEPS)?;
    if planted!(NoAccountLock) {
        connection.execute_batch("DROP INDEX IF EXISTS one_open_allocation_per_account")?;
    }
    let start = verified(&connection)?;
    let chain = verify(&connection, start)?;
    if let Some(broken) = chain.broken_at {
        drop(connection);
        let file = file(&place);
        return read_only(
            place,
            file,
            disk.as_ref(),
            outside,
            Standing::Broken(broken),
        );
    }
    // What a crash left there may be in the kernel's memory only, after a flush that failed; nothing is added behind it.
    if !planted!(TornTailStays) {
        empty_write_ahead_file(&connection)?;
    }
    let guard = Arc::new(RwLock::new(compare(&connection, outside.as_ref())?));
    let broken = Arc::new(OnceLock::new());
    let epoch = newest_epoch(&connection)?.saturating_add(1);
    let mut writer = Writer::new(Parts {
        connection,
        place: place.clone(),
        disk,
        outside: Arc::clone(&outside),
        guard: Arc::clone(&guard),
        broken: Arc::clone(&broken),
        head: chain.head,
        epoch,
        lock,
    });
    begin_epoch(&mut writer, program, now)?;
    if let Err(error) = writer.disk.keep_reserve(&place.folder, RESERVE) {
        // Each intent asks again and refuses without it; reading needs none.
        tracing::warn!(%error, "no room for the reserve");
    }
    let readers = Readers::new(place.clone());
    let queue = Queue::new("journal", writer, drive, Writer::tidy)?;

    Ok(Journal {
        queue: Some(queue),
        readers,
        both: Readers::with_mirror(place.clone()),
        guard,
        standing: Standing::Writable,
        broken,
        place,
        outside,
        copying: Mutex::default(),
    })
}

/// Opens the journal or a copy of it for reading.
pub(super) fn read_only(
    place: Place,
    file: PathBuf,
    disk: &dyn Disk,
    outside: Arc<dyn OutsideHead>,
    standing: Standing,
) -> Result<Journal, OpenError> {
    let readers = Readers::new(place.clone()).of_file(file.clone());
    let version: i64 = match readers.run(|connection| Ok(pragma(connection, "user_version")?)) {
        Ok(version) => version,
        Err(_) if !disk.is_there(&file) => return Err(OpenError::NotThereYet),
        Err(error) => return Err(error.into()),
    };
    if version > VERSION {
        return Err(OpenError::Newer {
            found: version,
            known: VERSION,
        });
    }
    if version < 1 {
        return Err(OpenError::NotThereYet);
    }
    let guard = readers.run(|connection| Ok(compare(connection, outside.as_ref())?))?;

    Ok(Journal {
        queue: None,
        readers,
        both: Readers::with_mirror(place.clone()).of_file(file),
        guard: Arc::new(RwLock::new(guard)),
        standing,
        broken: Arc::default(),
        place,
        outside,
        copying: Mutex::default(),
    })
}

/// The journal's file.
pub(super) fn file(place: &Place) -> PathBuf {
    place.folder.join("journal.sqlite")
}

/// The writing connection, every setting checked.
pub(super) fn connect(place: &Place) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let connection = open_file(&file(place), flags, place.vfs.as_deref())?;
    connection.busy_timeout(Duration::from_secs(5))?;
    gate(&connection)?;
    run_whole(&connection, "PRAGMA journal_mode = WAL")?;
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; \
         PRAGMA cell_size_check = ON;",
    )?;
    run_whole(&connection, "PRAGMA wal_autocheckpoint = 0")?;
    connection.set_prepared_statement_cache_capacity(64);
    let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(OpenError::Setting("journal_mode"));
    }
    for (name, wanted) in [
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("wal_autocheckpoint", 0),
    ] {
        if pragma(&connection, name)? != wanted {
            return Err(OpenError::Setting(name));
        }
    }
    if planted!(NoFlush) {
        connection.execute_batch("PRAGMA synchronous = OFF")?;
    }

    Ok(connection)
}

/// Opens one file with the handed-in VFS, or the system's.
pub(super) fn open_file(
    file: &Path,
    flags: OpenFlags,
    vfs: Option<&str>,
) -> rusqlite::Result<Connection> {
    match vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(file, flags, vfs),
        None => Connection::open_with_flags(file, flags),
    }
}

/// Reads a whole-number setting.
pub(super) fn pragma(connection: &Connection, name: &'static str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}

/// Whose file it is and from when, before anything is written.
fn gate(connection: &Connection) -> Result<(), OpenError> {
    let application = pragma(connection, "application_id")?;
    let version = pragma(connection, "user_version")?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (application, tables) {
        (APPLICATION_ID, _) | (0, 0) => {}
        _ => return Err(OpenError::NotOurs),
    }
    if version > VERSION {
        return Err(OpenError::Newer {
            found: version,
            known: VERSION,
        });
    }

    Ok(())
}

fn verified(connection: &Connection) -> Result<Head, OpenError> {
    let mut statement = connection.prepare("SELECT number, hash FROM verified")?;
    let mut rows = statement.query([])?;
    let Some(row) = rows.next()? else {
        return Ok(Head::EMPTY);
    };
    let number: i64 = row.get(0)?;

    Ok(Head {
        number: EntryNumber(number.cast_unsigned()),
        hash: row.get(1)?,
    })
}

/// The head kept outside must be the chain's, or an ancestor of it. It is read first: another instance may be adding
/// entries, and what it keeps outside is in the file by then.
fn compare(connection: &Connection, outside: &dyn OutsideHead) -> rusqlite::Result<Guard> {
    let kept = outside.read();
    let kind = outside.kind();
    let stored = match kept {
        Ok(Some(stored)) => stored,
        Ok(None) if stored_head(connection)? == Head::EMPTY => return Ok(Guard::Kept(kind)),
        Ok(None) => return Ok(Guard::Unguarded),
        Err(error) => {
            // Whoever spoils it could hide an old copy of the file just as well as one who changes it.
            tracing::error!(%error, "the head kept outside cannot be read");
            return Ok(Guard::Frozen(Frozen::Unreadable));
        }
    };
    if stored_hash(connection, stored.number)? == Some(stored.hash) || planted!(FreezeIgnored) {
        Ok(Guard::Kept(kind))
    } else {
        Ok(Guard::Frozen(Frozen::NotInChain { stored }))
    }
}

fn newest_epoch(connection: &Connection) -> Result<u64, OpenError> {
    let mut statement = connection.prepare("SELECT epoch FROM opening")?;
    let mut rows = statement.query([])?;
    let epoch: Option<i64> = rows.next()?.map(|row| row.get(0)).transpose()?;

    Ok(epoch.map_or(0, i64::cast_unsigned))
}

/// One commit: the new epoch, and every *sending* of an older one becomes unknown.
fn begin_epoch(writer: &mut Writer, program: String, now: Timestamp) -> Result<(), JournalError> {
    let epoch = writer.epoch;
    writer.commit(now, |batch| {
        // Checked a moment ago, up to here.
        save_verified(batch.transaction, stored_head(batch.transaction)?)?;
        batch.append(&Event::Opened(Opened { epoch, program }))?;
        for number in interrupted(batch.transaction)? {
            let answer = if planted!(InterruptedIsNotSent) {
                Answer::NotSent {
                    reason: "the program ended".to_owned(),
                }
            } else {
                Answer::Unknown {
                    reason: UnknownReason::ProgramEnded,
                }
            };
            batch.append(&Event::AllocationSettled(Settled { number, answer }))?;
        }
        Ok(())
    })
}

// The second condition is that of an index which leaves out what succeeded, however long the history is.
fn interrupted(connection: &Connection) -> rusqlite::Result<Vec<AllocationNumber>> {
    let mut statement = connection
        .prepare("SELECT number FROM allocations WHERE state = 'sending' AND state <> 'succeeded' ORDER BY number")?;
    let numbers = statement.query_map([], |row| row.get(0))?;

    numbers
        .map(|number: rusqlite::Result<i64>| Ok(AllocationNumber(number?.cast_unsigned())))
        .collect()
}

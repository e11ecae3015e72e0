//! The full check: the whole chain, the head outside, and the derived tables rebuilt from nothing but the entries.

use super::JournalError;
use super::chain::{stored_hash, verify};
use super::derive::derive;
use super::head::{Head, OutsideHead};
use super::rows::read_entry;
use crate::clock::Timestamp;
use crate::id::EntryNumber;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, ffi};
use std::io;
use std::time::Duration;

/// What the full check found, for Settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// How many entries there are.
    pub entries: u64,
    /// Time of the first.
    pub from: Option<Timestamp>,
    /// Time of the last.
    pub to: Option<Timestamp>,
    /// The last entry that follows from all before it.
    pub chain_ok_until: EntryNumber,
    /// How the head outside stands to the chain.
    pub outside: HeadOutside,
    /// Whether the derived tables equal a rebuild from the entries.
    pub totals_agree: bool,
    /// Whether SQLite finds its file sound.
    pub file_sound: bool,
    /// How long it took, by the clock that was handed in.
    pub took: Duration,
}

/// How the head kept outside stands to the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadOutside {
    /// None is kept.
    Missing,
    /// It is in the chain.
    Agrees,
    /// It is not in the chain.
    NotInChain,
    /// What is kept cannot be read as a head.
    Unreadable,
}

impl Check {
    /// Nothing is wrong.
    #[must_use]
    pub fn is_good(&self) -> bool {
        let outside = match self.outside {
            HeadOutside::Missing | HeadOutside::Agrees => true,
            HeadOutside::NotInChain | HeadOutside::Unreadable => false,
        };
        outside && self.is_whole()
    }

    /// Nothing is wrong with the file itself, whatever is kept outside.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.broken_at().is_none() && self.totals_agree && self.file_sound
    }

    /// The first entry that does not follow from those before it, if any.
    #[must_use]
    pub fn broken_at(&self) -> Option<EntryNumber> {
        (self.chain_ok_until.0 != self.entries)
            .then(|| EntryNumber(self.chain_ok_until.0.saturating_add(1)))
    }
}

/// The derived tables: each with all its columns, in the order of its key.
const DERIVED: [&str; 7] = [
    "SELECT * FROM opening ORDER BY 1",
    "SELECT * FROM credits ORDER BY 1",
    "SELECT * FROM allocations ORDER BY 1",
    "SELECT * FROM claims ORDER BY 1",
    "SELECT * FROM totals ORDER BY 1, 2, 3, 4",
    "SELECT * FROM switches ORDER BY 1",
    "SELECT * FROM roles ORDER BY 1",
];

pub(super) fn check(
    connection: &Connection,
    outside: &dyn OutsideHead,
) -> Result<Check, JournalError> {
    // Read before the chain: another instance may be adding entries meanwhile.
    check_against(connection, &outside.read())
}

/// The check against a head that was read outside before what `connection` sees.
pub(super) fn check_against(
    connection: &Connection,
    kept: &io::Result<Option<Head>>,
) -> Result<Check, JournalError> {
    let chain = verify(connection, Head::EMPTY)?;
    let (entries, from, to): (i64, Option<i64>, Option<i64>) = connection.query_row(
        "SELECT count(*), (SELECT at FROM entries ORDER BY number LIMIT 1), \
         (SELECT at FROM entries ORDER BY number DESC LIMIT 1) FROM entries",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let outside = match kept {
        Ok(None) => HeadOutside::Missing,
        Ok(Some(stored)) if stored_hash(connection, stored.number)? == Some(stored.hash) => {
            HeadOutside::Agrees
        }
        Ok(Some(_)) => HeadOutside::NotInChain,
        Err(_) => HeadOutside::Unreadable,
    };
    let sound: String = connection.query_row("PRAGMA main.quick_check(1)", [], |row| row.get(0))?;
    if let Some(failure) = failure_of_the_disk(&sound) {
        return Err(failure);
    }

    Ok(Check {
        entries: entries.cast_unsigned(),
        from: from.map(super::rows::moment).transpose()?,
        to: to.map(super::rows::moment).transpose()?,
        chain_ok_until: chain.head.number,
        outside,
        totals_agree: totals_agree(connection)?,
        file_sound: sound == "ok",
        took: Duration::ZERO,
    })
}

/// SQLite's check tells of a read that failed in words, as of a page that is damaged.
fn failure_of_the_disk(told: &str) -> Option<JournalError> {
    let (_, code) = told.rsplit_once("error code=")?;
    let code: i32 = code.trim().parse().ok()?;
    // A file that ends too early was cut.
    let failed = code & 0xff == ffi::SQLITE_IOERR && code != ffi::SQLITE_IOERR_SHORT_READ;

    failed.then(|| {
        let error = ffi::Error::new(code);
        rusqlite::Error::SqliteFailure(error, Some(told.to_owned())).into()
    })
}

/// A disk that cannot be read is no disagreement: it is told as what it is.
fn totals_agree(connection: &Connection) -> Result<bool, JournalError> {
    match differing_table(connection) {
        Ok(differing) => Ok(differing.is_none()),
        Err(JournalError::Sqlite(error)) if error.sqlite_error_code().is_some() => {
            Err(error.into())
        }
        // What is stored cannot be what was derived.
        Err(_) => Ok(false),
    }
}

/// Rebuilds the derived tables from the entries in memory; the first table that differs, if any.
pub(super) fn differing_table(
    connection: &Connection,
) -> Result<Option<&'static str>, JournalError> {
    let rebuilt = rebuild(connection)?;
    for table in DERIVED {
        if !same_rows(connection, &rebuilt, table)? {
            return Ok(Some(table));
        }
    }

    Ok(None)
}

fn rebuild(connection: &Connection) -> Result<Connection, JournalError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let rebuilt = Connection::open_in_memory_with_flags(flags)?;
    rebuilt.execute_batch(include_str!("migrations/0001_start.sql"))?;
    // The entries stay where they are, so nothing here can point to them.
    rebuilt.execute_batch("PRAGMA foreign_keys = OFF; BEGIN")?;
    let mut statement = connection
        .prepare("SELECT number, version, at, kind, body FROM entries ORDER BY number")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let entry = read_entry(row)?;
        derive(&rebuilt, entry.number, &entry.event).map_err(|_| JournalError::DoesNotFit)?;
    }
    rebuilt.execute_batch("COMMIT")?;

    Ok(rebuilt)
}

fn same_rows(
    left: &Connection,
    right: &Connection,
    sql: &'static str,
) -> Result<bool, JournalError> {
    let (mut left, mut right) = (left.prepare(sql)?, right.prepare(sql)?);
    let columns = left.column_count();
    if columns != right.column_count() {
        return Ok(false);
    }
    let (mut left, mut right) = (left.query([])?, right.query([])?);
    loop {
        match (left.next()?, right.next()?) {
            (None, None) => return Ok(true),
            (Some(left), Some(right)) => {
                for column in 0..columns {
                    if left.get::<_, Value>(column)? != right.get::<_, Value>(column)? {
                        return Ok(false);
                    }
                }
            }
            (Some(_), None) | (None, Some(_)) => return Ok(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever is told that a sound journal is damaged sets it aside.
    #[test]
    fn a_disk_that_fails_is_no_damage_and_damage_is_no_disk_that_fails() {
        let of_page =
            |code: i32| format!("Tree 2 page 3: unable to get the page. error code={code}");
        for code in [ffi::SQLITE_IOERR, ffi::SQLITE_IOERR_READ] {
            let failure = failure_of_the_disk(&of_page(code));
            assert!(matches!(failure, Some(JournalError::Sqlite(_))), "{code}");
        }
        for code in [ffi::SQLITE_CORRUPT, ffi::SQLITE_IOERR_SHORT_READ] {
            assert!(failure_of_the_disk(&of_page(code)).is_none(), "{code}");
        }
        assert!(failure_of_the_disk("ok").is_none());
    }
}

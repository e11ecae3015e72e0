//! Entries as they are stored, and the hash that each must have.

use rusqlite::Connection;
use sha2::{Digest, Sha256};

/// One entry as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place, from 1.
    pub number: u64,
    /// Version of the form.
    pub version: u8,
    /// Microseconds.
    pub at: i64,
    /// The word.
    pub kind: String,
    /// The body.
    pub body: Vec<u8>,
    /// The hash before.
    pub prev: [u8; 32],
    /// Its own.
    pub hash: [u8; 32],
}

/// Reads the entries after a number.
///
/// # Errors
/// When the file cannot be read.
pub fn entries_after(connection: &Connection, number: u64) -> rusqlite::Result<Vec<Entry>> {
    let mut statement = connection.prepare_cached(
        "SELECT number, version, at, kind, body, prev, hash FROM entries WHERE number > ?1 ORDER BY number",
    )?;
    let rows = statement.query_map([number.cast_signed()], |row| {
        Ok(Entry {
            number: row.get::<_, i64>(0)?.cast_unsigned(),
            version: row.get(1)?,
            at: row.get(2)?,
            kind: row.get(3)?,
            body: row.get(4)?,
            prev: row.get(5)?,
            hash: row.get(6)?,
        })
    })?;

    rows.collect()
}

/// `SHA-256(previous || version || number, moment, kind and body, each with its length in front)`
pub(super) fn hash(entry: &Entry) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(entry.prev);
    digest.update([entry.version]);
    for field in [
        &entry.number.to_be_bytes()[..],
        &entry.at.to_be_bytes(),
        entry.kind.as_bytes(),
        &entry.body,
    ] {
        digest.update(u32::try_from(field.len()).unwrap_or(u32::MAX).to_be_bytes());
        digest.update(field);
    }

    digest.finalize().into()
}

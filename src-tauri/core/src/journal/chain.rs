//! The chain over the entries: `hash(n) = SHA-256(hash(n-1) || version || fields)`, and its verification.

use super::canonical::put_field;
use super::head::Head;
use crate::id::EntryNumber;
use rusqlite::{Connection, Row, params};
use sha2::{Digest, Sha256};

/// An entry's columns, as they are hashed.
#[derive(Debug)]
pub(super) struct Link<'a> {
    /// Its place.
    pub number: u64,
    /// Version of the form.
    pub version: u8,
    /// Microseconds since 1970, UTC.
    pub at: i64,
    /// The word.
    pub kind: &'a str,
    /// The canonical body.
    pub body: &'a [u8],
}

/// The hash of an entry that follows `prev`.
pub(super) fn hash(prev: &[u8; 32], link: &Link<'_>) -> [u8; 32] {
    let mut fields = Vec::with_capacity(link.body.len().saturating_add(96));
    fields.extend_from_slice(prev);
    fields.push(link.version);
    put_field(&mut fields, &link.number.to_be_bytes());
    put_field(&mut fields, &link.at.to_be_bytes());
    put_field(&mut fields, link.kind.as_bytes());
    put_field(&mut fields, link.body);

    Sha256::digest(&fields).into()
}

/// How far a chain holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verified {
    /// The last entry that follows from those before it.
    pub head: Head,
    /// The first that does not, where there is one.
    pub broken_at: Option<EntryNumber>,
}

/// Follows the chain from `start`, which must be part of it, to its end.
pub(super) fn verify(connection: &Connection, start: Head) -> rusqlite::Result<Verified> {
    let mut head = start;
    let broken = |head: Head, at: u64| Verified {
        head,
        broken_at: Some(EntryNumber(at)),
    };
    if start.number.0 > 0 && stored_hash(connection, start.number)? != Some(start.hash) {
        return Ok(broken(Head::EMPTY, start.number.0));
    }
    let mut statement = connection.prepare_cached(
        "SELECT number, version, at, kind, body, prev, hash FROM entries WHERE number > ?1 ORDER BY number",
    )?;
    let mut rows = statement.query(params![start.number.0.cast_signed()])?;
    while let Some(row) = rows.next()? {
        let expected = head.number.0.saturating_add(1);
        match follows(row, head, expected)? {
            Some(hash) => {
                head = Head {
                    number: EntryNumber(expected),
                    hash,
                }
            }
            None => return Ok(broken(head, expected)),
        }
    }

    Ok(Verified {
        head,
        broken_at: None,
    })
}

fn follows(row: &Row<'_>, head: Head, expected: u64) -> rusqlite::Result<Option<[u8; 32]>> {
    let number: i64 = row.get(0)?;
    let version: i64 = row.get(1)?;
    let (prev, stored): ([u8; 32], [u8; 32]) = (row.get(5)?, row.get(6)?);
    let Ok(version) = u8::try_from(version) else {
        return Ok(None);
    };
    // A kind or body that is not even of its column's type was not written by us.
    let (Ok(kind), Ok(body)) = (row.get_ref(3)?.as_str(), row.get_ref(4)?.as_blob()) else {
        return Ok(None);
    };
    let link = Link {
        number: expected,
        version,
        at: row.get(2)?,
        kind,
        body,
    };
    let made = hash(&head.hash, &link);
    let good = number == expected.cast_signed() && prev == head.hash && stored == made;

    Ok(good.then_some(made))
}

/// The stored hash of one entry; `None` when there is no such entry.
pub(super) fn stored_hash(
    connection: &Connection,
    number: EntryNumber,
) -> rusqlite::Result<Option<[u8; 32]>> {
    let mut statement = connection.prepare_cached("SELECT hash FROM entries WHERE number = ?1")?;
    let mut rows = statement.query(params![number.0.cast_signed()])?;

    rows.next()?.map(|row| row.get(0)).transpose()
}

/// The last entry as stored, without verifying anything.
pub(super) fn stored_head(connection: &Connection) -> rusqlite::Result<Head> {
    let mut statement = connection
        .prepare_cached("SELECT number, hash FROM entries ORDER BY number DESC LIMIT 1")?;
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

//! How long it takes to open a journal of a million entries, beside one of a few, in turns.
//!
//! The long one is made without the journal's own writer, from nothing but `docs/journal-format.md`: an allocation that was
//! really made is repeated under new numbers, each entry hashed onto the one before.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::cast_sign_loss,
    reason = "a measurement for developers; it may stop at the first surprise"
)]

use desk_core::clock::{Clock, SystemClock};
use desk_core::disk::{Place, SystemDisk};
use desk_core::journal::{Drive, FileHead, Guard, GuardKind, Journal, Opening, Standing};
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// Allocations added to the long journal: two entries each.
const ALLOCATIONS: i64 = 500_000;
/// Entries behind the last checkpoint, which the next start verifies: more than a session leaves.
const SINCE_CHECKPOINT: i64 = 400;
const ROUNDS: usize = 9;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/opening");
    let _ = std::fs::remove_dir_all(&folder);
    let (short, long) = (folder.join("short"), folder.join("long"));
    for place in [&short, &long] {
        std::fs::create_dir_all(place.join("workspace")).unwrap();
        std::fs::copy(fixture(), file(place)).unwrap();
        drop(open(place));
    }
    lengthen(&long);
    let (mut few, mut many) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        few.push(time(&short));
        forget_the_last_starts(&long);
        many.push(time(&long));
    }
    println!(
        "opening: {} us with {} entries, {} us with {} (limit 50,000), medians of {ROUNDS}",
        middle(few),
        entries(&short),
        middle(many),
        entries(&long),
    );
    let _ = std::fs::remove_dir_all(&folder);
}

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/journal-0001.sqlite")
}

fn file(folder: &Path) -> PathBuf {
    folder.join("workspace").join("journal.sqlite")
}

fn head(folder: &Path) -> PathBuf {
    folder.join("heads").join("one.head")
}

fn open(folder: &Path) -> Journal {
    let opening = Opening {
        place: Place {
            folder: folder.join("workspace"),
            vfs: None,
        },
        disk: Arc::new(SystemDisk),
        outside: Arc::new(FileHead::new(head(folder))),
        drive: Drive::Thread,
        program: "opening".to_owned(),
    };

    Journal::open(opening, SystemClock::new().now()).unwrap()
}

/// Microseconds from nothing to a journal that may be written.
fn time(folder: &Path) -> u128 {
    let begun = Instant::now();
    let journal = open(folder);
    let took = begun.elapsed().as_micros();
    assert_eq!(journal.standing(), Standing::Writable);
    assert_eq!(journal.guard(), Guard::Kept(GuardKind::File));

    took
}

/// One entry, as far as it is hashed.
struct Repeated {
    kind: String,
    at: i64,
    body: Vec<u8>,
}

fn repeated(connection: &Connection, column: &str) -> Repeated {
    let sql = format!(
        "SELECT kind, at, body FROM entries WHERE number = \
         (SELECT {column} FROM allocations WHERE state = 'succeeded' LIMIT 1)"
    );
    connection
        .query_row(&sql, [], |row| {
            Ok(Repeated {
                kind: row.get(0)?,
                at: row.get(1)?,
                body: row.get(2)?,
            })
        })
        .unwrap()
}

fn lengthen(folder: &Path) {
    let mut connection = Connection::open(file(folder)).unwrap();
    let of_each = ["recorded_in", "settled_in"].map(|column| repeated(&connection, column));
    let transaction = connection.transaction().unwrap();
    let (mut number, mut hash): (i64, [u8; 32]) = last(&transaction);
    for one in 1..=ALLOCATIONS {
        let first = number + 1;
        for entry in &of_each {
            number += 1;
            let next = chained(&hash, number, entry);
            transaction
                .prepare_cached("INSERT INTO entries VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6)")
                .unwrap()
                .execute(params![
                    number, entry.at, entry.kind, entry.body, hash, next
                ])
                .unwrap();
            hash = next;
        }
        transaction
            .prepare_cached(
                "INSERT INTO allocations (number, id, request, epoch, state, at, account, operator, amount, currency, \
                 search, recorded_in, settled_in) SELECT ?1, ?2, ?1, epoch, state, at, ?3, operator, amount, currency, \
                 search, ?4, ?5 FROM allocations WHERE state = 'succeeded' LIMIT 1",
            )
            .unwrap()
            .execute(params![
                1000 + one,
                (1000 + i128::from(one)).to_be_bytes(),
                (one % 10_000).to_string(),
                first,
                number
            ])
            .unwrap();
    }
    transaction.commit().unwrap();
    forget_the_last_starts(folder);
}

/// The chain of `docs/journal-format.md`.
fn chained(before: &[u8; 32], number: i64, entry: &Repeated) -> [u8; 32] {
    let mut bytes = before.to_vec();
    bytes.push(1);
    let fields: [&[u8]; 4] = [
        &number.to_be_bytes(),
        &entry.at.to_be_bytes(),
        entry.kind.as_bytes(),
        &entry.body,
    ];
    for field in fields {
        bytes.extend_from_slice(&u32::try_from(field.len()).unwrap().to_be_bytes());
        bytes.extend_from_slice(field);
    }

    Sha256::digest(&bytes).into()
}

fn last(connection: &Connection) -> (i64, [u8; 32]) {
    connection
        .query_row(
            "SELECT number, hash FROM entries ORDER BY number DESC LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap()
}

/// As a long session leaves it: a checkpoint some way back, and the newest head outside.
fn forget_the_last_starts(folder: &Path) {
    let connection = Connection::open(file(folder)).unwrap();
    let (number, hash) = last(&connection);
    connection
        .execute(
            "INSERT OR REPLACE INTO verified SELECT 1, number, hash FROM entries WHERE number = ?1",
            [number - SINCE_CHECKPOINT],
        )
        .unwrap();
    let hex = hash
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<String>();
    std::fs::create_dir_all(folder.join("heads")).unwrap();
    std::fs::write(head(folder), format!("credit-desk-head 1 {number} {hex}\n")).unwrap();
}

fn entries(folder: &Path) -> i64 {
    last(&Connection::open(file(folder)).unwrap()).0
}

fn middle(mut figures: Vec<u128>) -> u128 {
    figures.sort_unstable();
    figures[figures.len() / 2]
}

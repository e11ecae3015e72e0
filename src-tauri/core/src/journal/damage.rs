//! A journal whose file was damaged, page by page: whatever is changed in it is noticed or changes nothing, and nothing
//! stumbles over it (protocol 6.2).

#![allow(
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "small numbers in a test, and a count that somebody wants to read"
)]

use super::chain::hash;
use super::fixture::{NOW, actor, at, draft_number, open, opening, record, with_credit};
use super::open::file;
use super::tests::raw;
use super::*;
use crate::clock::FixedClock;
use crate::disk::tests::Folder;
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};

/// The file that is damaged, about.
const SIZE: u64 = 5 * 1024 * 1024;
const PAGE: usize = 4096;
/// Copies that are damaged beside each other.
const HANDS: usize = 2;

/// An original, whole, and what it says.
struct Original {
    folder: Folder,
    bytes: Vec<u8>,
    entries: Vec<Vec<rusqlite::types::Value>>,
    opening: Opening,
}

impl Original {
    async fn of_size(size: u64) -> Self {
        let folder = Folder::new();
        let journal = with_credit(&folder).await;
        let path = file(&folder.place());
        // Long terms are copied into each allocation and fill pages quickly, so that a few entries are enough.
        let credit = journal.credits().unwrap().remove(0);
        let mut terms = credit.terms;
        terms.restrictions = "r".repeat(30_000);
        let reason = "long".to_owned();
        journal
            .correct_credit(credit.id, actor(), terms, reason, at(NOW))
            .await
            .unwrap();
        let mut number = 0;
        while number * 30_000 < size {
            number += 1;
            let draft = draft_number(number, 1);
            let intent = record(&journal, draft, at(NOW)).await.unwrap();
            journal
                .settle_with(intent, accepted_as(number), at(NOW))
                .await
                .unwrap();
        }
        drop(journal);
        // The verified place is put back to the beginning, so that a start looks at everything.
        raw(&folder)
            .execute_batch("DELETE FROM verified; VACUUM")
            .unwrap();
        let bytes = fs::read(&path).unwrap();

        Self {
            opening: opening(&folder),
            entries: dump(&path).unwrap(),
            bytes,
            folder,
        }
    }

    /// In memory where that can be had: thousands of copies are written, and none has to last.
    fn copies(&self) -> PathBuf {
        let memory = Path::new("/dev/shm");
        let own = self.folder.path();
        match own.file_name() {
            Some(name) if memory.is_dir() => memory.join(name),
            _ => own.join("copies"),
        }
    }

    /// What comes of opening a copy with these bytes; `Ok(true)` when all is said to be well.
    fn says_all_is_well(&self, hand: usize, bytes: &[u8]) -> bool {
        let place = self.copies().join(format!("copy-{hand}"));
        let _ = fs::remove_dir_all(&place);
        for part in ["workspace", "heads"] {
            fs::create_dir_all(place.join(part)).unwrap();
        }
        fs::copy(
            self.folder.path().join("heads").join("one"),
            place.join("heads").join("one"),
        )
        .unwrap();
        let path = place.join("workspace").join("journal.sqlite");
        fs::write(&path, bytes).unwrap();
        let mut opening = self.opening.clone();
        opening.place.folder = place.join("workspace");
        opening.outside = Arc::new(FileHead::new(place.join("heads").join("one")));
        let Ok(journal) = Journal::open(opening, at(NOW)) else {
            return false;
        };
        let kept = matches!(journal.guard(), Guard::Kept(_));
        let whole = journal.standing() == Standing::Writable && kept;
        let check = journal.check(&FixedClock::at(at(NOW)));
        let well = whole && check.is_ok_and(|check| check.is_good());
        drop(journal);
        if well {
            // Nothing was noticed: then nothing may have been lost either.
            let now = dump(&path).unwrap();
            assert_eq!(now.get(..self.entries.len()), Some(self.entries.as_slice()));
        }

        well
    }
}

impl Drop for Original {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.copies());
    }
}

fn accepted_as(number: u64) -> Answer {
    let id = crate::id::TransactionId::new(&number.to_string()).unwrap();

    Answer::Accepted {
        transactions: vec![id],
        log_id: "log".to_owned(),
    }
}

fn dump(path: &Path) -> rusqlite::Result<Vec<Vec<rusqlite::types::Value>>> {
    let connection = Connection::open(path)?;
    let mut statement = connection.prepare("SELECT * FROM entries ORDER BY number")?;
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| {
        (0..columns).map(|column| row.get(column)).collect()
    })?;

    rows.collect()
}

/// One flipped bit in each page, at a place that differs from page to page.
#[tokio::test]
async fn a_flipped_bit_in_any_page_is_noticed_or_changes_nothing() {
    let original = Original::of_size(SIZE).await;
    assert!(original.says_all_is_well(0, &original.bytes));
    let pages = original.bytes.len().checked_div(PAGE).unwrap();
    let noticed: usize = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..HANDS)
            .map(|hand| {
                let original = &original;
                scope.spawn(move || {
                    (hand..pages)
                        .step_by(HANDS)
                        .filter(|page| {
                            let mut bytes = original.bytes.clone();
                            let within = page.wrapping_mul(2_654_435_761).wrapping_shr(7) % PAGE;
                            bytes[page * PAGE + within] ^= 1 << (page % 8);
                            !original.says_all_is_well(hand, &bytes)
                        })
                        .count()
                })
            })
            .collect();
        hands
            .into_iter()
            .map(|hand| hand.join().expect("a page went unnoticed"))
            .sum()
    });
    println!("{noticed} of {pages} flipped bits were noticed; the others changed nothing");
    assert!(noticed * 10 > pages * 8, "{noticed} of {pages}");
}

#[tokio::test]
async fn a_file_cut_off_at_any_page_is_noticed() {
    let original = Original::of_size(SIZE / 8).await;
    let pages = original.bytes.len().checked_div(PAGE).unwrap();
    for page in 1..pages {
        let cut = &original.bytes[..page * PAGE];
        assert!(
            !original.says_all_is_well(0, cut),
            "cut at page {page} of {pages}"
        );
    }
}

/// With the file in their hands and knowledge of the form, somebody can make a chain that holds. The head outside tells.
#[tokio::test]
async fn rows_swapped_a_tail_cut_off_and_a_chain_made_anew_are_noticed() {
    const FREE: &str = "DROP TRIGGER entries_are_not_changed; DROP TRIGGER entries_are_not_removed; DROP TRIGGER entries_follow; \
                        PRAGMA foreign_keys = OFF;";
    let well = |change: &dyn Fn(&Connection)| {
        let folder = Folder::new();
        let (mut number, runtime) = (
            0,
            tokio::runtime::Builder::new_current_thread()
                .build()
                .unwrap(),
        );
        runtime.block_on(async {
            let journal = with_credit(&folder).await;
            while number < 4 {
                number += 1;
                let intent = record(&journal, draft_number(number, 1), at(NOW))
                    .await
                    .unwrap();
                journal
                    .settle_with(intent, accepted_as(number), at(NOW))
                    .await
                    .unwrap();
            }
        });
        let connection = raw(&folder);
        connection.execute_batch(FREE).unwrap();
        change(&connection);
        drop(connection);
        let journal = open(&folder);
        let kept = matches!(journal.guard(), Guard::Kept(_));
        let sound = journal.standing() == Standing::Writable;
        let check = journal.check(&FixedClock::at(at(NOW))).unwrap();

        (
            kept && sound && check.is_good(),
            check,
            journal.guard(),
            journal.standing(),
        )
    };
    let run =
        |sql: &'static str| move |connection: &Connection| connection.execute_batch(sql).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            assert!(well(&run("SELECT 1")).0, "{:?}", well(&run("SELECT 1")));
            let swapped = "UPDATE entries SET number = -1 WHERE number = 5; UPDATE entries SET number = 5 WHERE number = 6; \
                           UPDATE entries SET number = 6 WHERE number = -1";
            assert!(!well(&run(swapped)).0);
            // Two entries and everything derived from them, as if they had never been.
            let tail = "UPDATE allocations SET state = 'sending', settled_in = NULL WHERE number = 4; \
                        DELETE FROM claims WHERE allocation = 4; DELETE FROM entries WHERE number = (SELECT max(number) FROM entries)";
            let (fine, _, guard, _) = well(&run(tail));
            assert!(!fine && matches!(guard, Guard::Frozen { .. }), "{guard:?}");
            let (fine, check, guard, _) = well(&|connection| {
                connection.execute("UPDATE entries SET at = at + 1 WHERE number = 5", []).unwrap();
                chain_anew(connection);
            });
            assert!(!fine && matches!(guard, Guard::Frozen { .. }), "{guard:?}");
            assert_eq!(check.chain_ok_until.0, check.entries, "the chain by itself holds");
        });
    });
}

/// Every hash made again, as somebody would who knows the form.
fn chain_anew(connection: &Connection) {
    let mut statement = connection
        .prepare("SELECT number, version, at, kind, body FROM entries ORDER BY number")
        .unwrap();
    let rows: Vec<(i64, u8, i64, String, Vec<u8>)> = statement
        .query_map([], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut prev = [0; 32];
    for (number, version, at, kind, body) in rows {
        let link = super::chain::Link {
            number: number.cast_unsigned(),
            version,
            at,
            kind: &kind,
            body: &body,
        };
        let made = hash(&prev, &link);
        connection
            .execute(
                "UPDATE entries SET prev = ?1, hash = ?2 WHERE number = ?3",
                (prev, made, number),
            )
            .unwrap();
        prev = made;
    }
    connection.execute_batch("DELETE FROM verified").unwrap();
}

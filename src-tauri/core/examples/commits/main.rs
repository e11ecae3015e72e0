//! What a durable commit costs, beside what the disk's own flush costs, in the same run and in turns.
//!
//! One allocation is two commits: intent and outcome. The yardstick is at least 0.60 of the disk's own rate, counted in
//! commits of the journal alone; whole allocations, and those with the chain's head kept in a file, which has a flush of
//! its own for each commit, are printed beside it. Ratios mean something, rates belong to the machine.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "a measurement for developers; it may stop at the first surprise"
)]

mod desk;

use desk::Desk;
use rusqlite::Connection;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::time::Instant;

// Short rounds and many of them: a disk that stalls spoils a few, not the median.
const ROUNDS: usize = 100;
const FLUSHES: u64 = 40;
// TikTok takes one transfer a second and an answer within a minute: more would be too late on the clock that leaps.
const PAIRS: u64 = 20;
const ROUNDS_BEFORE: usize = 20;

/// Nanoseconds for one flush or one commit in one round.
struct Round {
    raw: u64,
    sqlite: u64,
    journal: u64,
    guarded: u64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/commits");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let raw = raw_file(&folder);
    let sqlite = plain_sqlite(&folder);
    let mut journal = Desk::open(&folder.join("alone"), false).await;
    let mut guarded = Desk::open(&folder.join("guarded"), true).await;
    // Files grow at first; what is measured is the life after that.
    for _ in 0..ROUNDS_BEFORE {
        journal.pairs(PAIRS).await;
        guarded.pairs(PAIRS).await;
    }
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        rounds.push(Round {
            raw: overwrite(&raw),
            sqlite: one_row(&sqlite),
            journal: journal.pairs(PAIRS).await / 2,
            guarded: guarded.pairs(PAIRS).await / 2,
        });
    }
    show(&rounds);
    drop((journal, guarded));
    let _ = std::fs::remove_dir_all(&folder);
}

/// One MiB with its blocks, to be written over.
fn raw_file(folder: &Path) -> File {
    let path = folder.join("raw");
    std::fs::write(&path, vec![1; 1024 * 1024]).unwrap();
    let file = OpenOptions::new().write(true).open(path).unwrap();
    file.sync_all().unwrap();

    file
}

/// 4 KiB written over and flushed, again and again.
fn overwrite(file: &File) -> u64 {
    let page = [7; 4096];
    let begun = Instant::now();
    for number in 0..FLUSHES {
        file.write_all_at(&page, number % 256 * 4096).unwrap();
        file.sync_data().unwrap();
    }

    nanoseconds(begun, FLUSHES)
}

/// A table as plain as can be, with the journal's durability.
fn plain_sqlite(folder: &Path) -> Connection {
    let connection = Connection::open(folder.join("plain.sqlite")).unwrap();
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE plain (text TEXT NOT NULL) STRICT")
        .unwrap();

    connection
}

/// One row, one commit.
fn one_row(connection: &Connection) -> u64 {
    let mut insert = connection.prepare("INSERT INTO plain VALUES (?1)").unwrap();
    let begun = Instant::now();
    for _ in 0..FLUSHES {
        insert
            .execute(["a row of some length, as rows are"])
            .unwrap();
    }

    nanoseconds(begun, FLUSHES)
}

fn nanoseconds(begun: Instant, times: u64) -> u64 {
    u64::try_from(begun.elapsed().as_nanos()).unwrap() / times
}

fn show(rounds: &[Round]) {
    println!(
        "{ROUNDS} rounds of {FLUSHES} flushes, {FLUSHES} rows and {PAIRS} allocations; medians (10th to 90th percentile)"
    );
    line(rounds, "raw 4 KiB overwrite and flush", |round| round.raw);
    line(rounds, "SQLite WAL FULL, one row a commit", |round| {
        round.sqlite
    });
    line(rounds, "journal, commits", |round| round.journal);
    line(rounds, "journal, allocations", |round| round.journal * 2);
    line(rounds, "allocations with the head file", |round| {
        round.guarded * 2
    });
    let reached = ratio(rounds, |round| round.journal, 50);
    println!(
        "yardstick for the journal's commits, 0.600 of raw: {}",
        if reached >= 600 { "reached" } else { "missed" }
    );
}

fn line(rounds: &[Round], name: &str, of: fn(&Round) -> u64) {
    let rate = 1_000_000_000 / spread(rounds.iter().map(of), 50).max(1);
    let shown = |part: usize| {
        let thousandths = ratio(rounds, of, part);
        format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
    };
    println!(
        "{name:<36} {rate:>7}/s   {} of raw ({} to {})",
        shown(50),
        shown(10),
        shown(90)
    );
}

/// How many of these fit into one raw flush, in thousandths.
fn ratio(rounds: &[Round], of: fn(&Round) -> u64, part: usize) -> u64 {
    spread(
        rounds
            .iter()
            .map(|round| round.raw * 1000 / of(round).max(1)),
        part,
    )
}

fn spread(values: impl Iterator<Item = u64>, part: usize) -> u64 {
    let mut values: Vec<u64> = values.collect();
    values.sort_unstable();

    values[(values.len() - 1) * part / 100]
}

/// Where a desk's files are.
fn heads(folder: &Path) -> PathBuf {
    folder.join("heads").join("one")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test]
    async fn a_round_of_allocations_comes_to_an_end() {
        let name = format!("credit-desk-commits-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let mut desk = Desk::open(&folder, true).await;
        let round = tokio::time::timeout(Duration::from_mins(1), desk.pairs(PAIRS));
        assert!(
            round.await.is_ok(),
            "somebody waits for a clock that stands still"
        );
        drop(desk);
        std::fs::remove_dir_all(folder).unwrap();
    }
}

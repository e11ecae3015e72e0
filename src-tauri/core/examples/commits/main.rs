//! What a durable commit costs, beside what the disk's own flush costs, in the same run and in turns.
//!
//! One allocation is two commits: intent and outcome. The yardstick is at least 0.60 of the disk's own rate, counted in
//! commits of the journal alone; the same with the chain's head kept in a file, which has a flush of its own, is printed
//! beside it. Ratios mean something, rates belong to the machine.
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

const ROUNDS: usize = 40;
const FLUSHES: u64 = 150;
const PAIRS: u64 = 60;

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
    journal.pairs(400).await;
    guarded.pairs(400).await;
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
    let line = |name: &str, of: fn(&Round) -> u64| {
        let rate = 1_000_000_000 / median(rounds.iter().map(of)).max(1);
        let ratio = |part: usize| {
            let thousandths = spread(
                rounds
                    .iter()
                    .map(|round| round.raw * 1000 / of(round).max(1)),
                part,
            );
            format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
        };
        println!(
            "{name:<44} {rate:>7}/s   {} of raw ({} to {})",
            ratio(50),
            ratio(10),
            ratio(90)
        );
    };
    println!(
        "{ROUNDS} rounds, {FLUSHES} flushes and {PAIRS} allocations each; medians (10th to 90th percentile)"
    );
    line("raw 4 KiB overwrite and flush", |round| round.raw);
    line("SQLite WAL FULL, one row a commit", |round| round.sqlite);
    line("journal, intent and outcome, commits", |round| {
        round.journal
    });
    line("the same with the head kept in a file", |round| {
        round.guarded
    });
    let reached = spread(
        rounds
            .iter()
            .map(|round| round.raw * 1000 / round.journal.max(1)),
        50,
    );
    println!(
        "yardstick 0.600 of raw: {}",
        if reached >= 600 { "reached" } else { "missed" }
    );
}

fn median(values: impl Iterator<Item = u64>) -> u64 {
    spread(values, 50)
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

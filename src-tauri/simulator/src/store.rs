//! The world's own memory: changes, each durable before it is answered. What a seed makes is not stored.

use crate::event::Event;
use rusqlite::{Connection, OptionalExtension, params};
use std::path::{Path, PathBuf};

/// Why the store failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite said no.
    #[error("the practice world's file failed: {0}")]
    File(#[from] rusqlite::Error),
    /// The folder could not be made.
    #[error("the practice world's folder {0} could not be made: {1}")]
    Folder(PathBuf, std::io::Error),
    /// A stored change could not be read.
    #[error("the practice world's file is damaged: {0}")]
    Damaged(String),
    /// Made from another seed or of another size.
    #[error("the practice world was made as {was}, not as {asked}")]
    OtherWorld {
        /// What stands in the file.
        was: String,
        /// What was asked for.
        asked: String,
    },
}

/// An open store; in memory for tests.
#[derive(Debug)]
pub struct Store {
    file: Connection,
}

impl Store {
    /// Opens or makes the file in this folder.
    pub fn open(folder: &Path, world: &str) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder)
            .map_err(|error| StoreError::Folder(folder.to_owned(), error))?;

        Self::with(Connection::open(folder.join("world.sqlite"))?, world)
    }

    /// A store that is gone with this value.
    pub fn in_memory(world: &str) -> Result<Self, StoreError> {
        Self::with(Connection::open_in_memory()?, world)
    }

    fn with(file: Connection, world: &str) -> Result<Self, StoreError> {
        file.execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             CREATE TABLE IF NOT EXISTS events (number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
             CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
             CREATE TRIGGER IF NOT EXISTS no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'what happened stays'); END;
             CREATE TRIGGER IF NOT EXISTS no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'what happened stays'); END;",
        )?;
        file.execute(
            "INSERT OR IGNORE INTO facts (name, value) VALUES ('world', ?1)",
            [world],
        )?;
        let was: String =
            file.query_row("SELECT value FROM facts WHERE name = 'world'", [], |row| {
                row.get(0)
            })?;
        if was != world {
            return Err(StoreError::OtherWorld {
                was,
                asked: world.to_owned(),
            });
        }

        Ok(Self { file })
    }

    /// Every change, in order.
    pub fn events(&self) -> Result<Vec<(i64, Event)>, StoreError> {
        let mut rows = self
            .file
            .prepare("SELECT at, body FROM events ORDER BY number")?;
        let rows = rows.query_map([], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
        })?;
        rows.map(|row| {
            let (at, body) = row?;
            let event = serde_json::from_str(&body)
                .map_err(|error| StoreError::Damaged(error.to_string()))?;

            Ok((at, event))
        })
        .collect()
    }

    /// Adds changes, all of them or none; durable when this returns.
    pub fn add(&mut self, at: i64, events: &[Event]) -> Result<(), StoreError> {
        let transaction = self.file.transaction()?;
        for event in events {
            let body = serde_json::to_string(event)
                .map_err(|error| StoreError::Damaged(error.to_string()))?;
            transaction.execute(
                "INSERT INTO events (at, body) VALUES (?1, ?2)",
                params![at, body],
            )?;
        }

        Ok(transaction.commit()?)
    }

    /// The latest moment anybody asked to keep.
    pub fn latest(&self) -> Result<Option<i64>, StoreError> {
        let kept: Option<String> = self
            .file
            .query_row("SELECT value FROM facts WHERE name = 'latest'", [], |row| {
                row.get(0)
            })
            .optional()?;

        Ok(kept.and_then(|text| text.parse().ok()))
    }

    /// Keeps a moment, so that the next start does not go back behind it.
    pub fn keep(&self, at: i64) -> Result<(), StoreError> {
        self.file.execute(
            "INSERT INTO facts (name, value) VALUES ('latest', ?1) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [at.to_string()],
        )?;

        Ok(())
    }
}

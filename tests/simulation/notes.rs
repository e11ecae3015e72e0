//! What happened in a run, line by line, and how often what was hit: the same seed writes the same lines.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is wanted of a run besides its verdict. Writing lines costs time, so most runs write none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Nothing.
    Nothing,
    /// A digest of every line and of the disk, to compare two runs by.
    Digest,
    /// Every line too, for reading.
    Lines,
}

/// The lines of one run.
pub struct Notes {
    inside: Mutex<Inside>,
}

struct Inside {
    now: i64,
    keep: Keep,
    lines: Vec<String>,
    digest: Sha256,
    hits: BTreeMap<String, u64>,
}

impl Notes {
    /// Nothing happened yet.
    #[must_use]
    pub fn new(keep: Keep) -> Self {
        Self {
            inside: Mutex::new(Inside {
                now: 0,
                keep,
                lines: Vec::new(),
                digest: Sha256::new(),
                hits: BTreeMap::new(),
            }),
        }
    }

    /// The true time, in microseconds, of the lines that follow.
    pub fn at(&self, now: i64) {
        self.inside().now = now;
    }

    /// One more line.
    pub fn write(&self, line: fmt::Arguments<'_>) {
        let mut inside = self.inside();
        if inside.keep == Keep::Nothing {
            return;
        }
        let line = format!("{:>17} {line}\n", Seconds(inside.now));
        inside.digest.update(line.as_bytes());
        if inside.keep == Keep::Lines {
            inside.lines.push(line);
        }
    }

    /// Something that must happen now and then happened, with a line.
    pub fn hit(&self, what: &'static str) {
        self.write(format_args!("* {what}"));
        self.count(what);
    }

    /// Something came while an allocation was in a state.
    pub fn pair(&self, state: &str, event: &str) {
        self.count(&format!("{state} × {event}"));
    }

    fn count(&self, what: &str) {
        let mut inside = self.inside();
        if let Some(count) = inside.hits.get_mut(what) {
            *count += 1;
        } else {
            inside.hits.insert(what.to_owned(), 1);
        }
    }

    /// How often what was hit.
    #[must_use]
    pub fn hits(&self) -> BTreeMap<String, u64> {
        self.inside().hits.clone()
    }

    /// The lines that were kept.
    #[must_use]
    pub fn lines(&self) -> String {
        self.inside().lines.concat()
    }

    /// A digest of all lines.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        self.inside().digest.clone().finalize().into()
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Microseconds, written as seconds without a float.
struct Seconds(i64);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}.{:06}", self.0 / 1_000_000, self.0 % 1_000_000))
    }
}

//! How far many runs have come, kept in a file: whoever is interrupted goes on where it stopped.

use crate::crowd::Sum;
use std::path::Path;

/// So many runs, and what came of those that are done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Which build ran them: another one has to begin anew.
    pub build: String,
    /// How many runs are wanted.
    pub count: u64,
    /// The first seed.
    pub first: u64,
    /// The first seed that is not done.
    pub next: u64,
    /// What came of those before it.
    pub sum: Sum,
}

impl Progress {
    /// Nothing is done yet.
    #[must_use]
    pub fn new(build: String, first: u64, count: u64) -> Self {
        Self {
            build,
            count,
            first,
            next: first,
            sum: Sum::default(),
        }
    }

    /// What is wanted now: to go on with what is kept, where this build left it unfinished, or as many new seeds.
    #[must_use]
    pub fn wanted(kept: Option<Self>, build: &str, count: u64, from: Option<u64>) -> Self {
        let first = from.or(kept.as_ref().map(|kept| kept.next)).unwrap_or(0);
        let unfinished = |kept: &Self| {
            from.is_none() && kept.left() > 0 && kept.count == count && kept.build == build
        };

        kept.filter(unfinished)
            .unwrap_or_else(|| Self::new(build.to_owned(), first, count))
    }

    /// How many runs are left.
    #[must_use]
    pub fn left(&self) -> u64 {
        (self.first + self.count).saturating_sub(self.next)
    }

    /// The next seeds are done.
    pub fn add(&mut self, seeds: u64, sum: Sum) {
        self.next += seeds;
        self.sum.add(sum);
    }

    /// What is kept in a file, if anything.
    #[must_use]
    pub fn read(file: &Path) -> Option<Self> {
        Self::from_text(&std::fs::read_to_string(file).ok()?)
    }

    /// Keeps it. The file is exchanged whole, so that an interruption leaves the one or the other.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, file: &Path) -> std::io::Result<()> {
        let new = file.with_extension("new");
        std::fs::write(&new, self.text())?;

        std::fs::rename(new, file)
    }

    fn text(&self) -> String {
        let Self {
            build,
            count,
            first,
            next,
            sum,
        } = self;

        format!(
            "{build}\t{count}\t{first}\t{next}\n{}\n",
            sum.lines().join("\n")
        )
    }

    fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let parts: Vec<&str> = lines.next()?.split('\t').collect();
        let [build, count, first, next] = parts.as_slice() else {
            return None;
        };
        let mut sum = Sum::default();
        lines.for_each(|line| sum.take(line));

        Some(Self {
            build: (*build).to_owned(),
            count: count.parse().ok()?,
            first: first.parse().ok()?,
            next: next.parse().ok()?,
            sum,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halfway() -> Progress {
        let mut progress = Progress::new("one".to_owned(), 100, 50);
        let sum = Sum {
            runs: 19,
            sends: 7,
            hits: [("unknown × proven".to_owned(), 3)].into(),
            broken: vec![(104, "promise 2: twice".to_owned())],
            ..Sum::default()
        };
        progress.add(20, sum);

        progress
    }

    #[test]
    fn what_is_kept_is_read_back() {
        let kept = halfway();
        assert_eq!(Progress::from_text(&kept.text()), Some(kept.clone()));
        assert_eq!((kept.next, kept.left()), (120, 30));
        assert_eq!(Progress::from_text("one 1 2 3"), None);
        let file = std::env::temp_dir().join("desk-simulation-progress");
        kept.write(&file).unwrap();
        assert_eq!(Progress::read(&file), Some(kept));
    }

    #[test]
    fn the_unfinished_goes_on_and_anything_else_begins_behind_it() {
        let wanted = |build, count, from| {
            let progress = Progress::wanted(Some(halfway()), build, count, from);
            (progress.first, progress.next, progress.sum.runs)
        };
        assert_eq!(wanted("one", 50, None), (100, 120, 19), "goes on");
        assert_eq!(wanted("other", 50, None), (120, 120, 0), "another build");
        assert_eq!(wanted("one", 60, None), (120, 120, 0), "another number");
        assert_eq!(wanted("one", 50, Some(7)), (7, 7, 0), "from there on");
        let mut done = halfway();
        done.add(30, Sum::default());
        let next = Progress::wanted(Some(done), "one", 50, None);
        assert_eq!((next.first, next.left()), (150, 50));
        assert_eq!(Progress::wanted(None, "one", 5, None).first, 0);
    }
}

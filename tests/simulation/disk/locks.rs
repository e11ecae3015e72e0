//! SQLite's locks: five levels on a file, and eight places in its shared memory.

use std::collections::BTreeMap;

/// One open file of one connection.
pub type Handle = u64;

/// Places in shared memory that WAL mode locks.
pub const PLACES: usize = 8;

/// How far a connection has locked a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not at all.
    Free,
    /// Reads.
    Shared,
    /// Will write; others still read.
    Reserved,
    /// Waits for readers to go; no new ones come.
    Pending,
    /// Writes.
    Exclusive,
}

/// Somebody else holds what was wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Busy;

/// The locks of one file.
#[derive(Debug, Default)]
pub struct Locks {
    levels: BTreeMap<Handle, Level>,
    shared: [Vec<Handle>; PLACES],
    exclusive: [Option<Handle>; PLACES],
}

impl Locks {
    /// Raises a lock.
    pub fn raise(&mut self, who: Handle, wanted: Level) -> Result<(), Busy> {
        let others = |level: Level| {
            self.levels
                .iter()
                .any(|(handle, has)| *handle != who && *has >= level)
        };
        let granted = match wanted {
            Level::Free => Level::Free,
            Level::Shared if others(Level::Pending) => return Err(Busy),
            Level::Reserved if others(Level::Reserved) => return Err(Busy),
            Level::Pending | Level::Exclusive if others(Level::Reserved) => return Err(Busy),
            // It waits for the readers: no new ones from here on.
            Level::Exclusive if others(Level::Shared) => {
                self.levels.insert(who, Level::Pending);
                return Err(Busy);
            }
            wanted => wanted,
        };
        let has = self.level(who);
        self.levels.insert(who, granted.max(has));

        Ok(())
    }

    /// Lowers a lock.
    pub fn lower(&mut self, who: Handle, to: Level) {
        let has = self.level(who);
        self.levels.insert(who, to.min(has));
    }

    /// Whether anybody will write.
    pub fn is_reserved(&self) -> bool {
        self.levels.values().any(|level| *level >= Level::Reserved)
    }

    /// Locks places in shared memory, all or none.
    pub fn take(
        &mut self,
        who: Handle,
        places: std::ops::Range<usize>,
        alone: bool,
    ) -> Result<(), Busy> {
        let taken = |place: usize| {
            let by_other = self.exclusive[place].is_some_and(|holder| holder != who);
            let by_readers = alone && self.shared[place].iter().any(|holder| *holder != who);
            by_other || by_readers
        };
        if places.clone().any(taken) {
            return Err(Busy);
        }
        for place in places {
            if alone {
                self.exclusive[place] = Some(who);
            } else if !self.shared[place].contains(&who) {
                self.shared[place].push(who);
            }
        }

        Ok(())
    }

    /// Unlocks places in shared memory.
    pub fn give(&mut self, who: Handle, places: std::ops::Range<usize>, alone: bool) {
        for place in places {
            if alone {
                self.exclusive[place] = self.exclusive[place].filter(|holder| *holder != who);
            } else {
                self.shared[place].retain(|holder| *holder != who);
            }
        }
    }

    /// Lets go of everything a connection holds.
    pub fn release(&mut self, who: Handle) {
        self.levels.remove(&who);
        self.give(who, 0..PLACES, true);
        self.give(who, 0..PLACES, false);
    }

    fn level(&self, who: Handle) -> Level {
        self.levels.get(&who).copied().unwrap_or(Level::Free)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writer_waits_for_readers_and_keeps_new_ones_out() {
        let mut locks = Locks::default();
        locks.raise(1, Level::Shared).unwrap();
        locks.raise(2, Level::Shared).unwrap();
        locks.raise(1, Level::Reserved).unwrap();
        assert_eq!(locks.raise(2, Level::Reserved), Err(Busy));
        assert_eq!(locks.raise(1, Level::Exclusive), Err(Busy));
        assert_eq!(locks.raise(3, Level::Shared), Err(Busy));
        locks.lower(2, Level::Free);
        assert_eq!(locks.raise(1, Level::Exclusive), Ok(()));
        assert!(locks.is_reserved());
        locks.release(1);
        assert_eq!(locks.raise(3, Level::Shared), Ok(()));
    }

    #[test]
    fn a_place_has_one_writer_or_many_readers() {
        let mut locks = Locks::default();
        locks.take(1, 3..4, false).unwrap();
        locks.take(2, 3..4, false).unwrap();
        assert_eq!(locks.take(1, 3..5, true), Err(Busy));
        locks.give(2, 3..4, false);
        locks.take(1, 3..5, true).unwrap();
        assert_eq!(locks.take(2, 4..5, false), Err(Busy));
        locks.release(1);
        assert_eq!(locks.take(2, 0..8, true), Ok(()));
    }
}

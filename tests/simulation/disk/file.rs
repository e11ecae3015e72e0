//! One file: what programs see, and what would be there after a power cut.

use crate::chance::Chance;

/// What a power cut leaves of writes that were never flushed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// Nothing of them.
    All,
    /// Each sector of each of them by chance: also torn pages.
    Some,
    /// All of them: the disk was quick.
    None,
}

/// A flush that reports an error has done something, nothing, or a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailedFlush {
    /// Nothing reached the disk, and nothing of it will: the kernel takes the pages for clean.
    Dropped,
    /// A part reached the disk.
    Partly,
    /// Everything did.
    Done,
}

/// A disk writes such pieces whole or not at all.
const SECTOR: usize = 512;

#[derive(Debug, Clone)]
enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Length(usize),
}

/// One file.
#[derive(Debug, Clone, Default)]
pub struct File {
    live: Vec<u8>,
    durable: Vec<u8>,
    pending: Vec<Change>,
}

impl File {
    /// What programs see.
    pub fn live(&self) -> &[u8] {
        &self.live
    }

    /// What is there after the power was cut now, if nothing unflushed survives.
    pub fn durable(&self) -> &[u8] {
        &self.durable
    }

    /// Whether a power cut can take something away.
    pub fn is_durable(&self) -> bool {
        self.live == self.durable
    }

    /// Writes, and makes the file longer where needed.
    pub fn write(&mut self, at: usize, bytes: &[u8]) {
        self.pending.push(Change::Write {
            at,
            bytes: bytes.to_vec(),
        });
        put(&mut self.live, at, bytes);
    }

    /// Cuts, or fills up with zeros.
    pub fn set_length(&mut self, length: usize) {
        self.pending.push(Change::Length(length));
        self.live.resize(length, 0);
    }

    /// Everything written becomes durable.
    pub fn flush(&mut self) {
        for change in self.pending.drain(..) {
            match change {
                // The first bytes of a new file are many, where the reserve is made.
                Change::Write { at: 0, bytes } if self.durable.is_empty() => self.durable = bytes,
                change => apply(&mut self.durable, &change),
            }
        }
    }

    /// A flush that reports an error.
    pub fn flush_failing(&mut self, how: FailedFlush, chance: &mut Chance) {
        match how {
            FailedFlush::Done => self.flush(),
            FailedFlush::Dropped => self.pending.clear(),
            FailedFlush::Partly => {
                let changes = std::mem::take(&mut self.pending);
                apply_by_chance(&mut self.durable, &changes, chance);
            }
        }
    }

    /// The power is cut.
    pub fn lose(&mut self, loss: Loss, chance: &mut Chance) {
        let changes = std::mem::take(&mut self.pending);
        match loss {
            Loss::All => {}
            Loss::None => changes
                .iter()
                .for_each(|change| apply(&mut self.durable, change)),
            Loss::Some => apply_by_chance(&mut self.durable, &changes, chance),
        }
        self.live.clone_from(&self.durable);
    }

    /// Turns one bit over, on the disk itself.
    pub fn flip(&mut self, bit: u64) {
        let place = usize::try_from(bit / 8).unwrap_or(usize::MAX);
        for content in [&mut self.live, &mut self.durable] {
            if let Some(byte) = content.get_mut(place) {
                *byte ^= 1 << (bit % 8);
            }
        }
    }
}

fn put(content: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    if content.len() < at {
        content.resize(at, 0);
    }
    let (over, behind) = bytes.split_at(bytes.len().min(content.len() - at));
    content[at..at + over.len()].copy_from_slice(over);
    content.extend_from_slice(behind);
}

fn apply(content: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Write { at, bytes } => put(content, *at, bytes),
        Change::Length(length) => content.resize(*length, 0),
    }
}

fn apply_by_chance(content: &mut Vec<u8>, changes: &[Change], chance: &mut Chance) {
    for change in changes {
        match change {
            Change::Write { at, bytes } => {
                for (piece, bytes) in bytes.chunks(SECTOR).enumerate() {
                    if chance.happens(500_000) {
                        put(content, at + piece * SECTOR, bytes);
                    }
                }
            }
            Change::Length(length) => {
                if chance.happens(500_000) {
                    content.resize(*length, 0);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> File {
        let mut file = File::default();
        file.write(0, b"old");
        file.flush();
        file.write(0, b"new!");
        file
    }

    #[test]
    fn a_power_cut_takes_what_was_not_flushed() {
        let mut file = written();
        assert!(!file.is_durable());
        file.lose(Loss::All, &mut Chance::new(1));
        assert_eq!((file.live(), file.is_durable()), (&b"old"[..], true));
        let mut quick = written();
        quick.lose(Loss::None, &mut Chance::new(1));
        assert_eq!(quick.live(), b"new!");
    }

    #[test]
    fn a_large_write_can_be_torn() {
        let torn = (0..50).any(|seed| {
            let mut file = File::default();
            file.write(0, &[1; 4 * SECTOR]);
            file.lose(Loss::Some, &mut Chance::new(seed));
            let ones = file.live().iter().filter(|byte| **byte == 1).count();
            ones > 0 && ones < 4 * SECTOR
        });
        assert!(torn);
    }

    #[test]
    fn what_a_failed_flush_dropped_is_seen_and_never_durable() {
        let mut file = written();
        file.flush_failing(FailedFlush::Dropped, &mut Chance::new(1));
        file.flush();
        assert_eq!((file.live(), file.durable()), (&b"new!"[..], &b"old"[..]));
        file.lose(Loss::None, &mut Chance::new(1));
        assert_eq!(file.live(), b"old");
    }

    #[test]
    fn a_bit_is_turned_over_and_back() {
        let mut file = written();
        file.flush();
        file.flip(9);
        assert_ne!(file.live(), b"new!");
        file.flip(9);
        assert_eq!(file.live(), b"new!");
    }
}

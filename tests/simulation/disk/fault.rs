//! Which call to the disk fails, and how.

use super::file::FailedFlush;
use crate::chance::Chance;

/// What is asked of the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// An existing file is opened.
    Open,
    /// A new file is made.
    Make,
    /// Bytes are read.
    Read,
    /// Bytes are written.
    Write,
    /// A file is cut or made longer.
    Cut,
    /// What was written is made durable.
    Flush,
    /// A file is renamed.
    Rename,
    /// A file is removed.
    Remove,
    /// A lock is taken.
    Lock,
}

impl Op {
    /// Whether it decides what a power cut leaves, or which files there are.
    #[must_use]
    pub fn lasts(self) -> bool {
        match self {
            Self::Cut | Self::Flush | Self::Rename | Self::Remove => true,
            Self::Make | Self::Write | Self::Open | Self::Read | Self::Lock => false,
        }
    }

    /// Whether a process that dies here leaves another disk than one that died before.
    #[must_use]
    pub fn changes(self) -> bool {
        match self {
            Self::Make | Self::Write | Self::Cut | Self::Flush | Self::Rename | Self::Remove => {
                true
            }
            Self::Open | Self::Read | Self::Lock => false,
        }
    }
}

/// How a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// EIO, nothing done.
    Io,
    /// ENOSPC, nothing done.
    Full,
    /// A part is written, then ENOSPC.
    Short,
    /// EIO from a flush.
    Flush(FailedFlush),
    /// Held by somebody for a moment.
    Busy,
}

/// How often calls fail, each so many times in a million.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Faults {
    /// EIO when opening or making a file.
    pub open: u32,
    /// EIO when reading.
    pub read: u32,
    /// EIO when writing.
    pub write: u32,
    /// ENOSPC when writing.
    pub full: u32,
    /// A part written, then ENOSPC.
    pub short: u32,
    /// EIO when flushing.
    pub flush: u32,
    /// EIO when cutting.
    pub cut: u32,
    /// EIO when renaming.
    pub rename: u32,
    /// EIO when removing.
    pub remove: u32,
    /// A lock that is held for a moment.
    pub busy: u32,
}

impl Faults {
    /// Whether this call fails, and how.
    pub(super) fn draw(&self, op: Op, chance: &mut Chance) -> Option<(Fault, &'static str)> {
        if *self == Self::default() {
            return None;
        }
        let io = |rate, name| (rate, Fault::Io, name);
        let flush = [FailedFlush::Dropped, FailedFlush::Partly, FailedFlush::Done];
        let of_op: Vec<(u32, Fault, &'static str)> = match op {
            Op::Open | Op::Make => vec![io(self.open, "disk: open fails")],
            Op::Read => vec![io(self.read, "disk: read fails")],
            Op::Write => vec![
                io(self.write, "disk: write fails"),
                (self.full, Fault::Full, "disk: no space once"),
                (self.short, Fault::Short, "disk: short write"),
            ],
            Op::Cut => vec![io(self.cut, "disk: cut fails")],
            Op::Flush => {
                let how = *chance.pick(&flush);
                vec![(self.flush, Fault::Flush(how), flush_name(how))]
            }
            Op::Rename => vec![io(self.rename, "disk: rename fails")],
            Op::Remove => vec![io(self.remove, "disk: remove fails")],
            Op::Lock => vec![(self.busy, Fault::Busy, "disk: lock is busy")],
        };

        of_op
            .into_iter()
            .find(|(rate, _, _)| chance.happens(*rate))
            .map(|(_, fault, name)| (fault, name))
    }
}

fn flush_name(how: FailedFlush) -> &'static str {
    match how {
        FailedFlush::Dropped => "disk: flush fails, nothing kept",
        FailedFlush::Partly => "disk: flush fails, a part kept",
        FailedFlush::Done => "disk: flush fails, all kept",
    }
}

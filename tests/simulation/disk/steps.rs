//! Every step of a program that outlives it or reaches somebody else is counted, so that it can be killed at each of them;
//! every call that can fail is, so that each of them can be made to.

use super::fault::{Fault, Op};
use super::file::FailedFlush;
use super::{Disk, Failure, Process, State};
use crate::chance::Chance;

/// With what error a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errno {
    /// EIO.
    Io,
    /// ENOSPC.
    Full,
    /// EROFS.
    ReadOnly,
    /// A part is written, then ENOSPC.
    Short,
}

impl Errno {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Io, Self::Full, Self::ReadOnly, Self::Short];

    /// Whether this call can fail so.
    fn fits(self, op: Op) -> bool {
        match self {
            Self::Io => true,
            Self::Full => matches!(op, Op::Make | Op::Write | Op::Cut | Op::Flush | Op::Rename),
            Self::ReadOnly => op.changes() && op != Op::Flush,
            Self::Short => op == Op::Write,
        }
    }

    fn fault(self, op: Op, chance: &mut Chance) -> Result<Fault, Failure> {
        match (self, op) {
            // Whatever the reason: what a failed flush has kept is not known.
            (_, Op::Flush) => {
                let ways = [FailedFlush::Dropped, FailedFlush::Partly, FailedFlush::Done];
                Ok(Fault::Flush(*chance.pick(&ways)))
            }
            (Self::Io, _) => Ok(Fault::Io),
            (Self::Full, _) => Ok(Fault::Full),
            (Self::ReadOnly, _) => Err(Failure::ReadOnly),
            (Self::Short, _) => Ok(Fault::Short),
        }
    }
}

/// What is to happen, counted from now on, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Armed {
    /// The process dies before this step, or the power goes.
    Death {
        /// Which step.
        at: u64,
        /// Counted are durable steps and those on the network alone, not every write.
        lasting: bool,
        /// The power.
        power: bool,
    },
    /// This call that can fail so does.
    Error {
        /// How.
        errno: Errno,
        /// Which call.
        at: u64,
        /// And all that follow.
        on: bool,
    },
}

/// What was counted.
#[derive(Debug, Default)]
pub(super) struct Steps {
    passed: u64,
    lasting: u64,
    calls: [u64; Errno::ALL.len()],
    armed: Option<Armed>,
    happened: bool,
}

impl Steps {
    /// One step more; the way to die, where it is the fatal one.
    pub(super) fn pass(&mut self, lasts: bool) -> Option<bool> {
        self.passed += 1;
        self.lasting += u64::from(lasts);
        let Some(Armed::Death { at, lasting, power }) = self.armed else {
            return None;
        };
        let is_due = if lasting {
            lasts && at == self.lasting
        } else {
            at == self.passed
        };
        if !is_due {
            return None;
        }
        (self.armed, self.happened) = (None, true);

        Some(power)
    }

    /// One call more; how it fails, where it does.
    pub(super) fn fails(&mut self, op: Op, chance: &mut Chance) -> Result<Option<Fault>, Failure> {
        let mut count = 0;
        for (calls, errno) in self.calls.iter_mut().zip(Errno::ALL) {
            *calls += u64::from(errno.fits(op));
            if matches!(self.armed, Some(Armed::Error { errno: armed, .. }) if armed == errno) {
                count = *calls;
            }
        }
        match self.armed {
            Some(Armed::Error { errno, at, on })
                if errno.fits(op) && (count == at || (on && count > at)) =>
            {
                self.happened = true;
                errno.fault(op, chance).map(Some)
            }
            _ => Ok(None),
        }
    }
}

impl State {
    fn dies_passing(&mut self, who: Process) -> bool {
        let dies = self.steps.pass(true);
        if let Some(power) = dies {
            self.die(who, power);
        }

        dies.is_some()
    }
}

impl Disk {
    /// Begins to count, and arms something.
    pub fn arm(&self, armed: Option<Armed>) {
        self.state().steps = Steps {
            armed,
            ..Steps::default()
        };
    }

    /// How many steps were counted, and how many of them were durable or on the network.
    pub fn steps(&self) -> (u64, u64) {
        let state = self.state();

        (state.steps.passed, state.steps.lasting)
    }

    /// How many calls could have failed so.
    pub fn calls(&self, errno: Errno) -> u64 {
        let counted = self.state().steps.calls;
        let mut all = Errno::ALL.into_iter().zip(counted);

        all.find(|(one, _)| *one == errno)
            .map_or(0, |(_, calls)| calls)
    }

    /// Whether what was armed has happened.
    pub fn happened(&self) -> bool {
        self.state().steps.happened
    }

    /// A step on the network; true when the process dies before it.
    pub fn dies_passing(&self, who: Process) -> bool {
        self.state().dies_passing(who)
    }
}

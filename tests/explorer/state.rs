//! One moment of the whole: what TikTok knows, what is on the wire, what is on the disk, what programs hold in memory.
//!
//! Every amount is the same one, so balances count transfers. Small and comparable, because millions of these are kept.

use desk_core::protocol::Phase;

/// Attempts, restored copies included.
pub const ATTEMPTS: usize = 4;
/// Transfers that TikTok executes, other people's included.
pub const RECORDS: usize = 5;
/// Programs beside each other.
pub const PROGRAMS: usize = 2;
/// Allocations that one program carries at the same time.
pub const FLOWS: usize = 2;

/// Some small numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Set(u16);

impl Set {
    pub fn has(self, number: u8) -> bool {
        self.0 & (1 << number) != 0
    }

    pub fn with(self, number: u8) -> Self {
        Self(self.0 | (1 << number))
    }

    pub fn without(self, number: u8) -> Self {
        Self(self.0 & !(1 << number))
    }

    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub fn numbers(self) -> impl Iterator<Item = u8> {
        (0..16).filter(move |number| self.has(*number))
    }
}

/// What TikTok says to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Says {
    /// Executed, with the ids of its records.
    Yes,
    /// Executed, without ids.
    YesWithoutIds,
    /// Refused before execution.
    No,
    /// A fault of the server; executed or not.
    Fault,
}

/// One intent of a person, sent at most once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Attempt {
    /// What it is for.
    pub need: u8,
    pub account: u8,
    /// How often a program put it on the wire.
    pub posts: u8,
    /// It is on its way to TikTok.
    pub in_flight: bool,
    /// The network put it on the wire once more.
    pub repeated: bool,
    /// TikTok's answer is on its way back.
    pub answer: Option<Says>,
    /// Its entry was lost with the file that an old copy replaced.
    pub forgotten: bool,
}

/// Who moved ad credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    Attempt(u8),
    /// Somebody whose ad credit is not this Business Center's: its balance does not fall.
    Elsewhere,
    /// A colleague in the same Business Center.
    Colleague,
    /// TikTok issues as much ad credit to the Business Center itself: its balance rises.
    TopUp,
}

/// Where a transfer can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    Account,
    Center,
    SecondList,
}

/// One executed transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Record {
    pub by: By,
    pub account: u8,
    pub minute: u16,
    /// Levels at which it can be read already.
    pub account_level: bool,
    pub center_level: bool,
    pub second_list: bool,
}

impl Record {
    /// How the balance of the Business Center changes, in transfers.
    pub fn change_of_center(&self) -> i8 {
        match self.by {
            By::Attempt(_) | By::Colleague => -1,
            By::Elsewhere => 0,
            By::TopUp => 1,
        }
    }

    /// Whether ad credit comes into this account.
    pub fn is_in(&self, account: u8) -> bool {
        self.by != By::TopUp && self.account == account
    }
}

/// What was read before an intent was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Facts {
    /// The balance of the Business Center.
    pub center: i8,
    /// Ids of the records that can be read.
    pub snapshot: Set,
    /// Rows of the journal that are settled.
    pub settled: Set,
}

/// One allocation in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Row {
    pub attempt: u8,
    pub phase: Phase,
    pub minute: u16,
    pub facts: Facts,
    /// Ids of the records that are known to be its own.
    pub claimed: Set,
}

impl Row {
    /// It goes on to another phase; what was read of balances serves open outcomes alone.
    pub fn goes_to(&mut self, phase: Phase, claimed: Set) {
        self.phase = phase;
        self.claimed = self.claimed.and(claimed);
        if !phase.is_open() {
            self.facts = Facts {
                snapshot: self.facts.snapshot,
                ..Facts::default()
            };
        }
    }
}

/// The file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Journal {
    pub rows: [Option<Row>; ATTEMPTS],
    pub epoch: u8,
    /// Rows from before a person accepted the file although the head outside did not vouch for it.
    pub accepted: u8,
}

impl Journal {
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &Row> {
        self.rows.iter().flatten()
    }

    pub fn row(&self, attempt: u8) -> Option<&Row> {
        self.rows().find(|row| row.attempt == attempt)
    }

    /// Its place: number 1 is at 0.
    pub fn place(&self, attempt: u8) -> Option<usize> {
        self.rows().position(|row| row.attempt == attempt)
    }

    pub fn length(&self) -> usize {
        self.rows().count()
    }
}

/// One allocation in the memory of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Flow {
    #[default]
    Idle,
    /// The balances were read, the records not yet.
    Looks { attempt: u8, facts: Facts },
    /// TikTok was read; nothing is recorded.
    Looked { attempt: u8, facts: Facts },
    /// Sent, and not recorded: what must never be.
    SentUnrecorded { attempt: u8, facts: Facts },
    /// Recorded; not sent.
    Recorded(u8),
    /// Sent.
    Waiting(u8),
}

impl Flow {
    pub fn attempt(self) -> Option<u8> {
        match self {
            Self::Idle => None,
            Self::Looks { attempt, .. }
            | Self::Looked { attempt, .. }
            | Self::SentUnrecorded { attempt, .. }
            | Self::Recorded(attempt)
            | Self::Waiting(attempt) => Some(attempt),
        }
    }
}

/// A look-up that takes its time: the journal first, then the balance, then the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Looking {
    pub attempt: u8,
    pub journal: Journal,
    /// The balance of the Business Center, once it is read, and the minute of it.
    pub balance: Option<(i8, u16)>,
}

/// A program: everything here is gone when it is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Program {
    pub up: bool,
    pub epoch: u8,
    pub stopped: bool,
    pub flows: [Flow; FLOWS],
    pub looking: Option<Looking>,
}

/// How often what may still go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Left {
    pub kills: u8,
    pub failed_writes: u8,
    pub repeats: u8,
    pub outsiders: u8,
    pub second_starts: u8,
    pub copies: u8,
    pub slow_looks: u8,
}

/// Everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct State {
    pub minute: u16,
    pub attempts: [Option<Attempt>; ATTEMPTS],
    pub records: [Option<Record>; RECORDS],
    pub journal: Journal,
    pub copy: Option<Journal>,
    /// An old copy took the file's place, and nobody accepted it yet.
    pub restored: bool,
    /// Needs that a person found satisfied in TikTok's records when accepting an old copy.
    pub found_done: Set,
    pub programs: [Program; PROGRAMS],
    pub left: Left,
}

impl State {
    pub fn attempts(&self) -> impl Iterator<Item = (u8, &Attempt)> {
        (0..).zip(self.attempts.iter().flatten())
    }

    pub fn records(&self) -> impl Iterator<Item = (u8, &Record)> {
        (0..).zip(self.records.iter().flatten())
    }

    pub fn attempt_mut(&mut self, attempt: u8) -> &mut Attempt {
        self.attempts[usize::from(attempt)].as_mut().unwrap()
    }

    pub fn attempt(&self, attempt: u8) -> &Attempt {
        self.attempts[usize::from(attempt)].as_ref().unwrap()
    }

    /// How often TikTok executed an attempt.
    pub fn executions(&self, attempt: u8) -> usize {
        self.records()
            .filter(|(_, record)| record.by == By::Attempt(attempt))
            .count()
    }

    /// The balance of the Business Center, in transfers; in the beginning none.
    pub fn center(&self) -> i8 {
        self.records()
            .map(|(_, record)| record.change_of_center())
            .sum()
    }

    /// The flows of every program that runs.
    pub fn flows(&self) -> impl Iterator<Item = Flow> + '_ {
        self.programs
            .iter()
            .filter(|program| program.up)
            .flat_map(|program| program.flows)
    }

    /// Whether a program that runs is busy with an attempt.
    pub fn is_carried(&self, attempt: u8) -> bool {
        self.flows().any(|flow| flow.attempt() == Some(attempt))
    }
}

/// The id of a transfer's record at account level.
pub fn account_id(record: u8) -> u8 {
    2 * record
}

/// At the level of the Business Center.
pub fn center_id(record: u8) -> u8 {
    2 * record + 1
}

//! Which of TikTok's records belongs to which of our allocations: pure, from what was read (protocol 4.5).
//!
//! Nothing here rests on an order of rows, on the sign of an amount or on a type of transaction, none of which TikTok
//! documents: amounts are compared without their sign, the way money went is `amount_type`, and what cannot be told apart is
//! counted.

mod equation;

pub use equation::{Balances, Bearing, Center, Moved, bearing, equation};

use crate::clock::Timestamp;
use crate::id::{AdvertiserId, AllocationNumber, TransactionId};
use crate::money::Money;
use crate::protocol::{Happening, Phase};
use crate::transaction::{Billing, Direction, Transaction};
use jiff::SignedDuration;
use std::collections::{BTreeMap, BTreeSet};

/// A record this long after an allocation is not taken for a second execution of it.
const SURPLUS_WITHIN: SignedDuration = SignedDuration::from_hours(24);
/// A record made this long after the sending is not taken for the late execution of an allocation that was closed.
const LATE_WITHIN: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How TikTok's clock stands to ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skew {
    /// What TikTok's clock shows more than ours.
    pub ahead: SignedDuration,
    /// How much more or less it may be.
    pub slack: SignedDuration,
}

impl Skew {
    /// Where TikTok told no time.
    pub const UNTOLD: Self = Self {
        ahead: SignedDuration::ZERO,
        slack: SignedDuration::from_mins(15),
    };

    /// From a moment that TikTok told and the moment it came in here.
    #[must_use]
    pub fn told(theirs: Timestamp, ours: Timestamp) -> Self {
        Self {
            ahead: theirs.duration_since(ours),
            slack: SignedDuration::from_mins(2),
        }
    }

    /// The earliest a record of something done at `moment` (our clock) can say.
    #[must_use]
    pub fn earliest(self, moment: Timestamp) -> Timestamp {
        let shift = self.ahead.saturating_sub(self.slack);
        moment.saturating_add(shift).unwrap_or(Timestamp::MIN)
    }

    /// The latest.
    #[must_use]
    pub fn latest(self, moment: Timestamp) -> Timestamp {
        let shift = self.ahead.saturating_add(self.slack);
        moment.saturating_add(shift).unwrap_or(Timestamp::MAX)
    }
}

/// One of our allocations to the account, of the amount in question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Which.
    pub number: AllocationNumber,
    /// Where it is.
    pub phase: Phase,
    /// When it was recorded.
    pub at: Timestamp,
    /// After this no answer was waited for.
    pub deadline: Timestamp,
    /// The records that are known to be its own.
    pub claimed: Vec<TransactionId>,
    /// The records that were there before it was sent.
    pub snapshot: Vec<TransactionId>,
}

impl Own {
    /// How many records at account level it explains, of those made at `from` or later. What TikTok confirmed was made by
    /// then; what a person says took effect may have been made later.
    fn explains(&self, from: Timestamp, skew: Skew) -> usize {
        let confirmed = self.phase == Phase::Succeeded || !self.claimed.is_empty();
        let made_by = if confirmed {
            self.deadline
        } else {
            self.at
                .saturating_add(LATE_WITHIN)
                .unwrap_or(Timestamp::MAX)
        };
        if skew.latest(made_by) < from {
            return 0;
        }
        match self.phase {
            Phase::Succeeded | Phase::Applied | Phase::Contradicted => 1,
            Phase::DuplicateSuspected => 2,
            Phase::Sending
            | Phase::Unknown
            | Phase::Rejected
            | Phase::NotSent
            | Phase::NotApplied => 0,
        }
    }

    /// Whether a record can be of this allocation at all.
    #[must_use]
    pub fn can_be(&self, row: &Transaction, skew: Skew) -> bool {
        if planted!(OldRecordIsTaken) {
            return true;
        }
        row.at >= skew.earliest(self.at) && !self.snapshot.contains(&row.id)
    }
}

/// What a record says by itself: ad credit of exactly this amount into this account.
#[must_use]
pub fn is_like(row: &Transaction, account: &AdvertiserId, amount: Money) -> bool {
    row.account.as_ref() == Some(account) && is_amount(row, amount) && may_be_ad_credit_in(row)
}

/// Whether a record may be of ad credit that came in: words we do not know do not speak against it.
#[must_use]
pub fn may_be_ad_credit_in(row: &Transaction) -> bool {
    row.direction != Direction::Out && row.billing != Billing::Cash
}

/// Whether a record was made so soon after an allocation of `at` that it may be a second execution.
#[must_use]
pub fn is_soon_after(row: &Transaction, at: Timestamp, skew: Skew) -> bool {
    row.at >= skew.earliest(at) && row.at.duration_since(at) <= SURPLUS_WITHIN
}

/// Whether a record is of this amount, with tax or without.
#[must_use]
pub fn is_amount(row: &Transaction, amount: Money) -> bool {
    same_size(row.amount, amount) || same_size(row.subtotal, amount)
}

/// The same amount, whatever its sign.
#[must_use]
pub fn same_size(one: Money, other: Money) -> bool {
    one.currency() == other.currency()
        && one.hundredths().unsigned_abs() == other.hundredths().unsigned_abs()
}

/// The records of one account and amount, as far as they were read.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'r, 'a> {
    /// All that were made at `from` or later; older ones may be among them, and do not count.
    pub rows: &'r [&'a Transaction],
    /// By TikTok's clock.
    pub from: Timestamp,
    /// How that clock stands to ours.
    pub skew: Skew,
}

/// The records of one account and amount that no settled allocation of ours explains, oldest first. Ids that are known come
/// first; then as many as can be are given to the allocations whose record is not known by id.
#[must_use]
pub fn unexplained<'a>(own: &[Own], seen: Seen<'_, 'a>) -> Vec<&'a Transaction> {
    let claimed: BTreeSet<&TransactionId> = own.iter().flat_map(|one| &one.claimed).collect();
    let there: BTreeSet<&TransactionId> = seen.rows.iter().map(|row| &row.id).collect();
    let mut rows: Vec<&Transaction> = seen
        .rows
        .iter()
        .copied()
        // An allocation that is left out for its age explains none of the older rows that came along.
        .filter(|row| row.at >= seen.from || planted!(OlderRecordsCount))
        .filter(|row| !claimed.contains(&row.id) || planted!(RecordUsedAgain))
        .collect();
    rows.sort_by(|one, other| one.at.cmp(&other.at).then_with(|| one.id.cmp(&other.id)));
    let mut dealt = Dealt {
        rows: &rows,
        skew: seen.skew,
        takers: BTreeMap::new(),
    };
    for one in own {
        let linked = one.claimed.iter().filter(|id| there.contains(id)).count();
        for _ in linked..one.explains(seen.from, seen.skew) {
            dealt.give(one, &mut BTreeSet::new());
        }
    }
    let taken = dealt.takers;

    rows.iter()
        .enumerate()
        .filter(|(place, _)| !taken.contains_key(place))
        .map(|(_, row)| *row)
        .collect()
}

/// Records given to allocations so far, by the record's place: a matching that grows along augmenting paths.
struct Dealt<'d, 'a> {
    rows: &'d [&'a Transaction],
    skew: Skew,
    takers: BTreeMap<usize, &'d Own>,
}

impl<'d> Dealt<'d, '_> {
    /// Gives one record to `one`; who has it already is given another, if there is one.
    fn give(&mut self, one: &'d Own, tried: &mut BTreeSet<usize>) -> bool {
        for (place, row) in self.rows.iter().enumerate() {
            if !one.can_be(row, self.skew) || !tried.insert(place) {
                continue;
            }
            let free = match self.takers.get(&place).copied() {
                None => true,
                Some(other) => self.give(other, tried),
            };
            if free {
                self.takers.insert(place, one);
                return true;
            }
        }

        false
    }
}

/// The records that can be what became of `unknown`, given all of `own` of the same account and amount, itself included.
#[must_use]
pub fn candidates<'a>(unknown: &Own, own: &[Own], seen: Seen<'_, 'a>) -> Vec<&'a Transaction> {
    let mut left = unexplained(own, seen);
    left.retain(|row| unknown.can_be(row, seen.skew));

    left
}

/// Whether a record was made between the sending and the deadline, by TikTok's clock.
#[must_use]
pub fn in_time(own: &Own, row: &Transaction, skew: Skew) -> bool {
    row.at >= skew.earliest(own.at) && row.at <= skew.latest(own.deadline)
}

/// What a record raises, and against which allocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alarm<'a> {
    /// The allocation.
    pub number: AllocationNumber,
    /// Where it is: refused, closed as not executed, or in effect.
    pub phase: Phase,
    /// The record that no allocation explains.
    pub record: &'a Transaction,
}

impl Alarm<'_> {
    /// What it is for the allocation.
    #[must_use]
    pub const fn happening(&self) -> Happening {
        match self.phase {
            Phase::Rejected | Phase::NotApplied => Happening::RecordAppeared,
            Phase::Sending
            | Phase::Unknown
            | Phase::Succeeded
            | Phase::NotSent
            | Phase::Applied
            | Phase::Contradicted
            | Phase::DuplicateSuspected => Happening::SurplusRecord,
        }
    }
}

/// The first alarm that the records of one account and amount raise, against the allocation nearest before the record. None
/// is raised while an outcome is open there: a record may be that one's.
#[must_use]
pub fn alarm<'a>(own: &[Own], seen: Seen<'_, 'a>) -> Option<Alarm<'a>> {
    if own.iter().any(|one| one.phase.is_open()) && !planted!(AlarmWhileOpen) {
        return None;
    }
    let within = |one: &Own, row: &Transaction, limit| {
        one.can_be(row, seen.skew) && row.at.duration_since(one.at) <= limit
    };
    for record in unexplained(own, seen) {
        let nearest = own
            .iter()
            .filter(|one| match one.phase {
                Phase::NotApplied | Phase::Rejected if planted!(NoContradictionAlarm) => false,
                Phase::Succeeded | Phase::Applied if planted!(NoSurplusAlarm) => false,
                Phase::NotApplied => within(one, record, LATE_WITHIN),
                Phase::Succeeded | Phase::Applied => within(one, record, SURPLUS_WITHIN),
                // Later somebody may well have done by hand what was refused here.
                Phase::Rejected => one.can_be(record, seen.skew) && in_time(one, record, seen.skew),
                Phase::Sending
                | Phase::Unknown
                | Phase::NotSent
                | Phase::Contradicted
                | Phase::DuplicateSuspected => false,
            })
            .max_by_key(|one| one.at);
        if let Some(one) = nearest {
            return Some(Alarm {
                number: one.number,
                phase: one.phase,
                record,
            });
        }
    }

    None
}

#[cfg(test)]
mod tests;

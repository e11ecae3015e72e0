//! The history compared with TikTok's records of the same time (R132): what agrees, what is only on one side, what differs.
//!
//! It tells, and changes nothing: alarms are raised and outcomes settled elsewhere, by stricter rules. Records of ad credit
//! into accounts count, whoever made them; what was made elsewhere is never taken for ours silently.

use crate::allocation::{Allocation, State};
use crate::clock::Timestamp;
use crate::id::{AdvertiserId, AllocationNumber, TransactionId};
use crate::matching::{self, Skew};
use crate::protocol::Phase;
use crate::transaction::{Level, Transaction};
use jiff::SignedDuration;
use std::collections::BTreeMap;

/// Without an id, a record of the same account and amount is the allocation's when it is this near to the commit (R132).
const NEAR: SignedDuration = SignedDuration::from_mins(10);

/// What one allocation or one record came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding<'a> {
    /// Both sides tell the same.
    Matched {
        /// Ours.
        allocation: &'a Allocation,
        /// TikTok's.
        record: &'a Transaction,
    },
    /// TikTok gave this id to the allocation, and its record tells another amount or account.
    Differs {
        /// Ours.
        allocation: &'a Allocation,
        /// TikTok's.
        record: &'a Transaction,
    },
    /// No record of it was read: too new, or not executed.
    OnlyHere {
        /// Ours.
        allocation: &'a Allocation,
    },
    /// Nothing here asked for it: made elsewhere, or missing in an old copy of the journal.
    OnlyOnTikTok {
        /// TikTok's.
        record: &'a Transaction,
    },
    /// One more of the same account and amount, within a day after an allocation that has its record.
    PossibleDouble {
        /// TikTok's.
        record: &'a Transaction,
        /// The allocation.
        of: AllocationNumber,
    },
}

/// Compares allocations with the records read for the same time. Allocations come first, in the order given; then records
/// that none of them explains, oldest first.
#[must_use]
pub fn compare<'a>(
    allocations: &'a [Allocation],
    records: &'a [Transaction],
    skew: Skew,
) -> Vec<Finding<'a>> {
    let mut ours: Vec<&Allocation> = allocations.iter().filter(|one| may_have(one)).collect();
    // What certainly took effect chooses first, then the earlier one: intervals of one length, so that is the best dealing.
    ours.sort_by_key(|one| (one.state.phase().is_open(), one.record.at, one.number));
    let mut records = Records::new(records);
    let mut found: BTreeMap<AllocationNumber, Finding<'a>> = BTreeMap::new();
    for allocation in &ours {
        if let Some(record) = records.named(&ids(&allocation.state)) {
            found.insert(allocation.number, by_id(allocation, record));
        }
    }
    for allocation in &ours {
        found
            .entry(allocation.number)
            .or_insert_with(|| match records.near(allocation, skew) {
                Some(record) => Finding::Matched { allocation, record },
                None => Finding::OnlyHere { allocation },
            });
    }
    let mut matched: BTreeMap<&AdvertiserId, Vec<&Allocation>> = BTreeMap::new();
    for finding in found.values() {
        if let Finding::Matched { allocation, .. } = *finding {
            let account = &allocation.record.draft.account;
            matched.entry(account).or_default().push(allocation);
        }
    }
    let rest = records.rest().map(|record| {
        let here = record
            .account
            .as_ref()
            .and_then(|account| matched.get(account));
        let doubled = here.into_iter().flatten().rev().find(|one| {
            is_like(record, one) && matching::is_soon_after(record, one.record.at, skew)
        });
        match doubled {
            Some(one) => Finding::PossibleDouble {
                record,
                of: one.number,
            },
            None => Finding::OnlyOnTikTok { record },
        }
    });
    let in_order = allocations
        .iter()
        .filter_map(|one| found.get(&one.number).copied());

    in_order.chain(rest).collect()
}

/// Whether TikTok may have a record of it.
fn may_have(allocation: &Allocation) -> bool {
    match allocation.state.phase() {
        Phase::Sending
        | Phase::Unknown
        | Phase::Succeeded
        | Phase::Applied
        | Phase::Contradicted
        | Phase::DuplicateSuspected => true,
        Phase::Rejected | Phase::NotSent | Phase::NotApplied => false,
    }
}

/// The records that are known to be the allocation's own; not the one that was too many.
fn ids(state: &State) -> Vec<&TransactionId> {
    match state {
        State::Succeeded { transactions } => transactions.iter().collect(),
        State::Applied { transaction, .. } => transaction.iter().collect(),
        State::Contradicted { transaction } => vec![transaction],
        State::Sending
        | State::Rejected { .. }
        | State::NotSent { .. }
        | State::Unknown { .. }
        | State::NotApplied { .. }
        | State::DuplicateSuspected { .. } => Vec::new(),
    }
}

fn by_id<'a>(allocation: &'a Allocation, record: &'a Transaction) -> Finding<'a> {
    if is_like(record, allocation) {
        Finding::Matched { allocation, record }
    } else {
        Finding::Differs { allocation, record }
    }
}

fn is_like(record: &Transaction, allocation: &Allocation) -> bool {
    let draft = &allocation.record.draft;

    matching::is_like(record, &draft.account, draft.amount)
}

fn is_near(record: &Transaction, allocation: &Allocation, skew: Skew) -> bool {
    let at = allocation.record.at;
    let from = at.checked_sub(NEAR).unwrap_or(Timestamp::MIN);
    let to = at.checked_add(NEAR).unwrap_or(Timestamp::MAX);

    record.at >= skew.earliest(from) && record.at <= skew.latest(to)
}

/// Records at the accounts' level, oldest first, and which of them were given to an allocation.
struct Records<'a> {
    rows: Vec<&'a Transaction>,
    given: Vec<bool>,
    by_id: BTreeMap<&'a TransactionId, usize>,
    by_account: BTreeMap<&'a AdvertiserId, Vec<usize>>,
}

impl<'a> Records<'a> {
    fn new(records: &'a [Transaction]) -> Self {
        let mut rows: Vec<&Transaction> = records
            .iter()
            .filter(|record| record.level == Level::Account)
            .collect();
        rows.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
        // A page that moved while it was read tells a row twice.
        rows.dedup_by(|one, other| one.id == other.id);
        let mut by_id = BTreeMap::new();
        let mut by_account: BTreeMap<&AdvertiserId, Vec<usize>> = BTreeMap::new();
        for (place, row) in rows.iter().enumerate() {
            by_id.insert(&row.id, place);
            if let Some(account) = &row.account {
                by_account.entry(account).or_default().push(place);
            }
        }
        let given = vec![false; rows.len()];

        Self {
            rows,
            given,
            by_id,
            by_account,
        }
    }

    /// The record of one of these ids, given away.
    fn named(&mut self, ids: &[&TransactionId]) -> Option<&'a Transaction> {
        let place = ids.iter().find_map(|id| self.by_id.get(*id).copied())?;

        self.give(place)
    }

    /// The oldest record that can be the allocation's by account, amount and time, given away.
    fn near(&mut self, allocation: &Allocation, skew: Skew) -> Option<&'a Transaction> {
        let here = self.by_account.get(&allocation.record.draft.account)?;
        let place = here.iter().copied().find(|place| {
            let free = self.given.get(*place) == Some(&false);
            let row = self.rows.get(*place).copied();

            free && row
                .is_some_and(|row| is_like(row, allocation) && is_near(row, allocation, skew))
        })?;

        self.give(place)
    }

    fn give(&mut self, place: usize) -> Option<&'a Transaction> {
        let given = self.given.get_mut(place).filter(|given| !**given)?;
        *given = true;

        self.rows.get(place).copied()
    }

    /// Those of ad credit that no allocation was given.
    fn rest(&self) -> impl Iterator<Item = &'a Transaction> + '_ {
        let rows = self.rows.iter().zip(&self.given);
        let free = rows.filter(|(_, given)| !**given).map(|(row, _)| *row);

        free.filter(|row| matching::may_be_ad_credit_in(row))
    }
}

#[cfg(test)]
mod tests;

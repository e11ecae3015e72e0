//! What matching needs to know of our own allocations around one of them, or around one account and amount.

use super::entry::Event;
use super::rows::{LOCATED, Located, load, locate};
use super::{JournalError, list, rows};
use crate::allocation::{Allocation, Answer, State};
use crate::id::{AdvertiserId, AllocationNumber, EntryNumber, TransactionId};
use crate::matching::{Moved, Own, bearing};
use crate::money::Money;
use rusqlite::{Connection, params};

/// How far back an earlier allocation is looked for that was still open when balances were read.
const BEFORE: u64 = 1000;

/// An unknown outcome among our own allocations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relatives {
    /// The allocation.
    pub allocation: Allocation,
    /// Those of the same account and amount, itself included.
    pub own: Vec<Own>,
    /// Those to any account that moved ad credit after its balances were read.
    pub moved: Vec<Moved>,
    /// Amounts of those that may have: open, or open when the balances were read.
    pub perhaps: Vec<Money>,
    /// The records that are known to be of allocations settled before its balances were read: the balance shows them, however
    /// late they can be read themselves.
    pub settled_before: Vec<TransactionId>,
    /// A person accepted the journal's file after it was recorded, although the head outside did not vouch for it.
    pub accepted_since: bool,
}

pub(super) fn relatives(
    connection: &Connection,
    number: AllocationNumber,
) -> Result<Option<Relatives>, JournalError> {
    let Some(allocation) = rows::allocation(connection, number)? else {
        return Ok(None);
    };
    let draft = &allocation.record.draft;
    let own = own(connection, &draft.account, draft.amount)?;
    let (mut moved, mut perhaps, mut settled_before) = (Vec::new(), Vec::new(), Vec::new());
    for other in around(connection, number)? {
        if other.number == number {
            continue;
        }
        let amount = other.record.draft.amount;
        let read_at = allocation.record.figures.read_at;
        let open_then = other.settled_at.is_none_or(|settled| settled >= read_at);
        let bearing = bearing(other.state.phase(), other.number > number, open_then);
        let claimed = claimed(connection, &other)?;
        perhaps.extend(std::iter::repeat_n(amount, bearing.perhaps));
        if bearing.surely > 0 {
            moved.push(Moved { amount, claimed });
        } else if bearing.perhaps == 0 {
            settled_before.extend(claimed);
        }
    }

    Ok(Some(Relatives {
        accepted_since: accepted_since(connection, allocation.recorded_in)?,
        allocation,
        own,
        moved,
        perhaps,
        settled_before,
    }))
}

/// The first condition is that of an index.
fn accepted_since(connection: &Connection, entry: EntryNumber) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM entries WHERE kind NOT IN ('allocation-recorded', 'allocation-settled') \
             AND kind = 'head-accepted' AND number > ?1)",
        )?
        .query_row(params![entry.0.cast_signed()], |row| row.get(0))
}

/// All of one account and amount, oldest first.
pub(super) fn own(
    connection: &Connection,
    account: &AdvertiserId,
    amount: Money,
) -> Result<Vec<Own>, JournalError> {
    let sql = format!(
        "SELECT {LOCATED} FROM allocations WHERE account = ?1 AND amount = ?2 AND currency = ?3 ORDER BY number"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let located = statement.query_map(
        params![
            account.as_str(),
            amount.hundredths(),
            amount.currency().code()
        ],
        locate,
    )?;
    let mut list = Vec::new();
    for located in located {
        let one = load(connection, &located?)?;
        list.push(Own {
            number: one.number,
            phase: one.state.phase(),
            claimed: claimed(connection, &one)?,
            at: one.record.at,
            deadline: one.record.deadline,
            snapshot: one.record.snapshot,
        });
    }

    Ok(list)
}

/// Every account and amount whose records may still raise an alarm: those with an allocation that took effect, was refused
/// or was closed as not executed, recorded at `since` (microseconds) or later.
pub(super) fn watched(
    connection: &Connection,
    since: i64,
) -> Result<Vec<(AdvertiserId, Money)>, JournalError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT account, amount, currency FROM allocations WHERE at >= ?1 \
         AND state IN ('succeeded', 'applied', 'rejected', 'not-applied') ORDER BY account, amount, currency",
    )?;
    let mut rows = statement.query(params![since])?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        let (account, amount, code): (String, i64, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let account = AdvertiserId::new(&account)
            .map_err(|_| JournalError::Damaged("an account id".to_owned()))?;
        list.push((account, Money::new(amount, rows::currency(&code)?)));
    }

    Ok(list)
}

/// The newest allocations that succeeded since a moment, oldest first.
pub(super) fn succeeded_since(
    connection: &Connection,
    since: i64,
) -> Result<Vec<Allocation>, JournalError> {
    let sql = format!(
        "SELECT {LOCATED} FROM (SELECT * FROM allocations ORDER BY number DESC LIMIT ?2) \
         WHERE at >= ?1 AND state = 'succeeded' ORDER BY number"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let newest = i64::try_from(BEFORE).unwrap_or(i64::MAX);
    let located: Vec<Located> = statement
        .query_map(params![since, newest], locate)?
        .collect::<Result<_, _>>()?;

    located.iter().map(|one| load(connection, one)).collect()
}

/// All that were closed as not executed and recorded since a moment, oldest first.
pub(super) fn closed_since(
    connection: &Connection,
    since: i64,
) -> Result<Vec<Allocation>, JournalError> {
    let sql = format!(
        "SELECT {LOCATED} FROM allocations WHERE state = 'not-applied' AND state <> 'succeeded' AND at >= ?1 \
         ORDER BY number"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let located: Vec<Located> = statement
        .query_map(params![since], locate)?
        .collect::<Result<_, _>>()?;

    located.iter().map(|one| load(connection, one)).collect()
}

/// The allocations recorded after one, and those shortly before it.
fn around(
    connection: &Connection,
    number: AllocationNumber,
) -> Result<Vec<Allocation>, JournalError> {
    let first = number.0.saturating_sub(BEFORE).cast_signed();
    let sql = format!(
        "SELECT {LOCATED} FROM allocations WHERE number >= ?1 \
         AND state NOT IN ('rejected', 'not-sent', 'not-applied') ORDER BY number"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let located: Vec<Located> = statement
        .query_map(params![first], locate)?
        .collect::<Result<_, _>>()?;

    located.iter().map(|one| load(connection, one)).collect()
}

/// The records that are known to be an allocation's own.
fn claimed(
    connection: &Connection,
    allocation: &Allocation,
) -> Result<Vec<TransactionId>, JournalError> {
    match &allocation.state {
        State::Succeeded { transactions } => Ok(transactions.clone()),
        State::Applied { transaction, .. } => Ok(transaction.iter().cloned().collect()),
        State::Contradicted { transaction } => Ok(vec![transaction.clone()]),
        State::DuplicateSuspected { .. } => told(connection, allocation.number),
        State::Sending
        | State::Unknown { .. }
        | State::Rejected { .. }
        | State::NotSent { .. }
        | State::NotApplied { .. } => Ok(Vec::new()),
    }
}

/// All records that an allocation's entries name.
fn told(
    connection: &Connection,
    number: AllocationNumber,
) -> Result<Vec<TransactionId>, JournalError> {
    let mut ids = Vec::new();
    let story = list::story(connection, number)?;
    for entry in story.into_iter().flat_map(|story| story.entries) {
        match entry.event {
            Event::AllocationSettled(event) => {
                if let Answer::Accepted { transactions, .. } = event.answer {
                    ids.extend(transactions);
                }
            }
            Event::AllocationDecided(event) => ids.extend(event.decision.record_id()),
            Event::AllocationFound(event) => ids.push(event.record.id),
            Event::AllocationAlarmed(event) => ids.push(event.record.id),
            Event::Opened(_)
            | Event::AllocationRecorded(_)
            | Event::AlarmAcknowledged(_)
            | Event::CreditEntered(_)
            | Event::CreditCorrected(_)
            | Event::CreditRevoked(_)
            | Event::SwitchesChanged(_)
            | Event::RoleSeen(_)
            | Event::HeadAccepted(_) => {}
        }
    }

    Ok(ids)
}

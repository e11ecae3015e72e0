//! What the journal knows about one draft before it is judged, and the credits as they stand.

use super::JournalError;
use super::rows::{CREDIT, allocation, credit, locate, record, switches};
use crate::allocation::Allocation;
use crate::business_center::{Actor, Switches};
use crate::clock::Timestamp;
use crate::credit::Credit;
use crate::id::{AdvertiserId, AllocationNumber, CreditId, MemberId};
use crate::money::{Currency, Money};
use crate::policy::Earlier;
use jiff::SignedDuration;
use rusqlite::{Connection, OptionalExtension, params};

/// How far back earlier allocations are shown to the duplicate guard (R63).
const EARLIER: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How many of a person's allocations say what is usual (R61).
const USUAL: u32 = 20;

/// The journal's part of [`crate::policy::Book`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Switches in force.
    pub switches: Switches,
    /// All credits, as they stand.
    pub credits: Vec<Credit>,
    /// Sum of open outcomes in the asked currency.
    pub open: Money,
    /// The open allocation of the account, if any.
    pub open_here: Option<AllocationNumber>,
    /// Earlier allocations to the account that moved or may have moved, newest first, seven days back (R63).
    pub earlier: Vec<Earlier>,
    /// Amounts of the person's last 20 allocations in the asked currency (R61).
    pub usual: Vec<Money>,
}

pub(super) fn known(
    connection: &Connection,
    account: &AdvertiserId,
    operator: &MemberId,
    currency: Currency,
    now: Timestamp,
) -> Result<Known, JournalError> {
    Ok(Known {
        switches: switches(connection)?,
        credits: credits(connection)?,
        open: open_sum(connection, currency)?,
        open_here: open_here(connection, account)?,
        earlier: earlier(connection, account, now)?,
        usual: usual(connection, operator, currency)?,
    })
}

/// Sum of open outcomes in one currency.
pub(super) fn open_sum(connection: &Connection, currency: Currency) -> Result<Money, JournalError> {
    let sum: i64 = connection
        .prepare_cached(
            "SELECT coalesce(sum(amount), 0) FROM allocations \
             WHERE state IN ('sending', 'unknown') AND currency = ?1",
        )?
        .query_row(params![currency.code()], |row| row.get(0))?;

    Ok(Money::new(sum, currency))
}

/// The open allocation of one account.
pub(super) fn open_here(
    connection: &Connection,
    account: &AdvertiserId,
) -> Result<Option<AllocationNumber>, JournalError> {
    if planted!(NoAccountLock) {
        return Ok(None);
    }
    let number: Option<i64> = connection
        .prepare_cached(
            "SELECT number FROM allocations WHERE account = ?1 AND state IN ('sending', 'unknown')",
        )?
        .query_row(params![account.as_str()], |row| row.get(0))
        .optional()?;

    Ok(number.map(|number| AllocationNumber(number.cast_unsigned())))
}

fn earlier(
    connection: &Connection,
    account: &AdvertiserId,
    now: Timestamp,
) -> Result<Vec<Earlier>, JournalError> {
    let since = now.checked_sub(EARLIER).unwrap_or(Timestamp::MIN);
    let mut statement = connection.prepare_cached(
        "SELECT number, recorded_in, settled_in FROM allocations WHERE account = ?1 AND at >= ?2 \
         AND state NOT IN ('rejected', 'not-sent', 'not-applied') ORDER BY number DESC LIMIT 200",
    )?;
    let located = statement.query_map(params![account.as_str(), since.as_microsecond()], locate)?;

    located
        .map(|located| {
            let located = located?;
            let record = record(connection, located.recorded_in)?;
            Ok(Earlier {
                number: located.number,
                at: record.at,
                by: record.actor.name,
                amount: record.draft.amount,
                source: record.draft.source,
            })
        })
        .collect()
}

fn usual(
    connection: &Connection,
    operator: &MemberId,
    currency: Currency,
) -> Result<Vec<Money>, JournalError> {
    let mut statement = connection.prepare_cached(
        "SELECT amount FROM allocations WHERE operator = ?1 AND currency = ?2 \
         AND state NOT IN ('rejected', 'not-sent', 'not-applied') ORDER BY number DESC LIMIT ?3",
    )?;
    let amounts = statement
        .query_map(params![operator.as_str(), currency.code(), USUAL], |row| {
            Ok(Money::new(row.get(0)?, currency))
        })?;

    Ok(amounts.collect::<Result<_, _>>()?)
}

/// All credits as they stand, in the order they were entered.
pub(super) fn credits(connection: &Connection) -> Result<Vec<Credit>, JournalError> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {CREDIT} FROM credits ORDER BY entered_in"))?;
    let mut rows = statement.query([])?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        list.push(credit(connection, row)?);
    }

    Ok(list)
}

/// One credit as it stands.
pub(super) fn one_credit(
    connection: &Connection,
    id: CreditId,
) -> Result<Option<Credit>, JournalError> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {CREDIT} FROM credits WHERE id = ?1"))?;
    let mut rows = statement.query(params![id.0.as_bytes()])?;

    match rows.next()? {
        Some(row) => credit(connection, row).map(Some),
        None => Ok(None),
    }
}

/// Every open allocation, oldest first.
pub(super) fn open(connection: &Connection) -> Result<Vec<Allocation>, JournalError> {
    let mut statement = connection.prepare_cached(
        "SELECT number FROM allocations WHERE state IN ('sending', 'unknown') ORDER BY number",
    )?;
    let numbers = statement.query_map([], |row| row.get(0))?;
    let mut list = Vec::new();
    for number in numbers {
        let number: i64 = number?;
        list.extend(allocation(
            connection,
            AllocationNumber(number.cast_unsigned()),
        )?);
    }

    Ok(list)
}

/// The role TikTok told last for a person, with the time it was first seen so.
pub(super) fn last_role(
    connection: &Connection,
    member: &MemberId,
) -> Result<Option<(Actor, Timestamp)>, JournalError> {
    let seen_in: Option<i64> = connection
        .prepare_cached("SELECT seen_in FROM roles WHERE member = ?1")?
        .query_row(params![member.as_str()], |row| row.get(0))
        .optional()?;
    let Some(seen_in) = seen_in else {
        return Ok(None);
    };
    let number = crate::id::EntryNumber(seen_in.cast_unsigned());
    let entry = super::rows::entry(connection, number)?;

    let super::entry::Event::RoleSeen(event) = entry.event else {
        return Err(JournalError::Damaged("a role".to_owned()));
    };

    Ok(Some((event.actor, entry.at)))
}

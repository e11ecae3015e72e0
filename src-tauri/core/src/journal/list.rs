//! Lists for the Transactions page: allocations, changes, totals. Windows of rows, newest first.

use super::JournalError;
use super::entry::{Entry, Event};
use super::filter::{AllocationQuery, conditions};
use super::rows::{LOCATED, allocation, currency, load, locate, moment, read_entry, record};
use crate::allocation::{Allocation, Record};
use crate::clock::Timestamp;
use crate::id::{AdvertiserId, AllocationNumber, CreditId, EntryNumber, MemberId};
use crate::money::Money;
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

/// The most rows one window has.
pub const LONGEST_WINDOW: u32 = 500;

/// A window of allocations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllocationPage {
    /// The rows.
    pub rows: Vec<Allocation>,
    /// How many match, in all windows.
    pub matched: u64,
    /// How many there are at all.
    pub total: u64,
    /// Sums of all that match, one line for each currency.
    pub sums: Vec<Sums>,
}

/// Sums in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sums {
    /// Took effect.
    pub moved: Money,
    /// Not settled.
    pub open: Money,
}

pub(super) fn allocations(
    connection: &Connection,
    query: &AllocationQuery,
) -> Result<AllocationPage, JournalError> {
    let (condition, values) = conditions(query);
    let (matched, sums) = count(connection, &condition, &values)?;
    let total: i64 = connection
        .prepare_cached("SELECT count(*) FROM allocations")?
        .query_row([], |row| row.get(0))?;
    let mut sql = format!("SELECT {LOCATED} FROM allocations WHERE {condition}");
    let mut values = values;
    if let Some(before) = query.before {
        sql.push_str(" AND number < ?");
        values.push(Value::Integer(before.0.cast_signed()));
    }
    sql.push_str(" ORDER BY number DESC LIMIT ? OFFSET ?");
    values.push(Value::Integer(query.limit.min(LONGEST_WINDOW).into()));
    values.push(Value::Integer(query.offset.into()));
    let mut statement = connection.prepare_cached(&sql)?;
    let located = statement.query_map(params_from_iter(values), locate)?;
    let rows = located
        .map(|located| load(connection, &located?))
        .collect::<Result<_, _>>()?;

    Ok(AllocationPage {
        rows,
        matched,
        total: total.cast_unsigned(),
        sums,
    })
}

/// Whether an allocation has an alarm that nobody has said yet to have seen.
pub(super) fn waits_for_a_person(
    connection: &Connection,
    number: AllocationNumber,
) -> Result<bool, JournalError> {
    let found = connection
        .prepare_cached(
            "SELECT 1 FROM allocations WHERE number = ?1 AND acknowledged_in IS NULL \
             AND state IN ('contradicted', 'duplicate-suspected')",
        )?
        .exists(params![number.0.cast_signed()])?;

    Ok(found)
}

fn count(
    connection: &Connection,
    condition: &str,
    values: &[Value],
) -> Result<(u64, Vec<Sums>), JournalError> {
    let sql = format!(
        "SELECT currency, count(*), coalesce(sum(amount) FILTER (WHERE state IN \
         ('succeeded', 'applied', 'contradicted', 'duplicate-suspected')), 0), \
         coalesce(sum(amount) FILTER (WHERE state IN ('sending', 'unknown')), 0) FROM allocations WHERE {condition} \
         GROUP BY currency ORDER BY currency"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let (mut total, mut sums) = (0_u64, Vec::new());
    while let Some(row) = rows.next()? {
        let code: String = row.get(0)?;
        let count: i64 = row.get(1)?;
        total = total.saturating_add(count.cast_unsigned());
        let currency = currency(&code)?;
        sums.push(Sums {
            moved: Money::new(row.get(2)?, currency),
            open: Money::new(row.get(3)?, currency),
        });
    }

    Ok((total, sums))
}

/// An allocation with every entry that speaks of it, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// As it stands.
    pub allocation: Allocation,
    /// Its entries.
    pub entries: Vec<Entry>,
}

pub(super) fn story(
    connection: &Connection,
    number: AllocationNumber,
) -> Result<Option<Story>, JournalError> {
    let Some(allocation) = allocation(connection, number)? else {
        return Ok(None);
    };
    let first = allocation.recorded_in.0.cast_signed();
    let last: i64 = connection
        .prepare_cached(
            "SELECT coalesce(acknowledged_in, settled_in, recorded_in) FROM allocations WHERE number = ?1",
        )?
        .query_row(params![number.0.cast_signed()], |row| row.get(0))?;
    let mut statement = connection.prepare_cached(
        "SELECT number, version, at, kind, body FROM entries WHERE number BETWEEN ?1 AND ?2 \
         AND kind IN ('allocation-recorded', 'allocation-settled', 'allocation-decided', 'allocation-found', \
         'allocation-alarmed', 'alarm-acknowledged') ORDER BY number",
    )?;
    let mut rows = statement.query(params![first, last])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let entry = read_entry(row)?;
        if about(&entry.event) == Some(number) {
            entries.push(entry);
        }
    }

    Ok(Some(Story {
        allocation,
        entries,
    }))
}

fn about(event: &Event) -> Option<AllocationNumber> {
    match event {
        Event::AllocationRecorded(event) => Some(event.number),
        Event::AllocationSettled(event) => Some(event.number),
        Event::AllocationDecided(event) => Some(event.number),
        Event::AllocationFound(event) => Some(event.number),
        Event::AllocationAlarmed(event) => Some(event.number),
        Event::AlarmAcknowledged(event) => Some(event.number),
        Event::Opened(_)
        | Event::CreditEntered(_)
        | Event::CreditCorrected(_)
        | Event::CreditRevoked(_)
        | Event::SwitchesChanged(_)
        | Event::RoleSeen(_)
        | Event::HeadAccepted(_) => None,
    }
}

/// A window of the entries that are no allocations: credits, switches, roles, openings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The rows, newest first.
    pub rows: Vec<Entry>,
    /// How many there are in all.
    pub total: u64,
}

pub(super) fn changes(
    connection: &Connection,
    before: Option<EntryNumber>,
    offset: u32,
    limit: u32,
) -> Result<Changes, JournalError> {
    let total: i64 = connection
        .prepare_cached(
            "SELECT count(*) FROM entries INDEXED BY entries_of_changes \
             WHERE kind NOT IN ('allocation-recorded', 'allocation-settled')",
        )?
        .query_row([], |row| row.get(0))?;
    let mut statement = connection.prepare_cached(
        "SELECT number, version, at, kind, body FROM entries INDEXED BY entries_of_changes \
         WHERE kind NOT IN ('allocation-recorded', 'allocation-settled') AND number < ?1 \
         ORDER BY number DESC LIMIT ?2 OFFSET ?3",
    )?;
    let before = before.map_or(i64::MAX, |entry| entry.0.cast_signed());
    let mut rows = statement.query(params![before, limit.min(LONGEST_WINDOW), offset])?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        list.push(read_entry(row)?);
    }

    Ok(Changes {
        rows: list,
        total: total.cast_unsigned(),
    })
}

/// Every entry that speaks of one credit, oldest first.
pub(super) fn credit_story(
    connection: &Connection,
    id: CreditId,
) -> Result<Vec<Entry>, JournalError> {
    let mut statement = connection.prepare_cached(
        "SELECT number, version, at, kind, body FROM entries INDEXED BY entries_of_changes \
         WHERE kind NOT IN ('allocation-recorded', 'allocation-settled') \
         AND kind IN ('credit-entered', 'credit-corrected', 'credit-revoked') ORDER BY number",
    )?;
    let mut rows = statement.query([])?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        let entry = read_entry(row)?;
        let of = match &entry.event {
            Event::CreditEntered(event) => Some(event.credit),
            Event::CreditCorrected(event) => Some(event.credit),
            Event::CreditRevoked(event) => Some(event.credit),
            Event::Opened(_)
            | Event::AllocationRecorded(_)
            | Event::AllocationSettled(_)
            | Event::AllocationDecided(_)
            | Event::AllocationFound(_)
            | Event::AllocationAlarmed(_)
            | Event::AlarmAcknowledged(_)
            | Event::SwitchesChanged(_)
            | Event::RoleSeen(_)
            | Event::HeadAccepted(_) => None,
        };
        if of == Some(id) {
            list.push(entry);
        }
    }

    Ok(list)
}

/// Ad credit that moved or may have moved to one account in one UTC month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The account.
    pub account: AdvertiserId,
    /// The year.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: i8,
    /// The sum.
    pub amount: Money,
    /// Of how many allocations.
    pub count: u64,
}

pub(super) fn totals(
    connection: &Connection,
    account: Option<&AdvertiserId>,
) -> Result<Vec<Total>, JournalError> {
    let (from, to) = account.map_or(("", "\u{10ffff}"), |account| {
        (account.as_str(), account.as_str())
    });
    let mut statement = connection.prepare_cached(
        "SELECT account, month, currency, sum(amount), sum(count) FROM totals WHERE account BETWEEN ?1 AND ?2 \
         GROUP BY account, month, currency ORDER BY month DESC, account, currency",
    )?;
    let mut rows = statement.query(params![from, to])?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        list.push(total(row)?);
    }

    Ok(list)
}

fn total(row: &rusqlite::Row<'_>) -> Result<Total, JournalError> {
    let damaged = || JournalError::Damaged("a total".to_owned());
    let account: String = row.get(0)?;
    let months: i64 = row.get(1)?;
    let code: String = row.get(2)?;
    let count: i64 = row.get(4)?;
    let month = months
        .checked_rem_euclid(12)
        .and_then(|month| month.checked_add(1));

    Ok(Total {
        account: AdvertiserId::new(&account).map_err(|_| damaged())?,
        year: months
            .checked_div_euclid(12)
            .and_then(|year| i16::try_from(year).ok())
            .ok_or_else(damaged)?,
        month: month
            .and_then(|month| i8::try_from(month).ok())
            .ok_or_else(damaged)?,
        amount: Money::new(row.get(3)?, currency(&code)?),
        count: count.cast_unsigned(),
    })
}

/// What the journal holds, without checking it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// How many entries.
    pub entries: u64,
    /// Time of the first.
    pub first: Option<Timestamp>,
    /// Time of the last.
    pub last: Option<Timestamp>,
}

pub(super) fn extent(connection: &Connection) -> Result<Extent, JournalError> {
    let (entries, first, last): (Option<i64>, Option<i64>, Option<i64>) = connection
        .prepare_cached(
            "SELECT max(number), (SELECT at FROM entries ORDER BY number LIMIT 1), \
             (SELECT at FROM entries ORDER BY number DESC LIMIT 1) FROM entries",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;

    Ok(Extent {
        entries: entries.unwrap_or(0).cast_unsigned(),
        first: first.map(moment).transpose()?,
        last: last.map(moment).transpose()?,
    })
}

/// Everybody who allocated, by id, named as in their newest allocation.
pub(super) fn people(connection: &Connection) -> Result<Vec<(MemberId, String)>, JournalError> {
    newest_of_each(
        connection,
        "SELECT recorded_in FROM allocations WHERE number IN \
         (SELECT max(number) FROM allocations GROUP BY operator) ORDER BY operator",
        |record| (record.actor.id, record.actor.name),
    )
}

/// Every account that was allocated to, by id, named as in its newest allocation.
pub(super) fn receivers(
    connection: &Connection,
) -> Result<Vec<(AdvertiserId, String)>, JournalError> {
    newest_of_each(
        connection,
        "SELECT recorded_in FROM allocations WHERE number IN \
         (SELECT max(number) FROM allocations GROUP BY account) ORDER BY account",
        |record| (record.draft.account, record.account_name),
    )
}

fn newest_of_each<T>(
    connection: &Connection,
    sql: &'static str,
    named: impl Fn(Record) -> T,
) -> Result<Vec<T>, JournalError> {
    let mut statement = connection.prepare_cached(sql)?;
    let entries = statement.query_map([], |row| row.get(0))?;

    entries
        .map(|entry| {
            let entry: i64 = entry?;
            record(connection, EntryNumber(entry.cast_unsigned())).map(&named)
        })
        .collect()
}

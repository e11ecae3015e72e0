//! Columns to the words of the trade and back; nowhere else.

use super::JournalError;
use super::entry::{Alarm, Alarmed, Decided, Decision, Entry, Event};
use crate::allocation::{Allocation, Answer, Basis, Record, State};
use crate::business_center::Switches;
use crate::clock::Timestamp;
use crate::credit::{Credit, Terms};
use crate::id::{AllocationId, AllocationNumber, CreditId, EntryNumber, TransactionId};
use crate::money::{Currency, Money};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

/// One entry, decoded.
pub(super) fn entry(connection: &Connection, number: EntryNumber) -> Result<Entry, JournalError> {
    connection
        .prepare_cached("SELECT number, version, at, kind, body FROM entries WHERE number = ?1")?
        .query_row(params![number.0.cast_signed()], |row| Ok(read_entry(row)))?
}

/// Decodes the columns `number, version, at, kind, body`.
pub(super) fn read_entry(row: &Row<'_>) -> Result<Entry, JournalError> {
    let number: i64 = row.get(0)?;
    let version: i64 = row.get(1)?;
    let at: i64 = row.get(2)?;
    let kind = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
    let body = row.get_ref(4)?.as_blob().map_err(rusqlite::Error::from)?;
    let damaged = |why: &str| JournalError::Damaged(format!("entry {number}: {why}"));
    let version = u8::try_from(version).map_err(|_| damaged("version"))?;

    Ok(Entry {
        number: EntryNumber(number.cast_unsigned()),
        at: moment(at)?,
        event: Event::read(version, kind, body).map_err(|error| damaged(error.0))?,
    })
}

/// A stored moment.
pub(super) fn moment(at: i64) -> Result<Timestamp, JournalError> {
    Timestamp::from_microsecond(at).map_err(|_| JournalError::Damaged("a moment".to_owned()))
}

/// Where an allocation's row and entries are.
pub(super) struct Located {
    pub(super) number: AllocationNumber,
    pub(super) recorded_in: EntryNumber,
    pub(super) settled_in: Option<EntryNumber>,
}

/// The columns [`locate`] reads.
pub(super) const LOCATED: &str = "number, recorded_in, settled_in";

/// Reads the columns of [`LOCATED`].
pub(super) fn locate(row: &Row<'_>) -> rusqlite::Result<Located> {
    let (number, recorded_in): (i64, i64) = (row.get(0)?, row.get(1)?);
    let settled_in: Option<i64> = row.get(2)?;

    Ok(Located {
        number: AllocationNumber(number.cast_unsigned()),
        recorded_in: EntryNumber(recorded_in.cast_unsigned()),
        settled_in: settled_in.map(|entry| EntryNumber(entry.cast_unsigned())),
    })
}

/// The allocation of a number, where there is one.
pub(super) fn allocation(
    connection: &Connection,
    number: AllocationNumber,
) -> Result<Option<Allocation>, JournalError> {
    let located = connection
        .prepare_cached(
            "SELECT number, recorded_in, settled_in FROM allocations WHERE number = ?1",
        )?
        .query_row(params![number.0.cast_signed()], locate)
        .optional()?;

    located
        .map(|located| load(connection, &located))
        .transpose()
}

/// The allocation with an id of ours, where there is one.
pub(super) fn allocation_by_id(
    connection: &Connection,
    id: AllocationId,
) -> Result<Option<Allocation>, JournalError> {
    let located = connection
        .prepare_cached("SELECT number, recorded_in, settled_in FROM allocations WHERE id = ?1")?
        .query_row(params![id.0.as_bytes()], locate)
        .optional()?;

    located
        .map(|located| load(connection, &located))
        .transpose()
}

/// Reads an allocation from its entries.
pub(super) fn load(connection: &Connection, located: &Located) -> Result<Allocation, JournalError> {
    let record = record(connection, located.recorded_in)?;
    let settled = located
        .settled_in
        .map(|number| entry(connection, number))
        .transpose()?;
    let settled_at = settled.as_ref().map(|entry| entry.at);
    let state = match settled {
        None => State::Sending,
        Some(entry) => state(entry.event)?,
    };

    Ok(Allocation {
        number: located.number,
        id: record.draft.allocation,
        state,
        record,
        recorded_in: located.recorded_in,
        settled_in: located.settled_in,
        settled_at,
    })
}

/// The record of the entry that recorded an allocation.
pub(super) fn record(connection: &Connection, number: EntryNumber) -> Result<Record, JournalError> {
    let event = entry(connection, number)?.event;
    let Event::AllocationRecorded(event) = event else {
        return Err(unexpected(&event));
    };

    Ok(event.record)
}

/// The state an entry leaves an allocation in.
pub(super) fn state(event: Event) -> Result<State, JournalError> {
    match event {
        Event::AllocationSettled(event) => Ok(answered(event.answer)),
        Event::AllocationDecided(event) => Ok(decided(*event)),
        Event::AllocationFound(event) => Ok(State::Applied {
            basis: Basis::Records,
            transaction: Some(event.record.id),
        }),
        Event::AllocationAlarmed(event) => Ok(alarmed(*event)),
        other @ (Event::Opened(_)
        | Event::AllocationRecorded(_)
        | Event::AlarmAcknowledged(_)
        | Event::CreditEntered(_)
        | Event::CreditCorrected(_)
        | Event::CreditRevoked(_)
        | Event::SwitchesChanged(_)
        | Event::RoleSeen(_)
        | Event::HeadAccepted(_)) => Err(unexpected(&other)),
    }
}

fn decided(event: Decided) -> State {
    let (by, note) = (event.by.id, event.note);
    match event.decision {
        Decision::Applied { record } => State::Applied {
            basis: Basis::Person { by, note },
            transaction: record.map(|record| record.id),
        },
        Decision::NotApplied {} => State::NotApplied { by, note },
    }
}

fn alarmed(event: Alarmed) -> State {
    let transaction = event.record.id;
    match event.alarm {
        Alarm::Contradiction => State::Contradicted { transaction },
        Alarm::Surplus => State::DuplicateSuspected { transaction },
    }
}

fn answered(answer: Answer) -> State {
    match answer {
        Answer::Accepted { transactions, .. } => State::Succeeded { transactions },
        Answer::Refused { code, message } => State::Rejected { code, message },
        Answer::NotSent { reason } => State::NotSent { reason },
        Answer::Unknown { reason } => State::Unknown { reason },
    }
}

fn unexpected(event: &Event) -> JournalError {
    JournalError::Damaged(format!("a row points to an entry of kind {}", event.kind()))
}

/// The columns [`credit`] reads.
pub(super) const CREDIT: &str = "id, allocated, currency, terms_in, revoked_in";

/// A credit as it stands, from the columns of [`CREDIT`].
pub(super) fn credit(connection: &Connection, row: &Row<'_>) -> Result<Credit, JournalError> {
    let id: [u8; 16] = row.get(0)?;
    let code: String = row.get(2)?;
    let terms_in: i64 = row.get(3)?;
    let revoked_in: Option<i64> = row.get(4)?;
    let currency = currency(&code)?;
    let revoked = revoked_in
        .map(|number| reason(connection, EntryNumber(number.cast_unsigned())))
        .transpose()?;

    Ok(Credit {
        id: CreditId(Uuid::from_bytes(id)),
        terms: terms(connection, EntryNumber(terms_in.cast_unsigned()))?,
        allocated: Money::new(row.get(1)?, currency),
        revoked,
    })
}

fn reason(connection: &Connection, number: EntryNumber) -> Result<String, JournalError> {
    let event = entry(connection, number)?.event;
    let Event::CreditRevoked(event) = event else {
        return Err(unexpected(&event));
    };

    Ok(event.reason)
}

fn terms(connection: &Connection, number: EntryNumber) -> Result<Terms, JournalError> {
    let event = entry(connection, number)?.event;
    if let Event::CreditEntered(event) = event {
        return Ok(event.terms);
    }
    let Event::CreditCorrected(event) = event else {
        return Err(unexpected(&event));
    };

    Ok(event.terms)
}

/// A stored currency code.
pub(super) fn currency(code: &str) -> Result<Currency, JournalError> {
    Currency::new(code).ok_or_else(|| JournalError::Damaged("a currency code".to_owned()))
}

/// The switches in force.
pub(super) fn switches(connection: &Connection) -> Result<Switches, JournalError> {
    let mut switches = Switches::default();
    let mut statement = connection.prepare_cached("SELECT name, value FROM switches")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let value: bool = row.get(1)?;
        match name.as_str() {
            "finance_roles_apply" => switches.finance_roles_apply = value,
            "strict_admin" => switches.strict_admin = value,
            "allow_billing_shared" => switches.allow_billing_shared = value,
            _ => return Err(JournalError::Damaged("a switch".to_owned())),
        }
    }

    Ok(switches)
}

/// The allocation that a record of TikTok's settled, if any.
pub(super) fn claimed_by(
    connection: &Connection,
    record: &TransactionId,
) -> rusqlite::Result<Option<AllocationNumber>> {
    let number: Option<i64> = connection
        .prepare_cached("SELECT allocation FROM claims WHERE record = ?1")?
        .query_row(params![record.as_str()], |row| row.get(0))
        .optional()?;

    Ok(number
        .filter(|_| !planted!(ClaimNotUnique | RecordUsedAgain))
        .map(|number| AllocationNumber(number.cast_unsigned())))
}

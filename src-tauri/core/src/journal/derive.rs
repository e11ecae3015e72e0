//! From entries to the derived tables. Called in the transaction that writes the entry, and again by a rebuild: what it
//! does depends on nothing but the entries.

use super::entry::{
    Acknowledged, Alarmed, CreditCorrected, CreditEntered, CreditRevoked, Decided, Decision, Event,
    Found, Recorded, RoleSeen, Settled, SwitchesChanged,
};
use crate::allocation::Answer;
use crate::clock::Timestamp;
use crate::credit::{Holder, Source};
use crate::id::{AllocationNumber, EntryNumber, TransactionId};
use crate::protocol::{Happening, Phase, next};
use crate::search;
use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension, params};

/// Why an entry could not be taken up.
#[derive(Debug, thiserror::Error)]
pub(super) enum DeriveError {
    /// SQLite refused.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// The entry speaks of something that is not there or not in a state for it.
    #[error("an entry does not fit what was written before it")]
    DoesNotFit,
}

/// Writes what `event`, entry `number`, means for the derived tables.
pub(super) fn derive(
    connection: &Connection,
    number: EntryNumber,
    event: &Event,
) -> Result<(), DeriveError> {
    let entry = number.0.cast_signed();
    match event {
        Event::Opened(opened) => one_row(
            connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO opening (one, epoch, opened_in) VALUES (1, ?1, ?2)",
                )?
                .execute(params![opened.epoch.cast_signed(), entry])?,
        ),
        Event::AllocationRecorded(event) => recorded(connection, entry, event),
        Event::AllocationSettled(event) => settled(connection, entry, event),
        Event::AllocationDecided(event) => decided(connection, entry, event),
        Event::AllocationFound(event) => found(connection, entry, event),
        Event::AllocationAlarmed(event) => alarmed(connection, entry, event),
        Event::AlarmAcknowledged(event) => acknowledged(connection, entry, event),
        Event::CreditEntered(event) => credit_entered(connection, entry, event),
        Event::CreditCorrected(event) => credit_corrected(connection, entry, event),
        Event::CreditRevoked(event) => credit_revoked(connection, entry, event),
        Event::SwitchesChanged(event) => switches(connection, entry, event),
        Event::RoleSeen(event) => role(connection, entry, event),
        Event::HeadAccepted(_) => Ok(()),
    }
}

/// The UTC month of a moment: year * 12 + month - 1.
pub(super) fn month(at: Timestamp) -> i64 {
    let day = TimeZone::UTC.to_datetime(at).date();
    let months = i64::from(day.year()).saturating_mul(12);

    months
        .saturating_add(i64::from(day.month()))
        .saturating_sub(1)
}

fn recorded(connection: &Connection, entry: i64, event: &Recorded) -> Result<(), DeriveError> {
    let record = &event.record;
    let draft = &record.draft;
    let amount = draft.amount.hundredths();
    let credit = match draft.source {
        Source::Credit(id) => Some(id.0),
        Source::Unlisted => None,
    };
    connection
        .prepare_cached(
            "INSERT INTO allocations (number, id, request, epoch, state, at, account, operator, credit, amount, \
             currency, search, recorded_in) VALUES (?1, ?2, ?3, ?4, 'sending', ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            event.number.0.cast_signed(),
            draft.allocation.0.as_bytes(),
            draft.request.get(),
            event.epoch.cast_signed(),
            record.at.as_microsecond(),
            draft.account.as_str(),
            record.actor.id.as_str(),
            credit.as_ref().map(uuid::Uuid::as_bytes),
            amount,
            draft.amount.currency().code(),
            search_text(event),
            entry,
        ])?;

    count(connection, event.number, 1)
}

fn search_text(event: &Recorded) -> String {
    let record = &event.record;
    let number = event.number.0.to_string();
    let parts = [
        number.as_str(),
        record.draft.account.as_str(),
        &record.account_name,
        &record.actor.name,
        record.credit_name.as_deref().unwrap_or_default(),
        record.draft.note.as_deref().unwrap_or_default(),
    ];

    search::fold(&parts.join("\n"))
}

fn settled(connection: &Connection, entry: i64, event: &Settled) -> Result<(), DeriveError> {
    if let Answer::Accepted { transactions, .. } = &event.answer {
        // TikTok's word is final: an id it gave before does not undo a definite yes.
        for record in transactions {
            claim(
                connection,
                "INSERT OR IGNORE INTO claims (record, allocation) VALUES (?1, ?2)",
                record,
                event.number,
            )?;
        }
    }
    go_on(connection, entry, event.number, event.answer.happening())
}

fn decided(connection: &Connection, entry: i64, event: &Decided) -> Result<(), DeriveError> {
    if let Decision::Applied {
        record: Some(record),
    } = &event.decision
    {
        claim_alone(connection, &record.id, event.number)?;
    }
    go_on(connection, entry, event.number, event.decision.happening())
}

fn found(connection: &Connection, entry: i64, event: &Found) -> Result<(), DeriveError> {
    claim_alone(connection, &event.record.id, event.number)?;
    go_on(connection, entry, event.number, Happening::Proven)
}

fn alarmed(connection: &Connection, entry: i64, event: &Alarmed) -> Result<(), DeriveError> {
    claim_alone(connection, &event.record.id, event.number)?;
    go_on(connection, entry, event.number, event.alarm.happening())
}

/// Once for each alarm; the state stays.
fn acknowledged(
    connection: &Connection,
    entry: i64,
    event: &Acknowledged,
) -> Result<(), DeriveError> {
    if !phase(connection, event.number)?.is_alarm() {
        return Err(DeriveError::DoesNotFit);
    }
    one_row(
        connection
            .prepare_cached(
                "UPDATE allocations SET acknowledged_in = ?1 WHERE number = ?2 AND acknowledged_in IS NULL",
            )?
            .execute(params![entry, event.number.0.cast_signed()])?,
    )
}

/// Fails where another allocation has claimed the record.
fn claim_alone(
    connection: &Connection,
    record: &TransactionId,
    number: AllocationNumber,
) -> Result<(), DeriveError> {
    if planted!(ClaimNotUnique | RecordUsedAgain) {
        let sql = "INSERT OR REPLACE INTO claims (record, allocation) VALUES (?1, ?2)";
        return claim(connection, sql, record, number);
    }
    claim(
        connection,
        "INSERT INTO claims (record, allocation) VALUES (?1, ?2)",
        record,
        number,
    )
}

fn claim(
    connection: &Connection,
    sql: &'static str,
    record: &TransactionId,
    number: AllocationNumber,
) -> Result<(), DeriveError> {
    connection
        .prepare_cached(sql)?
        .execute(params![record.as_str(), number.0.cast_signed()])?;

    Ok(())
}

/// Moves exactly one row on, along an arrow of the protocol; what counts follows.
fn go_on(
    connection: &Connection,
    entry: i64,
    number: AllocationNumber,
    happening: Happening,
) -> Result<(), DeriveError> {
    let from = phase(connection, number)?;
    let to = next(from, happening).ok_or(DeriveError::DoesNotFit)?;
    one_row(
        connection
            .prepare_cached("UPDATE allocations SET state = ?1, settled_in = ?2 WHERE number = ?3 AND state = ?4")?
            .execute(params![to.word(), entry, number.0.cast_signed(), from.word()])?,
    )?;
    match (from.counts(), to.counts()) {
        (true, false) if planted!(RefusedCounts) => Ok(()),
        (true, false) => count(connection, number, -1),
        (false, true) => count(connection, number, 1),
        (true, true) | (false, false) => Ok(()),
    }
}

fn phase(connection: &Connection, number: AllocationNumber) -> Result<Phase, DeriveError> {
    let word: Option<String> = connection
        .prepare_cached("SELECT state FROM allocations WHERE number = ?1")?
        .query_row(params![number.0.cast_signed()], |row| row.get(0))
        .optional()?;

    word.and_then(|word| Phase::from_word(&word))
        .ok_or(DeriveError::DoesNotFit)
}

/// Adds an allocation to what counts, or takes it out again.
fn count(connection: &Connection, number: AllocationNumber, by: i64) -> Result<(), DeriveError> {
    let (account, at, currency, amount, credit) = connection
        .prepare_cached(
            "SELECT account, at, currency, amount, credit FROM allocations WHERE number = ?1",
        )?
        .query_row(params![number.0.cast_signed()], |row| {
            let account: String = row.get(0)?;
            let at: i64 = row.get(1)?;
            let currency: String = row.get(2)?;
            let amount: i64 = row.get(3)?;
            let credit: Option<Vec<u8>> = row.get(4)?;
            Ok((account, at, currency, amount, credit))
        })?;
    let at = Timestamp::from_microsecond(at).map_err(|_| DeriveError::DoesNotFit)?;
    let amount = amount.checked_mul(by).ok_or(DeriveError::DoesNotFit)?;
    connection
        .prepare_cached(
            "INSERT INTO totals (account, credit, month, currency, amount, count) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
             ON CONFLICT DO UPDATE SET amount = amount + excluded.amount, count = count + excluded.count",
        )?
        .execute(params![
            account,
            credit.as_deref().unwrap_or_default(),
            month(at),
            currency,
            amount,
            by
        ])?;
    if let Some(credit) = credit {
        one_row(
            connection
                .prepare_cached("UPDATE credits SET allocated = allocated + ?1 WHERE id = ?2")?
                .execute(params![amount, credit])?,
        )?;
    }

    Ok(())
}

fn credit_entered(
    connection: &Connection,
    entry: i64,
    event: &CreditEntered,
) -> Result<(), DeriveError> {
    let account = match &event.terms.holder {
        Holder::BusinessCenter => None,
        Holder::Account { account, .. } => Some(account.as_str()),
    };
    connection
        .prepare_cached(
            "INSERT INTO credits (id, account, amount, currency, valid_until, allocated, entered_in, terms_in) \
             VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?6)",
        )?
        .execute(params![
            event.credit.0.as_bytes(),
            account,
            event.terms.amount.hundredths(),
            event.terms.amount.currency().code(),
            event.terms.valid_until.map(|day| day.to_string()),
            entry,
        ])?;

    Ok(())
}

fn credit_corrected(
    connection: &Connection,
    entry: i64,
    event: &CreditCorrected,
) -> Result<(), DeriveError> {
    one_row(
        connection
            .prepare_cached(
                "UPDATE credits SET amount = ?1, valid_until = ?2, terms_in = ?3 WHERE id = ?4 AND currency = ?5",
            )?
            .execute(params![
                event.terms.amount.hundredths(),
                event.terms.valid_until.map(|day| day.to_string()),
                entry,
                event.credit.0.as_bytes(),
                event.terms.amount.currency().code(),
            ])?,
    )
}

fn credit_revoked(
    connection: &Connection,
    entry: i64,
    event: &CreditRevoked,
) -> Result<(), DeriveError> {
    one_row(
        connection
            .prepare_cached(
                "UPDATE credits SET revoked_in = ?1 WHERE id = ?2 AND revoked_in IS NULL",
            )?
            .execute(params![entry, event.credit.0.as_bytes()])?,
    )
}

fn switches(
    connection: &Connection,
    entry: i64,
    event: &SwitchesChanged,
) -> Result<(), DeriveError> {
    let switches = event.switches;
    for (name, value) in [
        ("finance_roles_apply", switches.finance_roles_apply),
        ("strict_admin", switches.strict_admin),
        ("allow_billing_shared", switches.allow_billing_shared),
    ] {
        connection
            .prepare_cached(
                "INSERT INTO switches (name, value, changed_in) VALUES (?1, ?2, ?3) \
                 ON CONFLICT DO UPDATE SET value = excluded.value, changed_in = excluded.changed_in",
            )?
            .execute(params![name, value, entry])?;
    }

    Ok(())
}

fn role(connection: &Connection, entry: i64, event: &RoleSeen) -> Result<(), DeriveError> {
    one_row(
        connection
            .prepare_cached("INSERT OR REPLACE INTO roles (member, seen_in) VALUES (?1, ?2)")?
            .execute(params![event.actor.id.as_str(), entry])?,
    )
}

fn one_row(changed: usize) -> Result<(), DeriveError> {
    if changed == 1 {
        Ok(())
    } else {
        Err(DeriveError::DoesNotFit)
    }
}

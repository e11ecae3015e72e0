//! What TikTok's records say of allocations whose outcome is known: how long records take to appear, and records that
//! contradict what was settled.

use super::RecoverError;
use crate::allocation::{Allocation, State};
use crate::business_center::Actor;
use crate::clock::{Clock, Timestamp};
use crate::gateway::Gateway;
use crate::id::{AdvertiserId, AllocationNumber, TransactionId};
use crate::journal::{Alarm, Alarmed, Guard, Journal, JournalError};
use crate::matching::{self, Seen, Skew};
use crate::mirror::{Mirror, TransactionQuery};
use crate::money::Money;
use crate::policy;
use crate::protocol::Happening;
use crate::transaction::{Level, Transaction};
use jiff::SignedDuration;

/// Allocations recorded longer ago raise no alarm any more.
const WATCHED_FOR: SignedDuration = SignedDuration::from_hours(31 * 24);
/// Records from before an allocation was recorded, for zones and clocks that differ.
const BEFORE: SignedDuration = SignedDuration::from_hours(24);
/// A look may always come so late, and any later one by as much again as it was planned after the sending.
const LATE: SignedDuration = SignedDuration::from_secs(30);
/// Of one account; more than anybody allocates in a month.
const MOST_ROWS: u32 = 10_000;

/// Looks at the account of an allocation that succeeded or was closed as not executed: whether its record can be read already, how long that took, and
/// whether the records that are there contradict what was settled. Answers the allocations that an alarm concerns.
///
/// A look that was due at `due` and comes long after it, because the machine slept or the program was closed, says nothing
/// about how long the record took.
///
/// # Errors
/// [`RecoverError`]
pub async fn learn(
    journal: &Journal,
    gateway: &Gateway,
    mirror: &Mirror,
    clock: &dyn Clock,
    (allocation, due): (&Allocation, Timestamp),
) -> Result<Vec<Allocation>, RecoverError> {
    let told: &[TransactionId] = match &allocation.state {
        State::Succeeded { transactions } => transactions,
        State::NotApplied { .. } => &[],
        State::Sending
        | State::Rejected { .. }
        | State::NotSent { .. }
        | State::Unknown { .. }
        | State::Applied { .. }
        | State::Contradicted { .. }
        | State::DuplicateSuspected { .. } => return Ok(Vec::new()),
    };
    let record = &allocation.record;
    let (from, rows) = gateway
        .account_rows(&record.draft.account, record.at)
        .await?;
    let seen = rows.iter().any(|row| told.contains(&row.id));
    if seen && is_in_time(record.at, due, clock.now()) {
        mirror
            .put_appearance(allocation.number, record.at, clock.now())
            .await?;
    }
    let about = (&record.draft.account, record.draft.amount);

    alarms_among(journal, clock, about, &rows, (from, gateway.skew())).await
}

fn is_in_time(sent: Timestamp, due: Timestamp, now: Timestamp) -> bool {
    let planned = due.duration_since(sent);
    let late = now.duration_since(due);

    late <= planned.max(LATE)
}

/// Compares what was settled in the last month with the records fetched so far, and writes down every contradiction and
/// every record too many, once. Answers the allocations it concerns.
///
/// # Errors
/// [`RecoverError`]
pub async fn raise_alarms(
    journal: &Journal,
    mirror: &Mirror,
    clock: &dyn Clock,
    skew: Skew,
) -> Result<Vec<Allocation>, RecoverError> {
    let since = clock.now().checked_sub(WATCHED_FOR);
    let since = since.unwrap_or(Timestamp::MIN);
    let from = since.checked_sub(BEFORE).unwrap_or(Timestamp::MIN);
    let mut raised = Vec::new();
    for (account, amount) in journal.watched(since)? {
        let rows = mirror.transactions(&TransactionQuery {
            level: Level::Account,
            account: Some(account.clone()),
            from,
            to: Timestamp::MAX,
            limit: MOST_ROWS,
        })?;
        let about = (&account, amount);
        raised.extend(alarms_among(journal, clock, about, &rows, (from, skew)).await?);
    }

    Ok(raised)
}

/// A person says to have seen an alarm, and what was found out. It stays in the history; the frame no longer shouts.
///
/// # Errors
/// [`RecoverError`]; nothing was written.
pub async fn acknowledge(
    journal: &Journal,
    clock: &dyn Clock,
    by: Actor,
    number: AllocationNumber,
    note: String,
) -> Result<(), RecoverError> {
    if !policy::may_close_unknown(by.role, journal.switches()?) {
        return Err(RecoverError::NotAllowed);
    }
    if note.trim().is_empty() {
        return Err(RecoverError::ReasonMissing);
    }

    Ok(journal
        .acknowledge_alarm(number, by, note, clock.now())
        .await?)
}

/// Writes down what the records of one account, all that were made at `from` or later, contradict.
async fn alarms_among(
    journal: &Journal,
    clock: &dyn Clock,
    (account, amount): (&AdvertiserId, Money),
    rows: &[Transaction],
    (from, skew): (Timestamp, Skew),
) -> Result<Vec<Allocation>, RecoverError> {
    let mut raised = Vec::new();
    if matches!(journal.guard(), Guard::Frozen { .. }) {
        return Ok(raised);
    }
    let mut like: Vec<&Transaction> = rows
        .iter()
        .filter(|row| matching::is_like(row, account, amount))
        .collect();
    // Each alarm claims its record, so the next round sees one less.
    loop {
        let seen = Seen {
            rows: &like,
            from,
            skew,
        };
        let Some(alarm) = matching::alarm(&journal.own(account, amount)?, seen) else {
            break;
        };
        let id = alarm.record.id.clone();
        let alarmed = Alarmed {
            number: alarm.number,
            alarm: if alarm.happening() == Happening::RecordAppeared {
                Alarm::Contradiction
            } else {
                Alarm::Surplus
            },
            record: Box::new(alarm.record.clone()),
        };
        match journal.alarm(alarmed, clock.now()).await {
            Ok(allocation) => raised.push(allocation),
            // TikTok gave that id to an allocation of another amount or account: its word, and nobody's surplus.
            Err(JournalError::AlreadyClaimed(_)) => like.retain(|row| row.id != id),
            Err(error) => return Err(error.into()),
        }
    }

    Ok(raised)
}

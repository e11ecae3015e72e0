//! What each step writes, and what it refuses: one transaction each, checked inside it.

use super::entry::{
    Alarmed, Decided, Decision, Event, Found, Recorded as AllocationRecorded, Settled,
};
use super::writer::Writer;
use super::{Intent, JournalError, RESERVE, Recorded, book, rows};
use crate::allocation::{Allocation, Answer, Draft, Record, State};
use crate::clock::Timestamp;
use crate::credit::Source;
use crate::id::{AllocationNumber, TransactionId};
use crate::money::Money;
use crate::policy::Permit;
use crate::protocol::{Ground, Happening, Obstacle, may_claim, next};
use rusqlite::Connection;

/// Outcomes of this session that are remembered against balances read before them.
const REMEMBERED: usize = 1000;

pub(super) fn record_intent(
    writer: &mut Writer,
    permit: Permit,
    now: Timestamp,
) -> Result<Recorded, JournalError> {
    let ground = Ground {
        frozen: writer.frozen().is_some(),
        stopped: writer.stopped && !planted!(GoesOnUnwritten),
        superseded: false,
        open_here: false,
    };
    may_claim(ground).map_err(|obstacle| refused(obstacle, None))?;
    writer
        .disk
        .keep_reserve(&writer.place.folder, RESERVE)
        .map_err(JournalError::NoRoom)?;
    let counted = permit.open();
    let record = permit.into_record();
    let epoch = writer.epoch;
    let moved = moved_since(writer, record.figures.read_at);
    writer.commit(now, |batch| {
        if let Some(known) = rows::allocation_by_id(batch.transaction, record.draft.allocation)? {
            return same_or_refuse(known, &record.draft);
        }
        let open = book::open_here(batch.transaction, &record.draft.account)?;
        may_claim(Ground {
            superseded: newest_epoch(batch.transaction)? != epoch && !planted!(NoFence),
            open_here: open.is_some(),
            ..ground
        })
        .map_err(|obstacle| refused(obstacle, open))?;
        within_bc_balance(batch.transaction, &record, counted, moved)?;
        within_credit(batch.transaction, &record.draft)?;
        let number = next_number(batch.transaction)?;
        batch.append(&Event::AllocationRecorded(Box::new(AllocationRecorded {
            number,
            epoch,
            record: record.clone(),
        })))?;

        Ok(Recorded::Fresh(Intent {
            number,
            record: Box::new(record),
        }))
    })
}

pub(super) fn settle(
    writer: &mut Writer,
    number: AllocationNumber,
    answer: &Answer,
    now: Timestamp,
) -> Result<Allocation, JournalError> {
    let event = Event::AllocationSettled(Settled {
        number,
        answer: answer.clone(),
    });
    let written = writer.commit_surely(now, |batch| {
        let before = existing(batch.transaction, number)?;
        // The first attempt reported an error and was durable all the same.
        if before.state != State::Sending {
            let same = rows::state(event.clone())? == before.state;
            return if same {
                Ok(before)
            } else {
                Err(JournalError::NotInState)
            };
        }
        batch.append(&event)?;
        existing(batch.transaction, number)
    });
    let allocation = written.map_err(|error| {
        // Whatever it was: an outcome is missing, so nothing more is sent (protocol 4.2).
        writer.stopped = true;
        JournalError::OutcomeNotWritten {
            number,
            answer: Box::new(answer.clone()),
            why: error.to_string(),
        }
    })?;
    if matches!(allocation.state, State::Succeeded { .. }) {
        remember(writer, now, allocation.record.draft.amount);
    }

    Ok(allocation)
}

pub(super) fn decide(
    writer: &mut Writer,
    decided: Decided,
    now: Timestamp,
) -> Result<Allocation, JournalError> {
    may_decide(writer)?;
    let number = decided.number;
    let applied = matches!(decided.decision, Decision::Applied { .. });
    let allocation = writer.commit(now, |batch| {
        in_state_for(batch.transaction, number, decided.decision.happening())?;
        if let Decision::Applied {
            record: Some(record),
        } = &decided.decision
            && let Some(other) = rows::claimed_by(batch.transaction, &record.id)?
        {
            return Err(JournalError::AlreadyClaimed(other));
        }
        batch.append(&Event::AllocationDecided(Box::new(decided)))?;
        existing(batch.transaction, number)
    })?;
    if applied {
        remember(writer, now, allocation.record.draft.amount);
    }

    Ok(allocation)
}

pub(super) fn found(
    writer: &mut Writer,
    found: Found,
    now: Timestamp,
) -> Result<Allocation, JournalError> {
    may_decide(writer)?;
    let (number, record) = (found.number, found.record.id.clone());
    let event = Event::AllocationFound(Box::new(found));
    let allocation = claiming(writer, number, &record, Happening::Proven, &event, now)?;
    remember(writer, now, allocation.record.draft.amount);

    Ok(allocation)
}

pub(super) fn alarm(
    writer: &mut Writer,
    alarmed: Alarmed,
    now: Timestamp,
) -> Result<Allocation, JournalError> {
    may_decide(writer)?;
    let (number, record) = (alarmed.number, alarmed.record.id.clone());
    let happening = alarmed.alarm.happening();
    let event = Event::AllocationAlarmed(Box::new(alarmed));

    claiming(writer, number, &record, happening, &event, now)
}

/// Writes an entry that claims a record, where the allocation is in a state for it and the record nobody's.
fn claiming(
    writer: &mut Writer,
    number: AllocationNumber,
    record: &TransactionId,
    happening: Happening,
    event: &Event,
    now: Timestamp,
) -> Result<Allocation, JournalError> {
    writer.commit(now, |batch| {
        in_state_for(batch.transaction, number, happening)?;
        if let Some(other) = rows::claimed_by(batch.transaction, record)? {
            return Err(JournalError::AlreadyClaimed(other));
        }
        batch.append(event)?;
        existing(batch.transaction, number)
    })
}

fn in_state_for(
    connection: &Connection,
    number: AllocationNumber,
    happening: Happening,
) -> Result<(), JournalError> {
    let before = existing(connection, number)?;
    match next(before.state.phase(), happening) {
        Some(_) => Ok(()),
        None => Err(JournalError::NotInState),
    }
}

/// Why no right to send was given; `open` is the allocation that blocks the account.
fn refused(obstacle: Obstacle, open: Option<AllocationNumber>) -> JournalError {
    match (obstacle, open) {
        (Obstacle::Frozen, _) => JournalError::Frozen,
        (Obstacle::Stopped, _) => JournalError::Stopped,
        (Obstacle::Superseded, _) => JournalError::NewerEpoch,
        (Obstacle::OpenHere, Some(number)) => JournalError::OutcomeOpen(number),
        (Obstacle::OpenHere, None) => JournalError::NotInState,
    }
}

pub(super) fn may_decide(writer: &Writer) -> Result<(), JournalError> {
    match writer.frozen() {
        Some(_) => Err(JournalError::Frozen),
        None => Ok(()),
    }
}

fn same_or_refuse(known: Allocation, draft: &Draft) -> Result<Recorded, JournalError> {
    if known.record.draft == *draft {
        Ok(Recorded::Known(Box::new(known)))
    } else {
        Err(JournalError::OtherContent(known.number))
    }
}

/// Open outcomes plus this amount fit the valid ad credit that was read. The figures already leave out `counted`; what
/// moved since they were read is not in them.
fn within_bc_balance(
    connection: &Connection,
    record: &Record,
    counted: Money,
    moved: i64,
) -> Result<(), JournalError> {
    let amount = record.draft.amount;
    let open = book::open_sum(connection, amount.currency())?;
    let more = open
        .minus(counted)
        .and_then(|more| more.plus(Money::new(moved, amount.currency())));
    let left = more.and_then(|more| record.figures.bc_before.minus(more));
    match left {
        Ok(left) if amount.hundredths() <= left.hundredths() => Ok(()),
        Ok(left) => Err(JournalError::ExceedsBcBalance(left)),
        Err(_) => Err(JournalError::ExceedsBcBalance(Money::zero(
            amount.currency(),
        ))),
    }
}

fn within_credit(connection: &Connection, draft: &Draft) -> Result<(), JournalError> {
    let Source::Credit(id) = draft.source else {
        return Ok(());
    };
    let credit = book::one_credit(connection, id)?.ok_or(JournalError::NoSuchCredit)?;
    let left = credit.terms.amount.minus(credit.allocated);
    let enough = left.and_then(|left| left.minus(draft.amount));
    match (enough, &credit.revoked) {
        (Ok(rest), None) if rest.hundredths() >= 0 => Ok(()),
        (_, Some(_)) | (Err(_), None) => Err(JournalError::ExceedsCredit(Money::zero(
            draft.amount.currency(),
        ))),
        (Ok(_), None) => Err(JournalError::ExceedsCredit(
            left.unwrap_or(Money::zero(draft.amount.currency())),
        )),
    }
}

fn existing(connection: &Connection, number: AllocationNumber) -> Result<Allocation, JournalError> {
    rows::allocation(connection, number)?.ok_or(JournalError::NotInState)
}

fn newest_epoch(connection: &Connection) -> rusqlite::Result<u64> {
    let epoch: i64 = connection
        .prepare_cached("SELECT epoch FROM opening")?
        .query_row([], |row| row.get(0))?;

    Ok(epoch.cast_unsigned())
}

fn next_number(connection: &Connection) -> Result<AllocationNumber, JournalError> {
    let last: i64 = connection
        .prepare_cached("SELECT coalesce(max(number), 0) FROM allocations")?
        .query_row([], |row| row.get(0))?;
    let next = last.checked_add(1).ok_or(JournalError::Full)?;

    Ok(AllocationNumber(next.cast_unsigned()))
}

fn remember(writer: &mut Writer, now: Timestamp, amount: Money) {
    writer.moved.push_back((now, amount.hundredths()));
    if writer.moved.len() > REMEMBERED {
        writer.moved.pop_front();
    }
}

fn moved_since(writer: &Writer, read_at: Timestamp) -> i64 {
    writer
        .moved
        .iter()
        .filter(|(at, _)| *at >= read_at)
        .fold(0, |sum, (_, amount)| sum.saturating_add(*amount))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::allocation::UnknownReason;
    use crate::disk::tests::Folder;
    use crate::id::AdvertiserId;
    use crate::journal::fixture::{
        NOW, actor, at, draft_number, open_sum, permit, record, usd, with_credit,
    };

    fn accepted(id: &str) -> Answer {
        Answer::Accepted {
            transactions: vec![TransactionId::new(id).unwrap()],
            log_id: "log".to_owned(),
        }
    }

    fn unknown() -> Answer {
        Answer::Unknown {
            reason: UnknownReason::ConnectionLost,
        }
    }

    fn to_account(mut draft: Draft, account: &str) -> Draft {
        draft.account = AdvertiserId::new(account).unwrap();
        draft
    }

    #[tokio::test]
    async fn an_allocation_is_recorded_settled_and_read_back_whole() {
        let folder = Folder::new();
        let journal = with_credit(&folder).await;
        let permit = permit(&journal, draft_number(1, 50_000), at(NOW));
        let expected = permit.record().clone();
        let Recorded::Fresh(intent) = journal.record_intent(permit, at(NOW)).await.unwrap() else {
            unreachable!("it is new");
        };
        assert_eq!(intent.record(), &expected);
        assert_eq!(open_sum(&journal), (usd(50_000), Some(intent.number())));
        let settled = journal
            .settle_with(intent, accepted("9"), at(NOW))
            .await
            .unwrap();
        assert_eq!(settled.record, expected);
        assert_eq!(open_sum(&journal), (usd(0), None));
        assert_eq!(
            journal.allocation(settled.number).unwrap(),
            Some(settled.clone())
        );
        assert_eq!(journal.allocation_by_id(settled.id).unwrap(), Some(settled));
        assert_eq!(journal.credits().unwrap()[0].allocated, usd(50_000));
        assert!(journal.rebuild_and_compare().unwrap());
    }

    #[tokio::test]
    async fn the_same_id_is_known_or_refused() {
        let folder = Folder::new();
        let journal = with_credit(&folder).await;
        let first = permit(&journal, draft_number(1, 50_000), at(NOW));
        let second = permit(&journal, draft_number(1, 50_000), at(NOW));
        let other = permit(&journal, draft_number(1, 50_001), at(NOW));
        let intent = journal.record_intent(first, at(NOW)).await.unwrap();
        assert!(matches!(intent, Recorded::Fresh(_)));
        let again = journal.record_intent(second, at(NOW)).await.unwrap();
        assert!(matches!(again, Recorded::Known(known) if known.state == State::Sending));
        let refused = journal.record_intent(other, at(NOW)).await;
        assert!(
            matches!(refused, Err(JournalError::OtherContent(_))),
            "{refused:?}"
        );
    }

    #[tokio::test]
    async fn one_open_outcome_blocks_its_account_and_lowers_what_is_left() {
        let folder = Folder::new();
        let journal = with_credit(&folder).await;
        let stale = permit(
            &journal,
            to_account(draft_number(3, 2_000_000), "3"),
            at(NOW),
        );
        let late = permit(&journal, draft_number(2, 1), at(NOW));
        let intent = record(&journal, draft_number(1, 50_000), at(NOW))
            .await
            .unwrap();
        let number = intent.number();
        let refused = journal.record_intent(late, at(NOW)).await;
        assert!(matches!(refused, Err(JournalError::OutcomeOpen(open)) if open == number));
        let refused = journal.record_intent(stale, at(NOW)).await;
        assert!(
            matches!(refused, Err(JournalError::ExceedsCredit(left)) if left == usd(1_950_000)),
            "{refused:?}"
        );
        journal
            .settle_with(intent, unknown(), at(NOW))
            .await
            .unwrap();
        assert_eq!(open_sum(&journal), (usd(50_000), Some(number)));
    }

    /// TikTok's total, read before, cannot show what other allocations of this program took since.
    #[tokio::test]
    async fn what_moved_since_the_balances_were_read_cannot_be_placed_again() {
        let folder = Folder::new();
        let journal = with_credit(&folder).await;
        let mut unlisted = to_account(draft_number(2, 75_000), "2");
        unlisted.source = Source::Unlisted;
        let stale = permit(&journal, unlisted.clone(), at(NOW)).record().clone();
        let nothing = usd(0);
        let answer = journal.readers.run(|connection| {
            let left = |counted, moved| within_bc_balance(connection, &stale, counted, moved);
            left(nothing, 2_454_000)?;
            let Err(JournalError::ExceedsBcBalance(rest)) = left(nothing, 2_454_001) else {
                unreachable!("one cent too much");
            };
            Ok(rest)
        });
        assert_eq!(answer.unwrap(), usd(74_999));
        let big = to_account(draft_number(1, 2_000_000), "1");
        let intent = record(&journal, big, at(NOW)).await.unwrap();
        journal
            .settle_with(intent, accepted("1"), at(NOW))
            .await
            .unwrap();
        let sums = journal.write(|writer| {
            Ok((
                moved_since(writer, at(NOW)),
                moved_since(writer, at("2026-11-17T15:44:01Z")),
            ))
        });
        assert_eq!(sums.await.unwrap(), (2_000_000, 0));
    }

    #[tokio::test]
    async fn only_a_person_closes_an_unknown_and_only_once() {
        let folder = Folder::new();
        let journal = with_credit(&folder).await;
        let intent = record(&journal, draft_number(1, 50_000), at(NOW))
            .await
            .unwrap();
        let number = intent.number();
        let close = || {
            journal.decide(
                number,
                actor(),
                Decision::NotApplied {},
                "looked".to_owned(),
                at(NOW),
            )
        };
        assert!(matches!(close().await, Err(JournalError::NotInState)));
        journal
            .settle_with(intent, unknown(), at(NOW))
            .await
            .unwrap();
        let closed = close().await.unwrap();
        assert_eq!(
            closed.state,
            State::NotApplied {
                by: actor().id,
                note: "looked".to_owned()
            }
        );
        assert!(matches!(close().await, Err(JournalError::NotInState)));
        assert_eq!(journal.credits().unwrap()[0].allocated, usd(0));
        assert_eq!(journal.story(number).unwrap().unwrap().entries.len(), 3);
        assert!(journal.rebuild_and_compare().unwrap());
    }

    #[tokio::test]
    async fn what_took_no_effect_is_counted_nowhere() {
        let folder = Folder::new();
        let journal = with_credit(&folder).await;
        let refused = Answer::Refused {
            code: 51_060,
            message: "no".to_owned(),
        };
        let lost = Answer::NotSent {
            reason: "no connection".to_owned(),
        };
        for (number, answer) in [(1, refused), (2, lost), (3, accepted("5"))] {
            let intent = record(&journal, draft_number(number, 100), at(NOW))
                .await
                .unwrap();
            journal.settle_with(intent, answer, at(NOW)).await.unwrap();
        }
        let totals = journal.totals(None).unwrap();
        assert_eq!((totals[0].amount, totals[0].count), (usd(100), 1));
        assert_eq!((totals[0].year, totals[0].month), (2026, 11));
        assert_eq!(journal.credits().unwrap()[0].allocated, usd(100));
    }
}

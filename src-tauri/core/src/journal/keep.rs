//! Credits, switches, roles, and the acceptance of a file: one transaction each, checked inside it.

use super::claim::may_decide;
use super::entry::{
    Acknowledged, CreditCorrected, CreditRevoked, Event, HeadAccepted, RoleSeen, SwitchesChanged,
};
use super::writer::Writer;
use super::{JournalError, book, list, rows};
use crate::business_center::{Actor, Switches};
use crate::clock::Timestamp;

pub(super) fn append(
    writer: &mut Writer,
    event: &Event,
    now: Timestamp,
) -> Result<(), JournalError> {
    may_decide(writer)?;
    writer.commit(now, |batch| batch.append(event).map(drop))
}

pub(super) fn correct_credit(
    writer: &mut Writer,
    event: CreditCorrected,
    now: Timestamp,
) -> Result<(), JournalError> {
    may_decide(writer)?;
    writer.commit(now, |batch| {
        let credit =
            book::one_credit(batch.transaction, event.credit)?.ok_or(JournalError::NoSuchCredit)?;
        let covers = event.terms.amount.minus(credit.allocated);
        let fits = covers.is_ok_and(|rest| rest.hundredths() >= 0);
        if event.terms.holder != credit.terms.holder || !fits {
            return Err(JournalError::NotACorrection);
        }
        batch
            .append(&Event::CreditCorrected(Box::new(event)))
            .map(drop)
    })
}

pub(super) fn revoke_credit(
    writer: &mut Writer,
    event: CreditRevoked,
    now: Timestamp,
) -> Result<(), JournalError> {
    may_decide(writer)?;
    writer.commit(now, |batch| {
        let credit =
            book::one_credit(batch.transaction, event.credit)?.ok_or(JournalError::NoSuchCredit)?;
        if credit.revoked.is_some() {
            return Err(JournalError::NotACorrection);
        }
        batch.append(&Event::CreditRevoked(event)).map(drop)
    })
}

pub(super) fn acknowledge(
    writer: &mut Writer,
    event: Acknowledged,
    now: Timestamp,
) -> Result<(), JournalError> {
    may_decide(writer)?;
    writer.commit(now, |batch| {
        if !list::waits_for_a_person(batch.transaction, event.number)? {
            return Err(JournalError::NotInState);
        }
        batch.append(&Event::AlarmAcknowledged(event)).map(drop)
    })
}

pub(super) fn set_switches(
    writer: &mut Writer,
    by: Actor,
    switches: Switches,
    now: Timestamp,
) -> Result<(), JournalError> {
    may_decide(writer)?;
    writer.commit(now, |batch| {
        let before = rows::switches(batch.transaction)?;
        if before == switches {
            return Ok(());
        }
        let event = Event::SwitchesChanged(SwitchesChanged {
            by,
            before,
            switches,
        });
        batch.append(&event).map(drop)
    })
}

pub(super) fn note_role(
    writer: &mut Writer,
    actor: Actor,
    now: Timestamp,
) -> Result<(), JournalError> {
    writer.commit(now, |batch| {
        let known = book::last_role(batch.transaction, &actor.id)?.map(|(known, _)| known);
        if known.as_ref() == Some(&actor) {
            return Ok(());
        }
        let before = known.map(|known| known.role);
        batch
            .append(&Event::RoleSeen(RoleSeen { actor, before }))
            .map(drop)
    })
}

pub(super) fn accept_head(
    writer: &mut Writer,
    by: Actor,
    note: String,
    now: Timestamp,
) -> Result<(), JournalError> {
    let stored = writer.frozen().ok_or(JournalError::NotInState)?.stored();
    let event = Event::HeadAccepted(HeadAccepted { by, stored, note });
    writer.commit(now, |batch| batch.append(&event).map(drop))?;
    writer.thaw();

    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::allocation::Answer;
    use crate::disk::tests::Folder;
    use crate::journal::fixture::{NOW, actor, at, draft_number, open, record, usd, with_credit};

    #[tokio::test]
    async fn a_credit_is_corrected_within_what_was_placed_and_revoked_once() {
        let folder = Folder::new();
        let journal = with_credit(&folder).await;
        let intent = record(&journal, draft_number(1, 50_000), at(NOW))
            .await
            .unwrap();
        journal
            .settle_with(
                intent,
                Answer::Accepted {
                    transactions: Vec::new(),
                    log_id: String::new(),
                },
                at(NOW),
            )
            .await
            .unwrap();
        let credit = journal.credits().unwrap().remove(0);
        let correct = |hundredths| {
            let mut terms = credit.terms.clone();
            terms.amount = usd(hundredths);
            journal.correct_credit(credit.id, actor(), terms, "typo".to_owned(), at(NOW))
        };
        assert!(matches!(
            correct(49_999).await,
            Err(JournalError::NotACorrection)
        ));
        correct(50_000).await.unwrap();
        assert_eq!(journal.credits().unwrap()[0].terms.amount, usd(50_000));
        let revoke = || journal.revoke_credit(credit.id, actor(), "mistake".to_owned(), at(NOW));
        revoke().await.unwrap();
        assert!(revoke().await.is_err());
        assert_eq!(
            journal
                .credit(credit.id)
                .unwrap()
                .unwrap()
                .revoked
                .as_deref(),
            Some("mistake")
        );
        assert!(journal.rebuild_and_compare().unwrap());
    }

    #[tokio::test]
    async fn switches_and_roles_are_written_when_they_change() {
        let folder = Folder::new();
        let journal = open(&folder);
        let before = journal.changes(None, 0, 50).unwrap().total;
        let switches = Switches {
            strict_admin: true,
            ..Switches::default()
        };
        for _ in 0..2 {
            journal
                .set_switches(actor(), switches, at(NOW))
                .await
                .unwrap();
            journal.note_role(actor(), at(NOW)).await.unwrap();
        }
        assert_eq!(journal.switches().unwrap(), switches);
        assert_eq!(
            journal.last_role(&actor().id).unwrap(),
            Some((actor(), at(NOW)))
        );
        assert_eq!(journal.changes(None, 0, 50).unwrap().total, before + 2);
    }
}

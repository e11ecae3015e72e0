//! What became of an outcome that is not known: its candidates in TikTok's records are listed, and a person closes it.
//!
//! Nothing is settled automatically and nothing is ever sent again (protocol 4.5).

use crate::allocation::{Allocation, State};
use crate::business_center::Actor;
use crate::clock::Clock;
use crate::gateway::{Gateway, LookError};
use crate::id::{AllocationNumber, TransactionId};
use crate::journal::{Decision, Journal, JournalError};
use crate::policy;
use crate::transaction::Transaction;

/// Why an open outcome was not looked up or closed. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum RecoverError {
    /// TikTok could not be read.
    #[error(transparent)]
    Look(#[from] LookError),
    /// The journal refused or could not be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// There is no such allocation, or its outcome is not unknown.
    #[error("there is no unknown outcome {0:?}")]
    NotUnknown(AllocationNumber),
    /// Only who may allocate may close an outcome (R13).
    #[error("this person may not close outcomes")]
    NotAllowed,
    /// The record named is not among the candidates TikTok tells now.
    #[error("transaction {0} is not a candidate")]
    NotACandidate(TransactionId),
    /// A reason must be given.
    #[error("a reason is missing")]
    ReasonMissing,
}

/// What a person found out about an unknown outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// It took effect; the record that shows it, where one was named.
    Applied(Option<TransactionId>),
    /// It did not.
    NotApplied,
}

/// TikTok's records that may be what became of an allocation, newest first; looked up now, settling nothing.
///
/// # Errors
/// [`RecoverError`]
pub async fn candidates(
    journal: &Journal,
    gateway: &Gateway,
    number: AllocationNumber,
) -> Result<Vec<Transaction>, RecoverError> {
    let allocation = unknown(journal, number)?;
    let mut found = gateway.candidates(&allocation.record).await?;
    found.sort_by(|one, other| other.at.cmp(&one.at).then_with(|| one.id.cmp(&other.id)));

    Ok(found)
}

/// A person closes an unknown outcome, for good. `actor` is who TikTok says is acting now.
///
/// # Errors
/// [`RecoverError`]
pub async fn close(
    journal: &Journal,
    gateway: &Gateway,
    clock: &dyn Clock,
    actor: Actor,
    number: AllocationNumber,
    finding: Finding,
    note: String,
) -> Result<Allocation, RecoverError> {
    if !policy::may_close_unknown(actor.role, journal.switches()?) {
        return Err(RecoverError::NotAllowed);
    }
    if note.trim().is_empty() {
        return Err(RecoverError::ReasonMissing);
    }
    unknown(journal, number)?;
    let decision = match finding {
        Finding::NotApplied => Decision::NotApplied {},
        Finding::Applied(None) => Decision::Applied { record: None },
        Finding::Applied(Some(id)) => {
            let candidates = candidates(journal, gateway, number).await?;
            let record = candidates.into_iter().find(|row| row.id == id);
            // The record is copied into the entry, so it must be one that TikTok shows (design section 4).
            Decision::Applied {
                record: Some(Box::new(record.ok_or(RecoverError::NotACandidate(id))?)),
            }
        }
    };

    Ok(journal
        .decide(number, actor, decision, note, clock.now())
        .await?)
}

/// The allocation, if its outcome is unknown. What is being sent right now is left alone.
fn unknown(journal: &Journal, number: AllocationNumber) -> Result<Allocation, RecoverError> {
    journal
        .allocation(number)?
        .filter(|allocation| matches!(allocation.state, State::Unknown { .. }))
        .ok_or(RecoverError::NotUnknown(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::business_center::BasicRole;
    use crate::disk::tests::Folder;
    use crate::gateway::fixture::{Leaping, Paper, gateway};
    use crate::gateway::transport::NoAnswer;
    use crate::journal::fixture::{NOW, actor, record, with_credit};
    use crate::policy::fixture::{ACCOUNT, at, draft_number};
    use std::sync::Arc;

    const ROW: &str = r#"{"transaction_id":"ID","account_id":"ACCOUNT","amount":AMOUNT,"subtotal":AMOUNT,"currency":"USD","amount_type":"WAY","billing_type":"BILLING","transaction_type":"INCREASE_BALANCE","timezone":"UTC-05:00","create_time":"TIME"}"#;

    /// Id, amount, direction, billing, local time.
    type Told<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

    fn page(rows: &[Told<'_>]) -> String {
        let rows: Vec<String> = rows
            .iter()
            .map(|(id, amount, way, billing, time)| {
                ROW.replace("ID", id)
                    .replace("ACCOUNT", ACCOUNT)
                    .replace("AMOUNT", amount)
                    .replace("WAY", way)
                    .replace("BILLING", billing)
                    .replace("TIME", time)
            })
            .collect();
        let (count, rows) = (rows.len(), rows.join(","));
        format!(
            r#"{{"transaction_list":[{rows}],"page_info":{{"page":1,"page_size":50,"total_number":{count},"total_page":1}}}}"#
        )
    }

    struct Lost {
        journal: Journal,
        gateway: Gateway,
        paper: Arc<Paper>,
        clock: Arc<Leaping>,
        number: AllocationNumber,
        _folder: Folder,
    }

    /// An allocation of 500.00 USD whose answer was lost.
    async fn lost() -> Lost {
        let folder = Folder::new();
        let (paper, clock) = (Paper::new(), Leaping::at(NOW));
        let journal = with_credit(&folder).await;
        let gateway = gateway(&paper, &clock);
        let draft = draft_number(1, 50_000);
        let intent = record(&journal, draft, at(NOW)).await.unwrap();
        paper.comes("bc/transfer", vec![Err(NoAnswer::Lost(String::new()))]);
        let sent = gateway.send(intent).await;
        let number = sent.number();
        journal.settle(sent, at(NOW)).await.unwrap();
        Lost {
            journal,
            gateway,
            paper,
            clock,
            number,
            _folder: folder,
        }
    }

    impl Lost {
        async fn close(
            &self,
            by: Actor,
            finding: Finding,
            note: &str,
        ) -> Result<Allocation, RecoverError> {
            let (journal, gateway) = (&self.journal, &self.gateway);
            let note = note.to_owned();
            close(
                journal,
                gateway,
                self.clock.as_ref(),
                by,
                self.number,
                finding,
                note,
            )
            .await
        }
    }

    #[tokio::test]
    async fn candidates_are_the_same_amount_the_right_way_and_new() {
        let lost = lost().await;
        let account = page(&[
            ("11", "500.0", "POSITIVE", "CREDIT", "2026-11-17 10:44:05"),
            ("12", "500.01", "POSITIVE", "CREDIT", "2026-11-17 10:44:05"),
            ("13", "500.0", "NEGATIVE", "CREDIT", "2026-11-17 10:44:05"),
            ("14", "500.0", "POSITIVE", "CASH", "2026-11-17 10:44:05"),
            ("15", "500.0", "POSITIVE", "CREDIT", "2026-11-16 10:43:05"),
            (
                "7900000000000000001",
                "500.0",
                "POSITIVE",
                "CREDIT",
                "2026-11-17 10:44:05",
            ),
        ]);
        let bc = page(&[("21", "-500.00", "NEGATIVE", "CREDIT", "2026-11-17 10:44:06")]);
        lost.paper
            .says("bc/account/transaction/get", &[&account, &bc]);
        let found = candidates(&lost.journal, &lost.gateway, lost.number)
            .await
            .unwrap();
        let ids: Vec<&str> = found.iter().map(|row| row.id.as_str()).collect();
        assert_eq!(ids, ["21", "11"]);
        let open = lost.journal.open_allocations().unwrap();
        assert_eq!(open.len(), 1, "looking settles nothing");
    }

    #[tokio::test]
    async fn a_person_closes_it_once_with_a_reason() {
        let lost = lost().await;
        let nobody = lost.close(actor(), Finding::NotApplied, "  ").await;
        assert!(matches!(nobody, Err(RecoverError::ReasonMissing)));
        let mut standard = actor();
        standard.role.basic = BasicRole::Standard;
        standard.role.finance = None;
        let not_allowed = lost.close(standard, Finding::NotApplied, "looked").await;
        assert!(matches!(not_allowed, Err(RecoverError::NotAllowed)));
        let closed = lost
            .close(actor(), Finding::NotApplied, "looked")
            .await
            .unwrap();
        assert!(matches!(closed.state, State::NotApplied { .. }));
        let twice = lost.close(actor(), Finding::Applied(None), "looked").await;
        assert!(matches!(twice, Err(RecoverError::NotUnknown(_))));
        assert_eq!(lost.paper.transfers().len(), 1);
    }

    #[tokio::test]
    async fn only_a_record_that_is_there_can_be_named() {
        let lost = lost().await;
        let rows = page(&[("11", "500.0", "POSITIVE", "CREDIT", "2026-11-17 10:44:05")]);
        let none = page(&[]);
        lost.paper
            .says("bc/account/transaction/get", &[&rows, &none]);
        let id = |text: &str| TransactionId::new(text).unwrap();
        let other = lost
            .close(actor(), Finding::Applied(Some(id("12"))), "seen")
            .await;
        assert!(matches!(other, Err(RecoverError::NotACandidate(_))));
        lost.paper
            .says("bc/account/transaction/get", &[&rows, &none]);
        let closed = lost
            .close(actor(), Finding::Applied(Some(id("11"))), "seen")
            .await
            .unwrap();
        let State::Applied { transaction, .. } = closed.state else {
            unreachable!("{:?}", closed.state)
        };
        assert_eq!(transaction, Some(id("11")));
    }
}

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
                record: Some(record.ok_or(RecoverError::NotACandidate(id))?),
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

//! A person closes an unknown outcome, for good, under the waiting rule of protocol 4.5.

use super::{Look, RecoverError, look, look_up, unknown};
use crate::allocation::Allocation;
use crate::business_center::Actor;
use crate::clock::{Clock, Timestamp};
use crate::gateway::Gateway;
use crate::id::{AllocationNumber, TransactionId};
use crate::journal::{Decision, Journal};
use crate::policy;
use crate::protocol::{Patience, Waited, patience};
use jiff::SignedDuration;

/// What a person found out about an unknown outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// It took effect; the record that shows it, where one was named.
    Applied(Option<TransactionId>),
    /// It did not.
    NotApplied {
        /// The person says to have looked on TikTok's own Transactions page.
        looked_there: bool,
    },
}

/// Who closes which outcome, as what, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// Who TikTok says is acting now.
    pub by: Actor,
    /// Which.
    pub number: AllocationNumber,
    /// What the person found out.
    pub finding: Finding,
    /// Their reason; required.
    pub note: String,
    /// The slowest record of any allocation that succeeded, where one was seen.
    pub slowest: Option<SignedDuration>,
}

/// A person closes an unknown outcome, for good. *Not executed* is preceded by a look; where that proves the contrary, the
/// outcome is settled by it and there is nothing left to close.
///
/// # Errors
/// [`RecoverError`]; nothing was written.
pub async fn close(
    journal: &Journal,
    gateway: &Gateway,
    clock: &dyn Clock,
    closing: Closing,
) -> Result<Allocation, RecoverError> {
    if !policy::may_close_unknown(closing.by.role, journal.switches()?) {
        return Err(RecoverError::NotAllowed);
    }
    if closing.note.trim().is_empty() {
        return Err(RecoverError::ReasonMissing);
    }
    let sent = unknown(journal, closing.number)?.allocation.record.at;
    let decision = match closing.finding {
        Finding::Applied(None) => Decision::Applied { record: None },
        Finding::Applied(Some(id)) => {
            let seen = look(journal, gateway, closing.number).await?;
            let mut both = seen.candidates.into_iter().chain(seen.counterparts);
            let record = both.find(|row| row.id == id);
            // The record is copied into the entry, so it must be one that TikTok shows (design section 4).
            Decision::Applied {
                record: Some(Box::new(record.ok_or(RecoverError::NotACandidate(id))?)),
            }
        }
        Finding::NotApplied { looked_there } => {
            // However long it was waited, only a look of this moment tells what a person would pass over.
            let (seen, found) = look_up(journal, gateway, clock, closing.number).await?;
            if found.is_some() {
                return Err(RecoverError::NotUnknown(closing.number));
            }
            // What happened after the look was begun it does not show.
            enough(waited_at(
                sent,
                seen.at,
                closing.slowest,
                &seen,
                looked_there,
            ))?;
            Decision::NotApplied {}
        }
    };

    Ok(journal
        .decide(
            closing.number,
            closing.by,
            decision,
            closing.note,
            clock.now(),
        )
        .await?)
}

/// What is known about the waiting for an allocation sent at `sent`, given a look of this moment.
#[must_use]
pub fn waited_at(
    sent: Timestamp,
    now: Timestamp,
    slowest: Option<SignedDuration>,
    look: &Look,
    looked_there: bool,
) -> Waited {
    Waited {
        since: now.duration_since(sent),
        slowest,
        unchanged: look.nothing_moved(),
        traces: look.has_traces(),
        looked_there,
    }
}

fn enough(waited: Waited) -> Result<(), RecoverError> {
    match patience(waited) {
        Patience::Over => Ok(()),
        more @ (Patience::OverIfLooked | Patience::Until { .. }) => {
            Err(RecoverError::TooEarly(more))
        }
    }
}

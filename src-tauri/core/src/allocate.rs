//! THE FLOW: look, permit, intent, send, settle. Once the intent is written, every path writes an answer.
//!
//! Each step consumes what the one before made, so there is no way back: no second send, no second settlement, and nothing
//! that takes ad credit out of an account.

use crate::allocation::{Allocation, Answer};
use crate::clock::Clock;
use crate::gateway::{Gateway, LookError};
use crate::id::AllocationNumber;
use crate::journal::{Journal, JournalError, Recorded};
use crate::policy::{self, Book, Facts, NotPermitted, Review};

/// Why an allocation did not come to a settled record. Only [`AllocateError::NotWritten`] may have moved anything.
#[derive(Debug, thiserror::Error)]
pub enum AllocateError {
    /// TikTok could not be read. Nothing was recorded, nothing moved.
    #[error(transparent)]
    Look(#[from] LookError),
    /// The rules say no, or something changed. Nothing was recorded, nothing moved.
    #[error("not permitted")]
    NotPermitted(NotPermitted),
    /// The journal refused or could not be read. Nothing was recorded, nothing moved.
    #[error(transparent)]
    NotRecorded(JournalError),
    /// TikTok was asked, and what it answered could not be written: it must be shown, to be noted down (protocol 4.2).
    #[error("the outcome of {number:?} could not be written: {why}")]
    NotWritten {
        /// Which allocation; in the journal it is still being sent.
        number: AllocationNumber,
        /// What TikTok answered, where it is known.
        answer: Option<Box<Answer>>,
        /// What the journal said.
        why: String,
    },
}

/// Moves ad credit to one account, for good. `book` says what the journal and the mirror know about the draft, given what
/// TikTok says now.
///
/// # Errors
/// [`AllocateError`]
pub async fn allocate(
    journal: &Journal,
    gateway: &Gateway,
    clock: &dyn Clock,
    book: impl FnOnce(&Facts) -> Result<Book, JournalError> + Send,
    reviewed: &Review,
    acknowledged: &[String],
) -> Result<Allocation, AllocateError> {
    let facts = gateway.look(&reviewed.draft.account).await?;
    let book = book(&facts).map_err(AllocateError::NotRecorded)?;
    let permit = policy::permit(&facts, &book, reviewed, acknowledged, clock.now())
        .map_err(AllocateError::NotPermitted)?;
    let intent = match journal.record_intent(permit, clock.now()).await {
        Ok(Recorded::Fresh(intent)) => intent,
        Ok(Recorded::Known(allocation)) => return Ok(*allocation),
        Err(error) => return Err(AllocateError::NotRecorded(error)),
    };
    let sent = gateway.send(intent).await;
    let number = sent.number();

    journal
        .settle(sent, clock.now())
        .await
        .map_err(|error| not_written(number, error))
}

fn not_written(number: AllocationNumber, error: JournalError) -> AllocateError {
    let why = error.to_string();
    let answer = match error {
        JournalError::OutcomeNotWritten { answer, .. } => Some(answer),
        _ => None,
    };

    AllocateError::NotWritten {
        number,
        answer,
        why,
    }
}

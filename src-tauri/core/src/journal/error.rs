//! Why the journal refused or failed.

use crate::allocation::Answer;
use crate::id::AllocationNumber;
use crate::money::Money;
use rusqlite::ErrorCode;
use std::io;

/// Why the journal refused or failed. But for [`JournalError::OutcomeNotWritten`] nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// An allocation to this account is not settled (protocol 4.2).
    #[error("an allocation to this account is not settled: {0:?}")]
    OutcomeOpen(AllocationNumber),
    /// The same id was recorded with other content: a mistake of the program.
    #[error("the allocation {0:?} was recorded with other content")]
    OtherContent(AllocationNumber),
    /// Something was placed since the balances were read; so much can still be placed.
    #[error("no more than {0} can be placed now")]
    ExceedsBcBalance(Money),
    /// The credit was drawn on, corrected or revoked since the review; so much is left.
    #[error("no more than {0} is left in the credit now")]
    ExceedsCredit(Money),
    /// A later opening of the file has the right to send.
    #[error("a later opening of the journal has taken over")]
    NewerEpoch,
    /// There is no room to be sure that an outcome could be written.
    #[error("the disk has no room for the outcome: {0}")]
    NoRoom(io::Error),
    /// Nothing may be sent or matched until a person accepts this file (protocol 4.4).
    #[error(
        "the head kept outside does not vouch for this journal: an older copy, or an edited one"
    )]
    Frozen,
    /// An outcome could not be written earlier in this session; nothing more is sent in it.
    #[error("stopped after an outcome could not be written")]
    Stopped,
    /// This process only reads.
    #[error("the journal is open for reading only")]
    ReadOnly,
    /// The outcome was not written. It must be shown to be noted; at the next start it is unknown.
    #[error("the outcome of {number:?} could not be written: {why}")]
    OutcomeNotWritten {
        /// Which allocation.
        number: AllocationNumber,
        /// What came back.
        answer: Box<Answer>,
        /// What the disk said.
        why: String,
    },
    /// The allocation is not in a state for this.
    #[error("the allocation is not in a state for this")]
    NotInState,
    /// One of TikTok's records settles one allocation at most.
    #[error("that record already belongs to {0:?}")]
    AlreadyClaimed(AllocationNumber),
    /// There is no such credit.
    #[error("there is no such credit")]
    NoSuchCredit,
    /// The credit's holder and currency cannot change, and its amount not fall below what was placed.
    #[error("a credit cannot be corrected like this")]
    NotACorrection,
    /// An entry does not fit those before it: a mistake of the program.
    #[error("the entry does not fit those before it")]
    DoesNotFit,
    /// Numbers ran out.
    #[error("no further entry can be numbered")]
    Full,
    /// Another program wrote to the file.
    #[error("the file was changed by something else")]
    ChangedByAnother,
    /// The copy of the last good state was not kept.
    #[error("no copy was kept: {0}")]
    NotCopied(io::Error),
    /// The writer is gone.
    #[error("the journal is closed")]
    Closed,
    /// What is stored cannot be read.
    #[error("the journal is damaged: {0}")]
    Damaged(String),
    /// SQLite or the disk failed.
    #[error("the journal's file failed: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Self::Damaged(error.to_string())
            }
            _ => Self::Sqlite(error),
        }
    }
}

impl JournalError {
    /// Whether another attempt on a file opened afresh may do better.
    pub(super) fn is_of_the_disk(&self) -> bool {
        matches!(self, Self::Sqlite(_) | Self::Damaged(_) | Self::Closed)
    }
}

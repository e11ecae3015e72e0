//! What a person's verbs come to.

use crate::allocate::AllocateError;
use crate::allocation::{Allocation, Answer};
use crate::book::BookError;
use crate::credit::{Field, FieldError};
use crate::gateway::LookError;
use crate::id::{AdvertiserId, AllocationNumber};
use crate::journal::JournalError;
use crate::mirror::MirrorError;
use crate::policy::{Check, Difference, Review};
use crate::recover::RecoverError;

/// What asking for a review came to. Nothing moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prepared {
    /// To be read; it is the latest, and may be confirmed if it allows.
    Review(Box<Review>),
    /// The typed text is no amount: there is nothing to review.
    NoAmount(Box<Check>),
}

/// What confirming a review came to.
#[derive(Debug)]
pub enum Outcome {
    /// It is recorded: allocated, refused by TikTok, not sent, or unknown. The state says which.
    Done(Box<Allocation>),
    /// Something changed since the review; nothing moved. This new review is the latest and must be read (R66).
    Returned {
        /// The review as it is now, with ids of its own.
        review: Box<Review>,
        /// What differs from the one that was read.
        differences: Vec<Difference>,
    },
    /// The rules say no; nothing moved. The review holds every reason.
    Refused(Box<Review>),
    /// A warning was not acknowledged; nothing moved.
    NotAcknowledged(Box<Review>),
    /// Not the latest review; nothing moved.
    Outdated,
    /// TikTok or the journal could not be read, or the journal refused; nothing was recorded, nothing moved.
    NothingRecorded(WorkspaceError),
    /// TikTok was asked, and its answer could not be written: show it, to be noted down (protocol 4.2).
    NotWritten {
        /// Which allocation.
        number: AllocationNumber,
        /// What TikTok answered, where it is known.
        answer: Option<Box<Answer>>,
        /// What the journal said.
        why: String,
    },
}

/// Why a verb did not work. Nothing was recorded, nothing moved.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// TikTok could not be read.
    #[error(transparent)]
    Look(#[from] LookError),
    /// The journal refused or failed.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The mirror failed.
    #[error(transparent)]
    Mirror(#[from] MirrorError),
    /// What is known does not fit together or cannot be read.
    #[error(transparent)]
    Book(#[from] BookError),
    /// An open outcome could not be looked up or closed.
    #[error(transparent)]
    Recover(#[from] RecoverError),
    /// Nothing was fetched yet about this account.
    #[error("nothing is known about account {0} yet")]
    NotFetched(AdvertiserId),
    /// Nobody is known to act here yet.
    #[error("who acts is not known yet")]
    NobodyActs,
    /// This person may not do that (R13).
    #[error("this person may not do that")]
    NotAllowed,
    /// Fields of a form are wrong.
    #[error("fields of the form are wrong")]
    Form(Vec<(Field, FieldError)>),
    /// There is no such credit.
    #[error("there is no such credit")]
    NoSuchCredit,
}

impl From<AllocateError> for Outcome {
    fn from(error: AllocateError) -> Self {
        use crate::policy::NotPermitted;
        match error {
            AllocateError::Look(error) => Self::NothingRecorded(error.into()),
            AllocateError::NotRecorded(error) => Self::NothingRecorded(error.into()),
            AllocateError::Book(error) => Self::NothingRecorded(error.into()),
            AllocateError::NotPermitted(NotPermitted::Refused(review)) => Self::Refused(review),
            AllocateError::NotPermitted(NotPermitted::NotAcknowledged(review)) => {
                Self::NotAcknowledged(review)
            }
            AllocateError::NotPermitted(NotPermitted::Changed(review)) => Self::Returned {
                review,
                differences: Vec::new(),
            },
            AllocateError::NotWritten {
                number,
                answer,
                why,
            } => Self::NotWritten {
                number,
                answer,
                why,
            },
        }
    }
}

//! The words of one allocation: what a person drafts, what TikTok answers, and the states between (protocol 4.1).

use crate::clock::Timestamp;
use crate::credit::Source;
use crate::id::{
    AdvertiserId, AllocationId, AllocationNumber, EntryNumber, MemberId, RequestId, ReviewId,
    TransactionId,
};
use crate::money::Money;
use crate::protocol::{Happening, Phase};

/// What a person wants: ad credit of one source into one account. Nothing has moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The review it belongs to; each review has ids of its own.
    pub review: ReviewId,
    /// Made with the review.
    pub allocation: AllocationId,
    /// Made with the review.
    pub request: RequestId,
    /// The receiver.
    pub account: AdvertiserId,
    /// What is drawn on.
    pub source: Source,
    /// How much.
    pub amount: Money,
    /// Free text kept with the record.
    pub note: Option<String>,
}

/// A note may have so many characters.
pub const LONGEST_NOTE: usize = 500;

/// A note is longer than [`LONGEST_NOTE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a note has at most {LONGEST_NOTE} characters")]
pub struct NoteTooLong;

impl Draft {
    /// A note as typed: without blanks around it, `None` when there is nothing in it.
    ///
    /// # Errors
    /// [`NoteTooLong`].
    pub fn note(typed: &str) -> Result<Option<String>, NoteTooLong> {
        let note = typed.trim();
        if note.chars().count() > LONGEST_NOTE {
            return Err(NoteTooLong);
        }

        Ok((!note.is_empty()).then(|| note.to_owned()))
    }
}

/// What TikTok's transfer call came to. Unknown is the default; only proof makes it anything else (protocol 4.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A complete envelope, HTTP 200, code 0, of the attempt that asked.
    Accepted {
        /// `transaction_infos[].transaction_id`, in order; may be empty.
        transactions: Vec<TransactionId>,
        /// TikTok's log id of the exchange.
        log_id: String,
    },
    /// A code documented as refused before execution.
    Refused {
        /// TikTok's code.
        code: i64,
        /// TikTok's words; hostile text.
        message: String,
    },
    /// Proven by the transport: no request byte was handed over.
    NotSent {
        /// In plain words.
        reason: String,
    },
    /// Anything else.
    Unknown {
        /// Which observation led here; a key, not a sentence.
        reason: UnknownReason,
    },
}

impl Answer {
    /// What it means for the allocation that asked.
    #[must_use]
    pub const fn happening(&self) -> Happening {
        match self {
            Self::Accepted { .. } => Happening::Accepted,
            Self::Refused { .. } => Happening::Refused,
            Self::NotSent { .. } => Happening::NotSent,
            Self::Unknown {
                reason: UnknownReason::ProgramEnded,
            } => Happening::Interrupted,
            Self::Unknown { .. } => Happening::Unclear,
        }
    }
}

/// Why an outcome is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnknownReason {
    /// No answer before the deadline.
    NoAnswer,
    /// The connection broke; the request may have left.
    ConnectionLost,
    /// HTTP status that proves nothing.
    HttpStatus(u16),
    /// An answer that could not be read whole.
    Unreadable,
    /// A code that does not say whether it was executed.
    Code(i64),
    /// An answer that belongs to another attempt.
    OtherAttempt,
    /// The program ended while sending.
    ProgramEnded,
}

/// Protocol 4.1. Data lives inside the state that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Claimed and perhaps on the wire.
    Sending,
    /// TikTok said yes.
    Succeeded {
        /// TikTok's ids; may be empty.
        transactions: Vec<TransactionId>,
    },
    /// TikTok said no before executing; nothing moved.
    Rejected {
        /// TikTok's code.
        code: i64,
        /// TikTok's words; hostile text.
        message: String,
    },
    /// Provably never left; nothing moved.
    NotSent {
        /// In plain words.
        reason: String,
    },
    /// Do not repeat.
    Unknown {
        /// Why.
        reason: UnknownReason,
    },
    /// It took effect, though no answer said so.
    Applied {
        /// How that is known.
        basis: Basis,
        /// The record, where one was named.
        transaction: Option<TransactionId>,
    },
    /// A person closed it as not executed.
    NotApplied {
        /// Who said so.
        by: MemberId,
        /// Their reason.
        note: String,
    },
    /// It was refused or closed as not executed, and then this record of it appeared.
    Contradicted {
        /// The record.
        transaction: TransactionId,
    },
    /// It took effect, and this record is one more than anybody here asked for.
    DuplicateSuspected {
        /// The surplus record.
        transaction: TransactionId,
    },
}

/// How it is known that an allocation without an answer took effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// TikTok's records prove it (protocol 4.5).
    Records,
    /// A person said so.
    Person {
        /// Who.
        by: MemberId,
        /// Their reason.
        note: String,
    },
}

impl State {
    /// Its place in the protocol, without its data.
    #[must_use]
    pub fn phase(&self) -> Phase {
        match self {
            Self::Sending => Phase::Sending,
            Self::Succeeded { .. } => Phase::Succeeded,
            Self::Rejected { .. } => Phase::Rejected,
            Self::NotSent { .. } => Phase::NotSent,
            Self::Unknown { .. } => Phase::Unknown,
            Self::Applied { .. } => Phase::Applied,
            Self::NotApplied { .. } => Phase::NotApplied,
            Self::Contradicted { .. } => Phase::Contradicted,
            Self::DuplicateSuspected { .. } => Phase::DuplicateSuspected,
        }
    }

    /// See [`Phase::is_open`].
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.phase().is_open()
    }

    /// See [`Phase::counts`].
    #[must_use]
    pub fn counts(&self) -> bool {
        self.phase().counts()
    }
}

/// Both sides before, after and what is drawn on, as the review showed and the record keeps (R68).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Ad credit the Business Center can place, before.
    pub bc_before: Money,
    /// After.
    pub bc_after: Money,
    /// Left in the source, before.
    pub source_before: Money,
    /// After.
    pub source_after: Money,
    /// Ad credit in the account, before.
    pub account_before: Money,
    /// After.
    pub account_after: Money,
    /// When the balances were read.
    pub read_at: Timestamp,
}

/// One allocation as the journal knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allocation {
    /// What people call it.
    pub number: AllocationNumber,
    /// Our id.
    pub id: AllocationId,
    /// Where it stands.
    pub state: State,
    /// All of R68, as committed.
    pub record: Record,
    /// The entry that recorded and claimed it.
    pub recorded_in: EntryNumber,
    /// The entry of its present state, if another.
    pub settled_in: Option<EntryNumber>,
    /// When the present state was written.
    pub settled_at: Option<Timestamp>,
}

/// R68: what is kept for good at the moment of commit. The canonical entry holds every field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What was asked.
    pub draft: Draft,
    /// Commit time, UTC.
    pub at: Timestamp,
    /// The offset shown to the person, e.g. `-05:00`.
    pub shown_offset: String,
    /// Operator and declared role.
    pub actor: crate::business_center::Actor,
    /// Business Center id.
    pub bc: crate::id::BcId,
    /// Its name as it was.
    pub bc_name: String,
    /// Portfolio, where one applies.
    pub portfolio: Option<crate::id::PortfolioId>,
    /// Name of the credit as it was; `None` for unlisted ad credit.
    pub credit_name: Option<String>,
    /// Last valid day of the credit, where known.
    pub credit_until: Option<jiff::civil::Date>,
    /// The planning instant of R98, where known.
    pub ends_at: Option<Timestamp>,
    /// Restrictions of the credit, verbatim.
    pub restrictions: String,
    /// Name of the account as it was.
    pub account_name: String,
    /// Balances before and after.
    pub figures: Figures,
    /// The Business Center's whole ad credit when it was read: one end of the balance equation (protocol 4.5).
    pub bc_ad_credit: Money,
    /// Codes of the warnings shown and acknowledged.
    pub acknowledged: Vec<String>,
    /// The newest transaction ids read before sending, both levels (protocol 4.2).
    pub snapshot: Vec<TransactionId>,
    /// The moment after which no answer is waited for.
    pub deadline: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_text_or_nothing() {
        assert_eq!(
            Draft::note(" Autumn push\n"),
            Ok(Some("Autumn push".to_owned()))
        );
        assert_eq!(Draft::note("  "), Ok(None));
        assert!(Draft::note(&"ü".repeat(LONGEST_NOTE)).is_ok());
        assert_eq!(Draft::note(&"x".repeat(LONGEST_NOTE + 1)), Err(NoteTooLong));
    }
}

//! Add Balance: amount, review, outcome (R55–R69).

use super::ad_account::AccountCard;
use super::allocations::{Allocation, UnknownReason};
use super::reasons::{AmountReason, LookAlike, Refusal, Warning};
use super::start::WorkspaceKind;
use super::{Amount, CreditKind, Funds, OpenOutcome, Person, Stamp};
use crate::fault::Fault;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Step 1: who receives it, what can be drawn on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BeginAllocation {
    /// The receiver.
    pub card: AccountCard,
    /// Ad credit in it now, where it may be seen.
    pub ad_credit: Option<Amount>,
    /// Earliest end first, unlisted ad credit last.
    pub credits: Vec<CreditChoice>,
    /// `key` of the one to preselect; none where nothing can be placed.
    pub preselected: Option<String>,
    /// What the Business Center can place.
    pub placeable: Option<Amount>,
    /// The account's allocation that is not settled, if any.
    pub open: Option<OpenOutcome>,
    /// Everything that refuses before an amount is typed.
    pub refusals: Vec<Refusal>,
    /// Accounts that can be mistaken for this one.
    pub look_alikes: Vec<LookAlike>,
    /// Who acts, for "You may allocate: Admin".
    pub actor: Person,
    /// Decimals that may be typed: 0 or 2.
    pub decimals: u32,
    /// ISO 4217 code of the amount.
    pub currency: String,
}

/// One credit in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreditChoice {
    /// The credit's id, or `unlisted`.
    pub key: String,
    /// None for unlisted ad credit.
    pub name: Option<String>,
    /// Left in it.
    pub left: Amount,
    /// Last valid day, where known.
    pub ends: Option<String>,
    /// Days left, where known.
    pub days: Option<u32>,
    /// R77; none for unlisted ad credit.
    pub kind: Option<CreditKind>,
    /// Why it cannot be chosen; empty when it can.
    pub refusals: Vec<Refusal>,
}

/// What is typed, while it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AllocationDraft {
    /// The receiver's id.
    pub account: String,
    /// `key` of the credit.
    pub credit: String,
    /// As typed.
    pub amount: String,
    /// May be empty.
    pub note: String,
}

/// The live checks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AmountCheck {
    /// What was understood, in canonical form.
    pub amount: Option<Amount>,
    /// R59, the one that applies.
    pub reason: Option<AmountReason>,
    /// Left in the credit before.
    pub credit_left: Option<Amount>,
    /// What the Business Center can place before.
    pub placeable: Option<Amount>,
    /// Least that TikTok takes for this account; none before it was told, so that nobody knows whether this is enough.
    pub minimum: Option<Amount>,
    /// R60 for this credit and account, all.
    pub refusals: Vec<Refusal>,
    /// Nothing refuses: *Review* may be pressed.
    pub may_review: bool,
}

/// Step 2: what will happen, for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// For `allocate`; only the latest can commit.
    pub id: String,
    /// How much.
    pub amount: Amount,
    /// Name of the Business Center; hostile text.
    pub bc_name: String,
    /// The credit; none for unlisted ad credit.
    pub credit_name: Option<String>,
    /// The receiver.
    pub card: AccountCard,
    /// Name of the Payment Portfolio, where one applies.
    pub portfolio: Option<String>,
    /// Business Center, credit, account, in this order.
    pub sides: Vec<Side>,
    /// By how much open outcomes lower what the Business Center can place.
    pub reserved: Amount,
    /// The account's allocation that is not settled, if any.
    pub open: Option<OpenOutcome>,
    /// When it ends; none where unknown.
    pub ends: Option<Ends>,
    /// R77; none for unlisted ad credit.
    pub kind: Option<CreditKind>,
    /// Verbatim; hostile text. Empty where unknown.
    pub restrictions: String,
    /// What campaigns run on when it is used up (R92).
    pub then: Vec<Funds>,
    /// Only those that apply.
    pub warnings: Vec<ReviewWarning>,
    /// R59, at most one.
    pub amount_reason: Option<AmountReason>,
    /// R60, all.
    pub refusals: Vec<Refusal>,
    /// Nothing refuses: it may be allocated once the warnings are acknowledged.
    pub may_allocate: bool,
    /// Kept with the record; none where empty.
    pub note: Option<String>,
    /// Who acts.
    pub actor: Person,
    /// When the figures were read.
    pub figures_as_of: Stamp,
    /// What differs from the review before (R66); empty on the first.
    pub changed: Vec<ReviewPart>,
    /// Whether the money is real.
    pub money: WorkspaceKind,
}

/// One line of both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Side {
    /// Which.
    pub what: SideOf,
    /// Its name as it is; none for unlisted ad credit. Hostile text.
    pub name: Option<String>,
    /// Before.
    pub before: Amount,
    /// With its sign.
    pub change: Amount,
    /// After.
    pub after: Amount,
}

/// See [`Side`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SideOf {
    /// Ad credit the Business Center can place.
    BusinessCenter,
    /// Left in the credit.
    Credit,
    /// Ad credit in the account.
    Account,
}

/// When a credit ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Ends {
    /// Last valid day.
    pub date: String,
    /// The planning instant of R98.
    pub at: Stamp,
    /// Days left, 0 for today. On a receipt: counted from the day of the allocation.
    pub days: u32,
}

/// A warning of the review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewWarning {
    /// What, with what to compare.
    pub warning: Warning,
    /// Its code must be in `acknowledged`.
    pub must_acknowledge: bool,
}

/// What can differ from the review before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReviewPart {
    /// Ad credit of the Business Center.
    BusinessCenter,
    /// What is left in the credit.
    CreditLeft,
    /// Ad credit in the account.
    Account,
    /// The account's name.
    AccountName,
    /// The Business Center's name.
    BcName,
    /// The end or the terms of the credit.
    CreditTerms,
    /// The acting person's role.
    Role,
    /// Whether or why it is refused.
    Refusals,
    /// What is unusual.
    Warnings,
    /// The Payment Portfolio.
    Portfolio,
}

/// What became of a press on *Allocate*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "SCREAMING_SNAKE_CASE",
    rename_all_fields = "camelCase"
)]
pub enum Outcome {
    /// It happened, once.
    Allocated {
        /// With TikTok's transaction ids.
        allocation: Box<Allocation>,
    },
    /// Do not repeat.
    Unknown {
        /// What was sent.
        allocation: Box<Allocation>,
        /// What led here.
        reason: UnknownReason,
    },
    /// TikTok said no before executing; nothing moved.
    Refused {
        /// What was asked.
        allocation: Box<Allocation>,
        /// TikTok's code.
        tiktok_code: String,
        /// TikTok's words; hostile text.
        message: String,
    },
    /// Provably never left; nothing moved.
    NotSent {
        /// What was asked.
        allocation: Box<Allocation>,
    },
    /// Something changed, is refused, or was not acknowledged: read again. Nothing was recorded, nothing moved.
    Returned {
        /// The new review, differences marked in `changed`.
        review: Box<Review>,
    },
    /// Nothing was recorded, nothing moved.
    NothingRecorded {
        /// Why.
        fault: Fault,
    },
    /// What became of it could not be written: note it down. Sending has stopped; do not repeat.
    AnswerNotKept {
        /// Number of the allocation.
        number: String,
        /// What TikTok answered, as a code: `ACCEPTED`, `REFUSED`, `NOT_SENT`, `UNKNOWN`.
        answer: AnswerWord,
        /// TikTok's transaction ids, where it told any.
        transactions: Vec<String>,
    },
}

/// See [`Outcome::AnswerNotKept`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AnswerWord {
    /// Yes.
    Accepted,
    /// No.
    Refused,
    /// Never left.
    NotSent,
    /// Neither.
    Unknown,
}

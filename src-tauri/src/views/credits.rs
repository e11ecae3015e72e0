//! Credits: the list people keep, compared with TikTok's one total (R161–R163), and the forms.

use super::ad_account::Origin;
use super::{Amount, CreditKind, CreditStatus, Freshness, Stamp};
use crate::views::reasons::Refusal;
use serde::{Deserialize, Serialize};
use specta::Type;

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Credits {
    /// None where the role may not see figures, or none were read yet.
    pub comparison: Option<Comparison>,
    /// Can be placed now or later, earliest end first; unlisted ad credit last.
    pub available: Vec<CreditRow>,
    /// Used up, expired, revoked.
    pub gone: Vec<CreditRow>,
    /// Age of the total.
    pub freshness: Freshness,
    /// Whether this person may add, correct and revoke.
    pub may_edit: bool,
    /// Why not.
    pub refusal: Option<Refusal>,
}

/// R163.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// TikTok's Voucher Balance.
    pub voucher: Amount,
    /// Left in all listed credits.
    pub listed: Amount,
    /// Voucher minus listed.
    pub difference: Amount,
    /// What it means.
    pub sign: Agreement,
    /// Sum of open outcomes, which may explain a difference.
    pub open: Amount,
}

/// See [`Comparison`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Agreement {
    /// The list agrees with TikTok.
    Agrees,
    /// TikTok has more than is listed: unlisted ad credit.
    Unlisted,
    /// More is listed than TikTok has.
    ListedTooMuch,
}

/// One credit in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreditRow {
    /// The credit's id, or `unlisted`.
    pub key: String,
    /// None for unlisted ad credit.
    pub name: Option<String>,
    /// None for unlisted ad credit.
    pub kind: Option<CreditKind>,
    /// R99.
    pub status: CreditStatus,
    /// Last valid day, where known.
    pub ends: Option<String>,
    /// Days left, where known and not past.
    pub days: Option<u32>,
    /// Left to place.
    pub left: Amount,
    /// The whole amount; none for unlisted ad credit.
    pub amount: Option<Amount>,
    /// Expired or revoked before it was placed.
    pub lost: Amount,
}

/// One credit with its terms and how it came to be so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreditDetail {
    /// As in the list.
    pub row: CreditRow,
    /// Sum of allocations that took or may have taken effect.
    pub allocated: Amount,
    /// How many.
    pub allocations: u32,
    /// When it ends (R98), where known.
    pub ends_at: Option<Stamp>,
    /// The terms in force; what *Correct* starts from.
    pub form: CreditForm,
    /// Where it is held, for credits that an account got elsewhere.
    pub held_by: Option<HeldBy>,
    /// Reason, where it was marked as revoked.
    pub revoked: Option<String>,
    /// Entered, corrected, revoked: oldest first.
    pub entries: Vec<CreditEntry>,
    /// Whether this person may correct and revoke.
    pub may_edit: bool,
}

/// An account that holds a credit from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HeldBy {
    /// Its id.
    pub account: String,
    /// How it came there.
    pub origin: Origin,
}

/// One entry about a credit. A correction is a new entry; the old one stays readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreditEntry {
    /// Journal entry.
    pub entry: String,
    /// What was done.
    pub what: CreditAct,
    /// Who.
    pub by: String,
    /// When.
    pub at: Stamp,
    /// Why, for a correction and a mark; hostile text.
    pub reason: Option<String>,
}

/// See [`CreditEntry`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CreditAct {
    /// Entered.
    Added,
    /// Corrected.
    Corrected,
    /// Marked as revoked.
    Revoked,
}

/// What a person enters (R83). Dates are `2026-11-30`; empty text where unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreditForm {
    /// Name on the settlement letter.
    pub name: String,
    /// As typed.
    pub amount: String,
    /// Day of issue.
    pub issued: String,
    /// First valid day.
    pub valid_from: String,
    /// Last valid day.
    pub valid_until: String,
    /// Assignable only for credits that an account got elsewhere (R79).
    pub kind: CreditKind,
    /// Verbatim.
    pub restrictions: String,
    /// Which accounts the terms name.
    pub accounts: AccountRule,
    /// Their ids.
    pub account_ids: Vec<String>,
    /// Where the terms can be read.
    pub terms: String,
    /// A campaign is linked, or the conditions are fulfilled (R91).
    pub fulfilled: bool,
}

/// R83.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AccountRule {
    /// No list.
    Any,
    /// Only these.
    Only,
    /// All but these.
    Except,
}

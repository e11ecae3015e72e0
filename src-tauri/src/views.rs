//! Plain shapes for the window, made from core types; the contract that `ui/src/bindings.ts` is generated from.
//!
//! Amounts are finished text, numbers above 2^53 and ids are text, moments carry their zone. Whatever a sentence needs
//! crosses as a code with its parameters: sentences live in the window's locale files. Names come as TikTok said them:
//! hostile text.

pub mod add_balance;
pub mod alarms;
pub mod allocations;
pub mod connecting;
pub mod credits;
pub mod payment_management;
pub mod reasons;
pub mod settings;
pub mod start;
pub mod users;

pub mod ad_account;

use serde::{Deserialize, Serialize};
use specta::Type;

/// An amount, for showing only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Amount {
    /// Finished: `1,200.00`; a difference carries its sign, `+500.00` or `−500.00` (U+2212).
    pub text: String,
    /// For fields and copying: `1200.00`, `-500.00`.
    pub plain: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Shown dimmed.
    pub is_zero: bool,
}

/// A moment, with the zone it is shown in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Stamp {
    /// RFC 3339, UTC: `2026-11-17T15:45:31Z`.
    pub at: String,
    /// The clock on the wall of that zone, without offset: `2026-11-17T10:45:31`. Format it as if it were UTC.
    pub local: String,
    /// `UTC−05:00` (U+2212).
    pub zone: String,
}

/// Two amounts, the truth being one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AmountRange {
    /// Where an allocation that is not settled did not take effect.
    pub without: Amount,
    /// Where it did.
    pub with: Amount,
}

/// An allocation to an account that is not settled. Until it is, the account's figures are a range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpenOutcome {
    /// Its number.
    pub number: String,
    /// How much it asked for; none where the role may not see figures.
    pub amount: Option<Amount>,
    /// The account's ad credit; none as above, or where it was not read.
    pub ad_credit: Option<AmountRange>,
}

/// An ad account by name and id; both always stand together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountName {
    /// Plain digits; the window groups them.
    pub id: String,
    /// Hostile text.
    pub name: String,
    /// Whether another account can be mistaken for it (R64).
    pub likeness: Likeness,
}

/// R64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Likeness {
    /// No other account has nearly this name.
    Unique,
    /// Another account has exactly this name.
    Same,
    /// Another account has nearly this name.
    Similar,
}

/// A person by name and id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// Plain digits.
    pub id: String,
    /// Hostile text.
    pub name: String,
    /// What TikTok says the person is.
    pub role: Role,
}

/// R9: one basic role, at most one finance role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// Admin or Standard.
    pub basic: BasicRole,
    /// On top of it, or none.
    pub finance: Option<FinanceRole>,
}

/// R9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BasicRole {
    /// Admin.
    Admin,
    /// Standard.
    Standard,
}

/// R9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FinanceRole {
    /// Finance Manager.
    Manager,
    /// Finance Analyst.
    Analyst,
}

/// What is spent, in this order (R87–R89).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Funds {
    /// Ad credit.
    AdCredit,
    /// Cash.
    Cash,
    /// Credit line.
    CreditLine,
}

/// The age and origin of what a page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Freshness {
    /// When TikTok said so; none before the first read.
    pub as_of: Option<Stamp>,
    /// Older than 24 hours (R43).
    pub stale: bool,
    /// The last read failed; the figures are older ones.
    pub offline: bool,
    /// A read is under way.
    pub refreshing: bool,
}

/// R77.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CreditKind {
    /// Applies by itself.
    Free,
    /// Must be assigned to a campaign.
    Assignable,
    /// Applies while its conditions hold.
    Conditional,
}

/// R99, and the part of TikTok's total that no entry explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CreditStatus {
    /// Marked as revoked (R75).
    Revoked,
    /// R98.
    Expired,
    /// Used up.
    Exhausted,
    /// Before its first day.
    NotYetValid,
    /// 14 days or fewer left.
    Expiring,
    /// Can be placed.
    Active,
    /// Unlisted ad credit: dates and terms unknown.
    Unexplained,
}

//! The Ad account screen: as Ads Manager shows it, Payment page and Promotions (R134–R142).

use super::allocations::AllocationRow;
use super::payment_management::{AccountStatus, Ownership};
use super::reasons::Refusal;
use super::{AccountName, Amount, CreditKind, Freshness, Funds, OpenOutcome, Stamp};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Everything of one ad account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AdAccount {
    /// Name, status, owner.
    pub card: AccountCard,
    /// Age of the figures.
    pub freshness: Freshness,
    /// Whether *Add Balance* is enabled.
    pub may_add: bool,
    /// Why not, all reasons.
    pub refusals: Vec<Refusal>,
    /// Its allocation that is not settled, if any.
    pub open: Option<OpenOutcome>,
    /// None where the role may not see figures, or none were read yet.
    pub payment: Option<Payment>,
    /// Ad credits of the account; estimates.
    pub promotions: Promotions,
    /// Allocations to it, newest first.
    pub history: Vec<AllocationRow>,
    /// Whether a credit from elsewhere may be entered by this person.
    pub may_enter_credit: bool,
}

/// The account in a few words, for heads and dialogs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountCard {
    /// Name, id, likeness.
    pub account: AccountName,
    /// R29.
    pub status: AccountStatus,
    /// TikTok's own word.
    pub status_word: String,
    /// R22.
    pub ownership: Ownership,
    /// The Business Center's name, for "Owned by …".
    pub bc_name: String,
    /// R32.
    pub reservation: bool,
    /// ISO 4217 code.
    pub currency: String,
    /// `UTC−05:00`, where told.
    pub zone: Option<String>,
    /// IANA name, where told.
    pub zone_name: Option<String>,
    /// Name of its Payment Portfolio, where it has one.
    pub portfolio: Option<String>,
}

/// The Payment page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Payment {
    /// TikTok's total.
    pub ad_credit: Amount,
    /// Its usable part.
    pub usable_ad_credit: Amount,
    /// Cash; the portfolio's where `cash_is_shared`.
    pub cash: Amount,
    /// Its usable part.
    pub usable_cash: Amount,
    /// Tax.
    pub tax: Amount,
    /// Frozen.
    pub frozen: Amount,
    /// The figures belong to the Payment Portfolio (R54).
    pub cash_is_shared: bool,
    /// R36.
    pub credit_line: CreditLine,
    /// What is spent first to last.
    pub spent_in_order: Vec<Funds>,
    /// *View Details*.
    pub details: CreditDetails,
}

/// The credit line of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "SCREAMING_SNAKE_CASE",
    rename_all_fields = "camelCase"
)]
pub enum CreditLine {
    /// Prepaid account.
    None,
    /// TikTok told it.
    Told {
        /// How much.
        amount: Amount,
        /// Of the Payment Portfolio, not of the account alone.
        shared: bool,
    },
    /// TikTok did not tell.
    NotTold,
}

/// *View Details*: what makes up the ad credit, credit by credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreditDetails {
    /// Earliest end first.
    pub rows: Vec<CreditInAccount>,
    /// Sum of the amounts.
    pub amount: Amount,
    /// Sum of what is used, an estimate.
    pub used: Amount,
    /// Sum of what is left, an estimate.
    pub left: Amount,
    /// TikTok's total, the one figure that is told.
    pub reported: Amount,
    /// When it was told.
    pub reported_at: Option<Stamp>,
}

/// One credit in one account. Used and left are estimates (R90).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreditInAccount {
    /// None for unlisted ad credit and for what no entry explains.
    pub name: Option<String>,
    /// Where it came from.
    pub came_from: CameFrom,
    /// R77.
    pub kind: CreditKind,
    /// The whole amount.
    pub amount: Amount,
    /// Spent, an estimate.
    pub used: Amount,
    /// Left, an estimate.
    pub left: Amount,
    /// Last valid day, where known.
    pub ends: Option<String>,
    /// Restrictions, verbatim; hostile text.
    pub restrictions: String,
}

/// How ad credit came into an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "SCREAMING_SNAKE_CASE",
    rename_all_fields = "camelCase"
)]
pub enum CameFrom {
    /// Placed from here.
    Allocation {
        /// Its number.
        number: String,
        /// When.
        at: Stamp,
    },
    /// Entered by hand: got elsewhere.
    Elsewhere {
        /// How it came there.
        origin: Origin,
        /// When it was entered.
        entered: Stamp,
        /// For `correctCredit` and `revokeCredit`.
        credit_id: String,
    },
    /// Part of TikTok's total that no entry explains.
    Unexplained,
}

/// How an account came to a credit that the Business Center did not place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Origin {
    /// Incentive Center (R80, R157).
    IncentiveCenter,
    /// Earned in Ads Manager (R73).
    AdsManager,
    /// A promotional code (R85).
    PromotionalCode,
    /// Anything else.
    Other,
}

/// The three tabs of R136.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Promotions {
    /// Can be spent.
    pub available: Vec<Promotion>,
    /// Still being earned: conditional credits not yet fulfilled.
    pub earning: Vec<Promotion>,
    /// Expired, used up, revoked, not yet valid.
    pub not_available: Vec<Promotion>,
}

/// One row of Promotions (R137). Used, unused and percent are estimates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Promotion {
    /// None for unlisted ad credit.
    pub name: Option<String>,
    /// R77.
    pub kind: CreditKind,
    /// Must be assigned to a campaign in Ads Manager, or it is never used (R78, R82).
    pub must_be_assigned: bool,
    /// Somebody said that a campaign is linked or the conditions are fulfilled (R91).
    pub fulfilled: bool,
    /// Restrictions, verbatim; hostile text.
    pub restrictions: String,
    /// First valid day, where known.
    pub valid_from: Option<String>,
    /// Last valid day, where known.
    pub valid_until: Option<String>,
    /// The whole amount.
    pub amount: Amount,
    /// Spent.
    pub used: Amount,
    /// R141.
    pub unused: Amount,
    /// R141, whole percent.
    pub percent_spent: u8,
    /// Why it stands under *Not available*.
    pub why_not: Option<WhyNotAvailable>,
    /// Where it came from.
    pub came_from: CameFrom,
}

/// R139.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum WhyNotAvailable {
    /// Past its last day.
    Expired,
    /// Nothing left.
    UsedUp,
    /// Revoked by TikTok.
    Revoked,
    /// Before its first day.
    NotYetValid,
    /// Still in an account that cannot spend it (R26).
    Stranded,
}

//! A record of TikTok's transactions and an account's costs, in TikTok's own terms (R125–R130).

use crate::clock::Timestamp;
use crate::id::{AdvertiserId, BcId, PortfolioId, TransactionId};
use crate::money::Money;
use jiff::civil::Date;

/// One row of TikTok's records. It has no operator, no memo and no reference of ours (R126).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// Unique at TikTok.
    pub id: TransactionId,
    /// Whose side of the move it describes; one transfer leaves a row at each.
    pub level: Level,
    /// The account; none at Business Center level.
    pub account: Option<AdvertiserId>,
    /// Its name then; hostile text, empty where not told.
    pub account_name: String,
    /// The Business Center. One query may return rows of another.
    pub bc: Option<BcId>,
    /// The portfolio, at that level only.
    pub portfolio: Option<PortfolioId>,
    /// With tax, signed or not as TikTok sent it.
    pub amount: Money,
    /// Without tax.
    pub subtotal: Money,
    /// The tax.
    pub tax: Money,
    /// `amount_type`
    pub direction: Direction,
    /// `transaction_type`, TikTok's word.
    pub kind: String,
    /// `billing_type`
    pub billing: Billing,
    /// When, UTC.
    pub at: Timestamp,
    /// The zone TikTok told it in, e.g. `UTC-05:00`.
    pub zone: String,
}

/// The level a record is kept at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// `BC`
    BusinessCenter,
    /// `ADVERTISER`
    Account,
    /// `PAYMENT_PORTFOLIO`
    Portfolio,
}

/// `amount_type`
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Direction {
    /// `POSITIVE`
    In,
    /// `NEGATIVE`
    Out,
    /// `OTHER` and words we do not know.
    Other(String),
}

/// `billing_type`. `CREDIT` here is ad credit, not the credit line (R127).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Billing {
    /// `CASH`
    Cash,
    /// `CREDIT`
    AdCredit,
    /// A word we do not know.
    Other(String),
}

/// What one account cost from one day to another, both included, UTC days (R130).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// The account.
    pub account: AdvertiserId,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Everything.
    pub amount: Money,
    /// Paid from cash.
    pub cash: Money,
    /// Paid from ad credit.
    pub ad_credit: Money,
    /// Tax, an estimate.
    pub tax: Money,
}

//! The credits people enter: the Business Center's lots (R161–R163) and credits that an account got elsewhere (R80).
//!
//! TikTok tells one voucher total; which credit an allocation names is our bookkeeping. A correction is a new entry that
//! points to the old one; nothing is edited.

use crate::id::{AdvertiserId, CreditId};
use crate::money::Money;
use jiff::civil::Date;

/// The terms of one credit as somebody entered them (R83).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Name on the settlement letter.
    pub name: String,
    /// The whole amount.
    pub amount: Money,
    /// Day of issue, where known.
    pub issued: Option<Date>,
    /// First valid day, in the Business Center's zone.
    pub valid_from: Option<Date>,
    /// Last valid day, in the Business Center's zone (R98).
    pub valid_until: Option<Date>,
    /// Free, or with conditions; assignable only outside the Business Center (R79).
    pub kind: CreditKind,
    /// Restrictions, verbatim.
    pub restrictions: String,
    /// Structured restrictions, where known (R83).
    pub accounts: AccountList,
    /// Where the terms can be read.
    pub terms: String,
    /// The Business Center's own, or one that an account got elsewhere.
    pub holder: Holder,
    /// Somebody said that a campaign is linked or the conditions are fulfilled (R91); only then do assignable and conditional
    /// credits count in estimates.
    pub fulfilled: bool,
}

/// Where a credit sits. Only the Business Center's can be placed (R73); the others are kept for information (R80).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A lot of the Business Center's total.
    BusinessCenter,
    /// In one account, from elsewhere; never part of the Business Center's total.
    Account {
        /// The account that holds it.
        account: AdvertiserId,
        /// How it came there.
        origin: Origin,
    },
}

/// How an account came to a credit that the Business Center did not place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Applied for in the Incentive Center (R80, R157).
    IncentiveCenter,
    /// Earned in Ads Manager (R73).
    AdsManager,
    /// A promotional code (R85).
    PromotionalCode,
    /// Anything else.
    Other,
}

/// R77.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditKind {
    /// Applies by itself.
    Free,
    /// Must be assigned to a campaign.
    Assignable,
    /// Applies while its conditions hold.
    Conditional,
}

/// Which accounts a credit's terms name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountList {
    /// No list.
    Any,
    /// Only these.
    Only(Vec<AdvertiserId>),
    /// All but these.
    Except(Vec<AdvertiserId>),
}

/// A credit with what has become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// Its id.
    pub id: CreditId,
    /// Terms in force, after corrections.
    pub terms: Terms,
    /// Sum of allocations that took or may have taken effect (open ones count).
    pub allocated: Money,
    /// Marked as revoked by TikTok, with a reason (R75).
    pub revoked: Option<String>,
}

/// What an allocation draws on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A listed credit.
    Credit(CreditId),
    /// The part of TikTok's total that no entry explains; dates unknown (design section 4).
    Unlisted,
}

/// R99, first match wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditStatus {
    /// R75
    Revoked,
    /// R98
    Expired,
    /// Nothing left.
    Exhausted,
    /// Before its first day.
    NotYetValid,
    /// 14 days or fewer left.
    Expiring,
    /// Can be placed.
    Active,
}

//! What a judgement is made from: TikTok's answers of this moment, and what is known here.

use super::LookAlike;
use crate::account::{AccountBalance, AdAccount};
use crate::business_center::{Actor, BcBalance, BusinessCenter, Switches};
use crate::clock::Timestamp;
use crate::credit::{Credit, Source};
use crate::id::{AllocationNumber, PortfolioId, TransactionId};
use crate::money::Money;

/// What TikTok says right now about one draft: the look of the flow, and the snapshot kept with the intent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// When the answers were read.
    pub read_at: Timestamp,
    /// The Business Center.
    pub bc: BusinessCenter,
    /// Who is acting, with the role TikTok tells now.
    pub actor: Actor,
    /// Its balances.
    pub bc_balance: BcBalance,
    /// The receiver.
    pub account: AdAccount,
    /// Its balances.
    pub balance: AccountBalance,
    /// Smallest ad credit that may be moved to it, where told (R53).
    pub minimum: Option<Money>,
    /// Portfolios of this Business Center (R109).
    pub portfolios: Vec<PortfolioId>,
    /// Transaction ids already in TikTok's records for this account and this Business Center.
    pub known_records: Vec<TransactionId>,
}

/// What the journal and the mirror know about one draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// Switches in force.
    pub switches: Switches,
    /// The credit the draft names; `None` for unlisted ad credit.
    pub credit: Option<Credit>,
    /// Sum left in all active listed credits, for the unlisted part (R163).
    pub listed_left: Money,
    /// Sum of open outcomes of this Business Center.
    pub open: Money,
    /// The open allocation of this account, if any.
    pub open_here: Option<AllocationNumber>,
    /// Earlier allocations to this account, newest first, at least 7 days back (R63).
    pub earlier: Vec<Earlier>,
    /// Amounts of this operator's last 20 allocations (R61).
    pub usual: Vec<Money>,
    /// Accounts that can be mistaken for this one (R64).
    pub look_alikes: Vec<LookAlike>,
    /// Spend of the last 7 complete days, where known (R118, R119).
    pub spend_7_days: Option<Money>,
    /// Ad credit already in the account that is used before this one (R101); zero when unknown.
    pub used_earlier: Money,
    /// Last time the account was seen suspended or in review (R31).
    pub troubled_at: Option<Timestamp>,
    /// Names of the Admins whom the acting person can ask.
    pub admins: Vec<String>,
}

/// An earlier allocation, for the duplicate guard (R63).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Its number.
    pub number: AllocationNumber,
    /// When it was committed.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// How much.
    pub amount: Money,
    /// From what.
    pub source: Source,
}

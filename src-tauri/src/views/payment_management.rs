//! Payment management: the Business Center's balances and the table of ad accounts (R34–R43).

use super::reasons::Refusal;
use super::{AccountName, Amount, Freshness, OpenOutcome};
use serde::{Deserialize, Serialize};
use specta::Type;

/// The head of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PaymentManagement {
    /// The Business Center.
    pub bc_id: String,
    /// Hostile text.
    pub bc_name: String,
    /// ISO 4217 code.
    pub currency: String,
    /// None where the role may not see figures, or none were read yet.
    pub balances: Option<Balances>,
    /// Payment Portfolios, where the Business Center shows any.
    pub portfolios: Vec<Portfolio>,
    /// Age of the figures.
    pub freshness: Freshness,
    /// A reason true for every row, said once above the table.
    pub notice: Option<Refusal>,
    /// Ad accounts in all.
    pub accounts: u32,
    /// Whether figures are shown to this role at all.
    pub sees_finances: bool,
}

/// R36 and R50.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Balances {
    /// Ad credit that can be placed now, open outcomes taken off.
    pub placeable: Amount,
    /// What open outcomes hold back.
    pub reserved: Amount,
    /// What ends first among listed credits.
    pub earliest_end: Option<EarliestEnd>,
    /// Account Balance.
    pub account: Amount,
    /// Whether that is more than cash and voucher: then a credit line is in it.
    pub holds_credit_line: bool,
    /// Remaining.
    pub remaining: Amount,
    /// Account Balance minus Remaining: frozen or tax.
    pub not_usable: Amount,
    /// Cash Balance.
    pub cash: Amount,
    /// Its movable part.
    pub movable_cash: Amount,
    /// Voucher Balance.
    pub voucher: Amount,
    /// Its part that cannot be placed.
    pub frozen_voucher: Amount,
    /// Frozen, in all.
    pub frozen: Amount,
    /// Tax.
    pub tax: Amount,
}

/// What of the listed credits ends first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EarliestEnd {
    /// Left in it.
    pub left: Amount,
    /// Last valid day, `2026-11-30`.
    pub date: String,
    /// Days left, 0 for today.
    pub days: u32,
}

/// A Payment Portfolio as the header shows it (R103–R111).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Portfolio {
    /// Its id.
    pub id: String,
    /// Hostile text.
    pub name: String,
    /// Whether cash and credit line are shared; none where not told.
    pub shared: Option<bool>,
    /// Cash per currency.
    pub cash: Vec<Amount>,
    /// Credit line still available, where told.
    pub credit_line_available: Option<Amount>,
    /// Credit line in all, where told.
    pub credit_line_total: Option<Amount>,
    /// Told once for all its accounts (R122).
    pub balance_alert: BalanceAlert,
    /// What the figures say, where TikTok says otherwise (R120).
    pub alert_by_figures: Option<BalanceAlert>,
}

/// What the table asks for: one window of rows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountsQuery {
    /// In names and ids; may be empty.
    pub search: String,
    /// One status, or all.
    pub status: Option<AccountStatus>,
    /// One ownership, or all.
    pub ownership: Option<Ownership>,
    /// By which column.
    pub sort: AccountSort,
    /// Largest first.
    pub descending: bool,
    /// First row wanted, from 0.
    pub offset: u32,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// The columns that sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AccountSort {
    /// Name, then id.
    Name,
    /// Status.
    Status,
    /// Ad credit.
    AdCredit,
    /// Earliest end; unknown last.
    EarliestEnd,
    /// Cash.
    Cash,
    /// Balance Alert, then name.
    BalanceAlert,
}

/// One window of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountsPage {
    /// Accounts in all.
    pub total: u32,
    /// Accounts that the search and the filters leave.
    pub matched: u32,
    /// First row of `rows`.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<AccountRow>,
}

/// One ad account in the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountRow {
    /// Name, id, likeness.
    pub account: AccountName,
    /// R29.
    pub status: AccountStatus,
    /// R22.
    pub ownership: Ownership,
    /// ISO 4217 code.
    pub currency: String,
    /// R32.
    pub reservation: bool,
    /// None where the role may not see it, or it was not read.
    pub ad_credit: Option<Amount>,
    /// Its allocation that is not settled, if any.
    pub open: Option<OpenOutcome>,
    /// Last valid day of what ends first in it, an estimate (R90); none where unknown.
    pub earliest_end: Option<String>,
    /// None as above. In a Payment Portfolio the portfolio's (R54).
    pub cash: Option<Amount>,
    /// R117–R122.
    pub balance_alert: BalanceAlert,
    /// What the figures say, where TikTok says otherwise (R120).
    pub alert_by_figures: Option<BalanceAlert>,
    /// Whether *Add Balance* is enabled.
    pub may_add: bool,
    /// Why not, all reasons; a reason of the role is in the page's notice too.
    pub refusals: Vec<Refusal>,
}

/// The web labels of R28.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AccountStatus {
    /// Approved.
    Approved,
    /// In review.
    InReview,
    /// Disapproved.
    Disapproved,
    /// Suspended.
    Suspended,
    /// Contract has not taken effect.
    ContractNotEffective,
    /// Disabled.
    Disabled,
    /// A word we do not know.
    Unknown,
}

/// R22, as one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Ownership {
    /// Owned by this Business Center and linked.
    Owned,
    /// Owned by it, not linked.
    NotLinked,
    /// Owned by a partner.
    Partner,
    /// Owned by a person.
    Individual,
    /// A word we do not know.
    Other,
    /// Could not be read with this role.
    Unreadable,
}

/// R117–R122.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BalanceAlert {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Said once, with the Payment Portfolio.
    Portfolio,
    /// Neither told nor computable, or not for this role.
    Unknown,
}

//! Why something is refused or unusual: codes of R13, R59, R60, R61 with what their sentences need.

use super::payment_management::Ownership;
use super::start::ReadOnly;
use super::{AccountName, Amount, Stamp};
use serde::Serialize;
use specta::Type;

/// R59: at most one, the first that applies.
#[expect(
    clippy::enum_variant_names,
    reason = "the names are the codes of the rule"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "code",
    rename_all = "SCREAMING_SNAKE_CASE",
    rename_all_fields = "camelCase"
)]
pub enum AmountReason {
    /// Not a number.
    AmountInvalid,
    /// Zero or below.
    AmountNotPositive,
    /// Too many decimals.
    AmountPrecision {
        /// Decimals allowed.
        decimals: u32,
    },
    /// Below TikTok's minimum.
    AmountBelowMinimum {
        /// The minimum.
        minimum: Amount,
    },
    /// More than the credit has left.
    AmountExceedsCredit {
        /// What is left.
        left: Amount,
    },
    /// More than the Business Center can place.
    AmountExceedsBcBalance {
        /// What can be placed.
        placeable: Amount,
    },
}

/// R60: all that apply, together; also why a row's button is disabled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "code",
    rename_all = "SCREAMING_SNAKE_CASE",
    rename_all_fields = "camelCase"
)]
pub enum Refusal {
    /// R13 row 8.
    NoFinanceRole {
        /// Names of the Admins to ask.
        admins: Vec<String>,
    },
    /// R13 rows 5 and 7.
    FinanceAnalystReadOnly {
        /// Names of the Admins to ask.
        admins: Vec<String>,
    },
    /// R13 row 10.
    FinanceRolesNotApplicable {
        /// Names of the Admins to ask.
        admins: Vec<String>,
    },
    /// R13 row 4.
    AdminNeedsFinanceManager {
        /// Names of the other Admins to ask.
        admins: Vec<String>,
    },
    /// TikTok lets the person read nothing here any more.
    NotAMember {
        /// Names of the Admins to ask.
        admins: Vec<String>,
    },
    /// R3.
    BcNotEnabled {
        /// TikTok's word.
        status: String,
    },
    /// R22.
    NotOwned {
        /// Who owns it instead.
        owner: Ownership,
    },
    /// R22.
    NotLinked,
    /// R29.
    AccountInReview,
    /// R29.
    AccountDisapproved,
    /// R29.
    AccountSuspended,
    /// R29.
    ContractNotEffective,
    /// R29.
    AccountDisabled,
    /// R29.
    StatusUnknown {
        /// TikTok's word, may be empty.
        status: String,
    },
    /// R33.
    CurrencyMismatch {
        /// The account's.
        account_currency: String,
        /// The credit's.
        credit_currency: String,
    },
    /// R98.
    CreditExpired {
        /// Last valid day, where known.
        ended: Option<String>,
    },
    /// R98.
    CreditNotYetValid {
        /// First valid day, where known.
        begins: Option<String>,
    },
    /// R75.
    CreditRevoked,
    /// R99.
    CreditExhausted,
    /// R83.
    CreditExcludesAccount,
    /// R109.
    PortfolioRequired,
    /// R73, R80.
    CreditNotOfBusinessCenter,
    /// An allocation to this account is not settled.
    OutcomeOpen {
        /// Its number.
        number: String,
    },
    /// What was read belongs to another account, or the credit is not in the list.
    FactsMismatch,
    /// This window may only read.
    ReadOnly {
        /// Why.
        why: ReadOnly,
    },
}

/// R61: never blocks by itself; most must be acknowledged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "code",
    rename_all = "SCREAMING_SNAKE_CASE",
    rename_all_fields = "camelCase"
)]
pub enum Warning {
    /// The credit ends within 7 days.
    EndsSoon {
        /// Days left, 0 for today.
        days: u32,
    },
    /// More than the account is expected to spend in time (R101).
    AtRisk {
        /// Expected use before the end, an estimate.
        expected: Amount,
        /// What would be lost, an estimate.
        at_risk: Amount,
    },
    /// No spend in the last 7 days.
    NoRecentSpend,
    /// Suspended or in review within 30 days (R31).
    RecentlyTroubled {
        /// When it was last seen so.
        at: Stamp,
    },
    /// R32.
    ReservationAccount,
    /// R63.
    PossibleDuplicate {
        /// Number of the earlier allocation.
        number: String,
        /// When it was committed.
        at: Stamp,
        /// By whom.
        by: String,
        /// How much.
        amount: Amount,
        /// From which credit; none for unlisted ad credit.
        credit_name: Option<String>,
        /// An amount next to this one that TikTok's records could tell apart, where this one cannot be.
        instead: Option<Amount>,
    },
    /// R64.
    SimilarName {
        /// The other accounts.
        others: Vec<LookAlike>,
    },
    /// R43.
    StaleFigures {
        /// When they were read.
        as_of: Stamp,
    },
    /// More than half of what is left in the credit.
    LargeShare,
    /// More than ten times this person's median.
    UnusualAmount {
        /// The median.
        median: Amount,
    },
    /// Unlisted ad credit: dates and restrictions unknown.
    UnlistedCredit,
    /// Ownership could not be read with this role.
    OwnershipUnreadable,
    /// R83: the credit is restricted in words that only a person can check.
    RestrictionsInWords,
}

/// An account that can be mistaken for another (R64).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LookAlike {
    /// The other account.
    pub account: AccountName,
    /// How many leading digits both ids share; what follows is shown strong.
    pub shared_prefix: u32,
    /// How many trailing digits both ids share.
    pub shared_suffix: u32,
}

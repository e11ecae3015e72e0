//! Who may place which ad credit where: pure, and the only maker of a [`Permit`].
//!
//! Two answers for a draft: a [`Review`] to show a person, and, at commit, a [`Permit`] to record. Both are made from the
//! same judgement, so a permit can only exist for what the latest review said.

use crate::account::{AccountBalance, AdAccount};
use crate::allocation::{Draft, Figures, Record};
use crate::business_center::{Actor, BcBalance, BusinessCenter, Switches};
use crate::clock::Timestamp;
use crate::credit::{Credit, Source};
use crate::id::{AllocationNumber, PortfolioId, TransactionId};
use crate::money::Money;
pub use crate::names::LookAlike;

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
    /// Names of the Admins to ask.
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

/// R59: at most one of these, the first that applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AmountReason {
    /// `AMOUNT_INVALID`
    Invalid,
    /// `AMOUNT_NOT_POSITIVE`
    NotPositive,
    /// `AMOUNT_PRECISION`, with the decimals allowed.
    Precision(u32),
    /// `AMOUNT_BELOW_MINIMUM`, with the minimum.
    BelowMinimum(Money),
    /// `AMOUNT_EXCEEDS_CREDIT`, with what is left.
    ExceedsCredit(Money),
    /// `AMOUNT_EXCEEDS_BC_BALANCE`, with what can be placed.
    ExceedsBcBalance(Money),
}

/// R60: all that apply, together. Codes as in the rules and `look.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// R13 row 8, with the Admins to ask.
    NoFinanceRole(Vec<String>),
    /// R13 rows 5 and 7, with the Admins to ask.
    FinanceAnalystReadOnly(Vec<String>),
    /// R13 row 10, with the Admins to ask.
    FinanceRolesNotApplicable(Vec<String>),
    /// R13 row 4.
    AdminNeedsFinanceManager,
    /// R3, with TikTok's word.
    BcNotEnabled(String),
    /// R22.
    NotOwned,
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
    /// R29, with TikTok's word.
    StatusUnknown(String),
    /// R33: account's currency, credit's currency.
    CurrencyMismatch(String, String),
    /// R98, with the last valid day.
    CreditExpired(Option<jiff::civil::Date>),
    /// R98.
    CreditNotYetValid(Option<jiff::civil::Date>),
    /// R75.
    CreditRevoked,
    /// R99.
    CreditExhausted,
    /// R83: the credit's terms exclude this account.
    CreditExcludesAccount,
    /// R109.
    PortfolioRequired,
    /// R73, R80: the credit sits in an account, not in the Business Center.
    CreditNotOfBusinessCenter,
    /// Protocol 4.2: an allocation to this account is not settled.
    OutcomeOpen(AllocationNumber),
    /// What was read belongs to another account, or the credit named is not in the list.
    FactsMismatch,
}

/// R61: never blocks by itself, must be acknowledged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// Ends within 7 days: days left.
    EndsSoon(i64),
    /// More than the account is expected to spend before the end (R101): expected, at risk.
    AtRisk {
        /// Expected use before the end, an estimate.
        expected: Money,
        /// What would be lost, an estimate.
        at_risk: Money,
    },
    /// No spend in the last 7 days.
    NoRecentSpend,
    /// R31: suspended or in review within 30 days.
    RecentlyTroubled(Timestamp),
    /// R32.
    ReservationAccount,
    /// R63, with the earlier one.
    PossibleDuplicate(Earlier),
    /// R64.
    SimilarName(Vec<LookAlike>),
    /// R43: figures older than 24 hours.
    StaleFigures(Timestamp),
    /// More than half of what is left in the credit.
    LargeShare,
    /// More than ten times this operator's median: the median.
    UnusualAmount(Money),
    /// Unlisted ad credit: dates and restrictions unknown.
    UnlistedCredit,
    /// Ownership could not be read with this role.
    OwnershipUnreadable,
}

/// What a person is shown before the one irreversible click.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// What it is about.
    pub draft: Draft,
    /// All of R68 as it would be committed now, without acknowledgements.
    pub record: Record,
    /// Both sides.
    pub figures: Figures,
    /// R59, at most one.
    pub amount_reason: Option<AmountReason>,
    /// R60, all.
    pub refusals: Vec<Refusal>,
    /// R61, all that apply.
    pub warnings: Vec<Warning>,
}

/// The right to record one allocation. Only [`permit`] makes one, and it is used up by the journal.
#[derive(Debug)]
pub struct Permit {
    record: Record,
}

impl Permit {
    /// What will be recorded.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Gives the record to the journal; the permit is gone.
    pub(crate) fn into_record(self) -> Record {
        self.record
    }
}

/// Why no permit was given. Nothing was recorded, nothing moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotPermitted {
    /// The rules say no; the review holds every reason.
    Refused(Box<Review>),
    /// Something changed since the review; the new one must be read (R66).
    Changed(Box<Review>),
    /// A warning was not acknowledged.
    NotAcknowledged(Box<Review>),
}

/// Judges a draft: figures, the one amount reason, all refusals, all warnings. Never a right.
#[must_use]
pub fn review(_facts: &Facts, _book: &Book, _draft: Draft, _now: Timestamp) -> Review {
    unimplemented!()
}

/// Judges again at commit, against the review the person read (R17, R66).
///
/// # Errors
/// [`NotPermitted`] when anything refuses, changed, or was not acknowledged.
pub fn permit(
    _facts: &Facts,
    _book: &Book,
    _reviewed: &Review,
    _acknowledged: &[String],
    _now: Timestamp,
) -> Result<Permit, NotPermitted> {
    unimplemented!()
}

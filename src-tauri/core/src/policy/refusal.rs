//! The words of a refusal, each with its code (R60).

use super::roles::RoleReason;
use crate::account::Ownership;
use crate::id::AllocationNumber;

/// R60: all that apply, together. Codes as in the rules and `look.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// R13 row 8, with the Admins to ask.
    NoFinanceRole(Vec<String>),
    /// R13 rows 5 and 7, with the Admins to ask.
    FinanceAnalystReadOnly(Vec<String>),
    /// R13 row 10, with the Admins to ask.
    FinanceRolesNotApplicable(Vec<String>),
    /// R13 row 4, with the other Admins to ask.
    AdminNeedsFinanceManager(Vec<String>),
    /// TikTok lists the person no longer, or lets the person read nothing, with the Admins to ask.
    NotAMember(Vec<String>),
    /// R3, with TikTok's word.
    BcNotEnabled(String),
    /// R22, with who owns it instead.
    NotOwned(Ownership),
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

impl Refusal {
    /// Its code, as in the rules.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoFinanceRole(_) => RoleReason::NoFinanceRole.code(),
            Self::FinanceAnalystReadOnly(_) => RoleReason::FinanceAnalystReadOnly.code(),
            Self::FinanceRolesNotApplicable(_) => RoleReason::FinanceRolesNotApplicable.code(),
            Self::AdminNeedsFinanceManager(_) => RoleReason::AdminNeedsFinanceManager.code(),
            Self::NotAMember(_) => "NOT_A_MEMBER",
            Self::BcNotEnabled(_) => "BC_NOT_ENABLED",
            Self::NotOwned(_) => "NOT_OWNED",
            Self::NotLinked => "NOT_LINKED",
            Self::AccountInReview => "ACCOUNT_IN_REVIEW",
            Self::AccountDisapproved => "ACCOUNT_DISAPPROVED",
            Self::AccountSuspended => "ACCOUNT_SUSPENDED",
            Self::ContractNotEffective => "CONTRACT_NOT_EFFECTIVE",
            Self::AccountDisabled => "ACCOUNT_DISABLED",
            Self::StatusUnknown(_) => "STATUS_UNKNOWN",
            Self::CurrencyMismatch(..) => "CURRENCY_MISMATCH",
            Self::CreditExpired(_) => "CREDIT_EXPIRED",
            Self::CreditNotYetValid(_) => "CREDIT_NOT_YET_VALID",
            Self::CreditRevoked => "CREDIT_REVOKED",
            Self::CreditExhausted => "CREDIT_EXHAUSTED",
            Self::CreditExcludesAccount => "CREDIT_EXCLUDES_ACCOUNT",
            Self::PortfolioRequired => "PORTFOLIO_REQUIRED",
            Self::CreditNotOfBusinessCenter => "CREDIT_NOT_OF_BUSINESS_CENTER",
            Self::OutcomeOpen(_) => "OUTCOME_OPEN",
            Self::FactsMismatch => "FACTS_MISMATCH",
        }
    }
}

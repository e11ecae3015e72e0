//! Everything that stands against an allocation besides its amount, all of it together (R60).

use super::roles::{RoleReason, Verdict, may};
use super::{Book, Facts};
use crate::account::{AccountStatus, AdAccount, Link, Ownership, Relation};
use crate::business_center::{BcStatus, BusinessCenter, Role, Switches};
use crate::clock::Timestamp;
use crate::credit::{Credit, CreditStatus, Holder, Source};
use crate::id::{AllocationNumber, PortfolioId};
use crate::money::Currency;

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

impl Refusal {
    /// Its code, as in the rules.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoFinanceRole(_) => RoleReason::NoFinanceRole.code(),
            Self::FinanceAnalystReadOnly(_) => RoleReason::FinanceAnalystReadOnly.code(),
            Self::FinanceRolesNotApplicable(_) => RoleReason::FinanceRolesNotApplicable.code(),
            Self::AdminNeedsFinanceManager => RoleReason::AdminNeedsFinanceManager.code(),
            Self::BcNotEnabled(_) => "BC_NOT_ENABLED",
            Self::NotOwned => "NOT_OWNED",
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

/// What stands against every account alike: the person's role and the Business Center's status. Told once, above the table.
#[must_use]
pub fn standing_refusals(
    bc: &BusinessCenter,
    role: Role,
    switches: Switches,
    admins: &[String],
) -> Vec<Refusal> {
    let role = match may(role, switches) {
        Verdict::Allow => None,
        Verdict::ViewOnly(reason) | Verdict::Deny(reason) => Some(of_role(reason, admins)),
    };
    let status = match &bc.status {
        BcStatus::Enabled => None,
        BcStatus::Reviewing => Some("REVIEWING"),
        BcStatus::Denied => Some("DENY"),
        BcStatus::Punished => Some("PUNISH"),
        BcStatus::Other(word) => Some(word.as_str()),
    };

    role.into_iter()
        .chain(status.map(|word| Refusal::BcNotEnabled(word.to_owned())))
        .collect()
}

/// What stands against one account, whichever credit is chosen; cheap enough for each row of the table.
#[must_use]
pub fn row_refusals(
    account: &AdAccount,
    currency: Currency,
    switches: Switches,
    portfolios: &[PortfolioId],
    open_here: Option<AllocationNumber>,
) -> Vec<Refusal> {
    let [not_owned, not_linked] = ownership(&account.ownership, switches);
    let currency = (account.currency != currency)
        .then(|| Refusal::CurrencyMismatch(account.currency.to_string(), currency.to_string()));
    let portfolio =
        (portfolios.len() > 1 && account.portfolio.is_none()).then_some(Refusal::PortfolioRequired);

    [
        not_owned,
        not_linked,
        status(&account.status),
        currency,
        portfolio,
        open_here.map(Refusal::OutcomeOpen),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// All of R60 for one account and one source.
pub(super) fn refusals(facts: &Facts, book: &Book, source: Source, now: Timestamp) -> Vec<Refusal> {
    let mut all = standing_refusals(&facts.bc, facts.actor.role, book.switches, &book.admins);
    all.extend(row_refusals(
        &facts.account,
        facts.bc.currency,
        book.switches,
        &facts.portfolios,
        book.open_here,
    ));
    match (source, &book.credit) {
        (Source::Unlisted, _) => {}
        (Source::Credit(id), Some(credit)) if credit.id == id => {
            all.extend(against_credit(facts, credit, now));
        }
        (Source::Credit(_), _) => all.push(Refusal::FactsMismatch),
    }

    let mut once = Vec::with_capacity(all.len());
    for refusal in all {
        if !once.contains(&refusal) {
            once.push(refusal);
        }
    }
    once
}

fn of_role(reason: RoleReason, admins: &[String]) -> Refusal {
    match reason {
        RoleReason::NoFinanceRole => Refusal::NoFinanceRole(admins.to_vec()),
        RoleReason::FinanceAnalystReadOnly => Refusal::FinanceAnalystReadOnly(admins.to_vec()),
        RoleReason::FinanceRolesNotApplicable => {
            Refusal::FinanceRolesNotApplicable(admins.to_vec())
        }
        RoleReason::AdminNeedsFinanceManager => Refusal::AdminNeedsFinanceManager,
    }
}

/// R22: *not owned* and *not linked*, each where it holds. Billing sharing cannot be read over the wire: the switch says that
/// a person vouches for it.
fn ownership(ownership: &Ownership, switches: Switches) -> [Option<Refusal>; 2] {
    let Ownership::Known { relation, link } = ownership else {
        return [None, None];
    };
    let owned = match relation {
        Relation::ThisBusinessCenter => true,
        Relation::Partner | Relation::Individual => switches.allow_billing_shared,
        Relation::Other(_) => false,
    };
    let linked = match link {
        Link::Bound => true,
        Link::Pending | Link::Rejected | Link::Unbound | Link::Other(_) => false,
    };

    [
        (!owned).then_some(Refusal::NotOwned),
        (!linked).then_some(Refusal::NotLinked),
    ]
}

/// R29.
fn status(status: &AccountStatus) -> Option<Refusal> {
    match status {
        AccountStatus::Approved => None,
        AccountStatus::InReview => Some(Refusal::AccountInReview),
        AccountStatus::Disapproved => Some(Refusal::AccountDisapproved),
        AccountStatus::Suspended => Some(Refusal::AccountSuspended),
        AccountStatus::ContractNotEffective => Some(Refusal::ContractNotEffective),
        AccountStatus::Disabled => Some(Refusal::AccountDisabled),
        AccountStatus::Unknown(word) => Some(Refusal::StatusUnknown(word.clone())),
    }
}

/// R33, R73, R75, R83, R98, R99.
fn against_credit(facts: &Facts, credit: &Credit, now: Timestamp) -> Vec<Refusal> {
    let terms = &credit.terms;
    let (account, currency) = (&facts.account, terms.amount.currency());
    let foreign = (account.currency != currency || facts.bc.currency != currency)
        .then(|| Refusal::CurrencyMismatch(account.currency.to_string(), currency.to_string()));
    let elsewhere = match terms.holder {
        Holder::BusinessCenter => None,
        Holder::Account { .. } => Some(Refusal::CreditNotOfBusinessCenter),
    };
    let status = match credit.status(&facts.bc.zone, account.zone.as_deref(), now) {
        CreditStatus::Revoked => Some(Refusal::CreditRevoked),
        CreditStatus::Expired => Some(Refusal::CreditExpired(terms.valid_until)),
        CreditStatus::Exhausted => Some(Refusal::CreditExhausted),
        CreditStatus::NotYetValid => Some(Refusal::CreditNotYetValid(terms.valid_from)),
        CreditStatus::Expiring | CreditStatus::Active => None,
    };
    let excluded = (!terms.accounts.admits(&account.id)).then_some(Refusal::CreditExcludesAccount);

    [foreign, elsewhere, status, excluded]
        .into_iter()
        .flatten()
        .collect()
}

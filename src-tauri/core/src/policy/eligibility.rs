//! Everything that stands against an allocation besides its amount, all of it together (R60).

use super::roles::{RoleReason, Verdict, may};
use super::{Book, Facts, Refusal};
use crate::account::{AccountStatus, AdAccount, Link, Ownership, Relation};
use crate::business_center::{BcStatus, BusinessCenter, Role, Switches};
use crate::clock::Timestamp;
use crate::credit::{Credit, CreditStatus, Holder, Source};
use crate::id::{AllocationNumber, PortfolioId};
use crate::money::Currency;

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
        RoleReason::AdminNeedsFinanceManager => Refusal::AdminNeedsFinanceManager(admins.to_vec()),
    }
}

/// R22: *not owned* and *not linked*, each where it holds. Billing sharing cannot be read over the wire: the switch says that
/// a person vouches for it.
fn ownership(known: &Ownership, switches: Switches) -> [Option<Refusal>; 2] {
    let Ownership::Known { relation, link } = known else {
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
        (!owned).then(|| Refusal::NotOwned(known.clone())),
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

#[cfg(test)]
mod tests {
    use super::super::fixture::{at, book, draft, facts, usd};
    use super::super::review;
    use super::*;
    use crate::account::tests::approved;
    use crate::business_center::{BasicRole, FinanceRole};
    use crate::credit::AccountList;
    use crate::id::AdvertiserId;
    use jiff::civil::date;

    const NOW: &str = "2026-11-17T15:44:00Z";

    fn codes(facts: &Facts, book: &Book) -> Vec<&'static str> {
        let review = review(facts, book, draft(50_000), at(NOW));
        review.refusals.iter().map(Refusal::code).collect()
    }

    fn row(account: &AdAccount, switches: Switches) -> Vec<&'static str> {
        row_refusals(account, Currency::USD, switches, &[], None)
            .iter()
            .map(Refusal::code)
            .collect()
    }

    /// R22, with and without the switch.
    #[test]
    fn ownership_and_link_decide() {
        use Link::{Bound, Pending, Rejected, Unbound};
        use Relation::{Individual, Partner, ThisBusinessCenter};
        let other_link = Link::Other("NEW".to_owned());
        let other_relation = Relation::Other("OWNER_NEW".to_owned());
        let (owned, linked) = ("NOT_OWNED", "NOT_LINKED");
        let cases: &[(Relation, Link, &[&str], &[&str])] = &[
            (ThisBusinessCenter, Bound, &[], &[]),
            (Partner, Bound, &[owned], &[]),
            (Individual, Bound, &[owned], &[]),
            (ThisBusinessCenter, Pending, &[linked], &[linked]),
            (ThisBusinessCenter, Rejected, &[linked], &[linked]),
            (ThisBusinessCenter, Unbound, &[linked], &[linked]),
            (ThisBusinessCenter, other_link, &[linked], &[linked]),
            (Partner, Pending, &[owned, linked], &[linked]),
            (other_relation, Bound, &[owned], &[owned]),
        ];
        let shared = Switches {
            allow_billing_shared: true,
            ..Switches::default()
        };
        for (relation, link, strict, allowed) in cases {
            let mut account = approved("1");
            account.ownership = Ownership::Known {
                relation: relation.clone(),
                link: link.clone(),
            };
            assert_eq!(row(&account, Switches::default()), *strict, "{account:?}");
            assert_eq!(row(&account, shared), *allowed, "{account:?}");
        }
        let mut account = approved("1");
        account.ownership = Ownership::Unreadable;
        assert_eq!(row(&account, Switches::default()), Vec::<&str>::new());
    }

    /// R29: every status has its code, and a word we do not know refuses.
    #[test]
    fn only_an_approved_account_receives_ad_credit() {
        let invented = AccountStatus::Unknown("STATUS_MOON_PHASE".to_owned());
        let cases = [
            (AccountStatus::Approved, None),
            (AccountStatus::InReview, Some("ACCOUNT_IN_REVIEW")),
            (AccountStatus::Disapproved, Some("ACCOUNT_DISAPPROVED")),
            (AccountStatus::Suspended, Some("ACCOUNT_SUSPENDED")),
            (
                AccountStatus::ContractNotEffective,
                Some("CONTRACT_NOT_EFFECTIVE"),
            ),
            (AccountStatus::Disabled, Some("ACCOUNT_DISABLED")),
            (invented, Some("STATUS_UNKNOWN")),
        ];
        for (status, expected) in cases {
            let mut account = approved("1");
            account.status = status;
            let found = row(&account, Switches::default());
            assert_eq!(found, Vec::from_iter(expected), "{account:?}");
        }
    }

    /// R13 at the review, with the Admins to ask.
    #[test]
    fn roles_refuse_with_their_code() {
        let cases = [
            (BasicRole::Standard, None, true, "NO_FINANCE_ROLE"),
            (
                BasicRole::Standard,
                Some(FinanceRole::Analyst),
                true,
                "FINANCE_ANALYST_READ_ONLY",
            ),
            (
                BasicRole::Standard,
                None,
                false,
                "FINANCE_ROLES_NOT_APPLICABLE",
            ),
            (BasicRole::Admin, None, true, "ADMIN_NEEDS_FINANCE_MANAGER"),
        ];
        for (basic, finance, finance_roles_apply, expected) in cases {
            let (mut facts, mut book) = (facts(), book());
            facts.actor.role = Role { basic, finance };
            book.switches = Switches {
                finance_roles_apply,
                strict_admin: true,
                allow_billing_shared: false,
            };
            assert_eq!(codes(&facts, &book), [expected]);
            let review = review(&facts, &book, draft(50_000), at(NOW));
            let (Refusal::NoFinanceRole(admins)
            | Refusal::FinanceAnalystReadOnly(admins)
            | Refusal::FinanceRolesNotApplicable(admins)
            | Refusal::AdminNeedsFinanceManager(admins)) = &review.refusals[0]
            else {
                unreachable!("{expected}")
            };
            assert_eq!(*admins, ["Hanna", "Ines"], "{expected}");
        }
    }

    /// R3.
    #[test]
    fn the_business_center_must_be_enabled() {
        let cases = [
            (BcStatus::Reviewing, "REVIEWING"),
            (BcStatus::Denied, "DENY"),
            (BcStatus::Punished, "PUNISH"),
            (BcStatus::Other("NEW".to_owned()), "NEW"),
        ];
        for (status, word) in cases {
            let mut facts = facts();
            facts.bc.status = status;
            let review = review(&facts, &book(), draft(50_000), at(NOW));
            assert_eq!(review.refusals, [Refusal::BcNotEnabled(word.to_owned())]);
        }
    }

    /// R33: the account's currency, then the credit's.
    #[test]
    fn ad_credit_is_never_converted() {
        let mut facts = facts();
        facts.account.currency = Currency::new("CAD").unwrap();
        let review = review(&facts, &book(), draft(50_000), at(NOW));
        let mismatch = Refusal::CurrencyMismatch("CAD".to_owned(), "USD".to_owned());
        assert_eq!(review.refusals, [mismatch]);
    }

    /// R75, R83, R98, R99.
    #[test]
    fn the_credit_must_be_good_for_the_account() {
        type Change = fn(&mut Credit);
        let cases: &[(Change, &str)] = &[
            (
                |credit| credit.terms.valid_until = Some(date(2026, 11, 16)),
                "CREDIT_EXPIRED",
            ),
            (
                |credit| credit.terms.valid_from = Some(date(2026, 11, 18)),
                "CREDIT_NOT_YET_VALID",
            ),
            (
                |credit| credit.revoked = Some("by TikTok".to_owned()),
                "CREDIT_REVOKED",
            ),
            (
                |credit| credit.allocated = usd(2_000_000),
                "CREDIT_EXHAUSTED",
            ),
            (
                |credit| {
                    credit.terms.accounts = AccountList::Only(vec![AdvertiserId::new("1").unwrap()])
                },
                "CREDIT_EXCLUDES_ACCOUNT",
            ),
        ];
        for (change, expected) in cases {
            let mut book = book();
            change(book.credit.as_mut().unwrap());
            assert_eq!(codes(&facts(), &book), [*expected]);
        }
    }

    /// R98 at commit: the last second is still good, the next is not.
    #[test]
    fn a_credit_refuses_right_after_its_planning_instant() {
        let mut facts = facts();
        facts.bc.zone = "UTC+08:00".to_owned();
        facts.account.zone = Some("UTC-05:00".to_owned());
        let mut book = book();
        book.credit.as_mut().unwrap().terms.valid_until = Some(date(2026, 12, 31));
        let refusals = |now| super::refusals(&facts, &book, draft(1).source, at(now));
        assert_eq!(refusals("2026-12-31T15:59:59Z"), []);
        assert_eq!(
            refusals("2026-12-31T16:00:00Z"),
            [Refusal::CreditExpired(Some(date(2026, 12, 31)))]
        );
    }

    /// R109.
    #[test]
    fn among_several_portfolios_nothing_is_guessed() {
        let portfolio = |id| PortfolioId::new(id).unwrap();
        let mut facts = facts();
        facts.portfolios = vec![portfolio("5")];
        assert_eq!(codes(&facts, &book()), Vec::<&str>::new());
        facts.portfolios.push(portfolio("6"));
        assert_eq!(codes(&facts, &book()), ["PORTFOLIO_REQUIRED"]);
        facts.account.portfolio = Some(portfolio("6"));
        assert_eq!(codes(&facts, &book()), Vec::<&str>::new());
    }

    /// R60: nothing hides anything else.
    #[test]
    fn all_refusals_come_together_and_each_once() {
        let (mut facts, mut book) = (facts(), book());
        facts.actor.role.basic = BasicRole::Standard;
        facts.actor.role.finance = Some(FinanceRole::Analyst);
        facts.bc.status = BcStatus::Punished;
        facts.account.ownership = Ownership::Known {
            relation: Relation::Partner,
            link: Link::Pending,
        };
        facts.account.status = AccountStatus::Suspended;
        facts.account.currency = Currency::new("CAD").unwrap();
        facts.portfolios = vec![
            PortfolioId::new("5").unwrap(),
            PortfolioId::new("6").unwrap(),
        ];
        book.open_here = Some(AllocationNumber(148));
        let credit = book.credit.as_mut().unwrap();
        credit.revoked = Some("by TikTok".to_owned());
        credit.terms.accounts = AccountList::Except(vec![facts.account.id.clone()]);
        let review = review(&facts, &book, draft(0), at(NOW));
        let codes: Vec<_> = review.refusals.iter().map(Refusal::code).collect();
        assert_eq!(
            codes,
            [
                "FINANCE_ANALYST_READ_ONLY",
                "BC_NOT_ENABLED",
                "NOT_OWNED",
                "NOT_LINKED",
                "ACCOUNT_SUSPENDED",
                "CURRENCY_MISMATCH",
                "PORTFOLIO_REQUIRED",
                "OUTCOME_OPEN",
                "CREDIT_REVOKED",
                "CREDIT_EXCLUDES_ACCOUNT",
            ]
        );
        let reason = review
            .amount_reason
            .as_ref()
            .map(super::super::AmountReason::code);
        assert_eq!(reason, Some("AMOUNT_NOT_POSITIVE"));
    }
}

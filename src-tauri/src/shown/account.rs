//! Ad accounts: rows, cards, and what is in them.

use super::reasons::{day, refusals};
use super::{alert, amount, open_outcome, stamp, zone_text};
use crate::views::ad_account::{
    AccountCard, CameFrom, CreditDetails, CreditInAccount, CreditLine, Origin, Payment, Promotion,
    Promotions, WhyNotAvailable,
};
use crate::views::payment_management::{AccountRow, AccountStatus, Balances, Ownership, Portfolio};
use crate::views::reasons;
use crate::views::{AccountName, Amount, CreditKind, Funds, Likeness};
use desk_core::account::{self, AccountBalance, AdAccount, BuyingType, Link, Relation};
use desk_core::alert::Alert;
use desk_core::business_center::{self, BcBalance, PortfolioKind};
use desk_core::clock::{Timestamp, Zone};
use desk_core::credit;
use desk_core::id::PortfolioId;
use desk_core::mirror::AccountFacts;
use desk_core::money::{Money, MoneyError};
use desk_core::names;
use desk_core::policy;
use desk_core::promotion::{self, Estimates, Line, NotAvailable, Tab};
use desk_core::review::OpenHere;

/// R29 in one word.
pub fn status(status: &account::AccountStatus) -> AccountStatus {
    match status {
        account::AccountStatus::Approved => AccountStatus::Approved,
        account::AccountStatus::InReview => AccountStatus::InReview,
        account::AccountStatus::Disapproved => AccountStatus::Disapproved,
        account::AccountStatus::Suspended => AccountStatus::Suspended,
        account::AccountStatus::ContractNotEffective => AccountStatus::ContractNotEffective,
        account::AccountStatus::Disabled => AccountStatus::Disabled,
        account::AccountStatus::Unknown(_) => AccountStatus::Unknown,
    }
}

/// R22 in one word.
pub fn ownership(ownership: &account::Ownership) -> Ownership {
    let account::Ownership::Known { relation, link } = ownership else {
        return Ownership::Unreadable;
    };
    match (relation, link) {
        (Relation::ThisBusinessCenter, Link::Bound) => Ownership::Owned,
        (
            Relation::ThisBusinessCenter,
            Link::Pending | Link::Rejected | Link::Unbound | Link::Other(_),
        ) => Ownership::NotLinked,
        (Relation::Partner, _) => Ownership::Partner,
        (Relation::Individual, _) => Ownership::Individual,
        (Relation::Other(_), _) => Ownership::Other,
    }
}

/// Name, id, and whether another can be mistaken for it.
pub fn name(id: &str, name: &str, mark: Option<names::Likeness>) -> AccountName {
    AccountName {
        id: id.to_owned(),
        name: name.to_owned(),
        likeness: match mark {
            None => Likeness::Unique,
            Some(names::Likeness::Same) => Likeness::Same,
            Some(names::Likeness::Similar) => Likeness::Similar,
        },
    }
}

/// One account with everything a row tells of it.
pub struct RowParts<'a> {
    /// What TikTok said.
    pub facts: &'a AccountFacts,
    /// Whether figures may be shown.
    pub sees: bool,
    /// Its allocation that is not settled, if any.
    pub open: Option<&'a OpenHere>,
    /// Earliest end in it, an estimate.
    pub earliest_end: Option<jiff::civil::Date>,
    /// R117.
    pub alert: Alert,
    /// The portfolios that tell theirs above the table.
    pub portfolios: &'a [PortfolioId],
    /// What stands against every account alike.
    pub notice: &'a [reasons::Refusal],
    /// What stands against this one.
    pub refusals: &'a [policy::Refusal],
}

/// One row of the table.
pub fn row(parts: &RowParts<'_>) -> AccountRow {
    let account = &parts.facts.account;
    let balance = parts.facts.balance.filter(|_| parts.sees);
    let own = refusals(parts.refusals);
    let refusals: Vec<reasons::Refusal> = parts.notice.iter().cloned().chain(own).collect();
    let (balance_alert, alert_by_figures) = if parts.sees {
        alert::of_account(account, parts.alert, parts.portfolios)
    } else {
        alert::hidden()
    };

    AccountRow {
        account: name(account.id.as_str(), &account.name, parts.facts.likeness),
        status: status(&account.status),
        ownership: ownership(&account.ownership),
        currency: account.currency.to_string(),
        reservation: account.buying == BuyingType::Reservation,
        ad_credit: balance.map(|balance| amount(balance.ad_credit)),
        open: parts.open.map(|open| open_outcome(open, parts.sees)),
        earliest_end: day(parts.earliest_end.filter(|_| parts.sees)),
        cash: balance.map(|balance| amount(balance.cash)),
        balance_alert,
        alert_by_figures,
        may_add: refusals.is_empty(),
        refusals,
    }
}

/// The account in a few words.
pub fn card(
    account: &AdAccount,
    bc_name: &str,
    mark: Option<names::Likeness>,
    portfolios: &[business_center::Portfolio],
    now: Timestamp,
) -> AccountCard {
    let zone = account.zone.as_deref().and_then(Zone::read);
    let word = match &account.status {
        account::AccountStatus::Unknown(word) => word.clone(),
        account::AccountStatus::Approved
        | account::AccountStatus::InReview
        | account::AccountStatus::Disapproved
        | account::AccountStatus::Suspended
        | account::AccountStatus::ContractNotEffective
        | account::AccountStatus::Disabled => String::new(),
    };
    let portfolio = account.portfolio.as_ref().map(|id| {
        let found = portfolios.iter().find(|portfolio| portfolio.id == *id);
        found.map_or_else(|| id.to_string(), |portfolio| portfolio.name.clone())
    });

    AccountCard {
        account: name(account.id.as_str(), &account.name, mark),
        status: status(&account.status),
        status_word: word,
        ownership: ownership(&account.ownership),
        bc_name: bc_name.to_owned(),
        reservation: account.buying == BuyingType::Reservation,
        currency: account.currency.to_string(),
        zone: zone.map(|zone| zone_text(&zone.offset_text(now))),
        zone_name: account.zone.clone(),
        portfolio,
    }
}

/// The head of Payment management. `open` is the sum of open outcomes.
///
/// # Errors
/// [`MoneyError`] when the figures do not fit together.
pub fn balances(balance: &BcBalance, open: Money) -> Result<Balances, MoneyError> {
    Ok(Balances {
        placeable: amount(balance.valid_voucher.minus(open)?.floored()),
        reserved: amount(open),
        earliest_end: None,
        account: amount(balance.account),
        holds_credit_line: balance.account != balance.cash.plus(balance.voucher)?,
        remaining: amount(balance.remaining),
        not_usable: amount(balance.account.minus(balance.remaining)?),
        cash: amount(balance.cash),
        movable_cash: amount(balance.valid_cash),
        voucher: amount(balance.voucher),
        frozen_voucher: amount(balance.voucher.minus(balance.valid_voucher)?),
        frozen: amount(balance.frozen),
        tax: amount(balance.tax),
    })
}

/// A Payment Portfolio, with the alert of the accounts that draw on it, if any do.
pub fn portfolio(portfolio: &business_center::Portfolio, alert: Option<Alert>) -> Portfolio {
    let (balance_alert, alert_by_figures) = alert.map_or_else(alert::hidden, alert::words);

    Portfolio {
        id: portfolio.id.to_string(),
        name: portfolio.name.clone(),
        shared: portfolio.kind.map(|kind| kind == PortfolioKind::Shared),
        cash: portfolio.cash.iter().copied().map(amount).collect(),
        credit_line_available: portfolio.credit_line_available.map(amount),
        credit_line_total: portfolio.credit_line_total.map(amount),
        balance_alert,
        alert_by_figures,
    }
}

/// What an account spends in turn, and so what follows when ad credit is used up (R87–R92).
fn order_of_use(account: &AdAccount, credit_line: Option<Money>) -> Vec<Funds> {
    let mut order = vec![Funds::AdCredit, Funds::Cash];
    if credit_line.is_some() || account.portfolio.is_some() {
        order.push(Funds::CreditLine);
    }

    order
}

/// What campaigns run on when the ad credit in an account is used up (R92).
pub fn then(facts: &AccountFacts) -> Vec<Funds> {
    let credit_line = facts.balance.and_then(|balance| balance.credit_line);

    order_of_use(&facts.account, credit_line)
        .into_iter()
        .filter(|funds| *funds != Funds::AdCredit)
        .collect()
}

/// The Payment page.
pub fn payment(account: &AdAccount, balance: &AccountBalance, details: CreditDetails) -> Payment {
    let shared = account.portfolio.is_some();

    Payment {
        ad_credit: amount(balance.ad_credit),
        usable_ad_credit: amount(balance.valid_ad_credit),
        cash: amount(balance.cash),
        usable_cash: amount(balance.valid_cash),
        tax: amount(balance.tax),
        frozen: amount(balance.frozen),
        cash_is_shared: shared,
        credit_line: match balance.credit_line {
            Some(line) => CreditLine::Told {
                amount: amount(line),
                shared,
            },
            None if shared => CreditLine::NotTold,
            None => CreditLine::None,
        },
        spent_in_order: order_of_use(account, balance.credit_line),
        details,
    }
}

/// Where a holding came from; `moment` finds when it was placed or entered.
type Moment<'a> = &'a dyn Fn(promotion::CameFrom) -> Timestamp;

/// *View Details*: what is in the account now, credit by credit.
///
/// # Errors
/// [`MoneyError`] when the amounts do not fit together.
pub fn details(
    estimates: &Estimates,
    reported: Money,
    reported_at: Timestamp,
    zone: &Zone,
    moment: Moment<'_>,
) -> Result<CreditDetails, MoneyError> {
    let currency = reported.currency();
    let present: Vec<&Line> = estimates
        .lines
        .iter()
        .filter(|line| match line.tab {
            Tab::Available | Tab::Earning => true,
            Tab::NotAvailable(why) => matches!(
                why,
                NotAvailable::UsedUp | NotAvailable::NotYetValid | NotAvailable::Stranded
            ),
        })
        .collect();
    let left = |line: &Line| line.unused.plus(line.stranded);
    let mut rows = Vec::new();
    let (mut sum, mut used, mut rest) = (
        Money::zero(currency),
        Money::zero(currency),
        Money::zero(currency),
    );
    for line in present {
        sum = sum.plus(line.holding.amount)?;
        used = used.plus(line.used)?;
        rest = rest.plus(left(line)?)?;
        rows.push(CreditInAccount {
            name: line.holding.name.clone(),
            came_from: came_from(line.holding.from, zone, moment),
            kind: kind(line.holding.kind),
            amount: amount(line.holding.amount),
            used: amount(line.used),
            left: amount(left(line)?),
            ends: day(line.holding.valid_until),
            restrictions: line.holding.restrictions.clone(),
        });
    }
    if estimates.unlisted.is_positive() {
        sum = sum.plus(estimates.unlisted)?;
        rest = rest.plus(estimates.unlisted)?;
        rows.push(unexplained(estimates.unlisted));
    }

    Ok(CreditDetails {
        rows,
        amount: amount(sum),
        used: amount(used),
        left: amount(rest),
        reported: amount(reported),
        reported_at: Some(stamp(reported_at, zone)),
    })
}

fn unexplained(left: Money) -> CreditInAccount {
    CreditInAccount {
        name: None,
        came_from: CameFrom::Unexplained,
        kind: CreditKind::Free,
        amount: amount(left),
        used: amount(Money::zero(left.currency())),
        left: amount(left),
        ends: None,
        restrictions: String::new(),
    }
}

/// The three tabs of R136.
pub fn promotions(estimates: &Estimates, zone: &Zone, moment: Moment<'_>) -> Promotions {
    let mut shown = Promotions {
        available: Vec::new(),
        earning: Vec::new(),
        not_available: Vec::new(),
    };
    for line in &estimates.lines {
        let row = promotion(line, zone, moment);
        match line.tab {
            Tab::Available => shown.available.push(row),
            Tab::Earning => shown.earning.push(row),
            Tab::NotAvailable(_) => shown.not_available.push(row),
        }
    }

    shown
}

fn promotion(line: &Line, zone: &Zone, moment: Moment<'_>) -> Promotion {
    let holding = &line.holding;

    Promotion {
        name: holding.name.clone(),
        kind: kind(holding.kind),
        must_be_assigned: holding.must_be_assigned(),
        fulfilled: holding.fulfilled,
        restrictions: holding.restrictions.clone(),
        valid_from: day(holding.valid_from),
        valid_until: day(holding.valid_until),
        amount: amount(holding.amount),
        used: amount(line.used),
        unused: amount(line.unused),
        percent_spent: u8::try_from(line.percent_spent()).unwrap_or(0),
        why_not: why_not(line.tab),
        came_from: came_from(holding.from, zone, moment),
    }
}

fn why_not(tab: Tab) -> Option<WhyNotAvailable> {
    match tab {
        Tab::Available | Tab::Earning => None,
        Tab::NotAvailable(NotAvailable::Revoked) => Some(WhyNotAvailable::Revoked),
        Tab::NotAvailable(NotAvailable::Expired) => Some(WhyNotAvailable::Expired),
        Tab::NotAvailable(NotAvailable::UsedUp) => Some(WhyNotAvailable::UsedUp),
        Tab::NotAvailable(NotAvailable::NotYetValid) => Some(WhyNotAvailable::NotYetValid),
        Tab::NotAvailable(NotAvailable::Stranded) => Some(WhyNotAvailable::Stranded),
    }
}

fn came_from(from: promotion::CameFrom, zone: &Zone, moment: Moment<'_>) -> CameFrom {
    let at = stamp(moment(from), zone);
    match from {
        promotion::CameFrom::Allocation(number) => CameFrom::Allocation {
            number: number.0.to_string(),
            at,
        },
        promotion::CameFrom::Entered(id, origin) => CameFrom::Elsewhere {
            origin: self::origin(origin),
            entered: at,
            credit_id: id.0.to_string(),
        },
    }
}

/// How an account came to a credit.
pub fn origin(origin: credit::Origin) -> Origin {
    match origin {
        credit::Origin::IncentiveCenter => Origin::IncentiveCenter,
        credit::Origin::AdsManager => Origin::AdsManager,
        credit::Origin::PromotionalCode => Origin::PromotionalCode,
        credit::Origin::Other => Origin::Other,
    }
}

/// R77.
pub fn kind(kind: credit::CreditKind) -> CreditKind {
    match kind {
        credit::CreditKind::Free => CreditKind::Free,
        credit::CreditKind::Assignable => CreditKind::Assignable,
        credit::CreditKind::Conditional => CreditKind::Conditional,
    }
}

/// An amount of nothing, where a view wants one.
pub fn nothing(currency: desk_core::money::Currency) -> Amount {
    amount(Money::zero(currency))
}

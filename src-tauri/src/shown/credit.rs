//! Credits and their forms.

use super::account::{kind, nothing, origin};
use super::reasons::day;
use super::{amount, days, stamp};
use crate::views::CreditStatus;
use crate::views::add_balance::CreditChoice;
use crate::views::credits::{AccountRule, Agreement, Comparison, CreditForm, CreditRow, HeldBy};
use crate::views::{self, Stamp};
use desk_core::clock::{Timestamp, Zone};
use desk_core::credit::{
    self, AccountList, Credit, CreditKind, Entered, Holder, Offer, Origin, Source,
};
use desk_core::money::{Money, MoneyError};

/// What a list calls a source.
pub fn key(source: Source) -> String {
    match source {
        Source::Credit(id) => id.0.to_string(),
        Source::Unlisted => "unlisted".to_owned(),
    }
}

/// What a list calls a source, read back.
pub fn source(key: &str) -> Option<Source> {
    if key == "unlisted" {
        return Some(Source::Unlisted);
    }

    key.parse()
        .ok()
        .map(|id| Source::Credit(desk_core::id::CreditId(id)))
}

/// One line of the list in Add Balance.
pub fn choice(offer: &Offer, credits: &[Credit]) -> CreditChoice {
    let kind_of = |id| credits.iter().find(|credit| credit.id == id);
    let kind = match offer.source {
        Source::Credit(id) => kind_of(id).map(|credit| kind(credit.terms.kind)),
        Source::Unlisted => None,
    };

    CreditChoice {
        key: key(offer.source),
        name: offer.name.clone(),
        left: amount(offer.left),
        ends: day(offer.until),
        days: offer.days_left.map(days),
        kind,
        refusals: Vec::new(),
    }
}

/// R163.
///
/// # Errors
/// [`MoneyError`] when the amounts do not fit together.
pub fn comparison(voucher: Money, listed: Money, open: Money) -> Result<Comparison, MoneyError> {
    let difference = voucher.minus(listed)?;
    let sign = if difference.is_zero() {
        Agreement::Agrees
    } else if difference.is_positive() {
        Agreement::Unlisted
    } else {
        Agreement::ListedTooMuch
    };

    Ok(Comparison {
        voucher: amount(voucher),
        listed: amount(listed),
        difference: amount(difference),
        sign,
        open: amount(open),
    })
}

/// One line of the list.
pub fn row(credit: &Credit, bc_zone: &str, now: Timestamp) -> CreditRow {
    let parts = credit.parts(bc_zone, now);
    let left_days = credit
        .terms
        .ending(bc_zone, None)
        .filter(|ending| !ending.has_passed(now))
        .map(|ending| days(ending.days_left(now)));
    let lost = parts.expired.plus(parts.revoked).unwrap_or(parts.expired);

    CreditRow {
        key: credit.id.0.to_string(),
        name: Some(credit.terms.name.clone()),
        kind: Some(kind(credit.terms.kind)),
        status: status(credit.status(bc_zone, None, now)),
        ends: day(credit.terms.valid_until),
        days: left_days,
        left: amount(parts.unallocated),
        amount: Some(amount(credit.terms.amount)),
        lost: amount(lost),
    }
}

/// The line for what no entry explains.
pub fn unlisted_row(left: Money) -> CreditRow {
    CreditRow {
        key: key(Source::Unlisted),
        name: None,
        kind: None,
        status: CreditStatus::Unexplained,
        ends: None,
        days: None,
        left: amount(left),
        amount: None,
        lost: nothing(left.currency()),
    }
}

/// Whether a line belongs under *no longer available*.
pub fn is_gone(status: CreditStatus) -> bool {
    match status {
        CreditStatus::Revoked | CreditStatus::Expired | CreditStatus::Exhausted => true,
        CreditStatus::NotYetValid
        | CreditStatus::Expiring
        | CreditStatus::Active
        | CreditStatus::Unexplained => false,
    }
}

fn status(status: credit::CreditStatus) -> CreditStatus {
    match status {
        credit::CreditStatus::Revoked => CreditStatus::Revoked,
        credit::CreditStatus::Expired => CreditStatus::Expired,
        credit::CreditStatus::Exhausted => CreditStatus::Exhausted,
        credit::CreditStatus::NotYetValid => CreditStatus::NotYetValid,
        credit::CreditStatus::Expiring => CreditStatus::Expiring,
        credit::CreditStatus::Active => CreditStatus::Active,
    }
}

/// The moment of R98, in the Business Center's zone.
pub fn ends_at(credit: &Credit, bc_zone: &str, zone: &Zone) -> Option<Stamp> {
    credit
        .terms
        .ending(bc_zone, None)
        .map(|ending| stamp(ending.at, zone))
}

/// The terms as *Correct* starts from them.
pub fn form(credit: &Credit) -> CreditForm {
    let terms = &credit.terms;
    let text = |date| day(date).unwrap_or_default();
    let ids = |list: &[desk_core::id::AdvertiserId]| list.iter().map(ToString::to_string).collect();
    let (accounts, account_ids) = match &terms.accounts {
        AccountList::Any => (AccountRule::Any, Vec::new()),
        AccountList::Only(list) => (AccountRule::Only, ids(list)),
        AccountList::Except(list) => (AccountRule::Except, ids(list)),
    };

    CreditForm {
        name: terms.name.clone(),
        amount: terms.amount.to_string(),
        issued: text(terms.issued),
        valid_from: text(terms.valid_from),
        valid_until: text(terms.valid_until),
        kind: kind(terms.kind),
        restrictions: terms.restrictions.clone(),
        accounts,
        account_ids,
        terms: terms.terms.clone(),
        fulfilled: terms.fulfilled,
    }
}

/// Who holds a credit that an account got elsewhere.
pub fn held_by(credit: &Credit) -> Option<HeldBy> {
    match &credit.terms.holder {
        Holder::BusinessCenter => None,
        Holder::Account {
            account,
            origin: how,
        } => Some(HeldBy {
            account: account.to_string(),
            origin: origin(*how),
        }),
    }
}

/// A form as the core reads it.
pub fn entered(form: CreditForm, holder: Holder) -> Entered {
    let (only_accounts, except_accounts) = match form.accounts {
        AccountRule::Any => (Vec::new(), Vec::new()),
        AccountRule::Only => (form.account_ids, Vec::new()),
        AccountRule::Except => (Vec::new(), form.account_ids),
    };

    Entered {
        name: form.name,
        amount: form.amount,
        issued: form.issued,
        valid_from: form.valid_from,
        valid_until: form.valid_until,
        kind: match form.kind {
            views::CreditKind::Free => CreditKind::Free,
            views::CreditKind::Assignable => CreditKind::Assignable,
            views::CreditKind::Conditional => CreditKind::Conditional,
        },
        restrictions: form.restrictions,
        only_accounts,
        except_accounts,
        terms: form.terms,
        holder,
        fulfilled: form.fulfilled,
    }
}

/// How an account came to a credit, read back.
pub fn origin_back(origin: views::ad_account::Origin) -> Origin {
    match origin {
        views::ad_account::Origin::IncentiveCenter => Origin::IncentiveCenter,
        views::ad_account::Origin::AdsManager => Origin::AdsManager,
        views::ad_account::Origin::PromotionalCode => Origin::PromotionalCode,
        views::ad_account::Origin::Other => Origin::Other,
    }
}

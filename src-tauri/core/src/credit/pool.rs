//! All the Business Center's credits together: what Add Balance offers, and the comparison with TikTok's total (R161–R163).

use super::{Credit, CreditStatus, Holder, Source};
use crate::clock::Timestamp;
use crate::money::{Currency, Money, MoneyError};
use jiff::civil::Date;
use std::cmp::Ordering;

/// One line of the list in Add Balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What would be drawn on.
    pub source: Source,
    /// Name of the credit; `None` for unlisted ad credit.
    pub name: Option<String>,
    /// What is left in it.
    pub left: Money,
    /// Last valid day, where known.
    pub until: Option<Date>,
    /// Days until then, where known.
    pub days_left: Option<i64>,
}

/// TikTok's total against our list (R163). Every difference is told, in both directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// The same.
    Agrees,
    /// TikTok has more: a credit is missing in the list.
    Unlisted(Money),
    /// TikTok has less than the list says, by this much: less can be placed.
    Short(Money),
    /// Outcomes are open: the difference lies between these two, either of which may be negative.
    Open {
        /// If all open allocations are still to come out of TikTok's total.
        lowest: Money,
        /// If they already did.
        highest: Money,
    },
}

/// What is left in all listed credits of the Business Center that are neither revoked nor expired.
///
/// # Errors
/// [`MoneyError`] when a credit is not in `currency`, or the sum does not fit.
pub fn listed_left(
    credits: &[Credit],
    currency: Currency,
    bc_zone: &str,
    now: Timestamp,
) -> Result<Money, MoneyError> {
    let left = own(credits).map(|credit| credit.left(bc_zone, now));

    Money::sum(left, currency)
}

/// R163: TikTok's total less what is listed. Open outcomes are already out of the listed credits, and perhaps not yet out of
/// the total.
///
/// # Errors
/// [`MoneyError`] when the amounts differ in currency or do not fit.
pub fn compare(voucher: Money, listed_left: Money, open: Money) -> Result<Comparison, MoneyError> {
    let highest = voucher.minus(listed_left)?;
    if !open.is_zero() {
        let lowest = highest.minus(open)?;
        return Ok(Comparison::Open { lowest, highest });
    }

    Ok(match highest.hundredths().cmp(&0) {
        Ordering::Equal => Comparison::Agrees,
        Ordering::Greater => Comparison::Unlisted(highest),
        Ordering::Less => Comparison::Short(Money::zero(highest.currency()).minus(highest)?),
    })
}

/// What can be drawn on as unlisted ad credit: the part of TikTok's total that no entry explains, as if every open outcome
/// had still to come out of it. Never below nothing.
///
/// # Errors
/// [`MoneyError`] when the amounts differ in currency or do not fit.
pub fn unlisted_left(voucher: Money, listed_left: Money, open: Money) -> Result<Money, MoneyError> {
    Ok(voucher.minus(listed_left)?.minus(open)?.floored())
}

/// What Add Balance offers for an account: credits that can be placed there now, the earliest end first, and unlisted ad
/// credit last, where there is any (R162).
#[must_use]
pub fn offers(
    credits: &[Credit],
    unlisted: Money,
    account: &crate::account::AdAccount,
    bc_zone: &str,
    now: Timestamp,
) -> Vec<Offer> {
    let account_zone = account.zone.as_deref();
    let mut suitable: Vec<&Credit> = own(credits)
        .filter(|credit| credit.terms.amount.currency() == account.currency)
        .filter(|credit| credit.terms.accounts.admits(&account.id))
        .filter(|credit| can_be_placed(credit.status(bc_zone, account_zone, now)))
        .collect();
    suitable.sort_by_key(|credit| order(credit));
    let listed = suitable.into_iter().map(|credit| Offer {
        source: Source::Credit(credit.id),
        name: Some(credit.terms.name.clone()),
        left: credit.remainder(),
        until: credit.terms.valid_until,
        days_left: credit
            .terms
            .ending(bc_zone, account_zone)
            .map(|ending| ending.days_left(now)),
    });
    let unlisted = unlisted.is_positive().then_some(Offer {
        source: Source::Unlisted,
        name: None,
        left: unlisted,
        until: None,
        days_left: None,
    });

    listed.chain(unlisted).collect()
}

/// The earliest end first, without an end last; then the narrowest, then the oldest (R90); the id makes it certain.
pub(crate) fn order(
    credit: &Credit,
) -> (bool, Option<Date>, bool, Option<Date>, crate::id::CreditId) {
    let terms = &credit.terms;
    let narrow = terms.accounts != super::AccountList::Any || !terms.restrictions.is_empty();
    let oldest = terms.issued.or(terms.valid_from);

    (
        terms.valid_until.is_none(),
        terms.valid_until,
        !narrow,
        oldest,
        credit.id,
    )
}

fn own(credits: &[Credit]) -> impl Iterator<Item = &Credit> {
    credits
        .iter()
        .filter(|credit| credit.terms.holder == Holder::BusinessCenter)
}

fn can_be_placed(status: CreditStatus) -> bool {
    match status {
        CreditStatus::Active | CreditStatus::Expiring => true,
        CreditStatus::Revoked
        | CreditStatus::Expired
        | CreditStatus::Exhausted
        | CreditStatus::NotYetValid => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, credit, usd};
    use super::super::{AccountList, Origin};
    use super::*;
    use crate::account::tests::approved;
    use jiff::civil::date;

    #[test]
    fn tiktoks_total_is_compared_in_both_directions() {
        let cases = [
            (100, 100, 0, Comparison::Agrees),
            (175, 100, 0, Comparison::Unlisted(usd(75))),
            (60, 100, 0, Comparison::Short(usd(40))),
            (
                100,
                90,
                10,
                Comparison::Open {
                    lowest: usd(0),
                    highest: usd(10),
                },
            ),
        ];
        for (voucher, listed, open, expected) in cases {
            assert_eq!(
                compare(usd(voucher), usd(listed), usd(open)),
                Ok(expected),
                "{voucher} {listed} {open}"
            );
        }
    }

    #[test]
    fn unlisted_ad_credit_is_never_more_than_what_is_surely_there() {
        assert_eq!(unlisted_left(usd(175), usd(100), usd(0)), Ok(usd(75)));
        assert_eq!(unlisted_left(usd(175), usd(100), usd(30)), Ok(usd(45)));
        assert_eq!(unlisted_left(usd(60), usd(100), usd(0)), Ok(usd(0)));
    }

    #[test]
    fn lost_and_foreign_credits_are_not_in_the_list() {
        let now = at("2026-11-17T15:00:00Z");
        let mut revoked = credit(1, 1000, 100, None);
        revoked.revoked = Some("issued by mistake".to_owned());
        let mut elsewhere = credit(2, 1000, 0, None);
        elsewhere.terms.holder = Holder::Account {
            account: crate::id::AdvertiserId::new("1").unwrap(),
            origin: Origin::IncentiveCenter,
        };
        let expired = credit(3, 1000, 0, Some(date(2026, 10, 31)));
        let whole = [revoked, elsewhere, expired, credit(4, 1000, 250, None)];
        assert_eq!(listed_left(&whole, Currency::USD, "UTC", now), Ok(usd(750)));
        let offered = offers(&whole, usd(0), &approved("1"), "UTC", now);
        assert_eq!(offered.len(), 1);
        assert_eq!(offered[0].left, usd(750));
    }

    #[test]
    fn the_earliest_end_is_offered_first_and_unlisted_last() {
        let now = at("2026-11-17T15:00:00Z");
        let mut narrow = credit(3, 100, 0, Some(date(2026, 12, 31)));
        narrow.terms.restrictions = "United States only".to_owned();
        let mut elsewhere_only = credit(5, 100, 0, Some(date(2026, 11, 20)));
        elsewhere_only.terms.accounts =
            AccountList::Only(vec![crate::id::AdvertiserId::new("2").unwrap()]);
        let credits = [
            credit(1, 100, 0, None),
            credit(2, 100, 0, Some(date(2026, 12, 31))),
            narrow,
            credit(4, 100, 0, Some(date(2026, 11, 30))),
            elsewhere_only,
        ];
        let sources: Vec<_> = offers(&credits, usd(50), &approved("1"), "UTC", now)
            .into_iter()
            .map(|offer| offer.source)
            .collect();
        let listed = |number| Source::Credit(credit(number, 0, 0, None).id);
        assert_eq!(
            sources,
            [listed(4), listed(3), listed(2), listed(1), Source::Unlisted]
        );
    }
}

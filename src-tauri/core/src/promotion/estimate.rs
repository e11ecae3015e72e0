//! Who paid for the spend: ad credit day by day, in the order of use, brought into line with the total that TikTok tells.

use super::{Holding, Line, NotAvailable, Tab};
use crate::credit::CreditKind;
use crate::money::{Currency, Money, MoneyError};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What is known about an account's ad credit besides the holdings.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Ad credit spent on each day, in the account's zone (R130).
    pub spent: &'a BTreeMap<Date, Money>,
    /// The ad credit in the account now, as TikTok tells it.
    pub total: Option<Money>,
    /// The day it is in the account.
    pub today: Date,
    /// The account cannot spend any more (R26).
    pub stranded: bool,
    /// The account's currency.
    pub currency: Currency,
}

/// The estimate for one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimates {
    /// Each holding, in the order of use.
    pub lines: Vec<Line>,
    /// Ad credit in the account that no holding explains.
    pub unlisted: Money,
}

/// A holding while its story is told.
struct Purse {
    holding: Holding,
    left: Money,
}

/// Tells what became of each holding.
///
/// Free ad credit pays before anything else (R87), in the order of R90; assignable and conditional ones only when somebody said
/// that they apply (R91). Where more should be left than TikTok tells, the difference was used as well; where less, it is told
/// as unlisted.
///
/// # Errors
/// [`MoneyError`] when the amounts differ in currency or do not fit.
pub fn estimate(holdings: Vec<Holding>, known: &Known<'_>) -> Result<Estimates, MoneyError> {
    let mut purses = purses(holdings);
    for (day, spend) in known.spent.range(..=known.today) {
        draw(&mut purses, *spend, |purse| {
            let holding = &purse.holding;
            holding.applies() && holding.has_begun(*day) && !holding.has_ended(*day)
        })?;
    }
    let counts = |purse: &Purse| !purse.holding.revoked && !purse.holding.has_ended(known.today);
    let listed = Money::sum(
        purses
            .iter()
            .filter(|purse| counts(purse))
            .map(|purse| purse.left),
        known.currency,
    )?;
    let beyond = known.total.unwrap_or(listed).minus(listed)?;
    let surplus = Money::zero(known.currency).minus(beyond)?.floored();
    let surplus = draw(&mut purses, surplus, |purse| {
        counts(purse) && purse.holding.applies()
    })?;
    draw(&mut purses, surplus, counts)?;
    let lines = purses
        .into_iter()
        .map(|purse| line(purse, known))
        .collect::<Result<_, _>>()?;

    Ok(Estimates {
        lines,
        unlisted: beyond.floored(),
    })
}

/// Ad credit in the account that is used before a credit with this last day (R101), as far as the lines tell.
///
/// # Errors
/// [`MoneyError`] when the amounts differ in currency or do not fit.
pub fn used_earlier(
    estimates: &Estimates,
    until: Option<Date>,
    currency: Currency,
) -> Result<Money, MoneyError> {
    let earlier = estimates
        .lines
        .iter()
        .filter(|line| line.tab == Tab::Available && line.holding.applies())
        .filter(|line| match (line.holding.valid_until, until) {
            (Some(ends), Some(until)) => ends <= until,
            (Some(_), None) => true,
            (None, _) => false,
        });

    Money::sum(earlier.map(|line| line.unused), currency)
}

fn purses(mut holdings: Vec<Holding>) -> Vec<Purse> {
    holdings.sort_by_key(Holding::order);

    holdings
        .into_iter()
        .map(|holding| Purse {
            left: holding.amount,
            holding,
        })
        .collect()
}

/// Takes an amount out of the purses that may be used, one after the other; returns what is left for cash and credit line.
fn draw(
    purses: &mut [Purse],
    amount: Money,
    may_use: impl Fn(&Purse) -> bool,
) -> Result<Money, MoneyError> {
    let mut rest = amount.floored();
    for purse in purses.iter_mut().filter(|purse| may_use(purse)) {
        let taken = purse.left.least(rest)?;
        purse.left = purse.left.minus(taken)?;
        rest = rest.minus(taken)?;
    }

    Ok(rest)
}

fn line(purse: Purse, known: &Known<'_>) -> Result<Line, MoneyError> {
    let Purse { holding, left } = purse;
    let nothing = Money::zero(left.currency());
    let mut line = Line {
        used: holding.amount.minus(left)?,
        unused: nothing,
        expired: nothing,
        revoked: nothing,
        stranded: nothing,
        tab: tab(&holding, left, known),
        holding,
    };
    match line.tab {
        Tab::NotAvailable(NotAvailable::Revoked) => line.revoked = left,
        Tab::NotAvailable(NotAvailable::Expired) => line.expired = left,
        Tab::NotAvailable(NotAvailable::Stranded) => line.stranded = left,
        Tab::NotAvailable(NotAvailable::UsedUp | NotAvailable::NotYetValid)
        | Tab::Available
        | Tab::Earning => line.unused = left,
    }

    Ok(line)
}

/// R136, R139: first match wins.
fn tab(holding: &Holding, left: Money, known: &Known<'_>) -> Tab {
    if holding.revoked {
        return Tab::NotAvailable(NotAvailable::Revoked);
    }
    if !left.is_positive() {
        return Tab::NotAvailable(NotAvailable::UsedUp);
    }
    if holding.has_ended(known.today) {
        return Tab::NotAvailable(NotAvailable::Expired);
    }
    if known.stranded {
        return Tab::NotAvailable(NotAvailable::Stranded);
    }
    if !holding.has_begun(known.today) {
        return Tab::NotAvailable(NotAvailable::NotYetValid);
    }
    if holding.kind == CreditKind::Conditional && !holding.fulfilled {
        return Tab::Earning;
    }

    Tab::Available
}

#[cfg(test)]
mod tests {
    use super::super::CameFrom;
    use super::*;
    use crate::credit::tests::usd;
    use crate::id::AllocationNumber;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn day(number: i8) -> Date {
        date(2026, 11, number)
    }

    fn holding(number: u64, amount: i64, until: Option<i8>) -> Holding {
        Holding {
            from: CameFrom::Allocation(AllocationNumber(number)),
            name: Some(format!("Grant {number}")),
            kind: CreditKind::Free,
            restrictions: String::new(),
            amount: usd(amount),
            since: Some(day(1)),
            valid_from: None,
            valid_until: until.map(day),
            fulfilled: false,
            revoked: false,
        }
    }

    fn told(
        holdings: Vec<Holding>,
        spent: &[(i8, i64)],
        total: Option<i64>,
        today: i8,
    ) -> Estimates {
        let spent = spent
            .iter()
            .map(|(number, spend)| (day(*number), usd(*spend)))
            .collect();
        let known = Known {
            spent: &spent,
            total: total.map(usd),
            today: day(today),
            stranded: false,
            currency: Currency::USD,
        };

        estimate(holdings, &known).unwrap()
    }

    fn left(estimates: &Estimates) -> Vec<(u64, i64)> {
        let lines = estimates.lines.iter();
        lines
            .map(|line| match line.holding.from {
                CameFrom::Allocation(number) => (number.0, line.unused.hundredths()),
                CameFrom::Entered(..) => (0, line.unused.hundredths()),
            })
            .collect()
    }

    /// R87–R92, the vector of section S: X 100.00 to day 5, Y 50.00 to day 3, cash 200.00.
    #[test]
    fn ad_credit_pays_first_and_the_earliest_end_before_the_others() {
        let mut purses = purses(vec![
            holding(1, 10_000, Some(5)),
            holding(2, 5_000, Some(3)),
        ]);
        let left = |purses: &[Purse]| -> Vec<i64> {
            purses.iter().map(|purse| purse.left.hundredths()).collect()
        };
        let cash = draw(&mut purses, usd(6_000), |_| true).unwrap();
        assert_eq!((left(&purses), cash), (vec![0, 9_000], usd(0)), "Y first");
        let cash = draw(&mut purses, usd(13_000), |_| true).unwrap();
        assert_eq!(
            (left(&purses), cash),
            (vec![0, 0], usd(4_000)),
            "200.00 of cash become 160.00"
        );
    }

    #[test]
    fn each_day_is_paid_by_what_is_valid_on_it() {
        let holdings = || vec![holding(1, 10_000, Some(5)), holding(2, 5_000, Some(3))];
        let estimates = told(holdings(), &[(1, 6_000), (2, 1_000)], None, 2);
        assert_eq!(left(&estimates), [(2, 0), (1, 8_000)]);
        let late = told(holdings(), &[(4, 6_000)], None, 4);
        assert_eq!(late.lines[0].tab, Tab::NotAvailable(NotAvailable::Expired));
        assert_eq!(
            (late.lines[0].used, late.lines[0].expired),
            (usd(0), usd(5_000))
        );
        assert_eq!(
            (late.lines[1].used, late.lines[1].unused),
            (usd(6_000), usd(4_000))
        );
    }

    #[test]
    fn what_ends_never_and_what_is_narrow() {
        let mut narrow = holding(3, 1_000, Some(5));
        narrow.restrictions = "United States only".to_owned();
        let holdings = vec![holding(1, 1_000, None), holding(2, 1_000, Some(5)), narrow];
        let estimates = told(holdings, &[(2, 1_500)], None, 2);
        assert_eq!(left(&estimates), [(3, 0), (2, 500), (1, 1_000)]);
    }

    /// R91, R136, R139.
    #[test]
    fn tabs() {
        let mut assignable = holding(1, 1_000, Some(20));
        assignable.kind = CreditKind::Assignable;
        let mut earning = holding(2, 1_000, Some(20));
        earning.kind = CreditKind::Conditional;
        let mut revoked = holding(3, 1_000, Some(20));
        revoked.revoked = true;
        let mut later = holding(4, 1_000, Some(20));
        later.valid_from = Some(day(18));
        let ended = holding(5, 1_000, Some(16));
        let used = holding(6, 1_000, Some(10));
        let holdings = vec![assignable, earning, revoked, later, ended, used];
        let estimates = told(holdings, &[(5, 1_000)], None, 17);
        let tabs: Vec<_> = estimates
            .lines
            .iter()
            .map(|line| (line.holding.from, line.tab))
            .collect();
        let number = |number| CameFrom::Allocation(AllocationNumber(number));
        assert_eq!(
            tabs,
            [
                (number(6), Tab::NotAvailable(NotAvailable::UsedUp)),
                (number(5), Tab::NotAvailable(NotAvailable::Expired)),
                (number(1), Tab::Available),
                (number(2), Tab::Earning),
                (number(3), Tab::NotAvailable(NotAvailable::Revoked)),
                (number(4), Tab::NotAvailable(NotAvailable::NotYetValid)),
            ]
        );
    }

    #[test]
    fn the_total_that_tiktok_tells_is_the_truth() {
        let mut coupon = holding(2, 15_000, None);
        coupon.kind = CreditKind::Assignable;
        let holdings = || vec![holding(1, 60_000, Some(30)), coupon.clone()];
        let same = told(holdings(), &[(5, 33_000)], Some(42_000), 17);
        assert_eq!(
            (left(&same), same.unlisted),
            (vec![(1, 27_000), (2, 15_000)], usd(0))
        );
        let less = told(holdings(), &[], Some(42_000), 17);
        assert_eq!(
            left(&less),
            [(1, 27_000), (2, 15_000)],
            "used, although no record says when"
        );
        let hardly = told(holdings(), &[], Some(1_000), 17);
        assert_eq!(left(&hardly), [(1, 0), (2, 1_000)]);
        let more = told(holdings(), &[], Some(80_000), 17);
        assert_eq!(
            (left(&more), more.unlisted),
            (vec![(1, 60_000), (2, 15_000)], usd(5_000))
        );
    }

    /// R101: what is used before a credit that ends on a certain day.
    #[test]
    fn ad_credit_used_earlier() {
        let mut coupon = holding(4, 900, Some(10));
        coupon.kind = CreditKind::Assignable;
        let holdings = vec![
            holding(1, 100, Some(20)),
            holding(2, 10, Some(25)),
            holding(3, 1, None),
            coupon,
        ];
        let estimates = told(holdings, &[], None, 5);
        let earlier = |until| used_earlier(&estimates, until, Currency::USD);
        assert_eq!(earlier(Some(day(19))), Ok(usd(0)));
        assert_eq!(earlier(Some(day(20))), Ok(usd(100)));
        assert_eq!(earlier(None), Ok(usd(110)));
    }

    proptest! {
        /// The second ledger identity of section S.
        #[test]
        fn the_parts_are_the_whole(
            holdings in proptest::collection::vec((1i64..100_000, proptest::option::of(1i8..=30), 0u8..3, any::<bool>()), 0..8),
            spent in proptest::collection::btree_map(1i8..=30, 0i64..50_000, 0..12),
            total in proptest::option::of(0i64..300_000),
            stranded in any::<bool>(),
        ) {
            let kinds = [CreditKind::Free, CreditKind::Assignable, CreditKind::Conditional];
            let holdings: Vec<Holding> = (1..)
                .zip(holdings)
                .map(|(number, (amount, until, kind, revoked))| Holding {
                    kind: kinds[usize::from(kind)],
                    revoked,
                    ..holding(number, amount, until)
                })
                .collect();
            let spent = spent.into_iter().map(|(number, spend)| (day(number), usd(spend))).collect();
            let known = Known { spent: &spent, total: total.map(usd), today: day(17), stranded, currency: Currency::USD };
            let estimates = estimate(holdings, &known).unwrap();
            prop_assert!(!estimates.unlisted.is_negative());
            let mut there = estimates.unlisted;
            for line in &estimates.lines {
                let parts = [line.used, line.unused, line.expired, line.revoked, line.stranded];
                prop_assert!(parts.iter().all(|part| !part.is_negative()));
                prop_assert_eq!(Money::sum(parts, Currency::USD), Ok(line.holding.amount));
                there = there.plus(line.unused).unwrap().plus(line.stranded).unwrap();
            }
            if let Some(total) = total {
                prop_assert_eq!(there, usd(total), "what is there is what TikTok tells");
            }
        }
    }
}

//! A cent's difference. TikTok's records carry no reference of ours, so that only the amount tells two allocations to one
//! account apart if an answer gets lost (protocol 4.5).

use super::Earlier;
use super::figures::Limits;
use crate::clock::Timestamp;
use crate::money::Money;
use jiff::SignedDuration;

/// So many steps away from the amount are tried.
const STEPS: i64 = 50;

/// An amount next to this one that no allocation to the account had within the window; `None` where this one can be told
/// apart already, or where none fits.
pub(super) fn instead(
    amount: Money,
    earlier: &[Earlier],
    limits: &Limits,
    (window, now): (SignedDuration, Timestamp),
) -> Option<Money> {
    let recent = || {
        earlier
            .iter()
            .filter(|earlier| now.duration_since(earlier.at) <= window)
    };
    let is_taken = |amount: Money| recent().any(|earlier| earlier.amount == amount);
    if !is_taken(amount) {
        return None;
    }
    // The smallest step that can be typed: a cent, or a whole unit where the currency has no decimals.
    let step = if amount.currency().decimals() == 0 {
        100
    } else {
        1
    };
    let away = |steps: i64| {
        let by = Money::new(step, amount.currency()).times(steps).ok()?;
        amount.plus(by).ok()
    };
    // Less first: what is left always covers it.
    let less = (1..=STEPS).filter_map(|steps| away(steps.checked_neg()?));
    let more = (1..=STEPS).filter_map(away);

    less.chain(more)
        .find(|other| !is_taken(*other) && fits(*other, limits))
}

fn fits(amount: Money, limits: &Limits) -> bool {
    let covers = |limit: Money| limit.minus(amount).is_ok_and(|rest| rest.hundredths() >= 0);
    let enough = |minimum: Money| {
        amount
            .minus(minimum)
            .is_ok_and(|rest| rest.hundredths() >= 0)
    };

    amount.is_positive()
        && covers(limits.placeable)
        && covers(limits.source)
        && limits.minimum.is_none_or(enough)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{at, usd};
    use super::*;
    use crate::credit::Source;
    use crate::id::AllocationNumber;
    use crate::money::Currency;

    const NOW: &str = "2026-11-17T15:44:00Z";
    const DAY: SignedDuration = SignedDuration::from_hours(24);

    fn offered(amount: Money, taken: &[(Money, i64)], limits: Limits) -> Option<Money> {
        let earlier: Vec<Earlier> = taken
            .iter()
            .map(|(amount, hours)| Earlier {
                number: AllocationNumber(147),
                at: at(NOW)
                    .checked_sub(SignedDuration::from_hours(*hours))
                    .unwrap(),
                by: "Tomas Arreola".to_owned(),
                amount: *amount,
                source: Source::Unlisted,
            })
            .collect();

        instead(amount, &earlier, &limits, (DAY, at(NOW)))
    }

    fn limits(placeable: i64, minimum: Option<i64>) -> Limits {
        Limits {
            placeable: usd(placeable),
            source: usd(1_000_000),
            minimum: minimum.map(usd),
        }
    }

    #[test]
    fn a_cent_less_than_an_amount_that_was_used_before() {
        let wide = limits(1_000_000, None);
        let of = |taken: &[(Money, i64)]| offered(usd(50_000), taken, wide);
        assert_eq!(of(&[]), None, "nothing to be told apart from");
        assert_eq!(of(&[(usd(49_999), 1)]), None);
        assert_eq!(of(&[(usd(50_000), 25)]), None, "outside the window");
        assert_eq!(of(&[(usd(50_000), 24)]), Some(usd(49_999)));
        let both = [(usd(50_000), 1), (usd(49_999), 2), (usd(49_998), 30)];
        assert_eq!(of(&both), Some(usd(49_998)));
    }

    #[test]
    fn more_where_less_is_too_little_and_nothing_where_neither_fits() {
        let taken = [(usd(1_000), 1)];
        let of = |limits| offered(usd(1_000), &taken, limits);
        assert_eq!(of(limits(5_000, Some(1_000))), Some(usd(1_001)));
        assert_eq!(of(limits(1_000, Some(1_000))), None);
        assert_eq!(
            offered(usd(1), &[(usd(1), 1)], limits(9, None)),
            Some(usd(2))
        );
    }

    #[test]
    fn a_whole_unit_where_there_are_no_decimals() {
        let yen = |hundredths| Money::new(hundredths, Currency::new("JPY").unwrap());
        let limits = Limits {
            placeable: yen(1_000_000),
            source: yen(1_000_000),
            minimum: None,
        };
        let taken = [(yen(50_000), 1)];
        assert_eq!(offered(yen(50_000), &taken, limits), Some(yen(49_900)));
    }
}

//! When ad credit ends, and what an account can still use of it until then (R93–R102).
//!
//! Everything about future spend is an estimate and has to be labelled so, with its inputs visible (R101).

use crate::clock::{Timestamp, Zone, days_between, earlier_day};
use crate::money::{Money, MoneyError};
use jiff::SignedDuration;
use jiff::civil::Date;

/// Days before the end at which a person is told, once each (R100).
pub const NOTICE_DAYS: [i64; 5] = [1, 3, 7, 14, 30];

/// The end of one credit, seen from one account or from the Business Center alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The last valid day.
    pub day: Date,
    /// The planning instant: the last second in which it counts as usable (R98).
    pub at: Timestamp,
    zone: Zone,
}

impl Ending {
    /// R98: 23:59:59 of the last valid day in the zone of the Business Center or of the account, whichever is earlier. A zone
    /// that cannot be read ends its day first of all; an account whose zone was not told does not count.
    #[must_use]
    pub fn of(day: Date, bc_zone: &str, account_zone: Option<&str>) -> Self {
        let zone = |name: &str| Zone::read(name).unwrap_or_else(Zone::earliest);
        let bc_zone = zone(bc_zone);
        let at = bc_zone.last_second(day);
        let at_bc = Self {
            day,
            at,
            zone: bc_zone,
        };
        let Some(account_zone) = account_zone.map(zone) else {
            return at_bc;
        };
        let at = account_zone.last_second(day);
        if at_bc.at <= at {
            return at_bc;
        }

        Self {
            day,
            at,
            zone: account_zone,
        }
    }

    /// Whether the last second is over.
    #[must_use]
    pub fn has_passed(&self, now: Timestamp) -> bool {
        now.duration_since(self.at) >= SignedDuration::from_secs(1)
    }

    /// Whole days from today to the last valid day; 0 on that day, negative after it.
    #[must_use]
    pub fn days_left(&self, now: Timestamp) -> i64 {
        days_between(self.zone.day(now), self.day)
    }

    /// The offset from UTC in which the end is told.
    #[must_use]
    pub fn offset_text(&self) -> String {
        self.zone.offset_text(self.at)
    }
}

/// Whether the first valid day has begun in the Business Center's zone. No date: it has.
#[must_use]
pub fn has_begun(from: Option<Date>, bc_zone: &str, now: Timestamp) -> bool {
    from.is_none_or(|day| {
        let zone = Zone::read(bc_zone).unwrap_or_else(Zone::earliest);
        zone.first_instant(day) <= now
    })
}

/// R100: the notice that belongs to so many days left, the nearest one; `None` before the first.
#[must_use]
pub fn notice(days_left: i64) -> Option<i64> {
    NOTICE_DAYS
        .into_iter()
        .find(|stage| (0..=*stage).contains(&days_left))
}

/// R101: what an account is expected to spend of one credit before its end, from the spend of its last 7 complete days; ad
/// credit that is used earlier goes first. Rounded down, never below nothing. An estimate.
///
/// # Errors
/// [`MoneyError`] when the amounts differ in currency or do not fit.
pub fn expected_use(
    spend_7_days: Money,
    days_left: i64,
    used_earlier: Money,
) -> Result<Money, MoneyError> {
    let (spend, _) = spend_7_days
        .times(days_left.max(0))?
        .divide_with_remainder(7)?;

    Ok(spend.minus(used_earlier)?.floored())
}

/// R101: the part of an amount that the expected use does not reach. An estimate.
///
/// # Errors
/// [`MoneyError`] when the amounts differ in currency or do not fit.
pub fn at_risk(amount: Money, expected: Money) -> Result<Money, MoneyError> {
    Ok(amount.minus(expected)?.floored())
}

/// R102: the last day on which an amount can be placed and still be spent; `None` when the account is not spending.
#[must_use]
pub fn last_sensible_day(until: Date, amount: Money, spend_7_days: Money) -> Option<Date> {
    if spend_7_days.currency() != amount.currency() || !spend_7_days.is_positive() {
        return None;
    }
    let spend = i128::from(spend_7_days.hundredths());
    let sevenfold = i128::from(amount.hundredths().max(0)).checked_mul(7)?;
    // Rounded up: part of a day is a day.
    let days = sevenfold
        .checked_add(spend.checked_sub(1)?)?
        .checked_div(spend)?;

    Some(earlier_day(until, i64::try_from(days).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use jiff::civil::date;

    fn usd(hundredths: i64) -> Money {
        Money::new(hundredths, Currency::USD)
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// R98, the vector of section S.
    #[test]
    fn the_planning_instant_is_the_earlier_of_two_midnights() {
        let day = date(2026, 12, 31);
        let bc_alone = Ending::of(day, "UTC+8", None);
        let account_alone = Ending::of(day, "UTC-5", None);
        let both = Ending::of(day, "UTC+8", Some("UTC-5"));
        assert_eq!(bc_alone.at, at("2026-12-31T15:59:59Z"));
        assert_eq!(account_alone.at, at("2027-01-01T04:59:59Z"));
        assert_eq!(both.at, at("2026-12-31T15:59:59Z"));
        assert_eq!(
            Ending::of(day, "UTC-5", Some("UTC+8")).at,
            at("2026-12-31T15:59:59Z")
        );
        assert!(!both.has_passed(at("2026-12-31T15:59:59Z")));
        assert!(!both.has_passed(at("2026-12-31T15:59:59.999999Z")));
        assert!(both.has_passed(at("2026-12-31T16:00:00Z")));
    }

    #[test]
    fn days_left_are_counted_where_the_credit_ends_first() {
        let both = Ending::of(date(2026, 12, 31), "UTC+8", Some("UTC-5"));
        assert_eq!(both.days_left(at("2026-12-30T15:59:59Z")), 1);
        assert_eq!(both.days_left(at("2026-12-30T16:00:00Z")), 0);
        assert_eq!(both.days_left(at("2026-12-31T16:00:00Z")), -1);
        assert_eq!(both.offset_text(), "+08:00");
    }

    #[test]
    fn a_zone_that_cannot_be_read_ends_first() {
        let day = date(2026, 12, 31);
        let unreadable = Ending::of(day, "UTC", Some("Mars/Olympus"));
        assert_eq!(unreadable.at, at("2026-12-31T09:59:59Z"));
        assert_eq!(Ending::of(day, "UTC", None).at, at("2026-12-31T23:59:59Z"));
    }

    #[test]
    fn a_credit_begins_with_its_first_day() {
        let from = Some(date(2026, 11, 20));
        assert!(!has_begun(from, "UTC-5", at("2026-11-20T04:59:59Z")));
        assert!(has_begun(from, "UTC-5", at("2026-11-20T05:00:00Z")));
        assert!(has_begun(None, "UTC-5", at("2026-11-20T05:00:00Z")));
    }

    /// R101 and R102, the vectors of section S: 50.00 a day, 10 days, 900.00.
    #[test]
    fn expected_use_at_risk_and_the_last_sensible_day() {
        let expected = expected_use(usd(35_000), 10, usd(0)).unwrap();
        assert_eq!(expected, usd(50_000));
        assert_eq!(at_risk(usd(90_000), expected), Ok(usd(40_000)));
        let until = date(2026, 12, 31);
        assert_eq!(
            last_sensible_day(until, usd(90_000), usd(35_000)),
            Some(date(2026, 12, 13))
        );
        assert_eq!(last_sensible_day(until, usd(90_000), usd(0)), None);
        assert_eq!(
            last_sensible_day(until, usd(90_001), usd(35_000)),
            Some(date(2026, 12, 12)),
            "part of a day is a day"
        );
    }

    #[test]
    fn ad_credit_used_earlier_goes_first_and_nothing_is_below_nothing() {
        assert_eq!(expected_use(usd(35_000), 10, usd(20_000)), Ok(usd(30_000)));
        assert_eq!(expected_use(usd(35_000), 10, usd(90_000)), Ok(usd(0)));
        assert_eq!(expected_use(usd(35_000), -3, usd(0)), Ok(usd(0)));
        assert_eq!(at_risk(usd(100), usd(200)), Ok(usd(0)));
        assert!(expected_use(usd(i64::MAX), 10, usd(0)).is_err());
    }

    #[test]
    fn notices_come_at_five_stages() {
        let cases = [
            (31, None),
            (30, Some(30)),
            (15, Some(30)),
            (14, Some(14)),
            (7, Some(7)),
            (4, Some(7)),
            (3, Some(3)),
            (1, Some(1)),
            (0, Some(1)),
            (-1, None),
        ];
        for (days_left, expected) in cases {
            assert_eq!(notice(days_left), expected, "{days_left} days left");
        }
    }
}

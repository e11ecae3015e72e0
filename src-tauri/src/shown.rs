//! From core types to views: amounts become finished text, moments get their zone, reasons their codes. Decides nothing.

pub mod account;
pub mod alert;
pub mod allocation;
pub mod changes;
pub mod credit;
pub mod people;
pub mod reasons;
pub mod review;

use crate::views::{Amount, AmountRange, OpenOutcome, Stamp};
use desk_core::clock::{Timestamp, Zone};
use desk_core::money::Money;
use desk_core::review::OpenHere;
use jiff::tz::{Offset, TimeZone};

/// An amount as it stands.
pub fn amount(money: Money) -> Amount {
    Amount {
        text: money.shown(),
        plain: money.to_string(),
        currency: money.currency().to_string(),
        is_zero: money.is_zero(),
    }
}

/// A difference: more than nothing carries a plus.
pub fn change(money: Money) -> Amount {
    let shown = amount(money);
    if !money.is_positive() {
        return shown;
    }

    Amount {
        text: format!("+{}", shown.text),
        ..shown
    }
}

/// `after − before`; no difference where it cannot be worked out.
pub fn difference(before: Money, after: Money) -> Amount {
    change(
        after
            .minus(before)
            .unwrap_or(Money::zero(before.currency())),
    )
}

/// What is not settled at an account, with figures for those who see them.
pub fn open_outcome(open: &OpenHere, sees: bool) -> OpenOutcome {
    OpenOutcome {
        number: open.number.0.to_string(),
        amount: sees.then(|| amount(open.amount)),
        ad_credit: open.span.filter(|_| sees).map(|span| AmountRange {
            without: amount(span.without),
            with: amount(span.with),
        }),
    }
}

/// A moment in the zone of the Business Center.
pub fn stamp(moment: Timestamp, zone: &Zone) -> Stamp {
    stamp_at(moment, &zone.offset_text(moment))
}

/// A moment in an offset such as `-05:00`, as it was shown when it was recorded.
pub fn stamp_at(moment: Timestamp, offset: &str) -> Stamp {
    let zone = TimeZone::fixed(read_offset(offset).unwrap_or(Offset::UTC));

    Stamp {
        at: moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        local: zone
            .to_datetime(moment)
            .strftime("%Y-%m-%dT%H:%M:%S")
            .to_string(),
        zone: zone_text(offset),
    }
}

/// `UTC−05:00`, with a true minus sign.
pub fn zone_text(offset: &str) -> String {
    format!("UTC{}", offset.replace('-', "\u{2212}"))
}

/// Days as the views count them: none below today.
pub fn days(left: i64) -> u32 {
    u32::try_from(left.max(0)).unwrap_or(u32::MAX)
}

/// A count as the views count.
pub fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A large count as the views count.
pub fn number(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn read_offset(text: &str) -> Option<Offset> {
    let (sign, rest) = text.split_at_checked(1)?;
    let (hours, minutes) = rest.split_once(':')?;
    let seconds = hours
        .parse::<i32>()
        .ok()?
        .checked_mul(3600)?
        .checked_add(minutes.parse::<i32>().ok()?.checked_mul(60)?)?;

    Offset::from_seconds(if sign == "-" {
        seconds.checked_neg()?
    } else {
        seconds
    })
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use desk_core::money::Currency;

    fn usd(hundredths: i64) -> Money {
        Money::new(hundredths, Currency::USD)
    }

    #[test]
    fn amounts_are_finished_text() {
        assert_eq!(amount(usd(120_000)).text, "1,200.00");
        assert_eq!(amount(usd(-5)).text, "\u{2212}0.05");
        assert_eq!(amount(usd(-5)).plain, "-0.05");
        assert_eq!(change(usd(50_000)).text, "+500.00");
        assert_eq!(difference(usd(100), usd(40)).text, "\u{2212}0.60");
        assert!(change(usd(0)).is_zero && change(usd(0)).text == "0.00");
    }

    #[test]
    fn a_moment_carries_the_clock_on_the_wall_and_its_zone() {
        let moment: Timestamp = "2026-11-17T15:45:31.5Z".parse().unwrap();
        let lima = stamp(moment, &Zone::read("America/Lima").unwrap());
        assert_eq!(lima.at, "2026-11-17T15:45:31Z");
        assert_eq!(lima.local, "2026-11-17T10:45:31");
        assert_eq!(lima.zone, "UTC\u{2212}05:00");
        let kathmandu = stamp_at(moment, "+05:45");
        assert_eq!(kathmandu.local, "2026-11-17T21:30:31");
        assert_eq!(kathmandu.zone, "UTC+05:45");
    }
}

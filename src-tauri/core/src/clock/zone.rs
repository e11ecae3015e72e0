//! Time zones as TikTok names them, and days in them.

use super::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Span};

/// A zone in which days begin and end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// Reads an IANA name (`America/New_York`), `UTC`, or an offset (`UTC+08:00`, `-05:00`); `None` for anything else.
    #[must_use]
    pub fn read(name: &str) -> Option<Self> {
        let name = name.trim();
        if let Some(offset) = offset(name) {
            return Some(Self(TimeZone::fixed(offset)));
        }

        TimeZone::get(name).ok().map(Self)
    }

    /// Universal time.
    #[must_use]
    pub const fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// Where each day ends first: the safe choice for a zone that cannot be read.
    #[must_use]
    pub fn earliest() -> Self {
        Self(TimeZone::fixed(jiff::tz::offset(14)))
    }

    /// The day it is at `moment`.
    #[must_use]
    pub fn day(&self, moment: Timestamp) -> Date {
        self.0.to_datetime(moment).date()
    }

    /// The first instant of a day.
    #[must_use]
    pub fn first_instant(&self, day: Date) -> Timestamp {
        day.to_zoned_datetime(self.0.clone())
            .map_or(Timestamp::MIN, |start| start.timestamp())
    }

    /// The last whole second of a day: 23:59:59 on the wall (R98).
    #[must_use]
    pub fn last_second(&self, day: Date) -> Timestamp {
        let Ok(next) = day.tomorrow() else {
            return Timestamp::MAX;
        };

        self.first_instant(next)
            .checked_sub(SignedDuration::from_secs(1))
            .unwrap_or(Timestamp::MIN)
    }

    /// The offset in force at `moment`, as `+08:00` or `-05:00`.
    #[must_use]
    pub fn offset_text(&self, moment: Timestamp) -> String {
        let seconds = self.0.to_offset(moment).seconds();
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.unsigned_abs().checked_div(60).unwrap_or(0);
        let (hours, minutes) = (
            minutes.checked_div(60).unwrap_or(0),
            minutes.checked_rem(60).unwrap_or(0),
        );

        format!("{sign}{hours:02}:{minutes:02}")
    }
}

/// Days from one date to another; negative when `to` is earlier.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from)
        .as_hours()
        .checked_div(24)
        .unwrap_or(0)
}

/// The date `days` days before; the first date there is where that does not exist.
#[must_use]
pub fn earlier_day(day: Date, days: i64) -> Date {
    Span::new()
        .try_days(days)
        .and_then(|span| day.checked_sub(span))
        .unwrap_or(Date::MIN)
}

/// `UTC+08:00`, `GMT-5`, `+08:00`: a sign, hours of one or two digits, and perhaps minutes.
fn offset(name: &str) -> Option<Offset> {
    let rest = name
        .strip_prefix("UTC")
        .or_else(|| name.strip_prefix("GMT"))
        .unwrap_or(name);
    let (negative, rest) = match rest.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, rest.strip_prefix('+')?),
    };
    let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "0"));
    let digits = |text: &str, most: i32| {
        let short = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        short
            .then(|| text.parse().ok())
            .flatten()
            .filter(|number: &i32| *number <= most)
    };
    let seconds = digits(hours, 18)?
        .checked_mul(3600)?
        .checked_add(digits(minutes, 59)?.checked_mul(60)?)?;

    Offset::from_seconds(if negative {
        seconds.checked_neg()?
    } else {
        seconds
    })
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn zones_are_names_or_offsets() {
        let noon: Timestamp = "2026-01-15T12:00:00Z".parse().unwrap();
        let cases = [
            ("America/New_York", Some("-05:00")),
            ("Asia/Kolkata", Some("+05:30")),
            ("UTC", Some("+00:00")),
            ("UTC+08:00", Some("+08:00")),
            ("UTC-5", Some("-05:00")),
            ("GMT+03:30", Some("+03:30")),
            ("-05:00", Some("-05:00")),
            ("Etc/GMT+5", Some("-05:00")),
            ("Mars/Olympus", None),
            ("UTC+99", None),
            ("UTC+1:75", None),
            ("", None),
            ("../../etc/passwd", None),
        ];
        for (name, expected) in cases {
            let offset = Zone::read(name).map(|zone| zone.offset_text(noon));
            assert_eq!(offset.as_deref(), expected, "{name:?}");
        }
    }

    #[test]
    fn a_day_ends_by_the_wall_clock_even_when_clocks_change() {
        let zone = Zone::read("America/New_York").unwrap();
        let day = date(2026, 11, 1);
        let long = zone
            .last_second(day)
            .duration_since(zone.first_instant(day));
        assert_eq!(long, SignedDuration::from_secs(25 * 3600 - 1));
        assert_eq!(zone.day(zone.last_second(day)), day);
        assert_eq!(days_between(day, date(2026, 11, 30)), 29);
        assert_eq!(days_between(day, date(2026, 10, 31)), -1);
        assert_eq!(earlier_day(day, 1), date(2026, 10, 31));
        assert_eq!(earlier_day(day, i64::MAX), Date::MIN);
    }
}

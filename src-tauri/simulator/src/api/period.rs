//! Ranges of time as each endpoint takes them: local times, or whole days (API facts 5.1).

use super::{Refusal, refuse};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

const DAY: i64 = 24 * crate::ledger::HOUR;

/// At most this many days between the first and the last.
const LONGEST: i32 = 365;

/// A closed interval of local times.
#[derive(Debug)]
pub struct Period {
    from: DateTime,
    to: DateTime,
}

impl Period {
    /// Times `YYYY-MM-DD HH:MM:SS`; the last 90 days when unset.
    pub fn local(from: Option<&str>, to: Option<&str>, now: Timestamp) -> Result<Self, Refusal> {
        let read = |text: &str| {
            DateTime::strptime("%Y-%m-%d %H:%M:%S", text)
                .map_or_else(|_| refuse(40_002, "filtering: Not a valid time."), Ok)
        };
        // A day on each side, since the reader's zone may be ahead of UTC.
        let to = to.map_or_else(|| Ok(shift(now, DAY)), read)?;
        let from = from.map_or_else(|| Ok(shift(now, -91 * DAY)), read)?;

        Self { from, to }.within(LONGEST)
    }

    /// Days `YYYY-MM-DD`, each with a default of its own: 90 days ago, and today.
    pub fn since(from: Option<&str>, to: Option<&str>, now: Timestamp) -> Result<Self, Refusal> {
        let from = from.map_or_else(|| Ok(shift(now, -90 * DAY).date()), date)?;
        let to = to.map_or_else(|| Ok(shift(now, 0).date()), date)?;

        Self::whole(from, to)
    }

    /// Days `YYYY-MM-DD`, both or neither; the last seven when unset.
    pub fn week(from: Option<&str>, to: Option<&str>, now: Timestamp) -> Result<Self, Refusal> {
        match (from, to) {
            (Some(from), Some(to)) => Self::whole(date(from)?, date(to)?),
            (None, None) => Self::whole(shift(now, -7 * DAY).date(), shift(now, 0).date()),
            _ => refuse(40_002, "start_date and end_date must be given together."),
        }
    }

    fn whole(from: Date, to: Date) -> Result<Self, Refusal> {
        Self {
            from: from.at(0, 0, 0, 0),
            to: to.at(23, 59, 59, 999_999_999),
        }
        .within(LONGEST)
    }

    fn within(self, most: i32) -> Result<Self, Refusal> {
        let days = self
            .from
            .date()
            .until(self.to.date())
            .map_or(i32::MAX, |span| span.get_days());
        if self.from > self.to || days > most {
            return refuse(40_002, "The time range must be between 0 and 365 days.");
        }

        Ok(self)
    }

    /// First and last UTC day since 1970.
    pub fn utc_days(&self) -> (i64, i64) {
        let day = |date| in_utc(date).div_euclid(DAY);

        (day(self.from), day(self.to))
    }

    /// Whether a moment lies in it, as a clock in that zone shows it. The zone is looked up only where it could matter: no
    /// clock is a whole day away from UTC.
    pub fn holds(&self, at: i64, zone: impl FnOnce() -> TimeZone) -> bool {
        let (from, to) = (in_utc(self.from), in_utc(self.to));
        if at < from - DAY || at > to + DAY {
            return false;
        }
        if from + DAY < at && at < to - DAY {
            return true;
        }
        let local = zone().to_datetime(Timestamp::from_microsecond(at).unwrap_or_default());

        (self.from..=self.to).contains(&local)
    }
}

/// A day `YYYY-MM-DD`.
pub fn date(text: &str) -> Result<Date, Refusal> {
    Date::strptime("%Y-%m-%d", text).map_or_else(|_| refuse(40_002, "Not a valid date."), Ok)
}

/// The moment at which a clock in UTC shows this, in microseconds.
fn in_utc(date: DateTime) -> i64 {
    TimeZone::UTC
        .to_timestamp(date)
        .map_or(0, |at| at.as_microsecond())
}

fn shift(now: Timestamp, by: i64) -> DateTime {
    let at = now
        .checked_add(SignedDuration::from_micros(by))
        .unwrap_or(now);

    TimeZone::UTC.to_datetime(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    #[test]
    fn a_year_is_the_longest_and_backwards_is_none() {
        for (from, to, good) in [
            ("2026-01-01", "2026-01-01", true),
            ("2025-01-01", "2026-01-01", true),
            ("2025-01-01", "2026-01-02", false),
            ("2026-01-02", "2026-01-01", false),
            ("2026-02-30", "2026-03-01", false),
            ("20260101", "20260102", false),
        ] {
            assert_eq!(
                Period::week(Some(from), Some(to), NOW).is_ok(),
                good,
                "{from}"
            );
            assert_eq!(
                Period::since(Some(from), Some(to), NOW).is_ok(),
                good,
                "{from}"
            );
        }
        for (from, to, good) in [
            ("2026-01-01 10:00:00", "2026-01-01 10:00:00", true),
            ("2026-01-01 10:00:01", "2026-01-01 10:00:00", false),
            ("2026-01-01", "2026-01-01", false),
            ("2026-01-01T10:00:00", "2026-01-01T10:00:00", false),
        ] {
            assert_eq!(
                Period::local(Some(from), Some(to), NOW).is_ok(),
                good,
                "{from}"
            );
        }
    }

    #[test]
    fn costs_want_both_days_and_the_older_lists_either() {
        let now = "2026-11-16T14:00:00Z".parse().unwrap();
        assert!(Period::week(Some("2026-11-01"), None, now).is_err());
        assert!(Period::week(None, Some("2026-11-01"), now).is_err());
        let (from, to) = Period::week(None, None, now).unwrap().utc_days();
        assert_eq!(to - from, 7);
        let open = Period::since(Some("2026-11-01"), None, now).unwrap();
        assert_eq!(open.to.date(), jiff::civil::date(2026, 11, 16));
        let (from, to) = Period::since(None, None, now).unwrap().utc_days();
        assert_eq!(to - from, 90);
    }

    #[test]
    fn both_ends_are_in_it_as_the_zone_shows_them() {
        let period = Period::local(
            Some("2026-11-16 09:00:00"),
            Some("2026-11-16 09:00:01"),
            NOW,
        )
        .unwrap();
        let at = |text: &str| text.parse::<Timestamp>().unwrap().as_microsecond();
        let lima = || TimeZone::get("America/Lima").unwrap();
        assert!(period.holds(at("2026-11-16T14:00:00Z"), lima));
        assert!(period.holds(at("2026-11-16T14:00:01Z"), lima));
        assert!(!period.holds(at("2026-11-16T14:00:02Z"), lima));
        assert!(!period.holds(at("2026-11-16T13:59:59Z"), lima));
        assert!(!period.holds(at("2026-11-16T14:00:00Z"), || TimeZone::UTC));
    }
}

//! When an unknown outcome is looked up, and from when a person may say that it was not executed (protocol 4.5). Time alone
//! never settles anything.

use crate::clock::Timestamp;
use jiff::SignedDuration;

/// How long after the sending TikTok's records are looked at; then once a day.
pub const LOOKS: [SignedDuration; 9] = [
    SignedDuration::from_secs(2),
    SignedDuration::from_secs(5),
    SignedDuration::from_secs(15),
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(15),
    SignedDuration::from_hours(1),
    SignedDuration::from_hours(6),
    SignedDuration::from_hours(24),
];

const DAILY: SignedDuration = SignedDuration::from_hours(24);

/// Without anything else to go by, records are given this long.
const LONG: SignedDuration = SignedDuration::from_hours(24);
/// And so many times what the slowest record ever took.
const TIMES_SLOWEST: i32 = 10;
/// Sooner only where nothing moved and a person has looked on TikTok's own page.
const SHORT: SignedDuration = SignedDuration::from_mins(15);

/// When to look next, for an allocation sent at `sent` and last looked at `last`.
#[must_use]
pub fn next_look(sent: Timestamp, last: Option<Timestamp>) -> Timestamp {
    let Some(last) = last else {
        return later(sent, LOOKS.first().copied().unwrap_or(DAILY));
    };
    LOOKS
        .into_iter()
        .map(|after| later(sent, after))
        .find(|due| *due > last)
        .unwrap_or_else(|| later(last, DAILY))
}

/// What is known about the waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waited {
    /// Since the sending.
    pub since: SignedDuration,
    /// The slowest record of any allocation that succeeded, where one was seen.
    pub slowest: Option<SignedDuration>,
    /// A look of this moment shows both sides as they were before the sending, and no new record.
    pub unchanged: bool,
    /// A look of this moment shows something that speaks for its having taken effect: a record that can be its own, or the
    /// balance lower by just its amount.
    pub traces: bool,
    /// The person says to have looked on TikTok's own Transactions page.
    pub looked_there: bool,
}

/// Whether a person may say *not executed*, or how long to wait since the sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// Now.
    Over,
    /// Now, if the person has looked on TikTok's own Transactions page.
    OverIfLooked,
    /// Not before so long after the sending; `sooner`, where nothing moves until then and the person looks there.
    Until {
        /// The long wait.
        late: SignedDuration,
        /// The short one, where a look of this moment shows nothing moved.
        sooner: Option<SignedDuration>,
    },
}

/// The waiting rule of protocol 4.5.
#[must_use]
pub fn patience(waited: Waited) -> Patience {
    if planted!(NotExecutedTooEarly) {
        return Patience::Over;
    }
    let learned = waited.slowest.map(|slowest| {
        slowest
            .checked_mul(TIMES_SLOWEST)
            .unwrap_or(SignedDuration::MAX)
    });
    let late = learned.map_or(LONG, |learned| learned.max(LONG));
    if waited.since >= late {
        return if waited.traces && !waited.looked_there {
            Patience::OverIfLooked
        } else {
            Patience::Over
        };
    }
    if !waited.unchanged {
        return Patience::Until { late, sooner: None };
    }
    if waited.since < SHORT {
        return Patience::Until {
            late,
            sooner: Some(SHORT),
        };
    }
    if waited.looked_there {
        Patience::Over
    } else {
        Patience::OverIfLooked
    }
}

fn later(moment: Timestamp, by: SignedDuration) -> Timestamp {
    moment.checked_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn looks_get_rarer_and_never_stop() {
        let sent = at(1_000_000);
        let (mut last, mut looks) = (None, Vec::new());
        for _ in 0..12 {
            let due = next_look(sent, last);
            looks.push(due.duration_since(sent).as_secs());
            last = Some(due);
        }
        assert_eq!(
            looks,
            [
                2, 5, 15, 60, 300, 900, 3600, 21_600, 86_400, 172_800, 259_200, 345_600
            ]
        );
        // A machine that slept looks at once, and goes on from there.
        assert_eq!(next_look(sent, Some(at(1_000_100))), at(1_000_300));
    }

    /// However long it was waited: who sees a record that can be its own must have looked at TikTok's page.
    #[test]
    fn traces_are_not_passed_over_by_time() {
        let judged = |traces, looked_there| {
            patience(Waited {
                since: SignedDuration::from_hours(1000),
                slowest: None,
                unchanged: false,
                traces,
                looked_there,
            })
        };
        assert_eq!(judged(false, false), Patience::Over);
        assert_eq!(judged(true, false), Patience::OverIfLooked);
        assert_eq!(judged(true, true), Patience::Over);
    }

    #[test]
    fn not_executed_is_offered_after_a_day_or_ten_times_the_slowest() {
        let waited = |minutes, slowest: Option<i64>, unchanged, looked_there| {
            patience(Waited {
                since: SignedDuration::from_mins(minutes),
                slowest: slowest.map(SignedDuration::from_mins),
                unchanged,
                traces: false,
                looked_there,
            })
        };
        let until = |hours, sooner: Option<i64>| Patience::Until {
            late: SignedDuration::from_hours(hours),
            sooner: sooner.map(SignedDuration::from_mins),
        };
        assert_eq!(waited(24 * 60, None, false, false), Patience::Over);
        assert_eq!(waited(24 * 60 - 1, None, false, true), until(24, None));
        assert_eq!(waited(24 * 60, Some(6), false, false), Patience::Over);
        assert_eq!(waited(24 * 60, Some(6 * 60), false, false), until(60, None));
        assert_eq!(waited(60 * 60, Some(6 * 60), false, false), Patience::Over);
        assert_eq!(waited(14, None, true, true), until(24, Some(15)));
        assert_eq!(waited(15, None, true, false), Patience::OverIfLooked);
        assert_eq!(waited(15, None, true, true), Patience::Over);
        assert_eq!(waited(15, None, false, true), until(24, None));
    }
}

//! The Basic level's rate limits: 10 calls a second and 600 a minute, counted over all endpoints (API facts 2.3).

use jiff::Timestamp;
use std::collections::VecDeque;

const PER_SECOND: usize = 10;
const PER_MINUTE: usize = 600;
const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;

/// The calls of the last minute.
#[derive(Debug, Clone)]
pub struct Limits {
    calls: VecDeque<i64>,
    pause: i64,
    paused_until: i64,
}

impl Limits {
    /// Nothing called yet; one call too many in a minute shuts everything out for so many seconds.
    #[must_use]
    pub fn pausing(seconds: i64) -> Self {
        Self {
            calls: VecDeque::new(),
            pause: seconds * SECOND,
            paused_until: i64::MIN,
        }
    }

    /// Counts a call; `false` when it is one too many.
    pub fn admits(&mut self, now: Timestamp) -> bool {
        let now = now.as_microsecond();
        if now < self.paused_until {
            return false;
        }
        while self.calls.front().is_some_and(|call| now - call >= MINUTE) {
            self.calls.pop_front();
        }
        if self.calls.len() >= PER_MINUTE {
            self.paused_until = now + self.pause;
            return false;
        }
        let in_second = self
            .calls
            .iter()
            .rev()
            .take_while(|call| now - **call < SECOND)
            .count();
        let admitted = in_second < PER_SECOND;
        if admitted {
            self.calls.push_back(now);
        }

        admitted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_call_in_a_second_waits_for_the_next_second() {
        let mut limits = Limits::pausing(300);
        let start = Timestamp::from_second(1_000_000).unwrap();
        assert_eq!((0..12).filter(|_| limits.admits(start)).count(), 10);
        assert!(!limits.admits(Timestamp::from_millisecond(1_000_000_999).unwrap()));
        assert!(limits.admits(Timestamp::from_second(1_000_001).unwrap()));
    }

    #[test]
    fn the_601st_call_in_a_minute_shuts_everything_out_for_a_while() {
        for (pause, back) in [(300, 359_999), (0, 60_000)] {
            let mut limits = Limits::pausing(pause);
            let at = |milliseconds| Timestamp::from_millisecond(milliseconds).unwrap();
            assert!((0..600).all(|tenth| limits.admits(at(tenth * 100))));
            assert!(!limits.admits(at(59_999)));
            assert!(!limits.admits(at(back - 1)), "{pause}");
            assert!(limits.admits(at(back)), "{pause}");
        }
    }
}

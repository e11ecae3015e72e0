//! The Basic level's rate limits: 10 calls a second and 600 a minute, counted over all endpoints (API facts 2.3).

use jiff::Timestamp;
use std::collections::VecDeque;

const PER_SECOND: usize = 10;
const PER_MINUTE: usize = 600;
const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;

/// The calls of the last minute.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    calls: VecDeque<i64>,
}

impl Limits {
    /// Counts a call; `false` when it is one too many.
    pub fn admits(&mut self, now: Timestamp) -> bool {
        let now = now.as_microsecond();
        while self.calls.front().is_some_and(|call| now - call >= MINUTE) {
            self.calls.pop_front();
        }
        let in_second = self
            .calls
            .iter()
            .rev()
            .take_while(|call| now - **call < SECOND)
            .count();
        let admitted = in_second < PER_SECOND && self.calls.len() < PER_MINUTE;
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
    fn the_eleventh_call_in_a_second_waits() {
        let mut limits = Limits::default();
        let start = Timestamp::from_second(1_000_000).unwrap();
        assert_eq!((0..12).filter(|_| limits.admits(start)).count(), 10);
        assert!(limits.admits(Timestamp::from_second(1_000_001).unwrap()));
    }

    #[test]
    fn the_601st_call_in_a_minute_waits() {
        let mut limits = Limits::default();
        let at = |milliseconds| Timestamp::from_millisecond(milliseconds).unwrap();
        assert!((0..600).all(|tenth| limits.admits(at(tenth * 100))));
        assert!(!limits.admits(at(59_999)));
        assert!(limits.admits(at(60_900)));
    }
}

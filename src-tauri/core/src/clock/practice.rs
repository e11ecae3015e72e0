//! The clock of a practice workspace: starts at a fixed date, runs at real pace, jumps ahead on request, never back.

use super::passed::since_boot;
use super::{Boxed, Clock, Timestamp, sleep_in_pieces};
use jiff::SignedDuration;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Practice time. One per practice workspace; core and simulator look at the same one.
#[derive(Debug)]
pub struct PracticeClock {
    started: Mutex<(Duration, Timestamp)>,
    /// How much time has passed since a fixed moment, the machine's sleep included: a deadline passes while it sleeps.
    passed: fn() -> Duration,
}

impl PracticeClock {
    /// Runs on from `moment`.
    #[must_use]
    pub fn running_from(moment: Timestamp) -> Self {
        Self::paced_by(since_boot, moment)
    }

    fn paced_by(passed: fn() -> Duration, moment: Timestamp) -> Self {
        Self {
            started: Mutex::new((passed(), whole(moment))),
            passed,
        }
    }

    /// Jumps ahead by `step` and says what time it is then; a step back is ignored.
    pub fn jump(&self, step: SignedDuration) -> Timestamp {
        let mut started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = (self.passed)();
        let now = running(*started, passed);
        let later = now.checked_add(step).unwrap_or(Timestamp::MAX).max(now);
        *started = (passed, whole(later));

        whole(later)
    }
}

impl Clock for PracticeClock {
    fn now(&self) -> Timestamp {
        let started = *self.started.lock().unwrap_or_else(PoisonError::into_inner);
        whole(running(started, (self.passed)()))
    }

    fn sleep_until(&self, moment: Timestamp) -> Boxed<'_, ()> {
        Box::pin(sleep_in_pieces(self, moment))
    }
}

fn running((began, at): (Duration, Timestamp), passed: Duration) -> Timestamp {
    SignedDuration::try_from(passed.saturating_sub(began))
        .ok()
        .and_then(|passed| at.checked_add(passed).ok())
        .unwrap_or(Timestamp::MAX)
}

fn whole(moment: Timestamp) -> Timestamp {
    super::whole_microseconds(moment.as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn practice_time_counts_what_the_machine_slept() {
        static PASSED: AtomicU64 = AtomicU64::new(100);
        let passed = || Duration::from_secs(PASSED.load(Ordering::SeqCst));
        let start: Timestamp = "2026-11-17T15:43:00Z".parse().unwrap();
        let clock = PracticeClock::paced_by(passed, start);
        assert_eq!(clock.now(), start);
        PASSED.store(100 + 8 * 3600, Ordering::SeqCst);
        let morning = "2026-11-17T23:43:00Z".parse().unwrap();
        assert_eq!(clock.now(), morning);
        assert_eq!(clock.jump(SignedDuration::ZERO), morning);
    }

    #[test]
    fn practice_time_runs_on_jumps_ahead_and_never_goes_back() {
        let start: Timestamp = "2026-11-17T15:43:00Z".parse().unwrap();
        let clock = PracticeClock::running_from(start);
        let before = clock.now();
        assert!(before >= start);
        let after = clock.jump(SignedDuration::from_hours(24));
        assert!(after.duration_since(before) >= SignedDuration::from_hours(24));
        assert!(clock.jump(SignedDuration::from_hours(-48)) >= after);
    }
}

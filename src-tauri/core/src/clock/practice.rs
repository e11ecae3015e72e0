//! The clock of a practice workspace: starts at a fixed date, runs at real pace, jumps ahead on request, never back.

use super::{Boxed, Clock, Timestamp, sleep_in_pieces};
use jiff::SignedDuration;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Practice time. One per practice workspace; core and simulator look at the same one.
#[derive(Debug)]
pub struct PracticeClock {
    started: Mutex<(Instant, Timestamp)>,
}

impl PracticeClock {
    /// Runs on from `moment`.
    #[must_use]
    pub fn running_from(moment: Timestamp) -> Self {
        Self {
            started: Mutex::new((Instant::now(), whole(moment))),
        }
    }

    /// Jumps ahead by `step` and says what time it is then; a step back is ignored.
    pub fn jump(&self, step: SignedDuration) -> Timestamp {
        let mut started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        let now = running(*started);
        let later = now.checked_add(step).unwrap_or(Timestamp::MAX).max(now);
        *started = (Instant::now(), whole(later));

        whole(later)
    }
}

impl Clock for PracticeClock {
    fn now(&self) -> Timestamp {
        let started = *self.started.lock().unwrap_or_else(PoisonError::into_inner);
        whole(running(started))
    }

    fn sleep_until(&self, moment: Timestamp) -> Boxed<'_, ()> {
        Box::pin(sleep_in_pieces(self, moment))
    }
}

fn running((began, at): (Instant, Timestamp)) -> Timestamp {
    SignedDuration::try_from(began.elapsed())
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

//! A larger practice world, for measuring the window; the program that people get has none. Nobody waits there for the pace
//! that TikTok allows: practice time leaps ahead instead, so that ten thousand accounts are read within seconds.

use desk_core::clock::{Boxed, Clock, PracticeClock, Timestamp};
use jiff::SignedDuration;
use std::sync::Arc;

/// Environment variable that asks for at least so many ad accounts.
const VARIABLE: &str = "CREDIT_DESK_PRACTICE_ACCOUNTS";

/// Waiting for a turn takes less; a longer sleep is a time limit, which must not be leapt to.
const LONGEST_TURN: SignedDuration = SignedDuration::from_secs(5);

/// How many ad accounts are asked for; none usually, and never in a release.
pub fn accounts() -> Option<usize> {
    if cfg!(debug_assertions) {
        std::env::var(VARIABLE).ok()?.parse().ok()
    } else {
        None
    }
}

/// The clock a gateway waits by.
pub fn waiting_clock(practice: &Arc<PracticeClock>) -> Arc<dyn Clock> {
    let practice = Arc::clone(practice);
    if accounts().is_some() {
        Arc::new(Leaping(practice))
    } else {
        practice
    }
}

/// Practice time that leaps over short waits.
struct Leaping(Arc<PracticeClock>);

impl Clock for Leaping {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    fn sleep_until(&self, moment: Timestamp) -> Boxed<'_, ()> {
        Box::pin(async move {
            let left = moment.duration_since(self.0.now());
            if left <= LONGEST_TURN {
                self.0.jump(left);
            } else {
                self.0.sleep_until(moment).await;
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::{Context, Poll, Waker};

    #[test]
    fn a_turn_comes_at_once_and_a_time_limit_does_not() {
        let start: Timestamp = "2026-11-16T14:00:00Z".parse().unwrap();
        let clock = Leaping(Arc::new(PracticeClock::running_from(start)));
        let mut context = Context::from_waker(Waker::noop());
        let turn = clock
            .now()
            .checked_add(SignedDuration::from_secs(2))
            .unwrap();
        let mut waits = clock.sleep_until(turn);
        assert_eq!(waits.as_mut().poll(&mut context), Poll::Ready(()));
        assert!(clock.now() >= turn);
    }
}

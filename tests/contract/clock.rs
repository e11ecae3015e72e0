//! A clock that is as late as somebody wants to sleep: practice time without waiting.

use desk_core::clock::{Boxed, Clock, Timestamp};
use std::sync::Mutex;

/// Leaps when slept on.
pub struct Leaping(Mutex<Timestamp>);

impl Leaping {
    pub fn at(start: Timestamp) -> Self {
        Self(Mutex::new(start))
    }

    pub fn later(&self, seconds: i64) {
        let mut now = self.0.lock().unwrap();
        *now = now
            .checked_add(jiff::SignedDuration::from_secs(seconds))
            .unwrap();
    }
}

impl Clock for Leaping {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn sleep_until(&self, moment: Timestamp) -> Boxed<'_, ()> {
        Box::pin(async move {
            // A time limit is waited for by the machine's own time: who only limits must not move the clock.
            if moment.duration_since(self.now()) > jiff::SignedDuration::from_secs(20) {
                std::future::pending::<()>().await;
            }
            let mut now = self.0.lock().unwrap();
            *now = moment.max(*now);
        })
    }
}

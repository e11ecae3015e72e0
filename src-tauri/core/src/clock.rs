//! Time as a value that is handed in. The system clock appears here and nowhere else in the core.

mod passed;
mod practice;
mod zone;

pub use practice::PracticeClock;
pub use zone::{Zone, days_between, earlier_day};

use jiff::SignedDuration;
pub use jiff::Timestamp;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio::sync::watch;

/// A future on the heap, so that traits with async methods can be used as objects.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Waiting is done in pieces, so that a machine that slept or a clock that jumped is noticed.
const PIECE: Duration = Duration::from_millis(250);

/// Tells the time of one workspace and waits by it.
pub trait Clock: Send + Sync {
    /// The present moment, UTC, whole microseconds. Never goes back within one clock.
    fn now(&self) -> Timestamp;

    /// Comes back once `moment` has passed by this clock.
    fn sleep_until(&self, moment: Timestamp) -> Boxed<'_, ()>;
}

/// The machine's own time. When the machine's clock is set back, this one stands still until it is overtaken.
#[derive(Debug, Default)]
pub struct SystemClock {
    latest: AtomicI64,
}

impl SystemClock {
    /// A clock that starts now.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            latest: AtomicI64::new(i64::MIN),
        }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let machine = Timestamp::now().as_microsecond();
        let before = self.latest.fetch_max(machine, Ordering::Relaxed);

        whole_microseconds(before.max(machine))
    }

    fn sleep_until(&self, moment: Timestamp) -> Boxed<'_, ()> {
        Box::pin(sleep_in_pieces(self, moment))
    }
}

/// A clock that stands still until somebody moves it, for runs that must repeat exactly.
#[derive(Debug)]
pub struct FixedClock {
    moment: watch::Sender<Timestamp>,
}

impl FixedClock {
    /// Stands at `moment`.
    #[must_use]
    pub fn at(moment: Timestamp) -> Self {
        Self {
            moment: watch::Sender::new(moment),
        }
    }

    /// Moves on by `step`; a step back is ignored.
    pub fn advance(&self, step: SignedDuration) {
        self.moment.send_modify(|moment| {
            let later = moment.checked_add(step).unwrap_or(Timestamp::MAX);
            *moment = later.max(*moment);
        });
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        *self.moment.borrow()
    }

    fn sleep_until(&self, moment: Timestamp) -> Boxed<'_, ()> {
        let mut told = self.moment.subscribe();
        Box::pin(async move {
            // The sender lives as long as the clock that is borrowed here, so waiting cannot fail.
            let _ = told.wait_for(|now| *now >= moment).await;
        })
    }
}

/// A moment in microseconds since 1970; the far end of time where that does not fit.
fn whole_microseconds(since_1970: i64) -> Timestamp {
    Timestamp::from_microsecond(since_1970).unwrap_or(Timestamp::MAX)
}

async fn sleep_in_pieces(clock: &impl Clock, moment: Timestamp) {
    loop {
        let left = moment.duration_since(clock.now());
        if !left.is_positive() {
            return;
        }
        tokio::time::sleep(left.unsigned_abs().min(PIECE)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_system_clock_never_goes_back() {
        let clock = SystemClock::new();
        let ahead = at("2200-01-01T00:00:00Z");
        clock
            .latest
            .store(ahead.as_microsecond(), Ordering::Relaxed);
        assert_eq!(clock.now(), ahead);
        assert_eq!(clock.now().subsec_nanosecond() % 1000, 0);
    }

    #[tokio::test]
    async fn a_fixed_clock_wakes_who_waits_for_it() {
        let clock = FixedClock::at(at("2026-11-17T15:00:00Z"));
        let woken = clock.sleep_until(at("2026-11-17T15:00:30Z"));
        tokio::pin!(woken);
        assert!(
            std::future::poll_fn(|cx| std::task::Poll::Ready(woken.as_mut().poll(cx)))
                .await
                .is_pending()
        );
        clock.advance(SignedDuration::from_secs(30));
        woken.await;
        clock.advance(SignedDuration::from_secs(-60));
        assert_eq!(clock.now(), at("2026-11-17T15:00:30Z"));
    }
}

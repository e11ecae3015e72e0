//! One gate for all calls of one connection: TikTok's Basic level allows 10 a second and 600 a minute (API facts 2.3).
//!
//! Reads and transfers have lanes of their own, so that a long synchronisation never uses up what an allocation needs.
//! After code 40100 the gate is frozen: a second, five minutes when it happens again soon.

use crate::clock::{Clock, Timestamp};
use governor::clock::Clock as PaceSource;
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use jiff::SignedDuration;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Reads: two at once, then one in 143 ms: never more than 8 in any second, 421 in any minute.
const READS: (u32, Duration) = (2, Duration::from_millis(143));
/// Transfers: one a second, so never more than 2 in any second. Both lanes together stay within 10 and 600.
const TRANSFERS: (u32, Duration) = (1, Duration::from_secs(1));
/// The next second, once (API facts 2.3).
const FIRST_FREEZE: SignedDuration = SignedDuration::from_secs(1);
/// TikTok suspends for about five minutes where it goes on.
const LONG_FREEZE: SignedDuration = SignedDuration::from_mins(5);
/// A throttled answer within this time after another one means that it goes on.
const REPEATED: SignedDuration = SignedDuration::from_mins(1);
/// Longer waits are told to the caller instead of being sat out.
const PATIENCE: SignedDuration = SignedDuration::from_secs(2);

type Limiter = RateLimiter<NotKeyed, InMemoryState, Since, NoOpMiddleware<Duration>>;

/// What a call is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    /// Changes nothing; may be asked again.
    Read,
    /// The one POST.
    Transfer,
}

/// The gate.
pub(super) struct Pace {
    clock: Arc<dyn Clock>,
    reads: Limiter,
    transfers: Limiter,
    frozen: Mutex<Frozen>,
}

#[derive(Debug, Default)]
struct Frozen {
    until: Option<Timestamp>,
    throttled: Option<Timestamp>,
}

impl Pace {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let since = Since {
            start: clock.now(),
            clock: Arc::clone(&clock),
        };

        Self {
            reads: limiter(READS, since.clone()),
            transfers: limiter(TRANSFERS, since),
            frozen: Mutex::default(),
            clock,
        }
    }

    /// Waits for this call's turn.
    ///
    /// # Errors
    /// The moment until which the gate is frozen, where that is too long to wait for.
    pub async fn turn(&self, lane: Lane) -> Result<(), Timestamp> {
        loop {
            let wait = match self.frozen_until() {
                Some(until) if until.duration_since(self.clock.now()) > PATIENCE => {
                    return Err(until);
                }
                Some(until) => until,
                None => match self.free_at(lane) {
                    None => return Ok(()),
                    Some(moment) => moment,
                },
            };
            self.clock.sleep_until(wait).await;
        }
    }

    /// TikTok answered 40100.
    pub fn throttled(&self) {
        let now = self.clock.now();
        let mut frozen = self.frozen.lock().unwrap_or_else(PoisonError::into_inner);
        let again = frozen
            .throttled
            .is_some_and(|last| now.duration_since(last) < REPEATED);
        let pause = if again { LONG_FREEZE } else { FIRST_FREEZE };
        let until = now.checked_add(pause).unwrap_or(Timestamp::MAX);
        frozen.until = Some(frozen.until.map_or(until, |before| before.max(until)));
        frozen.throttled = Some(now);
    }

    fn frozen_until(&self) -> Option<Timestamp> {
        let frozen = self.frozen.lock().unwrap_or_else(PoisonError::into_inner);

        frozen.until.filter(|until| *until > self.clock.now())
    }

    /// Takes a place in the lane now (`None`), or says when one is free.
    fn free_at(&self, lane: Lane) -> Option<Timestamp> {
        let limiter = match lane {
            Lane::Read => &self.reads,
            Lane::Transfer => &self.transfers,
        };
        let not_yet = limiter.check().err()?;
        let now = self.clock.now();
        let wait = not_yet.wait_time_from(limiter.clock().now());
        let wait = SignedDuration::try_from(wait).unwrap_or(PATIENCE);
        // Clocks tell whole microseconds: a moment more makes sure the place is free then.
        let wait = wait.saturating_add(SignedDuration::from_micros(1));

        Some(now.checked_add(wait).unwrap_or(Timestamp::MAX))
    }
}

fn limiter((burst, every): (u32, Duration), since: Since) -> Limiter {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    let quota = Quota::with_period(every)
        .unwrap_or_else(|| Quota::per_second(NonZeroU32::MIN))
        .allow_burst(burst);

    RateLimiter::direct_with_clock(quota, since)
}

/// The workspace's clock as the limiter reads it: time since the gate was made.
#[derive(Clone)]
struct Since {
    start: Timestamp,
    clock: Arc<dyn Clock>,
}

impl PaceSource for Since {
    type Instant = Duration;

    fn now(&self) -> Duration {
        let passed = self.clock.now().duration_since(self.start);

        passed.try_into().unwrap_or(Duration::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::fixture::Leaping;

    fn gate() -> (Arc<Leaping>, Pace) {
        let clock = Leaping::at("2026-11-17T15:00:00Z");
        let pace = Pace::new(Arc::clone(&clock) as Arc<dyn Clock>);
        (clock, pace)
    }

    fn most_within(moments: &[Timestamp], window: SignedDuration) -> usize {
        let within = |start: &Timestamp| {
            let inside =
                |moment: &&Timestamp| **moment >= *start && moment.duration_since(*start) <= window;
            moments.iter().filter(inside).count()
        };
        moments.iter().map(within).max().unwrap()
    }

    #[tokio::test]
    async fn never_more_than_ten_a_second_and_six_hundred_a_minute() {
        let (clock, pace) = gate();
        let mut moments = Vec::new();
        for call in 0..900 {
            let lane = if call % 5 == 0 {
                Lane::Transfer
            } else {
                Lane::Read
            };
            pace.turn(lane).await.unwrap();
            moments.push(clock.now());
        }
        assert!(most_within(&moments, SignedDuration::from_secs(1)) <= 10);
        assert!(most_within(&moments, SignedDuration::from_mins(1)) <= 600);
    }

    #[tokio::test]
    async fn reads_alone_leave_room_for_a_transfer() {
        let (clock, pace) = gate();
        let mut moments = Vec::new();
        for _ in 0..600 {
            pace.turn(Lane::Read).await.unwrap();
            moments.push(clock.now());
        }
        assert!(most_within(&moments, SignedDuration::from_secs(1)) <= 8);
        assert!(most_within(&moments, SignedDuration::from_mins(1)) <= 598);
        let before = clock.now();
        pace.turn(Lane::Transfer).await.unwrap();
        assert_eq!(
            clock.now(),
            before,
            "a transfer does not queue behind reads"
        );
    }

    #[tokio::test]
    async fn throttled_once_waits_a_second_and_twice_five_minutes() {
        let (clock, pace) = gate();
        let start = clock.now();
        pace.throttled();
        pace.turn(Lane::Read).await.unwrap();
        assert!(clock.now().duration_since(start) >= FIRST_FREEZE);
        pace.throttled();
        let until = pace.turn(Lane::Transfer).await.unwrap_err();
        assert_eq!(until.duration_since(clock.now()), LONG_FREEZE);
        clock.sleep_until(until).await;
        pace.turn(Lane::Transfer).await.unwrap();
        pace.throttled();
        assert!(
            pace.turn(Lane::Read).await.is_ok(),
            "long after, it is a first time again"
        );
    }
}

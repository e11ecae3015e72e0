//! The program's clock: true time and how far the machine is off. Like the real one it never goes back while the program
//! runs: set back, it stands still until it is overtaken.

use crate::world::World;
use desk_core::clock::{Boxed, Clock, Timestamp};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::{Context, Poll};

/// The clock of one process.
pub struct ProcessClock {
    world: Arc<World>,
    latest: AtomicI64,
}

impl ProcessClock {
    /// A clock that starts with its process.
    #[must_use]
    pub fn new(world: Arc<World>) -> Self {
        Self {
            world,
            latest: AtomicI64::new(i64::MIN),
        }
    }

    fn microseconds(&self) -> i64 {
        let shown = self.world.now() + self.world.offset();

        self.latest.fetch_max(shown, Ordering::Relaxed).max(shown)
    }
}

impl Clock for ProcessClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.microseconds()).unwrap_or(Timestamp::MAX)
    }

    fn sleep_until(&self, moment: Timestamp) -> Boxed<'_, ()> {
        Box::pin(Sleep {
            clock: self,
            until: moment.as_microsecond(),
            key: None,
        })
    }
}

struct Sleep<'a> {
    clock: &'a ProcessClock,
    until: i64,
    key: Option<u64>,
}

impl Future for Sleep<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.clock.microseconds() >= self.until {
            return Poll::Ready(());
        }
        if self.key.is_none() {
            self.key = Some(self.clock.world.sleep(self.until));
        }

        Poll::Pending
    }
}

impl Drop for Sleep<'_> {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            self.clock.world.wake(key);
        }
    }
}

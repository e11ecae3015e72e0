//! Time as a value that is handed in. The system clock appears here and nowhere else in the core.

use std::future::Future;
use std::pin::Pin;

pub use jiff::Timestamp;

/// A future on the heap, so that traits with async methods can be used as objects.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Tells the time of one workspace and waits by it.
pub trait Clock: Send + Sync {
    /// The present moment, UTC, whole microseconds. Never goes back within one clock.
    fn now(&self) -> Timestamp;

    /// Comes back once `moment` has passed by this clock.
    fn sleep_until(&self, moment: Timestamp) -> Boxed<'_, ()>;
}

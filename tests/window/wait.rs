//! Waiting for conditions. The only place in the tests where time passes unasked.

use std::time::{Duration, Instant};

/// How long a condition may take before the test fails. Generous, because other work may share the machine.
pub const LIMIT: Duration = Duration::from_secs(20);

/// The same for work that takes its time.
pub const LONG_LIMIT: Duration = Duration::from_secs(180);

/// Asks again and again until there is an answer; `None` if there is none within the limit.
pub fn until<T>(limit: Duration, mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let started = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        if started.elapsed() > limit {
            return None;
        }
        std::thread::sleep(Duration::from_millis(15));
    }
}

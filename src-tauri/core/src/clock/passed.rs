//! How much time has passed, the machine's sleep included. On most systems [`std::time::Instant`] stands still meanwhile.

use std::time::Duration;

/// Time since the machine was started.
#[cfg(unix)]
pub(super) fn since_boot() -> Duration {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    const COUNTS_SLEEP: rustix::time::ClockId = rustix::time::ClockId::Boottime;
    // Apple's counts it under this name.
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    const COUNTS_SLEEP: rustix::time::ClockId = rustix::time::ClockId::Monotonic;
    let passed = rustix::time::clock_gettime(COUNTS_SLEEP);

    // Neither part of it is ever negative.
    Duration::try_from(passed).unwrap_or_default()
}

/// Time since the first call; on Windows this counts sleep.
#[cfg(not(unix))]
pub(super) fn since_boot() -> Duration {
    static FIRST: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();

    FIRST.get_or_init(std::time::Instant::now).elapsed()
}

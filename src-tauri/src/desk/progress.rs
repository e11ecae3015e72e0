//! How far a refresh is, and the wish to stop it.

use crate::events::{SyncProgress, SyncStep};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Who is told how far it is.
pub type Tell = Arc<dyn Fn(SyncProgress) + Send + Sync>;

/// One refresh, watched.
pub struct Watch {
    tell: Tell,
    stop: Arc<AtomicBool>,
    step: Mutex<SyncStep>,
}

impl Watch {
    /// Tells `tell`, and stops once `stop` is set.
    pub fn new(tell: Tell, stop: Arc<AtomicBool>) -> Self {
        Self {
            tell,
            stop,
            step: Mutex::new(SyncStep::BusinessCenter),
        }
    }

    /// Begins a step.
    pub fn begin(&self, step: SyncStep) {
        *self.step.lock().unwrap_or_else(PoisonError::into_inner) = step;
        (self.tell)(SyncProgress {
            step,
            done: 0,
            total: 0,
        });
    }

    /// Counts within a step; says whether to go on.
    pub fn counting(&self) -> impl Fn(u64, u64) -> bool + Send + Sync + '_ {
        |done, total| {
            let number = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
            (self.tell)(SyncProgress {
                step: *self.step.lock().unwrap_or_else(PoisonError::into_inner),
                done: number(done),
                total: number(total),
            });

            !self.stop.load(Ordering::Relaxed)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_belong_to_their_step_until_somebody_stops_it() {
        let told = Arc::new(Mutex::new(Vec::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let ear = Arc::clone(&told);
        let watch = Watch::new(
            Arc::new(move |progress| ear.lock().unwrap().push(progress)),
            Arc::clone(&stop),
        );
        watch.begin(SyncStep::Accounts);
        assert!(watch.counting()(50, 120));
        stop.store(true, Ordering::Relaxed);
        assert!(!watch.counting()(100, 120));
        let told = told.lock().unwrap();
        assert_eq!(told.len(), 3);
        assert_eq!((told[2].step, told[2].done), (SyncStep::Accounts, 100));
    }
}

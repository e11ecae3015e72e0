//! Looks for the first seed at which a planted fault breaks a promise.

use crate::notes::Keep;
use crate::run::run;
use desk_core::planted::{Fault, plant};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Where a fault was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The seed.
    pub seed: u64,
    /// Which promise was broken, and how.
    pub promise: String,
}

/// The first of these seeds that breaks a promise with the fault and none without it.
pub fn find(fault: Fault, seeds: impl Iterator<Item = u64>) -> Option<Found> {
    seeds.into_iter().find_map(|seed| {
        let promise = broken(Some(fault), seed)?;
        let by_the_fault = broken(None, seed).is_none();

        by_the_fault.then_some(Found { seed, promise })
    })
}

/// What the run of a seed breaks first.
fn broken(fault: Option<Fault>, seed: u64) -> Option<String> {
    plant(fault);
    let verdict = catch_unwind(AssertUnwindSafe(|| run(seed, Keep::Nothing)));
    plant(None);

    match verdict {
        Ok(verdict) => verdict.violations.into_iter().next(),
        Err(_) => Some("the program fell over".to_owned()),
    }
}

/// The run of a seed, line by line.
#[must_use]
pub fn lines(fault: Option<Fault>, seed: u64) -> String {
    plant(fault);
    let verdict = run(seed, Keep::Lines);
    plant(None);

    verdict.lines
}

/// A fault by its name.
#[must_use]
pub fn by_name(name: &str) -> Option<Fault> {
    let mut all = Fault::ALL.iter().map(|(fault, _)| *fault);

    all.find(|fault| format!("{fault:?}") == name)
}

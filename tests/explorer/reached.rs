//! The transitions of single allocations that the explorer reaches. The committed list is what the simulation is held against:
//! a transition that is not on it is none of the model.

use desk_core::protocol::{Happening, Phase, next};
use std::cell::Cell;

/// The committed list.
pub const COMMITTED: &str = include_str!("reached.txt");

/// Pairs of phase and happening that were reached, one bit each.
#[derive(Debug, Clone, Default)]
pub struct Reached(Cell<u128>);

impl Reached {
    pub fn note(&self, phase: Phase, happening: Happening) {
        self.0.set(self.0.get() | bit(phase, happening));
    }

    pub fn and(&self, other: &Self) {
        self.0.set(self.0.get() | other.0.get());
    }

    /// One line for each with where it leads, in the order of the protocol.
    pub fn lines(&self) -> String {
        let mut lines = String::new();
        for phase in Phase::ALL {
            for happening in Happening::ALL {
                if self.0.get() & bit(phase, happening) != 0 {
                    let to = next(phase, happening).unwrap();
                    lines.push_str(&format!("{} {happening:?} {}\n", phase.word(), to.word()));
                }
            }
        }

        lines
    }
}

fn bit(phase: Phase, happening: Happening) -> u128 {
    1 << (phase as usize * Happening::ALL.len() + happening as usize)
}

//! Chance as a value that is handed in: ids of allocations, reviews, credits and requests come from here.

use std::sync::atomic::{AtomicU64, Ordering};

/// A source of random bits.
pub trait Random: Send + Sync {
    /// 128 fresh random bits.
    fn bits(&self) -> u128;
}

/// Random bits of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn bits(&self) -> u128 {
        let mut bytes = [0; 16];
        match getrandom::fill(&mut bytes) {
            Ok(()) => u128::from_le_bytes(bytes),
            // Ids need to differ, not to be secret: the hash keys of the process are the next best.
            Err(_) => (u128::from(hashed()) << 64) | u128::from(hashed()),
        }
    }
}

fn hashed() -> u64 {
    use std::hash::{BuildHasher, Hasher, RandomState};
    RandomState::new().build_hasher().finish()
}

/// The same bits for the same seed, for runs that must repeat exactly.
#[derive(Debug)]
pub struct SeededRandom(AtomicU64);

impl SeededRandom {
    /// Starts a sequence.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// SplitMix64: a counter with a good mixer, short and free of bad seeds.
    fn next(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut mixed = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);

        mixed ^ (mixed >> 31)
    }
}

impl Random for SeededRandom {
    fn bits(&self) -> u128 {
        (u128::from(self.next()) << 64) | u128::from(self.next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_the_system_does_not() {
        let (one, two) = (SeededRandom::new(7), SeededRandom::new(7));
        let first = one.bits();
        assert_eq!(first, two.bits());
        assert_ne!(first, one.bits());
        assert_ne!(first, SeededRandom::new(8).bits());
        assert_ne!(SystemRandom.bits(), SystemRandom.bits());
    }
}

//! Chance as a value that is handed in: ids of allocations, reviews, credits and requests come from here.

/// A source of random bits.
pub trait Random: Send + Sync {
    /// 128 fresh random bits.
    fn bits(&self) -> u128;
}

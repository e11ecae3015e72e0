//! Chance that repeats: numbers drawn from the seed and from what they are drawn for.

/// Mixes a seed with what a number is for; the same two always give the same number (splitmix64).
#[must_use]
pub fn draw(seed: u64, what: &[u64]) -> u64 {
    what.iter()
        .fold(mix(seed), |drawn, part| mix(drawn ^ mix(*part)))
}

/// A number from `low` to `high`, both included.
#[must_use]
pub fn between(drawn: u64, low: i64, high: i64) -> i64 {
    let width = u64::try_from(high - low + 1).unwrap_or(1).max(1);

    low + i64::try_from(drawn % width).unwrap_or(0)
}

fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);

    number ^ (number >> 31)
}

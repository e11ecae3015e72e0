//! Currencies and their decimals (API facts 5.2).

/// Currencies in which nothing smaller than one unit is paid.
const WHOLE: [&str; 9] = [
    "JPY", "KRW", "VND", "IDR", "TWD", "HUF", "CLP", "ISK", "PYG",
];

/// Whether a currency has no decimals.
#[must_use]
pub fn is_whole(currency: &str) -> bool {
    WHOLE.contains(&currency)
}

//! What an account spends, hour by hour: a function of seed, account and hour, stored nowhere.

use crate::chance::{between, draw};

/// How an account spends, in hundredths of its currency a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spending {
    /// An ordinary day.
    pub daily: i64,
    /// Percent more a month.
    pub growth: i64,
    /// Nothing smaller than a whole unit of the currency.
    pub in_units: bool,
}

/// What it would spend in this hour (hours since 1970) if it had the money.
#[must_use]
pub fn wanted(seed: u64, account: u64, spending: Spending, hour: i64) -> i64 {
    if spending.daily == 0 {
        return 0;
    }
    // Growth is counted from the autumn of 2025, so that it is the same wherever a history begins.
    let months = (hour - 489_000) / (24 * 30);
    let daily = spending.daily * (100 + (spending.growth * months).clamp(-80, 400)) / 100;
    let swing = between(draw(seed, &[7, account, hour.unsigned_abs()]), 55, 145);

    let spent = daily * swing / (24 * 100);

    if spending.in_units {
        spent - spent % 100
    } else {
        spent
    }
}

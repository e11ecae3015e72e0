//! Where every cent is: lots of ad credit, cash and credit line of an account, moved on hour by hour.
//!
//! Ad credit is spent before cash, cash before the credit line (R87); of several lots the one that ends first (R90). What is left
//! of a lot at its end is gone (R93).

use crate::spend::{Spending, wanted};

/// Hours are counted since 1970, in microseconds.
pub const HOUR: i64 = 3_600_000_000;

/// One lot of ad credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// Unspent, in hundredths.
    pub left: i64,
    /// The first moment it is worth nothing, in microseconds; `None` if it never ends.
    pub ends: Option<i64>,
    /// Applies without a campaign being linked or a condition fulfilled.
    pub free: bool,
}

/// What became of an account's money up to an hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purse {
    /// Moved on to the beginning of this hour.
    pub hour: i64,
    /// Ad credit.
    pub lots: Vec<Lot>,
    /// Cash; taken from a pool where the account is in a Payment Portfolio.
    pub cash: i64,
    /// Credit line still available.
    pub line: i64,
    /// Whether cash comes from a pool: then what is spent of it is only counted.
    pub pooled: bool,
    /// Everything that ever came in, by kind: ad credit, cash.
    pub came_in: [i64; 2],
    /// Everything that went out again: cash only.
    pub went_out: i64,
    /// Spent per UTC day since [`Purse::first_day`]: ad credit, cash, credit line.
    pub days: Vec<[i64; 3]>,
    /// Day of the first entry in `days`, since 1970.
    pub first_day: i64,
    /// Ad credit that ended: moment and amount.
    pub expired: Vec<(i64, i64)>,
    /// The last hour in which anything was spent.
    pub last_spend: Option<i64>,
}

/// What was spent in one hour.
pub type Hour = [i64; 3];

impl Purse {
    /// An empty purse at the beginning of an hour.
    #[must_use]
    pub fn new(hour: i64, line: i64, pooled: bool) -> Self {
        Self {
            hour,
            lots: Vec::new(),
            cash: 0,
            line,
            pooled,
            came_in: [0, 0],
            went_out: 0,
            days: Vec::new(),
            first_day: hour.div_euclid(24),
            expired: Vec::new(),
            last_spend: None,
        }
    }

    /// Ad credit in it.
    #[must_use]
    pub fn grant(&self) -> i64 {
        self.lots.iter().map(|lot| lot.left).sum()
    }

    /// Puts ad credit in.
    pub fn give(&mut self, lot: Lot) {
        self.came_in[0] += lot.left;
        self.lots.push(lot);
        self.lots.sort_by_key(|lot| lot.ends.unwrap_or(i64::MAX));
    }

    /// Puts cash in, or takes it out.
    pub fn move_cash(&mut self, amount: i64) {
        self.cash += amount;
        if amount > 0 {
            self.came_in[1] += amount;
        } else {
            self.went_out -= amount;
        }
    }

    /// Moves on to the hour that `now` is in, telling each hour's spend.
    pub fn advance(
        &mut self,
        seed: u64,
        account: u64,
        spending: Spending,
        now: i64,
        mut tell: impl FnMut(i64, Hour),
    ) {
        let until = now.div_euclid(HOUR);
        while self.hour < until {
            self.end_lots(self.hour * HOUR);
            let spent = self.spend(wanted(seed, account, spending, self.hour));
            if spent != [0, 0, 0] {
                self.last_spend = Some(self.hour);
                self.note(spent);
                tell(self.hour, spent);
            }
            self.hour += 1;
        }
        self.end_lots(now);
    }

    fn end_lots(&mut self, now: i64) {
        for lot in &mut self.lots {
            let over = lot.ends.is_some_and(|ends| ends <= now);
            if over && lot.left > 0 {
                self.expired.push((lot.ends.unwrap_or(now), lot.left));
                lot.left = 0;
            }
        }
        self.lots.retain(|lot| lot.left > 0);
    }

    fn spend(&mut self, wanted: i64) -> Hour {
        let mut open = wanted;
        let mut grant = 0;
        for lot in self.lots.iter_mut().filter(|lot| lot.free) {
            let part = open.min(lot.left);
            lot.left -= part;
            open -= part;
            grant += part;
        }
        let cash = if self.pooled {
            open
        } else {
            open.min(self.cash)
        };
        self.cash -= cash;
        let line = (open - cash).min(self.line);
        self.line -= line;

        [grant, cash, line]
    }

    fn note(&mut self, spent: Hour) {
        let place = usize::try_from(self.hour.div_euclid(24) - self.first_day).unwrap_or(0);
        if self.days.len() <= place {
            self.days.resize(place + 1, [0; 3]);
        }
        if let Some(day) = self.days.get_mut(place) {
            for (sum, part) in day.iter_mut().zip(spent) {
                *sum += part;
            }
        }
    }

    /// Spent between two UTC days, both included: ad credit, cash, credit line.
    #[must_use]
    pub fn spent(&self, from_day: i64, to_day: i64) -> Hour {
        let days = self.days.iter().enumerate().filter(|(place, _)| {
            let day = self.first_day + i64::try_from(*place).unwrap_or(0);
            (from_day..=to_day).contains(&day)
        });
        days.fold([0; 3], |[a, b, c], (_, [x, y, z])| [a + x, b + y, c + z])
    }

    /// Whether nothing was made or lost: what came in is there, was spent, ended, or went out.
    #[must_use]
    pub fn conserves(&self, line: i64) -> bool {
        let [grant, cash, lent] = self.spent(i64::MIN, i64::MAX);
        let ended: i64 = self.expired.iter().map(|(_, amount)| amount).sum();

        self.came_in[0] == self.grant() + grant + ended
            && self.came_in[1] == self.cash + cash + self.went_out
            && line == self.line + lent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STEADY: Spending = Spending {
        daily: 24_000,
        growth: 0,
        in_units: false,
    };

    fn purse(lots: &[(i64, Option<i64>)], cash: i64) -> Purse {
        let mut purse = Purse::new(1_000, 0, false);
        for (left, ends) in lots {
            purse.give(Lot {
                left: *left,
                ends: *ends,
                free: true,
            });
        }
        purse.move_cash(cash);

        purse
    }

    /// R87, R90.
    #[test]
    fn ad_credit_goes_first_and_the_lot_that_ends_first_before_others() {
        let mut purse = purse(
            &[(5_000, Some(1_100 * HOUR)), (3_000, Some(1_050 * HOUR))],
            20_000,
        );
        assert_eq!(purse.spend(4_000), [4_000, 0, 0]);
        assert_eq!(
            purse.lots.iter().map(|lot| lot.left).collect::<Vec<_>>(),
            [0, 4_000]
        );
        assert_eq!(purse.spend(5_000), [4_000, 1_000, 0]);
    }

    #[test]
    fn what_is_left_at_the_end_is_gone() {
        let mut purse = purse(&[(9_999_999, Some(1_001 * HOUR + 5))], 0);
        purse.advance(1, 1, STEADY, 1_001 * HOUR + 5, |_, _| ());
        assert_eq!(purse.grant(), 0);
        assert_eq!(purse.expired.len(), 1);
        assert!(purse.conserves(0));
    }

    proptest! {
        #[test]
        fn every_cent_is_somewhere(
            lots in prop::collection::vec((1i64..5_000_000, prop::option::of(1_000i64..1_400), any::<bool>()), 0..6),
            cash in 0i64..5_000_000,
            line in 0i64..1_000_000,
            steps in prop::collection::vec((1i64..200, 0i64..200_000), 1..12),
            daily in 0i64..900_000,
        ) {
            let mut purse = Purse::new(1_000, line, false);
            for (left, ends, free) in lots {
                purse.give(Lot { left, ends: ends.map(|hour| hour * HOUR + 17), free });
            }
            purse.move_cash(cash);
            let mut now = 1_000 * HOUR;
            for (hours, top_up) in steps {
                now += hours * HOUR + 11;
                purse.advance(3, 4, Spending { daily, growth: 3, in_units: false }, now, |_, _| ());
                purse.move_cash(top_up);
                prop_assert!(purse.conserves(line));
                prop_assert!(purse.cash >= 0 && purse.line >= 0 && purse.lots.iter().all(|lot| lot.left > 0));
            }
        }
    }
}

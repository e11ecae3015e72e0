//! What happened before the letters: in a history longer than theirs, credits that were placed to the last cent long ago.

use super::history::{DAY, transfer};
use super::{BcLot, World};
use crate::chance::{between, draw};
use crate::event::Event;
use crate::ledger::HOUR;

/// The days that the letters cover.
const LETTERS: i64 = 120;

/// A new credit every so many days, good for some more.
const EVERY: i64 = 60;
const GOOD_FOR: i64 = 90;

impl World {
    /// Credits from the beginning of history to the first letter. Small accounts take a share too, so that a larger Business
    /// Center has more to tell.
    pub(super) fn issue_earlier(&mut self, bc: usize, past: &mut Vec<(i64, Event)>) {
        let start = Self::START.as_microsecond();
        let takers = self.earlier_takers(bc);
        let mut issued = start - i64::from(self.options.days) * DAY;
        while issued < start - LETTERS * DAY && !takers.is_empty() {
            let lot = self.lots.len();
            let ends = issued + GOOD_FOR * DAY;
            let mut amount = 0;
            for number in 0..24 + takers.len() / 10 {
                let what = [21, count(lot), count(number)];
                let drawn = draw(self.options.seed, &what);
                let taker = usize::try_from(drawn % count(takers.len()).max(1)).unwrap_or(0);
                let Some(taker) = takers.get(taker) else {
                    continue;
                };
                let part = between(drawn >> 8, 20, 300) * 500;
                let at = between(drawn >> 16, issued / HOUR + 1, (ends - DAY) / HOUR) * HOUR
                    + between(drawn >> 40, 60, 3_500) * 1_000_000;
                past.push((at, transfer(bc, *taker, part, lot)));
                amount += part;
            }
            self.lots.push(BcLot::new(bc, amount, Some(ends), true));
            self.note_issue(bc, None, amount, issued);
            issued += EVERY * DAY;
        }
    }

    fn earlier_takers(&self, bc: usize) -> Vec<usize> {
        let currency = self.centers.get(bc).map(|center| center.currency);
        let mut places = self.places_of(bc);
        places.retain(|place| {
            self.accounts.get(*place).is_some_and(|account| {
                account.is_owned()
                    && account.spends().daily > 0
                    && Some(account.currency) == currency
            })
        });

        places
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

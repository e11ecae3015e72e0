//! What happened before practice began: credits issued and placed, cash paid in. Made from the seed, the same each time.

use super::{BcLot, World, letters};
use crate::chance::{between, draw};
use crate::event::{Drawn, Event, Kind};
use crate::ledger::{HOUR, Lot};
use crate::record::{Level, Record, transaction_id};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::borrow::Cow;

/// One day, in microseconds.
pub(super) const DAY: i64 = 24 * HOUR;

/// Records of issues are numbered from here, far from those of changes.
const ISSUES: usize = 900_000_000;

/// Records of portfolios are numbered from here.
const POOLS: usize = 940_000_000;

/// Usual sizes of a placement, hundredths.
const SIZES: [i64; 10] = [
    10_000, 15_000, 25_000, 30_000, 50_000, 64_000, 80_000, 100_000, 125_000, 200_000,
];

impl World {
    /// How many changes belong to history.
    pub(super) fn history_length(&self) -> usize {
        self.history
    }

    pub(super) fn live_through_history(&mut self) {
        let mut past: Vec<(i64, Event)> = Vec::new();
        for bc in 0..self.centers.len() {
            self.issue(bc, &mut past);
        }
        for bc in 0..self.centers.len() {
            self.issue_earlier(bc, &mut past);
        }
        self.pay_in(&mut past);
        past.sort_by_key(|(at, _)| *at);
        self.history = past.len();
        for (at, event) in past {
            self.happen(at, event);
        }
        self.give_elsewhere();
        self.note_pools();
    }

    /// Cash that was in the portfolios when all this began.
    fn note_pools(&mut self) {
        let begin = Self::START.as_microsecond() - i64::from(self.options.days) * DAY;
        for (bc, center) in self.centers.iter().enumerate() {
            self.records
                .extend(center.portfolio.iter().map(|portfolio| Record {
                    id: transaction_id(POOLS + bc),
                    level: Level::Portfolio,
                    bc,
                    account: None,
                    amount: portfolio.cash,
                    comes_in: true,
                    kind: Kind::Cash,
                    is_transfer: false,
                    transaction_type: Cow::Borrowed("ADD_BALANCE"),
                    at: begin,
                    visible: begin,
                }));
        }
    }

    fn issue(&mut self, bc: usize, past: &mut Vec<(i64, Event)>) {
        let zone = self.centers.get(bc).map_or("UTC", |center| center.zone);
        let start = Self::START.as_microsecond();
        let takers = self.takers(bc);
        for (place, letter) in letters::of_center(bc).into_iter().enumerate() {
            let lot = self.lots.len();
            let issued = morning(letter.issued, zone);
            self.lots.push(BcLot::new(
                bc,
                letter.amount,
                Some(end_of(letter.valid_until, zone)),
                letter.kind == "FREE",
            ));
            self.note_issue(bc, None, letter.amount, issued);
            let last = end_of(letter.valid_until, zone).min(start) - DAY;
            let mut open = letter.amount - letter.left;
            let mut number = 0;
            while open > 0 && !takers.is_empty() {
                let drawn = draw(
                    self.options.seed,
                    &[20, u64::try_from(lot * 1_000 + number).unwrap_or(0)],
                );
                let amount = SIZES
                    .get(usize::try_from(drawn % 10).unwrap_or(0))
                    .copied()
                    .unwrap_or(10_000)
                    .min(open);
                let taker = takers
                    .get(
                        usize::try_from((drawn >> 8) % u64::try_from(takers.len()).unwrap_or(1))
                            .unwrap_or(0),
                    )
                    .copied()
                    .unwrap_or(0);
                let at = between(drawn >> 16, issued / HOUR + 30, last / HOUR) * HOUR
                    + between(drawn >> 40, 60, 3_500) * 1_000_000;
                past.push((at, transfer(bc, taker, amount, lot)));
                open -= amount;
                number += 1 + place;
            }
        }
        if letters::unlisted(bc) > 0 {
            self.lots
                .push(BcLot::new(bc, letters::unlisted(bc), None, true));
            self.note_issue(bc, None, letters::unlisted(bc), start - 9 * DAY);
        }
    }

    /// Named accounts that could always receive, so that their history is believable; never one that should start without ad credit.
    fn takers(&self, bc: usize) -> Vec<usize> {
        let fits = |place: &usize| {
            self.accounts.get(*place).is_some_and(|account| {
                account.bc == bc
                    && account.is_owned()
                    && account.status == "STATUS_ENABLE"
                    && account.cash.is_some() == (bc != 1)
                    && account.spending.daily > 0
                    && self
                        .centers
                        .get(bc)
                        .is_some_and(|center| center.currency == account.currency)
            })
        };

        (0..self.accounts.len()).filter(fits).collect()
    }

    /// Pays in as much cash as leaves the wanted balance when practice begins.
    fn pay_in(&mut self, past: &mut Vec<(i64, Event)>) {
        let start = Self::START.as_microsecond();
        let begin = start.div_euclid(HOUR) - i64::from(self.options.days) * 24;
        let mut mine: Vec<Vec<(i64, i64, usize)>> = vec![Vec::new(); self.accounts.len()];
        for (at, event) in past.iter() {
            if let Event::Transfer {
                account,
                amount,
                drawn,
                ..
            } = event
            {
                let lot = drawn.first().map_or(0, |part| part.lot);
                if let Some(list) = mine.get_mut(*account) {
                    list.push((*at, *amount, lot));
                }
            }
        }
        for (place, mut grants) in mine.into_iter().enumerate() {
            let Some(account) = self.accounts.get(place) else {
                continue;
            };
            if self
                .centers
                .get(account.bc)
                .is_some_and(|center| center.portfolio.is_some())
            {
                continue;
            }
            let paid = begin * HOUR + 5 * HOUR;
            let amount = if let Some(wanted) = account.cash {
                grants.sort_unstable();
                // A rehearsal in which cash never runs out tells how much of it is spent.
                let mut rehearsal = crate::ledger::Purse::new(begin, 0, true);
                let spending = account.spends();
                let number = u64::try_from(place).unwrap_or(0);
                for (at, amount, lot) in grants {
                    rehearsal.advance(self.options.seed, number, spending, at, |_, _| ());
                    let lot = self.lots.get(lot);
                    rehearsal.give(Lot {
                        left: amount,
                        ends: lot.and_then(|lot| lot.ends),
                        free: lot.is_none_or(|lot| lot.free),
                    });
                }
                rehearsal.advance(self.options.seed, number, spending, start, |_, _| ());
                wanted - rehearsal.cash
            } else {
                account.spending.daily * i64::from(self.options.days) * 3 / 2 + 10_000
            };
            if amount > 0 {
                past.push((
                    paid,
                    Event::TopUp {
                        account: place,
                        amount,
                    },
                ));
            }
        }
    }

    fn give_elsewhere(&mut self) {
        for given in letters::of_accounts() {
            let Some(place) = self.account_place(given.advertiser_id) else {
                continue;
            };
            let zone = self
                .accounts
                .get(place)
                .map_or("UTC", |account| account.zone);
            let at = morning(given.letter.issued, zone).min(Self::START.as_microsecond() - DAY);
            if let Some(purse) = self.purses.get_mut(place) {
                purse.give(Lot {
                    left: given.letter.left,
                    ends: Some(end_of(given.letter.valid_until, zone)),
                    free: false,
                });
            }
            let bc = self.accounts.get(place).map_or(0, |account| account.bc);
            self.note_given(bc, given.letter.left);
            self.note_issue(bc, Some(place), given.letter.amount, at);
        }
    }

    pub(super) fn note_issue(&mut self, bc: usize, account: Option<usize>, amount: i64, at: i64) {
        self.records.push(Record {
            id: transaction_id(ISSUES + self.records.len()),
            level: if account.is_some() {
                Level::Advertiser
            } else {
                Level::Bc
            },
            bc,
            account,
            amount,
            comes_in: true,
            kind: Kind::Grant,
            is_transfer: false,
            transaction_type: Cow::Borrowed("PROMOTION_ISSUED"),
            at,
            visible: at,
        });
    }
}

/// A placement of ad credit from one lot.
pub(super) fn transfer(bc: usize, account: usize, amount: i64, lot: usize) -> Event {
    Event::Transfer {
        bc,
        account,
        kind: Kind::Grant,
        amount,
        drawn: vec![Drawn { lot, amount }],
        request_id: None,
        delay: 0,
        twice: false,
        outside: false,
    }
}

/// Nine in the morning of a day, in microseconds.
fn morning(day: Date, zone: &str) -> i64 {
    in_zone(day, zone) + 9 * HOUR
}

/// The first moment after a day (R98).
pub(super) fn end_of(day: Date, zone: &str) -> i64 {
    in_zone(day.tomorrow().unwrap_or(day), zone)
}

fn in_zone(day: Date, zone: &str) -> i64 {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);

    zone.to_timestamp(day.to_datetime(jiff::civil::Time::midnight()))
        .map_or(0, |at| at.as_microsecond())
}

//! How a change moves money: out of lots, into purses, and onto both ledgers.

use super::World;
use crate::event::{Drawn, Event, Happened, Kind};
use crate::ledger::Lot;
use crate::record::{Level, Record, transaction_id};
use crate::truth::Executed;
use std::borrow::Cow;

/// One second, in microseconds.
pub(crate) const SECOND: i64 = 1_000_000;

impl World {
    pub(super) fn apply(&mut self, happened: Happened) {
        let Happened { number, at, event } = happened;
        match event {
            Event::TopUp { account, amount } => {
                self.advance(account, at);
                if let Some(purse) = self.purses.get_mut(account) {
                    purse.move_cash(amount);
                }
                let bc = self.accounts.get(account).map_or(0, |account| account.bc);
                if let Some(book) = self.books.get_mut(bc) {
                    book.topped_up += amount;
                }
                self.records.push(Record {
                    id: transaction_id(2 * number),
                    level: Level::Advertiser,
                    bc,
                    account: Some(account),
                    amount,
                    comes_in: true,
                    kind: Kind::Cash,
                    is_transfer: false,
                    transaction_type: Cow::Borrowed("ADD_BALANCE"),
                    at,
                    visible: at,
                });
            }
            Event::Transfer {
                bc,
                account,
                kind,
                amount,
                drawn,
                request_id,
                delay,
                twice,
                outside,
            } => {
                self.advance(account, at);
                self.move_money(bc, account, kind, amount, &drawn);
                let ids =
                    self.write_records(number, at, (bc, account), kind, amount, (delay, twice));
                if number >= self.history_length() {
                    self.executed.push(Executed {
                        at,
                        bc_id: self
                            .centers
                            .get(bc)
                            .map(|center| center.id.to_owned())
                            .unwrap_or_default(),
                        advertiser_id: self
                            .accounts
                            .get(account)
                            .map(|account| account.id.to_string())
                            .unwrap_or_default(),
                        is_grant: kind == Kind::Grant,
                        amount,
                        request_id,
                        outside,
                        transactions: ids,
                    });
                }
            }
            Event::Consent { person, scope } => self.authorizations.consent(at, person, scope),
            Event::SignedIn { code } => self.authorizations.sign_in(code),
            Event::SignedOut { token } => self.authorizations.revoke(token),
            Event::Outside {
                change,
                drawn,
                delay,
            } => self.take_hold(number, at, change, &drawn, at + delay * SECOND),
        }
    }

    fn move_money(&mut self, bc: usize, account: usize, kind: Kind, amount: i64, drawn: &[Drawn]) {
        let Some(purse) = self.purses.get_mut(account) else {
            return;
        };
        if kind == Kind::Cash {
            purse.move_cash(amount);
            if let Some(cash) = self.cash.get_mut(bc) {
                *cash -= amount;
            }
            return;
        }
        for part in drawn {
            let Some(lot) = self.lots.get_mut(part.lot) else {
                continue;
            };
            lot.left -= part.amount;
            lot.drawn += part.amount;
            // R97.
            let ends = lot.ends.filter(|_| self.options.settings.end_travels);
            purse.give(Lot {
                left: part.amount,
                ends,
                free: lot.free,
            });
        }
    }

    fn write_records(
        &mut self,
        number: usize,
        at: i64,
        (bc, account): (usize, usize),
        kind: Kind,
        amount: i64,
        (delay, twice): (i64, bool),
    ) -> [String; 2] {
        let at_bc = transaction_id(2 * number);
        let at_account = if self.options.settings.one_transaction_id {
            at_bc.clone()
        } else {
            transaction_id(2 * number + 1)
        };
        let settings = &self.options.settings;
        let (center_type, account_type) = if amount > 0 {
            (&settings.type_at_center, &settings.type_at_account)
        } else {
            (&settings.type_at_account, &settings.type_at_center)
        };
        let sides = [
            (Level::Bc, &at_bc, amount < 0, center_type),
            (Level::Advertiser, &at_account, amount > 0, account_type),
        ];
        for (level, id, comes_in, transaction_type) in sides {
            let record = Record {
                id: id.clone(),
                level,
                bc,
                account: Some(account),
                amount: amount.abs(),
                comes_in,
                kind,
                is_transfer: true,
                transaction_type: Cow::Owned(transaction_type.clone()),
                at,
                visible: at + delay * SECOND,
            };
            if twice {
                self.records.push(record.clone());
            }
            self.records.push(record);
        }

        [at_bc, at_account]
    }

    /// Moves one account on to this moment.
    pub(crate) fn advance(&mut self, place: usize, now: i64) {
        let (Some(account), Some(purse)) = (self.accounts.get(place), self.purses.get_mut(place))
        else {
            return;
        };
        let number = u64::try_from(place).unwrap_or(0);
        purse.advance(self.options.seed, number, account.spends(), now, |_, _| ());
    }

    /// Moves everybody on to this moment.
    pub(crate) fn advance_all(&mut self, now: i64) {
        for place in 0..self.accounts.len() {
            self.advance(place, now);
        }
    }

    /// Ad credit of a Business Center at this moment.
    pub(crate) fn voucher(&self, bc: usize, now: i64) -> i64 {
        self.living_lots(bc, now).map(|(_, lot)| lot.left).sum()
    }

    /// What of it can be placed.
    pub(crate) fn valid_voucher(&self, bc: usize, now: i64) -> i64 {
        let frozen = self.centers.get(bc).map_or(0, |center| center.frozen_grant);

        (self.voucher(bc, now) - frozen).max(0)
    }

    fn living_lots(&self, bc: usize, now: i64) -> impl Iterator<Item = (usize, &super::BcLot)> {
        let lives = move |lot: &super::BcLot| {
            lot.bc == bc && lot.ends.is_none_or(|ends| ends > now) && lot.left > 0
        };

        self.lots
            .iter()
            .enumerate()
            .filter(move |(_, lot)| lives(lot))
    }

    /// Chooses lots for an amount, in the order of the settings. `None` if there is not enough.
    pub(crate) fn draw_lots(&self, bc: usize, amount: i64, now: i64) -> Option<Vec<Drawn>> {
        let mut lots: Vec<_> = self
            .living_lots(bc, now)
            .map(|(place, lot)| (lot.ends.unwrap_or(i64::MAX), place, lot.left))
            .collect();
        if self.options.settings.draws_earliest_end_first {
            lots.sort_unstable();
        } else {
            lots.sort_unstable_by_key(|(_, place, _)| std::cmp::Reverse(*place));
        }
        let mut open = amount;
        let mut drawn = Vec::new();
        for (_, lot, left) in lots {
            let part = open.min(left);
            if part > 0 {
                drawn.push(Drawn { lot, amount: part });
                open -= part;
            }
        }

        (open == 0).then_some(drawn)
    }

    /// What was spent of the pool of a Payment Portfolio: cash and then credit line.
    pub(crate) fn pool(&mut self, bc: usize, now: i64) -> (i64, i64) {
        let Some(portfolio) = self
            .centers
            .get(bc)
            .and_then(|center| center.portfolio.clone())
        else {
            return (0, 0);
        };
        let mut spent = 0;
        for place in self.places_of(bc) {
            self.advance(place, now);
            spent -= self.purses.get(place).map_or(0, |purse| purse.cash);
        }
        let cash = (portfolio.cash - spent).max(0);
        let line = portfolio.line - (spent - portfolio.cash).max(0);

        (cash, line)
    }

    /// Whether each Business Center's ad credit and cash are where they were moved to.
    pub(super) fn centers_conserve(&self) -> bool {
        (0..self.centers.len()).all(|bc| self.center_conserves(bc))
    }

    fn center_conserves(&self, bc: usize) -> bool {
        let (Some(book), Some(cash)) = (self.books.get(bc), self.cash.get(bc)) else {
            return false;
        };
        let purses = self.accounts.iter().zip(&self.purses);
        let (mut placed, mut moved) = (0, 0);
        for (_, purse) in purses.filter(|(account, _)| account.bc == bc) {
            placed += purse.came_in[0];
            moved += purse.came_in[1] - purse.went_out;
        }
        let lots = || self.lots.iter().filter(|lot| lot.bc == bc);
        let drawn: i64 = lots().map(|lot| lot.drawn).sum();

        placed == book.given + drawn
            && book.paid_in == cash + moved - book.topped_up
            && lots().all(|lot| lot.left >= 0 && lot.amount == lot.left + lot.drawn + lot.ended)
    }
}

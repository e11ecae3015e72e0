//! How a change from outside is judged, kept, and takes hold.

use super::history::end_of;
use super::{Basic, BcLot, Finance, Role, World, accounts};
use crate::chance::{between, draw};
use crate::change::{Change, ChangeError};
use crate::event::{Drawn, Event, Kind};
use crate::ledger::Lot;
use crate::record::{Level, Record, transaction_id};
use jiff::Timestamp;
use jiff::civil::Date;
use std::borrow::Cow;

impl World {
    /// Lets something happen that no client asked for; durable when this returns.
    ///
    /// # Errors
    /// [`ChangeError`]: then nothing happened.
    pub fn outside(&mut self, change: Change, now: Timestamp) -> Result<(), ChangeError> {
        self.catch_up(now);
        let at = now.as_microsecond();
        let event = self.judged(change, at)?;
        self.change(at, event)?;

        Ok(())
    }

    /// The usual delay of the next transfer's records: each draws its own.
    pub(crate) fn record_delay(&self) -> i64 {
        let number = u64::try_from(self.executed.len()).unwrap_or(0);

        between(
            draw(self.options.seed, &[70, number]),
            0,
            self.options.settings.record_delay_seconds,
        )
    }

    fn judged(&self, change: Change, at: i64) -> Result<Event, ChangeError> {
        let mut drawn = Vec::new();
        match &change {
            Change::Role { bc_id, user_id, .. } => {
                self.must_center(bc_id)?;
                if !self.people.iter().any(|person| person.id == user_id) {
                    return Err(no_such(user_id));
                }
            }
            Change::AuthorizationCancelled { user_id } => {
                self.person_called(user_id)
                    .ok_or_else(|| no_such(user_id))?;
            }
            Change::AccountStatus { advertiser_id, .. } => {
                self.must_account(advertiser_id)?;
            }
            Change::Ownership {
                advertiser_id,
                relation_type,
                relation_status,
            } => {
                self.must_account(advertiser_id)?;
                accounts::ownership(relation_type, relation_status)
                    .ok_or_else(|| no_such(&format!("{relation_type}, {relation_status}")))?;
            }
            Change::CenterStatus { bc_id, .. } => {
                self.must_center(bc_id)?;
            }
            Change::PromotionIssued {
                bc_id,
                amount,
                valid_until,
            } => {
                self.must_center(bc_id)?;
                above_zero(*amount)?;
                day(valid_until.as_deref())?;
            }
            Change::PromotionExpired { bc_id, amount } => {
                let bc = self.must_center(bc_id)?;
                drawn = self.must_draw(bc, *amount, at)?;
            }
            Change::ColleagueTransfer {
                advertiser_id,
                amount,
            } => return self.colleague(advertiser_id, *amount, at),
            Change::CreditFromElsewhere {
                advertiser_id,
                amount,
                valid_until,
            } => {
                self.must_account(advertiser_id)?;
                above_zero(*amount)?;
                day(valid_until.as_deref())?;
            }
            Change::TopUp {
                advertiser_id,
                amount,
            } => {
                let account = self.must_account(advertiser_id)?;
                let amount = above_zero(*amount)?;
                return Ok(Event::TopUp { account, amount });
            }
            Change::CashPaidIn { bc_id, amount } => {
                self.must_center(bc_id)?;
                above_zero(*amount)?;
            }
        }

        Ok(Event::Outside {
            change,
            drawn,
            delay: self.record_delay(),
        })
    }

    /// The web page checks the balance; what else it would refuse nobody asks of it here.
    fn colleague(&self, advertiser_id: &str, amount: i64, at: i64) -> Result<Event, ChangeError> {
        let account = self.must_account(advertiser_id)?;
        let bc = self.accounts.get(account).map_or(0, |account| account.bc);
        if amount > self.valid_voucher(bc, at) {
            return Err(ChangeError::NotEnough);
        }

        Ok(Event::Transfer {
            bc,
            account,
            kind: Kind::Grant,
            amount,
            drawn: self.must_draw(bc, amount, at)?,
            request_id: None,
            delay: self.record_delay(),
            twice: false,
            outside: true,
        })
    }

    fn must_center(&self, bc_id: &str) -> Result<usize, ChangeError> {
        self.center_place(bc_id).ok_or_else(|| no_such(bc_id))
    }

    fn must_account(&self, id: &str) -> Result<usize, ChangeError> {
        self.account_place(id).ok_or_else(|| no_such(id))
    }

    fn must_draw(&self, bc: usize, amount: i64, at: i64) -> Result<Vec<Drawn>, ChangeError> {
        above_zero(amount)?;

        self.draw_lots(bc, amount, at).ok_or(ChangeError::NotEnough)
    }

    /// What was judged takes hold, now or when the store is read again.
    pub(super) fn take_hold(
        &mut self,
        number: usize,
        at: i64,
        change: Change,
        drawn: &[Drawn],
        visible: i64,
    ) {
        // Role, consent, status and ownership leave no record.
        let noted = match change {
            Change::Role {
                bc_id,
                user_id,
                user_role,
                finance_role,
            } => {
                self.give_role(&bc_id, &user_id, user_role, finance_role);
                None
            }
            Change::AuthorizationCancelled { user_id } => {
                if let Some(person) = self.person_called(&user_id) {
                    self.authorizations.cancel(person);
                }
                None
            }
            Change::AccountStatus {
                advertiser_id,
                status,
            } => {
                self.give_status(&advertiser_id, status, at);
                None
            }
            Change::Ownership {
                advertiser_id,
                relation_type,
                relation_status,
            } => {
                self.give_owner(&advertiser_id, &relation_type, &relation_status);
                None
            }
            Change::CenterStatus { bc_id, status } => {
                let place = self.center_place(&bc_id);
                if let Some(center) = place.and_then(|place| self.centers.get_mut(place)) {
                    center.status = Cow::Owned(status);
                }
                None
            }
            Change::PromotionIssued {
                bc_id,
                amount,
                valid_until,
            } => self.issue_more(&bc_id, amount, valid_until.as_deref()),
            Change::PromotionExpired { bc_id, amount } => self.end_early(&bc_id, amount, drawn),
            Change::CreditFromElsewhere {
                advertiser_id,
                amount,
                valid_until,
            } => self.give_credit(&advertiser_id, amount, valid_until.as_deref(), at),
            Change::CashPaidIn { bc_id, amount } => self.pay_cash_in(&bc_id, amount),
            // These two are kept as what they are: a transfer, and cash paid in.
            Change::ColleagueTransfer { .. } | Change::TopUp { .. } => None,
        };
        self.records.extend(noted.map(|noted| Record {
            id: transaction_id(2 * number),
            at,
            visible,
            ..noted
        }));
    }

    fn give_role(
        &mut self,
        bc_id: &str,
        user_id: &str,
        basic: Option<Basic>,
        finance: Option<Finance>,
    ) {
        let bc = self.center_place(bc_id).unwrap_or(usize::MAX);
        let role = basic.map(|basic| Role { bc, basic, finance });
        for person in self.people.iter_mut().filter(|one| one.id == user_id) {
            person.roles.retain(|role| role.bc != bc);
            person.roles.extend(role);
            person.roles.sort_by_key(|role| role.bc);
        }
    }

    fn give_status(&mut self, advertiser_id: &str, status: String, at: i64) {
        let Some(place) = self.account_place(advertiser_id) else {
            return;
        };
        // What it spent so far it spent in its old status.
        self.advance(place, at);
        if let Some(account) = self.accounts.get_mut(place) {
            account.status = Cow::Owned(status);
        }
    }

    fn give_owner(&mut self, advertiser_id: &str, relation: &str, link: &str) {
        let place = self.account_place(advertiser_id);
        let account = place.and_then(|place| self.accounts.get_mut(place));
        let words = accounts::ownership(relation, link);
        if let (Some(account), Some((relation, link))) = (account, words) {
            account.relation = relation;
            account.link = link;
        }
    }

    fn issue_more(&mut self, bc_id: &str, amount: i64, until: Option<&str>) -> Option<Record> {
        let bc = self.center_place(bc_id)?;
        let ends = ends(until, self.centers.get(bc)?.zone);
        self.lots.push(BcLot::new(bc, amount, ends, true));

        Some(note(bc, None, amount, Kind::Grant, "PROMOTION_ISSUED"))
    }

    fn end_early(&mut self, bc_id: &str, amount: i64, drawn: &[Drawn]) -> Option<Record> {
        let bc = self.center_place(bc_id)?;
        for part in drawn {
            if let Some(lot) = self.lots.get_mut(part.lot) {
                lot.left -= part.amount;
                lot.ended += part.amount;
            }
        }

        Some(Record {
            comes_in: false,
            ..note(bc, None, amount, Kind::Grant, "PROMOTION_EXPIRED")
        })
    }

    fn give_credit(
        &mut self,
        advertiser_id: &str,
        amount: i64,
        until: Option<&str>,
        at: i64,
    ) -> Option<Record> {
        let place = self.account_place(advertiser_id)?;
        self.advance(place, at);
        let account = self.accounts.get(place)?;
        let (bc, ends) = (account.bc, ends(until, account.zone));
        self.purses.get_mut(place)?.give(Lot {
            left: amount,
            ends,
            free: true,
        });
        self.note_given(bc, amount);

        Some(note(
            bc,
            Some(place),
            amount,
            Kind::Grant,
            "PROMOTION_ISSUED",
        ))
    }

    fn pay_cash_in(&mut self, bc_id: &str, amount: i64) -> Option<Record> {
        let bc = self.center_place(bc_id)?;
        *self.cash.get_mut(bc)? += amount;
        self.books.get_mut(bc)?.paid_in += amount;

        Some(note(bc, None, amount, Kind::Cash, "ADD_BALANCE"))
    }

    /// Ad credit came into an account of this Business Center from elsewhere.
    pub(super) fn note_given(&mut self, bc: usize, amount: i64) {
        if let Some(book) = self.books.get_mut(bc) {
            book.given += amount;
        }
    }
}

/// What came in, without number and moment.
fn note(
    bc: usize,
    account: Option<usize>,
    amount: i64,
    kind: Kind,
    transaction_type: &'static str,
) -> Record {
    Record {
        id: String::new(),
        level: if account.is_some() {
            Level::Advertiser
        } else {
            Level::Bc
        },
        bc,
        account,
        amount,
        comes_in: true,
        kind,
        is_transfer: false,
        transaction_type: Cow::Borrowed(transaction_type),
        at: 0,
        visible: 0,
    }
}

fn no_such(what: &str) -> ChangeError {
    ChangeError::NoSuch(what.to_owned())
}

fn above_zero(amount: i64) -> Result<i64, ChangeError> {
    if amount > 0 {
        Ok(amount)
    } else {
        Err(ChangeError::NotPositive)
    }
}

fn day(text: Option<&str>) -> Result<Option<Date>, ChangeError> {
    text.map(|text| Date::strptime("%Y-%m-%d", text).map_err(|_| no_such(text)))
        .transpose()
}

fn ends(valid_until: Option<&str>, zone: &str) -> Option<i64> {
    day(valid_until).ok().flatten().map(|day| end_of(day, zone))
}

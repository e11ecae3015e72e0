//! From a moment of the model to the core's own types: what the journal knows, what TikTok shows.

use crate::program::ANSWER_WITHIN;
use crate::state::{Journal, Row, Set, State, account_id, center_id};
use desk_core::allocation::{Allocation, Draft, Figures, Record, State as Outcome, UnknownReason};
use desk_core::business_center::{Actor, BasicRole, Role};
use desk_core::clock::Timestamp;
use desk_core::credit::Source;
use desk_core::gateway::Traces;
use desk_core::id::{
    AdvertiserId, AllocationId, AllocationNumber, BcId, EntryNumber, MemberId, RequestId, ReviewId,
    TransactionId,
};
use desk_core::journal::Relatives;
use desk_core::matching::{Moved, Own, Skew, bearing};
use desk_core::money::{Currency, Money};
use desk_core::protocol::Phase;
use desk_core::transaction::{Billing, Direction, Level, Transaction};
use jiff::SignedDuration;
use uuid::Uuid;

/// 2026-11-17T15:44:00Z
const START: i64 = 1_794_930_240;
/// Ad credit of the Business Center in the beginning, in transfers.
const FULL: i64 = 100;

/// The clocks may differ by so many minutes.
pub const SLACK: u16 = 2;

/// A moment so many minutes after the start.
pub fn at(minute: u16) -> Timestamp {
    Timestamp::from_second(START + 60 * i64::from(minute)).unwrap()
}

/// The amount of every transfer, so many times.
pub fn times(count: i64) -> Money {
    Money::new(50_000 * count, Currency::USD)
}

/// Both clocks show the same.
pub fn skew() -> Skew {
    Skew::told(at(0), at(0))
}

/// An account's id.
pub fn account(number: u8) -> AdvertiserId {
    AdvertiserId::new(&format!("{}", 70 + number)).unwrap()
}

/// The id of a record.
fn id(number: u8) -> TransactionId {
    TransactionId::new(&format!("{}", 100 + u32::from(number))).unwrap()
}

fn ids(set: Set) -> Vec<TransactionId> {
    set.numbers().map(id).collect()
}

/// The number of the transfer that an id belongs to.
pub fn transfer_of(id: &TransactionId) -> u8 {
    let number: u8 = id.as_str().parse().unwrap();

    (number - 100) / 2
}

/// TikTok's record of a transfer.
fn row(level: Level, number: u8, state: &State) -> Transaction {
    let record = state.records[usize::from(number)].as_ref().unwrap();
    let (id, account, direction) = match level {
        Level::BusinessCenter if record.change_of_center() > 0 => {
            (id(center_id(number)), None, Direction::In)
        }
        Level::BusinessCenter => (id(center_id(number)), None, Direction::Out),
        Level::Account | Level::Portfolio => (
            id(account_id(number)),
            Some(account(record.account)),
            Direction::In,
        ),
    };

    Transaction {
        id,
        level,
        account,
        account_name: String::new(),
        bc: None,
        portfolio: None,
        amount: times(1),
        subtotal: times(1),
        tax: Money::new(0, Currency::USD),
        direction,
        kind: String::new(),
        billing: Billing::AdCredit,
        at: at(record.minute),
        zone: String::new(),
    }
}

/// What can be read of one account from a moment on.
pub fn account_rows(state: &State, of: u8, from: Timestamp) -> Vec<Transaction> {
    state
        .records()
        .filter(|(_, record)| record.account_level && record.is_in(of))
        .map(|(number, _)| row(Level::Account, number, state))
        .filter(|row| row.at >= from)
        .collect()
}

fn center_rows(state: &State, from: Timestamp) -> Vec<Transaction> {
    state
        .records()
        .filter(|(_, record)| record.center_level && record.change_of_center() != 0)
        .map(|(number, _)| row(Level::BusinessCenter, number, state))
        .filter(|row| row.at >= from)
        .collect()
}

/// A day before an allocation: from then on records are read.
pub fn from(minute: u16) -> Timestamp {
    at(minute)
        .checked_sub(SignedDuration::from_hours(24))
        .unwrap()
}

/// What TikTok shows of one allocation, given the balance of the Business Center and the minute it was read. The account has spent
/// whatever came in, so its own balance never shows anything.
pub fn traces(state: &State, row: &Row, (center, minute): (i8, u16), second_list: bool) -> Traces {
    let account = state.attempt(row.attempt).account;
    let earliest = skew().earliest(at(row.minute));
    let witness = state.records().any(|(_, record)| {
        record.second_list
            && record.change_of_center() < 0
            && record.account == account
            && at(record.minute) >= earliest
    });

    Traces {
        read_at: at(minute),
        from: from(row.minute),
        account_rows: account_rows(state, account, from(row.minute)),
        center_rows: center_rows(state, from(row.minute)),
        witness: second_list.then_some(witness),
        bc_ad_credit: times(FULL + i64::from(center)),
        account_ad_credit: times(0),
        skew: skew(),
    }
}

/// Our own allocations to one account, in the journal's order.
pub fn own(journal: &Journal, state: &State, of: u8) -> Vec<Own> {
    (1..)
        .zip(journal.rows())
        .filter(|(_, row)| state.attempt(row.attempt).account == of)
        .map(|(number, row)| Own {
            number: AllocationNumber(number),
            phase: row.phase,
            at: at(row.minute),
            deadline: at(row.minute + ANSWER_WITHIN),
            claimed: ids(row.claimed),
            snapshot: ids(row.facts.snapshot),
        })
        .collect()
}

/// What the journal knows around one unknown outcome.
pub fn relatives(journal: &Journal, state: &State, place: usize) -> Relatives {
    let this = journal.rows[place].as_ref().unwrap();
    let (mut moved, mut perhaps, mut settled_before) = (Vec::new(), Vec::new(), Vec::new());
    for (other, row) in journal.rows().enumerate() {
        if other == place {
            continue;
        }
        let open_then = !this.facts.settled.has(u8::try_from(other).unwrap());
        if matches!(
            row.phase,
            Phase::Rejected | Phase::NotSent | Phase::NotApplied
        ) {
            // The journal does not even read them.
            continue;
        }
        let bearing = bearing(row.phase, other > place, open_then);
        let claimed = ids(row.claimed);
        perhaps.extend(std::iter::repeat_n(times(1), bearing.perhaps));
        if bearing.surely > 0 {
            moved.push(Moved {
                amount: times(1),
                claimed,
            });
        } else if bearing.perhaps == 0 {
            settled_before.extend(claimed);
        }
    }
    let of = state.attempt(this.attempt).account;

    Relatives {
        allocation: allocation(place, this, of),
        own: own(journal, state, of),
        moved,
        perhaps,
        settled_before,
        accepted_since: place < usize::from(journal.accepted),
    }
}

fn allocation(place: usize, row: &Row, of: u8) -> Allocation {
    let number = u64::try_from(place).unwrap() + 1;
    let uuid = Uuid::from_u64_pair(0, number);
    let account_before = times(0);
    let center_before = times(FULL + i64::from(row.facts.center));
    let moment = at(row.minute);

    Allocation {
        number: AllocationNumber(number),
        id: AllocationId(uuid),
        state: outcome(row.phase),
        record: Record {
            draft: Draft {
                review: ReviewId(uuid),
                allocation: AllocationId(uuid),
                request: RequestId::from_random(2 * number),
                account: account(of),
                source: Source::Unlisted,
                amount: times(1),
                note: None,
            },
            at: moment,
            shown_offset: String::new(),
            actor: Actor {
                id: MemberId::new("1").unwrap(),
                name: String::new(),
                role: Role {
                    basic: BasicRole::Admin,
                    finance: None,
                },
            },
            bc: BcId::new("7").unwrap(),
            bc_name: String::new(),
            portfolio: None,
            credit_name: None,
            credit_until: None,
            ends_at: None,
            restrictions: String::new(),
            account_name: String::new(),
            figures: Figures {
                bc_before: center_before,
                bc_after: center_before,
                source_before: center_before,
                source_after: center_before,
                account_before,
                account_after: account_before,
                read_at: moment,
            },
            bc_ad_credit: center_before,
            acknowledged: Vec::new(),
            snapshot: ids(row.facts.snapshot),
            deadline: at(row.minute + ANSWER_WITHIN),
        },
        recorded_in: EntryNumber(number),
        settled_in: None,
        settled_at: None,
    }
}

/// Only unknown outcomes are weighed.
fn outcome(phase: Phase) -> Outcome {
    assert_eq!(phase, Phase::Unknown);

    Outcome::Unknown {
        reason: UnknownReason::NoAnswer,
    }
}

//! Examples of each finding, and random histories.

#![allow(clippy::arithmetic_side_effects, reason = "small numbers in a test")]

use super::*;
use crate::allocation::UnknownReason;
use crate::money::{Currency, Money};
use crate::policy::fixture::{book, draft_number, facts, permitted};
use crate::transaction::{Billing, Direction};
use proptest::prelude::*;

const SKEW: Skew = Skew {
    ahead: SignedDuration::ZERO,
    slack: SignedDuration::ZERO,
};

fn begun() -> Timestamp {
    "2026-11-17T15:44:00Z".parse().unwrap()
}

fn at(seconds: i64) -> Timestamp {
    begun() + SignedDuration::from_secs(seconds)
}

fn id(number: u64) -> TransactionId {
    TransactionId::new(&number.to_string()).unwrap()
}

fn succeeded(ids: &[u64]) -> State {
    State::Succeeded {
        transactions: ids.iter().copied().map(id).collect(),
    }
}

fn allocation(number: u64, seconds: i64, hundredths: i64, state: State) -> Allocation {
    let draft = draft_number(number, hundredths);
    let mut record = permitted(&facts(), &book(), draft, begun()).into_record();
    record.at = at(seconds);

    Allocation {
        number: AllocationNumber(number),
        id: record.draft.allocation,
        state,
        record,
        recorded_in: crate::id::EntryNumber(number),
        settled_in: None,
        settled_at: None,
    }
}

fn row(number: u64, seconds: i64, hundredths: i64) -> Transaction {
    let amount = Money::new(hundredths, Currency::USD);
    Transaction {
        id: id(number),
        level: Level::Account,
        account: Some(facts().account.id),
        account_name: String::new(),
        bc: None,
        portfolio: None,
        amount,
        subtotal: amount,
        tax: Money::zero(Currency::USD),
        direction: Direction::In,
        kind: "INCREASE_BALANCE".to_owned(),
        billing: Billing::AdCredit,
        at: at(seconds),
        zone: "UTC".to_owned(),
    }
}

/// Each finding as a line, with the number of ours and the id of theirs.
fn lines(ours: &[Allocation], theirs: &[Transaction]) -> Vec<String> {
    compare(ours, theirs, SKEW)
        .into_iter()
        .map(|finding| match finding {
            Finding::Matched { allocation, record } => {
                format!("{} matched {}", allocation.number.0, record.id)
            }
            Finding::Differs { allocation, record } => {
                format!("{} differs {}", allocation.number.0, record.id)
            }
            Finding::OnlyHere { allocation } => format!("{} only here", allocation.number.0),
            Finding::OnlyOnTikTok { record } => format!("only there {}", record.id),
            Finding::PossibleDouble { record, of } => format!("double {} of {}", record.id, of.0),
        })
        .collect()
}

#[test]
fn an_id_decides_before_time_and_amount() {
    let ours = [
        allocation(1, 0, 5000, succeeded(&[11])),
        allocation(2, 10, 5000, succeeded(&[])),
    ];
    let theirs = [row(11, 20, 5000), row(12, 5, 5000)];
    assert_eq!(lines(&ours, &theirs), ["1 matched 11", "2 matched 12"]);
}

#[test]
fn another_amount_under_our_id_differs() {
    let ours = [allocation(1, 0, 5000, succeeded(&[11]))];
    assert_eq!(lines(&ours, &[row(11, 1, 500)]), ["1 differs 11"]);
    let mut cash = row(11, 1, 5000);
    cash.billing = Billing::Cash;
    assert_eq!(lines(&ours, &[cash]), ["1 differs 11"]);
}

#[test]
fn ten_minutes_are_near_and_a_second_more_is_not() {
    let ours = [allocation(1, 0, 5000, succeeded(&[]))];
    for seconds in [-600, 600] {
        assert_eq!(lines(&ours, &[row(11, seconds, 5000)]), ["1 matched 11"]);
    }
    for seconds in [-601, 601] {
        let expected = ["1 only here", "only there 11"];
        assert_eq!(lines(&ours, &[row(11, seconds, 5000)]), expected);
    }
}

#[test]
fn one_more_within_a_day_may_be_a_double() {
    let ours = [allocation(1, 0, 5000, succeeded(&[11]))];
    let day = 24 * 3600;
    let theirs = [row(11, 1, 5000), row(12, day, 5000), row(13, day + 1, 5000)];
    let expected = ["1 matched 11", "double 12 of 1", "only there 13"];
    assert_eq!(lines(&ours, &theirs), expected);
}

#[test]
fn what_did_not_take_effect_explains_no_record() {
    let refused = State::NotApplied {
        by: facts().actor.id,
        note: "not there".to_owned(),
    };
    let ours = [allocation(1, 0, 5000, refused)];
    assert_eq!(lines(&ours, &[row(11, 1, 5000)]), ["only there 11"]);
}

#[test]
fn what_is_certain_chooses_before_what_is_unknown() {
    let unknown = State::Unknown {
        reason: UnknownReason::NoAnswer,
    };
    let ours = [
        allocation(1, 0, 5000, unknown),
        allocation(2, 10, 5000, succeeded(&[])),
    ];
    assert_eq!(
        lines(&ours, &[row(11, 12, 5000)]),
        ["1 only here", "2 matched 11"]
    );
}

#[test]
fn records_of_the_business_center_and_money_going_out_are_none_of_it() {
    let mut center = row(11, 1, 5000);
    center.level = Level::BusinessCenter;
    let mut out = row(12, 1, 5000);
    out.direction = Direction::Out;
    assert_eq!(lines(&[], &[center, out]), Vec::<String>::new());
}

fn some() -> impl Strategy<Value = (Vec<Allocation>, Vec<Transaction>)> {
    let ours = proptest::collection::vec((0..3600_i64, 1..3_i64, any::<bool>()), 0..8);
    let theirs = proptest::collection::vec((0..3600_i64, 1..3_i64), 0..8);
    (ours, theirs).prop_map(|(ours, theirs)| {
        let ours = ours
            .into_iter()
            .zip(1..)
            .map(|((seconds, amount, named), number)| {
                let state = if named {
                    succeeded(&[number])
                } else {
                    succeeded(&[])
                };
                allocation(number, seconds, amount * 1000, state)
            });
        let theirs = theirs.into_iter().zip(1..);

        (
            ours.collect(),
            theirs
                .map(|((seconds, amount), number)| row(number, seconds, amount * 1000))
                .collect(),
        )
    })
}

proptest! {
    #[test]
    fn each_allocation_and_each_record_is_told_once((ours, theirs) in some()) {
        let (mut numbers, mut ids) = (Vec::new(), Vec::new());
        for finding in compare(&ours, &theirs, SKEW) {
            match finding {
                Finding::Matched { allocation, record } => {
                    prop_assert_eq!(allocation.record.draft.amount, record.amount);
                    numbers.push(allocation.number.0);
                    ids.push(record.id.clone());
                }
                Finding::Differs { allocation, record } => {
                    prop_assert_ne!(allocation.record.draft.amount, record.amount);
                    numbers.push(allocation.number.0);
                    ids.push(record.id.clone());
                }
                Finding::OnlyHere { allocation } => numbers.push(allocation.number.0),
                Finding::OnlyOnTikTok { record } | Finding::PossibleDouble { record, .. } => {
                    ids.push(record.id.clone());
                }
            }
        }
        let told = numbers.len();
        prop_assert_eq!(numbers, (1..=ours.len() as u64).collect::<Vec<_>>());
        ids.sort();
        let mut expected: Vec<_> = theirs.iter().map(|row| row.id.clone()).collect();
        expected.sort();
        prop_assert_eq!(ids, expected, "{} told", told);
    }

    /// Nothing that could be matched is left on both sides at once.
    #[test]
    fn no_pair_is_left_unmatched((ours, theirs) in some()) {
        let found = compare(&ours, &theirs, SKEW);
        for one in &found {
            for other in &found {
                if let (
                    Finding::OnlyHere { allocation },
                    Finding::OnlyOnTikTok { record } | Finding::PossibleDouble { record, .. },
                ) = (one, other) {
                    let same = allocation.record.draft.amount == record.amount;
                    let apart = record.at.duration_since(allocation.record.at).abs();
                    prop_assert!(!same || apart > NEAR);
                }
            }
        }
    }
}

//! Whatever happens in whatever order, no cent is made or lost: counted from the outside, by what the wire tells.
//!
//! The world's own bookkeeping is checked after every step; at the end its balances are recomputed from the ledgers and the
//! costs of all three Business Centers, and every transfer is looked up on both ledgers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    clippy::arithmetic_side_effects,
    reason = "a test may stop at the first surprise"
)]

mod client;
#[path = "conservation/steps.rs"]
mod steps;

use client::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use simulator::{Executed, Options, Settings, Truth, World};
use std::collections::BTreeMap;
use steps::{Step, step};

/// A Business Center, somebody who reads everything there, and some of its accounts.
pub const CENTERS: [(&str, &str, &[&str]); 3] = [
    (
        HALDEN,
        "Ines Castellanos",
        &[
            // Spends nothing: cash may leave it again.
            "7318442099173042171",
            "7318440217735564290",
            JUNIPER,
            "7331906584402715536",
            "7345509182266410984",
            // Suspended, in another currency, another's: they take nothing from here.
            "7388260417795130932",
            "7379901177364420518",
            "7344920016683751205",
        ],
    ),
    (
        FENNMARK,
        "Jonas Reuter",
        &["7411002938475610021", "7411002938475610033"],
    ),
    (TESSALY, "Aoife Brennan", &["7422119003847561012"]),
];

/// The whole of a history and of a run fits into the longest range that can be asked for.
const FROM: &str = "2026-07-19";
const LONGEST_RUN: i64 = 200 * 86_400;
/// Longer than any record takes, or any request is on its way.
const QUIET: i64 = 12 * 86_400;

/// What happened under which fault, as far as the checks must know.
#[derive(Default)]
struct Run {
    now: i64,
    /// Transfers whose records come twice.
    twice: Vec<[String; 2]>,
    /// Requests that reached the simulator, those the network repeats counted twice.
    arrived: usize,
}

/// The rows of a ledger with how often each came, by id.
type Ledger = BTreeMap<String, (Value, usize)>;

fn ledger(world: &mut World, (bc, reader): (&str, &str), level: &str, now: i64) -> Ledger {
    let until = later(now + 86_400).strftime("%Y-%m-%d %H:%M:%S");
    let query = format!(
        "bc_id={bc}&transaction_level={level}&filtering={{\"start_time\":\"{FROM} 00:00:00\",\"end_time\":\"{until}\",\"owner_of_account\":[\"OWNED_BY_CURRENT_BUSINESS_CENTER\",\"SHARED_BY_OTHER_BUSINESS_CENTER\"]}}"
    );
    let rows = all(
        world,
        reader,
        "bc/account/transaction/get/",
        &query,
        "transaction_list",
        later(now),
    );
    let mut ledger = Ledger::new();
    for row in rows {
        let id = row["transaction_id"].as_str().unwrap().to_owned();
        let (first, count) = ledger.entry(id).or_insert_with(|| (row.clone(), 0));
        assert_eq!(*first, row, "what comes twice says the same");
        *count += 1;
    }

    ledger
}

/// What came in less what went out, of one kind, on the ledger of the Business Center or of one account.
fn net(ledger: &Ledger, billing: &str, account: Option<&str>) -> i64 {
    let fits = |row: &&Value| {
        row["billing_type"] == billing && account.is_none_or(|id| row["account_id"] == id)
    };
    let rows = ledger.values().map(|(row, _)| row).filter(fits);

    rows.map(|row| {
        let amount = hundredths(&row["amount"]);
        if row["amount_type"] == "POSITIVE" {
            amount
        } else {
            -amount
        }
    })
    .sum()
}

/// Spent by each account since the beginning of history: ad credit, cash.
fn costs(world: &mut World, (bc, reader): (&str, &str), now: i64) -> BTreeMap<String, [i64; 2]> {
    let until = later(now).strftime("%Y-%m-%d");
    let query =
        format!("bc_id={bc}&filtering={{\"start_date\":\"{FROM}\",\"end_date\":\"{until}\"}}");
    let rows = all(
        world,
        reader,
        "bc/account/cost/get/",
        &query,
        "cost_list",
        later(now),
    );

    rows.iter()
        .map(|row| {
            let spent = [
                hundredths(&row["grant_amount"]),
                hundredths(&row["cash_amount"]),
            ];
            (row["advertiser_id"].as_str().unwrap().to_owned(), spent)
        })
        .collect()
}

/// Every balance is what came in less what went out and was spent; `before` is how practice began.
fn balances_follow_from_the_wire(world: &mut World, before: &Truth, now: i64) {
    let truth = world.truth(later(now));
    for (bc, reader, _) in CENTERS {
        let ask = (bc, reader);
        let center = ledger(world, ask, "BC", now);
        assert_eq!(
            truth.voucher[bc],
            net(&center, "CREDIT", None),
            "{bc}: ad credit"
        );
        // What a Business Center had in cash at first is on no ledger.
        let cash = before.bc_cash[bc] + net(&center, "CASH", None);
        assert_eq!(truth.bc_cash[bc], cash, "{bc}: cash");
        let accounts = ledger(world, ask, "ADVERTISER", now);
        for (id, [grant, cash]) in costs(world, ask, now) {
            let holds = net(&accounts, "CREDIT", Some(&id)) - grant;
            assert_eq!(truth.ad_credit[&id], holds, "{id}: ad credit");
            let holds = net(&accounts, "CASH", Some(&id)) - cash;
            assert_eq!(truth.account_cash[&id], holds, "{id}: cash");
        }
    }
}

/// One transfer, one record on each ledger, twice only where a fault said so; and no record of a transfer that never was.
fn each_transfer_is_on_both_ledgers(world: &mut World, run: &Run, history: &[[usize; 2]; 3]) {
    let executed = world.truth(later(run.now)).executed;
    for ((bc, reader, _), before) in CENTERS.into_iter().zip(history) {
        for (side, level) in ["BC", "ADVERTISER"].into_iter().enumerate() {
            let ledger = ledger(world, (bc, reader), level, run.now);
            let mine = executed.iter().filter(|executed| executed.bc_id == bc);
            let mut count = 0;
            for executed in mine {
                count += 1;
                let (row, times) = &ledger[&executed.transactions[side]];
                let expected = 1 + usize::from(run.twice.contains(&executed.transactions));
                assert_eq!(*times, expected, "{level}: {executed:?}");
                says_what_was_done(row, executed, level);
            }
            assert_eq!(
                transfers(&ledger),
                before[side] + count,
                "{bc} {level}: not one more"
            );
        }
    }
}

fn says_what_was_done(row: &Value, executed: &Executed, level: &str) {
    let comes_in = (executed.amount > 0) == (level == "ADVERTISER");
    assert_eq!(
        row["amount_type"],
        if comes_in { "POSITIVE" } else { "NEGATIVE" },
        "{row}"
    );
    assert_eq!(hundredths(&row["amount"]), executed.amount.abs(), "{row}");
    assert_eq!(
        row["billing_type"],
        if executed.is_grant { "CREDIT" } else { "CASH" },
        "{row}"
    );
    if level == "ADVERTISER" {
        assert_eq!(row["account_id"], executed.advertiser_id.as_str(), "{row}");
    }
}

fn transfers(ledger: &Ledger) -> usize {
    let is_transfer = |row: &Value| {
        row["transaction_type"] == "INCREASE_BALANCE"
            || row["transaction_type"] == "DECREASE_BALANCE"
    };

    ledger.values().filter(|(row, _)| is_transfer(row)).count()
}

fn transfers_before(world: &mut World) -> [[usize; 2]; 3] {
    CENTERS.map(|(bc, reader, _)| {
        ["BC", "ADVERTISER"].map(|level| transfers(&ledger(world, (bc, reader), level, 0)))
    })
}

/// How often something happened, so that a run in which nothing can go wrong is not taken for a proof.
type Seen = BTreeMap<&'static str, usize>;

/// Lives through the steps, checking after each and, when all is quiet, from the outside.
fn live(steps: Vec<Step>, settings: Settings) -> Seen {
    let mut world = World::in_memory(&Options {
        settings,
        ..Options::default()
    })
    .unwrap();
    let history = transfers_before(&mut world);
    let before = world.truth(later(0));
    let mut run = Run::default();
    for step in steps {
        step.take(&mut world, &mut run);
        let truth = world.truth(later(run.now));
        assert!(truth.conserved, "after {step:?}");
        let mut amounts = truth.voucher.values().chain(truth.ad_credit.values());
        assert!(amounts.all(|amount| *amount >= 0), "after {step:?}");
        assert!(truth.received <= run.arrived, "after {step:?}");
        if run.now > LONGEST_RUN {
            break;
        }
    }
    run.now += QUIET;
    let truth = world.truth(later(run.now));
    assert_eq!(
        truth.received, run.arrived,
        "all that was on its way has arrived"
    );
    balances_follow_from_the_wire(&mut world, &before, run.now);
    each_transfer_is_on_both_ledgers(&mut world, &run, &history);

    seen(&mut world, &run, &truth)
}

fn seen(world: &mut World, run: &Run, truth: &Truth) -> Seen {
    let mut seen = Seen::new();
    let mut note = |what, times| *seen.entry(what).or_default() += times;
    for executed in &truth.executed {
        note(
            match (executed.is_grant, executed.amount > 0) {
                (true, true) => "ad credit placed",
                (false, true) => "cash placed",
                (false, false) => "cash taken back",
                (true, false) => panic!("ad credit never comes back: {executed:?}"),
            },
            1,
        );
        let id = executed.request_id.as_ref();
        let repeats = id.map_or(0, |id| truth.received_by_request[id]);
        note("by a colleague", usize::from(executed.outside));
        note("on a repeated request", usize::from(repeats > 1));
    }
    note("with records twice", run.twice.len());
    for (bc, reader, _) in CENTERS {
        for (level, what) in [
            ("BC", "ended unplaced"),
            ("ADVERTISER", "ended in an account"),
        ] {
            let ledger = ledger(world, (bc, reader), level, run.now);
            let began = "2026-11-16 09:00:00";
            let ended = ledger.values().filter(|(row, _)| {
                row["transaction_type"] == "PROMOTION_EXPIRED"
                    && row["create_time"].as_str() > Some(began)
            });
            note(what, ended.count());
        }
    }

    seen
}

fn settings([earliest, travels, one_id, shared]: [bool; 4]) -> Settings {
    Settings {
        limits_rates: false,
        draws_earliest_end_first: earliest,
        end_travels: travels,
        one_transaction_id: one_id,
        billing_shared_takes_ad_credit: shared,
        ..Settings::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn every_cent_is_accounted_for_whatever_happens(
        steps in prop::collection::vec(step(), 1..30),
        switches in any::<[bool; 4]>(),
    ) {
        live(steps, settings(switches));
    }
}

/// The same runs each time: everything that could make or lose a cent happens in some of them.
#[test]
fn everything_that_moves_money_happens() {
    let mut runner = TestRunner::deterministic();
    let histories = prop::collection::vec(step(), 20..30);
    let mut sum = Seen::new();
    for number in 0..24 {
        let steps = histories.new_tree(&mut runner).unwrap().current();
        for (what, times) in live(steps, settings([number % 2 == 0, true, false, true])) {
            *sum.entry(what).or_default() += times;
        }
    }
    assert_eq!(sum.len(), 8, "{sum:?}");
    assert!(sum.values().all(|times| *times > 2), "{sum:?}");
}

/// The checks themselves: a balance that does not follow from the ledgers is seen.
#[test]
#[should_panic(expected = "ad credit")]
fn a_cent_too_much_is_noticed() {
    let mut world = world();
    let before = world.truth(later(0));
    // Read before a record that is late can be seen: the balance has moved, the ledger has not.
    world
        .control()
        .next("bc/transfer/", simulator::Fault::RecordsLate(3_600));
    send(
        &mut world,
        "Ines Castellanos",
        &recharge(JUNIPER, "0.01"),
        later(10),
    );
    balances_follow_from_the_wire(&mut world, &before, 20);
}

//! What the ledgers say of a transfer, read at both levels before and after, under every fault that has to do with records.
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

use client::*;
use serde_json::Value;
use simulator::{Fault, Options, World};

const LEVELS: [&str; 2] = ["BC", "ADVERTISER"];
const TRANSFER: &str = "bc/transfer/";
const RECORDS: &str = "bc/account/transaction/get/";
/// Small, so that there are some of them.
const PAGE: usize = 20;

/// All pages of one level over the last 90 days, as they came.
fn ledger(world: &mut World, level: &str, seconds: i64) -> Vec<Value> {
    let mut rows = Vec::new();
    for page in 1.. {
        let answer = page_of(world, level, page, seconds);
        rows.extend(answer["transaction_list"].as_array().unwrap().clone());
        if answer["page_info"]["total_page"].as_u64().unwrap() <= page {
            break;
        }
    }

    rows
}

fn page_of(world: &mut World, level: &str, page: u64, seconds: i64) -> Value {
    let query = format!("bc_id={HALDEN}&transaction_level={level}&page={page}&page_size={PAGE}");
    let answer = read(world, "Ines Castellanos", RECORDS, &query, later(seconds));
    assert_eq!(answer["code"], 0, "{answer}");

    answer["data"].clone()
}

fn ids(rows: &[Value]) -> Vec<String> {
    let ids = rows
        .iter()
        .map(|row| row["transaction_id"].as_str().unwrap().to_owned());

    ids.collect()
}

/// How often each level tells of this transfer at this moment.
fn told(world: &mut World, transactions: &[String; 2], seconds: i64) -> [usize; 2] {
    let mut counts = [0, 0];
    for (place, level) in LEVELS.iter().enumerate() {
        let rows = ids(&ledger(world, level, seconds));
        counts[place] = rows.iter().filter(|id| **id == transactions[place]).count();
    }

    counts
}

/// Sends under a fault and tells the ids that the truth knows.
fn sent(world: &mut World, fault: Option<Fault>, amount: &str, seconds: i64) -> [String; 2] {
    if let Some(fault) = fault {
        world.control().next(TRANSFER, fault);
    }
    let request = request(
        world,
        "Ines Castellanos",
        simulator::Method::Post,
        TRANSFER,
        "",
        &recharge(JUNIPER, amount),
    );
    world.answer(&request, later(seconds));
    let truth = world.truth(later(seconds));

    truth.executed.last().unwrap().transactions.clone()
}

#[test]
fn one_transfer_is_told_once_at_each_level_and_within_the_usual_delay() {
    let mut world = world();
    let ids = sent(&mut world, None, "12.34", 100);
    assert_eq!(told(&mut world, &ids, 99), [0, 0], "not before it happened");
    assert_eq!(told(&mut world, &ids, 140), [1, 1]);
}

#[test]
fn late_records_are_not_told_before_they_are_due() {
    for delay in [0, 600, 259_200] {
        let mut world = world();
        let ids = sent(&mut world, Some(Fault::RecordsLate(delay)), "12.34", 100);
        if delay > 0 {
            assert_eq!(told(&mut world, &ids, 100), [0, 0], "at once");
            assert_eq!(told(&mut world, &ids, 99 + delay), [0, 0], "a second early");
        }
        assert_eq!(told(&mut world, &ids, 100 + delay), [1, 1], "on time");
        // When it happened is told as it was, however late it is told.
        for level in LEVELS {
            let rows = ledger(&mut world, level, 100 + delay);
            let row = rows.iter().find(|row| {
                ids.iter()
                    .any(|id| row["transaction_id"] == id.as_str() && row["amount"] == 12.34)
            });
            assert_eq!(
                row.unwrap()["create_time"],
                "2026-11-16 09:01:40",
                "{level}"
            );
        }
    }
}

#[test]
fn records_that_come_twice_say_the_same_twice() {
    let mut world = world();
    let before = LEVELS.map(|level| ledger(&mut world, level, 60).len());
    let twice = sent(&mut world, Some(Fault::RecordsTwice), "12.34", 100);
    let once = sent(&mut world, None, "12.34", 200);
    assert_eq!(told(&mut world, &twice, 400), [2, 2]);
    assert_eq!(told(&mut world, &once, 400), [1, 1]);
    for (place, level) in LEVELS.iter().enumerate() {
        let rows = ledger(&mut world, level, 400);
        assert_eq!(rows.len(), before[place] + 3, "{level}");
        let same: Vec<&Value> = rows
            .iter()
            .filter(|row| row["transaction_id"] == twice[place].as_str())
            .collect();
        assert_eq!(same[0], same[1], "{level}");
    }
    assert_eq!(world.truth(later(400)).executed.len(), 2);
}

#[test]
fn records_out_of_order_are_the_same_records() {
    let mut world = world();
    sent(&mut world, None, "12.34", 100);
    for level in LEVELS {
        let ordered = ids(&ledger(&mut world, level, 400));
        let pages = ordered.len().div_ceil(PAGE);
        assert!(pages > 1, "{level}: one page has no order across pages");
        for _ in 0..pages {
            world.control().next(RECORDS, Fault::RecordsOutOfOrder);
        }
        let shuffled = ids(&ledger(&mut world, level, 400));
        assert_ne!(shuffled, ordered, "{level}");
        assert!(!world.control().is_armed(), "every page met its fault");
        let sorted = |mut ids: Vec<String>| {
            ids.sort();
            ids
        };
        assert_eq!(sorted(shuffled), sorted(ordered.clone()), "{level}");
        assert_eq!(ids(&ledger(&mut world, level, 400)), ordered, "{level}");
    }
}

#[test]
fn records_come_newest_first_unless_told_otherwise() {
    for newest_first in [true, false] {
        let mut options: Options = quiet();
        options.settings.newest_first = newest_first;
        let mut world = World::in_memory(&options).unwrap();
        for level in LEVELS {
            let rows = ledger(&mut world, level, 400);
            // At Business Center level all times are of one zone and can be compared as text.
            let mut times: Vec<String> = rows
                .iter()
                .filter(|row| row["timezone"] == "UTC-05:00")
                .map(|row| row["create_time"].as_str().unwrap().to_owned())
                .collect();
            assert!(times.len() > 20, "{level}");
            let told = times.clone();
            times.sort();
            if newest_first {
                times.reverse();
            }
            assert_eq!(told, times, "{level}");
        }
    }
}

#[test]
fn a_list_that_grows_or_shrinks_while_it_is_paged_shows_a_row_twice_or_never() {
    let mut world = world();
    let whole = ids(&ledger(&mut world, "ADVERTISER", 60));
    let total = whole.len() as u64;
    assert!(total > 60, "three pages are needed");
    for shift in [1_i64, -1] {
        // The first page goes well: the list changes between page 1 and page 2.
        world.control().next(RECORDS, Fault::Nothing);
        world.control().next(RECORDS, Fault::PageShift(shift));
        let first = page_of(&mut world, "ADVERTISER", 1, 60);
        let second = page_of(&mut world, "ADVERTISER", 2, 60);
        assert_eq!(first["page_info"]["total_number"], total);
        assert_eq!(
            second["page_info"]["total_number"],
            total.checked_add_signed(shift).unwrap()
        );
        let first = ids(first["transaction_list"].as_array().unwrap());
        let second = ids(second["transaction_list"].as_array().unwrap());
        assert_eq!(first, whole[..20]);
        if shift > 0 {
            assert_eq!(second, whole[19..39], "the 20th row comes twice");
        } else {
            assert_eq!(second, whole[21..41], "the 21st row never comes");
        }
    }
}

#[test]
fn a_missing_page_says_how_long_the_list_is() {
    let mut world = world();
    let total = ledger(&mut world, "ADVERTISER", 60).len();
    world.control().next(RECORDS, Fault::Nothing);
    world.control().next(RECORDS, Fault::MissingPage);
    let told = ledger(&mut world, "ADVERTISER", 60);
    assert_eq!(told.len(), total - PAGE);
    world.control().next(RECORDS, Fault::MissingPage);
    let page = page_of(&mut world, "ADVERTISER", 1, 60);
    assert_eq!(page["transaction_list"].as_array().unwrap().len(), 0);
    assert_eq!(page["page_info"]["total_number"], total);
}

#[test]
fn a_request_that_is_executed_late_moves_nothing_before() {
    let mut world = world();
    let before = world.truth(later(90));
    world.control().next(TRANSFER, Fault::ExecuteLate(3_600));
    let request = request(
        &world,
        "Ines Castellanos",
        simulator::Method::Post,
        TRANSFER,
        "",
        &recharge(JUNIPER, "12.34"),
    );
    assert_eq!(
        world.answer(&request, later(100)),
        simulator::Exchange::Lost
    );
    let waiting = world.truth(later(3_699));
    assert_eq!((waiting.received, waiting.executed.len()), (1, 0));
    assert_eq!(waiting.voucher[HALDEN], before.voucher[HALDEN]);
    let done = world.truth(later(9_000));
    assert_eq!((done.received, done.executed.len()), (1, 1));
    assert_eq!(done.executed[0].at, later(3_700).as_microsecond());
    assert_eq!(before.voucher[HALDEN] - done.voucher[HALDEN], 1_234);
    assert!(done.conserved);
    assert_eq!(
        told(&mut world, &done.executed[0].transactions, 9_000),
        [1, 1]
    );
}

#[test]
fn a_late_request_is_judged_when_it_arrives() {
    let mut world = world();
    world.control().next(TRANSFER, Fault::ExecuteLate(60));
    send_unheard(&mut world, "25290.00", 100);
    // Meanwhile somebody else takes nearly everything.
    let taken = send(
        &mut world,
        "Oskar Brandt",
        &recharge(JUNIPER, "25000.00"),
        later(130),
    );
    assert_eq!(taken["code"], 0, "{taken}");
    let truth = world.truth(later(1_000));
    assert_eq!((truth.received, truth.executed.len()), (2, 1));
}

#[test]
fn a_repeated_request_moves_twice_and_answers_once() {
    for seconds in [0, 30] {
        let mut world = world();
        let before = world.truth(later(90)).voucher[HALDEN];
        world.control().next(TRANSFER, Fault::Repeat(seconds));
        let answer = send(
            &mut world,
            "Ines Castellanos",
            &recharge(JUNIPER, "12.34"),
            later(100),
        );
        let truth = world.truth(later(100 + seconds));
        assert_eq!((truth.received, truth.executed.len()), (2, 2));
        assert_eq!(truth.received_by_request["77"], 2);
        assert_eq!(before - truth.voucher[HALDEN], 2 * 1_234);
        assert_eq!(
            answer["data"]["transaction_infos"][0]["transaction_id"],
            truth.executed[0].transactions[0].as_str()
        );
        for executed in &truth.executed {
            assert_eq!(
                told(&mut world, &executed.transactions, 100 + seconds + 60),
                [1, 1]
            );
        }
    }
}

#[test]
fn a_repeated_request_moves_once_where_its_id_counts() {
    let mut options = quiet();
    options.settings.request_id_deduplicates = true;
    let mut world = World::in_memory(&options).unwrap();
    world.control().next(TRANSFER, Fault::Repeat(0));
    let answer = send(
        &mut world,
        "Ines Castellanos",
        &recharge(JUNIPER, "12.34"),
        later(100),
    );
    assert_eq!(answer["code"], 0);
    let truth = world.truth(later(200));
    assert_eq!((truth.received, truth.executed.len()), (2, 1));
}

fn send_unheard(world: &mut World, amount: &str, seconds: i64) {
    let request = request(
        world,
        "Ines Castellanos",
        simulator::Method::Post,
        TRANSFER,
        "",
        &recharge(JUNIPER, amount),
    );
    world.answer(&request, later(seconds));
}

//! Every named behaviour can be switched, and switching it changes what its name says, on the wire.
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
#[path = "settings/reads.rs"]
mod reads;
#[path = "settings/transfers.rs"]
mod transfers;

use client::*;
use serde_json::{Value, json};
use simulator::{Options, Settings, World};

const ALDER: &str = "7318440217735564290";
/// Another's account whose payments were handed over by billing sharing.
const FERNHILL: &str = "7344920016683751205";
/// In Japanese yen.
const YEN: &str = "7379901177364420518";

/// A world in which one thing is otherwise.
fn with(name: &str, value: Value) -> World {
    with_all(json!({ name: value }))
}

fn with_all(mut told: Value) -> World {
    if told.get("limits_rates").is_none() {
        told["limits_rates"] = json!(false);
    }
    let settings: Settings = serde_json::from_value(told).unwrap();

    World::in_memory(&Options {
        settings,
        ..Options::default()
    })
    .unwrap()
}

fn body(kinds: &str, account: &str, transfer_type: &str, request_id: &str) -> String {
    format!(
        r#"{{"bc_id":"{HALDEN}","advertiser_id":"{account}","transfer_type":"{transfer_type}","request_id":"{request_id}",{kinds}}}"#
    )
}

fn grant(account: &str, amount: &str) -> String {
    body(
        &format!(r#""grant_amount":{amount}"#),
        account,
        "RECHARGE",
        "1",
    )
}

fn cash(account: &str, amount: &str) -> String {
    body(
        &format!(r#""cash_amount":{amount}"#),
        account,
        "RECHARGE",
        "1",
    )
}

/// The code that a member's transfer is answered with, a minute into practice.
fn code(world: &mut World, name: &str, body: &str) -> i64 {
    code_at(world, name, body, 60)
}

fn code_at(world: &mut World, name: &str, body: &str, seconds: i64) -> i64 {
    send(world, name, body, later(seconds))["code"]
        .as_i64()
        .unwrap()
}

fn asked(world: &mut World, endpoint: &str, query: &str, seconds: i64) -> Value {
    read(world, "Ines Castellanos", endpoint, query, later(seconds))
}

/// The records of one transfer of 5.00 to Alder Street Coffee: Business Center, account.
fn records(world: &mut World) -> [Value; 2] {
    let done = send(world, "Ines Castellanos", &grant(ALDER, "5.00"), later(60));
    assert_eq!(done["code"], 0, "{done}");

    ["BC", "ADVERTISER"].map(|level| {
        let query = format!("bc_id={HALDEN}&transaction_level={level}&page_size=50");
        let told = asked(world, "bc/account/transaction/get/", &query, 600);
        let rows = told["data"]["transaction_list"].as_array().unwrap();
        let found = rows
            .iter()
            .find(|row| hundredths(&row["subtotal"]).abs() == 500);

        found.unwrap().clone()
    })
}

/// Every setting is looked at by a test: one that changes nothing would be a promise without a deed.
#[test]
fn no_setting_is_left_out() {
    let tests = [
        include_str!("settings/reads.rs"),
        include_str!("settings/transfers.rs"),
    ]
    .concat();
    let settings = serde_json::to_value(Settings::default()).unwrap();
    for name in settings.as_object().unwrap().keys() {
        assert!(tests.contains(&format!("\"{name}\"")), "{name}");
    }
    assert!(serde_json::from_value::<Settings>(json!({"no_such_setting": true})).is_err());
    assert_eq!(
        serde_json::from_value::<Settings>(json!({})).unwrap(),
        Settings::default()
    );
}

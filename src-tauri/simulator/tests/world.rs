//! The made-up TikTok as a client meets it: shapes, rights, rules, both ledgers.
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
use simulator::{Change, Method, Options, World};

#[test]
fn the_first_balances_are_those_of_the_letters() {
    let mut world = world();
    let request = request(
        &world,
        "Mara Lindqvist",
        Method::Get,
        "bc/balance/get/",
        &format!("bc_id={HALDEN}"),
        "",
    );
    let body = text(&response(world.answer(&request, World::START)));
    for part in [
        r#""grant_balance":25640.00"#,
        r#""valid_grant_balance":25290.00"#,
        r#""account_balance":87120.00"#,
        r#""valid_account_balance":83405.50"#,
    ] {
        assert!(body.contains(part), "{part} in {body}");
    }
    let left: i64 = world
        .letters(HALDEN)
        .iter()
        .filter(|letter| letter.valid_until > jiff::civil::date(2026, 11, 15))
        .map(|letter| letter.left)
        .sum();
    assert_eq!(left + 75_000, 2_564_000);
    assert!(world.truth(World::START).conserved);
}

#[test]
fn a_transfer_moves_and_writes_both_ledgers() {
    let mut world = world();
    let before = world.truth(later(10));
    let answer = send(
        &mut world,
        "Oskar Brandt",
        &recharge(JUNIPER, "500.00"),
        later(10),
    );
    assert_eq!(answer["code"], 0, "{answer}");
    let ids: Vec<String> = answer["data"]["transaction_infos"]
        .as_array()
        .unwrap()
        .iter()
        .map(|info| info["transaction_id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 2);
    let after = world.truth(later(10));
    assert_eq!(after.ad_credit[JUNIPER] - before.ad_credit[JUNIPER], 50_000);
    assert_eq!(before.voucher[HALDEN] - after.voucher[HALDEN], 50_000);
    assert_eq!(after.executed[0].request_id.as_deref(), Some("77"));
    assert!(after.conserved);
    for (level, id) in [("BC", &ids[0]), ("ADVERTISER", &ids[1])] {
        let query = format!("bc_id={HALDEN}&transaction_level={level}&page_size=50");
        let records = read(
            &mut world,
            "Oskar Brandt",
            "bc/account/transaction/get/",
            &query,
            later(60),
        );
        let found = records["data"]["transaction_list"]
            .as_array()
            .unwrap()
            .iter()
            .find(|record| record["transaction_id"] == id.as_str());
        let found = found.unwrap_or_else(|| panic!("{level}: {records}"));
        assert_eq!(found["billing_type"], "CREDIT");
        assert_eq!(found["account_id"].is_null(), level == "BC");
        assert_eq!(found["timezone"], "UTC-05:00");
    }
}

#[test]
fn what_the_rules_forbid_is_refused_and_moves_nothing() {
    let mut world = world();
    let refund = format!(
        r#"{{"bc_id":"{HALDEN}","advertiser_id":"{JUNIPER}","transfer_type":"REFUND","grant_amount":1.00}}"#
    );
    let cases = [
        ("Priya Natarajan", recharge(JUNIPER, "1.00"), 40_001),
        ("Joel Okafor", recharge(JUNIPER, "1.00"), 40_001),
        ("Mara Lindqvist", refund, 40_002),
        (
            "Mara Lindqvist",
            recharge("7388260417795130932", "1.00"),
            40_002,
        ),
        (
            "Mara Lindqvist",
            recharge("7402117763350918148", "1.00"),
            40_002,
        ),
        (
            "Mara Lindqvist",
            recharge("7344920016683751205", "1.00"),
            40_001,
        ),
        (
            "Mara Lindqvist",
            recharge("7374450091826633119", "1.00"),
            40_001,
        ),
        (
            "Mara Lindqvist",
            recharge("7360718829940052613", "1.00"),
            40_002,
        ),
        (
            "Mara Lindqvist",
            recharge("7319987705524418366", "9.99"),
            40_002,
        ),
        ("Mara Lindqvist", recharge(JUNIPER, "25290.01"), 51_060),
        ("Mara Lindqvist", recharge(JUNIPER, "0"), 40_002),
        ("Mara Lindqvist", recharge(JUNIPER, "-5"), 40_002),
        ("Mara Lindqvist", recharge(JUNIPER, "1.005"), 40_002),
        (
            "Mara Lindqvist",
            recharge("7411002938475610021", "1.00"),
            40_001,
        ),
    ];
    for (name, body, code) in cases {
        let answer = send(&mut world, name, &body, later(20));
        assert_eq!(answer["code"], code, "{body}: {answer}");
    }
    assert!(world.truth(later(20)).executed.is_empty());
}

#[test]
fn a_portfolio_shares_cash_and_never_ad_credit() {
    let mut world = world();
    let query = format!("bc_id={FENNMARK}&page_size=50");
    let list = read(
        &mut world,
        "Jonas Reuter",
        "advertiser/balance/get/",
        &query,
        World::START,
    );
    let accounts = list["data"]["advertiser_account_list"].as_array().unwrap();
    assert!(
        accounts
            .iter()
            .all(|account| account["cash_balance"] == accounts[0]["cash_balance"])
    );
    assert!(accounts[0]["payment_portfolio_id"].is_number());
    let body = format!(
        r#"{{"bc_id":"{FENNMARK}","advertiser_id":"7411002938475610021","transfer_type":"RECHARGE","cash_amount":20.00}}"#
    );
    assert_eq!(
        send(&mut world, "Jonas Reuter", &body, World::START)["code"],
        40_002
    );
    let body = body.replace("cash_amount", "grant_amount");
    assert_eq!(
        send(&mut world, "Jonas Reuter", &body, World::START)["code"],
        0
    );
}

#[test]
fn cash_leaves_only_after_three_quiet_hours() {
    let mut world = world();
    let refund = |id: &str| {
        format!(
            r#"{{"bc_id":"{HALDEN}","advertiser_id":"{id}","transfer_type":"REFUND","cash_amount":5.00}}"#
        )
    };
    assert_eq!(
        send(&mut world, "Ines Castellanos", &refund(JUNIPER), later(50))["code"],
        40_002
    );
    assert_eq!(
        send(
            &mut world,
            "Ines Castellanos",
            &refund("7318442099173042171"),
            later(50)
        )["code"],
        0
    );
}

/// Own accounts by default; those of others when asked for, unless there are too many of them or a portfolio pays.
#[test]
fn the_ledger_tells_of_own_accounts_unless_others_are_asked_for() {
    const FERNHILL: &str = "7344920016683751205";
    let told = |world: &mut World, bc: &str, owners: &str| {
        let query = format!(
            "bc_id={bc}&page_size=50&filtering={{\"start_time\":\"2026-11-16 00:00:00\",\"end_time\":\"2026-11-18 00:00:00\"{owners}}}"
        );
        read(
            world,
            "Mara Lindqvist",
            "bc/account/transaction/get/",
            &query,
            later(600),
        )
    };
    let own = ",\"owner_of_account\":[\"OWNED_BY_CURRENT_BUSINESS_CENTER\"]";
    let others = ",\"owner_of_account\":[\"SHARED_BY_OTHER_BUSINESS_CENTER\"]";
    let both = ",\"owner_of_account\":[\"SHARED_BY_OTHER_BUSINESS_CENTER\",\"OWNED_BY_CURRENT_BUSINESS_CENTER\"]";
    let mut world = world();
    for advertiser_id in [FERNHILL, JUNIPER] {
        let change = Change::TopUp {
            advertiser_id: advertiser_id.to_owned(),
            amount: 100,
        };
        world.outside(change, later(60)).unwrap();
    }
    for (owners, mut expected) in [
        ("", vec![JUNIPER]),
        (own, vec![JUNIPER]),
        (others, vec![FERNHILL]),
        (both, vec![FERNHILL, JUNIPER]),
    ] {
        let answer = told(&mut world, HALDEN, owners);
        let rows = answer["data"]["transaction_list"].as_array().unwrap();
        let mut ids: Vec<&str> = rows
            .iter()
            .map(|row| row["account_id"].as_str().unwrap())
            .collect();
        ids.sort_unstable();
        expected.sort_unstable();
        assert_eq!(ids, expected, "{owners}");
    }

    let crowded = Options {
        accounts: 6_000,
        days: 1,
        ..quiet()
    };
    let mut crowded = World::in_memory(&crowded).unwrap();
    assert_eq!(told(&mut crowded, HALDEN, others)["code"], 40_002);
    assert_eq!(told(&mut crowded, HALDEN, own)["code"], 0);
}

#[test]
fn what_a_transfer_must_say() {
    let mut world = world();
    let whole = recharge(JUNIPER, "5.00");
    let cases = [
        ("not JSON".to_owned(), 40_002),
        (whole.replace("bc_id", "bc"), 40_002),
        (whole.replace("advertiser_id", "advertiser"), 40_002),
        (whole.replace("transfer_type", "type"), 40_002),
        (whole.replace("grant_amount", "amount"), 40_002),
        (whole.replace("RECHARGE", "GIFT"), 40_002),
        (whole.replace("5.00", "\"5.00\""), 40_002),
        (whole.replace("5.00", "null"), 40_002),
        (whole.replace("5.00", "99999999999999999999"), 40_002),
        (whole.replace('{', "{\"transfer_level\":\"BC\","), 40_001),
        (whole.replace('{', "{\"transfer_level\":\"ALL\","), 40_002),
        (
            whole.replace('{', "{\"payment_portfolio_id\":\"7334450911827364503\","),
            40_002,
        ),
        (
            whole.replace(
                "\"grant_amount\":5.00",
                "\"amount_info\":{\"credit_amount\":5.00}",
            ),
            40_002,
        ),
        (whole.replace(HALDEN, "1"), 40_001),
        (whole.replace(JUNIPER, "7411002938475610021"), 40_001),
    ];
    for (body, code) in cases {
        let answer = send(&mut world, "Ines Castellanos", &body, later(30));
        assert_eq!(answer["code"], code, "{body}: {answer}");
    }
    assert!(world.truth(later(30)).executed.is_empty());
    // Each of these is the same five dollars; where the newer form is there, the older one is not looked at.
    let newer = whole.replace(
        "\"grant_amount\":5.00",
        "\"cash_amount\":77,\"amount_info\":{\"grant_amount\":5.00}",
    );
    for body in [
        whole.replace("5.00", "5"),
        whole.replace("5.00", "5.000"),
        whole.replace("5.00", "0.5e1"),
        newer,
    ] {
        let answer = send(&mut world, "Ines Castellanos", &body, later(30));
        assert_eq!(answer["code"], 0, "{body}: {answer}");
    }
    let executed = world.truth(later(30)).executed;
    assert_eq!(executed.len(), 4);
    assert!(executed.iter().all(|one| one.amount == 500 && one.is_grant));
}

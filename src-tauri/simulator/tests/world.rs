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
use simulator::{Method, World};

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
fn every_endpoint_answers_in_the_envelope() {
    let mut world = world();
    let bc = format!("bc_id={HALDEN}");
    let report = format!(
        "advertiser_id={JUNIPER}&report_type=BASIC&data_level=AUCTION_ADVERTISER&dimensions=[\"advertiser_id\",\"stat_time_day\"]&metrics=[\"spend\",\"cash_spend\",\"voucher_spend\"]&start_date=2026-11-01&end_date=2026-11-15&page_size=1000"
    );
    let asks = [
        ("user/info/", String::new(), "/data/display_name"),
        ("bc/get/", String::new(), "/data/list/0/bc_info/bc_id"),
        ("bc/balance/get/", bc.clone(), "/data/valid_grant_balance"),
        (
            "advertiser/balance/get/",
            bc.clone(),
            "/data/advertiser_account_list/0/valid_grant_balance",
        ),
        (
            "bc/account/transaction/get/",
            bc.clone(),
            "/data/transaction_list/0/transaction_id",
        ),
        (
            "bc/account/transaction/get/",
            format!("{bc}&transaction_level=BC"),
            "/data/transaction_list/0/transaction_id",
        ),
        ("bc/transaction/get/", bc.clone(), "/data/list/0/funds_type"),
        (
            "advertiser/transaction/get/",
            bc.clone(),
            "/data/transaction_list/0/funds_type",
        ),
        (
            "bc/account/cost/get/",
            bc.clone(),
            "/data/cost_list/0/grant_amount",
        ),
        (
            "bc/asset/get/",
            format!("{bc}&asset_type=ADVERTISER"),
            "/data/list/0/asset_id",
        ),
        (
            "bc/asset/admin/get/",
            format!("{bc}&asset_type=ADVERTISER"),
            "/data/list/0/relation_status",
        ),
        ("bc/member/get/", bc.clone(), "/data/list/0/user_role"),
        (
            "advertiser/info/",
            format!("advertiser_ids=[\"{JUNIPER}\"]"),
            "/data/list/0/owner_bc_id",
        ),
        (
            "payment_portfolio/get/",
            format!("bc_id={FENNMARK}"),
            "/data/payment_portfolio_list/0/credit_line_allocation/available_amount",
        ),
        (
            "report/integrated/get/",
            report,
            "/data/list/0/metrics/spend",
        ),
    ];
    for (endpoint, query, path) in asks {
        let answer = read(&mut world, "Mara Lindqvist", endpoint, &query, later(5));
        assert_eq!(answer["code"], 0, "{endpoint}: {answer}");
        assert!(answer["request_id"].is_string() && answer["message"] == "OK");
        assert!(
            answer.pointer(path).is_some(),
            "{endpoint}: {path} in {answer}"
        );
    }
}

#[test]
fn a_missing_slash_is_not_the_api() {
    let mut world = world();
    let request = request(&world, "Mara Lindqvist", Method::Get, "bc/get", "", "");
    let response = response(world.answer(&request, World::START));
    assert_eq!(
        (response.status, text(&response).as_str()),
        (404, "404 page not found")
    );
}

#[test]
fn tokens_are_asked_for() {
    let mut world = world();
    let mut request = request(&world, "Mara Lindqvist", Method::Get, "user/info/", "", "");
    request.headers.clear();
    assert!(text(&response(world.answer(&request, World::START))).contains("40104"));
    request
        .headers
        .push(("access-token".to_owned(), "made-up".to_owned()));
    assert!(text(&response(world.answer(&request, World::START))).contains("40105"));
}

#[test]
fn each_role_reads_what_it_may() {
    let mut world = world();
    let bc = format!("bc_id={HALDEN}");
    for (name, members, balances) in [
        ("Mara Lindqvist", 0, 0),
        ("Hanna Weidemann", 0, 0),
        ("Oskar Brandt", 40_001, 0),
        ("Priya Natarajan", 40_001, 0),
        ("Joel Okafor", 40_001, 40_001),
        ("Aoife Brennan", 40_001, 40_001),
    ] {
        assert_eq!(
            read(&mut world, name, "bc/member/get/", &bc, World::START)["code"],
            members,
            "{name}"
        );
        assert_eq!(
            read(&mut world, name, "bc/balance/get/", &bc, World::START)["code"],
            balances,
            "{name}"
        );
    }
    let own = read(&mut world, "Declan Moore", "bc/get/", "", World::START);
    assert_eq!(own["data"]["list"][0]["bc_info"]["bc_id"], TESSALY);
    assert!(own["data"]["list"][0].get("ext_user_role").is_none());
}

#[test]
fn pages_have_limits() {
    let mut world = world();
    let bc = format!("bc_id={HALDEN}");
    assert_eq!(
        read(
            &mut world,
            "Mara Lindqvist",
            "advertiser/balance/get/",
            &format!("{bc}&page_size=51"),
            World::START
        )["code"],
        40_002
    );
    assert_eq!(
        read(
            &mut world,
            "Mara Lindqvist",
            "bc/member/get/",
            &format!("{bc}&page_size=21"),
            World::START
        )["code"],
        40_002
    );
    let first = read(
        &mut world,
        "Mara Lindqvist",
        "advertiser/balance/get/",
        &format!("{bc}&page_size=50"),
        World::START,
    );
    assert_eq!(
        first["data"]["page_info"]["total_number"],
        first["data"]["advertiser_account_list"]
            .as_array()
            .unwrap()
            .len()
    );
    let keyword = format!(
        "{bc}&page_size=1&filtering={{\"keyword\":\"{JUNIPER}\"}}&fields=[\"min_transferable_amount\",\"balance_info\",\"max_transferable_amount\"]"
    );
    let one = read(
        &mut world,
        "Mara Lindqvist",
        "advertiser/balance/get/",
        &keyword,
        World::START,
    );
    let account = &one["data"]["advertiser_account_list"][0];
    assert_eq!(account["min_transferable_amount"]["grant_amount"], "0.01");
    assert!(
        account["advertiser_name"].is_string()
            && account["balance_info"]["grant_balance"].is_number()
    );
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
fn a_plain_admin_can_be_refused_by_a_setting() {
    let mut options = quiet();
    options.settings.plain_admin_may_transfer = false;
    let mut world = World::in_memory(&options).unwrap();
    assert_eq!(
        send(
            &mut world,
            "Mara Lindqvist",
            &recharge(JUNIPER, "1.00"),
            later(1)
        )["code"],
        40_001
    );
    assert_eq!(
        send(
            &mut world,
            "Ines Castellanos",
            &recharge(JUNIPER, "1.00"),
            later(1)
        )["code"],
        0
    );
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

//! Questions that cannot be asked, and ways that lead nowhere.
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

use client::questions::{REPORT, questions};
use client::*;
use serde_json::{Value, json};
use simulator::{Method, World};

#[test]
fn what_must_be_asked_about_is_missed() {
    let mut world = world();
    for (endpoint, query, _) in questions(HALDEN, JUNIPER) {
        for part in query.split('&') {
            let rest: Vec<&str> = query.split('&').filter(|other| *other != part).collect();
            let answer = read(
                &mut world,
                "Mara Lindqvist",
                endpoint,
                &rest.join("&"),
                World::START,
            );
            assert_eq!(
                answer["code"], 40_002,
                "{endpoint} without {part}: {answer}"
            );
        }
    }
}

#[test]
fn questions_that_cannot_be_asked_are_refused() {
    let bc = format!("bc_id={HALDEN}");
    let filtered = |filter: Value| format!("{bc}&filtering={filter}");
    let many: Vec<String> = (0..101).map(|number| number.to_string()).collect();
    let ledger = "bc/account/transaction/get/";
    let balances = "advertiser/balance/get/";
    let report = |rest: &str| format!("advertiser_id={JUNIPER}&{rest}");
    let day = |name: &str, other: &str| REPORT.replace(name, other);
    let cases = [
        ("bc/get/", "scene=ALL".to_owned(), 40_002),
        ("bc/get/", "filtering=[]".to_owned(), 40_002),
        ("bc/get/", "filtering={".to_owned(), 40_002),
        (
            "bc/balance/get/",
            format!("{bc}&payment_portfolio_id=7334450911827364503"),
            40_002,
        ),
        (balances, format!("{bc}&fields=[\"grant_balance\"]"), 40_002),
        (balances, format!("{bc}&fields=balance_info"), 40_002),
        (
            balances,
            filtered(json!({"advertiser_status": ["APPROVED"]})),
            40_002,
        ),
        (
            balances,
            filtered(json!({"advertiser_status": [1]})),
            40_002,
        ),
        (
            balances,
            filtered(json!({"payment_portfolio_id": "1"})),
            40_002,
        ),
        (ledger, format!("{bc}&transaction_level=ACCOUNT"), 40_002),
        (ledger, filtered(json!({"account_ids": many})), 40_002),
        (
            ledger,
            filtered(json!({"transaction_types": ["TRANSFER"]})),
            40_002,
        ),
        (
            ledger,
            filtered(json!({"billing_types": ["GRANT"]})),
            40_002,
        ),
        (
            ledger,
            filtered(json!({"owner_of_account": ["MINE"]})),
            40_002,
        ),
        (
            ledger,
            filtered(json!({"start_time": "2026-11-01"})),
            40_002,
        ),
        (
            ledger,
            filtered(
                json!({"start_time": "2025-11-01 00:00:00", "end_time": "2026-11-16 00:00:00"}),
            ),
            40_002,
        ),
        (
            "bc/transaction/get/",
            format!("{bc}&start_date=2026-13-01"),
            40_002,
        ),
        (
            "bc/transaction/get/",
            filtered(json!({"funds_type": "GRANT"})),
            40_002,
        ),
        (
            "advertiser/transaction/get/",
            filtered(json!({"transfer_type": "TRANSFER"})),
            40_002,
        ),
        (
            "advertiser/transaction/get/",
            filtered(json!({"summary_by_account": true})),
            40_002,
        ),
        (
            "advertiser/transaction/get/",
            filtered(json!({"start_date": "2025-01-01"})),
            40_002,
        ),
        (
            "bc/account/cost/get/",
            filtered(json!({"start_date": "2026-11-01"})),
            40_002,
        ),
        (
            "bc/account/cost/get/",
            filtered(json!({"end_date": "2026-11-01"})),
            40_002,
        ),
        ("bc/asset/get/", format!("{bc}&asset_type=ACCOUNT"), 40_002),
        (
            "bc/asset/get/",
            format!(
                "{}&asset_type=ADVERTISER",
                filtered(json!({"user_id": "1", "user_email": "a"}))
            ),
            40_002,
        ),
        (
            "bc/asset/admin/get/",
            format!(
                "{}&asset_type=ADVERTISER",
                filtered(json!({"relation_type": "MINE"}))
            ),
            40_002,
        ),
        (
            "bc/asset/admin/get/",
            format!(
                "{}&asset_type=ADVERTISER",
                filtered(json!({"relation_status": "GONE"}))
            ),
            40_002,
        ),
        (
            "bc/member/get/",
            filtered(json!({"user_role": "OWNER"})),
            40_002,
        ),
        (
            "bc/member/get/",
            filtered(json!({"relation_status": "GONE"})),
            40_002,
        ),
        (
            "advertiser/info/",
            format!("advertiser_ids={}", json!(many)),
            40_011,
        ),
        (
            "advertiser/info/",
            format!("advertiser_ids={JUNIPER}"),
            40_002,
        ),
        (
            "advertiser/info/",
            format!("advertiser_ids=[\"{JUNIPER}\",\"1\"]"),
            40_001,
        ),
        (
            "payment_portfolio/get/",
            filtered(json!({"payment_portfolio_type": "POOLED"})),
            40_002,
        ),
        (
            "report/integrated/get/",
            report(&day("BASIC", "AUDIENCE")),
            40_002,
        ),
        (
            "report/integrated/get/",
            report(&day("2026-11-01", "2026-10-16")),
            40_002,
        ),
        (
            "report/integrated/get/",
            report(&day("2026-11-01", "2026-11-16")),
            40_002,
        ),
        (
            "report/integrated/get/",
            report(&format!("{REPORT}&metrics=[\"profit\"]")),
            40_002,
        ),
        (
            "report/integrated/get/",
            report(&day("stat_time_day", "stat_time_hour")),
            40_002,
        ),
    ];
    let mut world = world();
    for (endpoint, query, code) in cases {
        let answer = read(&mut world, "Mara Lindqvist", endpoint, &query, World::START);
        assert_eq!(answer["code"], code, "{endpoint} {query}: {answer}");
    }
    // The longest ranges that can be asked for.
    for (endpoint, query) in [
        (
            ledger,
            filtered(
                json!({"start_time": "2025-11-16 00:00:00", "end_time": "2026-11-16 00:00:00"}),
            ),
        ),
        (ledger, filtered(json!({"account_ids": many[..100]}))),
        (
            "bc/account/cost/get/",
            filtered(json!({"start_date": "2025-11-16", "end_date": "2026-11-16"})),
        ),
        (
            "report/integrated/get/",
            report(&day("2026-11-01", "2026-10-17")),
        ),
    ] {
        let answer = read(&mut world, "Mara Lindqvist", endpoint, &query, World::START);
        assert_eq!(answer["code"], 0, "{endpoint} {query}: {answer}");
    }
}

#[test]
fn every_list_has_its_longest_page() {
    let mut world = world();
    let bc = format!("bc_id={HALDEN}");
    let assets = format!("{bc}&asset_type=ADVERTISER");
    for (endpoint, query, longest) in [
        ("bc/get/", String::new(), 50),
        ("advertiser/balance/get/", bc.clone(), 50),
        ("bc/account/transaction/get/", bc.clone(), 50),
        ("bc/transaction/get/", bc.clone(), 50),
        ("advertiser/transaction/get/", bc.clone(), 50),
        ("bc/account/cost/get/", bc.clone(), 50),
        ("bc/asset/get/", assets.clone(), 50),
        ("bc/asset/admin/get/", assets, 50),
        ("payment_portfolio/get/", bc.clone(), 50),
        ("bc/member/get/", bc, 20),
        (
            "report/integrated/get/",
            format!("advertiser_id={JUNIPER}&{REPORT}"),
            1_000,
        ),
    ] {
        for (page, size, code) in [
            ("1", longest.to_string(), 0),
            ("1", (longest + 1).to_string(), 40_002),
            ("1", "0".to_owned(), 40_002),
            ("1", "ten".to_owned(), 40_002),
            ("0", "10".to_owned(), 40_002),
            ("-1", "10".to_owned(), 40_002),
            ("9999", "10".to_owned(), 0),
        ] {
            let query = format!("{query}&page={page}&page_size={size}");
            let answer = read(&mut world, "Mara Lindqvist", endpoint, &query, World::START);
            assert_eq!(answer["code"], code, "{endpoint} {query}");
        }
        let answer = read(&mut world, "Mara Lindqvist", endpoint, &query, World::START);
        let info = &answer["data"]["page_info"];
        assert_eq!((&info["page"], &info["page_size"]), (&json!(1), &json!(10)));
        let total = info["total_number"].as_u64().unwrap();
        assert_eq!(info["total_page"], total.div_ceil(10), "{endpoint}");
    }
}

#[test]
fn a_way_that_is_not_the_apis_is_no_envelope() {
    let mut world = world();
    let ask = |world: &mut World, method, path: &str| {
        let mut request = request(world, "Mara Lindqvist", method, "", "", "");
        request.path = path.to_owned();
        response(world.answer(&request, World::START))
    };
    for (endpoint, _, _) in questions(HALDEN, JUNIPER) {
        let good = format!("/open_api/v1.3/{endpoint}");
        let without = good.trim_end_matches('/').to_owned();
        for path in [
            without,
            good.replace("v1.3", "v1.2"),
            good.replace("/open_api", ""),
        ] {
            let answer = ask(&mut world, Method::Get, &path);
            assert_eq!(
                (answer.status, text(&answer).as_str()),
                (404, "404 page not found"),
                "{path}"
            );
        }
        assert_eq!(ask(&mut world, Method::Post, &good).status, 405, "{good}");
    }
    assert_eq!(
        ask(&mut world, Method::Get, "/open_api/v1.3/bc/transfer/").status,
        405
    );
    assert_eq!(
        ask(&mut world, Method::Post, "/open_api/v1.3/bc/transfer").status,
        404
    );
    assert_eq!(
        world.truth(World::START).received,
        0,
        "nothing of it was a transfer"
    );
}

//! Every answer field by field: which fields are there, and how each is written. Numbers are looked at as they stand in the
//! body: an id is never a float, an amount has two decimals.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    clippy::arithmetic_side_effects,
    reason = "a test may stop at the first surprise"
)]

#[path = "shapes/balances.rs"]
mod balances;
mod client;

use client::raw::{at, fields, has, is_a};
use client::*;
use simulator::{Method, World};

fn ask(world: &mut World, name: &str, endpoint: &str, query: &str) -> String {
    let request = request(world, name, Method::Get, endpoint, query, "");
    let body = text(&response(world.answer(&request, later(86_400))));
    assert_eq!(at(&body, "code"), "0", "{endpoint}: {body}");

    body
}

/// Lists say how long they are.
fn is_paged(body: &str) {
    has(
        body,
        "data.page_info",
        "page:i page_size:i total_number:i total_page:i",
    );
}

#[test]
fn the_envelope_is_the_same_for_success_and_refusal() {
    let mut world = world();
    for query in [
        format!("bc_id={HALDEN}"),
        "bc_id=1".to_owned(),
        String::new(),
    ] {
        let request = request(
            &world,
            "Mara Lindqvist",
            Method::Get,
            "bc/balance/get/",
            &query,
            "",
        );
        let response = response(world.answer(&request, later(10)));
        assert_eq!(response.status, 200);
        let body = text(&response);
        assert!(body.starts_with(r#"{"code":"#), "{body}");
        for (name, kind) in [
            ("code", 'i'),
            ("message", 's'),
            ("request_id", 's'),
            ("data", 'o'),
        ] {
            assert!(is_a(kind, at(&body, name)), "{name}: {body}");
        }
        assert_eq!(fields(&body).len(), 4);
        let header = |name: &str| {
            let found = response.headers.iter().find(|(other, _)| other == name);
            found.unwrap().1.clone()
        };
        assert_eq!(header("content-type"), "application/json");
        assert_eq!(
            format!("\"{}\"", header("x-tt-logid")),
            at(&body, "request_id")
        );
        let limits = ["retry-after", "x-ratelimit-remaining", "x-ratelimit-limit"];
        assert!(
            response
                .headers
                .iter()
                .all(|(name, _)| !limits.contains(&name.as_str()))
        );
    }
}

#[test]
fn user_info() {
    let body = ask(&mut world(), "Oskar Brandt", "user/info/", "");
    has(
        &body,
        "data",
        "core_user_id:d display_name:s email:s avatar_url:s create_time:i",
    );
    assert_eq!(at(&body, "data.email"), r#""o***@***.example""#);
}

#[test]
fn bc_get() {
    let mut world = world();
    let body = ask(&mut world, "Mara Lindqvist", "bc/get/", "");
    is_paged(&body);
    for place in 0..2 {
        has(
            &body,
            &format!("data.list.{place}"),
            "bc_info:o user_role:s ext_user_role:o",
        );
        has(
            &body,
            &format!("data.list.{place}.bc_info"),
            "bc_id:d name:s company:s currency:s registered_area:s status:s timezone:s type:s organization_type:s \
             verification_status:s",
        );
    }
    has(&body, "data.list.0.ext_user_role", "");
    has(&body, "data.list.1.ext_user_role", "finance_role:s");
    let body = ask(&mut world, "Aoife Brennan", "bc/get/", "");
    has(&body, "data.list.0", "bc_info:o user_role:s");
}

#[test]
fn bc_transfer() {
    let mut world = world();
    let request = request(
        &world,
        "Oskar Brandt",
        Method::Post,
        "bc/transfer/",
        "",
        &recharge(JUNIPER, "5.00"),
    );
    let body = text(&response(world.answer(&request, later(10))));
    has(&body, "data", "bc_id:n advertiser_id:n transaction_infos:a");
    for place in 0..2 {
        let info = format!("data.transaction_infos.{place}");
        has(
            &body,
            &info,
            "transaction_id:d transaction_type:s payee_account:o remitter_account:o",
        );
        assert_eq!(at(&body, &format!("{info}.transaction_type")), r#""GRANT""#);
        for (side, kind, id) in [
            ("payee_account", "ADVERTISER", JUNIPER),
            ("remitter_account", "BC", HALDEN),
        ] {
            let side = format!("{info}.{side}");
            has(&body, &side, "account_type:s account_id:d");
            assert_eq!(
                at(&body, &format!("{side}.account_type")),
                format!("\"{kind}\"")
            );
            assert_eq!(
                at(&body, &format!("{side}.account_id")),
                format!("\"{id}\"")
            );
        }
    }
}

#[test]
fn bc_account_transaction_get() {
    let mut world = world();
    let call = "bc/account/transaction/get/";
    for (person, bc, level, account, portfolio) in [
        (
            "Mara Lindqvist",
            HALDEN,
            "ADVERTISER",
            "account_id:d account_name:s",
            "z",
        ),
        (
            "Mara Lindqvist",
            HALDEN,
            "BC",
            "account_id:z account_name:z",
            "z",
        ),
        (
            "Jonas Reuter",
            FENNMARK,
            "ADVERTISER",
            "account_id:d account_name:s",
            "z",
        ),
        (
            "Jonas Reuter",
            FENNMARK,
            "BC",
            "account_id:z account_name:z",
            "z",
        ),
        (
            "Jonas Reuter",
            FENNMARK,
            "PAYMENT_PORTFOLIO",
            "account_id:z account_name:z",
            "s",
        ),
    ] {
        let query = format!(
            "bc_id={bc}&transaction_level={level}&page_size=50&filtering={{\"start_time\":\"2026-07-01 00:00:00\",\"end_time\":\"2026-11-20 00:00:00\"}}"
        );
        let body = ask(&mut world, person, call, &query);
        is_paged(&body);
        has(
            &body,
            "data.transaction_list.0",
            &format!(
                "transaction_id:d payment_portfolio_id:{portfolio} payment_portfolio_name:{portfolio} {account} bc_id:d \
                 bc_name:s amount:m subtotal:m tax_amount:m currency:s amount_type:s transaction_type:s billing_type:s \
                 timezone:u create_time:w invoice_id:z serial_number:z"
            ),
        );
    }
}

#[test]
fn the_two_older_lists() {
    let mut world = world();
    let bc = format!("bc_id={HALDEN}");
    let body = ask(&mut world, "Mara Lindqvist", "bc/transaction/get/", &bc);
    is_paged(&body);
    has(
        &body,
        "data.list.0",
        "date:i amount:m timezone:s currency:s funds_type:s invoice_id:s invoice_serial_number:s",
    );
    has(
        &body,
        "data.transaction_summary",
        "amount_charged:m amount_paid:m currency:s",
    );
    for (kind, funds) in [
        ("TRANS_TYPE_TRANSFER", "s"),
        ("TRANS_TYPE_PAYMENT", "s"),
        ("TRANS_TYPE_COST", "z"),
    ] {
        let query = format!(
            "{bc}&filtering={{\"transfer_type\":\"{kind}\",\"start_date\":\"2026-07-01\"}}"
        );
        let body = ask(
            &mut world,
            "Mara Lindqvist",
            "advertiser/transaction/get/",
            &query,
        );
        is_paged(&body);
        has(
            &body,
            "data.transaction_list.0",
            &format!(
                "advertiser_id:d advertiser_name:s amount:m currency:s date:w funds_type:{funds} transfer_type:s timezone:s"
            ),
        );
        assert_eq!(
            at(&body, "data.transaction_list.0.transfer_type"),
            format!("\"{kind}\"")
        );
    }
}

#[test]
fn bc_account_cost_get() {
    let body = ask(
        &mut world(),
        "Mara Lindqvist",
        "bc/account/cost/get/",
        &format!("bc_id={HALDEN}"),
    );
    is_paged(&body);
    let sums = "amount:m cash_amount:m grant_amount:m tax_amount:m currency:s";
    has(
        &body,
        "data.cost_list.0",
        &format!("advertiser_id:d advertiser_name:s {sums}"),
    );
    has(&body, "data.transaction_summary", sums);
}

#[test]
fn assets_and_members() {
    let mut world = world();
    let bc = format!("bc_id={HALDEN}");
    let query = format!("{bc}&asset_type=ADVERTISER");
    let plain = "asset_id:d asset_name:s asset_type:s advertiser_role:s advertiser_account_type:s owner_bc_name:s";
    let body = ask(&mut world, "Joel Okafor", "bc/asset/get/", &query);
    is_paged(&body);
    has(&body, "data.list.0", plain);
    let body = ask(&mut world, "Mara Lindqvist", "bc/asset/admin/get/", &query);
    is_paged(&body);
    has(
        &body,
        "data.list.0",
        &format!("{plain} advertiser_status:s relation_type:s relation_status:s"),
    );
    let body = ask(&mut world, "Mara Lindqvist", "bc/member/get/", &bc);
    is_paged(&body);
    has(
        &body,
        "data.list.0",
        "user_id:d user_name:s user_email:s user_role:s relation_status:s ext_user_role:o",
    );
}

#[test]
fn advertiser_info() {
    let mut world = world();
    let ids = format!("advertiser_ids=[\"{JUNIPER}\",\"7326617480095521748\"]");
    let body = ask(&mut world, "Joel Okafor", "advertiser/info/", &ids);
    let rest = "advertiser_id:d name:s company:s status:s role:s currency:s timezone:s display_timezone:s country:s \
        industry:s balance:m owner_bc_id:d advertiser_account_type:s create_time:i contacter:s email:s license_no:s \
        description:s address:s language:s";
    has(&body, "data.list.0", &format!("{rest} rejection_reason:z"));
    has(&body, "data.list.1", &format!("{rest} rejection_reason:s"));
    let some = format!("{ids}&fields=[\"status\",\"advertiser_id\"]");
    let body = ask(&mut world, "Joel Okafor", "advertiser/info/", &some);
    has(&body, "data.list.0", "advertiser_id:d status:s");
}

#[test]
fn report_integrated_get() {
    let mut world = world();
    let report = |dimensions: &str, metrics: &str, start: &str| {
        format!(
            "advertiser_id={JUNIPER}&report_type=BASIC&data_level=AUCTION_ADVERTISER&dimensions={dimensions}&start_date={start}&end_date=2026-11-15&page_size=1000{metrics}"
        )
    };
    let call = "report/integrated/get/";
    let metrics =
        "&metrics=[\"spend\",\"cash_spend\",\"voucher_spend\",\"billed_cost\",\"currency\"]";
    let query = report(
        "[\"advertiser_id\",\"stat_time_day\"]",
        metrics,
        "2026-11-01",
    );
    let body = ask(&mut world, "Oskar Brandt", call, &query);
    is_paged(&body);
    has(&body, "data.list.0", "dimensions:o metrics:o");
    has(
        &body,
        "data.list.0.dimensions",
        "advertiser_id:d stat_time_day:w",
    );
    has(
        &body,
        "data.list.0.metrics",
        "spend:t cash_spend:t voucher_spend:t billed_cost:t currency:s",
    );
    // All at once, over up to a year: cash and ad credit are not told apart then.
    let query = report("[\"advertiser_id\"]", metrics, "2026-01-01");
    let body = ask(&mut world, "Oskar Brandt", call, &query);
    has(&body, "data.list.0.dimensions", "advertiser_id:d");
    assert_eq!(at(&body, "data.list.0.metrics.voucher_spend"), "\"-\"");
    let query = report("[\"stat_time_day\"]", "", "2026-11-01");
    let body = ask(&mut world, "Oskar Brandt", call, &query);
    has(&body, "data.list.0.dimensions", "stat_time_day:w");
    has(&body, "data.list.0.metrics", "spend:t impressions:s");
}

//! Who and what lives in the default world, counted through the wire: every kind that a rule speaks of has somebody in it.
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
#[path = "census/money.rs"]
mod money;
#[path = "census/names.rs"]
mod names;
#[path = "census/people.rs"]
mod people;

use client::*;
use serde_json::Value;
use simulator::{Method, Options, World};
use std::collections::{BTreeMap, BTreeSet};

const INES: &str = "Ines Castellanos";

/// All accounts of the first Business Center as assets, as its Admin sees them.
fn assets(world: &mut World) -> Vec<Value> {
    let query = format!("bc_id={HALDEN}&asset_type=ADVERTISER");

    all(
        world,
        INES,
        "bc/asset/admin/get/",
        &query,
        "list",
        World::START,
    )
}

/// The accounts whose balances are told.
fn balances(world: &mut World, name: &str, bc: &str) -> Vec<Value> {
    let query = format!("bc_id={bc}");
    let key = "advertiser_account_list";

    all(
        world,
        name,
        "advertiser/balance/get/",
        &query,
        key,
        World::START,
    )
}

/// What stands against more ad credit than there is: 51060 when nothing else does, so that nothing ever moves.
fn against_ad_credit(world: &mut World, name: &str, bc: &str, account: &str) -> i64 {
    against(world, name, bc, account, r#""grant_amount":90000000.00"#)
}

/// What stands against a cent of cash, which is always too little: 40002 where the Business Center may pay.
fn against_cash(world: &mut World, account: &str) -> i64 {
    against(world, INES, HALDEN, account, r#""cash_amount":0.01"#)
}

fn against(world: &mut World, name: &str, bc: &str, account: &str, amount: &str) -> i64 {
    let body = format!(
        r#"{{"bc_id":"{bc}","advertiser_id":"{account}","transfer_type":"RECHARGE",{amount}}}"#
    );
    let request = request(world, name, Method::Post, "bc/transfer/", "", &body);
    let answer = response(world.answer(&request, World::START));
    let answer: Value = serde_json::from_slice(&answer.body).unwrap();

    answer["code"].as_i64().unwrap()
}

fn word<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap()
}

#[test]
fn the_first_center_pays_in_dollars_and_has_about_forty_accounts() {
    let mut world = world();
    let own = read(&mut world, INES, "bc/get/", "", World::START);
    let info = &own["data"]["list"][0]["bc_info"];
    assert_eq!(
        (word(info, "bc_id"), word(info, "currency")),
        (HALDEN, "USD")
    );
    assert_eq!(
        (word(info, "status"), word(info, "type")),
        ("ENABLE", "AGENCY")
    );
    let assets = assets(&mut world);
    assert!((40..=50).contains(&assets.len()), "{}", assets.len());
    let ids: BTreeSet<&str> = assets.iter().map(|asset| word(asset, "asset_id")).collect();
    assert_eq!(ids.len(), assets.len(), "each once");
    assert!(
        ids.iter()
            .all(|id| id.len() == 19 && id.parse::<u64>().unwrap() > 1 << 53)
    );
}

/// R22: who owns it, whether it is linked, whether its billing is shared, and what may then be placed.
#[test]
fn every_row_of_the_table_of_relations_is_lived() {
    let mut world = world();
    let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
    let mut links: BTreeSet<String> = BTreeSet::new();
    for asset in assets(&mut world) {
        if word(&asset, "advertiser_status") != "STATUS_ENABLE" {
            continue;
        }
        let id = word(&asset, "asset_id");
        let owned = word(&asset, "relation_type") == "OWNER_BC";
        let bound = word(&asset, "relation_status") == "BOUND";
        let pays = against_cash(&mut world, id) == 40_002;
        let places = against_ad_credit(&mut world, INES, HALDEN, id);
        let (row, expected_pays, refused) = match (owned, bound, pays) {
            (true, true, _) => ("owned and linked", true, false),
            (false, true, true) => ("another's, billing shared", true, true),
            (false, true, false) => ("another's, billing not shared", false, true),
            (_, false, _) => ("not linked", false, true),
        };
        assert_eq!(pays, expected_pays, "{asset}");
        assert_eq!(places == 40_001, refused, "{asset}: {places}");
        *rows.entry(row).or_default() += 1;
        links.insert(format!(
            "{} {}",
            word(&asset, "relation_type"),
            word(&asset, "relation_status")
        ));
    }
    assert_eq!(rows.len(), 4, "{rows:?}");
    for kind in [
        "OWNER_BC BOUND",
        "OWNER_PARTNER BOUND",
        "OWNER_INDIVIDUAL BOUND",
        "OWNER_BC PENDING",
        "OWNER_PARTNER REJECTED",
        "OWNER_BC UNBOUND",
    ] {
        assert!(links.contains(kind), "{kind}: {links:?}");
    }
    // Both owners who are not this Business Center share billing, and both do not.
    for (relation, pays) in [
        ("OWNER_PARTNER", true),
        ("OWNER_PARTNER", false),
        ("OWNER_INDIVIDUAL", true),
        ("OWNER_INDIVIDUAL", false),
    ] {
        let found = assets(&mut world).into_iter().find(|asset| {
            word(asset, "relation_type") == relation
                && word(asset, "relation_status") == "BOUND"
                && (against_cash(&mut world, word(asset, "asset_id")) == 40_002) == pays
        });
        assert!(found.is_some(), "{relation}, billing shared: {pays}");
    }
    let roles: BTreeSet<String> = assets(&mut world)
        .iter()
        .map(|asset| word(asset, "advertiser_role").to_owned())
        .collect();
    assert!(
        roles.contains("ADMIN") && roles.contains("OPERATOR"),
        "{roles:?}"
    );
}

/// R29: each detailed status, what is shown of it, and that only approved accounts take anything.
#[test]
fn every_detailed_status_is_lived() {
    const SHOWN: [(&str, Option<&str>); 14] = [
        ("STATUS_ENABLE", Some("SHOW_ACCOUNT_STATUS_APPROVED")),
        (
            "STATUS_PENDING_CONFIRM",
            Some("SHOW_ACCOUNT_STATUS_IN_REVIEW"),
        ),
        (
            "STATUS_PENDING_VERIFIED",
            Some("SHOW_ACCOUNT_STATUS_IN_REVIEW"),
        ),
        (
            "STATUS_PENDING_CONFIRM_MODIFY",
            Some("SHOW_ACCOUNT_STATUS_IN_REVIEW"),
        ),
        (
            "STATUS_WAIT_FOR_BPM_AUDIT",
            Some("SHOW_ACCOUNT_STATUS_IN_REVIEW"),
        ),
        (
            "STATUS_WAIT_FOR_PUBLIC_AUTH",
            Some("SHOW_ACCOUNT_STATUS_IN_REVIEW"),
        ),
        (
            "STATUS_SELF_SERVICE_UNAUDITED",
            Some("SHOW_ACCOUNT_STATUS_IN_REVIEW"),
        ),
        (
            "STATUS_CONFIRM_FAIL",
            Some("SHOW_ACCOUNT_STATUS_NOT_APPROVED"),
        ),
        (
            "STATUS_CONFIRM_FAIL_END",
            Some("SHOW_ACCOUNT_STATUS_NOT_APPROVED"),
        ),
        (
            "STATUS_CONFIRM_MODIFY_FAIL",
            Some("SHOW_ACCOUNT_STATUS_NOT_APPROVED"),
        ),
        ("STATUS_LIMIT", Some("SHOW_ACCOUNT_STATUS_PUNISHED")),
        ("STATUS_CONTRACT_PENDING", None),
        ("STATUS_DISABLE", None),
        // Nobody's document knows it.
        ("STATUS_PAUSED_FOR_CHECKS", None),
    ];
    let mut world = world();
    let told = balances(&mut world, INES, HALDEN);
    let mut lived = BTreeSet::new();
    for asset in assets(&mut world) {
        let status = word(&asset, "advertiser_status");
        let known = SHOWN.iter().find(|(known, _)| *known == status);
        let (_, shown) = known.unwrap_or_else(|| panic!("{asset}"));
        let id = word(&asset, "asset_id");
        let listed = told.iter().find(|account| account["advertiser_id"] == id);
        let administered = word(&asset, "relation_status") == "BOUND"
            && word(&asset, "advertiser_role") == "ADMIN";
        assert_eq!(listed.is_some(), administered, "{asset}");
        if let Some(listed) = listed {
            assert_eq!(listed["advertiser_status"].as_str(), *shown, "{asset}");
            lived.insert(status.to_owned());
            if status != "STATUS_ENABLE" {
                assert_eq!(
                    against_ad_credit(&mut world, INES, HALDEN, id),
                    40_002,
                    "{asset}"
                );
            }
        }
    }
    assert_eq!(lived.len(), SHOWN.len(), "{lived:?}");
}

/// R32 and R33: a reservation account takes ad credit, one in another currency does not.
#[test]
fn there_are_a_reservation_account_and_other_currencies() {
    let mut world = world();
    let told = balances(&mut world, INES, HALDEN);
    let reserved: Vec<&Value> = told
        .iter()
        .filter(|account| word(account, "advertiser_type") == "RESERVATION")
        .collect();
    assert!(!reserved.is_empty() && reserved.len() < told.len());
    for account in reserved {
        assert_eq!(
            against_ad_credit(&mut world, INES, HALDEN, word(account, "advertiser_id")),
            51_060
        );
    }
    let currencies: BTreeSet<&str> = told
        .iter()
        .map(|account| word(account, "currency"))
        .collect();
    assert_eq!(
        currencies.into_iter().collect::<Vec<_>>(),
        ["CAD", "JPY", "USD"],
        "one with cents, one without"
    );
    for account in told
        .iter()
        .filter(|account| word(account, "currency") != "USD")
    {
        assert_eq!(
            account["advertiser_status"], "SHOW_ACCOUNT_STATUS_APPROVED",
            "nothing else stands against it"
        );
        assert_eq!(
            against_ad_credit(&mut world, INES, HALDEN, word(account, "advertiser_id")),
            40_002
        );
    }
}

#[test]
fn the_second_center_has_one_portfolio_that_pays_for_its_accounts() {
    let mut world = world();
    let query = format!("bc_id={FENNMARK}");
    let told = read(
        &mut world,
        "Mara Lindqvist",
        "payment_portfolio/get/",
        &query,
        World::START,
    );
    let list = told["data"]["payment_portfolio_list"].as_array().unwrap();
    assert_eq!(
        (list.len(), word(&list[0], "payment_portfolio_type")),
        (1, "SHARED")
    );
    let accounts = balances(&mut world, "Mara Lindqvist", FENNMARK);
    assert_eq!(list[0]["linked_advertiser_account_count"], accounts.len());
    let id = word(&list[0], "payment_portfolio_id");
    let cash = &list[0]["cash_balance_list"][0];
    assert_eq!(word(cash, "currency"), "EUR");
    let own: BTreeSet<i64> = accounts
        .iter()
        .map(|account| hundredths(&account["grant_balance"]))
        .collect();
    assert!(own.len() > 2, "ad credit is each account's own: {own:?}");
    for account in &accounts {
        assert_eq!(account["payment_portfolio_id"].to_string(), id);
        assert_eq!(
            account["cash_balance"], cash["amount"],
            "cash is the pool's"
        );
    }
    // The other two have none.
    for (name, bc) in [(INES, HALDEN), ("Aoife Brennan", TESSALY)] {
        let told = read(
            &mut world,
            name,
            "payment_portfolio/get/",
            &format!("bc_id={bc}"),
            World::START,
        );
        assert_eq!(
            told["data"]["payment_portfolio_list"]
                .as_array()
                .unwrap()
                .len(),
            0
        );
    }
}

/// A large Business Center over a year: as many accounts as asked for, spending and records through all of it.
#[test]
fn the_world_grows_to_ten_thousand_accounts_and_a_year() {
    let options = Options {
        accounts: 10_000,
        days: 365,
        ..quiet()
    };
    let mut world = World::in_memory(&options).unwrap();
    let assets = assets(&mut world);
    assert_eq!(assets.len(), 10_000);
    let ids: BTreeSet<&str> = assets.iter().map(|asset| word(asset, "asset_id")).collect();
    assert_eq!(ids.len(), 10_000, "each once");
    let partners = assets
        .iter()
        .filter(|asset| word(asset, "relation_type") == "OWNER_PARTNER")
        .count();
    let approved = assets
        .iter()
        .filter(|asset| word(asset, "advertiser_status") == "STATUS_ENABLE")
        .count();
    assert!(
        (300..600).contains(&partners) && (8_500..9_500).contains(&approved),
        "{partners} {approved}"
    );

    let told = balances(&mut world, INES, HALDEN);
    let spending = told
        .iter()
        .filter(|account| hundredths(&account["cash_balance"]) > 0)
        .count();
    assert!(
        told.len() > 9_900 && spending > 8_000,
        "{} {spending}",
        told.len()
    );
    for (day, spends) in [
        ("2025-11-15", false),
        ("2025-11-17", true),
        ("2026-05-01", true),
        ("2026-11-15", true),
    ] {
        let spent = money::spent(&mut world, INES, HALDEN, day);
        assert_eq!(spent[0] > 0, spends, "{day}: {spent:?}");
    }
    assert_eq!(money::months_with_records(&mut world, 15), 13);
    assert!(world.truth(World::START).conserved);
}

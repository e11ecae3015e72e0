//! What others do meanwhile: it shows on the wire at once, moves what it says, and is still there after the end of the process.
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
use serde_json::{Value, json};
use simulator::{Basic, Change, ChangeError, Finance, World};

const OSKAR: &str = "7280114455667788004";
const ALDER: &str = "7318440217735564290";

fn balance(world: &mut World, seconds: i64) -> Value {
    let query = format!("bc_id={HALDEN}");
    let answer = read(
        world,
        "Ines Castellanos",
        "bc/balance/get/",
        &query,
        later(seconds),
    );

    answer["data"].clone()
}

fn asset(world: &mut World, id: &str, seconds: i64) -> Value {
    let query = format!("bc_id={HALDEN}&asset_type=ADVERTISER&filtering={{\"keyword\":\"{id}\"}}");
    let answer = read(
        world,
        "Ines Castellanos",
        "bc/asset/admin/get/",
        &query,
        later(seconds),
    );

    answer["data"]["list"][0].clone()
}

/// The newest record of a level.
fn newest(world: &mut World, level: &str, seconds: i64) -> Value {
    let query = format!("bc_id={HALDEN}&transaction_level={level}&page_size=1");
    let answer = read(
        world,
        "Ines Castellanos",
        "bc/account/transaction/get/",
        &query,
        later(seconds),
    );

    answer["data"]["transaction_list"][0].clone()
}

fn role(user_role: Option<Basic>, finance_role: Option<Finance>) -> Change {
    Change::Role {
        bc_id: HALDEN.to_owned(),
        user_id: OSKAR.to_owned(),
        user_role,
        finance_role,
    }
}

#[test]
fn a_role_that_changes_is_told_and_holds_at_once() {
    let mut world = world();
    let body = recharge(JUNIPER, "1.00");
    let mut now = 100;
    for (user_role, finance_role, transfers, sees, lists) in [
        (Basic::Standard, Some(Finance::Analyst), 40_001, 0, 40_001),
        (Basic::Standard, None, 40_001, 40_001, 40_001),
        (Basic::Standard, Some(Finance::Manager), 0, 0, 40_001),
        (Basic::Admin, None, 0, 0, 0),
    ] {
        now += 60;
        world
            .outside(role(Some(user_role), finance_role), later(now))
            .unwrap();
        let own = read(&mut world, "Oskar Brandt", "bc/get/", "", later(now));
        let own = own["data"]["list"][0].clone();
        assert_eq!(own["user_role"], json!(user_role));
        assert_eq!(
            own["ext_user_role"]["finance_role"],
            finance_role.map_or(Value::Null, |role| json!(role))
        );
        let bc = format!("bc_id={HALDEN}");
        for (endpoint, code) in [("bc/balance/get/", sees), ("bc/member/get/", lists)] {
            let answer = read(&mut world, "Oskar Brandt", endpoint, &bc, later(now));
            assert_eq!(
                answer["code"], code,
                "{endpoint}: {user_role:?}, {finance_role:?}"
            );
        }
        let answer = send(&mut world, "Oskar Brandt", &body, later(now));
        assert_eq!(answer["code"], transfers, "{user_role:?}, {finance_role:?}");
    }
    world.outside(role(None, None), later(900)).unwrap();
    let own = read(&mut world, "Oskar Brandt", "bc/get/", "", later(900));
    assert_eq!(own["data"]["list"], json!([]));
    assert_eq!(
        send(&mut world, "Oskar Brandt", &body, later(900))["code"],
        40_001
    );
    assert_eq!(world.truth(later(900)).executed.len(), 2);
}

#[test]
fn a_suspension_stops_top_ups_and_spending_and_ends_again() {
    let mut world = world();
    let status = |status: &str| Change::AccountStatus {
        advertiser_id: ALDER.to_owned(),
        status: status.to_owned(),
    };
    let day = 86_400;
    let holds = |world: &mut World, seconds| {
        let truth = world.truth(later(seconds));
        truth.ad_credit[ALDER] + truth.account_cash[ALDER]
    };
    let before = holds(&mut world, 100);
    world.outside(status("STATUS_LIMIT"), later(100)).unwrap();
    assert_eq!(
        asset(&mut world, ALDER, 100)["advertiser_status"],
        "STATUS_LIMIT"
    );
    let refused = send(
        &mut world,
        "Ines Castellanos",
        &recharge(ALDER, "1.00"),
        later(100),
    );
    assert_eq!(refused["code"], 40_002);
    assert_eq!(holds(&mut world, 2 * day), before, "it spends nothing");
    world
        .outside(status("STATUS_ENABLE"), later(2 * day))
        .unwrap();
    assert!(holds(&mut world, 3 * day) < before, "it spends again");
    let taken = send(
        &mut world,
        "Ines Castellanos",
        &recharge(ALDER, "1.00"),
        later(3 * day),
    );
    assert_eq!(taken["code"], 0);
    assert!(world.truth(later(3 * day)).conserved);
}

#[test]
fn an_account_that_is_no_longer_owned_or_linked_takes_nothing() {
    let mut world = world();
    for (relation_type, relation_status, code) in [
        ("OWNER_PARTNER", "BOUND", 40_001),
        ("OWNER_BC", "UNBOUND", 40_001),
        ("OWNER_BC", "BOUND", 0),
    ] {
        let change = Change::Ownership {
            advertiser_id: ALDER.to_owned(),
            relation_type: relation_type.to_owned(),
            relation_status: relation_status.to_owned(),
        };
        world.outside(change, later(100)).unwrap();
        let asset = asset(&mut world, ALDER, 100);
        assert_eq!(asset["relation_type"], relation_type);
        assert_eq!(asset["relation_status"], relation_status);
        let answer = send(
            &mut world,
            "Ines Castellanos",
            &recharge(ALDER, "1.00"),
            later(100),
        );
        assert_eq!(answer["code"], code, "{relation_type} {relation_status}");
    }
}

#[test]
fn a_business_center_under_review_pays_nothing() {
    let mut world = world();
    for (status, code) in [("REVIEWING", 40_001), ("PUNISH", 40_001), ("ENABLE", 0)] {
        let change = Change::CenterStatus {
            bc_id: HALDEN.to_owned(),
            status: status.to_owned(),
        };
        world.outside(change, later(100)).unwrap();
        let own = read(&mut world, "Oskar Brandt", "bc/get/", "", later(100));
        assert_eq!(own["data"]["list"][0]["bc_info"]["status"], status);
        let answer = send(
            &mut world,
            "Oskar Brandt",
            &recharge(ALDER, "1.00"),
            later(100),
        );
        assert_eq!(answer["code"], code, "{status}");
    }
}

#[test]
fn promotions_come_to_a_business_center_and_end_there() {
    let mut world = world();
    assert_eq!(balance(&mut world, 50)["grant_balance"], 25_640.0);
    world
        .outside(
            Change::PromotionIssued {
                bc_id: HALDEN.to_owned(),
                amount: 100_050,
                valid_until: Some("2026-11-17".to_owned()),
            },
            later(100),
        )
        .unwrap();
    assert_eq!(balance(&mut world, 100)["grant_balance"], 26_640.5);
    let record = newest(&mut world, "BC", 200);
    assert_eq!(
        (&record["transaction_type"], &record["amount_type"]),
        (&json!("PROMOTION_ISSUED"), &json!("POSITIVE"))
    );
    assert_eq!(record["amount"], 1_000.5);

    world
        .outside(
            Change::PromotionExpired {
                bc_id: HALDEN.to_owned(),
                amount: 50,
            },
            later(300),
        )
        .unwrap();
    assert_eq!(balance(&mut world, 300)["grant_balance"], 26_640.0);
    let record = newest(&mut world, "BC", 400);
    assert_eq!(
        (&record["transaction_type"], &record["amount_type"]),
        (&json!("PROMOTION_EXPIRED"), &json!("NEGATIVE"))
    );
    assert_eq!(record["amount"], 0.5);

    // What ends first went first: of the short-lived credit 1,000.00 are left, and its day ends it.
    let two_days = 2 * 86_400;
    assert_eq!(balance(&mut world, two_days)["grant_balance"], 25_640.0);
    let record = newest(&mut world, "BC", two_days);
    assert_eq!(record["transaction_type"], "PROMOTION_EXPIRED");
    assert_eq!(record["amount"], 1_000.0);
    assert_eq!(record["create_time"], "2026-11-18 00:00:00");
    assert!(world.truth(later(two_days)).conserved);
}

/// The same amount or another: on the wire a colleague's transfer cannot be told from one's own.
#[test]
fn a_colleagues_transfer_looks_like_ones_own() {
    let mut world = world();
    let own = send(
        &mut world,
        "Ines Castellanos",
        &recharge(JUNIPER, "12.34"),
        later(100),
    );
    assert_eq!(own["code"], 0);
    let change = Change::ColleagueTransfer {
        advertiser_id: JUNIPER.to_owned(),
        amount: 1_234,
    };
    world.outside(change, later(200)).unwrap();
    for (level, place) in [("BC", 0), ("ADVERTISER", 1)] {
        let query = format!("bc_id={HALDEN}&transaction_level={level}&page_size=2");
        let answer = read(
            &mut world,
            "Ines Castellanos",
            "bc/account/transaction/get/",
            &query,
            later(400),
        );
        let rows = answer["data"]["transaction_list"].as_array().unwrap();
        let truth = world.truth(later(400));
        assert_eq!(
            rows[0]["transaction_id"],
            truth.executed[1].transactions[place].as_str()
        );
        assert_eq!(
            rows[1]["transaction_id"],
            truth.executed[0].transactions[place].as_str()
        );
        let plain = |row: &Value| {
            let mut row = row.as_object().unwrap().clone();
            row.remove("transaction_id");
            row.remove("create_time");
            row
        };
        assert_eq!(plain(&rows[0]), plain(&rows[1]), "{level}");
    }
    let truth = world.truth(later(400));
    assert_eq!(truth.received, 1, "no request of anybody's");
    let outside: Vec<bool> = truth.executed.iter().map(|one| one.outside).collect();
    assert_eq!(outside, [false, true]);
    assert_eq!(truth.executed[1].request_id, None);
    assert!(truth.conserved);
}

#[test]
fn ad_credit_from_elsewhere_leaves_the_business_center_as_it_is() {
    let mut world = world();
    let before = world.truth(later(100));
    let change = Change::CreditFromElsewhere {
        advertiser_id: JUNIPER.to_owned(),
        amount: 5_000,
        valid_until: Some("2026-12-31".to_owned()),
    };
    world.outside(change, later(100)).unwrap();
    let after = world.truth(later(100));
    assert_eq!(after.ad_credit[JUNIPER] - before.ad_credit[JUNIPER], 5_000);
    assert_eq!(after.voucher, before.voucher);
    assert_eq!(after.executed.len(), 0);
    let record = newest(&mut world, "ADVERTISER", 200);
    assert_eq!(record["transaction_type"], "PROMOTION_ISSUED");
    assert_eq!(
        (&record["account_id"], &record["amount"]),
        (&json!(JUNIPER), &json!(50.0))
    );
    assert!(after.conserved);
}

#[test]
fn cash_comes_in_on_both_sides() {
    let mut world = world();
    let before = world.truth(later(100));
    let top_up = Change::TopUp {
        advertiser_id: JUNIPER.to_owned(),
        amount: 700,
    };
    let paid_in = Change::CashPaidIn {
        bc_id: HALDEN.to_owned(),
        amount: 900,
    };
    world.outside(top_up, later(100)).unwrap();
    world.outside(paid_in, later(100)).unwrap();
    let after = world.truth(later(100));
    assert_eq!(
        after.account_cash[JUNIPER] - before.account_cash[JUNIPER],
        700
    );
    assert_eq!(after.bc_cash[HALDEN] - before.bc_cash[HALDEN], 900);
    assert!(after.conserved);
    for level in ["BC", "ADVERTISER"] {
        let record = newest(&mut world, level, 200);
        assert_eq!(record["transaction_type"], "ADD_BALANCE", "{level}");
        assert_eq!(record["billing_type"], "CASH", "{level}");
    }
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let mut world = world();
    let nobody = "7000000000000000000".to_owned();
    let issue = |amount, valid_until: Option<&str>| Change::PromotionIssued {
        bc_id: HALDEN.to_owned(),
        amount,
        valid_until: valid_until.map(str::to_owned),
    };
    let cases = [
        (
            Change::AccountStatus {
                advertiser_id: nobody.clone(),
                status: "STATUS_LIMIT".to_owned(),
            },
            "no such",
        ),
        (
            Change::Role {
                bc_id: HALDEN.to_owned(),
                user_id: nobody,
                user_role: None,
                finance_role: None,
            },
            "no such",
        ),
        (
            Change::Ownership {
                advertiser_id: ALDER.to_owned(),
                relation_type: "OWNER_NOBODY".to_owned(),
                relation_status: "BOUND".to_owned(),
            },
            "no such",
        ),
        (issue(0, None), "not positive"),
        (issue(1, Some("tomorrow")), "no such"),
        (
            Change::PromotionExpired {
                bc_id: HALDEN.to_owned(),
                amount: 2_564_001,
            },
            "not enough",
        ),
        (
            Change::ColleagueTransfer {
                advertiser_id: ALDER.to_owned(),
                // Frozen ad credit is there, and cannot be placed.
                amount: 2_529_001,
            },
            "not enough",
        ),
        (
            Change::TopUp {
                advertiser_id: ALDER.to_owned(),
                amount: -1,
            },
            "not positive",
        ),
    ];
    let before = world.truth(later(100));
    for (change, expected) in cases {
        let why = match world.outside(change.clone(), later(100)).unwrap_err() {
            ChangeError::NoSuch(_) => "no such",
            ChangeError::NotPositive => "not positive",
            ChangeError::NotEnough => "not enough",
            ChangeError::Store(error) => panic!("{error}"),
        };
        assert_eq!(why, expected, "{change:?}");
    }
    assert_eq!(world.truth(later(100)), before);
}

#[test]
fn every_change_survives_the_end_of_the_process() {
    let folder = std::env::temp_dir().join(format!("simulator-outside-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let mut world = World::open(&folder, &quiet()).unwrap();
    let changes = [
        r#"{"change":"role","bc_id":"7301840221776355601","user_id":"7280114455667788004","user_role":"STANDARD","finance_role":"ANALYST"}"#,
        r#"{"change":"account_status","advertiser_id":"7318440217735564290","status":"STATUS_NEVER_HEARD_OF"}"#,
        r#"{"change":"ownership","advertiser_id":"7329015540882364471","relation_type":"OWNER_PARTNER","relation_status":"BOUND"}"#,
        r#"{"change":"center_status","bc_id":"7301840221776355601","status":"PUNISH"}"#,
        r#"{"change":"promotion_issued","bc_id":"7301840221776355601","amount":5000,"valid_until":null}"#,
        r#"{"change":"promotion_expired","bc_id":"7301840221776355601","amount":400}"#,
        r#"{"change":"colleague_transfer","advertiser_id":"7318442099173042117","amount":1000}"#,
        r#"{"change":"credit_from_elsewhere","advertiser_id":"7318442099173042117","amount":2000,"valid_until":"2027-01-01"}"#,
        r#"{"change":"top_up","advertiser_id":"7318442099173042117","amount":300}"#,
        r#"{"change":"cash_paid_in","bc_id":"7301840221776355601","amount":100}"#,
    ];
    for (seconds, change) in (100..).zip(changes) {
        let change: Change = serde_json::from_str(change).unwrap();
        world.outside(change, later(seconds)).unwrap();
    }
    let seen = |world: &mut World| {
        (
            world.truth(later(4_000)),
            balance(world, 4_000),
            asset(world, ALDER, 4_000),
            asset(world, "7329015540882364471", 4_000),
            newest(world, "BC", 4_000),
            newest(world, "ADVERTISER", 4_000),
            read(world, "Oskar Brandt", "bc/get/", "", later(4_000))["data"].clone(),
        )
    };
    let before = seen(&mut world);
    // Not closed: forgotten, as a killed process would.
    std::mem::forget(world);
    let mut again = World::open(&folder, &quiet()).unwrap();
    assert_eq!(seen(&mut again), before);
    assert_eq!(before.2["advertiser_status"], "STATUS_NEVER_HEARD_OF");
    assert!(before.0.conserved);
    let _ = std::fs::remove_dir_all(&folder);
}

#[test]
fn a_change_that_says_more_than_it_may_is_not_one() {
    for words in [
        r#"{"change":"pay","amount":1}"#,
        r#"{"change":"top_up","advertiser_id":"1","amount":1,"note":"x"}"#,
        r#"{"change":"top_up","advertiser_id":"1","amount":1.5}"#,
        r#"{"change":"role","bc_id":"1","user_id":"1","user_role":"OWNER","finance_role":null}"#,
    ] {
        assert!(serde_json::from_str::<Change>(words).is_err(), "{words}");
    }
}

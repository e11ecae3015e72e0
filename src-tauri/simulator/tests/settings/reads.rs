//! Settings of what is read: records, costs, reports, accounts, people, and how often.

use super::client::*;
use super::*;
use serde_json::{Value, json};

#[test]
fn what_records_say() {
    let [bc, account] = records(&mut world());
    assert_eq!(
        (&bc["transaction_type"], &account["transaction_type"]),
        (&json!("DECREASE_BALANCE"), &json!("INCREASE_BALANCE"))
    );
    assert_eq!(
        (&bc["amount"], &account["amount"]),
        (&json!(5.0), &json!(5.0))
    );
    assert_eq!(
        (&bc["amount_type"], &account["amount_type"]),
        (&json!("NEGATIVE"), &json!("POSITIVE"))
    );
    assert_ne!(bc["transaction_id"], account["transaction_id"]);
    assert_eq!(bc["tax_amount"], 0.0);

    let [bc, account] = records(&mut with("signed_amounts", json!(true)));
    assert_eq!(
        (&bc["amount"], &account["amount"]),
        (&json!(-5.0), &json!(5.0))
    );
    let [bc, account] = records(&mut with("one_transaction_id", json!(true)));
    assert_eq!(bc["transaction_id"], account["transaction_id"]);
    let [bc, account] = records(&mut with("type_at_center", json!("ADD_BALANCE")));
    assert_eq!(
        (&bc["transaction_type"], &account["transaction_type"]),
        (&json!("ADD_BALANCE"), &json!("INCREASE_BALANCE"))
    );
    let [bc, account] = records(&mut with("type_at_account", json!("PROMOTION_ISSUED")));
    assert_eq!(
        (&bc["transaction_type"], &account["transaction_type"]),
        (&json!("DECREASE_BALANCE"), &json!("PROMOTION_ISSUED"))
    );
    let [bc, account] = records(&mut with("transfer_tax_percent", json!(19)));
    for record in [bc, account] {
        assert_eq!(
            (
                &record["amount"],
                &record["subtotal"],
                &record["tax_amount"]
            ),
            (&json!(5.95), &json!(5.0), &json!(0.95))
        );
    }
    // Whatever their type: the second witness still knows them for transfers.
    let mut odd = with("type_at_account", json!("PROMOTION_ISSUED"));
    records(&mut odd);
    let told = asked(
        &mut odd,
        "advertiser/transaction/get/",
        &format!("bc_id={HALDEN}"),
        600,
    );
    assert_eq!(told["data"]["transaction_list"][0]["amount"], 5.0);
}

#[test]
fn when_records_come_and_in_which_order() {
    let query = format!(
        "bc_id={HALDEN}&page_size=50&filtering={{\"start_time\":\"2026-11-16 00:00:00\",\"end_time\":\"2026-11-17 00:00:00\",\"account_ids\":[\"{ALDER}\"]}}"
    );
    let count = |world: &mut World, seconds| {
        asked(world, "bc/account/transaction/get/", &query, seconds)["data"]["transaction_list"]
            .as_array()
            .unwrap()
            .len()
    };
    let mut slow = with("record_delay_seconds", json!(100_000));
    let mut quick = with("record_delay_seconds", json!(0));
    for world in [&mut slow, &mut quick] {
        for amount in ["5.00", "6.00", "7.00"] {
            assert_eq!(code(world, "Ines Castellanos", &grant(ALDER, amount)), 0);
        }
    }
    assert_eq!(count(&mut quick, 60), 3);
    assert!(count(&mut slow, 160) < 3);
    assert_eq!(count(&mut slow, 60 + 100_000), 3);

    let first = |world: &mut World| {
        let query = format!("bc_id={HALDEN}&page_size=1");
        asked(world, "bc/account/transaction/get/", &query, 60)["data"]["transaction_list"][0]["create_time"].as_str().unwrap().to_owned()
    };
    assert!(first(&mut world()) > first(&mut with("newest_first", json!(false))));
}

#[test]
fn the_older_list() {
    // At nine in the evening in Lima it is the next day in UTC.
    let evening = 12 * 3_600;
    let list = |world: &mut World| {
        assert_eq!(
            code_at(world, "Ines Castellanos", &grant(ALDER, "5.00"), evening),
            0
        );
        let query = format!("bc_id={HALDEN}&start_date=2026-11-16&end_date=2026-11-16");
        asked(world, "bc/transaction/get/", &query, evening + 600)["data"]["list"].clone()
    };
    let row = list(&mut world())[0].clone();
    assert_eq!(
        (&row["amount"], &row["date"]),
        (&json!(-5.0), &json!(later(evening).as_second()))
    );
    assert_eq!(
        list(&mut with("older_list_is_signed", json!(false)))[0]["amount"],
        5.0
    );
    assert_eq!(
        list(&mut with("older_list_in_milliseconds", json!(true)))[0]["date"],
        later(evening).as_millisecond()
    );
    assert_eq!(list(&mut with("older_list_in_utc", json!(true))), json!([]));
}

#[test]
fn how_late_costs_and_reports_are() {
    let costs = |world: &mut World| {
        let query = format!("bc_id={HALDEN}&filtering={{\"keyword\":\"{ALDER}\"}}");
        let told = asked(world, "bc/account/cost/get/", &query, 3_600);
        hundredths(&told["data"]["cost_list"][0]["amount"])
    };
    let mut last = costs(&mut world());
    for days in 1..4 {
        let now = costs(&mut with("cost_lag_days", json!(days)));
        assert!(now < last && now > 0, "{days}: {now}");
        last = now;
    }

    // Nine in the morning in New York: yesterday ended nine hours ago.
    let known = |world: &mut World| {
        let query = format!(
            "advertiser_id={ALDER}&report_type=BASIC&data_level=AUCTION_ADVERTISER&dimensions=[\"stat_time_day\"]&metrics=[\"spend\",\"cash_spend\",\"voucher_spend\",\"billed_cost\"]&start_date=2026-11-13&end_date=2026-11-16&page_size=1000"
        );
        let told = asked(world, "report/integrated/get/", &query, 0);
        let rows = told["data"]["list"].as_array().unwrap();
        assert_eq!(rows.len(), 4, "{told}");
        let is_known = |row: &&Value| {
            row["metrics"]["cash_spend"] != "0" || row["metrics"]["voucher_spend"] != "0"
        };
        assert!(rows.iter().all(|row| row["metrics"]["spend"] != "0"));
        rows.iter().filter(is_known).count()
    };
    assert_eq!(known(&mut world()), 2, "13 and 14 November");
    assert_eq!(known(&mut with("split_lag_hours", json!(48))), 1);
    assert_eq!(known(&mut with("split_lag_hours", json!(9))), 3);
}

#[test]
fn who_is_told_what_about_accounts_portfolios_and_people() {
    let ids = format!("advertiser_ids=[\"{ALDER}\"]");
    let owner = |world: &mut World| {
        asked(world, "advertiser/info/", &ids, 60)["data"]["list"][0]["owner_bc_id"].clone()
    };
    assert_eq!(owner(&mut world()), HALDEN);
    assert_eq!(owner(&mut with("tells_owner", json!(false))), Value::Null);

    for (key, word) in [
        ("payment_portfolio_list", "payment_portfolio_list"),
        ("payment_portfolios", "payment_portfolios"),
        ("list", "list"),
    ] {
        let mut world = with("portfolio_list_key", json!(key));
        let told = read(
            &mut world,
            "Jonas Reuter",
            "payment_portfolio/get/",
            &format!("bc_id={FENNMARK}"),
            later(60),
        );
        assert_eq!(told["data"][word].as_array().unwrap().len(), 1, "{told}");
    }
    let mut refusing = with("refuses_portfolios_elsewhere", json!(true));
    assert_eq!(
        asked(
            &mut refusing,
            "payment_portfolio/get/",
            &format!("bc_id={HALDEN}"),
            60
        )["code"],
        40_118
    );
    let told = read(
        &mut refusing,
        "Jonas Reuter",
        "payment_portfolio/get/",
        &format!("bc_id={FENNMARK}"),
        later(60),
    );
    assert_eq!(told["code"], 0);

    let person = |world: &mut World| {
        asked(world, "user/info/", "", 60)["data"]["core_user_id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(person(&mut world()), "7280114455667788003");
    let other = person(&mut with("core_user_id_is_user_id", json!(false)));
    assert!(other.len() == 19 && other != "7280114455667788003");
}

#[test]
fn limits_and_pauses() {
    let refused = |world: &mut World| {
        (0..11)
            .filter(|_| asked(world, "user/info/", "", 60)["code"] != 0)
            .count()
    };
    assert_eq!(refused(&mut with("limits_rates", json!(false))), 0);
    assert_eq!(refused(&mut with("limits_rates", json!(true))), 1);
    for (pause, code) in [(300, 40_100), (1, 0)] {
        let mut world =
            with_all(json!({"limits_rates": true, "minute_limit_pause_seconds": pause}));
        for second in 0..60 {
            for _ in 0..10 {
                assert_eq!(asked(&mut world, "user/info/", "", second)["code"], 0);
            }
        }
        assert_eq!(asked(&mut world, "user/info/", "", 59)["code"], 40_100);
        assert_eq!(
            asked(&mut world, "user/info/", "", 61)["code"],
            code,
            "{pause}"
        );
    }
}

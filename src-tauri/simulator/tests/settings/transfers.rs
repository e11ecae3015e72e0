//! Settings of what a transfer is allowed and what it answers.

use super::client::{self, *};
use super::*;
use serde_json::{Value, json};

#[test]
fn who_may_transfer_and_see() {
    let body = grant(ALDER, "5.00");
    for (name, value, person, before, after) in [
        (
            "plain_admin_may_transfer",
            json!(false),
            "Mara Lindqvist",
            0,
            40_001,
        ),
        (
            "analyst_may_transfer",
            json!(true),
            "Priya Natarajan",
            40_001,
            0,
        ),
        (
            "finance_refusal_code",
            json!(40_002),
            "Priya Natarajan",
            40_001,
            40_002,
        ),
    ] {
        assert_eq!(code(&mut world(), person, &body), before, "{name}");
        assert_eq!(code(&mut with(name, value), person, &body), after, "{name}");
    }
    // Where finance roles do not apply, Admins transfer whatever is said of them elsewhere.
    let mut strict =
        with_all(json!({"plain_admin_may_transfer": false, "plain_admin_sees_finance": false}));
    let tessaly = grant("7422119003847561012", "5.00").replace(HALDEN, TESSALY);
    assert_eq!(code(&mut strict, "Aoife Brennan", &tessaly), 0);

    let see = |world: &mut World, name: &str, bc: &str| {
        let answer = read(
            world,
            name,
            "bc/balance/get/",
            &format!("bc_id={bc}"),
            later(60),
        );
        answer["code"].as_i64().unwrap()
    };
    let mut blind = with("plain_admin_sees_finance", json!(false));
    assert_eq!(see(&mut world(), "Mara Lindqvist", HALDEN), 0);
    assert_eq!(see(&mut blind, "Mara Lindqvist", HALDEN), 40_001);
    assert_eq!(see(&mut blind, "Hanna Weidemann", HALDEN), 0);
    assert_eq!(see(&mut blind, "Aoife Brennan", TESSALY), 0);
}

#[test]
fn a_repeated_request_id() {
    let twice = |world: &mut World, seconds: i64| {
        let first = send(world, "Ines Castellanos", &grant(ALDER, "5.00"), later(60));
        assert_eq!(first["code"], 0);
        let second = send(
            world,
            "Ines Castellanos",
            &grant(ALDER, "5.00"),
            later(60 + seconds),
        );
        (
            second["code"].clone(),
            second["data"] == first["data"],
            world.truth(later(90_000)).executed.len(),
        )
    };
    assert_eq!(twice(&mut world(), 1), (json!(0), false, 2));
    let on = || json!({"request_id_deduplicates": true});
    assert_eq!(twice(&mut with_all(on()), 1), (json!(40_050), false, 1));
    // Remembered for a day, or for as long as the setting says.
    assert_eq!(twice(&mut with_all(on()), 86_399).0, 40_050);
    assert_eq!(twice(&mut with_all(on()), 86_400), (json!(0), false, 2));
    let mut short = on();
    short["duplicate_window_seconds"] = json!(10);
    assert_eq!(twice(&mut with_all(short.clone()), 9).0, 40_050);
    assert_eq!(twice(&mut with_all(short), 10), (json!(0), false, 2));
    let mut again = on();
    again["repeats_are_answered_again"] = json!(true);
    assert_eq!(twice(&mut with_all(again), 1), (json!(0), true, 1));
    // Another id is another request.
    let mut world = with_all(on());
    assert_eq!(
        code(&mut world, "Ines Castellanos", &grant(ALDER, "5.00")),
        0
    );
    let other = grant(ALDER, "5.00").replace(r#""request_id":"1""#, r#""request_id":"2""#);
    assert_eq!(code(&mut world, "Ines Castellanos", &other), 0);
}

#[test]
fn equal_transfers_and_odd_request_ids() {
    let named = |id: &str, amount: &str| {
        grant(ALDER, amount).replace(r#""request_id":"1""#, &format!(r#""request_id":"{id}""#))
    };
    let mut world = with("equal_transfer_window_seconds", json!(30));
    assert_eq!(
        code_at(&mut world, "Ines Castellanos", &named("1", "5.00"), 60),
        0
    );
    assert_eq!(
        code_at(&mut world, "Ines Castellanos", &named("2", "5.00"), 89),
        40_050
    );
    assert_eq!(
        code_at(&mut world, "Ines Castellanos", &named("3", "5.01"), 89),
        0
    );
    assert_eq!(
        code_at(&mut world, "Ines Castellanos", &named("4", "5.00"), 90),
        0
    );
    for (id, strict) in [
        ("9223372036854775807", 0),
        ("9223372036854775808", 40_002),
        ("bc:key", 40_002),
        ("", 40_002),
    ] {
        let mut strictly = with("checks_request_id", json!(true));
        assert_eq!(
            code(&mut strictly, "Ines Castellanos", &named(id, "5.00")),
            strict,
            "{id}"
        );
        assert_eq!(
            code(&mut client::world(), "Ines Castellanos", &named(id, "5.00")),
            0,
            "{id}"
        );
    }
}

#[test]
fn what_may_move_and_how_much() {
    let person = "Ines Castellanos";
    let refund = body(r#""grant_amount":5.00"#, ALDER, "REFUND", "1");
    for (name, value, body, before, after) in [
        (
            "billing_shared_takes_ad_credit",
            json!(true),
            grant(FERNHILL, "5.00"),
            40_001,
            0,
        ),
        ("voucher_refund_code", json!(51_061), refund, 40_002, 51_061),
        (
            "largest_transfer",
            json!(500),
            grant(ALDER, "5.01"),
            0,
            40_002,
        ),
        ("least_cash", json!(500), cash(ALDER, "5.00"), 40_002, 0),
        (
            "refuses_other_currency",
            json!(false),
            grant(YEN, "100"),
            40_002,
            0,
        ),
        (
            "rounds_amounts",
            json!(true),
            grant(ALDER, "5.005"),
            40_002,
            0,
        ),
    ] {
        assert_eq!(code(&mut world(), person, &body), before, "{name}");
        let mut world = with(name, value);
        assert_eq!(code(&mut world, person, &body), after, "{name}");
        let executed = world.truth(later(60)).executed;
        if name == "rounds_amounts" {
            assert_eq!(executed[0].amount, 501, "half away from zero");
        }
        assert_eq!(executed.len(), usize::from(after == 0), "{name}");
    }
    // Billing sharing is payment permission: cash goes either way, but never to an account without it.
    assert_eq!(code(&mut world(), person, &cash(FERNHILL, "20.00")), 0);
    assert_eq!(
        code(&mut world(), person, &cash("7374450091826633157", "20.00")),
        40_001
    );
    let mut open = with("billing_shared_takes_ad_credit", json!(true));
    assert_eq!(
        code(&mut open, person, &grant("7374450091826633157", "5.00")),
        40_001
    );
}

#[test]
fn decimals_of_currencies_without_them() {
    let yen = |needless: bool| {
        with_all(json!({"refuses_other_currency": false, "refuses_needless_decimals": needless}))
    };
    assert_eq!(
        code(&mut yen(true), "Ines Castellanos", &grant(YEN, "100.5")),
        40_002
    );
    assert_eq!(
        code(&mut yen(false), "Ines Castellanos", &grant(YEN, "100.5")),
        0
    );
    assert_eq!(
        code(&mut yen(false), "Ines Castellanos", &grant(YEN, "100.505")),
        40_002
    );

    let query = format!("bc_id={HALDEN}&filtering={{\"keyword\":\"{YEN}\"}}");
    let raw = |world: &mut World| {
        let request = request(
            world,
            "Ines Castellanos",
            simulator::Method::Get,
            "advertiser/balance/get/",
            &query,
            "",
        );
        text(&response(world.answer(&request, later(60))))
    };
    let part = |body: &str| {
        let rest = body.split_once(r#""cash_balance":"#).unwrap().1;
        rest.split_once(',').unwrap().0.to_owned()
    };
    let told = part(&raw(&mut world()));
    assert!(told.ends_with(".00"), "{told}");
    let bare = part(&raw(&mut with("tells_needless_decimals", json!(false))));
    assert_eq!(format!("{bare}.00"), told);
}

#[test]
fn kinds_may_be_mixed_both_or_neither() {
    let both = |grant: &str| {
        body(
            &format!(r#""amount_info":{{"cash_amount":20.00,"grant_amount":{grant}}}"#),
            ALDER,
            "RECHARGE",
            "1",
        )
    };
    assert_eq!(
        code(&mut world(), "Ines Castellanos", &both("5.00")),
        40_002
    );
    let mut world = with("mixes_kinds", json!(true));
    let done = send(&mut world, "Ines Castellanos", &both("5.00"), later(60));
    assert_eq!(done["code"], 0, "{done}");
    let kinds: Vec<&Value> = done["data"]["transaction_infos"]
        .as_array()
        .unwrap()
        .iter()
        .map(|info| &info["transaction_type"])
        .collect();
    assert_eq!(kinds, ["CASH", "CASH", "GRANT", "GRANT"]);
    let truth = world.truth(later(60));
    assert_eq!((truth.executed.len(), truth.conserved), (2, true));
    // More ad credit than there is: the cash stays too.
    assert_eq!(
        code(&mut world, "Ines Castellanos", &both("99999.00")),
        51_060
    );
    assert_eq!(world.truth(later(60)).bc_cash, truth.bc_cash);
}

#[test]
fn which_ad_credit_is_drawn_and_when_it_ends_then() {
    // The earliest credit ends on 30 November; what was issued last never ends.
    let left = |world: &mut World| {
        let done = send(
            world,
            "Ines Castellanos",
            &grant("7318442099173042171", "50.00"),
            later(60),
        );
        assert_eq!(done["code"], 0, "{done}");
        world.truth(later(30 * 86_400)).ad_credit["7318442099173042171"]
    };
    assert_eq!(left(&mut world()), 0, "it ended with its credit");
    assert_eq!(
        left(&mut with("draws_earliest_end_first", json!(false))),
        5_000
    );
    assert_eq!(left(&mut with("end_travels", json!(false))), 5_000);
}

#[test]
fn what_a_transfer_tells() {
    let mut world = with("tells_transactions", json!(false));
    let done = send(
        &mut world,
        "Ines Castellanos",
        &grant(ALDER, "5.00"),
        later(60),
    );
    assert_eq!(
        done["data"],
        json!({"bc_id": HALDEN, "advertiser_id": ALDER}),
        "older answers hold texts"
    );
}

#[test]
fn a_center_that_is_not_enabled() {
    for (must, refused) in [(true, 40_001), (false, 0)] {
        let mut world = with("center_must_be_enabled", json!(must));
        let change = json!({"change": "center_status", "bc_id": HALDEN, "status": "PUNISH"});
        let change = serde_json::from_value(change).unwrap();
        world.outside(change, later(30)).unwrap();
        let body = grant(ALDER, "5.00");
        assert_eq!(code(&mut world, "Ines Castellanos", &body), refused);
    }
}

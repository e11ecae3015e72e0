//! What goes wrong, on purpose or not: faults, the end of the process, limits, and every cent through all of it.
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
use proptest::prelude::*;
use serde_json::Value;
use simulator::{Exchange, Fault, Method, Options, World};

#[test]
fn faults_do_what_they_say() {
    let mut world = world();
    let body = recharge(JUNIPER, "5.00");
    let request = request(
        &world,
        "Mara Lindqvist",
        Method::Post,
        "bc/transfer/",
        "",
        &body,
    );
    let mut expected = 0;
    for (fault, executes) in [
        (Fault::RefuseToConnect, false),
        (Fault::LoseRequest, false),
        (Fault::LoseAnswer, true),
        (Fault::ServerErrorBefore(502), false),
        (Fault::ServerErrorAfter(502), true),
        (Fault::TooManyRequests, false),
        (Fault::Code(50_000), false),
        (Fault::Truncate, true),
        (Fault::Malform, true),
        (Fault::WrongContentType, true),
        (Fault::OverLong(9_216), true),
        (Fault::OtherAccount, true),
        (Fault::SkewDate(-600), true),
        (Fault::Delay(5), true),
        (Fault::RecordsTwice, true),
        (Fault::Nothing, true),
    ] {
        world.control().next("bc/transfer/", fault.clone());
        let exchange = world.answer(&request, later(30));
        expected += usize::from(executes);
        assert_eq!(
            world.truth(later(30)).executed.len(),
            expected,
            "{fault:?}: {exchange:?}"
        );
        match fault {
            Fault::RefuseToConnect => assert_eq!(exchange, Exchange::RefusedToConnect),
            Fault::LoseRequest | Fault::LoseAnswer => assert_eq!(exchange, Exchange::Lost),
            _ => assert!(matches!(
                exchange,
                Exchange::Answer(_) | Exchange::Delayed(..)
            )),
        }
    }
    assert_eq!(world.truth(later(30)).received, 14);
    assert!(!world.control().is_armed());
}

/// A fault is for one endpoint, and for one call of it.
#[test]
fn faults_meet_the_call_they_are_meant_for() {
    let mut world = world();
    world.control().next("bc/get/", Fault::Code(40_100));
    world.control().next("bc/get/", Fault::Nothing);
    world.control().next("bc/get/", Fault::Code(50_000));
    let code = |world: &mut World, endpoint| {
        read(world, "Mara Lindqvist", endpoint, "", World::START)["code"].clone()
    };
    assert_eq!(code(&mut world, "user/info/"), 0);
    let codes: Vec<Value> = (0..4).map(|_| code(&mut world, "bc/get/")).collect();
    assert_eq!(codes, [40_100, 0, 50_000, 0]);
}

#[test]
fn spoiled_answers_are_spoiled_in_one_way_only() {
    let query = format!("bc_id={HALDEN}&filtering={{\"keyword\":\"{JUNIPER}\"}}");
    let ask = |world: &mut World, fault| {
        world.control().next("advertiser/balance/get/", fault);
        let request = request(
            world,
            "Mara Lindqvist",
            Method::Get,
            "advertiser/balance/get/",
            &query,
            "",
        );
        response(world.answer(&request, World::START))
    };
    let mut world = world();
    let plain = ask(&mut world, Fault::Nothing);
    let account = |response: &simulator::Response| -> Value {
        let body: Value = serde_json::from_slice(&response.body).unwrap();
        body["data"]["advertiser_account_list"][0].clone()
    };
    assert_eq!(account(&plain)["advertiser_id"], JUNIPER);

    let other = account(&ask(&mut world, Fault::OtherAccount));
    assert_eq!(other["advertiser_id"], "7318440217735564290");
    assert_eq!(other["advertiser_name"], account(&plain)["advertiser_name"]);

    let long = ask(&mut world, Fault::OverLong(9_216));
    assert!(long.body.len() > 9 * 1024 * 1024);
    assert_eq!(account(&long), account(&plain), "it is still one envelope");

    let date = |response: &simulator::Response| {
        let date = response.headers.iter().find(|(name, _)| name == "date");
        date.unwrap().1.clone()
    };
    assert_eq!(date(&plain), "Mon, 16 Nov 2026 14:00:00 GMT");
    let skewed = ask(&mut world, Fault::SkewDate(-5_400));
    assert_eq!(date(&skewed), "Mon, 16 Nov 2026 12:30:00 GMT");
    assert_eq!(skewed.body, plain.body);

    let page = ask(&mut world, Fault::TooManyRequests);
    assert_eq!(
        (page.status, text(&page).as_str()),
        (429, "Too Many Requests")
    );
    let claimed = ask(&mut world, Fault::WrongContentType);
    assert_eq!(claimed.headers.len(), plain.headers.len());
    assert!(
        claimed
            .headers
            .contains(&("content-type".to_owned(), "text/html".to_owned()))
    );
}

#[test]
fn an_answer_for_another_account_is_no_proof_of_the_own_transfer() {
    let mut world = world();
    world.control().next("bc/transfer/", Fault::OtherAccount);
    let answer = send(
        &mut world,
        "Ines Castellanos",
        &recharge(JUNIPER, "5.00"),
        later(30),
    );
    assert_eq!(answer["code"], 0);
    assert_eq!(
        answer["data"]["advertiser_id"].to_string(),
        "7318440217735564290"
    );
    assert_eq!(world.truth(later(30)).executed[0].advertiser_id, JUNIPER);
}

#[test]
fn what_was_answered_survives_the_end_of_the_process() {
    let folder = std::env::temp_dir().join(format!("simulator-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let mut world = World::open(&folder, &quiet()).unwrap();
    assert_eq!(
        send(
            &mut world,
            "Mara Lindqvist",
            &recharge(JUNIPER, "12.34"),
            later(40)
        )["code"],
        0
    );
    let truth = world.truth(later(7_300));
    // Not closed: forgotten, as a killed process would.
    std::mem::forget(world);
    let mut again = World::open(&folder, &quiet()).unwrap();
    let mut seen = again.truth(later(7_300));
    seen.received = truth.received;
    seen.received_by_request = truth.received_by_request.clone();
    assert_eq!(seen, truth);
    assert_eq!(again.latest().unwrap(), later(40));
    let other = Options { seed: 8, ..quiet() };
    assert!(World::open(&folder, &other).is_err());
    let _ = std::fs::remove_dir_all(&folder);
}

#[test]
fn the_same_seed_makes_the_same_world() {
    let query = format!("bc_id={HALDEN}&page_size=50");
    let bytes = |seed| {
        let mut world = World::in_memory(&Options { seed, ..quiet() }).unwrap();
        read(
            &mut world,
            "Ines Castellanos",
            "advertiser/balance/get/",
            &query,
            later(90),
        )
        .to_string()
    };
    assert_eq!(bytes(7), bytes(7));
    assert_ne!(bytes(7), bytes(8));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever is transferred, spent, ended and paid, every cent stays accounted for.
    #[test]
    fn no_cent_is_made_or_lost(steps in prop::collection::vec((0usize..6, 1i64..400_000, 60i64..900_000), 1..25)) {
        const RECEIVERS: [&str; 6] = ["7318440217735564290", JUNIPER, "7331906584402715536", "7345509182266410984", "7388260417795130932", "7353380962217704459"];
        let mut world = world();
        let mut now = 0;
        for (to, amount, seconds) in steps {
            now += seconds;
            let amount = format!("{}.{:02}", amount / 100, amount % 100);
            send(&mut world, "Ines Castellanos", &recharge(RECEIVERS[to], &amount), later(now));
            prop_assert!(world.truth(later(now)).conserved);
        }
    }
}

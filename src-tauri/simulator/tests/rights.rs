//! Who may ask at all: rights by role, tokens, and how often.
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

use client::questions::{Right, questions};
use client::*;
use serde_json::{Value, json};
use simulator::{Method, World};

/// R13, R14: what each row of the table reads. Whoever is no member reads nothing.
#[test]
fn each_role_reads_what_it_may_and_nothing_else() {
    let centers = [
        (HALDEN, JUNIPER),
        (FENNMARK, "7411002938475610021"),
        (TESSALY, "7422119003847561012"),
    ];
    let people = [
        (
            "Mara Lindqvist",
            [Right::Admin, Right::Admin, Right::Nothing],
        ),
        (
            "Hanna Weidemann",
            [Right::Admin, Right::Nothing, Right::Nothing],
        ),
        (
            "Ines Castellanos",
            [Right::Admin, Right::Nothing, Right::Nothing],
        ),
        (
            "Oskar Brandt",
            [Right::Finance, Right::Nothing, Right::Nothing],
        ),
        (
            "Priya Natarajan",
            [Right::Finance, Right::Nothing, Right::Nothing],
        ),
        (
            "Joel Okafor",
            [Right::Member, Right::Nothing, Right::Nothing],
        ),
        (
            "Jonas Reuter",
            [Right::Nothing, Right::Finance, Right::Nothing],
        ),
        (
            "Klara Ebner",
            [Right::Nothing, Right::Finance, Right::Nothing],
        ),
        (
            "Aoife Brennan",
            [Right::Nothing, Right::Nothing, Right::Admin],
        ),
        (
            "Declan Moore",
            [Right::Nothing, Right::Nothing, Right::Member],
        ),
    ];
    let mut world = world();
    for (name, rights) in people {
        for ((bc, account), has) in centers.into_iter().zip(rights) {
            for (endpoint, query, needs) in questions(bc, account) {
                let answer = read(&mut world, name, endpoint, &query, World::START);
                let expected = if has >= needs { 0 } else { 40_001 };
                assert_eq!(
                    answer["code"], expected,
                    "{name}, {bc}, {endpoint}: {answer}"
                );
                if expected != 0 {
                    assert_eq!(answer["data"], json!({}), "a refusal tells nothing");
                }
            }
        }
        let own = read(&mut world, name, "bc/get/", "", World::START);
        let count = rights
            .iter()
            .filter(|right| **right != Right::Nothing)
            .count();
        assert_eq!(own["data"]["page_info"]["total_number"], count, "{name}");
        assert_eq!(
            read(&mut world, name, "user/info/", "", World::START)["code"],
            0
        );
    }
}

#[test]
fn a_token_comes_in_its_header_or_not_at_all() {
    let mut world = world();
    let token = token(&world, "Mara Lindqvist");
    for (header, query, code) in [
        (Some(("Access-Token", token.as_str())), "", 0),
        (Some(("ACCESS-TOKEN", token.as_str())), "", 0),
        (Some(("Access-Token", "")), "", 40_104),
        (Some(("Access-Token", "practice-0")), "", 40_105),
        (Some(("Authorization", token.as_str())), "", 40_104),
        (None, &format!("Access-Token={token}"), 40_104),
        (None, "", 40_104),
    ] {
        let mut request = request(
            &world,
            "Mara Lindqvist",
            Method::Get,
            "user/info/",
            query,
            "",
        );
        let header = header.map(|(name, value)| (name.to_owned(), value.to_owned()));
        request.headers = header.into_iter().collect();
        let answer: Value =
            serde_json::from_slice(&response(world.answer(&request, World::START)).body).unwrap();
        assert_eq!(answer["code"], code, "{:?} {query}", request.headers);
    }
}

/// The Basic level: 10 a second, 600 a minute, told by a code in an ordinary answer.
#[test]
fn too_many_calls_are_refused_with_a_code_until_they_may_go_on() {
    let options = simulator::Options::default();
    let mut world = World::in_memory(&options).unwrap();
    let mut code = |at: i64| {
        let now = World::START
            .checked_add(jiff::SignedDuration::from_millis(at))
            .unwrap();
        read(&mut world, "Mara Lindqvist", "user/info/", "", now)["code"]
            .as_i64()
            .unwrap()
    };
    let burst: Vec<i64> = (0..12).map(|_| code(0)).collect();
    assert_eq!(burst[..10], [0; 10]);
    assert_eq!(burst[10..], [40_100; 2]);
    assert_eq!(code(999), 40_100, "within the same second");
    // Ten in each second until the minute is full; refused calls did not count.
    for second in 1..60 {
        let codes: Vec<i64> = (0..10).map(|_| code(second * 1_000)).collect();
        assert_eq!(codes, [0; 10], "{second}");
    }
    assert_eq!(code(59_999), 40_100, "the 601st in the minute");
    assert_eq!(
        code(65_000),
        40_100,
        "that minute is over, the pause is not"
    );
    assert_eq!(code(59_999 + 299_999), 40_100);
    assert_eq!(code(59_999 + 300_000), 0);
}

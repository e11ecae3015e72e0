//! Members for each row of the table of roles, and that the simulated TikTok decides as the table does (R13).

use super::client::*;
use super::{against_ad_credit, word};
use serde_json::Value;
use simulator::{Options, Settings, World};
use std::collections::BTreeSet;

/// Admin, finance role, whether such roles apply, and the stricter reading.
type Role<'a> = (bool, Option<&'a str>, bool, bool);

/// The row of the table, and whether it allows.
fn row(role: Role<'_>) -> (u8, bool) {
    match role {
        (true, None, true, false) => (1, true),
        (true, Some("ANALYST"), true, false) => (2, true),
        (true, Some("MANAGER"), true, _) => (3, true),
        (true, None, true, true) => (4, false),
        (true, Some("ANALYST"), true, true) => (5, false),
        (false, Some("MANAGER"), true, _) => (6, true),
        (false, Some("ANALYST"), true, _) => (7, false),
        (false, None, true, _) => (8, false),
        (true, _, false, _) => (9, true),
        (false, _, false, _) => (10, false),
        other => panic!("no such row: {other:?}"),
    }
}

/// An Admin, the Business Center, an account that takes ad credit.
const CENTERS: [(&str, &str, &str); 3] = [
    ("Ines Castellanos", HALDEN, "7318440217735564290"),
    ("Mara Lindqvist", FENNMARK, "7411002938475610021"),
    ("Aoife Brennan", TESSALY, "7422119003847561012"),
];

#[test]
fn the_three_centers_have_members_for_all_ten_rows() {
    let mut rows = BTreeSet::new();
    for strict in [false, true] {
        let settings = Settings {
            plain_admin_may_transfer: !strict,
            limits_rates: false,
            ..Settings::default()
        };
        let mut world = World::in_memory(&Options {
            settings,
            ..Options::default()
        })
        .unwrap();
        for (admin, bc, account) in CENTERS {
            let query = format!("bc_id={bc}");
            let members = all(
                &mut world,
                admin,
                "bc/member/get/",
                &query,
                "list",
                World::START,
            );
            let apply = members
                .iter()
                .any(|member| member.get("ext_user_role").is_some());
            for member in &members {
                assert_eq!(
                    member.get("ext_user_role").is_some(),
                    apply,
                    "all or none: {member}"
                );
                assert_eq!(word(member, "relation_status"), "BOUND");
                let finance = member["ext_user_role"]["finance_role"].as_str();
                let role = (word(member, "user_role") == "ADMIN", finance, apply, strict);
                let (number, allows) = row(role);
                rows.insert(number);
                let code = against_ad_credit(&mut world, word(member, "user_name"), bc, account);
                assert_eq!(code == 51_060, allows, "row {number}: {member}: {code}");
                assert!(allows || code == 40_001, "row {number}: {member}: {code}");
                own_role_is_the_same(&mut world, bc, member);
            }
        }
    }
    assert_eq!(rows, (1..=10).collect());
}

/// What the members' list says of a person, that person is told too.
fn own_role_is_the_same(world: &mut World, bc: &str, member: &Value) {
    let name = word(member, "user_name");
    let own = read(world, name, "bc/get/", &format!("bc_id={bc}"), World::START);
    let own = &own["data"]["list"][0];
    assert_eq!(own["user_role"], member["user_role"], "{name}");
    assert_eq!(
        own.get("ext_user_role"),
        member.get("ext_user_role"),
        "{name}"
    );
    let info = read(world, name, "user/info/", "", World::START);
    assert_eq!(info["data"]["core_user_id"], member["user_id"], "{name}");
    assert_eq!(info["data"]["display_name"], name);
}

#[test]
fn finance_roles_apply_in_two_centers_and_not_in_the_third() {
    let mut world = world();
    for ((admin, bc, _), apply) in CENTERS.into_iter().zip([true, true, false]) {
        let query = format!("bc_id={bc}");
        let members = all(
            &mut world,
            admin,
            "bc/member/get/",
            &query,
            "list",
            World::START,
        );
        assert!(members.len() >= 2, "{bc}");
        assert!(
            members
                .iter()
                .all(|member| member.get("ext_user_role").is_some() == apply)
        );
    }
    // Somebody belongs to two, in two roles.
    let own = read(&mut world, "Mara Lindqvist", "bc/get/", "", World::START);
    let list = own["data"]["list"].as_array().unwrap();
    assert_eq!(list.len(), 2);
    assert_ne!(list[0]["ext_user_role"], list[1]["ext_user_role"]);
}

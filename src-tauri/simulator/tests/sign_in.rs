//! Signing in: what consents, codes and tokens are good for, how long, and what ends them.
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
use jiff::Timestamp;
use serde_json::{Value, json};
use simulator::{Change, Method, Request, Response, World};
use std::collections::BTreeMap;

const BACK: &str = "http://127.0.0.1:8411/signed-in";
const OSKAR: &str = "Oskar Brandt";

fn portal(world: &mut World, fields: &[(&str, &str)], now: Timestamp) -> Response {
    let request = Request {
        method: Method::Get,
        path: "/portal/auth".to_owned(),
        query: form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish(),
        headers: Vec::new(),
        body: Vec::new(),
    };

    response(world.answer(&request, now))
}

/// What the redirect after a consent says.
fn consent(world: &mut World, more: &[(&str, &str)], now: Timestamp) -> BTreeMap<String, String> {
    let app_id = world.app().app_id;
    let mut fields = vec![
        ("app_id", app_id.as_str()),
        ("redirect_uri", BACK),
        ("state", "a&b=c"),
        ("member", OSKAR),
    ];
    fields.extend(more);
    let answer = portal(world, &fields, now);
    assert_eq!(answer.status, 302, "{}", text(&answer));
    let (_, location) = answer
        .headers
        .iter()
        .find(|(name, _)| name == "location")
        .unwrap();
    let (page, query) = location.split_once('?').unwrap();
    assert_eq!(page, BACK);

    form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

fn post(world: &mut World, endpoint: &str, body: &Value, now: Timestamp) -> Value {
    let request = Request {
        method: Method::Post,
        path: format!("/open_api/v1.3/{endpoint}"),
        query: String::new(),
        headers: Vec::new(),
        body: body.to_string().into_bytes(),
    };

    serde_json::from_slice(&response(world.answer(&request, now)).body).unwrap()
}

fn exchange(world: &mut World, code: &str, now: Timestamp) -> Value {
    let app = world.app();
    let body = json!({"app_id": app.app_id, "secret": app.secret, "auth_code": code});

    post(world, "oauth2/access_token/", &body, now)
}

fn revoke(world: &mut World, token: &str) -> Value {
    let app = world.app();
    let body = json!({"app_id": app.app_id, "secret": app.secret, "access_token": token});

    post(world, "oauth2/revoke_token/", &body, World::START)
}

/// A token that came of signing in.
fn signed_in(world: &mut World, more: &[(&str, &str)]) -> String {
    let code = consent(world, more, World::START)["auth_code"].clone();
    let answer = exchange(world, &code, World::START);

    answer["data"]["access_token"].as_str().unwrap().to_owned()
}

fn get(world: &mut World, token: &str, endpoint: &str, query: &str) -> Value {
    let request = Request {
        method: Method::Get,
        path: format!("/open_api/v1.3/{endpoint}"),
        query: query.to_owned(),
        headers: vec![("access-token".to_owned(), token.to_owned())],
        body: Vec::new(),
    };

    serde_json::from_slice(&response(world.answer(&request, World::START)).body).unwrap()
}

#[test]
fn a_consent_leads_back_and_its_code_brings_a_token_once() {
    let mut world = world();
    let back = consent(&mut world, &[], World::START);
    assert_eq!(back["state"], "a&b=c");
    assert_eq!(back["auth_code"], back["code"]);
    let answer = exchange(&mut world, &back["auth_code"], later(3_600));
    assert_eq!(answer["code"], 0, "{answer}");
    let data = &answer["data"];
    assert_eq!(data["scope"][6], 7_078_191_955_347_259_394_u64);
    assert!(data["advertiser_ids"].as_array().unwrap().len() > 10);
    let token = data["access_token"].as_str().unwrap();
    let info = get(&mut world, token, "user/info/", "");
    assert_eq!(info["data"]["display_name"], OSKAR);
    let again = exchange(&mut world, &back["auth_code"], World::START);
    assert_eq!(again["code"], 40_110);

    // Each consent brings another token, and all of them go on.
    let other = signed_in(&mut world, &[]);
    assert_ne!(other, token);
    assert_eq!(get(&mut world, token, "user/info/", "")["code"], 0);
    assert_eq!(get(&mut world, &other, "user/info/", "")["code"], 0);
}

#[test]
fn what_is_not_the_apps_or_too_old_brings_nothing() {
    let mut world = world();
    let code = consent(&mut world, &[], World::START)["auth_code"].clone();
    assert_eq!(
        exchange(&mut world, "guessed", World::START)["code"],
        40_101
    );
    let app = world.app();
    for (body, expected) in [
        (
            json!({"app_id": app.app_id, "secret": "guessed", "auth_code": code}),
            40_115,
        ),
        (
            json!({"app_id": "1", "secret": app.secret, "auth_code": code}),
            40_115,
        ),
        (json!({"app_id": app.app_id, "secret": app.secret}), 40_002),
        (json!({"secret": app.secret, "auth_code": code}), 40_002),
        (json!([]), 40_002),
        (json!({"app_id": 1}), 40_002),
    ] {
        let answer = post(&mut world, "oauth2/access_token/", &body, World::START);
        assert_eq!(answer["code"], expected, "{body}");
    }
    // None of these used the code up; the hour does.
    assert_eq!(exchange(&mut world, &code, later(3_601))["code"], 40_110);
    assert_eq!(exchange(&mut world, &code, later(3_600))["code"], 0);
}

#[test]
fn accounts_can_be_left_out_and_read_afterwards() {
    let mut world = world();
    let app = world.app();
    let code = consent(&mut world, &[], World::START)["auth_code"].clone();
    let body = json!({"app_id": app.app_id, "secret": app.secret, "auth_code": code, "return_advertiser_ids": false});
    let answer = post(&mut world, "oauth2/access_token/", &body, World::START);
    assert_eq!(answer["data"]["advertiser_ids"], json!([]));
    let token = answer["data"]["access_token"].as_str().unwrap();
    let query = format!("app_id={}&secret={}", app.app_id, app.secret);
    let list = get(&mut world, token, "oauth2/advertiser/get/", &query);
    let list = list["data"]["list"].as_array().unwrap().clone();
    assert!(
        list.iter().any(|row| row["advertiser_id"] == JUNIPER),
        "{list:?}"
    );
    assert!(list.iter().all(|row| row["advertiser_name"].is_string()));
    let wrong = format!("app_id={}&secret=guessed", app.app_id);
    let refused = get(&mut world, token, "oauth2/advertiser/get/", &wrong);
    assert_eq!(refused["code"], 40_115);
}

#[test]
fn a_revoked_token_is_over_and_so_is_every_token_of_who_takes_the_consent_back() {
    let mut world = world();
    let token = signed_in(&mut world, &[]);
    let answer = revoke(&mut world, &token);
    assert_eq!(answer["code"], 0, "{answer}");
    assert_eq!(answer["data"]["app_id"], world.app().app_id);
    assert_eq!(get(&mut world, &token, "user/info/", "")["code"], 40_105);
    assert_eq!(revoke(&mut world, &token)["code"], 40_105);

    let (own, other) = (client::token(&world, OSKAR), signed_in(&mut world, &[]));
    let waiting = consent(&mut world, &[], World::START)["auth_code"].clone();
    let ines = client::token(&world, "Ines Castellanos");
    let change = Change::AuthorizationCancelled {
        user_id: "7280114455667788004".to_owned(),
    };
    world.outside(change, World::START).unwrap();
    for token in [&own, &other] {
        assert_eq!(get(&mut world, token, "user/info/", "")["code"], 40_105);
    }
    assert_eq!(exchange(&mut world, &waiting, World::START)["code"], 40_110);
    assert_eq!(get(&mut world, &ines, "user/info/", "")["code"], 0);
    // Signing in again works.
    let again = signed_in(&mut world, &[]);
    assert_eq!(get(&mut world, &again, "user/info/", "")["code"], 0);
    let nobody = Change::AuthorizationCancelled {
        user_id: "1".to_owned(),
    };
    assert!(world.outside(nobody, World::START).is_err());
}

#[test]
fn a_token_opens_what_its_consent_covers() {
    let mut world = world();
    let halden = format!("bc_id={HALDEN}");
    let calls = [
        ("bc/get/", String::new(), 150),
        ("advertiser/balance/get/", halden.clone(), 152),
        (
            "bc/asset/get/",
            format!("{halden}&asset_type=ADVERTISER"),
            153,
        ),
        (
            "advertiser/info/",
            format!("advertiser_ids=[\"{JUNIPER}\"]"),
            100,
        ),
    ];
    for (endpoint, query, scope) in &calls {
        for (granted, code) in [(*scope, 0), (151, 40_001)] {
            let token = signed_in(&mut world, &[("scope", &granted.to_string())]);
            let answer = get(&mut world, &token, endpoint, query);
            assert_eq!(answer["code"], code, "{endpoint} with {granted}: {answer}");
        }
    }
    // The parent stands for its children; who may ask is another question.
    let token = signed_in(&mut world, &[("scope", "15")]);
    for (endpoint, query, scope) in &calls {
        let code = if *scope == 100 { 40_001 } else { 0 };
        assert_eq!(get(&mut world, &token, endpoint, query)["code"], code);
    }
    let token = signed_in(&mut world, &[("scope", "")]);
    assert_eq!(get(&mut world, &token, "user/info/", "")["code"], 0);
}

#[test]
fn the_page_shows_everybody_and_refuses_what_leads_nowhere() {
    let mut world = world();
    let app_id = world.app().app_id;
    let asked = |world: &mut World, app_id: &str, back: &str, more: &[(&str, &str)]| {
        let mut fields = vec![
            ("app_id", app_id),
            ("redirect_uri", back),
            ("state", "\"><b>"),
        ];
        fields.extend(more);
        portal(world, &fields, World::START)
    };
    let page = asked(&mut world, &app_id, BACK, &[]);
    assert_eq!(page.status, 200);
    let page = text(&page);
    assert!(page.contains(">Oskar Brandt</a>") && page.contains("&amp;member=Oskar+Brandt"));
    assert!(
        !page.contains("<b>"),
        "what was asked is not markup: {page}"
    );
    for (app_id, back, more) in [
        ("1", BACK, vec![]),
        (&app_id, "", vec![]),
        (&app_id, "file:///etc/passwd", vec![]),
        (
            &app_id,
            "http://127.0.0.1:1/\r\nx: y",
            vec![("member", OSKAR)],
        ),
        (&app_id, BACK, vec![("member", "Nobody")]),
        (&app_id, BACK, vec![("member", OSKAR), ("scope", "all")]),
    ] {
        assert_eq!(asked(&mut world, app_id, back, &more).status, 400, "{back}");
    }
    let token = token(&world, OSKAR);
    for name in ["7280114455667788004", token.as_str()] {
        let answer = asked(
            &mut world,
            &app_id,
            &format!("{BACK}?a=1"),
            &[("member", name)],
        );
        let (_, location) = &answer.headers[0];
        assert!(location.starts_with(&format!("{BACK}?a=1&auth_code=")));
    }
}

#[test]
fn what_was_granted_and_ended_is_kept() {
    let folder = std::env::temp_dir().join(format!("simulator-granted-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let mut world = World::open(&folder, &quiet()).unwrap();
    let (kept, over) = (
        signed_in(&mut world, &[("scope", "150")]),
        signed_in(&mut world, &[]),
    );
    assert_eq!(revoke(&mut world, &over)["code"], 0);
    let waiting = consent(&mut world, &[], World::START)["auth_code"].clone();
    drop(world);
    let mut world = World::open(&folder, &quiet()).unwrap();
    assert_eq!(get(&mut world, &kept, "bc/get/", "")["code"], 0);
    let balance = format!("bc_id={HALDEN}");
    assert_eq!(
        get(&mut world, &kept, "advertiser/balance/get/", &balance)["code"],
        40_001
    );
    assert_eq!(get(&mut world, &over, "bc/get/", "")["code"], 40_105);
    assert_eq!(exchange(&mut world, &waiting, World::START)["code"], 0);
    drop(world);
    let _ = std::fs::remove_dir_all(&folder);
}

//! A client of the made-up TikTok: asks, sends, and reads answers.
#![allow(dead_code, reason = "each test uses its part")]

pub mod questions;
pub mod raw;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use simulator::{Exchange, Method, Options, Request, Response, Settings, World};

pub const HALDEN: &str = "7301840221776355601";
pub const FENNMARK: &str = "7302955318840917702";
pub const TESSALY: &str = "7303667142509883304";
pub const JUNIPER: &str = "7318442099173042117";

pub fn quiet() -> Options {
    Options {
        settings: Settings {
            limits_rates: false,
            ..Settings::default()
        },
        ..Options::default()
    }
}

pub fn world() -> World {
    World::in_memory(&quiet()).unwrap()
}

pub fn later(seconds: i64) -> Timestamp {
    World::START
        .checked_add(SignedDuration::from_secs(seconds))
        .unwrap()
}

pub fn token(world: &World, name: &str) -> String {
    world
        .tokens()
        .into_iter()
        .find(|member| member.name == name)
        .unwrap()
        .token
}

pub fn request(
    world: &World,
    name: &str,
    method: Method,
    endpoint: &str,
    query: &str,
    body: &str,
) -> Request {
    Request {
        method,
        path: format!("/open_api/v1.3/{endpoint}"),
        query: query.to_owned(),
        headers: vec![("Access-Token".to_owned(), token(world, name))],
        body: body.as_bytes().to_vec(),
    }
}

pub fn response(exchange: Exchange) -> Response {
    match exchange {
        Exchange::Answer(response) => response,
        other => panic!("no answer: {other:?}"),
    }
}

pub fn read(world: &mut World, name: &str, endpoint: &str, query: &str, now: Timestamp) -> Value {
    let request = request(world, name, Method::Get, endpoint, query, "");

    serde_json::from_slice(&response(world.answer(&request, now)).body).unwrap()
}

/// All rows of a list under `key`, page after page.
pub fn all(
    world: &mut World,
    name: &str,
    endpoint: &str,
    query: &str,
    key: &str,
    now: Timestamp,
) -> Vec<Value> {
    let mut rows = Vec::new();
    for page in 1.. {
        let size = if endpoint == "bc/member/get/" { 20 } else { 50 };
        let query = format!("{query}&page={page}&page_size={size}");
        let answer = read(world, name, endpoint, &query, now);
        assert_eq!(answer["code"], 0, "{endpoint} {query}: {answer}");
        rows.extend(answer["data"][key].as_array().unwrap().clone());
        let info = &answer["data"]["page_info"];
        if info["total_page"].as_u64().unwrap() <= page {
            assert_eq!(rows.len() as u64, info["total_number"], "{endpoint}");
            break;
        }
    }

    rows
}

pub fn send(world: &mut World, name: &str, body: &str, now: Timestamp) -> Value {
    let request = request(world, name, Method::Post, "bc/transfer/", "", body);

    serde_json::from_slice(&response(world.answer(&request, now)).body).unwrap()
}

pub fn recharge(advertiser_id: &str, amount: &str) -> String {
    format!(
        r#"{{"bc_id":"{HALDEN}","advertiser_id":"{advertiser_id}","transfer_type":"RECHARGE","grant_amount":{amount},"request_id":"77"}}"#
    )
}

pub fn text(response: &Response) -> String {
    String::from_utf8(response.body.clone()).unwrap()
}

/// An amount of an answer, number or text, in hundredths.
pub fn hundredths(amount: &Value) -> i64 {
    let written = amount
        .as_str()
        .map_or_else(|| amount.to_string(), str::to_owned);
    let (units, rest) = written.split_once('.').unwrap_or((&written, ""));
    let size: i64 = format!("{}{rest:0<2}", units.trim_start_matches('-'))
        .parse()
        .unwrap();

    if units.starts_with('-') { -size } else { size }
}

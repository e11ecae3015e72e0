//! What docs/simulator.md says is what there is: every setting with its default, every fault, every change, every endpoint.
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
use simulator::{Change, Fault, Method, Settings, World};
use std::collections::BTreeSet;

const MANUAL: &str = include_str!("../../../docs/simulator.md");

/// The cells of the table under a heading, without the marks around code.
fn table(heading: &str) -> Vec<Vec<String>> {
    let (_, below) = MANUAL.split_once(&format!("\n{heading}\n")).unwrap();
    let rows = below
        .lines()
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'));
    // Names of the columns, and the line under them.
    rows.skip(2)
        .map(|row| {
            let cells = row.trim_matches('|').split('|');
            cells.map(|cell| cell.trim().replace('`', "")).collect()
        })
        .collect()
}

#[test]
fn every_setting_is_told_with_its_default() {
    let settings = serde_json::to_value(Settings::default()).unwrap();
    let expected: BTreeSet<(String, String)> = settings
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.clone(), value.to_string()))
        .collect();
    let told: BTreeSet<(String, String)> = table("## What TikTok leaves open")
        .into_iter()
        .map(|row| (row[0].clone(), row[1].clone()))
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn every_fault_is_told_in_its_words() {
    let told: Vec<String> = table("### What can go wrong")
        .into_iter()
        .map(|row| row[0].clone())
        .collect();
    for words in &told {
        assert!(words.parse::<Fault>().is_ok(), "{words}");
    }
    let told: BTreeSet<&str> = told
        .iter()
        .filter_map(|words| words.split_whitespace().next())
        .collect();
    let known: BTreeSet<&str> = include_str!("../src/fault.rs")
        .lines()
        .filter_map(|line| line.trim().strip_prefix('"')?.split_once("\" => "))
        .map(|(name, _)| name)
        .collect();
    assert!(known.len() > 20, "{known:?}");
    assert_eq!(told, known);
}

#[test]
fn every_change_is_told_with_its_fields() {
    let told: BTreeSet<(String, BTreeSet<String>)> = table("### What others can do")
        .into_iter()
        .map(|row| {
            let fields = row[1].split(", ").map(str::to_owned).collect();
            (row[0].clone(), fields)
        })
        .collect();
    let text = String::new;
    let changes = [
        Change::Role {
            bc_id: text(),
            user_id: text(),
            user_role: None,
            finance_role: None,
        },
        Change::AuthorizationCancelled { user_id: text() },
        Change::AccountStatus {
            advertiser_id: text(),
            status: text(),
        },
        Change::Ownership {
            advertiser_id: text(),
            relation_type: text(),
            relation_status: text(),
        },
        Change::CenterStatus {
            bc_id: text(),
            status: text(),
        },
        Change::PromotionIssued {
            bc_id: text(),
            amount: 1,
            valid_until: None,
        },
        Change::PromotionExpired {
            bc_id: text(),
            amount: 1,
        },
        Change::ColleagueTransfer {
            advertiser_id: text(),
            amount: 1,
        },
        Change::CreditFromElsewhere {
            advertiser_id: text(),
            amount: 1,
            valid_until: None,
        },
        Change::TopUp {
            advertiser_id: text(),
            amount: 1,
        },
        Change::CashPaidIn {
            bc_id: text(),
            amount: 1,
        },
    ];
    let known: BTreeSet<(String, BTreeSet<String>)> = changes
        .iter()
        .map(|change| {
            let mut fields = serde_json::to_value(change).unwrap();
            let fields = fields.as_object_mut().unwrap();
            let name = fields.remove("change").unwrap();
            let fields = fields.keys().cloned().collect();
            (name.as_str().unwrap().to_owned(), fields)
        })
        .collect();
    assert_eq!(told, known);
}

#[test]
fn every_endpoint_that_is_told_of_answers_and_no_other() {
    let told: BTreeSet<String> = table("## What is simulated")
        .into_iter()
        .map(|row| row[0].clone())
        .collect();
    let mut world = world();
    let mut status = |endpoint: &str, method| {
        let request = request(&world, "Ines Castellanos", method, endpoint, "", "");
        response(world.answer(&request, World::START)).status
    };
    for endpoint in &told {
        let answers = [Method::Get, Method::Post].map(|method| status(endpoint, method));
        assert_eq!(
            answers.iter().filter(|status| **status == 200).count(),
            1,
            "{endpoint}"
        );
    }
    let known: BTreeSet<String> = include_str!("../src/api.rs")
        .lines()
        .filter_map(|line| line.trim().strip_prefix('"')?.split_once("/\""))
        .map(|(name, _)| format!("{name}/"))
        .collect();
    assert_eq!(told, known);
    assert_eq!(status("bc/invoice/get/", Method::Get), 404);
}

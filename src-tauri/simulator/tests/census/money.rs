//! The six credits of the first Business Center, and what a hundred and twenty days left on its ledgers.

use super::client::*;
use super::{INES, word};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::Value;
use simulator::{Letter, World};
use std::collections::BTreeSet;

const TODAY: Date = date(2026, 11, 16);

/// What a Business Center's accounts spent on a UTC day: in all, of it ad credit; hundredths.
pub fn spent(world: &mut World, name: &str, bc: &str, day: &str) -> [i64; 2] {
    let query = format!(
        "bc_id={bc}&filtering={{\"start_date\":\"{day}\",\"end_date\":\"{day}\"}}&page_size=1"
    );
    let told = read(world, name, "bc/account/cost/get/", &query, World::START);
    let sums = &told["data"]["transaction_summary"];

    [
        hundredths(&sums["amount"]),
        hundredths(&sums["grant_amount"]),
    ]
}

fn ledger(world: &mut World, level: &str, from: &str, to: &str, now: Timestamp) -> Vec<Value> {
    let query = format!(
        "bc_id={HALDEN}&transaction_level={level}&filtering={{\"start_time\":\"{from}\",\"end_time\":\"{to}\"}}"
    );

    all(
        world,
        INES,
        "bc/account/transaction/get/",
        &query,
        "transaction_list",
        now,
    )
}

/// How many of these months have a record at either level, from this one backwards.
pub fn months_with_records(world: &mut World, months: i32) -> i32 {
    let mut count = 0;
    for back in 0..months {
        let first = TODAY.first_of_month().checked_sub(back.months()).unwrap();
        let (from, to) = (
            format!("{first} 00:00:00"),
            format!("{} 23:59:59", first.last_of_month()),
        );
        let any = ["BC", "ADVERTISER"].iter().any(|level| {
            let query = format!(
                "bc_id={HALDEN}&transaction_level={level}&page_size=1&filtering={{\"start_time\":\"{from}\",\"end_time\":\"{to}\"}}"
            );
            let told = read(world, INES, "bc/account/transaction/get/", &query, World::START);
            told["data"]["page_info"]["total_number"].as_u64().unwrap() > 0
        });
        count += i32::from(any);
    }

    count
}

fn whole_ledger(world: &mut World, level: &str) -> Vec<Value> {
    ledger(
        world,
        level,
        "2026-07-01 00:00:00",
        "2026-11-17 00:00:00",
        World::START,
    )
}

/// The sum of what one type of record says, hundredths.
fn sum_of(rows: &[Value], transaction_type: &str, billing: &str) -> i64 {
    let fits = |row: &&Value| {
        word(row, "transaction_type") == transaction_type && word(row, "billing_type") == billing
    };

    rows.iter()
        .filter(fits)
        .map(|row| hundredths(&row["amount"]))
        .sum()
}

#[test]
fn six_credits_differ_in_dates_types_and_restrictions() {
    let letters = world().letters(HALDEN);
    assert_eq!(letters.len(), 6);
    let differ =
        |what: fn(&Letter) -> String| letters.iter().map(what).collect::<BTreeSet<_>>().len();
    assert_eq!(differ(|letter| letter.name.to_owned()), 6);
    assert_eq!(differ(|letter| letter.valid_from.to_string()), 6);
    assert_eq!(differ(|letter| letter.valid_until.to_string()), 6);
    assert_eq!(differ(|letter| letter.restrictions.to_owned()), 6);
    assert_eq!(differ(|letter| letter.terms.to_owned()), 6);
    // R79: a Business Center's credits are free or conditional, never assignable.
    let kinds: BTreeSet<&str> = letters.iter().map(|letter| letter.kind).collect();
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        ["CONDITIONAL", "FREE"]
    );
    let is_expired = |letter: &&Letter| letter.valid_until < TODAY;
    assert_eq!(letters.iter().filter(is_expired).count(), 1);
    let is_nearly_spent = |letter: &&Letter| letter.left > 0 && letter.left * 20 <= letter.amount;
    assert_eq!(
        letters
            .iter()
            .filter(|letter| !is_expired(letter))
            .filter(is_nearly_spent)
            .count(),
        1
    );
    assert!(
        letters.iter().any(|letter| letter.left == letter.amount),
        "one is untouched"
    );
    assert!(
        letters
            .iter()
            .all(|letter| letter.issued <= letter.valid_from
                && letter.valid_from < letter.valid_until)
    );
    // Some accounts got credits elsewhere, one of which a person must assign (R80).
    let elsewhere = world().account_letters(HALDEN);
    assert!(
        elsewhere
            .iter()
            .any(|letter| letter.letter.kind == "ASSIGNABLE")
    );
}

/// What the letters say is what the wire says: balance, issues, placements, and the end of the one that is over.
#[test]
fn the_letters_agree_with_balance_and_ledger() {
    let mut world = world();
    let letters = world.letters(HALDEN);
    let told = read(
        &mut world,
        INES,
        "bc/balance/get/",
        &format!("bc_id={HALDEN}"),
        World::START,
    );
    let living = letters.iter().filter(|letter| letter.valid_until >= TODAY);
    let unlisted =
        hundredths(&told["data"]["grant_balance"]) - living.map(|letter| letter.left).sum::<i64>();
    assert!(
        unlisted > 0,
        "the total holds something that no letter speaks of"
    );
    let rows = whole_ledger(&mut world, "BC");
    let issued: i64 = letters.iter().map(|letter| letter.amount).sum();
    assert_eq!(
        sum_of(&rows, "PROMOTION_ISSUED", "CREDIT"),
        issued + unlisted
    );
    let placed: i64 = letters
        .iter()
        .map(|letter| letter.amount - letter.left)
        .sum();
    assert_eq!(sum_of(&rows, "DECREASE_BALANCE", "CREDIT"), placed);
    let over: i64 = letters
        .iter()
        .filter(|letter| letter.valid_until < TODAY)
        .map(|letter| letter.left)
        .sum();
    assert_eq!(sum_of(&rows, "PROMOTION_EXPIRED", "CREDIT"), over);
    let accounts = whole_ledger(&mut world, "ADVERTISER");
    assert_eq!(
        sum_of(&accounts, "INCREASE_BALANCE", "CREDIT"),
        placed,
        "each placement on both ledgers"
    );
}

/// If nothing more is done: of the credit that ends first a part is spent in time and a part is lost, both where it was placed
/// and where it was not.
#[test]
fn one_credit_would_partly_expire_unused() {
    let mut world = world();
    let ends = world
        .letters(HALDEN)
        .into_iter()
        .filter(|letter| letter.valid_until >= TODAY)
        .min_by_key(|letter| letter.valid_until)
        .unwrap();
    let over = ends
        .valid_until
        .tomorrow()
        .unwrap()
        .at(0, 0, 0, 0)
        .in_tz("America/Lima")
        .unwrap()
        .timestamp();
    let after = over.checked_add(SignedDuration::from_hours(30)).unwrap();
    let before = world.truth(World::START);
    let (from, to) = ("2026-11-16 12:00:00", "2026-12-02 00:00:00");
    let at_center = ledger(&mut world, "BC", from, to, after);
    assert_eq!(
        sum_of(&at_center, "PROMOTION_EXPIRED", "CREDIT"),
        ends.left,
        "nothing placed it"
    );
    let lost = ledger(&mut world, "ADVERTISER", from, to, after);
    let lost: Vec<&Value> = lost
        .iter()
        .filter(|row| word(row, "transaction_type") == "PROMOTION_EXPIRED")
        .collect();
    assert!(!lost.is_empty(), "an account spends too little");
    let partly = lost.iter().filter(|row| {
        let held = before.ad_credit[word(row, "account_id")];
        let amount = hundredths(&row["amount"]);
        0 < amount && amount < held
    });
    assert!(partly.count() > 0, "it spends some of it before: {lost:?}");
    let spent = |name: &str| {
        let query = format!(
            "bc_id={HALDEN}&filtering={{\"keyword\":\"{name}\",\"start_date\":\"2026-11-16\",\"end_date\":\"2026-11-30\"}}"
        );
        let told = read(&mut world, INES, "bc/account/cost/get/", &query, after);
        hundredths(&told["data"]["cost_list"][0]["grant_amount"])
    };
    let ids: Vec<&str> = lost.iter().map(|row| word(row, "account_id")).collect();
    assert!(
        ids.into_iter().map(spent).any(|amount| amount > 0),
        "spent in part"
    );
}

#[test]
fn a_hundred_and_twenty_days_were_spent_and_written_down() {
    let mut world = world();
    let first = TODAY.checked_sub(120.days()).unwrap();
    let before = first.yesterday().unwrap().to_string();
    assert_eq!(spent(&mut world, INES, HALDEN, &before), [0, 0]);
    let mut day = first;
    let (mut days, mut with_ad_credit) = (0, 0);
    while day < TODAY {
        let [all, grant] = spent(&mut world, INES, HALDEN, &day.to_string());
        assert!(all > 0 && grant <= all, "{day}: {all}, {grant}");
        days += 1;
        with_ad_credit += usize::from(grant > 0);
        day = day.tomorrow().unwrap();
    }
    assert_eq!(days, 120);
    assert!(with_ad_credit > 90, "{with_ad_credit}");
    assert_eq!(
        months_with_records(&mut world, 7),
        5,
        "July to November, and not before"
    );
    let rows = whole_ledger(&mut world, "ADVERTISER");
    assert!(rows.len() > 100, "{}", rows.len());
    let oldest = rows.last().unwrap();
    assert!(
        word(oldest, "create_time") < first.tomorrow().unwrap().to_string().as_str(),
        "{oldest}"
    );
}

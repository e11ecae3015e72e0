//! Names that are mistaken for each other, and names that attack whoever shows them.

use super::client::*;
use super::{assets, word};
use std::collections::BTreeSet;

/// Approved accounts and others alike: whoever looks for a name sees all of them.
fn names() -> Vec<String> {
    let mut world = world();
    let assets = assets(&mut world);

    assets
        .iter()
        .map(|asset| word(asset, "asset_name").to_owned())
        .collect()
}

/// Small letters without spaces.
fn bare(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect()
}

/// How many letters differ, for names of one length.
fn apart(one: &str, other: &str) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let differ = one.iter().zip(&other).filter(|(one, other)| one != other);

    (one.len() == other.len()).then(|| differ.count())
}

/// R64.
#[test]
fn some_accounts_are_twins_or_look_alike() {
    let names = names();
    let mut found = BTreeSet::new();
    for (place, one) in names.iter().enumerate() {
        for other in &names[place + 1..] {
            let longer = |long: &str, short: &str| {
                let rest = long.strip_prefix(short).map(str::trim);
                rest.is_some_and(|rest| {
                    !rest.is_empty() && rest.chars().all(|letter| letter.is_ascii_digit())
                })
            };
            if one == other {
                found.insert("the same");
            } else if bare(one) == bare(other) {
                found.insert("case and spaces");
            } else if apart(one, other) == Some(1) {
                found.insert("one letter");
            } else if longer(one, other) || longer(other, one) {
                found.insert("a number behind it");
            } else if one.replace('&', "and") == *other || other.replace('&', "and") == *one {
                found.insert("a sign for a word");
            }
        }
    }
    let expected = [
        "a number behind it",
        "a sign for a word",
        "case and spaces",
        "one letter",
        "the same",
    ];
    assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn some_names_attack_or_come_from_far_away() {
    type Kind = (&'static str, fn(&str) -> bool);
    let kinds: [Kind; 9] = [
        ("markup", |name| name.contains('<') && name.contains('>')),
        ("text turned round", |name| name.contains('\u{202e}')),
        ("letters that are not seen", |name| {
            name.contains(['\u{200b}', '\u{2060}', '\u{feff}'])
        }),
        ("quotes and SQL", |name| {
            name.contains('\'') && name.contains('"') && name.contains("--")
        }),
        ("Chinese characters", |name| {
            name.chars()
                .any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
        }),
        ("Arabic", |name| {
            name.chars()
                .any(|letter| ('\u{600}'..='\u{6ff}').contains(&letter))
        }),
        ("emoji", |name| {
            name.chars().any(|letter| letter > '\u{1f300}')
        }),
        ("more than fits", |name| name.chars().count() > 60),
        ("an ampersand", |name| name.contains('&')),
    ];
    let names = names();
    for (kind, fits) in kinds {
        assert!(names.iter().any(|name| fits(name)), "{kind}");
    }
    let plain = names
        .iter()
        .filter(|name| name.is_ascii() && !name.contains('<'))
        .count();
    assert!(plain > 30, "most are ordinary: {plain}");
}

/// Whatever is in a name, it is found by its id, and comes back as it is.
#[test]
fn every_account_is_found_by_its_id() {
    let mut world = world();
    for asset in assets(&mut world) {
        let id = word(&asset, "asset_id");
        let query =
            format!("bc_id={HALDEN}&asset_type=ADVERTISER&filtering={{\"keyword\":\"{id}\"}}");
        let found = all(
            &mut world,
            super::INES,
            "bc/asset/admin/get/",
            &query,
            "list",
            later(0),
        );
        assert_eq!(found, std::slice::from_ref(&asset));
    }
}

//! JSON as it stands in a body: numbers are looked at digit by digit.

use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The text at a path such as `data.list.0.bc_info`.
pub fn at<'a>(body: &'a str, path: &str) -> &'a str {
    path.split('.').fold(body, |json, step| {
        let found = if let Ok(place) = step.parse::<usize>() {
            let list: Vec<&RawValue> = serde_json::from_str(json).unwrap();
            list.get(place).copied()
        } else {
            fields(json).get(step).copied()
        };
        found
            .unwrap_or_else(|| panic!("no {step} of {path} in {json}"))
            .get()
    })
}

pub fn fields(json: &str) -> BTreeMap<String, &RawValue> {
    serde_json::from_str(json).unwrap_or_else(|_| panic!("not an object: {json}"))
}

/// Exactly these fields: `name:kind`, kinds as in [`is_a`]; several kinds are alternatives.
pub fn has(body: &str, path: &str, expected: &str) {
    let object = at(body, path);
    let told = fields(object);
    let expected: BTreeMap<&str, &str> = expected
        .split_whitespace()
        .map(|field| field.split_once(':').unwrap())
        .collect();
    let names: Vec<&str> = told.keys().map(String::as_str).collect();
    let wanted: Vec<&str> = expected.keys().copied().collect();
    assert_eq!(names, wanted, "{path}");
    for (name, kinds) in expected {
        let raw = told[name].get();
        assert!(
            kinds.chars().any(|kind| is_a(kind, raw)),
            "{path}.{name} is not {kinds}: {raw}"
        );
    }
}

pub fn is_a(kind: char, raw: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_amount = |text: &str| {
        let parts = text.trim_start_matches('-').split_once('.');
        parts.is_some_and(|(units, rest)| digits(units) && digits(rest) && rest.len() == 2)
    };
    let text = raw
        .strip_prefix('"')
        .and_then(|inner| inner.strip_suffix('"'));
    match kind {
        // A text; one with 19 digits; an amount as text; a moment; a day's beginning; an offset.
        's' => text.is_some(),
        'd' => text.is_some_and(|text| text.len() == 19 && digits(text)),
        't' => text.is_some_and(is_amount),
        'w' => text.is_some_and(|text| has_form(text, "9999-99-99 99:99:99")),
        'u' => text.is_some_and(|text| has_form(text, "UTC+99:99") || has_form(text, "UTC-99:99")),
        // An amount, a whole number, an id: as JSON numbers.
        'm' => is_amount(raw),
        'i' => digits(raw),
        'n' => raw.len() == 19 && digits(raw),
        'b' => ["true", "false"].contains(&raw),
        'z' => raw == "null",
        'o' => raw.starts_with('{'),
        'a' => raw.starts_with('['),
        other => panic!("no kind {other}"),
    }
}

fn has_form(text: &str, form: &str) -> bool {
    let same =
        |(letter, mark): (char, char)| letter == mark || (mark == '9' && letter.is_ascii_digit());

    text.len() == form.len() && text.chars().zip(form.chars()).all(same)
}

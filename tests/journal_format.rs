//! `docs/journal-format.md` against the code and a stored journal: every kind of entry, every field and every word in its
//! order, and a worked example that comes out as printed.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop at the first surprise"
)]

use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    std::fs::read_to_string(root.join(path)).unwrap()
}

fn page() -> String {
    read("docs/journal-format.md")
}

/// The code that says in which form entries are written.
fn code() -> String {
    let folder = "src-tauri/core/src/journal";
    let text = read(&format!("{folder}/entry.rs")) + &read(&format!("{folder}/forms.rs"));
    let lines = text.lines().map(|line| line.split("//").next().unwrap());

    lines.collect::<Vec<_>>().join(" ")
}

/// What stands between marks such as `"` or a backtick.
fn marked(text: &str, mark: char) -> Vec<String> {
    let words = text.split(mark).skip(1).step_by(2);
    words.map(str::to_owned).collect()
}

/// A row of a table on the page that begins with this word: what is marked as code in it, after the word.
fn row(page: &str, word: &str) -> Option<Vec<String>> {
    let begins = format!("| `{word}` |");
    let line = page.lines().find(|line| line.starts_with(&begins))?;

    Some(marked(&line[begins.len()..], '`'))
}

/// Each use of a macro: the type, and what stands in its braces.
fn uses(code: &str, name: &str) -> Vec<(String, String)> {
    let begins = format!("{name}!(");
    let calls = code.split(&begins).skip(1);
    calls
        .filter_map(|call| {
            let (body, _) = call.split_once(");")?;
            let (part, rest) = body.split_once('{')?;
            let (inside, _) = rest.rsplit_once('}')?;
            Some((part.trim().to_owned(), inside.to_owned()))
        })
        .collect()
}

fn names(list: &str) -> Vec<String> {
    let words = list.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The fields or words of every part, as the code writes them.
fn written(code: &str) -> BTreeMap<String, Vec<String>> {
    let structs = uses(code, "in_order");
    let fields = structs
        .into_iter()
        .map(|(part, inside)| (part, names(&inside)));
    let plain = [uses(code, "words"), uses(code, "tagged")].concat();
    let words = plain
        .into_iter()
        .map(|(part, inside)| (part, marked(&inside, '"')));
    let variants = uses(code, "variants")
        .into_iter()
        .map(|(part, inside)| (part, words_with_fields(&inside)));

    fields.chain(words).chain(variants).collect()
}

/// `Applied { record } = "applied",` as the word and its fields.
fn words_with_fields(inside: &str) -> Vec<String> {
    let pieces = inside.split('}');
    let mut all = Vec::new();
    let mut fields = Vec::new();
    for piece in pieces {
        let word = marked(piece, '"');
        if let Some(word) = word.first() {
            all.push(word.clone());
            all.append(&mut fields);
        }
        if let Some((_, list)) = piece.split_once('{') {
            fields = names(list);
        }
    }

    all
}

/// Every kind in the code with the part that is its body.
fn kinds(code: &str) -> Vec<(String, String)> {
    let event = code.split("pub enum Event {").nth(1).unwrap();
    let bodies: BTreeMap<String, String> = event
        .split('}')
        .next()
        .unwrap()
        .split(',')
        .filter_map(|variant| variant.trim().trim_end_matches(')').split_once('('))
        .map(|(name, body)| {
            let body = body.trim_start_matches("Box<").trim_end_matches('>');
            (name.to_owned(), body.to_owned())
        })
        .collect();
    let kind = code.split("fn kind(&self)").nth(1).unwrap();
    let arms = kind.split("pub fn").next().unwrap().split("Self::").skip(1);
    arms.map(|arm| {
        let name = arm.split('(').next().unwrap();
        (marked(arm, '"').remove(0), bodies[name].clone())
    })
    .collect()
}

/// What the page lacks or says otherwise.
fn differences(page: &str, code: &str) -> Vec<String> {
    let kinds = kinds(code)
        .into_iter()
        .map(|(kind, body)| (kind, vec![body]));
    let mut all: Vec<String> = kinds
        .chain(written(code))
        .filter(|(part, wanted)| row(page, part).as_ref() != Some(wanted))
        .map(|(part, wanted)| format!("| `{part}` | … `{}`", wanted.join("`, `")))
        .collect();
    let version = code.split("pub const VERSION: u8 = ").nth(1).unwrap();
    let version = version.split(';').next().unwrap();
    if !page.contains(&format!("the version of the form: {version}")) {
        all.push(format!("version {version}"));
    }

    all
}

#[test]
fn every_kind_field_and_word_stands_on_the_page_in_its_order() {
    let (page, code) = (page(), code());
    assert!(kinds(&code).len() >= 10 && written(&code).len() > 25);
    let missing = differences(&page, &code);
    assert!(
        missing.is_empty(),
        "docs/journal-format.md lacks these rows:\n{}",
        missing.join("\n")
    );
}

/// The comparison can fail: at a kind, a field, an order and a word.
#[test]
fn what_is_not_on_the_page_is_seen() {
    let (page, code) = (page(), code());
    for (from, to) in [
        ("| `role-seen` |", "| `role-looked-at` |"),
        ("`epoch` u64, `program` text", "`program` text, `epoch` u64"),
        ("`acknowledged` list of texts, ", ""),
        ("`not-sent` with", "`sent-not` with"),
        ("`ads-manager`; ", ""),
        ("the version of the form: 1", "the version of the form: 0"),
    ] {
        let spoilt = page.replacen(from, to, 1);
        assert_ne!(spoilt, page, "{from}");
        assert_eq!(differences(&spoilt, &code).len(), 1, "{from}");
    }
}

/// The blocks of one language, in order.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let begins = format!("```{language}\n");
    let found = page.split(&begins).skip(1);
    found
        .map(|block| block.split("```").next().unwrap().to_owned())
        .collect()
}

fn hash_of_hex(text: &str) -> String {
    let digits: String = text.split_whitespace().collect();
    let bytes: Vec<u8> = (0..digits.len() / 2)
        .map(|at| u8::from_str_radix(&digits[at * 2..at * 2 + 2], 16).unwrap())
        .collect();
    let hash = Sha256::digest(&bytes);

    hash.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn ask(sql: &str) -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/journal-0001.sqlite");
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| {
        let number = |_| row.get::<_, i64>(0).map(|number| number.to_string());
        row.get::<_, String>(0).or_else(number)
    });

    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn the_worked_example_comes_out_as_printed() {
    let page = page();
    let texts = blocks(&page, "text");
    let printed = texts[1].trim();
    let bytes: Vec<&str> = texts[0]
        .lines()
        .map(|line| line.split('#').next().unwrap())
        .collect();
    assert_eq!(hash_of_hex(&bytes.join("")), printed);

    let asked = blocks(&page, "sh");
    let queries: Vec<String> = asked
        .iter()
        .map(|block| marked(block, '"').remove(0))
        .collect();
    let [first, stored, gaps] = &queries[..] else {
        unreachable!("{queries:?}")
    };
    assert_eq!(hash_of_hex(&ask(first)[0]), printed);
    assert_eq!(ask(stored), [printed, printed]);
    assert_eq!(ask(gaps), ["0"]);

    // As the page says of the whole chain.
    let all = ask(first.split("WHERE").next().unwrap());
    let hashes: Vec<String> = all.iter().map(|bytes| hash_of_hex(bytes)).collect();
    assert_eq!(
        hashes,
        ask("SELECT lower(hex(hash)) FROM entries ORDER BY number")
    );
}

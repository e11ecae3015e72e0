//! Ten thousand ad accounts: the table holds few rows, and moving through it costs little more than a table written by hand
//! for that alone. Times are compared in turns in the same page, never against a number.

use desk_window::{Start, Window};
use serde_json::Value;

const ACCOUNTS: u32 = 10_000;

/// More rows than these are never in the page.
const MOST_ROWS: u64 = 60;

/// What our table may take for script and layout, in hundredths of the plain one's.
const MOST_HUNDREDTHS: u64 = 130;

/// Blocks of places, in which the tables are moved in turns.
const BLOCKS: u32 = 40;

/// Whether those who read or step through the page meet the rows in the table's order.
const IN_ORDER: &str = "
    const rows = [...document.querySelector('main [role=table]').querySelectorAll('[data-row]')];
    const places = rows.map((row) => Number(row.dataset.row));
    return places.every((place, at) => at === 0 || place > places[at - 1]);
";

fn ten_thousand() -> Window {
    let window = Window::open_with(Start {
        accounts: Some(ACCOUNTS),
        ..Start::default()
    });
    window.wait_long_for("10,000 ad accounts", || {
        window.text().contains("10,000 ad accounts")
    });
    window
}

fn ask(window: &Window, call: &str) -> Value {
    let body = format!(
        "const done = arguments[0]; window.scrolling.{call}.then(done, (error) => done(String(error)))"
    );
    window.script_async(&body, vec![])
}

/// The turn in the middle: a turn that something else disturbed counts as one, however long it took.
fn median<'a>(blocks: impl Iterator<Item = &'a Value>, table: &str) -> u64 {
    let mut took: Vec<u64> = blocks
        .flat_map(|block| block[table].as_array().unwrap())
        .map(|turn| turn.as_u64().unwrap())
        .collect();
    took.sort_unstable();
    took[took.len() / 2]
}

#[test]
fn moving_through_ten_thousand_accounts_costs_little_more_than_a_table_written_by_hand() {
    let window = ten_thousand();
    window.script(include_str!("../plain_table.js"), vec![]);
    // In small parts: on a busy machine each takes seconds, and the driver is asked for no longer than that.
    for from in (0..ACCOUNTS).step_by(200) {
        let seen = ask(&window, &format!("gather({from}, {}, 25)", from + 200));
        assert_eq!(seen["empty"], 0, "rows were never filled: {seen}");
        assert!(seen["most"].as_u64().unwrap() <= MOST_ROWS, "{seen}");
    }
    let mut blocks = Vec::new();
    for block in 0..BLOCKS {
        let told = ask(
            &window,
            &format!("measure({ACCOUNTS}, {block}, {})", block + 1),
        );
        assert!(told["most"].as_u64().unwrap() <= MOST_ROWS, "{told}");
        blocks.extend(told["blocks"].as_array().unwrap().clone());
    }
    window.wait_for("the rows in their order, once nothing moves", || {
        window.script(IN_ORDER, vec![]) == true
    });
    for (kind, words) in ["a little further each time", "to any place"]
        .iter()
        .enumerate()
    {
        let of_kind = || blocks.iter().skip(kind).step_by(2);
        let (ours, plain) = (median(of_kind(), "ours"), median(of_kind(), "plain"));
        let hundredths = ours * 100 / plain;
        println!("script and layout, {words}: {hundredths} hundredths of the plain table's");
        assert!(
            hundredths <= MOST_HUNDREDTHS,
            "{words}, our table takes {hundredths} hundredths of what the plain one takes: {blocks:?}"
        );
    }
}

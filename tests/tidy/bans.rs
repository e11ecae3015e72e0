//! What must not be written, and where it may be (house style, rules 10, 12, 13, 15, 16, 19).

use super::rule::{Rule, has_word, lines_with};
use super::tree::Source;

/// Time is handed in (rule 12).
pub const CLOCK: Rule = Rule {
    advice: "The system clock is read in clock.rs and in main programs only. Take the time as an argument.",
    covers: |source| {
        let reads_it = ["/clock.rs", "/main.rs"]
            .iter()
            .any(|end| source.path.ends_with(end))
            || source.path.contains("/clock/");
        is_rust_of(source, "src-tauri/") && !reads_it && !source.path.contains("/examples/")
    },
    breaks: |source| {
        let mut lines = lines_with(
            source,
            &[
                "SystemTime::now",
                "Timestamp::now",
                "Zoned::now",
                "ZonedDateTime::now",
            ],
        );
        // A test may measure how long something took, but never ask what time it is.
        let end = if is_test_file(source) {
            0
        } else {
            first_test_line(source)
        };
        let measured = lines_with(source, &["Instant::now"]);
        lines.extend(measured.into_iter().filter(|number| *number <= end));
        lines
    },
    bad: &[
        ("src-tauri/core/src/sync.rs", "let a = Instant::now();"),
        ("src-tauri/src/a.rs", "jiff::Timestamp::now()"),
        ("src-tauri/core/src/review/tests.rs", "Timestamp::now()"),
    ],
    good: &[
        ("src-tauri/core/src/review/tests.rs", "Instant::now()"),
        ("src-tauri/core/src/clock.rs", "Timestamp::now()"),
        (
            "src-tauri/core/src/sync.rs",
            "// Timestamp::now() is not for us",
        ),
    ],
};

/// Money is whole (rule 10).
pub const FLOATS: Rule = Rule {
    advice: "No float lives in the core, the simulator or the shell. Count whole hundredths, or use rust_decimal at the edge.",
    covers: |source| is_rust_of(source, "src-tauri/"),
    breaks: |source| lines_with(source, &["f32", "f64", "to_f64", "as_f64", "from_f64"]),
    bad: &[
        ("src-tauri/core/src/money.rs", "fn a(b: f64) {}"),
        ("src-tauri/simulator/src/a.rs", "value.as_f64()"),
    ],
    good: &[
        (
            "src-tauri/core/src/money.rs",
            "let buf32 = 1; // never an f64",
        ),
        ("xtask/src/main.rs", "fn a(b: f64) {}"),
    ],
};

/// JavaScript never adds amounts up, so it never reads them as numbers either.
pub const NUMBERS: Rule = Rule {
    advice: "The UI does not turn text into numbers where money is shown: the core sends finished text and takes typed text.",
    covers: |source| {
        const MONEY: [&str; 5] = [
            "payment-management",
            "add-balance",
            "ad-account",
            "credits",
            "transactions",
        ];
        let folder = source
            .path
            .strip_prefix("ui/src/")
            .and_then(|path| path.split('/').next());
        folder.is_some_and(|folder| MONEY.contains(&folder)) && is_ui_code(source)
    },
    breaks: |source| {
        lines_with(
            source,
            &[
                "Number(",
                "Number.parseFloat",
                "Number.parseInt",
                "parseFloat(",
                "parseInt(",
                ".toFixed(",
            ],
        )
    },
    bad: &[
        ("ui/src/credits/list.ts", "const a = Number(amount);"),
        ("ui/src/ad-account/Page.svelte", "{parseFloat(left)}"),
    ],
    good: &[
        ("ui/src/credits/list.ts", "const a: Number = one(b);"),
        ("ui/src/kit/Table.svelte", "Number(height)"),
    ],
};

/// Tests contact nobody: the one host this program may ever call is one constant.
pub const HOSTS: Rule = Rule {
    advice: "A host of TikTok is named in gateway/base.rs and nowhere else: tests talk to loopback addresses only.",
    covers: |source| {
        let names_it = source.path == "src-tauri/core/src/gateway/base.rs";
        source.ending() != "md" && !names_it && !is_tidy(source)
    },
    breaks: |source| {
        const HOSTS: [&str; 5] = [
            "tiktok.com",
            "tiktokapis.com",
            "tiktokv.com",
            "byteoversea.com",
            "bytedance.com",
        ];
        // A file's own tests may name one to see it refused.
        let end = first_test_line(source);
        lines_with(source, &HOSTS)
            .into_iter()
            .filter(|number| *number <= end)
            .collect()
    },
    bad: &[
        (
            "src-tauri/core/src/gateway.rs",
            "\"https://business-api.tiktok.com\"",
        ),
        ("ui/index.html", "<a href='//ads.tiktok.com'>"),
    ],
    good: &[
        ("README.md", "ads.tiktok.com"),
        (
            "src-tauri/src/window.rs",
            "#[cfg(test)]\nmod tests {\n  refuses(\"https://www.tiktok.com\")\n}",
        ),
        (
            "src-tauri/core/src/gateway/base.rs",
            "\"https://business-api.tiktok.com\"",
        ),
        ("src-tauri/core/src/gateway.rs", "\"http://127.0.0.1\""),
    ],
};

/// What works on one machine only.
pub const PATHS: Rule = Rule {
    advice: "A path of one machine is written down here. Take a folder as an argument, or ask the system for a temporary one.",
    covers: |source| !is_tidy(source),
    breaks: |source| {
        let lines = source.text.lines().enumerate();
        lines
            .filter(|(_, line)| names_a_machine(line))
            .map(|(index, _)| index + 1)
            .collect()
    },
    bad: &[
        ("a.rs", "open(\"/tmp/x\")"),
        ("docs/a.md", "see /work/here"),
        ("a.toml", "path = '/root/x'"),
    ],
    good: &[
        ("a.rs", "at src/work/a and /workspace and a/tmp"),
        ("a.rs", "/working"),
    ],
};

/// A test that sleeps is slow on a good day and wrong on a bad one (rule 19).
pub const SLEEP: Rule = Rule {
    advice: "Tests do not sleep: hand in a clock, or wait for a condition (tests/window/wait.rs in the real window).",
    covers: |source| {
        let waits_for_conditions = source.path == "tests/window/wait.rs";
        !is_tidy(source) && !waits_for_conditions && (source.ending() == "rs" || is_ui_test(source))
    },
    breaks: |source| {
        let starts = if is_test_file(source) {
            0
        } else {
            first_test_line(source)
        };
        let sleeps = source
            .code()
            .filter(|(_, line)| is_sleep(line))
            .map(|(number, _)| number);
        sleeps.filter(|number| *number > starts).collect()
    },
    bad: &[
        ("tests/crash.rs", "std::thread::sleep(a)"),
        (
            "src-tauri/src/a.rs",
            "#[cfg(test)]\nmod tests {\n  sleep(a)\n}",
        ),
        ("ui/src/a.test.ts", "setTimeout(a, 1)"),
    ],
    good: &[
        (
            "tests/crash.rs",
            "fn sleep_until(&self) { self.0.sleep_until(a) }",
        ),
        (
            "src-tauri/src/a.rs",
            "tokio::time::sleep(a)\n#[cfg(test)]\nmod tests {}",
        ),
        ("src-tauri/src/a.rs", "sleep(a)"),
    ],
};

/// A skipped test says that all is well when nobody knows.
pub const SKIPPED: Rule = Rule {
    advice: "A test is skipped here, or hides the others. Repair it or take it out.",
    covers: |source| !is_tidy(source) && (source.ending() == "rs" || is_ui_test(source)),
    breaks: |source| {
        if source.ending() == "rs" {
            return lines_with(source, &["#[ignore", "#[ignore]"]);
        }
        lines_with(
            source,
            &[
                "it.skip",
                "it.only",
                "test.skip",
                "test.only",
                "describe.skip",
                "describe.only",
                "it.todo",
                "xit(",
            ],
        )
    },
    bad: &[
        ("tests/crash.rs", "#[ignore]"),
        ("tests/crash.rs", "#[ignore = \"slow\"]"),
        ("ui/src/a.test.ts", "it.only('x', y)"),
    ],
    good: &[
        ("tests/crash.rs", "#[test]"),
        ("ui/src/a.test.ts", "it('x', y)"),
    ],
};

/// What is not done is not written as if it were.
pub const LATER: Rule = Rule {
    advice: "Something is left for later here. Do it, or leave it out altogether.",
    covers: |source| !is_tidy(source) && source.ending() != "md",
    breaks: |source| {
        let lines = source.text.lines().enumerate();
        let marks = ["TODO", "FIXME", "XXX", "HACK"];
        lines
            .filter(|(_, line)| marks.iter().any(|mark| has_word(line, mark)))
            .map(|(index, _)| index + 1)
            .collect()
    },
    bad: &[
        ("a.rs", "// TODO: the rest"),
        ("a.svelte", "<!-- FIXME -->"),
    ],
    good: &[("a.rs", "// Nothing to do: TODOS is a name.")],
};

/// SQL belongs to the rooms that own a file.
pub const SQL: Rule = Rule {
    advice: "SQL is written here, outside the journal, the mirror, their readers and the simulator's store.",
    covers: |source| {
        const ROOMS: [&str; 7] = [
            "src-tauri/core/src/journal.rs",
            "src-tauri/core/src/journal/",
            "src-tauri/core/src/mirror.rs",
            "src-tauri/core/src/mirror/",
            "src-tauri/core/src/review.rs",
            "src-tauri/core/src/review/",
            "src-tauri/simulator/src/store",
        ];
        let has_file = ROOMS.iter().any(|room| source.path.starts_with(room));
        is_rust_of(source, "src-tauri/")
            && !has_file
            && !source.path.contains("/tests/")
            && !source.path.contains("/examples/")
    },
    breaks: |source| {
        lines_with(
            source,
            &[
                "SELECT",
                "INSERT INTO",
                "DELETE FROM",
                "CREATE TABLE",
                "PRAGMA",
                "BEGIN IMMEDIATE",
            ],
        )
    },
    bad: &[
        ("src-tauri/src/commands.rs", "\"SELECT a FROM b\""),
        ("src-tauri/core/src/policy.rs", "\"PRAGMA user_version\""),
    ],
    good: &[
        (
            "src-tauri/core/src/journal/open.rs",
            "\"PRAGMA user_version\"",
        ),
        ("src-tauri/src/commands.rs", "Selected::SELECTED"),
    ],
};

/// One door between the UI and the shell (rule 16).
pub const DOOR: Rule = Rule {
    advice: "Only ui/src/backend.ts speaks to the shell. Import what you need from there.",
    covers: |source| {
        source.path.starts_with("ui/src/")
            && !["ui/src/backend.ts", "ui/src/bindings.ts"].contains(&source.path.as_str())
    },
    breaks: |source| lines_with(source, &["@tauri-apps", "__TAURI_INTERNALS__", "__TAURI__"]),
    bad: &[(
        "ui/src/credits/list.ts",
        "import { invoke } from '@tauri-apps/api/core';",
    )],
    good: &[
        (
            "ui/src/backend.ts",
            "import { invoke } from '@tauri-apps/api/core';",
        ),
        (
            "ui/src/credits/list.ts",
            "import { list } from '../backend';",
        ),
    ],
};

fn is_rust_of(source: &Source, folder: &str) -> bool {
    source.ending() == "rs" && source.path.starts_with(folder)
}

fn is_tidy(source: &Source) -> bool {
    source.path.starts_with("tests/tidy")
}

fn is_ui_test(source: &Source) -> bool {
    source.path.starts_with("ui/") && source.path.ends_with(".test.ts")
}

fn is_ui_code(source: &Source) -> bool {
    ["ts", "svelte"].contains(&source.ending()) && !is_ui_test(source)
}

fn is_test_file(source: &Source) -> bool {
    source.path.starts_with("tests/")
        || source.path.contains("/tests/")
        || source.path.ends_with("/tests.rs")
        || is_ui_test(source)
}

/// The line that opens a file's own tests; past the end if it has none.
fn first_test_line(source: &Source) -> usize {
    let opening = source
        .text
        .lines()
        .position(|line| line.trim() == "#[cfg(test)]");
    opening.unwrap_or(source.text.lines().count())
}

/// Sleeping on a clock that was handed in is a method of it, and costs no time.
fn is_sleep(line: &str) -> bool {
    let handed_in = [".sleep(", ".sleep_until(", "fn sleep(", "fn sleep_until("];
    let line = handed_in
        .iter()
        .fold(line.to_owned(), |line, method| line.replace(method, ""));
    ["sleep(", "sleep_until(", "sleep_ms(", "setTimeout("]
        .iter()
        .any(|word| has_word(&line, word))
}

fn names_a_machine(line: &str) -> bool {
    ["/work", "/tmp", "/root"].iter().any(|folder| {
        line.match_indices(folder).any(|(start, _)| {
            let before = line[..start].chars().next_back();
            let after = line[start + folder.len()..].chars().next();
            let starts_path = before
                .is_none_or(|letter| !letter.is_alphanumeric() && !".-_/}>~*)".contains(letter));
            let ends_name =
                after.is_none_or(|letter| !letter.is_alphanumeric() && !"-_".contains(letter));
            starts_path && ends_name
        })
    })
}

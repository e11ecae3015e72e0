//! Size, opening, names and depth (house style, section 1 and rules 1 and 18).

use super::rule::Rule;
use super::tree::Source;

const LONGEST: usize = 500;

/// At most 500 lines with tests, so that a file is read in one go.
pub const SMALL: Rule = Rule {
    advice: "These files are too long. Aim for 80 to 150 lines: move what has a name of its own to a file of that name.",
    covers: |source| is_code(source),
    breaks: |source| {
        if source.text.lines().count() > LONGEST {
            vec![LONGEST + 1]
        } else {
            Vec::new()
        }
    },
    bad: &[("src-tauri/src/a.rs", LONG)],
    good: &[
        ("src-tauri/src/a.rs", "//! Short.\n"),
        ("docs/long.md", LONG),
    ],
};

/// A file says what it is for before it does anything.
pub const OPENING: Rule = Rule {
    advice: "These files do not open with a comment that says what they are for and what always holds.",
    // A migration is frozen once released; schema.sql explains what it made.
    covers: |source| is_code(source) && !source.path.contains("/migrations/"),
    breaks: |source| if opens(source) { Vec::new() } else { vec![1] },
    bad: &[
        ("a.rs", "use std::fs;\n"),
        ("a.rs", "// Not about the file.\n"),
        ("a.ts", "import x from 'x';\n"),
        ("a.css", "body {}\n"),
        (
            "a.svelte",
            "<script lang=\"ts\">\n  let a = 1;\n</script>\n",
        ),
        ("a.sql", "CREATE TABLE a (b);\n"),
    ],
    good: &[
        ("a.rs", "//! About a.\n"),
        ("a.ts", "// About a.\n"),
        ("a.css", "/* About a. */\n"),
        ("a.svelte", "<!-- About a. -->\n<p></p>\n"),
        (
            "a.svelte",
            "<script lang=\"ts\">\n  // About a.\n</script>\n",
        ),
        ("a.sql", "-- About a.\n"),
    ],
};

/// No name that would fit anything.
pub const NAMES: Rule = Rule {
    advice: "These names would fit anything. Say in one word of our business what lives there.",
    covers: |_| true,
    breaks: |source| {
        if is_vague(&source.path) {
            vec![1]
        } else {
            Vec::new()
        }
    },
    bad: &[
        ("ui/src/utils/a.ts", ""),
        ("src-tauri/src/journal_manager.rs", ""),
        ("ui/src/kit/test-helpers.ts", ""),
    ],
    good: &[
        ("src-tauri/src/commands.rs", ""),
        ("ui/src/kit/Button.svelte", ""),
        ("docs/common-questions-answered.md", ""),
    ],
};

/// At most two folders below any `src`.
pub const DEPTH: Rule = Rule {
    advice: "These files lie more than two folders below src.",
    covers: |source| source.path.contains("src/"),
    breaks: |source| {
        if depth(&source.path) > 2 {
            vec![1]
        } else {
            Vec::new()
        }
    },
    bad: &[
        ("src-tauri/core/src/journal/a/b/c.rs", ""),
        ("ui/src/a/b/c/d.ts", ""),
    ],
    good: &[
        ("src-tauri/core/src/journal/migrations/0001_start.sql", ""),
        ("tests/fixtures/a/b/c.json", ""),
    ],
};

fn is_code(source: &Source) -> bool {
    let is_generated = source.path == "ui/src/bindings.ts";
    !is_generated && ["rs", "ts", "js", "svelte", "css", "sql", "c"].contains(&source.ending())
}

fn opens(source: &Source) -> bool {
    let mut lines = source
        .text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    match source.ending() {
        "rs" => first.starts_with("//!"),
        "sql" => first.starts_with("--"),
        "svelte" if first.starts_with("<script") => {
            starts_comment(lines.next().unwrap_or_default())
        }
        "svelte" => first.starts_with("<!--"),
        _ => starts_comment(first),
    }
}

fn starts_comment(line: &str) -> bool {
    line.starts_with("//") || line.starts_with("/*")
}

fn is_vague(path: &str) -> bool {
    const VAGUE: [&str; 8] = [
        "util", "utils", "helper", "helpers", "common", "manager", "service", "misc",
    ];
    let is_document = path.ends_with(".md");
    !is_document
        && path
            .to_lowercase()
            .split(['/', '.', '-', '_'])
            .any(|word| VAGUE.contains(&word))
}

fn depth(path: &str) -> usize {
    let Some((_, below)) = path.split_once("src/") else {
        return 0;
    };
    below.matches('/').count()
}

/// 501 lines, each a comment.
const LONG: &str = concat_lines();

const fn concat_lines() -> &'static str {
    const BYTES: [u8; 1503] = {
        let mut bytes = [b'/'; 1503];
        let mut at = 2;
        while at < bytes.len() {
            bytes[at] = b'\n';
            at += 3;
        }
        bytes
    };
    match std::str::from_utf8(&BYTES) {
        Ok(text) => text,
        Err(_) => "",
    }
}

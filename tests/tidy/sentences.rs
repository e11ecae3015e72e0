//! Every sentence a person sees stands in a locale file (house style, rule 17). Markup may hold marks and single words only.

use super::rule::Rule;

/// Two words in a row between tags, or any word in an attribute that is read out.
pub const MARKUP: Rule = Rule {
    advice: "These sentences belong in ui/src/locales, with a note for the translator.",
    covers: |source| source.path.starts_with("ui/src/") && source.ending() == "svelte",
    breaks: |source| {
        let markup = blank_code(&source.text);
        let mut lines = spoken_attributes(&markup);
        lines.extend(spoken_text(&markup));
        lines.sort_unstable();
        lines.dedup();
        lines
    },
    bad: &[
        ("ui/src/App.svelte", "<p>Nothing was moved.</p>"),
        (
            "ui/src/App.svelte",
            "<script>\n// About.\n</script>\n<b>Add\n   Balance</b>",
        ),
        (
            "ui/src/App.svelte",
            "<button aria-label=\"Close\">x</button>",
        ),
        ("ui/src/App.svelte", "{#if a}Add Balance{/if}"),
    ],
    good: &[
        (
            "ui/src/App.svelte",
            "<script>\n// About this part.\nconst a = 'b c';\n</script>\n<p>{t('a b')}</p>",
        ),
        (
            "ui/src/App.svelte",
            "<!-- About this part. -->\n<p aria-label={name}>· {a} → {b}</p>",
        ),
        (
            "ui/src/App.svelte",
            "<b onclick={() => a > b && c}>{#each list as one (one.id)}{one}{/each}</b>\n<style>\n.a .b { c: d e; }\n</style>",
        ),
    ],
};

/// Replaces scripts, styles, comments and expressions by spaces, line by line, so that numbers of lines stay.
fn blank_code(text: &str) -> String {
    let mut left = text.to_owned();
    for (open, close) in [
        ("<!--", "-->"),
        ("<script", "</script>"),
        ("<style", "</style>"),
    ] {
        while let Some(start) = left.find(open) {
            let end = left[start..]
                .find(close)
                .map_or(left.len(), |at| start + at + close.len());
            let blank: String = left[start..end].chars().map(blank_letter).collect();
            left.replace_range(start..end, &blank);
        }
    }
    blank_braces(&left)
}

/// Expressions become one brace pair's worth of spaces, so that `>` and quotes inside them end nothing.
fn blank_braces(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .map(|letter| match letter {
            '{' => {
                depth += 1;
                '\u{1}'
            }
            '}' => {
                depth = depth.saturating_sub(1);
                '\u{1}'
            }
            other if depth > 0 => blank_letter(other),
            other => other,
        })
        .collect()
}

fn blank_letter(letter: char) -> char {
    if letter == '\n' { '\n' } else { ' ' }
}

fn spoken_attributes(markup: &str) -> Vec<usize> {
    let spoken = [
        "aria-label=\"",
        "title=\"",
        "placeholder=\"",
        "alt=\"",
        "aria-description=\"",
        "label=\"",
    ];
    let lines = markup.lines().enumerate();
    lines
        .filter(|(_, line)| {
            spoken.iter().any(|name| {
                let value = line
                    .split_once(name)
                    .and_then(|(_, rest)| rest.split('"').next());
                value.is_some_and(|value| value.chars().any(char::is_alphabetic))
            })
        })
        .map(|(index, _)| index + 1)
        .collect()
}

fn spoken_text(markup: &str) -> Vec<usize> {
    let mut lines = Vec::new();
    let mut line = 1;
    for (index, piece) in markup.split('<').enumerate() {
        // The first piece lies before any tag; every other one starts inside a tag.
        let text = if index == 0 {
            piece
        } else {
            piece.split_once('>').map_or("", |(_, text)| text)
        };
        if text.split('\u{1}').any(is_sentence) {
            lines.push(line);
        }
        line += piece.matches('\n').count();
    }
    lines
}

fn is_sentence(text: &str) -> bool {
    let words = text
        .split_whitespace()
        .filter(|word| word.chars().filter(|letter| letter.is_alphabetic()).count() > 1);
    words.count() > 1
}

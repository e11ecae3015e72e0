//! What a rule is, and how it is held: first against its own samples, then against everything we wrote.

use super::tree::{Source, sources};

/// One rule about one file at a time.
pub struct Rule {
    /// What to do instead, for whoever broke it.
    pub advice: &'static str,
    /// Which files it speaks about.
    pub covers: fn(&Source) -> bool,
    /// The lines that break it, counted from one; line 1 if the file as a whole does.
    pub breaks: fn(&Source) -> Vec<usize>,
    /// Files that must be caught: path and text.
    pub bad: &'static [(&'static str, &'static str)],
    /// Files that must be left alone, because they are right or not meant.
    pub good: &'static [(&'static str, &'static str)],
}

/// Fails with every place that breaks the rule, or if the rule does not do what its samples say.
pub fn hold(rule: &Rule) {
    for (path, text) in rule.bad {
        assert!(
            !broken(rule, &sample(path, text)).is_empty(),
            "the rule does not see: {path}: {text}"
        );
    }
    for (path, text) in rule.good {
        assert_eq!(
            broken(rule, &sample(path, text)),
            Vec::<String>::new(),
            "the rule is too strict: {path}: {text}"
        );
    }
    let findings: Vec<String> = sources()
        .iter()
        .flat_map(|source| broken(rule, source))
        .collect();
    assert!(
        findings.is_empty(),
        "{}\n{}",
        rule.advice,
        findings.join("\n")
    );
}

fn broken(rule: &Rule, source: &Source) -> Vec<String> {
    if !(rule.covers)(source) {
        return Vec::new();
    }
    let lines = (rule.breaks)(source);
    lines
        .into_iter()
        .map(|number| {
            let line = source.text.lines().nth(number - 1).unwrap_or_default();
            format!("  {}:{number}: {}", source.path, line.trim())
        })
        .collect()
}

fn sample(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

/// Lines of code that hold one of these, each as a whole word.
pub fn lines_with(source: &Source, words: &[&str]) -> Vec<usize> {
    source
        .code()
        .filter(|(_, line)| words.iter().any(|word| has_word(line, word)))
        .map(|(number, _)| number)
        .collect()
}

/// Whether the text holds this word with nothing of a name on either side of it.
pub fn has_word(text: &str, word: &str) -> bool {
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.match_indices(word).any(|(start, _)| {
        let before = text[..start].chars().next_back().is_some_and(is_name);
        let after = text[start + word.len()..]
            .chars()
            .next()
            .is_some_and(is_name);
        let opens = word.chars().next().is_some_and(is_name);
        let closes = word.chars().next_back().is_some_and(is_name);
        !(before && opens || after && closes)
    })
}

#[test]
fn words_are_whole() {
    assert!(has_word("let x: f64 = 1", "f64"));
    assert!(!has_word("let buf64 = 1", "f64"));
    assert!(has_word("thread::sleep(x)", "sleep("));
    assert!(!has_word("asleep(x)", "sleep("));
}

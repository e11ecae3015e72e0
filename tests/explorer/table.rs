//! The findings as a table, with the shortest way to each.

use crate::promises::Promise;
use crate::search::Outcome;
use crate::variants::Verdict;
use std::fmt;

/// One variant's findings.
#[derive(Debug)]
pub struct Line {
    pub place: usize,
    pub name: &'static str,
    pub verdict: Verdict,
    pub outcome: Outcome,
    pub seconds: f32,
}

impl Line {
    /// What it should not have come to.
    pub fn surprises(&self) -> Vec<String> {
        let is_broken = |promise| self.outcome.broken.contains_key(promise);
        match self.verdict {
            Verdict::Bad(promise) if is_broken(&promise) => Vec::new(),
            Verdict::Bad(promise) => vec![format!("is not found to break {promise:?}")],
            Verdict::Breaks(expected) => Promise::ALL
                .iter()
                .filter(|promise| is_broken(promise) != expected.contains(promise))
                .map(|promise| {
                    let breaks = is_broken(promise);
                    format!("{} {promise:?}", if breaks { "breaks" } else { "keeps" })
                })
                .collect(),
        }
    }

    /// The ways worth telling: to what the variant is about, where that is asked for, and to each surprise.
    fn tells(&self, everything: bool) -> impl Iterator<Item = (&Promise, &Vec<String>)> {
        self.outcome.broken.iter().filter(move |(promise, _)| {
            let (about, expected) = match self.verdict {
                Verdict::Bad(one) => (one == **promise, true),
                Verdict::Breaks(all) => (all.first() == Some(promise), all.contains(promise)),
            };

            !expected || (about && everything)
        })
    }

    fn words(&self) -> String {
        let broken: Vec<&Promise> = self.outcome.broken.keys().collect();
        let mut words = match (broken.as_slice(), self.verdict) {
            ([], _) => "holds".to_owned(),
            ([promise, ..], Verdict::Bad(_)) => {
                format!(
                    "found in {} steps: {}",
                    self.outcome.depth,
                    promise.broken()
                )
            }
            (broken, Verdict::Breaks(_)) => {
                let sentences: Vec<_> = broken.iter().map(|promise| promise.broken()).collect();
                format!("as known: {}", sentences.join("; "))
            }
        };
        let surprises = self.surprises();
        if !surprises.is_empty() {
            words.push_str(&format!(" -- SURPRISE: {}", surprises.join(", ")));
        }

        words
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Outcome {
            states,
            steps,
            depth,
            waiting,
            ends,
            ..
        } = self.outcome;
        write!(
            f,
            "{:<26}{states:>10}{steps:>12}{depth:>7}{waiting:>9}{ends:>8}{:>7.1}  {}",
            self.name,
            self.seconds,
            self.words()
        )
    }
}

/// Prints it all.
pub fn print(intents: u8, lines: &[Line], ways: bool) {
    for line in lines {
        for (promise, way) in line.tells(ways) {
            println!("{}: {}", line.name, promise.broken());
            for (number, sentence) in (1..).zip(way) {
                println!("  {number:>2}. {sentence}");
            }
            println!();
        }
    }
    println!("{intents} intents of equal amount");
    println!(
        "{:<26}{:>10}{:>12}{:>7}{:>9}{:>8}{:>7}  verdict",
        "variant", "states", "transitions", "depth", "waiting", "ends", "s"
    );
    lines.iter().for_each(|line| println!("{line}"));
    let (states, steps) = lines.iter().fold((0, 0), |(states, steps), line| {
        (states + line.outcome.states, steps + line.outcome.steps)
    });
    let surprised = lines.iter().filter(|line| !line.surprises().is_empty());
    println!(
        "\n{} variants, {states} states, {steps} transitions; {} came to another verdict than they must",
        lines.len(),
        surprised.count()
    );
}

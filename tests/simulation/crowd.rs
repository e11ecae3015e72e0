//! Many seeds beside each other: workers are processes of their own, each run stays on one thread.
//!
//! A worker tells what it does line by line, so that a seed at which it fell over is known by name.

use crate::notes::Keep;
use crate::run::{Verdict, run};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{BufRead, BufReader};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// One run in so many is made twice and must come out the same, byte for byte.
const TWICE_IN: u64 = 100;

/// What came of many runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many.
    pub runs: u64,
    /// Transfers that were sent.
    pub sends: u64,
    /// Transfers that moved ad credit.
    pub executed: u64,
    /// Simulated seconds.
    pub lived: u64,
    /// How often what was hit.
    pub hits: BTreeMap<String, u64>,
    /// Seeds that broke a promise, and which.
    pub broken: Vec<(u64, String)>,
}

/// Does a worker's part: prints each seed before it is run, and the sum at the end.
pub fn work(seeds: impl Iterator<Item = u64>, say: &mut dyn FnMut(&str)) {
    let mut sum = Sum::default();
    for seed in seeds {
        say(&format!("seed\t{seed}"));
        let verdict = match catch_unwind(AssertUnwindSafe(|| twice_if_due(seed))) {
            Ok(verdict) => verdict,
            Err(_) => {
                say(&format!("broken\t{seed}\tit fell over"));
                continue;
            }
        };
        for violation in &verdict.violations {
            let line = violation.replace(['\n', '\t'], " ");
            say(&format!("broken\t{seed}\t{} ({})", line, verdict.kind));
        }
        sum.runs += 1;
        sum.sends += verdict.sends;
        sum.executed += verdict.executed;
        sum.lived += verdict.lived.unsigned_abs() / 1_000_000;
        for (name, count) in verdict.hits {
            *sum.hits.entry(name).or_insert(0) += count;
        }
    }
    // Broken promises were told as they came.
    sum.broken.clear();
    for line in sum.lines() {
        say(&line);
    }
}

fn twice_if_due(seed: u64) -> Verdict {
    if !seed.is_multiple_of(TWICE_IN) {
        return run(seed, Keep::Nothing);
    }
    let mut verdict = run(seed, Keep::Digest);
    if run(seed, Keep::Digest).digest != verdict.digest {
        verdict
            .violations
            .push("promise 9: the same seed came out another way".to_owned());
    }

    verdict
}

/// Runs seeds by so many workers of a program that understands `worker FROM COUNT STEP`.
///
/// # Errors
/// When a worker cannot be started.
pub fn spread(program: &Path, from: u64, count: u64, workers: u64) -> std::io::Result<Sum> {
    let children: Vec<Child> = (0..workers)
        .map(|worker| {
            let first = from + worker;
            let share = count.saturating_sub(worker).div_ceil(workers);
            Command::new(program)
                .args([
                    "worker",
                    &first.to_string(),
                    &share.to_string(),
                    &workers.to_string(),
                ])
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .spawn()
        })
        .collect::<Result<_, _>>()?;
    // Each is listened to on a thread of its own, or one could wait for the other's ear.
    let ears: Vec<_> = children
        .into_iter()
        .map(|child| std::thread::spawn(move || hear(child)))
        .collect();
    let mut sum = Sum::default();
    for ear in ears {
        match ear.join() {
            Ok(part) => sum.add(part),
            Err(_) => sum
                .broken
                .push((from, "a worker could not be heard".to_owned())),
        }
    }

    Ok(sum)
}

fn hear(mut child: Child) -> Sum {
    let mut sum = Sum::default();
    let mut last = 0;
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            match line.strip_prefix("seed\t") {
                Some(seed) => last = number(seed),
                None => sum.take(&line),
            }
        }
    }
    if !child.wait().is_ok_and(|status| status.success()) {
        sum.broken.push((last, "the worker fell over".to_owned()));
    }

    sum
}

fn number(text: &str) -> u64 {
    text.parse().unwrap_or(0)
}

/// As lines, between workers and in the file that remembers.
impl Sum {
    /// One line for each figure.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let Self {
            runs,
            sends,
            executed,
            lived,
            hits,
            broken,
        } = self;
        let sum = format!("sum\t{runs}\t{sends}\t{executed}\t{lived}");
        let hits = hits
            .iter()
            .map(|(name, count)| format!("hit\t{count}\t{name}"));
        let broken = broken
            .iter()
            .map(|(seed, what)| format!("broken\t{seed}\t{what}"));

        std::iter::once(sum).chain(hits).chain(broken).collect()
    }

    /// Adds what one line tells.
    pub fn take(&mut self, line: &str) {
        let parts: Vec<&str> = line.split('\t').collect();
        match parts.as_slice() {
            ["broken", seed, what] => self.broken.push((number(seed), (*what).to_owned())),
            ["hit", count, name] => {
                *self.hits.entry((*name).to_owned()).or_insert(0) += number(count);
            }
            ["sum", runs, sends, executed, lived] => {
                self.runs += number(runs);
                self.sends += number(sends);
                self.executed += number(executed);
                self.lived += number(lived);
            }
            _ => {}
        }
    }
}

impl Sum {
    /// Both together.
    pub fn add(&mut self, other: Self) {
        self.runs += other.runs;
        self.sends += other.sends;
        self.executed += other.executed;
        self.lived += other.lived;
        self.broken.extend(other.broken);
        for (name, count) in other.hits {
            *self.hits.entry(name).or_insert(0) += count;
        }
    }

    /// How often what was hit, one a line.
    #[must_use]
    pub fn table(&self) -> String {
        let lines = self.hits.iter();

        lines
            .map(|(name, count)| format!("{count:>9}  {name}\n"))
            .collect()
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pairs, faults): (Vec<_>, Vec<_>) =
            self.hits.iter().partition(|(name, _)| name.contains('×'));
        let total: u64 = faults.iter().map(|(_, count)| *count).sum();

        write!(
            f,
            "{} runs, {} simulated days, {} transfers sent, {} executed, {total} faults of {} kinds, {} pairs of state and event, {} promises broken",
            self.runs,
            self.lived / 86_400,
            self.sends,
            self.executed,
            faults.len(),
            pairs.len(),
            self.broken.len()
        )
    }
}

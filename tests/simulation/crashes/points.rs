//! Every point of every scenario, numbered, so that many processes can share them and one can be shown again.

use super::scenarios::{ALL, Scenario};
use super::stage::{Played, play};
use crate::crowd::Sum;
use crate::disk::{Armed, Errno};
use crate::notes::Keep;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Numbers of one mode begin at a multiple of this.
const SPAN: u64 = 1_000_000;

/// What is tried at every point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A kill before each durable step and each on the network.
    Step,
    /// A kill before each step, every write among them.
    Kill,
    /// The power goes before each step.
    Power,
    /// A kill before each durable step and each on the network, and then a second one before each such step of the program
    /// started again.
    Pairs,
    /// Each call to the disk that can fail does, once, with each error.
    Once,
    /// And all that follow it.
    On,
}

impl Mode {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 6] = [
        Self::Step,
        Self::Kill,
        Self::Power,
        Self::Pairs,
        Self::Once,
        Self::On,
    ];

    /// By its word.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.word() == word)
    }

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Step => "step",
            Self::Kill => "kill",
            Self::Power => "power",
            Self::Pairs => "pairs",
            Self::Once => "error-once",
            Self::On => "error-on",
        }
    }

    /// The number of its first point.
    #[must_use]
    pub fn first(self) -> u64 {
        let place = Self::ALL.iter().position(|mode| *mode == self);

        place.unwrap_or(0) as u64 * SPAN
    }
}

/// One point of a scenario.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    scenario: &'static Scenario,
    armed: Armed,
    pairs: bool,
}

/// All points there are, from one undisturbed play of each scenario.
pub struct Points(Vec<Vec<Point>>);

impl Default for Points {
    fn default() -> Self {
        Self::new()
    }
}

impl Points {
    /// Plays each scenario once and counts.
    #[must_use]
    pub fn new() -> Self {
        let played: Vec<Played> = ALL
            .iter()
            .map(|scenario| play(scenario, &[], Keep::Nothing))
            .collect();
        let of_mode = |mode: Mode| {
            let each = ALL.iter().zip(&played);
            each.flat_map(|(scenario, played)| points(mode, scenario, played))
                .collect()
        };

        Self(Mode::ALL.into_iter().map(of_mode).collect())
    }

    /// How many points a mode has.
    #[must_use]
    pub fn count(&self, mode: Mode) -> u64 {
        let place = usize::try_from(mode.first() / SPAN).unwrap_or(0);

        self.0[place].len() as u64
    }

    /// The numbers of one scenario's points in a mode: the first, and how many.
    #[must_use]
    pub fn of(&self, mode: Mode, name: &str) -> (u64, u64) {
        let place = usize::try_from(mode.first() / SPAN).unwrap_or(0);
        let is_of = |point: &&Point| point.scenario.name == name;
        let before = self.0[place].iter().take_while(|point| !is_of(point));
        let count = self.0[place].iter().filter(is_of).count();

        (mode.first() + before.count() as u64, count as u64)
    }

    fn get(&self, number: u64) -> Option<Point> {
        let mode = usize::try_from(number / SPAN).ok()?;
        let place = usize::try_from(number % SPAN).ok()?;

        self.0.get(mode)?.get(place).copied()
    }

    /// Plays one point and every line of it; a pair only with a second kill before this step.
    #[must_use]
    pub fn show(&self, number: u64, second: u64) -> Option<(String, Played)> {
        let point = self.get(number)?;
        let armed = [point.armed, killed(second)];
        let armed = &armed[..1 + usize::from(point.pairs)];
        let played = play(point.scenario, armed, Keep::Lines);

        Some((format!("{} {armed:?}", point.scenario.name), played))
    }
}

fn killed(at: u64) -> Armed {
    Armed::Death {
        at,
        lasting: true,
        power: false,
    }
}

fn points(mode: Mode, scenario: &'static Scenario, played: &Played) -> Vec<Point> {
    let point = |armed| Point {
        scenario,
        armed,
        pairs: mode == Mode::Pairs,
    };
    let (lasting, power) = (
        matches!(mode, Mode::Step | Mode::Pairs),
        mode == Mode::Power,
    );
    let on = mode == Mode::On;
    let steps = if lasting {
        played.lasting
    } else {
        played.steps
    };
    match mode {
        Mode::Step | Mode::Kill | Mode::Power | Mode::Pairs => (1..=steps)
            .map(|at| point(Armed::Death { at, lasting, power }))
            .collect(),
        Mode::Once | Mode::On => {
            let errors = |errno: Errno, calls: u64| {
                (1..=calls).map(move |at| point(Armed::Error { errno, at, on }))
            };
            let each = played.calls.iter();
            each.flat_map(|(errno, calls)| errors(*errno, *calls))
                .collect()
        }
    }
}

/// Does a worker's part: prints each number before it is played, and the sum at the end.
pub fn work(numbers: impl Iterator<Item = u64>, say: &mut dyn FnMut(&str)) {
    let points = Points::new();
    let mut sum = Sum::default();
    for number in numbers {
        say(&format!("seed\t{number}"));
        let Some(point) = points.get(number) else {
            say(&format!("broken\t{number}\tthere is no such point"));
            continue;
        };
        let played = catch_unwind(AssertUnwindSafe(|| at(point, &mut sum)));
        match played {
            Ok(broken) => {
                for what in broken {
                    let line = what.replace(['\n', '\t'], " ");
                    let (name, armed) = (point.scenario.name, point.armed);
                    say(&format!("broken\t{number}\t{name} {armed:?}: {line}"));
                }
            }
            Err(_) => say(&format!("broken\t{number}\tit fell over")),
        }
    }
    for line in sum.lines() {
        say(&line);
    }
}

/// Plays a point, and with pairs each second kill too; what was broken.
fn at(point: Point, sum: &mut Sum) -> Vec<String> {
    if !point.pairs {
        let played = play(point.scenario, &[point.armed], Keep::Nothing);
        let mut broken = played.violations.clone();
        if played.happened != 1 {
            broken.push("what was armed did not happen".to_owned());
        }
        add(sum, played);
        return broken;
    }
    let mut broken = Vec::new();
    for second in 1.. {
        let armed = [point.armed, killed(second)];
        let played = play(point.scenario, &armed, Keep::Nothing);
        let happened = played.happened;
        let violations = played.violations.iter();
        broken.extend(violations.map(|what| format!("second kill {second}: {what}")));
        add(sum, played);
        if happened < 2 {
            break;
        }
    }

    broken
}

fn add(sum: &mut Sum, played: Played) {
    sum.runs += 1;
    sum.sends += played.moved.0;
    sum.executed += played.moved.1;
    sum.lived += played.lived.unsigned_abs() / 1_000_000;
    for (name, count) in played.hits {
        *sum.hits.entry(name).or_insert(0) += count;
    }
    *sum.hits.entry("armed: happened".to_owned()).or_insert(0) += played.happened as u64;
}

//! What a developer typed, as types. A word that is not understood is an error, never ignored.

use crate::screen::Size;
use std::path::PathBuf;

/// How to use the commands, as shown for `cargo xtask help`.
pub const USAGE: &str = "\
cargo xtask run      opens the window; installs and builds what is missing
    --screenshot FILE     shows it on a screen of its own, writes a PNG of it, ends
    --theme light|dark    instead of the desktop's own
    --size WxH            of the screen of its own; 1280x800 if not given
    --data DIR            keeps this run's data apart, in DIR
cargo xtask test [tidy|core|ui|shell|window]
                     runs all tests, or one part of them
cargo xtask check    format, lints, types, house rules, licences and sources of dependencies
cargo xtask bench [commits|tables|open|start]
                     figures beside their anchors, measured in the same run
cargo xtask hostile N  N exchanges of each kind with a server that means ill; the tests make 50
cargo xtask explore [NAME]...  walks the money protocol to the end in every variant, or in those named so; tells
                     the shortest way to whatever a variant breaks
    --intents 2|3         so many intents; 2 if not given
cargo xtask simulate runs seeds of the simulation; interrupted, the same command goes on where it stopped
    --seeds N             so many; 10000 if not given
    --from S              from this seed on
    --show SEED           one seed, line by line
cargo xtask crashes  a program killed at every step of every scenario; goes on where it stopped
    --power               the power goes instead
    --pairs               and killed again after the restart
    --errors              each call to the disk fails, once, and from there on
    --real                a real program, killed at every system call
    --list                the scenarios
    --show P [K]          one point, line by line; of a pair with the second kill before step K
cargo xtask mutants [ROOM]...  damages the rooms that decide about money, one place after another; names what no test
                     notices, and ends with the score; the rooms: protocol matching journal money classify policy
    --shard K/N           the K-th of N parts, from 0 on
cargo xtask planted  plants thirty faults, one after the other, and lets the simulation find them
cargo xtask bundle   a package for Debian, in target/bundle";

/// One command with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Order {
    /// Open the window.
    Run(Run),
    /// Run all tests or one part.
    Test(Option<Part>),
    /// Everything that can be said about the code without running it.
    Check,
    /// Measure everything or one thing.
    Bench(Option<Bench>),
    /// So many exchanges of each kind with a hostile server.
    Hostile(u32),
    /// Walk the money protocol to the end.
    Explore(Explore),
    /// Run seeds of the simulation.
    Simulate(Seeds),
    /// Kill the program at every point.
    Crashes(Crashes),
    /// Damage the rooms that decide about money.
    Mutants(Mutants),
    /// Let the simulation find the deliberate faults.
    Planted,
    /// Make the package for Debian.
    Bundle,
    /// Say how to use the commands.
    Explain,
}

/// How to open the window.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Where to write a picture of the window; the command then ends.
    pub screenshot: Option<PathBuf>,
    /// The theme to force, if any.
    pub theme: Option<Theme>,
    /// The size of the virtual screen, if one is used.
    pub size: Size,
    /// A folder that holds everything this run keeps.
    pub data: Option<PathBuf>,
}

/// Light or dark, as a desktop would announce it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark text on light paper.
    Light,
    /// Light text on dark paper.
    Dark,
}

/// One part of the tests, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The house rules a machine can check.
    Tidy,
    /// Core, simulator, tests across rooms, these commands, ten thousand simulated runs. No web view needed.
    Core,
    /// The UI's own tests in Node.
    Ui,
    /// The shell.
    Shell,
    /// The real window on a virtual screen.
    Window,
}

/// One thing to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bench {
    /// Durable commits of the journal.
    Commits,
    /// Every search, filter and order of the table of ad accounts.
    Tables,
    /// Opening a journal of a million entries.
    Open,
    /// From starting the program to its first full page.
    Start,
}

/// What of the money protocol to explore.
#[derive(Debug, PartialEq, Eq)]
pub struct Explore {
    /// Two or three.
    pub intents: u8,
    /// How the variants' names begin; none for all.
    pub names: Vec<String>,
}

/// The rooms that can be damaged, each with its path in the core.
pub const ROOMS: [(&str, &str); 6] = [
    ("protocol", "protocol"),
    ("matching", "matching"),
    ("journal", "journal"),
    ("money", "money"),
    ("classify", "gateway/classify"),
    ("policy", "policy"),
];

/// What to damage.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Mutants {
    /// One part of it, as `K/N`.
    pub shard: Option<String>,
    /// Rooms; none for all.
    pub rooms: Vec<String>,
}

impl Mutants {
    /// Whether a room is meant.
    pub fn takes(&self, room: &str) -> bool {
        self.rooms.is_empty() || self.rooms.iter().any(|name| name == room)
    }
}

/// Which seeds of the simulation.
#[derive(Debug, PartialEq, Eq)]
pub enum Seeds {
    /// One, to be read line by line.
    Show(u64),
    /// Many.
    Many {
        /// How many.
        count: u64,
        /// The first; without it, on from where the last time ended.
        from: Option<u64>,
    },
}

/// Which crash points.
#[derive(Debug, PartialEq, Eq)]
pub enum Crashes {
    /// All of these kinds.
    Every(&'static [&'static str]),
    /// A real program.
    Real,
    /// The scenarios by name.
    List,
    /// One, to be read line by line, and the second kill of a pair.
    Show(u64, u64),
}

/// Reads the words after `cargo xtask`.
pub fn read(words: &[String]) -> Result<Order, String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["run", rest @ ..] => read_run(rest).map(Order::Run),
        ["test"] => Ok(Order::Test(None)),
        ["test", part] => read_part(part).map(|part| Order::Test(Some(part))),
        ["check"] => Ok(Order::Check),
        ["bench"] => Ok(Order::Bench(None)),
        ["bench", "commits"] => Ok(Order::Bench(Some(Bench::Commits))),
        ["bench", "tables"] => Ok(Order::Bench(Some(Bench::Tables))),
        ["bench", "open"] => Ok(Order::Bench(Some(Bench::Open))),
        ["bench", "start"] => Ok(Order::Bench(Some(Bench::Start))),
        ["hostile", each] => each
            .parse()
            .map(Order::Hostile)
            .map_err(|_| format!("hostile wants a number of exchanges, not {each}")),
        ["explore", rest @ ..] => read_explore(rest).map(Order::Explore),
        ["simulate", rest @ ..] => read_seeds(rest).map(Order::Simulate),
        ["crashes", rest @ ..] => read_crashes(rest).map(Order::Crashes),
        ["mutants", rest @ ..] => read_mutants(rest).map(Order::Mutants),
        ["planted"] => Ok(Order::Planted),
        ["bundle"] => Ok(Order::Bundle),
        [] | ["help" | "--help" | "-h"] => Ok(Order::Explain),
        other => Err(format!("Not understood: {}", other.join(" "))),
    }
}

fn read_run(words: &[&str]) -> Result<Run, String> {
    let mut run = Run::default();
    let mut rest = words;
    while let [name, value, after @ ..] = rest {
        match *name {
            "--screenshot" => run.screenshot = Some(PathBuf::from(value)),
            "--data" => run.data = Some(PathBuf::from(value)),
            "--size" => {
                run.size = Size::read(value)
                    .ok_or(format!("--size wants WxH, such as 1280x800, not {value}"))?
            }
            "--theme" => run.theme = Some(read_theme(value)?),
            other => return Err(format!("Not understood: {other}")),
        }
        rest = after;
    }
    match rest {
        [] => Ok(run),
        [single, ..] => Err(format!("Not understood, or without its value: {single}")),
    }
}

fn read_explore(words: &[&str]) -> Result<Explore, String> {
    let (intents, names) = match words {
        ["--intents", "2", names @ ..] => (2, names),
        ["--intents", "3", names @ ..] => (3, names),
        ["--intents", ..] => return Err("explore takes 2 intents or 3".to_owned()),
        names => (2, names),
    };
    if let Some(option) = names.iter().find(|name| name.starts_with('-')) {
        return Err(format!("Not understood: {option}"));
    }

    Ok(Explore {
        intents,
        names: names.iter().map(|name| (*name).to_owned()).collect(),
    })
}

fn read_mutants(words: &[&str]) -> Result<Mutants, String> {
    let (shard, rooms) = match words {
        ["--shard", shard, rooms @ ..] => (Some(*shard), rooms),
        rooms => (None, rooms),
    };
    let is_part = |shard: &str| {
        let numbers = shard.split_once('/');
        let numbers = numbers.and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
        matches!(numbers, Some((part, of)) if (0..of).contains::<u32>(&part))
    };
    if let Some(shard) = shard.filter(|shard| !is_part(shard)) {
        return Err(format!("--shard wants K/N, such as 0/8, not {shard}"));
    }
    let is_room = |room: &str| ROOMS.iter().any(|(name, _)| *name == room);
    if let Some(other) = rooms.iter().find(|room| !is_room(room)) {
        return Err(format!("There is no room {other} to damage."));
    }

    Ok(Mutants {
        shard: shard.map(str::to_owned),
        rooms: rooms.iter().map(|room| (*room).to_owned()).collect(),
    })
}

fn read_seeds(words: &[&str]) -> Result<Seeds, String> {
    let number = |word: &str| {
        word.parse()
            .map_err(|_| format!("simulate wants numbers, not {word}"))
    };
    let (mut count, mut from) = (10_000, None);
    let mut rest = words;
    while let [name, value, after @ ..] = rest {
        match *name {
            "--show" => return number(value).map(Seeds::Show),
            "--seeds" => count = number(value)?,
            "--from" => from = Some(number(value)?),
            other => return Err(format!("Not understood: {other}")),
        }
        rest = after;
    }
    match rest {
        [] => Ok(Seeds::Many { count, from }),
        [single, ..] => Err(format!("Not understood, or without its value: {single}")),
    }
}

fn read_crashes(words: &[&str]) -> Result<Crashes, String> {
    let number = |word: &str| {
        word.parse()
            .map_err(|_| format!("crashes --show wants numbers, not {word}"))
    };
    match words {
        [] => Ok(Crashes::Every(&["kill"])),
        ["--power"] => Ok(Crashes::Every(&["power"])),
        ["--pairs"] => Ok(Crashes::Every(&["pairs"])),
        ["--errors"] => Ok(Crashes::Every(&["error-once", "error-on"])),
        ["--real"] => Ok(Crashes::Real),
        ["--list"] => Ok(Crashes::List),
        ["--show", point] => Ok(Crashes::Show(number(point)?, 1)),
        ["--show", point, second] => Ok(Crashes::Show(number(point)?, number(second)?)),
        other => Err(format!("Not understood: {}", other.join(" "))),
    }
}

fn read_theme(word: &str) -> Result<Theme, String> {
    match word {
        "light" => Ok(Theme::Light),
        "dark" => Ok(Theme::Dark),
        other => Err(format!("--theme is light or dark, not {other}")),
    }
}

fn read_part(word: &str) -> Result<Part, String> {
    match word {
        "tidy" => Ok(Part::Tidy),
        "core" => Ok(Part::Core),
        "ui" => Ok(Part::Ui),
        "shell" => Ok(Part::Shell),
        "window" => Ok(Part::Window),
        other => Err(format!("There is no part {other} of the tests.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(line: &str) -> Result<Order, String> {
        read(
            &line
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn reads_every_option_of_run() {
        let expected = Run {
            screenshot: Some(PathBuf::from("a.png")),
            theme: Some(Theme::Dark),
            size: Size {
                width: 1024,
                height: 700,
            },
            data: Some(PathBuf::from("here")),
        };
        assert_eq!(
            order("run --screenshot a.png --theme dark --size 1024x700 --data here"),
            Ok(Order::Run(expected))
        );
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for line in [
            "walk",
            "run --fast yes",
            "run --theme",
            "run --theme sepia",
            "run --size 10",
            "test all",
            "check it",
            "bench all",
            "hostile",
            "hostile many",
            "explore --intents 4",
            "explore protocol --intents 3",
            "mutants kitchen",
            "mutants --shard 8/8",
            "mutants --shard",
            "planted some",
            "simulate ten",
            "simulate --seeds",
            "simulate --from here",
            "crashes --show",
            "crashes --show it",
            "crashes --pairs 7",
        ] {
            assert!(order(line).is_err(), "{line} was understood");
        }
    }

    #[test]
    fn seeds_are_counted_or_shown() {
        let many = |count, from| Ok(Order::Simulate(Seeds::Many { count, from }));
        assert_eq!(order("simulate"), many(10_000, None));
        assert_eq!(order("simulate --seeds 5 --from 7"), many(5, Some(7)));
        assert_eq!(
            order("simulate --show 7"),
            Ok(Order::Simulate(Seeds::Show(7)))
        );
    }

    #[test]
    fn variants_are_named_or_all() {
        let explore = |intents, names: &[&str]| {
            let names = names.iter().map(|name| (*name).to_owned()).collect();
            Ok(Order::Explore(Explore { intents, names }))
        };
        assert_eq!(order("explore"), explore(2, &[]));
        assert_eq!(order("explore bad"), explore(2, &["bad"]));
        assert_eq!(order("explore --intents 3"), explore(3, &[]));
    }

    #[test]
    fn a_part_of_the_rooms_can_be_damaged() {
        let which = Mutants {
            shard: Some("0/8".to_owned()),
            rooms: vec!["money".to_owned()],
        };
        assert_eq!(
            order("mutants --shard 0/8 money"),
            Ok(Order::Mutants(which))
        );
        assert_eq!(order("mutants"), Ok(Order::Mutants(Mutants::default())));
    }

    #[test]
    fn crash_points_are_of_a_kind_or_shown() {
        let every = |modes| Ok(Order::Crashes(Crashes::Every(modes)));
        assert_eq!(order("crashes"), every(&["kill"]));
        assert_eq!(
            order("crashes --errors"),
            every(&["error-once", "error-on"])
        );
        assert_eq!(
            order("crashes --show 7 3"),
            Ok(Order::Crashes(Crashes::Show(7, 3)))
        );
    }

    #[test]
    fn one_part_of_the_tests_can_be_chosen() {
        assert_eq!(order("test window"), Ok(Order::Test(Some(Part::Window))));
        assert_eq!(order("test"), Ok(Order::Test(None)));
    }
}

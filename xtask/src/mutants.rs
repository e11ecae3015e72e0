//! `cargo xtask mutants`: the rooms that decide about money, damaged in one place after another. What no test notices survives
//! and is named. `.cargo/mutants.toml` says which rooms, and which damages change nothing.

use crate::options::{Mutants, ROOMS};
use crate::process;
use std::path::Path;
use std::process::Stdio;

/// cargo-mutants ends with these where it did its work: all noticed, something missed, something without an end.
const DONE: [i32; 3] = [0, 2, 3];

/// What became of the damages, each by its name.
#[derive(Default)]
struct Found {
    noticed: Vec<String>,
    survivors: Vec<String>,
    unbuilt: Vec<String>,
}

/// Damages what was chosen. A room's own tests come first; what they miss meets all others.
pub fn mutants(which: &Mutants) -> Result<(), String> {
    install()?;
    let rooms = ROOMS.iter().filter(|(name, _)| which.takes(name));
    let tests: Vec<String> = rooms.clone().map(|(name, _)| format!("{name}::")).collect();
    let paths: Vec<&str> = rooms.map(|(_, path)| *path).collect();
    let files = format!("^src-tauri/core/src/({})[./]", paths.join("|"));
    let mut chosen = vec!["--re".to_owned(), files];
    if let Some(shard) = &which.shard {
        chosen.extend(["--shard".to_owned(), shard.clone()]);
    }
    let mut words = vec!["--test-package=desk-core", "--", "--lib", "--"];
    words.extend(tests.iter().map(String::as_str));
    let first = damage("rooms", &chosen, &words)?;

    let again: Vec<String> = first
        .survivors
        .iter()
        .flat_map(|name| ["--re".to_owned(), format!("^{}$", literal(name))])
        .collect();
    let all = [
        "--test-package=desk-core,desk-tests",
        "--",
        "--lib",
        "--test=explorer",
        "--test=crash",
        "--test=journal_format",
        "--test=old_journals",
    ];
    let second = if again.is_empty() {
        Found::default()
    } else {
        damage("all", &again, &all)?
    };

    println!();
    for survivor in &second.survivors {
        println!("survives: {survivor}");
    }
    let noticed = [first.noticed, second.noticed].concat().len();
    let survive = second.survivors.len();
    let score = format!(
        "score: {noticed} damages noticed, {survive} survive; {} do not compile",
        first.unbuilt.len()
    );
    if survive > 0 {
        return Err(score);
    }
    println!("{score}");

    Ok(())
}

fn install() -> Result<(), String> {
    if process::exists("cargo-mutants") {
        return Ok(());
    }
    process::run(&mut process::cargo(&[
        "install",
        "--locked",
        "cargo-mutants",
    ]))
}

/// One call of cargo-mutants, which works on a copy of the sources.
fn damage(name: &str, chosen: &[String], tests: &[&str]) -> Result<Found, String> {
    let out = process::target().join("mutants").join(name);
    std::fs::create_dir_all(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    let mut command = process::cargo(&["mutants", "--output"]);
    command.arg(&out).args(chosen).args(tests);
    let status = command.stdin(Stdio::null()).status();
    match status.map(|status| status.code()) {
        Ok(Some(code)) if DONE.contains(&code) => {}
        Ok(code) => return Err(format!("cargo mutants ended with {code:?}.")),
        Err(error) => return Err(format!("cargo mutants could not be started ({error}).")),
    }

    let out = out.join("mutants.out");
    Ok(Found {
        noticed: [
            lines(&out.join("caught.txt"))?,
            lines(&out.join("timeout.txt"))?,
        ]
        .concat(),
        survivors: lines(&out.join("missed.txt"))?,
        unbuilt: lines(&out.join("unviable.txt"))?,
    })
}

fn lines(file: &Path) -> Result<Vec<String>, String> {
    let text = std::fs::read_to_string(file);
    let text = text.map_err(|error| format!("{}: {error}", file.display()))?;

    Ok(text.lines().map(str::to_owned).collect())
}

/// A name as a regular expression that means nothing but itself.
fn literal(name: &str) -> String {
    name.chars().fold(String::new(), |mut literal, letter| {
        if r"\.+*?()|[]{}^$#&-~".contains(letter) {
            literal.push('\\');
        }
        literal.push(letter);
        literal
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_for_itself() {
        let name = "src/a.rs:7:5: replace f -> Option<u8> with Some(1)";
        assert_eq!(
            literal(name),
            r"src/a\.rs:7:5: replace f \-> Option<u8> with Some\(1\)"
        );
    }
}

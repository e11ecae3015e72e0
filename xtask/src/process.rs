//! Other programs: started, waited for, and named in one sentence when they fail.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder of the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The cargo that runs us, in the folder of the workspace.
pub fn cargo(words: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(words).current_dir(root());
    command
}

/// npm in the folder of the UI.
pub fn npm(words: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(words).current_dir(root().join("ui"));
    command
}

/// Says what is run, runs it with our own output and no input, and fails with its name if it fails.
pub fn run(command: &mut Command) -> Result<(), String> {
    let line = line(command);
    println!("> {line}");
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{line}: ended with {status}.")),
        Err(error) => Err(format!("{line}: could not be started ({error}).")),
    }
}

/// What a command writes, without showing it. Fails with its own words if it fails.
pub fn answer(command: &mut Command) -> Result<Vec<u8>, String> {
    let line = line(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{line}: could not be started ({error})."))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(format!(
        "{line}: ended with {}.\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    ))
}

/// Whether a program can be started by its name.
pub fn exists(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| {
        folder.join(program).is_file() || folder.join(format!("{program}.exe")).is_file()
    })
}

fn line(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_is_named() {
        let sentence = run(&mut Command::new("false")).unwrap_err();
        assert!(sentence.starts_with("false: ended with"), "{sentence}");
    }

    #[test]
    fn a_missing_program_is_named() {
        let sentence = answer(&mut Command::new("no-such-program-anywhere")).unwrap_err();
        assert!(sentence.contains("could not be started"), "{sentence}");
        assert!(!exists("no-such-program-anywhere"));
        assert!(exists("cargo"));
    }
}

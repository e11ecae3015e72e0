//! `cargo xtask planted`: whether the simulation finds every deliberate fault, and whether a program has any in it.

use crate::process;
use std::fs;
use std::path::Path;

/// What a program with deliberate faults has in it; the simulation's own tests look that it does.
const MARKER: &[u8] = b"this program has deliberate faults in it";

/// Looks for each of the faults, and fails when one is not found.
pub fn planted() -> Result<(), String> {
    process::run(&mut process::cargo(&[
        "run",
        "--quiet",
        "--profile",
        "simulation",
        "--package",
        "desk-simulation",
        "--features",
        "planted",
        "--bin",
        "planted",
    ]))
}

/// Fails for a program that has deliberate faults in it.
pub fn refuse_in(program: &Path) -> Result<(), String> {
    let bytes = fs::read(program)
        .map_err(|error| format!("{} cannot be read ({error}).", program.display()))?;
    if has_marker(&bytes) {
        return Err(format!(
            "{} has the simulation's deliberate faults in it.",
            program.display()
        ));
    }

    Ok(())
}

fn has_marker(bytes: &[u8]) -> bool {
    bytes.windows(MARKER.len()).any(|part| part == MARKER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_with_faults_in_it_is_refused() {
        let with = [b"abc", MARKER, b"def"].concat();
        assert!(has_marker(&with));
        assert!(!has_marker(b"abcdef"));
        let folder = std::env::temp_dir().join("credit-desk-marker");
        fs::write(&folder, with).unwrap();
        let refused = refuse_in(&folder).unwrap_err();
        assert!(refused.contains("deliberate faults"), "{refused}");
        assert!(refuse_in(Path::new("/no/such/program")).is_err());
    }

    /// The core says the same; it cannot be asked, since these commands are built without it.
    #[test]
    fn the_marker_is_the_cores() {
        let core = process::root().join("src-tauri/core/src/planted.rs");
        assert!(has_marker(&fs::read(core).unwrap()));
    }
}

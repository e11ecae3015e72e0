//! A picture of a virtual screen, as a person would see it.

use crate::process;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// How often to look again for a screen that has come to rest. A blinking caret never does.
const LOOKS: u32 = 30;

/// Writes the screen as PNG once two looks in a row are equal, so that no frame half drawn is kept.
pub fn take(display: &str, file: &Path) -> Result<(), String> {
    let mut last = look(display)?;
    for _ in 0..LOOKS {
        std::thread::sleep(Duration::from_millis(150));
        let now = look(display)?;
        let is_at_rest = now == last;
        last = now;
        if is_at_rest {
            break;
        }
    }
    keep(&last, file)
}

fn look(display: &str) -> Result<Vec<u8>, String> {
    process::answer(Command::new("import").args(["-display", display, "-window", "root", "ppm:-"]))
}

fn keep(pixels: &[u8], file: &Path) -> Result<(), String> {
    let raw = file.with_extension("ppm");
    fs::write(&raw, pixels)
        .map_err(|error| format!("{} could not be written ({error}).", raw.display()))?;
    let written = process::answer(
        Command::new("convert")
            .arg(&raw)
            .args(["-strip", "-define", "png:compression-level=9"])
            .arg(file),
    );
    let _gone = fs::remove_file(&raw);
    written.map(|_| ())
}

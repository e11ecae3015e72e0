//! From starting the program to its first full page, against the least a web view can do on this machine.
//!
//! Both run in turns on one virtual screen, so that whatever else the machine does hits both alike.

use crate::packages::{self, Aim};
use crate::screen::{self, Screen, Size};
use crate::{process, run, ui};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PAIRS: u32 = 9;

/// How the moment of the first full page is asked for; our own program's name for it serves both.
const READY_FILE: &str = "CREDIT_DESK_READY_FILE";

/// How much longer than a bare page our own window may take.
const ALLOWED: Duration = Duration::from_millis(250);

/// Measures, prints every pair and the medians, and fails beyond the yardstick.
pub fn measure() -> Result<(), String> {
    packages::ensure(&[Aim::Build, Aim::Show])?;
    ui::build()?;
    process::run(&mut process::cargo(&[
        "build",
        "--release",
        "--package",
        "credit-desk",
    ]))?;
    let folder = process::target().join("bench-start");
    fs::create_dir_all(&folder)
        .map_err(|error| format!("{} cannot be made ({error}).", folder.display()))?;
    let bare = compile_bare(&folder)?;
    let ours = process::target().join("release/credit-desk");

    let screen = Screen::start(Size::default())?;
    // The first start of each warms the disk's cache and makes our practice workspace; it does not count.
    once(&screen, &bare, &folder)?;
    once(&screen, &ours, &folder)?;
    println!("Start to first full page, in milliseconds:\n      bare WebKitGTK   Credit Desk");
    let mut times = (Vec::new(), Vec::new());
    for pair in 1..=PAIRS {
        let (first, second) = (
            once(&screen, &bare, &folder)?,
            once(&screen, &ours, &folder)?,
        );
        println!(
            "{pair:>4} {:>16} {:>13}",
            first.as_millis(),
            second.as_millis()
        );
        times.0.push(first);
        times.1.push(second);
    }
    judge(median(times.0), median(times.1))
}

fn judge(bare: Duration, ours: Duration) -> Result<(), String> {
    let difference = ours.saturating_sub(bare);
    println!(
        "median {:>14} {:>13}   difference {} ms, allowed {} ms",
        bare.as_millis(),
        ours.as_millis(),
        difference.as_millis(),
        ALLOWED.as_millis()
    );
    if difference <= ALLOWED {
        return Ok(());
    }
    Err(format!(
        "The window takes {} ms longer to start than a bare page; {} are allowed.",
        difference.as_millis(),
        ALLOWED.as_millis()
    ))
}

fn compile_bare(folder: &Path) -> Result<PathBuf, String> {
    let flags = process::answer(Command::new("pkg-config").args([
        "--cflags",
        "--libs",
        "gtk+-3.0",
        "webkit2gtk-4.1",
    ]))?;
    let flags = String::from_utf8_lossy(&flags).into_owned();
    let program = folder.join("bare-webkit");
    let mut compiler = Command::new("cc");
    compiler
        .arg("-O2")
        .arg("-o")
        .arg(&program)
        .arg(process::root().join("xtask/bench/bare_webkit.c"))
        .args(flags.split_whitespace());
    process::run(&mut compiler)?;
    Ok(program)
}

fn once(screen: &Screen, program: &Path, folder: &Path) -> Result<Duration, String> {
    let ready = folder.join("ready");
    let _gone = fs::remove_file(&ready);
    let mut command = Command::new(program);
    screen.dress(&mut command);
    for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
        command.env(name, folder.join("home").join(name));
    }
    command
        .env(READY_FILE, &ready)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let started = Instant::now();
    let mut window = command
        .spawn()
        .map_err(|error| format!("{} could not be started ({error}).", program.display()))?;
    let shown = run::until_ready(&mut window, &ready).map(|()| started.elapsed());
    screen::end(&mut window);
    shown
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    let middle = times.len().div_euclid(2);
    times.get(middle).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_one_in_the_middle() {
        let times = [9, 1, 5].map(Duration::from_millis).to_vec();
        assert_eq!(median(times), Duration::from_millis(5));
    }

    #[test]
    fn more_than_allowed_is_a_failure() {
        let bare = Duration::from_millis(300);
        assert!(judge(bare, Duration::from_millis(550)).is_ok());
        assert!(judge(bare, Duration::from_millis(551)).is_err());
    }
}

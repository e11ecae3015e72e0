//! `cargo xtask run`: from a fresh checkout to the open window, and from there to a picture of it.

use crate::options::{Run, Theme};
use crate::packages::{self, Aim};
use crate::screen::{self, Screen, Size};
use crate::{picture, process, ui};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// How long the first full paint may take, on a machine that is busy with other things.
const READY_WITHIN: Duration = Duration::from_secs(90);

/// Installs, builds, and shows the window: on the desktop, or on a screen of its own.
pub fn run(options: &Run) -> Result<(), String> {
    let has_desktop = !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY");
    let own_screen = options.screenshot.is_some() || !has_desktop;
    packages::ensure(if own_screen {
        &[Aim::Build, Aim::Show]
    } else {
        &[Aim::Build]
    })?;
    ui::build()?;
    let program = build()?;

    match &options.screenshot {
        Some(file) => photograph(&program, options, file),
        None if own_screen => show_apart(&program, options),
        None => wait(open(dress(&mut Command::new(&program), options)?)?),
    }
}

/// Builds the program as it is run and tested during development, and says where it lies.
pub fn build() -> Result<PathBuf, String> {
    process::run(&mut process::cargo(&["build", "--package", "credit-desk"]))?;
    Ok(process::target()
        .join("debug")
        .join(format!("credit-desk{}", std::env::consts::EXE_SUFFIX)))
}

fn photograph(program: &Path, options: &Run, file: &Path) -> Result<(), String> {
    let screen = Screen::start(options.size)?;
    let ready = process::target().join(format!("window-ready-{}", std::process::id()));
    let mut command = Command::new(program);
    screen.dress(&mut command);
    let mut window = open(dress(&mut command, options)?.env("CREDIT_DESK_READY_FILE", &ready))?;

    fill(&screen, options.size);
    let taken =
        until_ready(&mut window, &ready).and_then(|()| picture::take(screen.display(), file));
    screen::end(&mut window);
    let _gone = fs::remove_file(&ready);
    taken?;
    println!("Written: {}", file.display());
    Ok(())
}

fn show_apart(program: &Path, options: &Run) -> Result<(), String> {
    let screen = Screen::start(options.size)?;
    let mut command = Command::new(program);
    screen.dress(&mut command);
    let window = open(dress(&mut command, options)?)?;
    fill(&screen, options.size);
    println!(
        "There is no desktop here, so the window is open on the virtual display {display}. To look at it:\n  \
         a picture of a fresh start   cargo xtask run --data DIR --screenshot window.png    (DIR new or empty)\n  \
         a picture of this one        import -display {display} -window root window.png\n  \
         live, with any VNC viewer    x11vnc -display {display} -localhost    (package x11vnc)\n\
         Ctrl+C ends it.",
        display = screen.display()
    );
    wait(window)
}

/// Waits for the file that the program writes when its page has reported the first complete paint.
pub fn until_ready(window: &mut Child, ready: &Path) -> Result<(), String> {
    let started = Instant::now();
    while started.elapsed() < READY_WITHIN {
        if ready.exists() {
            return Ok(());
        }
        if let Ok(Some(status)) = window.try_wait() {
            return Err(format!(
                "The program ended before its window was ready ({status})."
            ));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Err(format!(
        "The window was not ready within {} seconds.",
        READY_WITHIN.as_secs()
    ))
}

/// Fills a screen that has no window manager. Best effort: the window has a size of its own to begin with.
fn fill(screen: &Screen, size: Size) {
    let (width, height) = (size.width.to_string(), size.height.to_string());
    let _placed = Command::new("timeout")
        .args([
            "30",
            "xdotool",
            "search",
            "--sync",
            "--onlyvisible",
            "--name",
            "Credit Desk",
        ])
        .args(["windowmove", "0", "0", "windowsize", &width, &height])
        .env("DISPLAY", screen.display())
        .output();
}

fn dress<'a>(command: &'a mut Command, options: &Run) -> Result<&'a mut Command, String> {
    if let Some(theme) = options.theme {
        command.env(
            "GTK_THEME",
            if theme == Theme::Dark {
                "Adwaita:dark"
            } else {
                "Adwaita"
            },
        );
    }
    if let Some(folder) = &options.data {
        let folder = std::path::absolute(folder)
            .map_err(|error| format!("{} is not a folder ({error}).", folder.display()))?;
        for (name, part) in [
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
        ] {
            command.env(name, folder.join(part));
        }
    }
    Ok(command)
}

fn open(command: &mut Command) -> Result<Child, String> {
    command
        .spawn()
        .map_err(|error| format!("The program could not be started ({error})."))
}

fn wait(mut window: Child) -> Result<(), String> {
    match window.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("The program ended with {status}.")),
        Err(error) => Err(format!("The program was lost ({error}).")),
    }
}

fn set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

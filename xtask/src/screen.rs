//! A virtual screen of our own: an Xvfb on a display number that it picks itself, ended by its own id.
//!
//! Depends on nothing but the standard library, because the window tests use this very file.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Width and height in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

impl Default for Size {
    fn default() -> Self {
        Self {
            width: 1280,
            height: 800,
        }
    }
}

impl Size {
    /// Reads `1280x800`.
    pub fn read(text: &str) -> Option<Self> {
        let (width, height) = text.split_once('x')?;
        Some(Self {
            width: width.parse().ok()?,
            height: height.parse().ok()?,
        })
    }
}

/// A running Xvfb. It ends when this value goes.
#[derive(Debug)]
pub struct Screen {
    server: Child,
    display: String,
}

impl Screen {
    /// Starts a screen of this size and waits until it can be used.
    pub fn start(size: Size) -> Result<Self, String> {
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-nolisten",
                "tcp",
                "-noreset",
                "-screen",
                "0",
            ])
            .arg(format!("{}x{}x24", size.width, size.height))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb could not be started ({error})."))?;
        // Xvfb writes the number it took once it listens there.
        let mut number = String::new();
        if let Some(output) = server.stdout.take() {
            let _ended_early = BufReader::new(output).read_line(&mut number);
        }
        if number.trim().is_empty() {
            end(&mut server);
            return Err("Xvfb ended before it could be used.".to_owned());
        }
        Ok(Self {
            server,
            display: format!(":{}", number.trim()),
        })
    }

    /// The value for `DISPLAY`.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// Lets a program appear on this screen, away from the desktop: no session bus to start things with, no portal to
    /// wait 25 seconds for.
    pub fn dress(&self, command: &mut Command) {
        command
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("GTK_USE_PORTAL", "0")
            .env("NO_AT_BRIDGE", "1");
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        end(&mut self.server);
    }
}

/// Asks a program that we started to end, and ends it if it has not done so within three seconds.
pub fn end(child: &mut Child) {
    let _asked = Command::new("kill")
        .arg("-TERM")
        .arg(child.id().to_string())
        .stderr(Stdio::null())
        .status();
    let asked_at = Instant::now();
    while asked_at.elapsed() < Duration::from_secs(3) {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let _killed = child.kill();
    let _reaped = child.wait();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_size() {
        assert_eq!(
            Size::read("1024x700"),
            Some(Size {
                width: 1024,
                height: 700
            })
        );
        assert_eq!(Size::read("1024"), None);
        assert_eq!(Size::read("1024x-7"), None);
    }
}

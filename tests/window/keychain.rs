//! A keychain for one window: gnome-keyring on a bus of its own, unlocked. The keychain of the person at this machine is never
//! touched.

use crate::home::Home;
use crate::screen;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

/// Where a program without a keychain is told to look.
pub const NONE: &str = "disabled:";

/// It ends, with its bus, when this value goes. What it kept stays in the home.
#[derive(Debug)]
pub struct Keychain {
    bus: Child,
    keyring: Child,
    address: String,
}

impl Keychain {
    /// Starts bus and keychain in this home.
    pub fn start(home: &Home) -> Self {
        let mut bus = Command::new("dbus-daemon");
        home.dress(&mut bus);
        let mut bus = bus
            .args(["--session", "--nofork", "--nopidfile", "--print-address"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon could not be started: use `cargo xtask test window`, which installs it");
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap())
            .read_line(&mut address)
            .unwrap();
        let address = address.trim().to_owned();
        let mut keyring = Command::new("gnome-keyring-daemon");
        home.dress(&mut keyring);
        let mut keyring = keyring
            .args(["--foreground", "--unlock", "--components=secrets"])
            .env("DBUS_SESSION_BUS_ADDRESS", &address)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring could not be started: use `cargo xtask test window`, which installs it");
        keyring
            .stdin
            .take()
            .unwrap()
            .write_all(b"password of a test\n")
            .unwrap();
        // It tells its own place once it is there.
        let mut told = String::new();
        BufReader::new(keyring.stdout.take().unwrap())
            .read_line(&mut told)
            .unwrap();

        Self {
            bus,
            keyring,
            address,
        }
    }

    /// Its bus.
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Keychain {
    fn drop(&mut self) {
        screen::end(&mut self.keyring);
        screen::end(&mut self.bus);
    }
}

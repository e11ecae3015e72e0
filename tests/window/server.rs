//! A server on this machine that speaks TikTok's API, in a process of its own: the simulator's program.

use crate::home;
use crate::screen;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// It ends when this value goes.
#[derive(Debug)]
pub struct Server {
    process: Child,
    told: Value,
}

impl Server {
    /// Starts one with a world of its own, on a port that is free.
    #[must_use]
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// The same with further words on its command line.
    #[must_use]
    pub fn start_with(words: &[&str]) -> Self {
        let mut process = Command::new(home::simulator())
            .args(["--port", "0"])
            .args(words)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the simulator could not be started");
        let mut line = String::new();
        let out = process.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let told = serde_json::from_str(&line).expect("the simulator tells its address in JSON");

        Self { process, told }
    }

    /// Its address.
    #[must_use]
    pub fn base(&self) -> String {
        self.text("/base_url").expect("it tells its address")
    }

    /// The access token of a member by name.
    #[must_use]
    pub fn token(&self, name: &str) -> String {
        let token = self.text(&format!("/tokens/{name}/token"));
        token.unwrap_or_else(|| panic!("no member {name}"))
    }

    fn text(&self, place: &str) -> Option<String> {
        self.told.pointer(place)?.as_str().map(str::to_owned)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        screen::end(&mut self.process);
    }
}

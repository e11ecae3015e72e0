//! WebKitWebDriver, and through it the program: both started here, both ended by their own ids.

use crate::home;
use crate::keychain::{self, Keychain};
use crate::screen::{self, Screen};
use crate::wait::{LIMIT, until};
use crate::window::Start;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

/// A running driver. It ends, with its program, when this value goes.
#[derive(Debug)]
pub struct Driver {
    process: Child,
    port: u16,
    /// Ends after the driver.
    _keychain: Option<Keychain>,
}

impl Driver {
    /// Starts a driver on this screen, for a program that starts like this.
    pub fn start(screen: &Screen, start: &Start) -> Self {
        let port = free_port();
        // What program and driver say is kept beside their home, not among the results of the tests.
        let log = File::create(start.home.data().with_file_name("output.txt")).unwrap();
        let mut command = Command::new("WebKitWebDriver");
        screen.dress(&mut command);
        start.home.dress(&mut command);
        if let Some(accounts) = start.accounts {
            command.env("CREDIT_DESK_PRACTICE_ACCOUNTS", accounts.to_string());
        }
        let keychain = start.keychain.then(|| Keychain::start(&start.home));
        let bus = keychain.as_ref().map_or(keychain::NONE, Keychain::address);
        command.env("DBUS_SESSION_BUS_ADDRESS", bus);
        let theme = if start.dark {
            "Adwaita:dark"
        } else {
            "Adwaita"
        };
        let process = command
            .args(["--host=127.0.0.1", &format!("--port={port}")])
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("GTK_THEME", theme)
            .env("CREDIT_DESK_PRACTICE_FAULTS", start.faults)
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .expect("WebKitWebDriver could not be started: use `cargo xtask test window`, which installs it");
        let listens = until(LIMIT, || {
            TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()
        });
        assert!(listens.is_some(), "WebKitWebDriver does not listen");
        Self {
            process,
            port,
            _keychain: keychain,
        }
    }

    /// Starts the program and takes hold of its window.
    pub async fn connect(&self) -> Client {
        let mut capabilities = Capabilities::new();
        let options = json!({ "binary": home::program(), "args": [] });
        capabilities.insert("webkitgtk:browserOptions".to_owned(), options);
        let address = format!("http://127.0.0.1:{}", self.port);
        ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&address)
            .await
            .expect("the driver could not start the program")
    }

    /// The id of the program's own process.
    pub fn program(&self) -> Option<u32> {
        let of_driver = format!("PPid:\t{}", self.process.id());
        let ids = fs::read_dir("/proc")
            .ok()?
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
        let mut children = ids.filter(|id| {
            let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
            status.lines().any(|line| line == of_driver)
        });
        children.find(|id| {
            fs::read_link(format!("/proc/{id}/exe")).is_ok_and(|path| path == home::program())
        })
    }

    /// Ends the program as a power cut would, at once and without a word to it.
    pub fn kill_program(&self) {
        let id = self.program().expect("the program is not running");
        let killed = Command::new("kill")
            .args(["-KILL", &id.to_string()])
            .status()
            .unwrap();
        assert!(killed.success());
        let gone = until(LIMIT, || self.program().is_none().then_some(()));
        assert!(gone.is_some(), "the program outlived its end");
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        screen::end(&mut self.process);
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

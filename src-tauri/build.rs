//! Closes the program by default: a command that is not in this list cannot be called, whoever registers it.
//! Each one is granted by name to the main window in `capabilities/main.json`.

use std::path::Path;
use std::{fs, io};

const COMMANDS: &[&str] = &[
    "start",
    "workspaces",
    "open_workspace",
    "set_journal_aside",
    "last_good",
    "open_last_good",
    "act_as",
    "connect",
    "use_business_center",
    "sign_out",
    "payment_management",
    "accounts",
    "account",
    "begin_allocation",
    "check_amount",
    "review",
    "allocate",
    "allocation",
    "allocations",
    "look_now",
    "close_unknown",
    "acknowledge_alarm",
    "credits",
    "credit",
    "add_credit",
    "correct_credit",
    "revoke_credit",
    "add_account_credit",
    "changes",
    "users",
    "settings",
    "set_switch",
    "set_appearance",
    "check_journal",
    "accept_journal",
    "journal_head",
    "refresh",
    "stop_refresh",
    "practice_later",
    "lose_next_answer",
    "ui_ready",
];

/// Stands in for the page until the UI is built, so that the native half compiles on its own.
const PLACEHOLDER: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Credit Desk</title></head>\
<body><p>This program was built without its pages. Build it with: cargo xtask run</p></body></html>\n";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pages = Path::new("../ui/dist");
    ensure_pages(pages)?;
    // The pages are part of the program: when they change, it is built again.
    println!("cargo::rerun-if-changed={}", pages.display());
    println!("cargo::rerun-if-changed=build.rs");

    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;

    Ok(())
}

fn ensure_pages(folder: &Path) -> io::Result<()> {
    let index = folder.join("index.html");
    if index.exists() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    fs::write(index, PLACEHOLDER)
}

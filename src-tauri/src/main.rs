//! Credit Desk: the window around the core. Start order: arguments, data folder, workspace, window.
#![cfg_attr(
    all(not(debug_assertions), target_os = "windows"),
    windows_subsystem = "windows"
)]

mod arguments;
mod bindings;
mod commands;
mod desk;
mod events;
mod fault;
mod views;
mod window;

use arguments::Arguments;
use std::io::Write;
use std::process::ExitCode;
use tauri::Manager;

fn main() -> ExitCode {
    let given = std::env::args_os().skip(1);
    let outcome = arguments::read(given, std::env::var_os(arguments::DATA_VARIABLE))
        .and_then(|arguments| run(arguments).map_err(|error| error.to_string()));

    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            // Nobody is left to tell if this fails too.
            let _told = writeln!(std::io::stderr(), "Credit Desk: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> tauri::Result<()> {
    let contract = bindings::contract();
    tauri::Builder::default()
        .invoke_handler(bindings::handler(&contract))
        .setup(move |app| {
            contract.mount_events(app);
            let _folder = match arguments.data {
                Some(folder) => folder,
                None => app.path().app_data_dir()?,
            };
            app.manage(desk::Desk::default());
            window::open(app)?;

            Ok(())
        })
        .run(tauri::generate_context!())
}

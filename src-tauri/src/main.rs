//! Credit Desk: the window around the core. Start order: arguments, data folder, workspace, window.
#![cfg_attr(
    all(not(debug_assertions), target_os = "windows"),
    windows_subsystem = "windows"
)]

mod arguments;
mod bindings;
mod commands;
mod desk;
#[cfg(target_os = "linux")]
mod drawing;
mod events;
mod fault;
mod keychain;
#[cfg(target_os = "linux")]
mod portal;
mod shown;
mod views;
mod window;

use arguments::Arguments;
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tauri::Manager;
use tauri_specta::Event;

/// A first page that takes longer is not waited for by what would delay it.
const FIRST_PAGE_WITHIN: Duration = Duration::from_secs(3);

fn main() -> ExitCode {
    #[cfg(target_os = "linux")]
    portal::do_not_wait_for_a_dead_one();

    let given = std::env::args_os().skip(1);
    let script = desk::script::read(
        std::env::var_os(desk::script::VARIABLE),
        cfg!(debug_assertions),
    );
    let outcome = arguments::read(given, std::env::var_os(arguments::DATA_VARIABLE))
        .and_then(|arguments| Ok((arguments, script?)))
        .and_then(|(arguments, script)| run(arguments, script).map_err(|error| error.to_string()));

    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            // Nobody is left to tell if this fails too.
            let _told = writeln!(std::io::stderr(), "Credit Desk: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments, script: desk::script::Script) -> tauri::Result<()> {
    let contract = bindings::contract();
    tauri::Builder::default()
        .invoke_handler(bindings::handler(&contract))
        .setup(move |app| {
            contract.mount_events(app);
            let folder = match arguments.data {
                Some(folder) => folder,
                None => app.path().app_data_dir()?,
            };
            let desk = desk::Desk::new(folder, ears(app.handle()));
            app.manage(desk.with_script(script));
            let handle = app.handle().clone();
            // The window opens meanwhile; a failure is told when it asks for its first page.
            tauri::async_runtime::spawn(async move {
                let _opened = handle.state::<desk::Desk>().workspace().await;
            });
            window::open(app)?;

            Ok(())
        })
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if let tauri::RunEvent::Exit = event {
                tauri::async_runtime::block_on(app.state::<desk::Desk>().close());
            }
        });

    Ok(())
}

/// The window hears what changed. A window that is closing hears nothing, and misses nothing.
fn ears(app: &tauri::AppHandle) -> desk::Ears {
    let (changes, progress) = (app.clone(), app.clone());

    desk::Ears {
        changed: Arc::new(move |changed: events::Changed| {
            let _heard = changed.emit(&changes);
        }),
        progress: Arc::new(move |step: events::SyncProgress| {
            let _heard = step.emit(&progress);
        }),
        first_page: desk::FirstPage::coming(FIRST_PAGE_WITHIN),
    }
}

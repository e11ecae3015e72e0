//! The one window: its size, its title, and nothing it may open besides.

use tauri::utils::config::WindowConfig;
use tauri::{App, WebviewWindowBuilder};

/// Opens the main window as `tauri.conf.json` describes it. The page's title becomes the window's.
///
/// # Errors
/// When the system cannot make a window.
pub fn open(app: &App) -> tauri::Result<()> {
    let described = app.config().app.windows.first().cloned();
    let config = described.unwrap_or_else(|| WindowConfig {
        label: "main".to_owned(),
        ..WindowConfig::default()
    });
    let window = WebviewWindowBuilder::from_config(app, &config)?
        .on_document_title_changed(|window, title| {
            // A title is decoration: if it cannot be set, the frame still says everything.
            let _kept = window.set_title(&title);
        })
        .on_navigation(|address| is_ours(address.as_str()))
        .build()?;
    #[cfg(target_os = "linux")]
    crate::drawing::directly_without_graphics_processor(&window)?;

    Ok(())
}

/// The program's own pages; everything else stays closed, whatever a page asks for.
fn is_ours(address: &str) -> bool {
    [
        "tauri://localhost",
        "http://tauri.localhost",
        "https://tauri.localhost",
    ]
    .iter()
    .any(|origin| {
        address
            .strip_prefix(origin)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    })
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn only_the_programs_own_pages_open() {
        assert!(is_ours("tauri://localhost"));
        assert!(is_ours("tauri://localhost/index.html"));
        for foreign in [
            "https://www.tiktok.com/",
            "tauri://localhost.example.com/",
            "file:///etc/passwd",
            "about:blank",
            "data:text/html,x",
        ] {
            assert!(!is_ours(foreign), "{foreign}");
        }
    }
}

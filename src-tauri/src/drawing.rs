//! How the web view draws. Where the machine has no graphics processor, WebKit would have one imitated: shaders are
//! compiled and run by the main processor before anything is seen. Drawing with the main processor directly shows the same
//! and is there sooner.

use std::fs;
use tauri::WebviewWindow;
use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

/// Draws directly where nothing else can.
///
/// # Errors
/// When the window is gone already.
pub fn directly_without_graphics_processor(window: &WebviewWindow) -> tauri::Result<()> {
    if has_graphics_processor() {
        return Ok(());
    }
    window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// Linux names each one that can be drawn with `renderD128` and up.
fn has_graphics_processor() -> bool {
    let devices = fs::read_dir("/dev/dri").into_iter().flatten();

    devices
        .filter_map(Result::ok)
        .any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}

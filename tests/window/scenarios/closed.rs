//! What the page must not be able to call, whatever runs in it (house style, rule 5).

use desk_window::Window;
use serde_json::{Value, json};

/// Calls a command the way any script in the page could; `Ok` when it was answered.
fn call(window: &Window, command: &str, arguments: &Value) -> Result<Value, String> {
    let body = "const [command, given, done] = arguments;
        window.__TAURI_INTERNALS__.invoke(command, given).then(
            (answer) => done({ answered: true, text: JSON.stringify(answer ?? null) }),
            (error) => done({ answered: false, text: typeof error === 'string' ? error : JSON.stringify(error) }));";
    let came = window.script_async(body, vec![json!(command), arguments.clone()]);
    let text = came["text"].as_str().unwrap_or_default().to_owned();
    if came["answered"] == json!(true) {
        Ok(serde_json::from_str(&text).unwrap_or_default())
    } else {
        Err(text)
    }
}

#[test]
fn only_listed_commands_are_answered() {
    let window = Window::open();
    window.heading("Payment management").appears();
    let head = call(&window, "payment_management", &json!({})).expect("a listed command");
    assert_eq!(head["currency"], json!("USD"));

    let window_of_ours = json!({ "label": "main" });
    let tauris = [
        ("plugin:app|version", json!({})),
        ("plugin:window|close", window_of_ours.clone()),
        (
            "plugin:window|set_title",
            json!({ "label": "main", "value": "TikTok" }),
        ),
        (
            "plugin:webview|create_webview_window",
            json!({ "options": { "label": "second", "url": "https://example.com/" } }),
        ),
        ("plugin:path|resolve_directory", json!({ "directory": 1 })),
        (
            "plugin:event|emit",
            json!({ "event": "changed", "payload": null }),
        ),
        ("plugin:resources|close", json!({ "rid": 1 })),
        (
            "plugin:shell|execute",
            json!({ "program": "id", "args": [] }),
        ),
        ("plugin:fs|read_file", json!({ "path": "/etc/passwd" })),
        ("unlisted", json!({})),
        ("does_not_exist", json!({})),
    ];
    for (command, arguments) in tauris {
        let refused = call(&window, command, &arguments).expect_err(command);
        assert!(
            refused.contains("not allowed") || refused.contains("not found"),
            "{command}: {refused}"
        );
    }
    // The unlisted one is there and would answer: the list alone keeps it closed.
    let refused = call(&window, "unlisted", &json!({})).expect_err("unlisted");
    assert!(refused.contains("not allowed"), "{refused}");
    window.heading("Payment management").appears();
    assert!(
        window
            .script("return window.__TAURI__ ?? null", vec![])
            .is_null(),
        "no global Tauri object"
    );
}

//! A Business Center is connected: by access token, with a keychain and without, and everything that was read is there when
//! the server is gone. The server is the simulator in a process of its own.

use crate::steps::{ALDER, allocate, dialog, go_to, look_in_both_themes, press};
use desk_window::{Home, Server, Start, Window};

const INES: &str = "Ines Castellanos";

fn open(home: Home, keychain: bool) -> Window {
    Window::open_with(Start {
        home,
        keychain,
        ..Start::default()
    })
}

/// From Settings to the list of Business Centers.
fn offered(window: &Window, server: &Server, token: &str) {
    go_to(window, "Settings");
    window.button("Connect a Business Center").click();
    window.dialog("Connect a Business Center").appears();
    window.field("Access token").fill(token);
    window.field("Base URL").fill(&server.base());
    window.button("Connect").click();
}

fn choose(window: &Window) {
    window.wait_for_text("Not TikTok: the money is not real");
    window
        .part(&["radio"], Some("Halden Row Media"))
        .and_more()
        .click();
    window.button("Use this Business Center").click();
}

#[test]
fn a_business_center_is_connected_by_token_and_read_again_without_its_server() {
    let server = Server::start();
    let window = open(Home::fresh(), true);
    offered(&window, &server, "not-a-token-of-anybody");
    window.wait_for_text("does not accept the access token");
    look_in_both_themes(&window, "connect-refused");
    window.field("Access token").fill(&server.token(INES));
    window.button("Connect").click();
    window.wait_for_text("Not TikTok: the money is not real");
    look_in_both_themes(&window, "connect-choose");
    choose(&window);
    window.wait_for_text("stands in for TikTok");
    window.wait_for_text("The access token is in the keychain");
    look_in_both_themes(&window, "connected-settings");

    go_to(&window, "Payment management");
    allocate(&window, ALDER, "12.00");
    dialog(&window).says("Not real money");
    dialog(&window).says("Allocated");
    look_in_both_themes(&window, "connected-receipt");
    press(&window, "Done").click();
    dialog(&window).vanishes();
    look_in_both_themes(&window, "connected");

    let window = window.kill_and_restart();
    window.wait_for_text("stands in for TikTok");
    go_to(&window, "Settings");
    window.wait_for_text("The access token is in the keychain");
    window.wait_for_text("Kept in the system’s keychain");

    // The server is gone for good: everything that was read can be read.
    let home = window.kill();
    drop(server);
    let window = open(home, true);
    window.wait_for_text("Offline, showing figures of");
    go_to(&window, "Transactions");
    window.link("Allocation 1,").and_more().appears();
    look_in_both_themes(&window, "connected-offline");

    go_to(&window, "Settings");
    window.button("Sign out").click();
    window.wait_for_text("Signed out of");
    look_in_both_themes(&window, "connected-signed-out");
    go_to(&window, "Transactions");
    window.link("Allocation 1,").and_more().appears();
}

#[test]
fn without_a_keychain_a_token_is_kept_for_this_session_only() {
    let server = Server::start();
    let window = Window::open();
    offered(&window, &server, &server.token(INES));
    choose(&window);
    window.wait_for_text("This session has no keychain");
    look_in_both_themes(&window, "connect-no-keychain");
    window
        .button("Keep the token for this session only")
        .click();
    window.wait_for_text("The access token is in memory only");
    let window = window.restart();
    window.wait_for_text("No access token can be kept");
    go_to(&window, "Payment management");
    window.wait_for_text(ALDER.name);
    window.button("Sign in again").click();
    window.field("Access token").fill(&server.token(INES));
    window.button("Connect").click();
    choose(&window);
    window.wait_for_text("This session has no keychain");
    window
        .button("Keep the token for this session only")
        .click();
    window.wait_for("the note to go", || {
        !window.text().contains("No access token can be kept")
    });
}

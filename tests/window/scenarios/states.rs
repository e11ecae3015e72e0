//! What a person sees when there is nothing to show, when it takes long, when it is old, and when TikTok cannot be read.

use crate::steps::{ALDER, READS, always, dialog, go_to, look_in_both_themes, press};
use desk_window::{Home, Start, Window};

fn open(home: &Home, faults: String) -> Window {
    Window::open_with(Start {
        home: home.clone(),
        faults: faults.leak(),
        ..Start::default()
    })
}

/// Looks at the page in this state.
fn look(window: &Window, name: &str) {
    look_in_both_themes(window, &format!("state-{name}"));
}

/// Waits until nothing is read any more.
fn settled(window: &Window) {
    window.wait_for("the end of the reading", || {
        !window.text().contains("Refreshing…")
    });
}

fn review_of_75(window: &Window) {
    ALDER.add_balance(window).click();
    dialog(window).appears();
    window.field("Amount").fill("75.00");
    press(window, "Review").click();
}

#[test]
fn nothing_found_then_a_day_old_then_offline() {
    let home = Home::fresh();
    empty(&open(&home, String::new()));
    old(&open(
        &home,
        always(&["advertiser/balance/get/"], "malform"),
    ));
    offline(&open(
        &home,
        format!(
            "user/info/ delay 4000;{}",
            always(&READS, "refuse-to-connect")
        ),
    ));
}

#[test]
fn a_first_start_without_a_connection_says_what_is_missing() {
    let window = open(&Home::fresh(), always(&["user/info/"], "refuse-to-connect"));
    window
        .heading("Halden Row Media cannot be opened")
        .appears();
    window.wait_for_text("TikTok could not be reached. Nothing was moved.");
    window.button("Fennmark Group").appears();
    look(&window, "unreachable-at-first");
}

#[test]
fn a_first_read_that_takes_long_does_not_say_that_there_is_nothing() {
    let window = open(
        &Home::fresh(),
        "advertiser/balance/get/ delay 20000".to_owned(),
    );
    window.wait_for_text("Reading them from TikTok…");
    assert!(!window.text().contains("has no ad accounts yet"));
    // The looks may take longer than the answer, so what is said comes first.
    go_to(&window, "Users");
    window.wait_for_text("Reading the members from TikTok…");
    look(&window, "slow-users");
    go_to(&window, "Payment management");
    look(&window, "slow-payment-management");
    window.wait_for_text("44 ad accounts");
    ALDER.link(&window).appears();
}

/// Nothing found, nothing earned, nothing allocated.
fn empty(window: &Window) {
    let search = window.field("Search ad accounts");
    search.fill("no such account");
    window.wait_for_text("No ad account fits this search and these filters.");
    look(window, "nothing-found");
    window.button("Show all ad accounts").click();
    ALDER.link(window).click();
    window.heading(ALDER.name).appears();
    window.wait_for_text("No entry explains the ad credit in this account, 669.23");
    window.part(&["tab"], Some("Earning")).and_more().click();
    window.wait_for_text("No ad credit is being earned here.");
    window.wait_for_text("Nothing has been allocated to this account from here.");
    look(window, "account-without-history");
    go_to(window, "Transactions");
    window.wait_for_text("Nothing has been allocated yet.");
    look(window, "no-allocations");
    window.field("Search").and_more().fill("whatever");
    window.wait_for_text("No allocation fits the search and the filters.");
}

/// Balances of accounts cannot be read any more, and a day goes by.
fn old(window: &Window) {
    window.button("A day later").click();
    window.wait_for_text("24 hours ago. Refresh them.");
    settled(window);
    window.button("Refresh").click();
    window.wait_for_text("TikTok’s answer could not be read. Nothing was moved.");
    settled(window);
    look(window, "old-and-unreadable");
    review_of_75(window);
    dialog(window).says("TikTok’s answer could not be read. Nothing was moved.");
}

/// TikTok cannot be reached any more.
fn offline(window: &Window) {
    window.wait_for_text("Refreshing…");
    look(window, "refreshing");
    window.wait_for_text("Offline, showing figures of");
    settled(window);
    look(window, "offline");
    review_of_75(window);
    dialog(window).says("TikTok could not be reached. Nothing was moved.");
    dialog(window).says("nothing is allocated without one");
    look(window, "add-balance-offline");
    press(window, "Cancel").click();
    ALDER.link(window).click();
    window.heading(ALDER.name).appears();
    window.wait_for_text("Offline, showing figures of");
    look(window, "account-offline");
    for page in ["Credits", "Users"] {
        go_to(window, page);
        window.wait_for_text("Offline, showing figures of");
        look(window, &format!("offline-{}", page.to_lowercase()));
    }
}

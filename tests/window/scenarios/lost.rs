//! When the answer does not come: what the window says, what TikTok's records prove, and what a person says where they prove nothing.

use crate::steps::{
    ALDER, acknowledge, dialog, go_to, look_at, look_in_both_themes, press, review,
};
use desk_window::{Size, Start, Window};
use std::fs;

const AMOUNT: &str = "120.00";
const UNKNOWN: &str = "Outcome unknown";

fn with(faults: &'static str, dark: bool) -> Window {
    Window::open_with(Start {
        faults,
        dark,
        ..Start::default()
    })
}

/// Allocates, gets no answer, and goes on to the page of the unknown outcome, one step away.
fn lose(window: &Window) {
    review(window, ALDER, AMOUNT);
    acknowledge(window);
    press(window, "Allocate 120.00 USD").click();
    dialog(window).says("Outcome unknown – do not repeat");
    press(window, "Done").click();
    dialog(window).vanishes();
    window.link(UNKNOWN).click();
    window.heading("Outcome unknown – do not repeat").appears();
}

fn look_now(window: &Window) {
    window.button("Look now").click();
    window.wait_for("the end of the look", || {
        window.button("Look now").exists() && !window.text().contains("Looking…")
    });
}

/// How many transfers the made-up TikTok's own files hold.
fn executed(window: &Window) -> usize {
    const TRANSFER: &[u8] = b"{\"Transfer\":";
    let world = window.home().workspace("practice-halden-row").join("world");
    let files = ["world.sqlite", "world.sqlite-wal"].map(|file| fs::read(world.join(file)));
    let bytes: Vec<u8> = files.into_iter().flatten().flatten().collect();
    let pieces = bytes.windows(TRANSFER.len());

    pieces.filter(|piece| *piece == TRANSFER).count()
}

/// Lets practice time pass until the page says something.
fn later_until(window: &Window, step: &str, words: &str) {
    window.button(step).click();
    window.wait_for_text(words);
}

#[test]
fn an_answer_lost_and_executed_is_found_in_the_records() {
    let window = with("bc/transfer/ lose-answer-records-late 3600", false);
    lose(&window);
    look_now(&window);
    window.wait_for_text("No record into the account matches");
    look_at(&window, "unknown-an-hour-late", "light");
    window.resize(Size::default());
    later_until(&window, "A day later", "proves that it was executed");
    window.wait_for_text("once and for good");
    assert!(!window.link(UNKNOWN).exists(), "it is settled");
    look_in_both_themes(&window, "unknown-became-found");
    go_to(&window, "Payment management");
    window.wait_for("the account to take ad credit again", || {
        ALDER.add_balance(&window).is_enabled()
    });
    go_to(&window, "Transactions");
    window.wait_for_text("Allocated, found in TikTok’s records");
}

#[test]
fn an_answer_lost_and_not_executed_is_closed_by_a_person() {
    let window = with("bc/transfer/ lose-request", true);
    lose(&window);
    look_at(&window, "unknown-at-once", "dark");
    window.resize(Size::default());
    assert!(!window.button("Close as not executed").is_enabled());
    go_to(&window, "Payment management");
    window.wait_for("an account that takes nothing", || {
        !ALDER.add_balance(&window).is_enabled()
    });
    look_at(&window, "unknown-payment-management", "dark");
    window.resize(Size::default());
    window.link(UNKNOWN).click();
    later_until(&window, "A day later", "Close as not executed");
    window.wait_for("the way to close it", || {
        window.button("Close as not executed").is_enabled()
    });
    window.button("Close as not executed").click();
    window
        .field("Note")
        .fill("Not on the Transactions page, looked twice.");
    if window
        .field("I looked on TikTok’s Transactions page")
        .and_more()
        .exists()
    {
        window
            .field("I looked on TikTok’s Transactions page")
            .and_more()
            .click();
    }
    look_at(&window, "unknown-closing", "dark");
    window.resize(Size::default());
    window.button("Close as not executed").click();
    window.wait_for_text("can be placed again");
    look_in_both_themes(&window, "unknown-became-closed");
    let window = window.restart();
    go_to(&window, "Transactions");
    window.wait_for_text("Closed as not executed");
    go_to(&window, "Payment management");
    window.wait_for("the account to take ad credit again", || {
        ALDER.add_balance(&window).is_enabled()
    });
}

#[test]
fn a_program_killed_while_sending_says_unknown_and_finds_it() {
    let window = with("bc/transfer/ delay 600000", false);
    review(&window, ALDER, AMOUNT);
    acknowledge(&window);
    let before = executed(&window);
    press(&window, "Allocate 120.00 USD").click();
    dialog(&window).says("Sending");
    window.wait_for("TikTok to have executed it", || executed(&window) > before);
    window.screenshot("sending");
    let window = window.kill_and_restart();
    window.link(UNKNOWN).appears();
    window.link(UNKNOWN).click();
    window.wait_for_text("The program ended while it was sending");
    window.screenshot("unknown-after-kill");
    later_until(&window, "A day later", "proves that it was executed");
    window.screenshot("unknown-after-kill-found");
}

#[test]
fn a_record_after_closing_is_a_contradiction_that_somebody_must_see() {
    // Three days: long after a person may say that it was not executed.
    let window = with("bc/transfer/ lose-answer-records-late 260000", false);
    lose(&window);
    later_until(&window, "A day later", "Close as not executed");
    window.wait_for("the way to close it", || {
        window.button("Close as not executed").is_enabled()
    });
    window.button("Close as not executed").click();
    window.field("Note").fill("Not on the Transactions page.");
    window
        .field("I looked on TikTok’s Transactions page")
        .and_more()
        .click();
    look_at(&window, "unknown-closing", "light");
    window.resize(Size::default());
    window.button("Close as not executed").click();
    window.wait_for_text("can be placed again");
    window.button("A week later").click();
    window.link("Contradiction").appears();
    window.link("Contradiction").click();
    window
        .heading("Contradiction: taken as not executed, and executed all the same")
        .appears();
    look_in_both_themes(&window, "contradiction");
    window
        .field("Note")
        .fill("Told the planner of this account.");
    window.button("I have seen this").click();
    window.wait_for_text("Seen by Mara Lindqvist");
    // The frame asks anew after the page does.
    window.wait_for("the frame without its alarm", || {
        !window.link("Contradiction").exists()
    });
    look_in_both_themes(&window, "contradiction-seen");
}

//! One allocation for one decision: whatever keys are held and however often is clicked.

use crate::steps::{ALDER, acknowledge, allocate, dialog, go_to, press, review};
use desk_window::Window;

#[test]
fn a_double_click_makes_one_allocation() {
    let window = Window::open();
    review(&window, ALDER, "40.00");
    acknowledge(&window);
    window.script(
        "const button = [...document.querySelectorAll('dialog[open] button')].find((one) => one.textContent.includes('Allocate 40.00'));
         button.click(); button.click(); button.click();",
        vec![],
    );
    dialog(&window).says("Step 3 of 3");
    press(&window, "Done").click();
    go_to(&window, "Transactions");
    window.wait_for_text("40.00");
    let rows = window
        .part(&["row"], None)
        .texts()
        .into_iter()
        .filter(|row| row.contains(ALDER.name))
        .count();
    assert_eq!(rows, 1);
}

#[test]
fn enter_in_a_field_or_held_down_never_commits() {
    let window = Window::open();
    ALDER.add_balance(&window).click();
    window.field("Amount").fill("30.00");
    for _ in 0..6 {
        window.press("Enter");
    }
    assert!(!window.text().contains("Step 3 of 3"));
    go_to_history_and_find_nothing(window);
}

fn go_to_history_and_find_nothing(window: Window) {
    window.press("Escape");
    dialog(&window).vanishes();
    window.wait_for_text("Nothing was moved.");
    go_to(&window, "Transactions");
    assert!(!window.text().contains("30.00"));
}

#[test]
fn closing_says_that_nothing_was_moved() {
    let window = Window::open();
    review(&window, ALDER, "30.00");
    press(&window, "Cancel").click();
    dialog(&window).vanishes();
    window.wait_for_text("Nothing was moved.");
}

#[test]
fn a_lost_answer_is_unknown_and_blocks_the_account() {
    let window = Window::open();
    window.button("Lose the next answer").click();
    allocate(&window, ALDER, "120.00");
    dialog(&window).says("Outcome unknown – do not repeat");
    window.screenshot("outcome-unknown");
    press(&window, "Done").click();
    window.wait_for("a disabled button", || {
        !ALDER.add_balance(&window).is_enabled()
    });
    let window = window.kill_and_restart();
    go_to(&window, "Transactions");
    window.wait_for_text("120.00");
    // TikTok's record appears after up to 40 seconds and proves what became of it, so by now it may be found.
    window.wait_for("what became of it", || {
        let text = window.text();
        text.contains("Outcome unknown") || text.contains("found in TikTok’s records")
    });
    assert!(!window.text().contains("Closed as not executed"));
}

#[test]
fn the_whole_job_works_by_keyboard() {
    let window = Window::open();
    window.press("/");
    assert_eq!(window.focused(), "searchbox Search ad accounts");
    window.type_text("Alder");
    window.wait_for("one row", || {
        window
            .part(&["button"], Some("Add Balance to"))
            .and_more()
            .count()
            == 1
    });
    tab_to(&window, "button Add Balance to Alder");
    window.press("Enter");
    dialog(&window).appears();
    tab_to(&window, "textbox Amount");
    window.type_text("35.00");
    tab_to(&window, "button Review");
    window.press("Enter");
    dialog(&window).says("This cannot be undone.");
    window.wait_for("the focus on Cancel", || {
        window.focused() == "button Cancel"
    });
    // Going round the dialog, ticking on the way what is unusual.
    for _ in 0..30 {
        window.press("Tab");
        let focused = window.focused();
        if focused.starts_with("checkbox") {
            window.press("Space");
        }
        if focused.starts_with("button Allocate 35.00 USD") {
            break;
        }
    }
    window.press("Enter");
    dialog(&window).says("Allocated");
}

fn tab_to(window: &Window, what: &str) {
    for _ in 0..60 {
        if window.focused().starts_with(what) {
            return;
        }
        window.press("Tab");
    }
    window.fail(&format!("the keyboard does not reach {what}"));
}

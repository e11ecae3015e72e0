//! One allocation for one decision: whatever keys are held and however often is clicked.

use crate::steps::{ALDER, SIZES, acknowledge, allocate, dialog, go_to, press, review};
use desk_window::Window;

const ALLOCATE: &str = "Allocate 40.00 USD";

/// The first click of a double click must not prepare the second one's.
#[test]
fn a_double_click_moves_nothing_on_review_and_allocates_once_on_allocate() {
    let window = Window::open();
    for size in SIZES {
        window.resize(size);
        let opens = ALDER.add_balance(&window).middle();
        ALDER.add_balance(&window).click();
        dialog(&window).appears();
        window.field("Amount").fill("40.00");
        let reviews = press(&window, "Review").middle();
        window.double_click(reviews);
        dialog(&window).says("This cannot be undone.");
        acknowledge(&window);
        let allocate = press(&window, ALLOCATE);
        assert!(allocate.is_at(allocate.middle()));
        for earlier in [opens, reviews] {
            assert!(!allocate.is_at(earlier), "{earlier:?} in {size:?}");
        }
        assert!(allocate.is_enabled(), "nothing is being sent");
        press(&window, "Cancel").click();
        dialog(&window).vanishes();
    }
    review(&window, ALDER, "40.00");
    acknowledge(&window);
    window.double_click(press(&window, ALLOCATE).middle());
    dialog(&window).says("Step 3 of 3");
    press(&window, "Done").click();
    has_one_allocation_of(&window, "40.00");
}

#[test]
fn enter_pressed_again_and_again_never_commits() {
    let window = Window::open();
    ALDER.add_balance(&window).click();
    window.field("Amount").fill("30.00");
    for _ in 0..6 {
        window.press("Enter");
    }
    assert!(!window.text().contains("Step 3 of 3"));
    go_to_history_and_find_nothing(window);
}

#[test]
fn enter_held_down_stops_at_the_review_and_commits_once_when_pressed_anew() {
    let window = Window::open();
    ALDER.add_balance(&window).click();
    window.field("Amount").fill("40.00");
    window.hold("Enter", || {
        dialog(&window).says("This cannot be undone.");
        is_repeated(&window, "Cancel");
    });
    acknowledge(&window);
    assert!(press(&window, ALLOCATE).is_enabled(), "nothing is sent");
    tab_to(&window, "button Allocate");
    window.hold("Enter", || {
        is_repeated(&window, ALLOCATE);
        assert!(press(&window, ALLOCATE).is_enabled(), "nothing is sent");
    });
    dialog(&window).says("Step 3 of 3");
    press(&window, "Done").click();
    has_one_allocation_of(&window, "40.00");
}

/// Waits until a held key has come again and again to the button of this name.
fn is_repeated(window: &Window, button: &str) {
    const COUNT: &str = "
        window.repeats = 0;
        addEventListener('keydown', (event) => {
            if (event.repeat && event.target.textContent.trim() === arguments[0]) window.repeats += 1;
        }, true);
    ";
    window.script(COUNT, vec![button.into()]);
    window.wait_for("a key that repeats", || {
        window.script("return window.repeats >= 20", vec![]) == true
    });
}

fn has_one_allocation_of(window: &Window, amount: &str) {
    go_to(window, "Transactions");
    window.wait_for_text(amount);
    let rows = window
        .part(&["row"], None)
        .texts()
        .into_iter()
        .filter(|row| row.contains(ALDER.name))
        .count();
    assert_eq!(rows, 1);
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

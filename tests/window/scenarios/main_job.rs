//! The main job: a person places ad credit, gets a receipt, finds it in the account and, after a power cut, in the history.

use crate::steps::{
    ALDER, Account, acknowledge, act_as, allocate, dialog, go_to, look_in_both_themes,
    open_workspace, press, review,
};
use desk_window::Window;

#[test]
fn an_admin_allocates_and_finds_it_again_after_a_power_cut() {
    let window = Window::open();
    review(&window, ALDER, "500.00");
    dialog(&window).says("Move 500.00 USD of ad credit");
    dialog(&window).says("for good.");
    for group in ["731", "8440", "2177", "3556", "4290"] {
        dialog(&window).says(group);
    }
    assert_eq!(window.focused(), "button Cancel");
    window.screenshot("review");
    acknowledge(&window);
    press(&window, "Allocate 500.00 USD").click();
    dialog(&window).says("Allocated");
    dialog(&window).says("Mara Lindqvist, Admin");
    dialog(&window).says("at TikTok");
    window.screenshot("receipt");
    press(&window, "Done").click();
    dialog(&window).vanishes();

    ALDER.link(&window).click();
    window.heading(ALDER.name).appears();
    window.button("View Details").click();
    window.wait_for("the allocation it came from", || {
        window.link("allocation 1").exists()
    });
    window.wait_for_text("Restrictions");
    window.screenshot("ad-account");

    let window = window.kill_and_restart();
    go_to(&window, "Transactions");
    window.wait_for_text(ALDER.name);
    window.wait_for_text("500.00");
    window.wait_for_text("Allocated");
    window.screenshot("transactions-after-power-cut");
}

#[test]
fn a_finance_manager_without_admin_rights_allocates() {
    let window = Window::open();
    act_as(&window, "Oskar Brandt");
    allocate(&window, ALDER, "25.00");
    dialog(&window).says("Allocated");
    dialog(&window).says("Oskar Brandt");
}

#[test]
fn who_may_not_is_told_why_and_whom_to_ask() {
    let window = Window::open();
    act_as(&window, "Priya Natarajan");
    window.wait_for("a disabled button", || {
        !ALDER.add_balance(&window).is_enabled()
    });
    window.wait_for_text("Finance Analysts");
    window.screenshot("analyst");
    act_as(&window, "Joel Okafor");
    window.wait_for("a disabled button", || {
        !ALDER.add_balance(&window).is_enabled()
    });
    window.wait_for_text("Ask an Admin");
    window.wait_for_text("Mara Lindqvist");
    window.screenshot("standard-member");
    ALDER.add_balance(&window).click();
    assert!(!dialog(&window).exists());
}

#[test]
fn the_other_business_centers_have_rules_of_their_own() {
    let window = Window::open();
    open_workspace(&window, "Fennmark Group");
    window.wait_for_text("Birkenhof Möbel");
    window.wait_for_text("EUR");
    look_in_both_themes(&window, "portfolio");
    open_workspace(&window, "Tessaly Studio");
    window.wait_for_text("Ardmore Knitwear");
    act_as(&window, "Declan Moore");
    window.wait_for_text("Finance roles do not apply");
    look_in_both_themes(&window, "no-finance-roles");
}

/// Each Business Center with its own currency and its own history.
#[test]
fn an_allocation_in_another_business_center_stays_there() {
    let window = Window::open();
    for (bc, currency, account) in [
        (
            "Fennmark Group",
            "EUR",
            Account {
                name: "Birkenhof Möbel",
                id: "7411002938475610021",
            },
        ),
        (
            "Tessaly Studio",
            "USD",
            Account {
                name: "Ardmore Knitwear",
                id: "7422119003847561012",
            },
        ),
    ] {
        open_workspace(&window, bc);
        account.add_balance(&window).appears();
        review(&window, account, "20.00");
        dialog(&window).says(bc);
        acknowledge(&window);
        press(&window, &format!("Allocate 20.00 {currency}")).click();
        dialog(&window).says("Allocated");
        press(&window, "Done").click();
        dialog(&window).vanishes();
        go_to(&window, "Transactions");
        window.wait_for_text(account.name);
        go_to(&window, "Payment management");
    }
    open_workspace(&window, "Halden Row Media");
    go_to(&window, "Transactions");
    window.wait_for_text("Nothing has been allocated yet");
}

#[test]
fn a_week_later_ad_credit_is_used_up() {
    let window = Window::open();
    let brightwater = Account {
        name: "Brightwater Dental",
        id: "7331906584402715536",
    };
    allocate(&window, brightwater, "60.00");
    dialog(&window).says("Allocated");
    press(&window, "Done").click();
    window.button("A week later").click();
    window.wait_for_text("23 Nov 2026");
    brightwater.link(&window).click();
    window.heading(brightwater.name).appears();
    window
        .part(&["tab"], Some("Not available"))
        .and_more()
        .click();
    window.wait_for_text("Used up");
    window.screenshot("a-week-later");
}

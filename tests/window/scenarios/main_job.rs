//! The main job: a person places ad credit, gets a receipt, finds it in the account and, after a power cut, in the history.

use crate::steps::{
    ALDER, Account, READS, acknowledge, act_as, allocate, always, dialog, go_to,
    look_in_both_themes, open_workspace, press, review,
};
use desk_window::{Start, Window};

#[test]
fn an_admin_allocates_and_finds_it_again_offline_after_a_power_cut() {
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
    let transaction = transaction_of_the_receipt(&window);
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

    let window = Window::open_with(Start {
        home: window.kill(),
        faults: always(&READS, "refuse-to-connect").leak(),
        ..Start::default()
    });
    window.wait_for_text("Offline, showing figures of");
    finds_in_history(&window, "500.00", "Mara Lindqvist", &transaction);
    window.screenshot("transactions-offline-after-power-cut");
    window.link("Open ad account").click();
    window.heading(ALDER.name).appears();
    window.wait_for_text("Offline, showing figures of");
    window.wait_for("the allocation in the account's own history", || {
        let rows = window.part(&["row"], None).texts();
        rows.iter()
            .any(|row| row.contains("500.00") && row.contains("Mara Lindqvist"))
    });
}

#[test]
fn a_finance_manager_without_admin_rights_allocates() {
    let window = Window::open();
    act_as(&window, "Oskar Brandt");
    allocate(&window, ALDER, "25.00");
    dialog(&window).says("Allocated");
    dialog(&window).says("Oskar Brandt");
    let transaction = transaction_of_the_receipt(&window);
    press(&window, "Done").click();
    dialog(&window).vanishes();

    ALDER.link(&window).click();
    window.heading(ALDER.name).appears();
    window.button("View Details").click();
    window.wait_for("the allocation it came from", || {
        window.link("allocation 1").exists()
    });
    finds_in_history(&window, "25.00", "Oskar Brandt", &transaction);
    let window = window.restart();
    finds_in_history(&window, "25.00", "Oskar Brandt", &transaction);
}

/// TikTok's number of what was moved, as the receipt tells it.
fn transaction_of_the_receipt(window: &Window) -> String {
    let text = dialog(window).text();
    let (before, _) = text.split_once(" at TikTok").unwrap();
    let number: String = before.split_whitespace().next_back().unwrap().to_owned();
    assert!(
        number.len() > 10 && number.bytes().all(|digit| digit.is_ascii_digit()),
        "{number}"
    );
    number
}

/// The row in Transactions, and beside it what was recorded: who, where, how much, and TikTok's number.
fn finds_in_history(window: &Window, amount: &str, by: &str, transaction: &str) {
    go_to(window, "Transactions");
    let row = window.link("Allocation 1,").and_more();
    row.appears();
    let rows = window.part(&["row"], None).texts();
    assert!(
        rows.iter()
            .any(|row| row.contains(ALDER.name) && row.contains(amount)),
        "{rows:?}"
    );
    row.click();
    window.heading("Allocation 1").appears();
    window.wait_for_text(transaction);
    // The words of a recorded step, which stand nowhere else on the page.
    window.wait_for_text(&format!("Sending, by {by}, entry"));
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
    window.wait_for_text("cash, voucher, credit line");
    window.wait_for_text("see portfolio");
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

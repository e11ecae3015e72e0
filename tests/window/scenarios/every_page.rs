//! Every page, light and dark, in both sizes: accessible, nothing cut off, nothing against the content policy, hostile names inert.

use crate::steps::{ALDER, acknowledge, dialog, go_to, look_at, press, review};
use desk_window::{Size, Start, Window};

/// A credit of the ordinary Business Center.
const CREDIT: &str = "Autumn reach grant";

fn walk(dark: bool) {
    let theme = if dark { "dark" } else { "light" };
    let window = Window::open_with(Start {
        dark,
        ..Start::default()
    });
    look_at(&window, "payment-management", theme);
    window.resize(Size::default());
    ALDER.add_balance(&window).click();
    dialog(&window).appears();
    window.field("Amount").fill("75.00");
    look_at(&window, "add-balance", theme);
    window.resize(Size::default());
    press(&window, "Cancel").click();
    review(&window, ALDER, "75.00");
    look_at(&window, "review", theme);
    window.resize(Size::default());
    acknowledge(&window);
    press(&window, "Allocate 75.00 USD").click();
    dialog(&window).says("Allocated");
    assert!(
        !window.text().contains("Nothing was moved."),
        "what was said of the cancelled one stands behind the receipt"
    );
    look_at(&window, "receipt", theme);
    window.resize(Size::default());
    press(&window, "Done").click();
    ad_account(&window, theme);
    transactions(&window, theme);
    credits(&window, theme);
    for page in ["Users", "Settings"] {
        window.resize(Size::default());
        go_to(&window, page);
        look_at(&window, &page.to_lowercase(), theme);
    }
    window.resize(Size::default());
    window.button("How ad credit works").click();
    window.heading("How ad credit works").appears();
    look_at(&window, "how-ad-credit-works", theme);
}

/// The account with its Payment page, its details, and both kinds of promotions.
fn ad_account(window: &Window, theme: &str) {
    window.resize(Size::default());
    ALDER.link(window).click();
    window.heading(ALDER.name).appears();
    look_at(window, "ad-account", theme);
    window.resize(Size::default());
    window.button("View Details").click();
    window
        .part(&["table"], Some("Details of the ad credit"))
        .appears();
    look_at(window, "ad-account-details", theme);
    window.resize(Size::default());
    window
        .part(&["tab"], Some("Not available"))
        .and_more()
        .click();
    look_at(window, "ad-account-promotions", theme);
}

/// The list, one allocation beside it, and what else was changed.
fn transactions(window: &Window, theme: &str) {
    window.resize(Size::default());
    go_to(window, "Transactions");
    look_at(window, "transactions", theme);
    window.resize(Size::default());
    window.link("Allocation 1,").and_more().click();
    window.heading("Allocation 1").appears();
    look_at(window, "transactions-detail", theme);
    window.resize(Size::default());
    window.button("Receipt").click();
    let receipt = window.dialog("Receipt");
    receipt.says("Allocation 1");
    look_at(window, "transactions-receipt", theme);
    window.resize(Size::default());
    window.button("Done").inside(&receipt).click();
    receipt.vanishes();
    window.part(&["tab"], Some("Changes")).click();
    window.wait_for_text("Journal opened for writing");
    look_at(window, "transactions-changes", theme);
}

/// The list, one credit beside it, and the three forms.
fn credits(window: &Window, theme: &str) {
    window.resize(Size::default());
    go_to(window, "Credits");
    look_at(window, "credits", theme);
    window.resize(Size::default());
    window.link(CREDIT).click();
    window.heading(CREDIT).appears();
    look_at(window, "credits-drawer", theme);
    for (button, title, first) in [
        ("Add credit", "Add credit", "textbox Name"),
        ("Correct", "Correct Autumn reach grant", "textbox Name"),
        (
            "Mark as revoked",
            "Mark Autumn reach grant as revoked",
            "textbox Reason",
        ),
    ] {
        window.resize(Size::default());
        window.button(button).click();
        let form = window.dialog(title);
        form.appears();
        window.wait_for("the focus in the first field", || window.focused() == first);
        let name = format!("form-{}", button.to_lowercase().replace(' ', "-"));
        look_at(window, &name, theme);
        window.resize(Size::default());
        window.button("Cancel").inside(&form).click();
        form.vanishes();
    }
}

#[test]
fn every_page_in_light() {
    walk(false);
}

#[test]
fn every_page_in_dark() {
    walk(true);
}

#[test]
fn hostile_names_stay_text() {
    let window = Window::open();
    let search = window.field("Search ad accounts");
    search.fill("Kite");
    window.wait_for_text("<b>50% off</b>");
    window.wait_for_text("U+202E");
    has_no_bold_offer(&window);
    window.screenshot("hostile-name");
    window.button("Add Balance to Kite").and_more().click();
    dialog(&window).says("<b>50% off</b>");
    dialog(&window).says("U+202E");
    has_no_bold_offer(&window);
    window.is_accessible();
    press(&window, "Cancel").click();
    search.fill("DROP TABLE");
    window.wait_for_text("DROP TABLE accounts");
    // Found without its invisible letters, and shown with them.
    search.fill("PayLane Garden Supply");
    window
        .link("Pay[U+200B]Lane Garden[U+2060] Supply, 7379901177364420544")
        .appears();
    window.wait_for_text("U+200B");
    window.wait_for_text("U+2060");
}

/// The markup in the name has not become an element.
fn has_no_bold_offer(window: &Window) {
    const BOLD: &str =
        "return [...document.querySelectorAll('b')].some((bold) => bold.textContent === '50% off')";
    assert_eq!(window.script(BOLD, vec![]), serde_json::Value::Bool(false));
}

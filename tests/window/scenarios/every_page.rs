//! Every page, light and dark, in both sizes: accessible, nothing cut off, nothing against the content policy, hostile names inert.

use crate::steps::{ALDER, acknowledge, dialog, go_to, press, review};
use desk_window::{Size, Start, Window};

const SIZES: [Size; 2] = [
    Size {
        width: 1280,
        height: 800,
    },
    Size {
        width: 1024,
        height: 700,
    },
];

fn look_at(window: &Window, name: &str, theme: &str) {
    for size in SIZES {
        window.resize(size);
        window.screenshot(&format!("{name}-{theme}-{}", size.width));
        window.is_accessible();
        window.fits();
    }
}

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
    look_at(&window, "receipt", theme);
    window.resize(Size::default());
    press(&window, "Done").click();
    ALDER.link(&window).click();
    window.heading(ALDER.name).appears();
    look_at(&window, "ad-account", theme);
    for page in ["Transactions", "Credits", "Users", "Settings"] {
        window.resize(Size::default());
        go_to(&window, page);
        look_at(&window, &page.to_lowercase(), theme);
    }
    window.resize(Size::default());
    window.button("How ad credit works").click();
    window.heading("How ad credit works").appears();
    look_at(&window, "how-ad-credit-works", theme);
    window.keeps_policy();
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
    assert!(window.script("return document.querySelector('main b:not([class]) , main td b') ? [...document.querySelectorAll('main b')].some((b) => b.textContent === '50% off') : false", vec![]) == false);
    window.screenshot("hostile-name");
    window.button("Add Balance to Kite").and_more().click();
    dialog(&window).says("<b>50% off</b>");
    dialog(&window).says("U+202E");
    window.is_accessible();
    press(&window, "Cancel").click();
    search.fill("DROP TABLE");
    window.wait_for_text("DROP TABLE accounts");
    search.fill("PayLane");
    window.wait_for("an answer", || {
        window.text().contains("U+200B") || window.text().contains("No")
    });
}

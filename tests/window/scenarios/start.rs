//! What a person sees first: Payment management of the practice Business Center.

use desk_window::{Size, Start, Window};

#[test]
fn starts_and_shows_payment_management() {
    let window = Window::open();
    window.link("Payment management").appears();
    window.heading("Payment management").appears();
    window.screenshot("payment-management-light");
}

#[test]
fn fits_and_reads_well_in_both_themes_and_sizes() {
    for dark in [false, true] {
        let window = Window::open_with(Start {
            dark,
            ..Start::default()
        });
        for size in [
            Size {
                width: 1280,
                height: 800,
            },
            Size {
                width: 1024,
                height: 700,
            },
        ] {
            window.resize(size);
            window.is_accessible();
            window.fits();
            window.screenshot(&format!(
                "start-{}-{}",
                if dark { "dark" } else { "light" },
                size.width
            ));
        }
    }
}

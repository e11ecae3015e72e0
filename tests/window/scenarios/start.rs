//! What a person sees first: Payment management of the practice Business Center.

use desk_window::Window;

#[test]
fn starts_and_shows_payment_management() {
    let window = Window::open();
    window.link("Payment management").appears();
    window.heading("Payment management").appears();
    window.screenshot("payment-management-light");
}

#[test]
fn keeps_its_content_policy_from_the_first_step_on() {
    let window = Window::open();
    window.start_page_again();
    window.heading("Payment management").appears();
    window.keeps_policy();
}

#[test]
fn the_content_policy_refuses_foreign_styles_and_scripts() {
    let window = Window::open();
    window.script("document.head.append(Object.assign(document.createElement('style'), { textContent: 'p {}' }))", vec![]);
    window.script("document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' }))", vec![]);
    window.script(
        "document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/x.png' }))",
        vec![],
    );
    window.wait_for("three refusals", || window.refusals().len() == 3);
    assert!(window.script("return window.ran ?? null", vec![]).is_null());
}

//! The checks that every page has to pass can fail: each one sees a fault put before it.

use desk_window::Window;

/// Puts an element into the page as a careless change would. Styles are set one by one, which the content policy allows.
const ADD: &str = "
    const [text, styles] = arguments;
    const element = document.createElement('p');
    element.textContent = text;
    Object.assign(element.style, { position: 'fixed', top: '0', left: '0', zIndex: 9999, font: '20px sans-serif' }, styles);
    document.querySelector('main').prepend(element);
";

#[test]
fn axe_sees_words_that_cannot_be_read() {
    let window = Window::open();
    assert_eq!(window.violations(), Vec::<String>::new());
    let pale =
        serde_json::json!({ "position": "static", "color": "#ededed", "background": "#ffffff" });
    window.script(ADD, vec!["Pale words".into(), pale]);
    let violations = window.violations();
    assert!(
        violations
            .iter()
            .any(|line| line.starts_with("color-contrast")),
        "{violations:?}"
    );
}

#[test]
fn misfits_are_seen() {
    let window = Window::open();
    assert_eq!(window.misfits(), Vec::<String>::new());
    let narrow = serde_json::json!({ "width": "60px", "overflow": "hidden", "whiteSpace": "nowrap", "background": "#ffffff" });
    window.script(ADD, vec!["Too long for its place".into(), narrow]);
    assert!(
        window
            .misfits()
            .iter()
            .any(|line| line.starts_with("cut off")),
        "{:?}",
        window.misfits()
    );
    let see_through = serde_json::json!({ "left": "2px", "top": "4px", "zIndex": 10000 });
    window.script(ADD, vec!["On top".into(), see_through]);
    assert!(
        window
            .misfits()
            .iter()
            .any(|line| line.starts_with("lies on other text")),
        "{:?}",
        window.misfits()
    );
}

#[test]
fn words_under_a_card_are_seen_and_words_under_what_stays_are_not() {
    const COVERED: &str = "lies under something";
    let window = Window::open();
    assert_eq!(window.misfits(), Vec::<String>::new());
    window.script(
        "document.querySelector('[role=table]').parentElement.scrollTop = 55",
        vec![],
    );
    assert_eq!(window.misfits(), Vec::<String>::new());
    let card = serde_json::json!({ "top": "110px", "left": "300px", "width": "400px", "height": "300px", "background": "#ffffff" });
    window.script(ADD, vec!["A card".into(), card]);
    assert!(
        window
            .misfits()
            .iter()
            .any(|line| line.starts_with(COVERED)),
        "{:?}",
        window.misfits()
    );
    window.script(
        "document.querySelector('main > p').setAttribute('popover', 'manual'); document.querySelector('main > p').showPopover()",
        vec![],
    );
    assert!(
        !window
            .misfits()
            .iter()
            .any(|line| line.starts_with(COVERED)),
        "{:?}",
        window.misfits()
    );
}

#[test]
fn what_fades_in_is_looked_at_once_it_is_there() {
    const FADE: &str = "
        document.querySelector('main p').animate([{ opacity: 0.2 }, { opacity: 1 }], { duration: 600 });
    ";
    let window = Window::open();
    let plain =
        serde_json::json!({ "position": "static", "color": "#111111", "background": "#ffffff" });
    window.script(ADD, vec!["Slow words".into(), plain]);
    window.script(FADE, vec![]);
    assert_eq!(window.violations(), Vec::<String>::new());
}

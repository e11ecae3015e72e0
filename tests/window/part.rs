//! Something in the window that can be found by role and name, looked up anew each time it is used.

use crate::wait::{LIMIT, until};
use crate::window::Window;
use fantoccini::elements::Element;
use serde_json::{Value, json};

/// The key under which WebDriver passes elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A part of the window, there or not. Every use waits until it is there, exactly once.
#[derive(Clone)]
pub struct Part<'a> {
    window: &'a Window,
    inside: Option<Box<Part<'a>>>,
    roles: Vec<&'static str>,
    name: Option<String>,
    goes_on: bool,
}

impl<'a> Part<'a> {
    pub(crate) fn new(window: &'a Window, roles: &[&'static str], name: Option<&str>) -> Self {
        Self {
            window,
            inside: None,
            roles: roles.to_vec(),
            name: name.map(str::to_owned),
            goes_on: false,
        }
    }

    /// The same, found only inside another part, as in `button("Cancel").inside(&dialog)`.
    #[must_use]
    pub fn inside(mut self, other: &Part<'a>) -> Self {
        self.inside = Some(Box::new(other.clone()));
        self
    }

    /// Lets the name go on after what was given.
    #[must_use]
    pub fn and_more(mut self) -> Self {
        self.goes_on = true;
        self
    }

    /// Clicks in its middle, as soon as it is there.
    pub fn click(&self) {
        self.act("click on", |element| self.window.attempt(element.click()));
    }

    /// The pixel in its middle, once nothing moves any more.
    #[must_use]
    pub fn middle(&self) -> (i32, i32) {
        const MIDDLE: &str = "
            const { left, right, top, bottom } = arguments[0].getBoundingClientRect();
            return [(left + right) / 2, (top + bottom) / 2].map(Math.round);
        ";
        serde_json::from_value(self.measured(MIDDLE, vec![])).unwrap()
    }

    /// Whether a click on this pixel meets it, once nothing moves any more.
    #[must_use]
    pub fn is_at(&self, (x, y): (i32, i32)) -> bool {
        const IS_AT: &str =
            "return arguments[0].contains(document.elementFromPoint(arguments[1], arguments[2]))";
        self.measured(IS_AT, vec![x.into(), y.into()]) == true
    }

    /// What the body of a function answers for its first argument, this part.
    fn measured(&self, body: &str, more: Vec<Value>) -> Value {
        self.window.rests();
        self.act("measure", |element| {
            let mut arguments = vec![json!({ ELEMENT: element.element_id().to_string() })];
            arguments.extend(more.clone());
            self.window
                .attempt(self.window.client.execute(body, arguments))
        })
    }

    /// Replaces what stands in a field.
    pub fn fill(&self, text: &str) {
        // The way a person replaces a value, so that the page sees every event of it.
        self.act("type into", |element| self.window.attempt(element.click()));
        self.window.press("Control+a");
        self.window.press("Backspace");
        self.act("type into", |element| {
            self.window.attempt(element.send_keys(text))
        });
    }

    /// Chooses an option by its name, in a native choice or in one of our own.
    pub fn choose(&self, option: &str) {
        let is_native = self
            .act("choose from", |element| {
                self.window.attempt(element.tag_name())
            })
            .eq_ignore_ascii_case("select");
        if is_native {
            self.act("choose from", |element| {
                self.window.attempt(element.select_by_label(option))
            });
            return;
        }
        self.click();
        Part::new(
            self.window,
            &["option", "menuitemradio", "menuitem"],
            Some(option),
        )
        .click();
    }

    /// What can be read in it.
    #[must_use]
    pub fn text(&self) -> String {
        self.act("read", |element| self.window.attempt(element.text()))
    }

    /// What stands in a field.
    #[must_use]
    pub fn value(&self) -> String {
        self.act("read", |element| self.window.attempt(element.prop("value")))
            .unwrap_or_default()
    }

    /// One of its attributes, such as `aria-describedby`.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.act("read", |element| self.window.attempt(element.attr(name)))
    }

    /// Whether a person can use it. What is disabled for assistive technology counts as disabled.
    #[must_use]
    pub fn is_enabled(&self) -> bool {
        let said = self
            .attribute("aria-disabled")
            .is_some_and(|value| value == "true");
        !said && self.act("read", |element| self.window.attempt(element.is_enabled()))
    }

    /// Whether it is there at this moment.
    #[must_use]
    pub fn exists(&self) -> bool {
        !self.elements().is_empty()
    }

    /// How many of them are there at this moment.
    #[must_use]
    pub fn count(&self) -> usize {
        self.elements().len()
    }

    /// What can be read in each of them at this moment.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        self.elements()
            .into_iter()
            .filter_map(|element| self.window.attempt(element.text()))
            .collect()
    }

    /// Waits until it is there.
    pub fn appears(&self) {
        self.act("see", |_| Some(()));
    }

    /// Waits until it is gone.
    pub fn vanishes(&self) {
        self.window
            .wait_for(&format!("the end of {}", self.words()), || !self.exists());
    }

    /// Waits until it can be read there.
    pub fn says(&self, words: &str) {
        self.window
            .wait_for(&format!("“{words}” in {}", self.words()), || {
                self.texts().iter().any(|text| text.contains(words))
            });
    }

    fn act<T>(&self, verb: &str, what: impl Fn(&Element) -> Option<T>) -> T {
        let mut found = 0;
        let done = until(LIMIT, || {
            let elements = self.elements();
            found = elements.len();
            match elements.as_slice() {
                [element] => what(element),
                _ => None,
            }
        });
        done.unwrap_or_else(|| {
            self.window.fail(&format!(
                "could not {verb} {}: found {found} of them",
                self.words()
            ))
        })
    }

    fn elements(&self) -> Vec<Element> {
        let scope = match &self.inside {
            None => Value::Null,
            Some(other) => match other.elements().as_slice() {
                [element] => json!({ ELEMENT: element.element_id().to_string() }),
                _ => return Vec::new(),
            },
        };
        let arguments = vec![
            scope,
            json!(self.roles),
            json!(self.name),
            json!(self.goes_on),
        ];
        let found = self
            .window
            .script_with_axe(include_str!("find.js"), arguments);
        let ids = found
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one.get(ELEMENT)?.as_str());
        ids.map(|id| Element::from_element_id(self.window.client.clone(), id.to_owned().into()))
            .collect()
    }

    fn words(&self) -> String {
        let name = self
            .name
            .as_ref()
            .map(|name| format!(" “{name}”"))
            .unwrap_or_default();
        let inside = self
            .inside
            .as_ref()
            .map(|other| format!(" inside {}", other.words()))
            .unwrap_or_default();
        format!(
            "{}{name}{}{inside}",
            self.roles.join("/"),
            if self.goes_on { "…" } else { "" }
        )
    }
}

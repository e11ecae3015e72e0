//! What must hold on every page, in both themes and at every size.

use crate::window::Window;
use serde_json::Value;

/// Runs axe-core on the whole page; answers one line per rule that is broken.
const AXE: &str = "
    const done = arguments[0];
    window.axe.run(document, { resultTypes: ['violations'] }).then(
        ({ violations }) => done(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' ')}`)),
        (error) => done([String(error)]),
    );
";

/// Text that is cut off without a sign of it, and pages wider than the window.
const CUT_OFF: &str = "
    const page = document.scrollingElement;
    const found = page.scrollWidth > innerWidth ? [`the page is ${page.scrollWidth} wide`] : [];
    for (const element of document.body.querySelectorAll('*')) {
        const style = getComputedStyle(element);
        const holdsText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        const isShown = element.checkVisibility() && element.clientWidth > 1;
        const isCut = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
        const hides = style.overflowX === 'hidden' || style.overflowX === 'clip';
        if (holdsText && isShown && hides && isCut) found.push(`${element.tagName} ${element.textContent.trim()}`);
    }
    return found;
";

impl Window {
    /// Fails if axe-core finds anything on the page as it is now.
    pub fn is_accessible(&self) {
        // Puts axe-core into the page if it is not there yet.
        self.script_with_axe("return window.axe ? true : null", vec![]);
        let violations = lines(self.script_async(AXE, vec![]));
        if !violations.is_empty() {
            self.fail(&format!("axe-core found:\n  {}", violations.join("\n  ")));
        }
    }

    /// Fails if text is cut off or the page does not fit its window.
    pub fn fits(&self) {
        let cut_off = lines(self.script(CUT_OFF, vec![]));
        if !cut_off.is_empty() {
            self.fail(&format!("does not fit:\n  {}", cut_off.join("\n  ")));
        }
    }
}

fn lines(answer: Value) -> Vec<String> {
    serde_json::from_value(answer).unwrap()
}

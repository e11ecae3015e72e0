//! What must hold on every page, in both themes and at every size.

use crate::home;
use crate::window::Window;
use serde_json::Value;
use std::fs;

/// Runs axe-core on the whole page; answers one line per rule that is broken.
const AXE: &str = "
    const done = arguments[0];
    window.axe.run(document, { resultTypes: ['violations'] }).then(
        ({ violations }) => done(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' ')}`)),
        (error) => done([String(error)]),
    );
";

/// Remembers every refusal of the content policy from now on.
const WATCH: &str = "
    window.refusals = [];
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) =>
        window.refusals.push(`${effectiveDirective}: ${blockedURI} ${sourceFile}:${lineNumber}`));
";

/// Writes the page anew into the same document, under the same policy, with the watch in place before its first line
/// runs. The question mark makes the page's modules new ones, so that they run again.
const AGAIN: &str = "
    const [page] = arguments;
    document.open();
    WATCH
    document.write(page);
    document.close();
";

impl Window {
    /// Fails if axe-core finds anything on the page as it is now.
    pub fn is_accessible(&self) {
        self.holds("axe-core found", &self.violations());
    }

    /// Fails if text is cut off or lies on other text, or if the page does not fit its window.
    pub fn fits(&self) {
        self.holds("does not fit", &self.misfits());
    }

    /// What axe-core finds on the page as it is now, one line per broken rule.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        self.rests();
        // Puts axe-core into the page if it is not there yet.
        self.script_with_axe("return window.axe ? true : null", vec![]);
        lines(self.script_async(AXE, vec![]))
    }

    /// Text that is cut off or lies on other text, and pages wider than their window.
    #[must_use]
    pub fn misfits(&self) -> Vec<String> {
        self.rests();
        lines(self.script(include_str!("misfits.js"), vec![]))
    }

    /// Watches the content policy from now on.
    pub(crate) fn watch_policy(&self) {
        self.script(WATCH, vec![]);
    }

    /// Starts the page over, so that the watch sees its very first steps too.
    pub fn start_page_again(&self) {
        let page = fs::read_to_string(home::root().join("ui/dist/index.html"))
            .expect("the UI is not built");
        let page = page.replace(".js\"", ".js?again\"");
        self.script(&AGAIN.replace("WATCH", WATCH), vec![page.into()]);
    }

    /// Fails if the content policy has had to refuse anything since the watch began.
    pub fn keeps_policy(&self) {
        self.holds("the content policy refused", &self.refusals());
    }

    /// What the content policy has refused since the watch began.
    #[must_use]
    pub fn refusals(&self) -> Vec<String> {
        lines(self.script("return window.refusals", vec![]))
    }

    fn holds(&self, rule: &str, broken: &[String]) {
        if !broken.is_empty() {
            self.fail(&format!("{rule}:\n  {}", broken.join("\n  ")));
        }
    }
}

fn lines(answer: Value) -> Vec<String> {
    serde_json::from_value(answer).unwrap()
}

//! One running program, seen from outside.

use crate::driver::Driver;
use crate::home::{self, Home};
use crate::part::Part;
use crate::screen::{Screen, Size};
use crate::wait::{LIMIT, LONG_LIMIT, until};
use fantoccini::Client;
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::error::CmdError;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use tokio::runtime::{Builder, Runtime};

/// How to start.
#[derive(Debug, Clone)]
pub struct Start {
    /// The size of the screen, which the window fills.
    pub size: Size,
    /// Whether the desktop is dark.
    pub dark: bool,
    /// What was kept from an earlier run.
    pub home: Home,
    /// What goes wrong in the practice Business Center, as `docs/simulator.md` words it: `ENDPOINT WORDS; …`. Nothing after a restart.
    pub faults: &'static str,
    /// At least so many ad accounts in the practice Business Center; its own few if none is said.
    pub accounts: Option<u32>,
    /// Whether there is a keychain, unlocked, on a bus of its own.
    pub keychain: bool,
}

impl Default for Start {
    fn default() -> Self {
        Self {
            size: Size::default(),
            dark: false,
            home: Home::fresh(),
            faults: "",
            accounts: None,
            keychain: false,
        }
    }
}

/// The program's window. Program, driver and screen end when this value goes.
pub struct Window {
    runtime: Runtime,
    pub(crate) client: Client,
    driver: Driver,
    screen: Screen,
    start: Start,
}

impl Window {
    /// A first start: 1280x800, light, nothing kept from before.
    #[must_use]
    pub fn open() -> Self {
        Self::open_with(Start::default())
    }

    /// Starts the program and waits until it says that its first page is painted.
    #[must_use]
    pub fn open_with(start: Start) -> Self {
        let _gone = fs::remove_file(start.home.ready());
        let screen = Screen::start(start.size).unwrap();
        let driver = Driver::start(&screen, &start);
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let client = runtime.block_on(driver.connect());
        let window = Self {
            runtime,
            client,
            driver,
            screen,
            start,
        };
        window.wait_for("the first full page", || window.start.home.ready().exists());
        window.watch_policy();
        window.resize(window.start.size);
        window
    }

    /// Kills the program as a power cut would and starts it again on what it had kept.
    #[must_use]
    pub fn kill_and_restart(self) -> Self {
        self.driver.kill_program();
        self.restart()
    }

    /// Kills the program as a power cut would. What it had kept can be opened again, under other conditions.
    #[must_use]
    pub fn kill(self) -> Home {
        self.driver.kill_program();
        self.start.home.clone()
    }

    /// Ends the program and starts it again on what it had kept.
    #[must_use]
    pub fn restart(self) -> Self {
        let start = Start {
            faults: "",
            ..self.start.clone()
        };
        drop(self);
        Self::open_with(start)
    }

    /// Where this program keeps its data.
    #[must_use]
    pub fn home(&self) -> &Home {
        &self.start.home
    }

    /// Something on the page by one of these roles, and its name if it has to have a certain one.
    #[must_use]
    pub fn part(&self, roles: &[&'static str], name: Option<&str>) -> Part<'_> {
        Part::new(self, roles, name)
    }

    /// A button.
    #[must_use]
    pub fn button(&self, name: &str) -> Part<'_> {
        self.part(&["button"], Some(name))
    }

    /// A link.
    #[must_use]
    pub fn link(&self, name: &str) -> Part<'_> {
        self.part(&["link"], Some(name))
    }

    /// A heading of any level.
    #[must_use]
    pub fn heading(&self, name: &str) -> Part<'_> {
        self.part(&["heading"], Some(name))
    }

    /// A dialog.
    #[must_use]
    pub fn dialog(&self, name: &str) -> Part<'_> {
        self.part(&["dialog", "alertdialog"], Some(name))
    }

    /// Something to type into or choose from.
    #[must_use]
    pub fn field(&self, name: &str) -> Part<'_> {
        self.part(
            &["textbox", "searchbox", "spinbutton", "combobox", "checkbox"],
            Some(name),
        )
    }

    /// A choice.
    #[must_use]
    pub fn combobox(&self, name: &str) -> Part<'_> {
        self.part(&["combobox"], Some(name))
    }

    /// Everything that can be read on the page. A space that keeps a line together reads as any other.
    #[must_use]
    pub fn text(&self) -> String {
        let text = self.script("return document.body.innerText", vec![]);
        text.as_str().unwrap_or_default().replace('\u{a0}', " ")
    }

    /// Waits until the page says this somewhere.
    pub fn wait_for_text(&self, words: &str) {
        self.wait_for(&format!("the words “{words}”"), || {
            self.text().contains(words)
        });
    }

    /// Waits until something is so; fails with its description if it never is.
    pub fn wait_for(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        if until(LIMIT, || is_so().then_some(())).is_none() {
            self.fail(&format!("waited in vain for {what}"));
        }
    }

    /// The same for work that takes its time, such as reading ten thousand accounts.
    pub fn wait_long_for(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        if until(LONG_LIMIT, || is_so().then_some(())).is_none() {
            self.fail(&format!("waited in vain for {what}"));
        }
    }

    /// Presses one key, with others held, as in `Tab`, `Shift+Tab`, `Control+k`.
    pub fn press(&self, keys: &str) {
        let keys: Vec<char> = keys.split('+').map(key).collect();
        let down = keys.iter().map(|key| KeyAction::Down { value: *key });
        let up = keys.iter().rev().map(|key| KeyAction::Up { value: *key });
        let actions = down
            .chain(up)
            .fold(KeyActions::new("keyboard".to_owned()), InputSource::then);
        self.run(self.client.perform_actions(actions));
    }

    /// Keeps a key of the keyboard itself down, as a person's finger would, while something is waited for: the screen
    /// repeats it, which the driver's own keys never are.
    pub fn hold(&self, name: &str, meanwhile: impl FnOnce()) {
        let name = match name {
            "Enter" => "Return",
            other => other,
        };
        self.finger("keydown", name);
        meanwhile();
        self.finger("keyup", name);
    }

    /// One movement at the keyboard of the screen.
    fn finger(&self, movement: &str, key: &str) {
        let mut finger = Command::new("xdotool");
        finger
            .args([movement, key])
            .env("DISPLAY", self.screen.display());
        assert!(
            finger.status().unwrap().success(),
            "the screen took no {movement}"
        );
    }

    /// Clicks twice on this pixel without moving, as fast as the driver can.
    pub fn double_click(&self, (x, y): (i32, i32)) {
        let there = PointerAction::MoveTo {
            duration: None,
            x: x.into(),
            y: y.into(),
        };
        let down = PointerAction::Down {
            button: MOUSE_BUTTON_LEFT,
        };
        let up = PointerAction::Up {
            button: MOUSE_BUTTON_LEFT,
        };
        let mouse = MouseActions::new("mouse".to_owned()).then(there);
        let mouse = mouse.then(down.clone()).then(up.clone());
        self.run(self.client.perform_actions(mouse.then(down).then(up)));
    }

    /// Types into whatever has the focus.
    pub fn type_text(&self, text: &str) {
        let element = self.run(self.client.active_element());
        self.run(element.send_keys(text));
    }

    /// Role and name of what has the focus, as in `button Cancel`.
    #[must_use]
    pub fn focused(&self) -> String {
        self.outline(true).pop().unwrap_or_default()
    }

    /// Gives the window another size and waits until the page has taken it.
    pub fn resize(&self, size: Size) {
        let placed = self.client.set_window_rect(0, 0, size.width, size.height);
        self.run(placed);
        let wanted = json!([size.width, size.height]);
        self.wait_for("the new size", || {
            self.script("return [innerWidth, innerHeight]", vec![]) == wanted
        });
    }

    /// Waits until what moves or fades has come to rest and is painted. A page that is looked at half faded in has colours
    /// and places that nobody gets to read.
    pub(crate) fn rests(&self) {
        const AT_REST: &str = "
            const done = arguments[0];
            const frame = () => new Promise((painted) => requestAnimationFrame(painted));
            const rest = async () => {
                await frame();
                const moving = document.getAnimations().filter(({ playState }) => playState === 'running');
                if (moving.length === 0) return frame();
                await Promise.allSettled(moving.map(({ finished }) => finished));
                return rest();
            };
            rest().then(() => done(null));
        ";
        self.script_async(AT_REST, vec![]);
    }

    /// Writes a picture of the page to `target/window/NAME.png`, once it has come to rest.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        self.rests();
        let file = home::output().join(format!("{name}.png"));
        // From the screen, not from the driver: this is what a person would see, and some renderers never answer the driver.
        let mut camera = Command::new("import");
        camera
            .args(["-display", self.screen.display(), "-window", "root"])
            .arg(&file);
        assert!(
            camera.status().unwrap().success(),
            "the screen could not be photographed"
        );
        file
    }

    /// Runs the body of a function in the page.
    pub fn script(&self, body: &str, arguments: Vec<Value>) -> Value {
        self.run(self.client.execute(body, arguments))
    }

    /// Runs the body of a function that calls its last argument when it is done.
    pub fn script_async(&self, body: &str, arguments: Vec<Value>) -> Value {
        self.run(self.client.execute_async(body, arguments))
    }

    /// Runs a script that needs axe-core in the page; puts it there first if it is not.
    pub(crate) fn script_with_axe(&self, body: &str, arguments: Vec<Value>) -> Value {
        let answer = self.script(body, arguments.clone());
        if !answer.is_null() {
            return answer;
        }
        let axe = home::root().join("ui/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(axe)
            .expect("the UI's packages are not installed: use `cargo xtask test window`");
        self.script(&axe, vec![]);
        self.script(body, arguments)
    }

    /// Fails with the reason, what the page holds, and a picture of it.
    pub fn fail(&self, reason: &str) -> ! {
        let picture = self.screenshot(&format!(
            "failed-{}",
            std::thread::current()
                .name()
                .unwrap_or("test")
                .replace("::", "-")
        ));
        panic!(
            "{reason}\nThe page holds:\n  {}\nPicture: {}",
            self.outline(false).join("\n  "),
            picture.display()
        );
    }

    /// Waits for an answer of the driver, which must be a good one.
    pub(crate) fn run<T>(&self, asked: impl Future<Output = Result<T, CmdError>>) -> T {
        match self.answer(asked) {
            Ok(answer) => answer,
            Err(error) => panic!("the window did not do as asked: {error}"),
        }
    }

    /// As `run`, where the page may have changed meanwhile and asking again is right.
    pub(crate) fn attempt<T>(&self, asked: impl Future<Output = Result<T, CmdError>>) -> Option<T> {
        self.answer(asked).ok()
    }

    /// Nothing the driver does takes long; a driver that is stuck would be waited for without end.
    fn answer<T>(&self, asked: impl Future<Output = Result<T, CmdError>>) -> Result<T, CmdError> {
        let answer = self
            .runtime
            .block_on(async { tokio::time::timeout(LIMIT, asked).await });
        answer.unwrap_or_else(|_| panic!("the window's driver does not answer any more"))
    }

    fn outline(&self, only_focused: bool) -> Vec<String> {
        let lines = self.script_with_axe(include_str!("outline.js"), vec![only_focused.into()]);
        serde_json::from_value(lines).unwrap_or_default()
    }
}

/// The key of this name, in WebDriver's numbering.
fn key(name: &str) -> char {
    match name {
        "Tab" => '\u{e004}',
        "Enter" => '\u{e007}',
        "Shift" => '\u{e008}',
        "Control" => '\u{e009}',
        "Alt" => '\u{e00a}',
        "Escape" => '\u{e00c}',
        "Space" => ' ',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "ArrowLeft" => '\u{e012}',
        "ArrowUp" => '\u{e013}',
        "ArrowRight" => '\u{e014}',
        "ArrowDown" => '\u{e015}',
        "Backspace" => '\u{e003}',
        "Delete" => '\u{e017}',
        other => {
            let mut letters = other.chars();
            let letter = letters.next().filter(|_| letters.clone().next().is_none());
            letter.unwrap_or_else(|| panic!("there is no key {other}"))
        }
    }
}

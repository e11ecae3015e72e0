//! What a person does again and again.

use desk_window::{Part, Size, Window};

/// The sizes in which everything has to fit.
pub const SIZES: [Size; 2] = [
    Size {
        width: 1280,
        height: 800,
    },
    Size {
        width: 1024,
        height: 700,
    },
];

/// Everything that is read from TikTok.
pub const READS: [&str; 13] = [
    "user/info/",
    "bc/get/",
    "bc/balance/get/",
    "bc/member/get/",
    "bc/asset/get/",
    "bc/asset/admin/get/",
    "bc/account/cost/get/",
    "bc/account/transaction/get/",
    "bc/transaction/get/",
    "advertiser/info/",
    "advertiser/balance/get/",
    "advertiser/transaction/get/",
    "payment_portfolio/get/",
];

/// More often than any scenario asks.
const OFTEN: usize = 40;

/// The same fault at each call of these.
pub fn always(endpoints: &[&str], fault: &str) -> String {
    let one = |endpoint: &&str| format!("{endpoint} {fault};").repeat(OFTEN);

    endpoints.iter().map(one).collect()
}

/// Gives the page a theme and holds it, whatever the shell says of the desktop meanwhile.
const HOLD_THEME: &str = "
    const [theme] = arguments;
    const root = document.documentElement;
    const hold = () => {
        if (root.dataset.theme !== theme) root.dataset.theme = theme;
    };
    window.held?.disconnect();
    window.held = new MutationObserver(hold);
    window.held.observe(root, { attributes: true });
    hold();
";

/// Looks at the page as it is, in both sizes: a picture, axe, nothing cut off, and nothing against the content policy until here.
pub fn look_at(window: &Window, name: &str, theme: &str) {
    for size in SIZES {
        window.resize(size);
        window.screenshot(&format!("{name}-{theme}-{}", size.width));
        window.is_accessible();
        window.fits();
    }
    window.keeps_policy();
}

/// Looks in both themes and sizes, and leaves the window light and of its usual size.
pub fn look_in_both_themes(window: &Window, name: &str) {
    for theme in ["dark", "light"] {
        window.script(HOLD_THEME, vec![theme.into()]);
        look_at(window, name, theme);
    }
    window.script("window.held.disconnect()", vec![]);
    window.resize(Size::default());
}

/// An account that can take ad credit, with no other of a similar name.
pub const ALDER: Account = Account {
    name: "Alder Street Coffee",
    id: "7318440217735564290",
};

/// An account, as its row names it.
#[derive(Debug, Clone, Copy)]
pub struct Account {
    /// Its name.
    pub name: &'static str,
    /// Its id.
    pub id: &'static str,
}

impl Account {
    /// The button in its row.
    pub fn add_balance<'a>(&self, window: &'a Window) -> Part<'a> {
        window.button(&format!("Add Balance to {}, {}", self.name, self.id))
    }

    /// The link in its row.
    pub fn link<'a>(&self, window: &'a Window) -> Part<'a> {
        window.link(&format!("{}, {}", self.name, self.id))
    }
}

/// The dialog.
pub fn dialog(window: &Window) -> Part<'_> {
    window.dialog("Add Balance")
}

/// A button in the dialog.
pub fn press<'a>(window: &'a Window, name: &str) -> Part<'a> {
    window.button(name).inside(&dialog(window))
}

/// Fills the first step and goes on to the review.
pub fn review(window: &Window, account: Account, amount: &str) {
    account.add_balance(window).click();
    dialog(window).appears();
    window.field("Amount").fill(amount);
    press(window, "Review").click();
    dialog(window).says("This cannot be undone.");
}

/// Ticks whatever is unusual.
pub fn acknowledge(window: &Window) {
    window.script(
        "document.querySelectorAll('dialog[open] input[type=checkbox]:not(:checked)').forEach((box) => box.click())",
        vec![],
    );
}

/// The whole way to the receipt, which stays open.
pub fn allocate(window: &Window, account: Account, amount: &str) {
    review(window, account, amount);
    acknowledge(window);
    press(window, &format!("Allocate {amount} USD")).click();
    dialog(window).says("Step 3 of 3");
}

/// Chooses another member to act as.
pub fn act_as(window: &Window, name: &str) {
    window.combobox("Acting as").click();
    window.part(&["option"], Some(name)).and_more().click();
    window.wait_for(&format!("acting as {name}"), || {
        window.combobox("Acting as").text().contains(name)
    });
}

/// Chooses another Business Center.
pub fn open_workspace(window: &Window, name: &str) {
    window.combobox("Workspace").click();
    window.part(&["option"], Some(name)).and_more().click();
    window.wait_for(&format!("the workspace {name}"), || {
        window.combobox("Workspace").text().contains(name)
    });
}

/// Goes to a page of the menu.
pub fn go_to(window: &Window, page: &str) {
    window.link(page).click();
    window.heading(page).appears();
}

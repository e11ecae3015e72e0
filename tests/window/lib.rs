//! The real window, driven by WebDriver as a person would use it: by role and name, keyboard and pointer.
//!
//! - [`Window`]: one running program on a screen of its own, with a home folder of its own
//! - [`Part`]: something in it that assistive technology can find, such as the button *Cancel*
//! - [`Server`]: the simulator in a process of its own, to be connected to
//! - `home`, `driver`, `keychain`: what is started around it; `wait`: conditions instead of pauses
//! - `checks`: accessibility, content policy, text that does not fit
//!
//! Scenarios are in `scenarios/`, one file each. Everything waits for conditions; whatever is not found fails with an outline of the page
//! and a picture in `target/window/`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]
#![allow(
    clippy::print_stderr,
    reason = "pictures are announced where the failure is read"
)]

mod checks;
mod driver;
mod home;
mod keychain;
mod part;
#[path = "../../xtask/src/screen.rs"]
#[allow(dead_code, reason = "the developer commands use all of it")]
mod screen;
mod server;
mod wait;
mod window;

pub use home::Home;
pub use part::Part;
pub use screen::Size;
pub use server::Server;
pub use window::{Start, Window};

//! Signing in at TikTok with the user's own developer app: where the browser is sent, what it comes back with, and what the
//! consent covers. [`crate::gateway::authorization`] exchanges the code for a token.
//!
//! A code counts only together with the state that this program made for this one attempt, so that nobody else's consent can be
//! slipped in. [`Waiting`] hears it from the browser on this machine; where the browser cannot get through, [`pasted`] reads it.

mod callback;
mod scope;
#[cfg(feature = "http")]
mod waiting;

pub use callback::{PasteError, pasted};
pub use scope::{Scope, Work, missing};
#[cfg(feature = "http")]
pub use waiting::{ListenError, Page, TooLate, Waiting, free_port};

use crate::gateway::BaseUrl;
use crate::id::AppId;
use crate::random::Random;
use form_urlencoded::Serializer;
use std::fmt;

/// Where TikTok's page leads back to. Registered with the app once, letter by letter, so that a workspace keeps its port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Redirect {
    port: u16,
}

/// 128 random bits that only this attempt knows. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct State(String);

/// One attempt to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// TikTok, or what stands in for it.
    pub base: BaseUrl,
    /// The user's own developer app.
    pub app: AppId,
    /// Where its page leads back to.
    pub redirect: Redirect,
    /// What it must bring back.
    pub state: State,
}

impl Redirect {
    const PATH: &'static str = "/signed-in";

    /// To this port of this machine.
    #[must_use]
    pub const fn to(port: u16) -> Self {
        Self { port }
    }

    /// The port.
    #[must_use]
    pub const fn port(self) -> u16 {
        self.port
    }

    /// What the browser names as `Host`. TikTok's documents allow this name and say nothing of addresses.
    fn host(self) -> String {
        format!("localhost:{}", self.port)
    }
}

/// The exact text to register with the app.
impl fmt::Display for Redirect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}{}", self.host(), Self::PATH)
    }
}

impl State {
    /// A new one.
    #[must_use]
    pub fn fresh(random: &dyn Random) -> Self {
        Self(format!("{:032x}", random.bits()))
    }

    /// Takes as long wherever the first difference is.
    fn is(&self, other: &str) -> bool {
        let pairs = self.0.bytes().zip(other.bytes());
        let differences = pairs.fold(0, |all, (one, other)| all | (one ^ other));

        self.0.len() == other.len() && differences == 0
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("State(hidden)")
    }
}

impl Attempt {
    /// The page where the person consents, for the browser and for copying.
    #[must_use]
    pub fn address(&self) -> String {
        let query = Serializer::new(String::new())
            .append_pair("app_id", self.app.as_str())
            .append_pair("state", &self.state.0)
            .append_pair("redirect_uri", &self.redirect.to_string())
            .finish();

        format!("{}/portal/auth?{query}", self.base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;

    #[test]
    fn the_address_names_app_state_and_redirect_and_nothing_else() {
        let attempt = Attempt {
            base: BaseUrl::TikTok,
            app: AppId::new("7290000000000000001").unwrap(),
            redirect: Redirect::to(8411),
            state: State::fresh(&SeededRandom::new(7)),
        };
        let address = attempt.address();
        let (page, query) = address.split_once('?').unwrap();
        assert_eq!(page, format!("{}/portal/auth", BaseUrl::TikTok));
        let fields: Vec<_> = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            fields,
            [
                field("app_id", "7290000000000000001"),
                field("state", &attempt.state.0),
                field("redirect_uri", "http://localhost:8411/signed-in"),
            ]
        );
        assert!(!format!("{attempt:?}").contains(&attempt.state.0));
        let base = BaseUrl::parse("http://[::1]:8400").unwrap();
        let practice = Attempt { base, ..attempt }.address();
        assert!(practice.starts_with("http://[::1]:8400/portal/auth?app_id="));
    }

    #[test]
    fn a_state_is_128_bits_in_hex_and_only_itself() {
        let random = SeededRandom::new(7);
        let (one, other) = (State::fresh(&random), State::fresh(&random));
        assert_eq!(one.0.len(), 32);
        assert!(one.0.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert!(one.is(&one.0) && !one.is(&other.0));
        assert!(!one.is("") && !one.is(&one.0[..31]) && !one.is(&format!("{}0", one.0)));
        assert!(!one.is(&one.0.to_uppercase()));
    }
}

//! Who lets the one developer app speak for them: consents, the codes that tell of them, and the tokens that come of codes.

use super::World;
use crate::chance::draw;
use crate::change::ChangeError;
use crate::event::Event;
use crate::store::StoreError;
use jiff::Timestamp;
use serde::Serialize;

/// An `auth_code` that is not exchanged within an hour is worth nothing (API facts 1.3).
const CODE_LIFE: i64 = 3_600 * 1_000_000;

/// What a consent grants unless it says otherwise: reporting, ad accounts, the Business Center with its money, assets and
/// members, invoices. The last one is above 2^53, as TikTok's own sample has it.
pub const WHOLE_SCOPE: [u64; 7] = [4, 100, 150, 152, 153, 156, 7_078_191_955_347_259_394];

/// The developer app that this world knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct App {
    /// `app_id`
    pub app_id: String,
    /// `secret`
    pub secret: String,
}

/// A consent that waits to be exchanged.
#[derive(Debug, Clone)]
struct Code {
    person: usize,
    scope: Vec<u64>,
    at: i64,
    is_used: bool,
}

/// A token, with what it may be used for.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// Place of the person it speaks for.
    pub person: usize,
    /// Permission ids.
    pub scope: Vec<u64>,
    is_over: bool,
}

/// Everything granted so far. The first tokens are everybody's own, handed out without signing in.
#[derive(Debug, Default)]
pub(crate) struct Authorizations {
    codes: Vec<Code>,
    tokens: Vec<Token>,
}

/// Why a code brings no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BadCode {
    /// Nobody was ever told this code.
    Unknown,
    /// It was exchanged before, or is too old.
    Over,
}

impl Authorizations {
    pub(super) fn of(people: usize) -> Self {
        let own = |person| Token {
            person,
            scope: WHOLE_SCOPE.to_vec(),
            is_over: false,
        };

        Self {
            codes: Vec::new(),
            tokens: (0..people).map(own).collect(),
        }
    }

    pub(super) fn consent(&mut self, at: i64, person: usize, scope: Vec<u64>) {
        self.codes.push(Code {
            person,
            scope,
            at,
            is_used: false,
        });
    }

    pub(super) fn sign_in(&mut self, code: usize) {
        let Some(code) = self.codes.get_mut(code) else {
            return;
        };
        code.is_used = true;
        self.tokens.push(Token {
            person: code.person,
            scope: code.scope.clone(),
            is_over: false,
        });
    }

    pub(super) fn revoke(&mut self, token: usize) {
        if let Some(token) = self.tokens.get_mut(token) {
            token.is_over = true;
        }
    }

    pub(super) fn cancel(&mut self, person: usize) {
        let own = |token: &&mut Token| token.person == person;
        for token in self.tokens.iter_mut().filter(own) {
            token.is_over = true;
        }
        // What was consented to and not yet exchanged is taken back with the rest.
        let own = |code: &&mut Code| code.person == person;
        for code in self.codes.iter_mut().filter(own) {
            code.is_used = true;
        }
    }
}

impl World {
    /// The developer app whose id and secret sign people in.
    #[must_use]
    pub fn app(&self) -> App {
        let draw = |what| draw(self.options.seed, &[what]);

        App {
            app_id: (7_290_000_000_000_000_000 + draw(93) % 1_000_000_000_000).to_string(),
            secret: format!("{:016x}{:016x}", draw(94), draw(95)),
        }
    }

    /// The token behind this text, with its place; none when it is unknown or over.
    pub(crate) fn token_of(&self, text: &str) -> Option<(usize, &Token)> {
        let mut tokens = self.authorizations.tokens.iter().enumerate();

        tokens.find(|(place, token)| !token.is_over && self.token_text(*place) == text)
    }

    /// The person who is called so: by name, `user_id` or own token.
    pub(crate) fn person_called(&self, words: &str) -> Option<usize> {
        self.people.iter().position(|person| {
            [person.name, person.id].contains(&words) || person.token(self.options.seed) == words
        })
    }

    /// A person lets the app speak for them; answers with the `auth_code`.
    pub(crate) fn consent(
        &mut self,
        person: usize,
        scope: Vec<u64>,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        let number = self.authorizations.codes.len();
        self.change(now.as_microsecond(), Event::Consent { person, scope })?;

        Ok(self.code_text(number))
    }

    /// The place of a code that can be exchanged at this moment.
    pub(crate) fn good_code(&self, text: &str, now: Timestamp) -> Result<usize, BadCode> {
        let mut codes = self.authorizations.codes.iter().enumerate();
        let (place, code) = codes
            .find(|(place, _)| self.code_text(*place) == text)
            .ok_or(BadCode::Unknown)?;
        let is_old = now.as_microsecond() - code.at > CODE_LIFE;

        if code.is_used || is_old {
            Err(BadCode::Over)
        } else {
            Ok(place)
        }
    }

    /// Exchanges a code, once; answers with the token's text and itself.
    pub(crate) fn sign_in(
        &mut self,
        code: usize,
        now: Timestamp,
    ) -> Result<(String, Token), ChangeError> {
        let place = self.authorizations.tokens.len();
        self.change(now.as_microsecond(), Event::SignedIn { code })?;
        let token = self.authorizations.tokens.get(place).cloned();

        token.map_or_else(
            || Err(ChangeError::NoSuch(format!("code {code}"))),
            |token| Ok((self.token_text(place), token)),
        )
    }

    /// Ends a token.
    pub(crate) fn sign_out(&mut self, token: usize, now: Timestamp) -> Result<(), StoreError> {
        self.change(now.as_microsecond(), Event::SignedOut { token })
    }

    fn token_text(&self, place: usize) -> String {
        if let Some(person) = self.people.get(place) {
            return person.token(self.options.seed);
        }

        format!("practice-{}", self.drawn(96, place))
    }

    fn code_text(&self, place: usize) -> String {
        self.drawn(97, place)
    }

    fn drawn(&self, what: u64, place: usize) -> String {
        let number = u64::try_from(place).unwrap_or(u64::MAX);
        let draw = |half| draw(self.options.seed, &[what, number, half]);

        format!("{:016x}{:016x}", draw(0), draw(1))
    }
}

//! A token for a consent, and the end of a token (API facts 1.4, 1.5). One POST each and no second try: a code is good once.

use super::line::Line;
use super::pace::Pace;
use super::transport::{NoAnswer, Token, Transport, blotted};
use super::wire::{Envelope, Row};
use crate::clock::{Clock, Timestamp};
use crate::id::AppId;
use jiff::SignedDuration;
use serde_json::json;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

const EXCHANGE: &str = "oauth2/access_token";
const REVOKE: &str = "oauth2/revoke_token";
/// Longer answers are not waited for.
const LIMIT: SignedDuration = SignedDuration::from_secs(60);
/// Longer codes and tokens are taken for something else.
const LONGEST: usize = 4096;

/// The secret of the user's own developer app. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct AppSecret(String);

/// What a consent on TikTok's page brings: good once, for an hour. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct AuthCode(String);

/// The user's own developer app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct App {
    /// Its id, which is no secret.
    pub id: AppId,
    /// Its secret.
    pub secret: AppSecret,
}

/// What signing in brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorized {
    /// The token; it does not expire by time.
    pub token: Token,
    /// The permissions consented to, as TikTok numbers them; none where TikTok did not tell them.
    pub scopes: Option<BTreeSet<u64>>,
}

/// What became of a token that was to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revoked {
    /// It is over now.
    Now,
    /// It was over before.
    Before,
}

/// Why signing in or out did not work. TikTok's words are hostile text; secrets in them are blotted out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// Nothing left this machine: the same code can be tried again.
    #[error("TikTok could not be reached; check the connection and try again")]
    NotSent,
    /// TikTok may have got it: a code may be used up.
    #[error("TikTok did not answer ({call}); start signing in again")]
    Unanswered {
        /// Which call.
        call: &'static str,
    },
    /// The code is wrong, used or too old, or App ID and secret do not belong together: TikTok's codes 40101, 40110, 40115.
    #[error(
        "TikTok did not accept it (code {code}); check App ID and secret, and start signing in again"
    )]
    NotAccepted {
        /// TikTok's code.
        code: i64,
        /// TikTok's words.
        message: String,
        /// TikTok's log id, for its support.
        log_id: String,
    },
    /// Too many calls.
    #[error("TikTok is too busy; wait a minute and start signing in again")]
    Busy,
    /// TikTok said no for another reason, such as an app that is blocked or not approved.
    #[error("TikTok refused {call} with code {code}")]
    Refused {
        /// Which call.
        call: &'static str,
        /// TikTok's code.
        code: i64,
        /// TikTok's words.
        message: String,
        /// TikTok's log id, for its support.
        log_id: String,
    },
    /// An HTTP status instead of an answer.
    #[error("{call} was answered with HTTP status {status}; start signing in again later")]
    Http {
        /// Which call.
        call: &'static str,
        /// The status.
        status: u16,
    },
    /// An answer that cannot be read.
    #[error("the answer to {call} cannot be read: {field}")]
    Unreadable {
        /// Which call.
        call: &'static str,
        /// Which field.
        field: &'static str,
    },
}

macro_rules! hidden {
    ($name:ident) => {
        impl $name {
            /// Takes what was typed or pasted, without blanks around it; none when it is empty, too long, or holds what no
            /// such text of TikTok's does.
            #[must_use]
            pub fn new(text: &str) -> Option<Self> {
                let text = text.trim();
                let is_sound = !text.is_empty()
                    && text.len() <= LONGEST
                    && text.bytes().all(|byte| byte.is_ascii_graphic());

                is_sound.then(|| Self(text.to_owned()))
            }

            /// The text itself, for TikTok and for the keychain only.
            #[must_use]
            pub fn reveal(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(hidden)"))
            }
        }
    };
}

hidden!(AppSecret);
hidden!(AuthCode);

/// Exchanges a code for a token, once.
///
/// # Errors
/// [`SignInError`]; only after [`SignInError::NotSent`] is the code still good for certain.
pub async fn exchange(
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    app: &App,
    code: &AuthCode,
) -> Result<Authorized, SignInError> {
    // Without the accounts: for people with thousands of them TikTok may not answer in time.
    let body = json!({
        "app_id": app.id.as_str(),
        "secret": app.secret.reveal(),
        "auth_code": code.reveal(),
        "return_advertiser_ids": false,
    });
    let secrets = [app.secret.reveal(), code.reveal()];
    let answer = post(EXCHANGE, transport, clock, Token::none(), &body, &secrets).await?;
    let data = data(EXCHANGE, &answer)?;
    let token = data.text("access_token").ok().flatten();
    let token = token
        .filter(|text| {
            (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
        })
        .ok_or(SignInError::Unreadable {
            call: EXCHANGE,
            field: "access_token",
        })?;

    Ok(Authorized {
        token: Token::new(token),
        // The code is spent: a strange list must not lose the token that it brought.
        scopes: data.wholes("scope").ok().flatten(),
    })
}

/// Ends a token at TikTok.
///
/// # Errors
/// [`SignInError`]
pub async fn revoke(
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    app: &App,
    token: &Token,
) -> Result<Revoked, SignInError> {
    let body = json!({
        "app_id": app.id.as_str(),
        "secret": app.secret.reveal(),
        "access_token": token.reveal(),
    });
    let secrets = [app.secret.reveal(), token.reveal()];
    match post(REVOKE, transport, clock, token.clone(), &body, &secrets).await {
        Ok(_) => Ok(Revoked::Now),
        // Expired or invalid (API facts 2.2).
        Err(SignInError::Refused {
            code: 40_102 | 40_105,
            ..
        }) => Ok(Revoked::Before),
        Err(error) => Err(error),
    }
}

/// One POST; the body of an answer with code 0.
async fn post(
    call: &'static str,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    token: Token,
    body: &serde_json::Value,
    secrets: &[&str],
) -> Result<Vec<u8>, SignInError> {
    let deadline = clock.now().checked_add(LIMIT).unwrap_or(Timestamp::MAX);
    let line = Line {
        transport,
        pace: Arc::new(Pace::new(Arc::clone(&clock))),
        clock,
        token,
        told_time: Arc::default(),
    };
    let came = line
        .post(call, body.to_string().into_bytes(), deadline)
        .await;
    let response = came.map_err(|came| match came {
        NoAnswer::NotSent(_) => SignInError::NotSent,
        NoAnswer::Lost(_) | NoAnswer::TimedOut => SignInError::Unanswered { call },
        NoAnswer::Malformed(_) => envelope_unreadable(call),
    })?;
    if response.status != 200 {
        let status = response.status;
        return Err(SignInError::Http { call, status });
    }
    let envelope = Envelope::read(&response.body).ok_or_else(|| envelope_unreadable(call))?;
    let (message, log_id) = (
        blotted(envelope.message(), secrets),
        blotted(envelope.log_id(), secrets),
    );
    match envelope.code {
        0 => Ok(response.body),
        code @ (40_101 | 40_110 | 40_115) => Err(SignInError::NotAccepted {
            code,
            message,
            log_id,
        }),
        40_016 | 40_100 | 40_133 => Err(SignInError::Busy),
        code => Err(SignInError::Refused {
            call,
            code,
            message,
            log_id,
        }),
    }
}

fn data<'a>(call: &'static str, body: &'a [u8]) -> Result<Row<'a>, SignInError> {
    Envelope::read(body)
        .ok_or_else(|| envelope_unreadable(call))?
        .data(call)
        .map_err(|_| SignInError::Unreadable {
            call,
            field: "data",
        })
}

fn envelope_unreadable(call: &'static str) -> SignInError {
    SignInError::Unreadable {
        call,
        field: "envelope",
    }
}

#[cfg(test)]
mod tests;

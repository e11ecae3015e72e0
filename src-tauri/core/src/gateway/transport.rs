//! Bytes out, bytes in: over HTTP, or into a router in this process. One call, at most one request on the wire.

use crate::clock::Boxed;
use std::fmt;

/// One request below `/open_api`.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// GET or POST.
    pub method: Method,
    /// Path from the root, e.g. `/open_api/v1.3/bc/get/`.
    pub path: String,
    /// Query, percent-encoded, without `?`; may be empty.
    pub query: String,
    /// `Access-Token`; left out where there is none.
    pub token: Token,
    /// JSON for POST, empty for GET.
    pub body: Vec<u8>,
}

/// Without query and body: what signs in stands there.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// TikTok's access token of one person. Never printed: only a transport may look inside.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Takes the text as TikTok gave it.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// For the one call that is made to get a token.
    #[must_use]
    pub const fn none() -> Self {
        Self(String::new())
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// The text itself, for the header and for nothing else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// Words from outside without our secrets, should they be repeated there: words are kept and shown.
pub(super) fn blotted(words: String, secrets: &[&str]) -> String {
    // What is shorter than this is no secret, and would blot out half a sentence.
    let is_secret = |secret: &&&str| secret.len() >= 6;

    secrets
        .iter()
        .filter(is_secret)
        .fold(words, |words, secret| words.replace(secret, "•••"))
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

/// HTTP's two methods that TikTok's API uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Acts.
    Post,
}

/// A complete answer; its body is not longer than the transport's limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// The `Date` header, where sent.
    pub date: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// Why there is no complete answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoAnswer {
    /// Proven: no byte of the request was handed over (name, connect or TLS failed).
    NotSent(String),
    /// The request may have left; nothing complete came back.
    Lost(String),
    /// The deadline passed.
    TimedOut,
    /// The answer was longer than allowed or not what its headers said.
    Malformed(String),
}

/// The one way out of this program.
pub trait Transport: Send + Sync {
    /// Puts at most one request on the wire. No redirects, no retries, no reuse of idle connections for POST.
    fn call(&self, request: Request) -> Boxed<'_, Result<Response, NoAnswer>>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_never_printed() {
        let token = Token::new("MARKER-1234".to_owned());
        assert!(!format!("{token:?}").contains("MARKER"));
        let request = Request {
            method: Method::Get,
            path: "/open_api/v1.3/bc/get/".to_owned(),
            query: "secret=MARKER".to_owned(),
            token: token.clone(),
            body: b"MARKER".to_vec(),
        };
        let printed = format!("{request:?}");
        assert!(!printed.contains("MARKER") && !printed.contains("77, 65"));
        assert_eq!(token.reveal(), "MARKER-1234");
    }
}

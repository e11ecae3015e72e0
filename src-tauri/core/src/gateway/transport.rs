//! Bytes out, bytes in: over HTTP, or into a router in this process. One call, at most one request on the wire.

use crate::clock::Boxed;

/// One request below `/open_api`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// GET or POST.
    pub method: Method,
    /// Path from the root, e.g. `/open_api/v1.3/bc/get/`.
    pub path: String,
    /// Query, percent-encoded, without `?`; may be empty.
    pub query: String,
    /// `Access-Token`.
    pub token: String,
    /// JSON for POST, empty for GET.
    pub body: Vec<u8>,
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

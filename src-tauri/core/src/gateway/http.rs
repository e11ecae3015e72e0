//! The transport that speaks HTTP/1.1: over TLS to TikTok, plainly to this machine. At most one request on the wire per call: no
//! redirects, no retries, and for POST no proxy and a connection of its own, so that *not sent* can be proven and nothing else is.

#[cfg(test)]
mod tls;

use super::base::BaseUrl;
use super::transport::{Method, NoAnswer, Request, Response, Transport};
use crate::clock::Boxed;
use reqwest::{Client, ClientBuilder, redirect, retry};
use std::error::Error;
use std::time::Duration;

/// There is no HTTP client to call with, most likely because the system's list of trusted certificates cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no HTTP client could be made: {0}")]
pub struct NoClient(String);

/// Limits of one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For establishing the connection.
    pub connect: Duration,
    /// For the whole call.
    pub total: Duration,
    /// Most bytes of an answer's body.
    pub body: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            total: Duration::from_secs(60),
            body: 8 * 1024 * 1024,
        }
    }
}

/// HTTP to one server.
#[derive(Debug)]
pub struct Http {
    base: BaseUrl,
    limits: Limits,
    reads: Client,
    writes: Client,
}

impl Http {
    /// Connects nothing yet: the first call does.
    ///
    /// # Errors
    /// [`NoClient`]
    pub fn new(base: BaseUrl, limits: Limits) -> Result<Self, NoClient> {
        Self::made(base, limits, |client| client)
    }

    fn made(
        base: BaseUrl,
        limits: Limits,
        change: impl Fn(ClientBuilder) -> ClientBuilder,
    ) -> Result<Self, NoClient> {
        let client = |idle| change(client(base, limits, idle));

        Ok(Self {
            base,
            limits,
            reads: build(client(2))?,
            // No idle connections: each POST has a fresh one, so nothing is ever repeated on a second connection. No proxy
            // either: whatever stands in between could keep a request and pass it on when nobody expects it any more.
            writes: build(client(0).no_proxy())?,
        })
    }

    async fn exchange(&self, request: Request) -> Result<Response, NoAnswer> {
        let mut url = format!("{}{}", self.base, request.path);
        if !request.query.is_empty() {
            url.push('?');
            url.push_str(&request.query);
        }
        let builder = match request.method {
            Method::Get => self.reads.get(url),
            Method::Post => self
                .writes
                .post(url)
                .header("Content-Type", "application/json")
                .header("Connection", "close")
                .body(request.body),
        };
        let builder = if request.token.is_none() {
            builder
        } else {
            builder.header("Access-Token", request.token.reveal())
        };
        let answer = builder.send().await.map_err(|error| no_answer(&error))?;

        self.whole(answer).await
    }

    /// The whole body, stopping where it is longer than allowed.
    async fn whole(&self, mut answer: reqwest::Response) -> Result<Response, NoAnswer> {
        let status = answer.status().as_u16();
        let date = answer
            .headers()
            .get("date")
            .and_then(|date| date.to_str().ok())
            .map(str::to_owned);
        let mut body = Vec::new();
        while let Some(chunk) = answer
            .chunk()
            .await
            .map_err(|error| after_sending(&error))?
        {
            body.extend_from_slice(&chunk);
            if body.len() > self.limits.body {
                return Err(NoAnswer::Malformed("the answer is too long".to_owned()));
            }
        }

        Ok(Response { status, date, body })
    }
}

impl Transport for Http {
    fn call(&self, request: Request) -> Boxed<'_, Result<Response, NoAnswer>> {
        Box::pin(self.exchange(request))
    }
}

fn client(base: BaseUrl, limits: Limits, idle: usize) -> ClientBuilder {
    let client = Client::builder()
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .http1_only()
        .pool_max_idle_per_host(idle)
        .connect_timeout(limits.connect)
        .timeout(limits.total);
    match base {
        // The system's roots, and for reading its proxy too.
        BaseUrl::TikTok => client.https_only(true),
        BaseUrl::Loopback(_) => client.no_proxy().tls_certs_only([]),
    }
}

fn build(client: ClientBuilder) -> Result<Client, NoClient> {
    client.build().map_err(|error| NoClient(reasons(&error)))
}

/// *Not sent* only where the connection was never established; everything later may have left.
fn no_answer(error: &reqwest::Error) -> NoAnswer {
    if error.is_connect() || error.is_builder() {
        NoAnswer::NotSent(reasons(error))
    } else {
        after_sending(error)
    }
}

fn after_sending(error: &reqwest::Error) -> NoAnswer {
    if error.is_timeout() {
        NoAnswer::TimedOut
    } else {
        NoAnswer::Lost(reasons(error))
    }
}

/// What went wrong, innermost last, without the address.
fn reasons(error: &reqwest::Error) -> String {
    let mut text = String::new();
    let mut cause = error.source();
    while let Some(error) = cause {
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&error.to_string());
        cause = error.source();
    }

    text
}

#[cfg(test)]
mod tests {
    use super::super::transport::Token;
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    const LIMITS: Limits = Limits {
        connect: Duration::from_secs(2),
        total: Duration::from_millis(500),
        body: 1024,
    };

    /// A server that answers each request with fixed bytes, then closes; counts whole requests.
    struct Hostile {
        base: String,
        requests: Arc<AtomicUsize>,
    }

    impl Hostile {
        fn answering(bytes: &'static [u8], keep_open: bool) -> Self {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            let base = format!("http://{}", listener.local_addr().unwrap());
            let requests = Arc::new(AtomicUsize::new(0));
            let counted = Arc::clone(&requests);
            std::thread::spawn(move || {
                let mut held = Vec::new();
                for stream in listener.incoming() {
                    let mut stream = stream.unwrap();
                    if !read_request(&mut stream) {
                        continue;
                    }
                    counted.fetch_add(1, Ordering::SeqCst);
                    // The client may be gone already.
                    let _ = stream.write_all(bytes);
                    if keep_open {
                        held.push(stream);
                    }
                }
            });
            Self { base, requests }
        }
    }

    fn read_request(stream: &mut impl Read) -> bool {
        let mut seen = Vec::new();
        let mut byte = [0];
        while !seen.ends_with(b"\r\n\r\n{}") {
            if !matches!(stream.read(&mut byte), Ok(1)) {
                return false;
            }
            seen.push(byte[0]);
        }
        let text = String::from_utf8(seen).unwrap();
        assert!(text.starts_with("POST /open_api/v1.3/bc/transfer/ HTTP/1.1\r\n"));
        assert!(text.to_lowercase().contains("access-token: t"));
        true
    }

    async fn post(base: &str) -> Result<Response, NoAnswer> {
        let http = Http::new(BaseUrl::parse(base).unwrap(), LIMITS).unwrap();
        http.call(Request {
            method: Method::Post,
            path: "/open_api/v1.3/bc/transfer/".to_owned(),
            query: String::new(),
            token: Token::new("t".to_owned()),
            body: b"{}".to_vec(),
        })
        .await
    }

    #[tokio::test]
    async fn a_whole_answer_comes_back_once() {
        let server = Hostile::answering(
            b"HTTP/1.1 200 OK\r\nDate: today\r\nContent-Length: 2\r\n\r\nok",
            false,
        );
        let answer = post(&server.base).await.unwrap();
        assert_eq!((answer.status, answer.body.as_slice()), (200, &b"ok"[..]));
        assert_eq!(answer.date.as_deref(), Some("today"));
        assert_eq!(server.requests.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn whatever_a_server_does_after_reading_is_never_not_sent_and_never_repeated() {
        let cases: [(&'static [u8], bool); 9] = [
            (b"", false),
            (b"", true),
            (b"HTTP/1.1 200 OK\r\nContent-Le", false),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", false),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nslow", true),
            (
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                false,
            ),
            (b"nonsense\r\n\r\n", false),
            (b"HTTP/1.1 100 Continue\r\n\r\n", false),
            (
                b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
                false,
            ),
        ];
        for (bytes, keep_open) in cases {
            let server = Hostile::answering(bytes, keep_open);
            let came = post(&server.base).await;
            let name = String::from_utf8_lossy(bytes);
            assert!(
                matches!(came, Err(NoAnswer::Lost(_) | NoAnswer::TimedOut)),
                "{name}: {came:?}"
            );
            assert_eq!(server.requests.load(Ordering::SeqCst), 1, "{name}");
        }
    }

    #[tokio::test]
    async fn a_redirect_is_an_answer_and_is_not_followed() {
        for head in [
            &b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"[..],
            b"HTTP/1.1 308 Permanent Redirect\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n",
            b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
        ] {
            let server = Hostile::answering(head, false);
            assert!(post(&server.base).await.unwrap().status >= 300);
            assert_eq!(server.requests.load(Ordering::SeqCst), 1);
        }
    }

    #[tokio::test]
    async fn a_body_over_the_limit_is_cut_off() {
        let endless: &'static [u8] = Box::leak(
            [
                &b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"[..],
                &[b'x'; 4096],
            ]
            .concat()
            .into_boxed_slice(),
        );
        let server = Hostile::answering(endless, true);
        assert!(matches!(
            post(&server.base).await,
            Err(NoAnswer::Malformed(_))
        ));
    }

    #[tokio::test]
    async fn a_refused_connection_is_proof_that_nothing_left() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        assert!(matches!(post(&base).await, Err(NoAnswer::NotSent(_))));
    }
}

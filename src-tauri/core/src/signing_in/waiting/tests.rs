//! Real sockets, and a clock that stands still until the test moves it.

use super::super::{Redirect, State};
use super::*;
use crate::clock::FixedClock;
use crate::gateway::BaseUrl;
use crate::id::AppId;
use crate::random::{SeededRandom, SystemRandom};
use std::net::{IpAddr, SocketAddr};
use tokio::task::{JoinHandle, yield_now};

type Heard = JoinHandle<Result<AuthCode, TooLate>>;

/// One attempt that is being waited for.
struct Open {
    port: u16,
    attempt: Attempt,
    clock: Arc<FixedClock>,
    heard: Heard,
}

impl Open {
    async fn new() -> Self {
        let (attempt, waiting) = loop {
            let attempt = attempt(free_port(&SystemRandom).await.unwrap());
            // A test beside this one may have taken it meanwhile.
            if let Ok(waiting) = Waiting::open(attempt.clone(), page()).await {
                break (attempt, waiting);
            }
        };
        let clock = Arc::new(FixedClock::at("2026-11-17T15:00:00Z".parse().unwrap()));
        let heard = tokio::spawn(waiting.code(Arc::clone(&clock) as Arc<dyn Clock>));

        Self {
            port: attempt.redirect.port(),
            attempt,
            clock,
            heard,
        }
    }

    fn good(&self) -> String {
        self.with(&self.attempt.state.0, "localhost")
    }

    fn with(&self, state: &str, host: &str) -> String {
        let port = self.port;

        format!(
            "GET /signed-in?auth_code=C-1&code=C-1&state={state} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n"
        )
    }

    async fn connect(&self) -> TcpStream {
        connected(Ipv4Addr::LOCALHOST.into(), self.port)
            .await
            .unwrap()
    }

    /// Everything that comes back for these bytes.
    async fn say(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect().await;
        stream.write_all(bytes).await.unwrap();
        stream.shutdown().await.unwrap();

        all(&mut stream).await
    }

    async fn code(self) -> String {
        self.heard.await.unwrap().unwrap().reveal().to_owned()
    }
}

fn attempt(port: u16) -> Attempt {
    Attempt {
        base: BaseUrl::TikTok,
        app: AppId::new("7290000000000000001").unwrap(),
        redirect: Redirect::to(port),
        state: State::fresh(&SeededRandom::new(7)),
    }
}

fn page() -> Page {
    Page {
        language: "en".to_owned(),
        title: "Signed <in>".to_owned(),
        text: "Go back & on.".to_owned(),
    }
}

async fn connected(address: IpAddr, port: u16) -> io::Result<TcpStream> {
    TcpStream::connect(SocketAddr::new(address, port)).await
}

async fn all(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    // A connection that breaks off says as much as it said.
    let _ = stream.read_to_end(&mut answer).await;

    String::from_utf8_lossy(&answer).into_owned()
}

/// Both addresses can be had again. A test beside this one may have the port for a moment; who forgot to close it has it for
/// good.
async fn is_free(port: u16) -> bool {
    for _ in 0..10_000 {
        if Waiting::open(attempt(port), page()).await.is_ok() {
            return true;
        }
        yield_now().await;
    }

    false
}

#[tokio::test]
async fn the_browser_brings_the_code_on_either_address_and_the_port_is_closed() {
    for address in [
        IpAddr::from(Ipv4Addr::LOCALHOST),
        IpAddr::from(Ipv6Addr::LOCALHOST),
    ] {
        let open = Open::new().await;
        let Ok(mut stream) = connected(address, open.port).await else {
            // A machine without IPv6 has no second address to be heard on.
            assert!(address.is_ipv6() && matches!(second(0).await, Ok(None)));
            continue;
        };
        stream.write_all(open.good().as_bytes()).await.unwrap();
        let answer = all(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.contains("<h1>Signed &lt;in&gt;</h1><p>Go back &amp; on.</p>"));
        assert!(!answer.contains("C-1") && !answer.contains(&open.attempt.state.0));
        let port = open.port;
        assert_eq!(open.code().await, "C-1");
        assert!(is_free(port).await);
    }
}

#[tokio::test]
async fn whatever_else_calls_is_answered_400_and_ends_nothing() {
    let open = Open::new().await;
    let long = format!("GET /{} HTTP/1.1\r\n", "x".repeat(3 * LONGEST_HEAD));
    let wrong = [
        open.with("00000000000000000000000000000000", "localhost"),
        open.with("", "localhost"),
        open.with(&open.attempt.state.0, "127.0.0.1"),
        open.with(&open.attempt.state.0, "evil.example"),
        open.good().replace("GET", "POST"),
        open.good().replace("/signed-in", "/"),
        open.good()
            .replace("auth_code=C-1&code=C-1", "error=denied"),
        open.good().trim_end().to_owned(),
        "GET /favicon.ico HTTP/1.1\r\n\r\n".to_owned(),
        "\r\n\r\n".to_owned(),
        String::new(),
        "\u{16}\u{3}\u{1}\u{2}".to_owned(),
        long,
    ];
    for request in &wrong {
        let answer = open.say(request.as_bytes()).await;
        let start = request.get(..40).unwrap_or(request);
        assert!(answer.starts_with("HTTP/1.1 400 "), "{start}: {answer}");
        assert!(!answer.contains("C-1"));
    }
    assert!(!open.heard.is_finished());
    assert!(open.say(open.good().as_bytes()).await.contains("200 OK"));
    assert_eq!(open.code().await, "C-1");
}

#[tokio::test]
async fn a_request_in_small_pieces_is_heard() {
    let open = Open::new().await;
    let mut stream = open.connect().await;
    stream.set_nodelay(true).unwrap();
    for byte in open.good().bytes() {
        stream.write_all(&[byte]).await.unwrap();
        yield_now().await;
    }
    assert!(all(&mut stream).await.contains("200 OK"));
    assert_eq!(open.code().await, "C-1");
}

#[tokio::test]
async fn slow_callers_keep_nobody_out_and_are_dropped() {
    let open = Open::new().await;
    let mut slow = Vec::new();
    for _ in 0..MOST_CALLERS {
        let mut stream = open.connect().await;
        stream.write_all(b"GET /signed-in?auth").await.unwrap();
        slow.push(stream);
    }
    let mut browser = open.connect().await;
    browser.write_all(open.good().as_bytes()).await.unwrap();
    // The slow ones have had their time as soon as the clock says so, whenever they were accepted.
    let clock = Arc::clone(&open.clock);
    let ticking = async {
        loop {
            clock.advance(SignedDuration::from_millis(20));
            yield_now().await;
        }
    };
    select! {
        answer = all(&mut browser) => assert!(answer.contains("200 OK"), "{answer}"),
        () = ticking => {}
    }
    assert_eq!(all(&mut slow[0]).await, "");
    assert_eq!(open.code().await, "C-1");
}

#[tokio::test]
async fn a_few_slow_callers_do_not_make_the_browser_wait_at_all() {
    let open = Open::new().await;
    let mut slow = Vec::new();
    for _ in 0..5 {
        slow.push(open.connect().await);
    }
    assert!(open.say(open.good().as_bytes()).await.contains("200 OK"));
    assert_eq!(open.code().await, "C-1");
}

#[tokio::test]
async fn of_two_callbacks_one_counts() {
    let open = Open::new().await;
    let good = open.good();
    let mut streams = Vec::new();
    for _ in 0..2 {
        let mut stream = open.connect().await;
        stream.write_all(good.as_bytes()).await.unwrap();
        streams.push(stream);
    }
    let mut welcomed = 0;
    for stream in &mut streams {
        let answer = all(stream).await;
        welcomed += usize::from(answer.contains("200 OK"));
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 "));
    }
    assert_eq!(welcomed, 1);
    assert_eq!(open.code().await, "C-1");
}

#[tokio::test]
async fn five_minutes_are_the_end_and_so_is_being_dropped() {
    let open = Open::new().await;
    open.say(b"x").await;
    open.clock.advance(SignedDuration::from_secs(299));
    open.say(b"x").await;
    assert!(!open.heard.is_finished());
    open.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(open.heard.await.unwrap(), Err(TooLate));
    assert!(is_free(open.port).await);

    let open = Open::new().await;
    let mut stream = open.connect().await;
    stream.write_all(b"GET ").await.unwrap();
    open.heard.abort();
    assert!(open.heard.await.unwrap_err().is_cancelled());
    assert_eq!(all(&mut stream).await, "");
    assert!(is_free(open.port).await);
}

#[tokio::test]
async fn a_taken_port_is_said_on_either_address() {
    for address in [
        IpAddr::from(Ipv4Addr::LOCALHOST),
        IpAddr::from(Ipv6Addr::LOCALHOST),
    ] {
        let port = free_port(&SystemRandom).await.unwrap();
        assert!(PORTS.contains(&port));
        let Ok(other) = TcpListener::bind(SocketAddr::new(address, port)).await else {
            assert!(address.is_ipv6());
            continue;
        };
        let opened = Waiting::open(attempt(port), page()).await;
        assert_eq!(opened.unwrap_err(), ListenError::Taken(port));
        drop(other);
        assert!(is_free(port).await);
    }
}

//! TikTok's name led to a listener on this machine, with a root certificate made for the test: who may answer for TikTok, and
//! what has left the machine when somebody else does. Nothing here looks a name up.

use super::*;
use crate::gateway::transport::Token;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, PKCS_ECDSA_P256_SHA256,
    date_time_ymd,
};
use reqwest::Certificate;
use reqwest::dns::{Name, Resolve, Resolving};
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, Stream};
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

const LIMITS: Limits = Limits {
    connect: Duration::from_secs(20),
    total: Duration::from_secs(20),
    body: 1024,
};

const WELCOME: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

/// Told to a copy of this test that runs below proxies, with the address of the one that must not be used.
const BELOW_PROXIES: &str = "CREDIT_DESK_TEST_PROXY";

/// Who signs a certificate, for which name, and until when.
struct Paper<'a> {
    by: Option<&'a Root>,
    name: String,
    until: i32,
}

type Root = CertifiedIssuer<'static, KeyPair>;

/// A listener, and what it could read of each connection once that has ended.
struct Server {
    address: SocketAddr,
    read: Receiver<String>,
}

impl Server {
    /// What one connection brought; waits for its end.
    fn read(&self) -> String {
        self.read.recv_timeout(Duration::from_secs(20)).unwrap()
    }

    fn listening(serve: impl Fn(TcpStream) -> String + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (told, read) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                // The test may have ended.
                let _ = told.send(serve(stream.unwrap()));
            }
        });

        Self { address, read }
    }

    fn with(paper: &Paper<'_>, answer: &str) -> Self {
        let (chain, key) = issued(paper);
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        let (config, answer) = (Arc::new(config), answer.to_owned());

        Self::listening(move |mut socket| {
            let mut secured = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = Stream::new(&mut secured, &mut socket);
            let request = request(&mut stream);
            if !request.is_empty() {
                stream.write_all(answer.as_bytes()).unwrap();
                stream.conn.send_close_notify();
                stream.flush().unwrap();
            }
            request
        })
    }
}

/// As much of a request as comes.
fn request(stream: &mut impl Read) -> String {
    let (mut seen, mut byte) = (Vec::new(), [0]);
    while !seen.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
        seen.push(byte[0]);
    }

    String::from_utf8_lossy(&seen).into_owned()
}

fn root() -> Root {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);

    CertifiedIssuer::self_signed(params, key()).unwrap()
}

fn key() -> KeyPair {
    KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap()
}

fn issued(paper: &Paper<'_>) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
    let key = key();
    let mut params = CertificateParams::new([paper.name.clone()]).unwrap();
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(paper.until, 1, 1);
    let certificate = match paper.by {
        Some(root) => params.signed_by(&key, root),
        None => params.self_signed(&key),
    };
    let key = PrivatePkcs8KeyDer::from(key.serialize_der());

    (vec![certificate.unwrap().der().clone()], key.into())
}

/// TikTok's name without what stands around it.
fn tiktok() -> String {
    BaseUrl::TikTok
        .to_string()
        .trim_start_matches("https://")
        .to_owned()
}

/// Refuses to look anything up, so that only the pinned name leads anywhere.
struct Nowhere;

impl Resolve for Nowhere {
    fn resolve(&self, name: Name) -> Resolving {
        let words = format!("{} was looked up", name.as_str());
        Box::pin(std::future::ready(Err(words.into())))
    }
}

/// The client of a real connection, except that TikTok's name leads to `server` and `root` is trusted beside the system's own.
fn pinned(server: SocketAddr, root: Option<&Root>, proxies: bool) -> Http {
    let name = tiktok();
    let root = root.map(|root| Certificate::from_der(root.der()).unwrap());

    Http::made(BaseUrl::TikTok, LIMITS, |client| {
        let client = client.dns_resolver(Nowhere).resolve(&name, server);
        let client = if proxies { client } else { client.no_proxy() };
        client.tls_certs_merge(root.clone())
    })
    .unwrap()
}

async fn call(http: &Http, method: Method) -> Result<Response, NoAnswer> {
    http.call(Request {
        method,
        path: "/open_api/v1.3/bc/transfer/".to_owned(),
        query: String::new(),
        token: Token::new("MARKER".to_owned()),
        body: Vec::new(),
    })
    .await
}

#[tokio::test]
async fn a_good_certificate_for_tiktoks_name_is_answered() {
    let root = root();
    let paper = Paper {
        by: Some(&root),
        name: tiktok(),
        until: 2100,
    };
    let server = Server::with(&paper, WELCOME);
    let http = pinned(server.address, Some(&root), false);
    for (method, word) in [(Method::Get, "GET"), (Method::Post, "POST")] {
        assert_eq!(call(&http, method).await.unwrap().body, b"ok");
        let read = server.read().to_lowercase();
        assert!(read.starts_with(&format!("{} /open_api/v1.3/", word.to_lowercase())));
        assert!(read.contains("access-token: marker"), "{read}");
        assert!(read.contains(&format!("host: {}\r\n", tiktok())), "{read}");
    }
}

#[tokio::test]
async fn a_certificate_that_proves_nothing_ends_the_call_before_anything_is_sent() {
    let (root, stranger) = (root(), root());
    let paper = |by, name: &str, until| Paper {
        by,
        name: name.to_owned(),
        until,
    };
    let name = tiktok();
    let cases = [
        ("self-signed", paper(None, &name, 2100), Some(&root)),
        ("expired", paper(Some(&root), &name, 2021), Some(&root)),
        (
            "another name",
            paper(Some(&root), "business-api.example.com", 2100),
            Some(&root),
        ),
        (
            "a name below",
            paper(Some(&root), &format!("x.{name}"), 2100),
            Some(&root),
        ),
        (
            "the address instead of the name",
            paper(Some(&root), "127.0.0.1", 2100),
            Some(&root),
        ),
        (
            "a stranger's",
            paper(Some(&stranger), &name, 2100),
            Some(&root),
        ),
        // What the test above trusts is trusted by that test alone.
        ("not the system's", paper(Some(&root), &name, 2100), None),
    ];
    for (what, paper, trusted) in cases {
        let server = Server::with(&paper, WELCOME);
        let http = pinned(server.address, trusted, false);
        for method in [Method::Get, Method::Post] {
            let came = call(&http, method).await;
            let Err(NoAnswer::NotSent(reason)) = came else {
                panic!("{what}, {method:?}: {came:?}");
            };
            assert!(reason.contains("certificate"), "{what}: {reason}");
            assert_eq!(server.read(), "", "{what}, {method:?}");
        }
    }
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_is_told_nothing() {
    let server = Server::listening(|mut stream| {
        let mut hello = [0; 4096];
        let length = stream.read(&mut hello).unwrap();
        // The client may be gone already.
        let _ = stream.write_all(WELCOME.as_bytes());
        String::from_utf8_lossy(&hello[..length]).into_owned()
    });
    let http = pinned(server.address, None, false);
    for method in [Method::Get, Method::Post] {
        let came = call(&http, method).await;
        assert!(matches!(came, Err(NoAnswer::NotSent(_))), "{came:?}");
        let read = server.read();
        assert!(read.starts_with('\u{16}'), "no greeting of TLS: {read}");
        assert!(!read.contains("MARKER") && !read.contains("open_api"));
    }
}

#[tokio::test]
async fn a_server_that_never_shakes_hands_is_given_up_and_told_nothing() {
    let server = Server::listening(|mut stream| request(&mut stream));
    let limits = Limits {
        connect: Duration::from_millis(200),
        ..LIMITS
    };
    let name = tiktok();
    let http = Http::made(BaseUrl::TikTok, limits, |client| {
        let client = client.no_proxy().dns_resolver(Nowhere);
        client.resolve(&name, server.address)
    });
    let came = call(&http.unwrap(), Method::Post).await;
    assert!(matches!(came, Err(NoAnswer::NotSent(_))), "{came:?}");
    let read = server.read();
    assert!(!read.contains("MARKER") && !read.contains("open_api"));
}

#[tokio::test]
async fn a_redirect_to_plain_http_is_an_answer_and_is_not_followed() {
    let root = root();
    let paper = Paper {
        by: Some(&root),
        name: tiktok(),
        until: 2100,
    };
    let plain = TcpListener::bind("127.0.0.1:0").unwrap();
    plain.set_nonblocking(true).unwrap();
    let elsewhere = plain.local_addr().unwrap();
    for status in [301, 302, 307, 308] {
        let answer = format!(
            "HTTP/1.1 {status} Moved\r\nLocation: http://{elsewhere}/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        let server = Server::with(&paper, &answer);
        let http = pinned(server.address, Some(&root), false);
        for method in [Method::Get, Method::Post] {
            assert_eq!(call(&http, method).await.unwrap().status, status);
        }
    }
    assert_eq!(plain.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
}

#[tokio::test]
async fn plain_http_is_refused_by_the_client_that_calls_tiktok() {
    let plain = TcpListener::bind("127.0.0.1:0").unwrap();
    plain.set_nonblocking(true).unwrap();
    let address = plain.local_addr().unwrap();
    let http = pinned(address, None, false);
    for client in [&http.reads, &http.writes] {
        let refused = client.get(format!("http://{address}/")).send().await;
        assert!(refused.unwrap_err().is_builder());
    }
    assert_eq!(plain.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
}

/// Below a proxy that keeps what it gets: reading from TikTok goes through it, nothing else does. Runs in a process of its own,
/// since proxies are said in the environment.
#[tokio::test]
async fn only_reading_from_tiktok_goes_through_a_proxy() {
    if std::env::var_os(BELOW_PROXIES).is_some() {
        return below_proxies().await;
    }
    let proxy = Server::listening(|mut stream| {
        let asked = request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        asked
    });
    let address = format!("http://{}", proxy.address);
    let copy = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture"])
        .arg(std::thread::current().name().unwrap())
        .envs(
            ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", BELOW_PROXIES].map(|name| (name, &address)),
        )
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&copy.stdout).into_owned();
    assert!(copy.status.success() && told.contains("1 passed"), "{told}");
    assert!(
        proxy
            .read()
            .starts_with(&format!("CONNECT {}:443 ", tiktok()))
    );
    assert!(proxy.read.try_recv().is_err(), "more than one call came");
}

async fn below_proxies() {
    let root = root();
    let paper = Paper {
        by: Some(&root),
        name: tiktok(),
        until: 2100,
    };
    let server = Server::with(&paper, WELCOME);
    let http = pinned(server.address, Some(&root), true);
    let read = call(&http, Method::Get).await;
    assert!(matches!(read, Err(NoAnswer::NotSent(_))), "{read:?}");
    assert_eq!(call(&http, Method::Post).await.unwrap().status, 200);

    let plain = Server::listening(|mut stream| {
        let asked = request(&mut stream);
        stream.write_all(WELCOME.as_bytes()).unwrap();
        asked
    });
    let http = Http::new(BaseUrl::Loopback(plain.address), LIMITS).unwrap();
    for method in [Method::Get, Method::Post] {
        assert_eq!(call(&http, method).await.unwrap().status, 200);
    }
}

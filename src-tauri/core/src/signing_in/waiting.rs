//! The ear on this machine for the browser that TikTok's page leads back: open for one attempt, closed by its code, by five
//! minutes, or by being dropped. Whatever else calls is answered 400 and changes nothing.

use super::Attempt;
use super::callback::called;
use crate::clock::{Clock, Timestamp};
use crate::gateway::authorization::AuthCode;
use crate::random::Random;
use jiff::SignedDuration;
use std::future::{Future, pending};
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::select;
use tokio::task::JoinSet;

/// How long a person may take on TikTok's page.
const PATIENCE: SignedDuration = SignedDuration::from_mins(5);
/// How long one caller may take; a browser needs a moment.
const CALL_LIMIT: SignedDuration = SignedDuration::from_secs(10);
/// Who calls while so many are being heard waits in the system's queue.
const MOST_CALLERS: usize = 32;
/// A browser's request is shorter.
const LONGEST_HEAD: usize = 16 * 1024;

/// Where a workspace's port is drawn from: below what systems hand out to programs that call others, so that it is free again
/// when it is needed.
const PORTS: Range<u16> = 20_000..32_768;
const TRIES: u32 = 100;

/// The text of the page that the browser shows at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its language, such as `en`.
    pub language: String,
    /// Its title.
    pub title: String,
    /// What it says.
    pub text: String,
}

/// Why nobody can be heard.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListenError {
    /// Another program has the port.
    #[error(
        "port {0} is taken by another program; close it, or paste the address that the browser is led to"
    )]
    Taken(u16),
    /// The system does not allow it.
    #[error(
        "this machine does not allow listening on port {0}; paste the address that the browser is led to"
    )]
    Refused(u16),
}

/// Nobody came back within five minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("nobody came back from TikTok's page within five minutes; start signing in again")]
pub struct TooLate;

/// Listening for one attempt.
#[derive(Debug)]
pub struct Waiting {
    v4: TcpListener,
    /// None where the machine has no IPv6.
    v6: Option<TcpListener>,
    ear: Arc<Ear>,
}

/// What every caller is measured by.
#[derive(Debug)]
struct Ear {
    attempt: Attempt,
    page: Page,
    is_done: AtomicBool,
}

/// A port that is free on both addresses of this machine, for a new workspace to keep.
///
/// # Errors
/// [`ListenError`] about the last one that was tried.
pub async fn free_port(random: &dyn Random) -> Result<u16, ListenError> {
    let mut port = drawn(random);
    for _ in 0..TRIES {
        match both(port).await {
            Ok(_) => return Ok(port),
            Err(ListenError::Taken(_) | ListenError::Refused(_)) => port = drawn(random),
        }
    }

    both(port).await.map(|_| port)
}

fn drawn(random: &dyn Random) -> u16 {
    let width = u128::from(PORTS.end.abs_diff(PORTS.start)).max(1);
    let step = random.bits().checked_rem(width).unwrap_or(0);

    PORTS.start.saturating_add(u16::try_from(step).unwrap_or(0))
}

impl Waiting {
    /// Opens the redirect's port on 127.0.0.1, and on `::1` where the machine has it: a browser may try either first.
    ///
    /// # Errors
    /// [`ListenError`]
    pub async fn open(attempt: Attempt, page: Page) -> Result<Self, ListenError> {
        let (v4, v6) = both(attempt.redirect.port()).await?;

        Ok(Self {
            v4,
            v6,
            ear: Arc::new(Ear {
                attempt,
                page,
                is_done: AtomicBool::new(false),
            }),
        })
    }

    /// Waits for the browser. Dropping this closes the port and every connection.
    ///
    /// # Errors
    /// [`TooLate`]
    pub async fn code(self, clock: Arc<dyn Clock>) -> Result<AuthCode, TooLate> {
        let mut late = clock.sleep_until(after(&*clock, PATIENCE));
        let mut callers = JoinSet::new();
        loop {
            let has_room = callers.len() < MOST_CALLERS;
            let came = select! {
                () = &mut late => return Err(TooLate),
                Some(heard) = callers.join_next() => {
                    if let Ok(Some(code)) = heard {
                        return Ok(code);
                    }
                    continue;
                }
                came = self.v4.accept(), if has_room => came,
                came = next(self.v6.as_ref()), if has_room => came,
            };
            match came {
                Ok((stream, _)) => {
                    callers.spawn(heard(stream, Arc::clone(&self.ear), Arc::clone(&clock)));
                }
                // Out of handles, or a caller who left at once: whoever comes next gets another chance, after a breath.
                Err(_) => {
                    clock
                        .sleep_until(after(&*clock, SignedDuration::from_millis(50)))
                        .await
                }
            }
        }
    }
}

/// The port on 127.0.0.1, and on `::1` where the machine has it.
async fn both(port: u16) -> Result<(TcpListener, Option<TcpListener>), ListenError> {
    let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
    let v4 = v4.map_err(|error| refusal(&error, port))?;

    Ok((v4, second(port).await?))
}

/// The port on `::1`; none where the machine has no such address.
async fn second(port: u16) -> Result<Option<TcpListener>, ListenError> {
    match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
        Ok(listener) => Ok(Some(listener)),
        // Another program there would hear the browser in our place.
        Err(error) if error.kind() == ErrorKind::AddrInUse => Err(ListenError::Taken(port)),
        Err(_) => Ok(None),
    }
}

fn refusal(error: &io::Error, port: u16) -> ListenError {
    if error.kind() == ErrorKind::AddrInUse {
        ListenError::Taken(port)
    } else {
        ListenError::Refused(port)
    }
}

async fn next(listener: Option<&TcpListener>) -> io::Result<(TcpStream, std::net::SocketAddr)> {
    match listener {
        Some(listener) => listener.accept().await,
        None => pending().await,
    }
}

/// One caller, from the first byte to the answer; the code if it was the one.
async fn heard(mut stream: TcpStream, ear: Arc<Ear>, clock: Arc<dyn Clock>) -> Option<AuthCode> {
    let limit = after(&*clock, CALL_LIMIT);
    let head = until(&*clock, limit, head_of(&mut stream)).await??;
    // Of two with the right state the first counts; the second may be a page that was loaded again.
    let code = called(&head, &ear.attempt).filter(|_| !ear.is_done.swap(true, Ordering::SeqCst));
    let answer = if code.is_some() {
        welcome(&ear.page)
    } else {
        REFUSAL.to_owned()
    };
    // Whoever called may be gone; the code counts all the same.
    let _ = until(&*clock, limit, told(stream, &answer, code.is_none())).await;

    code
}

/// Everything up to the empty line; none where it does not come, or is too long.
async fn head_of(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    let mut piece = [0; 2048];
    loop {
        let length = stream.read(&mut piece).await.ok()?;
        head.extend_from_slice(piece.get(..length)?);
        let end = head.windows(4).position(|four| four == b"\r\n\r\n");
        if let Some(end) = end {
            head.truncate(end.saturating_add(4));
            return Some(head);
        }
        if length == 0 || head.len() > LONGEST_HEAD {
            // What this is gets its 400 too.
            return Some(head);
        }
    }
}

async fn told(mut stream: TcpStream, answer: &str, hears_out: bool) -> io::Result<()> {
    stream.write_all(answer.as_bytes()).await?;
    stream.shutdown().await?;
    // A connection that is closed with something unread breaks off, and the answer may be lost with it.
    let mut rest = [0; 2048];
    while hears_out && stream.read(&mut rest).await? > 0 {}

    Ok(())
}

/// What `work` brings, unless the clock passes `limit` first.
async fn until<T>(clock: &dyn Clock, limit: Timestamp, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    select! {
        biased;
        done = &mut work => Some(done),
        () = clock.sleep_until(limit) => None,
    }
}

fn after(clock: &dyn Clock, time: SignedDuration) -> Timestamp {
    clock.now().checked_add(time).unwrap_or(Timestamp::MAX)
}

const REFUSAL: &str = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 0\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";

/// A page that loads nothing and tells nobody where it was.
fn welcome(page: &Page) -> String {
    let [language, title, text] =
        [&page.language, &page.title, &page.text].map(|text| escaped(text));
    let body = format!(
        "<!doctype html><html lang=\"{language}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title><h1>{title}</h1><p>{text}</p></html>"
    );

    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nContent-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests;

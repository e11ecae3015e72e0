//! One call at a time: its turn at the gate, its time limit, and, for reads only, a second and third try.
//!
//! There is no way to try a transfer again: [`Line::post`] takes the request, and nothing here keeps a copy.

use super::LookError;
use super::pace::{Lane, Pace};
use super::transport::{Method, NoAnswer, Request, Response, Token, Transport, blotted};
use super::wire::{Envelope, Row};
use crate::clock::{Clock, Timestamp};
use crate::matching::Skew;
use jiff::SignedDuration;
use jiff::fmt::rfc2822;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;

/// A read that takes longer is given up.
const READ_LIMIT: SignedDuration = SignedDuration::from_secs(30);
/// Pauses before the second and the third try of a read.
const PAUSES: [SignedDuration; 2] = [
    SignedDuration::from_millis(250),
    SignedDuration::from_millis(1000),
];
/// TikTok's code for too many calls.
const THROTTLED: i64 = 40_100;

/// A connection as one person.
#[derive(Clone)]
pub(super) struct Line {
    pub transport: Arc<dyn Transport>,
    pub clock: Arc<dyn Clock>,
    pub pace: Arc<Pace>,
    pub token: Token,
    /// TikTok's time of the last answer that told it, and ours when it came in.
    pub told_time: Arc<Mutex<Option<(Timestamp, Timestamp)>>>,
}

/// A whole answer with code 0.
pub(super) struct Answered {
    call: &'static str,
    body: Vec<u8>,
}

impl Answered {
    /// The `data` object.
    pub fn data(&self) -> Result<Row<'_>, LookError> {
        Envelope::read(&self.body)
            .ok_or_else(|| envelope_unreadable(self.call))?
            .data(self.call)
    }
}

impl Line {
    /// Reads; tries again where nothing came back or TikTok was busy.
    pub async fn read(
        &self,
        call: &'static str,
        query: &[(&str, String)],
    ) -> Result<Answered, LookError> {
        for pause in PAUSES {
            match self.read_once(call, query).await {
                Err(LookError::Unreachable { .. } | LookError::Busy { .. }) => {
                    self.clock.sleep_until(self.after(pause)).await;
                }
                settled => return settled,
            }
        }

        self.read_once(call, query).await
    }

    /// Puts the one POST on the wire, once, and waits until `deadline` for what comes back.
    pub async fn post(
        &self,
        call: &str,
        body: Vec<u8>,
        deadline: Timestamp,
    ) -> Result<Response, NoAnswer> {
        if self.pace.turn(Lane::Transfer).await.is_err() {
            let reason = "TikTok asked this program to pause; nothing was sent";
            return Err(NoAnswer::NotSent(reason.to_owned()));
        }
        if self.clock.now() >= deadline {
            let reason = "the time for sending had passed; nothing was sent";
            return Err(NoAnswer::NotSent(reason.to_owned()));
        }
        let request = self.request(Method::Post, call, String::new(), body);
        let came = self.before(deadline, request).await;
        // A machine that slept past the deadline finds both the answer and the time-out there, and then the clock decides
        // (protocol 4.3): until then others may have gone by the deadline, and so does the matching of TikTok's records.
        // That nothing was sent stays proven, whenever it is read.
        if came.is_ok() && self.clock.now() > deadline {
            return Err(NoAnswer::TimedOut);
        }
        if let Ok(response) = &came
            && Envelope::read(&response.body).is_some_and(|envelope| envelope.code == THROTTLED)
        {
            self.pace.throttled();
        }

        came
    }

    async fn read_once(
        &self,
        call: &'static str,
        query: &[(&str, String)],
    ) -> Result<Answered, LookError> {
        self.pace
            .turn(Lane::Read)
            .await
            .map_err(|until| LookError::Paused { until })?;
        let request = self.request(Method::Get, call, encode(query), Vec::new());
        let response = self
            .before(self.after(READ_LIMIT), request)
            .await
            .map_err(|came| no_answer(call, &came))?;

        self.judge(call, response)
    }

    fn judge(&self, call: &'static str, response: Response) -> Result<Answered, LookError> {
        if response.status != 200 {
            let status = response.status;
            return Err(LookError::Http { call, status });
        }
        let envelope = Envelope::read(&response.body).ok_or_else(|| envelope_unreadable(call))?;
        match envelope.code {
            0 => Ok(Answered {
                call,
                body: response.body,
            }),
            THROTTLED => {
                self.pace.throttled();
                Err(LookError::Busy { call })
            }
            code => Err(LookError::Refused {
                call,
                code,
                message: blotted(envelope.message(), &[self.token.reveal()]),
                log_id: blotted(envelope.log_id(), &[self.token.reveal()]),
            }),
        }
    }

    fn request(&self, method: Method, call: &str, query: String, body: Vec<u8>) -> Request {
        Request {
            method,
            path: format!("/open_api/v1.3/{call}/"),
            query,
            token: self.token.clone(),
            body,
        }
    }

    /// The answer, or a time-out when the clock passes `deadline` first.
    async fn before(&self, deadline: Timestamp, request: Request) -> Result<Response, NoAnswer> {
        let asked = self.clock.now();
        let mut call = pin!(self.transport.call(request));
        let mut late = pin!(self.clock.sleep_until(deadline));

        let came = poll_fn(|cx| match call.as_mut().poll(cx) {
            Poll::Ready(came) => Poll::Ready(came),
            Poll::Pending => late.as_mut().poll(cx).map(|()| Err(NoAnswer::TimedOut)),
        })
        .await;
        if let Ok(response) = &came {
            self.note_time(response, asked);
        }

        came
    }

    /// An answer that was long on its way, as when the machine slept, tells the time of long ago.
    fn note_time(&self, response: &Response, asked: Timestamp) {
        let told = response.date.as_deref().and_then(date_header);
        let now = self.clock.now();
        if let Some(theirs) = told.filter(|_| now.duration_since(asked) <= READ_LIMIT) {
            let both = (theirs, now);
            *self
                .told_time
                .lock()
                .unwrap_or_else(PoisonError::into_inner) = Some(both);
        }
    }

    /// How TikTok's clock stands to ours.
    pub fn skew(&self) -> Skew {
        let told = *self
            .told_time
            .lock()
            .unwrap_or_else(PoisonError::into_inner);

        told.map_or(Skew::UNTOLD, |(theirs, ours)| Skew::told(theirs, ours))
    }

    fn after(&self, pause: SignedDuration) -> Timestamp {
        self.clock
            .now()
            .checked_add(pause)
            .unwrap_or(Timestamp::MAX)
    }
}

/// The `Date` header of HTTP, such as `Tue, 17 Nov 2026 15:44:00 GMT`.
fn date_header(text: &str) -> Option<Timestamp> {
    rfc2822::parse(text).ok().map(|moment| moment.timestamp())
}

fn no_answer(call: &'static str, came: &NoAnswer) -> LookError {
    match came {
        NoAnswer::NotSent(_) | NoAnswer::Lost(_) | NoAnswer::TimedOut => {
            LookError::Unreachable { call }
        }
        NoAnswer::Malformed(_) => envelope_unreadable(call),
    }
}

fn envelope_unreadable(call: &'static str) -> LookError {
    LookError::Unreadable {
        call,
        field: "envelope".to_owned(),
    }
}

/// `name=value` joined by `&`; everything but letters, digits and `-._~` is percent-encoded.
fn encode(query: &[(&str, String)]) -> String {
    let mut text = String::new();
    for (name, value) in query {
        if !text.is_empty() {
            text.push('&');
        }
        text.push_str(name);
        text.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                text.push(char::from(byte));
            } else {
                text.push_str(&format!("%{byte:02X}"));
            }
        }
    }

    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Boxed, FixedClock};

    #[test]
    fn the_time_of_an_answer_is_read_and_nonsense_is_left_alone() {
        let told = date_header("Tue, 17 Nov 2026 15:44:00 GMT");
        assert_eq!(told, "2026-11-17T15:44:00Z".parse().ok());
        for text in ["", "today", "2026-11-17T15:44:00Z"] {
            assert_eq!(date_header(text), None, "{text}");
        }
    }

    /// So much later, this comes.
    struct After(Arc<FixedClock>, SignedDuration, Result<Response, NoAnswer>);

    impl Transport for After {
        fn call(&self, _: Request) -> Boxed<'_, Result<Response, NoAnswer>> {
            self.0.advance(self.1);
            Box::pin(std::future::ready(self.2.clone()))
        }
    }

    fn line_on_which(took: i64, came: Result<Response, NoAnswer>) -> Line {
        let clock = Arc::new(FixedClock::at("2026-11-17T15:44:00Z".parse().unwrap()));
        let took = SignedDuration::from_secs(took);
        Line {
            transport: Arc::new(After(Arc::clone(&clock), took, came)),
            pace: Arc::new(Pace::new(Arc::clone(&clock) as Arc<dyn Clock>)),
            clock,
            token: Token::new("T".to_owned()),
            told_time: Arc::default(),
        }
    }

    #[tokio::test]
    async fn a_token_that_tiktok_repeats_is_blotted_out() {
        let body = r#"{"code":40001,"message":"no: MARKER-1234","request_id":"MARKER-1234"}"#;
        let mut line = line_on_which(
            1,
            Ok(Response {
                status: 200,
                date: None,
                body: body.as_bytes().to_vec(),
            }),
        );
        line.token = Token::new("MARKER-1234".to_owned());
        let refused = line.read_once("bc/get", &[]).await.err();
        let expected = LookError::Refused {
            call: "bc/get",
            code: 40_001,
            message: "no: •••".to_owned(),
            log_id: "•••".to_owned(),
        };
        assert_eq!(refused, Some(expected));
    }

    /// An answer with TikTok's time of the beginning.
    fn answered() -> Result<Response, NoAnswer> {
        Ok(Response {
            status: 500,
            date: Some("Tue, 17 Nov 2026 15:44:00 GMT".to_owned()),
            body: Vec::new(),
        })
    }

    #[tokio::test]
    async fn only_a_prompt_answer_tells_how_the_clocks_stand() {
        for (took, expected) in [
            (1, SignedDuration::from_secs(-1)),
            (31, SignedDuration::ZERO),
        ] {
            let line = line_on_which(took, answered());
            assert!(line.read_once("bc/get", &[]).await.is_err());
            assert_eq!(line.skew().ahead, expected, "{took} s");
        }
    }

    /// The machine slept while TikTok answered: whole as it is, it is read after the deadline.
    #[tokio::test]
    async fn an_answer_read_after_the_deadline_is_none_and_what_was_not_sent_stays_so() {
        let not_sent = Err(NoAnswer::NotSent("no route".to_owned()));
        for (took, came, expected) in [
            (60, answered(), answered()),
            (61, answered(), Err(NoAnswer::TimedOut)),
            (8 * 3600, answered(), Err(NoAnswer::TimedOut)),
            (8 * 3600, not_sent.clone(), not_sent),
        ] {
            let line = line_on_which(took, came);
            let deadline = line.after(SignedDuration::from_secs(60));
            let came = line.post("bc/transfer", Vec::new(), deadline).await;
            assert_eq!(came, expected, "{took} s");
        }
    }

    #[test]
    fn queries_are_encoded_byte_by_byte() {
        let query = [
            ("filtering", r#"{"keyword":"a b&c=ü"}"#.to_owned()),
            ("page", "1".to_owned()),
        ];
        assert_eq!(
            encode(&query),
            "filtering=%7B%22keyword%22%3A%22a%20b%26c%3D%C3%BC%22%7D&page=1"
        );
        assert_eq!(encode(&[]), "");
    }
}

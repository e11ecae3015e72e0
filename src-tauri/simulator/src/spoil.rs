//! How an answer is spoiled after everything was done as asked.

use crate::fault::Fault;
use crate::world::World;
use crate::{Exchange, Request, Response, api};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// What the one who asked gets to see.
pub fn spoiled(
    world: &World,
    request: &Request,
    answer: Response,
    fault: Option<&Fault>,
    now: Timestamp,
) -> Exchange {
    let Some(fault) = fault else {
        return Exchange::Answer(answer);
    };
    Exchange::Answer(match fault {
        Fault::LoseAnswer
        | Fault::LoseAnswerRecordsLate(_)
        | Fault::RefuseToConnect
        | Fault::LoseRequest
        | Fault::ExecuteLate(_) => {
            return Exchange::Lost;
        }
        Fault::Delay(milliseconds) => {
            return Exchange::Delayed(Duration::from_millis(*milliseconds), answer);
        }
        Fault::ServerErrorAfter(status) | Fault::ServerErrorBefore(status) => {
            api::page(*status, "Bad Gateway", now)
        }
        Fault::TooManyRequests => api::page(429, "Too Many Requests", now),
        Fault::Truncate => {
            let half = answer.body.len() / 2;
            with_body(answer, |body| body.into_iter().take(half).collect())
        }
        Fault::Malform => with_body(answer, |_| b"{\"code\":0,,\"data\"".to_vec()),
        Fault::WrongContentType => with_header(answer, "content-type", "text/html"),
        Fault::OverLong(kib) => with_body(answer, |body| padded(body, kib * 1_024)),
        Fault::OtherAccount => match other_account(world, request) {
            Some((asked, other)) => with_body(answer, |body| {
                String::from_utf8_lossy(&body)
                    .replace(&asked, &other)
                    .into_bytes()
            }),
            None => answer,
        },
        Fault::SkewDate(seconds) => {
            let skewed = now
                .checked_add(SignedDuration::from_secs(*seconds))
                .unwrap_or(now);
            with_header(answer, "date", &api::http_date(skewed))
        }
        Fault::Nothing
        | Fault::Repeat(_)
        | Fault::Code(_)
        | Fault::RecordsLate(_)
        | Fault::RecordsTwice
        | Fault::RecordsOutOfOrder
        | Fault::PageShift(_)
        | Fault::MissingPage => answer,
    })
}

fn with_body(answer: Response, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Response {
    Response {
        body: change(answer.body),
        ..answer
    }
}

fn with_header(mut answer: Response, name: &str, value: &str) -> Response {
    answer.headers.retain(|(other, _)| other != name);
    answer.headers.push((name.to_owned(), value.to_owned()));

    answer
}

/// Still one whole envelope, with a field that nobody asked for.
fn padded(mut body: Vec<u8>, bytes: usize) -> Vec<u8> {
    if body.pop() == Some(b'}') {
        body.extend(b",\"padding\":\"");
        body.resize(body.len() + bytes, b'x');
        body.extend(b"\"}");
    }

    body
}

/// The first account that the request names, and another one of the same Business Center.
fn other_account(world: &World, request: &Request) -> Option<(String, String)> {
    let words = [
        request.query.as_bytes(),
        b" ".as_slice(),
        request.body.as_slice(),
    ]
    .concat();
    let place = words
        .split(|byte| !byte.is_ascii_digit())
        .filter_map(|digits| std::str::from_utf8(digits).ok())
        .find_map(|digits| world.account_place(digits))?;
    let asked = world.accounts.get(place)?;
    let other = world
        .accounts
        .iter()
        .find(|other| other.bc == asked.bc && other.id != asked.id)?;

    Some((asked.id.to_string(), other.id.to_string()))
}

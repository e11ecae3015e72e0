//! The wire between the program and TikTok: what becomes of one request, drawn when it leaves.

use crate::chance::Chance;
use desk_core::gateway::transport::{NoAnswer, Response};

/// What the transport brings back.
pub type Came = Result<Response, NoAnswer>;

const MILLISECOND: i64 = 1000;
const SECOND: i64 = 1000 * MILLISECOND;
const HOUR: i64 = 3600 * SECOND;

/// How often what goes wrong, each so many times in a million.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Trouble {
    /// No connection: nothing leaves.
    pub refused: u32,
    /// The request is lost on the way.
    pub request_lost: u32,
    /// The answer is lost on the way.
    pub answer_lost: u32,
    /// The answer comes after nobody waits any more.
    pub late: u32,
    /// The request arrives twice.
    pub twice: u32,
    /// HTTP 5xx, and nothing was done.
    pub status_before: u32,
    /// HTTP 5xx, and it was done.
    pub status_after: u32,
    /// HTTP 429.
    pub too_many: u32,
    /// Code 40100.
    pub throttled: u32,
    /// A code documented as refused before execution.
    pub refusal: u32,
    /// A code that says nothing, and nothing was done.
    pub code_before: u32,
    /// A code that says nothing, and it was done.
    pub code_after: u32,
    /// An answer that cannot be read or belongs to somebody else, and it was done.
    pub garbled: u32,
    /// What was done without a good answer is done later, up to hours.
    pub done_later: u32,
}

impl Trouble {
    /// Everything as often.
    #[must_use]
    pub fn everywhere(rate: u32) -> Self {
        Self {
            refused: rate,
            request_lost: rate,
            answer_lost: rate,
            late: rate,
            twice: rate,
            status_before: rate,
            status_after: rate,
            too_many: rate / 4,
            throttled: rate / 4,
            refusal: rate,
            code_before: rate,
            code_after: rate,
            garbled: rate,
            done_later: 300_000,
        }
    }
}

/// What is wrong with an answer that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Garbled {
    /// The body ends early.
    CutOff,
    /// More follows the envelope.
    Overlong,
    /// The transport found it longer than allowed.
    TooLong,
    /// The code is a text.
    WrongType,
    /// It names another account.
    OtherAccount,
    /// Not UTF-8.
    NotText,
    /// A page for people.
    Html,
    /// Empty.
    Empty,
    /// A redirect.
    Redirect,
    /// The same field twice.
    FieldTwice,
}

const GARBLED: [(Garbled, &str); 10] = [
    (Garbled::CutOff, "wire: answer cut off"),
    (Garbled::Overlong, "wire: answer with more behind it"),
    (Garbled::TooLong, "wire: answer too long"),
    (Garbled::WrongType, "wire: code of a wrong type"),
    (Garbled::OtherAccount, "wire: answer for another account"),
    (Garbled::NotText, "wire: answer that is no text"),
    (Garbled::Html, "wire: answer for people"),
    (Garbled::Empty, "wire: empty answer"),
    (Garbled::Redirect, "wire: redirect"),
    (Garbled::FieldTwice, "wire: a field twice"),
];

/// Codes documented as refused before execution.
pub const REFUSALS: [(i64, &str); 10] = [
    (40_000, "wire: refused with 40000"),
    (40_002, "wire: refused with 40002"),
    (40_001, "wire: refused with 40001"),
    (40_102, "wire: refused with 40102"),
    (40_104, "wire: refused with 40104"),
    (40_105, "wire: refused with 40105"),
    (40_100, "wire: refused with 40100"),
    (40_016, "wire: refused with 40016"),
    (40_133, "wire: refused with 40133"),
    (51_060, "wire: refused with 51060"),
];

/// Codes that say nothing about execution.
const SILENT: [i64; 8] = [20_001, 40_050, 40_300, 50_000, 50_002, 51_000, 60_001, -1];

/// HTTP statuses that say nothing about execution.
const STATUSES: [u16; 5] = [500, 502, 503, 504, 400];

/// How the answer comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    /// As TikTok gave it.
    Plain,
    /// As the transport says.
    Error(Error),
    /// An HTTP status instead.
    Status(u16),
    /// A code instead.
    Code(i64),
    /// Spoilt.
    Garbled(Garbled),
    /// Never.
    Never,
}

/// What the transport says of no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Error {
    /// Nothing left.
    NotSent,
    /// The connection broke.
    Lost,
}

/// What becomes of one request. Moments are microseconds from now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// When it arrives at TikTok, each time.
    pub arrives: Vec<i64>,
    /// When an answer comes back.
    pub answered: i64,
    /// What comes back.
    pub back: Back,
    /// How much later than its arrival it is done, where no good answer comes back.
    pub later: i64,
}

/// Draws what becomes of a request, and the name of what goes wrong.
pub fn draw(
    trouble: &Trouble,
    is_transfer: bool,
    chance: &mut Chance,
) -> (Fate, Option<&'static str>) {
    let there = chance.between(10, 200) * MILLISECOND;
    let answered = there + chance.between(10, 200) * MILLISECOND;
    let plain = Fate {
        arrives: vec![there],
        answered,
        back: Back::Plain,
        later: 0,
    };
    if *trouble == Trouble::default() {
        return (plain, None);
    }
    let not_done = |back| Fate {
        arrives: Vec::new(),
        back,
        ..plain.clone()
    };
    let later = if chance.happens(trouble.done_later) {
        chance.spread(SECOND, 72 * HOUR)
    } else {
        0
    };
    let done = |back| Fate {
        back,
        later,
        ..plain.clone()
    };
    let broken = if chance.happens(500_000) {
        Back::Error(Error::Lost)
    } else {
        Back::Never
    };
    let status = *chance.pick(&STATUSES);
    let silent = *chance.pick(&SILENT);
    let (refusal, refusal_name) = *chance.pick(&REFUSALS);
    let (garbled, garbled_name) = *chance.pick(&GARBLED);
    let late = chance.between(25, 200) * SECOND;
    let again = there + chance.spread(MILLISECOND, 2 * HOUR);
    let only = |rate| if is_transfer { rate } else { 0 };
    let ways = [
        (
            trouble.refused,
            not_done(Back::Error(Error::NotSent)),
            "wire: no connection",
        ),
        (trouble.request_lost, not_done(broken), "wire: request lost"),
        (trouble.answer_lost, done(broken), "wire: answer lost"),
        (
            trouble.late,
            Fate {
                answered: late,
                ..plain.clone()
            },
            "wire: answer late",
        ),
        (
            only(trouble.twice),
            Fate {
                arrives: vec![there, again],
                ..plain.clone()
            },
            "wire: request twice",
        ),
        (
            trouble.status_before,
            not_done(Back::Status(status)),
            "wire: status, not done",
        ),
        (
            trouble.status_after,
            done(Back::Status(status)),
            "wire: status, done",
        ),
        (
            trouble.too_many,
            not_done(Back::Status(429)),
            "wire: status 429",
        ),
        (
            trouble.throttled,
            not_done(Back::Code(40_100)),
            "wire: code 40100",
        ),
        (
            only(trouble.refusal),
            not_done(Back::Code(refusal)),
            refusal_name,
        ),
        (
            trouble.code_before,
            not_done(Back::Code(silent)),
            "wire: code, not done",
        ),
        (
            trouble.code_after,
            done(Back::Code(silent)),
            "wire: code, done",
        ),
        (trouble.garbled, done(Back::Garbled(garbled)), garbled_name),
    ];

    ways.into_iter()
        .find(|(rate, _, _)| chance.happens(*rate))
        .map_or((plain, None), |(_, fate, name)| (fate, Some(name)))
}

/// What comes back for a body that TikTok gave, if it gave one.
pub fn bring_back(back: Back, body: &str) -> Option<Came> {
    Some(match back {
        Back::Never => return None,
        Back::Plain => whole(200, body.as_bytes()),
        Back::Error(Error::NotSent) => Err(NoAnswer::NotSent("no connection".to_owned())),
        Back::Error(Error::Lost) => Err(NoAnswer::Lost("the connection broke".to_owned())),
        Back::Status(status) => whole(status, b"<html>Bad Gateway</html>"),
        Back::Code(code) => whole(200, crate::vendor::answers::coded(code).as_bytes()),
        Back::Garbled(how) => garble(how, body),
    })
}

fn whole(status: u16, body: &[u8]) -> Came {
    Ok(Response {
        status,
        date: None,
        body: body.to_vec(),
    })
}

fn garble(how: Garbled, body: &str) -> Came {
    let bytes = body.as_bytes();
    match how {
        Garbled::CutOff => whole(200, &bytes[..bytes.len() / 2]),
        Garbled::Overlong => whole(200, format!("{body}{body}").as_bytes()),
        Garbled::TooLong => Err(NoAnswer::Malformed("longer than allowed".to_owned())),
        Garbled::WrongType => whole(200, body.replacen("\"code\":0", "\"code\":\"0\"", 1).as_bytes()),
        Garbled::OtherAccount => whole(
            200,
            br#"{"code":0,"message":"OK","request_id":"log","data":{"bc_id":"7100000000000000001","advertiser_id":"7399999999999999999","transaction_infos":[{"transaction_id":"1"}]}}"#,
        ),
        Garbled::NotText => whole(200, b"{\"code\":0,\"message\":\"\xff\"}"),
        Garbled::Html => whole(200, b"<html>Welcome</html>"),
        Garbled::Empty => whole(200, b""),
        Garbled::Redirect => whole(307, b""),
        Garbled::FieldTwice => whole(200, body.replacen("\"code\":0", "\"code\":0,\"code\":40002", 1).as_bytes()),
    }
}

/// The names of everything that can go wrong on the wire.
pub fn names() -> Vec<&'static str> {
    let garbled = GARBLED.iter().map(|(_, name)| *name);
    let refused = REFUSALS.iter().map(|(_, name)| *name);
    let others = [
        "wire: no connection",
        "wire: request lost",
        "wire: answer lost",
        "wire: answer late",
        "wire: request twice",
        "wire: status, not done",
        "wire: status, done",
        "wire: status 429",
        "wire: code 40100",
        "wire: code, not done",
        "wire: code, done",
    ];

    others.into_iter().chain(garbled).chain(refused).collect()
}

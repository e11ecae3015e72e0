//! The list of what a server can do with one request: what it reads, what it writes, how it ends.

/// What the answer proves, if anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// Nothing: the outcome is unknown.
    Nothing,
    /// TikTok said yes.
    Yes,
    /// TikTok said no, in a way it documents.
    No,
    /// Nothing listens there.
    NeverThere,
}

/// How a connection ends once everything is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// In order.
    Close,
    /// By a reset.
    Reset,
    /// Only the server's half is closed; it goes on reading.
    Half,
    /// Not at all, until the client gives up.
    Hang,
}

/// How much of the request is read before anything else happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// Nothing: the connection is accepted and dealt with at once.
    Nothing,
    /// The head, not the body.
    Head,
    /// All of it.
    All,
}

/// One kind of exchange.
#[derive(Debug, Clone, Copy)]
pub struct Trick {
    pub name: &'static str,
    pub reads: Reads,
    pub writes: Writes,
    pub end: End,
    pub truth: Truth,
    /// A read on the same client comes first, so that there is an idle connection to be tempted by.
    pub reads_first: bool,
}

/// What is written.
#[derive(Debug, Clone, Copy)]
pub enum Writes {
    /// These bytes.
    Bytes(&'static [u8]),
    /// A whole HTTP answer with this body.
    Json(&'static [u8]),
    /// A head, then one byte of the body at a time, for ever.
    Drip,
    /// A head that promises so many bytes, and all of them.
    Huge(usize),
    /// A gzip head before this many bytes of packed zeros.
    Bomb,
    /// Nobody listens at all.
    Absent,
}

impl Trick {
    /// Whether the client has to give up by itself.
    pub fn never_ends(&self) -> bool {
        self.end == End::Hang
    }
}

const fn answered(name: &'static str, body: &'static [u8], truth: Truth) -> Trick {
    Trick {
        name,
        reads: Reads::All,
        writes: Writes::Json(body),
        end: End::Close,
        truth,
        reads_first: false,
    }
}

const fn raw(name: &'static str, bytes: &'static [u8], end: End) -> Trick {
    Trick {
        name,
        reads: Reads::All,
        writes: Writes::Bytes(bytes),
        end,
        truth: Truth::Nothing,
        reads_first: false,
    }
}

const fn unread(name: &'static str, reads: Reads, end: End) -> Trick {
    Trick {
        name,
        reads,
        writes: Writes::Bytes(b""),
        end,
        truth: Truth::Nothing,
        reads_first: false,
    }
}

const YES: &[u8] = br#"{"code":0,"message":"OK","request_id":"x","data":{}}"#;

/// All of protocol 6.3, and what a proxy or a broken server adds to it.
pub const ALL: [Trick; 36] = [
    answered("a yes", YES, Truth::Yes),
    Trick { reads_first: true, ..answered("a yes after a read", YES, Truth::Yes) },
    answered("a documented no", br#"{"code":40002,"message":"m","request_id":"x","data":{}}"#, Truth::No),
    Trick {
        name: "nobody listens",
        reads: Reads::Nothing,
        writes: Writes::Absent,
        end: End::Close,
        truth: Truth::NeverThere,
        reads_first: false,
    },
    unread("close before reading", Reads::Nothing, End::Close),
    unread("reset before reading", Reads::Nothing, End::Reset),
    unread("close after the head", Reads::Head, End::Close),
    unread("reset after the head", Reads::Head, End::Reset),
    unread("close after reading", Reads::All, End::Close),
    unread("reset after reading", Reads::All, End::Reset),
    unread("no answer", Reads::All, End::Hang),
    Trick { reads_first: true, ..unread("close where a connection was idle", Reads::All, End::Close) },
    raw("half of the head", b"HTTP/1.1 200 OK\r\nContent-Le", End::Close),
    raw("half closed after the head", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n", End::Half),
    raw("reset in the body", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"code\":0", End::Reset),
    raw("closed in the body", b"HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n{\"code\":0,\"data\":{}}", End::Close),
    raw("two lengths", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x", End::Close),
    raw("a broken chunk", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}", End::Close),
    raw("307", b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /open_api/v1.3/bc/transfer/\r\nContent-Length: 0\r\n\r\n", End::Close),
    raw("308", b"HTTP/1.1 308 Permanent Redirect\r\nLocation: /open_api/v1.3/bc/transfer/\r\nContent-Length: 0\r\n\r\n", End::Close),
    raw("100-continue, then nothing", b"HTTP/1.1 100 Continue\r\n\r\n", End::Close),
    raw("401 that asks again", b"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n", End::Close),
    raw("408", b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", End::Close),
    raw("429 with a no inside", b"HTTP/1.1 429 Too Many\r\nContent-Length: 14\r\n\r\n{\"code\":40002}", End::Close),
    raw("503 that asks to retry", b"HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n", End::Close),
    // A GOAWAY and a refused stream, as an HTTP/2 server would send them.
    raw("GOAWAY", b"\x00\x00\x08\x07\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", End::Close),
    raw("refused stream", b"\x00\x00\x04\x03\x00\x00\x00\x00\x01\x00\x00\x00\x07", End::Close),
    Trick { writes: Writes::Drip, end: End::Hang, ..raw("slow drip", b"", End::Hang) },
    Trick { writes: Writes::Huge(64 * 1024 * 1024), ..raw("64 MiB", b"", End::Close) },
    Trick { writes: Writes::Bomb, ..raw("gzip bomb", b"", End::Close) },
    answered("not UTF-8", b"{\"code\":0,\"message\":\"\xff\xfe\",\"data\":{}}", Truth::Nothing),
    answered("the code twice", br#"{"code":0,"code":40002,"data":{}}"#, Truth::Nothing),
    answered("a huge number", br#"{"code":99999999999999999999999999999999,"data":{}}"#, Truth::Nothing),
    answered("NaN", br#"{"code":NaN,"data":{}}"#, Truth::Nothing),
    answered("another account's yes", br#"{"code":0,"data":{"advertiser_id":"999999999"}}"#, Truth::Nothing),
    answered("a page", b"<html>200 OK</html>", Truth::Nothing),
];

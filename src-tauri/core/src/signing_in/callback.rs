//! What comes back from TikTok's page: as the browser's request to this machine, or pasted by a person.

use super::{Attempt, Redirect};
use crate::gateway::authorization::AuthCode;
use form_urlencoded::parse;

/// Why pasted text brings no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasteError {
    /// An address, but not the one that TikTok's page leads back to.
    #[error(
        "this is not the address that TikTok's page led to; copy the whole address from the browser after agreeing"
    )]
    OtherAddress,
    /// The address of another attempt, or one that somebody else made.
    #[error(
        "this address belongs to another attempt; start signing in again and paste the new address"
    )]
    OtherAttempt,
    /// No code in it, as where the person did not agree.
    #[error(
        "there is no authorization code in it; agree on TikTok's page and paste the address it leads to"
    )]
    NoCode,
}

/// Reads what a person pasted: the whole address that the browser was led to, or the bare `auth_code`.
///
/// # Errors
/// [`PasteError`]
pub fn pasted(text: &str, attempt: &Attempt) -> Result<AuthCode, PasteError> {
    let text = text.trim();
    let looks_like_an_address = text.contains("://") || text.contains(['?', '=', '/']);
    if !looks_like_an_address {
        return AuthCode::new(text).ok_or(PasteError::NoCode);
    }
    let query = text
        .strip_prefix(&attempt.redirect.to_string())
        .and_then(|rest| rest.strip_prefix('?'))
        .ok_or(PasteError::OtherAddress)?;
    // Some browsers' address bars keep a place within the page.
    let query = query.split('#').next().unwrap_or_default();
    let Some(told) = Told::read(query) else {
        return Err(PasteError::NoCode);
    };
    if !told.state.is_some_and(|state| attempt.state.is(&state)) {
        return Err(PasteError::OtherAttempt);
    }

    told.code.ok_or(PasteError::NoCode)
}

/// The code in the head of a browser's request; none unless method, path, host and state are those that were waited for.
#[cfg_attr(
    not(feature = "http"),
    allow(dead_code, reason = "without sockets nobody calls")
)]
pub(super) fn called(head: &[u8], attempt: &Attempt) -> Option<AuthCode> {
    let head = std::str::from_utf8(head).ok()?;
    let mut lines = head.strip_suffix("\r\n\r\n")?.split("\r\n");
    let mut words = lines.next()?.split(' ');
    let (method, target, version) = (words.next()?, words.next()?, words.next()?);
    let is_plain =
        words.next().is_none() && method == "GET" && ["HTTP/1.1", "HTTP/1.0"].contains(&version);
    let (path, query) = target.split_once('?')?;
    if !is_plain || path != Redirect::PATH || !is_for(lines, &attempt.redirect.host()) {
        return None;
    }
    let told = Told::read(query)?;
    if !attempt.state.is(&told.state?) {
        return None;
    }

    told.code
}

/// One `Host`, and this one: another name for this machine's address is somebody's trick.
fn is_for<'a>(lines: impl Iterator<Item = &'a str>, host: &str) -> bool {
    let mut hosts = lines.filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("host").then(|| value.trim())
    });

    hosts.next() == Some(host) && hosts.next().is_none()
}

/// What a query tells.
struct Told {
    state: Option<String>,
    code: Option<AuthCode>,
}

impl Told {
    /// None where something is said twice. TikTok's own name of the code goes before the other one (API facts 1.3).
    fn read(query: &str) -> Option<Self> {
        let (mut state, mut auth_code, mut code) = (None, None, None);
        for (name, value) in parse(query.as_bytes()) {
            let place = match name.as_ref() {
                "state" => &mut state,
                "auth_code" => &mut auth_code,
                "code" => &mut code,
                _ => continue,
            };
            if place.replace(value.into_owned()).is_some() {
                return None;
            }
        }
        let is_told = |code: &String| !code.is_empty();
        let code = auth_code.filter(is_told).or(code.filter(is_told));

        Some(Self {
            state,
            code: code.and_then(|code| AuthCode::new(&code)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;
    use crate::gateway::BaseUrl;
    use crate::id::AppId;
    use crate::random::SeededRandom;
    use proptest::prelude::*;

    fn attempt() -> Attempt {
        Attempt {
            base: BaseUrl::TikTok,
            app: AppId::new("7290000000000000001").unwrap(),
            redirect: Redirect::to(8411),
            state: State::fresh(&SeededRandom::new(7)),
        }
    }

    fn head(line: &str, headers: &str) -> Vec<u8> {
        let line = line.replace("STATE", &attempt().state.0);

        format!("{line}\r\n{headers}\r\n\r\n").into_bytes()
    }

    const HOST: &str = "Host: localhost:8411";

    #[test]
    fn the_browsers_own_request_brings_the_code() {
        for line in [
            "GET /signed-in?auth_code=C-1&code=C-1&state=STATE HTTP/1.1",
            "GET /signed-in?state=STATE&auth_code=C-1 HTTP/1.0",
            "GET /signed-in?code=C-1&state=STATE&more=1 HTTP/1.1",
            "GET /signed-in?auth_code=C%2D1&code=other&state=STATE HTTP/1.1",
        ] {
            let code = called(&head(line, HOST), &attempt()).unwrap();
            assert_eq!(code.reveal(), "C-1", "{line}");
        }
        let many = "Accept: */*\r\nhost:localhost:8411 \r\nUser-Agent: x";
        let line = "GET /signed-in?auth_code=C-1&state=STATE HTTP/1.1";
        assert!(called(&head(line, many), &attempt()).is_some());
    }

    #[test]
    fn every_other_request_brings_none() {
        let good = "GET /signed-in?auth_code=C-1&state=STATE HTTP/1.1";
        for line in [
            "POST /signed-in?auth_code=C-1&state=STATE HTTP/1.1",
            "HEAD /signed-in?auth_code=C-1&state=STATE HTTP/1.1",
            "GET /signed-in/?auth_code=C-1&state=STATE HTTP/1.1",
            "GET /Signed-In?auth_code=C-1&state=STATE HTTP/1.1",
            "GET //signed-in?auth_code=C-1&state=STATE HTTP/1.1",
            "GET http://localhost:8411/signed-in?auth_code=C-1&state=STATE HTTP/1.1",
            "GET /signed-in HTTP/1.1",
            "GET /signed-in?auth_code=C-1 HTTP/1.1",
            "GET /signed-in?auth_code=C-1&state= HTTP/1.1",
            "GET /signed-in?auth_code=C-1&state=STATE0 HTTP/1.1",
            "GET /signed-in?auth_code=C-1&state=00000000000000000000000000000000 HTTP/1.1",
            "GET /signed-in?auth_code=C-1&state=0&state=STATE HTTP/1.1",
            "GET /signed-in?auth_code=C-1&auth_code=C-2&state=STATE HTTP/1.1",
            "GET /signed-in?state=STATE HTTP/1.1",
            "GET /signed-in?auth_code=&state=STATE HTTP/1.1",
            "GET /signed-in?auth_code=a%0Ab&state=STATE HTTP/1.1",
            "GET /signed-in?auth_code=a+b&state=STATE HTTP/1.1",
            "GET /signed-in?auth_code=C-1&state=STATE HTTP/2",
            "GET /signed-in?auth_code=C-1&state=STATE",
            "GET  /signed-in?auth_code=C-1&state=STATE HTTP/1.1",
            "GET /signed-in?auth_code=C-1&state=STATE HTTP/1.1 x",
            "",
        ] {
            assert_eq!(called(&head(line, HOST), &attempt()), None, "{line}");
        }
        for headers in [
            "",
            "Host:",
            "Host: 127.0.0.1:8411",
            "Host: localhost",
            "Host: localhost:8412",
            "Host: localhost:8411.example.com",
            "Host: example.com:8411",
            "Host: localhost:8411\r\nHost: example.com",
            "X-Host: localhost:8411",
        ] {
            assert_eq!(called(&head(good, headers), &attempt()), None, "{headers}");
        }
        let mut cut = head(good, HOST);
        cut.pop();
        assert_eq!(called(&cut, &attempt()), None);
    }

    #[test]
    fn a_person_pastes_the_address_or_the_code() {
        let attempt = attempt();
        let state = &attempt.state.0;
        let back = "http://localhost:8411/signed-in";
        for (text, expected) in [
            (
                format!(" {back}?auth_code=C-1&code=C-1&state={state}\n"),
                Ok("C-1"),
            ),
            (format!("{back}?state={state}&code=C-1#top"), Ok("C-1")),
            ("  C-1 ".to_owned(), Ok("C-1")),
            (
                format!("{back}?auth_code=C-1&state=1"),
                Err(PasteError::OtherAttempt),
            ),
            (
                format!("{back}?auth_code=C-1"),
                Err(PasteError::OtherAttempt),
            ),
            (format!("{back}?state={state}"), Err(PasteError::NoCode)),
            (
                format!("{back}?state={state}&auth_code=a&auth_code=b"),
                Err(PasteError::NoCode),
            ),
            (back.to_owned(), Err(PasteError::OtherAddress)),
            (
                format!("http://localhost:8412/signed-in?auth_code=C-1&state={state}"),
                Err(PasteError::OtherAddress),
            ),
            (
                format!("http://localhost:8411.example.com/signed-in?auth_code=C-1&state={state}"),
                Err(PasteError::OtherAddress),
            ),
            (attempt.address(), Err(PasteError::OtherAddress)),
            (
                format!("auth_code=C-1&state={state}"),
                Err(PasteError::OtherAddress),
            ),
            (String::new(), Err(PasteError::NoCode)),
            ("two words".to_owned(), Err(PasteError::NoCode)),
        ] {
            let came = pasted(&text, &attempt);
            let code = came.as_ref().map(AuthCode::reveal).map_err(|error| *error);
            assert_eq!(code, expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_without_the_state_brings_a_code(bytes in proptest::collection::vec(any::<u8>(), 0..300), text in ".{0,80}") {
            prop_assert_eq!(called(&bytes, &attempt()), None);
            let line = format!("GET /signed-in?auth_code=C-1&state={text} HTTP/1.1");
            prop_assert_eq!(called(&head(&line, HOST), &attempt()), None);
            let address = format!("http://localhost:8411/signed-in?auth_code=C-1&state={text}");
            prop_assert!(pasted(&address, &attempt()).is_err());
        }
    }
}

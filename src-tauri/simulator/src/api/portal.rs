//! TikTok's page where people let an app speak for them: everybody of this world, one link each, back to where the app waits.

use super::{date, page};
use crate::world::{WHOLE_SCOPE, World};
use crate::{Method, Request, Response};
use form_urlencoded::{Serializer, parse};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The page's path.
pub const PORTAL: &str = "/portal/auth";

/// What an address must not hold to be written into a header.
fn is_unfit(letter: char) -> bool {
    !letter.is_ascii_graphic()
}

/// Shows who could consent, or takes the consent of the `member` that the query names and leads back at once.
pub fn portal(world: &mut World, request: &Request, now: Timestamp) -> Response {
    if request.method != Method::Get {
        return page(405, "405 method not allowed", now);
    }
    let asked: BTreeMap<String, String> = parse(request.query.as_bytes()).into_owned().collect();
    let get = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    if get("app_id") != world.app().app_id {
        return page(400, "There is no app of this app_id.", now);
    }
    let back = get("redirect_uri");
    let leads_somewhere = ["http://", "https://"]
        .iter()
        .any(|scheme| back.starts_with(scheme));
    if !leads_somewhere || back.contains(is_unfit) || back.contains('#') {
        return page(400, "redirect_uri leads nowhere.", now);
    }
    if get("member").is_empty() {
        return people(world, &asked, now);
    }
    let Some(person) = world.person_called(get("member")) else {
        return page(400, "There is no such person.", now);
    };
    let Some(scope) = scope(asked.get("scope").map(String::as_str)) else {
        return page(400, "scope is a list of numbers with commas between.", now);
    };
    match world.consent(person, scope, now) {
        Ok(code) => redirect(back, &code, get("state"), now),
        Err(error) => page(500, &error.to_string(), now),
    }
}

fn scope(text: Option<&str>) -> Option<Vec<u64>> {
    text.map_or_else(
        || Some(WHOLE_SCOPE.to_vec()),
        |text| {
            let ids = text.split(',').filter(|id| !id.is_empty());
            ids.map(|id| id.parse().ok()).collect()
        },
    )
}

/// The code comes under both names that TikTok's own redirect was seen to use.
fn redirect(back: &str, code: &str, state: &str, now: Timestamp) -> Response {
    let query = Serializer::new(String::new())
        .append_pair("auth_code", code)
        .append_pair("code", code)
        .append_pair("state", state)
        .finish();
    let joint = if back.contains('?') { '&' } else { '?' };

    Response {
        status: 302,
        headers: vec![
            ("location".to_owned(), format!("{back}{joint}{query}")),
            date(now),
        ],
        body: Vec::new(),
    }
}

fn people(world: &World, asked: &BTreeMap<String, String>, now: Timestamp) -> Response {
    let links = world.people.iter().map(|person| {
        let mut query = Serializer::new(String::new());
        query.extend_pairs(asked);
        let query = query.append_pair("member", person.name).finish();

        format!(
            "<li><a href=\"{PORTAL}?{}\">{}</a></li>",
            query.replace('&', "&amp;"),
            person.name
        )
    });
    let links: String = links.collect();
    let body = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Made-up TikTok</title><h1>Made-up TikTok</h1><p>An app asks to speak for you. Who are you?</p><ul>{links}</ul></html>"
    );

    Response {
        status: 200,
        headers: vec![
            (
                "content-type".to_owned(),
                "text/html; charset=utf-8".to_owned(),
            ),
            date(now),
        ],
        body: body.into_bytes(),
    }
}

//! TikTok's Business API v1.3: who may ask what, how it is asked, and how it is answered (API facts 2 and 3).

mod amounts;
mod ask;
mod assets;
mod authorization;
mod balances;
mod older;
mod people;
mod period;
mod portal;
mod portfolios;
mod records;
mod reports;
mod transfer;

use crate::fault::Fault;
use crate::json::{Json, text, whole};
use crate::world::{Basic, Center, Finance, Person, Role, World};
use crate::{Method, Request, Response};
use ask::Ask;
use jiff::Timestamp;
pub use portal::{PORTAL, portal};

/// An answer other than code 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// TikTok's return code.
    pub code: i64,
    /// In words.
    pub message: String,
}

/// What an endpoint answers with.
pub type Answer = Result<Json, Refusal>;

/// A refusal with its words.
pub fn refuse<T>(code: i64, message: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal {
        code,
        message: message.into(),
    })
}

/// Answers one request that arrived.
pub fn answer(
    world: &mut World,
    request: &Request,
    endpoint: &str,
    fault: Option<&Fault>,
    now: Timestamp,
) -> Response {
    let Some(method) = method_of(endpoint) else {
        return page(404, "404 page not found", now);
    };
    if method != request.method {
        return page(405, "405 method not allowed", now);
    }
    match asked(world, request, endpoint, fault, now) {
        Ok(data) => envelope(0, "OK", data, now),
        Err(Refusal { code, message }) => refusal(code, &message, now),
    }
}

/// An envelope without data.
pub fn refusal(code: i64, message: &str, now: Timestamp) -> Response {
    envelope(code, message, Json::Object(Vec::new()), now)
}

/// Something that is not the API speaking.
pub fn page(status: u16, words: &str, now: Timestamp) -> Response {
    Response {
        status,
        headers: vec![
            ("content-type".to_owned(), "text/plain".to_owned()),
            date(now),
        ],
        body: words.as_bytes().to_vec(),
    }
}

fn envelope(code: i64, message: &str, data: Json, now: Timestamp) -> Response {
    let log = format!(
        "{}SYNTHETIC{:06}",
        now.strftime("%Y%m%d%H%M%S"),
        now.subsec_microsecond()
    );
    let body = Json::Object(vec![
        ("code", whole(code)),
        ("message", text(message)),
        ("request_id", text(log.clone())),
        ("data", data),
    ]);

    Response {
        status: 200,
        headers: vec![
            ("content-type".to_owned(), "application/json".to_owned()),
            ("x-tt-logid".to_owned(), log),
            date(now),
        ],
        body: body.to_string().into_bytes(),
    }
}

fn date(now: Timestamp) -> (String, String) {
    ("date".to_owned(), http_date(now))
}

/// A moment as HTTP writes it.
pub fn http_date(now: Timestamp) -> String {
    now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn method_of(endpoint: &str) -> Option<Method> {
    let reads = [
        "user/info/",
        "bc/get/",
        "bc/balance/get/",
        "advertiser/balance/get/",
        "bc/account/transaction/get/",
        "bc/transaction/get/",
        "advertiser/transaction/get/",
        "bc/account/cost/get/",
        "bc/asset/get/",
        "bc/asset/admin/get/",
        "bc/member/get/",
        "advertiser/info/",
        "payment_portfolio/get/",
        "report/integrated/get/",
        "oauth2/advertiser/get/",
    ];
    let acts = [
        "bc/transfer/",
        "oauth2/access_token/",
        "oauth2/revoke_token/",
    ];
    if acts.contains(&endpoint) {
        return Some(Method::Post);
    }

    reads.contains(&endpoint).then_some(Method::Get)
}

fn asked(
    world: &mut World,
    request: &Request,
    endpoint: &str,
    fault: Option<&Fault>,
    now: Timestamp,
) -> Answer {
    // Who signs in has no token yet; who signs out names it in the body.
    match endpoint {
        "oauth2/access_token/" => return authorization::exchange(world, &request.body, now),
        "oauth2/revoke_token/" => return authorization::revoke(world, &request.body, now),
        _ => {}
    }
    let caller = authorization::signed_in(world, request)?;
    caller.may_call(endpoint)?;
    let person = caller.person;
    let ask = Ask::new(request, fault)?;
    match endpoint {
        "oauth2/advertiser/get/" => authorization::accounts(world, &person, &ask),
        "user/info/" => people::user_info(world, &person),
        "bc/get/" => people::centers(world, &person, &ask),
        "bc/member/get/" => people::members(world, &person, &ask),
        "bc/asset/get/" => assets::reachable(world, &person, &ask),
        "bc/asset/admin/get/" => assets::all(world, &person, &ask),
        "advertiser/info/" => assets::info(world, &person, &ask, now),
        "bc/balance/get/" => balances::of_center(world, &person, &ask, now),
        "advertiser/balance/get/" => balances::of_accounts(world, &person, &ask, now),
        "payment_portfolio/get/" => portfolios::get(world, &person, &ask, now),
        "bc/account/transaction/get/" => records::of_accounts(world, &person, &ask, now),
        "bc/transaction/get/" => older::of_center(world, &person, &ask, now),
        "advertiser/transaction/get/" => older::of_accounts(world, &person, &ask, now),
        "bc/account/cost/get/" => reports::costs(world, &person, &ask, now),
        "report/integrated/get/" => reports::daily(world, &person, &ask, now),
        _ => transfer::transfer(world, &person, &request.body, fault, now),
    }
}

/// What a person is in a Business Center.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// Place of the Business Center.
    pub bc: usize,
    /// `ADMIN`
    pub admin: bool,
    /// The finance role, where such roles apply.
    pub finance: Option<Finance>,
    /// Whether they do.
    pub finance_roles_apply: bool,
}

/// The Business Center asked about, for its members only.
pub fn standing(world: &World, person: &Person, bc_id: &str) -> Result<Standing, Refusal> {
    let role = world.center_place(bc_id).and_then(|bc| person.role(bc));
    let Some(Role { bc, basic, finance }) = role else {
        return refuse(
            40_001,
            format!("You have no permission to operate Business Center {bc_id}."),
        );
    };
    let has_roles = world
        .centers
        .get(bc)
        .is_some_and(|center| center.finance_roles);

    Ok(Standing {
        bc,
        admin: basic == Basic::Admin,
        finance: finance.filter(|_| has_roles),
        finance_roles_apply: has_roles,
    })
}

/// Like [`standing`], for those who may see finances: members with a finance role, and Admins unless the settings say no.
pub fn sees_finance(world: &World, person: &Person, bc_id: &str) -> Result<Standing, Refusal> {
    let standing = standing(world, person, bc_id)?;
    let as_admin = standing.admin
        && (world.options.settings.plain_admin_sees_finance || !standing.finance_roles_apply);
    if as_admin || standing.finance.is_some() {
        return Ok(standing);
    }

    refuse(40_001, "No permission: a finance permission is needed.")
}

/// Like [`standing`], for Admins.
pub fn is_admin(world: &World, person: &Person, bc_id: &str) -> Result<Standing, Refusal> {
    let standing = standing(world, person, bc_id)?;
    if standing.admin {
        return Ok(standing);
    }

    refuse(
        40_001,
        "No permission: only an admin of the Business Center may do this.",
    )
}

/// The Business Center at a place that was found before.
pub fn center(world: &World, bc: usize) -> Result<Center, Refusal> {
    world
        .centers
        .get(bc)
        .cloned()
        .map_or_else(|| refuse(40_007, "The Business Center does not exist."), Ok)
}

//! Signing in and out, and what a token may be used for (API facts 1.2 to 1.6).

use super::ask::Ask;
use super::{Answer, Refusal, refuse};
use crate::Request;
use crate::json::{Json, text, whole};
use crate::world::{App, BadCode, Person, World};
use jiff::Timestamp;
use serde::Deserialize;

/// Who asks.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The person behind the token.
    pub person: Person,
    scope: Vec<u64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Body {
    app_id: Option<String>,
    secret: Option<String>,
    auth_code: Option<String>,
    access_token: Option<String>,
    return_advertiser_ids: Option<bool>,
}

/// The person behind the request's token.
pub fn signed_in(world: &World, request: &Request) -> Result<Caller, Refusal> {
    let token = request
        .headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("access-token"))
        .map(|(_, value)| value.as_str());
    let Some(token) = token.filter(|token| !token.is_empty()) else {
        return refuse(40_104, "Access token is empty.");
    };
    let caller = world.token_of(token).and_then(|(_, token)| {
        Some(Caller {
            person: world.people.get(token.person)?.clone(),
            scope: token.scope.clone(),
        })
    });

    caller.map_or_else(
        || refuse(40_105, "Access token is incorrect or has been revoked."),
        Ok,
    )
}

impl Caller {
    /// Whether the consent behind the token covers this endpoint.
    pub fn may_call(&self, endpoint: &str) -> Result<(), Refusal> {
        let Some(needed) = needed_scope(endpoint) else {
            return Ok(());
        };
        // Granting a parent grants its children.
        let parent = (150..160).contains(&needed).then_some(15);
        if self
            .scope
            .iter()
            .any(|scope| *scope == needed || Some(*scope) == parent)
        {
            return Ok(());
        }

        refuse(
            40_001,
            format!("No permission: the authorization does not include scope {needed}."),
        )
    }
}

/// The scope of an endpoint; none where its id is not known, or none is needed.
fn needed_scope(endpoint: &str) -> Option<u64> {
    Some(match endpoint {
        "bc/get/" | "bc/balance/get/" | "bc/transaction/get/" => 150,
        "bc/transfer/"
        | "advertiser/balance/get/"
        | "advertiser/transaction/get/"
        | "bc/account/transaction/get/"
        | "bc/account/cost/get/" => 152,
        "bc/asset/get/" | "bc/asset/admin/get/" => 153,
        "bc/member/get/" => 156,
        "advertiser/info/" | "oauth2/advertiser/get/" => 100,
        "report/integrated/get/" => 4,
        _ => return None,
    })
}

/// `oauth2/access_token/`: a token for an `auth_code`, once.
pub fn exchange(world: &mut World, body: &[u8], now: Timestamp) -> Answer {
    let body = read(body)?;
    let code = needed(body.auth_code.as_deref(), "auth_code")?;
    is_the_app(world, body.app_id.as_deref(), body.secret.as_deref())?;
    let code = match world.good_code(code, now) {
        Ok(code) => code,
        Err(BadCode::Unknown) => return refuse(40_101, "auth_code is invalid."),
        Err(BadCode::Over) => return refuse(40_110, "auth_code is used or expired."),
    };
    let Ok((words, token)) = world.sign_in(code, now) else {
        return refuse(50_000, "System error.");
    };
    let accounts = if body.return_advertiser_ids.unwrap_or(true) {
        accounts_of(world, token.person)
    } else {
        Vec::new()
    };

    Ok(Json::Object(vec![
        ("access_token", text(words)),
        ("advertiser_ids", ids(&accounts)),
        ("scope", Json::List(token.scope.iter().map(whole).collect())),
    ]))
}

/// `oauth2/advertiser/get/`: the accounts that the authorization reaches.
pub fn accounts(world: &World, person: &Person, ask: &Ask) -> Answer {
    is_the_app(
        world,
        Some(ask.needs("app_id")?),
        Some(ask.needs("secret")?),
    )?;
    let person = world.person_called(person.id).unwrap_or(usize::MAX);
    let row = |(id, name): (String, String)| {
        Json::Object(vec![
            ("advertiser_id", text(id)),
            ("advertiser_name", text(name)),
        ])
    };
    let list = accounts_of(world, person).into_iter().map(row).collect();

    Ok(Json::Object(vec![("list", Json::List(list))]))
}

/// `oauth2/revoke_token/`: the end of a token.
pub fn revoke(world: &mut World, body: &[u8], now: Timestamp) -> Answer {
    let body = read(body)?;
    let token = needed(body.access_token.as_deref(), "access_token")?;
    let app = is_the_app(world, body.app_id.as_deref(), body.secret.as_deref())?;
    let Some((place, person)) = world
        .token_of(token)
        .map(|(place, one)| (place, one.person))
    else {
        return refuse(40_105, "Access token is incorrect or has been revoked.");
    };
    let accounts = accounts_of(world, person);
    if world.sign_out(place, now).is_err() {
        return refuse(50_000, "System error.");
    }

    Ok(Json::Object(vec![
        ("app_id", text(app.app_id)),
        ("advertiser_ids", ids(&accounts)),
    ]))
}

fn read(body: &[u8]) -> Result<Body, Refusal> {
    serde_json::from_slice(body).or_else(|_| refuse(40_002, "Invalid JSON body."))
}

fn needed<'a>(value: Option<&'a str>, name: &str) -> Result<&'a str, Refusal> {
    value.map_or_else(
        || refuse(40_002, format!("{name}: Missing data for required field.")),
        Ok,
    )
}

fn is_the_app(world: &World, id: Option<&str>, secret: Option<&str>) -> Result<App, Refusal> {
    let (id, secret) = (needed(id, "app_id")?, needed(secret, "secret")?);
    let app = world.app();
    if (app.app_id.as_str(), app.secret.as_str()) == (id, secret) {
        Ok(app)
    } else {
        refuse(40_115, "The app and its secret do not match.")
    }
}

/// Ids and names of the accounts that are linked to the person's Business Centers.
fn accounts_of(world: &World, person: usize) -> Vec<(String, String)> {
    let Some(person) = world.people.get(person) else {
        return Vec::new();
    };
    let accounts = world.accounts.iter();

    accounts
        .filter(|account| account.link == "BOUND" && person.role(account.bc).is_some())
        .map(|account| (account.id.to_string(), account.name.to_string()))
        .collect()
}

fn ids(accounts: &[(String, String)]) -> Json {
    let ids = accounts.iter().map(|(id, _)| text(id.clone()));

    Json::List(ids.collect())
}

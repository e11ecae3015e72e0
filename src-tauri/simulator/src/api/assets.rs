//! Ad accounts as assets, and what they tell of themselves (API facts 4.10, 4.12).

use super::ask::Ask;
use super::{Answer, is_admin, refuse, standing};
use crate::json::{Json, maybe, text, whole};
use crate::world::{Account, CREATED, Center, Person, World};
use jiff::Timestamp;

const KINDS: [&str; 7] = [
    "ADVERTISER",
    "CATALOG",
    "PIXEL",
    "LEAD",
    "TT_ACCOUNT",
    "TIKTOK_SHOP",
    "STOREFRONT",
];

/// The display statuses that can be asked for.
pub const SHOWN: [&str; 4] = [
    "SHOW_ACCOUNT_STATUS_NOT_APPROVED",
    "SHOW_ACCOUNT_STATUS_APPROVED",
    "SHOW_ACCOUNT_STATUS_IN_REVIEW",
    "SHOW_ACCOUNT_STATUS_PUNISHED",
];

/// `bc/asset/get/`: the accounts that the person can reach, which here are all that are linked.
pub fn reachable(world: &World, person: &Person, ask: &Ask) -> Answer {
    let standing = standing(world, person, ask.needs("bc_id")?)?;
    let (user, email) = (ask.filter("user_id"), ask.filter("user_email"));
    if user.is_some() && email.is_some() {
        return refuse(40_002, "filtering: Only one of user_id and user_email.");
    }
    // An e-mail finds people who have not come in yet; nobody is waiting here.
    let is_here = email.is_none()
        && user.is_none_or(|id| {
            let found = world.people.iter().find(|person| person.id == id);
            found.is_some_and(|person| person.role(standing.bc).is_some())
        });
    let keyword = ask.lower_filter("keyword");
    let fits =
        |account: &Account| is_here && account.link == "BOUND" && account.is_called(&keyword);

    listed(world, standing.bc, ask, fits, false)
}

/// `bc/asset/admin/get/`: all accounts with owner, link and detailed status, for Admins.
pub fn all(world: &World, person: &Person, ask: &Ask) -> Answer {
    let standing = is_admin(world, person, ask.needs("bc_id")?)?;
    let keyword = ask.lower_filter("keyword");
    let relations = ["OWNER_BC", "OWNER_PARTNER", "OWNER_INDIVIDUAL"];
    let relation = ask.filter_choice("relation_type", &relations)?;
    let links = ["BOUND", "UNBOUND", "PENDING", "REJECTED"];
    let link = ask.filter_choice("relation_status", &links)?;
    let shown = ask.filter_choice("advertiser_show_status", &SHOWN)?;
    let fits = |account: &Account| {
        account.is_called(&keyword)
            && relation.is_none_or(|relation| relation == account.relation)
            && link.is_none_or(|link| link == account.link)
            && shown.is_none_or(|shown| account.shown_status() == Some(shown))
    };

    listed(world, standing.bc, ask, fits, true)
}

fn listed(
    world: &World,
    bc: usize,
    ask: &Ask,
    fits: impl Fn(&Account) -> bool,
    whole: bool,
) -> Answer {
    let center = super::center(world, bc)?;
    ask.needs("asset_type")?;
    // Of all kinds of assets only ad accounts are made up here.
    let is_made = ask.choice("asset_type", &KINDS)? == Some("ADVERTISER");
    let accounts = world
        .accounts
        .iter()
        .filter(|account| is_made && account.bc == bc && fits(account))
        .collect();
    let (accounts, info) = ask.cut::<&Account>(accounts, 50)?;
    let list = accounts
        .into_iter()
        .map(|account| asset(account, &center, whole))
        .collect();

    Ok(Json::Object(vec![
        ("list", Json::List(list)),
        ("page_info", info),
    ]))
}

fn asset(account: &Account, center: &Center, whole: bool) -> Json {
    let owner = match account.relation {
        "OWNER_BC" => Some(center.name),
        "OWNER_PARTNER" => Some("Another Business Center"),
        _ => None,
    };
    let mut fields = vec![
        ("asset_id", text(account.id.clone())),
        ("asset_name", text(account.name.clone())),
        ("asset_type", text("ADVERTISER")),
        ("advertiser_account_type", text(account.buying)),
        ("advertiser_role", text(account.access)),
        ("owner_bc_name", maybe(owner)),
    ];
    if whole {
        fields.extend([
            ("advertiser_status", text(account.status.clone())),
            ("relation_type", text(account.relation)),
            ("relation_status", text(account.link)),
        ]);
    }

    Json::Object(fields)
}

/// `advertiser/info/`: up to 100 accounts that the person can reach.
pub fn info(world: &mut World, person: &Person, ask: &Ask, now: Timestamp) -> Answer {
    ask.needs("advertiser_ids")?;
    let ids = ask.list("advertiser_ids")?.unwrap_or_default();
    let fields = ask.list("fields")?;
    if ids.len() > 100 {
        return refuse(40_011, "advertiser_ids: Too many ids, at most 100.");
    }
    let mut list = Vec::new();
    for id in ids {
        let place = world.account_place(&id);
        let mine = place.filter(|place| {
            let bc = world
                .accounts
                .get(*place)
                .filter(|account| account.link == "BOUND")
                .map(|account| account.bc);
            bc.is_some_and(|bc| person.role(bc).is_some())
        });
        let Some(place) = mine else {
            return refuse(40_001, format!("No permission to operate advertiser {id}."));
        };
        world.advance(place, now.as_microsecond());
        let mut told = about(world, place).unwrap_or_default();
        told.retain(|(name, _)| {
            fields
                .as_ref()
                .is_none_or(|fields| fields.iter().any(|field| field == name))
        });
        list.push(Json::Object(told));
    }

    Ok(Json::Object(vec![("list", Json::List(list))]))
}

fn about(world: &World, place: usize) -> Option<Vec<(&'static str, Json)>> {
    let account = world.accounts.get(place)?;
    let center = world.centers.get(account.bc)?;
    let purse = world.purses.get(place)?;
    let owner = (account.relation == "OWNER_BC").then_some(center.id);
    let usable = purse.cash.max(0) - account.held.iter().sum::<i64>() + purse.grant();
    let is_rejected = account.shown_status() == Some("SHOW_ACCOUNT_STATUS_NOT_APPROVED");
    let reason = is_rejected.then_some("The business licence could not be read.");
    let mut fields = vec![
        ("advertiser_id", text(account.id.clone())),
        ("name", text(account.name.clone())),
        ("company", text(center.company)),
        ("status", text(account.status.clone())),
        ("role", text("ROLE_ADVERTISER")),
        ("currency", text(account.currency)),
        ("timezone", text(account.zone)),
        ("display_timezone", text(account.zone)),
        ("country", text(center.area)),
        ("industry", text("290303")),
        ("balance", world.amount(account.currency, usable.max(0))),
        ("advertiser_account_type", text(account.buying)),
        ("create_time", whole(CREATED.as_second())),
        ("rejection_reason", maybe(reason)),
        ("contacter", text("M***t")),
        ("email", text("m***@***")),
        ("license_no", text("")),
        ("description", text("")),
        ("address", text("")),
        ("language", text("en")),
    ];
    if world.options.settings.tells_owner {
        fields.push(("owner_bc_id", maybe(owner)));
    }

    Some(fields)
}

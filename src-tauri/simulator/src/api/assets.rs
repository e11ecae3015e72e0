//! Who there is and what there is: the signed-in person, Business Centers, members, accounts as assets.

use super::ask::Ask;
use super::{Answer, center, is_admin, refuse, standing};
use crate::json::{Json, amount, maybe, text, whole};
use crate::world::{Account, Center, Finance, Person, Role, World};
use jiff::Timestamp;

/// `user/info/`
pub fn user_info(person: &Person) -> Answer {
    let masked: String = person
        .email
        .chars()
        .take(1)
        .chain("***@***.example".chars())
        .collect();

    Ok(Json::Object(vec![
        ("core_user_id", text(person.id)),
        ("display_name", text(person.name)),
        ("email", text(masked)),
        ("avatar_url", text("")),
        ("create_time", whole(1_706_745_600)),
    ]))
}

/// `bc/get/`: the signed-in person's Business Centers, with the role in each.
pub fn bc_get(world: &World, person: &Person, ask: &Ask) -> Answer {
    let wanted = ask.get("bc_id");
    let mut list = Vec::new();
    for role in &person.roles {
        let center = center(world, role.bc)?;
        if wanted.is_none_or(|id| id == center.id) {
            list.push(member_of(&center, *role));
        }
    }
    let (list, info) = ask.cut(list, 50)?;

    Ok(Json::Object(vec![
        ("list", Json::List(list)),
        ("page_info", info),
    ]))
}

fn member_of(center: &Center, role: Role) -> Json {
    let mut fields = vec![
        (
            "bc_info",
            Json::Object(vec![
                ("bc_id", text(center.id)),
                ("name", text(center.name)),
                ("company", text(center.company)),
                ("currency", text(center.currency)),
                ("registered_area", text(center.area)),
                ("status", text(center.status.clone())),
                ("timezone", text(center.zone)),
                ("type", text(center.kind)),
                ("organization_type", text("STANDARD")),
                ("verification_status", text("VERIFIED")),
            ]),
        ),
        ("user_role", text(role.basic.word())),
    ];
    fields.extend(extra_role(center, role.finance));

    Json::Object(fields)
}

/// Absent where finance roles do not apply, empty where the person has none.
fn extra_role(center: &Center, finance: Option<Finance>) -> Option<(&'static str, Json)> {
    let role = finance.map(|role| ("finance_role", text(role.word())));

    center
        .finance_roles
        .then(|| ("ext_user_role", Json::Object(role.into_iter().collect())))
}

/// `bc/member/get/`, for Admins.
pub fn members(world: &World, person: &Person, ask: &Ask) -> Answer {
    let standing = is_admin(world, person, ask.needs("bc_id")?)?;
    let center = center(world, standing.bc)?;
    let keyword = ask.filter("keyword").unwrap_or_default().to_lowercase();
    let mut list = Vec::new();
    for member in &world.people {
        let Some(role) = member.role(standing.bc) else {
            continue;
        };
        let fits = ask
            .filter("user_role")
            .is_none_or(|wanted| wanted == role.basic.word())
            && ask
                .filter("relation_status")
                .is_none_or(|status| status == "BOUND")
            && (member.name.to_lowercase().contains(&keyword) || member.email.contains(&keyword));
        if !fits {
            continue;
        }
        let mut fields = vec![
            ("user_id", text(member.id)),
            ("user_name", text(member.name)),
            ("user_email", text(member.email)),
            ("user_role", text(role.basic.word())),
            ("relation_status", text("BOUND")),
        ];
        fields.extend(extra_role(&center, role.finance));
        list.push(Json::Object(fields));
    }
    let (list, info) = ask.cut(list, 20)?;

    Ok(Json::Object(vec![
        ("list", Json::List(list)),
        ("page_info", info),
    ]))
}

/// `bc/asset/get/` and, for Admins, `bc/asset/admin/get/` with owner, link and detailed status.
pub fn assets(world: &World, person: &Person, ask: &Ask, all: bool) -> Answer {
    let bc_id = ask.needs("bc_id")?;
    let standing = if all {
        is_admin(world, person, bc_id)?
    } else {
        standing(world, person, bc_id)?
    };
    if ask.needs("asset_type")? != "ADVERTISER" {
        return Ok(Json::Object(vec![
            ("list", Json::List(Vec::new())),
            ("page_info", ask.cut::<Json>(Vec::new(), 50)?.1),
        ]));
    }
    let center = center(world, standing.bc)?;
    let keyword = ask.filter("keyword").unwrap_or_default().to_lowercase();
    let fits = |account: &&Account| {
        account.bc == standing.bc
            && (all || account.link == "BOUND")
            && (account.name.to_lowercase().contains(&keyword) || account.id == keyword)
            && ask
                .filter("relation_type")
                .is_none_or(|relation| relation == account.relation)
            && ask
                .filter("relation_status")
                .is_none_or(|link| link == account.link)
            && ask
                .filter("advertiser_show_status")
                .is_none_or(|shown| account.shown_status() == Some(shown))
    };
    let (accounts, info) = ask.cut(world.accounts.iter().filter(fits).collect(), 50)?;
    let list = accounts
        .into_iter()
        .map(|account| asset(account, &center, all))
        .collect();

    Ok(Json::Object(vec![
        ("list", Json::List(list)),
        ("page_info", info),
    ]))
}

fn asset(account: &Account, center: &Center, all: bool) -> Json {
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
        ("advertiser_role", text("ADMIN")),
        ("owner_bc_name", maybe(owner)),
    ];
    if all {
        fields.extend([
            ("advertiser_status", text(account.status.clone())),
            ("relation_type", text(account.relation)),
            ("relation_status", text(account.link)),
        ]);
    }

    Json::Object(fields)
}

/// `advertiser/info/`: up to 100 accounts the person can reach.
pub fn advertiser_info(world: &mut World, person: &Person, ask: &Ask, now: Timestamp) -> Answer {
    ask.needs("advertiser_ids")?;
    let ids = ask.list("advertiser_ids")?.unwrap_or_default();
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
        list.extend(info(world, place));
    }

    Ok(Json::Object(vec![("list", Json::List(list))]))
}

fn info(world: &World, place: usize) -> Option<Json> {
    let account = world.accounts.get(place)?;
    let center = world.centers.get(account.bc)?;
    let purse = world.purses.get(place)?;
    let owner = (account.relation == "OWNER_BC").then_some(center.id);

    Some(Json::Object(vec![
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
        ("balance", amount((purse.cash + purse.grant()).max(0))),
        ("owner_bc_id", maybe(owner)),
        ("advertiser_account_type", text(account.buying)),
        ("create_time", whole(1_737_105_164)),
        ("language", text("en")),
    ]))
}

//! Who there is: the signed-in person, the Business Centers with that person's role, and the members (API facts 1.5, 4.1, 4.11).

use super::ask::Ask;
use super::{Answer, center, is_admin};
use crate::chance::draw;
use crate::json::{Json, text, whole};
use crate::world::{Center, Finance, Person, Role, World};

/// `user/info/`
pub fn user_info(world: &World, person: &Person) -> Answer {
    let masked: String = person
        .email
        .chars()
        .take(1)
        .chain("***@***.example".chars())
        .collect();
    let id = if world.options.settings.core_user_id_is_user_id {
        person.id.to_owned()
    } else {
        let number = person.id.parse().unwrap_or(0);
        (6_900_000_000_000_000_000 + draw(world.options.seed, &[92, number]) % 1_000_000_000_000)
            .to_string()
    };

    Ok(Json::Object(vec![
        ("core_user_id", text(id)),
        ("display_name", text(person.name)),
        ("email", text(masked)),
        ("avatar_url", text("")),
        ("create_time", whole(1_706_745_600)),
    ]))
}

/// `bc/get/`: the signed-in person's Business Centers, with the role in each.
pub fn centers(world: &World, person: &Person, ask: &Ask) -> Answer {
    ask.choice("scene", &["SINGLE_ACCOUNT", "TIERED_ACCOUNT"])?;
    let wanted = ask.get("bc_id");
    let mut list = Vec::new();
    for role in &person.roles {
        let center = center(world, role.bc)?;
        if wanted.is_none_or(|id| id == center.id) {
            list.push(membership(&center, *role));
        }
    }
    let (list, info) = ask.cut(list, 50)?;

    Ok(Json::Object(vec![
        ("list", Json::List(list)),
        ("page_info", info),
    ]))
}

fn membership(center: &Center, role: Role) -> Json {
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
    let keyword = ask.lower_filter("keyword");
    let basic = ask.filter_choice("user_role", &["ADMIN", "STANDARD"])?;
    let links = ["BOUND", "PENDING", "REJECTED", "UNBOUND"];
    let is_bound = ask
        .filter_choice("relation_status", &links)?
        .is_none_or(|status| status == "BOUND");
    let mut list = Vec::new();
    for member in world.people.iter().filter(|_| is_bound) {
        let Some(role) = member.role(standing.bc) else {
            continue;
        };
        let fits = basic.is_none_or(|basic| basic == role.basic.word())
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

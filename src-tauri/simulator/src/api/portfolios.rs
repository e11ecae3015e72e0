//! Payment Portfolios (API facts 4.14).

use super::ask::Ask;
use super::{Answer, center, refuse, sees_finance};
use crate::json::{Json, text, whole};
use crate::world::{Person, World};
use jiff::Timestamp;

/// `payment_portfolio/get/`
pub fn get(world: &mut World, person: &Person, ask: &Ask, now: Timestamp) -> Answer {
    let standing = sees_finance(world, person, ask.needs("bc_id")?)?;
    let center = center(world, standing.bc)?;
    let settings = world.options.settings.clone();
    if center.portfolio.is_none() && settings.refuses_portfolios_elsewhere {
        return refuse(40_118, "The feature is not available to this client.");
    }
    let ids = ask.filter_list("payment_portfolio_ids")?;
    let kind = ask.filter_choice("payment_portfolio_type", &["SHARED", "NON_SHARED"])?;
    let (cash, line) = world.pool(standing.bc, now.as_microsecond());
    let linked = world.places_of(standing.bc).len();
    let users = world
        .people
        .iter()
        .filter(|person| {
            let role = person.role(standing.bc);
            role.is_some_and(|role| role.finance.is_some())
        })
        .count();
    let amount = |hundredths| world.amount(center.currency, hundredths);
    let fits = center.portfolio.iter().filter(|portfolio| {
        ids.as_ref()
            .is_none_or(|ids| ids.iter().any(|id| id == portfolio.id))
            && kind.is_none_or(|kind| kind == portfolio.kind)
    });
    let list = fits.map(|portfolio| {
        Json::Object(vec![
            ("payment_portfolio_id", text(portfolio.id)),
            ("payment_portfolio_name", text(portfolio.name)),
            ("payment_portfolio_type", text(portfolio.kind)),
            ("linked_advertiser_account_count", whole(linked)),
            ("user_count", whole(users)),
            (
                "cash_balance_list",
                Json::List(vec![Json::Object(vec![
                    ("currency", text(center.currency)),
                    ("amount", amount(cash)),
                ])]),
            ),
            (
                "credit_line_allocation",
                Json::Object(vec![
                    ("allocated_amount", amount(portfolio.line)),
                    ("used_amount", amount(portfolio.line - line)),
                    ("available_amount", amount(line)),
                    ("min_allocation_percentage", whole(0)),
                ]),
            ),
        ])
    });
    let (list, info) = ask.cut(list.collect(), 50)?;

    Ok(Json::Object(vec![
        (settings.portfolio_list_key.word(), Json::List(list)),
        ("page_info", info),
    ]))
}

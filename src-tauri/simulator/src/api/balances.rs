//! Balances of Business Centers, accounts and Payment Portfolios (API facts 4.2, 4.3, 4.14).

use super::ask::Ask;
use super::{Answer, center, refuse, sees_finance};
use crate::json::{Json, amount, maybe, plain, text, whole};
use crate::ledger::HOUR;
use crate::world::{Account, Person, World};
use jiff::Timestamp;

/// Fields that are told only when asked for, and only for one account at a time together with the others.
const EXTRAS: [&str; 6] = [
    "budget_remaining",
    "budget_frequency_restriction",
    "budget_amount_restriction",
    "min_transferable_amount",
    "max_transferable_amount",
    "balance_info",
];

/// `bc/balance/get/`
pub fn of_center(world: &mut World, person: &Person, ask: &Ask, now: Timestamp) -> Answer {
    let standing = sees_finance(world, person, ask.needs("bc_id")?)?;
    let center = center(world, standing.bc)?;
    let at = now.as_microsecond();
    let grant = world.voucher(standing.bc, at);
    let valid_grant = world.valid_voucher(standing.bc, at);
    let mut fields = vec![
        ("bc_id", text(center.id)),
        ("currency", text(center.currency)),
    ];
    if let Some(portfolio) = &center.portfolio {
        // In a shared pool the credit line shows up in the total only (API facts 4.2).
        let (cash, line) = world.pool(standing.bc, at);
        fields.extend([
            ("account_balance", amount(cash + line + grant)),
            ("valid_account_balance", amount(cash + line + valid_grant)),
            ("frozen_balance", amount(grant - valid_grant)),
            ("tax", amount(0)),
            ("cash_balance", amount(cash)),
            ("valid_cash_balance", amount(cash)),
            ("grant_balance", amount(grant)),
            ("valid_grant_balance", amount(valid_grant)),
            ("payment_portfolio_type", text(portfolio.kind)),
        ]);
        return Ok(Json::Object(fields));
    }
    let cash = world.cash.get(standing.bc).copied().unwrap_or(0);
    let valid_cash = cash - center.frozen_cash - center.tax;
    fields.extend([
        ("account_balance", amount(cash + grant)),
        ("valid_account_balance", amount(valid_cash + valid_grant)),
        (
            "frozen_balance",
            amount(center.frozen_cash + grant - valid_grant),
        ),
        ("tax", amount(center.tax)),
        ("cash_balance", amount(cash)),
        ("valid_cash_balance", amount(valid_cash)),
        ("grant_balance", amount(grant)),
        ("valid_grant_balance", amount(valid_grant)),
    ]);

    Ok(Json::Object(fields))
}

/// `advertiser/balance/get/`: the accounts linked to the Business Center.
pub fn of_accounts(world: &mut World, person: &Person, ask: &Ask, now: Timestamp) -> Answer {
    let standing = sees_finance(world, person, ask.needs("bc_id")?)?;
    let statuses = ask.filter_list("advertiser_status")?;
    let keyword = ask.filter("keyword").unwrap_or_default().to_lowercase();
    let asked = ask.list("fields")?.unwrap_or_default();
    let extras = asked.iter().any(|field| EXTRAS.contains(&field.as_str()));
    let fits = |account: &Account| {
        account.bc == standing.bc
            && account.link == "BOUND"
            && (account.name.to_lowercase().contains(&keyword) || account.id == keyword)
            && statuses.as_ref().is_none_or(|wanted| {
                account
                    .shown_status()
                    .is_some_and(|shown| wanted.iter().any(|one| one == shown))
            })
    };
    let places = world
        .accounts
        .iter()
        .enumerate()
        .filter(|(_, account)| fits(account))
        .map(|(place, _)| place)
        .collect();
    let (places, info) = ask.cut::<usize>(places, 50)?;
    let (_, size) = ask.page(50)?;
    let mut list = Vec::new();
    for place in places {
        world.advance(place, now.as_microsecond());
        let ordinary = asked.is_empty() || (extras && size == 1);
        list.extend(one(
            world,
            place,
            now,
            ordinary,
            if size == 1 { &asked } else { &[] },
        ));
    }

    Ok(Json::Object(vec![
        ("advertiser_account_list", Json::List(list)),
        ("page_info", info),
    ]))
}

fn one(
    world: &mut World,
    place: usize,
    now: Timestamp,
    ordinary: bool,
    extras: &[String],
) -> Option<Json> {
    let account = world.accounts.get(place)?.clone();
    let at = now.as_microsecond();
    let (pool_cash, pool_line) = world.pool(account.bc, at);
    let center = world.centers.get(account.bc)?.clone();
    let purse = world.purses.get(place)?;
    let grant = purse.grant();
    let [frozen, tax] = account.held;
    let pooled = center.portfolio.is_some();
    let own_cash = if pooled { 0 } else { purse.cash };
    // With a Payment Portfolio these are the portfolio's figures, the same on every account (R54).
    let (cash, valid_cash, total) = if pooled {
        (pool_cash, pool_cash, pool_cash + pool_line)
    } else {
        (own_cash, own_cash - frozen - tax, own_cash + grant)
    };
    let valid_total = if pooled { total } else { total - frozen - tax };
    let today = at.div_euclid(24 * HOUR);
    let spent: i64 = purse.spent(today - 7, today - 1).iter().sum();
    let last_spend = purse.last_spend;
    let mut fields = vec![
        ("advertiser_id", text(account.id.clone())),
        ("advertiser_name", text(account.name.clone())),
    ];
    if ordinary {
        fields.extend([
            ("advertiser_status", maybe(account.shown_status())),
            ("advertiser_type", text(account.buying)),
            ("timezone", text(account.zone)),
            ("currency", text(account.currency)),
            ("account_open_days", whole(412)),
            ("balance_reminder", Json::Bool(7 * total <= 3 * spent)),
            ("company", text(center.company)),
            ("contact_name", text("")),
            ("contact_email", text("")),
            ("create_time", text("2025-01-17 09:12:44")),
            ("account_balance", amount(total)),
            ("valid_account_balance", amount(valid_total)),
            ("frozen_balance", amount(if pooled { 0 } else { frozen })),
            ("tax", amount(if pooled { 0 } else { tax })),
            ("cash_balance", amount(cash)),
            ("valid_cash_balance", amount(valid_cash)),
            ("grant_balance", amount(grant)),
            ("valid_grant_balance", amount(grant)),
            ("first_recharge_amount", amount(0)),
            ("first_recharge_time", Json::Null),
            ("latest_recharge_time", Json::Null),
            ("recharge_amount", amount(0)),
            ("recharge_count", whole(0)),
            ("budget_mode", text("UNLIMITED")),
            ("budget", amount(0)),
            ("budget_cost", amount(0)),
        ]);
        if let Some(portfolio) = &center.portfolio {
            fields.extend([
                // A number above 2^53, as documented.
                ("payment_portfolio_id", whole(portfolio.id)),
                ("payment_portfolio_name", text(portfolio.name)),
                ("payment_portfolio_type", text(portfolio.kind)),
            ]);
        }
    }
    let movable = movable(&account, own_cash, last_spend, at);
    fields.extend(extras.iter().filter_map(|name| {
        extra(
            name,
            &account,
            (own_cash, grant, if pooled { pool_line } else { 0 }),
            movable,
        )
    }));

    Some(Json::Object(fields))
}

/// Cash that could leave: none within three hours of spending (R74), never frozen cash or tax (R51).
pub fn movable(account: &Account, cash: i64, last_spend: Option<i64>, at: i64) -> i64 {
    let spends = last_spend.is_some_and(|hour| (hour + 1) * HOUR > at - 3 * HOUR);
    if spends {
        0
    } else {
        (cash - account.held.iter().sum::<i64>()).max(0)
    }
}

fn extra(
    name: &str,
    account: &Account,
    (cash, grant, line): (i64, i64, i64),
    movable: i64,
) -> Option<(&'static str, Json)> {
    let [frozen, tax] = account.held;
    let value = match name {
        "budget_remaining" => ("budget_remaining", amount(0)),
        "budget_frequency_restriction" => (
            "budget_frequency_restriction",
            Json::Object(vec![
                ("total_count", whole(10)),
                ("used_count", whole(0)),
                ("remaining_count", whole(10)),
            ]),
        ),
        "budget_amount_restriction" => (
            "budget_amount_restriction",
            Json::Object(vec![("minimum_amount", text(plain(0)))]),
        ),
        "min_transferable_amount" => (
            "min_transferable_amount",
            Json::Object(vec![
                ("cash_amount", text(plain(1_000))),
                ("grant_amount", text(plain(account.least_grant))),
                ("credit_amount", text(plain(1_000))),
            ]),
        ),
        // Ad credit never comes back, whatever the schema could say (R52).
        "max_transferable_amount" => (
            "max_transferable_amount",
            Json::Object(vec![
                ("cash_amount", amount(movable)),
                ("grant_amount", amount(0)),
            ]),
        ),
        "balance_info" => (
            "balance_info",
            Json::Object(vec![
                ("account_balance", amount(cash + grant)),
                ("valid_account_balance", amount(cash + grant - frozen - tax)),
                ("frozen_balance", amount(frozen)),
                ("tax", amount(tax)),
                ("cash_balance", amount(cash)),
                ("frozen_cash_balance", amount(frozen)),
                ("cash_tax", amount(tax)),
                ("valid_cash_balance", amount(cash - frozen - tax)),
                ("grant_balance", amount(grant)),
                ("valid_grant_balance", amount(grant)),
                ("frozen_grant_balance", amount(0)),
                ("credit_balance", amount(line)),
                ("valid_credit_balance", amount(line)),
                ("frozen_credit_balance", amount(0)),
            ]),
        ),
        _ => return None,
    };

    Some(value)
}

/// `payment_portfolio/get/`
pub fn portfolios(world: &mut World, person: &Person, ask: &Ask, now: Timestamp) -> Answer {
    let standing = sees_finance(world, person, ask.needs("bc_id")?)?;
    let center = center(world, standing.bc)?;
    let (cash, line) = world.pool(standing.bc, now.as_microsecond());
    let linked = world
        .accounts
        .iter()
        .filter(|account| account.bc == standing.bc)
        .count();
    let list = center.portfolio.iter().map(|portfolio| {
        Json::Object(vec![
            ("payment_portfolio_id", text(portfolio.id)),
            ("payment_portfolio_name", text(portfolio.name)),
            ("payment_portfolio_type", text(portfolio.kind)),
            ("linked_advertiser_account_count", whole(linked)),
            ("user_count", whole(2)),
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
        ("payment_portfolio_list", Json::List(list)),
        ("page_info", info),
    ]))
}

/// The account asked for, of this Business Center.
pub fn account_of(world: &World, bc: usize, id: &str) -> Result<usize, super::Refusal> {
    let place = world.account_place(id).filter(|place| {
        world
            .accounts
            .get(*place)
            .is_some_and(|account| account.bc == bc)
    });

    place.map_or_else(
        || refuse(40_001, format!("No permission to operate advertiser {id}.")),
        Ok,
    )
}

//! Balances of Business Centers and their accounts (API facts 4.2, 4.3).

use super::ask::Ask;
use super::{Answer, Refusal, center, refuse, sees_finance};
use crate::json::{Json, maybe, plain, text, whole};
use crate::ledger::HOUR;
use crate::world::{Account, CREATED, Center, Person, World};
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
    names_own_portfolio(&center, ask.get("payment_portfolio_id"))?;
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
        let amount = |hundredths| world.amount(center.currency, hundredths);
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
    let amount = |hundredths| world.amount(center.currency, hundredths);
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

/// Only the own portfolio can be named; where another is, TikTok was seen to answer in these words.
fn names_own_portfolio(center: &Center, named: Option<&str>) -> Result<(), Refusal> {
    let own = center.portfolio.as_ref().map(|portfolio| portfolio.id);
    if named.is_none() || named == own {
        Ok(())
    } else {
        refuse(40_002, "Can not find the paInfo, please specify paId.")
    }
}

/// `advertiser/balance/get/`: the accounts that the Business Center administers.
pub fn of_accounts(world: &mut World, person: &Person, ask: &Ask, now: Timestamp) -> Answer {
    let standing = sees_finance(world, person, ask.needs("bc_id")?)?;
    let center = center(world, standing.bc)?;
    names_own_portfolio(&center, ask.filter("payment_portfolio_id"))?;
    let statuses = ask.filter_choices("advertiser_status", &super::assets::SHOWN)?;
    let keyword = ask.lower_filter("keyword");
    let asked = ask.list("fields")?.unwrap_or_default();
    if asked.iter().any(|field| !EXTRAS.contains(&field.as_str())) {
        return refuse(40_002, "fields: Not a valid choice.");
    }
    let fits = |account: &Account| {
        account.is_administered()
            && account.is_called(&keyword)
            && statuses.as_ref().is_none_or(|wanted| {
                account
                    .shown_status()
                    .is_some_and(|shown| wanted.iter().any(|one| one == shown))
            })
    };
    let mut places = world.places_of(standing.bc);
    places.retain(|place| world.accounts.get(*place).is_some_and(fits));
    let told = Told {
        ordinary: asked.is_empty() || (EXTRAS.len() == asked.len() && ask.page(50)?.1 == 1),
        alone: places.len() == 1,
        minimum: ask.page(50)?.1 == 1,
        extras: asked,
    };
    let (places, info) = ask.cut(places, 50)?;
    let mut list = Vec::new();
    for place in places {
        world.advance(place, now.as_microsecond());
        list.extend(one(world, place, now, &told));
    }

    Ok(Json::Object(vec![
        ("advertiser_account_list", Json::List(list)),
        ("page_info", info),
    ]))
}

/// Which fields are told, which depends on how the question was asked.
struct Told {
    /// The usual ones: without extras, or with all of them one account at a time.
    ordinary: bool,
    /// `transferable_amount`, only where one account is found in all.
    alone: bool,
    /// `min_transferable_amount`, only one account at a time.
    minimum: bool,
    extras: Vec<String>,
}

/// What is in one account, and what its outer figures say of a portfolio instead (R54).
struct Figures {
    cash: i64,
    grant: i64,
    /// Credit line that its own `balance_info` shows.
    line: i64,
    frozen: i64,
    tax: i64,
    movable: i64,
    /// Cash and credit line of the pool that pays.
    pool: Option<(i64, i64)>,
}

fn figures(world: &mut World, place: usize, at: i64) -> Option<(Account, Center, Figures)> {
    let account = world.accounts.get(place)?.clone();
    let center = world.centers.get(account.bc)?.clone();
    let pool = center
        .portfolio
        .is_some()
        .then(|| world.pool(account.bc, at));
    let purse = world.purses.get(place)?;
    let cash = if pool.is_some() { 0 } else { purse.cash };
    let [frozen, tax] = account.held;
    let figures = Figures {
        cash,
        grant: purse.grant(),
        line: pool.map_or(0, |(_, line)| line),
        frozen,
        tax,
        movable: movable(&account, cash, purse.last_spend, at),
        pool,
    };

    Some((account, center, figures))
}

fn one(world: &mut World, place: usize, now: Timestamp, told: &Told) -> Option<Json> {
    let at = now.as_microsecond();
    let (account, center, figures) = figures(world, place, at)?;
    let mut fields = vec![
        ("advertiser_id", text(account.id.clone())),
        ("advertiser_name", text(account.name.clone())),
    ];
    if told.ordinary {
        let today = at.div_euclid(24 * HOUR);
        let purse = world.purses.get(place)?;
        let week = purse.spent(today - 7, today - 1).iter().sum();
        fields.extend(about(&account, &center, now));
        fields.extend(outer(world, &account, &figures, week));
        if told.alone {
            let movable = figures.pool.map_or(figures.movable, |(cash, _)| cash);
            let movable = world.amount(account.currency, movable);
            fields.push(("transferable_amount", movable));
        }
        if let Some(portfolio) = &center.portfolio {
            fields.extend([
                // A number above 2^53, as documented.
                ("payment_portfolio_id", whole(portfolio.id)),
                ("payment_portfolio_name", text(portfolio.name)),
                ("payment_portfolio_type", text(portfolio.kind)),
            ]);
        }
    }
    let extras = told.extras.iter().filter(|name| {
        let is_minimum = name.as_str() == "min_transferable_amount";
        told.minimum || !is_minimum
    });
    fields.extend(extras.filter_map(|name| extra(world, name, &account, &figures, now)));

    Some(Json::Object(fields))
}

fn about(account: &Account, center: &Center, now: Timestamp) -> [(&'static str, Json); 9] {
    let open = now.duration_since(CREATED).as_hours() / 24;

    [
        ("advertiser_status", maybe(account.shown_status())),
        ("advertiser_type", text(account.buying)),
        ("timezone", text(account.zone)),
        ("currency", text(account.currency)),
        ("account_open_days", whole(open)),
        ("company", text(center.company)),
        ("contact_name", text("")),
        ("contact_email", text("")),
        (
            "create_time",
            text(CREATED.strftime("%Y-%m-%d %H:%M:%S").to_string()),
        ),
    ]
}

/// With a Payment Portfolio all of these but the ad credit are the portfolio's, the same on every account (R54).
fn outer(
    world: &World,
    account: &Account,
    figures: &Figures,
    week: i64,
) -> Vec<(&'static str, Json)> {
    let Figures { grant, pool, .. } = *figures;
    let (frozen, tax) = match pool {
        Some(_) => (0, 0),
        None => (figures.frozen, figures.tax),
    };
    let (cash, total) = match pool {
        Some((cash, line)) => (cash, cash + line),
        None => (figures.cash, figures.cash + grant),
    };
    let amount = |hundredths| world.amount(account.currency, hundredths);

    vec![
        ("balance_reminder", Json::Bool(7 * total <= 3 * week)),
        ("account_balance", amount(total)),
        ("valid_account_balance", amount(total - frozen - tax)),
        ("frozen_balance", amount(frozen)),
        ("tax", amount(tax)),
        ("cash_balance", amount(cash)),
        ("valid_cash_balance", amount(cash - frozen - tax)),
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
    ]
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
    world: &World,
    name: &str,
    account: &Account,
    figures: &Figures,
    now: Timestamp,
) -> Option<(&'static str, Json)> {
    let amount = |hundredths| world.amount(account.currency, hundredths);
    let value = match name {
        "budget_remaining" => ("budget_remaining", amount(0)),
        "budget_frequency_restriction" => {
            let day = now.strftime("%Y-%m-%d");
            (
                "budget_frequency_restriction",
                Json::Object(vec![
                    ("total_count", whole(10)),
                    ("used_count", whole(0)),
                    ("remaining_count", whole(10)),
                    ("effective_start_time", text(format!("{day} 00:00:01"))),
                    ("effective_end_time", text(format!("{day} 23:59:59"))),
                ]),
            )
        }
        "budget_amount_restriction" => (
            "budget_amount_restriction",
            Json::Object(vec![("minimum_amount", text(plain(0)))]),
        ),
        // Texts, where everything around them is a number.
        "min_transferable_amount" => (
            "min_transferable_amount",
            Json::Object(vec![
                (
                    "cash_amount",
                    text(plain(world.options.settings.least_cash)),
                ),
                ("grant_amount", text(plain(account.least_grant))),
                (
                    "credit_amount",
                    text(plain(world.options.settings.least_cash)),
                ),
            ]),
        ),
        // Ad credit never comes back, whatever the schema could say (R52).
        "max_transferable_amount" => (
            "max_transferable_amount",
            Json::Object(vec![
                ("cash_amount", amount(figures.movable)),
                ("grant_amount", amount(0)),
            ]),
        ),
        "balance_info" => ("balance_info", own(figures, amount)),
        _ => return None,
    };

    Some(value)
}

/// The account's own figures, in a portfolio too.
fn own(figures: &Figures, amount: impl Fn(i64) -> Json) -> Json {
    let Figures {
        cash,
        grant,
        line,
        frozen,
        tax,
        ..
    } = *figures;

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
    ])
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

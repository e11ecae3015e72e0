//! The two older lists of records, without ids: of the Business Center, and of its accounts (API facts 4.6, 4.7).

use super::ask::Ask;
use super::period::Period;
use super::records::{over, visible};
use super::{Answer, Refusal, center, refuse, sees_finance};
use crate::event::Kind;
use crate::json::{Json, maybe, text, whole};
use crate::ledger::HOUR;
use crate::record::Level;
use crate::world::{Person, World};
use jiff::Timestamp;
use jiff::tz::TimeZone;

const FUNDS: [&str; 2] = ["FUNDS_TYPE_CASH", "FUNDS_TYPE_GRANT"];
const TRANSFER: &str = "TRANS_TYPE_TRANSFER";
const TAX: &str = "TRANS_TYPE_TAX";
const COST: &str = "TRANS_TYPE_COST";
const PAYMENT: &str = "TRANS_TYPE_PAYMENT";

/// `bc/transaction/get/`
pub fn of_center(world: &mut World, person: &Person, ask: &Ask, now: Timestamp) -> Answer {
    let standing = sees_finance(world, person, ask.needs("bc_id")?)?;
    let center = center(world, standing.bc)?;
    let funds = ask.filter_choices("funds_type", &FUNDS)?;
    let period = Period::since(ask.get("start_date"), ask.get("end_date"), now)?;
    let settings = world.options.settings.clone();
    let zone = if settings.older_list_in_utc {
        TimeZone::UTC
    } else {
        TimeZone::get(center.zone).unwrap_or(TimeZone::UTC)
    };
    let over = over(world, standing.bc, Level::Bc, now);
    let mut records = visible(world, &over, standing.bc, Level::Bc, now);
    records.retain(|record| {
        period.holds(record.at, || zone.clone()) && is_of(funds.as_ref(), record.kind)
    });
    let sum = |comes_in: bool| {
        let rows = records.iter().filter(|record| record.comes_in == comes_in);
        rows.map(|record| record.amount).sum::<i64>()
    };
    let amount = |hundredths| world.amount(center.currency, hundredths);
    let summary = Json::Object(vec![
        ("amount_charged", amount(sum(true))),
        ("amount_paid", amount(sum(false))),
        ("currency", text(center.currency)),
    ]);
    let unit = if settings.older_list_in_milliseconds {
        1_000
    } else {
        1_000_000
    };
    let (records, info) = ask.cut(records, 50)?;
    let list = records.iter().map(|record| {
        let goes_out = settings.older_list_is_signed && !record.comes_in;
        Json::Object(vec![
            ("date", whole(record.at / unit)),
            (
                "amount",
                amount(if goes_out {
                    -record.amount
                } else {
                    record.amount
                }),
            ),
            ("timezone", text(center.zone)),
            ("currency", text(center.currency)),
            ("funds_type", text(funds_type(record.kind))),
            ("invoice_id", text("")),
            ("invoice_serial_number", text("")),
        ])
    });

    Ok(Json::Object(vec![
        ("list", Json::List(list.collect())),
        ("transaction_summary", summary),
        ("page_info", info),
    ]))
}

/// One row of the accounts' list.
struct Row {
    place: usize,
    at: i64,
    amount: i64,
    funds: Option<&'static str>,
}

/// `advertiser/transaction/get/`: the second witness, times in UTC.
pub fn of_accounts(world: &mut World, person: &Person, ask: &Ask, now: Timestamp) -> Answer {
    let standing = sees_finance(world, person, ask.needs("bc_id")?)?;
    if center(world, standing.bc)?.kind == "NORMAL" {
        return refuse(40_001, "No permission for this type of Business Center.");
    }
    let wanted = ask.filter_choice("transfer_type", &[TRANSFER, TAX, COST, PAYMENT])?;
    let wanted = wanted.unwrap_or(TRANSFER).to_owned();
    if ask.filter_flag("summary_by_account")? {
        return refuse(40_002, "filtering.summary_by_account: Not simulated.");
    }
    let funds = ask.filter_choices("funds_type", &FUNDS)?;
    let keyword = ask.lower_filter("keyword");
    let period = Period::since(ask.filter("start_date"), ask.filter("end_date"), now)?;
    let mut rows = match wanted.as_str() {
        COST => costs(world, standing.bc, now),
        // No account here pays tax of its own.
        TAX => Vec::new(),
        _ => moves(world, standing.bc, wanted == TRANSFER, now),
    };
    rows.retain(|row| {
        period.holds(row.at, || TimeZone::UTC)
            && (funds.is_none()
                || funds
                    .iter()
                    .flatten()
                    .any(|one| row.funds == Some(one.as_str())))
            && world
                .accounts
                .get(row.place)
                .is_some_and(|account| account.is_administered() && account.is_called(&keyword))
    });
    let (rows, info) = ask.cut(rows, 50)?;
    let list: Result<Vec<Json>, Refusal> = rows
        .into_iter()
        .map(|row| told(world, &row, &wanted))
        .collect();

    Ok(Json::Object(vec![
        ("transaction_list", Json::List(list?)),
        ("page_info", info),
    ]))
}

fn told(world: &World, row: &Row, transfer_type: &str) -> Answer {
    let Some(account) = world.accounts.get(row.place) else {
        return refuse(40_007, "The account does not exist.");
    };
    let at = Timestamp::from_microsecond(row.at).unwrap_or_default();

    Ok(Json::Object(vec![
        ("advertiser_id", text(account.id.clone())),
        ("advertiser_name", text(account.name.clone())),
        ("amount", world.amount(account.currency, row.amount)),
        ("currency", text(account.currency)),
        ("date", text(at.strftime("%Y-%m-%d %H:%M:%S").to_string())),
        // Null for tax and cost.
        ("funds_type", maybe(row.funds)),
        ("transfer_type", text(transfer_type)),
        ("timezone", text(account.zone)),
    ]))
}

fn moves(world: &mut World, bc: usize, transfers: bool, now: Timestamp) -> Vec<Row> {
    let over = over(world, bc, Level::Advertiser, now);
    let records = visible(world, &over, bc, Level::Advertiser, now);
    let rows = records.into_iter().filter_map(|record| {
        (record.is_transfer == transfers).then_some(Row {
            place: record.account?,
            at: record.at,
            amount: record.amount,
            funds: Some(funds_type(record.kind)),
        })
    });

    rows.collect()
}

/// What each account spent on each UTC day, newest first.
fn costs(world: &mut World, bc: usize, now: Timestamp) -> Vec<Row> {
    let mut rows = Vec::new();
    for place in world.places_of(bc) {
        world.advance(place, now.as_microsecond());
        let Some(purse) = world.purses.get(place) else {
            continue;
        };
        for (day, spent) in (purse.first_day..).zip(&purse.days) {
            rows.push(Row {
                place,
                at: day * 24 * HOUR,
                amount: spent.iter().sum(),
                funds: None,
            });
        }
    }
    rows.retain(|row| row.amount > 0);
    rows.sort_by_key(|row| std::cmp::Reverse((row.at, row.place)));

    rows
}

fn is_of(funds: Option<&Vec<String>>, kind: Kind) -> bool {
    funds.is_none_or(|funds| funds.iter().any(|one| one == funds_type(kind)))
}

fn funds_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Cash => "FUNDS_TYPE_CASH",
        Kind::Grant => "FUNDS_TYPE_GRANT",
    }
}

//! What was spent: per account over days in UTC, and per day in the account's zone (API facts 4.8, 4.13).

use super::ask::Ask;
use super::balances::account_of;
use super::records::Period;
use super::{Answer, center, refuse, sees_finance, standing};
use crate::json::{Json, amount, plain, text};
use crate::ledger::HOUR;
use crate::world::{Person, World};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// `bc/account/cost/get/`: totals over a range, cash and ad credit apart.
pub fn costs(world: &mut World, person: &Person, ask: &Ask, now: Timestamp) -> Answer {
    let standing = sees_finance(world, person, ask.needs("bc_id")?)?;
    let center = center(world, standing.bc)?;
    let (from, to) =
        Period::days(ask.filter("start_date"), ask.filter("end_date"), 7, now)?.utc_days();
    let keyword = ask.filter("keyword").unwrap_or_default().to_lowercase();
    let fits = |place: &usize| {
        world.accounts.get(*place).is_some_and(|account| {
            account.bc == standing.bc
                && account.link == "BOUND"
                && (account.name.to_lowercase().contains(&keyword) || account.id == keyword)
        })
    };
    let places: Vec<usize> = (0..world.accounts.len()).filter(fits).collect();
    let mut sums = [0; 3];
    for place in &places {
        world.advance(*place, now.as_microsecond());
        let spent = world
            .purses
            .get(*place)
            .map_or([0; 3], |purse| purse.spent(from, to));
        sums = [sums[0] + spent[0], sums[1] + spent[1], sums[2] + spent[2]];
    }
    let (places, info) = ask.cut(places, 50)?;
    let list = places.into_iter().filter_map(|place| {
        let account = world.accounts.get(place)?;
        let [grant, cash, line] = world.purses.get(place)?.spent(from, to);

        Some(Json::Object(vec![
            ("advertiser_id", text(account.id.clone())),
            ("advertiser_name", text(account.name.clone())),
            ("amount", amount(grant + cash + line)),
            ("cash_amount", amount(cash + line)),
            ("grant_amount", amount(grant)),
            ("tax_amount", amount(0)),
            ("currency", text(account.currency)),
        ]))
    });
    let list = list.collect();
    let summary = Json::Object(vec![
        ("amount", amount(sums.iter().sum())),
        ("cash_amount", amount(sums[1] + sums[2])),
        ("grant_amount", amount(sums[0])),
        ("tax_amount", amount(0)),
        ("currency", text(center.currency)),
    ]);

    Ok(Json::Object(vec![
        ("cost_list", Json::List(list)),
        ("transaction_summary", summary),
        ("page_info", info),
    ]))
}

/// `report/integrated/get/`: daily spend of one account, the two days' lag of its split included.
pub fn daily(world: &mut World, person: &Person, ask: &Ask, now: Timestamp) -> Answer {
    if ask.needs("report_type")? != "BASIC" || ask.needs("data_level")? != "AUCTION_ADVERTISER" {
        return refuse(
            40_002,
            "Only report_type BASIC at data_level AUCTION_ADVERTISER is simulated.",
        );
    }
    let id = ask.needs("advertiser_id")?.to_owned();
    ask.needs("dimensions")?;
    if ask.list("dimensions")?.unwrap_or_default() != ["advertiser_id", "stat_time_day"] {
        return refuse(
            40_002,
            "dimensions: Only advertiser_id with stat_time_day is simulated.",
        );
    }
    let metrics = ask
        .list("metrics")?
        .unwrap_or_else(|| vec!["spend".to_owned()]);
    let bc = world
        .account_place(&id)
        .and_then(|place| world.accounts.get(place))
        .map_or(usize::MAX, |account| account.bc);
    let bc_id = world
        .centers
        .get(bc)
        .map(|center| center.id)
        .unwrap_or_default();
    let standing = standing(world, person, bc_id)?;
    let place = account_of(world, standing.bc, &id)?;
    let read = |name: &str| {
        let text = ask.needs(name)?;
        Date::strptime("%Y-%m-%d", text)
            .map_or_else(|_| refuse(40_002, format!("{name}: Not a valid date.")), Ok)
    };
    let (from, to) = (read("start_date")?, read("end_date")?);
    let span = from.until(to).map_or(-1, |span| span.get_days());
    if !(0..30).contains(&span) {
        return refuse(40_002, "The date range must be within 30 days.");
    }
    let days = by_local_day(world, place, now);
    let today = days.keys().next_back().copied();
    let mut list = Vec::new();
    for (day, spent) in days.iter().filter(|(day, _)| (from..=to).contains(day)) {
        let is_known = today.is_none_or(|today| *day < today);
        list.push(row(
            &id,
            *day,
            *spent,
            is_known,
            &metrics,
            world
                .accounts
                .get(place)
                .map_or("", |account| account.currency),
        ));
    }
    let (list, info) = ask.cut(list, 1_000)?;

    Ok(Json::Object(vec![
        ("list", Json::List(list)),
        ("page_info", info),
    ]))
}

/// Lives the account's hours once more and sums them by the days of its own zone.
fn by_local_day(world: &mut World, place: usize, now: Timestamp) -> BTreeMap<Date, [i64; 3]> {
    let zone = world
        .accounts
        .get(place)
        .and_then(|account| TimeZone::get(account.zone).ok())
        .unwrap_or(TimeZone::UTC);
    world.advance(place, now.as_microsecond());
    let mut days: BTreeMap<Date, [i64; 3]> = BTreeMap::new();
    let (Some(account), Some(purse)) = (world.accounts.get(place), world.purses.get(place)) else {
        return days;
    };
    let number = u64::try_from(place).unwrap_or(0);
    // The split of each UTC day is known; each hour takes its share of it, and a day's rest goes to its last hour.
    for (offset, spent) in purse.days.iter().enumerate() {
        let first = (purse.first_day + i64::try_from(offset).unwrap_or(0)) * 24;
        let mut open = *spent;
        for hour in first..first + 24 {
            let wanted = crate::spend::wanted(world.options.seed, number, account.spending, hour);
            let at = zone
                .to_datetime(Timestamp::from_microsecond(hour * HOUR).unwrap_or_default())
                .date();
            let day = days.entry(at).or_default();
            let mut rest = if hour == first + 23 { i64::MAX } else { wanted };
            for (sum, part) in day.iter_mut().zip(open.iter_mut()) {
                let taken = rest.min(*part);
                *sum += taken;
                *part -= taken;
                rest -= taken;
            }
        }
    }
    days.retain(|_, spent| spent.iter().sum::<i64>() > 0);

    days
}

fn row(
    id: &str,
    day: Date,
    [grant, cash, line]: [i64; 3],
    is_known: bool,
    metrics: &[String],
    currency: &str,
) -> Json {
    let known = |hundredths: i64| {
        text(if is_known {
            plain(hundredths)
        } else {
            "0".to_owned()
        })
    };
    let metric = |name: &String| match name.as_str() {
        "spend" => Some(("spend", text(plain(grant + cash + line)))),
        "cash_spend" => Some(("cash_spend", known(cash + line))),
        "voucher_spend" => Some(("voucher_spend", known(grant))),
        "billed_cost" => Some(("billed_cost", known(cash + line))),
        "currency" => Some(("currency", text(currency))),
        _ => None,
    };

    Json::Object(vec![
        (
            "dimensions",
            Json::Object(vec![
                ("advertiser_id", text(id)),
                ("stat_time_day", text(format!("{day} 00:00:00"))),
            ]),
        ),
        (
            "metrics",
            Json::Object(metrics.iter().filter_map(metric).collect()),
        ),
    ])
}

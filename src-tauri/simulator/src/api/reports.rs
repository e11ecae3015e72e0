//! What was spent: per account over days in UTC, and per day in the account's zone (API facts 4.8, 4.13).

use super::ask::Ask;
use super::balances::account_of;
use super::period::{Period, date};
use super::{Answer, Refusal, center, refuse, sees_finance, standing};
use crate::json::{Json, text};
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
        Period::week(ask.filter("start_date"), ask.filter("end_date"), now)?.utc_days();
    let known = now.as_microsecond().div_euclid(24 * HOUR) - world.options.settings.cost_lag_days;
    let to = to.min(known);
    let keyword = ask.lower_filter("keyword");
    let mut places = world.places_of(standing.bc);
    places.retain(|place| {
        let account = world.accounts.get(*place);
        account.is_some_and(|account| account.is_administered() && account.is_called(&keyword))
    });
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
        let amount = |hundredths| world.amount(account.currency, hundredths);

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
    let amount = |hundredths| world.amount(center.currency, hundredths);
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

/// Metrics that are made up here; all told as text.
const METRICS: [&str; 6] = [
    "spend",
    "cash_spend",
    "voucher_spend",
    "billed_cost",
    "currency",
    "impressions",
];

/// Hours until a finished day is billed.
const BILLING_LAG: i64 = 11;

/// `report/integrated/get/`: spend of one account, by day or in all; other kinds of reports are not made up here.
pub fn daily(world: &mut World, person: &Person, ask: &Ask, now: Timestamp) -> Answer {
    ask.needs("report_type")?;
    if ask.get("report_type") != Some("BASIC") {
        return refuse(40_002, "report_type: Only BASIC is simulated.");
    }
    if ask.needs("data_level")? != "AUCTION_ADVERTISER" {
        return refuse(40_002, "data_level: Only AUCTION_ADVERTISER is simulated.");
    }
    let id = ask.needs("advertiser_id")?.to_owned();
    ask.needs("dimensions")?;
    let dimensions = ask.list("dimensions")?.unwrap_or_default();
    let known = |name: &String| ["advertiser_id", "stat_time_day"].contains(&name.as_str());
    if dimensions.is_empty() || !dimensions.iter().all(known) {
        return refuse(
            40_002,
            "dimensions: Only advertiser_id and stat_time_day are simulated.",
        );
    }
    let metrics = ask
        .list("metrics")?
        .unwrap_or_else(|| vec!["spend".to_owned(), "impressions".to_owned()]);
    if !metrics.iter().all(|name| METRICS.contains(&name.as_str())) {
        return refuse(40_002, "metrics: Not a valid choice.");
    }
    let place = reached(world, person, &id)?;
    let by_day = dimensions.iter().any(|name| name == "stat_time_day");
    let (from, to) = (
        date(ask.needs("start_date")?)?,
        date(ask.needs("end_date")?)?,
    );
    let span = from.until(to).map_or(-1, |span| span.get_days());
    let longest = if by_day { 30 } else { 365 };
    if !(0..longest).contains(&span) {
        return refuse(
            40_002,
            format!("The date range must be within {longest} days."),
        );
    }
    let mut days = by_local_day(world, place, now);
    days.retain(|day, _| (from..=to).contains(day));
    let report = Report {
        world,
        place,
        now,
        dimensions,
        metrics,
    };
    let list = if by_day {
        days.into_iter()
            .map(|(day, spent)| report.row(&id, Some(day), spent))
            .collect()
    } else if days.is_empty() {
        Vec::new()
    } else {
        let sum = days
            .into_values()
            .fold([0; 3], |[a, b, c], [x, y, z]| [a + x, b + y, c + z]);
        vec![report.row(&id, None, sum)]
    };
    let (list, info) = ask.cut(list, 1_000)?;

    Ok(Json::Object(vec![
        ("list", Json::List(list)),
        ("page_info", info),
    ]))
}

/// The account, where the person is a member of its Business Center.
fn reached(world: &World, person: &Person, id: &str) -> Result<usize, Refusal> {
    let account = world
        .account_place(id)
        .and_then(|place| world.accounts.get(place));
    let bc_id = account
        .and_then(|account| world.centers.get(account.bc))
        .map_or("", |center| center.id);
    let standing = standing(world, person, bc_id)?;

    account_of(world, standing.bc, id)
}

/// Lives the account's hours once more and sums them by the days of its own zone.
fn by_local_day(world: &mut World, place: usize, now: Timestamp) -> BTreeMap<Date, [i64; 3]> {
    let zone = zone_of(world, place);
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

/// How the rows of one report are written.
struct Report<'a> {
    world: &'a World,
    place: usize,
    now: Timestamp,
    dimensions: Vec<String>,
    metrics: Vec<String>,
}

impl Report<'_> {
    fn row(&self, id: &str, day: Option<Date>, spent: [i64; 3]) -> Json {
        let dimensions = self
            .dimensions
            .iter()
            .filter_map(|name| match (name.as_str(), day) {
                ("advertiser_id", _) => Some(("advertiser_id", text(id))),
                ("stat_time_day", Some(day)) => {
                    Some(("stat_time_day", text(format!("{day} 00:00:00"))))
                }
                _ => None,
            });
        let metrics = self
            .metrics
            .iter()
            .filter_map(|name| self.metric(name, day, spent));

        Json::Object(vec![
            ("dimensions", Json::Object(dimensions.collect())),
            ("metrics", Json::Object(metrics.collect())),
        ])
    }

    fn metric(
        &self,
        name: &str,
        day: Option<Date>,
        [grant, cash, line]: [i64; 3],
    ) -> Option<(&'static str, Json)> {
        let account = self.world.accounts.get(self.place)?;
        let lag = self.world.options.settings.split_lag_hours;
        let written = |hundredths| self.world.written(account.currency, hundredths);
        let total = grant + cash + line;
        // Cash and ad credit are told apart by day only, and late; what is not known yet is a zero.
        let split = |hundredths| match day {
            None => "-".to_owned(),
            Some(day) if self.is_over(day, lag) => written(hundredths),
            Some(_) => "0".to_owned(),
        };

        Some(match name {
            "spend" => ("spend", text(written(total))),
            "cash_spend" => ("cash_spend", text(split(cash + line))),
            "voucher_spend" => ("voucher_spend", text(split(grant))),
            "billed_cost" => {
                let is_billed = day.is_none_or(|day| self.is_over(day, BILLING_LAG));
                let billed = if is_billed {
                    written(cash + line)
                } else {
                    "0".to_owned()
                };
                ("billed_cost", text(billed))
            }
            "currency" => ("currency", text(account.currency)),
            // Fourteen units of money for a thousand.
            "impressions" => ("impressions", text((total * 10 / 14).to_string())),
            _ => return None,
        })
    }

    /// Whether a day of the account's zone ended at least so many hours ago.
    fn is_over(&self, day: Date, hours: i64) -> bool {
        let zone = zone_of(self.world, self.place);
        let midnight = day.tomorrow().unwrap_or(day).at(0, 0, 0, 0);
        let ended = zone
            .to_timestamp(midnight)
            .map_or(i64::MAX, |at| at.as_microsecond());

        self.now.as_microsecond() - ended >= hours * HOUR
    }
}

fn zone_of(world: &World, place: usize) -> TimeZone {
    world
        .accounts
        .get(place)
        .and_then(|account| TimeZone::get(account.zone).ok())
        .unwrap_or(TimeZone::UTC)
}

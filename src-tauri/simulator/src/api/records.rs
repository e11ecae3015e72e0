//! Transaction records: the ledger of both levels, and the two older lists (API facts 4.5 to 4.7).

use super::ask::Ask;
use super::{Answer, Refusal, center, refuse, sees_finance};
use crate::chance::draw;
use crate::event::Kind;
use crate::json::{Json, amount, maybe, text, whole};
use crate::record::{Level, Record, transaction_id};
use crate::world::{Person, World};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

const DAY: i64 = 24 * crate::ledger::HOUR;

/// Expiry records are numbered from here.
const ENDS: usize = 950_000_000;

/// `bc/account/transaction/get/`
pub fn of_accounts(world: &mut World, person: &Person, ask: &Ask, now: Timestamp) -> Answer {
    let standing = sees_finance(world, person, ask.needs("bc_id")?)?;
    let center = center(world, standing.bc)?;
    let level = match ask.get("transaction_level").unwrap_or("ADVERTISER") {
        "ADVERTISER" => Level::Advertiser,
        "BC" => Level::Bc,
        "PAYMENT_PORTFOLIO" => return empty(ask),
        _ => return refuse(40_002, "transaction_level: Not a valid choice."),
    };
    let ids = ask.filter_list("account_ids")?;
    if ids.as_ref().is_some_and(|ids| ids.len() > 100) {
        return refuse(40_002, "filtering.account_ids: At most 100.");
    }
    if ask.filter("owner_of_account") == Some("SHARED_BY_OTHER_BUSINESS_CENTER") {
        return empty(ask);
    }
    let types = ask.filter_list("transaction_types")?;
    let billing = ask.filter_list("billing_types")?;
    let name = ask
        .filter("account_name")
        .unwrap_or_default()
        .to_lowercase();
    let period = Period::local(ask.filter("start_time"), ask.filter("end_time"), now)?;
    let mut records = visible(world, standing.bc, level, now);
    records.retain(|record| {
        let account = record.account.and_then(|place| world.accounts.get(place));
        period.holds(record.at, zone_of(world, record, level))
            && types
                .as_ref()
                .is_none_or(|types| types.iter().any(|one| one == record.transaction_type))
            && billing
                .as_ref()
                .is_none_or(|types| types.iter().any(|one| one == billing_type(record.kind)))
            && (level == Level::Bc
                || (account.is_some_and(|account| account.name.to_lowercase().contains(&name))
                    && ids.as_ref().is_none_or(|ids| {
                        account.is_some_and(|account| ids.iter().any(|id| *id == account.id))
                    })))
    });
    let (records, info) = ask.cut(records, 50)?;
    let list = records
        .iter()
        .map(|record| {
            line(
                world,
                center.id,
                center.name,
                center.currency,
                record,
                level,
            )
        })
        .collect();

    Ok(Json::Object(vec![
        ("transaction_list", Json::List(list)),
        ("page_info", info),
    ]))
}

fn line(
    world: &World,
    bc_id: &str,
    bc_name: &str,
    bc_currency: &str,
    record: &Record,
    level: Level,
) -> Json {
    let account = record
        .account
        .filter(|_| level == Level::Advertiser)
        .and_then(|place| world.accounts.get(place));
    let zone = zone_of(world, record, level);
    let moment = Timestamp::from_microsecond(record.at).unwrap_or_default();
    let at = zone.to_datetime(moment);
    let signed = if world.options.settings.signed_amounts && !record.comes_in {
        -record.amount
    } else {
        record.amount
    };
    let seconds = zone.to_offset(moment).seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;

    Json::Object(vec![
        ("transaction_id", text(record.id.clone())),
        ("payment_portfolio_id", Json::Null),
        ("payment_portfolio_name", Json::Null),
        (
            "account_id",
            maybe(account.map(|account| account.id.as_ref())),
        ),
        (
            "account_name",
            maybe(account.map(|account| account.name.as_ref())),
        ),
        ("bc_id", text(bc_id)),
        ("bc_name", text(bc_name)),
        ("amount", amount(signed)),
        ("subtotal", amount(signed)),
        ("tax_amount", amount(0)),
        (
            "currency",
            text(account.map_or(bc_currency, |account| account.currency)),
        ),
        (
            "amount_type",
            text(if record.comes_in {
                "POSITIVE"
            } else {
                "NEGATIVE"
            }),
        ),
        ("transaction_type", text(record.transaction_type)),
        ("billing_type", text(billing_type(record.kind))),
        (
            "timezone",
            text(format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)),
        ),
        (
            "create_time",
            text(at.strftime("%Y-%m-%d %H:%M:%S").to_string()),
        ),
        ("invoice_id", Json::Null),
        ("serial_number", Json::Null),
    ])
}

/// The word trap: `CREDIT` means ad credit here (R127).
fn billing_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Cash => "CASH",
        Kind::Grant => "CREDIT",
    }
}

fn zone_of(world: &World, record: &Record, level: Level) -> TimeZone {
    let of_account = record
        .account
        .filter(|_| level == Level::Advertiser)
        .and_then(|place| world.accounts.get(place));
    let name = of_account.map_or_else(
        || {
            world
                .centers
                .get(record.bc)
                .map_or("UTC", |center| center.zone)
        },
        |account| account.zone,
    );

    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// Records that can be read by now, in the order of the settings.
fn visible(world: &mut World, bc: usize, level: Level, now: Timestamp) -> Vec<Record> {
    let at = now.as_microsecond();
    let mut records: Vec<Record> = world
        .records
        .iter()
        .filter(|record| record.bc == bc && record.level == level && record.visible <= at)
        .cloned()
        .collect();
    records.extend(ended(world, bc, level, at));
    records.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
    if world.options.settings.newest_first {
        records.reverse();
    }
    if world.shuffles_records {
        let seed = world.options.seed;
        records.sort_by_key(|record| draw(seed, &[60, record.id.parse().unwrap_or(0)]));
    }

    records
}

/// What ended leaves a record too (R95).
fn ended(world: &mut World, bc: usize, level: Level, now: i64) -> Vec<Record> {
    let record = |number: usize, account, amount, at| Record {
        id: transaction_id(ENDS + number),
        level,
        bc,
        account,
        amount,
        comes_in: false,
        kind: Kind::Grant,
        transaction_type: "PROMOTION_EXPIRED",
        at,
        visible: at,
    };
    if level == Level::Bc {
        let over = world
            .lots
            .iter()
            .enumerate()
            .filter(|(_, lot)| lot.bc == bc && lot.left > 0);
        return over
            .filter_map(|(place, lot)| {
                lot.ends
                    .filter(|ends| *ends <= now)
                    .map(|ends| record(place, None, lot.left, ends))
            })
            .collect();
    }
    // Only accounts that hold ad credit can have lost some.
    let places: Vec<usize> = (0..world.accounts.len())
        .filter(|place| {
            world
                .accounts
                .get(*place)
                .is_some_and(|account| account.bc == bc)
                && world
                    .purses
                    .get(*place)
                    .is_some_and(|purse| purse.came_in[0] > 0)
        })
        .collect();
    let mut records = Vec::new();
    for place in places {
        world.advance(place, now);
        let expired = world
            .purses
            .get(place)
            .map(|purse| purse.expired.clone())
            .unwrap_or_default();
        for (number, (at, amount)) in expired.into_iter().enumerate() {
            records.push(record(
                1_000 + place * 100 + number,
                Some(place),
                amount,
                at,
            ));
        }
    }

    records
}

/// `bc/transaction/get/`: the older list of the Business Center, without ids.
pub fn of_center(world: &mut World, person: &Person, ask: &Ask, now: Timestamp) -> Answer {
    let standing = sees_finance(world, person, ask.needs("bc_id")?)?;
    let center = center(world, standing.bc)?;
    let funds = ask.filter_list("funds_type")?;
    let period = Period::days(ask.get("start_date"), ask.get("end_date"), 90, now)?;
    let zone = TimeZone::get(center.zone).unwrap_or(TimeZone::UTC);
    let mut records = visible(world, standing.bc, Level::Bc, now);
    records.retain(|record| {
        period.holds(record.at, zone.clone())
            && funds
                .as_ref()
                .is_none_or(|funds| funds.iter().any(|one| one == funds_type(record.kind)))
    });
    let charged: i64 = records
        .iter()
        .filter(|record| record.comes_in)
        .map(|record| record.amount)
        .sum();
    let paid: i64 = records
        .iter()
        .filter(|record| !record.comes_in)
        .map(|record| record.amount)
        .sum();
    let (records, info) = ask.cut(records, 50)?;
    let list = records.iter().map(|record| {
        Json::Object(vec![
            ("date", whole(record.at / 1_000_000)),
            (
                "amount",
                amount(if record.comes_in {
                    record.amount
                } else {
                    -record.amount
                }),
            ),
            ("timezone", text(center.zone)),
            ("currency", text(center.currency)),
            ("funds_type", text(funds_type(record.kind))),
            ("invoice_id", text("")),
            ("invoice_serial_number", text("")),
        ])
    });
    let summary = Json::Object(vec![
        ("amount_charged", amount(charged)),
        ("amount_paid", amount(paid)),
        ("currency", text(center.currency)),
    ]);

    Ok(Json::Object(vec![
        ("list", Json::List(list.collect())),
        ("transaction_summary", summary),
        ("page_info", info),
    ]))
}

/// `advertiser/transaction/get/`: the second witness, times in UTC, no ids.
pub fn transfers(world: &mut World, person: &Person, ask: &Ask, now: Timestamp) -> Answer {
    let standing = sees_finance(world, person, ask.needs("bc_id")?)?;
    if center(world, standing.bc)?.kind == "NORMAL" {
        return refuse(40_001, "No permission for this type of Business Center.");
    }
    let wanted = ask
        .filter("transfer_type")
        .unwrap_or("TRANS_TYPE_TRANSFER")
        .to_owned();
    let funds = ask.filter_list("funds_type")?;
    let keyword = ask.filter("keyword").unwrap_or_default().to_lowercase();
    let period = Period::days(ask.filter("start_date"), ask.filter("end_date"), 90, now)?;
    let mut records = visible(world, standing.bc, Level::Advertiser, now);
    records.retain(|record| {
        let account = record.account.and_then(|place| world.accounts.get(place));
        let moved = matches!(
            record.transaction_type,
            "INCREASE_BALANCE" | "DECREASE_BALANCE"
        );
        moved == (wanted == "TRANS_TYPE_TRANSFER")
            && (moved || wanted == "TRANS_TYPE_PAYMENT")
            && period.holds(record.at, TimeZone::UTC)
            && funds
                .as_ref()
                .is_none_or(|funds| funds.iter().any(|one| one == funds_type(record.kind)))
            && account.is_some_and(|account| {
                account.name.to_lowercase().contains(&keyword) || account.id == keyword
            })
    });
    let (records, info) = ask.cut(records, 50)?;
    let mut list = Vec::new();
    for record in records {
        let Some(account) = record.account.and_then(|place| world.accounts.get(place)) else {
            continue;
        };
        let at = Timestamp::from_microsecond(record.at).unwrap_or_default();
        list.push(Json::Object(vec![
            ("advertiser_id", text(account.id.clone())),
            ("advertiser_name", text(account.name.clone())),
            ("amount", amount(record.amount)),
            ("currency", text(account.currency)),
            ("date", text(at.strftime("%Y-%m-%d %H:%M:%S").to_string())),
            ("funds_type", text(funds_type(record.kind))),
            ("transfer_type", text(wanted.clone())),
            ("timezone", text(account.zone)),
        ]));
    }

    Ok(Json::Object(vec![
        ("transaction_list", Json::List(list)),
        ("page_info", info),
    ]))
}

fn funds_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Cash => "FUNDS_TYPE_CASH",
        Kind::Grant => "FUNDS_TYPE_GRANT",
    }
}

fn empty(ask: &Ask) -> Answer {
    let (list, info) = ask.cut::<Json>(Vec::new(), 50)?;

    Ok(Json::Object(vec![
        ("transaction_list", Json::List(list)),
        ("page_info", info),
    ]))
}

/// A closed interval of local times.
pub struct Period {
    from: DateTime,
    to: DateTime,
}

impl Period {
    /// Times `YYYY-MM-DD HH:MM:SS`; the last 90 days when unset; at most 365 days.
    fn local(from: Option<&str>, to: Option<&str>, now: Timestamp) -> Result<Self, Refusal> {
        let read = |text: &str| {
            DateTime::strptime("%Y-%m-%d %H:%M:%S", text)
                .map_or_else(|_| refuse(40_002, "filtering: Not a valid time."), Ok)
        };
        // A day on each side, since the reader's zone may be ahead of UTC.
        let to = to.map_or_else(|| Ok(shift(now, DAY)), read)?;
        let from = from.map_or_else(|| Ok(shift(now, -91 * DAY)), read)?;

        Self { from, to }.within(366)
    }

    /// Days `YYYY-MM-DD`, both or neither.
    pub fn days(
        from: Option<&str>,
        to: Option<&str>,
        standard: i64,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let read = |text: &str| {
            Date::strptime("%Y-%m-%d", text)
                .map_or_else(|_| refuse(40_002, "Not a valid date."), Ok)
        };
        let (from, to) = match (from, to) {
            (Some(from), Some(to)) => (read(from)?, read(to)?),
            (None, None) => (shift(now, -standard * DAY).date(), shift(now, 0).date()),
            _ => return refuse(40_002, "start_date and end_date must be given together."),
        };
        let end = to.at(23, 59, 59, 999_999_999);

        Self {
            from: from.at(0, 0, 0, 0),
            to: end,
        }
        .within(366)
    }

    fn within(self, most: i32) -> Result<Self, Refusal> {
        let days = self
            .from
            .date()
            .until(self.to.date())
            .map_or(i32::MAX, |span| span.get_days());
        if days < 0 || days > most {
            return refuse(40_002, "The time range must be between 0 and 365 days.");
        }

        Ok(self)
    }

    /// First and last UTC day since 1970.
    pub fn utc_days(&self) -> (i64, i64) {
        let day = |date: DateTime| {
            TimeZone::UTC
                .to_timestamp(date)
                .map_or(0, |at| at.as_second().div_euclid(86_400))
        };

        (day(self.from), day(self.to))
    }

    /// Whether a moment lies in it, as a clock in that zone shows it.
    pub fn holds(&self, at: i64, zone: TimeZone) -> bool {
        let local = zone.to_datetime(Timestamp::from_microsecond(at).unwrap_or_default());

        (self.from..=self.to).contains(&local)
    }
}

fn shift(now: Timestamp, by: i64) -> DateTime {
    let at = now
        .checked_add(SignedDuration::from_micros(by))
        .unwrap_or(now);

    TimeZone::UTC.to_datetime(at)
}

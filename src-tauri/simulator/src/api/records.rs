//! Transaction records: the ledgers of the Business Center, its accounts and its portfolio (API facts 4.5).

use super::ask::Ask;
use super::period::Period;
use super::{Answer, Refusal, center, refuse, sees_finance};
use crate::chance::draw;
use crate::event::Kind;
use crate::json::{Json, maybe, text};
use crate::record::{Level, Record, transaction_id};
use crate::world::{Account, Center, Person, World};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::borrow::Cow;

/// Expiry records are numbered from here.
const ENDS: usize = 950_000_000;

/// All `transaction_type`s (API facts 4.5).
const TYPES: [&str; 13] = [
    "BILL_PAYMENT",
    "ADD_BALANCE",
    "CANCELLATION",
    "PROMOTION_ISSUED",
    "PROMOTION_EXPIRED",
    "INCREASE_BALANCE",
    "DECREASE_BALANCE",
    "CARD_VERIFICATION",
    "CARD_VERIFICATION_REFUND",
    "ORDER_CREATION_PAYMENT",
    "ORDER_EDIT_PAYMENT",
    "RETURN_OF_REMAINING_BUDGET",
    "REFUND",
];

/// The two choices of whose accounts.
const OWNERS: [&str; 2] = [
    "OWNED_BY_CURRENT_BUSINESS_CENTER",
    "SHARED_BY_OTHER_BUSINESS_CENTER",
];

/// More shared accounts than this cannot be asked about.
const MOST_SHARED: usize = 200;

/// `bc/account/transaction/get/`
pub fn of_accounts(world: &mut World, person: &Person, ask: &Ask, now: Timestamp) -> Answer {
    let standing = sees_finance(world, person, ask.needs("bc_id")?)?;
    let center = center(world, standing.bc)?;
    let levels = ["ADVERTISER", "BC", "PAYMENT_PORTFOLIO"];
    let level = match ask.choice("transaction_level", &levels)? {
        None | Some("ADVERTISER") => Level::Advertiser,
        Some("BC") => Level::Bc,
        Some(_) => Level::Portfolio,
    };
    let period = Period::local(ask.filter("start_time"), ask.filter("end_time"), now)?;
    let types = ask.filter_choices("transaction_types", &TYPES)?;
    let billing = ask.filter_choices("billing_types", &["CASH", "CREDIT"])?;
    let wanted = Wanted::new(world, &center, standing.bc, ask)?;
    let over = over(world, standing.bc, level, now);
    let world = &*world;
    let mut records = visible(world, &over, standing.bc, level, now);
    records.retain(|record| {
        period.holds(record.at, || zone_of(world, record))
            && is_one_of(types.as_ref(), &record.transaction_type)
            && is_one_of(billing.as_ref(), billing_type(record.kind))
            && (level != Level::Advertiser
                || account_of(world, record).is_some_and(|account| wanted.holds(account)))
    });
    let (records, info) = ask.cut(records, 50)?;
    let list = records
        .iter()
        .map(|record| line(world, &center, record))
        .collect();

    Ok(Json::Object(vec![
        ("transaction_list", Json::List(list)),
        ("page_info", info),
    ]))
}

/// Which accounts' records are asked for; only at account level.
struct Wanted {
    ids: Option<Vec<String>>,
    name: String,
    owned: bool,
    shared: bool,
}

impl Wanted {
    fn new(world: &World, center: &Center, bc: usize, ask: &Ask) -> Result<Self, Refusal> {
        let ids = ask.filter_list("account_ids")?;
        if ids.as_ref().is_some_and(|ids| ids.len() > 100) {
            return refuse(40_002, "filtering.account_ids: At most 100.");
        }
        let owners = ask.filter_choices("owner_of_account", &OWNERS)?;
        let is_asked = |owner: &str| owners.iter().flatten().any(|one| one == owner);
        let shared = is_asked("SHARED_BY_OTHER_BUSINESS_CENTER");
        let all_shared = || {
            let accounts = world.accounts.iter();
            accounts.filter(|account| account.bc == bc && is_shared(account))
        };
        if shared && all_shared().count() > MOST_SHARED {
            return refuse(
                40_002,
                "filtering.owner_of_account: Not available with more than 200 shared accounts.",
            );
        }

        Ok(Self {
            ids,
            name: ask.lower_filter("account_name"),
            owned: owners.is_none() || is_asked("OWNED_BY_CURRENT_BUSINESS_CENTER"),
            // Where a portfolio pays, what others share is not told.
            shared: shared && center.portfolio.is_none(),
        })
    }

    fn holds(&self, account: &Account) -> bool {
        (self.owned && account.is_owned() || self.shared && is_shared(account))
            && account.name.to_lowercase().contains(&self.name)
            && is_one_of(self.ids.as_ref(), &account.id)
    }
}

/// Another's account, which the Business Center administers.
fn is_shared(account: &Account) -> bool {
    account.relation != "OWNER_BC" && account.is_administered()
}

fn is_one_of(wanted: Option<&Vec<String>>, word: &str) -> bool {
    wanted.is_none_or(|wanted| wanted.iter().any(|one| one == word))
}

fn account_of<'a>(world: &'a World, record: &Record) -> Option<&'a Account> {
    let place = record
        .account
        .filter(|_| record.level == Level::Advertiser)?;

    world.accounts.get(place)
}

fn line(world: &World, center: &Center, record: &Record) -> Json {
    let account = account_of(world, record);
    let currency = account.map_or(center.currency, |account| account.currency);
    let zone = zone_of(world, record);
    let moment = Timestamp::from_microsecond(record.at).unwrap_or_default();
    let at = zone.to_datetime(moment);
    let seconds = zone.to_offset(moment).seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    let settings = &world.options.settings;
    let tax = if record.is_transfer {
        record.amount * settings.transfer_tax_percent / 100
    } else {
        0
    };
    let amount = |size: i64| {
        let signed = settings.signed_amounts && !record.comes_in;
        world.amount(currency, if signed { -size } else { size })
    };
    let portfolio = center
        .portfolio
        .as_ref()
        .filter(|_| record.level == Level::Portfolio);

    Json::Object(vec![
        ("transaction_id", text(record.id.clone())),
        (
            "payment_portfolio_id",
            maybe(portfolio.map(|portfolio| portfolio.id)),
        ),
        (
            "payment_portfolio_name",
            maybe(portfolio.map(|portfolio| portfolio.name)),
        ),
        (
            "account_id",
            maybe(account.map(|account| account.id.as_ref())),
        ),
        (
            "account_name",
            maybe(account.map(|account| account.name.as_ref())),
        ),
        ("bc_id", text(center.id)),
        ("bc_name", text(center.name)),
        ("amount", amount(record.amount + tax)),
        ("subtotal", amount(record.amount)),
        ("tax_amount", amount(tax)),
        ("currency", text(currency)),
        (
            "amount_type",
            text(if record.comes_in {
                "POSITIVE"
            } else {
                "NEGATIVE"
            }),
        ),
        ("transaction_type", text(record.transaction_type.clone())),
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

/// Where it happened: the account's zone, or the Business Center's.
fn zone_of(world: &World, record: &Record) -> TimeZone {
    let of_center = || world.centers.get(record.bc).map(|center| center.zone);
    let name = account_of(world, record)
        .map(|account| account.zone)
        .or_else(of_center);

    TimeZone::get(name.unwrap_or("UTC")).unwrap_or(TimeZone::UTC)
}

/// What ended by now, which leaves a record too (R95).
pub fn over(world: &mut World, bc: usize, level: Level, now: Timestamp) -> Vec<Record> {
    let at = now.as_microsecond();
    match level {
        Level::Bc => ended_at_center(world, bc, at),
        Level::Advertiser => ended_in_accounts(world, bc, at),
        Level::Portfolio => Vec::new(),
    }
}

/// Records that can be read by now, those of what is over among them, in the order of the settings.
pub fn visible<'a>(
    world: &'a World,
    over: &'a [Record],
    bc: usize,
    level: Level,
    now: Timestamp,
) -> Vec<&'a Record> {
    let at = now.as_microsecond();
    let mut records: Vec<&Record> = world
        .records
        .iter()
        .filter(|record| record.bc == bc && record.level == level && record.visible <= at)
        .chain(over)
        .collect();
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

fn ended(number: usize, bc: usize, account: Option<usize>, amount: i64, at: i64) -> Record {
    Record {
        id: transaction_id(ENDS + number),
        level: if account.is_some() {
            Level::Advertiser
        } else {
            Level::Bc
        },
        bc,
        account,
        amount,
        comes_in: false,
        kind: Kind::Grant,
        is_transfer: false,
        transaction_type: Cow::Borrowed("PROMOTION_EXPIRED"),
        at,
        visible: at,
    }
}

fn ended_at_center(world: &World, bc: usize, now: i64) -> Vec<Record> {
    let over = world.lots.iter().enumerate().filter_map(|(place, lot)| {
        let ends = lot.ends.filter(|ends| *ends <= now)?;

        (lot.bc == bc && lot.left > 0).then(|| ended(place, bc, None, lot.left, ends))
    });

    over.collect()
}

fn ended_in_accounts(world: &mut World, bc: usize, now: i64) -> Vec<Record> {
    // Only accounts that hold ad credit can have lost some.
    let holders: Vec<usize> = world
        .accounts
        .iter()
        .zip(&world.purses)
        .enumerate()
        .filter(|(_, (account, purse))| account.bc == bc && purse.came_in[0] > 0)
        .map(|(place, _)| place)
        .collect();
    let mut records = Vec::new();
    for place in holders {
        world.advance(place, now);
        let expired = world.purses.get(place).map(|purse| purse.expired.clone());
        for (number, (at, amount)) in expired.into_iter().flatten().enumerate() {
            let number = 1_000 + place * 10_000 + number;
            records.push(ended(number, bc, Some(place), amount, at));
        }
    }

    records
}

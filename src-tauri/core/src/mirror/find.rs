//! Reading what TikTok said.

use super::{MirrorError, rows};
use crate::account::{AccountBalance, AdAccount};
use crate::business_center::{BcBalance, BusinessCenter, Member, Portfolio, PortfolioKind, Role};
use crate::clock::Timestamp;
use crate::id::{AdvertiserId, AllocationNumber, BcId, MemberId};
use crate::money::{Currency, Money};
use crate::names::Likeness;
use crate::transaction::{Cost, Level, Transaction};
use jiff::SignedDuration;
use jiff::civil::Date;
use rusqlite::{Connection, Row, params};

/// Everything kept about one ad account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountFacts {
    /// The account.
    pub account: AdAccount,
    /// Its balances, where they were read.
    pub balance: Option<AccountBalance>,
    /// When TikTok told account and balances.
    pub as_of: Timestamp,
    /// Whether another account can be mistaken for it (R64).
    pub likeness: Option<Likeness>,
    /// Last time it was seen suspended or in review (R31).
    pub troubled_at: Option<Timestamp>,
    /// Least ad credit it takes, where TikTok told it (R53).
    pub minimum: Option<Money>,
    /// Spend of the newest 7 days told (R118).
    pub week: Option<Spend>,
}

/// Spend over 7 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spend {
    /// The last of them, a UTC day.
    pub last_day: Date,
    /// All of it.
    pub amount: Money,
}

/// Which of TikTok's records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransactionQuery {
    /// At which level.
    pub level: Level,
    /// Of one account.
    pub account: Option<AdvertiserId>,
    /// At this moment or later.
    pub from: Timestamp,
    /// At this moment or earlier.
    pub to: Timestamp,
    /// At most so many.
    pub limit: u32,
}

pub(super) fn business_center(
    connection: &Connection,
) -> Result<Option<(BusinessCenter, Timestamp)>, MirrorError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, name, currency, status, kind, zone, as_of FROM business_center",
    )?;
    let mut found = statement.query([])?;
    let Some(row) = found.next()? else {
        return Ok(None);
    };
    let (id, code, status): (String, String, String) = (row.get(0)?, row.get(2)?, row.get(3)?);
    let bc = BusinessCenter {
        id: BcId::new(&id).map_err(|_| MirrorError::Damaged("a Business Center's id"))?,
        name: row.get(1)?,
        currency: rows::currency(&code)?,
        status: rows::read_bc_status(&status),
        kind: row.get(4)?,
        zone: row.get(5)?,
    };

    Ok(Some((bc, rows::moment(row.get(6)?)?)))
}

pub(super) fn bc_balance(
    connection: &Connection,
) -> Result<Option<(BcBalance, Timestamp)>, MirrorError> {
    let mut statement = connection.prepare_cached(
        "SELECT currency, account, remaining, frozen, tax, cash, valid_cash, voucher, valid_voucher, as_of FROM bc_balance",
    )?;
    let mut found = statement.query([])?;
    let Some(row) = found.next()? else {
        return Ok(None);
    };
    let code: String = row.get(0)?;
    let currency = rows::currency(&code)?;
    let money =
        |place: usize| -> rusqlite::Result<Money> { Ok(Money::new(row.get(place)?, currency)) };
    let balance = BcBalance {
        account: money(1)?,
        remaining: money(2)?,
        frozen: money(3)?,
        tax: money(4)?,
        cash: money(5)?,
        valid_cash: money(6)?,
        voucher: money(7)?,
        valid_voucher: money(8)?,
    };

    Ok(Some((balance, rows::moment(row.get(9)?)?)))
}

pub(super) fn members(
    connection: &Connection,
) -> Result<Option<(Vec<Member>, Timestamp)>, MirrorError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, name, email, basic, finance, relation, as_of FROM members ORDER BY place",
    )?;
    let mut found = statement.query([])?;
    let (mut list, mut as_of) = (Vec::new(), None);
    while let Some(row) = found.next()? {
        list.push(member(row)?);
        as_of = Some(rows::moment(row.get(6)?)?);
    }

    Ok(as_of.map(|as_of| (list, as_of)))
}

fn member(row: &Row<'_>) -> Result<Member, MirrorError> {
    let id: Option<String> = row.get(0)?;
    let basic: String = row.get(3)?;
    let finance: Option<String> = row.get(4)?;

    Ok(Member {
        id: id
            .map(|id| MemberId::new(&id).map_err(|_| MirrorError::Damaged("a member's id")))
            .transpose()?,
        name: row.get(1)?,
        email: row.get(2)?,
        role: Role {
            basic: rows::read_basic(&basic)?,
            finance: finance.as_deref().map(rows::read_finance).transpose()?,
        },
        relation: row.get(5)?,
    })
}

pub(super) fn portfolios(connection: &Connection) -> Result<Vec<Portfolio>, MirrorError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, name, kind, available, available_currency, total, total_currency FROM portfolios ORDER BY place",
    )?;
    let mut found = statement.query([])?;
    let mut list = Vec::new();
    while let Some(row) = found.next()? {
        list.push(portfolio(connection, row)?);
    }

    Ok(list)
}

fn portfolio(connection: &Connection, row: &Row<'_>) -> Result<Portfolio, MirrorError> {
    let id: String = row.get(0)?;
    let kind: Option<String> = row.get(2)?;
    let mut statement = connection.prepare_cached(
        "SELECT amount, currency FROM portfolio_cash WHERE portfolio = ?1 ORDER BY currency",
    )?;
    let mut found = statement.query(params![id])?;
    let mut cash = Vec::new();
    while let Some(row) = found.next()? {
        cash.extend(money(row, 0)?);
    }

    Ok(Portfolio {
        id: rows::portfolio_id(&id)?,
        name: row.get(1)?,
        kind: match kind.as_deref() {
            Some("shared") => Some(PortfolioKind::Shared),
            Some(_) => Some(PortfolioKind::NotShared),
            None => None,
        },
        cash,
        credit_line_available: money(row, 3)?,
        credit_line_total: money(row, 5)?,
    })
}

/// An amount at `place` and its currency behind it; `None` where there is none.
fn money(row: &Row<'_>, place: usize) -> Result<Option<Money>, MirrorError> {
    let amount: Option<i64> = row.get(place)?;
    let code: Option<String> = row.get(place.saturating_add(1))?;
    let currency: Option<Currency> = code.as_deref().map(rows::currency).transpose()?;

    Ok(amount
        .zip(currency)
        .map(|(amount, currency)| Money::new(amount, currency)))
}

pub(super) fn account(
    connection: &Connection,
    id: &AdvertiserId,
) -> Result<Option<AccountFacts>, MirrorError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {}, {}, a.as_of, a.likeness, a.troubled_at, w.last_day, w.amount, w.currency, a.minimum \
         FROM accounts a LEFT JOIN balances b ON b.account_id = a.id LEFT JOIN weeks w ON w.account = a.id \
         WHERE a.id = ?1",
        rows::ACCOUNT,
        rows::BALANCE
    ))?;
    let mut found = statement.query(params![id.as_str()])?;

    match found.next()? {
        Some(row) => facts(row).map(Some),
        None => Ok(None),
    }
}

/// The columns of an account, its balances, then `as_of, likeness, troubled_at, last_day, amount, currency,
/// minimum`.
pub(crate) fn facts(row: &Row<'_>) -> Result<AccountFacts, MirrorError> {
    let troubled: Option<i64> = row.get(23)?;
    let last_day: Option<String> = row.get(24)?;
    let spend = money(row, 25)?;
    let last_day = last_day.as_deref().map(rows::day).transpose()?;
    let account = rows::account(row)?;
    let minimum: Option<i64> = row.get(27)?;

    Ok(AccountFacts {
        minimum: minimum.map(|least| Money::new(least, account.currency)),
        account,
        balance: rows::balance(row, 11)?,
        as_of: rows::moment(row.get(21)?)?,
        likeness: match row.get(22)? {
            0_i64 => None,
            1 => Some(Likeness::Similar),
            _ => Some(Likeness::Same),
        },
        troubled_at: troubled.map(rows::moment).transpose()?,
        week: last_day
            .zip(spend)
            .map(|(last_day, amount)| Spend { last_day, amount }),
    })
}

pub(super) fn accounts_as_of(
    connection: &Connection,
) -> Result<(u64, Option<Timestamp>), MirrorError> {
    let (count, as_of): (i64, Option<i64>) = connection
        .prepare_cached("SELECT count(*), min(as_of) FROM accounts")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;

    Ok((count.cast_unsigned(), as_of.map(rows::moment).transpose()?))
}

pub(super) fn names(connection: &Connection) -> Result<Vec<(AdvertiserId, String)>, MirrorError> {
    let mut statement = connection.prepare_cached("SELECT id, name FROM accounts ORDER BY id")?;
    let mut found = statement.query([])?;
    let mut list = Vec::new();
    while let Some(row) = found.next()? {
        let id: String = row.get(0)?;
        list.push((rows::account_id(&id)?, row.get(1)?));
    }

    Ok(list)
}

/// How long TikTok's records of our own allocations took until they could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appearances {
    /// Of how many allocations.
    pub count: u64,
    /// Half of them took no longer.
    pub median: SignedDuration,
    /// The slowest.
    pub slowest: SignedDuration,
}

pub(super) fn appearances(connection: &Connection) -> Result<Option<Appearances>, MirrorError> {
    let (count, slowest): (i64, Option<i64>) = connection
        .prepare_cached("SELECT count(*), max(seen - sent) FROM appearances")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Some(slowest) = slowest else {
        return Ok(None);
    };
    let median: i64 = connection
        .prepare_cached(
            "SELECT seen - sent FROM appearances ORDER BY 1 LIMIT 1 OFFSET (SELECT (count(*) - 1) / 2 FROM appearances)",
        )?
        .query_row([], |row| row.get(0))?;

    Ok(Some(Appearances {
        count: count.cast_unsigned(),
        median: SignedDuration::from_micros(median),
        slowest: SignedDuration::from_micros(slowest),
    }))
}

pub(super) fn has_appeared(
    connection: &Connection,
    allocation: AllocationNumber,
) -> Result<bool, MirrorError> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM appearances WHERE allocation = ?1)")?
        .query_row(params![allocation.0.cast_signed()], |row| row.get(0))?)
}

pub(super) fn transactions(
    connection: &Connection,
    query: &TransactionQuery,
) -> Result<Vec<Transaction>, MirrorError> {
    let sql = match query.account {
        Some(_) => {
            "SELECT * FROM transactions WHERE account = ?1 AND level = ?2 AND at BETWEEN ?3 AND ?4 \
             ORDER BY at DESC, id DESC LIMIT ?5"
        }
        None => {
            "SELECT * FROM transactions WHERE ?1 IS NULL AND level = ?2 AND at BETWEEN ?3 AND ?4 \
             ORDER BY at DESC, id DESC LIMIT ?5"
        }
    };
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query(params![
        query.account.as_ref().map(AdvertiserId::as_str),
        rows::level(query.level),
        query.from.as_microsecond(),
        query.to.as_microsecond(),
        query.limit,
    ])?;
    let mut list = Vec::new();
    while let Some(row) = found.next()? {
        list.push(rows::transaction(row)?);
    }

    Ok(list)
}

pub(super) fn costs(
    connection: &Connection,
    account: &AdvertiserId,
) -> Result<Vec<Cost>, MirrorError> {
    let mut statement = connection
        .prepare_cached("SELECT * FROM costs WHERE account = ?1 ORDER BY first_day, last_day")?;
    let mut found = statement.query(params![account.as_str()])?;
    let mut list = Vec::new();
    while let Some(row) = found.next()? {
        list.push(rows::cost(row)?);
    }

    Ok(list)
}

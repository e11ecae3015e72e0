//! Writing what TikTok said: each call one transaction of at most one piece.

use super::{MirrorError, rows};
use crate::account::{AccountBalance, AccountStatus, AdAccount, Ownership};
use crate::business_center::{BcBalance, BusinessCenter, Member, Portfolio, PortfolioKind};
use crate::clock::Timestamp;
use crate::id::{AdvertiserId, AllocationNumber};
use crate::money::Money;
use crate::names::{Likeness, NameIndex};
use crate::search;
use crate::transaction::{Cost, Transaction};
use rusqlite::{Connection, OptionalExtension, params};

/// Rows of one transaction: ten of TikTok's pages.
pub(super) const PIECE: usize = 500;

pub(super) fn business_center(
    connection: &Connection,
    bc: &BusinessCenter,
    as_of: Timestamp,
) -> Result<(), MirrorError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO business_center (one, id, name, currency, status, kind, zone, as_of) \
             VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            bc.id.as_str(),
            bc.name,
            bc.currency.code(),
            rows::bc_status(&bc.status),
            bc.kind,
            bc.zone,
            as_of.as_microsecond(),
        ])?;

    Ok(())
}

pub(super) fn bc_balance(
    connection: &Connection,
    balance: &BcBalance,
    as_of: Timestamp,
) -> Result<(), MirrorError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO bc_balance (one, currency, account, remaining, frozen, tax, cash, valid_cash, \
             voucher, valid_voucher, as_of) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            balance.account.currency().code(),
            balance.account.hundredths(),
            balance.remaining.hundredths(),
            balance.frozen.hundredths(),
            balance.tax.hundredths(),
            balance.cash.hundredths(),
            balance.valid_cash.hundredths(),
            balance.voucher.hundredths(),
            balance.valid_voucher.hundredths(),
            as_of.as_microsecond(),
        ])?;

    Ok(())
}

pub(super) fn members(
    connection: &mut Connection,
    members: &[Member],
    as_of: Timestamp,
) -> Result<(), MirrorError> {
    let transaction = connection.transaction()?;
    transaction.execute("DELETE FROM members", [])?;
    for (place, member) in (0_i64..).zip(members) {
        transaction
            .prepare_cached(
                "INSERT INTO members (place, id, name, email, basic, finance, relation, as_of) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                place,
                member.id.as_ref().map(crate::id::MemberId::as_str),
                member.name,
                member.email,
                rows::basic(member.role.basic),
                member.role.finance.map(rows::finance),
                member.relation,
                as_of.as_microsecond(),
            ])?;
    }
    transaction.commit()?;

    Ok(())
}

pub(super) fn portfolios(
    connection: &mut Connection,
    portfolios: &[Portfolio],
    as_of: Timestamp,
) -> Result<(), MirrorError> {
    let transaction = connection.transaction()?;
    transaction.execute_batch("DELETE FROM portfolios; DELETE FROM portfolio_cash")?;
    for (place, portfolio) in (0_i64..).zip(portfolios) {
        let kind = portfolio.kind.map(|kind| match kind {
            PortfolioKind::Shared => "shared",
            PortfolioKind::NotShared => "not-shared",
        });
        let (available, total) = (portfolio.credit_line_available, portfolio.credit_line_total);
        transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO portfolios (place, id, name, kind, available, available_currency, total, \
                 total_currency, as_of) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                place,
                portfolio.id.as_str(),
                portfolio.name,
                kind,
                available.map(crate::money::Money::hundredths),
                available.map(|money| money.currency().code().to_owned()),
                total.map(crate::money::Money::hundredths),
                total.map(|money| money.currency().code().to_owned()),
                as_of.as_microsecond(),
            ])?;
        for cash in &portfolio.cash {
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO portfolio_cash (portfolio, currency, amount) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![
                    portfolio.id.as_str(),
                    cash.currency().code(),
                    cash.hundredths()
                ])?;
        }
    }
    transaction.commit()?;

    Ok(())
}

/// Says whether a name is new, so that look-alikes have to be found again. What was read of an account between `as_of` and
/// `now` is newer, and stays.
pub(super) fn accounts(
    connection: &mut Connection,
    accounts: &[(AdAccount, Option<AccountBalance>)],
    as_of: Timestamp,
    now: Timestamp,
) -> Result<bool, MirrorError> {
    let transaction = connection.transaction()?;
    let mut renamed = false;
    for (account, told) in accounts {
        let before: Option<(String, i64)> = transaction
            .prepare_cached("SELECT name, as_of FROM accounts WHERE id = ?1")?
            .query_row(params![account.id.as_str()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let newer = |read| as_of.as_microsecond() < read && read <= now.as_microsecond();
        if before.as_ref().is_some_and(|(_, read)| newer(*read)) {
            continue;
        }
        renamed |= before.is_none_or(|(name, _)| name != account.name);
        one_account(&transaction, account, as_of)?;
        // Not told to this person is not the same as gone: what was told before keeps its own time.
        if let Some(told) = told {
            balance(&transaction, account, told, as_of)?;
        }
    }
    transaction.commit()?;

    Ok(renamed)
}

fn one_account(
    connection: &Connection,
    account: &AdAccount,
    as_of: Timestamp,
) -> Result<(), MirrorError> {
    let (relation, link) = match &account.ownership {
        Ownership::Known { relation, link } => {
            (Some(rows::relation(relation)), Some(rows::link(link)))
        }
        Ownership::Unreadable => (None, None),
    };
    let told = match &account.status {
        AccountStatus::Unknown(word) => word.as_str(),
        AccountStatus::Approved
        | AccountStatus::InReview
        | AccountStatus::Disapproved
        | AccountStatus::Suspended
        | AccountStatus::ContractNotEffective
        | AccountStatus::Disabled => "",
    };
    let troubled = matches!(
        account.status,
        AccountStatus::Suspended | AccountStatus::InReview
    );
    connection
        .prepare_cached(
            "INSERT INTO accounts (id, name, search, currency, zone, status, status_word, ownership, relation, link, \
             buying, balance_reminder, portfolio, troubled_at, as_of) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) \
             ON CONFLICT DO UPDATE SET name = excluded.name, search = excluded.search, currency = excluded.currency, \
             zone = excluded.zone, status = excluded.status, status_word = excluded.status_word, \
             ownership = excluded.ownership, relation = excluded.relation, link = excluded.link, \
             buying = excluded.buying, balance_reminder = excluded.balance_reminder, \
             portfolio = excluded.portfolio, troubled_at = coalesce(excluded.troubled_at, troubled_at), \
             as_of = excluded.as_of",
        )?
        .execute(params![
            account.id.as_str(),
            account.name,
            search::fold(&format!("{}\n{}", account.name, account.id)),
            account.currency.code(),
            account.zone,
            rows::status(&account.status),
            told,
            rows::ownership(&account.ownership),
            relation,
            link,
            rows::buying(&account.buying),
            account.balance_reminder,
            account.portfolio.as_ref().map(crate::id::PortfolioId::as_str),
            troubled.then(|| as_of.as_microsecond()),
            as_of.as_microsecond(),
        ])?;

    Ok(())
}

/// In the account's currency; lists do not tell it, so they leave it alone.
pub(super) fn minimum(
    connection: &Connection,
    id: &AdvertiserId,
    minimum: Option<Money>,
) -> Result<(), MirrorError> {
    connection
        .prepare_cached("UPDATE accounts SET minimum = ?1 WHERE id = ?2")?
        .execute(params![minimum.map(Money::hundredths), id.as_str()])?;

    Ok(())
}

fn balance(
    connection: &Connection,
    account: &AdAccount,
    balance: &AccountBalance,
    as_of: Timestamp,
) -> Result<(), MirrorError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO balances (account_id, currency, account, remaining, frozen, tax, cash, valid_cash, \
             ad_credit, valid_ad_credit, credit_line, as_of) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            account.id.as_str(),
            balance.account.currency().code(),
            balance.account.hundredths(),
            balance.remaining.hundredths(),
            balance.frozen.hundredths(),
            balance.tax.hundredths(),
            balance.cash.hundredths(),
            balance.valid_cash.hundredths(),
            balance.ad_credit.hundredths(),
            balance.valid_ad_credit.hundredths(),
            balance.credit_line.map(crate::money::Money::hundredths),
            as_of.as_microsecond(),
        ])?;

    Ok(())
}

/// Accounts that the newest list does not name any more.
pub(super) fn forget_accounts_before(
    connection: &mut Connection,
    as_of: Timestamp,
) -> Result<(), MirrorError> {
    let transaction = connection.transaction()?;
    transaction.execute(
        "DELETE FROM accounts WHERE as_of < ?1",
        params![as_of.as_microsecond()],
    )?;
    transaction.execute(
        "DELETE FROM balances WHERE account_id NOT IN (SELECT id FROM accounts)",
        [],
    )?;
    transaction.commit()?;

    Ok(())
}

pub(super) fn likeness(connection: &mut Connection, index: &NameIndex) -> Result<(), MirrorError> {
    let transaction = connection.transaction()?;
    let names = super::find::names(&transaction)?;
    let mut statement = transaction
        .prepare("UPDATE accounts SET likeness = ?1 WHERE id = ?2 AND likeness <> ?1")?;
    for (id, _) in names {
        let mark = match index.mark(&id) {
            None => 0,
            Some(Likeness::Similar) => 1,
            Some(Likeness::Same) => 2,
        };
        statement.execute(params![mark, id.as_str()])?;
    }
    drop(statement);
    transaction.commit()?;

    Ok(())
}

pub(super) fn appearance(
    connection: &Connection,
    allocation: AllocationNumber,
    (sent, seen): (Timestamp, Timestamp),
) -> Result<(), MirrorError> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO appearances (allocation, sent, seen) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![
            allocation.0.cast_signed(),
            sent.as_microsecond(),
            seen.as_microsecond()
        ])?;

    Ok(())
}

pub(super) fn transactions(
    connection: &mut Connection,
    records: &[Transaction],
    as_of: Timestamp,
) -> Result<(), MirrorError> {
    let transaction = connection.transaction()?;
    for record in records {
        transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO transactions (id, level, account, account_name, bc, portfolio, currency, amount, \
                 subtotal, tax, direction, kind, billing, at, zone, as_of) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            )?
            .execute(params![
                record.id.as_str(),
                rows::level(record.level),
                record.account.as_ref().map(crate::id::AdvertiserId::as_str),
                record.account_name,
                record.bc.as_ref().map(crate::id::BcId::as_str),
                record.portfolio.as_ref().map(crate::id::PortfolioId::as_str),
                record.amount.currency().code(),
                record.amount.hundredths(),
                record.subtotal.hundredths(),
                record.tax.hundredths(),
                rows::direction(&record.direction),
                record.kind,
                rows::billing(&record.billing),
                record.at.as_microsecond(),
                record.zone,
                as_of.as_microsecond(),
            ])?;
    }
    transaction.commit()?;

    Ok(())
}

pub(super) fn costs(
    connection: &mut Connection,
    costs: &[Cost],
    as_of: Timestamp,
) -> Result<(), MirrorError> {
    let transaction = connection.transaction()?;
    for cost in costs {
        let (first, last) = (cost.from.to_string(), cost.to.to_string());
        transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO costs (account, first_day, last_day, currency, amount, cash, ad_credit, tax, as_of) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                cost.account.as_str(),
                first,
                last,
                cost.amount.currency().code(),
                cost.amount.hundredths(),
                cost.cash.hundredths(),
                cost.ad_credit.hundredths(),
                cost.tax.hundredths(),
                as_of.as_microsecond(),
            ])?;
        if crate::clock::days_between(cost.from, cost.to) == 6 {
            transaction
                .prepare_cached(
                    "INSERT INTO weeks (account, last_day, currency, amount, as_of) VALUES (?1, ?2, ?3, ?4, ?5) \
                     ON CONFLICT DO UPDATE SET last_day = excluded.last_day, currency = excluded.currency, \
                     amount = excluded.amount, as_of = excluded.as_of WHERE excluded.last_day >= last_day",
                )?
                .execute(params![
                    cost.account.as_str(),
                    last,
                    cost.amount.currency().code(),
                    cost.amount.hundredths(),
                    as_of.as_microsecond(),
                ])?;
        }
    }
    transaction.commit()?;

    Ok(())
}

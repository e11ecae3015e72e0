//! The table of ad accounts: windows of rows, searched, filtered and sorted by the database (R38–R42).

use super::account::fresh;
use super::{OpenHere, Reading};
use crate::account::AccountStatus;
use crate::alert::Alert;
use crate::clock::{Timestamp, Zone, earlier_day};
use crate::id::PortfolioId;
use crate::journal::JournalError;
use crate::mirror::{ACCOUNT, AccountFacts, BALANCE, read_facts, status_word};
use crate::policy::{Refusal, row_refusals};
use crate::search;
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use std::collections::BTreeMap;

/// The most rows one window has.
const LONGEST_WINDOW: u32 = 200;

/// One window of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountQuery {
    /// Words that must all occur in name or id; may be empty.
    pub search: String,
    /// One status, or all. The word inside [`AccountStatus::Unknown`] does not matter.
    pub status: Option<AccountStatus>,
    /// One ownership, or all.
    pub ownership: Option<OwnershipFilter>,
    /// By which column.
    pub sort: AccountSort,
    /// Largest first. What is not known stays last.
    pub descending: bool,
    /// First row wanted, from 0.
    pub offset: u32,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// R22 as one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnershipFilter {
    /// Owned by this Business Center and linked.
    Owned,
    /// Owned by it, not linked.
    NotLinked,
    /// Owned by a partner.
    Partner,
    /// Owned by a person.
    Individual,
    /// A word we do not know.
    Other,
    /// Could not be read with this role.
    Unreadable,
}

/// The columns that sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountSort {
    /// Name, then id.
    Name,
    /// Approved first, then as R29 lists them.
    Status,
    /// Ad credit.
    AdCredit,
    /// What ends first in the account, an estimate.
    EarliestEnd,
    /// Cash.
    Cash,
    /// Low balances first.
    BalanceAlert,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountWindow {
    /// Accounts in all.
    pub total: u64,
    /// Accounts that the search and the filters leave.
    pub matched: u64,
    /// The rows.
    pub rows: Vec<AccountRow>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// As TikTok tells it.
    pub facts: AccountFacts,
    /// Last valid day of what ends first of the ad credit in it, an estimate (R90); none where unknown.
    pub earliest_end: Option<Date>,
    /// R117–R122.
    pub alert: Alert,
    /// Its open allocation, if any.
    pub open_here: Option<OpenHere>,
    /// What stands against it, whatever the person and the credit.
    pub refusals: Vec<Refusal>,
}

/// Which last day is reached first in each account: the newest-ending ad credit is used last, so that what is there now is
/// counted from the latest end backwards.
macro_rules! ends {
    ($of:literal) => {
        concat!(
            "WITH held (account, until, amount) AS (
                 SELECT t.account, c.valid_until, sum(t.amount) FROM totals t JOIN credits c ON c.id = t.credit
                 WHERE c.valid_until >= ?1 AND t.account ", $of, " GROUP BY t.account, c.valid_until
                 UNION ALL
                 SELECT c.account, c.valid_until, c.amount FROM credits c
                 WHERE c.valid_until >= ?1 AND c.revoked_in IS NULL AND c.account ", $of, "
             ), stacked (account, until, above) AS (
                 SELECT account, until, sum(amount) OVER (PARTITION BY account ORDER BY until DESC
                 ROWS UNBOUNDED PRECEDING) - amount FROM held WHERE amount > 0
             ), ends (account, until) AS (
                 SELECT s.account, min(s.until) FROM stacked s JOIN mirror.balances b ON b.account_id = s.account
                 WHERE s.above < b.ad_credit GROUP BY s.account
             ) "
        )
    };
}

impl OwnershipFilter {
    fn word(self) -> &'static str {
        match self {
            Self::Owned => "owned",
            Self::NotLinked => "not-linked",
            Self::Partner => "partner",
            Self::Individual => "individual",
            Self::Other => "other",
            Self::Unreadable => "unreadable",
        }
    }
}

impl AccountSort {
    /// The expression, or its reverse; what is not known comes last either way.
    fn order(self, descending: bool) -> &'static str {
        match (self, descending) {
            (Self::Name, false) => "a.search",
            (Self::Name, true) => "a.search DESC",
            (Self::Status, false) => {
                "instr('approved in-review disapproved suspended contract-not-effective disabled unknown', a.status)"
            }
            (Self::Status, true) => {
                "instr('approved in-review disapproved suspended contract-not-effective disabled unknown', a.status) DESC"
            }
            (Self::AdCredit, false) => "b.ad_credit ASC NULLS LAST",
            (Self::AdCredit, true) => "b.ad_credit DESC NULLS LAST",
            (Self::EarliestEnd, false) => "e.until ASC NULLS LAST",
            (Self::EarliestEnd, true) => "e.until DESC NULLS LAST",
            (Self::Cash, false) => "b.cash ASC NULLS LAST",
            (Self::Cash, true) => "b.cash DESC NULLS LAST",
            // Yes is 1, and yes comes first.
            (Self::BalanceAlert, false) => {
                "coalesce(a.balance_reminder, 7 * b.account <= 3 * w.amount) DESC NULLS LAST"
            }
            (Self::BalanceAlert, true) => {
                "coalesce(a.balance_reminder, 7 * b.account <= 3 * w.amount) ASC NULLS LAST"
            }
        }
    }
}

impl Reading<'_> {
    /// One window of the table.
    ///
    /// # Errors
    /// [`JournalError`] when a file cannot be read.
    pub fn accounts(
        &self,
        query: &AccountQuery,
        now: Timestamp,
    ) -> Result<AccountWindow, JournalError> {
        let bc = self.mirror.business_center()?;
        let zone = bc.as_ref().and_then(|(bc, _)| Zone::read(&bc.zone));
        let today = zone.unwrap_or_else(Zone::utc).day(now);
        let portfolios: Vec<PortfolioId> = self
            .mirror
            .portfolios()?
            .into_iter()
            .map(|portfolio| portfolio.id)
            .collect();
        let switches = self.journal.switches()?;
        let open = self.journal.open_allocations()?;
        let (window, ends) = self.journal.with_mirror().run(|connection| {
            let window = window(connection, query, today)?;
            let ends = ends_of(connection, &window.2, today)?;
            Ok((window, ends))
        })?;
        let (total, matched, facts) = window;
        let rows = facts
            .into_iter()
            .map(|facts| {
                let account = &facts.account;
                let told = facts.balance.map(|balance| balance.ad_credit);
                let open_here = open
                    .iter()
                    .find(|open| open.record.draft.account == account.id)
                    .map(|open| OpenHere::of(open, told));
                let currency = bc.as_ref().map_or(account.currency, |(bc, _)| bc.currency);
                let balance = facts.balance.map(|balance| balance.account);
                AccountRow {
                    earliest_end: ends.get(account.id.as_str()).copied(),
                    alert: Alert::of(account, balance, fresh(facts.week, account, now)),
                    refusals: row_refusals(
                        account,
                        currency,
                        switches,
                        &portfolios,
                        open_here.map(|open| open.number),
                    ),
                    open_here,
                    facts,
                }
            })
            .collect();

        Ok(AccountWindow {
            total,
            matched,
            rows,
        })
    }
}

type Window = (u64, u64, Vec<AccountFacts>);

fn window(
    connection: &Connection,
    query: &AccountQuery,
    today: Date,
) -> Result<Window, JournalError> {
    let (condition, bound) = conditions(query);
    let total = count(connection, "1", &[])?;
    let matched = count(connection, &condition, &bound)?;
    let (with, join) = match query.sort {
        AccountSort::EarliestEnd => (ends!("IS NOT NULL"), "LEFT JOIN ends e ON e.account = a.id"),
        AccountSort::Name
        | AccountSort::Status
        | AccountSort::AdCredit
        | AccountSort::Cash
        | AccountSort::BalanceAlert => ("WITH day (today) AS (SELECT ?1)", ""),
    };
    let sql = format!(
        "{with} SELECT {ACCOUNT}, {BALANCE}, a.as_of, a.likeness, a.troubled_at, w.last_day, w.amount, w.currency \
         FROM mirror.accounts a LEFT JOIN mirror.balances b ON b.account_id = a.id \
         LEFT JOIN mirror.weeks w ON w.account = a.id AND w.last_day >= ?2 {join} \
         WHERE {condition} ORDER BY {}, a.search, a.id LIMIT ? OFFSET ?",
        query.sort.order(query.descending)
    );
    let mut values = vec![
        Value::Text(today.to_string()),
        Value::Text(earlier_day(today, 4).to_string()),
    ];
    values.extend(bound);
    values.push(Value::Integer(query.limit.min(LONGEST_WINDOW).into()));
    values.push(Value::Integer(query.offset.into()));
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = statement.query(params_from_iter(values))?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        rows.push(read_facts(row)?);
    }

    Ok((total, matched, rows))
}

/// Fixed pieces of SQL joined by AND; every value is bound.
fn conditions(query: &AccountQuery) -> (String, Vec<Value>) {
    let mut pieces = vec!["1"];
    let mut values = Vec::new();
    if let Some(status) = &query.status {
        pieces.push("a.status = ?");
        values.push(Value::Text(status_word(status).to_owned()));
    }
    if let Some(ownership) = query.ownership {
        pieces.push("a.ownership = ?");
        values.push(Value::Text(ownership.word().to_owned()));
    }
    for word in query.search.split_whitespace() {
        pieces.push("a.search LIKE ? ESCAPE '\\'");
        values.push(Value::Text(search::anywhere(word)));
    }

    (pieces.join(" AND "), values)
}

fn count(connection: &Connection, condition: &str, bound: &[Value]) -> Result<u64, JournalError> {
    let sql = format!("SELECT count(*) FROM mirror.accounts a WHERE {condition}");
    let mut statement = connection.prepare_cached(&sql)?;
    let count: i64 = statement.query_row(params_from_iter(bound), |row| row.get(0))?;

    Ok(count.cast_unsigned())
}

fn ends_of(
    connection: &Connection,
    rows: &[AccountFacts],
    today: Date,
) -> Result<BTreeMap<String, Date>, JournalError> {
    let ids: Vec<&str> = rows.iter().map(|row| row.account.id.as_str()).collect();
    let ids =
        serde_json::to_string(&ids).map_err(|error| JournalError::Damaged(error.to_string()))?;
    let mut statement = connection.prepare_cached(concat!(
        ends!("IN (SELECT value FROM json_each(?2))"),
        "SELECT account, until FROM ends"
    ))?;
    let mut found = statement.query(params![today.to_string(), ids])?;
    let mut ends = BTreeMap::new();
    while let Some(row) = found.next()? {
        let (account, until): (String, String) = (row.get(0)?, row.get(1)?);
        let until = until
            .parse()
            .map_err(|_| JournalError::Damaged("a day".to_owned()))?;
        ends.insert(account, until);
    }

    Ok(ends)
}

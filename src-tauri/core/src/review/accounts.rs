//! The table of ad accounts: windows of rows, searched, filtered and sorted by the database (R38–R42).

use super::account::fresh;
use super::{OpenHere, Reading, ends};
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
use rusqlite::{Connection, params_from_iter};

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
            // Not the database's to know: see `by_end`.
            (Self::EarliestEnd, _) => "a.search",
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
        let today = self.today(now)?;
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
            let ids: Vec<&str> = window.2.iter().map(|row| row.account.id.as_str()).collect();
            let ends = ends::of(connection, &ids, today)?;
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

    /// The day in the Business Center's zone, or in UTC where that is not known.
    pub(super) fn today(&self, now: Timestamp) -> Result<Date, JournalError> {
        let bc = self.mirror.business_center()?;
        let zone = bc.and_then(|(bc, _)| Zone::read(&bc.zone));

        Ok(zone.unwrap_or_else(Zone::utc).day(now))
    }
}

/// A week that ended before this day says nothing about the spend of now, in no zone.
pub(super) fn recently(today: Date) -> Date {
    earlier_day(today, 4)
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
    let since = recently(today);
    let rows = match query.sort {
        AccountSort::EarliestEnd => {
            let ids = by_end(connection, query, today)?;
            these(connection, &ids, since)?
        }
        AccountSort::Name
        | AccountSort::Status
        | AccountSort::AdCredit
        | AccountSort::Cash
        | AccountSort::BalanceAlert => {
            let rest = format!(
                "{condition} ORDER BY {}, a.search, a.id LIMIT ? OFFSET ?",
                query.sort.order(query.descending)
            );
            let mut values = bound;
            values.push(Value::Integer(query.limit.min(LONGEST_WINDOW).into()));
            values.push(Value::Integer(query.offset.into()));
            select(connection, &rest, values, since)?
        }
    };

    Ok((total, matched, rows))
}

/// Accounts with all that is told of them, by a condition and an order whose values are bound.
pub(super) fn select(
    connection: &Connection,
    rest: &str,
    bound: Vec<Value>,
    since: Date,
) -> Result<Vec<AccountFacts>, JournalError> {
    let sql = format!(
        "SELECT {ACCOUNT}, {BALANCE}, a.as_of, a.likeness, a.troubled_at, w.last_day, w.amount, w.currency, a.minimum \
         FROM mirror.accounts a LEFT JOIN mirror.balances b ON b.account_id = a.id \
         LEFT JOIN mirror.weeks w ON w.account = a.id AND w.last_day >= ?1 WHERE {rest}"
    );
    let mut values = vec![Value::Text(since.to_string())];
    values.extend(bound);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = statement.query(params_from_iter(values))?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        rows.push(read_facts(row)?);
    }

    Ok(rows)
}

/// The accounts of the window in the order of their earliest ends, those without one last. The ends are counted here, so
/// they are sorted here too; only the rows of the window are then read whole.
fn by_end(
    connection: &Connection,
    query: &AccountQuery,
    today: Date,
) -> Result<Vec<String>, JournalError> {
    let mut ends = ends::all(connection, today)?;
    let (condition, bound) = conditions(query);
    let mut statement = connection.prepare_cached(&format!(
        "SELECT a.id, a.search FROM mirror.accounts a WHERE {condition}"
    ))?;
    let mut found = statement.query(params_from_iter(bound))?;
    let mut order = Vec::new();
    while let Some(row) = found.next()? {
        let (id, search): (String, String) = (row.get(0)?, row.get(1)?);
        let end = ends.remove(&id);
        order.push((end, search, id));
    }
    order.sort_unstable_by(|(one, search, id), (other, search_of_other, other_id)| {
        let by_end = match (one, other) {
            (Some(one), Some(other)) if query.descending => other.cmp(one),
            (Some(one), Some(other)) => one.cmp(other),
            (one, other) => other.is_some().cmp(&one.is_some()),
        };
        by_end.then_with(|| (search, id).cmp(&(search_of_other, other_id)))
    });
    let from = usize::try_from(query.offset).unwrap_or(usize::MAX);
    let limit = usize::try_from(query.limit.min(LONGEST_WINDOW)).unwrap_or_default();
    let window = order.into_iter().skip(from).take(limit);

    Ok(window.map(|(_, _, id)| id).collect())
}

/// These accounts, in this order.
fn these(
    connection: &Connection,
    ids: &[String],
    since: Date,
) -> Result<Vec<AccountFacts>, JournalError> {
    let bound = vec![Value::Text(super::json(ids)?)];
    let rest = "a.id IN (SELECT value FROM json_each(?))";
    let mut rows = select(connection, rest, bound, since)?;
    rows.sort_by_key(|row| ids.iter().position(|id| id == row.account.id.as_str()));

    Ok(rows)
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

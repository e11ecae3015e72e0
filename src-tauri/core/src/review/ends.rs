//! Which last day is reached first in each account: the newest-ending ad credit is used last, so that what is there now is
//! counted from the latest end backwards (R90).

use crate::journal::JournalError;
use jiff::civil::Date;
use rusqlite::{Connection, params};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Ad credit that still runs, with the balance of its account: what was placed, and what an account got elsewhere.
macro_rules! held {
    ($of:literal) => {
        concat!(
            "SELECT t.account, c.valid_until, t.amount, b.ad_credit \
             FROM totals t JOIN credits c ON c.id = t.credit JOIN mirror.balances b ON b.account_id = t.account \
             WHERE c.valid_until >= ?1 AND t.amount > 0 AND t.account ",
            $of,
            " UNION ALL SELECT c.account, c.valid_until, c.amount, b.ad_credit \
             FROM credits c JOIN mirror.balances b ON b.account_id = c.account \
             WHERE c.valid_until >= ?1 AND c.amount > 0 AND c.revoked_in IS NULL AND c.account ",
            $of
        )
    };
}

/// One account's balance, and its pieces of ad credit with their last days.
struct Held {
    balance: i64,
    pieces: Vec<(Date, i64)>,
}

/// The earliest end in every account that has one.
pub(super) fn all(
    connection: &Connection,
    today: Date,
) -> Result<HashMap<String, Date>, JournalError> {
    read(connection, held!("IS NOT NULL"), today, "")
}

/// The same for these accounts.
pub(super) fn of(
    connection: &Connection,
    accounts: &[&str],
    today: Date,
) -> Result<HashMap<String, Date>, JournalError> {
    let accounts = super::json(accounts)?;

    read(
        connection,
        held!("IN (SELECT value FROM json_each(?2))"),
        today,
        &accounts,
    )
}

fn read(
    connection: &Connection,
    sql: &str,
    today: Date,
    accounts: &str,
) -> Result<HashMap<String, Date>, JournalError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = match statement.parameter_count() {
        1 => statement.query(params![today.to_string()])?,
        _ => statement.query(params![today.to_string(), accounts])?,
    };
    let mut all: HashMap<String, Held> = HashMap::new();
    while let Some(row) = found.next()? {
        let until = row
            .get_ref(1)?
            .as_str()
            .ok()
            .and_then(|day| day.parse().ok());
        let until = until.ok_or_else(|| JournalError::Damaged("a day".to_owned()))?;
        let piece = (until, row.get(2)?);
        let balance = row.get(3)?;
        let account = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        match all.get_mut(account) {
            Some(held) => held.pieces.push(piece),
            None => {
                let pieces = vec![piece];
                all.insert(account.to_owned(), Held { balance, pieces });
            }
        }
    }
    let ends = all.into_iter();

    Ok(ends
        .filter_map(|(account, held)| Some((account, earliest(held)?)))
        .collect())
}

/// Counts the balance from the latest end backwards; the last piece that something is left for ends first.
fn earliest(mut held: Held) -> Option<Date> {
    held.pieces.sort_by_key(|(until, _)| Reverse(*until));
    let mut left = held.balance;
    let mut earliest = None;
    for (until, amount) in held.pieces {
        if left <= 0 {
            break;
        }
        earliest = Some(until);
        left = left.saturating_sub(amount);
    }

    earliest
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_ends_last_is_used_last() {
        let held = |balance| Held {
            balance,
            pieces: vec![
                (date(2026, 11, 20), 500),
                (date(2026, 12, 31), 300),
                (date(2026, 12, 31), 100),
            ],
        };
        assert_eq!(earliest(held(0)), None);
        assert_eq!(earliest(held(1)), Some(date(2026, 12, 31)));
        assert_eq!(earliest(held(400)), Some(date(2026, 12, 31)));
        assert_eq!(earliest(held(401)), Some(date(2026, 11, 20)));
        assert_eq!(earliest(held(9_999)), Some(date(2026, 11, 20)));
    }
}

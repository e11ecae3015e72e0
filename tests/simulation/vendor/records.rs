//! TikTok's records: one at each side of a move, readable after a while, in no order, and not always whole.

use super::query::{filter, number};
use super::{BC, Vendor};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Whose doing a record is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// This program's transfer with this `request_id`.
    Ours(String),
    /// Somebody else's, in TikTok's own pages.
    Outsider,
    /// Ad credit from TikTok.
    Elsewhere,
}

/// One record.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its id.
    pub id: u64,
    /// The account by place; none at the Business Center's level.
    pub account: Option<usize>,
    /// How much.
    pub amount: i64,
    /// Into what the record is about, or out of it.
    pub incoming: bool,
    /// When it moved.
    pub at: i64,
    /// From when it can be read.
    pub visible: i64,
    /// Its place where rows come in an order of their own.
    pub order: u64,
    /// Whose doing it is.
    pub origin: Origin,
}

const MOMENT: &str = "%Y-%m-%d %H:%M:%S";

impl Vendor {
    /// One page of `bc/account/transaction/get`.
    pub(super) fn record_page(&mut self, fields: &BTreeMap<String, String>, now: i64) -> String {
        let filter = filter(fields);
        let of_accounts = fields.get("transaction_level").map(String::as_str) == Some("ADVERTISER");
        let wanted: Option<Vec<String>> = filter["account_ids"].as_array().map(|ids| {
            let texts = ids.iter().filter_map(|id| id.as_str());
            texts.map(str::to_owned).collect()
        });
        let from = self
            .moment(filter["start_time"].as_str())
            .unwrap_or(i64::MIN);
        let to = self.moment(filter["end_time"].as_str()).unwrap_or(i64::MAX);
        let belongs = |record: &&Record| {
            let right_account = match (record.account, &wanted) {
                (Some(place), Some(ids)) => ids.contains(&self.accounts[place].id),
                _ => true,
            };
            record.visible <= now
                && record.account.is_some() == of_accounts
                && right_account
                && (from..=to).contains(&record.at)
        };
        let mut rows: Vec<&Record> = self.records.iter().filter(belongs).collect();
        if self.manner.shuffled {
            rows.sort_by_key(|record| record.order);
        } else {
            rows.sort_by_key(|record| std::cmp::Reverse((record.at, record.id)));
        }
        let rows: Vec<Record> = rows.into_iter().cloned().collect();

        self.page(&rows, fields)
    }

    /// One page of the second list, `advertiser/transaction/get`: transfers of ad credit by account, in UTC, without ids.
    pub(super) fn second_page(&mut self, fields: &BTreeMap<String, String>, now: i64) -> String {
        self.hit("vendor: second list");
        let filter = filter(fields);
        let wanted = filter["keyword"].as_str().unwrap_or_default();
        let (page, size) = (number(fields, "page", 1), self.page_size(fields));
        let rows: Vec<String> = self
            .records
            .iter()
            .filter(|record| record.visible <= now && record.origin != Origin::Elsewhere)
            .filter_map(|record| Some((&self.accounts[record.account?], record)))
            .filter(|(account, _)| account.id.contains(wanted))
            .map(|(account, record)| {
                let at = Timestamp::from_microsecond(record.at).unwrap_or(Timestamp::MAX);
                format!(
                    r#"{{"advertiser_id":"{}","amount":{},"currency":"{}","date":"{}","funds_type":"FUNDS_TYPE_GRANT","transfer_type":"TRANS_TYPE_TRANSFER","timezone":"UTC"}}"#,
                    account.id,
                    super::answers::money(record.amount),
                    self.manner.currency,
                    at.strftime(MOMENT)
                )
            })
            .collect();
        let first = page.saturating_sub(1) * size;
        let some: Vec<String> = rows.iter().skip(first).take(size).cloned().collect();

        format!(
            r#"{{"transaction_list":[{}],{}}}"#,
            some.join(","),
            super::answers::page_info(page, size, rows.len())
        )
    }

    /// The `Date` header, where this TikTok sends one.
    pub fn date(&self, now: i64) -> Option<String> {
        let now = Timestamp::from_microsecond(now).unwrap_or(Timestamp::MAX);

        self.manner
            .tells_time
            .then(|| now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())
    }

    fn page(&mut self, rows: &[Record], fields: &BTreeMap<String, String>) -> String {
        let (page, size) = (number(fields, "page", 1), self.page_size(fields));
        let total = rows.len();
        let mut first = page.saturating_sub(1) * size;
        if page > 1 && self.chance.happens(self.manner.shifts_page) {
            self.hit("vendor: page shifted");
            first -= 1;
        }
        let mut some: Vec<&Record> = rows.iter().skip(first).take(size).collect();
        if !some.is_empty() && self.chance.happens(self.manner.loses_page) {
            self.hit("vendor: page missing");
            some.clear();
        }
        if !some.is_empty() && self.chance.happens(self.manner.repeats_row) {
            self.hit("vendor: row repeated");
            some.insert(0, some[0]);
        }
        let texts: Vec<String> = some.iter().map(|record| self.row(record)).collect();
        let pages = total.div_ceil(size);

        format!(
            r#"{{"transaction_list":[{}],"page_info":{{"page":{page},"page_size":{size},"total_number":{total},"total_page":{pages}}}}}"#,
            texts.join(",")
        )
    }

    fn row(&self, record: &Record) -> String {
        let account = record.account.map_or_else(
            || "null".to_owned(),
            |place| format!("\"{}\"", self.accounts[place].id),
        );
        let amount = super::answers::money(record.amount);
        let way = if record.incoming {
            "POSITIVE"
        } else {
            "NEGATIVE"
        };
        let kind = match record.origin {
            Origin::Ours(_) | Origin::Outsider => "INCREASE_BALANCE",
            Origin::Elsewhere => "GRANT",
        };

        format!(
            r#"{{"transaction_id":"{}","account_id":{account},"bc_id":"{BC}","amount":{amount},"subtotal":{amount},"currency":"{}","amount_type":"{way}","billing_type":"CREDIT","transaction_type":"{kind}","timezone":"{}","create_time":"{}"}}"#,
            record.id,
            self.manner.currency,
            self.zone_name(),
            self.local(record.at)
        )
    }

    fn zone_name(&self) -> String {
        let zone = self.manner.zone;
        let sign = if zone < 0 { '-' } else { '+' };
        let mut name = String::from("UTC");
        if zone != 0 {
            let _ = write!(name, "{sign}{:02}:{:02}", zone.abs() / 60, zone.abs() % 60);
        }

        name
    }

    fn offset(&self) -> Offset {
        let seconds = i32::try_from(self.manner.zone * 60).unwrap_or(0);

        Offset::from_seconds(seconds).unwrap_or(Offset::UTC)
    }

    fn local(&self, at: i64) -> String {
        let at = Timestamp::from_microsecond(at).unwrap_or(Timestamp::MAX);
        let zone = TimeZone::fixed(self.offset());

        zone.to_datetime(at).strftime(MOMENT).to_string()
    }

    fn moment(&self, text: Option<&str>) -> Option<i64> {
        let local = DateTime::strptime(MOMENT, text?).ok()?;

        Some(self.offset().to_timestamp(local).ok()?.as_microsecond())
    }
}

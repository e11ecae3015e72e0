//! What really happened, for tests and for looking behind the scenes; never told below `/open_api`.

use serde::Serialize;

/// One transfer that moved money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Executed {
    /// When, in microseconds since 1970.
    pub at: i64,
    /// Business Center id.
    pub bc_id: String,
    /// Account id.
    pub advertiser_id: String,
    /// Ad credit, not cash.
    pub is_grant: bool,
    /// Hundredths; negative from the account to the Business Center.
    pub amount: i64,
    /// What the caller called it.
    pub request_id: Option<String>,
    /// Made by a colleague on the web page.
    pub outside: bool,
    /// Transaction ids: Business Center level, account level.
    pub transactions: [String; 2],
}

/// The whole truth at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Truth {
    /// Transfers executed since the world was first opened, in order.
    pub executed: Vec<Executed>,
    /// How many `bc/transfer` requests arrived since this process opened the world, whatever became of them.
    pub received: usize,
    /// How many of them carried each `request_id`.
    pub received_by_request: std::collections::BTreeMap<String, usize>,
    /// Ad credit in each account, by id, hundredths.
    pub ad_credit: std::collections::BTreeMap<String, i64>,
    /// Ad credit of each Business Center, by id, hundredths.
    pub voucher: std::collections::BTreeMap<String, i64>,
    /// Cash in each account, by id, hundredths; negative in a Payment Portfolio, which pays for what its accounts spend.
    pub account_cash: std::collections::BTreeMap<String, i64>,
    /// Cash of each Business Center, by id, hundredths.
    pub bc_cash: std::collections::BTreeMap<String, i64>,
    /// Whether every cent of every account and Business Center is accounted for.
    pub conserved: bool,
}

//! Transaction records: what TikTok's ledgers say of a change, at which level, and from when on.

use crate::event::Kind;
use std::borrow::Cow;

/// Whose ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The Business Center's.
    Bc,
    /// The ad account's.
    Advertiser,
    /// The Payment Portfolio's.
    Portfolio,
}

/// One line of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// TikTok's transaction id.
    pub id: String,
    /// Whose ledger.
    pub level: Level,
    /// Place of the Business Center.
    pub bc: usize,
    /// Place of the account; at Business Center level only known here, never told.
    pub account: Option<usize>,
    /// Hundredths, never negative.
    pub amount: i64,
    /// `POSITIVE` or `NEGATIVE`.
    pub comes_in: bool,
    /// Cash or ad credit.
    pub kind: Kind,
    /// Between a Business Center and one of its accounts.
    pub is_transfer: bool,
    /// `transaction_type`
    pub transaction_type: Cow<'static, str>,
    /// When it happened, microseconds.
    pub at: i64,
    /// From when on it can be read.
    pub visible: i64,
}

/// The id of the record with this number: 19 digits, unique.
#[must_use]
pub fn transaction_id(number: usize) -> String {
    (7_573_690_000_000_000_000_u64 + u64::try_from(number).unwrap_or(0) * 8_017 + 1_025).to_string()
}

//! Which allocations a list is asked for: search and filters, as fixed pieces of SQL.

use crate::clock::Timestamp;
use crate::id::{AdvertiserId, AllocationNumber, CreditId, MemberId};
use crate::search;
use rusqlite::types::Value;

/// Which allocations, and which window of them. Newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AllocationQuery {
    /// Words that must all occur in number, account, person, credit or note, or be a transaction id; empty for all.
    pub search: String,
    /// One account.
    pub account: Option<AdvertiserId>,
    /// One person.
    pub operator: Option<MemberId>,
    /// One credit.
    pub credit: Option<CreditId>,
    /// How it stands.
    pub standing: Standing,
    /// Committed at this moment or later.
    pub from: Option<Timestamp>,
    /// Committed before this moment.
    pub to: Option<Timestamp>,
    /// Older than this one: a page by key, the same speed at any depth.
    pub before: Option<AllocationNumber>,
    /// Rows to leave out at the front.
    pub offset: u32,
    /// Rows wanted, at most [`LONGEST_WINDOW`].
    pub limit: u32,
}

/// States a person filters by, one by one or in groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the single states are those of `State`")]
pub enum Standing {
    /// All.
    #[default]
    Any,
    /// *Sending* and *unknown*.
    Open,
    /// *Succeeded*, or found to have taken effect.
    Moved,
    /// Refused, not sent, or closed as not executed.
    NotMoved,
    /// Contradicted, or with one record too many, and nobody has said yet to have seen it.
    Alarm,
    /// *Applied*, as TikTok's records prove.
    Found,
    /// *Applied*, as a person said.
    Said,
    Sending,
    Unknown,
    Succeeded,
    Rejected,
    NotSent,
    NotApplied,
    Contradicted,
    DuplicateSuspected,
}

impl Standing {
    // The second halves let SQLite use the index on what needs attention.
    fn condition(self) -> Option<&'static str> {
        match self {
            Self::Any => None,
            Self::Open => Some("state IN ('sending', 'unknown') AND state <> 'succeeded'"),
            Self::Moved => {
                Some("state IN ('succeeded', 'applied', 'contradicted', 'duplicate-suspected')")
            }
            Self::NotMoved => {
                Some("state IN ('rejected', 'not-sent', 'not-applied') AND state <> 'succeeded'")
            }
            Self::Alarm => Some(
                "state IN ('contradicted', 'duplicate-suspected') AND state <> 'succeeded' AND acknowledged_in IS NULL",
            ),
            Self::Found => Some(
                "state = 'applied' AND state <> 'succeeded' AND settled_in IN \
                 (SELECT number FROM entries WHERE entries.number = settled_in AND kind = 'allocation-found')",
            ),
            Self::Said => Some(
                "state = 'applied' AND state <> 'succeeded' AND settled_in IN \
                 (SELECT number FROM entries WHERE entries.number = settled_in AND kind = 'allocation-decided')",
            ),
            Self::Sending => Some("state = 'sending' AND state <> 'succeeded'"),
            Self::Unknown => Some("state = 'unknown' AND state <> 'succeeded'"),
            Self::Succeeded => Some("state = 'succeeded'"),
            Self::Rejected => Some("state = 'rejected' AND state <> 'succeeded'"),
            Self::NotSent => Some("state = 'not-sent' AND state <> 'succeeded'"),
            Self::NotApplied => Some("state = 'not-applied' AND state <> 'succeeded'"),
            Self::Contradicted => Some("state = 'contradicted' AND state <> 'succeeded'"),
            Self::DuplicateSuspected => {
                Some("state = 'duplicate-suspected' AND state <> 'succeeded'")
            }
        }
    }
}

/// Fixed pieces of SQL joined by AND; every value is bound.
pub(super) fn conditions(query: &AllocationQuery) -> (String, Vec<Value>) {
    let mut pieces = vec!["1"];
    let mut values = Vec::new();
    let mut add = |piece: &'static str, bound: &[Value]| {
        pieces.push(piece);
        values.extend_from_slice(bound);
    };
    if let Some(account) = &query.account {
        add("account = ?", &[Value::Text(account.as_str().to_owned())]);
    }
    if let Some(operator) = &query.operator {
        add("operator = ?", &[Value::Text(operator.as_str().to_owned())]);
    }
    if let Some(credit) = query.credit {
        add("credit = ?", &[Value::Blob(credit.0.as_bytes().to_vec())]);
    }
    if let Some(from) = query.from {
        add("at >= ?", &[Value::Integer(from.as_microsecond())]);
    }
    if let Some(to) = query.to {
        add("at < ?", &[Value::Integer(to.as_microsecond())]);
    }
    for word in query.search.split_whitespace() {
        add(
            "(search LIKE ? ESCAPE '\\' OR number IN (SELECT allocation FROM claims WHERE record = ?))",
            &[
                Value::Text(search::anywhere(word)),
                Value::Text(word.to_owned()),
            ],
        );
    }
    pieces.extend(query.standing.condition());

    (pieces.join(" AND "), values)
}

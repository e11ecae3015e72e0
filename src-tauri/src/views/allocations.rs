//! Transactions: the list of allocations, and one allocation with every recorded field (R68, R131).

use super::add_balance::{Ends, Side};
use super::alarms::AlarmDetail;
use super::start::WorkspaceKind;
use super::{AccountName, Amount, Funds, Person, Stamp};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Which allocations.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AllocationsQuery {
    /// In numbers, names, ids, notes, transaction ids; may be empty.
    pub search: String,
    /// One account's id, or all.
    pub account: Option<String>,
    /// One person's id, or all.
    pub person: Option<String>,
    /// One state, or all.
    pub state: Option<StateWord>,
    /// First day, in the Business Center's zone.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// First row wanted, from 0.
    pub offset: u32,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// Allocations, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AllocationsPage {
    /// Allocations in all.
    pub total: u32,
    /// What the search and the filters leave.
    pub matched: u32,
    /// First row of `rows`.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<AllocationRow>,
    /// Sums of all that match, one line per currency.
    pub totals: Vec<AllocationTotals>,
    /// What the filters may name.
    pub accounts: Vec<AccountName>,
    /// People who allocated.
    pub people: Vec<FilterPerson>,
}

/// Sums in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AllocationTotals {
    /// Took effect.
    pub allocated: Amount,
    /// Not settled.
    pub unknown: Amount,
}

/// A person in a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FilterPerson {
    /// Plain digits.
    pub id: String,
    /// Hostile text.
    pub name: String,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AllocationRow {
    /// What people call it.
    pub number: String,
    /// Commit.
    pub at: Stamp,
    /// The receiver, named as it was.
    pub account: AccountName,
    /// How much.
    pub amount: Amount,
    /// The credit, named as it was; none for unlisted ad credit.
    pub credit_name: Option<String>,
    /// Last valid day of it, where known.
    pub ends: Option<String>,
    /// Who.
    pub by: String,
    /// None where empty.
    pub note: Option<String>,
    /// Where it stands.
    pub state: StateWord,
}

/// Protocol 4.1; the exact words are in the locale files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StateWord {
    /// Sending.
    Sending,
    /// Allocated.
    Allocated,
    /// Refused, nothing moved.
    Refused,
    /// Not sent, nothing moved.
    NotSent,
    /// Outcome unknown.
    Unknown,
    /// Allocated, found in TikTok's records.
    Found,
    /// A person recorded it as allocated.
    RecordedAsAllocated,
    /// Closed as not executed.
    ClosedNotExecuted,
    /// Closed as not executed, and then its record appeared.
    Contradicted,
    /// Allocated, and TikTok's records hold one more like it.
    DuplicateSuspected,
}

/// One allocation: receipt and detail view alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Allocation {
    /// What people call it.
    pub number: String,
    /// Our id.
    pub id: String,
    /// TikTok's `request_id`, as sent.
    pub request_id: String,
    /// Where it stands.
    pub state: StateWord,
    /// What its state holds.
    pub state_detail: StateDetail,
    /// How much.
    pub amount: Amount,
    /// The receiver, named as it was.
    pub account: AccountName,
    /// Its name now, where another (R133).
    pub account_name_now: Option<String>,
    /// Business Center.
    pub bc_id: String,
    /// Named as it was.
    pub bc_name: String,
    /// Whether the money is real.
    pub money: WorkspaceKind,
    /// Payment Portfolio id, where one applied.
    pub portfolio: Option<String>,
    /// The credit's id, none for unlisted ad credit.
    pub credit_id: Option<String>,
    /// Named as it was.
    pub credit_name: Option<String>,
    /// Business Center, credit, account, as committed.
    pub sides: Vec<Side>,
    /// None where unknown.
    pub ends: Option<Ends>,
    /// Verbatim, as it was.
    pub restrictions: String,
    /// What campaigns run on today when it is used up (R92); not recorded.
    pub then: Vec<Funds>,
    /// Who, with the role declared then.
    pub by: Person,
    /// When the figures were read.
    pub figures_as_of: Stamp,
    /// All ad credit of the Business Center by those figures, one end of the balance equation.
    pub bc_ad_credit: Amount,
    /// Ids of TikTok's records read before the sending; none of them can be its own.
    pub records_before: Vec<String>,
    /// Commit, in the offset shown then.
    pub sent: Stamp,
    /// No answer was waited for after this.
    pub deadline: Stamp,
    /// When the present state was written; none while sending.
    pub answered: Option<Stamp>,
    /// Codes of the warnings acknowledged; see `Warning`.
    pub acknowledged: Vec<String>,
    /// None where empty.
    pub note: Option<String>,
    /// TikTok's transaction ids.
    pub tiktok: TiktokIds,
    /// TikTok's log id of the exchange, where its answer told one.
    pub log_id: Option<String>,
    /// Journal entry that recorded it.
    pub recorded_in: String,
    /// Journal entry of its present state, if another.
    pub settled_in: Option<String>,
    /// Whether the chain was found whole at the last check.
    pub chain_intact: bool,
    /// Everything that happened to it, oldest first.
    pub steps: Vec<Step>,
    /// For an open outcome only.
    pub unknown: Option<UnknownOutcome>,
    /// For an alarm only, also after it was seen.
    pub alarm: Option<AlarmDetail>,
}

/// TikTok writes two records for one allocation (R56).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TiktokIds {
    /// Out of the Business Center; none where not told.
    pub bc_out: Option<String>,
    /// Into the account; none where not told.
    pub account_in: Option<String>,
    /// Told, and not known to be either.
    pub other: Vec<String>,
}

/// Data of the state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "SCREAMING_SNAKE_CASE",
    rename_all_fields = "camelCase"
)]
pub enum StateDetail {
    /// Nothing more to say.
    Plain,
    /// TikTok said no.
    Refused {
        /// TikTok's code.
        tiktok_code: String,
        /// TikTok's words; hostile text.
        message: String,
    },
    /// Never left.
    NotSent {
        /// In the transport's plain words.
        reason: String,
    },
    /// Do not repeat.
    Unknown {
        /// What led here.
        reason: UnknownReason,
    },
    /// A person settled it.
    Closed {
        /// Name of the person.
        by: String,
        /// The record named, if any.
        transaction_id: Option<String>,
        /// The reason given.
        note: String,
    },
    /// TikTok's records prove that it took effect.
    Proven {
        /// The record.
        record: Candidate,
        /// When it was found.
        found: Stamp,
    },
    /// One of TikTok's records contradicts how it was settled.
    Alarm {
        /// The record.
        transaction_id: String,
    },
}

/// Why an outcome is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "code",
    rename_all = "SCREAMING_SNAKE_CASE",
    rename_all_fields = "camelCase"
)]
pub enum UnknownReason {
    /// No answer before the deadline.
    NoAnswer,
    /// The connection broke; the request may have left.
    ConnectionLost,
    /// HTTP status that proves nothing.
    HttpStatus {
        /// The status.
        status: u16,
    },
    /// An answer that could not be read whole.
    Unreadable,
    /// A code that does not say whether it was executed.
    TiktokCode {
        /// The code.
        tiktok_code: String,
    },
    /// An answer that belongs to another attempt.
    OtherAttempt,
    /// The program ended while sending.
    ProgramEnded,
}

/// One step in the life of an allocation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// What it became; none where a person said to have seen its alarm.
    pub state: Option<StateWord>,
    /// Name of the person whose doing it was; none for TikTok's answers and records.
    pub by: Option<String>,
    /// When.
    pub at: Stamp,
    /// Journal entry.
    pub entry: String,
}

/// What is known about an open outcome, and what may be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UnknownOutcome {
    /// The last look at TikTok's records; none before the first.
    pub looked: Option<Look>,
    /// Looks made since the workspace was opened, oldest first.
    pub looks: Vec<PastLook>,
    /// The next look by itself; none where nothing may be looked up.
    pub next_look: Option<Stamp>,
    /// Those after the next one, up to the one from which there is one a day.
    pub planned: Vec<Stamp>,
    /// Whether this person may settle it.
    pub may_close: bool,
    /// Why not.
    pub refusal: Option<super::reasons::Refusal>,
    /// When *It was not executed* can be said.
    pub not_executed: NotExecuted,
    /// How long TikTok's records took to appear so far; none before the first was seen.
    pub appearances: Option<Appearances>,
}

/// One look in a word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PastLook {
    /// When.
    pub at: Stamp,
    /// Records that matched; none where TikTok could not be read.
    pub records: Option<u32>,
}

/// The waiting rule for *It was not executed*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "SCREAMING_SNAKE_CASE",
    rename_all_fields = "camelCase"
)]
pub enum NotExecuted {
    /// It can be said now.
    Now,
    /// It can be said now by somebody who has looked on TikTok's own Transactions page.
    NowIfLooked {
        /// Records had time enough, and a record or the balance speaks for its having been executed.
        against: bool,
    },
    /// Not yet.
    Later {
        /// From this moment in any case.
        from: Stamp,
        /// From this moment if nothing moves until then; none where something did.
        sooner: Option<Stamp>,
    },
}

/// How long records took from the sending until they could be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Appearances {
    /// Of how many allocations.
    pub count: u32,
    /// Half took no longer; whole seconds.
    pub median_seconds: u32,
    /// The slowest; whole seconds.
    pub slowest_seconds: u32,
}

/// One look at TikTok's balances and records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Look {
    /// When.
    pub at: Stamp,
    /// Business Center, then account: before, difference, now.
    pub balances: Vec<Side>,
    /// Records of both sides that match; nothing seen yet is not proof.
    pub candidates: Vec<Candidate>,
    /// Whether TikTok's second list shows it; none where it cannot be read.
    pub witness: Option<bool>,
    /// What the Business Center's balance says.
    pub balance_says: BalanceSays,
    /// The account holds more than before the sending, and spending only lowers it.
    pub account_raised: bool,
    /// Why this look did not settle it.
    pub why_open: WhyOpen,
}

/// Why a look did not settle an outcome: the first that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum WhyOpen {
    /// No record matches yet.
    NoRecord,
    /// More than one record matches.
    SeveralRecords,
    /// One matches, and TikTok's second list does not show it.
    SecondListDenies,
    /// One matches, and the Business Center's balance is as before.
    BalanceAsBefore,
    /// One matches, and the balance does not say.
    BalanceUnclear,
    /// All fits, and the record was made at another time than between sending and deadline.
    OutOfTime,
    /// All fits, and the journal is frozen, or was an old copy with this allocation in it: nothing may be matched.
    Frozen,
}

/// The balance equation in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BalanceSays {
    /// It fell by the amount, and nothing else explains that.
    Moved,
    /// It is as it would be without it.
    NotMoved,
    /// Something else moved that the records do not explain yet.
    Unclear,
}

/// A record of TikTok's that may be ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// TikTok's id.
    pub transaction_id: String,
    /// When TikTok says it happened.
    pub at: Stamp,
    /// How much.
    pub amount: Amount,
    /// Into the account (else out of the Business Center).
    pub into_account: bool,
}

/// A person settles an unknown outcome.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CloseUnknown {
    /// Which.
    pub number: String,
    /// It was executed; else it was not.
    pub executed: bool,
    /// TikTok's transaction id, where known.
    pub transaction_id: Option<String>,
    /// The person says to have looked on TikTok's own Transactions page.
    pub looked_there: bool,
    /// Why, in the person's words; required.
    pub note: String,
}

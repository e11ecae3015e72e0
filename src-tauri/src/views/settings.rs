//! Settings: workspace, switches, the journal and its check; and the list of changes (R131).

use super::start::{Appearance, Guard, LastGood, WorkspaceChoice};
use super::{AccountName, Amount, Stamp};
use crate::views::reasons::Refusal;
use serde::{Deserialize, Serialize};
use specta::Type;

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// The open workspace.
    pub workspace: WorkspaceChoice,
    /// Business Center id.
    pub bc_id: String,
    /// `UTC−05:00`.
    pub zone: String,
    /// Day of the first entry; none where nothing was written.
    pub in_use_since: Option<Stamp>,
    /// All switches with their present values.
    pub switches: Vec<SwitchState>,
    /// Whether this person may change them.
    pub may_change: bool,
    /// Why not.
    pub refusal: Option<Refusal>,
    /// Theme, density, language.
    pub appearance: Appearance,
    /// The journal without checking it.
    pub journal: JournalFacts,
    /// Version of the program.
    pub version: String,
    /// Where the files lie.
    pub folder: String,
}

/// One switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SwitchState {
    /// Which.
    pub name: Switch,
    /// Its value.
    pub on: bool,
}

/// The switches of a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Switch {
    /// R15.
    FinanceRolesApply,
    /// R13.
    StrictAdmin,
    /// R22.
    AllowBillingShared,
}

/// What is known of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct JournalFacts {
    /// Entries.
    pub entries: String,
    /// Of the first.
    pub first: Option<Stamp>,
    /// Of the last.
    pub last: Option<Stamp>,
    /// Where its head is kept outside the file.
    pub guard: Guard,
    /// Its newest entry.
    pub head: JournalHead,
    /// Set where it is frozen, and could be accepted.
    pub frozen: Option<FrozenJournal>,
    /// Whether this person may set it aside: it is damaged, and the role allows.
    pub may_set_aside: bool,
    /// Names of the files that were set aside, newest first.
    pub set_aside: Vec<String>,
    /// The copy of the last good state, where there is one.
    pub last_good: Option<LastGood>,
    /// What TikTok's records say that the copy does not, where this window shows it; none while no records were read.
    pub missing: Option<MissingHere>,
    /// The last check in this session.
    pub check: Option<JournalCheck>,
}

/// An entry and its hash, which stands for everything up to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct JournalHead {
    /// Its number.
    pub entry: String,
    /// 64 hexadecimal digits.
    pub hash: String,
}

/// A journal that nothing is sent with until a person accepts it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FrozenJournal {
    /// Why.
    pub reason: FrozenReason,
    /// The head kept outside; of an empty journal where none could be read.
    pub kept: JournalHead,
    /// Whether the acting person may accept it (R13).
    pub may_accept: bool,
    /// What TikTok's records say that it does not; none while no records were read.
    pub missing: Option<MissingHere>,
}

/// The journal compared with TikTok's records as far as they were read (R132).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MissingHere {
    /// From here on.
    pub since: Stamp,
    /// When TikTok's records were read.
    pub until: Stamp,
    /// Allocations that a record confirms.
    pub matched: u32,
    /// Allocations without a record.
    pub only_here: u32,
    /// Allocations whose record tells another amount.
    pub differing: u32,
    /// Records that no allocation explains.
    pub count: u32,
    /// The newest of them.
    pub newest: Vec<MissingRecord>,
}

/// Ad credit that came into an account without an allocation of this journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MissingRecord {
    /// TikTok's id.
    pub transaction_id: String,
    /// When TikTok says it happened.
    pub at: Stamp,
    /// Into which account.
    pub account: AccountName,
    /// How much.
    pub amount: Amount,
}

/// See [`FrozenJournal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FrozenReason {
    /// The head kept outside is not in the chain: an older copy, a cut or rewritten file, or one that was begun anew.
    NotInChain,
    /// It was begun after a damaged one was set aside, and no head was kept then.
    NoneKept,
    /// What is kept outside cannot be read as a head.
    Unreadable,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct JournalCheck {
    /// In one code.
    pub result: CheckResult,
    /// Where it first goes wrong, where it does.
    pub at_entry: Option<String>,
    /// Entries read.
    pub entries: String,
    /// Of the first.
    pub first: Option<Stamp>,
    /// Of the last.
    pub last: Option<Stamp>,
    /// When it was checked.
    pub checked: Stamp,
    /// How long it took.
    pub milliseconds: u32,
}

/// See [`JournalCheck`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CheckResult {
    /// Nothing is missing and nothing was changed; the outside head agrees.
    Whole,
    /// The chain is whole; no head is kept outside.
    WholeUnguarded,
    /// An entry does not fit the one before.
    Broken,
    /// Part of the file cannot be read.
    Damaged,
    /// The chain is whole and does not hold the outside head: cut, rewritten, or an old copy.
    HeadNotFound,
    /// The chain is whole; what is kept outside cannot be read as a head.
    HeadUnreadable,
    /// Totals or states differ from what the entries say.
    TotalsDiffer,
}

/// Which changes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangesQuery {
    /// First row wanted, from 0.
    pub offset: u32,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// Entries that are not allocations, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangesPage {
    /// In all.
    pub total: u32,
    /// First row of `rows`.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<ChangeRow>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeRow {
    /// Journal entry.
    pub entry: String,
    /// When.
    pub at: Stamp,
    /// Who; none for the program itself.
    pub by: Option<String>,
    /// What.
    pub change: Change,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "SCREAMING_SNAKE_CASE",
    rename_all_fields = "camelCase"
)]
pub enum Change {
    /// A switch was set.
    SwitchSet {
        /// Which.
        name: Switch,
        /// To what.
        on: bool,
    },
    /// A person's role at TikTok was seen changed.
    RoleSeen {
        /// The person.
        person: String,
        /// Before; none when first seen.
        before: Option<super::Role>,
        /// After.
        after: super::Role,
    },
    /// A credit was entered.
    CreditAdded {
        /// Its id.
        credit_id: String,
        /// Its name.
        name: String,
        /// How much.
        amount: Amount,
    },
    /// A credit was corrected.
    CreditCorrected {
        /// Its id.
        credit_id: String,
        /// Its name after.
        name: String,
        /// How much after.
        amount: Amount,
        /// Why.
        reason: String,
    },
    /// A credit was marked as revoked.
    CreditRevoked {
        /// Its id.
        credit_id: String,
        /// Its name.
        name: String,
        /// Why.
        reason: String,
    },
    /// A person settled an unknown outcome.
    OutcomeClosed {
        /// Number of the allocation.
        number: String,
        /// As executed.
        executed: bool,
        /// Why.
        note: String,
    },
    /// TikTok's records proved that an unknown outcome took effect.
    OutcomeFound {
        /// Number of the allocation.
        number: String,
        /// The record.
        transaction_id: String,
    },
    /// One of TikTok's records contradicts how an allocation was settled.
    AlarmRaised {
        /// Number of the allocation.
        number: String,
        /// It was refused or closed as not executed; else one record too many.
        contradicts: bool,
        /// The record.
        transaction_id: String,
    },
    /// A person accepted the journal although the head kept outside did not vouch for it.
    HeadAccepted {
        /// Number of the entry that the head kept outside named; none where none could be read.
        kept: Option<String>,
        /// Why.
        note: String,
    },
    /// A person has seen such an alarm.
    AlarmSeen {
        /// Number of the allocation.
        number: String,
        /// What was found out or done.
        note: String,
    },
    /// The program opened the journal for writing.
    SessionOpened,
    /// Anything else, by its key.
    Other {
        /// The entry's kind.
        entry_kind: String,
    },
}

//! An allocation that one of TikTok's records contradicts: what was recorded, what appeared, and who has seen it.

use super::Stamp;
use super::allocations::{AllocationRow, Candidate, StateWord};
use super::reasons::Refusal;
use serde::{Deserialize, Serialize};
use specta::Type;

/// An alarm that nobody has said yet to have seen, as the frame names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FrameAlarm {
    /// Number of the allocation.
    pub number: String,
    /// Contradicted, or perhaps allocated twice.
    pub state: StateWord,
}

/// What there is to know about the alarm of one allocation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AlarmDetail {
    /// The record that contradicts it.
    pub record: Candidate,
    /// When it was noticed here.
    pub raised: Stamp,
    /// How it was taken before.
    pub taken: Taken,
    /// Allocations to the same account since it was taken as not executed, newest first: one of them may have replaced it.
    pub since: Vec<AllocationRow>,
    /// Who has seen the alarm; none yet.
    pub seen: Option<Said>,
    /// Whether this person may say to have seen it.
    pub may_say: bool,
    /// Why not.
    pub refusal: Option<Refusal>,
}

/// How an allocation was taken before a record contradicted that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "SCREAMING_SNAKE_CASE",
    rename_all_fields = "camelCase"
)]
pub enum Taken {
    /// As executed, once.
    Executed,
    /// A person closed it as not executed.
    Closed {
        /// Who, when and why.
        said: Said,
    },
    /// TikTok refused it.
    Refused {
        /// TikTok's code.
        tiktok_code: String,
        /// When.
        at: Stamp,
    },
}

/// What a person wrote down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Said {
    /// Name of the person.
    pub by: String,
    /// When.
    pub at: Stamp,
    /// In the person's words.
    pub note: String,
}

/// A person says to have seen an alarm.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AcknowledgeAlarm {
    /// Which allocation.
    pub number: String,
    /// What was found out or done; required.
    pub note: String,
}

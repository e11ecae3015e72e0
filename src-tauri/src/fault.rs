//! Core errors become a code, what its sentence needs, who can act, and whether money moved. No vendor text gets out.

use serde::Serialize;
use specta::Type;
use std::collections::BTreeMap;

/// Why a command did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// Which sentence.
    pub code: FaultCode,
    /// What the sentence needs, by name; `workspace` and `folder` of one that cannot be shown at all.
    pub params: BTreeMap<String, String>,
    /// Who can act.
    pub act: Act,
    /// Whether money moved.
    pub money: MoneyMoved,
}

/// One code for each sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FaultCode {
    /// The program has not finished opening the workspace.
    NotReady,
    /// `name`: what was asked for is not there.
    NotFound,
    /// `field`: a field of a form cannot be taken; `reason`.
    FieldInvalid,
    /// Setting *assignable* on a Business Center's credit (R79).
    AssignableRefused,
    /// The acting person may not do this.
    NotAllowed,
    /// Another instance has the workspace open.
    SecondInstance,
    /// This window may only read; Settings says why.
    ReadOnly,
    /// The journal is frozen: the head kept outside does not vouch for it.
    JournalFrozen,
    /// The journal was written by a newer version.
    JournalNewer,
    /// Something else wrote to the journal while it was open: nothing was written.
    JournalChanged,
    /// The journal is damaged, or not one of ours: `what`.
    JournalDamaged,
    /// The journal is not damaged: it is not set aside, and nothing is opened in its place.
    JournalSound,
    /// There is no copy of the last good state, or it is not whole either.
    NoLastGood,
    /// The disk refused to read or write; `reason`.
    DiskFailed,
    /// An outcome could not be written: sending has stopped.
    SendingStopped,
    /// TikTok could not be reached.
    Unreachable,
    /// TikTok answered with a code; `code`.
    TiktokRefused,
    /// TikTok's answer could not be read.
    AnswerUnreadable,
    /// TikTok asks to slow down.
    Throttled,
    /// Only the latest review can be allocated.
    ReviewSuperseded,
    /// `number`: an allocation to this account is not settled.
    OutcomeOpen,
    /// The outcome is settled already; nothing was changed.
    AlreadySettled,
    /// Too early to close as not executed.
    TooEarly,
    /// An amount does not fit.
    AmountOverflow,
    /// A refresh is under way already.
    RefreshRunning,
    /// The refresh was stopped.
    Stopped,
    /// This workspace is not practice.
    PracticeOnly,
    /// This workspace is not connected to a server.
    NotConnected,
    /// TikTok does not accept the access token; `code`.
    SignInAgain,
    /// This session has no keychain.
    NoKeychain,
    /// The keychain is locked.
    KeychainLocked,
    /// The keychain failed; `reason`.
    KeychainFailed,
    /// A mistake of the program; `where`.
    Internal,
}

/// Who can act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Act {
    /// The person, by entering something else.
    FixInput,
    /// The person, by trying again.
    TryAgain,
    /// Nobody now: wait.
    Wait,
    /// The person, by looking after the disk and trying again.
    CheckDisk,
    /// The person, in Settings under Journal.
    SeeJournal,
    /// The person, by installing the newest version.
    Update,
    /// The person, by signing in again.
    SignIn,
    /// The person, by looking after the keychain.
    SeeKeychain,
    /// Us.
    CallUs,
}

/// Whether money moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MoneyMoved {
    /// Nothing moved.
    NothingMoved,
    /// It is not known.
    Unknown,
}

impl Fault {
    /// A fault of this code; who can act follows from it.
    #[must_use]
    pub fn new(code: FaultCode) -> Self {
        let (act, money) = code.consequence();
        Self {
            code,
            params: BTreeMap::new(),
            act,
            money,
        }
    }

    /// With one thing its sentence needs.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }
}

impl Fault {
    /// The same fault, come up after TikTok may have been asked: it must not say that nothing moved.
    #[must_use]
    pub fn after_sending(mut self) -> Self {
        (self.act, self.money) = (Act::CallUs, MoneyMoved::Unknown);
        self
    }
}

impl FaultCode {
    /// Who can act, and whether money moved: the one place that decides.
    fn consequence(self) -> (Act, MoneyMoved) {
        use MoneyMoved::{NothingMoved, Unknown};
        match self {
            Self::NotFound
            | Self::FieldInvalid
            | Self::AssignableRefused
            | Self::NotAllowed
            | Self::PracticeOnly => (Act::FixInput, NothingMoved),
            Self::SignInAgain | Self::NotConnected => (Act::SignIn, NothingMoved),
            Self::NoKeychain | Self::KeychainLocked | Self::KeychainFailed => {
                (Act::SeeKeychain, NothingMoved)
            }
            Self::Unreachable
            | Self::AnswerUnreadable
            | Self::ReviewSuperseded
            | Self::Stopped
            | Self::TiktokRefused
            | Self::JournalSound
            | Self::AlreadySettled => (Act::TryAgain, NothingMoved),
            Self::NotReady
            | Self::Throttled
            | Self::OutcomeOpen
            | Self::TooEarly
            | Self::RefreshRunning
            | Self::SecondInstance => (Act::Wait, NothingMoved),
            Self::ReadOnly | Self::JournalFrozen | Self::JournalChanged | Self::JournalDamaged => {
                (Act::SeeJournal, NothingMoved)
            }
            Self::DiskFailed => (Act::CheckDisk, NothingMoved),
            Self::JournalNewer => (Act::Update, NothingMoved),
            Self::NoLastGood | Self::AmountOverflow | Self::Internal => (Act::CallUs, NothingMoved),
            Self::SendingStopped => (Act::CallUs, Unknown),
        }
    }
}

//! What the frame needs before any page: workspaces, the acting person, the clock, what is unsettled.

use super::alarms::FrameAlarm;
use super::reasons::Refusal;
use super::{Person, Role, Stamp};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Everything the frame shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Start {
    /// Version of the program.
    pub version: String,
    /// All that can be chosen.
    pub workspaces: Vec<WorkspaceChoice>,
    /// Id of the open one.
    pub workspace: String,
    /// How its connection stands; none in practice.
    pub connection: Option<ServerConnection>,
    /// Members for *Acting as*; empty in a connected workspace.
    pub members: Vec<MemberChoice>,
    /// Who acts.
    pub actor: Acting,
    /// Practice time, at the moment of this answer.
    pub clock: PracticeClock,
    /// Theme, density, language.
    pub appearance: Appearance,
    /// Why nothing can be written, where so.
    pub read_only: Option<ReadOnly>,
    /// Numbers of allocations whose outcome is unknown, oldest first.
    pub unknown: Vec<String>,
    /// Alarms that nobody has said yet to have seen, newest first.
    pub alarms: Vec<FrameAlarm>,
    /// How the journal stands.
    pub journal: JournalHealth,
    /// Nobody has allocated anything here yet.
    pub first_start: bool,
    /// *Lose the next answer* is armed.
    pub next_answer_lost: bool,
}

/// One workspace in the menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WorkspaceChoice {
    /// For `openWorkspace`.
    pub id: String,
    /// Name of the Business Center; hostile text.
    pub name: String,
    /// ISO 4217 code.
    pub currency: String,
    /// What stands behind it.
    pub kind: WorkspaceKind,
    /// The server's address; none in practice.
    pub server: Option<String>,
}

/// Design section 3. Only a connected one moves real money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum WorkspaceKind {
    /// The simulator in this program; made-up money.
    Practice,
    /// A server on this computer that is not TikTok; money that is not real.
    Rehearsal,
    /// TikTok.
    Connected,
}

/// The connection of a workspace that is not practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ServerConnection {
    /// The server's address.
    pub server: String,
    /// Its Business Center.
    pub bc_id: String,
    /// Whether anything can be asked of it.
    pub state: ConnectionState,
}

/// Whether somebody is signed in. Without, everything can still be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConnectionState {
    /// With a token that the keychain keeps.
    SignedIn,
    /// With a token that is kept until the program ends.
    SignedInForSession,
    /// No token is kept.
    SignedOut,
    /// TikTok does not accept the token any more.
    TokenRefused,
    /// The keychain is locked.
    KeychainLocked,
    /// There is no keychain, so no token is kept.
    NoKeychain,
}

/// One person that can be acted as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MemberChoice {
    /// For `actAs`.
    pub id: String,
    /// Hostile text.
    pub name: String,
    /// As TikTok says.
    pub role: Role,
}

/// The acting person and what the person may do here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Acting {
    /// Who.
    pub person: Person,
    /// Whether the role may allocate (R13).
    pub may_allocate: bool,
    /// Whether figures are shown (R13, last column).
    pub sees_finances: bool,
    /// Why the role may not, said once for all rows.
    pub refusal: Option<Refusal>,
}

/// One clock per practice workspace. Runs at real pace from `now`; the window may count on by itself until a `clock` event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PracticeClock {
    /// Practice time, in the Business Center's zone.
    pub now: Stamp,
}

/// How the program looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Appearance {
    /// Light, dark, or as the system says.
    pub theme: Theme,
    /// Height of rows.
    pub density: Density,
    /// BCP 47 tag, `en`.
    pub language: String,
}

impl Default for Appearance {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            density: Density::Comfortable,
            language: "en".to_owned(),
        }
    }
}

/// See [`Appearance`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Theme {
    /// As the system says.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// See [`Appearance`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Density {
    /// Rows of 40 px.
    Comfortable,
    /// Rows of 36 px.
    Compact,
}

/// Why this window may only read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReadOnly {
    /// Another instance of the program has this workspace open.
    SecondInstance,
    /// The head kept outside does not vouch for the journal (protocol 4.4).
    Frozen,
    /// An entry of the journal does not follow from those before it.
    Broken,
    /// The journal cannot be read, and this is the copy of its last good state.
    LastGood,
    /// An outcome could not be written: sending has stopped.
    SendingStopped,
}

/// How the journal stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct JournalHealth {
    /// Whether its head is guarded outside the file.
    pub guard: Guard,
    /// The first entry that does not follow, where this window may only read because of it.
    pub broken_at: Option<String>,
    /// In this session the one before was damaged and set aside under this name, and this one was begun.
    pub set_aside: Option<String>,
    /// The copy of the last good state, where this window shows it in the place of a journal that is damaged.
    pub last_good: Option<LastGood>,
}

/// The copy of a journal's last good state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LastGood {
    /// Its file, in the workspace's folder.
    pub file: String,
    /// Entries.
    pub entries: String,
    /// Of the last.
    pub newest: Option<Stamp>,
    /// How many entries after them the head kept outside knows of; none where it tells nothing.
    pub behind: Option<String>,
}

/// Where the head of the chain is kept outside the file (design section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Guard {
    /// A file in another folder.
    File,
    /// The system's keychain.
    Keychain,
    /// Missing: nothing guards against cuts and old copies.
    Unguarded,
    /// The newest could not be written there; an older one may be there.
    NotWritten,
    /// Not found in the chain: frozen.
    Mismatch,
    /// What is kept there cannot be read as a head: frozen.
    Unreadable,
}

//! Connecting a Business Center: what a person enters, and what can be chosen then.

use super::Role;
use super::start::WorkspaceKind;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a person signs in with.
#[derive(Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SignIn {
    /// TikTok's access token. Goes inward only.
    pub access_token: String,
    /// The server's address; empty for TikTok.
    pub base_url: String,
}

/// The Business Centers of a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// Where they were read.
    pub server: String,
    /// Whether money there is real.
    pub kind: WorkspaceKind,
    /// Who signed in; hostile text.
    pub person: String,
    /// What can be chosen, as TikTok lists it.
    pub centers: Vec<CenterChoice>,
}

/// One Business Center of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CenterChoice {
    /// Its id; plain digits.
    pub bc_id: String,
    /// Hostile text.
    pub name: String,
    /// ISO 4217 code.
    pub currency: String,
    /// What the person is in it.
    pub role: Role,
    /// Whether it is a workspace already: choosing it signs in there again.
    pub is_known: bool,
}

/// Where a token is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Keep {
    /// In the system's keychain.
    InKeychain,
    /// In memory, until the program ends.
    ForThisSession,
}

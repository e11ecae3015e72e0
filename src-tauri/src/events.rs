//! The facts pushed to the window: what to read again, and how far a refresh is.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Something is different from what the window last read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, tauri_specta::Event)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// All that changed.
    pub what: Vec<Topic>,
}

/// What can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Topic {
    /// Ad accounts and balances.
    Accounts,
    /// The list of credits.
    Credits,
    /// Allocations and their states.
    Allocations,
    /// Switches, roles, appearance.
    Settings,
    /// Practice time jumped.
    Clock,
    /// Another workspace or another person: read everything.
    Workspace,
}

/// How far a refresh is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, tauri_specta::Event)]
#[serde(rename_all = "camelCase")]
pub struct SyncProgress {
    /// What is read now.
    pub step: SyncStep,
    /// Done in this step.
    pub done: u32,
    /// Of how many; 0 where not known yet.
    pub total: u32,
}

/// Steps of a refresh, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SyncStep {
    /// The Business Center, its balances and portfolios.
    BusinessCenter,
    /// Members and roles.
    Members,
    /// The list of ad accounts.
    Accounts,
    /// Their balances.
    Balances,
    /// TikTok's records.
    Records,
    /// Spend and costs.
    Costs,
    /// Over, whole or with a fault.
    Finished,
}

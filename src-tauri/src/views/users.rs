//! Users: members, what each may do, and why (R9–R19).

use super::{Freshness, Role};
use serde::Serialize;
use specta::Type;

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Users {
    /// The switch of R15.
    pub finance_roles_apply: bool,
    /// The switch of R13.
    pub strict_admin: bool,
    /// Names of the Admins to ask.
    pub admins: Vec<String>,
    /// Age of the roles.
    pub freshness: Freshness,
    /// By name.
    pub members: Vec<MemberRow>,
    /// What each role may do here.
    pub matrix: Vec<MatrixRow>,
}

/// One member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MemberRow {
    /// None for a pending invitation.
    pub id: Option<String>,
    /// Hostile text.
    pub name: String,
    /// Hostile text.
    pub email: String,
    /// The acting person.
    pub you: bool,
    /// Invited, not yet a member.
    pub pending: bool,
    /// As TikTok says.
    pub role: Role,
    /// With ad credit.
    pub may: May,
    /// Why.
    pub why: Why,
}

/// What a member may do with ad credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum May {
    /// May allocate.
    Allocate,
    /// Views only.
    View,
    /// May not.
    Not,
}

/// The row of R13 that decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Why {
    /// Row 1.
    Admin,
    /// Row 2.
    AdminWithAnalyst,
    /// Row 3.
    AdminAndFinanceManager,
    /// Row 4.
    AdminNeedsFinanceManager,
    /// Row 6.
    FinanceManager,
    /// Rows 5 and 7.
    FinanceAnalystReadOnly,
    /// Row 8.
    NoFinanceRole,
    /// Row 9.
    AdminFinanceRolesNotApplicable,
    /// Row 10.
    FinanceRolesNotApplicable,
    /// Invited, not yet a member.
    Pending,
}

/// One action of R14, with the switches in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MatrixRow {
    /// Which.
    pub action: Action,
    /// Admin.
    pub admin: Allowed,
    /// Standard and Finance Manager.
    pub finance_manager: Allowed,
    /// Standard and Finance Analyst.
    pub finance_analyst: Allowed,
    /// Standard only.
    pub standard: Allowed,
}

/// See [`MatrixRow`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Action {
    /// Add Balance.
    Allocate,
    /// See balances.
    SeeBalances,
    /// See history and receipts.
    SeeHistory,
    /// Nobody, in no role.
    ReturnAdCredit,
}

/// See [`MatrixRow`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Allowed {
    /// Yes.
    Yes,
    /// View only.
    View,
    /// No.
    No,
}

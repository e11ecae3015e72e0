//! The Business Center and its people, in TikTok's own words.

use crate::id::{BcId, MemberId, PortfolioId};
use crate::money::{Currency, Money};

/// One Business Center (API facts 4.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusinessCenter {
    /// Its id.
    pub id: BcId,
    /// Its name as TikTok last said; hostile text.
    pub name: String,
    /// Payment currency.
    pub currency: Currency,
    /// Allocation needs `Enabled` (R3).
    pub status: BcStatus,
    /// TikTok's word for the type, e.g. `AGENCY` (R4).
    pub kind: String,
    /// IANA zone name.
    pub zone: String,
}

/// R3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BcStatus {
    /// `ENABLE`
    Enabled,
    /// `REVIEWING`
    Reviewing,
    /// `DENY`
    Denied,
    /// `PUNISH`
    Punished,
    /// Anything TikTok has not told us about.
    Other(String),
}

/// R9: exactly one basic role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BasicRole {
    /// `ADMIN`
    Admin,
    /// `STANDARD`
    Standard,
}

/// R9: at most one finance role on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinanceRole {
    /// `MANAGER`
    Manager,
    /// `ANALYST`
    Analyst,
}

/// What TikTok says a person is in this Business Center.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// Admin or Standard.
    pub basic: BasicRole,
    /// Finance Manager, Finance Analyst or none.
    pub finance: Option<FinanceRole>,
}

/// A member as listed by TikTok.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Absent for a pending invitation.
    pub id: Option<MemberId>,
    /// Name; hostile text.
    pub name: String,
    /// E-mail; hostile text.
    pub email: String,
    /// Roles.
    pub role: Role,
    /// `BOUND`, `PENDING`, … as TikTok says.
    pub relation: String,
}

/// An Admin: gives finance roles to members (R14), so whoever lacks one is told whom to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admin {
    /// The person.
    pub id: MemberId,
    /// Name; hostile text.
    pub name: String,
}

/// The Admins among the members; whoever has not accepted the invitation is none yet.
#[must_use]
pub fn admins(members: Vec<Member>) -> Vec<Admin> {
    members
        .into_iter()
        .filter(|member| member.role.basic == BasicRole::Admin && member.relation == "BOUND")
        .filter_map(|member| {
            Some(Admin {
                id: member.id?,
                name: member.name,
            })
        })
        .collect()
}

/// Names of the Admins this person can ask: an Admin asks the others.
#[must_use]
pub fn to_ask(admins: &[Admin], asking: &MemberId) -> Vec<String> {
    admins
        .iter()
        .filter(|admin| admin.id != *asking)
        .map(|admin| admin.name.clone())
        .collect()
}

/// Who is acting: the signed-in person with the role TikTok last told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub id: MemberId,
    /// Name as known here.
    pub name: String,
    /// Role as declared by TikTok.
    pub role: Role,
}

/// Per-workspace switches that a person sets (R13, R15, R22).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Switches {
    /// Off where a Business Center has no Advanced Permissions (R15). Default on.
    pub finance_roles_apply: bool,
    /// Admins must be Finance Managers too (R13). Default off.
    pub strict_admin: bool,
    /// Accounts shared for billing may receive ad credit (R22). Default off.
    pub allow_billing_shared: bool,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            finance_roles_apply: true,
            strict_admin: false,
            allow_billing_shared: false,
        }
    }
}

/// Balances of the Business Center (API facts 4.2). `valid_voucher` is what may be allocated (R50).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BcBalance {
    /// `account_balance`
    pub account: Money,
    /// `valid_account_balance`: "Remaining"
    pub remaining: Money,
    /// `frozen_balance`
    pub frozen: Money,
    /// `tax`
    pub tax: Money,
    /// `cash_balance`
    pub cash: Money,
    /// `valid_cash_balance`
    pub valid_cash: Money,
    /// `grant_balance`: ad credit, total
    pub voucher: Money,
    /// `valid_grant_balance`: ad credit that can be placed
    pub valid_voucher: Money,
}

/// Whether money is shared between accounts (R104).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortfolioKind {
    /// `SHARED`
    Shared,
    /// `NON_SHARED`
    NotShared,
}

/// A Payment Portfolio the Business Center shows (API facts 4.14).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portfolio {
    /// Its id.
    pub id: PortfolioId,
    /// Name; hostile text.
    pub name: String,
    /// Kind, where told.
    pub kind: Option<PortfolioKind>,
    /// Cash per currency.
    pub cash: Vec<Money>,
    /// Credit line still available, where told.
    pub credit_line_available: Option<Money>,
    /// Credit line given in all, where told.
    pub credit_line_total: Option<Money>,
}

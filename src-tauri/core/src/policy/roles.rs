//! What a person's role lets them do: the decision table R13.

use crate::business_center::{BasicRole, FinanceRole, Role, Switches};

/// Whether a person may place ad credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// May.
    Allow,
    /// Sees the finance pages, changes nothing.
    ViewOnly(RoleReason),
    /// Does not see the finance pages either.
    Deny(RoleReason),
}

/// Why a role does not allow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleReason {
    /// RoleRow 8.
    NoFinanceRole,
    /// Rows 5 and 7.
    FinanceAnalystReadOnly,
    /// RoleRow 10.
    FinanceRolesNotApplicable,
    /// RoleRow 4.
    AdminNeedsFinanceManager,
}

impl RoleReason {
    /// Its code (R13).
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoFinanceRole => "NO_FINANCE_ROLE",
            Self::FinanceAnalystReadOnly => "FINANCE_ANALYST_READ_ONLY",
            Self::FinanceRolesNotApplicable => "FINANCE_ROLES_NOT_APPLICABLE",
            Self::AdminNeedsFinanceManager => "ADMIN_NEEDS_FINANCE_MANAGER",
        }
    }
}

/// R13, the whole table.
#[must_use]
pub fn may(role: Role, switches: Switches) -> Verdict {
    match row_of_r13(role, switches) {
        RoleRow::AdminPlain
        | RoleRow::AdminAnalyst
        | RoleRow::AdminManager
        | RoleRow::StandardManager
        | RoleRow::AdminWithoutFinanceRoles => Verdict::Allow,
        RoleRow::AdminAnalystStrict | RoleRow::StandardAnalyst => {
            Verdict::ViewOnly(RoleReason::FinanceAnalystReadOnly)
        }
        RoleRow::AdminPlainStrict => Verdict::Deny(RoleReason::AdminNeedsFinanceManager),
        RoleRow::StandardPlain => Verdict::Deny(RoleReason::NoFinanceRole),
        RoleRow::StandardWithoutFinanceRoles => {
            Verdict::Deny(RoleReason::FinanceRolesNotApplicable)
        }
    }
}

/// Whether a person sees balances and history of money (R13, last column).
#[must_use]
pub fn sees_finance(role: Role, switches: Switches) -> bool {
    match may(role, switches) {
        Verdict::Allow | Verdict::ViewOnly(_) => true,
        Verdict::Deny(_) => false,
    }
}

/// Closing an unknown outcome decides about money, so it takes the right to place it.
#[must_use]
pub fn may_close_unknown(role: Role, switches: Switches) -> bool {
    may(role, switches) == Verdict::Allow
}

/// The rows of R13 in the rule's order; the discriminant is the row's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say the columns of the table")]
pub enum RoleRow {
    AdminPlain = 1,
    AdminAnalyst = 2,
    AdminManager = 3,
    AdminPlainStrict = 4,
    AdminAnalystStrict = 5,
    StandardManager = 6,
    StandardAnalyst = 7,
    StandardPlain = 8,
    AdminWithoutFinanceRoles = 9,
    StandardWithoutFinanceRoles = 10,
}

/// The row that decides about a role: the "why" for the people's screen.
#[must_use]
pub fn row_of_r13(role: Role, switches: Switches) -> RoleRow {
    match (switches.finance_roles_apply, role.basic, role.finance) {
        (false, BasicRole::Admin, _) => RoleRow::AdminWithoutFinanceRoles,
        (false, BasicRole::Standard, _) => RoleRow::StandardWithoutFinanceRoles,
        (true, BasicRole::Admin, Some(FinanceRole::Manager)) => RoleRow::AdminManager,
        (true, BasicRole::Admin, None) if switches.strict_admin => RoleRow::AdminPlainStrict,
        (true, BasicRole::Admin, None) => RoleRow::AdminPlain,
        (true, BasicRole::Admin, Some(FinanceRole::Analyst)) if switches.strict_admin => {
            RoleRow::AdminAnalystStrict
        }
        (true, BasicRole::Admin, Some(FinanceRole::Analyst)) => RoleRow::AdminAnalyst,
        (true, BasicRole::Standard, Some(FinanceRole::Manager)) => RoleRow::StandardManager,
        (true, BasicRole::Standard, Some(FinanceRole::Analyst)) => RoleRow::StandardAnalyst,
        (true, BasicRole::Standard, None) => RoleRow::StandardPlain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use BasicRole::{Admin, Standard};
    use FinanceRole::{Analyst, Manager};

    /// R13: the ten rows, each with every setting the row leaves open.
    #[test]
    fn the_ten_rows_of_r13() {
        let both: &[bool] = &[false, true];
        let any = [None, Some(Analyst), Some(Manager)];
        let analyst = RoleReason::FinanceAnalystReadOnly;
        type Case<'a> = (
            u8,
            BasicRole,
            &'a [Option<FinanceRole>],
            bool,
            &'a [bool],
            Verdict,
            bool,
        );
        let rows: &[Case] = &[
            (1, Admin, &[None], true, &[false], Verdict::Allow, true),
            (
                2,
                Admin,
                &[Some(Analyst)],
                true,
                &[false],
                Verdict::Allow,
                true,
            ),
            (3, Admin, &[Some(Manager)], true, both, Verdict::Allow, true),
            (
                4,
                Admin,
                &[None],
                true,
                &[true],
                Verdict::Deny(RoleReason::AdminNeedsFinanceManager),
                false,
            ),
            (
                5,
                Admin,
                &[Some(Analyst)],
                true,
                &[true],
                Verdict::ViewOnly(analyst),
                true,
            ),
            (
                6,
                Standard,
                &[Some(Manager)],
                true,
                both,
                Verdict::Allow,
                true,
            ),
            (
                7,
                Standard,
                &[Some(Analyst)],
                true,
                both,
                Verdict::ViewOnly(analyst),
                true,
            ),
            (
                8,
                Standard,
                &[None],
                true,
                both,
                Verdict::Deny(RoleReason::NoFinanceRole),
                false,
            ),
            (9, Admin, &any, false, both, Verdict::Allow, true),
            (
                10,
                Standard,
                &any,
                false,
                both,
                Verdict::Deny(RoleReason::FinanceRolesNotApplicable),
                false,
            ),
        ];
        let mut seen = 0;
        for (row, basic, finance, finance_roles_apply, strict, verdict, sees) in rows {
            for finance in *finance {
                for strict_admin in *strict {
                    let role = Role {
                        basic: *basic,
                        finance: *finance,
                    };
                    let switches = Switches {
                        finance_roles_apply: *finance_roles_apply,
                        strict_admin: *strict_admin,
                        allow_billing_shared: false,
                    };
                    assert_eq!(row_of_r13(role, switches) as u8, *row);
                    assert_eq!(may(role, switches), *verdict, "row {row}");
                    assert_eq!(sees_finance(role, switches), *sees, "row {row}");
                    let closes = *verdict == Verdict::Allow;
                    assert_eq!(may_close_unknown(role, switches), closes, "row {row}");
                    seen += 1;
                }
            }
        }
        assert_eq!(
            seen, 24,
            "two basic roles, three finance roles, four settings"
        );
    }

    #[test]
    fn the_codes_are_those_of_the_rules() {
        let codes = [
            (RoleReason::NoFinanceRole, "NO_FINANCE_ROLE"),
            (
                RoleReason::FinanceAnalystReadOnly,
                "FINANCE_ANALYST_READ_ONLY",
            ),
            (
                RoleReason::FinanceRolesNotApplicable,
                "FINANCE_ROLES_NOT_APPLICABLE",
            ),
            (
                RoleReason::AdminNeedsFinanceManager,
                "ADMIN_NEEDS_FINANCE_MANAGER",
            ),
        ];
        for (reason, code) in codes {
            assert_eq!(reason.code(), code);
        }
    }
}

//! People and roles.

use crate::views::users::{Action, Allowed, MatrixRow, May, MemberRow, Why};
use crate::views::{self, Person};
use desk_core::business_center::{Actor, BasicRole, FinanceRole, Member, Role, Switches};
use desk_core::id::MemberId;
use desk_core::policy::{self, RoleRow, Verdict};

/// A role, word for word.
pub fn role(role: Role) -> views::Role {
    views::Role {
        basic: match role.basic {
            BasicRole::Admin => views::BasicRole::Admin,
            BasicRole::Standard => views::BasicRole::Standard,
        },
        finance: role.finance.map(|finance| match finance {
            FinanceRole::Manager => views::FinanceRole::Manager,
            FinanceRole::Analyst => views::FinanceRole::Analyst,
        }),
    }
}

/// Who acts or acted.
pub fn person(actor: &Actor) -> Person {
    Person {
        id: actor.id.to_string(),
        name: actor.name.clone(),
        role: role(actor.role),
    }
}

/// One line of Users.
pub fn member(member: &Member, you: &MemberId, switches: Switches) -> MemberRow {
    let pending = member.id.is_none() || member.relation != "BOUND";
    let may = match policy::may(member.role, switches) {
        _ if pending => May::Not,
        Verdict::Allow => May::Allocate,
        Verdict::ViewOnly(_) => May::View,
        Verdict::Deny(_) => May::Not,
    };

    MemberRow {
        id: member.id.as_ref().map(ToString::to_string),
        name: member.name.clone(),
        email: member.email.clone(),
        you: member.id.as_ref() == Some(you),
        pending,
        role: role(member.role),
        may,
        why: if pending {
            Why::Pending
        } else {
            why(member.role, switches)
        },
    }
}

fn why(role: Role, switches: Switches) -> Why {
    match policy::row_of_r13(role, switches) {
        RoleRow::AdminPlain => Why::Admin,
        RoleRow::AdminAnalyst => Why::AdminWithAnalyst,
        RoleRow::AdminManager => Why::AdminAndFinanceManager,
        RoleRow::AdminPlainStrict => Why::AdminNeedsFinanceManager,
        RoleRow::AdminAnalystStrict | RoleRow::StandardAnalyst => Why::FinanceAnalystReadOnly,
        RoleRow::StandardManager => Why::FinanceManager,
        RoleRow::StandardPlain => Why::NoFinanceRole,
        RoleRow::AdminWithoutFinanceRoles => Why::AdminFinanceRolesNotApplicable,
        RoleRow::StandardWithoutFinanceRoles => Why::FinanceRolesNotApplicable,
    }
}

/// R14 with the switches in force: asked of the policy, role by role.
pub fn matrix(switches: Switches) -> Vec<MatrixRow> {
    let as_role = |basic, finance| Role { basic, finance };
    let roles = [
        as_role(BasicRole::Admin, None),
        as_role(BasicRole::Standard, Some(FinanceRole::Manager)),
        as_role(BasicRole::Standard, Some(FinanceRole::Analyst)),
        as_role(BasicRole::Standard, None),
    ];
    let allocate = roles.map(|role| match policy::may(role, switches) {
        Verdict::Allow => Allowed::Yes,
        Verdict::ViewOnly(_) | Verdict::Deny(_) => Allowed::No,
    });
    let see = roles.map(|role| match policy::may(role, switches) {
        Verdict::Allow => Allowed::Yes,
        Verdict::ViewOnly(_) => Allowed::View,
        Verdict::Deny(_) => Allowed::No,
    });
    let history = roles.map(|role| {
        if policy::sees_finance(role, switches) {
            Allowed::Yes
        } else {
            Allowed::No
        }
    });

    vec![
        row(Action::Allocate, allocate),
        row(Action::SeeBalances, see),
        row(Action::SeeHistory, history),
        row(Action::ReturnAdCredit, [Allowed::No; 4]),
    ]
}

fn row(action: Action, allowed: [Allowed; 4]) -> MatrixRow {
    let [admin, finance_manager, finance_analyst, standard] = allowed;

    MatrixRow {
        action,
        admin,
        finance_manager,
        finance_analyst,
        standard,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_finance_roles_do_not_apply_only_admins_keep_a_column() {
        let off = Switches {
            finance_roles_apply: false,
            ..Switches::default()
        };
        for row in matrix(off) {
            let others = [row.finance_manager, row.finance_analyst, row.standard];
            assert_eq!(others, [Allowed::No; 3], "{:?}", row.action);
        }
        let on = matrix(Switches::default());
        assert_eq!(on[0].finance_manager, Allowed::Yes);
        assert_eq!(on[1].finance_analyst, Allowed::View);
    }
}

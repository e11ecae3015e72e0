//! People and Business Centers on the wire: `user/info`, `bc/get`, `bc/member/get` (API facts 1.5, 4.1, 4.11).

use super::Row;
use crate::business_center::{BasicRole, BcStatus, BusinessCenter, FinanceRole, Member, Role};
use crate::gateway::LookError;
use crate::id::{BcId, MemberId};

/// The signed-in person, without a role: that depends on the Business Center.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// `core_user_id`
    pub id: MemberId,
    /// Name; hostile text.
    pub name: String,
}

pub(in crate::gateway) fn person(data: &Row<'_>) -> Result<Person, LookError> {
    Ok(Person {
        id: data.must_id("core_user_id", MemberId::new)?,
        name: data.words("display_name")?,
    })
}

/// One Business Center of the list, with the signed-in person's role in it.
pub(in crate::gateway) fn membership(row: &Row<'_>) -> Result<(BusinessCenter, Role), LookError> {
    let info = row.object("bc_info")?.ok_or_else(|| row.wrong("bc_info"))?;
    let bc = BusinessCenter {
        id: info.must_id("bc_id", BcId::new)?,
        name: info.words("name")?,
        currency: info.must_currency("currency")?,
        status: bc_status(info.words("status")?),
        kind: info.words("type")?,
        zone: info.words("timezone")?,
    };

    Ok((bc, role(row)?))
}

pub(in crate::gateway) fn member(row: &Row<'_>) -> Result<Member, LookError> {
    Ok(Member {
        id: row.id("user_id", MemberId::new)?,
        name: row.words("user_name")?,
        email: row.words("user_email")?,
        role: role(row)?,
        relation: row.words("relation_status")?,
    })
}

/// R9. A role we do not know is never taken for a right: it cannot be read.
fn role(row: &Row<'_>) -> Result<Role, LookError> {
    let basic = match row.words("user_role")?.as_str() {
        "ADMIN" => BasicRole::Admin,
        "STANDARD" => BasicRole::Standard,
        _ => return Err(row.wrong("user_role")),
    };
    let finance = match row.object("ext_user_role")? {
        None => None,
        Some(extra) => finance_role(&extra)?,
    };

    Ok(Role { basic, finance })
}

/// A finance role we do not know gives no right, so it counts as none.
fn finance_role(extra: &Row<'_>) -> Result<Option<FinanceRole>, LookError> {
    Ok(match extra.words("finance_role")?.as_str() {
        "MANAGER" => Some(FinanceRole::Manager),
        "ANALYST" => Some(FinanceRole::Analyst),
        _ => None,
    })
}

/// R3.
fn bc_status(word: String) -> BcStatus {
    match word.as_str() {
        "ENABLE" => BcStatus::Enabled,
        "REVIEWING" => BcStatus::Reviewing,
        "DENY" => BcStatus::Denied,
        "PUNISH" => BcStatus::Punished,
        _ => BcStatus::Other(word),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_membership_is_read_with_and_without_arrays() {
        for json in [
            r#"{"bc_info":{"bc_id":"71","name":"North","currency":"USD","status":"ENABLE","type":"AGENCY","timezone":"Europe/Oslo","new_field":[1]},"user_role":"STANDARD","ext_user_role":{"finance_role":"MANAGER"}}"#,
            r#"{"bc_info":[{"bc_id":71,"name":"North","currency":"USD","status":"ENABLE","type":"AGENCY","timezone":"Europe/Oslo"}],"user_role":"STANDARD","ext_user_role":[{"finance_role":"MANAGER"}]}"#,
        ] {
            let (bc, role) = membership(&sample(json)).unwrap();
            assert_eq!((bc.id.as_str(), bc.status), ("71", BcStatus::Enabled));
            assert_eq!(role.finance, Some(FinanceRole::Manager));
        }
    }

    #[test]
    fn an_unknown_status_is_kept_and_an_unknown_role_is_no_right() {
        let (bc, role) = membership(&sample(
            r#"{"bc_info":{"bc_id":"71","currency":"USD","status":"PAUSED"},"user_role":"ADMIN","ext_user_role":{"finance_role":"OWNER"}}"#,
        ))
        .unwrap();
        assert_eq!(bc.status, BcStatus::Other("PAUSED".to_owned()));
        assert_eq!(role.finance, None);
        let odd = sample(r#"{"bc_info":{"bc_id":"71","currency":"USD"},"user_role":"SUPER"}"#);
        assert_eq!(membership(&odd), Err(odd.wrong("user_role")));
    }

    #[test]
    fn a_pending_member_has_no_id() {
        let pending = member(&sample(
            r#"{"user_id":"0","user_name":"","user_email":"p@example.test","user_role":"STANDARD","relation_status":"PENDING"}"#,
        ))
        .unwrap();
        assert_eq!((pending.id, pending.relation.as_str()), (None, "PENDING"));
        let person = person(&sample(
            r#"{"core_user_id":"7280000000000000007","display_name":"Ines"}"#,
        ))
        .unwrap();
        assert_eq!(person.name, "Ines");
    }
}

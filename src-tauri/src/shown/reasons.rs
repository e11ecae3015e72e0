//! Refusals, reasons and warnings with what their sentences need.

use super::account::ownership;
use super::{amount, count, days, stamp};
use crate::views::reasons::{AmountReason, LookAlike, Refusal, Warning};
use crate::views::{AccountName, Likeness};
use desk_core::clock::Zone;
use desk_core::credit::Source;
use desk_core::id::AdvertiserId;
use desk_core::policy;
use jiff::civil::Date;

/// What names of credits are looked up by when a warning mentions an earlier allocation.
pub type CreditName<'a> = &'a dyn Fn(Source) -> Option<String>;

/// R59.
pub fn amount_reason(reason: &policy::AmountReason) -> AmountReason {
    match reason {
        policy::AmountReason::Invalid => AmountReason::AmountInvalid,
        policy::AmountReason::NotPositive => AmountReason::AmountNotPositive,
        policy::AmountReason::Precision(decimals) => AmountReason::AmountPrecision {
            decimals: *decimals,
        },
        policy::AmountReason::BelowMinimum(minimum) => AmountReason::AmountBelowMinimum {
            minimum: amount(*minimum),
        },
        policy::AmountReason::ExceedsCredit(left) => AmountReason::AmountExceedsCredit {
            left: amount(*left),
        },
        policy::AmountReason::ExceedsBcBalance(placeable) => AmountReason::AmountExceedsBcBalance {
            placeable: amount(*placeable),
        },
    }
}

/// R60, one after the other.
pub fn refusals(all: &[policy::Refusal]) -> Vec<Refusal> {
    all.iter().map(refusal).collect()
}

/// One of R60.
pub fn refusal(refusal: &policy::Refusal) -> Refusal {
    match refusal {
        policy::Refusal::NoFinanceRole(admins) => Refusal::NoFinanceRole {
            admins: admins.clone(),
        },
        policy::Refusal::FinanceAnalystReadOnly(admins) => Refusal::FinanceAnalystReadOnly {
            admins: admins.clone(),
        },
        policy::Refusal::FinanceRolesNotApplicable(admins) => Refusal::FinanceRolesNotApplicable {
            admins: admins.clone(),
        },
        policy::Refusal::AdminNeedsFinanceManager(admins) => Refusal::AdminNeedsFinanceManager {
            admins: admins.clone(),
        },
        policy::Refusal::NotAMember(admins) => Refusal::NotAMember {
            admins: admins.clone(),
        },
        policy::Refusal::BcNotEnabled(status) => Refusal::BcNotEnabled {
            status: status.clone(),
        },
        policy::Refusal::NotOwned(known) => Refusal::NotOwned {
            owner: ownership(known),
        },
        policy::Refusal::NotLinked => Refusal::NotLinked,
        policy::Refusal::AccountInReview => Refusal::AccountInReview,
        policy::Refusal::AccountDisapproved => Refusal::AccountDisapproved,
        policy::Refusal::AccountSuspended => Refusal::AccountSuspended,
        policy::Refusal::ContractNotEffective => Refusal::ContractNotEffective,
        policy::Refusal::AccountDisabled => Refusal::AccountDisabled,
        policy::Refusal::StatusUnknown(status) => Refusal::StatusUnknown {
            status: status.clone(),
        },
        policy::Refusal::CurrencyMismatch(account, credit) => Refusal::CurrencyMismatch {
            account_currency: account.clone(),
            credit_currency: credit.clone(),
        },
        policy::Refusal::CreditExpired(ended) => Refusal::CreditExpired { ended: day(*ended) },
        policy::Refusal::CreditNotYetValid(begins) => Refusal::CreditNotYetValid {
            begins: day(*begins),
        },
        policy::Refusal::CreditRevoked => Refusal::CreditRevoked,
        policy::Refusal::CreditExhausted => Refusal::CreditExhausted,
        policy::Refusal::CreditExcludesAccount => Refusal::CreditExcludesAccount,
        policy::Refusal::PortfolioRequired => Refusal::PortfolioRequired,
        policy::Refusal::CreditNotOfBusinessCenter => Refusal::CreditNotOfBusinessCenter,
        policy::Refusal::OutcomeOpen(number) => Refusal::OutcomeOpen {
            number: number.0.to_string(),
        },
        policy::Refusal::FactsMismatch => Refusal::FactsMismatch,
    }
}

/// One of R61. `own` is the account that receives.
pub fn warning(
    warning: &policy::Warning,
    own: &AdvertiserId,
    zone: &Zone,
    name_of: CreditName<'_>,
) -> Warning {
    match warning {
        policy::Warning::EndsSoon(left) => Warning::EndsSoon { days: days(*left) },
        policy::Warning::AtRisk { expected, at_risk } => Warning::AtRisk {
            expected: amount(*expected),
            at_risk: amount(*at_risk),
        },
        policy::Warning::NoRecentSpend => Warning::NoRecentSpend,
        policy::Warning::RecentlyTroubled(at) => Warning::RecentlyTroubled {
            at: stamp(*at, zone),
        },
        policy::Warning::ReservationAccount => Warning::ReservationAccount,
        policy::Warning::PossibleDuplicate { earlier, instead } => Warning::PossibleDuplicate {
            number: earlier.number.0.to_string(),
            at: stamp(earlier.at, zone),
            by: earlier.by.clone(),
            amount: amount(earlier.amount),
            credit_name: name_of(earlier.source),
            instead: instead.map(amount),
        },
        policy::Warning::SimilarName(others) => Warning::SimilarName {
            others: look_alikes(others, own),
        },
        policy::Warning::StaleFigures(as_of) => Warning::StaleFigures {
            as_of: stamp(*as_of, zone),
        },
        policy::Warning::LargeShare => Warning::LargeShare,
        policy::Warning::UnusualAmount(median) => Warning::UnusualAmount {
            median: amount(*median),
        },
        policy::Warning::UnlistedCredit => Warning::UnlistedCredit,
        policy::Warning::OwnershipUnreadable => Warning::OwnershipUnreadable,
        policy::Warning::RestrictionsInWords => Warning::RestrictionsInWords,
    }
}

/// R64: the others, with where their ids differ from this one.
pub fn look_alikes(others: &[policy::LookAlike], own: &AdvertiserId) -> Vec<LookAlike> {
    others
        .iter()
        .map(|other| {
            let id = other.id.as_str();
            let (_, differs) = desk_core::names::differing(own.as_str(), id);
            LookAlike {
                account: AccountName {
                    id: id.to_owned(),
                    name: other.name.clone(),
                    likeness: if other.same {
                        Likeness::Same
                    } else {
                        Likeness::Similar
                    },
                },
                shared_prefix: count(differs.start),
                shared_suffix: count(id.len().saturating_sub(differs.end)),
            }
        })
        .collect()
}

/// A day as the views write it.
pub fn day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use desk_core::account::{Link, Ownership, Relation};

    #[test]
    fn ids_that_differ_in_the_end_share_the_rest() {
        let own = AdvertiserId::new("7318442099173042117").unwrap();
        let other = policy::LookAlike {
            id: AdvertiserId::new("7318442099173042171").unwrap(),
            name: "Juniper and Loam".to_owned(),
            same: false,
        };
        let shown = look_alikes(&[other], &own);
        assert_eq!((shown[0].shared_prefix, shown[0].shared_suffix), (17, 0));
    }

    /// A person is not a partner, and a word we do not know is neither.
    #[test]
    fn a_refusal_names_the_owner_that_the_account_has() {
        use crate::views::payment_management::Ownership as Shown;
        let owners = [
            (Relation::Partner, Shown::Partner),
            (Relation::Individual, Shown::Individual),
            (Relation::Other("OWNER_NEW".to_owned()), Shown::Other),
        ];
        for (relation, owner) in owners {
            let link = Link::Bound;
            let known = Ownership::Known { relation, link };
            let shown = refusal(&policy::Refusal::NotOwned(known));
            assert_eq!(shown, Refusal::NotOwned { owner });
        }
    }

    /// A code must be the core's own: people acknowledge by it, and texts are found by it.
    #[test]
    fn codes_are_the_cores() {
        let all = [
            policy::Refusal::NoFinanceRole(vec![]),
            policy::Refusal::FinanceAnalystReadOnly(vec![]),
            policy::Refusal::FinanceRolesNotApplicable(vec![]),
            policy::Refusal::AdminNeedsFinanceManager(vec![]),
            policy::Refusal::NotAMember(vec![]),
            policy::Refusal::BcNotEnabled(String::new()),
            policy::Refusal::NotOwned(Ownership::Unreadable),
            policy::Refusal::NotLinked,
            policy::Refusal::AccountInReview,
            policy::Refusal::AccountDisapproved,
            policy::Refusal::AccountSuspended,
            policy::Refusal::ContractNotEffective,
            policy::Refusal::AccountDisabled,
            policy::Refusal::StatusUnknown(String::new()),
            policy::Refusal::CurrencyMismatch(String::new(), String::new()),
            policy::Refusal::CreditExpired(None),
            policy::Refusal::CreditNotYetValid(None),
            policy::Refusal::CreditRevoked,
            policy::Refusal::CreditExhausted,
            policy::Refusal::CreditExcludesAccount,
            policy::Refusal::PortfolioRequired,
            policy::Refusal::CreditNotOfBusinessCenter,
            policy::Refusal::OutcomeOpen(desk_core::id::AllocationNumber(1)),
            policy::Refusal::FactsMismatch,
        ];
        for core in all {
            let shown = serde_json::to_value(refusal(&core)).unwrap();
            assert_eq!(shown["code"], core.code());
        }
    }
}

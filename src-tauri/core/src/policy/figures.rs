//! The limits of one allocation and both its sides, before and after (R50, R53, R163).

use super::{Book, Facts};
use crate::allocation::Figures;
use crate::clock::Timestamp;
use crate::credit::{Source, unlisted_left};
use crate::money::Money;

/// What an amount is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    /// What the Business Center can place: its valid ad credit, less everything whose outcome is open. Never below nothing.
    pub(super) placeable: Money,
    /// What is left in the source; its currency is the currency of the allocation.
    pub(super) source: Money,
    /// The smallest amount, where told.
    pub(super) minimum: Option<Money>,
}

pub(super) fn limits(facts: &Facts, book: &Book, source: Source, now: Timestamp) -> Limits {
    let nothing = Money::zero(facts.bc.currency);
    // Amounts that cannot be compared leave nothing to place.
    let placeable = facts
        .bc_balance
        .valid_voucher
        .minus(book.open)
        .map_or(nothing, Money::floored);
    let source = match (source, &book.credit) {
        (Source::Unlisted, _) => {
            unlisted_left(facts.bc_balance.voucher, book.listed_left, book.open).unwrap_or(nothing)
        }
        (Source::Credit(id), Some(credit)) if credit.id == id => credit.left(&facts.bc.zone, now),
        (Source::Credit(_), _) => nothing,
    };

    Limits {
        placeable,
        source,
        minimum: facts.minimum,
    }
}

/// Both sides before and after, and whether every sum could be made. Where it could not, *after* repeats *before*.
pub(super) fn both_sides(facts: &Facts, limits: &Limits, amount: Money) -> (Figures, bool) {
    let account = facts.balance.ad_credit;
    let after = [
        limits.placeable.minus(amount),
        limits.source.minus(amount),
        account.plus(amount),
    ];
    let whole = after.iter().all(Result::is_ok);
    let [bc_after, source_after, account_after] = after;

    (
        Figures {
            bc_before: limits.placeable,
            bc_after: bc_after.unwrap_or(limits.placeable),
            source_before: limits.source,
            source_after: source_after.unwrap_or(limits.source),
            account_before: account,
            account_after: account_after.unwrap_or(account),
            read_at: facts.read_at,
        },
        whole,
    )
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{at, book, draft, facts, usd};
    use super::super::{permit, review};
    use crate::account::{AccountStatus, Link, Ownership, Relation};
    use crate::business_center::{BasicRole, FinanceRole, Role, Switches};
    use crate::money::{Currency, Money};
    use proptest::prelude::*;

    /// Mostly near the limit, sometimes at the edge, sometimes absurd.
    fn near(limit: i64) -> impl Strategy<Value = i64> {
        prop_oneof![20 => 0..limit, 2 => -10i64..10, 1 => any::<i64>()]
    }

    proptest! {
        /// Whatever is permitted is within every limit, in one currency, for a good account, by a person who may; and what
        /// leaves one side arrives on the other.
        #[test]
        fn a_permit_is_within_every_limit(
            amount in near(1_200_000),
            voucher in near(2_500_000),
            open in near(200_000),
            allocated in near(1_500_000),
            ad_credit in near(100_000),
            minimum in proptest::option::weighted(0.2, near(100_000)),
            admin in prop::bool::weighted(0.7),
            finance in proptest::option::of(any::<bool>()),
            strict_admin in prop::bool::weighted(0.7),
            approved in prop::bool::weighted(0.9),
            bound in prop::bool::weighted(0.9),
            euro in prop::bool::weighted(0.1),
        ) {
            let now = at("2026-11-17T15:44:00Z");
            let (mut facts, mut book) = (facts(), book());
            facts.bc_balance.valid_voucher = usd(voucher);
            facts.balance.ad_credit = usd(ad_credit);
            facts.minimum = minimum.map(usd);
            facts.actor.role = Role {
                basic: if admin { BasicRole::Admin } else { BasicRole::Standard },
                finance: finance.map(|manager| if manager { FinanceRole::Manager } else { FinanceRole::Analyst }),
            };
            facts.account.status = if approved { AccountStatus::Approved } else { AccountStatus::Suspended };
            facts.account.ownership = Ownership::Known {
                relation: Relation::ThisBusinessCenter,
                link: if bound { Link::Bound } else { Link::Pending },
            };
            if euro {
                facts.account.currency = Currency::new("EUR").unwrap();
            }
            book.switches = Switches { strict_admin, ..Switches::default() };
            book.open = usd(open);
            book.credit.as_mut().unwrap().allocated = usd(allocated);
            let review = review(&facts, &book, draft(amount), now);
            let all: Vec<String> = review.warnings.iter().map(|warning| warning.code().to_owned()).collect();
            let Ok(permit) = permit(&facts, &book, &review, &all, now) else {
                prop_assert!(!review.allows());
                return Ok(());
            };
            let sum = |one: i64, other: i64| i128::from(one).checked_add(other.into()).unwrap();
            prop_assert!(amount > 0 && sum(amount, open) <= voucher.into());
            prop_assert!(sum(amount, allocated) <= 2_000_000);
            prop_assert!(minimum.is_none_or(|minimum| minimum <= amount));
            prop_assert!(finance == Some(true) || (admin && !strict_admin));
            prop_assert!(approved && bound && !euro);
            let figures = &permit.record().figures;
            let moved = |before: Money, after: Money| after.minus(before).unwrap();
            prop_assert_eq!(moved(figures.account_before, figures.account_after), usd(amount));
            prop_assert_eq!(moved(figures.bc_after, figures.bc_before), usd(amount));
            prop_assert_eq!(moved(figures.source_after, figures.source_before), usd(amount));
        }
    }
}

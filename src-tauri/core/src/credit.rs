//! The credits people enter: the Business Center's lots (R161–R163) and credits that an account got elsewhere (R80).
//!
//! TikTok tells one voucher total; which credit an allocation names is our bookkeeping. A correction is a new entry that
//! points to the old one; nothing is edited.

mod entry;
mod pool;

pub use entry::{Entered, Field, FieldError, correct, enter, reason};
pub use pool::{Comparison, Offer, compare, listed_left, offers, unlisted_left};

use crate::clock::Timestamp;
use crate::expiry::{Ending, has_begun};
use crate::id::{AdvertiserId, CreditId};
use crate::money::Money;
use jiff::civil::Date;

/// A credit with so many days left, or fewer, is *expiring* (R99).
pub const EXPIRING_DAYS: i64 = 14;

/// The terms of one credit as somebody entered them (R83).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Name on the settlement letter.
    pub name: String,
    /// The whole amount.
    pub amount: Money,
    /// Day of issue, where known.
    pub issued: Option<Date>,
    /// First valid day, in the Business Center's zone.
    pub valid_from: Option<Date>,
    /// Last valid day, in the Business Center's zone (R98).
    pub valid_until: Option<Date>,
    /// Free, or with conditions; assignable only outside the Business Center (R79).
    pub kind: CreditKind,
    /// Restrictions, verbatim.
    pub restrictions: String,
    /// Structured restrictions, where known (R83).
    pub accounts: AccountList,
    /// Where the terms can be read.
    pub terms: String,
    /// The Business Center's own, or one that an account got elsewhere.
    pub holder: Holder,
    /// Somebody said that a campaign is linked or the conditions are fulfilled (R91); only then do assignable and conditional
    /// credits count in estimates.
    pub fulfilled: bool,
}

/// Where a credit sits. Only the Business Center's can be placed (R73); the others are kept for information (R80).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A lot of the Business Center's total.
    BusinessCenter,
    /// In one account, from elsewhere; never part of the Business Center's total.
    Account {
        /// The account that holds it.
        account: AdvertiserId,
        /// How it came there.
        origin: Origin,
    },
}

/// How an account came to a credit that the Business Center did not place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Applied for in the Incentive Center (R80, R157).
    IncentiveCenter,
    /// Earned in Ads Manager (R73).
    AdsManager,
    /// A promotional code (R85).
    PromotionalCode,
    /// Anything else.
    Other,
}

/// R77.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditKind {
    /// Applies by itself.
    Free,
    /// Must be assigned to a campaign.
    Assignable,
    /// Applies while its conditions hold.
    Conditional,
}

/// Which accounts a credit's terms name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountList {
    /// No list.
    Any,
    /// Only these.
    Only(Vec<AdvertiserId>),
    /// All but these.
    Except(Vec<AdvertiserId>),
}

/// A credit with what has become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// Its id.
    pub id: CreditId,
    /// Terms in force, after corrections.
    pub terms: Terms,
    /// Sum of allocations that took or may have taken effect (open ones count).
    pub allocated: Money,
    /// Marked as revoked by TikTok, with a reason (R75).
    pub revoked: Option<String>,
}

/// What an allocation draws on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A listed credit.
    Credit(CreditId),
    /// The part of TikTok's total that no entry explains; dates unknown (design section 4).
    Unlisted,
}

/// R99, first match wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditStatus {
    /// R75
    Revoked,
    /// R98
    Expired,
    /// Nothing left.
    Exhausted,
    /// Before its first day.
    NotYetValid,
    /// 14 days or fewer left.
    Expiring,
    /// Can be placed.
    Active,
}

/// Where the whole amount of a credit is: the four parts always add up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// Still at the Business Center and not lost.
    pub unallocated: Money,
    /// Placed into accounts, or perhaps placed.
    pub allocated: Money,
    /// Lost at the end, before it was placed (R96).
    pub expired: Money,
    /// Taken back by TikTok before it was placed (R75).
    pub revoked: Money,
}

impl AccountList {
    /// Whether the terms let this account have the credit.
    #[must_use]
    pub fn admits(&self, account: &AdvertiserId) -> bool {
        match self {
            Self::Any => true,
            Self::Only(accounts) => accounts.contains(account),
            Self::Except(accounts) => !accounts.contains(account),
        }
    }
}

impl Terms {
    /// When it ends, seen from one account or from the Business Center alone; `None` when no end is known.
    #[must_use]
    pub fn ending(&self, bc_zone: &str, account_zone: Option<&str>) -> Option<Ending> {
        self.valid_until
            .map(|day| Ending::of(day, bc_zone, account_zone))
    }
}

impl Credit {
    /// Not allocated, whether it can still be placed or not; never below nothing.
    #[must_use]
    pub fn remainder(&self) -> Money {
        // Both amounts are of one credit; a correction cannot change its currency.
        self.terms
            .amount
            .minus(self.allocated)
            .map_or(Money::zero(self.terms.amount.currency()), Money::floored)
    }

    /// R99, first match wins.
    #[must_use]
    pub fn status(
        &self,
        bc_zone: &str,
        account_zone: Option<&str>,
        now: Timestamp,
    ) -> CreditStatus {
        let ending = self.terms.ending(bc_zone, account_zone);
        if self.revoked.is_some() {
            return CreditStatus::Revoked;
        }
        if ending.as_ref().is_some_and(|ending| ending.has_passed(now)) {
            return CreditStatus::Expired;
        }
        if !self.remainder().is_positive() {
            return CreditStatus::Exhausted;
        }
        if !has_begun(self.terms.valid_from, bc_zone, now) {
            return CreditStatus::NotYetValid;
        }
        if ending.is_some_and(|ending| ending.days_left(now) <= EXPIRING_DAYS) {
            return CreditStatus::Expiring;
        }

        CreditStatus::Active
    }

    /// What is still there at the Business Center: nothing once revoked or expired (R75, R96).
    #[must_use]
    pub fn left(&self, bc_zone: &str, now: Timestamp) -> Money {
        self.parts(bc_zone, now).unallocated
    }

    /// The four parts of its amount.
    #[must_use]
    pub fn parts(&self, bc_zone: &str, now: Timestamp) -> Parts {
        let nothing = Money::zero(self.terms.amount.currency());
        let rest = self.remainder();
        let parts = Parts {
            unallocated: nothing,
            allocated: self.allocated,
            expired: nothing,
            revoked: nothing,
        };
        match self.status(bc_zone, None, now) {
            CreditStatus::Revoked => Parts {
                revoked: rest,
                ..parts
            },
            CreditStatus::Expired => Parts {
                expired: rest,
                ..parts
            },
            CreditStatus::Exhausted
            | CreditStatus::NotYetValid
            | CreditStatus::Expiring
            | CreditStatus::Active => Parts {
                unallocated: rest,
                ..parts
            },
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::money::Currency;
    use jiff::civil::date;
    use proptest::prelude::*;

    pub(crate) fn usd(hundredths: i64) -> Money {
        Money::new(hundredths, Currency::USD)
    }

    pub(crate) fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    pub(crate) fn credit(number: u128, amount: i64, allocated: i64, until: Option<Date>) -> Credit {
        Credit {
            id: CreditId(uuid::Uuid::from_u128(number)),
            terms: Terms {
                name: format!("Grant {number}"),
                amount: usd(amount),
                issued: None,
                valid_from: None,
                valid_until: until,
                kind: CreditKind::Free,
                restrictions: String::new(),
                accounts: AccountList::Any,
                terms: String::new(),
                holder: Holder::BusinessCenter,
                fulfilled: false,
            },
            allocated: usd(allocated),
            revoked: None,
        }
    }

    /// R99, in the order of the rule.
    #[test]
    fn the_first_status_that_matches_wins() {
        let now = at("2026-11-17T15:00:00Z");
        let day = |day| Some(date(2026, 11, day));
        let cases = [
            (credit(1, 100, 0, None), CreditStatus::Active),
            (
                credit(1, 100, 0, Some(date(2026, 12, 2))),
                CreditStatus::Active,
            ),
            (
                credit(1, 100, 0, Some(date(2026, 12, 1))),
                CreditStatus::Expiring,
            ),
            (credit(1, 100, 0, day(17)), CreditStatus::Expiring),
            (credit(1, 100, 0, day(16)), CreditStatus::Expired),
            (credit(1, 100, 100, day(16)), CreditStatus::Expired),
            (credit(1, 100, 100, day(20)), CreditStatus::Exhausted),
        ];
        for (credit, expected) in cases {
            assert_eq!(credit.status("UTC", None, now), expected, "{credit:?}");
        }
        let mut later = credit(1, 100, 0, day(20));
        later.terms.valid_from = day(18);
        assert_eq!(later.status("UTC", None, now), CreditStatus::NotYetValid);
        later.revoked = Some("issued by mistake".to_owned());
        assert_eq!(later.status("UTC", None, now), CreditStatus::Revoked);
    }

    #[test]
    fn lists_of_accounts_let_in_or_keep_out() {
        let (one, two) = (
            AdvertiserId::new("1").unwrap(),
            AdvertiserId::new("2").unwrap(),
        );
        let only = AccountList::Only(vec![one.clone()]);
        let except = AccountList::Except(vec![one.clone()]);
        assert!(only.admits(&one) && !only.admits(&two));
        assert!(!except.admits(&one) && except.admits(&two));
        assert!(AccountList::Any.admits(&one));
    }

    proptest! {
        /// The first ledger identity of section S.
        #[test]
        fn the_parts_are_the_whole(
            amount in 1i64..1_000_000_000,
            share in 1i64..=100,
            day in 1i8..=30,
            revoked in any::<bool>(),
        ) {
            let mut credit = credit(1, amount, amount.checked_div(share).unwrap(), Some(date(2026, 11, day)));
            credit.revoked = revoked.then(|| "reason".to_owned());
            let parts = credit.parts("America/New_York", at("2026-11-17T15:00:00Z"));
            let all = [parts.unallocated, parts.allocated, parts.expired, parts.revoked];
            prop_assert_eq!(Money::sum(all, Currency::USD), Ok(credit.terms.amount));
            prop_assert!(all.iter().all(|part| !part.is_negative()));
        }
    }
}

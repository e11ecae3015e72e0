//! Promotions in one ad account: which ad credits are in it, how much of each was used, and where it stands (R90, R136–R141).
//!
//! TikTok tells one total per account. What each credit used is worked out here from our own allocations, credits entered by
//! hand and daily spend, in the order of use: an estimate, and to be labelled so.

mod estimate;

pub use estimate::{Estimates, Known, estimate, used_earlier};

use crate::account::{AccountStatus, AdAccount, Link, Ownership};
use crate::allocation::Allocation;
use crate::clock::{Timestamp, Zone};
use crate::credit::{Credit, CreditKind, Holder, Origin};
use crate::id::{AllocationNumber, CreditId};
use crate::money::Money;
use jiff::civil::Date;

/// One ad credit in an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Where it came from.
    pub from: CameFrom,
    /// Its name; `None` for unlisted ad credit.
    pub name: Option<String>,
    /// R77.
    pub kind: CreditKind,
    /// Restrictions, verbatim.
    pub restrictions: String,
    /// What came into the account.
    pub amount: Money,
    /// The day it came, where known, in the account's zone.
    pub since: Option<Date>,
    /// First valid day, where known.
    pub valid_from: Option<Date>,
    /// Last valid day, where known.
    pub valid_until: Option<Date>,
    /// R91: a campaign is linked, the conditions are fulfilled.
    pub fulfilled: bool,
    /// TikTok took back what was left (R75).
    pub revoked: bool,
}

/// Where an ad credit in an account came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CameFrom {
    /// Allocated from the Business Center.
    Allocation(AllocationNumber),
    /// CameFrom elsewhere, entered by hand.
    Entered(CreditId, Origin),
}

/// A holding with what became of it: `used + unused + expired + revoked + stranded` is its amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub holding: Holding,
    /// Spent, an estimate.
    pub used: Money,
    /// Still there, an estimate.
    pub unused: Money,
    /// Lost at its end.
    pub expired: Money,
    /// Taken back.
    pub revoked: Money,
    /// Still in an account that cannot spend it (R26).
    pub stranded: Money,
    /// The tab it belongs to.
    pub tab: Tab,
}

/// The tabs of the Promotions page (R136, R139).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Can be spent, or waits for a campaign.
    Available,
    /// Conditions are still to be fulfilled.
    Earning,
    /// Cannot be spent.
    NotAvailable(NotAvailable),
}

/// Why an ad credit cannot be spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAvailable {
    /// Taken back by TikTok.
    Revoked,
    /// Past its last day.
    Expired,
    /// Nothing left.
    UsedUp,
    /// Before its first day.
    NotYetValid,
    /// The account cannot spend it.
    Stranded,
}

impl Holding {
    /// An allocation that is in its account; `None` while its outcome is open and when nothing moved. The credit it drew on,
    /// where still listed, tells the terms in force after corrections; else those recorded at commit.
    #[must_use]
    pub fn allocated(
        allocation: &Allocation,
        credit: Option<&Credit>,
        zone: &Zone,
    ) -> Option<Self> {
        let phase = allocation.state.phase();
        let arrived = phase.counts() && !phase.is_open();
        let record = &allocation.record;
        let terms = credit.map(|credit| &credit.terms);

        arrived.then(|| Self {
            from: CameFrom::Allocation(allocation.number),
            name: record.credit_name.clone(),
            kind: terms.map_or(CreditKind::Free, |terms| terms.kind),
            restrictions: terms.map_or_else(
                || record.restrictions.clone(),
                |terms| terms.restrictions.clone(),
            ),
            amount: record.draft.amount,
            since: Some(zone.day(record.at)),
            valid_from: terms.and_then(|terms| terms.valid_from),
            valid_until: terms.map_or(record.credit_until, |terms| terms.valid_until),
            fulfilled: terms.is_some_and(|terms| terms.fulfilled),
            revoked: false,
        })
    }

    /// A credit that an account got elsewhere; `None` for the Business Center's own.
    #[must_use]
    pub fn entered(credit: &Credit) -> Option<Self> {
        let terms = &credit.terms;
        let origin = match &terms.holder {
            Holder::BusinessCenter => return None,
            Holder::Account { origin, .. } => *origin,
        };

        Some(Self {
            from: CameFrom::Entered(credit.id, origin),
            name: Some(terms.name.clone()),
            kind: terms.kind,
            restrictions: terms.restrictions.clone(),
            amount: terms.amount,
            since: terms.issued,
            valid_from: terms.valid_from,
            valid_until: terms.valid_until,
            fulfilled: terms.fulfilled,
            revoked: credit.revoked.is_some(),
        })
    }

    /// R82: never used unless somebody assigns it to a campaign in Ads Manager.
    #[must_use]
    pub fn must_be_assigned(&self) -> bool {
        self.kind == CreditKind::Assignable && !self.fulfilled
    }

    /// R91: counts in estimates.
    #[must_use]
    pub fn applies(&self) -> bool {
        self.kind == CreditKind::Free || self.fulfilled
    }

    fn has_begun(&self, day: Date) -> bool {
        [self.since, self.valid_from]
            .into_iter()
            .flatten()
            .all(|first| first <= day)
    }

    fn has_ended(&self, day: Date) -> bool {
        self.valid_until.is_some_and(|last| last < day)
    }

    /// R90: the earliest end first, then the narrowest, then the oldest; where it came from makes it certain.
    fn order(&self) -> (bool, Option<Date>, bool, Option<Date>, CameFrom) {
        (
            self.valid_until.is_none(),
            self.valid_until,
            self.restrictions.is_empty(),
            self.since,
            self.from,
        )
    }
}

impl Line {
    /// R141: rounded down, 100 only when all of it was used.
    #[must_use]
    pub fn percent_spent(&self) -> i64 {
        let amount = i128::from(self.holding.amount.hundredths());
        let share = i128::from(self.used.hundredths())
            .saturating_mul(100)
            .checked_div(amount)
            .unwrap_or(0);

        i64::try_from(share.clamp(0, 100)).unwrap_or(0)
    }
}

/// R26, R72: an account that cannot spend what is in it any more, as far as is known.
#[must_use]
pub fn is_stranded(account: &AdAccount) -> bool {
    let shut = match account.status {
        AccountStatus::Suspended | AccountStatus::Disabled => true,
        AccountStatus::Approved
        | AccountStatus::InReview
        | AccountStatus::Disapproved
        | AccountStatus::ContractNotEffective
        | AccountStatus::Unknown(_) => false,
    };
    let gone = match &account.ownership {
        Ownership::Known { link, .. } => *link == Link::Unbound,
        Ownership::Unreadable => false,
    };

    shut || gone
}

/// The day it is in an account, by its zone or by UTC.
#[must_use]
pub fn today(account: &AdAccount, now: Timestamp) -> Date {
    let zone = account.zone.as_deref().and_then(Zone::read);

    zone.unwrap_or_else(Zone::utc).day(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::tests::approved;
    use crate::allocation::{Basis, State};
    use crate::credit::tests::{at, credit, usd};
    use crate::id::{EntryNumber, MemberId};
    use crate::policy::fixture::{book, draft, facts, permitted};
    use jiff::civil::date;

    fn allocation(state: State) -> Allocation {
        let now = at("2026-11-17T15:44:00Z");
        Allocation {
            number: AllocationNumber(147),
            id: draft(1).allocation,
            state,
            record: permitted(&facts(), &book(), draft(50_000), now).into_record(),
            recorded_in: EntryNumber(1),
            settled_in: None,
            settled_at: None,
        }
    }

    #[test]
    fn only_what_surely_arrived_is_in_the_account() {
        let zone = Zone::utc();
        let by = MemberId::new("1").unwrap();
        let reason = crate::allocation::UnknownReason::NoAnswer;
        let (note, transaction) = (String::new(), None);
        let cases = [
            (State::Sending, false),
            (State::Unknown { reason }, false),
            (
                State::NotApplied {
                    by: by.clone(),
                    note: note.clone(),
                },
                false,
            ),
            (
                State::NotSent {
                    reason: note.clone(),
                },
                false,
            ),
            (
                State::Succeeded {
                    transactions: Vec::new(),
                },
                true,
            ),
            (
                State::Applied {
                    basis: Basis::Person { by, note },
                    transaction,
                },
                true,
            ),
        ];
        for (state, expected) in cases {
            let holding = Holding::allocated(&allocation(state), None, &zone);
            assert_eq!(holding.is_some(), expected);
        }
    }

    #[test]
    fn a_corrected_end_holds_for_what_was_allocated() {
        let done = allocation(State::Succeeded {
            transactions: Vec::new(),
        });
        let zone = Zone::utc();
        let recorded = Holding::allocated(&done, None, &zone).unwrap();
        assert_eq!(recorded.valid_until, Some(date(2026, 11, 30)));
        assert_eq!(recorded.since, Some(date(2026, 11, 17)));
        let corrected = credit(7, 2_000_000, 50_000, Some(date(2026, 12, 15)));
        let now = Holding::allocated(&done, Some(&corrected), &zone).unwrap();
        assert_eq!(now.valid_until, Some(date(2026, 12, 15)));
    }

    #[test]
    fn a_credit_from_elsewhere_keeps_its_origin_and_may_need_a_campaign() {
        let mut coupon = credit(9, 15_000, 0, None);
        assert_eq!(Holding::entered(&coupon), None);
        coupon.terms.kind = CreditKind::Assignable;
        coupon.terms.holder = Holder::Account {
            account: approved("1").id,
            origin: Origin::IncentiveCenter,
        };
        let holding = Holding::entered(&coupon).unwrap();
        assert_eq!(
            holding.from,
            CameFrom::Entered(coupon.id, Origin::IncentiveCenter)
        );
        assert!(holding.must_be_assigned() && !holding.applies());
        coupon.terms.fulfilled = true;
        let linked = Holding::entered(&coupon).unwrap();
        assert!(!linked.must_be_assigned() && linked.applies());
    }

    #[test]
    fn a_shut_or_unlinked_account_strands_what_is_in_it() {
        let mut account = approved("1");
        assert!(!is_stranded(&account));
        account.status = AccountStatus::Suspended;
        assert!(is_stranded(&account));
        account = approved("1");
        account.ownership = Ownership::Known {
            relation: crate::account::Relation::ThisBusinessCenter,
            link: Link::Unbound,
        };
        assert!(is_stranded(&account));
    }

    /// R141.
    #[test]
    fn percent_is_rounded_down_and_a_hundred_means_all() {
        for (used, amount, expected) in [
            (0, 100, 0),
            (999, 1_000, 99),
            (1_000, 1_000, 100),
            (1, 3, 33),
            (5, 0, 0),
        ] {
            let mut coupon = credit(9, amount, 0, None);
            coupon.terms.holder = Holder::Account {
                account: approved("1").id,
                origin: Origin::Other,
            };
            let line = Line {
                holding: Holding::entered(&coupon).unwrap(),
                used: usd(used),
                unused: usd(amount),
                expired: usd(0),
                revoked: usd(0),
                stranded: usd(0),
                tab: Tab::Available,
            };
            assert_eq!(line.percent_spent(), expected, "{used} of {amount}");
        }
    }
}

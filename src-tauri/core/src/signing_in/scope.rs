//! The permissions this program needs of a consent, as TikTok numbers and names them, and what does not work without each
//! (API facts 1.6). The number of *Payment Portfolio* is not documented, so nothing is said of it.

use std::collections::BTreeSet;

/// One permission of an app that a person may grant or leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// *Read Business Center*
    BusinessCenter,
    /// *Ad Account Balance and Transaction*
    BalanceAndTransaction,
    /// *Business Center Asset*
    Asset,
    /// *Business Center Member Management*
    Member,
    /// *Read Ad Account Information*
    AccountInformation,
}

/// Something people do with this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// Choosing the Business Center and knowing one's role: without it there is no workspace.
    Connecting,
    /// The Business Center's own balances, and so every allocation.
    CenterBalances,
    /// The list of ad accounts with their balances.
    Accounts,
    /// Placing ad credit.
    Allocating,
    /// TikTok's records, which settle unknown outcomes and show what others did.
    Records,
    /// What accounts spent, and the forecast made of it.
    Costs,
    /// Who owns an account and how it is linked, where an Admin asks.
    Ownership,
    /// The members and whom to ask.
    Members,
    /// Who owns an account, where somebody else asks.
    OwnershipForOthers,
}

impl Scope {
    /// All that are needed.
    pub const NEEDED: [Self; 5] = [
        Self::BusinessCenter,
        Self::BalanceAndTransaction,
        Self::Asset,
        Self::Member,
        Self::AccountInformation,
    ];

    /// TikTok's number.
    #[must_use]
    pub const fn id(self) -> u64 {
        match self {
            Self::BusinessCenter => 150,
            Self::BalanceAndTransaction => 152,
            Self::Asset => 153,
            Self::Member => 156,
            Self::AccountInformation => 100,
        }
    }

    /// TikTok's name, as the app's page shows it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BusinessCenter => "Read Business Center",
            Self::BalanceAndTransaction => "Ad Account Balance and Transaction",
            Self::Asset => "Business Center Asset",
            Self::Member => "Business Center Member Management",
            Self::AccountInformation => "Read Ad Account Information",
        }
    }

    /// What does not work without it.
    #[must_use]
    pub const fn opens(self) -> &'static [Work] {
        match self {
            Self::BusinessCenter => &[Work::Connecting, Work::CenterBalances],
            Self::BalanceAndTransaction => {
                &[Work::Accounts, Work::Allocating, Work::Records, Work::Costs]
            }
            Self::Asset => &[Work::Ownership],
            Self::Member => &[Work::Members],
            Self::AccountInformation => &[Work::OwnershipForOthers],
        }
    }

    /// Granting a parent grants its children.
    const fn parent(self) -> Option<u64> {
        match self {
            Self::BusinessCenter | Self::BalanceAndTransaction | Self::Asset | Self::Member => {
                Some(15)
            }
            Self::AccountInformation => None,
        }
    }
}

/// The needed permissions that a consent left out.
#[must_use]
pub fn missing(granted: &BTreeSet<u64>) -> Vec<Scope> {
    let is_missing = |scope: &Scope| {
        let by_parent = scope
            .parent()
            .is_some_and(|parent| granted.contains(&parent));
        !by_parent && !granted.contains(&scope.id())
    };

    Scope::NEEDED.into_iter().filter(is_missing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_out_is_named() {
        let whole = BTreeSet::from([4, 100, 150, 151, 152, 153, 156, 7_078_191_955_347_259_394]);
        assert_eq!(missing(&whole), []);
        assert_eq!(missing(&BTreeSet::from([15, 100])), []);
        assert_eq!(missing(&BTreeSet::from([15])), [Scope::AccountInformation]);
        assert_eq!(missing(&BTreeSet::new()), Scope::NEEDED);
        for scope in Scope::NEEDED {
            let mut others = whole.clone();
            others.remove(&scope.id());
            assert_eq!(missing(&others), [scope]);
        }
    }

    #[test]
    fn each_work_is_opened_by_one_permission() {
        let mut opened: Vec<Work> = Scope::NEEDED
            .iter()
            .flat_map(|scope| scope.opens())
            .copied()
            .collect();
        let all = opened.len();
        opened.sort_unstable();
        opened.dedup();
        assert_eq!(opened.len(), all);
    }
}

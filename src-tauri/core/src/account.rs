//! An ad account as TikTok describes it, and what its status and ownership mean for ad credit (R20–R33).

use crate::id::{AdvertiserId, PortfolioId};
use crate::money::{Currency, Money};

/// One ad account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdAccount {
    /// Its id; shown beside the name everywhere.
    pub id: AdvertiserId,
    /// Name as TikTok last said; hostile text.
    pub name: String,
    /// Currency of the account.
    pub currency: Currency,
    /// IANA zone name, where told.
    pub zone: Option<String>,
    /// Approval, R29.
    pub status: AccountStatus,
    /// Who owns it and how it is linked, R22.
    pub ownership: Ownership,
    /// Auction or reservation, R32.
    pub buying: BuyingType,
    /// TikTok's own low-balance flag (R117, R120).
    pub balance_reminder: Option<bool>,
    /// The portfolio it belongs to, where there is one.
    pub portfolio: Option<PortfolioId>,
}

/// The web labels of R28/R29.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountStatus {
    /// May receive ad credit.
    Approved,
    /// Not approved yet.
    InReview,
    /// Not approved.
    Disapproved,
    /// Punished by TikTok.
    Suspended,
    /// Contract has not taken effect.
    ContractNotEffective,
    /// Disabled.
    Disabled,
    /// Anything we do not know; refuses. Holds TikTok's word, empty when TikTok said nothing.
    Unknown(String),
}

/// R22. What the acting person's token may read decides which is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ownership {
    /// Both were read.
    Known {
        /// Whose account it is.
        relation: Relation,
        /// The link to this Business Center.
        link: Link,
    },
    /// Could not be read with this role: a warning to acknowledge, not a refusal (design section 3).
    Unreadable,
}

/// R6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relation {
    /// `OWNER_BC`
    ThisBusinessCenter,
    /// `OWNER_PARTNER`
    Partner,
    /// `OWNER_INDIVIDUAL`
    Individual,
    /// A word we do not know; refuses.
    Other(String),
}

/// R6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// `BOUND`
    Bound,
    /// `PENDING`
    Pending,
    /// `REJECTED`
    Rejected,
    /// `UNBOUND`
    Unbound,
    /// A word we do not know; refuses.
    Other(String),
}

/// R5, R32.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BuyingType {
    /// `AUCTION`
    Auction,
    /// `RESERVATION`
    Reservation,
    /// A word we do not know.
    Other(String),
}

/// Balances of one account (API facts 4.3). In a Payment Portfolio the cash figures are the portfolio's (R54).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountBalance {
    /// Total.
    pub account: Money,
    /// Usable.
    pub remaining: Money,
    /// Frozen part.
    pub frozen: Money,
    /// Tax part.
    pub tax: Money,
    /// Cash, total.
    pub cash: Money,
    /// Cash, usable.
    pub valid_cash: Money,
    /// Ad credit, total. Always the account's own.
    pub ad_credit: Money,
    /// Ad credit, usable.
    pub valid_ad_credit: Money,
    /// Credit line, where told.
    pub credit_line: Option<Money>,
}

impl AccountBalance {
    /// R45: the total is what is usable, frozen and tax. Where it is not, TikTok's figures are of different moments.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        let parts = [self.remaining, self.frozen, self.tax];

        Money::sum(parts, self.account.currency()) == Ok(self.account)
    }

    /// R46: the part of the cash that is frozen or tax.
    ///
    /// # Errors
    /// [`crate::money::MoneyError`] when TikTok's figures differ in currency or do not fit.
    pub fn unusable_cash(&self) -> Result<Money, crate::money::MoneyError> {
        self.cash.minus(self.valid_cash)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// R45 and R46, the vectors of section S.
    #[test]
    fn balances_are_made_of_their_parts() {
        let usd = |hundredths| Money::new(hundredths, Currency::USD);
        let mut balance = AccountBalance {
            account: usd(100_000),
            remaining: usd(80_000),
            frozen: usd(15_000),
            tax: usd(5_000),
            cash: usd(50_000),
            valid_cash: usd(40_000),
            ad_credit: usd(0),
            valid_ad_credit: usd(0),
            credit_line: None,
        };
        assert!(balance.adds_up());
        assert_eq!(balance.unusable_cash(), usd(6_000).plus(usd(4_000)));
        balance.tax = usd(5_001);
        assert!(!balance.adds_up());
    }

    /// An account that may receive ad credit.
    pub(crate) fn approved(id: &str) -> AdAccount {
        AdAccount {
            id: AdvertiserId::new(id).unwrap(),
            name: "Juniper & Loam".to_owned(),
            currency: Currency::USD,
            zone: Some("America/New_York".to_owned()),
            status: AccountStatus::Approved,
            ownership: Ownership::Known {
                relation: Relation::ThisBusinessCenter,
                link: Link::Bound,
            },
            buying: BuyingType::Auction,
            balance_reminder: None,
            portfolio: None,
        }
    }
}

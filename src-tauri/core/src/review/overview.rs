//! The head of Payment management and of Credits: what the Business Center has, and what of it can be placed.

use super::Reading;
use crate::business_center::{self, Admin, BcBalance, BusinessCenter, Member, Portfolio, Switches};
use crate::clock::Timestamp;
use crate::credit::{
    Comparison, Credit, CreditStatus, Holder, compare, listed_left, unlisted_left,
};
use crate::journal::JournalError;
use crate::money::Money;
use jiff::civil::Date;

/// The Business Center at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// As TikTok tells it.
    pub bc: BusinessCenter,
    /// Its balances and when TikTok told them; none where they were not read.
    pub balance: Option<(BcBalance, Timestamp)>,
    /// What open outcomes hold back.
    pub open: Money,
    /// Ad credit that can be placed now: valid, less what is held back; none where balances were not read.
    pub placeable: Option<Money>,
    /// Which of the listed credits ends first.
    pub earliest_end: Option<EarliestEnd>,
    /// Payment Portfolios.
    pub portfolios: Vec<Portfolio>,
    /// Ad accounts in all.
    pub accounts: u64,
    /// The oldest figure shown.
    pub as_of: Option<Timestamp>,
    /// Switches in force.
    pub switches: Switches,
    /// The Admins, of whom a person asks the others.
    pub admins: Vec<Admin>,
}

/// What of the listed credits ends first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarliestEnd {
    /// Left in it.
    pub left: Money,
    /// Last valid day.
    pub until: Date,
    /// Days left, 0 for the last day.
    pub days: i64,
}

/// The credits and TikTok's total, R163.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditsOverview {
    /// The Business Center's own, the earliest end first.
    pub own: Vec<Credit>,
    /// Those that accounts hold from elsewhere, in the order they were entered.
    pub held: Vec<Credit>,
    /// Left in the Business Center's own of its currency.
    pub listed: Money,
    /// Sum of open outcomes.
    pub open: Money,
    /// TikTok's Voucher Balance, and when it was told.
    pub voucher: Option<(Money, Timestamp)>,
    /// The two against each other.
    pub comparison: Option<Comparison>,
    /// What can be drawn on as unlisted ad credit.
    pub unlisted: Option<Money>,
}

impl Reading<'_> {
    /// The head of Payment management; `None` before the first fetch.
    ///
    /// # Errors
    /// [`JournalError`] when a file cannot be read.
    pub fn overview(&self, now: Timestamp) -> Result<Option<Overview>, JournalError> {
        let Some((bc, told)) = self.mirror.business_center()? else {
            return Ok(None);
        };
        let balance = self.mirror.bc_balance()?;
        let credits = self.journal.credits()?;
        let open = self.journal.open_sum(bc.currency)?;
        let (accounts, oldest) = self.mirror.accounts_as_of()?;
        let balances_told = balance.as_ref().map(|(_, told)| *told);
        let placeable = balance.and_then(|(balance, _)| balance.valid_voucher.minus(open).ok());

        Ok(Some(Overview {
            placeable: placeable.map(Money::floored),
            earliest_end: earliest_end(&credits, &bc, now),
            portfolios: self.mirror.portfolios()?,
            switches: self.journal.switches()?,
            admins: self.admins()?,
            as_of: [Some(told), balances_told, oldest]
                .into_iter()
                .flatten()
                .min(),
            bc,
            balance,
            open,
            accounts,
        }))
    }

    /// The credits with TikTok's total beside them; `None` before the first fetch.
    ///
    /// # Errors
    /// [`JournalError`] when a file cannot be read.
    pub fn credits(&self, now: Timestamp) -> Result<Option<CreditsOverview>, JournalError> {
        let Some((bc, _)) = self.mirror.business_center()? else {
            return Ok(None);
        };
        let (mut own, held): (Vec<_>, Vec<_>) = self
            .journal
            .credits()?
            .into_iter()
            .partition(|credit| credit.terms.holder == Holder::BusinessCenter);
        own.sort_by_key(|credit| (credit.terms.valid_until.is_none(), credit.terms.valid_until));
        let listed = listed(&own, &bc, now)?;
        let open = self.journal.open_sum(bc.currency)?;
        let voucher = self
            .mirror
            .bc_balance()?
            .map(|(balance, told)| (balance.voucher, told));
        let total = voucher.map(|(voucher, _)| voucher);

        Ok(Some(CreditsOverview {
            comparison: total.and_then(|total| compare(total, listed, open).ok()),
            unlisted: total.and_then(|total| unlisted_left(total, listed, open).ok()),
            own,
            held,
            listed,
            open,
            voucher,
        }))
    }

    /// The members as TikTok tells them; `None` before they were read.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn members(&self) -> Result<Option<(Vec<Member>, Timestamp)>, JournalError> {
        Ok(self.mirror.members()?)
    }

    fn admins(&self) -> Result<Vec<Admin>, JournalError> {
        let members = self
            .mirror
            .members()?
            .map_or_else(Vec::new, |(members, _)| members);

        Ok(business_center::admins(members))
    }
}

/// What is left in the listed credits that are in the Business Center's currency; the others cannot be placed.
fn listed(credits: &[Credit], bc: &BusinessCenter, now: Timestamp) -> Result<Money, JournalError> {
    let same: Vec<Credit> = credits
        .iter()
        .filter(|credit| credit.terms.amount.currency() == bc.currency)
        .cloned()
        .collect();

    listed_left(&same, bc.currency, &bc.zone, now)
        .map_err(|error| JournalError::Damaged(error.to_string()))
}

fn earliest_end(credits: &[Credit], bc: &BusinessCenter, now: Timestamp) -> Option<EarliestEnd> {
    credits
        .iter()
        .filter(|credit| credit.terms.holder == Holder::BusinessCenter)
        .filter(|credit| credit.terms.amount.currency() == bc.currency)
        .filter(|credit| {
            matches!(
                credit.status(&bc.zone, None, now),
                CreditStatus::Active | CreditStatus::Expiring
            )
        })
        .filter_map(|credit| {
            let ending = credit.terms.ending(&bc.zone, None)?;
            Some(EarliestEnd {
                left: credit.left(&bc.zone, now),
                until: credit.terms.valid_until?,
                days: ending.days_left(now),
            })
        })
        .min_by_key(|end| end.until)
}

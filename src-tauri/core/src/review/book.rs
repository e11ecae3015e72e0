//! What is known here about one draft before it is judged.

use super::Reading;
use super::account::spent_by_day;
use super::overview::listed;
use crate::account::{AccountBalance, AdAccount};
use crate::clock::{Timestamp, Zone, days_between};
use crate::credit::{Credit, Source};
use crate::journal::{AllocationQuery, JournalError, LONGEST_WINDOW, StandingFilter};
use crate::mirror::Spend;
use crate::money::Money;
use crate::policy::{Book, Facts};
use crate::promotion::{Estimates, Holding, Known, estimate, is_stranded, today, used_earlier};
use jiff::civil::Date;

/// The most look-alikes that are named in a warning.
const LOOK_ALIKES: usize = 5;

/// A week that ended longer ago says nothing about the spend of now.
const FRESH_DAYS: i64 = 3;

impl Reading {
    /// Everything the policy wants to know besides TikTok's answers of this moment.
    ///
    /// # Errors
    /// [`JournalError`] when a file cannot be read.
    pub fn book(
        &self,
        facts: &Facts,
        source: Source,
        now: Timestamp,
    ) -> Result<Book, JournalError> {
        let account = &facts.account;
        let known = self
            .journal
            .known(&account.id, &facts.actor.id, facts.bc.currency, now)?;
        let credit = match source {
            Source::Credit(id) => known.credits.iter().find(|credit| credit.id == id).cloned(),
            Source::Unlisted => None,
        };
        let kept = self.mirror.account(&account.id)?;
        let week = kept.as_ref().and_then(|kept| kept.week);
        let until = credit.as_ref().and_then(|credit| credit.terms.valid_until);
        let estimates = self.estimates(account, Some(&facts.balance), &known.credits, now)?;

        Ok(Book {
            listed_left: listed(&known.credits, &facts.bc, now)?,
            used_earlier: estimates
                .and_then(|estimates| used_earlier(&estimates, until, account.currency).ok())
                .unwrap_or(Money::zero(account.currency)),
            look_alikes: self.mirror.look_alikes(&account.id, LOOK_ALIKES)?,
            spend_7_days: fresh(week, account, now),
            troubled_at: kept.and_then(|kept| kept.troubled_at),
            admins: self.admins()?,
            switches: known.switches,
            credit,
            open: known.open,
            open_here: known.open_here,
            earlier: known.earlier,
            usual: known.usual,
        })
    }

    /// What became of each ad credit in one account (R90); `None` when the amounts cannot be compared.
    pub(super) fn estimates(
        &self,
        account: &AdAccount,
        balance: Option<&AccountBalance>,
        credits: &[Credit],
        now: Timestamp,
    ) -> Result<Option<Estimates>, JournalError> {
        let placed = self.journal.allocations(&AllocationQuery {
            account: Some(account.id.clone()),
            standing: StandingFilter::Moved,
            limit: LONGEST_WINDOW,
            ..AllocationQuery::default()
        })?;
        let zone = account
            .zone
            .as_deref()
            .and_then(Zone::read)
            .unwrap_or_else(Zone::utc);
        let of_source = |source| match source {
            Source::Credit(id) => credits.iter().find(|credit| credit.id == id),
            Source::Unlisted => None,
        };
        let allocated = placed.rows.iter().filter_map(|allocation| {
            Holding::allocated(allocation, of_source(allocation.record.draft.source), &zone)
        });
        let entered = credits
            .iter()
            .filter(|credit| held_by(credit, account))
            .filter_map(Holding::entered);
        let spent = spent_by_day(&self.mirror.costs(&account.id)?);
        let known = Known {
            spent: &spent,
            total: balance.map(|balance| balance.ad_credit),
            today: today(account, now),
            stranded: is_stranded(account),
            currency: account.currency,
        };

        Ok(estimate(allocated.chain(entered).collect(), &known).ok())
    }
}

fn held_by(credit: &Credit, account: &AdAccount) -> bool {
    match &credit.terms.holder {
        crate::credit::Holder::BusinessCenter => false,
        crate::credit::Holder::Account {
            account: holder, ..
        } => *holder == account.id,
    }
}

/// The spend of a week that ended just now, in the account's currency.
pub(super) fn fresh(week: Option<Spend>, account: &AdAccount, now: Timestamp) -> Option<Money> {
    let day = today(account, now);

    week.filter(|week| is_fresh(week.last_day, day))
        .map(|week| week.amount)
        .filter(|amount| amount.currency() == account.currency)
}

fn is_fresh(last_day: Date, today: Date) -> bool {
    days_between(last_day, today) <= FRESH_DAYS
}

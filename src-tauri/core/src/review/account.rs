//! Everything about one ad account: its page, as Ads Manager shows it, with what was placed from here (R134–R142).

use super::{OpenHere, Reading};
use crate::account::{AccountBalance, AdAccount};
use crate::alert::Alert;
use crate::allocation::Allocation;
use crate::clock::{Timestamp, Zone, days_between, earlier_day};
use crate::credit::{Credit, Holder, Source};
use crate::id::AdvertiserId;
use crate::journal::{AllocationQuery, JournalError, LONGEST_WINDOW, StandingFilter};
use crate::mirror::{AccountFacts, Spend};
use crate::money::Money;
use crate::policy::{Refusal, row_refusals};
use crate::promotion::{Estimates, Holding, Known, estimate, is_stranded, today};
use crate::transaction::Cost;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A week that ended longer ago says nothing about the spend of now.
const FRESH_DAYS: i64 = 3;

/// How many allocations the page lists.
const HISTORY: u32 = 50;

/// The Ad account screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountPage {
    /// As TikTok tells it.
    pub facts: AccountFacts,
    /// What stands against an allocation to it, whatever the person and the credit.
    pub refusals: Vec<Refusal>,
    /// Its open allocation, if any.
    pub open_here: Option<OpenHere>,
    /// R117–R122.
    pub alert: Alert,
    /// What became of each ad credit in it; `None` when the amounts cannot be compared.
    pub estimates: Option<Estimates>,
    /// Credits it got elsewhere, as entered.
    pub held: Vec<Credit>,
    /// Allocations to it, newest first.
    pub history: Vec<Allocation>,
}

impl Reading<'_> {
    /// The page of one account; `None` when TikTok does not list it.
    ///
    /// # Errors
    /// [`JournalError`] when a file cannot be read.
    pub fn account(
        &self,
        id: &AdvertiserId,
        now: Timestamp,
    ) -> Result<Option<AccountPage>, JournalError> {
        let Some(facts) = self.mirror.account(id)? else {
            return Ok(None);
        };
        let Some((bc, _)) = self.mirror.business_center()? else {
            return Ok(None);
        };
        let credits = self.journal.credits()?;
        let estimates = self.estimates(&facts.account, facts.balance.as_ref(), &credits, now)?;
        let portfolios: Vec<_> = self
            .mirror
            .portfolios()?
            .into_iter()
            .map(|portfolio| portfolio.id)
            .collect();
        let history = self.journal.allocations(&AllocationQuery {
            account: Some(id.clone()),
            limit: HISTORY,
            ..AllocationQuery::default()
        })?;
        let week = fresh(facts.week, &facts.account, now);
        let balance = facts.balance.map(|balance| balance.account);
        let told = facts.balance.map(|balance| balance.ad_credit);
        let open = self.journal.open_allocations()?;
        let open_here = open
            .iter()
            .find(|open| open.record.draft.account == *id)
            .map(|open| OpenHere::of(open, told));

        Ok(Some(AccountPage {
            refusals: row_refusals(
                &facts.account,
                bc.currency,
                self.journal.switches()?,
                &portfolios,
                open_here.map(|open| open.number),
            ),
            alert: Alert::of(&facts.account, balance, week),
            held: credits
                .into_iter()
                .filter(|credit| is_held(credit, id))
                .collect(),
            history: history.rows,
            facts,
            open_here,
            estimates,
        }))
    }

    /// What became of each ad credit in one account (R90); `None` when the amounts cannot be compared.
    fn estimates(
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
            .filter(|credit| is_held(credit, &account.id))
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

fn is_held(credit: &Credit, id: &AdvertiserId) -> bool {
    match &credit.terms.holder {
        Holder::BusinessCenter => false,
        Holder::Account { account, .. } => account == id,
    }
}

/// Ad credit spent, day by day where TikTok was asked day by day; else what is known of longer spans, each on its last day.
fn spent_by_day(costs: &[Cost]) -> BTreeMap<Date, Money> {
    let days: BTreeMap<Date, Money> = costs
        .iter()
        .filter(|cost| cost.from == cost.to)
        .map(|cost| (cost.to, cost.ad_credit))
        .collect();
    if !days.is_empty() {
        return days;
    }
    let Some(newest) = costs.iter().map(|cost| cost.to).max() else {
        return days;
    };
    let mut spans: Vec<&Cost> = costs.iter().filter(|cost| cost.to == newest).collect();
    spans.sort_by_key(|cost| days_between(cost.from, cost.to));
    let mut by_day = BTreeMap::new();
    let mut inner: Option<&Cost> = None;
    for span in spans {
        // A longer span holds the shorter one; what it has beyond that was spent before.
        let (day, spent) = match inner {
            None => (span.to, Ok(span.ad_credit)),
            Some(inner) => (
                earlier_day(inner.from, 1),
                span.ad_credit.minus(inner.ad_credit),
            ),
        };
        if let Ok(spent) = spent {
            by_day.insert(day, spent.floored());
        }
        inner = Some(span);
    }

    by_day
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

//! What the journal and the mirror know about one draft, for the policy to judge it by.

use crate::account::AdAccount;
use crate::allocation::Allocation;
use crate::business_center;
use crate::clock::{Timestamp, Zone, days_between};
use crate::credit::{Credit, Source, listed_left};
use crate::id::{AdvertiserId, MemberId};
use crate::journal::{AllocationQuery, Journal, JournalError, LONGEST_WINDOW, StandingFilter};
use crate::mirror::{AccountFacts, Mirror, MirrorError};
use crate::money::{Money, MoneyError};
use crate::policy::{Book, Facts};
use crate::promotion::{self, Holding};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Names shown beside the one that can be mistaken.
const MOST_LOOK_ALIKES: usize = 20;
/// Older sums of seven days say nothing about the last seven (R119).
const OLDEST_WEEK: i64 = 3;

/// Why the book cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The mirror cannot be read.
    #[error(transparent)]
    Mirror(#[from] MirrorError),
    /// The figures do not fit together.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Opens the book for a draft on `source`, given what TikTok says now.
///
/// # Errors
/// [`BookError`] when a file cannot be read or figures do not fit together.
pub fn open(
    journal: &Journal,
    mirror: &Mirror,
    facts: &Facts,
    source: Source,
    now: Timestamp,
) -> Result<Book, BookError> {
    let account = &facts.account;
    let currency = facts.bc.currency;
    let known = journal.known(&account.id, &facts.actor.id, currency, now)?;
    let mirrored = mirror.account(&account.id)?;
    let listed = listed_left(&known.credits, currency, &facts.bc.zone, now)?;
    let credit = match source {
        Source::Credit(id) => known.credits.iter().find(|credit| credit.id == id).cloned(),
        Source::Unlisted => None,
    };
    let until = credit.as_ref().and_then(|credit| credit.terms.valid_until);
    let used_earlier = used_earlier(journal, facts, &known.credits, until, now)?;

    Ok(Book {
        switches: known.switches,
        credit,
        listed_left: listed,
        open: known.open,
        open_here: known.open_here,
        earlier: known.earlier,
        usual: known.usual,
        look_alikes: mirror.look_alikes(&account.id, MOST_LOOK_ALIKES)?,
        spend_7_days: spend(mirrored.as_ref(), account, now),
        used_earlier,
        troubled_at: mirrored.and_then(|mirrored| mirrored.troubled_at),
        admins: admins(mirror, &facts.actor.id)?,
    })
}

/// Names of the Admins whom this person can ask; none where members were never read.
pub(crate) fn admins(mirror: &Mirror, asking: &MemberId) -> Result<Vec<String>, MirrorError> {
    let members = mirror.members()?.map(|(members, _)| members);
    let admins = business_center::admins(members.unwrap_or_default());

    Ok(business_center::to_ask(&admins, asking))
}

/// The newest seven days told, where they are recent enough to say something.
fn spend(mirrored: Option<&AccountFacts>, account: &AdAccount, now: Timestamp) -> Option<Money> {
    let week = mirrored?.week?;
    let age = days_between(week.last_day, Zone::utc().day(now));

    (age <= OLDEST_WEEK && week.amount.currency() == account.currency).then_some(week.amount)
}

/// R101: what is already in the account and ends no later, as far as our own entries explain what TikTok says is there.
fn used_earlier(
    journal: &Journal,
    facts: &Facts,
    credits: &[Credit],
    until: Option<Date>,
    now: Timestamp,
) -> Result<Money, BookError> {
    let account = &facts.account;
    let holdings = holdings(journal, facts, credits)?;
    let spent = BTreeMap::new();
    let known = promotion::Known {
        spent: &spent,
        total: Some(facts.balance.ad_credit),
        today: promotion::today(account, now),
        stranded: promotion::is_stranded(account),
        currency: account.currency,
    };
    let estimates = promotion::estimate(holdings, &known)?;

    Ok(promotion::used_earlier(
        &estimates,
        until,
        account.currency,
    )?)
}

fn holdings(
    journal: &Journal,
    facts: &Facts,
    credits: &[Credit],
) -> Result<Vec<Holding>, BookError> {
    let account = &facts.account;
    let zone = Zone::read(&facts.bc.zone).unwrap_or_else(Zone::utc);
    let placed = journal.allocations(&AllocationQuery {
        account: Some(account.id.clone()),
        standing: StandingFilter::Moved,
        limit: LONGEST_WINDOW,
        ..AllocationQuery::default()
    })?;
    let of = |allocation: &Allocation| match allocation.record.draft.source {
        Source::Credit(id) => credits.iter().find(|credit| credit.id == id),
        Source::Unlisted => None,
    };
    let placed = placed
        .rows
        .iter()
        .filter(|row| row.record.draft.amount.currency() == account.currency)
        .filter_map(|row| Holding::allocated(row, of(row), &zone));
    let entered = credits
        .iter()
        .filter(|credit| is_here(credit, &account.id))
        .filter(|credit| credit.terms.amount.currency() == account.currency)
        .filter_map(Holding::entered);

    Ok(placed.chain(entered).collect())
}

fn is_here(credit: &Credit, id: &AdvertiserId) -> bool {
    match &credit.terms.holder {
        crate::credit::Holder::BusinessCenter => false,
        crate::credit::Holder::Account { account, .. } => account == id,
    }
}

//! One allocation as it stands, and what a person can do about an unknown outcome.

use super::workspace::Workspace;
use crate::events::Topic;
use crate::fault::{Fault, FaultCode};
use crate::shown::allocation::{self as view, Surroundings};
use crate::shown::{account, amount, difference, reasons, stamp};
use crate::views::add_balance::{Side, SideOf};
use crate::views::allocations::{
    Allocation, AllocationRow, AllocationTotals, AllocationsPage, AllocationsQuery, Candidate,
    CloseUnknown, FilterPerson, Look, StateWord, UnknownOutcome,
};
use desk_core::allocation;
use desk_core::id::{AdvertiserId, AllocationNumber, MemberId, TransactionId};
use desk_core::journal::{AllocationQuery, LONGEST_WINDOW, StandingFilter, Story};
use desk_core::money::{Currency, Money};
use desk_core::policy;
use desk_core::recover::{self, Finding};
use desk_core::transaction::{Level, Transaction};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::PoisonError;

/// Rows of one window at most.
const WINDOW: u32 = 200;

impl Workspace {
    /// One allocation with every recorded field.
    ///
    /// # Errors
    /// When there is none of this number, or the journal cannot be read.
    pub fn allocation(&self, number: AllocationNumber) -> Result<Allocation, Fault> {
        let story = self
            .journal
            .story(number)?
            .ok_or_else(|| Fault::new(FaultCode::NotFound).with("name", number.0))?;
        let around = self.surroundings(&story)?;

        Ok(view::whole(&story, around))
    }

    /// One window of the list.
    ///
    /// # Errors
    /// When a filter cannot be read, or the journal cannot.
    pub fn allocations(&self, query: AllocationsQuery) -> Result<AllocationsPage, Fault> {
        let asked = self.asked(&query)?;
        let state = query.state;
        let all = self.every(&AllocationQuery {
            offset: 0,
            ..asked.clone()
        })?;
        let matching: Vec<&allocation::Allocation> = all
            .iter()
            .filter(|one| state.is_none_or(|state| view::word(&one.state) == state))
            .collect();
        let everything = self.journal.allocations(&AllocationQuery {
            limit: LONGEST_WINDOW,
            ..AllocationQuery::default()
        })?;
        let first = usize::try_from(query.offset).unwrap_or(usize::MAX);
        let most = usize::try_from(query.limit.min(WINDOW)).unwrap_or(0);

        Ok(AllocationsPage {
            total: u32::try_from(everything.total).unwrap_or(u32::MAX),
            matched: crate::shown::count(matching.len()),
            offset: query.offset,
            rows: matching
                .iter()
                .skip(first)
                .take(most)
                .map(|one| self.allocation_row(one))
                .collect(),
            totals: totals(&matching)?,
            accounts: self.named_accounts(&everything.rows),
            people: named_people(&everything.rows),
        })
    }

    /// One line of the list.
    pub fn allocation_row(&self, one: &allocation::Allocation) -> AllocationRow {
        let id = &one.record.draft.account;
        let mark = self.with_picture(|picture| picture.and_then(|picture| picture.names.mark(id)));

        view::row(one, mark)
    }

    /// Every allocation that a query matches, window by window.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn every(&self, query: &AllocationQuery) -> Result<Vec<allocation::Allocation>, Fault> {
        let mut all = Vec::new();
        let mut before = None;
        loop {
            let page = self.journal.allocations(&AllocationQuery {
                before,
                limit: LONGEST_WINDOW,
                ..query.clone()
            })?;
            before = page.rows.last().map(|one| one.number);
            all.extend(page.rows);
            if before.is_none() {
                return Ok(all);
            }
        }
    }

    /// Looks an unknown outcome up in TikTok's records, now. Settles nothing.
    ///
    /// # Errors
    /// When it is not unknown, or TikTok cannot be read.
    pub async fn look_now(&self, number: &str) -> Result<Allocation, Fault> {
        let number = read_number(number)?;
        let gateway = self.gateway();
        let found = recover::candidates(&self.journal, &gateway, number).await?;
        let known = self.journal.allocation(number)?;
        let record = known
            .map(|known| known.record)
            .ok_or_else(|| Fault::new(FaultCode::NotFound))?;
        let bc = gateway.bc_balance(None).await?;
        let seen = gateway.account(&record.draft.account).await?;
        let look = Look {
            at: stamp(self.now(), self.zone()),
            balances: vec![
                side(
                    SideOf::BusinessCenter,
                    &record.bc_name,
                    record.figures.bc_before,
                    bc.valid_voucher,
                ),
                side(
                    SideOf::Account,
                    &record.account_name,
                    record.figures.account_before,
                    seen.balance.ad_credit,
                ),
            ],
            candidates: found.iter().map(|row| self.candidate(row)).collect(),
        };
        self.looks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(number.0)
            .or_default()
            .push(look);

        self.allocation(number)
    }

    /// A person settles an unknown outcome, for good.
    ///
    /// # Errors
    /// When the person may not, a reason is missing, or the record named is not a candidate.
    pub async fn close_unknown(&self, close: CloseUnknown) -> Result<Allocation, Fault> {
        let number = read_number(&close.number)?;
        let gateway = self.gateway();
        let (_, actor) = gateway.actor().await?;
        let named = close
            .transaction_id
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(TransactionId::new)
            .transpose()
            .map_err(|_| {
                Fault::new(FaultCode::FieldInvalid)
                    .with("field", "transactionId")
                    .with("reason", "NOT_AN_ID")
            })?;
        let finding = if close.executed {
            Finding::Applied(named)
        } else {
            Finding::NotApplied
        };
        recover::close(
            &self.journal,
            &gateway,
            self.simulated.clock().as_ref(),
            actor,
            number,
            finding,
            close.note,
        )
        .await?;
        self.tell(&[Topic::Allocations, Topic::Accounts, Topic::Credits]);

        self.allocation(number)
    }

    fn surroundings(&self, story: &Story) -> Result<Surroundings, Fault> {
        let core = &story.allocation;
        let id = &core.record.draft.account;
        let (mark, name_now, then) = self.with_picture(|picture| {
            let seen = picture.and_then(|picture| picture.accounts.get(id));
            let then = seen.map(|(account, balance)| {
                account::order_of_use(account, balance.credit_line)
                    .into_iter()
                    .skip(1)
                    .collect()
            });
            (
                picture.and_then(|picture| picture.names.mark(id)),
                seen.map(|(account, _)| account.name.clone()),
                then.unwrap_or_else(|| vec![crate::views::Funds::Cash]),
            )
        });
        let unknown = match core.state {
            allocation::State::Unknown { .. } => Some(self.unknown(core.number)?),
            allocation::State::Sending
            | allocation::State::Succeeded { .. }
            | allocation::State::Rejected { .. }
            | allocation::State::NotSent { .. }
            | allocation::State::Applied { .. }
            | allocation::State::NotApplied { .. } => None,
        };

        Ok(Surroundings {
            mark,
            name_now,
            then,
            chain_intact: self.read_only() != Some(crate::views::start::ReadOnly::Frozen),
            unknown,
            tiktok: view::tiktok(core),
        })
    }

    fn unknown(&self, number: AllocationNumber) -> Result<UnknownOutcome, Fault> {
        let looks = self
            .looks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&number.0)
            .cloned()
            .unwrap_or_default();
        let (actor, switches) = (self.actor(), self.switches()?);
        let may_close =
            policy::may_close_unknown(actor.role, switches) && self.read_only().is_none();
        let refusal = (!may_close)
            .then(|| self.notice(&actor, switches))
            .and_then(|notice| notice.first().map(reasons::refusal));

        Ok(UnknownOutcome {
            looks: looks.iter().map(|look| look.at.clone()).collect(),
            looked: looks.into_iter().last(),
            next_look: None,
            may_close,
            refusal,
            not_executed_from: None,
            may_close_not_executed: may_close,
        })
    }

    fn asked(&self, query: &AllocationsQuery) -> Result<AllocationQuery, Fault> {
        let moment = |text: &Option<String>| -> Result<Option<Date>, Fault> {
            let given = text.as_deref().filter(|text| !text.is_empty());
            given
                .map(|text| {
                    text.parse().map_err(|_| {
                        Fault::new(FaultCode::FieldInvalid)
                            .with("field", "time")
                            .with("reason", "NOT_A_DATE")
                    })
                })
                .transpose()
        };
        let unknown_name = |name: &String| Fault::new(FaultCode::NotFound).with("name", name);
        let account = query
            .account
            .as_ref()
            .map(|id| AdvertiserId::new(id).map_err(|_| unknown_name(id)))
            .transpose()?;
        let operator = query
            .person
            .as_ref()
            .map(|id| MemberId::new(id).map_err(|_| unknown_name(id)))
            .transpose()?;
        let (from, to) = (moment(&query.from)?, moment(&query.to)?);

        Ok(AllocationQuery {
            search: query.search.clone(),
            account,
            operator,
            credit: None,
            standing: query.state.map_or(StandingFilter::Any, standing),
            from: from.map(|day| self.zone().first_instant(day)),
            to: to
                .and_then(|day| day.tomorrow().ok())
                .map(|day| self.zone().first_instant(day)),
            before: None,
            offset: query.offset,
            limit: query.limit.min(WINDOW),
        })
    }

    fn named_accounts(&self, rows: &[allocation::Allocation]) -> Vec<crate::views::AccountName> {
        let newest: BTreeMap<&AdvertiserId, &str> = rows
            .iter()
            .rev()
            .map(|one| {
                let record = &one.record;
                (&record.draft.account, record.account_name.as_str())
            })
            .collect();
        let mut named: Vec<_> = newest
            .into_iter()
            .map(|(id, name)| {
                let mark =
                    self.with_picture(|picture| picture.and_then(|picture| picture.names.mark(id)));
                account::name(id.as_str(), name, mark)
            })
            .collect();
        named.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));

        named
    }

    fn candidate(&self, row: &Transaction) -> Candidate {
        Candidate {
            transaction_id: row.id.to_string(),
            at: stamp(row.at, self.zone()),
            amount: amount(row.amount),
            into_account: row.level == Level::Account,
        }
    }
}

/// The core's groups that hold one state.
fn standing(state: StateWord) -> StandingFilter {
    match state {
        StateWord::Sending => StandingFilter::Open,
        StateWord::Unknown => StandingFilter::Unknown,
        StateWord::Allocated | StateWord::Found => StandingFilter::Moved,
        StateWord::Refused | StateWord::NotSent | StateWord::ClosedNotExecuted => {
            StandingFilter::NotMoved
        }
    }
}

fn totals(rows: &[&allocation::Allocation]) -> Result<Vec<AllocationTotals>, Fault> {
    let mut sums: BTreeMap<Currency, (Money, Money)> = BTreeMap::new();
    for one in rows {
        let given = one.record.draft.amount;
        let nothing = Money::zero(given.currency());
        let (moved, open) = sums.entry(given.currency()).or_insert((nothing, nothing));
        if one.state.is_open() {
            *open = open.plus(given)?;
        } else if one.state.counts() {
            *moved = moved.plus(given)?;
        }
    }

    Ok(sums
        .into_values()
        .map(|(moved, open)| AllocationTotals {
            allocated: amount(moved),
            unknown: amount(open),
        })
        .collect())
}

fn named_people(rows: &[allocation::Allocation]) -> Vec<FilterPerson> {
    let people: BTreeMap<String, String> = rows
        .iter()
        .rev()
        .map(|one| {
            let actor = &one.record.actor;
            (actor.id.to_string(), actor.name.clone())
        })
        .collect();

    people
        .into_iter()
        .map(|(id, name)| FilterPerson { id, name })
        .collect()
}

fn side(what: SideOf, name: &str, before: Money, now: Money) -> Side {
    Side {
        what,
        name: Some(name.to_owned()),
        before: amount(before),
        change: difference(before, now),
        after: amount(now),
    }
}

/// A number as people write it.
///
/// # Errors
/// [`FaultCode::NotFound`].
pub fn read_number(text: &str) -> Result<AllocationNumber, Fault> {
    text.trim()
        .parse()
        .map(AllocationNumber)
        .map_err(|_| Fault::new(FaultCode::NotFound).with("name", text))
}

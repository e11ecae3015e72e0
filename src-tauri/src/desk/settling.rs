//! One allocation as it stands, and what a person can do about an unknown outcome.

use super::workspace::Workspace;
use crate::events::Topic;
use crate::fault::{Fault, FaultCode};
use crate::shown::allocation::{self as view, Surroundings};
use crate::shown::{account, amount, count, difference, number, stamp};
use crate::views::add_balance::{Side, SideOf};
use crate::views::allocations::{
    Allocation, AllocationRow, AllocationsPage, AllocationsQuery, Appearances, BalanceSays,
    CloseUnknown, FilterPerson, Look, NotExecuted, PastLook, StateWord, UnknownOutcome, WhyOpen,
};
use crate::views::start::ReadOnly;
use crate::views::{AccountName, Funds, Stamp};
use desk_core::allocation;
use desk_core::clock::Timestamp;
use desk_core::id::{AdvertiserId, AllocationNumber, MemberId, TransactionId};
use desk_core::journal::{AllocationQuery, StandingFilter, Story};
use desk_core::money::Money;
use desk_core::names::Likeness;
use desk_core::protocol::{Equation, Patience, Waited, next_look, patience};
use desk_core::recover::{self, Finding};
use jiff::SignedDuration;
use jiff::civil::Date;
use std::iter::successors;
use std::sync::PoisonError;

/// From so long after the sending on, there is one look a day.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Rows of one window at most.
const WINDOW: u32 = 200;

impl Workspace {
    /// One allocation with every recorded field.
    ///
    /// # Errors
    /// When there is none of this number, or the journal cannot be read.
    pub fn allocation(&self, number: AllocationNumber) -> Result<Allocation, Fault> {
        let story = self
            .journal()
            .story(number)?
            .ok_or_else(|| Fault::new(FaultCode::NotFound).with("name", number.0))?;
        let around = self.surroundings(&story)?;

        Ok(view::whole(&story, around))
    }

    /// One window of the list.
    ///
    /// # Errors
    /// When a filter cannot be read, or the journal cannot.
    pub fn allocations(&self, query: &AllocationsQuery) -> Result<AllocationsPage, Fault> {
        let page = self.journal().allocations(&self.asked(query)?)?;

        Ok(AllocationsPage {
            total: number(page.total),
            matched: number(page.matched),
            offset: query.offset,
            rows: page
                .rows
                .iter()
                .map(|one| self.allocation_row(one))
                .collect(),
            totals: page.sums.iter().map(view::totals).collect(),
            accounts: self.receivers()?,
            people: self.filter_people()?,
        })
    }

    /// One line of the list.
    pub fn allocation_row(&self, one: &allocation::Allocation) -> AllocationRow {
        view::row(one, self.mark(&one.record.draft.account))
    }

    /// Looks an unknown outcome up in TikTok's records, now; it is settled where they prove that it took effect.
    ///
    /// # Errors
    /// When it is not unknown, or TikTok cannot be read.
    pub async fn look_now(&self, number: &str) -> Result<Allocation, Fault> {
        let number = read_number(number)?;
        let (look, settled) = self.core.look_up(number).await?;
        self.keep(number, Tried::Looked(Box::new(look)));
        if let Some(allocation) = settled {
            self.settled_by_records(&[allocation]).await;
        }

        self.allocation(number)
    }

    /// Looks everything up that is due, and tells the window what changed.
    ///
    /// # Errors
    /// When a file cannot be read or written; what TikTok does not answer is looked up again later.
    pub async fn look_up_due(&self) -> Result<(), Fault> {
        let done = self.core.look_up_due().await?;
        for (number, look) in done.looks {
            self.keep(number, Tried::Looked(Box::new(look)));
        }
        for (number, at) in done.failed {
            self.keep(number, Tried::InVain(at));
        }
        self.tell(&[Topic::Allocations]);
        self.settled_by_records(&done.changed).await;

        Ok(())
    }

    /// What TikTok's records settled or contradicted is shown at once, with the account's balance as it is now.
    async fn settled_by_records(&self, changed: &[allocation::Allocation]) {
        for one in changed {
            // What cannot be read now is shown as older.
            let _read = self.core.refresh_account(&one.record.draft.account).await;
        }
        if !changed.is_empty() {
            self.tell(&[
                Topic::Allocations,
                Topic::Accounts,
                Topic::Credits,
                Topic::Workspace,
            ]);
        }
    }

    fn keep(&self, number: AllocationNumber, tried: Tried) {
        self.looks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(number.0)
            .or_default()
            .push(tried);
    }

    /// A person settles an unknown outcome, for good.
    ///
    /// # Errors
    /// When the person may not, a reason is missing, or the record named is not a candidate.
    pub async fn close_unknown(&self, close: CloseUnknown) -> Result<Allocation, Fault> {
        let number = read_number(&close.number)?;
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
            Finding::NotApplied {
                looked_there: close.looked_there,
            }
        };
        let closed = self.core.close_unknown(number, finding, close.note).await;
        // Also where it is refused: the look before closing may have settled it.
        self.tell(&[Topic::Allocations, Topic::Accounts, Topic::Credits]);
        closed?;

        self.allocation(number)
    }

    fn surroundings(&self, story: &Story) -> Result<Surroundings, Fault> {
        let core = &story.allocation;
        let id = &core.record.draft.account;
        let facts = self.core.mirror().account(id)?;
        let unknown = match core.state {
            allocation::State::Unknown { .. } => Some(self.unknown(core)?),
            allocation::State::Sending
            | allocation::State::Succeeded { .. }
            | allocation::State::Rejected { .. }
            | allocation::State::NotSent { .. }
            | allocation::State::Applied { .. }
            | allocation::State::NotApplied { .. }
            | allocation::State::Contradicted { .. }
            | allocation::State::DuplicateSuspected { .. } => None,
        };

        Ok(Surroundings {
            mark: facts.as_ref().and_then(|facts| facts.likeness),
            name_now: facts.as_ref().map(|facts| facts.account.name.clone()),
            then: facts
                .as_ref()
                .map_or_else(|| vec![Funds::Cash], account::then),
            chain_intact: !matches!(self.read_only(), Some(ReadOnly::Frozen | ReadOnly::Broken)),
            unknown,
            alarm: self.alarm_of(story)?,
            money: self.known.kind(),
        })
    }

    fn unknown(&self, core: &allocation::Allocation) -> Result<UnknownOutcome, Fault> {
        let tried = self
            .looks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&core.number.0)
            .cloned()
            .unwrap_or_default();
        let last = tried.iter().rev().find_map(Tried::look);
        let may_close = self.may_decide()?;
        let next = self.core.next_look_at(core);
        let known = self.core.appearances()?;
        let slowest = known.map(|known| known.slowest);

        Ok(UnknownOutcome {
            looks: tried.iter().map(|one| self.past(one)).collect(),
            looked: last.map(|look| self.shown_look(core, look)),
            next_look: next.map(|moment| stamp(moment, &self.zone())),
            planned: next
                .map(|next| self.planned(core.record.at, next))
                .unwrap_or_default(),
            may_close,
            refusal: self.why_not(may_close)?,
            not_executed: self.not_executed(core.record.at, slowest, last),
            appearances: known.map(|known| Appearances {
                count: number(known.count),
                median_seconds: seconds(known.median),
                slowest_seconds: seconds(known.slowest),
            }),
        })
    }

    fn past(&self, tried: &Tried) -> PastLook {
        PastLook {
            at: stamp(tried.at(), &self.zone()),
            records: tried.look().map(|look| count(look.candidates.len())),
        }
    }

    /// The looks after the next one, up to the first from which there is one a day.
    fn planned(&self, sent: Timestamp, next: Timestamp) -> Vec<Stamp> {
        let following = |look: &Timestamp| Some(next_look(sent, Some(*look)));
        let is_daily = |look: &Timestamp| look.duration_since(sent) >= DAY;
        let mut planned: Vec<Timestamp> = Vec::new();
        for look in successors(following(&next), following) {
            planned.push(look);
            if is_daily(&look) {
                break;
            }
        }

        planned
            .iter()
            .map(|look| stamp(*look, &self.zone()))
            .collect()
    }

    fn shown_look(&self, core: &allocation::Allocation, look: &recover::Look) -> Look {
        let record = &core.record;
        let sides = [
            (SideOf::BusinessCenter, &record.bc_name, look.bc),
            (SideOf::Account, &record.account_name, look.account),
        ];
        let rows = look.candidates.iter().chain(&look.counterparts);
        let (before, now) = (look.account.before, look.account.now);
        let raised = now.minus(before).is_ok_and(Money::is_positive);

        Look {
            at: stamp(look.at, &self.zone()),
            balances: sides
                .into_iter()
                .map(|(of, name, both)| side(of, name, both.before, both.now))
                .collect(),
            candidates: rows
                .map(|row| view::candidate(row, &record.shown_offset))
                .collect(),
            witness: look.witness,
            balance_says: match look.equation {
                Equation::Moved => BalanceSays::Moved,
                Equation::NotMoved => BalanceSays::NotMoved,
                Equation::Unclear => BalanceSays::Unclear,
            },
            account_raised: raised,
            why_open: why_open(look),
        }
    }

    /// The waiting rule as the last look leaves it. Closing looks once more.
    fn not_executed(
        &self,
        sent: Timestamp,
        slowest: Option<SignedDuration>,
        look: Option<&recover::Look>,
    ) -> NotExecuted {
        let after = |wait| stamp(sent.saturating_add(wait).unwrap_or(sent), &self.zone());
        let waited = Waited {
            since: self.now().duration_since(sent),
            slowest,
            unchanged: look.is_none_or(recover::Look::nothing_moved),
            traces: look.is_some_and(recover::Look::has_traces),
            looked_there: false,
        };
        match patience(waited) {
            Patience::Over => NotExecuted::Now,
            Patience::OverIfLooked => NotExecuted::NowIfLooked {
                against: waited.traces,
            },
            Patience::Until { late, sooner } => NotExecuted::Later {
                from: after(late),
                sooner: sooner.map(after),
            },
        }
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

    fn receivers(&self) -> Result<Vec<AccountName>, Fault> {
        let receivers = self.journal().receivers()?;

        Ok(receivers
            .iter()
            .map(|(id, name)| account::name(id.as_str(), name, self.mark(id)))
            .collect())
    }

    fn filter_people(&self) -> Result<Vec<FilterPerson>, Fault> {
        let people = self.journal().people()?.into_iter();

        Ok(people
            .map(|(id, name)| FilterPerson {
                id: id.to_string(),
                name,
            })
            .collect())
    }

    fn mark(&self, id: &AdvertiserId) -> Option<Likeness> {
        let facts = self.core.mirror().account(id).ok().flatten();

        facts.and_then(|facts| facts.likeness)
    }
}

/// One look of this session.
#[derive(Debug, Clone)]
pub enum Tried {
    /// What was seen.
    Looked(Box<recover::Look>),
    /// TikTok could not be read.
    InVain(Timestamp),
}

impl Tried {
    fn look(&self) -> Option<&recover::Look> {
        match self {
            Self::Looked(look) => Some(look),
            Self::InVain(_) => None,
        }
    }

    fn at(&self) -> Timestamp {
        match self {
            Self::Looked(look) => look.at,
            Self::InVain(at) => *at,
        }
    }
}

/// Why a look did not settle it: the first of the conditions for a proof that does not hold.
fn why_open(look: &recover::Look) -> WhyOpen {
    match (look.candidates.len(), look.witness, look.equation) {
        (0, _, _) => WhyOpen::NoRecord,
        (1, Some(false), _) => WhyOpen::SecondListDenies,
        (1, _, Equation::NotMoved) => WhyOpen::BalanceAsBefore,
        (1, _, Equation::Unclear) => WhyOpen::BalanceUnclear,
        (1, _, Equation::Moved) if look.in_time => WhyOpen::Frozen,
        (1, _, Equation::Moved) => WhyOpen::OutOfTime,
        (_, _, _) => WhyOpen::SeveralRecords,
    }
}

fn standing(state: StateWord) -> StandingFilter {
    match state {
        StateWord::Sending => StandingFilter::Sending,
        StateWord::Unknown => StandingFilter::Unknown,
        StateWord::Allocated => StandingFilter::Succeeded,
        StateWord::Found => StandingFilter::Found,
        StateWord::RecordedAsAllocated => StandingFilter::Said,
        StateWord::Refused => StandingFilter::Rejected,
        StateWord::NotSent => StandingFilter::NotSent,
        StateWord::ClosedNotExecuted => StandingFilter::NotApplied,
        StateWord::Contradicted => StandingFilter::Contradicted,
        StateWord::DuplicateSuspected => StandingFilter::DuplicateSuspected,
    }
}

fn seconds(span: SignedDuration) -> u32 {
    u32::try_from(span.as_secs()).unwrap_or(u32::MAX)
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

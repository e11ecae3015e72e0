//! What is promised, at every moment or where nothing more has to happen.

use crate::evidence::SLACK;
use crate::model::{Model, Person};
use crate::program::ANSWER_WITHIN;
use crate::state::{By, Row, Set, State, account_id};
use desk_core::protocol::Phase;
use std::collections::BTreeSet;

/// One promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Promise {
    /// At most one request for each attempt.
    OnePost,
    /// What was sent is in the journal; what a person was told is recorded stays there.
    Durable,
    /// TikTok executes each attempt at most once.
    ExecutedOnce,
    /// Whatever a person needed once is paid at most once, replacements included.
    SatisfiedOnce,
    /// *Succeeded* and *applied* mean executed.
    Applied,
    /// Where *succeeded* or *applied* is wrong all the same, an identical transfer of the same minute was taken for ours: a
    /// colleague's, or one that the network repeated.
    OnlyATwin,
    /// *Rejected* and *not sent* mean not executed.
    Refused,
    /// *Not applied* means not executed.
    Closed,
    /// At most one open allocation for each account.
    OneOpen,
    /// Each record belongs to one allocation at most.
    ClaimedOnce,
    /// No more is said to have taken effect than there are transfers.
    Conserved,
    /// In the end nothing is unknown; without a person nothing is hidden.
    Settled,
    /// In the end every transfer is explained, or there is an alarm at its account.
    Alarmed,
}

/// When a promise is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Always,
    AtTheEnd,
}

impl Promise {
    pub const ALL: [Self; 13] = [
        Self::OnePost,
        Self::Durable,
        Self::ExecutedOnce,
        Self::SatisfiedOnce,
        Self::Applied,
        Self::OnlyATwin,
        Self::Refused,
        Self::Closed,
        Self::OneOpen,
        Self::ClaimedOnce,
        Self::Conserved,
        Self::Settled,
        Self::Alarmed,
    ];

    pub fn when(self) -> When {
        match self {
            Self::Settled | Self::Alarmed => When::AtTheEnd,
            _ => When::Always,
        }
    }

    /// In words, for a trace.
    pub fn broken(self) -> &'static str {
        match self {
            Self::OnePost => "an attempt was sent twice",
            Self::Durable => "what was sent is not in the journal",
            Self::ExecutedOnce => "an attempt was executed twice",
            Self::SatisfiedOnce => "a need was paid twice",
            Self::Applied => "shown as done, never executed",
            Self::OnlyATwin => "shown as done, never executed, and nobody did the same",
            Self::Refused => "shown as refused or not sent, and executed",
            Self::Closed => "closed as not executed, and executed",
            Self::OneOpen => "two open allocations to one account",
            Self::ClaimedOnce => "one record belongs to two allocations",
            Self::Conserved => "more is shown as done than was executed",
            Self::Settled => "an outcome stays open, or is hidden",
            Self::Alarmed => "a transfer is not explained and raises no alarm",
        }
    }

    pub fn holds(self, model: &Model, state: &State) -> bool {
        match self {
            Self::OnePost => state.attempts().all(|(_, attempt)| attempt.posts <= 1),
            Self::Durable => state.attempts().all(|(number, attempt)| {
                attempt.posts == 0 || attempt.forgotten || state.journal.row(number).is_some()
            }),
            Self::ExecutedOnce => state
                .attempts()
                .all(|(number, _)| state.executions(number) <= 1),
            Self::SatisfiedOnce => satisfied_once(state),
            Self::Applied => untrue(state).next().is_none(),
            Self::OnlyATwin => untrue(state).all(|row| a_twin_is_claimed(state, row)),
            Self::Refused => rows(state, |phase| {
                matches!(phase, Phase::Rejected | Phase::NotSent)
            })
            .all(|attempt| state.executions(attempt) == 0),
            Self::Closed => rows(state, |phase| phase == Phase::NotApplied)
                .all(|attempt| state.executions(attempt) == 0),
            Self::OneOpen => {
                let mut accounts = BTreeSet::new();
                rows(state, Phase::is_open)
                    .all(|attempt| accounts.insert(state.attempt(attempt).account))
            }
            Self::ClaimedOnce => claimed_once(state),
            Self::Conserved => accounts(state).all(|account| {
                let all = state.records().filter(|(_, record)| record.is_in(account));
                explained(state, account) <= all.count()
            }),
            Self::Settled => match model.world.person {
                Person::Answers => rows(state, Phase::is_open).next().is_none(),
                // Being sent right now is not on the list of what is unknown.
                Person::IsAway => rows(state, |phase| phase == Phase::Sending)
                    .next()
                    .is_none(),
            },
            Self::Alarmed => accounts(state).all(|account| is_accounted_for(state, account)),
        }
    }
}

/// The attempts whose rows are in a phase.
fn rows(state: &State, is: impl Fn(Phase) -> bool) -> impl Iterator<Item = u8> {
    state
        .journal
        .rows()
        .filter(move |row| is(row.phase))
        .map(|row| row.attempt)
}

/// Rows that say it took effect, and it did not.
fn untrue(state: &State) -> impl Iterator<Item = &Row> {
    state.journal.rows().filter(|row| {
        matches!(row.phase, Phase::Succeeded | Phase::Applied) && state.executions(row.attempt) == 0
    })
}

/// A record that is another one's was claimed at this account, in the minute of the allocation that claims it. The one that is
/// wrong may have been left with that allocation's own.
fn a_twin_is_claimed(state: &State, wrong: &Row) -> bool {
    let account = state.attempt(wrong.attempt).account;
    let twins = state.records().filter(|(_, record)| {
        let is_twin = match record.by {
            By::Colleague => true,
            By::Attempt(attempt) => state.attempt(attempt).repeated,
            By::Elsewhere | By::TopUp => false,
        };
        is_twin && record.is_in(account)
    });

    twins.into_iter().any(|(number, record)| {
        state.journal.rows().any(|row| {
            row.claimed.has(account_id(number))
                && record.by != By::Attempt(row.attempt)
                && record.minute + SLACK >= row.minute
                && record.minute <= row.minute + ANSWER_WITHIN + SLACK
        })
    })
}

fn satisfied_once(state: &State) -> bool {
    let mut needs = BTreeSet::new();
    let executed = state.records().filter_map(|(_, record)| match record.by {
        By::Attempt(attempt) => Some(state.attempt(attempt).need),
        By::Elsewhere | By::Colleague | By::TopUp => None,
    });

    executed.into_iter().all(|need| needs.insert(need))
}

fn claimed_once(state: &State) -> bool {
    let mut claimed = Set::default();
    state.journal.rows().all(|row| {
        let alone = !claimed.meets(row.claimed);
        claimed = claimed.and(row.claimed);
        alone
    })
}

fn accounts(state: &State) -> impl Iterator<Item = u8> {
    let accounts: BTreeSet<u8> = state
        .attempts()
        .map(|(_, attempt)| attempt.account)
        .collect();

    accounts.into_iter()
}

/// Transfers into an account that the journal says took effect.
fn explained(state: &State, account: u8) -> usize {
    let rows = state.journal.rows();
    let here = rows.filter(|row| state.attempt(row.attempt).account == account);

    here.map(|row| match row.phase {
        Phase::Succeeded | Phase::Applied | Phase::Contradicted => 1,
        Phase::DuplicateSuspected => 2,
        Phase::Sending | Phase::Unknown | Phase::Rejected | Phase::NotSent | Phase::NotApplied => 0,
    })
    .sum()
}

/// What we executed there is explained, still open, or an alarm stands there. What an old copy of the file does not know of
/// is for the person who accepted it.
fn is_accounted_for(state: &State, account: u8) -> bool {
    let ours = state.records().filter(|(_, record)| {
        record.is_in(account)
            && matches!(record.by, By::Attempt(attempt) if !state.attempt(attempt).forgotten)
    });
    let stands = rows(state, |phase| phase.is_alarm() || phase.is_open())
        .any(|attempt| state.attempt(attempt).account == account);

    stands || ours.count() <= explained(state, account)
}

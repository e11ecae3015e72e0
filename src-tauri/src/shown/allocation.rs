//! Allocations: a line of the list, and one with every recorded field (R68).

use super::review::{ends, sides};
use super::{amount, people, stamp_at};
use crate::views::Funds;
use crate::views::alarms::AlarmDetail;
use crate::views::allocations::{
    Allocation, AllocationRow, AllocationTotals, Candidate, StateDetail, StateWord, Step,
    TiktokIds, UnknownOutcome, UnknownReason,
};
use crate::views::start::WorkspaceKind;
use desk_core::allocation::{self, Answer, Basis, State};
use desk_core::credit::Source;
use desk_core::id::TransactionId;
use desk_core::journal::{Alarm, Decision, Entry, Event, Story, Sums};
use desk_core::names::Likeness;
use desk_core::transaction::{Level, Transaction};

/// Protocol 4.1 in one word.
pub fn word(state: &State) -> StateWord {
    match state {
        State::Sending => StateWord::Sending,
        State::Succeeded { .. } => StateWord::Allocated,
        State::Rejected { .. } => StateWord::Refused,
        State::NotSent { .. } => StateWord::NotSent,
        State::Unknown { .. } => StateWord::Unknown,
        State::Applied {
            basis: Basis::Records,
            ..
        } => StateWord::Found,
        State::Applied {
            basis: Basis::Person { .. },
            ..
        } => StateWord::RecordedAsAllocated,
        State::NotApplied { .. } => StateWord::ClosedNotExecuted,
        State::Contradicted { .. } => StateWord::Contradicted,
        State::DuplicateSuspected { .. } => StateWord::DuplicateSuspected,
    }
}

/// Why an outcome is unknown.
pub fn reason(reason: &allocation::UnknownReason) -> UnknownReason {
    match reason {
        allocation::UnknownReason::NoAnswer => UnknownReason::NoAnswer,
        allocation::UnknownReason::ConnectionLost => UnknownReason::ConnectionLost,
        allocation::UnknownReason::HttpStatus(status) => {
            UnknownReason::HttpStatus { status: *status }
        }
        allocation::UnknownReason::Unreadable => UnknownReason::Unreadable,
        allocation::UnknownReason::Code(code) => UnknownReason::TiktokCode {
            tiktok_code: code.to_string(),
        },
        allocation::UnknownReason::OtherAttempt => UnknownReason::OtherAttempt,
        allocation::UnknownReason::ProgramEnded => UnknownReason::ProgramEnded,
    }
}

/// One line of the list. `mark` says whether the account's name can be mistaken today.
pub fn row(core: &allocation::Allocation, mark: Option<Likeness>) -> AllocationRow {
    let record = &core.record;

    AllocationRow {
        number: core.number.0.to_string(),
        at: stamp_at(record.at, &record.shown_offset),
        account: super::account::name(record.draft.account.as_str(), &record.account_name, mark),
        amount: amount(record.draft.amount),
        credit_name: record.credit_name.clone(),
        ends: super::reasons::day(record.credit_until),
        by: record.actor.name.clone(),
        note: record.draft.note.clone(),
        state: word(&core.state),
    }
}

/// What is known today about an allocation's account and the journal.
pub struct Surroundings {
    /// R64 today.
    pub mark: Option<Likeness>,
    /// The account's name today, where known.
    pub name_now: Option<String>,
    /// What campaigns run on when it is used up.
    pub then: Vec<Funds>,
    /// The chain was whole at the last check or opening.
    pub chain_intact: bool,
    /// For an open outcome.
    pub unknown: Option<UnknownOutcome>,
    /// For an alarm.
    pub alarm: Option<AlarmDetail>,
    /// Whether the money is real.
    pub money: WorkspaceKind,
}

/// Receipt and detail view.
pub fn whole(story: &Story, around: Surroundings) -> Allocation {
    let core = &story.allocation;
    let record = &core.record;
    let name_now = around.name_now.filter(|name| *name != record.account_name);
    let credit_id = match record.draft.source {
        Source::Credit(id) => Some(id.0.to_string()),
        Source::Unlisted => None,
    };

    Allocation {
        number: core.number.0.to_string(),
        id: core.id.0.to_string(),
        request_id: record.draft.request.to_string(),
        state: word(&core.state),
        state_detail: detail(story),
        amount: amount(record.draft.amount),
        account: super::account::name(
            record.draft.account.as_str(),
            &record.account_name,
            around.mark,
        ),
        account_name_now: name_now,
        bc_id: record.bc.to_string(),
        bc_name: record.bc_name.clone(),
        money: around.money,
        portfolio: record.portfolio.as_ref().map(ToString::to_string),
        credit_id,
        credit_name: record.credit_name.clone(),
        sides: sides(&record.figures, record),
        ends: ends(record, record.at),
        restrictions: record.restrictions.clone(),
        then: around.then,
        by: people::person(&record.actor),
        figures_as_of: stamp_at(record.figures.read_at, &record.shown_offset),
        bc_ad_credit: amount(record.bc_ad_credit),
        records_before: record.snapshot.iter().map(ToString::to_string).collect(),
        sent: stamp_at(record.at, &record.shown_offset),
        deadline: stamp_at(record.deadline, &record.shown_offset),
        answered: core
            .settled_at
            .map(|moment| stamp_at(moment, &record.shown_offset)),
        acknowledged: record.acknowledged.clone(),
        note: record.draft.note.clone(),
        tiktok: tiktok(&story.entries),
        log_id: log_id(&story.entries),
        recorded_in: core.recorded_in.0.to_string(),
        settled_in: core.settled_in.map(|entry| entry.0.to_string()),
        chain_intact: around.chain_intact,
        steps: story
            .entries
            .iter()
            .filter_map(|entry| step(entry, &record.shown_offset))
            .collect(),
        unknown: around.unknown,
        alarm: around.alarm,
    }
}

fn detail(story: &Story) -> StateDetail {
    match &story.allocation.state {
        State::Sending | State::Succeeded { .. } => StateDetail::Plain,
        State::Rejected { code, message } => StateDetail::Refused {
            tiktok_code: code.to_string(),
            message: message.clone(),
        },
        State::NotSent { reason } => StateDetail::NotSent {
            reason: reason.clone(),
        },
        State::Unknown { reason: why } => StateDetail::Unknown {
            reason: reason(why),
        },
        State::Applied {
            basis: Basis::Person { by, note },
            transaction,
        } => StateDetail::Closed {
            by: decider(&story.entries).unwrap_or_else(|| by.to_string()),
            transaction_id: transaction.as_ref().map(ToString::to_string),
            note: note.clone(),
        },
        State::Applied {
            basis: Basis::Records,
            ..
        } => proven(story).unwrap_or(StateDetail::Plain),
        State::Contradicted { transaction } | State::DuplicateSuspected { transaction } => {
            StateDetail::Alarm {
                transaction_id: transaction.to_string(),
            }
        }
        State::NotApplied { by, note } => StateDetail::Closed {
            by: decider(&story.entries).unwrap_or_else(|| by.to_string()),
            transaction_id: None,
            note: note.clone(),
        },
    }
}

/// The record that proved it, and when it was found.
fn proven(story: &Story) -> Option<StateDetail> {
    let offset = &story.allocation.record.shown_offset;
    let last = story.entries.last()?;
    let Event::AllocationFound(found) = &last.event else {
        return None;
    };

    Some(StateDetail::Proven {
        record: candidate(&found.record, offset),
        found: stamp_at(last.at, offset),
    })
}

fn decider(entries: &[Entry]) -> Option<String> {
    entries.iter().rev().find_map(|entry| match &entry.event {
        Event::AllocationDecided(decided) => Some(decided.by.name.clone()),
        Event::Opened(_)
        | Event::AllocationRecorded(_)
        | Event::AllocationSettled(_)
        | Event::AllocationFound(_)
        | Event::AllocationAlarmed(_)
        | Event::AlarmAcknowledged(_)
        | Event::CreditEntered(_)
        | Event::CreditCorrected(_)
        | Event::CreditRevoked(_)
        | Event::SwitchesChanged(_)
        | Event::RoleSeen(_)
        | Event::HeadAccepted(_) => None,
    })
}

fn step(entry: &Entry, offset: &str) -> Option<Step> {
    let (state, by) = match &entry.event {
        Event::AllocationRecorded(recorded) => {
            (Some(StateWord::Sending), Some(&recorded.record.actor))
        }
        Event::AllocationSettled(settled) => (Some(answered(&settled.answer)), None),
        Event::AllocationDecided(decided) => (Some(said(&decided.decision)), Some(&decided.by)),
        Event::AllocationFound(_) => (Some(StateWord::Found), None),
        Event::AllocationAlarmed(event) => (Some(alarmed(event.alarm)), None),
        Event::AlarmAcknowledged(event) => (None, Some(&event.by)),
        Event::Opened(_)
        | Event::CreditEntered(_)
        | Event::CreditCorrected(_)
        | Event::CreditRevoked(_)
        | Event::SwitchesChanged(_)
        | Event::RoleSeen(_)
        | Event::HeadAccepted(_) => return None,
    };

    Some(Step {
        state,
        by: by.map(|person| person.name.clone()),
        at: stamp_at(entry.at, offset),
        entry: entry.number.0.to_string(),
    })
}

fn answered(answer: &Answer) -> StateWord {
    match answer {
        Answer::Accepted { .. } => StateWord::Allocated,
        Answer::Refused { .. } => StateWord::Refused,
        Answer::NotSent { .. } => StateWord::NotSent,
        Answer::Unknown { .. } => StateWord::Unknown,
    }
}

fn said(decision: &Decision) -> StateWord {
    match decision {
        Decision::Applied { .. } => StateWord::RecordedAsAllocated,
        Decision::NotApplied {} => StateWord::ClosedNotExecuted,
    }
}

fn alarmed(alarm: Alarm) -> StateWord {
    match alarm {
        Alarm::Contradiction => StateWord::Contradicted,
        Alarm::Surplus => StateWord::DuplicateSuspected,
    }
}

/// One of TikTok's records.
pub fn candidate(row: &Transaction, offset: &str) -> Candidate {
    Candidate {
        transaction_id: row.id.to_string(),
        at: stamp_at(row.at, offset),
        amount: amount(row.amount),
        into_account: row.level == Level::Account,
    }
}

/// TikTok's ids of an allocation: those of its answer in the order of API facts 4.4, the paying side first, and those of
/// records that were taken for its own.
fn tiktok(entries: &[Entry]) -> TiktokIds {
    let mut ids = TiktokIds {
        bc_out: None,
        account_in: None,
        other: Vec::new(),
    };
    for entry in entries {
        match &entry.event {
            Event::AllocationSettled(settled) => match &settled.answer {
                Answer::Accepted { transactions, .. } => told(&mut ids, transactions),
                Answer::Refused { .. } | Answer::NotSent { .. } | Answer::Unknown { .. } => {}
            },
            Event::AllocationDecided(decided) => match &decided.decision {
                Decision::Applied {
                    record: Some(record),
                } => own(&mut ids, record),
                Decision::Applied { record: None } | Decision::NotApplied {} => {}
            },
            Event::AllocationFound(found) => own(&mut ids, &found.record),
            Event::AllocationAlarmed(alarmed) => match alarmed.alarm {
                Alarm::Contradiction => own(&mut ids, &alarmed.record),
                Alarm::Surplus => {}
            },
            Event::Opened(_)
            | Event::AllocationRecorded(_)
            | Event::AlarmAcknowledged(_)
            | Event::CreditEntered(_)
            | Event::CreditCorrected(_)
            | Event::CreditRevoked(_)
            | Event::SwitchesChanged(_)
            | Event::RoleSeen(_)
            | Event::HeadAccepted(_) => {}
        }
    }

    ids
}

fn log_id(entries: &[Entry]) -> Option<String> {
    entries.iter().find_map(|entry| match &entry.event {
        Event::AllocationSettled(settled) => match &settled.answer {
            Answer::Accepted { log_id, .. } if !log_id.is_empty() => Some(log_id.clone()),
            Answer::Accepted { .. }
            | Answer::Refused { .. }
            | Answer::NotSent { .. }
            | Answer::Unknown { .. } => None,
        },
        Event::Opened(_)
        | Event::AllocationRecorded(_)
        | Event::AllocationDecided(_)
        | Event::AllocationFound(_)
        | Event::AllocationAlarmed(_)
        | Event::AlarmAcknowledged(_)
        | Event::CreditEntered(_)
        | Event::CreditCorrected(_)
        | Event::CreditRevoked(_)
        | Event::SwitchesChanged(_)
        | Event::RoleSeen(_)
        | Event::HeadAccepted(_) => None,
    })
}

fn told(ids: &mut TiktokIds, transactions: &[TransactionId]) {
    match transactions {
        [out, into, rest @ ..] => {
            ids.bc_out = Some(out.to_string());
            ids.account_in = Some(into.to_string());
            ids.other.extend(rest.iter().map(ToString::to_string));
        }
        few => ids.other.extend(few.iter().map(ToString::to_string)),
    }
}

fn own(ids: &mut TiktokIds, record: &Transaction) {
    let id = record.id.to_string();
    match record.level {
        Level::Account => ids.account_in = Some(id),
        Level::BusinessCenter => ids.bc_out = Some(id),
        Level::Portfolio => ids.other.push(id),
    }
}

/// Sums in one currency.
pub fn totals(sums: &Sums) -> AllocationTotals {
    AllocationTotals {
        allocated: amount(sums.moved),
        unknown: amount(sums.open),
    }
}

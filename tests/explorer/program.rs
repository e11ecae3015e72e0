//! The flow of one allocation in a program: look, record, send, hear, settle. Each write is one durable commit.

use crate::model::{Actor, Model, Steps};
use crate::rules::{Afterwards, Answers, OldCopy, Recording};
use crate::state::{
    Attempt, FLOWS, Facts, Flow, Program, Row, Says, Set, State, account_id, center_id,
};
use desk_core::allocation::{Answer, UnknownReason};
use desk_core::protocol::{Ground, Happening, Phase};

/// Every answer is waited for so long.
pub const ANSWER_WITHIN: u16 = 1;

pub fn steps(steps: &mut Steps<'_>) {
    for (number, program) in steps.from.programs.iter().enumerate() {
        if !program.up {
            continue;
        }
        asks(steps, number);
        for slot in 0..FLOWS {
            match program.flows[slot] {
                Flow::Idle => {}
                Flow::Looks { attempt, facts } => {
                    reads_records(steps, number, slot, (attempt, facts))
                }
                Flow::Looked { attempt, facts } => looked(steps, number, slot, (attempt, facts)),
                Flow::SentUnrecorded { attempt, facts } => {
                    records_late(steps, number, slot, (attempt, facts));
                }
                Flow::Recorded(attempt) => sends(steps, number, slot, attempt),
                Flow::Waiting(attempt) => hears(steps, number, slot, attempt),
            }
        }
    }
}

/// A person asks for what the journal does not show as done or open.
fn asks(steps: &mut Steps<'_>, number: usize) {
    let (world, state) = (steps.model.world, steps.from);
    let made = u8::try_from(state.attempts().count()).unwrap();
    let program = &state.programs[number];
    let Some(slot) = program.flows.iter().position(|flow| *flow == Flow::Idle) else {
        return;
    };
    if made == world.attempts {
        return;
    }
    for (need, account) in (0..).zip(world.accounts.iter().copied()) {
        if !is_wanted(steps, need) {
            continue;
        }
        let mut to = *state;
        to.attempts[usize::from(made)] = Some(Attempt {
            need,
            account,
            posts: 0,
            in_flight: false,
            repeated: false,
            answer: None,
            forgotten: false,
        });
        let mut facts = balance(state);
        to.programs[number].flows[slot] = if world.slow_facts {
            Flow::Looks {
                attempt: made,
                facts,
            }
        } else {
            facts.snapshot = snapshot(state, account);
            if steps.model.rules.recording == Recording::AfterSending {
                Flow::Looked {
                    attempt: made,
                    facts,
                }
            } else if record(steps.model, &mut to, number, (made, facts)) {
                Flow::Recorded(made)
            } else {
                continue;
            }
        };
        let sentence = format_args!(
            "the person asks program {number} for need {need} in account {account}: attempt {made}"
        );
        steps.add(Actor::Chance, sentence, to);
    }
}

fn is_wanted(steps: &Steps<'_>, need: u8) -> bool {
    let state = steps.from;
    // Needs of one account differ by their number alone, so they come up in its order.
    let accounts = steps.model.world.accounts;
    let comes_first = (0..need)
        .filter(|other| accounts[usize::from(*other)] == accounts[usize::from(need)])
        .all(|other| state.attempts().any(|(_, made)| made.need == other));
    if !comes_first {
        return false;
    }
    if state.found_done.has(need) || state.flows().any(|flow| is_for(state, flow, need)) {
        return false;
    }
    let last = state
        .journal
        .rows()
        .rfind(|row| state.attempt(row.attempt).need == need);
    match last.map(|row| row.phase) {
        None => true,
        Some(Phase::Rejected | Phase::NotSent | Phase::NotApplied) => steps.model.world.replaces,
        Some(_) => false,
    }
}

fn is_for(state: &State, flow: Flow, need: u8) -> bool {
    flow.attempt()
        .is_some_and(|attempt| state.attempt(attempt).need == need)
}

/// What is settled in the journal, and the balance of the Business Center.
fn balance(state: &State) -> Facts {
    let settled = (0..)
        .zip(state.journal.rows())
        .filter(|(_, row)| !row.phase.is_open())
        .fold(Set::default(), |settled, (place, _)| settled.with(place));

    Facts {
        center: state.center(),
        snapshot: Set::default(),
        settled,
    }
}

/// The records that can be read.
fn snapshot(state: &State, account: u8) -> Set {
    let mut snapshot = Set::default();
    for (number, record) in state.records() {
        if record.account_level && record.is_in(account) {
            snapshot = snapshot.with(account_id(number));
        }
        if record.center_level && record.change_of_center() != 0 {
            snapshot = snapshot.with(center_id(number));
        }
    }

    snapshot
}

fn reads_records(steps: &mut Steps<'_>, number: usize, slot: usize, (attempt, facts): (u8, Facts)) {
    let state = steps.from;
    let snapshot = snapshot(state, state.attempt(attempt).account);
    let facts = Facts { snapshot, ..facts };
    steps.step(
        Actor::Program,
        format_args!("program {number} reads the records for attempt {attempt}"),
        |to| to.programs[number].flows[slot] = Flow::Looked { attempt, facts },
    );
}

fn looked(steps: &mut Steps<'_>, number: usize, slot: usize, looked: (u8, Facts)) {
    let (attempt, facts) = looked;
    if steps.model.rules.recording == Recording::AfterSending {
        steps.step(
            Actor::Program,
            format_args!("program {number} sends attempt {attempt}, which is not recorded"),
            |to| {
                post(to, attempt);
                to.programs[number].flows[slot] = Flow::SentUnrecorded { attempt, facts };
            },
        );
        return;
    }
    let mut to = *steps.from;
    let done = record(steps.model, &mut to, number, looked);
    to.programs[number].flows[slot] = if done {
        Flow::Recorded(attempt)
    } else {
        Flow::Idle
    };
    let word = if done { "records" } else { "may not record" };
    steps.add(
        Actor::Program,
        format_args!("program {number} {word} attempt {attempt}"),
        to,
    );
}

fn records_late(steps: &mut Steps<'_>, number: usize, slot: usize, looked: (u8, Facts)) {
    let mut to = *steps.from;
    record(steps.model, &mut to, number, looked);
    to.programs[number].flows[slot] = Flow::Waiting(looked.0);
    let sentence = format_args!(
        "program {number} records attempt {}, which it has sent",
        looked.0
    );
    steps.add(Actor::Program, sentence, to);
}

/// The one commit that claims the right to send; nothing where it is refused.
fn record(model: &Model, to: &mut State, number: usize, looked: (u8, Facts)) -> bool {
    let (attempt, facts) = looked;
    let program = &to.programs[number];
    let account = to.attempt(attempt).account;
    let ground = Ground {
        frozen: to.restored && model.rules.old_copy != OldCopy::IsTakenAsIs,
        stopped: program.stopped,
        superseded: program.epoch != to.journal.epoch,
        open_here: to
            .journal
            .rows()
            .any(|row| row.phase.is_open() && to.attempt(row.attempt).account == account),
    };
    let Ok(phase) = (model.rules.may_claim)(ground) else {
        return false;
    };
    let minute = to.minute;
    let place = to.journal.rows.iter_mut().find(|row| row.is_none());
    *place.unwrap() = Some(Row {
        attempt,
        phase,
        minute,
        facts,
        claimed: Set::default(),
    });

    true
}

fn post(to: &mut State, attempt: u8) {
    let attempt = to.attempt_mut(attempt);
    attempt.posts += 1;
    attempt.in_flight = true;
}

fn sends(steps: &mut Steps<'_>, number: usize, slot: usize, attempt: u8) {
    let state = steps.from;
    let recorded = state.journal.row(attempt).map(|row| row.minute);
    let in_time = recorded.is_none_or(|minute| state.minute < minute + ANSWER_WITHIN);
    let again = steps.model.rules.interrupted == Afterwards::IsSentAgain;
    if in_time || again {
        steps.step(
            Actor::Program,
            format_args!("program {number} sends attempt {attempt}"),
            |to| {
                post(to, attempt);
                to.programs[number].flows[slot] = Flow::Waiting(attempt);
            },
        );
    }
    settles(
        steps,
        (number, slot, attempt),
        "proves that nothing left of",
        &Answer::NotSent {
            reason: String::new(),
        },
        Set::default(),
    );
}

fn hears(steps: &mut Steps<'_>, number: usize, slot: usize, attempt: u8) {
    let state = steps.from;
    for (from, other) in state.attempts() {
        let bound = from == attempt || steps.model.rules.answers == Answers::Any;
        if let Some(says) = other.answer.filter(|_| bound) {
            let (answer, ids) = told(state, from, says);
            let word = format!("hears {says:?}, said to attempt {from}, for");
            heard(steps, (number, slot, attempt), from, &word, &answer, ids);
        }
    }
    let nothing = Answer::Unknown {
        reason: UnknownReason::NoAnswer,
    };
    let place = (number, slot, attempt);
    heard(
        steps,
        place,
        attempt,
        "hears nothing for",
        &nothing,
        Set::default(),
    );
}

/// TikTok's answer, and the ids of the records in it.
fn told(state: &State, attempt: u8, says: Says) -> (Answer, Set) {
    let log_id = String::new();
    let transactions = Vec::new();
    let accepted = Answer::Accepted {
        transactions,
        log_id,
    };
    match says {
        Says::Yes => (accepted, ids_of(state, attempt)),
        Says::YesWithoutIds => (accepted, Set::default()),
        Says::No => {
            let message = String::new();
            let code = 51_060;
            (Answer::Refused { code, message }, Set::default())
        }
        Says::Fault => {
            let reason = UnknownReason::HttpStatus(502);
            (Answer::Unknown { reason }, Set::default())
        }
    }
}

/// Both records of an attempt's first execution.
fn ids_of(state: &State, attempt: u8) -> Set {
    let own = crate::state::By::Attempt(attempt);
    let first = state.records().find(|(_, record)| record.by == own);

    first.map_or_else(Set::default, |(number, _)| {
        Set::default()
            .with(account_id(number))
            .with(center_id(number))
    })
}

/// The answer of `from` is used up for `place.2`.
fn heard(
    steps: &mut Steps<'_>,
    place: (usize, usize, u8),
    from: u8,
    word: &str,
    answer: &Answer,
    ids: Set,
) {
    let rules = steps.model.rules;
    let (number, slot, attempt) = place;
    if rules.unclear == Afterwards::IsSentAgain && (rules.hears)(answer) == Happening::Unclear {
        if steps.from.attempt(attempt).posts < 2 {
            steps.step(
                Actor::Program,
                format_args!("program {number} {word} attempt {attempt} and sends it again"),
                |to| {
                    to.attempt_mut(from).answer = None;
                    post(to, attempt);
                    to.programs[number].flows[slot] = Flow::Waiting(attempt);
                },
            );
        }
        return;
    }
    settles_from(steps, place, Some(from), word, answer, ids);
}

fn settles(
    steps: &mut Steps<'_>,
    place: (usize, usize, u8),
    word: &str,
    answer: &Answer,
    ids: Set,
) {
    settles_from(steps, place, None, word, answer, ids);
}

/// One commit for the outcome; it may fail, and a program that another replaced may not write.
fn settles_from(
    steps: &mut Steps<'_>,
    (number, slot, attempt): (usize, usize, u8),
    from: Option<u8>,
    word: &str,
    answer: &Answer,
    ids: Set,
) {
    let happening = (steps.model.rules.hears)(answer);
    let mut over = *steps.from;
    over.programs[number].flows[slot] = Flow::Idle;
    for used in from.into_iter().chain([attempt]) {
        // Once nobody waits any more, the answer is as good as lost.
        if from == Some(used) || steps.model.rules.answers != Answers::Any {
            over.attempt_mut(used).answer = None;
        }
    }
    let mut settled = over;
    let written = writes(&over.programs[number], &over)
        && settled.journal.rows.iter_mut().flatten().any(|row| {
            let to = (row.attempt == attempt)
                .then(|| steps.model.goes_on(row.phase, happening))
                .flatten();
            if let Some(phase) = to {
                row.goes_to(phase, ids);
            }
            to.is_some()
        });
    let cannot = if written {
        ""
    } else {
        // An outcome is missing in the journal, so nothing more is sent.
        settled.programs[number].stopped = true;
        ", which it may not write"
    };
    steps.add(
        Actor::Program,
        format_args!("program {number} {word} attempt {attempt}{cannot}"),
        settled,
    );
    if written && steps.from.left.failed_writes > 0 {
        let mut failed = over;
        failed.left.failed_writes -= 1;
        failed.programs[number].stopped = true;
        steps.add(
            Actor::Chance,
            format_args!(
                "program {number} {word} attempt {attempt}, and the disk does not take it"
            ),
            failed,
        );
    }
}

/// Whether a program's commits are taken: another one's entry since then stops them.
pub fn writes(program: &Program, state: &State) -> bool {
    program.epoch == state.journal.epoch
}

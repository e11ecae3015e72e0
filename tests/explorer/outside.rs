//! What comes from outside: time, kills and starts, other people's transfers, copies of the file put back.

use crate::model::{Actor, Model, Steps};
use crate::rules::{Afterwards, Answers, OldCopy};
use crate::state::{By, Flow, Journal, Program, RECORDS, State};
use crate::vendor;
use desk_core::protocol::{Happening, Phase};

/// Longer than the short wait of the waiting rule.
pub const A_WHILE: u16 = 20;
/// Longer than the long one.
pub const A_DAY: u16 = 25 * 60;

pub fn steps(steps: &mut Steps<'_>) {
    time_passes(steps);
    for program in 0..steps.from.programs.len() {
        ends(steps, program);
        starts(steps, program);
    }
    others_act(steps);
    copies(steps);
    accepts(steps);
}

/// Only where the waiting rule or a deadline makes it matter.
fn time_passes(steps: &mut Steps<'_>) {
    let state = steps.from;
    if state.flows().any(|flow| matches!(flow, Flow::Waiting(_))) {
        return;
    }
    let shortest = state
        .journal
        .rows()
        .filter(|row| row.phase == Phase::Unknown)
        .map(|row| state.minute - row.minute)
        .min();
    let held_up = state.flows().any(|flow| {
        matches!(flow, Flow::Recorded(attempt)
        if state.journal.row(attempt).is_some_and(|row| row.minute == state.minute))
    });
    let waits = [
        (
            A_WHILE,
            shortest.is_some_and(|since| since < A_WHILE) || held_up,
        ),
        (A_DAY, shortest.is_some_and(|since| since < A_DAY)),
    ];
    for (minutes, matters) in waits {
        if matters && vendor::may_pass(steps, minutes) {
            steps.step(Actor::World, format_args!("{minutes} minutes pass"), |to| {
                to.minute += minutes
            });
        }
    }
}

fn ends(steps: &mut Steps<'_>, number: usize) {
    let state = steps.from;
    let program = &state.programs[number];
    if !program.up {
        return;
    }
    let down = Program {
        epoch: program.epoch,
        ..Program::default()
    };
    if state.left.kills > 0 {
        let mut to = *state;
        to.left.kills -= 1;
        to.programs[number] = down;
        forget_answers(&mut to, steps.model.rules.answers);
        steps.add(
            Actor::Chance,
            format_args!("program {number} is killed"),
            to,
        );
    }
    let stuck = state
        .journal
        .rows()
        .any(|row| row.phase == Phase::Sending && !state.is_carried(row.attempt));
    // A program that another one replaced, or whose disk failed, can only be started anew.
    let lame = program.stopped || stuck || program.epoch != state.journal.epoch;
    if lame {
        let idle = program.flows.iter().all(|flow| *flow == Flow::Idle);
        if idle {
            steps.step(
                Actor::Person,
                format_args!("the person quits program {number}"),
                |to| to.programs[number] = down,
            );
        }
    }
}

/// An answer that no program can take any more is as good as lost.
fn forget_answers(state: &mut State, answers: Answers) {
    if answers == Answers::Any {
        return;
    }
    for attempt in 0..u8::try_from(state.attempts.len()).unwrap() {
        let awaited = state.flows().any(|flow| flow == Flow::Waiting(attempt));
        if let Some(attempt) = &mut state.attempts[usize::from(attempt)]
            && !awaited
        {
            attempt.answer = None;
        }
    }
}

fn starts(steps: &mut Steps<'_>, number: usize) {
    let state = steps.from;
    let other = state.programs[1 - number];
    let second = number == 1 && state.programs[1].epoch == 0;
    if state.programs[number].up || (second && (state.left.second_starts == 0 || !other.up)) {
        return;
    }
    // The second one starts although the first holds the lock; who was replaced by it does not come back beside it.
    if !second && other.up {
        return;
    }
    let mut to = *state;
    to.left.second_starts -= u8::from(second);
    let newest = to.programs.iter().map(|program| program.epoch).max();
    to.journal.epoch = to.journal.epoch.max(newest.unwrap_or_default()) + 1;
    let mut program = Program {
        up: true,
        epoch: to.journal.epoch,
        ..Program::default()
    };
    interrupted(steps.model, &mut to, &mut program);
    to.programs[number] = program;
    let actor = if second { Actor::Chance } else { Actor::World };
    steps.add(actor, format_args!("program {number} starts"), to);
}

/// What an older opening was sending.
fn interrupted(model: &Model, to: &mut State, program: &mut Program) {
    for row in to.journal.rows.iter_mut().flatten() {
        if row.phase != Phase::Sending {
            continue;
        }
        match model.rules.interrupted {
            Afterwards::BecomesUnknown => {
                row.phase = model.goes_on(row.phase, Happening::Interrupted).unwrap();
            }
            Afterwards::IsSentAgain => {
                let free = program.flows.iter_mut().find(|flow| **flow == Flow::Idle);
                if let Some(flow) = free {
                    *flow = Flow::Recorded(row.attempt);
                }
            }
        }
    }
}

fn others_act(steps: &mut Steps<'_>) {
    let state = steps.from;
    let by = steps.model.world.outsider;
    if state.left.outsiders == 0 || state.records().count() == RECORDS {
        return;
    }
    for account in steps.model.world.accounts_for_others() {
        let sentence = match by {
            By::Attempt(_) => continue,
            By::Elsewhere => {
                format!("somebody moves other ad credit, as much, into account {account}")
            }
            By::Colleague => format!("a colleague moves as much into account {account}"),
            By::TopUp if account > 0 => continue,
            By::TopUp => "TikTok issues as much to the Business Center".to_owned(),
        };
        steps.step(Actor::Chance, format_args!("{sentence}"), |to| {
            to.left.outsiders -= 1;
            vendor::execute(to, by, account);
        });
    }
}

fn copies(steps: &mut Steps<'_>) {
    let state = steps.from;
    // Two: one to make the copy, one to put it back.
    if state.left.copies == 2 {
        let made = |to: &mut State| {
            to.left.copies = 1;
            to.copy = Some(to.journal);
        };
        steps.step(
            Actor::Chance,
            format_args!("the journal's file is copied"),
            made,
        );
    }
    let all_down = state.programs.iter().all(|program| !program.up);
    if let Some(copy) = state.copy
        && all_down
        && copy != state.journal
    {
        let mut to = *state;
        restore(&mut to, copy, steps.model.rules.old_copy);
        steps.add(
            Actor::Chance,
            format_args!("the copy takes the file's place"),
            to,
        );
    }
}

fn restore(to: &mut State, copy: Journal, rule: OldCopy) {
    to.left.copies -= 1;
    to.copy = None;
    for attempt in 0..u8::try_from(to.attempts.len()).unwrap() {
        let gone = to.journal.row(attempt).is_some() && copy.row(attempt).is_none();
        if gone {
            to.attempt_mut(attempt).forgotten = true;
        }
    }
    to.journal = copy;
    to.restored = rule != OldCopy::IsTakenAsIs;
}

/// A person accepts an old copy once TikTok's records tell what it lacks.
fn accepts(steps: &mut Steps<'_>) {
    let state = steps.from;
    let up = state.programs.iter().any(|program| program.up);
    if !(state.restored && up && vendor::is_quiet(state) && vendor::is_readable(steps, state)) {
        return;
    }
    steps.step(
        Actor::Person,
        format_args!("the person accepts the old file, knowing what TikTok's records show"),
        |to| {
            to.restored = false;
            to.journal.accepted = u8::try_from(to.journal.length()).unwrap();
            for (_, record) in state.records() {
                if let By::Attempt(attempt) = record.by
                    && state.journal.row(attempt).is_none()
                {
                    to.found_done = to.found_done.with(state.attempt(attempt).need);
                }
            }
        },
    );
}

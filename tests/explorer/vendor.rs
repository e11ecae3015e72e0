//! TikTok and the network: requests arrive or are lost, answers come back or do not, records can be read after a while.

use crate::model::{Actor, Delay, Steps};
use crate::rules::Answers;
use crate::state::{By, Flow, Level, Record, State};

pub fn steps(steps: &mut Steps<'_>) {
    let state = *steps.from;
    for (attempt, carried) in state.attempts() {
        if carried.in_flight {
            lost(steps, attempt);
            arrives(steps, attempt);
        }
        if carried.answer.is_some() {
            steps.step(
                Actor::World,
                format_args!("the answer to attempt {attempt} is lost"),
                |to| to.attempt_mut(attempt).answer = None,
            );
        }
    }
    for (number, record) in state.records() {
        appears(steps, number, record);
    }
}

fn lost(steps: &mut Steps<'_>, attempt: u8) {
    steps.step(
        Actor::World,
        format_args!("the request of attempt {attempt} is lost"),
        |to| to.attempt_mut(attempt).in_flight = false,
    );
}

fn arrives(steps: &mut Steps<'_>, attempt: u8) {
    for (executed, says) in steps.model.world.outcomes.iter().copied() {
        let done = if executed {
            "executes"
        } else {
            "does not execute"
        };
        let answered = |to: &mut State| {
            if executed {
                execute(to, By::Attempt(attempt), to.attempt(attempt).account);
            }
            let awaited = to.flows().any(|flow| flow == Flow::Waiting(attempt));
            // An answer that no program can take any more is as good as lost.
            if awaited || steps.model.rules.answers == Answers::Any {
                to.attempt_mut(attempt).answer = Some(says);
            }
        };
        let mut once = *steps.from;
        once.attempt_mut(attempt).in_flight = false;
        answered(&mut once);
        steps.add(
            Actor::World,
            format_args!("TikTok {done} attempt {attempt} and says {says:?}"),
            once,
        );
        if steps.from.left.repeats > 0 {
            let mut again = *steps.from;
            again.left.repeats -= 1;
            again.attempt_mut(attempt).repeated = true;
            answered(&mut again);
            steps.add(
                Actor::Chance,
                format_args!(
                    "TikTok {done} attempt {attempt} and says {says:?}, and the network repeats the request"
                ),
                again,
            );
        }
    }
}

/// Balances change at once; records can be read later.
pub fn execute(state: &mut State, by: By, account: u8) {
    let place = state.records.iter_mut().find(|place| place.is_none());
    *place.unwrap() = Some(Record {
        by,
        account,
        minute: state.minute,
        // What does not touch an account, or this Business Center, leaves nothing there.
        account_level: by == By::TopUp,
        center_level: by == By::Elsewhere,
        second_list: matches!(by, By::Elsewhere | By::TopUp),
    });
}

fn appears(steps: &mut Steps<'_>, number: u8, record: &Record) {
    for level in [Level::Account, Level::Center, Level::SecondList] {
        let readable = seen_at(&mut record.clone(), level).to_owned();
        let read = level != Level::SecondList || steps.model.world.second_list;
        if !readable && read {
            steps.step(
                Actor::World,
                format_args!("the record of transfer {number} can be read at {level:?} level"),
                |to| *seen_at(to.records[usize::from(number)].as_mut().unwrap(), level) = true,
            );
        }
    }
}

fn seen_at(record: &mut Record, level: Level) -> &mut bool {
    match level {
        Level::Account => &mut record.account_level,
        Level::Center => &mut record.center_level,
        Level::SecondList => &mut record.second_list,
    }
}

/// Nothing is on its way to TikTok.
pub fn is_quiet(state: &State) -> bool {
    state.attempts().all(|(_, attempt)| !attempt.in_flight)
}

/// Everything that was executed can be read.
pub fn is_readable(steps: &Steps<'_>, state: &State) -> bool {
    let list = steps.model.world.second_list;

    state.records().all(|(_, record)| {
        record.account_level && record.center_level && (record.second_list || !list)
    })
}

/// Whether so many minutes may pass, as far as TikTok's promises go.
pub fn may_pass(steps: &Steps<'_>, minutes: u16) -> bool {
    let state = steps.from;
    match steps.model.world.delay {
        Delay::Unbounded => true,
        Delay::Bounded => {
            is_quiet(state) && (minutes < crate::outside::A_DAY || is_readable(steps, state))
        }
    }
}

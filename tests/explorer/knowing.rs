//! What becomes of outcomes afterwards: proof from TikTok's records, alarms, and what a person says.

use crate::evidence::at;
use crate::look::{Alarm, Seen, raised, seen};
use crate::model::{Actor, Model, Person, Steps};
use crate::program::writes;
use crate::rules::{Closing, OldCopy, Records, Wait};
use crate::state::{By, Looking, Row, Set, State, account_id};
use desk_core::protocol::{Happening, Patience, Phase, Waited};
use std::collections::BTreeSet;

pub fn steps(steps: &mut Steps<'_>) {
    let state = steps.from;
    let frozen = state.restored && steps.model.rules.old_copy != OldCopy::IsTakenAsIs;
    let may_write =
        |number: usize| state.programs[number].up && writes(&state.programs[number], state);
    for number in (0..state.programs.len()).filter(|number| may_write(*number)) {
        let matches = !frozen || steps.model.rules.old_copy == OldCopy::KeepsFromSending;
        for row in state.journal.rows() {
            if row.phase == Phase::Unknown && matches {
                proves(steps, number, row);
                begins(steps, number, row);
            }
            if row.phase == Phase::Unknown && !frozen {
                let look = seen(steps, &state.journal, row, (state.center(), state.minute));
                says(steps, number, row, (look, state.minute), *state);
            }
        }
        goes_on_looking(steps, number);
        if !frozen {
            alarms(steps, number);
        }
    }
}

/// Everything read at once; only what settles is a step.
fn proves(steps: &mut Steps<'_>, number: usize, row: &Row) {
    let state = steps.from;
    if let Some(record) = seen(steps, &state.journal, row, (state.center(), state.minute)).proof {
        found(steps, number, row.attempt, record, *state);
    }
}

/// The commit that claims a record as an unknown outcome's own.
fn found(steps: &mut Steps<'_>, number: usize, attempt: u8, record: u8, before: State) -> bool {
    let claimed = Some(account_id(record));
    let Some(to) = claims(steps.model, before, attempt, Happening::Proven, claimed) else {
        return false;
    };
    steps.add(
        Actor::Program,
        format_args!("program {number} finds transfer {record} as attempt {attempt}"),
        to,
    );

    true
}

/// One commit: goes on, and claims a record that is nobody's.
fn claims(
    model: &Model,
    mut to: State,
    attempt: u8,
    happening: Happening,
    record: Option<u8>,
) -> Option<State> {
    let place = to.journal.place(attempt).unwrap();
    let before = to.journal.rows[place].unwrap().phase;
    let phase = model.goes_on(before, happening)?;
    let claimed = record.map_or_else(Set::default, |record| Set::default().with(record));
    let taken = to.journal.rows().any(|row| row.claimed.meets(claimed));
    if taken && model.rules.records == Records::ToOne {
        return None;
    }
    to.journal.rows[place]
        .as_mut()
        .unwrap()
        .goes_to(phase, claimed);
    if !before.is_open() {
        // It was settled anew, after the others were read.
        let place = u8::try_from(place).unwrap();
        for row in to.journal.rows.iter_mut().flatten() {
            row.facts.settled = row.facts.settled.without(place);
        }
    }

    Some(to)
}

/// A look-up that is overtaken by what happens meanwhile: first the journal is read.
fn begins(steps: &mut Steps<'_>, number: usize, row: &Row) {
    let state = steps.from;
    if state.left.slow_looks == 0 || state.programs[number].looking.is_some() {
        return;
    }
    steps.step(
        Actor::Chance,
        format_args!("program {number} begins to look attempt {} up", row.attempt),
        |to| {
            to.left.slow_looks -= 1;
            to.programs[number].looking = Some(Looking {
                attempt: row.attempt,
                journal: state.journal,
                balance: None,
            });
        },
    );
}

/// Then the balance, then the records.
fn goes_on_looking(steps: &mut Steps<'_>, number: usize) {
    let state = steps.from;
    let Some(looking) = state.programs[number].looking else {
        return;
    };
    let Looking {
        attempt,
        journal,
        balance,
    } = looking;
    let Some((center, minute)) = balance else {
        steps.step(
            Actor::Program,
            format_args!("program {number} has read the balance for attempt {attempt}"),
            |to| {
                to.programs[number].looking = Some(Looking {
                    balance: Some((state.center(), state.minute)),
                    ..looking
                });
            },
        );
        return;
    };
    let row = journal.row(attempt).unwrap();
    let mut over = *state;
    over.programs[number].looking = None;
    if state
        .journal
        .row(attempt)
        .is_none_or(|now| now.phase != Phase::Unknown)
    {
        let sentence = format_args!("program {number} finds attempt {attempt} settled");
        steps.add(Actor::Program, sentence, over);
        return;
    }
    let look = seen(steps, &journal, row, (center, minute));
    let since = match steps.model.rules.wait {
        Wait::UntilTheLook => minute,
        Wait::UntilNow => state.minute,
    };
    says(steps, number, row, (look, since), over);
    if let Some(record) = look.proof
        && found(steps, number, attempt, record, over)
    {
        return;
    }
    steps.add(
        Actor::Program,
        format_args!("program {number} sees no proof for attempt {attempt}"),
        over,
    );
}

/// A person says what became of it, truthfully by what can be seen.
fn says(
    steps: &mut Steps<'_>,
    number: usize,
    row: &Row,
    (look, minute): (Seen, u16),
    before: State,
) {
    let (model, state) = (steps.model, steps.from);
    let attempt = row.attempt;
    let is_there = state
        .records()
        .any(|(_, record)| record.by == By::Attempt(attempt) && record.account_level);
    if model.world.person == Person::Answers && is_there {
        says_applied(steps, number, attempt, look.candidates, before);
    }
    let waited = Waited {
        since: at(minute).duration_since(at(row.minute)),
        slowest: None,
        unchanged: look.nothing_moved,
        traces: look.has_traces,
        looked_there: true,
    };
    // A look that proves the contrary leaves nothing to close.
    let may = (model.rules.patience)(waited) == Patience::Over && !is_there && look.proof.is_none();
    let (who, actor) = match (model.rules.closing, model.world.person) {
        (Closing::ByProgram, _) => ("the program", Actor::Program),
        (Closing::ByPerson, Person::Answers) => ("the person", Actor::Person),
        (Closing::ByPerson, Person::IsAway) => return,
    };
    let happening = Happening::ClosedAsNotApplied;
    if may && let Some(to) = claims(model, before, attempt, happening, None) {
        let sentence =
            format_args!("{who} closes attempt {attempt} as not executed (program {number})");
        steps.add(actor, sentence, to);
    }
}

/// Naming its record, or none.
fn says_applied(steps: &mut Steps<'_>, number: usize, attempt: u8, candidates: Set, before: State) {
    let named = before
        .records()
        .filter(|(number, record)| record.by == By::Attempt(attempt) && candidates.has(*number));
    for record in named.map(|(number, _)| Some(number)).chain([None]) {
        let (claimed, happening) = (record.map(account_id), Happening::ClosedAsApplied);
        if let Some(to) = claims(steps.model, before, attempt, happening, claimed) {
            let name = record.map_or("no record".to_owned(), |record| {
                format!("transfer {record}")
            });
            let sentence = format_args!(
                "the person closes attempt {attempt} as executed, naming {name} (program {number})"
            );
            steps.add(Actor::Person, sentence, to);
        }
    }
}

/// What the records contradict: by all that were fetched, and by those read for an allocation that is watched.
fn alarms(steps: &mut Steps<'_>, number: usize) {
    let state = steps.from;
    for account in steps.model.world.each_account() {
        let watched = state.journal.rows().filter(|row| {
            matches!(row.phase, Phase::Succeeded | Phase::NotApplied)
                && state.attempt(row.attempt).account == account
        });
        let froms = watched.map(|row| Some(row.minute)).chain([None]);
        let raised: BTreeSet<Alarm> = froms
            .filter_map(|from| raised(steps, account, from))
            .collect();
        for alarm in raised {
            let Alarm {
                attempt,
                happening,
                record,
            } = alarm;
            let claimed = Some(account_id(record));
            if let Some(to) = claims(steps.model, *state, attempt, happening, claimed) {
                let sentence = format_args!(
                    "program {number} raises an alarm for attempt {attempt}: {happening:?}, transfer {record}"
                );
                steps.add(Actor::Program, sentence, to);
            }
        }
    }
}

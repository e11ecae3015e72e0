//! Every moment that can be reached, each once, nearest first, so that the first way to a broken promise is a shortest one.

use crate::fingerprint::{Fingerprint, Quickly};
use crate::model::{Actor, Model, Step, progress};
use crate::promises::{Promise, When};
use crate::state::State;
use desk_core::protocol::Phase;
use std::collections::{BTreeMap, HashSet, VecDeque};

/// What a search came to.
#[derive(Debug, Default)]
pub struct Outcome {
    pub states: usize,
    pub steps: usize,
    /// Steps to the farthest moment.
    pub depth: u16,
    /// Moments with an open outcome in which nothing but a person leads on.
    pub waiting: usize,
    /// Moments in which nothing more has to happen.
    pub ends: usize,
    /// A shortest way to each promise that is broken, in sentences.
    pub broken: BTreeMap<Promise, Vec<String>>,
}

/// How far a search goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// To the end.
    Everything,
    /// To the first moment in which this promise is broken.
    Broken(Promise),
}

/// What is kept of a moment: the moment itself only until its steps are known.
struct Seen {
    fingerprint: Fingerprint,
    /// The moment it was first reached from.
    from: u32,
}

/// Searches breadth first.
pub fn search(model: &Model, until: Until) -> Outcome {
    let mut outcome = Outcome::default();
    let start = model.start();
    let fingerprint = Fingerprint::of(&start);
    let mut known: HashSet<Fingerprint, Quickly> = HashSet::from_iter([fingerprint]);
    let mut seen = vec![Seen {
        fingerprint,
        from: 0,
    }];
    let mut waiting = VecDeque::from([(start, 0)]);
    let mut from = 0;
    while let Some((state, depth)) = waiting.pop_front() {
        let next = model.steps(&state);
        outcome.counts(&state, &next, depth);
        for promise in broken(model, &state, &next, until) {
            let way = || way(model, &seen, from);
            outcome.broken.entry(promise).or_insert_with(way);
        }
        if until != Until::Everything && !outcome.broken.is_empty() {
            break;
        }
        for step in next {
            assert!(
                until != Until::Everything || progress(&step.to) > progress(&state),
                "a step does not bring the run forward, so it might never end: {state:?}"
            );
            let fingerprint = Fingerprint::of(&step.to);
            if known.insert(fingerprint) {
                seen.push(Seen { fingerprint, from });
                waiting.push_back((step.to, depth + 1));
            }
        }
        from += 1;
    }

    outcome
}

impl Outcome {
    fn counts(&mut self, state: &State, next: &[Step], depth: u16) {
        let open = state.journal.rows().any(|row| row.phase == Phase::Unknown);
        self.states += 1;
        self.steps += next.len();
        self.depth = depth;
        self.ends += usize::from(is_end(next));
        self.waiting += usize::from(open && needs_a_person(next));
    }
}

/// The promises that a moment breaks, of those that are looked for.
fn broken(
    model: &Model,
    state: &State,
    next: &[Step],
    until: Until,
) -> impl Iterator<Item = Promise> {
    let end = is_end(next);
    let looked_for = move |promise: &Promise| match until {
        Until::Everything => true,
        Until::Broken(one) => one == *promise,
    };

    Promise::ALL
        .into_iter()
        .filter(looked_for)
        .filter(move |one| {
            let due = one.when() == When::Always || end;
            due && !one.holds(model, state)
        })
}

/// The sentences of the way to a moment, walked once more from the start.
fn way(model: &Model, seen: &[Seen], to: u32) -> Vec<String> {
    let place = |number: u32| &seen[usize::try_from(number).unwrap()];
    let back = std::iter::successors(Some(to), |here| Some(place(*here).from));
    let mut path: Vec<u32> = back.take_while(|here| *here > 0).collect();
    path.reverse();
    let mut state = model.start();

    path.into_iter()
        .map(|here| {
            let wanted = place(here).fingerprint;
            let mut steps = model.told_steps(&state).into_iter();
            let step = steps.find(|step| Fingerprint::of(&step.to) == wanted);
            let step = step.unwrap();
            state = step.to;
            step.sentence
        })
        .collect()
}

/// Nothing has to happen any more: what is left need never happen.
fn is_end(next: &[Step]) -> bool {
    next.iter().all(|step| step.actor == Actor::Chance)
}

/// Nothing leads on but a person or chance.
fn needs_a_person(next: &[Step]) -> bool {
    next.iter()
        .all(|step| matches!(step.actor, Actor::Chance | Actor::Person))
}

//! One variant: what the world may do, and by which rules the program goes. Its steps lead from moment to moment.

use crate::look::Known;
use crate::reached::Reached;
use crate::rules::Rules;
use crate::state::{By, Flow, Left, Program, Says, State};
use crate::{knowing, outside, program, vendor};
use desk_core::protocol::{Happening, Phase};
use std::collections::BTreeSet;
use std::fmt;

/// How long TikTok may take.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Delay {
    /// A request is executed or gone within minutes, its records can be read within a day.
    Bounded,
    /// Any time.
    Unbounded,
}

/// What the person does about unknown outcomes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Person {
    /// Closes them, truthfully by what can be seen, as soon as the waiting rule lets them.
    Answers,
    /// Nothing.
    IsAway,
}

/// What the world is like.
#[derive(Clone, Copy)]
pub struct World {
    /// The account that each need is for.
    pub accounts: &'static [u8],
    /// Attempts in all.
    pub attempts: u8,
    pub delay: Delay,
    pub person: Person,
    /// A need is asked for again after *refused*, *not sent* and *not executed*.
    pub replaces: bool,
    /// What TikTok may do with a request that arrives, and say to it.
    pub outcomes: &'static [(bool, Says)],
    /// TikTok's second list can be read.
    pub second_list: bool,
    /// Who else puts ad credit into the accounts.
    pub outsider: By,
    /// Between reading TikTok and recording, anything may happen.
    pub slow_facts: bool,
    /// What may go wrong how often.
    pub left: Left,
}

impl World {
    /// Every account once.
    pub fn each_account(&self) -> BTreeSet<u8> {
        self.accounts.iter().copied().collect()
    }
}

impl World {
    /// Accounts that another person may choose: one of those that differ by their number alone.
    pub fn accounts_for_others(&self) -> BTreeSet<u8> {
        let needs = |account| self.accounts.iter().filter(|of| **of == account).count();
        let all = self.each_account();
        let alike = all.iter().all(|account| needs(*account) == needs(0));

        if alike { BTreeSet::from([0]) } else { all }
    }
}

/// Which actor moves; what is optional need never happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    Program,
    /// TikTok, the network, time.
    World,
    /// A person who answers.
    Person,
    /// Wishes, accidents and other people: optional.
    Chance,
}

/// A step: who, what, and where it leads.
pub struct Step {
    pub actor: Actor,
    pub sentence: String,
    pub to: State,
}

/// Collects the steps of one moment.
pub struct Steps<'a> {
    pub model: &'a Model,
    pub from: &'a State,
    /// Sentences are made for traces alone.
    told: bool,
    steps: Vec<Step>,
}

impl Steps<'_> {
    /// One more.
    pub fn add(&mut self, actor: Actor, sentence: fmt::Arguments<'_>, to: State) {
        let sentence = if self.told {
            sentence.to_string()
        } else {
            String::new()
        };
        self.steps.push(Step {
            actor,
            sentence,
            to,
        });
    }

    /// One more, made by changing this moment.
    pub fn step(
        &mut self,
        actor: Actor,
        sentence: fmt::Arguments<'_>,
        change: impl FnOnce(&mut State),
    ) {
        let mut to = *self.from;
        change(&mut to);
        self.add(actor, sentence, to);
    }
}

/// One variant.
pub struct Model {
    pub world: World,
    pub rules: Rules,
    /// Which happening came in which phase.
    pub reached: Reached,
    /// What was worked out already.
    pub known: Known,
}

impl Model {
    pub fn new(world: World, rules: Rules) -> Self {
        Self {
            world,
            rules,
            reached: Reached::default(),
            known: Known::default(),
        }
    }

    /// Where an allocation goes by the rules.
    pub fn goes_on(&self, phase: Phase, happening: Happening) -> Option<Phase> {
        let to = (self.rules.next)(phase, happening);
        if to.is_some() {
            self.reached.note(phase, happening);
        }

        to
    }

    /// Nothing has happened; one program runs.
    pub fn start(&self) -> State {
        let first = Program {
            up: true,
            epoch: 1,
            ..Program::default()
        };
        let mut state = State {
            minute: 0,
            attempts: Default::default(),
            records: Default::default(),
            journal: Default::default(),
            copy: None,
            restored: false,
            found_done: Default::default(),
            programs: [first, Program::default()],
            left: self.world.left,
        };
        state.journal.epoch = 1;

        state
    }

    /// Everything that can happen next.
    pub fn steps(&self, from: &State) -> Vec<Step> {
        self.collect(from, false)
    }

    /// The same, each with its sentence.
    pub fn told_steps(&self, from: &State) -> Vec<Step> {
        self.collect(from, true)
    }

    fn collect(&self, from: &State, told: bool) -> Vec<Step> {
        let mut steps = Steps {
            model: self,
            from,
            told,
            steps: Vec::new(),
        };
        program::steps(&mut steps);
        knowing::steps(&mut steps);
        vendor::steps(&mut steps);
        outside::steps(&mut steps);

        steps.steps
    }
}

/// A measure that every step must raise, so that nothing goes on for ever.
pub fn progress(state: &State) -> u32 {
    let left = state.left;
    let used: u32 = [
        left.kills,
        left.failed_writes,
        left.repeats,
        left.outsiders,
        left.second_starts,
        left.copies,
        left.slow_looks,
    ]
    .into_iter()
    .map(|left| 10_000 * u32::from(9 - left))
    .sum();
    let rows: u32 = state
        .journal
        .rows()
        .map(|row| match row.phase {
            Phase::Sending => 100,
            Phase::Unknown => 200,
            phase if phase.is_alarm() => 400,
            _ => 300,
        })
        .sum();
    let wire: u32 = state
        .attempts()
        .map(|(_, attempt)| {
            10 + 10 * u32::from(attempt.posts)
                - 3 * u32::from(attempt.in_flight)
                - u32::from(attempt.answer.is_some())
        })
        .sum();
    let records: u32 = state
        .records()
        .map(|(_, record)| {
            4 + u32::from(record.account_level)
                + u32::from(record.center_level)
                + u32::from(record.second_list)
        })
        .sum();
    let busy: u32 = state
        .programs
        .iter()
        .flat_map(|program| program.flows)
        .map(|flow| match flow {
            Flow::Idle => 0,
            Flow::Looks { .. } => 5,
            Flow::Looked { .. } => 4,
            Flow::Recorded(_) | Flow::SentUnrecorded { .. } => 3,
            Flow::Waiting(_) => 2,
        })
        .sum();
    let programs: u32 = state
        .programs
        .iter()
        .map(|program| 50 + 20 * u32::from(program.epoch) + 10 * u32::from(!program.up))
        .sum();
    let looking: u32 = state
        .programs
        .iter()
        .filter_map(|program| program.looking)
        .map(|looking| 2 - u32::from(looking.balance.is_some()))
        .sum();

    used + rows + wire + records + programs + 10 * u32::from(state.minute)
        - busy
        - looking
        - 1_000 * u32::from(state.restored)
}

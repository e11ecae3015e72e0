//! One scenario, played once: what is armed happens, the program is started again, the person goes on, and all is checked.

use super::act::Act;
use super::failures::{self, Judged};
use super::scenarios::Scenario;
use crate::disk::{Armed, Disk, Errno};
use crate::notes::Keep;
use crate::run::{Run, alone};
use desk_core::journal::Head;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A person tries what was interrupted once more, and a third time.
pub(super) const TRIES: usize = 3;
/// After so many starts that failed somebody repairs the disk.
const STARTS: usize = 3;

/// What one play came to.
#[derive(Debug, Clone)]
pub struct Played {
    /// Promises that were broken.
    pub violations: Vec<String>,
    /// Steps after the last thing that was armed.
    pub steps: u64,
    /// Of them, those that are durable or on the network.
    pub lasting: u64,
    /// Calls that could have failed with each error.
    pub calls: Vec<(Errno, u64)>,
    /// How many of the armed things happened.
    pub happened: usize,
    /// How often what was hit.
    pub hits: BTreeMap<String, u64>,
    /// Transfers that were sent, and that moved ad credit.
    pub moved: (u64, u64),
    /// Simulated microseconds.
    pub lived: i64,
    /// Every line, where they were kept.
    pub lines: String,
}

/// Plays a scenario. The first of `armed` is armed at the beginning, each further one when the one before has happened and the
/// program is started again.
#[must_use]
pub fn play(scenario: &Scenario, armed: &[Armed], keep: Keep) -> Played {
    let plan = scenario.plan();
    let _alone = alone(plan.seed);
    let mut stage = Stage {
        run: Run::new(plan, keep),
        armed: armed.to_vec(),
        happened: 0,
        person: 0,
        failing: matches!(armed.first(), Some(Armed::Error { .. })),
        copied: None,
    };
    if !scenario.from_nothing {
        stage.prepare();
    }
    stage.arm();
    stage.all(scenario.acts);
    stage.finish()
}

pub(super) struct Stage {
    pub(super) run: Run,
    armed: Vec<Armed>,
    happened: usize,
    pub(super) person: usize,
    /// A call to the disk fails: whatever a person is told must be about that.
    failing: bool,
    /// The head of the last good state that was said to be kept.
    pub(super) copied: Option<Head>,
}

impl Stage {
    /// A workspace with a person in it, closed.
    fn prepare(&mut self) {
        self.begin();
        self.act_as(0);
        self.run.quit();
    }

    pub(super) fn disk(&self) -> Arc<Disk> {
        Arc::clone(&self.run.ground.disk)
    }

    fn arm(&self) {
        self.disk().arm(self.armed.get(self.happened).copied());
    }

    fn all(&mut self, acts: &[Act]) {
        for act in acts {
            let known = self.run.checker.history.cases.len();
            for _ in 0..TRIES {
                if !self.run.checker.violations.is_empty() {
                    return;
                }
                // What was recorded before the interruption is not done again.
                let is_done = self.run.checker.history.cases.len() > known;
                if is_done || !self.be_running() {
                    break;
                }
                let done = self.perform(act);
                self.look_at_copy();
                if done {
                    break;
                }
            }
            self.run.check();
        }
        // Ending is a part of it: who died there is started and ended again.
        for _ in 0..TRIES {
            self.run.quit();
            let died = self.disk().happened() && !self.failing;
            self.restarted();
            if !died || !self.be_running() {
                break;
            }
        }
    }

    fn finish(mut self) -> Played {
        let disk = self.disk();
        let (steps, lasting) = disk.steps();
        let calls = Errno::ALL.map(|one| (one, disk.calls(one)));
        self.repair();
        let quiet = crate::network::Trouble::default();
        self.run.ground.world.trouble(quiet, quiet);
        self.run.end();
        self.look_at_copy();
        let verdict = self.run.verdict();

        Played {
            violations: verdict.violations,
            steps,
            lasting,
            calls: calls.to_vec(),
            happened: self.happened,
            hits: verdict.hits,
            moved: (verdict.sends, verdict.executed),
            lived: verdict.lived,
            lines: verdict.lines,
        }
    }

    /// After a death: the next thing is armed.
    pub(super) fn restarted(&mut self) {
        if self.disk().happened() && !self.failing {
            self.happened += 1;
            self.arm();
        }
    }

    /// Sees to it that the program runs; a disk on which it does not start is repaired in the end.
    fn be_running(&mut self) -> bool {
        for failed in 0.. {
            if self.run.running.is_some() {
                return true;
            }
            self.restarted();
            if failed == STARTS && self.failing {
                self.repair();
            }
            if failed > 2 * STARTS {
                break;
            }
            self.begin();
        }
        self.run
            .checker
            .broken(8, "the program does not start on a sound disk");

        false
    }

    fn repair(&mut self) {
        self.happened += usize::from(self.disk().happened());
        self.disk().arm(None);
    }

    fn begin(&mut self) {
        let process = self.run.next_process();
        let person = self.person;
        let token = self
            .run
            .ground
            .world
            .vendor(|vendor| vendor.members[person].token.clone());
        let seed = self.run.chance.bits();
        match self.run.ground.start(process, &token, seed) {
            Ok(session) if session.is_dead() => {
                session.end();
                self.run.bury();
            }
            Ok(session) => self.run.opened(session),
            Err(why) => {
                let died = self.disk().is_dead(process);
                if !died {
                    self.judge(failures::start(&why));
                }
                self.run.bury();
            }
        }
    }

    /// What a person was told: only a failing disk may fail, and what it says must be to the point.
    pub(super) fn judge(&mut self, judged: Judged) {
        match judged {
            Ok(words) if self.failing => {
                self.run.notes.write(format_args!("told: {words}"));
                self.run.notes.pair("told", words);
            }
            Ok(words) => self.run.notes.write(format_args!("told: {words}")),
            Err(why) if self.failing => self.run.checker.broken(4, &why),
            Err(why) => self.run.notes.write(format_args!("told: {why}")),
        }
    }

    pub(super) fn is_alive(&self) -> bool {
        self.run.running.is_some()
    }
}

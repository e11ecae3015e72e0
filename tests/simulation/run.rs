//! One seed, one run: a machine, a world around it, a person, and what is checked.

use crate::chance::Chance;
use crate::disk::{Backup, Disk, Kill, Loss, Process, Registered};
use crate::executor::{self, Ended, Interruption, Task};
use crate::invariants::Checker;
use crate::notes::{Keep, Notes};
use crate::plan::Plan;
use crate::session::{Ground, NotOpened, Observer, Session};
use crate::vendor::Vendor;
use crate::world::{Around, Happening, World};
use desk_core::workspace::Workspace;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Where simulated time begins: 17 November 2026, 15:44 UTC.
const START: i64 = 1_794_930_240_000_000;
const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3600 * SECOND;
/// Finance roles that a person may get.
const ROLES: [&str; 4] = ["MANAGER", "MANAGER", "ANALYST", ""];

/// What came of a run.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Its seed.
    pub seed: u64,
    /// What kind it was.
    pub kind: &'static str,
    /// Promises that were broken.
    pub violations: Vec<String>,
    /// A digest of the disk and of every line that was written, where it was wanted.
    pub digest: Option<[u8; 32]>,
    /// How often what was hit.
    pub hits: BTreeMap<String, u64>,
    /// Transfers that were sent.
    pub sends: u64,
    /// Transfers that moved ad credit.
    pub executed: u64,
    /// Simulated microseconds.
    pub lived: i64,
    /// Every line, where they were kept.
    pub lines: String,
}

/// A running program and the look into its journal.
pub(crate) struct Running {
    pub(crate) session: Session,
    pub(crate) observer: Observer,
}

/// A run on its way.
pub(crate) struct Run {
    pub(crate) plan: Plan,
    pub(crate) ground: Ground,
    pub(crate) notes: Arc<Notes>,
    pub(crate) checker: Checker,
    pub(crate) running: Option<Running>,
    pub(crate) chance: Chance,
    pub(crate) copy: Option<Backup>,
    keep: Keep,
    processes: u32,
    failed_starts: u32,
}

/// Runs one seed.
#[must_use]
pub fn run(seed: u64, keep: Keep) -> Verdict {
    let _alone = alone(seed);
    let mut run = Run::new(Plan::new(seed), keep);
    run.live();
    run.end();

    run.verdict()
}

/// One run at a time: names of file systems and SQLite's own chance are one for the whole process.
pub(crate) fn alone(seed: u64) -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    crate::disk::seed_sqlite(seed);

    alone
}

impl Run {
    pub(crate) fn new(mut plan: Plan, keep: Keep) -> Self {
        let notes = Arc::new(Notes::new(keep));
        let mut chance = plan.chance.clone();
        let disk = Arc::new(Disk::new(chance.branch(), Arc::clone(&notes)));
        let scratch = Arc::new(Disk::new(chance.branch(), Arc::clone(&notes)));
        let mut vendor = Vendor::new(
            plan.accounts,
            plan.voucher,
            plan.manner.clone(),
            chance.branch(),
            Arc::clone(&notes),
        );
        for _ in 0..plan.old_records {
            let account = usize::try_from(chance.below(plan.accounts as u64)).unwrap_or(0);
            let ago = chance.spread(SECOND, 100 * HOUR);
            vendor.outsider(account, 1000, START - ago);
        }
        let world = World::new(
            START,
            vendor,
            Arc::clone(&disk),
            Arc::clone(&notes),
            chance.branch(),
        );
        notes.write(format_args!("{plan:?}"));
        let ground = Ground {
            registered: Registered::new("simulated", Arc::clone(&disk)),
            disk,
            world: Arc::new(world),
            guard: plan.guard,
        };
        let scratch_name = Registered::new("scratch", Arc::clone(&scratch));
        plan.chance = chance.branch();

        Self {
            checker: Checker::new(Arc::clone(&notes), scratch, scratch_name),
            plan,
            ground,
            notes,
            running: None,
            chance,
            copy: None,
            keep,
            processes: 0,
            failed_starts: 0,
        }
    }

    fn live(&mut self) {
        self.ground.disk.fail(self.plan.faults);
        self.ground
            .world
            .trouble(self.plan.reads, self.plan.transfers);
        for _ in 0..self.plan.steps {
            if !self.checker.violations.is_empty() {
                return;
            }
            self.narrow();
            if self.running.is_none() {
                self.start();
            } else {
                self.act();
            }
            self.check();
        }
    }

    pub(crate) fn check(&mut self) {
        let Some(running) = &self.running else {
            return;
        };
        let checker = &mut self.checker;
        checker.step(&running.session, &running.observer, &self.ground.world);
    }

    /// The disk may be full or closed to writing for a while.
    fn narrow(&mut self) {
        let disturbed = self.plan.disturbed;
        let room = self
            .chance
            .happens(disturbed.full)
            .then(|| usize::try_from(self.chance.spread(1, 300_000)).unwrap_or(0));
        self.ground.disk.limit_room(room);
        let read_only = self.chance.happens(disturbed.read_only);
        self.ground.disk.set_read_only(read_only);
    }

    /// Starts the program; after some failures in a row somebody repairs the disk.
    fn start(&mut self) {
        self.put_copy_back();
        let process = self.next_process();
        let token = self.token_of_somebody();
        self.plan_death();
        let started = self.ground.start(process, &token, self.chance.bits());
        self.ground.disk.kill_at(None);
        match started {
            Ok(session) if session.is_dead() => {
                session.end();
                self.bury();
            }
            Ok(session) => {
                self.failed_starts = 0;
                self.notes.write(format_args!("starts as {process:?}"));
                self.opened(session);
            }
            Err(why) => {
                self.notes.hit("program: does not start");
                if let NotOpened::Else(why) = &why {
                    self.notes.write(format_args!("{why}"));
                }
                self.failed_starts += 1;
                self.bury();
                self.ground.world.pass(60 * SECOND);
                if self.failed_starts > 2 {
                    self.ground.disk.fail(crate::disk::fault::Faults::default());
                    self.ground.disk.limit_room(None);
                    self.ground.disk.set_read_only(false);
                }
            }
        }
    }

    pub(crate) fn next_process(&mut self) -> Process {
        self.processes += 1;

        Process(self.processes)
    }

    pub(crate) fn token_of_somebody(&mut self) -> String {
        let member = usize::from(self.chance.happens(200_000));

        self.ground
            .world
            .vendor(|vendor| vendor.members[member].token.clone())
    }

    pub(crate) fn opened(&mut self, session: Session) {
        match Observer::new(&self.ground.disk, &self.ground.registered) {
            Ok(observer) => {
                let guard = session.ask(|workspace| workspace.journal().guard());
                self.checker.reopened(&observer, guard);
                self.running = Some(Running { session, observer });
            }
            Err(error) => {
                self.checker
                    .broken(5, &format!("the journal cannot be looked into: {error}"));
                session.end();
            }
        }
    }

    /// Draws whether, where and how the process will die in what comes.
    fn plan_death(&mut self) -> Interruption {
        let disturbed = self.plan.disturbed;
        let power = self.chance.happens(disturbed.power);
        let kill = self.chance.happens(disturbed.killed_at_disk).then(|| Kill {
            after: self.chance.below(60) + 1,
            when_done: self.chance.happens(500_000),
            power,
        });
        self.ground.disk.kill_at(kill);
        let around = self.chance.happens(disturbed.killed_at_transfer).then(|| {
            let around = if self.chance.happens(500_000) {
                Around::Before
            } else {
                Around::After
            };
            (around, power)
        });
        self.ground.world.kill_at_transfer(around);
        let waiting = self.chance.happens(disturbed.killed_waiting);

        Interruption {
            dies_after: waiting.then(|| self.chance.below(60) + 1),
            power,
        }
    }

    /// Draws what happens meanwhile.
    fn plan_others(&mut self) {
        let disturbed = self.plan.disturbed;
        let accounts = self.plan.accounts as u64;
        while self.chance.happens(disturbed.others) {
            let account = usize::try_from(self.chance.below(accounts)).unwrap_or(0);
            let amount = self.amount();
            let member = usize::from(self.chance.happens(300_000));
            let happening = match self.chance.below(12) {
                0..4 => Happening::Outsider(account, amount),
                4 => Happening::Earned(account, amount),
                5..8 => Happening::Spent(account, amount),
                8 => Happening::ToppedUp(amount * 10),
                9 => Happening::Approved(account, self.chance.happens(600_000)),
                10 => Happening::Role(
                    member,
                    ROLES[usize::try_from(self.chance.below(4)).unwrap_or(0)],
                ),
                _ => Happening::Token(member, self.chance.happens(700_000)),
            };
            let after = self.chance.spread(1000, 20 * SECOND);
            self.ground.world.soon(after, happening);
        }
        if self.chance.happens(disturbed.clock) {
            let by = self.chance.spread(SECOND, 10 * 365 * 24 * HOUR);
            let by = if self.chance.happens(500_000) {
                -by
            } else {
                by
            };
            let after = self.chance.spread(1000, 20 * SECOND);
            self.checker.clock_was_wrong = true;
            self.ground.world.soon(after, Happening::ClockSet(by));
        }
        if self.chance.happens(disturbed.sleep) {
            let length = self.chance.spread(SECOND, 30 * 24 * HOUR);
            let after = self.chance.spread(1000, 20 * SECOND);
            self.ground
                .world
                .soon(after, Happening::MachineSleeps(length));
        }
    }

    /// Lets the program do some things beside each other; nothing when it died on the way.
    pub(crate) fn work<T>(
        &mut self,
        make: impl for<'a> FnOnce(&'a Workspace) -> Vec<Task<'a, T>>,
    ) -> Option<Vec<T>> {
        let interruption = self.plan_death();
        self.plan_others();
        let running = self.running.as_ref()?;
        let (world, disk) = (&self.ground.world, &self.ground.disk);
        let checker = &mut self.checker;
        let ended = executor::run(
            world,
            disk,
            running.session.process,
            make(&running.session.workspace),
            interruption,
            &mut || checker.look(world, disk, Some(&running.observer)),
        );
        disk.kill_at(None);
        world.kill_at_transfer(None);
        match ended {
            Ended::Done(results) => {
                checker.read(&running.observer);
                Some(results)
            }
            Ended::Died => {
                checker.read(&running.observer);
                self.bury();
                None
            }
            Ended::Stuck => {
                self.checker.broken(8, "nothing will ever happen again");
                None
            }
        }
    }

    /// Lets the program do one thing.
    pub(crate) fn one<T>(
        &mut self,
        make: impl for<'a> FnOnce(&'a Workspace) -> Task<'a, T>,
    ) -> Option<T> {
        self.work(|workspace| vec![make(workspace)])
            .and_then(|mut results| results.pop())
    }

    /// What is left of a dead process is taken away, and the power comes back.
    pub(crate) fn bury(&mut self) {
        let power = self.ground.disk.power_is_lost();
        let event = if power { "power cut" } else { "killed" };
        if let Some(Running { session, observer }) = self.running.take() {
            for case in self.checker.history.cases.values() {
                self.notes.pair(&case.state.to_string(), event);
            }
            drop(observer);
            session.end();
        }
        if power {
            let loss = *self
                .chance
                .pick(&[Loss::All, Loss::Some, Loss::Some, Loss::None]);
            self.notes.hit(match loss {
                Loss::All => "power: everything unflushed lost",
                Loss::Some => "power: something unflushed lost",
                Loss::None => "power: nothing lost",
            });
            self.ground.disk.power_returns(loss);
        }
        self.ground.world.pass(self.chance.spread(SECOND, HOUR));
    }

    /// The person ends the program.
    pub(crate) fn quit(&mut self) {
        self.plan_death();
        if let Some(Running { session, observer }) = self.running.take() {
            drop(observer);
            session.end();
            self.notes.hit("program: ended");
        }
        self.ground.disk.kill_at(None);
        self.bury();
        self.keep_copy();
    }

    /// Everything becomes quiet, time passes, the person answers what is open, and the whole is checked.
    pub(crate) fn end(&mut self) {
        if !self.checker.violations.is_empty() {
            return;
        }
        self.plan.disturbed = crate::plan::Disturbed::default();
        self.plan.copies = 0;
        self.ground.disk.fail(crate::disk::fault::Faults::default());
        self.ground.disk.limit_room(None);
        self.ground.disk.set_read_only(false);
        let quiet = crate::network::Trouble::default();
        self.ground.world.trouble(quiet, quiet);
        self.quit();
        self.ground.world.pass(200 * HOUR);
        self.ground.world.vendor(|vendor| {
            vendor
                .members
                .iter_mut()
                .for_each(|member| member.valid = true);
            vendor.members[0].finance = "MANAGER";
            vendor.manner.loses_page = 0;
            vendor.manner.repeats_row = 0;
            vendor.manner.shifts_page = 0;
        });
        self.start();
        self.answer_everything();
        if self.chance.happens(400_000) {
            self.end_hard();
        }
        let Some(running) = &self.running else {
            self.checker
                .broken(8, "the program does not start on a sound disk");
            return;
        };
        let checker = &mut self.checker;
        checker.end(&running.session, &running.observer, &self.ground.world);
    }

    /// Whatever became of everything, it is still so after a kill or a power cut.
    fn end_hard(&mut self) {
        if let Some(running) = &self.running {
            if self.chance.happens(500_000) {
                self.ground.disk.cut_power();
            } else {
                self.ground.disk.kill(running.session.process);
            }
        }
        self.bury();
        self.start();
    }

    pub(crate) fn verdict(mut self) -> Verdict {
        if let Some(Running { session, observer }) = self.running.take() {
            drop(observer);
            session.end();
        }
        let digest = (self.keep != Keep::Nothing).then(|| self.digest());
        let world = &self.ground.world;

        Verdict {
            seed: self.plan.seed,
            kind: self.plan.kind,
            violations: self.checker.violations,
            digest,
            hits: self.notes.hits(),
            sends: world.posts_from(0).len() as u64,
            executed: world.vendor(|vendor| vendor.executed.len()) as u64,
            lived: world.now() - START,
            lines: self.notes.lines(),
        }
    }

    /// Two runs with this in common left the same disk and wrote the same lines.
    fn digest(&self) -> [u8; 32] {
        let mut digest = Sha256::new();
        for (name, content) in self.ground.disk.content() {
            digest.update(name.as_bytes());
            digest.update(content);
        }
        digest.update(self.notes.digest());

        digest.finalize().into()
    }

    /// Amounts are few, so that they meet.
    pub(crate) fn amount(&mut self) -> i64 {
        let whole = *self.chance.pick(&[1000, 5000, 12_500]);
        let any = self.chance.spread(1, 200_000);
        let amount = if self.chance.happens(700_000) {
            whole
        } else {
            any
        };

        if self.plan.manner.currency == "JPY" {
            (amount / 100).max(1) * 100
        } else {
            amount
        }
    }
}

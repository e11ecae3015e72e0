//! A second program beside the first, and an old copy of the workspace put back in the place of the newer one.

use crate::disk::Process;
use crate::run::{Run, Running};
use crate::session::{FOLDER, Observer, Session};
use desk_core::journal::{Guard, Standing};
use desk_core::workspace::WorkspaceError;
use std::mem;

impl Run {
    /// Somebody starts the program once more. Where the lock holds it can only read; where the lock is given all the same,
    /// as on some network disks, the first program must stop moving anything.
    pub(crate) fn start_second(&mut self) {
        let stolen = self.chance.happens(600_000);
        let process = self.next_process();
        let token = self.token_of_somebody();
        // Nobody dies in this scene.
        let disturbed = mem::take(&mut self.plan.disturbed);
        self.ground.disk.steal_lock(stolen);
        let started = self.ground.start(process, &token, self.chance.bits());
        self.ground.disk.steal_lock(false);
        match started {
            Ok(session) if stolen => self.newer(session),
            Ok(session) => self.only_reading(session, process),
            Err(why) => self.notes.write(format_args!("no second program: {why:?}")),
        }
        self.plan.disturbed = disturbed;
    }

    /// The older program tries to go on.
    fn newer(&mut self, session: Session) {
        self.notes
            .hit("program: a second one, the lock is given twice");
        let older = self.running.take();
        self.opened(session);
        let newer = mem::replace(&mut self.running, older);
        for _ in 0..2 {
            self.allocate();
        }
        let older = mem::replace(&mut self.running, newer);
        Self::end_one(older);
    }

    fn only_reading(&mut self, session: Session, process: Process) {
        self.notes.hit("program: a second one, the lock is held");
        let standing = session.ask(|workspace| workspace.journal().standing());
        if standing == Standing::Writable {
            let what = format!("{process:?} writes although the lock is held");
            self.checker.broken(1, &what);
        }
        match Observer::new(&self.ground.disk, &self.ground.registered) {
            Ok(observer) => {
                let reader = Some(Running { session, observer });
                let first = mem::replace(&mut self.running, reader);
                self.allocate();
                let reader = mem::replace(&mut self.running, first);
                Self::end_one(reader);
            }
            Err(_) => session.end(),
        }
    }

    fn end_one(running: Option<Running>) {
        if let Some(Running { session, observer }) = running {
            drop(observer);
            session.end();
        }
    }

    /// Somebody keeps a copy of the workspace while no program runs.
    pub(crate) fn keep_copy(&mut self) {
        if self.plan.copies > 0 && self.chance.happens(500_000) {
            self.copy = Some(self.ground.disk.copy(FOLDER, false));
        }
    }

    /// Somebody puts the copy back, in the place of what is there now.
    pub(crate) fn put_copy_back(&mut self) {
        if !self.chance.happens(self.plan.copies) {
            return;
        }
        if let Some(copy) = &self.copy {
            self.notes.hit("disk: an old copy is put back");
            self.ground.disk.restore(FOLDER, copy);
            self.checker.put_back(self.ground.head_outside());
        }
    }

    /// Whether the program says that its file is an old one.
    pub(crate) fn is_frozen(&self) -> bool {
        self.running.as_ref().is_some_and(|running| {
            let guard = running.session.ask(|workspace| workspace.journal().guard());
            matches!(guard, Guard::Frozen(_))
        })
    }

    /// A person accepts a frozen journal.
    pub(crate) fn accept_journal(&mut self) {
        let accepted: Option<Result<(), WorkspaceError>> = self
            .one(|workspace| Box::pin(async move { workspace.accept_journal("put back").await }));
        if let Some(Ok(())) = accepted {
            self.notes.hit("person: accepts an old copy");
        }
    }
}

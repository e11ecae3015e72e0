//! The disk's inner rules: who may still do something, what a call leaves behind, which names are durable.

use super::fault::{Fault, Op};
use super::{Entry, Failure, File, Handle, OBSERVER, Process, State};
use crate::notes::Notes;

impl State {
    /// The process and the file of a handle; the dead have none.
    pub(super) fn of(&self, handle: Handle) -> Result<(Process, usize), Failure> {
        let opened = self.handles.get(&handle).ok_or(Failure::Io)?;
        if self.dead.contains(&opened.by) {
            return Err(Failure::Io);
        }

        Ok((opened.by, opened.file))
    }

    /// Before a call: the dead do nothing, a kill may be due, a fault may be drawn.
    pub(super) fn begin(&mut self, who: Process, op: Op, notes: &Notes) -> Result<(), Failure> {
        match self.draw(who, op, notes)? {
            None => Ok(()),
            Some(Fault::Full | Fault::Short) => Err(Failure::Full),
            Some(Fault::Busy) => Err(Failure::Busy),
            Some(Fault::Io | Fault::Flush(_)) => Err(Failure::Io),
        }
    }

    fn draw(&mut self, who: Process, op: Op, notes: &Notes) -> Result<Option<Fault>, Failure> {
        if self.dead.contains(&who) {
            return Err(Failure::Io);
        }
        if who == OBSERVER {
            return Ok(None);
        }
        if op.changes() {
            if let Some(power) = self.steps.pass(op.lasts()) {
                notes.write(format_args!("dies before {op:?}"));
                self.die(who, power);
                return Err(Failure::Io);
            }
            if let Some(kill) = &mut self.kill {
                kill.after = kill.after.saturating_sub(1);
                if kill.after == 0 && !kill.when_done {
                    let power = kill.power;
                    notes.write(format_args!("dies before {op:?}"));
                    self.die(who, power);
                    return Err(Failure::Io);
                }
            }
            if self.read_only {
                notes.hit("disk: read-only");
                return Err(Failure::ReadOnly);
            }
        }
        if let Some(fault) = self.steps.fails(op, &mut self.chance)? {
            notes.write(format_args!("{op:?} fails: {fault:?}"));
            return Ok(Some(fault));
        }
        let drawn = self.faults.draw(op, &mut self.chance);

        Ok(drawn.map(|(fault, name)| {
            notes.hit(name);
            fault
        }))
    }

    /// After a call: a kill may be due.
    pub(super) fn end(&mut self, who: Process, op: Op) {
        let due = self
            .kill
            .filter(|kill| kill.after == 0 && kill.when_done && op.changes());
        if let Some(kill) = due.filter(|_| who != OBSERVER) {
            self.die(who, kill.power);
        }
    }

    pub(super) fn die(&mut self, who: Process, power: bool) {
        self.kill = None;
        self.killed = true;
        self.dead.insert(who);
        if power {
            self.power_lost = true;
            self.dead
                .extend(self.handles.values().map(|opened| opened.by));
            self.dead.extend(self.workspace.values().flatten().copied());
            self.dead.remove(&OBSERVER);
        }
        let dead = &self.dead;
        self.workspace.retain(|_, holders| {
            holders.retain(|holder| !dead.contains(holder));
            !holders.is_empty()
        });
    }

    pub(super) fn write(
        &mut self,
        who: Process,
        file: usize,
        at: usize,
        bytes: &[u8],
        notes: &Notes,
    ) -> Result<(), Failure> {
        let fault = self.draw(who, Op::Write, notes)?;
        let grows = (at + bytes.len()).saturating_sub(self.files[file].live().len());
        let left = self.room.map(|room| room.saturating_sub(self.used()));
        let written = match (fault, left) {
            (Some(Fault::Io), _) => return Err(Failure::Io),
            (Some(Fault::Full), _) => return Err(Failure::Full),
            (Some(Fault::Short), _) => {
                let half = bytes.len() / 2;
                self.files[file].write(at, &bytes[..half]);
                Err(Failure::Full)
            }
            (_, Some(left)) if grows > left && who != OBSERVER => {
                notes.hit("disk: no space left");
                Err(Failure::Full)
            }
            _ => {
                self.files[file].write(at, bytes);
                Ok(())
            }
        };
        self.end(who, Op::Write);

        written
    }

    pub(super) fn flush(
        &mut self,
        who: Process,
        file: usize,
        notes: &Notes,
    ) -> Result<(), Failure> {
        let fault = self.draw(who, Op::Flush, notes)?;
        let flushed = match fault {
            Some(Fault::Flush(how)) => {
                let mut chance = self.chance.branch();
                self.files[file].flush_failing(how, &mut chance);
                Err(Failure::Io)
            }
            _ => {
                self.files[file].flush();
                // A flush takes along what happened to names before it.
                self.settle_names(usize::MAX);
                Ok(())
            }
        };
        self.end(who, Op::Flush);

        flushed
    }

    /// A new, empty file under a name.
    pub(super) fn make(&mut self, name: &str) -> usize {
        self.files.push(File::default());
        let file = self.files.len() - 1;
        self.names.insert(name.to_owned(), file);
        self.entries.push(Entry::Made(name.to_owned(), file));

        file
    }

    /// The oldest so many changes of names become durable.
    pub(super) fn settle_names(&mut self, count: usize) {
        let count = count.min(self.entries.len());
        for entry in self.entries.drain(..count) {
            let names = &mut self.durable_names;
            match entry {
                Entry::Made(name, file) => {
                    names.insert(name, file);
                }
                Entry::Removed(name) => {
                    names.remove(&name);
                }
                Entry::Renamed(from, to) => {
                    if let Some(file) = names.remove(&from) {
                        names.insert(to, file);
                    }
                }
            }
        }
    }

    pub(super) fn leave_shared(&mut self, file: usize, handle: Handle) {
        if let Some(shared) = self.shared.get_mut(&file) {
            shared.users.remove(&handle);
            if shared.users.is_empty() {
                self.shared.remove(&file);
            }
        }
    }

    pub(super) fn file(&self, name: &str) -> Option<&File> {
        self.names.get(name).map(|file| &self.files[*file])
    }

    pub(super) fn used(&self) -> usize {
        let lengths = self
            .names
            .values()
            .map(|file| self.files[*file].live().len());

        lengths.sum()
    }
}

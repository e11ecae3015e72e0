//! The copy of the last good state: whatever happens while it is made, the older one is there or the new one, each of them whole.

use super::failures;
use super::stage::Stage;
use crate::disk::{Machine, OBSERVER, Outside};
use crate::session::FOLDER;
use desk_core::journal::{Head, Journal, LastGood};
use std::sync::Arc;

impl Stage {
    /// Keeps the copy, as after a full check.
    pub(super) fn keep_copy(&mut self) {
        let machine = Machine(self.disk());
        let Some(running) = &self.run.running else {
            return;
        };
        let kept = running.session.ask(|workspace| {
            let journal = workspace.journal();
            journal
                .keep_good_copy(&machine)
                .and_then(|is_new| Ok((is_new, journal.head()?)))
        });
        if running.session.is_dead() {
            self.run.bury();
            return self.restarted();
        }
        match kept {
            Ok((is_new, head)) => {
                self.copied = Some(head);
                let what = if is_new { "kept" } else { "nothing new" };
                self.run.notes.pair("copy", what);
            }
            Err(error) => self.judge(failures::journal(&error)),
        }
    }

    /// What was said to be kept is there, or something newer; what is there is whole, and of this journal.
    pub(super) fn look_at_copy(&mut self) {
        let disk = self.disk();
        let name = format!("{FOLDER}/{}", LastGood::FILE);
        if self.copied.is_none() && !disk.is_there(&name) {
            return;
        }
        match self.read_copy() {
            Ok(head) => {
                let promised = self.copied.map_or(0, |copied| copied.number.0);
                let known = self.run.checker.history.hashes.contains(&head.hash);
                if head.number.0 < promised || !known {
                    let what = format!("the copy is of {head:?}, promised was {:?}", self.copied);
                    self.run.checker.broken(5, &what);
                }
            }
            Err(why) => {
                let what = format!("the copy cannot be read: {why}");
                self.run.checker.broken(5, &what);
            }
        }
    }

    fn read_copy(&self) -> Result<Head, String> {
        let ground = &self.run.ground;
        let before = ground.disk.act_as(OBSERVER);
        let outside = Arc::new(Outside::new(Arc::clone(&ground.disk), ground.guard));
        let machine = Machine(Arc::clone(&ground.disk));
        let opened = Journal::open_last_good(ground.place(), &machine, outside);
        let head = opened
            .map_err(|error| error.to_string())
            .and_then(|copy| copy.head().map_err(|error| error.to_string()));
        ground.disk.act_as(before);

        head
    }
}

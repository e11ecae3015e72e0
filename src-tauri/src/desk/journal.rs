//! The journal as a file: what guards it, whether it is whole, and the two things a person can do when something is wrong
//! with it: set a damaged one aside, accept one that is frozen. Neither moves anything.

use super::backing::Backing;
use super::known::{Behind, Known};
use super::workspace::Workspace;
use crate::events::Topic;
use crate::fault::{Fault, FaultCode};
use crate::keychain::Secrets;
use crate::shown::{account, amount, stamp};
use crate::views::settings::{
    CheckResult, FrozenJournal, FrozenReason, JournalCheck, JournalFacts, JournalHead, MissingHere,
    MissingRecord,
};
use crate::views::start::{Guard, ReadOnly};
use desk_core::comparison::Finding;
use desk_core::disk::{Place, SystemDisk};
use desk_core::journal::{
    self, Check, FileHead, Frozen, Head, HeadOutside, Journal, JournalError, OutsideHead, Standing,
};
use desk_core::policy;
use desk_core::transaction::Transaction;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

/// What the name of a file that was set aside begins with.
const ASIDE: &str = "journal.sqlite.damaged-";

/// Of the records that a journal lacks, so many are shown one by one.
const MISSING_SHOWN: usize = 20;

/// A journal of more entries is not copied when its workspace is closed.
const COPIED_AT_THE_END: u64 = 20_000;

/// Where the files of a workspace are.
pub fn place(root: &Path, known: &Known) -> Place {
    Place {
        folder: root.join(&known.id),
        vfs: None,
    }
}

/// Where the head of its journal is kept: of a connected one in the keychain too.
pub fn head(root: &Path, known: &Known, secrets: &Secrets) -> Arc<dyn OutsideHead> {
    let file = FileHead::new(root.join("heads").join(format!("{}.head", known.id)));
    match known.behind {
        Behind::Practice(_) => Arc::new(file),
        Behind::Connected(_) => Arc::new(secrets.head(known.secret("head"), file)),
    }
}

/// Renames the journal of a workspace that is not open, never deletes it; its new name.
///
/// # Errors
/// When another instance has the workspace open, or the disk refuses.
pub fn set_aside(root: &Path, known: &Known, secrets: &Secrets) -> Result<String, Fault> {
    let place = place(root, known);
    let now = Backing::open(root, known, secrets)?.now();
    let outside = head(root, known, secrets);
    let aside = Journal::set_damaged_aside(&place, &SystemDisk, outside.as_ref(), now);
    let aside = aside.map_err(|error| {
        if error.kind() == std::io::ErrorKind::ResourceBusy {
            Fault::new(FaultCode::SecondInstance)
        } else {
            Fault::new(FaultCode::DiskFailed).with("reason", error)
        }
    })?;

    Ok(aside.file_name().unwrap_or_default().display().to_string())
}

/// What was set aside in a workspace's folder, newest first.
fn files_aside(place: &Place) -> Vec<String> {
    let listed = std::fs::read_dir(&place.folder).into_iter().flatten();
    let names = listed.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let is_file = |name: &String| {
        let beside = name.ends_with("-wal") || name.ends_with("-shm");
        name.starts_with(ASIDE) && !beside
    };
    let mut aside: Vec<String> = names.filter(is_file).collect();
    aside.sort_unstable_by(|one, other| other.cmp(one));

    aside
}

impl Workspace {
    /// Why nothing can be written, where so.
    pub fn read_only(&self) -> Option<ReadOnly> {
        if self.sending_stopped.load(Ordering::Relaxed) {
            return Some(ReadOnly::SendingStopped);
        }
        match self.journal().standing() {
            Standing::OtherInstance => return Some(ReadOnly::SecondInstance),
            Standing::Broken(_) => return Some(ReadOnly::Broken),
            Standing::LastGood => return Some(ReadOnly::LastGood),
            Standing::Writable => {}
        }
        match self.journal().guard() {
            journal::Guard::Frozen(_) => Some(ReadOnly::Frozen),
            journal::Guard::Kept(_) | journal::Guard::Unguarded | journal::Guard::NotWritten(_) => {
                None
            }
        }
    }

    /// Where the head is kept.
    pub fn guard(&self) -> Guard {
        match self.journal().guard() {
            journal::Guard::Kept(kind) => match kind {
                journal::GuardKind::File => Guard::File,
                journal::GuardKind::Keychain => Guard::Keychain,
            },
            journal::Guard::Unguarded => Guard::Unguarded,
            journal::Guard::NotWritten(_) => Guard::NotWritten,
            journal::Guard::Frozen(Frozen::NotInChain { .. }) => Guard::Mismatch,
            journal::Guard::Frozen(Frozen::Unreadable) => Guard::Unreadable,
        }
    }

    /// The first entry that does not follow from those before it, where the journal was opened for reading because of it.
    pub fn broken_at(&self) -> Option<String> {
        match self.journal().standing() {
            Standing::Broken(entry) => Some(entry.0.to_string()),
            Standing::Writable | Standing::OtherInstance | Standing::LastGood => None,
        }
    }

    /// A person accepts this journal although the head kept outside does not vouch for it.
    ///
    /// # Errors
    /// When the person may not, the note is missing, or the journal is not frozen.
    pub async fn accept_journal(&self, note: &str) -> Result<(), Fault> {
        self.core.accept_journal(note).await?;
        // What could not be matched until now may be looked up.
        self.ring();
        // A journal that was begun anew begins as the first one did.
        self.begin().await?;
        self.tell(&[
            Topic::Workspace,
            Topic::Settings,
            Topic::Accounts,
            Topic::Credits,
            Topic::Allocations,
        ]);

        Ok(())
    }

    /// Refuses unless the acting person may set this journal aside, and the journal is damaged indeed. Reads all of it.
    ///
    /// # Errors
    /// Why not.
    pub fn may_be_set_aside(&self) -> Result<(), Fault> {
        match self.may_by_role() {
            Ok(true) => {}
            Ok(false) => return Err(Fault::new(FaultCode::NotAllowed)),
            // Not even the switches can be read: that is answer enough.
            Err(fault) if fault.code == FaultCode::JournalDamaged => return Ok(()),
            Err(fault) => return Err(fault),
        }
        let damaged = match self.journal().check(self.backing.clock().as_ref()) {
            Ok(check) => is_damaged(check_result(&check)),
            Err(JournalError::Damaged(_)) => true,
            Err(error) => return Err(error.into()),
        };

        if damaged {
            Ok(())
        } else {
            Err(Fault::new(FaultCode::JournalSound))
        }
    }

    /// Reads the whole journal and says whether it is whole. Where its chain does not hold, nothing is sent from now on; where
    /// all is well, this is its last good state.
    ///
    /// # Errors
    /// When it cannot be read at all.
    pub async fn check_journal(self: &Arc<Self>) -> Result<JournalCheck, Fault> {
        let shown = match self.journal().check(self.backing.clock().as_ref()) {
            Ok(check) => {
                if check.is_good() {
                    let workspace = Arc::clone(self);
                    tokio::task::spawn_blocking(move || workspace.keep_good_copy());
                }
                if let Some(at) = check.broken_at() {
                    self.journal().distrust(at).await?;
                    self.tell(&[Topic::Workspace, Topic::Settings, Topic::Accounts]);
                }
                self.shown_check(&check)
            }
            Err(JournalError::Damaged(_)) => self.unreadable_check(),
            Err(error) => return Err(error.into()),
        };
        *self.check.lock().unwrap_or_else(PoisonError::into_inner) = Some(shown.clone());

        Ok(shown)
    }

    /// Keeps a copy of the last good state beside the journal when the workspace is closed, where somebody waits for that:
    /// what takes long is left to the full check.
    pub fn keep_good_copy_of_few(&self) {
        let extent = self.journal().extent();
        if extent.is_ok_and(|extent| extent.entries <= COPIED_AT_THE_END) {
            self.keep_good_copy();
        }
    }

    fn keep_good_copy(&self) {
        // One that cannot be kept takes nothing away: the copy before is still there, and so is the journal.
        if let Ok(true) = self.journal().keep_good_copy(&SystemDisk) {
            self.tell(&[Topic::Settings]);
        }
    }

    /// The head of this journal as text, to hand to somebody else.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn journal_head(&self) -> Result<String, Fault> {
        Ok(self.journal().head()?.to_text().trim_end().to_owned())
    }

    /// What Settings says of the journal without checking it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn journal_facts(&self) -> Result<JournalFacts, Fault> {
        let check = self
            .check
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let extent = self.journal().extent()?;
        let found_damaged = check.as_ref().is_some_and(|check| is_damaged(check.result));
        let is_damaged = self.broken_at().is_some() || found_damaged;

        Ok(JournalFacts {
            entries: extent.entries.to_string(),
            first: extent.first.map(|at| stamp(at, &self.zone())),
            last: extent.last.map(|at| stamp(at, &self.zone())),
            guard: self.guard(),
            head: shown_head(self.journal().head()?),
            frozen: self.frozen()?,
            may_set_aside: is_damaged && self.may_by_role()?,
            set_aside: files_aside(self.journal().place()),
            last_good: self.last_good(),
            missing: if self.is_last_good() {
                // What cannot be compared must not hide the rest of Settings.
                self.missing().unwrap_or_default()
            } else {
                None
            },
            check,
        })
    }

    /// What a person has to know who may accept this journal; none while another instance has it, or it is broken too.
    fn frozen(&self) -> Result<Option<FrozenJournal>, Fault> {
        let (journal::Guard::Frozen(why), Standing::Writable) =
            (self.journal().guard(), self.journal().standing())
        else {
            return Ok(None);
        };
        let reason = match why {
            Frozen::Unreadable => FrozenReason::Unreadable,
            Frozen::NotInChain { stored } if stored == Head::EMPTY => FrozenReason::NoneKept,
            Frozen::NotInChain { .. } => FrozenReason::NotInChain,
        };

        Ok(Some(FrozenJournal {
            reason,
            kept: shown_head(why.stored()),
            may_accept: self.may_by_role()?,
            // What cannot be compared must not hide the rest of Settings.
            missing: self.missing().unwrap_or_default(),
        }))
    }

    /// What TikTok's records say that this journal does not.
    fn missing(&self) -> Result<Option<MissingHere>, Fault> {
        let Some(sides) = self.core.sides()? else {
            return Ok(None);
        };
        let mut shown = MissingHere {
            since: stamp(sides.since, &self.zone()),
            until: stamp(sides.until, &self.zone()),
            matched: 0,
            only_here: 0,
            differing: 0,
            count: 0,
            newest: Vec::new(),
        };
        // Oldest first; the newest are wanted.
        for finding in sides.compare().into_iter().rev() {
            match finding {
                Finding::Matched { .. } => shown.matched = shown.matched.saturating_add(1),
                Finding::Differs { .. } => shown.differing = shown.differing.saturating_add(1),
                Finding::OnlyHere { .. } => shown.only_here = shown.only_here.saturating_add(1),
                Finding::OnlyOnTikTok { record } | Finding::PossibleDouble { record, .. } => {
                    shown.count = shown.count.saturating_add(1);
                    if shown.newest.len() < MISSING_SHOWN {
                        shown.newest.push(self.missing_record(record)?);
                    }
                }
            }
        }

        Ok(Some(shown))
    }

    fn missing_record(&self, record: &Transaction) -> Result<MissingRecord, Fault> {
        let known = match &record.account {
            Some(id) => self.core.mirror().account(id)?,
            None => None,
        };
        let id = record.account.as_ref().map(ToString::to_string);
        let name = known.map_or_else(|| record.account_name.clone(), |facts| facts.account.name);

        Ok(MissingRecord {
            transaction_id: record.id.to_string(),
            at: stamp(record.at, &self.zone()),
            account: account::name(&id.unwrap_or_default(), &name, None),
            amount: amount(record.amount),
        })
    }

    /// Whether the acting person's role allows what money depends on (R13), however the journal stands.
    fn may_by_role(&self) -> Result<bool, Fault> {
        Ok(policy::may_close_unknown(
            self.actor()?.role,
            self.switches()?,
        ))
    }

    fn shown_check(&self, check: &Check) -> JournalCheck {
        JournalCheck {
            result: check_result(check),
            at_entry: check.broken_at().map(|entry| entry.0.to_string()),
            entries: check.entries.to_string(),
            first: check.from.map(|at| stamp(at, &self.zone())),
            last: check.to.map(|at| stamp(at, &self.zone())),
            checked: stamp(self.now(), &self.zone()),
            milliseconds: milliseconds(check.took),
        }
    }

    /// A check that could not even read everything; the extent is what can be read of it.
    fn unreadable_check(&self) -> JournalCheck {
        let extent = self.journal().extent().ok();
        let moment = |at| stamp(at, &self.zone());

        JournalCheck {
            result: CheckResult::Damaged,
            at_entry: None,
            entries: extent.map_or(0, |extent| extent.entries).to_string(),
            first: extent.and_then(|extent| extent.first).map(moment),
            last: extent.and_then(|extent| extent.last).map(moment),
            checked: moment(self.now()),
            milliseconds: 0,
        }
    }
}

fn check_result(check: &Check) -> CheckResult {
    match check.outside {
        _ if !check.file_sound => CheckResult::Damaged,
        _ if check.broken_at().is_some() => CheckResult::Broken,
        HeadOutside::NotInChain => CheckResult::HeadNotFound,
        HeadOutside::Unreadable => CheckResult::HeadUnreadable,
        _ if !check.totals_agree => CheckResult::TotalsDiffer,
        HeadOutside::Agrees => CheckResult::Whole,
        HeadOutside::Missing => CheckResult::WholeUnguarded,
    }
}

/// Whether a journal in this state can only be set aside, or replaced by a good copy.
fn is_damaged(result: CheckResult) -> bool {
    match result {
        CheckResult::Broken | CheckResult::Damaged => true,
        CheckResult::Whole
        | CheckResult::WholeUnguarded
        | CheckResult::HeadNotFound
        | CheckResult::HeadUnreadable
        | CheckResult::TotalsDiffer => false,
    }
}

fn shown_head(head: Head) -> JournalHead {
    JournalHead {
        entry: head.number.0.to_string(),
        hash: head.hex(),
    }
}

fn milliseconds(took: Duration) -> u32 {
    u32::try_from(took.as_millis()).unwrap_or(u32::MAX)
}

//! What we did and decided, append-only and chained; the only maker of an [`Intent`].
//!
//! One file, one writing connection, one commit for each step. An entry is durable when its call returns; a call that
//! fails wrote nothing, with one exception that says so ([`JournalError::OutcomeNotWritten`]). State rows and totals are
//! derived in the same transaction and can be rebuilt. The chain and its form are described in `docs/journal-format.md`.

mod book;
mod canonical;
mod chain;
mod check;
mod claim;
#[cfg(test)]
mod damage;
mod derive;
mod entry;
mod error;
mod filter;
#[cfg(test)]
pub(crate) mod fixture;
mod forms;
mod good;
#[cfg(test)]
mod guarding;
mod head;
#[cfg(test)]
mod histories;
mod keep;
mod list;
#[cfg(test)]
mod listing;
mod migrate;
mod open;
mod questions;
mod read;
mod relatives;
mod rows;
pub(crate) mod statement;
#[cfg(test)]
mod stopping;
#[cfg(test)]
mod tampering;
#[cfg(test)]
mod tests;
mod writer;

pub use book::Known;
pub use canonical::Malformed;
pub use check::{Check, HeadOutside};
pub use entry::{
    Acknowledged, Alarm, Alarmed, CreditCorrected, CreditEntered, CreditRevoked, Decided, Decision,
    Entry, Event, Found, HeadAccepted, Opened, Recorded as AllocationRecorded, RoleSeen, Settled,
    SwitchesChanged,
};
pub use error::JournalError;
pub use filter::{AllocationQuery, Standing as StandingFilter};
pub use good::LastGood;
pub use head::{FileHead, GuardKind, Head, OutsideHead};
pub use list::{AllocationPage, Changes, Extent, LONGEST_WINDOW, Story, Sums, Total};
pub use open::{OpenError, Opening};
use read::Readers;
pub use relatives::Relatives;

use crate::allocation::{Allocation, Answer, Record};
use crate::business_center::{Actor, Switches};
use crate::clock::Timestamp;
use crate::credit::Terms;
use crate::disk::{Disk, Place};
use crate::gateway::Sent;
use crate::id::{AllocationNumber, CreditId, EntryNumber};
use crate::policy::Permit;
pub use crate::queue::Drive;
use crate::queue::Queue;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

/// Room kept free on the disk so that an outcome can always be written.
pub const RESERVE: u64 = 1024 * 1024;

/// The one right to send: durable before it exists, used up by the gateway.
#[derive(Debug)]
pub struct Intent {
    number: AllocationNumber,
    record: Box<Record>,
}

impl Intent {
    /// The allocation it belongs to.
    #[must_use]
    pub fn number(&self) -> AllocationNumber {
        self.number
    }

    /// What is to be sent.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }
}

/// What recording came to.
#[derive(Debug)]
pub enum Recorded {
    /// New and durable: may be sent, once.
    Fresh(Intent),
    /// The same allocation was recorded before; nothing to send.
    Known(Box<Allocation>),
}

/// Whether this process may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It holds the lock.
    Writable,
    /// Another instance holds it.
    OtherInstance,
    /// The chain does not hold at this entry: everything can be read, nothing written.
    Broken(EntryNumber),
    /// It is the copy of the last good state: it can be read, and takes nothing.
    LastGood,
}

/// What stands guard over the file's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// The head is kept outside, and was found in the chain.
    Kept(GuardKind),
    /// There was no head outside when this existing journal was opened; one is kept from now on.
    Unguarded,
    /// The newest head could not be written outside; an older one may be there.
    NotWritten(GuardKind),
    /// The head outside does not vouch for this file: nothing is sent or matched until a person accepts.
    Frozen(Frozen),
}

/// Why the head kept outside does not vouch for this file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frozen {
    /// It is not in the chain: an older copy of the file, a cut or rewritten one, or one that was begun anew.
    NotInChain {
        /// The head that is kept outside; [`Head::EMPTY`] when a damaged file was set aside and no head was kept.
        stored: Head,
    },
    /// What is kept outside cannot be read as a head.
    Unreadable,
}

impl Frozen {
    /// The head that was kept outside; [`Head::EMPTY`] where none is known.
    #[must_use]
    pub fn stored(self) -> Head {
        match self {
            Self::NotInChain { stored } => stored,
            Self::Unreadable => Head::EMPTY,
        }
    }
}

/// The journal of one workspace. Dropping it waits for what is queued and lets go of the lock.
pub struct Journal {
    // Dropped before the writer, which then closes last and leaves one file behind.
    readers: Readers,
    both: Readers,
    queue: Option<Queue<writer::Writer>>,
    guard: Arc<RwLock<Guard>>,
    standing: Standing,
    /// The first entry that a full check of this opening found not to follow from those before it.
    broken: Arc<OnceLock<EntryNumber>>,
    place: Place,
    outside: Arc<dyn OutsideHead>,
    /// Held while the last good state is copied: one at a time.
    copying: Mutex<()>,
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Journal")
            .field("place", &self.place)
            .field("standing", &self.standing)
            .finish_non_exhaustive()
    }
}

/// Opening, and what is known of the file.
impl Journal {
    /// Opens or makes the journal: takes the lock (without it: for reading only), verifies the chain from where it was
    /// last verified, compares the head outside, begins a new epoch; what was *sending* becomes unknown.
    ///
    /// # Errors
    /// [`OpenError`]; the file is as it was.
    pub fn open(opening: Opening, now: Timestamp) -> Result<Self, OpenError> {
        open::open(opening, now)
    }

    /// Renames a damaged journal, never deletes it; the next [`Journal::open`] makes a fresh one, which is frozen until a
    /// person accepts it, because the head outside is not in it. Where none is kept, that of an empty chain is put there,
    /// which no journal holds either.
    ///
    /// # Errors
    /// When another instance holds the lock, or a file cannot be written or renamed.
    pub fn set_damaged_aside(
        place: &Place,
        disk: &dyn Disk,
        outside: &dyn OutsideHead,
        now: Timestamp,
    ) -> io::Result<PathBuf> {
        let Some(_lock) = disk.lock(&place.folder)? else {
            return Err(io::ErrorKind::ResourceBusy.into());
        };
        if matches!(outside.read(), Ok(None)) {
            outside.write(Head::EMPTY)?;
        }
        let mark = now.strftime("%Y%m%d-%H%M%S").to_string();

        disk.set_aside(&open::file(place), &mark)
    }

    /// Whether this process may write.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match (self.standing, self.broken.get()) {
            (Standing::Writable, Some(at)) => Standing::Broken(*at),
            (standing, _) => standing,
        }
    }

    /// The full check found that the chain does not hold at this entry, which the start had taken for verified. From now on
    /// nothing is written but what becomes of requests that have left, and each start looks at the whole chain again.
    ///
    /// # Errors
    /// [`JournalError`] when the next start will not know; this one does in any case.
    pub async fn distrust(&self, at: EntryNumber) -> Result<(), JournalError> {
        // Whoever found it first has said so already.
        let _first = self.broken.set(at);
        let Some(queue) = &self.queue else {
            return Ok(());
        };
        let forgotten = queue.run(|writer| writer.forget_verified()).await;

        forgotten.map_err(|_| JournalError::Closed)?
    }

    /// What stands guard over the file.
    #[must_use]
    pub fn guard(&self) -> Guard {
        *self.guard.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where its files are.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What keeps its head elsewhere.
    #[must_use]
    pub fn outside(&self) -> &dyn OutsideHead {
        self.outside.as_ref()
    }

    /// A person accepts this file although the head outside does not vouch for it, after looking at TikTok's records. From
    /// then on this file's own head is kept outside.
    ///
    /// # Errors
    /// [`JournalError`]; nothing was written.
    pub async fn accept_head(
        &self,
        by: Actor,
        note: String,
        now: Timestamp,
    ) -> Result<(), JournalError> {
        self.write(move |writer| keep::accept_head(writer, by, note, now))
            .await
    }

    /// Readers that see the mirror's tables too; the mirror must have been opened before.
    pub(crate) fn with_mirror(&self) -> &Readers {
        &self.both
    }

    async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut writer::Writer) -> Result<T, JournalError> + Send + 'static,
    ) -> Result<T, JournalError> {
        let queue = self.queue.as_ref().ok_or(JournalError::ReadOnly)?;
        queue.run(work).await.map_err(|_| JournalError::Closed)?
    }
}

/// The flow: intent and outcome.
impl Journal {
    /// One commit: records the intent with its snapshot and claims the send right.
    ///
    /// # Errors
    /// [`JournalError`]; nothing was recorded, nothing moved.
    pub async fn record_intent(
        &self,
        permit: Permit,
        now: Timestamp,
    ) -> Result<Recorded, JournalError> {
        self.write(move |writer| claim::record_intent(writer, permit, now))
            .await
    }

    /// One commit: writes what became of what was sent.
    ///
    /// # Errors
    /// [`JournalError::OutcomeNotWritten`]; the durable state stays *sending* and becomes unknown at the next start.
    pub async fn settle(&self, sent: Sent, now: Timestamp) -> Result<Allocation, JournalError> {
        let (number, answer) = sent.into_answer();
        self.settle_answer(number, answer, now).await
    }

    /// Whatever goes wrong, also when the writer is gone: the answer is told, to be noted down.
    async fn settle_answer(
        &self,
        number: AllocationNumber,
        answer: Answer,
        now: Timestamp,
    ) -> Result<Allocation, JournalError> {
        let kept = answer.clone();
        let written = self
            .write(move |writer| claim::settle(writer, number, &answer, now))
            .await;

        written.map_err(|error| {
            if matches!(error, JournalError::OutcomeNotWritten { .. }) {
                return error;
            }
            let why = error.to_string();
            let answer = Box::new(kept);
            JournalError::OutcomeNotWritten {
                number,
                answer,
                why,
            }
        })
    }

    /// Settles without a wire, for tests of what comes after.
    #[cfg(test)]
    pub(crate) async fn settle_with(
        &self,
        intent: Intent,
        answer: Answer,
        now: Timestamp,
    ) -> Result<Allocation, JournalError> {
        self.settle_answer(intent.number, answer, now).await
    }

    /// One commit: a person closes an unknown outcome. The caller has asked the policy whether this person may.
    ///
    /// # Errors
    /// [`JournalError`]; nothing was written.
    pub async fn decide(
        &self,
        number: AllocationNumber,
        by: Actor,
        decision: Decision,
        note: String,
        now: Timestamp,
    ) -> Result<Allocation, JournalError> {
        let decided = Decided {
            number,
            by,
            decision,
            note,
        };
        self.write(move |writer| claim::decide(writer, decided, now))
            .await
    }
}

/// What TikTok's records say of allocations that are settled or unknown (protocol 4.5).
impl Journal {
    /// One commit: an unknown outcome took effect, as TikTok's records prove.
    ///
    /// # Errors
    /// [`JournalError`]; nothing was written.
    pub async fn found(&self, found: Found, now: Timestamp) -> Result<Allocation, JournalError> {
        self.write(move |writer| claim::found(writer, found, now))
            .await
    }

    /// One commit: one of TikTok's records contradicts how an allocation was settled.
    ///
    /// # Errors
    /// [`JournalError`]; nothing was written.
    pub async fn alarm(
        &self,
        alarmed: Alarmed,
        now: Timestamp,
    ) -> Result<Allocation, JournalError> {
        self.write(move |writer| claim::alarm(writer, alarmed, now))
            .await
    }

    /// One commit: a person says to have seen an alarm. The caller has asked the policy whether this person may.
    ///
    /// # Errors
    /// [`JournalError`]; nothing was written.
    pub async fn acknowledge_alarm(
        &self,
        number: AllocationNumber,
        by: Actor,
        note: String,
        now: Timestamp,
    ) -> Result<(), JournalError> {
        let event = Acknowledged { number, by, note };
        self.write(move |writer| keep::acknowledge(writer, event, now))
            .await
    }
}

/// Credits, switches and roles.
impl Journal {
    /// One commit: a person entered a credit under a new id.
    ///
    /// # Errors
    /// [`JournalError`]; nothing was written.
    pub async fn enter_credit(
        &self,
        credit: CreditId,
        by: Actor,
        terms: Terms,
        now: Timestamp,
    ) -> Result<(), JournalError> {
        let event = Event::CreditEntered(Box::new(CreditEntered { credit, by, terms }));
        self.write(move |writer| keep::append(writer, &event, now))
            .await
    }

    /// One commit: a person corrected a credit's terms. Holder and currency stay, and the amount covers what was placed.
    ///
    /// # Errors
    /// [`JournalError`]; nothing was written.
    pub async fn correct_credit(
        &self,
        credit: CreditId,
        by: Actor,
        terms: Terms,
        reason: String,
        now: Timestamp,
    ) -> Result<(), JournalError> {
        let event = CreditCorrected {
            credit,
            by,
            terms,
            reason,
        };
        self.write(move |writer| keep::correct_credit(writer, event, now))
            .await
    }

    /// One commit: a person marked a credit as revoked by TikTok.
    ///
    /// # Errors
    /// [`JournalError`]; nothing was written.
    pub async fn revoke_credit(
        &self,
        credit: CreditId,
        by: Actor,
        reason: String,
        now: Timestamp,
    ) -> Result<(), JournalError> {
        let event = CreditRevoked { credit, by, reason };
        self.write(move |writer| keep::revoke_credit(writer, event, now))
            .await
    }

    /// One commit, when anything changes: the switches as a person set them.
    ///
    /// # Errors
    /// [`JournalError`]; nothing was written.
    pub async fn set_switches(
        &self,
        by: Actor,
        switches: Switches,
        now: Timestamp,
    ) -> Result<(), JournalError> {
        self.write(move |writer| keep::set_switches(writer, by, switches, now))
            .await
    }

    /// One commit, when it differs from what was known: name and role that TikTok tells for a person.
    ///
    /// # Errors
    /// [`JournalError`]; nothing was written.
    pub async fn note_role(&self, actor: Actor, now: Timestamp) -> Result<(), JournalError> {
        self.write(move |writer| keep::note_role(writer, actor, now))
            .await
    }
}

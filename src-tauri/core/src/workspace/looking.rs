//! Looking unknown outcomes up by the schedule of protocol 4.5, and watching TikTok's records for what contradicts us.

use super::{Workspace, WorkspaceError};
use crate::allocation::{Allocation, State};
use crate::clock::Timestamp;
use crate::id::AllocationNumber;
use crate::journal::{Guard, Standing};
use crate::mirror::Appearances;
use crate::protocol;
use crate::recover::{self, Closing, Finding, Look};
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::sync::{MutexGuard, PoisonError};

/// The record of an allocation that succeeded is waited for so long, to learn how long records take.
const LEARNED_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// And looked for at least so long, since one record too many would appear at about the same time.
const WATCHED_FOR: SignedDuration = SignedDuration::from_mins(5);

/// One that was closed as not executed is looked for once a day for a year, as far back as TikTok answers: its record would
/// contradict.
const CLOSED_WATCHED_FOR: SignedDuration = SignedDuration::from_hours(361 * 24);

/// When each allocation was looked up last, in this session.
pub(super) type Looks = BTreeMap<AllocationNumber, Timestamp>;

impl Workspace {
    /// Looks one unknown outcome up now, and settles it where TikTok's records prove that it took effect.
    ///
    /// # Errors
    /// [`WorkspaceError`]
    pub async fn look_up(
        &self,
        number: AllocationNumber,
    ) -> Result<(Look, Option<Allocation>), WorkspaceError> {
        let gateway = self.gateway();
        let looked = recover::look_up(&self.journal, &gateway, self.clock.as_ref(), number).await?;

        Ok(looked)
    }

    /// How long TikTok's records of our own allocations took to appear; none before the first was seen.
    ///
    /// # Errors
    /// [`WorkspaceError`]
    pub fn appearances(&self) -> Result<Option<Appearances>, WorkspaceError> {
        Ok(self.mirror.appearances()?)
    }

    /// When something is due to be looked up; none where nothing waits or nothing may be matched.
    ///
    /// # Errors
    /// [`WorkspaceError`]
    pub fn next_look(&self) -> Result<Option<Timestamp>, WorkspaceError> {
        let waiting = self.waiting()?;

        Ok(waiting.iter().map(|one| one.due).min())
    }

    /// When an unknown outcome is looked up next by itself.
    #[must_use]
    pub fn next_look_at(&self, allocation: &Allocation) -> Option<Timestamp> {
        let last = self.looks().get(&allocation.number).copied();
        let due = protocol::next_look(allocation.record.at, last);

        self.may_match().then_some(due)
    }

    /// Looks up everything that is due. What cannot be read now is looked up again at its next time.
    ///
    /// # Errors
    /// [`WorkspaceError`] of this machine's files; TikTok's silence is none.
    pub async fn look_up_due(&self) -> Result<LookedUp, WorkspaceError> {
        let (now, gateway) = (self.clock.now(), self.gateway());
        let mut done = LookedUp::default();
        for one in self.waiting()?.into_iter().filter(|one| one.due <= now) {
            let number = one.allocation.number;
            self.looks().insert(number, self.clock.now());
            if one.allocation.state.is_open() {
                match self.look_up(number).await {
                    Ok((look, settled)) => {
                        done.looks.push((number, look));
                        done.note(settled);
                    }
                    Err(error) => {
                        tracing::warn!(?number, %error, "an outcome could not be looked up");
                        done.failed.push((number, self.clock.now()));
                    }
                }
                continue;
            }
            let (journal, mirror, clock) = (&self.journal, &self.mirror, self.clock.as_ref());
            match recover::learn(journal, &gateway, mirror, clock, (&one.allocation, one.due)).await
            {
                Ok(alarmed) => done.note(alarmed),
                Err(error) => tracing::warn!(?number, %error, "a record could not be looked for"),
            }
        }

        Ok(done)
    }

    /// Compares what was settled with the records fetched so far.
    pub(super) async fn raise_alarms(&self) -> Result<Vec<Allocation>, WorkspaceError> {
        let skew = self.gateway().skew();
        let raised =
            recover::raise_alarms(&self.journal, &self.mirror, self.clock.as_ref(), skew).await?;
        for alarm in &raised {
            tracing::error!(number = ?alarm.number, state = alarm.state.phase().word(), "an alarm");
        }

        Ok(raised)
    }

    /// A person closes an unknown outcome, for good, under the waiting rule; the role is asked afresh.
    ///
    /// # Errors
    /// [`WorkspaceError`]; nothing was written.
    pub async fn close_unknown(
        &self,
        number: AllocationNumber,
        finding: Finding,
        note: String,
    ) -> Result<Allocation, WorkspaceError> {
        let by = self.identify().await?;
        let closing = Closing {
            by,
            number,
            finding,
            note,
            slowest: self.appearances()?.map(|known| known.slowest),
        };
        let (gateway, clock) = (self.gateway(), self.clock.as_ref());

        Ok(recover::close(&self.journal, &gateway, clock, closing).await?)
    }

    /// A person says to have seen an alarm; the role is asked afresh.
    ///
    /// # Errors
    /// [`WorkspaceError`]; nothing was written.
    pub async fn acknowledge_alarm(
        &self,
        number: AllocationNumber,
        note: String,
    ) -> Result<(), WorkspaceError> {
        let by = self.identify().await?;
        let (journal, clock) = (&self.journal, self.clock.as_ref());

        Ok(recover::acknowledge(journal, clock, by, number, note).await?)
    }

    fn waiting(&self) -> Result<Vec<Waiting>, WorkspaceError> {
        if !self.may_match() {
            return Ok(Vec::new());
        }
        let now = self.clock.now();
        let since = now.checked_sub(LEARNED_WITHIN).unwrap_or(Timestamp::MIN);
        let mut waiting = Vec::new();
        for allocation in self.journal.open_allocations()? {
            if matches!(allocation.state, State::Unknown { .. }) {
                waiting.push(self.waits(allocation));
            }
        }
        let closed_since = now
            .checked_sub(CLOSED_WATCHED_FOR)
            .unwrap_or(Timestamp::MIN);
        for allocation in self.journal.closed_since(closed_since)? {
            waiting.push(self.waits(allocation));
        }
        for allocation in self.journal.succeeded_since(since)? {
            if self.is_worth_a_look(&allocation, now)? {
                waiting.push(self.waits(allocation));
            }
        }

        Ok(waiting)
    }

    /// Until its record was seen, and for some minutes in any case, in which one too many would show.
    fn is_worth_a_look(
        &self,
        allocation: &Allocation,
        now: Timestamp,
    ) -> Result<bool, WorkspaceError> {
        let last = self.looks().get(&allocation.number).copied();
        let since = last.unwrap_or(now).duration_since(allocation.record.at);
        let told = matches!(&allocation.state, State::Succeeded { transactions } if !transactions.is_empty());

        Ok(since < WATCHED_FOR || (told && !self.mirror.has_appeared(allocation.number)?))
    }

    fn may_match(&self) -> bool {
        self.journal.standing() == Standing::Writable
            && !matches!(self.journal.guard(), Guard::Frozen { .. })
    }

    fn waits(&self, allocation: Allocation) -> Waiting {
        let last = self.looks().get(&allocation.number).copied();

        Waiting {
            due: protocol::next_look(allocation.record.at, last),
            allocation,
        }
    }

    fn looks(&self) -> MutexGuard<'_, Looks> {
        self.looks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What looking up came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LookedUp {
    /// What was seen of each unknown outcome.
    pub looks: Vec<(AllocationNumber, Look)>,
    /// Which unknown outcomes could not be looked up, and when that was tried.
    pub failed: Vec<(AllocationNumber, Timestamp)>,
    /// The allocations whose state changed, each once, as it is now.
    pub changed: Vec<Allocation>,
}

impl LookedUp {
    /// What was settled a moment ago may have raised an alarm since: the newer state is the one to tell.
    fn note(&mut self, changed: impl IntoIterator<Item = Allocation>) {
        for new in changed {
            self.changed.retain(|known| known.number != new.number);
            self.changed.push(new);
        }
    }
}

/// An allocation whose record is waited for.
struct Waiting {
    due: Timestamp,
    allocation: Allocation,
}

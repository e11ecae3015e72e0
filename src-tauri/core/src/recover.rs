//! What became of an outcome that is not known: TikTok's records are looked up until they prove it, and where no proof can
//! be, a person decides (protocol 4.5). Nothing is ever sent again, and time alone settles nothing.

mod closing;
#[cfg(test)]
mod slow;
#[cfg(test)]
mod tests;
mod watching;

pub use closing::{Closing, Finding, close, waited_at};
pub use watching::{acknowledge, learn, raise_alarms};

use crate::allocation::{Allocation, State};
use crate::clock::{Clock, Timestamp};
use crate::gateway::{Gateway, LookError, Traces};
use crate::id::{AllocationNumber, TransactionId};
use crate::journal::{Found, Guard, Journal, JournalError, Relatives};
use crate::matching::{self, Balances, Center, Own, Seen};
use crate::mirror::MirrorError;
use crate::money::Money;
use crate::protocol::{Equation, Evidence, Patience, Verdict, verdict};
use crate::transaction::{Direction, Transaction};

/// Why an open outcome was not looked up or closed. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum RecoverError {
    /// TikTok could not be read.
    #[error(transparent)]
    Look(#[from] LookError),
    /// The journal refused or could not be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The mirror could not be read or written.
    #[error(transparent)]
    Mirror(#[from] MirrorError),
    /// There is no such allocation, or its outcome is not unknown.
    #[error("there is no unknown outcome {0:?}")]
    NotUnknown(AllocationNumber),
    /// Only who may allocate may close an outcome (R13).
    #[error("this person may not close outcomes")]
    NotAllowed,
    /// The record named is not among the candidates TikTok tells now.
    #[error("transaction {0} is not a candidate")]
    NotACandidate(TransactionId),
    /// A reason must be given.
    #[error("a reason is missing")]
    ReasonMissing,
    /// *Not executed* cannot be said yet.
    #[error("it is too early to say that it was not executed")]
    TooEarly(Patience),
}

/// One look at an unknown outcome: what TikTok shows now, and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// When.
    pub at: Timestamp,
    /// The records at account level that can be this allocation, newest first.
    pub candidates: Vec<Transaction>,
    /// The records at Business Center level that can be its counterpart, newest first.
    pub counterparts: Vec<Transaction>,
    /// Whether the second list shows it; none where it cannot be read.
    pub witness: Option<bool>,
    /// The Business Center's ad credit before the sending, and now.
    pub bc: Balances,
    /// The account's ad credit before the sending, and now. Spending lowers it.
    pub account: Balances,
    /// What the Business Center's balance says.
    pub equation: Equation,
    /// The one candidate was made between sending and deadline.
    pub in_time: bool,
    /// What follows.
    pub verdict: Verdict,
}

impl Look {
    /// Something speaks for its having taken effect, though it is no proof.
    #[must_use]
    pub fn has_traces(&self) -> bool {
        self.is_recorded() || self.is_raised() || self.equation == Equation::Moved
    }

    /// Both sides are as they were before the sending, and nothing was recorded: the ground for closing it early.
    #[must_use]
    pub fn nothing_moved(&self) -> bool {
        self.equation == Equation::NotMoved && !self.is_recorded() && !self.is_raised()
    }

    /// A record at either level or the second list may show it. The levels appear one after the other, and a balance may be
    /// older than both.
    fn is_recorded(&self) -> bool {
        !self.candidates.is_empty() || !self.counterparts.is_empty() || self.witness == Some(true)
    }

    /// The account holds more than before the sending, and spending only lowers it.
    fn is_raised(&self) -> bool {
        self.account.now.hundredths() > self.account.before.hundredths()
    }
}

/// Looks an unknown outcome up, settling nothing.
///
/// # Errors
/// [`RecoverError`]
pub async fn look(
    journal: &Journal,
    gateway: &Gateway,
    number: AllocationNumber,
) -> Result<Look, RecoverError> {
    let before = unknown(journal, number)?;
    let traces = gateway.traces(&before.allocation.record).await?;
    let relatives = unknown(journal, number)?;
    let doubt = Doubt {
        frozen: matches!(journal.guard(), Guard::Frozen { .. }) || relatives.accepted_since,
        overtaken: relatives != before,
    };

    weigh(&relatives, &traces, doubt).ok_or(RecoverError::NotUnknown(number))
}

/// What keeps a look from being proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    /// The journal's file is an old copy, or was one when the allocation was in it already: later allocations may be missing
    /// in it, and how this one ended.
    pub frozen: bool,
    /// An allocation was recorded or settled while TikTok was read: the balance that was read may show it or not.
    pub overtaken: bool,
}

/// Looks an unknown outcome up and settles it where the records prove that it took effect.
///
/// # Errors
/// [`RecoverError`]
pub async fn look_up(
    journal: &Journal,
    gateway: &Gateway,
    clock: &dyn Clock,
    number: AllocationNumber,
) -> Result<(Look, Option<Allocation>), RecoverError> {
    let look = look(journal, gateway, number).await?;
    let (Verdict::Proven, [record]) = (look.verdict, look.candidates.as_slice()) else {
        return Ok((look, None));
    };
    let found = Found {
        number,
        record: Box::new(record.clone()),
        bc_ad_credit: look.bc.now,
        witness: look.witness,
    };
    let allocation = journal.found(found, clock.now()).await?;

    Ok((look, Some(allocation)))
}

/// What the traces of an allocation say, given what the journal knows around it: pure. None where it is not among its own
/// relatives.
#[must_use]
pub fn weigh(relatives: &Relatives, traces: &Traces, doubt: Doubt) -> Option<Look> {
    let record = &relatives.allocation.record;
    let (account, amount) = (&record.draft.account, record.draft.amount);
    let own = relatives
        .own
        .iter()
        .find(|own| own.number == relatives.allocation.number)?;
    let like: Vec<&Transaction> = traces
        .account_rows
        .iter()
        .filter(|row| matching::is_like(row, account, amount))
        .collect();
    let seen = Seen {
        rows: &like,
        from: traces.from,
        skew: traces.skew,
    };
    let candidates = matching::candidates(own, &relatives.own, seen);
    let center: Vec<&Transaction> = traces
        .center_rows
        .iter()
        .filter(|row| own.can_be(row, traces.skew) && !relatives.settled_before.contains(&row.id))
        .collect();
    let bc = Balances {
        before: record.bc_ad_credit,
        now: traces.bc_ad_credit,
    };
    let (moved, perhaps) = (&relatives.moved, &relatives.perhaps);
    let equation = if doubt.overtaken {
        Equation::Unclear
    } else if planted!(OneRecordIsProof) {
        Equation::Moved
    } else {
        let center = Center {
            rows: &center,
            // The balance before was read by then, the one now after that.
            after: traces.skew.latest(record.at),
            before: traces.skew.earliest(traces.read_at),
        };
        matching::equation(amount, bc, moved, perhaps, center)
    };
    let in_time =
        matches!(candidates.as_slice(), [row] if matching::in_time(own, row, traces.skew));

    Some(Look {
        at: traces.read_at,
        verdict: verdict(Evidence {
            frozen: doubt.frozen,
            candidates: candidates.len(),
            in_time,
            equation,
            witness: traces.witness,
        }),
        candidates: newest_first(&candidates),
        counterparts: newest_first(&counterparts(own, amount, &center)),
        witness: traces.witness,
        bc,
        account: Balances {
            before: record.figures.account_before,
            now: traces.account_ad_credit,
        },
        equation,
        in_time,
    })
}

fn counterparts<'a>(own: &Own, amount: Money, center: &[&'a Transaction]) -> Vec<&'a Transaction> {
    center
        .iter()
        .copied()
        .filter(|row| {
            matching::is_amount(row, amount)
                && row.direction != Direction::In
                && !own.snapshot.contains(&row.id)
        })
        .collect()
}

fn newest_first(rows: &[&Transaction]) -> Vec<Transaction> {
    let mut rows: Vec<Transaction> = rows.iter().copied().cloned().collect();
    rows.sort_by(|one, other| other.at.cmp(&one.at).then_with(|| one.id.cmp(&other.id)));

    rows
}

/// The allocation and what is around it, if its outcome is unknown. What is being sent right now is left alone.
fn unknown(journal: &Journal, number: AllocationNumber) -> Result<Relatives, RecoverError> {
    journal
        .relatives(number)?
        .filter(|relatives| matches!(relatives.allocation.state, State::Unknown { .. }))
        .ok_or(RecoverError::NotUnknown(number))
}

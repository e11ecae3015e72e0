//! What we did and decided, append-only and chained; the only maker of an [`Intent`].

use crate::allocation::{Allocation, Record};
use crate::clock::Timestamp;
use crate::gateway::Sent;
use crate::id::AllocationNumber;
use crate::policy::Permit;

/// The one right to send: durable before it exists, used up by the gateway.
#[derive(Debug)]
pub struct Intent {
    number: AllocationNumber,
    record: Record,
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

/// Why the journal refused or failed. Says whether anything was written.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// An allocation to this account is not settled (protocol 4.2).
    #[error("an allocation to this account is not settled: {0:?}")]
    OutcomeOpen(AllocationNumber),
}

/// The journal of one workspace.
#[derive(Debug)]
pub struct Journal {}

impl Journal {
    /// One commit: records the intent with its snapshot and claims the send right.
    ///
    /// # Errors
    /// [`JournalError`]; nothing was recorded, nothing moved.
    pub async fn record_intent(
        &self,
        _permit: Permit,
        _now: Timestamp,
    ) -> Result<Recorded, JournalError> {
        unimplemented!()
    }

    /// One commit: writes what became of what was sent.
    ///
    /// # Errors
    /// [`JournalError`]; the durable state stays *sending* and becomes unknown at the next start.
    pub async fn settle(&self, _sent: Sent, _now: Timestamp) -> Result<Allocation, JournalError> {
        unimplemented!()
    }
}

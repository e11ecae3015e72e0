//! TikTok's API as this program needs it: look, send an intent, read records. Concrete, over a [`transport::Transport`].

pub mod transport;

use crate::allocation::Answer;
use crate::id::AllocationNumber;
use crate::journal::Intent;
use crate::policy::Facts;

/// An intent that was sent, with its answer. Only [`Gateway::send`] makes one; the journal settles it, once.
#[derive(Debug)]
pub struct Sent {
    intent: Intent,
    answer: Answer,
}

impl Sent {
    /// The allocation it belongs to.
    #[must_use]
    pub fn number(&self) -> AllocationNumber {
        self.intent.number()
    }

    /// What the journal settles. The intent ends here: it cannot be sent a second time.
    pub(crate) fn into_answer(self) -> (AllocationNumber, Answer) {
        (self.intent.number(), self.answer)
    }
}

/// Why something could not be read. Nothing was recorded, nothing moved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LookError {
    /// No connection.
    #[error("TikTok could not be reached")]
    Unreachable,
}

/// One Business Center's connection.
#[derive(Debug)]
pub struct Gateway {}

impl Gateway {
    /// Reads afresh everything one draft depends on.
    ///
    /// # Errors
    /// [`LookError`]; nothing was recorded, nothing moved.
    pub async fn look(&self, _account: &crate::id::AdvertiserId) -> Result<Facts, LookError> {
        unimplemented!()
    }

    /// Sends one intent with one POST and classifies what came back. Never fails: what is not proof is unknown.
    pub async fn send(&self, _intent: Intent) -> Sent {
        unimplemented!()
    }
}

//! TikTok's API as this program needs it: look, send an intent, read records. Concrete, over a [`transport::Transport`].
//!
//! There is one call that moves ad credit, it moves it into an account, and it needs an [`Intent`]. No call moves any back.

mod assets;
pub mod authorization;
mod base;
pub mod centers;
mod classify;
mod exact;
#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod garbage;
#[cfg(feature = "http")]
pub mod http;
mod line;
mod lists;
mod look;
mod pace;
mod traces;
mod transfer;
pub mod transport;
mod wire;

pub use base::{AddressError, BaseUrl};
pub use classify::AnswerRules;
pub use lists::{Progress, Told};
pub use look::Seen;
pub use traces::Traces;
pub use wire::people::Person;

use crate::allocation::Answer;
use crate::clock::{Clock, Timestamp};
use crate::id::{AdvertiserId, AllocationNumber, BcId};
use crate::journal::Intent;
use line::Line;
use pace::Pace;
use std::fmt;
use std::sync::{Arc, Mutex};
use transport::{Token, Transport};

/// The one call that moves ad credit.
const TRANSFER: &str = "bc/transfer";

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

/// Why something could not be read. Nothing was recorded, nothing moved. `call` is TikTok's own name of the call.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LookError {
    /// No answer: no connection, a broken one, or none in time.
    #[error("TikTok could not be reached ({call})")]
    Unreachable {
        /// Which call.
        call: &'static str,
    },
    /// Too many calls; three tries did not help.
    #[error("TikTok is too busy ({call})")]
    Busy {
        /// Which call.
        call: &'static str,
    },
    /// TikTok asked to pause for longer than anybody wants to wait.
    #[error("TikTok asked this program to pause until {until}")]
    Paused {
        /// When calls are made again.
        until: Timestamp,
    },
    /// TikTok said no.
    #[error("TikTok refused {call} with code {code}")]
    Refused {
        /// Which call.
        call: &'static str,
        /// TikTok's code.
        code: i64,
        /// TikTok's words; hostile text.
        message: String,
        /// TikTok's log id, for its support.
        log_id: String,
    },
    /// An HTTP status instead of an answer.
    #[error("{call} was answered with HTTP status {status}")]
    Http {
        /// Which call.
        call: &'static str,
        /// The status.
        status: u16,
    },
    /// An answer that cannot be read.
    #[error("the answer to {call} cannot be read: {field}")]
    Unreadable {
        /// Which call.
        call: &'static str,
        /// Which field.
        field: String,
    },
    /// The list kept changing while it was read.
    #[error("the answer to {call} kept changing while it was read")]
    Unsteady {
        /// Which call.
        call: &'static str,
    },
    /// TikTok does not list this account for this Business Center and this person.
    #[error("TikTok does not list ad account {0} here")]
    AccountNotListed(AdvertiserId),
    /// TikTok does not list this Business Center for this person.
    #[error("TikTok does not list this person in Business Center {0}")]
    NotAMember(BcId),
    /// A person stopped it.
    #[error("stopped")]
    Stopped,
}

/// TikTok's code for something a person may not do (API facts 2.2).
pub const NO_PERMISSION: i64 = 40_001;

impl LookError {
    /// Whether TikTok refused because the person may not read this: what was read before stays, and nothing is broken.
    #[must_use]
    pub const fn is_want_of_permission(&self) -> bool {
        matches!(
            self,
            Self::Refused {
                code: NO_PERMISSION,
                ..
            }
        )
    }
}

impl LookError {
    /// Whether TikTok does not accept the access token: expired, missing, invalid, or another person's (API facts 2.2).
    #[must_use]
    pub const fn is_want_of_token(&self) -> bool {
        matches!(
            self,
            Self::Refused {
                code: 40_102 | 40_104 | 40_105 | 40_106,
                ..
            }
        )
    }
}

/// What a gateway is made of.
pub struct Connection {
    /// The Business Center of the workspace.
    pub bc: BcId,
    /// The acting person's token.
    pub token: Token,
    /// The way out.
    pub transport: Arc<dyn Transport>,
    /// The workspace's clock.
    pub clock: Arc<dyn Clock>,
    /// What counts as a refusal.
    pub rules: AnswerRules,
}

/// One Business Center's connection as one person.
pub struct Gateway {
    bc: BcId,
    rules: AnswerRules,
    line: Line,
    person: Mutex<Option<Person>>,
}

impl Gateway {
    /// Connects nothing yet: the first call does.
    #[must_use]
    pub fn new(connection: Connection) -> Self {
        let pace = Arc::new(Pace::new(Arc::clone(&connection.clock)));

        Self {
            bc: connection.bc,
            rules: connection.rules,
            line: Line {
                transport: connection.transport,
                clock: connection.clock,
                pace,
                token: connection.token,
                told_time: Arc::default(),
            },
            person: Mutex::new(None),
        }
    }

    /// The same connection and the same pace as another person.
    #[must_use]
    pub fn as_person(&self, token: Token) -> Self {
        let mut line = self.line.clone();
        line.token = token;

        Self {
            bc: self.bc.clone(),
            rules: self.rules,
            line,
            person: Mutex::new(None),
        }
    }

    /// The Business Center of this connection.
    #[must_use]
    pub fn bc(&self) -> &BcId {
        &self.bc
    }

    /// Sends one intent with one POST and classifies what came back. Never fails: what is not proof is unknown.
    pub async fn send(&self, intent: Intent) -> Sent {
        let answer = self.transfer(intent.record()).await;

        Sent { intent, answer }
    }
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway")
            .field("bc", &self.bc)
            .finish_non_exhaustive()
    }
}

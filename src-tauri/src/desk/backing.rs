//! What stands behind an open workspace: the simulator, or a server that speaks TikTok's API, with the token that is kept
//! for it. A workspace that nobody is signed in to is opened too, for reading: nothing is asked of anybody then.

use super::known::{Behind, Connection, Known};
use super::practice::Simulated;
use super::{journal, larger};
use crate::fault::{Fault, FaultCode};
use crate::keychain::{Kept, SecretError, Secrets};
use crate::views::start::{ConnectionState, ServerConnection};
use desk_core::business_center::Actor;
use desk_core::clock::{Boxed, Clock, SystemClock, Timestamp};
use desk_core::gateway::http::{Http, Limits};
use desk_core::gateway::transport::{NoAnswer, Request, Response, Token, Transport};
use desk_core::gateway::{AnswerRules, Gateway};
use desk_core::id::MemberId;
use desk_core::journal::Journal;
use desk_core::sync::{Report, SyncError};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// See the module.
pub enum Backing {
    /// A made-up Business Center.
    Practice(Simulated),
    /// One that a person connected.
    Connected(Connected),
}

/// A connected one.
pub struct Connected {
    connection: Connection,
    clock: Arc<SystemClock>,
    token: Result<(Token, Kept), SecretError>,
    refused: AtomicBool,
}

impl Backing {
    /// Opens what stands behind a workspace; asks nobody anything yet.
    ///
    /// # Errors
    /// When the simulator's world cannot be opened.
    pub fn open(root: &Path, known: &Known, secrets: &Secrets) -> Result<Self, Fault> {
        match &known.behind {
            Behind::Practice(practice) => {
                let world = journal::place(root, known).folder.join("world");
                Ok(Self::Practice(Simulated::open(&world, practice.bc)?))
            }
            Behind::Connected(connection) => Ok(Self::Connected(Connected {
                connection: connection.clone(),
                clock: Arc::new(SystemClock::new()),
                token: secrets.read(&known.secret("token")),
                refused: AtomicBool::new(false),
            })),
        }
    }

    /// The workspace's time.
    pub fn clock(&self) -> Arc<dyn Clock> {
        match self {
            Self::Practice(simulated) => {
                Arc::<desk_core::clock::PracticeClock>::clone(simulated.clock())
            }
            Self::Connected(connected) => Arc::<SystemClock>::clone(&connected.clock),
        }
    }

    /// Its time now.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::Practice(simulated) => simulated.clock().now(),
            Self::Connected(connected) => connected.clock.now(),
        }
    }

    /// The practice controls.
    ///
    /// # Errors
    /// [`FaultCode::PracticeOnly`]
    pub fn practice(&self) -> Result<&Simulated, Fault> {
        match self {
            Self::Practice(simulated) => Ok(simulated),
            Self::Connected(_) => Err(Fault::new(FaultCode::PracticeOnly)),
        }
    }

    /// Who acts first, as far as it is known without asking, and the connection as this person. In practice `member`, or the
    /// first of all.
    ///
    /// # Errors
    /// When there is nobody, or the journal cannot be read.
    pub fn connect(
        &self,
        known: &Known,
        journal: &Journal,
        member: Option<String>,
    ) -> Result<(Gateway, Option<Actor>), Fault> {
        let (transport, clock, token, id): (Arc<dyn Transport>, Arc<dyn Clock>, Token, MemberId) =
            match self {
                Self::Practice(simulated) => {
                    let (id, token) = simulated.first_person(member)?;
                    let clock = larger::waiting_clock(simulated.clock());
                    (Arc::new(simulated.clone()), clock, token, id)
                }
                Self::Connected(connected) => {
                    let (transport, token) = connected.line()?;
                    let id = connected.connection.person.id.clone();
                    (transport, self.clock(), token, id)
                }
            };
        let last = journal.last_role(&id)?.map(|(actor, _)| actor);
        let gateway = Gateway::new(desk_core::gateway::Connection {
            bc: known.bc.clone(),
            token,
            transport,
            clock,
            rules: AnswerRules::default(),
        });

        Ok((gateway, last.or_else(|| self.signed_in_as())))
    }

    /// How the connection stands; none in practice.
    pub fn connection(&self, known: &Known) -> Option<ServerConnection> {
        let Self::Connected(connected) = self else {
            return None;
        };

        Some(ServerConnection {
            server: connected.connection.base.to_string(),
            bc_id: known.bc.to_string(),
            state: connected.state(),
        })
    }

    /// Whether there is nobody to ask: without a token nothing leaves this machine.
    pub fn has_nobody(&self) -> bool {
        match self {
            Self::Practice(_) => false,
            Self::Connected(connected) => connected.token.is_err(),
        }
    }

    /// A refresh tells whether the token is still accepted.
    pub fn was_read(&self, report: &Report) {
        let Self::Connected(connected) = self else {
            return;
        };
        let refused = report.failed.iter().any(|(_, error)| is_signed_out(error));
        connected.refused.store(refused, Ordering::Relaxed);
    }

    fn signed_in_as(&self) -> Option<Actor> {
        match self {
            Self::Practice(_) => None,
            Self::Connected(connected) => Some(connected.connection.person.clone()),
        }
    }
}

impl Connected {
    fn line(&self) -> Result<(Arc<dyn Transport>, Token), Fault> {
        let Ok((token, _)) = &self.token else {
            return Ok((Arc::new(NobodySignedIn), Token::new(String::new())));
        };
        let http = Http::new(self.connection.base, Limits::default())
            .map_err(|error| Fault::new(FaultCode::Internal).with("where", error))?;

        Ok((Arc::new(http), token.clone()))
    }

    fn state(&self) -> ConnectionState {
        match &self.token {
            Ok(_) if self.refused.load(Ordering::Relaxed) => ConnectionState::TokenRefused,
            Ok((_, Kept::Keychain)) => ConnectionState::SignedIn,
            Ok((_, Kept::Session)) => ConnectionState::SignedInForSession,
            Err(SecretError::NotThere) => ConnectionState::SignedOut,
            Err(SecretError::Locked) => ConnectionState::KeychainLocked,
            Err(SecretError::NoKeychain | SecretError::Failed(_)) => ConnectionState::NoKeychain,
        }
    }
}

fn is_signed_out(error: &SyncError) -> bool {
    matches!(error, SyncError::Look(look) if look.is_want_of_token())
}

/// Nothing leaves this machine while nobody is signed in.
struct NobodySignedIn;

impl Transport for NobodySignedIn {
    fn call(&self, _request: Request) -> Boxed<'_, Result<Response, NoAnswer>> {
        let reason = "nobody is signed in; nothing was sent".to_owned();

        Box::pin(std::future::ready(Err(NoAnswer::NotSent(reason))))
    }
}

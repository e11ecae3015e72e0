//! One Business Center seen through one connection: its parts, and the verbs a person has.
//!
//! Only the latest review can be committed, once. Two windows or two clicks on one review make one allocation: confirming
//! is done one at a time, and the journal knows the allocation's id.

mod comparing;
mod credits;
mod looking;
mod outcome;
mod placing;
#[cfg(test)]
mod tests;
mod withheld;

pub use looking::LookedUp;
pub use outcome::{Outcome, Prepared, WorkspaceError};

use crate::business_center::{Actor, Switches};
use crate::clock::{Clock, Timestamp};
use crate::credit::reason;
use crate::gateway::Gateway;
use crate::gateway::transport::Token;
use crate::id::{AdvertiserId, ReviewId};
use crate::journal::Journal;
use crate::mirror::{AccountFacts, Mirror};
use crate::policy::{self, Review};
use crate::random::Random;
use crate::sync::{self, Reach, Report, Watch};
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// Records are read a month back once a day: they may appear late.
const THOROUGH_EVERY: SignedDuration = SignedDuration::from_hours(24);

/// What a workspace is made of.
pub struct Parts {
    /// What we did.
    pub journal: Journal,
    /// What TikTok last said.
    pub mirror: Mirror,
    /// TikTok, as the acting person.
    pub gateway: Gateway,
    /// The workspace's time.
    pub clock: Arc<dyn Clock>,
    /// Where ids come from.
    pub random: Arc<dyn Random>,
    /// Who acted last, where known: for reading without a network until TikTok was asked.
    pub actor: Option<Actor>,
}

/// One open workspace.
pub struct Workspace {
    journal: Journal,
    mirror: Mirror,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    acting: Mutex<Acting>,
    latest: Mutex<Option<Review>>,
    /// What confirmed reviews came to, for whoever asks again, also after other reviews.
    confirmed: Mutex<BTreeMap<ReviewId, placing::Confirmed>>,
    confirming: tokio::sync::Mutex<()>,
    /// One at a time; when records were last read thoroughly.
    refreshing: tokio::sync::Mutex<Option<Timestamp>>,
    looks: Mutex<looking::Looks>,
    /// When all records were last read, in this session.
    records: Mutex<Option<Timestamp>>,
}

/// Who acts, and the connection that says so.
struct Acting {
    gateway: Arc<Gateway>,
    actor: Option<Actor>,
}

impl Workspace {
    /// Puts a workspace together. Nothing is fetched yet.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self {
            journal: parts.journal,
            mirror: parts.mirror,
            clock: parts.clock,
            random: parts.random,
            acting: Mutex::new(Acting {
                gateway: Arc::new(parts.gateway),
                actor: parts.actor,
            }),
            latest: Mutex::new(None),
            confirmed: Mutex::default(),
            confirming: tokio::sync::Mutex::new(()),
            refreshing: tokio::sync::Mutex::new(None),
            looks: Mutex::default(),
            records: Mutex::default(),
        }
    }

    /// What we did: reading calls.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// What TikTok last said: reading calls.
    #[must_use]
    pub fn mirror(&self) -> &Mirror {
        &self.mirror
    }

    /// The workspace's time.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// Who acts, with the role TikTok told last; `None` until it was asked.
    #[must_use]
    pub fn actor(&self) -> Option<Actor> {
        self.acting().actor.clone()
    }

    /// Asks TikTok who acts and in which role, and keeps a role that is new.
    ///
    /// # Errors
    /// [`WorkspaceError`]
    pub async fn identify(&self) -> Result<Actor, WorkspaceError> {
        let gateway = self.gateway();
        let (bc, actor) = gateway.actor().await?;
        self.mirror
            .put_business_center(bc, self.clock.now())
            .await?;
        self.keep_actor(&gateway, &actor).await;

        Ok(actor)
    }

    /// Acts as the person of another token. A prepared review is dropped: it was another person's.
    ///
    /// # Errors
    /// [`WorkspaceError`]; the person before still acts.
    pub async fn act_as(&self, token: Token) -> Result<Actor, WorkspaceError> {
        let gateway = Arc::new(self.gateway().as_person(token));
        let (_, actor) = gateway.actor().await?;
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = None;
        *self.acting() = Acting {
            gateway: Arc::clone(&gateway),
            actor: None,
        };
        self.keep_actor(&gateway, &actor).await;

        Ok(actor)
    }

    /// Brings the mirror up to date, one run at a time. `watch` is told of each page and says whether to go on.
    pub async fn refresh(&self, watch: Watch<'_>) -> Report {
        let mut thorough = self.refreshing.lock().await;
        let gateway = self.gateway();
        let begun = self.clock.now();
        let reach = match *thorough {
            Some(at) if begun.duration_since(at).abs() < THOROUGH_EVERY => Reach::Ordinary,
            _ => Reach::Thorough,
        };
        let clock = self.clock.as_ref();
        let report = sync::refresh(&gateway, &self.mirror, clock, reach, watch).await;
        if report.read_all_records() {
            if reach == Reach::Thorough {
                *thorough = Some(begun);
            }
            *self.records_read() = Some(begun);
        }
        if let Some(actor) = &report.actor {
            self.keep_actor(&gateway, actor).await;
        }
        if let Err(error) = self.raise_alarms().await {
            tracing::error!(%error, "what was fetched could not be compared with the journal");
        }

        report
    }

    /// Reads one account afresh, with its own balances, and the Business Center's; the window calls it after an allocation
    /// and when an account's page is opened.
    ///
    /// # Errors
    /// [`WorkspaceError`]; what was known is still there.
    pub async fn refresh_account(
        &self,
        account: &AdvertiserId,
    ) -> Result<Option<AccountFacts>, WorkspaceError> {
        let gateway = self.gateway();
        let seen = gateway.account(account).await?;
        let several = self.mirror.portfolios()?.len() > 1;
        let portfolio = seen.account.portfolio.clone().filter(|_| several);
        self.mirror
            .put_account(seen.account, seen.balance, seen.minimum, self.clock.now())
            .await?;
        let balance = gateway.bc_balance(portfolio.as_ref()).await?;
        self.mirror
            .put_bc_balance(balance, self.clock.now())
            .await?;

        Ok(self.mirror.account(account)?)
    }

    /// Sets the switches of this Business Center; whoever may allocate under those in force may. The role is asked afresh.
    ///
    /// # Errors
    /// [`WorkspaceError`]; nothing was written.
    pub async fn set_switches(&self, switches: Switches) -> Result<(), WorkspaceError> {
        self.identify().await?;
        let actor = self.allowed()?;

        Ok(self
            .journal
            .set_switches(actor, switches, self.clock.now())
            .await?)
    }

    /// A person accepts a frozen journal, for good, with a note; the role is asked afresh.
    ///
    /// # Errors
    /// [`WorkspaceError::Form`] when the note is wrong, and the rest; nothing was written.
    pub async fn accept_journal(&self, note: &str) -> Result<(), WorkspaceError> {
        let note = reason(note).map_err(WorkspaceError::Form)?;
        self.identify().await?;
        let actor = self.allowed()?;

        Ok(self
            .journal
            .accept_head(actor, note, self.clock.now())
            .await?)
    }

    /// Who acts, if this person may decide about money here (R13).
    fn allowed(&self) -> Result<Actor, WorkspaceError> {
        let actor = self.actor().ok_or(WorkspaceError::NobodyActs)?;
        if policy::may_close_unknown(actor.role, self.journal.switches()?) {
            Ok(actor)
        } else {
            Err(WorkspaceError::NotAllowed)
        }
    }

    /// Keeps who acts, unless somebody else does by now; a role the journal cannot note down is no reason to stop reading.
    async fn keep_actor(&self, gateway: &Arc<Gateway>, actor: &Actor) {
        {
            let mut acting = self.acting();
            if !Arc::ptr_eq(&acting.gateway, gateway) {
                return;
            }
            acting.actor = Some(actor.clone());
        }
        let noted = self
            .journal
            .note_role(actor.clone(), self.clock.now())
            .await;
        if let Err(error) = noted {
            tracing::warn!(%error, "a role was not noted down");
        }
    }

    fn gateway(&self) -> Arc<Gateway> {
        Arc::clone(&self.acting().gateway)
    }

    fn records_read(&self) -> std::sync::MutexGuard<'_, Option<Timestamp>> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn acting(&self) -> std::sync::MutexGuard<'_, Acting> {
        self.acting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A fresh id that sorts by time.
    fn new_id(&self) -> Uuid {
        let now = u64::try_from(self.clock.now().as_millisecond()).unwrap_or(0);
        let bits = self.random.bits().to_le_bytes();
        let mut random = [0; 10];
        random
            .iter_mut()
            .zip(bits)
            .for_each(|(to, from)| *to = from);

        uuid::Builder::from_unix_timestamp_millis(now, &random).into_uuid()
    }
}

impl fmt::Debug for Workspace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workspace").finish_non_exhaustive()
    }
}

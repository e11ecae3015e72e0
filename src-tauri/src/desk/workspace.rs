//! One practice Business Center: its journal, its connection as the acting person, what TikTok last said, and its clock.

use super::picture::Picture;
use super::practice::{Practice, Simulated};
use super::progress::Watch;
use super::{Ears, flow};
use crate::events::{Changed, SyncProgress, SyncStep, Topic};
use crate::fault::{Fault, FaultCode};
use crate::shown;
use crate::views::Freshness;
use crate::views::settings::JournalCheck;
use crate::views::start::{
    Acting, Appearance, Guard, JournalHealth, MemberChoice, PracticeClock, ReadOnly, Start,
    WorkspaceChoice,
};
use desk_core::business_center::{Actor, BasicRole, Switches};
use desk_core::clock::{Clock, Timestamp, Zone};
use desk_core::disk::{Place, SystemDisk};
use desk_core::gateway::{AnswerRules, Connection, Gateway, LookError};
use desk_core::id::{BcId, MemberId};
use desk_core::journal::{self, Drive, FileHead, Journal, Opening, Standing};
use desk_core::money::Currency;
use desk_core::policy;
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

/// How often practice time is kept while the program runs; a kill sets it back by no more.
const KEEP_TIME: Duration = Duration::from_secs(2);

/// How long a first page waits for the first read before it is shown empty.
const FIRST_READ: Duration = Duration::from_secs(3);

/// Figures older than this are stale (R43).
const STALE: SignedDuration = SignedDuration::from_hours(24);

/// One open workspace.
pub struct Workspace {
    pub(super) practice: Practice,
    pub(super) simulated: Simulated,
    pub(super) journal: Journal,
    pub(super) head: FileHead,
    pub(super) ears: Ears,
    gateway: RwLock<Arc<Gateway>>,
    actor: RwLock<Actor>,
    zone: Zone,
    pub(super) picture: RwLock<Option<Picture>>,
    reading: tokio::sync::Mutex<()>,
    offline: AtomicBool,
    refreshing: AtomicBool,
    stop: Arc<AtomicBool>,
    closed: AtomicBool,
    pub(super) desk: flow::Prepared,
    pub(super) looks: Mutex<BTreeMap<u64, Vec<crate::views::allocations::Look>>>,
    pub(super) check: Mutex<Option<JournalCheck>>,
}

impl Workspace {
    /// Opens journal, simulator and connection; begins the first read.
    ///
    /// # Errors
    /// When the folder, the journal or the simulator cannot be used.
    pub async fn open(
        root: &Path,
        practice: Practice,
        member: Option<String>,
        ears: Ears,
    ) -> Result<Arc<Self>, Fault> {
        let folder = root.join(practice.id);
        let simulated = Simulated::open(&folder.join("world"), practice.bc)?;
        let head = FileHead::new(root.join("heads").join(format!("{}.head", practice.id)));
        let opening = Opening {
            place: Place { folder, vfs: None },
            disk: Arc::new(SystemDisk),
            outside: Arc::new(head.clone()),
            drive: Drive::Thread,
            program: format!("Credit Desk {}", env!("CARGO_PKG_VERSION")),
        };
        let journal = Journal::open(opening, simulated.clock().now())?;
        let bc = BcId::new(practice.bc).map_err(|_| internal("bc"))?;
        let gateway = first_gateway(&simulated, bc)?;
        let (center, actor) = gateway.actor().await?;
        if journal.standing() == Standing::Writable && journal.credits()?.is_empty() {
            begin(&simulated, &center.id, center.currency, &journal, &actor).await?;
        }
        let workspace = Arc::new(Self {
            practice,
            simulated,
            journal,
            head,
            ears,
            gateway: RwLock::new(Arc::new(gateway)),
            zone: Zone::read(&center.zone).unwrap_or_else(Zone::utc),
            actor: RwLock::new(actor),
            picture: RwLock::new(None),
            reading: tokio::sync::Mutex::new(()),
            offline: AtomicBool::new(false),
            refreshing: AtomicBool::new(true),
            stop: Arc::new(AtomicBool::new(false)),
            closed: AtomicBool::new(false),
            desk: flow::Prepared::default(),
            looks: Mutex::new(BTreeMap::new()),
            check: Mutex::new(None),
        });
        let behind = Arc::clone(&workspace);
        tokio::spawn(async move { behind.first_read(member).await });
        tokio::spawn(keep_time(Arc::clone(&workspace)));

        Ok(workspace)
    }

    /// Its id.
    pub fn id(&self) -> &'static str {
        self.practice.id
    }

    /// Ends what runs beside; the files close when the last user lets go.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        self.stop.store(true, Ordering::Relaxed);
        // What is not kept is only how late it got.
        let _kept = self.simulated.keep_time();
    }

    /// Practice time.
    pub fn now(&self) -> Timestamp {
        self.simulated.clock().now()
    }

    /// The Business Center's zone.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The connection as the acting person.
    pub fn gateway(&self) -> Arc<Gateway> {
        Arc::clone(&self.gateway.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Who acts, with the role TikTok last told.
    pub fn actor(&self) -> Actor {
        self.actor
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The Business Center's currency.
    pub fn currency(&self) -> Currency {
        Currency::new(self.practice.currency).unwrap_or(Currency::USD)
    }

    /// Tells the window what to read again.
    pub fn tell(&self, what: &[Topic]) {
        (self.ears.changed)(Changed {
            what: what.to_vec(),
        });
    }

    /// Acts as another member from now on.
    ///
    /// # Errors
    /// When there is no such member, or TikTok cannot be read.
    pub async fn act_as(&self, member: &str) -> Result<(), Fault> {
        let token = self
            .simulated
            .token(member)
            .ok_or_else(|| Fault::new(FaultCode::NotFound).with("name", member))?;
        let gateway = Arc::new(self.gateway().as_person(token));
        let (_, actor) = gateway.actor().await?;
        self.note_role(actor.clone()).await;
        *self.gateway.write().unwrap_or_else(PoisonError::into_inner) = gateway;
        *self.actor.write().unwrap_or_else(PoisonError::into_inner) = actor;
        self.desk.forget();

        Ok(())
    }

    /// Reads everything from TikTok again.
    ///
    /// # Errors
    /// When TikTok cannot be read, or a person stopped it; what was read before is kept.
    pub async fn refresh(&self) -> Result<Freshness, Fault> {
        let _one_at_a_time = self
            .reading
            .try_lock()
            .map_err(|_| Fault::new(FaultCode::RefreshRunning))?;
        self.stop.store(false, Ordering::Relaxed);
        self.refreshing.store(true, Ordering::Relaxed);
        let watch = Watch::new(Arc::clone(&self.ears.progress), Arc::clone(&self.stop));
        let gateway = self.gateway();
        let read = Picture::read(&gateway, self.simulated.clock().as_ref(), &watch).await;
        (self.ears.progress)(SyncProgress {
            step: SyncStep::Finished,
            done: 0,
            total: 0,
        });
        let taken = self.take(read).await;
        self.refreshing.store(false, Ordering::Relaxed);
        self.tell(&[Topic::Accounts, Topic::Credits, Topic::Allocations]);
        taken?;

        Ok(self.freshness())
    }

    /// Stops a refresh; what was read before is kept.
    pub fn stop_refresh(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Lets practice time jump forward, then reads everything again.
    ///
    /// # Errors
    /// When the jump could not be kept.
    pub async fn later(&self, days: u32) -> Result<PracticeClock, Fault> {
        let hours = i64::from(days).saturating_mul(24);
        self.simulated
            .clock()
            .jump(SignedDuration::from_hours(hours));
        self.simulated.keep_time()?;
        self.desk.forget();
        self.tell(&[Topic::Clock]);
        // Stale figures are shown as such; a refresh can be asked for again.
        let _refreshed = self.refresh().await;

        Ok(self.practice_clock())
    }

    /// Arms the rehearsal of the worst case.
    pub fn lose_next_answer(&self) {
        self.simulated.lose_next_answer();
    }

    /// Practice time as a view.
    pub fn practice_clock(&self) -> PracticeClock {
        PracticeClock {
            now: shown::stamp(self.now(), &self.zone),
        }
    }

    /// How old the figures are.
    pub fn freshness(&self) -> Freshness {
        let read_at = self.with_picture(|picture| picture.map(|picture| picture.read_at));

        Freshness {
            as_of: read_at.map(|moment| shown::stamp(moment, &self.zone)),
            stale: read_at.is_some_and(|moment| self.now().duration_since(moment) > STALE),
            offline: self.offline.load(Ordering::Relaxed),
            refreshing: self.refreshing.load(Ordering::Relaxed),
        }
    }

    /// Looks at what TikTok last said.
    pub fn with_picture<T>(&self, look: impl FnOnce(Option<&Picture>) -> T) -> T {
        look(
            self.picture
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .as_ref(),
        )
    }

    /// Waits a little for the first read, so that a first page is not shown empty.
    pub async fn first_picture(&self) {
        let waited = async {
            while self.with_picture(|picture| picture.is_none())
                && self.refreshing.load(Ordering::Relaxed)
            {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        // A page without figures says that they are being read.
        let _came = tokio::time::timeout(FIRST_READ, waited).await;
    }

    /// The switches in force.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn switches(&self) -> Result<Switches, Fault> {
        Ok(self.journal.switches()?)
    }

    /// Names of the Admins to ask.
    pub fn admins(&self) -> Vec<String> {
        self.people()
            .into_iter()
            .filter(|person| person.role.basic == BasicRole::Admin)
            .map(|person| person.name)
            .collect()
    }

    /// Why nothing can be written, where so.
    pub fn read_only(&self) -> Option<ReadOnly> {
        match self.journal.standing() {
            Standing::OtherInstance => return Some(ReadOnly::SecondInstance),
            Standing::Broken(_) => return Some(ReadOnly::Frozen),
            Standing::Writable => {}
        }
        match self.journal.guard() {
            journal::Guard::Frozen { .. } => Some(ReadOnly::Frozen),
            journal::Guard::Kept(_) | journal::Guard::Unguarded | journal::Guard::NotWritten(_) => {
                None
            }
        }
    }

    /// Everything the frame shows.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn start(
        &self,
        appearance: Appearance,
        workspaces: Vec<WorkspaceChoice>,
    ) -> Result<Start, Fault> {
        let open = self.journal.open_allocations()?;

        Ok(Start {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            workspaces,
            workspace: self.practice.id.to_owned(),
            members: self.choices(),
            actor: self.acting()?,
            clock: self.practice_clock(),
            appearance,
            read_only: self.read_only(),
            unknown: open.iter().map(|one| one.number.0.to_string()).collect(),
            journal: JournalHealth {
                guard: self.guard(),
                set_aside: None,
            },
            first_start: !self.has_allocations()?,
            next_answer_lost: self.simulated.next_answer_lost(),
        })
    }

    /// The acting person and what the person may do.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn acting(&self) -> Result<Acting, Fault> {
        let (actor, switches) = (self.actor(), self.switches()?);
        let notice = self.notice(&actor, switches);

        Ok(Acting {
            may_allocate: policy::may(actor.role, switches) == policy::Verdict::Allow,
            sees_finances: policy::sees_finance(actor.role, switches),
            refusal: notice.first().map(shown::reasons::refusal),
            person: shown::people::person(&actor),
        })
    }

    /// What stands against every account alike.
    pub fn notice(&self, actor: &Actor, switches: Switches) -> Vec<policy::Refusal> {
        let admins = self.admins();
        self.with_picture(|picture| {
            let Some(picture) = picture else {
                return Vec::new();
            };
            policy::standing_refusals(&picture.bc, actor.role, switches, &admins)
        })
    }

    /// Where the head is kept.
    pub fn guard(&self) -> Guard {
        match self.journal.guard() {
            journal::Guard::Kept(kind) => match kind {
                journal::GuardKind::File => Guard::File,
                journal::GuardKind::Keychain => Guard::Keychain,
            },
            journal::Guard::Unguarded | journal::Guard::NotWritten(_) => Guard::Unguarded,
            journal::Guard::Frozen { .. } => Guard::Mismatch,
        }
    }

    fn has_allocations(&self) -> Result<bool, Fault> {
        let query = journal::AllocationQuery {
            limit: 1,
            ..journal::AllocationQuery::default()
        };

        Ok(self.journal.allocations(&query)?.total > 0)
    }

    /// The members that can be acted as, with the role TikTok last told for each.
    fn people(&self) -> Vec<Actor> {
        let known = |id: &MemberId| self.journal.last_role(id).ok().flatten();
        let ids = self.simulated.members().iter();
        let mut people: Vec<Actor> = ids
            .filter_map(|member| MemberId::new(&member.user_id).ok())
            .filter_map(|id| known(&id).map(|(actor, _)| actor))
            .collect();
        people.sort_by(|one, other| one.name.cmp(&other.name));

        people
    }

    fn choices(&self) -> Vec<MemberChoice> {
        self.people()
            .into_iter()
            .map(|person| MemberChoice {
                id: person.id.to_string(),
                name: person.name,
                role: shown::people::role(person.role),
            })
            .collect()
    }

    /// Read-only workspaces keep nothing; the role is still told on the screen.
    async fn note_role(&self, actor: Actor) {
        let _noted = self.journal.note_role(actor, self.now()).await;
    }

    /// Reads as a member who may read everything, then acts as the one remembered: what TikTok said stays known.
    async fn first_read(&self, member: Option<String>) {
        let _read = self.refresh().await;
        if let Some(member) = member.filter(|member| *member != self.actor().id.as_str())
            && self.act_as(&member).await.is_ok()
        {
            self.tell(&[Topic::Workspace]);
        }
    }

    /// Keeps what was read; what this person may not read stays as it was told before.
    async fn take(&self, read: Result<Picture, LookError>) -> Result<(), Fault> {
        let mut picture = match read {
            Ok(picture) => picture,
            Err(error) => {
                let stopped = error == LookError::Stopped;
                self.offline.store(!stopped, Ordering::Relaxed);
                return Err(error.into());
            }
        };
        self.offline.store(false, Ordering::Relaxed);
        if self.actor().id == picture.actor.id {
            *self.actor.write().unwrap_or_else(PoisonError::into_inner) = picture.actor.clone();
        }
        self.note_role(picture.actor.clone()).await;
        for member in picture.members.iter().flatten() {
            if let Some(id) = member.id.clone() {
                let (name, role) = (member.name.clone(), member.role);
                self.note_role(Actor { id, name, role }).await;
            }
        }
        let mut kept = self.picture.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = kept.take() {
            picture.fill_from(before);
        }
        *kept = Some(picture);

        Ok(())
    }
}

/// A new workspace: its letters are entered, its switches set.
async fn begin(
    simulated: &Simulated,
    bc: &BcId,
    currency: Currency,
    journal: &Journal,
    actor: &Actor,
) -> Result<(), Fault> {
    journal
        .note_role(actor.clone(), simulated.clock().now())
        .await?;
    simulated.enter_letters(bc, currency, journal, actor).await
}

fn first_gateway(simulated: &Simulated, bc: BcId) -> Result<Gateway, Fault> {
    let first = simulated.members().first();
    let token = first
        .and_then(|member| simulated.token(&member.user_id))
        .ok_or_else(|| internal("members"))?;
    let clock: Arc<dyn Clock> = Arc::<desk_core::clock::PracticeClock>::clone(simulated.clock());

    Ok(Gateway::new(Connection {
        bc,
        token,
        transport: Arc::new(simulated.clone()),
        clock,
        rules: AnswerRules::default(),
    }))
}

async fn keep_time(workspace: Arc<Workspace>) {
    let weak = Arc::downgrade(&workspace);
    drop(workspace);
    loop {
        tokio::time::sleep(KEEP_TIME).await;
        let Some(workspace) = weak.upgrade() else {
            return;
        };
        if workspace.closed.load(Ordering::Relaxed) {
            return;
        }
        let _kept = tokio::task::spawn_blocking(move || workspace.simulated.keep_time()).await;
    }
}

fn internal(place: &str) -> Fault {
    Fault::new(FaultCode::Internal).with("where", place)
}

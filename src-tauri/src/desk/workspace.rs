//! One open workspace: the core's, what stands behind it, and what the frame shows of both.

mod looking;
mod time;

use super::backing::Backing;
use super::journal::{head, place};
use super::known::Known;
use super::practice::Simulated;
use super::script::Script;
use super::settling::Tried;
use super::{Ears, good};
use crate::events::{Changed, SyncProgress, SyncStep, Topic};
use crate::fault::{Fault, FaultCode};
use crate::keychain::Secrets;
use crate::shown;
use crate::views::Freshness;
use crate::views::settings::JournalCheck;
use crate::views::start::{
    Acting, Appearance, JournalHealth, MemberChoice, PracticeClock, Start, WorkspaceChoice,
};
use desk_core::business_center::{self, Actor, BusinessCenter, Switches};
use desk_core::clock::{Timestamp, Zone};
use desk_core::disk::{Place, SystemDisk};
use desk_core::gateway::LookError;
use desk_core::id::MemberId;
use desk_core::journal::{self, Drive, Journal, Opening, OutsideHead};
use desk_core::mirror::Mirror;
use desk_core::policy::{self, Refusal};
use desk_core::random::SystemRandom;
use desk_core::review::{Overview, Reading};
use desk_core::sync::{Progress, Report, Step, SyncError};
use desk_core::workspace::{self as core, Parts};
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, oneshot};

/// How often practice time is kept while the program runs; a kill sets it back by no more.
const KEEP_TIME: Duration = Duration::from_secs(2);

/// How long a first page waits for the first read before it is shown empty.
const FIRST_READ: Duration = Duration::from_secs(5);

/// Figures older than this are stale (R43).
const STALE: SignedDuration = SignedDuration::from_hours(24);

/// On which file a workspace is opened.
pub enum On {
    /// Its journal.
    Journal,
    /// The journal that is begun after a damaged one was set aside just now, under this name.
    Fresh {
        /// The damaged one's new name.
        set_aside: String,
    },
    /// The copy of the journal's last good state.
    LastGood,
}

/// What is to be opened.
pub struct Wanted {
    /// Which workspace.
    pub known: Known,
    /// As whom, in practice.
    pub member: Option<String>,
    /// On which file.
    pub on: On,
    /// What goes wrong from the first call on, in practice.
    pub script: Script,
    /// Where its secrets are kept.
    pub secrets: Arc<Secrets>,
}

/// One open workspace.
pub struct Workspace {
    pub(super) known: Known,
    pub(super) backing: Backing,
    pub(super) core: core::Workspace,
    pub(super) looks: Mutex<BTreeMap<u64, Vec<Tried>>>,
    /// Rung when there may be something to look up, or when it is over.
    bell: Arc<Notify>,
    pub(super) check: Mutex<Option<JournalCheck>>,
    /// Under which name the journal before this one was set aside, in this session.
    set_aside: Option<String>,
    ears: Ears,
    has_read: AtomicBool,
    pub(super) sending_stopped: AtomicBool,
    offline: AtomicBool,
    refreshing: AtomicBool,
    pub(super) switching: tokio::sync::Mutex<()>,
    stop: AtomicBool,
    closed: AtomicBool,
    gone: Mutex<Option<oneshot::Receiver<()>>>,
    /// Last of all fields: dropped after the journal has let go of its lock, which ends the waiting on `gone`.
    _here: oneshot::Sender<()>,
}

impl Workspace {
    /// Opens the files and begins to read what TikTok says, in practice as `wanted.member` or as the first of all.
    ///
    /// # Errors
    /// When the folder, a file or the simulator cannot be used.
    pub async fn open(root: &Path, wanted: Wanted, ears: Ears) -> Result<Arc<Self>, Fault> {
        let (known, secrets) = (wanted.known, wanted.secrets.as_ref());
        let place = place(root, &known);
        let backing = Backing::open(root, &known, secrets)?;
        if let Backing::Practice(simulated) = &backing {
            simulated.go_wrong(wanted.script);
        }
        let outside = head(root, &known, secrets);
        let journal = open_journal(place.clone(), outside, &wanted.on, backing.now())?;
        if let Backing::Practice(simulated) = &backing {
            simulated.not_before(journal.extent()?.last);
        }
        let mirror = Mirror::open(&place, &SystemDisk, Drive::Thread)?;
        let (gateway, actor) = backing.connect(&known, &journal, wanted.member)?;
        let core = core::Workspace::new(Parts {
            gateway,
            clock: backing.clock(),
            random: Arc::new(SystemRandom),
            journal,
            mirror,
            actor,
        });
        let (here, gone) = oneshot::channel();
        let is_away = backing.has_nobody();
        let workspace = Arc::new(Self {
            known,
            backing,
            core,
            set_aside: match wanted.on {
                On::Fresh { set_aside } => Some(set_aside),
                On::Journal | On::LastGood => None,
            },
            looks: Mutex::new(BTreeMap::new()),
            bell: Arc::new(Notify::new()),
            check: Mutex::new(None),
            ears,
            has_read: AtomicBool::new(false),
            sending_stopped: AtomicBool::new(false),
            offline: AtomicBool::new(is_away),
            switching: tokio::sync::Mutex::new(()),
            refreshing: AtomicBool::new(!is_away),
            stop: AtomicBool::new(false),
            closed: AtomicBool::new(false),
            gone: Mutex::new(Some(gone)),
            _here: here,
        });
        workspace.begin().await?;
        if !is_away {
            tokio::spawn(read_behind(Arc::clone(&workspace)));
        }
        if let Backing::Practice(_) = workspace.backing {
            tokio::spawn(keep_time(Arc::clone(&workspace)));
        }
        tokio::spawn(looking::look_up(Arc::clone(&workspace)));

        Ok(workspace)
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.known.id
    }

    /// Ends what runs beside; the files close when the last user lets go.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        self.stop.store(true, Ordering::Relaxed);
        self.bell.notify_one();
        // What is not kept is only how late it got.
        let _kept = self.keep_time();
    }

    /// Ends when everybody has let go of this workspace and its lock is free; can be taken once.
    pub fn gone(&self) -> Option<oneshot::Receiver<()>> {
        self.gone
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// The workspace's time.
    pub fn now(&self) -> Timestamp {
        self.backing.now()
    }

    /// What we did.
    pub fn journal(&self) -> &Journal {
        self.core.journal()
    }

    /// What the window shows, from both files.
    pub fn reading(&self) -> Reading<'_> {
        Reading::new(self.core.journal(), self.core.mirror())
    }

    /// The Business Center as TikTok last told it.
    pub fn bc(&self) -> Option<BusinessCenter> {
        let told = self.core.mirror().business_center();

        told.ok().flatten().map(|(bc, _)| bc)
    }

    /// Its zone.
    pub fn zone(&self) -> Zone {
        self.bc()
            .and_then(|bc| Zone::read(&bc.zone))
            .unwrap_or_else(Zone::utc)
    }

    /// Who acts, with the role TikTok last told.
    ///
    /// # Errors
    /// [`FaultCode::NotReady`] until TikTok was asked once.
    pub fn actor(&self) -> Result<Actor, Fault> {
        self.core
            .actor()
            .ok_or_else(|| Fault::new(FaultCode::NotReady))
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
            .backing
            .practice()?
            .token(member)
            .ok_or_else(|| Fault::new(FaultCode::NotFound).with("name", member))?;
        self.core.act_as(token).await?;

        Ok(())
    }

    /// There may be something new to look up.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// The switches in force.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn switches(&self) -> Result<Switches, Fault> {
        Ok(self.journal().switches()?)
    }

    /// An outcome could not be written: the core sends nothing more in this session, and the frame says so.
    pub fn stop_sending(&self) {
        self.sending_stopped.store(true, Ordering::Relaxed);
        self.tell(&[Topic::Workspace, Topic::Allocations]);
    }

    /// Everything the frame shows.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn start(
        &self,
        appearance: Appearance,
        workspaces: Vec<WorkspaceChoice>,
    ) -> Result<Start, Fault> {
        let open = self.journal().open_allocations()?;
        let any = journal::AllocationQuery {
            limit: 1,
            ..journal::AllocationQuery::default()
        };

        Ok(Start {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            workspaces,
            workspace: self.known.id.clone(),
            connection: self.backing.connection(&self.known),
            members: self.members(),
            actor: self.acting()?,
            clock: self.practice_clock(),
            appearance,
            read_only: self.read_only(),
            unknown: open.iter().map(|one| one.number.0.to_string()).collect(),
            alarms: self.alarms()?,
            journal: JournalHealth {
                guard: self.guard(),
                broken_at: self.broken_at(),
                set_aside: self.set_aside.clone(),
                last_good: self.is_last_good().then(|| self.last_good()).flatten(),
            },
            first_start: self.journal().allocations(&any)?.total == 0,
            next_answer_lost: self
                .backing
                .practice()
                .is_ok_and(Simulated::next_answer_lost),
        })
    }

    /// The acting person and what the person may do.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn acting(&self) -> Result<Acting, Fault> {
        let (actor, switches) = (self.actor()?, self.switches()?);
        let overview = self.reading().overview(self.now())?;
        let notice = overview.map(|overview| self.notice(&actor, &overview));

        Ok(Acting {
            may_allocate: policy::may(actor.role, switches) == policy::Verdict::Allow,
            sees_finances: policy::sees_finance(actor.role, switches),
            refusal: notice
                .unwrap_or_default()
                .first()
                .map(shown::reasons::refusal),
            person: shown::people::person(&actor),
        })
    }

    /// What stands against every account alike.
    pub fn notice(&self, actor: &Actor, overview: &Overview) -> Vec<Refusal> {
        let admins = business_center::to_ask(&overview.admins, &actor.id);

        policy::standing_refusals(&overview.bc, actor.role, overview.switches, &admins)
    }

    /// Whether the acting person may enter credits, set switches and close outcomes here.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn may_decide(&self) -> Result<bool, Fault> {
        let may = policy::may_close_unknown(self.actor()?.role, self.switches()?);

        Ok(may && self.read_only().is_none())
    }

    /// The members that can be acted as, with the role TikTok last told for each.
    fn members(&self) -> Vec<MemberChoice> {
        let told = self.core.mirror().members().ok().flatten();
        let told = told.map(|(members, _)| members).unwrap_or_default();
        let role_of = |id: &MemberId| {
            let known = self.journal().last_role(id).ok().flatten();
            let listed = told.iter().find(|member| member.id.as_ref() == Some(id));
            known
                .map(|(actor, _)| actor.role)
                .or_else(|| listed.map(|member| member.role))
        };
        let Ok(simulated) = self.backing.practice() else {
            return Vec::new();
        };
        let mut choices: Vec<MemberChoice> = simulated
            .members()
            .iter()
            .filter_map(|member| {
                let role = role_of(&MemberId::new(&member.user_id).ok()?)?;
                Some(MemberChoice {
                    id: member.user_id.clone(),
                    name: member.name.clone(),
                    role: shown::people::role(role),
                })
            })
            .collect();
        choices.sort_by(|one, other| one.name.cmp(&other.name));

        choices
    }

    /// The first time, or after the mirror was deleted: who acts, what Business Center it is, its letters, everybody's role.
    pub(super) async fn begin(&self) -> Result<(), Fault> {
        // What is connected can be read without anybody being there: reading goes on behind the window.
        let Backing::Practice(simulated) = &self.backing else {
            return Ok(());
        };
        if self.core.actor().is_none() || self.bc().is_none() {
            self.core.identify().await?;
        }
        // A journal that took the place of another one is frozen: it can be read, and takes nothing.
        if let (None, Some(bc)) = (self.read_only(), self.bc()) {
            let by = self.actor()?;
            simulated
                .enter_letters(&bc.id, bc.currency, self.journal(), &by)
                .await?;
        }

        Ok(())
    }
}

fn open_journal(
    place: Place,
    outside: Arc<dyn OutsideHead>,
    on: &On,
    now: Timestamp,
) -> Result<Journal, Fault> {
    if let On::LastGood = on {
        return good::open(place, outside);
    }
    let opening = Opening {
        place,
        disk: Arc::new(SystemDisk),
        outside,
        drive: Drive::Thread,
        program: format!("Credit Desk {}", env!("CARGO_PKG_VERSION")),
    };

    Ok(Journal::open(opening, now)?)
}

/// What was read before is shown first; it holds on to the workspace only while it reads, so that it can be closed.
async fn read_behind(workspace: Arc<Workspace>) {
    let first_page = workspace.ears.first_page.clone();
    let (nothing, weak) = (workspace.has_nothing(), Arc::downgrade(&workspace));
    drop(workspace);
    if !nothing {
        first_page.wait().await;
    }
    let open = weak
        .upgrade()
        .filter(|one| !one.closed.load(Ordering::Relaxed));
    if let Some(workspace) = open {
        workspace.read_again().await;
    }
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
        let _kept = tokio::task::spawn_blocking(move || workspace.keep_time()).await;
    }
}

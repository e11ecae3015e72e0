//! What the commands share: the data folder, the open workspace, and who is told when something changes.

mod alarms;
mod backing;
#[cfg(test)]
mod bookkeeping;
#[cfg(test)]
mod connected_job;
mod connecting;
#[cfg(test)]
mod damage;
mod faults;
mod first_page;
pub mod flow;
mod good;
mod journal;
mod known;
mod larger;
#[cfg(test)]
mod last_good;
#[cfg(test)]
mod lost_answers;
#[cfg(test)]
mod main_job;
mod practice;
mod questions;
mod remembered;
pub mod script;
mod settling;
mod tables;
mod workspace;

pub use first_page::FirstPage;
pub use settling::read_number;
pub use workspace::Workspace;
use workspace::{On, Wanted};

use crate::events::{Changed, SyncProgress, Topic};
use crate::fault::{Fault, FaultCode};
#[cfg(test)]
use crate::keychain::SecretStore;
use crate::keychain::{OsKeychain, Secrets};
use crate::views::settings::Settings;
use crate::views::start::{Appearance, Start, WorkspaceChoice};
use connecting::Offered;
use known::Known;
use remembered::Remembered;
use script::Script;
use std::future::Future;
use std::mem;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long is waited for what still uses a workspace that is being closed.
const CLOSE_WITHIN: Duration = Duration::from_secs(10);

/// Who is told.
#[derive(Clone)]
pub struct Ears {
    /// Something is different from what the window last read.
    pub changed: Arc<dyn Fn(Changed) + Send + Sync>,
    /// How far a refresh is.
    pub progress: Arc<dyn Fn(SyncProgress) + Send + Sync>,
    /// The first full page is in the window.
    pub first_page: FirstPage,
}

/// The state behind the window.
pub struct Desk {
    root: PathBuf,
    ears: Ears,
    remembered: Mutex<Remembered>,
    open: tokio::sync::Mutex<Option<Arc<Workspace>>>,
    script: Mutex<Script>,
    secrets: Arc<Secrets>,
    /// The token a person gave, until a Business Center is chosen.
    offered: Mutex<Option<Offered>>,
}

impl Desk {
    /// Knows where everything lies; opens nothing yet.
    #[must_use]
    pub fn new(root: PathBuf, ears: Ears) -> Self {
        let remembered = remembered::read(&root.join("desk.json"));

        Self {
            root,
            ears,
            remembered: Mutex::new(remembered),
            open: tokio::sync::Mutex::new(None),
            script: Mutex::default(),
            secrets: Arc::new(Secrets::new(Arc::new(OsKeychain))),
            offered: Mutex::default(),
        }
    }

    /// With another keychain than the session's.
    #[must_use]
    #[cfg(test)]
    pub fn with_keychain(self, keychain: Arc<dyn SecretStore>) -> Self {
        Self {
            secrets: Arc::new(Secrets::new(keychain)),
            ..self
        }
    }

    /// With faults for the practice workspace that is opened first.
    #[must_use]
    pub fn with_script(self, script: Script) -> Self {
        Self {
            script: Mutex::new(script),
            ..self
        }
    }

    /// Does something with the open workspace, away from the threads that serve the window. Once begun, it is finished
    /// even when nobody waits for it any more.
    ///
    /// # Errors
    /// Those of the work, and of opening the workspace.
    pub async fn run<T, F, Fut>(&self, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(Arc<Workspace>) -> Fut + Send + 'static,
        Fut: Future<Output = Result<T, Fault>>,
    {
        let workspace = self.workspace().await?;
        apart(move || async move {
            workspace.first_read().await;
            work(workspace).await
        })
        .await
    }

    /// [`Desk::run`] for what may send: a mistake of the program on the way leaves open whether money moved.
    ///
    /// # Errors
    /// Those of the work, and of opening the workspace.
    pub async fn commit<T, F, Fut>(&self, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(Arc<Workspace>) -> Fut + Send + 'static,
        Fut: Future<Output = Result<T, Fault>>,
    {
        let done = self.run(work).await;

        done.map_err(|fault| {
            if fault.code == FaultCode::Internal {
                fault.after_sending()
            } else {
                fault
            }
        })
    }

    /// The open workspace; the one used last when none is open yet.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn workspace(&self) -> Result<Arc<Workspace>, Fault> {
        let mut open = self.open.lock().await;
        if let Some(workspace) = open.as_ref() {
            return Ok(Arc::clone(workspace));
        }
        let known = self.last_used()?;
        let workspace = self.open_known(known, On::Journal).await?;
        *open = Some(Arc::clone(&workspace));

        Ok(workspace)
    }

    /// Closes the open workspace and opens another.
    ///
    /// # Errors
    /// When it cannot be opened; then none is open, and the next question opens the one used last.
    pub async fn switch(&self, id: &str) -> Result<Arc<Workspace>, Fault> {
        let known = self.known(id)?;
        {
            let mut open = self.open.lock().await;
            release(open.take()).await;
            *open = Some(self.open_known(known, On::Journal).await?);
        }
        self.remember(|remembered| remembered.workspace = Some(id.to_owned()))?;
        self.tell(&[Topic::Workspace]);

        self.workspace().await
    }

    /// Sets the damaged journal of a workspace aside and opens the workspace on a fresh one, which is frozen until a person
    /// accepts it. Refuses when the journal is not damaged.
    ///
    /// # Errors
    /// Why not; then the journal is where it was.
    pub async fn set_journal_aside(&self, id: &str) -> Result<(), Fault> {
        let known = self.known(id)?;
        {
            let mut open = self.open.lock().await;
            match open.take() {
                Some(workspace) if workspace.id() == id && !workspace.is_last_good() => {
                    let asked = Arc::clone(&workspace);
                    let may = apart(move || async move { asked.may_be_set_aside() }).await;
                    if let Err(fault) = may {
                        *open = Some(workspace);
                        return Err(fault);
                    }
                    release(Some(workspace)).await;
                }
                other => {
                    release(other).await;
                    self.is_damaged(known.clone()).await?;
                }
            }
            let (root, secrets) = (self.root.clone(), Arc::clone(&self.secrets));
            let damaged = known.clone();
            let name =
                apart(move || async move { journal::set_aside(&root, &damaged, &secrets) }).await?;
            let fresh = On::Fresh { set_aside: name };
            *open = Some(self.open_known(known, fresh).await?);
        }
        self.remember(|remembered| remembered.workspace = Some(id.to_owned()))?;
        self.tell(&[Topic::Workspace]);

        Ok(())
    }

    /// Refuses unless a workspace that is not open cannot be opened because its journal is damaged.
    async fn is_damaged(&self, known: Known) -> Result<(), Fault> {
        match self.open_known(known, On::Journal).await {
            Err(fault) if fault.code == FaultCode::JournalDamaged => Ok(()),
            Err(fault) => Err(fault),
            Ok(workspace) => {
                release(Some(workspace)).await;
                Err(Fault::new(FaultCode::JournalSound))
            }
        }
    }

    /// Every workspace that can be opened, also while none is open.
    #[must_use]
    pub fn workspaces(&self) -> Vec<WorkspaceChoice> {
        self.choices()
    }

    /// Closes the open workspace, when the program ends.
    pub async fn close(&self) {
        release(self.open.lock().await.take()).await;
    }

    /// Acts as another member of the open workspace.
    ///
    /// # Errors
    /// When the member is not one of it, or TikTok cannot be read.
    pub async fn act_as(&self, member: String) -> Result<Arc<Workspace>, Fault> {
        let wanted = member.clone();
        let workspace = self
            .run(move |workspace| async move {
                workspace.act_as(&wanted).await?;
                Ok(workspace)
            })
            .await?;
        let id = workspace.id().to_owned();
        self.remember(|remembered| {
            remembered.acting.insert(id, member);
        })?;
        self.tell(&[Topic::Workspace]);

        Ok(workspace)
    }

    /// Everything the frame shows.
    ///
    /// # Errors
    /// When the workspace cannot be opened or read.
    pub async fn start(&self) -> Result<Start, Fault> {
        let (appearance, choices) = (self.remembered().appearance, self.choices());
        let told = self
            .run(move |workspace| async move { workspace.start(appearance, choices) })
            .await;
        let open = self.open.lock().await;
        let open = open.as_ref().map(|open| open.known.clone());

        match (told, open) {
            (Err(fault), Some(known)) => Err(self.place_of(fault, &known)),
            (told, _) => told,
        }
    }

    /// The Settings page.
    ///
    /// # Errors
    /// When the workspace cannot be opened or read.
    pub async fn settings(&self) -> Result<Settings, Fault> {
        let appearance = self.remembered().appearance;
        self.run(move |workspace| async move {
            workspace.settings(workspace.known.choice(), appearance)
        })
        .await
    }

    /// The window has painted a page in full: what waited for that goes on, and a measurement finds its file.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn ui_ready(&self) -> Result<(), Fault> {
        self.ears.first_page.show();
        let file =
            std::env::var_os(crate::arguments::READY_VARIABLE).filter(|file| !file.is_empty());
        let Some(file) = file else {
            return Ok(());
        };

        std::fs::write(file, b"ready\n")
            .map_err(|error| Fault::new(FaultCode::DiskFailed).with("reason", error))
    }

    /// Keeps theme, density and language.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn set_appearance(&self, appearance: Appearance) -> Result<Appearance, Fault> {
        self.remember(|remembered| remembered.appearance = appearance.clone())?;
        self.tell(&[Topic::Settings]);

        Ok(appearance)
    }

    /// Tells the window what to read again.
    pub fn tell(&self, what: &[Topic]) {
        (self.ears.changed)(Changed {
            what: what.to_vec(),
        });
    }

    async fn open_known(&self, known: Known, on: On) -> Result<Arc<Workspace>, Fault> {
        let wanted = Wanted {
            member: self.remembered().acting.get(&known.id).cloned(),
            on,
            script: self.script().clone(),
            secrets: Arc::clone(&self.secrets),
            known: known.clone(),
        };
        let (root, ears) = (self.root.clone(), self.ears.clone());
        let opened = apart(move || async move { Workspace::open(&root, wanted, ears).await });
        let workspace = opened.await.map_err(|fault| self.place_of(fault, &known))?;
        mem::take(&mut *self.script());

        Ok(workspace)
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A workspace that cannot be shown is told by its id, and where its files lie.
    fn place_of(&self, fault: Fault, known: &Known) -> Fault {
        let place = journal::place(&self.root, known);

        fault
            .with("workspace", &known.id)
            .with("folder", place.folder.display())
    }

    /// The workspace used last, or the first of all.
    fn last_used(&self) -> Result<Known, Fault> {
        let mut all = Known::all(&self.root);
        let last = self.remembered().workspace;
        let place = all
            .iter()
            .position(|known| Some(&known.id) == last.as_ref());
        if all.is_empty() {
            return Err(Fault::new(FaultCode::NotReady));
        }

        Ok(all.swap_remove(place.unwrap_or(0)))
    }

    fn known(&self, id: &str) -> Result<Known, Fault> {
        Known::find(&self.root, id).ok_or_else(|| Fault::new(FaultCode::NotFound).with("name", id))
    }

    /// All workspaces, as the menu shows them.
    fn choices(&self) -> Vec<WorkspaceChoice> {
        Known::all(&self.root).iter().map(Known::choice).collect()
    }

    fn remembered(&self) -> Remembered {
        self.remembered
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn remember(&self, change: impl FnOnce(&mut Remembered)) -> Result<(), Fault> {
        let mut remembered = self
            .remembered
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        change(&mut remembered);

        remembered::write(&self.root.join("desk.json"), &remembered)
            .map_err(|error| Fault::new(FaultCode::DiskFailed).with("reason", error))
    }
}

/// Lets go of a workspace and waits until nobody uses it any more: only then is its lock free for the next opening. Its last
/// good state is kept before, where that is quick.
async fn release(workspace: Option<Arc<Workspace>>) {
    let Some(workspace) = workspace else {
        return;
    };
    workspace.close();
    let copying = Arc::clone(&workspace);
    let copied = apart(move || async move {
        copying.keep_good_copy_of_few();
        Ok(())
    });
    // Nothing is lost without it.
    let _copied = copied.await;
    let gone = workspace.gone();
    drop(workspace);
    if let Some(gone) = gone {
        // Whoever opens it too early is told that another instance has it.
        let _waited = tokio::time::timeout(CLOSE_WITHIN, gone).await;
    }
}

/// Runs work that waits for the disk on a thread of its own.
async fn apart<T, F, Fut>(work: F) -> Result<T, Fault>
where
    T: Send + 'static,
    F: FnOnce() -> Fut + Send + 'static,
    Fut: Future<Output = Result<T, Fault>>,
{
    let runtime = tokio::runtime::Handle::current();
    let done = tokio::task::spawn_blocking(move || runtime.block_on(work())).await;

    done.unwrap_or_else(|error| Err(Fault::new(FaultCode::Internal).with("where", error)))
}

//! A disk that exists in memory only: what is written is not yet durable, every call can fail, and a program can be killed
//! at each of them.
//!
//! A killed program leaves what it wrote (the kernel has it); a power cut takes what was never flushed, or a part of it.

mod calls;
pub mod fault;
mod file;
mod locks;
mod outside;
mod state;
mod steps;
#[cfg(test)]
mod tests;
mod vfs;

pub use file::Loss;
pub use locks::{Handle, Level};
pub use outside::{Machine, Outside};
pub use steps::{Armed, Errno};
pub use vfs::{Registered, seed_sqlite};

use crate::chance::Chance;
use crate::notes::Notes;
use fault::Faults;
use file::File;
use locks::Locks;
use std::cell::UnsafeCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use steps::Steps;

/// Who uses the disk. Processes die; the observer is the test itself, which nothing ever happens to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Process(pub u32);

/// The test itself.
pub const OBSERVER: Process = Process(0);

/// Why a call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The device failed, or the process is dead.
    Io,
    /// No room.
    Full,
    /// Nothing may be written.
    ReadOnly,
    /// There is no such file.
    NotThere,
    /// Somebody else holds it.
    Busy,
}

/// When a process is to die, counted in calls that change something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kill {
    /// So many calls from now, from 1.
    pub after: u64,
    /// When that call is done, not before.
    pub when_done: bool,
    /// The power goes, not the process alone.
    pub power: bool,
}

/// A part of a file's shared memory, as large as SQLite asks for.
struct Region(Box<UnsafeCell<[u64; 4096]>>);

#[derive(Default)]
struct Shared {
    regions: Vec<Region>,
    users: BTreeSet<Handle>,
}

#[derive(Debug, Clone)]
struct Opened {
    file: usize,
    by: Process,
    remove_as: Option<String>,
}

#[derive(Debug, Clone)]
enum Entry {
    Made(String, usize),
    Removed(String),
    Renamed(String, String),
}

struct State {
    files: Vec<File>,
    locks: BTreeMap<usize, Locks>,
    shared: BTreeMap<usize, Shared>,
    names: BTreeMap<String, usize>,
    durable_names: BTreeMap<String, usize>,
    entries: Vec<Entry>,
    handles: BTreeMap<Handle, Opened>,
    next: Handle,
    acting: Process,
    dead: BTreeSet<Process>,
    killed: bool,
    power_lost: bool,
    kill: Option<Kill>,
    /// Who holds the lock on each folder; more than one where it was given twice.
    workspace: BTreeMap<String, BTreeSet<Process>>,
    lock_is_stolen: bool,
    faults: Faults,
    room: Option<usize>,
    read_only: bool,
    steps: Steps,
    chance: Chance,
}

/// The disk of one machine.
pub struct Disk {
    state: Mutex<State>,
    notes: Arc<Notes>,
}

/// What a set of files looked like, to be put back later.
#[derive(Clone)]
pub struct Backup(BTreeMap<String, Vec<u8>>);

impl Disk {
    /// An empty disk.
    #[must_use]
    pub fn new(chance: Chance, notes: Arc<Notes>) -> Self {
        let state = State {
            files: Vec::new(),
            locks: BTreeMap::new(),
            shared: BTreeMap::new(),
            names: BTreeMap::new(),
            durable_names: BTreeMap::new(),
            entries: Vec::new(),
            handles: BTreeMap::new(),
            next: 1,
            acting: OBSERVER,
            dead: BTreeSet::new(),
            killed: false,
            power_lost: false,
            kill: None,
            workspace: BTreeMap::new(),
            lock_is_stolen: false,
            faults: Faults::default(),
            room: None,
            read_only: false,
            steps: Steps::default(),
            chance,
        };

        Self {
            state: Mutex::new(state),
            notes,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the test does to the disk and to the programs that use it.
impl Disk {
    /// From here on `who` makes the calls that come.
    pub fn act_as(&self, who: Process) -> Process {
        std::mem::replace(&mut self.state().acting, who)
    }

    /// Who makes the calls now.
    pub fn acting(&self) -> Process {
        self.state().acting
    }

    /// How often what fails from here on.
    pub fn fail(&self, faults: Faults) {
        self.state().faults = faults;
    }

    /// No further than so many bytes beyond what is used now; `None` for no end.
    pub fn limit_room(&self, more: Option<usize>) {
        let mut state = self.state();
        state.room = more.map(|more| state.used() + more);
    }

    /// Nothing can be written, or everything again.
    pub fn set_read_only(&self, read_only: bool) {
        self.state().read_only = read_only;
    }

    /// The lock on a workspace is given although it is held, as some network disks do.
    pub fn steal_lock(&self, stolen: bool) {
        self.state().lock_is_stolen = stolen;
    }

    /// Whoever makes the fatal call dies there.
    pub fn kill_at(&self, kill: Option<Kill>) {
        self.state().kill = kill;
    }

    /// This process is dead from here on: nothing it calls does anything.
    pub fn kill(&self, who: Process) {
        self.state().die(who, false);
    }

    /// Whether this process is dead.
    pub fn is_dead(&self, who: Process) -> bool {
        self.state().dead.contains(&who)
    }

    /// Whether the power went since the last [`Disk::power_returns`].
    pub fn power_is_lost(&self) -> bool {
        self.state().power_lost
    }

    /// Cuts the power for everybody.
    pub fn cut_power(&self) {
        let mut state = self.state();
        let acting = state.acting;
        state.die(acting, true);
    }

    /// The machine starts again, with what the disk kept. Everybody must have closed their files.
    pub fn power_returns(&self, loss: Loss) {
        let mut state = self.state();
        let mut chance = state.chance.branch();
        let kept = match loss {
            Loss::All => 0,
            Loss::None => state.entries.len(),
            Loss::Some => {
                usize::try_from(chance.below(state.entries.len() as u64 + 1)).unwrap_or(0)
            }
        };
        state.settle_names(kept);
        state.entries.clear();
        state.names = state.durable_names.clone();
        for file in &mut state.files {
            file.lose(loss, &mut chance);
        }
        state.power_lost = false;
    }

    /// Whether a power cut now would leave this file as it is.
    pub fn is_durable(&self, name: &str) -> bool {
        let state = self.state();
        let same_name = state.names.get(name) == state.durable_names.get(name);

        same_name && state.file(name).is_none_or(File::is_durable)
    }

    /// The files whose names begin so, as programs see them or as a power cut would leave them at least.
    pub fn copy(&self, beginning: &str, durable: bool) -> Backup {
        let state = self.state();
        let names = if durable {
            &state.durable_names
        } else {
            &state.names
        };
        let content = |file: &usize| {
            let file = &state.files[*file];
            if durable { file.durable() } else { file.live() }.to_vec()
        };
        let files = names
            .iter()
            .filter(|(name, _)| name.starts_with(beginning))
            .map(|(name, file)| (name.clone(), content(file)))
            .collect();

        Backup(files)
    }

    /// Puts files back, instead of all whose names begin so. Nobody may have them open.
    pub fn restore(&self, beginning: &str, backup: &Backup) {
        let mut state = self.state();
        let gone: Vec<String> = state.names.keys().cloned().collect();
        for name in gone.into_iter().filter(|name| name.starts_with(beginning)) {
            state.names.remove(&name);
        }
        for (name, content) in &backup.0 {
            let file = state.make(name);
            state.files[file].write(0, content);
            state.files[file].flush();
        }
        state.settle_names(usize::MAX);
        state.durable_names = state.names.clone();
    }

    /// Turns a bit over in a file; says whether there is one.
    pub fn flip(&self, name: &str) -> bool {
        let mut state = self.state();
        let length = state.file(name).map_or(0, |file| file.live().len());
        let bit = state.chance.below(length as u64 * 8);
        let Some(file) = state.names.get(name).copied().filter(|_| length > 0) else {
            return false;
        };
        state.files[file].flip(bit);

        true
    }

    /// All files, byte for byte, for comparing two runs.
    pub fn content(&self) -> Vec<(String, Vec<u8>)> {
        self.copy("", false).0.into_iter().collect()
    }
}

//! One life of the program on the simulated machine, and the test's own look into its journal.

use crate::clock::ProcessClock;
use crate::disk::{Disk, Machine, OBSERVER, Outside, Process, Registered};
use crate::vendor::BC;
use crate::wire::Wire;
use crate::world::World;
use desk_core::clock::Clock;
use desk_core::disk::Place;
use desk_core::gateway::transport::Token;
use desk_core::gateway::{AnswerRules, Connection, Gateway};
use desk_core::id::BcId;
use desk_core::journal::{Drive, GuardKind, Head, Journal, OpenError, Opening, OutsideHead as _};
use desk_core::mirror::Mirror;
use desk_core::planted;
use desk_core::random::SeededRandom;
use desk_core::workspace::{Parts, Workspace};
use rusqlite::OpenFlags;
use std::path::PathBuf;
use std::sync::Arc;

/// The workspace's folder.
pub const FOLDER: &str = "workspace";
/// The journal's file.
pub const JOURNAL: &str = "workspace/journal.sqlite";
/// What was committed and not yet copied into it.
pub const JOURNAL_WAL: &str = "workspace/journal.sqlite-wal";

/// What every life of the program on one machine shares.
pub struct Ground {
    /// The disk.
    pub disk: Arc<Disk>,
    /// The disk as SQLite knows it.
    pub registered: Registered,
    /// Everything outside.
    pub world: Arc<World>,
    /// Where the head is kept.
    pub guard: GuardKind,
}

/// Why the program did not start.
#[derive(Debug)]
pub enum NotOpened {
    /// The journal is damaged; a person may set it aside.
    Damaged,
    /// Anything else, in words.
    Else(String),
}

impl From<OpenError> for NotOpened {
    fn from(error: OpenError) -> Self {
        if let OpenError::Damaged { .. } = error {
            return Self::Damaged;
        }

        Self::Else(error.to_string())
    }
}

/// A running program.
pub struct Session {
    /// Its process.
    pub process: Process,
    /// What a person uses.
    pub workspace: Workspace,
    disk: Arc<Disk>,
}

impl Ground {
    /// Where the files are.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            folder: PathBuf::from(FOLDER),
            vfs: Some(self.registered.name()),
        }
    }

    /// The head that is kept outside now, where there is one.
    #[must_use]
    pub fn head_outside(&self) -> Option<Head> {
        let before = self.disk.act_as(OBSERVER);
        let head = Outside::new(Arc::clone(&self.disk), self.guard).read();
        self.disk.act_as(before);

        head.ok().flatten()
    }

    /// Starts the program as the person of a token.
    ///
    /// # Errors
    /// [`NotOpened`]
    pub fn start(&self, process: Process, token: &str, seed: u64) -> Result<Session, NotOpened> {
        let before = self.disk.act_as(process);
        let started = self.parts(token, seed);
        if started.is_ok() && planted!(SendAgainAfterCrash) {
            self.world.send_again();
        }
        self.disk.act_as(before);

        Ok(Session {
            process,
            workspace: Workspace::new(started?),
            disk: Arc::clone(&self.disk),
        })
    }

    fn parts(&self, token: &str, seed: u64) -> Result<Parts, NotOpened> {
        let clock: Arc<dyn Clock> = Arc::new(ProcessClock::new(Arc::clone(&self.world)));
        let opening = Opening {
            place: self.place(),
            disk: Arc::new(Machine(Arc::clone(&self.disk))),
            outside: Arc::new(Outside::new(Arc::clone(&self.disk), self.guard)),
            drive: Drive::Inline,
            program: "simulation".to_owned(),
        };
        let journal = Journal::open(opening, clock.now())?;
        let machine = Machine(Arc::clone(&self.disk));
        let mirror = Mirror::open(&self.place(), &machine, Drive::Inline);
        let gateway = Gateway::new(Connection {
            bc: BcId::new(BC).map_err(|error| NotOpened::Else(error.to_string()))?,
            token: Token::new(token.to_owned()),
            transport: Arc::new(Wire(Arc::clone(&self.world))),
            clock: Arc::clone(&clock),
            rules: AnswerRules::default(),
        });

        Ok(Parts {
            journal,
            mirror: mirror.map_err(|error| NotOpened::Else(error.to_string()))?,
            gateway,
            clock,
            random: Arc::new(SeededRandom::new(seed)),
            actor: None,
        })
    }
}

impl Session {
    /// Asks the program something that needs no waiting, as its process.
    pub fn ask<T>(&self, question: impl FnOnce(&Workspace) -> T) -> T {
        let before = self.disk.act_as(self.process);
        let answer = question(&self.workspace);
        self.disk.act_as(before);

        answer
    }

    /// Whether it died.
    #[must_use]
    pub fn is_dead(&self) -> bool {
        self.disk.is_dead(self.process)
    }

    /// Ends it: a dead program only lets go, a living one closes its files.
    pub fn end(self) {
        let Self {
            process,
            workspace,
            disk,
        } = self;
        let before = disk.act_as(process);
        drop(workspace);
        disk.act_as(before);
    }
}

/// A connection of the test's own, which nothing ever happens to.
pub struct Observer(rusqlite::Connection);

impl Observer {
    /// Looks into the journal on a disk.
    ///
    /// # Errors
    /// When there is none that can be read.
    pub fn new(disk: &Disk, registered: &Registered) -> rusqlite::Result<Self> {
        let before = disk.act_as(OBSERVER);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = rusqlite::Connection::open_with_flags_and_vfs(
            JOURNAL,
            flags,
            registered.name().as_str(),
        );
        disk.act_as(before);

        opened.map(Self)
    }

    /// The connection.
    #[must_use]
    pub fn connection(&self) -> &rusqlite::Connection {
        &self.0
    }
}

//! A workspace on disk that a program is killed in, and the simulator in another process that knows what really happened.

use super::scenario::{PLAIN, Scenario};
use super::wire::{Over, Wire};
use desk_core::clock::Clock;
use desk_core::disk::{Place, SystemDisk};
use desk_core::gateway::{AnswerRules, Connection, Gateway};
use desk_core::id::BcId;
use desk_core::journal::{Drive, FileHead, Journal, Opening};
use desk_core::mirror::Mirror;
use desk_core::random::SeededRandom;
use desk_core::workspace::{Parts, Workspace};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

pub const BC: &str = "7301840221776355601";
/// Approved, owned, spending.
pub const ACCOUNT: &str = "7318440217735564290";
const ADMIN: &str = "Ines Castellanos";

/// The simulator, and a workspace with everything fetched, to be copied for each run.
pub struct Ground {
    pub wire: Wire,
    folder: PathBuf,
    pub scenario: Scenario,
}

/// One copy.
pub struct Copy<'a> {
    ground: &'a Ground,
    pub folder: PathBuf,
    seed: u64,
}

/// What the program said, and every system call it made if asked for.
pub struct Ran {
    pub said: String,
    pub killed: bool,
    pub calls: Vec<String>,
}

impl Ground {
    /// A workspace in which nothing goes wrong.
    pub async fn new(name: &str) -> Self {
        Self::of(PLAIN, name).await
    }

    /// The workspace of a scenario.
    pub async fn of(scenario: Scenario, name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("credit-desk-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let wire = Wire::new(Over::Socket);
        // Who looks afterwards looks later than anything the program did.
        wire.clock.later(30 * 3600);
        let mut ground = Self {
            wire,
            folder,
            scenario: PLAIN,
        };
        let report = ground
            .workspace(&ground.folder.join("template"))
            .refresh(&|_| true)
            .await;
        assert!(!report.stopped);
        if scenario.is_old_copy {
            ground.put_newer_head();
        }
        ground.scenario = scenario;
        ground
    }

    /// The head outside becomes that of a copy in which one allocation more was made.
    fn put_newer_head(&self) {
        let newer = self.copy(0);
        let ran = newer.run(&["-e".to_owned(), "trace=none".to_owned()]);
        assert!(ran.said.ends_with("done succeeded\n"), "{}", ran.said);
        let head = |folder: &Path| folder.join("heads").join("one");
        std::fs::copy(head(&newer.folder), head(&self.folder.join("template"))).unwrap();
    }

    /// The workspace in a folder, opened in this process.
    pub fn workspace(&self, folder: &Path) -> Workspace {
        let place = place(folder);
        let gateway = Gateway::new(Connection {
            bc: BcId::new(BC).unwrap(),
            token: self.wire.token(ADMIN),
            transport: Arc::clone(&self.wire.transport),
            clock: Arc::clone(&self.wire.clock) as Arc<dyn Clock>,
            rules: AnswerRules::default(),
        });
        Workspace::new(Parts {
            journal: journal(folder),
            mirror: Mirror::open(&place, &SystemDisk, Drive::Inline).unwrap(),
            gateway,
            clock: Arc::clone(&self.wire.clock) as Arc<dyn Clock>,
            random: Arc::new(SeededRandom::new(1)),
            actor: None,
        })
    }

    /// A fresh copy; each has ids of its own.
    pub fn copy(&self, seed: u64) -> Copy<'_> {
        let folder = self.folder.join(format!("run-{seed}"));
        for part in ["workspace", "heads"] {
            std::fs::create_dir_all(folder.join(part)).unwrap();
            for file in std::fs::read_dir(self.folder.join("template").join(part)).unwrap() {
                let file = file.unwrap();
                std::fs::copy(file.path(), folder.join(part).join(file.file_name())).unwrap();
            }
        }
        Copy {
            ground: self,
            folder,
            seed,
        }
    }

    /// How many transfers of a request moved money, and how many arrived.
    pub fn moved_and_received(&self, request: &str) -> (usize, u64) {
        let truth = self.wire.truth();
        assert_eq!(truth["conserved"], true);
        let executed = truth["executed"].as_array().unwrap();
        let moved = executed
            .iter()
            .filter(|transfer| transfer["request_id"] == request)
            .count();
        (
            moved,
            truth["received_by_request"][request].as_u64().unwrap_or(0),
        )
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

impl Copy<'_> {
    /// Runs the program to its end under `strace` with these options.
    pub fn run(&self, options: &[String]) -> Ran {
        let log = self.folder.join("calls");
        let scenario = self.ground.scenario;
        // Each run has an amount of its own, so that its records are nobody else's.
        let amount = format!("{}.{:02}", 1 + self.seed / 100, self.seed % 100);
        if let Some(fault) = scenario.fault {
            self.ground.wire.fault(fault);
        }
        let output = Command::new("strace")
            .args(["-f", "-y", "-s", "12", "-o"])
            .arg(&log)
            .args(options)
            .arg(env!("CARGO_BIN_EXE_one-allocation"))
            .arg(&self.folder)
            .arg(&self.ground.wire.base)
            .arg(self.ground.wire.token(ADMIN).reveal())
            .args([BC, ACCOUNT, &amount, &self.seed.to_string()])
            .arg(scenario.word)
            .stderr(Stdio::inherit())
            .output()
            .expect("strace is installed by the developer commands");
        let calls = std::fs::read_to_string(&log).unwrap();
        Ran {
            said: String::from_utf8(output.stdout).unwrap(),
            killed: calls.contains("+++ killed by SIGKILL +++"),
            calls: calls.lines().map(str::to_owned).collect(),
        }
    }
}

impl Drop for Copy<'_> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

fn place(folder: &Path) -> Place {
    Place {
        folder: folder.join("workspace"),
        vfs: None,
    }
}

/// The journal in a folder, as the next start of the program opens it.
pub fn journal(folder: &Path) -> Journal {
    let opening = Opening {
        place: place(folder),
        disk: Arc::new(SystemDisk),
        outside: Arc::new(FileHead::new(folder.join("heads").join("one"))),
        drive: Drive::Inline,
        program: "crash test".to_owned(),
    };
    Journal::open(opening, simulator::World::START).unwrap()
}

/// The `request_id` as text.
pub fn request(allocation: &desk_core::allocation::Allocation) -> String {
    allocation.record.draft.request.to_string()
}

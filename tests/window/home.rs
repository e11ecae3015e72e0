//! A home folder of its own for each window: nothing of the person at this machine is read or changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(1);

/// The folders a program keeps things in. They stay for looking at them, until the same test runs again.
#[derive(Debug, Clone)]
pub struct Home {
    folder: PathBuf,
}

impl Home {
    /// An empty home.
    #[must_use]
    pub fn fresh() -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = output().join(format!("home-{number}"));
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        for part in ["data", "config", "cache", "run"] {
            fs::create_dir_all(folder.join(part)).unwrap();
        }
        only_for_us(&folder.join("run"));
        Self { folder }
    }

    /// Where the program keeps its workspaces.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// The folder of one workspace, once the program has opened it.
    #[must_use]
    pub fn workspace(&self, id: &str) -> PathBuf {
        let folders = fs::read_dir(self.data()).unwrap();
        let mut places = folders.filter_map(|folder| Some(folder.ok()?.path().join(id)));
        places.find(|place| place.is_dir()).unwrap()
    }

    /// The file the program writes when its window has painted its first full page.
    #[must_use]
    pub fn ready(&self) -> PathBuf {
        self.folder.join("run/ready")
    }

    /// Makes a program live here.
    pub fn dress(&self, command: &mut Command) {
        command
            .env("HOME", &self.folder)
            .env("XDG_DATA_HOME", self.data())
            .env("XDG_CONFIG_HOME", self.folder.join("config"))
            .env("XDG_CACHE_HOME", self.folder.join("cache"))
            .env("XDG_RUNTIME_DIR", self.folder.join("run"))
            .env("CREDIT_DESK_READY_FILE", self.ready());
    }
}

/// The folder for homes and pictures.
#[must_use]
pub fn output() -> PathBuf {
    target().join("window")
}

/// The program under test: named by the developer commands, or built by hand.
#[must_use]
pub fn program() -> PathBuf {
    let program = std::env::var_os("CREDIT_DESK_PROGRAM")
        .map_or_else(|| target().join("debug/credit-desk"), PathBuf::from);
    assert!(
        program.is_file(),
        "{} is not there: use `cargo xtask test window`, which builds it first",
        program.display()
    );
    program
}

/// The simulator's program, built beside the program under test.
#[must_use]
pub fn simulator() -> PathBuf {
    let program = std::env::var_os("CREDIT_DESK_SIMULATOR")
        .map_or_else(|| target().join("debug/simulator"), PathBuf::from);
    assert!(
        program.is_file(),
        "{} is not there: use `cargo xtask test window`, which builds it first",
        program.display()
    );
    program
}

/// The folder of the workspace.
#[must_use]
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().and_then(Path::parent).unwrap()
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

#[cfg(unix)]
fn only_for_us(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).unwrap();
}

#[cfg(not(unix))]
fn only_for_us(_folder: &Path) {}

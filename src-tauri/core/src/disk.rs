//! The disk as a value that is handed in: where a workspace's files lie, how they are locked, set aside, and how a little
//! space is kept in reserve so that an outcome can always be written.

use std::path::{Path, PathBuf};

/// Where one workspace keeps its files.
#[derive(Debug, Clone)]
pub struct Place {
    /// The workspace's own folder: `journal.sqlite`, `mirror.sqlite`, `lock`, `reserve`.
    pub folder: PathBuf,
    /// The SQLite VFS to open files with; `None` for the system's.
    pub vfs: Option<String>,
}

/// Held as long as this process may write in the workspace; letting go frees it.
pub trait Held: Send + Sync {}

/// What the journal needs of a disk outside SQLite's own files.
pub trait Disk: Send + Sync {
    /// Takes the one lock on a workspace's folder; `None` when another process has it.
    ///
    /// # Errors
    /// When the folder cannot be made or the lock file cannot be opened.
    fn lock(&self, folder: &Path) -> std::io::Result<Option<Box<dyn Held>>>;

    /// Makes sure the reserve file of `bytes` exists and has its blocks.
    ///
    /// # Errors
    /// When there is no room for it.
    fn keep_reserve(&self, folder: &Path, bytes: u64) -> std::io::Result<()>;

    /// Gives the reserve's room back, so that one outcome fits on a full disk.
    ///
    /// # Errors
    /// When the file cannot be removed.
    fn free_reserve(&self, folder: &Path) -> std::io::Result<()>;

    /// Renames a damaged file (and its `-wal`, `-shm`) to a name of its own; never deletes.
    ///
    /// # Errors
    /// When it cannot be renamed.
    fn set_aside(&self, file: &Path, mark: &str) -> std::io::Result<PathBuf>;
}

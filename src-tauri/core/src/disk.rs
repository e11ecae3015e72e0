//! The disk as a value that is handed in: where a workspace's files lie, how they are locked, set aside, and how a little
//! space is kept in reserve so that an outcome can always be written.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
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

/// What journal and mirror need of a disk outside SQLite's own files.
pub trait Disk: Send + Sync {
    /// Makes a folder and those above it, where they are missing.
    ///
    /// # Errors
    /// When it cannot be made.
    fn make_folder(&self, folder: &Path) -> std::io::Result<()>;

    /// Whether something lies there.
    fn is_there(&self, file: &Path) -> bool;

    /// Removes a file of no value; one that is not there is no error.
    ///
    /// # Errors
    /// When it cannot be removed.
    fn remove(&self, file: &Path) -> std::io::Result<()>;

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

    /// Makes `new` durable and gives it the name `file`, in place of what has it now.
    ///
    /// # Errors
    /// When it cannot; then either has its name.
    fn put_in_place(&self, new: &Path, file: &Path) -> std::io::Result<()>;
}

/// The machine's own disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemDisk;

#[derive(Debug)]
struct LockedFile(#[expect(dead_code, reason = "the lock lives as long as the file is open")] File);

impl Held for LockedFile {}

impl Disk for SystemDisk {
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn is_there(&self, file: &Path) -> bool {
        file.exists()
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        match fs::remove_file(file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn lock(&self, folder: &Path) -> io::Result<Option<Box<dyn Held>>> {
        self.make_folder(folder)?;
        let file = private(OpenOptions::new().write(true).create(true).truncate(false))
            .open(folder.join("lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(LockedFile(file)))),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(error),
        }
    }

    fn keep_reserve(&self, folder: &Path, bytes: u64) -> io::Result<()> {
        let path = folder.join("reserve");
        if fs::metadata(&path).is_ok_and(|found| found.len() == bytes) {
            return Ok(());
        }
        let new = folder.join("reserve.new");
        let mut file =
            private(OpenOptions::new().write(true).create(true).truncate(true)).open(&new)?;
        // Not zeros: some file systems keep no blocks for those.
        let piece = [0xA5_u8; 4096];
        let mut left = usize::try_from(bytes).map_err(io::Error::other)?;
        while left > 0 {
            let (now, _) = piece.split_at(left.min(piece.len()));
            file.write_all(now)?;
            left = left.saturating_sub(now.len());
        }
        file.sync_all()?;

        fs::rename(new, path)
    }

    fn free_reserve(&self, folder: &Path) -> io::Result<()> {
        self.remove(&folder.join("reserve"))
    }

    fn set_aside(&self, file: &Path, mark: &str) -> io::Result<PathBuf> {
        let aside = free_name(file, mark)?;
        fs::metadata(file)?;
        // The file itself comes last: SQLite takes what lies beside a new file for a leftover and removes it.
        for end in ["-wal", "-shm", ""] {
            match fs::rename(with_end(file, end), with_end(&aside, end)) {
                Err(error) if end.is_empty() || error.kind() != io::ErrorKind::NotFound => {
                    return Err(error);
                }
                Ok(()) | Err(_) => {}
            }
        }

        Ok(aside)
    }

    fn put_in_place(&self, new: &Path, file: &Path) -> io::Result<()> {
        // Windows flushes only what may be written to.
        OpenOptions::new().write(true).open(new)?.sync_all()?;
        fs::rename(new, file)?;
        #[cfg(unix)]
        if let Some(folder) = file.parent() {
            File::open(folder)?.sync_all()?;
        }

        Ok(())
    }
}

/// What this person keeps, nobody else reads.
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

fn free_name(file: &Path, mark: &str) -> io::Result<PathBuf> {
    (0..1000_u32)
        .map(|again| match again {
            0 => with_end(file, &format!(".damaged-{mark}")),
            _ => with_end(file, &format!(".damaged-{mark}-{again}")),
        })
        .find(|name| !name.exists())
        .ok_or_else(|| io::Error::from(io::ErrorKind::AlreadyExists))
}

fn with_end(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);

    name.into()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A folder of its own for one test; removed when the test ends well.
    pub(crate) struct Folder(PathBuf);

    impl Folder {
        pub(crate) fn new() -> Self {
            use std::sync::atomic::{AtomicU64, Ordering};
            static NEXT: AtomicU64 = AtomicU64::new(0);
            loop {
                let number = NEXT.fetch_add(1, Ordering::Relaxed);
                let name = format!("credit-desk-{}-{number}", std::process::id());
                let path = std::env::temp_dir().join(name);
                match fs::create_dir(&path) {
                    Ok(()) => return Self(path),
                    // A failed test left it there, in a process that had this number before.
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                    Err(error) => panic!("{}: {error}", path.display()),
                }
            }
        }

        pub(crate) fn path(&self) -> &Path {
            &self.0
        }

        pub(crate) fn place(&self) -> Place {
            Place {
                folder: self.0.join("workspace"),
                vfs: None,
            }
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            if !std::thread::panicking() {
                let _ = fs::remove_dir_all(&self.0);
            }
        }
    }

    #[test]
    fn one_holds_the_lock_until_it_lets_go() {
        let folder = Folder::new();
        let held = SystemDisk.lock(folder.path()).unwrap();
        assert!(held.is_some());
        assert!(SystemDisk.lock(folder.path()).unwrap().is_none());
        drop(held);
        assert!(SystemDisk.lock(folder.path()).unwrap().is_some());
    }

    #[test]
    fn the_reserve_is_kept_freed_and_kept_again() {
        let folder = Folder::new();
        for _ in 0..2 {
            SystemDisk.keep_reserve(folder.path(), 10_000).unwrap();
            let reserve = fs::metadata(folder.path().join("reserve")).unwrap();
            assert_eq!(reserve.len(), 10_000);
            SystemDisk.free_reserve(folder.path()).unwrap();
            assert!(!folder.path().join("reserve").exists());
            SystemDisk.free_reserve(folder.path()).unwrap();
        }
    }

    #[test]
    fn what_is_set_aside_is_kept_whole_and_never_overwrites() {
        let folder = Folder::new();
        let file = folder.path().join("journal.sqlite");
        let mut names = Vec::new();
        for round in ["one", "two"] {
            fs::write(&file, round).unwrap();
            fs::write(with_end(&file, "-wal"), round).unwrap();
            names.push(SystemDisk.set_aside(&file, "7").unwrap());
            assert!(!file.exists());
        }
        for (name, round) in names.iter().zip(["one", "two"]) {
            assert_eq!(fs::read_to_string(name).unwrap(), round);
            assert_eq!(fs::read_to_string(with_end(name, "-wal")).unwrap(), round);
        }
        assert!(SystemDisk.set_aside(&file, "7").is_err());
    }
}

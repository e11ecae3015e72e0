//! What the core asks of a disk outside SQLite's files: the lock, the reserve, setting aside, and the head kept elsewhere.

use super::fault::Op;
use super::{Disk, Entry, Failure, OBSERVER, Process};
use desk_core::disk::Held;
use desk_core::journal::{GuardKind, Head, OutsideHead};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The simulated disk as the core takes it.
pub struct Machine(pub Arc<Disk>);

struct Lock {
    disk: Arc<Disk>,
    folder: String,
    by: Process,
}

impl Held for Lock {}

impl Drop for Lock {
    fn drop(&mut self) {
        let mut state = self.disk.state();
        if let Some(holders) = state.workspace.get_mut(&self.folder) {
            holders.remove(&self.by);
            if holders.is_empty() {
                state.workspace.remove(&self.folder);
            }
        }
    }
}

impl desk_core::disk::Disk for Machine {
    // Folders are only a part of names here.
    fn make_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }

    fn is_there(&self, file: &Path) -> bool {
        self.0.is_there(&name(file))
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        match self.0.remove(&name(file), false) {
            Ok(()) | Err(Failure::NotThere) => Ok(()),
            Err(failure) => Err(error(failure)),
        }
    }

    fn lock(&self, folder: &Path) -> io::Result<Option<Box<dyn Held>>> {
        let folder = name(folder);
        let mut state = self.0.state();
        let by = state.acting;
        // A lock that is busy for a moment is a lock that somebody has.
        match state.begin(by, Op::Lock, &self.0.notes) {
            Ok(()) => {}
            Err(Failure::Busy) => return Ok(None),
            Err(failure) => return Err(error(failure)),
        }
        if state.workspace.contains_key(&folder) && !state.lock_is_stolen {
            return Ok(None);
        }
        let holders = state.workspace.entry(folder.clone()).or_default();
        holders.insert(by);
        let disk = Arc::clone(&self.0);

        Ok(Some(Box::new(Lock { disk, folder, by })))
    }

    fn keep_reserve(&self, folder: &Path, bytes: u64) -> io::Result<()> {
        let wanted = usize::try_from(bytes).map_err(io::Error::other)?;
        let (new, kept) = (
            name(&folder.join("reserve.new")),
            name(&folder.join("reserve")),
        );
        if self.0.length_of(&kept) == Some(wanted) {
            return Ok(());
        }
        self.0
            .write_whole(&new, &vec![0xA5; wanted])
            .map_err(error)?;

        self.0.rename(&new, &kept).map_err(error)
    }

    fn free_reserve(&self, folder: &Path) -> io::Result<()> {
        self.remove(&folder.join("reserve"))
    }

    fn set_aside(&self, file: &Path, mark: &str) -> io::Result<PathBuf> {
        let file = name(file);
        let aside = (0..1000_u32)
            .map(|again| format!("{file}.damaged-{mark}-{again}"))
            .find(|aside| !self.0.is_there(aside))
            .ok_or_else(|| io::Error::from(io::ErrorKind::AlreadyExists))?;
        for end in ["", "-wal", "-shm"] {
            match self
                .0
                .rename(&format!("{file}{end}"), &format!("{aside}{end}"))
            {
                Ok(()) => {}
                Err(Failure::NotThere) if !end.is_empty() => {}
                Err(failure) => return Err(error(failure)),
            }
        }

        Ok(aside.into())
    }

    fn put_in_place(&self, new: &Path, file: &Path) -> io::Result<()> {
        let (new, file) = (name(new), name(file));
        self.0.flush_named(&new).map_err(error)?;
        self.0.rename(&new, &file).map_err(error)?;

        self.0.flush_names().map_err(error)
    }
}

/// A head that is kept on the same disk in another folder, or in a keychain that keeps it at once.
pub struct Outside {
    disk: Arc<Disk>,
    kind: GuardKind,
}

impl Outside {
    /// Where the file lies, or what stands for the keychain.
    pub const FILE: &'static str = "heads/one";

    /// A guard of this kind.
    #[must_use]
    pub fn new(disk: Arc<Disk>, kind: GuardKind) -> Self {
        Self { disk, kind }
    }
}

impl OutsideHead for Outside {
    fn read(&self) -> io::Result<Option<Head>> {
        let bytes = match self.disk.read_whole(Self::FILE) {
            Ok(bytes) => bytes,
            Err(Failure::NotThere) => return Ok(None),
            Err(failure) => return Err(error(failure)),
        };
        let head = String::from_utf8(bytes)
            .ok()
            .and_then(|text| Head::from_text(&text));

        head.map(Some)
            .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))
    }

    fn write(&self, head: Head) -> io::Result<()> {
        let new = "heads/one.new";
        self.disk
            .write_whole(new, head.to_text().as_bytes())
            .map_err(error)?;
        self.disk.rename(new, Self::FILE).map_err(error)?;
        if self.kind == GuardKind::Keychain {
            self.disk.state().settle_names(usize::MAX);
        }

        Ok(())
    }

    fn flush(&self) -> io::Result<()> {
        self.disk.flush_names().map_err(error)
    }

    fn kind(&self) -> GuardKind {
        self.kind
    }
}

/// By name, for files that are not SQLite's.
impl Disk {
    /// A file's whole content.
    pub fn read_whole(&self, name: &str) -> Result<Vec<u8>, Failure> {
        let mut state = self.state();
        let who = state.acting;
        let file = state.names.get(name).copied().ok_or(Failure::NotThere)?;
        state.begin(who, Op::Read, &self.notes)?;

        Ok(state.files[file].live().to_vec())
    }

    /// Makes a file anew, writes it and flushes it.
    fn write_whole(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let mut state = self.state();
        let who = state.acting;
        state.begin(who, Op::Make, &self.notes)?;
        let file = state.make(name);
        state.end(who, Op::Make);
        state.write(who, file, 0, bytes, &self.notes)?;

        state.flush(who, file, &self.notes)
    }

    /// Makes what was written to a file durable.
    fn flush_named(&self, name: &str) -> Result<(), Failure> {
        let mut state = self.state();
        let who = state.acting;
        let file = state.names.get(name).copied().ok_or(Failure::NotThere)?;

        state.flush(who, file, &self.notes)
    }

    /// Makes durable which files there are.
    fn flush_names(&self) -> Result<(), Failure> {
        let mut state = self.state();
        let who = state.acting;
        state.begin(who, Op::Flush, &self.notes)?;
        state.settle_names(usize::MAX);
        state.end(who, Op::Flush);

        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> Result<(), Failure> {
        let mut state = self.state();
        let who = state.acting;
        let Some(file) = state.names.get(from).copied() else {
            return Err(Failure::NotThere);
        };
        state.begin(who, Op::Rename, &self.notes)?;
        state.names.remove(from);
        state.names.insert(to.to_owned(), file);
        state
            .entries
            .push(Entry::Renamed(from.to_owned(), to.to_owned()));
        state.end(who, Op::Rename);

        Ok(())
    }

    /// Takes the head kept outside away, as when a keychain was cleared.
    pub fn forget_head(&self) {
        let before = self.act_as(OBSERVER);
        let _ = self.remove(Outside::FILE, true);
        self.act_as(before);
    }

    fn length_of(&self, name: &str) -> Option<usize> {
        self.state().file(name).map(|file| file.live().len())
    }
}

fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn error(failure: Failure) -> io::Error {
    match failure {
        Failure::Io => io::Error::other("the device failed"),
        Failure::Full => io::ErrorKind::StorageFull.into(),
        Failure::ReadOnly => io::ErrorKind::ReadOnlyFilesystem.into(),
        Failure::NotThere => io::ErrorKind::NotFound.into(),
        Failure::Busy => io::ErrorKind::ResourceBusy.into(),
    }
}

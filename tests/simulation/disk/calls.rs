//! What programs ask of the disk, file by file: each call can fail, and each can be the last.

use super::fault::Op;
use super::locks::{Handle, Level, Locks};
use super::{Disk, Entry, Failure, Opened, Region};
use std::cell::UnsafeCell;
use std::ops::Range;

impl Disk {
    /// Opens a file; without a name, one that is nobody's.
    pub fn open(
        &self,
        name: Option<&str>,
        create: bool,
        temporary: bool,
    ) -> Result<Handle, Failure> {
        let mut state = self.state();
        let who = state.acting;
        let found = name.and_then(|name| state.names.get(name).copied());
        if found.is_none() && !create && name.is_some() {
            return Err(Failure::NotThere);
        }
        let op = if found.is_some() { Op::Open } else { Op::Make };
        state.begin(who, op, &self.notes)?;
        let handle = state.next;
        state.next += 1;
        let own = format!("nobody-{handle}");
        let name = name.unwrap_or(&own);
        let file = found.unwrap_or_else(|| state.make(name));
        let remove_as = (temporary || name == own).then(|| name.to_owned());
        state.handles.insert(
            handle,
            Opened {
                file,
                by: who,
                remove_as,
            },
        );
        state.end(who, op);

        Ok(handle)
    }

    /// Closes a file and lets go of its locks; the dead do so too.
    pub fn close(&self, handle: Handle) {
        let mut state = self.state();
        let Some(opened) = state.handles.remove(&handle) else {
            return;
        };
        if let Some(locks) = state.locks.get_mut(&opened.file) {
            locks.release(handle);
        }
        state.leave_shared(opened.file, handle);
        if let Some(name) = opened.remove_as {
            state.names.remove(&name);
            state.entries.push(Entry::Removed(name));
        }
    }

    /// Reads; says how many bytes there were.
    pub fn read(&self, handle: Handle, at: usize, into: &mut [u8]) -> Result<usize, Failure> {
        let mut state = self.state();
        let (who, file) = state.of(handle)?;
        state.begin(who, Op::Read, &self.notes)?;
        let content = state.files[file].live().get(at..).unwrap_or_default();
        let length = content.len().min(into.len());
        into[..length].copy_from_slice(&content[..length]);

        Ok(length)
    }

    /// Writes.
    pub fn write(&self, handle: Handle, at: usize, bytes: &[u8]) -> Result<(), Failure> {
        let mut state = self.state();
        let (who, file) = state.of(handle)?;
        state.write(who, file, at, bytes, &self.notes)
    }

    /// Cuts a file.
    pub fn set_length(&self, handle: Handle, length: usize) -> Result<(), Failure> {
        let mut state = self.state();
        let (who, file) = state.of(handle)?;
        state.begin(who, Op::Cut, &self.notes)?;
        state.files[file].set_length(length);
        state.end(who, Op::Cut);

        Ok(())
    }

    /// Makes everything written to a file durable.
    pub fn flush(&self, handle: Handle) -> Result<(), Failure> {
        let mut state = self.state();
        let (who, file) = state.of(handle)?;
        state.flush(who, file, &self.notes)
    }

    /// How long a file is.
    pub fn length(&self, handle: Handle) -> Result<usize, Failure> {
        let state = self.state();
        let (_, file) = state.of(handle)?;

        Ok(state.files[file].live().len())
    }

    /// Raises a lock.
    pub fn raise(&self, handle: Handle, level: Level) -> Result<(), Failure> {
        let mut state = self.state();
        let (who, file) = state.of(handle)?;
        state.begin(who, Op::Lock, &self.notes)?;
        let locks = state.locks.entry(file).or_default();

        locks.raise(handle, level).map_err(|_| Failure::Busy)
    }

    /// Lowers a lock; the dead do so too.
    pub fn lower(&self, handle: Handle, level: Level) {
        let mut state = self.state();
        if let Some(file) = state.handles.get(&handle).map(|opened| opened.file) {
            state.locks.entry(file).or_default().lower(handle, level);
        }
    }

    /// Whether anybody will write.
    pub fn is_reserved(&self, handle: Handle) -> Result<bool, Failure> {
        let state = self.state();
        let (_, file) = state.of(handle)?;

        Ok(state.locks.get(&file).is_some_and(Locks::is_reserved))
    }

    /// Locks or unlocks places in shared memory.
    pub fn lock_shared(
        &self,
        handle: Handle,
        places: Range<usize>,
        alone: bool,
        lock: bool,
    ) -> Result<(), Failure> {
        let mut state = self.state();
        let Some(file) = state.handles.get(&handle).map(|opened| opened.file) else {
            return Err(Failure::Io);
        };
        let locks = state.locks.entry(file).or_default();
        if !lock {
            locks.give(handle, places, alone);
            return Ok(());
        }
        let (who, _) = state.of(handle)?;
        state.begin(who, Op::Lock, &self.notes)?;
        let locks = state.locks.entry(file).or_default();

        locks.take(handle, places, alone).map_err(|_| Failure::Busy)
    }

    /// A region of shared memory; `None` where it is not there and not to be made.
    pub fn region(
        &self,
        handle: Handle,
        place: usize,
        make: bool,
    ) -> Result<Option<*mut u64>, Failure> {
        let mut state = self.state();
        let (_, file) = state.of(handle)?;
        let shared = state.shared.entry(file).or_default();
        shared.users.insert(handle);
        while make && shared.regions.len() <= place {
            shared
                .regions
                .push(Region(Box::new(UnsafeCell::new([0; 4096]))));
        }

        Ok(shared
            .regions
            .get(place)
            .map(|region| region.0.get().cast::<u64>()))
    }

    /// Done with shared memory; the last to go takes it away.
    pub fn leave_shared(&self, handle: Handle) {
        let mut state = self.state();
        if let Some(file) = state.handles.get(&handle).map(|opened| opened.file) {
            state.leave_shared(file, handle);
        }
    }

    /// Removes a file by name.
    pub fn remove(&self, name: &str, at_once: bool) -> Result<(), Failure> {
        let mut state = self.state();
        let who = state.acting;
        if !state.names.contains_key(name) {
            return Err(Failure::NotThere);
        }
        state.begin(who, Op::Remove, &self.notes)?;
        state.names.remove(name);
        state.entries.push(Entry::Removed(name.to_owned()));
        if at_once {
            state.settle_names(usize::MAX);
        }
        state.end(who, Op::Remove);

        Ok(())
    }

    /// Whether a file is there.
    pub fn is_there(&self, name: &str) -> bool {
        self.state().names.contains_key(name)
    }
}

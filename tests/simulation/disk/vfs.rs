//! SQLite's file system interface in front of the simulated disk. The only file here that needs `unsafe`: it speaks C.
//!
//! A [`Registered`] outlives every connection opened by its name, so the disk that SQLite's pointers lead to is there.
#![allow(unsafe_code, reason = "SQLite's interface for file systems is C")]

use super::{Disk, Failure, Handle, Level};
use rusqlite::ffi;
use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::mem::size_of;
use std::slice;
use std::sync::Arc;

/// SQLite's file, with what we need behind it.
#[repr(C)]
struct File {
    base: ffi::sqlite3_file,
    disk: *const Disk,
    handle: Handle,
}

/// A disk that SQLite knows by name.
pub struct Registered {
    vfs: Box<ffi::sqlite3_vfs>,
    name: CString,
    _disk: Arc<Disk>,
}

impl Registered {
    /// Makes SQLite know `disk` as `name`.
    ///
    /// # Panics
    /// When the name holds a zero or SQLite refuses.
    #[must_use]
    pub fn new(name: &str, disk: Arc<Disk>) -> Self {
        let name = CString::new(name).expect("a name without zeros");
        let mut vfs = Box::new(ffi::sqlite3_vfs {
            iVersion: 2,
            szOsFile: c_int::try_from(size_of::<File>()).expect("a small file"),
            mxPathname: 512,
            pNext: std::ptr::null_mut(),
            zName: name.as_ptr(),
            pAppData: Arc::as_ptr(&disk).cast_mut().cast(),
            xOpen: Some(open),
            xDelete: Some(remove),
            xAccess: Some(access),
            xFullPathname: Some(full_name),
            xDlOpen: None,
            xDlError: None,
            xDlSym: None,
            xDlClose: None,
            xRandomness: Some(randomness),
            xSleep: Some(sleep),
            xCurrentTime: Some(current_time),
            xGetLastError: Some(last_error),
            xCurrentTimeInt64: Some(current_time_whole),
            xSetSystemCall: None,
            xGetSystemCall: None,
            xNextSystemCall: None,
        });
        // SAFETY: the structure is complete, stays where it is, and is taken back when this value is dropped.
        let taken = unsafe { ffi::sqlite3_vfs_register(&raw mut *vfs, 0) };
        assert_eq!(taken, ffi::SQLITE_OK);

        Self {
            vfs,
            name,
            _disk: disk,
        }
    }

    /// The name for `Place::vfs`.
    #[must_use]
    pub fn name(&self) -> String {
        self.name.to_string_lossy().into_owned()
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        // SAFETY: it was registered by `new`, once.
        unsafe { ffi::sqlite3_vfs_unregister(&raw mut *self.vfs) };
    }
}

/// SQLite's own chance, which is one for the whole process: it salts write-ahead files.
pub fn seed_sqlite(seed: u64) {
    let seed = c_int::try_from(seed & 0x3fff_ffff).unwrap_or(1) | 1;
    // SAFETY: this operation takes a seed and a connection, which may be null.
    unsafe {
        ffi::sqlite3_test_control(
            ffi::SQLITE_TESTCTRL_PRNG_SEED,
            seed,
            std::ptr::null_mut::<ffi::sqlite3>(),
        );
    }
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(cut),
    xSync: Some(flush),
    xFileSize: Some(length),
    xLock: Some(raise),
    xUnlock: Some(lower),
    xCheckReservedLock: Some(is_reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(map),
    xShmLock: Some(lock_shared),
    xShmBarrier: Some(barrier),
    xShmUnmap: Some(unmap),
    xFetch: None,
    xUnfetch: None,
};

/// What the code of a failure is, by what was asked; a full disk and a busy lock have codes of their own.
fn code(failure: Failure, io: c_int) -> c_int {
    match failure {
        Failure::Full => ffi::SQLITE_FULL,
        Failure::Busy => ffi::SQLITE_BUSY,
        Failure::NotThere => ffi::SQLITE_CANTOPEN,
        Failure::Io | Failure::ReadOnly => io,
    }
}

fn outcome(done: Result<(), Failure>, io: c_int) -> c_int {
    done.map_or_else(|failure| code(failure, io), |()| ffi::SQLITE_OK)
}

/// # Safety
/// `file` is one that [`open`] filled in.
unsafe fn of<'a>(file: *mut ffi::sqlite3_file) -> (&'a Disk, Handle) {
    // SAFETY: the caller's promise; the disk outlives every file.
    unsafe {
        let file = file.cast::<File>();
        (&*(*file).disk, (*file).handle)
    }
}

/// # Safety
/// `vfs` is one of ours.
unsafe fn disk<'a>(vfs: *mut ffi::sqlite3_vfs) -> &'a Disk {
    // SAFETY: the caller's promise; `Registered` keeps the disk.
    unsafe { &*(*vfs).pAppData.cast::<Disk>() }
}

/// # Safety
/// `name` is null or a text that ends with a zero.
unsafe fn text(name: *const c_char) -> Option<String> {
    if name.is_null() {
        return None;
    }
    // SAFETY: the caller's promise.
    let name = unsafe { CStr::from_ptr(name) };

    Some(name.to_string_lossy().into_owned())
}

fn size(number: impl TryInto<usize>) -> usize {
    number.try_into().unwrap_or(usize::MAX)
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: SQLite hands in our own VFS, a name or null, and room for a `File`.
    unsafe {
        (*file).pMethods = std::ptr::null();
        let disk = disk(vfs);
        let create = flags & ffi::SQLITE_OPEN_CREATE != 0;
        let temporary = flags & ffi::SQLITE_OPEN_DELETEONCLOSE != 0;
        let handle = match disk.open(text(name).as_deref(), create, temporary) {
            Ok(handle) => handle,
            Err(failure) => return code(failure, ffi::SQLITE_CANTOPEN),
        };
        if !out_flags.is_null() {
            *out_flags = flags;
        }
        file.cast::<File>().write(File {
            base: ffi::sqlite3_file {
                pMethods: &raw const METHODS,
            },
            disk: std::ptr::from_ref(disk),
            handle,
        });
    }

    ffi::SQLITE_OK
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: an open file of ours.
    unsafe {
        let (disk, handle) = of(file);
        disk.close(handle);
        (*file).pMethods = std::ptr::null();
    }

    ffi::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    into: *mut c_void,
    amount: c_int,
    at: ffi::sqlite3_int64,
) -> c_int {
    // SAFETY: an open file of ours, and room for so many bytes.
    let ((disk, handle), into) = unsafe {
        (
            of(file),
            slice::from_raw_parts_mut(into.cast::<u8>(), size(amount)),
        )
    };
    match disk.read(handle, size(at), into) {
        Ok(length) if length == into.len() => ffi::SQLITE_OK,
        Ok(length) => {
            into[length..].fill(0);
            ffi::SQLITE_IOERR_SHORT_READ
        }
        Err(failure) => code(failure, ffi::SQLITE_IOERR_READ),
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    from: *const c_void,
    amount: c_int,
    at: ffi::sqlite3_int64,
) -> c_int {
    // SAFETY: an open file of ours, and so many bytes.
    let ((disk, handle), bytes) = unsafe {
        (
            of(file),
            slice::from_raw_parts(from.cast::<u8>(), size(amount)),
        )
    };

    outcome(disk.write(handle, size(at), bytes), ffi::SQLITE_IOERR_WRITE)
}

unsafe extern "C" fn cut(file: *mut ffi::sqlite3_file, to: ffi::sqlite3_int64) -> c_int {
    // SAFETY: an open file of ours.
    let (disk, handle) = unsafe { of(file) };

    outcome(
        disk.set_length(handle, size(to)),
        ffi::SQLITE_IOERR_TRUNCATE,
    )
}

unsafe extern "C" fn flush(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: an open file of ours.
    let (disk, handle) = unsafe { of(file) };

    outcome(disk.flush(handle), ffi::SQLITE_IOERR_FSYNC)
}

unsafe extern "C" fn length(file: *mut ffi::sqlite3_file, out: *mut ffi::sqlite3_int64) -> c_int {
    // SAFETY: an open file of ours, and room for the number.
    unsafe {
        let (disk, handle) = of(file);
        match disk.length(handle) {
            Ok(length) => {
                *out = i64::try_from(length).unwrap_or(i64::MAX);
                ffi::SQLITE_OK
            }
            Err(failure) => code(failure, ffi::SQLITE_IOERR_FSTAT),
        }
    }
}

fn level(number: c_int) -> Level {
    match number {
        ffi::SQLITE_LOCK_NONE => Level::Free,
        ffi::SQLITE_LOCK_SHARED => Level::Shared,
        ffi::SQLITE_LOCK_RESERVED => Level::Reserved,
        ffi::SQLITE_LOCK_PENDING => Level::Pending,
        _ => Level::Exclusive,
    }
}

unsafe extern "C" fn raise(file: *mut ffi::sqlite3_file, to: c_int) -> c_int {
    // SAFETY: an open file of ours.
    let (disk, handle) = unsafe { of(file) };

    outcome(disk.raise(handle, level(to)), ffi::SQLITE_IOERR_LOCK)
}

unsafe extern "C" fn lower(file: *mut ffi::sqlite3_file, to: c_int) -> c_int {
    // SAFETY: an open file of ours.
    let (disk, handle) = unsafe { of(file) };
    disk.lower(handle, level(to));

    ffi::SQLITE_OK
}

unsafe extern "C" fn is_reserved(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: an open file of ours, and room for the answer.
    unsafe {
        let (disk, handle) = of(file);
        match disk.is_reserved(handle) {
            Ok(reserved) => {
                *out = c_int::from(reserved);
                ffi::SQLITE_OK
            }
            Err(failure) => code(failure, ffi::SQLITE_IOERR_CHECKRESERVEDLOCK),
        }
    }
}

unsafe extern "C" fn control(_: *mut ffi::sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector(_: *mut ffi::sqlite3_file) -> c_int {
    4096
}

/// As SQLite takes an ordinary disk for: a write that is torn changes nothing beside it.
unsafe extern "C" fn characteristics(_: *mut ffi::sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn map(
    file: *mut ffi::sqlite3_file,
    place: c_int,
    _size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: an open file of ours, and room for a pointer. Regions stay where they are until the last user leaves.
    unsafe {
        let (disk, handle) = of(file);
        match disk.region(handle, size(place), extend != 0) {
            Ok(region) => {
                *out = region.map_or(std::ptr::null_mut(), <*mut u64>::cast);
                ffi::SQLITE_OK
            }
            Err(failure) => code(failure, ffi::SQLITE_IOERR_SHMMAP),
        }
    }
}

unsafe extern "C" fn lock_shared(
    file: *mut ffi::sqlite3_file,
    place: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    // SAFETY: an open file of ours.
    let (disk, handle) = unsafe { of(file) };
    let places = size(place)..size(place) + size(count);
    let alone = flags & ffi::SQLITE_SHM_EXCLUSIVE != 0;
    let lock = flags & ffi::SQLITE_SHM_LOCK != 0;

    outcome(
        disk.lock_shared(handle, places, alone, lock),
        ffi::SQLITE_IOERR_SHMLOCK,
    )
}

unsafe extern "C" fn barrier(_: *mut ffi::sqlite3_file) {}

unsafe extern "C" fn unmap(file: *mut ffi::sqlite3_file, _remove: c_int) -> c_int {
    // SAFETY: an open file of ours.
    let (disk, handle) = unsafe { of(file) };
    disk.leave_shared(handle);

    ffi::SQLITE_OK
}

unsafe extern "C" fn remove(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    at_once: c_int,
) -> c_int {
    // SAFETY: our VFS and a name.
    let (disk, name) = unsafe { (disk(vfs), text(name).unwrap_or_default()) };
    match disk.remove(&name, at_once != 0) {
        Err(Failure::NotThere) => ffi::SQLITE_IOERR_DELETE_NOENT,
        done => outcome(done, ffi::SQLITE_IOERR_DELETE),
    }
}

unsafe extern "C" fn access(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    _flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: our VFS, a name, and room for the answer.
    unsafe { *out = c_int::from(disk(vfs).is_there(&text(name).unwrap_or_default())) };

    ffi::SQLITE_OK
}

unsafe extern "C" fn full_name(
    _vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: a name, and so much room for the same name.
    unsafe {
        let bytes = CStr::from_ptr(name).to_bytes_with_nul();
        if bytes.len() > size(room) {
            return ffi::SQLITE_CANTOPEN;
        }
        out.cast::<u8>()
            .copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
    }

    ffi::SQLITE_OK
}

/// Not asked as long as another VFS is SQLite's own choice; see [`seed_sqlite`].
unsafe extern "C" fn randomness(_: *mut ffi::sqlite3_vfs, _: c_int, _: *mut c_char) -> c_int {
    0
}

/// Waiting for a lock costs nothing here: nobody runs meanwhile.
unsafe extern "C" fn sleep(_: *mut ffi::sqlite3_vfs, microseconds: c_int) -> c_int {
    microseconds
}

/// The journal asks no time of SQLite; whoever does is told the beginning of the Julian calendar.
unsafe extern "C" fn current_time(_: *mut ffi::sqlite3_vfs, out: *mut f64) -> c_int {
    // SAFETY: room for the answer.
    unsafe { *out = 0.0 };

    ffi::SQLITE_OK
}

unsafe extern "C" fn current_time_whole(
    _: *mut ffi::sqlite3_vfs,
    out: *mut ffi::sqlite3_int64,
) -> c_int {
    // SAFETY: room for the answer.
    unsafe { *out = 0 };

    ffi::SQLITE_OK
}

unsafe extern "C" fn last_error(_: *mut ffi::sqlite3_vfs, _: c_int, _: *mut c_char) -> c_int {
    0
}

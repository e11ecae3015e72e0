//! The last good state: a copy of the journal beside it, verified in full before it takes its name, for the day when the
//! file itself cannot be read. One copy, and one of each journal before this one that was left behind.

use super::chain::{stored_hash, stored_head};
use super::check::{check, check_against};
use super::head::{Head, OutsideHead};
use super::open::{OpenError, open_file, read_only};
use super::statement::run_whole;
use super::{Guard, Journal, JournalError, Standing, list};
use crate::clock::Timestamp;
use crate::disk::{Disk, Place};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

/// What the copy of the last good state holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastGood {
    /// How many entries it has.
    pub entries: u64,
    /// When the newest of them was written.
    pub newest: Option<Timestamp>,
    /// How many entries after them the head kept outside knows of; `None` where it tells nothing.
    pub behind: Option<u64>,
}

impl LastGood {
    /// The name of its file, in the workspace's folder.
    pub const FILE: &str = "journal.sqlite.good";

    /// Looks at the copy without verifying it; `None` when there is none that can be read.
    #[must_use]
    pub fn look(place: &Place, outside: &dyn OutsideHead) -> Option<Self> {
        let connection = connect(place, &copy(place)).ok()?;
        let extent = list::extent(&connection).ok()?;
        let behind = match outside.read().ok()? {
            Some(head) if stored_hash(&connection, head.number).ok()? == Some(head.hash) => Some(0),
            // One of another journal may name any entry.
            Some(head) => head
                .number
                .0
                .checked_sub(extent.entries)
                .filter(|more| *more > 0),
            None => None,
        };

        Some(Self {
            entries: extent.entries,
            newest: extent.last,
            behind,
        })
    }
}

impl Journal {
    /// Opens the copy of the last good state for reading, for when the journal itself cannot be read. The copy is verified
    /// again: the disk that spoilt the journal may have spoilt it too. Takes no lock and writes nothing.
    ///
    /// # Errors
    /// [`OpenError`], also when the copy is not whole.
    pub fn open_last_good(
        place: Place,
        disk: &dyn Disk,
        outside: Arc<dyn OutsideHead>,
    ) -> Result<Self, OpenError> {
        let file = copy(&place);
        if !disk.is_there(&file) {
            return Err(OpenError::NotThereYet);
        }
        let found = check(&connect(&place, &file)?, outside.as_ref())?;
        if !found.is_whole() {
            return Err(OpenError::Damaged {
                why: format!("the copy: {found:?}"),
            });
        }

        read_only(place, file, disk, outside, Standing::LastGood)
    }

    /// Keeps a copy of the journal as it is now beside it, once the copy is verified in full; `false` when nothing has come
    /// since the last one. It costs a read of all there is, and the allocations nothing: it takes no turn of theirs.
    ///
    /// # Errors
    /// [`JournalError`] when the copy is not good, or the disk refuses; then the one before stays.
    pub fn keep_good_copy(&self, disk: &dyn Disk) -> Result<bool, JournalError> {
        if self.standing() != Standing::Writable {
            return Err(JournalError::ReadOnly);
        }
        if matches!(self.guard(), Guard::Frozen(_)) {
            return Err(JournalError::Frozen);
        }
        let _alone = self.copying.lock().unwrap_or_else(PoisonError::into_inner);
        let new = self.place.folder.join("journal.sqlite.good-new");
        let kept = self.keep(disk, &new);
        if let Err(error) = &kept {
            tracing::warn!(%error, "the last good state was not kept");
            // The room that it took is wanted for entries.
            let _swept = sweep(disk, &new);
        }

        kept
    }

    /// Copies what one snapshot shows, verifies the copy, and only then puts it in the place of the one before.
    fn keep(&self, disk: &dyn Disk, new: &Path) -> Result<bool, JournalError> {
        // What a kill left there is half a copy.
        sweep(disk, new)?;
        // Before the snapshot, which then holds the entry that this names, however many come meanwhile.
        let outside = self.outside.read().map_err(JournalError::NotCopied)?;
        let file = copy(&self.place);
        let before = if disk.is_there(&file) {
            kept_before(&self.place, &file)?
        } else {
            None
        };
        let head = before.as_ref().map(|(_, head)| *head);
        let copied = self
            .readers
            .run(|journal| self.copy_newer(journal, head, new))?;
        let Copied::Yes { is_continued } = copied else {
            return Ok(false);
        };
        let found = check_against(&connect(&self.place, new)?, &Ok(outside))?;
        if !found.is_good() {
            return Err(JournalError::Damaged(format!("the copy: {found:?}")));
        }
        if let Some((before, head)) = before
            && !is_continued
        {
            self.keep_beside(disk, &before, head)?;
        }
        disk.put_in_place(new, &file)
            .map_err(JournalError::NotCopied)?;

        Ok(true)
    }

    fn copy_newer(
        &self,
        journal: &Connection,
        before: Option<Head>,
        new: &Path,
    ) -> Result<Copied, JournalError> {
        if before == Some(stored_head(journal)?) {
            return Ok(Copied::NothingCame);
        }
        copy_whole(journal, &self.place, new)?;
        let is_continued = match before {
            Some(head) => stored_hash(journal, head.number)? == Some(head.hash),
            None => true,
        };

        Ok(Copied::Yes { is_continued })
    }

    /// The copy before is of a journal that was set aside, or replaced by an older file: nothing else of it may be readable.
    /// It keeps its name until the new one takes it, and another one for good.
    fn keep_beside(
        &self,
        disk: &dyn Disk,
        before: &Connection,
        head: Head,
    ) -> Result<(), JournalError> {
        let (number, hash) = (head.number.0, head.hex());
        let short = hash.get(..8).unwrap_or_default();
        let beside = self
            .place
            .folder
            .join(format!("{}-{number}-{short}", LastGood::FILE));
        let new = self.place.folder.join("journal.sqlite.good-beside-new");
        sweep(disk, &new)?;
        let kept = copy_whole(before, &self.place, &new).and_then(|()| {
            disk.put_in_place(&new, &beside)
                .map_err(JournalError::NotCopied)
        });
        if kept.is_err() {
            let _swept = sweep(disk, &new);
        }

        kept
    }
}

/// What came of copying.
enum Copied {
    /// The copy before holds all there is.
    NothingCame,
    /// There is a new one.
    Yes {
        /// The journal holds all that the copy before holds.
        is_continued: bool,
    },
}

fn copy(place: &Place) -> PathBuf {
    place.folder.join(LastGood::FILE)
}

/// The copy that is there, with its head; `None` where it is spoilt. One that cannot be read now may be all there is of a
/// journal that was left behind, and is not replaced.
fn kept_before(place: &Place, file: &Path) -> Result<Option<(Connection, Head)>, JournalError> {
    let read = connect(place, file).and_then(|copy| stored_head(&copy).map(|head| (copy, head)));
    match read {
        Ok(before) => Ok(Some(before)),
        Err(error) => match error.sqlite_error_code() {
            // The last is of a file without the table, such as an empty one.
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt | ErrorCode::Unknown) => {
                Ok(None)
            }
            _ => Err(error.into()),
        },
    }
}

/// Copies a whole database into a new file that needs nothing beside it to be read.
fn copy_whole(from: &Connection, place: &Place, new: &Path) -> Result<(), JournalError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let mut into = open_file(new, flags, place.vfs.as_deref())?;
    let done = Backup::new(from, &mut into)?.step(-1)?;
    if done != StepResult::Done {
        return Err(JournalError::NotCopied(io::ErrorKind::ResourceBusy.into()));
    }
    run_whole(&into, "PRAGMA journal_mode = DELETE")?;
    let mode: String = into.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    if mode != "delete" {
        return Err(JournalError::NotCopied(io::ErrorKind::ResourceBusy.into()));
    }

    Ok(())
}

/// Removes a file that was being made, and what SQLite may have left beside it.
fn sweep(disk: &dyn Disk, file: &Path) -> Result<(), JournalError> {
    for end in ["", "-journal", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        disk.remove(Path::new(&name))
            .map_err(JournalError::NotCopied)?;
    }

    Ok(())
}

fn connect(place: &Place, file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;

    open_file(file, flags, place.vfs.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::business_center::Switches;
    use crate::clock::FixedClock;
    use crate::disk::SystemDisk;
    use crate::disk::tests::Folder;
    use crate::journal::fixture::{self, NOW, actor, at, draft_number, opening, record};
    use crate::journal::tests::{raw, with_allocations};
    use crate::journal::{FileHead, GuardKind, Opening};
    use std::fs;
    use std::future::Future;
    use std::pin::pin;
    use std::sync::{OnceLock, Weak};
    use std::task::{Context, Poll, Waker};

    fn last_good(folder: &Folder) -> Result<Journal, OpenError> {
        Journal::open_last_good(folder.place(), &SystemDisk, opening(folder).outside)
    }

    fn look(folder: &Folder) -> Option<LastGood> {
        LastGood::look(&folder.place(), opening(folder).outside.as_ref())
    }

    fn spoil(file: &Path) {
        let mut bytes = fs::read(file).unwrap();
        bytes[..100].fill(0x55);
        fs::write(file, bytes).unwrap();
    }

    #[tokio::test]
    async fn the_last_good_state_is_read_when_the_journal_cannot_be_and_takes_nothing() {
        let folder = Folder::new();
        let journal = with_allocations(&folder, 2).await;
        assert_eq!(look(&folder), None);
        assert!(journal.keep_good_copy(&SystemDisk).unwrap());
        assert!(
            !journal.keep_good_copy(&SystemDisk).unwrap(),
            "nothing came"
        );
        let (kept, entries) = (journal.head().unwrap(), journal.extent().unwrap().entries);
        let open_then = journal.open_allocations().unwrap();
        drop(record(&journal, draft_number(9, 1), at(NOW)).await);
        drop(journal);
        spoil(&folder.place().folder.join("journal.sqlite"));
        assert!(matches!(
            Journal::open(opening(&folder), at(NOW)),
            Err(OpenError::Damaged { .. })
        ));

        let newest = Some(at(NOW));
        let behind = Some(1);
        assert_eq!(
            look(&folder),
            Some(LastGood {
                entries,
                newest,
                behind
            })
        );
        let good = last_good(&folder).unwrap();
        assert_eq!(good.standing(), Standing::LastGood);
        assert!(
            matches!(good.guard(), Guard::Frozen(_)),
            "the head outside is newer"
        );
        assert_eq!(good.head().unwrap(), kept);
        assert_eq!(good.open_allocations().unwrap(), open_then);
        assert!(good.rebuild_and_compare().unwrap());
        let switched = good
            .set_switches(actor(), Default::default(), at(NOW))
            .await;
        assert!(matches!(switched, Err(JournalError::ReadOnly)));
        let copied = good.keep_good_copy(&SystemDisk);
        assert!(matches!(copied, Err(JournalError::ReadOnly)));
    }

    #[tokio::test]
    async fn a_copy_that_is_not_good_never_takes_the_place_of_one_that_is() {
        let folder = Folder::new();
        let journal = with_allocations(&folder, 2).await;
        journal.keep_good_copy(&SystemDisk).unwrap();
        let file = copy(&folder.place());
        let before = fs::read(&file).unwrap();
        drop(record(&journal, draft_number(9, 1), at(NOW)).await);
        raw(&folder)
            .execute_batch("UPDATE totals SET amount = amount + 1")
            .unwrap();
        let new = file.with_extension("good-new");
        fs::write(&new, "half a copy").unwrap();
        assert!(!journal.check(&FixedClock::at(at(NOW))).unwrap().is_good());
        assert!(journal.keep_good_copy(&SystemDisk).is_err());
        assert_eq!(fs::read(&file).unwrap(), before);
        assert!(!new.exists(), "it takes room from the entries");
        drop(journal);

        for spoilt in ["", "no database, and longer than the head of one would be"] {
            fs::write(&file, spoilt).unwrap();
            assert_eq!(look(&folder), None);
            assert!(last_good(&folder).is_err());
        }
    }

    #[tokio::test]
    async fn a_copy_that_is_spoilt_is_made_anew() {
        let folder = Folder::new();
        let journal = with_allocations(&folder, 2).await;
        for spoilt in ["", "no database, and longer than the head of one would be"] {
            fs::write(copy(&folder.place()), spoilt).unwrap();
            assert!(journal.keep_good_copy(&SystemDisk).unwrap());
            assert_eq!(look(&folder).unwrap().behind, Some(0));
        }
    }

    #[tokio::test]
    async fn the_copy_of_a_journal_that_was_set_aside_is_kept_beside_that_of_the_next() {
        let folder = Folder::new();
        let journal = with_allocations(&folder, 2).await;
        journal.keep_good_copy(&SystemDisk).unwrap();
        let kept = journal.head().unwrap();
        drop(journal);
        let (place, outside) = (folder.place(), opening(&folder).outside);
        let before = fs::read(copy(&place)).unwrap();
        Journal::set_damaged_aside(&place, &SystemDisk, outside.as_ref(), at(NOW)).unwrap();
        let fresh = fixture::open(&folder);
        assert!(
            look(&folder).unwrap().behind == Some(0),
            "of the one set aside"
        );
        assert!(
            fresh.keep_good_copy(&SystemDisk).is_err(),
            "not accepted yet"
        );
        assert_eq!(fs::read(copy(&place)).unwrap(), before);
        let note = "compared".to_owned();
        fresh.accept_head(actor(), note, at(NOW)).await.unwrap();
        assert_eq!(look(&folder).unwrap().behind, None, "of another journal");
        assert!(fresh.keep_good_copy(&SystemDisk).unwrap());
        let beside = format!("{}-{}-{}", LastGood::FILE, kept.number.0, &kept.hex()[..8]);
        let beside = connect(&place, &place.folder.join(beside)).unwrap();
        assert_eq!(stored_head(&beside).unwrap(), kept);
        assert_eq!(
            last_good(&folder).unwrap().head().unwrap(),
            fresh.head().unwrap()
        );
    }

    /// The disk that spoilt the journal may have spoilt what the entries are not: amounts that are derived from them.
    #[tokio::test]
    async fn a_copy_that_was_spoilt_after_it_was_made_is_not_opened() {
        let folder = Folder::new();
        let journal = with_allocations(&folder, 2).await;
        journal.keep_good_copy(&SystemDisk).unwrap();
        let file = Connection::open(copy(&folder.place())).unwrap();
        file.execute_batch("UPDATE totals SET amount = amount + 1")
            .unwrap();
        assert_eq!(look(&folder).unwrap().behind, Some(0));
        assert!(matches!(last_good(&folder), Err(OpenError::Damaged { .. })));
    }

    /// A head kept outside that is asked for just after another entry came.
    struct Overtaken {
        kept: FileHead,
        journal: OnceLock<Weak<Journal>>,
    }

    impl OutsideHead for Overtaken {
        fn read(&self) -> io::Result<Option<Head>> {
            if let Some(journal) = self.journal.get().and_then(Weak::upgrade) {
                let switches = Switches {
                    strict_admin: true,
                    ..Switches::default()
                };
                let comes = journal.set_switches(actor(), switches, at(NOW));
                let done = pin!(comes).poll(&mut Context::from_waker(Waker::noop()));
                assert!(matches!(done, Poll::Ready(Ok(()))), "{done:?}");
            }
            self.kept.read()
        }

        fn write(&self, head: Head) -> io::Result<()> {
            self.kept.write(head)
        }

        fn flush(&self) -> io::Result<()> {
            self.kept.flush()
        }

        fn kind(&self) -> GuardKind {
            self.kept.kind()
        }
    }

    #[tokio::test]
    async fn an_entry_that_comes_while_the_copy_is_made_does_not_spoil_it() {
        let folder = Folder::new();
        drop(with_allocations(&folder, 2).await);
        let outside = Arc::new(Overtaken {
            kept: FileHead::new(folder.path().join("heads").join("one")),
            journal: OnceLock::new(),
        });
        let opening = Opening {
            outside: Arc::clone(&outside) as Arc<dyn OutsideHead>,
            ..opening(&folder)
        };
        let journal = Arc::new(Journal::open(opening, at(NOW)).unwrap());
        let before = journal.head().unwrap();
        outside.journal.set(Arc::downgrade(&journal)).unwrap();
        assert!(journal.keep_good_copy(&SystemDisk).unwrap());
        assert_ne!(journal.head().unwrap(), before, "one came");
    }
}

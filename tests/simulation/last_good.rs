//! Copying the journal's last good state, step by step: a kill, a power cut or a failing disk at each of them, while the journal
//! goes on from the copy before, and while that is of another journal, which was set aside.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use desk_core::business_center::{Actor, BasicRole, Role, Switches};
use desk_core::clock::{FixedClock, Timestamp};
use desk_core::disk::Place;
use desk_core::id::MemberId;
use desk_core::journal::{
    Drive, GuardKind, Head, Journal, JournalError, LastGood, Opening, OutsideHead,
};
use desk_simulation::chance::Chance;
use desk_simulation::disk::{
    Armed, Disk, Errno, Kill, Loss, Machine, OBSERVER, Outside, Process, Registered,
};
use desk_simulation::notes::{Keep, Notes};
use rusqlite::{Connection, OpenFlags};
use std::fmt::Debug;
use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

const PROGRAM: Process = Process(7);
const NEW: &str = "workspace/journal.sqlite.good-new";

/// A disk with a journal that has more than its copy holds.
struct Ground {
    disk: Arc<Disk>,
    registered: Registered,
    /// The copy is of a journal that was set aside.
    left_behind: bool,
    /// What the copy holds.
    old: Head,
}

impl Ground {
    fn new(seed: u64, left_behind: bool) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let notes = Arc::new(Notes::new(Keep::Nothing));
        let disk = Arc::new(Disk::new(Chance::new(seed), notes));
        let name = format!("last-good-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let registered = Registered::new(&name, Arc::clone(&disk));
        let mut ground = Self {
            disk,
            registered,
            left_behind,
            old: Head::EMPTY,
        };
        ground.prepare();

        ground
    }

    fn prepare(&mut self) {
        self.disk.act_as(OBSERVER);
        let journal = self.open();
        toggle(&journal, true);
        assert!(journal.keep_good_copy(&self.machine()).unwrap());
        self.old = journal.head().unwrap();
        if !self.left_behind {
            return toggle(&journal, false);
        }
        drop(journal);
        let outside = self.outside();
        Journal::set_damaged_aside(&self.place(), &self.machine(), outside.as_ref(), time())
            .unwrap();
        let fresh = self.open();
        let note = "compared".to_owned();
        at_once(fresh.accept_head(actor(), note, time())).unwrap();
    }

    fn place(&self) -> Place {
        Place {
            folder: "workspace".into(),
            vfs: Some(self.registered.name()),
        }
    }

    fn machine(&self) -> Machine {
        Machine(Arc::clone(&self.disk))
    }

    fn outside(&self) -> Arc<dyn OutsideHead> {
        Arc::new(Outside::new(Arc::clone(&self.disk), GuardKind::Keychain))
    }

    fn open(&self) -> Journal {
        let opening = Opening {
            place: self.place(),
            disk: Arc::new(self.machine()),
            outside: self.outside(),
            drive: Drive::Inline,
            program: "test".to_owned(),
        };

        Journal::open(opening, time()).unwrap()
    }

    /// The program copies, while `arm` lets something happen. Says what was told, and the head of the journal.
    fn copy(&self, arm: impl FnOnce(&Disk)) -> (Result<bool, JournalError>, Head) {
        self.disk.act_as(PROGRAM);
        let journal = self.open();
        let now = journal.head().unwrap();
        arm(&self.disk);
        let told = journal.keep_good_copy(&self.machine());
        self.disk.kill_at(None);
        drop(journal);
        self.disk.act_as(OBSERVER);

        (told, now)
    }

    /// The copy is the one before or the new one, whole, the new one where that was told; and the journal is what it was.
    fn check(&self, what: &str, told: &Result<bool, JournalError>, now: Head) {
        let place = self.place();
        let copy = Journal::open_last_good(place, &self.machine(), self.outside());
        let copy = copy.unwrap_or_else(|error| panic!("{what}: no copy: {error}"));
        let head = copy.head().unwrap();
        drop(copy);
        assert!(head == now || head == self.old, "{what}: {head:?}");
        if told.is_ok() {
            assert_eq!(head, now, "{what}");
        }
        let beside = format!(
            "workspace/{}-{}-{}",
            LastGood::FILE,
            self.old.number.0,
            &self.old.hex()[..8]
        );
        if self.left_behind && head == now {
            assert!(
                self.is_whole(&beside),
                "{what}: what was left behind is lost"
            );
        }
        let journal = self.open();
        let check = journal.check(&FixedClock::at(time())).unwrap();
        assert!(check.is_good(), "{what}: {check:?}");
        assert_eq!(
            check.entries,
            now.number.0 + 1,
            "{what}: it was opened once more"
        );
        assert!(journal.keep_good_copy(&self.machine()).unwrap(), "{what}");
        assert!(!self.disk.is_there(NEW), "{what}");
    }

    fn is_whole(&self, name: &str) -> bool {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let vfs = self.registered.name();
        let found = Connection::open_with_flags_and_vfs(name, flags, vfs.as_str());
        let found = found.and_then(|file| {
            let sound: String = file.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
            let newest = "SELECT hash FROM entries ORDER BY number DESC LIMIT 1";
            let newest: [u8; 32] = file.query_row(newest, [], |row| row.get(0))?;
            Ok(sound == "ok" && newest == self.old.hash)
        });

        found.unwrap_or(false)
    }
}

fn time() -> Timestamp {
    "2026-11-17T15:44:00Z".parse().unwrap()
}

fn actor() -> Actor {
    Actor {
        id: MemberId::new("1").unwrap(),
        name: "Mara".to_owned(),
        role: Role {
            basic: BasicRole::Admin,
            finance: None,
        },
    }
}

fn toggle(journal: &Journal, strict_admin: bool) {
    let switches = Switches {
        strict_admin,
        ..Switches::default()
    };
    at_once(journal.set_switches(actor(), switches, time())).unwrap();
}

/// Inline, the writer has answered when it is asked.
fn at_once<T: Debug>(work: impl Future<Output = T>) -> T {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => panic!("it waits"),
    }
}

/// SQLite's own chance is one for the whole process.
static ALONE: Mutex<()> = Mutex::new(());

#[test]
fn killed_or_without_power_at_every_step_the_copy_is_the_older_or_the_new_one() {
    let _alone = ALONE.lock().unwrap();
    let mut all = 0;
    for left_behind in [false, true] {
        for (power, loss) in [
            (false, Loss::None),
            (true, Loss::All),
            (true, Loss::Some),
            (true, Loss::None),
        ] {
            let mut died = 0;
            for after in 1.. {
                let ground = Ground::new(after, left_behind);
                let (told, now) = ground.copy(|disk| {
                    disk.kill_at(Some(Kill {
                        after,
                        when_done: after.is_multiple_of(2),
                        power,
                    }));
                });
                let is_dead = ground.disk.is_dead(PROGRAM);
                if power && is_dead {
                    ground.disk.power_returns(loss);
                }
                let what = format!("{left_behind} {loss:?}, killed at {after}: {told:?}");
                ground.check(&what, &told, now);
                if !is_dead {
                    assert!(told.unwrap());
                    break;
                }
                died += 1;
            }
            assert!(died > 20, "{died}");
            all += died;
        }
    }
    println!("{all} kills and power cuts while the last good state was copied");
}

#[test]
fn whichever_call_to_the_disk_fails_the_copy_is_the_older_or_the_new_one() {
    let _alone = ALONE.lock().unwrap();
    let mut all = 0;
    for left_behind in [false, true] {
        for errno in Errno::ALL {
            for on in [false, true] {
                let mut failed = 0;
                for at in 1.. {
                    let ground = Ground::new(at, left_behind);
                    let armed = Armed::Error { errno, at, on };
                    let (told, now) = ground.copy(|disk| disk.arm(Some(armed)));
                    let happened = ground.disk.happened();
                    ground.disk.arm(None);
                    let what = format!("{left_behind} {armed:?}: {told:?}");
                    ground.check(&what, &told, now);
                    if !happened {
                        assert!(told.unwrap());
                        break;
                    }
                    failed += usize::from(told.is_err());
                    all += 1;
                }
                assert!(failed > 0, "{errno:?}");
            }
        }
    }
    println!("{all} calls to the disk failed while the last good state was copied");
}

/// A copy that finds no room takes none from the entries.
#[test]
fn on_a_full_disk_the_copy_is_given_up_and_the_journal_goes_on() {
    let _alone = ALONE.lock().unwrap();
    let ground = Ground::new(1, false);
    ground.disk.act_as(PROGRAM);
    let journal = ground.open();
    // Enough for an entry, and not for a copy.
    ground.disk.limit_room(Some(60_000));
    let told = journal.keep_good_copy(&ground.machine());
    assert!(told.is_err(), "{told:?}");
    assert!(!ground.disk.is_there(NEW));
    toggle(&journal, true);
    let now = journal.head().unwrap();
    drop(journal);
    ground.disk.limit_room(None);
    ground.disk.act_as(OBSERVER);
    ground.check("full", &told, now);
}

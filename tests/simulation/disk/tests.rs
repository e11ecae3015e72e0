//! SQLite on the simulated disk: what it promises holds there too, whatever happens at whichever call.

use super::*;
use crate::notes::{Keep, Notes};
use rusqlite::{Connection, OpenFlags};
use std::sync::atomic::{AtomicU32, Ordering};

const PROGRAM: Process = Process(7);

struct Machine {
    disk: Arc<Disk>,
    registered: Registered,
    notes: Arc<Notes>,
}

impl Machine {
    fn new(seed: u64) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let notes = Arc::new(Notes::new(Keep::Nothing));
        let disk = Arc::new(Disk::new(Chance::new(seed), Arc::clone(&notes)));
        let name = format!("test-{}", NEXT.fetch_add(1, Ordering::Relaxed));

        Self {
            registered: Registered::new(&name, Arc::clone(&disk)),
            disk,
            notes,
        }
    }

    fn open(&self, who: Process) -> rusqlite::Result<Connection> {
        self.disk.act_as(who);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags_and_vfs("file", flags, self.registered.name().as_str())?;
        connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")?;

        Ok(connection)
    }

    /// A table with one row.
    fn with_a_row(seed: u64) -> Self {
        let machine = Self::new(seed);
        let made = machine.open(OBSERVER).unwrap();
        made.execute_batch("CREATE TABLE one (a, b); INSERT INTO one VALUES (1, randomblob(9000))")
            .unwrap();
        drop(made);
        machine
    }

    fn rows(&self) -> i64 {
        let connection = self.open(OBSERVER).unwrap();
        let sound: String = connection
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(sound, "ok");

        connection
            .query_row("SELECT count(*) FROM one", [], |row| row.get(0))
            .unwrap()
    }

    fn add_a_row(&self) -> rusqlite::Result<()> {
        let connection = self.open(PROGRAM)?;

        connection.execute_batch("INSERT INTO one VALUES (2, randomblob(9000))")
    }
}

#[test]
fn what_was_committed_survives_a_power_cut_and_what_was_not_does_not() {
    let machine = Machine::with_a_row(1);
    let connection = machine.open(PROGRAM).unwrap();
    connection
        .execute_batch("INSERT INTO one VALUES (2, 0); BEGIN; INSERT INTO one VALUES (3, 0)")
        .unwrap();
    machine.disk.cut_power();
    drop(connection);
    machine.disk.power_returns(Loss::All);
    assert_eq!(machine.rows(), 2);
}

/// Killed, or without power, at every call there is: the row is there or it is not, and where it was said to be, it is.
#[test]
fn at_every_call_the_row_is_there_or_it_is_not() {
    for (power, loss) in [(false, Loss::None), (true, Loss::All), (true, Loss::Some)] {
        for when_done in [false, true] {
            let mut died = 0;
            for after in 1.. {
                let machine = Machine::with_a_row(after);
                machine.disk.kill_at(Some(Kill {
                    after,
                    when_done,
                    power,
                }));
                let said = machine.add_a_row().is_ok();
                machine.disk.kill_at(None);
                if !machine.disk.is_dead(PROGRAM) {
                    assert_eq!(machine.rows(), 2);
                    break;
                }
                died += 1;
                if power {
                    machine.disk.power_returns(loss);
                }
                let rows = machine.rows();
                assert!(
                    (1..=2).contains(&rows) && (!said || rows == 2),
                    "{after} {rows}"
                );
            }
            assert!(died > 5, "{died}");
        }
    }
}

#[test]
fn two_programs_lock_each_other_out_and_a_dead_one_lets_go() {
    let machine = Machine::with_a_row(1);
    let one = machine.open(PROGRAM).unwrap();
    let other = machine.open(Process(8)).unwrap();
    one.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(other.execute_batch("BEGIN IMMEDIATE").is_err());
    machine.disk.kill(PROGRAM);
    drop(one);
    other.execute_batch("BEGIN IMMEDIATE; COMMIT").unwrap();
}

#[test]
fn a_full_disk_takes_nothing_more_until_there_is_room() {
    let machine = Machine::with_a_row(1);
    machine.disk.limit_room(Some(5000));
    assert!(machine.add_a_row().is_err());
    machine.disk.limit_room(None);
    assert_eq!(machine.rows(), 1);
    machine.add_a_row().unwrap();
    assert_eq!(machine.rows(), 2);
    assert!(machine.notes.hits()["disk: no space left"] > 0);
}

#[test]
fn each_fault_reaches_sqlite_as_an_error() {
    let always = 1_000_000;
    let one = |change: fn(&mut Faults, u32)| {
        let mut faults = Faults::default();
        change(&mut faults, always);
        faults
    };
    for faults in [
        one(|faults, rate| faults.open = rate),
        one(|faults, rate| faults.read = rate),
        one(|faults, rate| faults.write = rate),
        one(|faults, rate| faults.full = rate),
        one(|faults, rate| faults.short = rate),
        one(|faults, rate| faults.flush = rate),
        one(|faults, rate| faults.busy = rate),
    ] {
        let machine = Machine::with_a_row(3);
        machine.disk.fail(faults);
        assert!(machine.add_a_row().is_err(), "{faults:?}");
        machine.disk.fail(Faults::default());
        assert_eq!(machine.rows(), 1);
    }
}

#[test]
fn a_backup_is_put_back_whole() {
    let machine = Machine::with_a_row(1);
    let backup = machine.disk.copy("file", false);
    machine.add_a_row().unwrap();
    machine.disk.restore("file", &backup);
    assert_eq!(machine.rows(), 1);
    assert!(machine.disk.is_durable("file"));
}

//! From an older version of the file to today's: forward only, all steps in one transaction, a copy of the file first.

use super::open::{APPLICATION_ID, OpenError, pragma};
use crate::disk::{Disk, Place};
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

/// Every step there ever was; frozen once released.
pub(super) const STEPS: &[M<'_>] = &[M::up(include_str!("migrations/0001_start.sql"))];

/// Brings the file to the version that `steps` lead to.
pub(super) fn migrate(
    connection: &mut Connection,
    place: &Place,
    disk: &dyn Disk,
    steps: &[M<'_>],
) -> Result<(), OpenError> {
    let found = pragma(connection, "user_version")?;
    if usize::try_from(found) == Ok(steps.len()) {
        return Ok(());
    }
    if found > 0 {
        let copy = place
            .folder
            .join(format!("journal.sqlite.version-{found}-backup"));
        // One that is there may have been cut off by a kill; what it was copied from is still here.
        if disk.is_there(&copy) {
            disk.remove(&copy)?;
        }
        connection.backup("main", &copy, None)?;
    }
    if found == 0 {
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    Migrations::from_slice(steps)
        .to_latest(connection)
        .map_err(|error| OpenError::Sqlite(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::SystemDisk;
    use crate::disk::tests::Folder;
    use crate::journal::fixture::open;
    use crate::journal::open::{VERSION, file};
    use std::fs;

    const NEXT: M<'static> = M::up("CREATE TABLE later (one INTEGER PRIMARY KEY) STRICT;");
    const BROKEN: M<'static> = M::up(
        "CREATE TABLE half (one INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (1);",
    );

    fn tables(path: &std::path::Path) -> (i64, i64) {
        let file = Connection::open(path).unwrap();
        let more = "SELECT count(*) FROM sqlite_schema WHERE name IN ('later', 'half')";
        let entries = "SELECT count(*) FROM entries";
        let count = |sql: &str| file.query_row(sql, [], |row| row.get(0)).unwrap();
        (count(entries), count(more))
    }

    #[test]
    fn the_steps_lead_to_the_version_that_is_announced() {
        assert_eq!(i64::try_from(STEPS.len()), Ok(VERSION));
    }

    #[test]
    fn a_copy_of_the_old_file_is_made_before_the_first_step() {
        let folder = Folder::new();
        drop(open(&folder));
        let place = folder.place();
        let copy = place.folder.join("journal.sqlite.version-1-backup");
        fs::write(&copy, "cut off by a kill").unwrap();
        let mut connection = Connection::open(file(&place)).unwrap();
        let steps = [STEPS, &[NEXT]].concat();
        migrate(&mut connection, &place, &SystemDisk, &steps).unwrap();
        assert_eq!(pragma(&connection, "user_version").unwrap(), 2);
        drop(connection);
        assert_eq!(tables(&file(&place)), (1, 1));
        assert_eq!(tables(&copy), (1, 0));
    }

    #[test]
    fn a_step_that_fails_leaves_the_file_as_it_was() {
        let folder = Folder::new();
        drop(open(&folder));
        let place = folder.place();
        let mut connection = Connection::open(file(&place)).unwrap();
        let steps = [STEPS, &[NEXT, BROKEN]].concat();
        assert!(migrate(&mut connection, &place, &SystemDisk, &steps).is_err());
        assert_eq!(pragma(&connection, "user_version").unwrap(), 1);
        drop(connection);
        assert_eq!(tables(&file(&place)), (1, 0));
        drop(open(&folder));
    }
}

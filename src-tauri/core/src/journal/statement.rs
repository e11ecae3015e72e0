//! SQLite's statements that do something and answer a row as well: they are run to their end.
//!
//! Whoever takes the first row and lets go never hears of an error that comes after it, and the commit of such a statement
//! comes after it.

use rusqlite::Connection;

/// Runs one statement to its end, whatever it answers.
pub(crate) fn run_whole(connection: &Connection, sql: &'static str) -> rusqlite::Result<()> {
    if planted!(SettingNotRun) {
        return connection.query_row(sql, [], |_| Ok(()));
    }
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while rows.next()?.is_some() {}

    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_behind_the_first_row_is_told() {
        let connection = Connection::open_in_memory().unwrap();
        let tables = "PRAGMA foreign_keys = ON; CREATE TABLE one (id INTEGER PRIMARY KEY); \
                      CREATE TABLE other (id INTEGER REFERENCES one (id) DEFERRABLE INITIALLY DEFERRED)";
        connection.execute_batch(tables).unwrap();
        let refused_at_the_end = "INSERT INTO other VALUES (1) RETURNING id";
        let first_row: rusqlite::Result<i64> =
            connection.query_row(refused_at_the_end, [], |row| row.get(0));
        assert_eq!(first_row, Ok(1), "the first row says that all is well");
        assert!(run_whole(&connection, refused_at_the_end).is_err());
    }
}

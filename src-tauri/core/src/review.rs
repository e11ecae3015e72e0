//! The read side: what the window shows, put together from the journal and the mirror.
//!
//! Nothing here decides or writes. Its calls wait for the disk: keep them off threads that must not block.

mod account;
mod accounts;
mod ends;
mod open;
mod overview;
mod portfolio;
#[cfg(test)]
mod tests;

pub use account::AccountPage;
pub use accounts::{AccountQuery, AccountRow, AccountSort, AccountWindow, OwnershipFilter};
pub use open::{OpenHere, Span};
pub use overview::{CreditsOverview, EarliestEnd, Overview};

use crate::journal::{Journal, JournalError};
use crate::mirror::{Mirror, MirrorError};

/// Reads both files of one workspace.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    journal: &'a Journal,
    mirror: &'a Mirror,
}

impl<'a> Reading<'a> {
    /// Reads an open journal and the open mirror that lies beside it.
    #[must_use]
    pub fn new(journal: &'a Journal, mirror: &'a Mirror) -> Self {
        Self { journal, mirror }
    }
}

/// A list for one parameter of SQL.
fn json<Word: AsRef<str>>(words: &[Word]) -> Result<String, JournalError> {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();

    serde_json::to_string(&words).map_err(|error| JournalError::Damaged(error.to_string()))
}

impl From<MirrorError> for JournalError {
    fn from(error: MirrorError) -> Self {
        match error {
            MirrorError::Sqlite(error) => Self::Sqlite(error),
            MirrorError::Io(error) => Self::Damaged(format!("mirror: {error}")),
            MirrorError::Damaged(what) => Self::Damaged(format!("mirror: {what}")),
            MirrorError::Closed => Self::Closed,
        }
    }
}

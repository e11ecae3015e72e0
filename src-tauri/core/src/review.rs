//! The read side: what the window shows, put together from the journal and the mirror.
//!
//! Nothing here decides or writes. Its calls wait for the disk: keep them off threads that must not block.

mod account;
mod accounts;
mod book;
mod overview;
#[cfg(test)]
mod tests;

pub use account::AccountPage;
pub use accounts::{AccountQuery, AccountRow, AccountSort, AccountWindow, OwnershipFilter};
pub use overview::{CreditsOverview, EarliestEnd, Overview};

use crate::disk::Place;
use crate::journal::{Journal, JournalError, Readers};
use crate::mirror::{Mirror, MirrorError};
use std::sync::Arc;

/// Reads both files of one workspace.
#[derive(Clone)]
pub struct Reading {
    journal: Arc<Journal>,
    mirror: Arc<Mirror>,
    both: Arc<Readers>,
}

impl std::fmt::Debug for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reading").finish_non_exhaustive()
    }
}

impl Reading {
    /// Reads the two files of `place`, which are open.
    #[must_use]
    pub fn new(place: &Place, journal: Arc<Journal>, mirror: Arc<Mirror>) -> Self {
        Self {
            journal,
            mirror,
            both: Arc::new(Readers::with_mirror(place.clone())),
        }
    }
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

//! Names of accounts: hostile text that a person must still be able to tell apart (R64).

use crate::id::AdvertiserId;

/// An account whose name is the same or nearly the same as another's (R64).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookAlike {
    /// Its id.
    pub id: AdvertiserId,
    /// Its name; hostile text.
    pub name: String,
    /// Exactly the same name.
    pub same: bool,
}

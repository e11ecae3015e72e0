//! What can be asked of a journal.

use super::{
    AllocationPage, AllocationQuery, Changes, Check, Entry, Extent, Head, Journal, JournalError,
    Known, Relatives, Story, Total, book, chain, check, list, relatives, rows,
};
use crate::allocation::Allocation;
use crate::business_center::{Actor, Switches};
use crate::clock::{Clock, Timestamp};
use crate::credit::Credit;
use crate::id::{AdvertiserId, AllocationId, AllocationNumber, CreditId, EntryNumber, MemberId};
use crate::matching::Own;
use crate::money::{Currency, Money};
use std::time::Duration;

/// Reading. These calls wait for the disk: keep them off threads that must not block.
impl Journal {
    /// The journal's part of what a draft is judged from.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn known(
        &self,
        account: &AdvertiserId,
        operator: &MemberId,
        currency: Currency,
        now: Timestamp,
    ) -> Result<Known, JournalError> {
        self.readers
            .run(|connection| book::known(connection, account, operator, currency, now))
    }

    /// Sum of open outcomes in one currency.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn open_sum(&self, currency: Currency) -> Result<Money, JournalError> {
        self.readers
            .run(|connection| book::open_sum(connection, currency))
    }

    /// The open allocation of one account.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn open_here(
        &self,
        account: &AdvertiserId,
    ) -> Result<Option<AllocationNumber>, JournalError> {
        self.readers
            .run(|connection| book::open_here(connection, account))
    }

    /// Every entry that speaks of one credit, oldest first.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn credit_story(&self, id: CreditId) -> Result<Vec<Entry>, JournalError> {
        self.readers
            .run(|connection| list::credit_story(connection, id))
    }

    /// All credits as they stand, in the order they were entered: lots of the Business Center and those accounts hold.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn credits(&self) -> Result<Vec<Credit>, JournalError> {
        self.readers.run(book::credits)
    }

    /// One credit as it stands.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn credit(&self, id: CreditId) -> Result<Option<Credit>, JournalError> {
        self.readers
            .run(|connection| book::one_credit(connection, id))
    }

    /// The switches in force.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn switches(&self) -> Result<Switches, JournalError> {
        self.readers.run(rows::switches)
    }

    /// Name and role that TikTok told last for a person, and since when it is known.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn last_role(&self, member: &MemberId) -> Result<Option<(Actor, Timestamp)>, JournalError> {
        self.readers
            .run(|connection| book::last_role(connection, member))
    }

    /// An allocation and what matching needs to know of those around it.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn relatives(&self, number: AllocationNumber) -> Result<Option<Relatives>, JournalError> {
        self.readers
            .run(|connection| relatives::relatives(connection, number))
    }

    /// Our allocations of one account and amount, oldest first.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn own(&self, account: &AdvertiserId, amount: Money) -> Result<Vec<Own>, JournalError> {
        self.readers
            .run(|connection| relatives::own(connection, account, amount))
    }

    /// Every account and amount with an allocation since a moment whose records may still raise an alarm.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn watched(&self, since: Timestamp) -> Result<Vec<(AdvertiserId, Money)>, JournalError> {
        self.readers
            .run(|connection| relatives::watched(connection, since.as_microsecond()))
    }

    /// Allocations that succeeded since a moment, oldest first: their records are waited for.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn succeeded_since(&self, since: Timestamp) -> Result<Vec<Allocation>, JournalError> {
        self.readers
            .run(|connection| relatives::succeeded_since(connection, since.as_microsecond()))
    }

    /// Allocations that a person closed as not executed since a moment, oldest first: a record of theirs would contradict.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn closed_since(&self, since: Timestamp) -> Result<Vec<Allocation>, JournalError> {
        self.readers
            .run(|connection| relatives::closed_since(connection, since.as_microsecond()))
    }

    /// Every allocation whose outcome is open, oldest first.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn open_allocations(&self) -> Result<Vec<Allocation>, JournalError> {
        self.readers.run(book::open)
    }

    /// The allocation of a number.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn allocation(&self, number: AllocationNumber) -> Result<Option<Allocation>, JournalError> {
        self.readers
            .run(|connection| rows::allocation(connection, number))
    }

    /// The allocation with an id of ours.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn allocation_by_id(&self, id: AllocationId) -> Result<Option<Allocation>, JournalError> {
        self.readers
            .run(|connection| rows::allocation_by_id(connection, id))
    }

    /// A window of allocations, newest first, with the count and the sums of all that match.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn allocations(&self, query: &AllocationQuery) -> Result<AllocationPage, JournalError> {
        self.readers
            .run(|connection| list::allocations(connection, query))
    }

    /// One allocation with every entry that speaks of it.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn story(&self, number: AllocationNumber) -> Result<Option<Story>, JournalError> {
        self.readers
            .run(|connection| list::story(connection, number))
    }

    /// A window of the entries that are no allocations, newest first.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn changes(
        &self,
        before: Option<EntryNumber>,
        offset: u32,
        limit: u32,
    ) -> Result<Changes, JournalError> {
        self.readers
            .run(|connection| list::changes(connection, before, offset, limit))
    }

    /// What was placed per account and UTC month, newest month first; of one account, or of all.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn totals(&self, account: Option<&AdvertiserId>) -> Result<Vec<Total>, JournalError> {
        self.readers
            .run(|connection| list::totals(connection, account))
    }

    /// How many entries there are, from when to when; checks nothing.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn extent(&self) -> Result<Extent, JournalError> {
        self.readers.run(list::extent)
    }

    /// The newest entry and its hash; checks nothing.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn head(&self) -> Result<Head, JournalError> {
        self.readers
            .run(|connection| Ok(chain::stored_head(connection)?))
    }

    /// Everybody who allocated, named as in their newest allocation.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn people(&self) -> Result<Vec<(MemberId, String)>, JournalError> {
        self.readers.run(list::people)
    }

    /// Every account that was allocated to, named as in its newest allocation.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn receivers(&self) -> Result<Vec<(AdvertiserId, String)>, JournalError> {
        self.readers.run(list::receivers)
    }

    /// The full check: chain, head outside, derived tables, file. Reads everything.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read at all.
    pub fn check(&self, clock: &dyn Clock) -> Result<Check, JournalError> {
        let begun = clock.now();
        let mut check = self
            .readers
            .run(|connection| check::check(connection, self.outside.as_ref()))?;
        check.took = Duration::try_from(clock.now().duration_since(begun)).unwrap_or_default();

        Ok(check)
    }

    /// Whether the derived tables equal a rebuild from nothing but the entries.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn rebuild_and_compare(&self) -> Result<bool, JournalError> {
        self.readers
            .run(|connection| Ok(check::differing_table(connection)?.is_none()))
    }
}

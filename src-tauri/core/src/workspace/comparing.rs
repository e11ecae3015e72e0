//! Both sides of the comparison with TikTok's records: the journal's allocations and the records fetched so far.

use super::{Workspace, WorkspaceError};
use crate::allocation::Allocation;
use crate::clock::Timestamp;
use crate::comparison::{self, Finding};
use crate::journal::{AllocationQuery, LONGEST_WINDOW};
use crate::matching::Skew;
use crate::mirror::TransactionQuery;
use crate::sync;
use crate::transaction::{Level, Transaction};

/// More than a Business Center's people allocate by hand in the time that is compared.
const MOST_ROWS: u32 = 100_000;

/// What both sides tell of the same time.
#[derive(Debug)]
pub struct Sides {
    /// From here on.
    pub since: Timestamp,
    /// Records were read at this moment; later ones are not among them.
    pub until: Timestamp,
    allocations: Vec<Allocation>,
    records: Vec<Transaction>,
    skew: Skew,
}

impl Sides {
    /// What agrees and what does not.
    #[must_use]
    pub fn compare(&self) -> Vec<Finding<'_>> {
        comparison::compare(&self.allocations, &self.records, self.skew)
    }
}

impl Workspace {
    /// Both sides of the time whose records are fetched at first; none before all records were read in this session, because
    /// what was not read looks like what is not there. Reads this machine's files alone.
    ///
    /// # Errors
    /// [`WorkspaceError`] when they cannot be read.
    pub fn sides(&self) -> Result<Option<Sides>, WorkspaceError> {
        let Some(until) = *self.records_read() else {
            return Ok(None);
        };
        let since = self.clock.now().checked_sub(sync::FIRST_REACH);
        let since = since.unwrap_or(Timestamp::MIN);
        let mut query = AllocationQuery {
            from: Some(since),
            limit: LONGEST_WINDOW,
            ..AllocationQuery::default()
        };
        let mut allocations = Vec::new();
        loop {
            let rows = self.journal.allocations(&query)?.rows;
            let Some(last) = rows.last() else { break };
            query.before = Some(last.number);
            allocations.extend(rows);
        }
        let records = self.mirror.transactions(&TransactionQuery {
            level: Level::Account,
            account: None,
            from: since,
            to: Timestamp::MAX,
            limit: MOST_ROWS,
        })?;

        Ok(Some(Sides {
            since,
            until,
            allocations,
            records,
            skew: self.gateway().skew(),
        }))
    }
}

//! The second file: what TikTok last said, every figure with its "as of". May be deleted and fetched again.
//!
//! It has a writer of its own, so that fetching never queues in front of an outcome, and damage to it never touches the
//! journal. Lists are replaced as a whole and written in pieces, so that a reader is never kept waiting.

mod find;
mod rows;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use find::facts as read_facts;
pub use find::{AccountFacts, Appearances, Spend, TransactionQuery};
pub(crate) use rows::{ACCOUNT, BALANCE, status as status_word};

use crate::account::{AccountBalance, AdAccount};
use crate::business_center::{BcBalance, BusinessCenter, Member, Portfolio};
use crate::clock::Timestamp;
use crate::disk::{Disk, Place};
use crate::id::{AdvertiserId, AllocationNumber};
use crate::journal::statement::run_whole;
use crate::money::Money;
use crate::names::{LookAlike, NameIndex};
use crate::queue::{Drive, Queue};
use crate::transaction::{Cost, Transaction};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Another number, another schema: the file is made anew.
const VERSION: i64 = 3;

/// `application_id` of a mirror: "CrDm".
const APPLICATION_ID: i64 = 0x4372_446D;

/// Why the mirror cannot be read or written. Nothing of value is lost with it.
#[derive(Debug, thiserror::Error)]
pub enum MirrorError {
    /// SQLite or the disk failed.
    #[error("the mirror's file failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The folder or a file cannot be used.
    #[error("the mirror's file cannot be used: {0}")]
    Io(#[from] std::io::Error),
    /// What is stored cannot be read.
    #[error("the mirror is damaged: {0}")]
    Damaged(&'static str),
    /// The writer is gone.
    #[error("the mirror is closed")]
    Closed,
}

/// The mirror of one workspace. Reading calls wait for the disk: keep them off threads that must not block.
pub struct Mirror {
    queue: Queue<Connection>,
    reader: Mutex<Connection>,
    names: Arc<Mutex<Option<Arc<NameIndex>>>>,
}

impl std::fmt::Debug for Mirror {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mirror").finish_non_exhaustive()
    }
}

/// Opening and writing.
impl Mirror {
    /// Opens or makes the mirror. One of another version, or one that cannot be read, is made anew.
    ///
    /// # Errors
    /// [`MirrorError`] when the folder cannot be used.
    pub fn open(place: &Place, disk: &dyn Disk, drive: Drive) -> Result<Self, MirrorError> {
        disk.make_folder(&place.folder)?;
        let writer = match connect(place) {
            Ok(Some(connection)) => connection,
            Ok(None) => make_anew(place, disk)?,
            Err(error) if is_unreadable(&error) => make_anew(place, disk)?,
            Err(error) => return Err(error.into()),
        };
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = open_file(place, flags)?;
        reader.execute_batch("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF;")?;

        Ok(Self {
            queue: Queue::new("mirror", writer, drive, |_| {})?,
            reader: Mutex::new(reader),
            names: Arc::new(Mutex::new(None)),
        })
    }

    /// The Business Center as TikTok tells it.
    ///
    /// # Errors
    /// [`MirrorError`]; what was there is still there.
    pub async fn put_business_center(
        &self,
        bc: BusinessCenter,
        as_of: Timestamp,
    ) -> Result<(), MirrorError> {
        self.write(move |connection| store::business_center(connection, &bc, as_of))
            .await
    }

    /// Its balances.
    ///
    /// # Errors
    /// [`MirrorError`]; what was there is still there.
    pub async fn put_bc_balance(
        &self,
        balance: BcBalance,
        as_of: Timestamp,
    ) -> Result<(), MirrorError> {
        self.write(move |connection| store::bc_balance(connection, &balance, as_of))
            .await
    }

    /// All members, instead of those before.
    ///
    /// # Errors
    /// [`MirrorError`]; what was there is still there.
    pub async fn put_members(
        &self,
        members: Vec<Member>,
        as_of: Timestamp,
    ) -> Result<(), MirrorError> {
        self.write(move |connection| store::members(connection, &members, as_of))
            .await
    }

    /// All portfolios, instead of those before.
    ///
    /// # Errors
    /// [`MirrorError`]; what was there is still there.
    pub async fn put_portfolios(
        &self,
        portfolios: Vec<Portfolio>,
        as_of: Timestamp,
    ) -> Result<(), MirrorError> {
        self.write(move |connection| store::portfolios(connection, &portfolios, as_of))
            .await
    }

    /// All ad accounts with their balances, read from `as_of` on and written in pieces `now`; those not among them are gone
    /// from the list afterwards, and what was read of one of them meanwhile stays. Marks names that can be mistaken for each
    /// other.
    ///
    /// # Errors
    /// [`MirrorError`]; some pieces may have been written.
    pub async fn put_accounts(
        &self,
        accounts: Vec<(AdAccount, Option<AccountBalance>)>,
        as_of: Timestamp,
        now: Timestamp,
    ) -> Result<(), MirrorError> {
        let mut accounts = accounts;
        while !accounts.is_empty() {
            let rest = accounts.split_off(accounts.len().min(store::PIECE));
            let piece = std::mem::replace(&mut accounts, rest);
            self.write(move |connection| store::accounts(connection, &piece, as_of, now))
                .await?;
        }
        let names = Arc::clone(&self.names);
        self.write(move |connection| {
            store::forget_accounts_before(connection, as_of)?;
            let index = NameIndex::build(find::names(connection)?);
            store::likeness(connection, &index)?;
            *names.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(index));
            Ok(())
        })
        .await
    }

    /// One ad account, read afresh and alone, which is when TikTok tells its minimum.
    ///
    /// # Errors
    /// [`MirrorError`]; what was there is still there.
    pub async fn put_account(
        &self,
        account: AdAccount,
        balance: AccountBalance,
        minimum: Option<Money>,
        as_of: Timestamp,
    ) -> Result<(), MirrorError> {
        let names = Arc::clone(&self.names);
        self.write(move |connection| {
            let id = account.id.clone();
            if store::accounts(connection, &[(account, Some(balance))], as_of, as_of)? {
                *names.lock().unwrap_or_else(PoisonError::into_inner) = None;
            }
            store::minimum(connection, &id, minimum)
        })
        .await
    }

    /// Records of TikTok's, added to those before; one that is there already is replaced.
    ///
    /// # Errors
    /// [`MirrorError`]; some pieces may have been written.
    pub async fn put_transactions(
        &self,
        records: Vec<Transaction>,
        as_of: Timestamp,
    ) -> Result<(), MirrorError> {
        let mut records = records;
        while !records.is_empty() {
            let rest = records.split_off(records.len().min(store::PIECE));
            let piece = std::mem::replace(&mut records, rest);
            self.write(move |connection| store::transactions(connection, &piece, as_of))
                .await?;
        }

        Ok(())
    }

    /// When the record of one of our own allocations could first be read.
    ///
    /// # Errors
    /// [`MirrorError`]; what was there is still there.
    pub async fn put_appearance(
        &self,
        allocation: AllocationNumber,
        sent: Timestamp,
        seen: Timestamp,
    ) -> Result<(), MirrorError> {
        self.write(move |connection| store::appearance(connection, allocation, (sent, seen)))
            .await
    }

    /// Costs of accounts, added to those before; the same days of the same account are replaced.
    ///
    /// # Errors
    /// [`MirrorError`]; some pieces may have been written.
    pub async fn put_costs(&self, costs: Vec<Cost>, as_of: Timestamp) -> Result<(), MirrorError> {
        let mut costs = costs;
        while !costs.is_empty() {
            let rest = costs.split_off(costs.len().min(store::PIECE));
            let piece = std::mem::replace(&mut costs, rest);
            self.write(move |connection| store::costs(connection, &piece, as_of))
                .await?;
        }

        Ok(())
    }

    async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, MirrorError> + Send + 'static,
    ) -> Result<T, MirrorError> {
        self.queue
            .run(work)
            .await
            .map_err(|_| MirrorError::Closed)?
    }
}

/// Reading.
impl Mirror {
    /// The Business Center, and when TikTok said so; `None` before the first fetch.
    ///
    /// # Errors
    /// [`MirrorError`] when the file cannot be read.
    pub fn business_center(&self) -> Result<Option<(BusinessCenter, Timestamp)>, MirrorError> {
        self.read(find::business_center)
    }

    /// Its balances, and when TikTok said so; `None` where they were not read.
    ///
    /// # Errors
    /// [`MirrorError`] when the file cannot be read.
    pub fn bc_balance(&self) -> Result<Option<(BcBalance, Timestamp)>, MirrorError> {
        self.read(find::bc_balance)
    }

    /// The members in TikTok's order, and when TikTok said so; `None` where they were not read.
    ///
    /// # Errors
    /// [`MirrorError`] when the file cannot be read.
    pub fn members(&self) -> Result<Option<(Vec<Member>, Timestamp)>, MirrorError> {
        self.read(find::members)
    }

    /// The portfolios in TikTok's order.
    ///
    /// # Errors
    /// [`MirrorError`] when the file cannot be read.
    pub fn portfolios(&self) -> Result<Vec<Portfolio>, MirrorError> {
        self.read(find::portfolios)
    }

    /// Everything kept about one ad account.
    ///
    /// # Errors
    /// [`MirrorError`] when the file cannot be read.
    pub fn account(&self, id: &AdvertiserId) -> Result<Option<AccountFacts>, MirrorError> {
        self.read(|connection| find::account(connection, id))
    }

    /// How many ad accounts there are, and when the oldest of their rows was told; zero before the first fetch.
    ///
    /// # Errors
    /// [`MirrorError`] when the file cannot be read.
    pub fn accounts_as_of(&self) -> Result<(u64, Option<Timestamp>), MirrorError> {
        self.read(find::accounts_as_of)
    }

    /// Accounts that can be mistaken for one, the same names first (R64).
    ///
    /// # Errors
    /// [`MirrorError`] when the file cannot be read.
    pub fn look_alikes(
        &self,
        id: &AdvertiserId,
        most: usize,
    ) -> Result<Vec<LookAlike>, MirrorError> {
        let kept = self
            .names
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let index = match kept {
            Some(index) => index,
            None => {
                let index = Arc::new(NameIndex::build(self.read(find::names)?));
                *self.names.lock().unwrap_or_else(PoisonError::into_inner) =
                    Some(Arc::clone(&index));
                index
            }
        };

        Ok(index.look_alikes(id, most))
    }

    /// TikTok's records that a query asks for, newest first.
    ///
    /// # Errors
    /// [`MirrorError`] when the file cannot be read.
    pub fn transactions(&self, query: &TransactionQuery) -> Result<Vec<Transaction>, MirrorError> {
        self.read(|connection| find::transactions(connection, query))
    }

    /// How long records took to appear; none before the first was seen.
    ///
    /// # Errors
    /// [`MirrorError`] when the file cannot be read.
    pub fn appearances(&self) -> Result<Option<Appearances>, MirrorError> {
        self.read(find::appearances)
    }

    /// Whether the record of an allocation was seen already.
    ///
    /// # Errors
    /// [`MirrorError`] when the file cannot be read.
    pub fn has_appeared(&self, allocation: AllocationNumber) -> Result<bool, MirrorError> {
        self.read(|connection| find::has_appeared(connection, allocation))
    }

    /// Every cost told for one account, the oldest days first.
    ///
    /// # Errors
    /// [`MirrorError`] when the file cannot be read.
    pub fn costs(&self, account: &AdvertiserId) -> Result<Vec<Cost>, MirrorError> {
        self.read(|connection| find::costs(connection, account))
    }

    fn read<T>(
        &self,
        question: impl FnOnce(&Connection) -> Result<T, MirrorError>,
    ) -> Result<T, MirrorError> {
        question(&self.reader.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn file(place: &Place) -> PathBuf {
    place.folder.join("mirror.sqlite")
}

fn open_file(place: &Place, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let file = file(place);
    let connection = match &place.vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(file, flags, vfs.as_str()),
        None => Connection::open_with_flags(file, flags),
    }?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(64);

    Ok(connection)
}

/// The writing connection; `None` when the file is of another version.
fn connect(place: &Place) -> rusqlite::Result<Option<Connection>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let mut connection = open_file(place, flags)?;
    run_whole(&connection, "PRAGMA journal_mode = WAL")?;
    connection.execute_batch(
        "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;",
    )?;
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if version == VERSION {
        return Ok(Some(connection));
    }
    if tables > 0 {
        return Ok(None);
    }
    let transaction = connection.transaction()?;
    transaction.execute_batch(include_str!("mirror/schema.sql"))?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()?;

    Ok(Some(connection))
}

fn is_unreadable(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt)
    )
}

fn make_anew(place: &Place, disk: &dyn Disk) -> Result<Connection, MirrorError> {
    tracing::warn!("the mirror is of another version or cannot be read; it is made anew");
    for end in ["", "-wal", "-shm"] {
        let mut name = file(place).into_os_string();
        name.push(end);
        disk.remove(Path::new(&name))?;
    }

    connect(place)?.ok_or(MirrorError::Damaged("it cannot be made anew"))
}

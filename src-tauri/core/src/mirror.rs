//! The second file: what TikTok last said, every figure with its "as of". May be deleted and fetched again.
//!
//! It has a writer of its own, so that fetching never queues in front of an outcome, and damage to it never touches the
//! journal. Lists are replaced as a whole and written in pieces, so that a reader is never kept waiting.

mod find;
mod rows;
mod store;

pub(crate) use find::facts as read_facts;
pub use find::{AccountFacts, Spend, TransactionQuery};
pub(crate) use rows::{ACCOUNT, BALANCE, status as status_word};

use crate::account::{AccountBalance, AdAccount};
use crate::business_center::{BcBalance, BusinessCenter, Member, Portfolio};
use crate::clock::Timestamp;
use crate::disk::Place;
use crate::id::AdvertiserId;
use crate::names::{LookAlike, NameIndex};
use crate::queue::{Drive, Queue};
use crate::transaction::{Cost, Transaction};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Another number, another schema: the file is made anew.
const VERSION: i64 = 1;

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
    pub fn open(place: &Place, drive: Drive) -> Result<Self, MirrorError> {
        std::fs::create_dir_all(&place.folder)?;
        let writer = match connect(place) {
            Ok(Some(connection)) => connection,
            Ok(None) => make_anew(place)?,
            Err(error) if is_unreadable(&error) => make_anew(place)?,
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

    /// All ad accounts with their balances, written in pieces; those not among them are gone from the list afterwards. Marks
    /// names that can be mistaken for each other.
    ///
    /// # Errors
    /// [`MirrorError`]; some pieces may have been written.
    pub async fn put_accounts(
        &self,
        accounts: Vec<(AdAccount, AccountBalance)>,
        as_of: Timestamp,
    ) -> Result<(), MirrorError> {
        let mut accounts = accounts;
        while !accounts.is_empty() {
            let rest = accounts.split_off(accounts.len().min(store::PIECE));
            let piece = std::mem::replace(&mut accounts, rest);
            self.write(move |connection| store::accounts(connection, &piece, as_of))
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

    /// One ad account, read afresh.
    ///
    /// # Errors
    /// [`MirrorError`]; what was there is still there.
    pub async fn put_account(
        &self,
        account: AdAccount,
        balance: AccountBalance,
        as_of: Timestamp,
    ) -> Result<(), MirrorError> {
        let names = Arc::clone(&self.names);
        self.write(move |connection| {
            if store::accounts(connection, &[(account, balance)], as_of)? {
                *names.lock().unwrap_or_else(PoisonError::into_inner) = None;
            }
            Ok(())
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
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
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

fn make_anew(place: &Place) -> Result<Connection, MirrorError> {
    tracing::warn!("the mirror is of another version or cannot be read; it is made anew");
    for end in ["", "-wal", "-shm"] {
        let mut name = file(place).into_os_string();
        name.push(end);
        match std::fs::remove_file(name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
    }

    connect(place)?.ok_or(MirrorError::Damaged("it cannot be made anew"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::tests::approved;
    use crate::account::{AccountStatus, Ownership};
    use crate::business_center::{BasicRole, PortfolioKind, Role};
    use crate::disk::tests::Folder;
    use crate::id::{MemberId, PortfolioId, TransactionId};
    use crate::money::{Currency, Money};
    use crate::names::Likeness;
    use crate::policy::fixture::{at, facts, usd};
    use crate::transaction::{Billing, Direction, Level};
    use jiff::civil::date;

    const NOW: &str = "2026-11-17T15:00:00Z";
    const LATER: &str = "2026-11-18T15:00:00Z";

    fn open(folder: &Folder) -> Mirror {
        Mirror::open(&folder.place(), Drive::Inline).unwrap()
    }

    fn account(number: u32, name: &str) -> (AdAccount, AccountBalance) {
        let mut account = approved(&number.to_string());
        account.name = name.to_owned();
        (account, facts().balance)
    }

    fn record(id: &str, minute: i64) -> Transaction {
        Transaction {
            id: TransactionId::new(id).unwrap(),
            level: Level::Account,
            account: Some(AdvertiserId::new("1").unwrap()),
            account_name: "Juniper".to_owned(),
            bc: Some(facts().bc.id),
            portfolio: None,
            amount: usd(50_000),
            subtotal: usd(50_000),
            tax: usd(0),
            direction: Direction::Other("SIDEWAYS".to_owned()),
            kind: "INCREASE_BALANCE".to_owned(),
            billing: Billing::AdCredit,
            at: at(NOW)
                .checked_add(jiff::SignedDuration::from_mins(minute))
                .unwrap(),
            zone: "UTC-05:00".to_owned(),
        }
    }

    #[tokio::test]
    async fn what_was_told_is_read_back_with_its_time() {
        let folder = Folder::new();
        let mirror = open(&folder);
        assert_eq!(mirror.business_center().unwrap(), None);
        assert_eq!(mirror.bc_balance().unwrap(), None);
        assert_eq!(mirror.members().unwrap(), None);
        let facts = facts();
        mirror
            .put_business_center(facts.bc.clone(), at(NOW))
            .await
            .unwrap();
        mirror
            .put_bc_balance(facts.bc_balance, at(NOW))
            .await
            .unwrap();
        let member = Member {
            id: None,
            name: "<b>Ines</b>".to_owned(),
            email: String::new(),
            role: Role {
                basic: BasicRole::Standard,
                finance: None,
            },
            relation: "PENDING".to_owned(),
        };
        let mut known = member.clone();
        known.id = Some(MemberId::new("7").unwrap());
        mirror
            .put_members(vec![member.clone(), known.clone()], at(NOW))
            .await
            .unwrap();
        let portfolio = Portfolio {
            id: PortfolioId::new("5").unwrap(),
            name: "Both".to_owned(),
            kind: Some(PortfolioKind::Shared),
            cash: vec![Money::new(5, Currency::new("EUR").unwrap()), usd(3)],
            credit_line_available: Some(usd(1)),
            credit_line_total: None,
        };
        mirror
            .put_portfolios(vec![portfolio.clone()], at(NOW))
            .await
            .unwrap();
        drop(mirror);
        let mirror = open(&folder);
        assert_eq!(mirror.business_center().unwrap(), Some((facts.bc, at(NOW))));
        assert_eq!(
            mirror.bc_balance().unwrap(),
            Some((facts.bc_balance, at(NOW)))
        );
        assert_eq!(
            mirror.members().unwrap(),
            Some((vec![member, known], at(NOW)))
        );
        assert_eq!(mirror.portfolios().unwrap(), [portfolio]);
    }

    #[tokio::test]
    async fn accounts_are_replaced_and_what_is_not_listed_any_more_is_gone() {
        let folder = Folder::new();
        let mirror = open(&folder);
        let mut odd = account(3, "Odd");
        odd.0.status = AccountStatus::Unknown("SHOW_ACCOUNT_STATUS_NEW".to_owned());
        odd.0.ownership = Ownership::Unreadable;
        let list: Vec<_> = (10..=1200)
            .map(|number| {
                account(
                    number,
                    &format!(
                        "Plain {number:c>9}",
                        number = char::from_u32(0x4e00 + number).unwrap()
                    ),
                )
            })
            .collect();
        let all = [
            vec![account(1, "Twin"), account(2, "Twin"), odd.clone()],
            list,
        ]
        .concat();
        mirror.put_accounts(all, at(NOW)).await.unwrap();
        assert_eq!(mirror.accounts_as_of().unwrap(), (1194, Some(at(NOW))));
        let read = mirror.account(&odd.0.id).unwrap().unwrap();
        assert_eq!((read.account, read.balance), (odd.0.clone(), Some(odd.1)));
        let twin = AdvertiserId::new("1").unwrap();
        assert_eq!(
            mirror.account(&twin).unwrap().unwrap().likeness,
            Some(Likeness::Same)
        );
        assert_eq!(mirror.look_alikes(&twin, 5).unwrap()[0].id.as_str(), "2");
        let (renamed, balance) = account(2, "Nothing alike");
        mirror.put_account(renamed, balance, at(NOW)).await.unwrap();
        assert_eq!(mirror.look_alikes(&twin, 5).unwrap(), []);
        mirror
            .put_accounts(vec![account(1, "Twin")], at(LATER))
            .await
            .unwrap();
        assert_eq!(mirror.accounts_as_of().unwrap(), (1, Some(at(LATER))));
        assert_eq!(mirror.account(&odd.0.id).unwrap(), None);
        assert_eq!(mirror.account(&twin).unwrap().unwrap().likeness, None);
    }

    /// R31: the last time it was seen in trouble outlives the trouble.
    #[tokio::test]
    async fn trouble_is_remembered() {
        let folder = Folder::new();
        let mirror = open(&folder);
        let (mut one, balance) = account(1, "One");
        let id = one.id.clone();
        for (status, time, seen) in [
            (AccountStatus::Approved, NOW, None),
            (AccountStatus::Suspended, NOW, Some(at(NOW))),
            (AccountStatus::Approved, LATER, Some(at(NOW))),
            (AccountStatus::InReview, LATER, Some(at(LATER))),
        ] {
            one.status = status;
            mirror
                .put_account(one.clone(), balance, at(time))
                .await
                .unwrap();
            assert_eq!(mirror.account(&id).unwrap().unwrap().troubled_at, seen);
        }
    }

    #[tokio::test]
    async fn a_record_is_kept_once_and_found_by_account_and_time() {
        let folder = Folder::new();
        let mirror = open(&folder);
        let list = vec![record("1", 0), record("2", 5), record("3", 10)];
        for _ in 0..2 {
            mirror
                .put_transactions(list.clone(), at(NOW))
                .await
                .unwrap();
        }
        let mut query = TransactionQuery {
            level: Level::Account,
            account: Some(AdvertiserId::new("1").unwrap()),
            from: at(NOW),
            to: at("2026-11-17T15:05:00Z"),
            limit: 10,
        };
        assert_eq!(
            mirror.transactions(&query).unwrap(),
            [record("2", 5), record("1", 0)]
        );
        query.account = None;
        assert_eq!(mirror.transactions(&query).unwrap().len(), 2);
        query.level = Level::BusinessCenter;
        assert_eq!(mirror.transactions(&query).unwrap(), []);
    }

    #[tokio::test]
    async fn the_newest_week_counts() {
        let folder = Folder::new();
        let mirror = open(&folder);
        let (one, balance) = account(1, "One");
        let id = one.id.clone();
        mirror.put_account(one, balance, at(NOW)).await.unwrap();
        let cost = |from, to, amount| Cost {
            account: id.clone(),
            from,
            to,
            amount: usd(amount),
            cash: usd(0),
            ad_credit: usd(amount),
            tax: usd(0),
        };
        let month = cost(date(2026, 10, 20), date(2026, 11, 16), 9);
        let new = cost(date(2026, 11, 10), date(2026, 11, 16), 7);
        let old = cost(date(2026, 11, 9), date(2026, 11, 15), 5);
        mirror
            .put_costs(vec![new.clone(), month.clone(), old.clone()], at(NOW))
            .await
            .unwrap();
        let week = mirror.account(&id).unwrap().unwrap().week.unwrap();
        assert_eq!((week.last_day, week.amount), (new.to, usd(7)));
        assert_eq!(mirror.costs(&id).unwrap(), [month, old, new]);
    }

    #[tokio::test]
    async fn another_version_and_damage_are_made_anew() {
        let folder = Folder::new();
        let file = file(&folder.place());
        for spoil in [
            |file: &PathBuf| {
                let connection = Connection::open(file).unwrap();
                connection.pragma_update(None, "user_version", 99).unwrap();
            },
            |file: &PathBuf| {
                std::fs::write(
                    file,
                    "not a database at all, but long enough to be looked at".repeat(99),
                )
                .unwrap()
            },
        ] {
            let mirror = open(&folder);
            mirror
                .put_business_center(facts().bc, at(NOW))
                .await
                .unwrap();
            drop(mirror);
            spoil(&file);
            assert_eq!(open(&folder).business_center().unwrap(), None);
        }
    }
}

//! TikTok to mirror, with progress. One part after the other: what fails leaves the rest, and says which call and field.
//!
//! Stopped or failed, it is begun again at any time: what was read stays, lists are replaced only when they were read whole.

use crate::account::Ownership;
use crate::business_center::Actor;
use crate::clock::{Clock, Timestamp, Zone, earlier_day};
use crate::gateway::{Gateway, LookError, Told};
use crate::id::PortfolioId;
use crate::mirror::{Mirror, MirrorError, TransactionQuery};
use crate::money::Currency;
use crate::transaction::Level;
use jiff::SignedDuration;

/// How far back records are read at first.
pub const FIRST_REACH: SignedDuration = SignedDuration::from_hours(120 * 24);
/// How far before the newest record known an ordinary reading begins: records may appear late and out of order.
const OVERLAP: SignedDuration = SignedDuration::from_hours(3 * 24);
/// How far back a thorough reading begins at least: an alarm can come of any record that an allocation may still have
/// (a month), whenever it appears.
const MONTH: SignedDuration = SignedDuration::from_hours(32 * 24);
/// Complete days whose costs are read (R118, and for averages).
const COST_DAYS: [i64; 2] = [7, 28];

/// One part of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The acting person and the Business Center.
    Actor,
    /// Payment Portfolios.
    Portfolios,
    /// Balances of the Business Center.
    Balance,
    /// Ad accounts with their balances.
    Accounts,
    /// Whose they are.
    Ownership,
    /// Members; Admins only.
    Members,
    /// Costs of the last complete days.
    Costs,
    /// Records of the Business Center.
    BusinessCenterRecords,
    /// Records of the accounts.
    AccountRecords,
}

/// All parts, in their order.
pub const STEPS: [Step; 9] = [
    Step::Actor,
    Step::Portfolios,
    Step::Balance,
    Step::Accounts,
    Step::Ownership,
    Step::Members,
    Step::Costs,
    Step::BusinessCenterRecords,
    Step::AccountRecords,
];

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The part that is being read.
    pub step: Step,
    /// Pages of it that were read.
    pub done: u64,
    /// Pages of it in all; zero where not known yet.
    pub total: u64,
}

/// How far back records are read that may be known already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// A month: once a day, for records that appear late.
    Thorough,
    /// A few days.
    Ordinary,
}

impl Reach {
    const fn overlap(self) -> SignedDuration {
        match self {
            Self::Thorough => MONTH,
            Self::Ordinary => OVERLAP,
        }
    }
}

/// Told after each page; answers whether to go on.
pub type Watch<'a> = &'a (dyn Fn(Progress) -> bool + Send + Sync);

/// Why one part was not brought up to date; what was there before is still there.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// TikTok could not be read.
    #[error(transparent)]
    Look(#[from] LookError),
    /// The mirror could not be written.
    #[error(transparent)]
    Mirror(#[from] MirrorError),
}

/// What came of it.
#[derive(Debug)]
pub struct Report {
    /// When it ended.
    pub at: Timestamp,
    /// Who acts, with the role TikTok told now.
    pub actor: Option<Actor>,
    /// The parts that were not brought up to date, and why.
    pub failed: Vec<(Step, SyncError)>,
    /// A person stopped it: parts that are neither failed nor done were not begun.
    pub stopped: bool,
}

impl Report {
    /// Whether all records were read as far back as was wanted.
    #[must_use]
    pub fn read_all_records(&self) -> bool {
        let failed = |(step, _): &(Step, SyncError)| {
            matches!(step, Step::BusinessCenterRecords | Step::AccountRecords)
        };

        !self.stopped && !self.failed.iter().any(failed)
    }
}

/// Brings the mirror up to date.
pub async fn refresh(
    gateway: &Gateway,
    mirror: &Mirror,
    clock: &dyn Clock,
    reach: Reach,
    watch: Watch<'_>,
) -> Report {
    let mut run = Run {
        reach,
        gateway,
        mirror,
        clock,
        watch,
        actor: None,
        portfolio: None,
        accounts: None,
        currency: None,
    };
    let mut failed = Vec::new();
    let mut stopped = false;
    for step in STEPS {
        if !watch(Progress {
            step,
            done: 0,
            total: 0,
        }) {
            stopped = true;
            break;
        }
        match run.step(step).await {
            Ok(()) => {}
            Err(SyncError::Look(LookError::Stopped)) => {
                stopped = true;
                break;
            }
            Err(error) => {
                tracing::warn!(?step, %error, "a part was not brought up to date");
                failed.push((step, error));
            }
        }
    }

    Report {
        at: clock.now(),
        actor: run.actor,
        failed,
        stopped,
    }
}

/// One run through all parts, and what later parts need of earlier ones.
struct Run<'a> {
    reach: Reach,
    gateway: &'a Gateway,
    mirror: &'a Mirror,
    clock: &'a dyn Clock,
    watch: Watch<'a>,
    actor: Option<Actor>,
    portfolio: Option<PortfolioId>,
    /// When reading them began, and what was told.
    accounts: Option<(Timestamp, Vec<Told>)>,
    currency: Option<Currency>,
}

impl Run<'_> {
    async fn step(&mut self, step: Step) -> Result<(), SyncError> {
        match step {
            Step::Actor => self.actor().await,
            Step::Portfolios => self.portfolios().await,
            Step::Balance => self.balance().await,
            Step::Accounts => self.accounts().await,
            Step::Ownership => self.ownership().await,
            Step::Members => self.members().await,
            Step::Costs => self.costs().await,
            Step::BusinessCenterRecords => self.records(step, Level::BusinessCenter).await,
            Step::AccountRecords => self.records(step, Level::Account).await,
        }
    }

    async fn actor(&mut self) -> Result<(), SyncError> {
        let (bc, actor) = self.gateway.actor().await?;
        self.actor = Some(actor);
        self.currency = Some(bc.currency);

        Ok(self
            .mirror
            .put_business_center(bc, self.clock.now())
            .await?)
    }

    async fn portfolios(&mut self) -> Result<(), SyncError> {
        let pages = pages(self.watch, Step::Portfolios);
        let portfolios = self.gateway.portfolios(&pages).await?;
        // Where there are several, TikTok tells nothing useful unless one is named; the first stands for the whole.
        self.portfolio = match portfolios.as_slice() {
            [first, _, ..] => Some(first.id.clone()),
            [] | [_] => None,
        };

        Ok(self
            .mirror
            .put_portfolios(portfolios, self.clock.now())
            .await?)
    }

    async fn balance(&mut self) -> Result<(), SyncError> {
        let balance = self.gateway.bc_balance(self.portfolio.as_ref()).await?;

        Ok(self
            .mirror
            .put_bc_balance(balance, self.clock.now())
            .await?)
    }

    async fn accounts(&mut self) -> Result<(), SyncError> {
        let pages = pages(self.watch, Step::Accounts);
        let began = self.clock.now();
        match self.gateway.accounts(&pages).await {
            // Who may not see balances still sees the accounts' names, ids and status (design section 3).
            Err(error @ LookError::Refused { .. }) => {
                self.accounts = Some((began, Vec::new()));
                Err(error.into())
            }
            read => {
                self.accounts = Some((began, read?));
                Ok(())
            }
        }
    }

    /// Written with the accounts at once, so that nobody sees a status without its detail. Where ownership cannot be read
    /// now, what is known of it is kept.
    async fn ownership(&mut self) -> Result<(), SyncError> {
        let (Some((began, mut accounts)), Some(currency)) = (self.accounts.take(), self.currency)
        else {
            return Ok(());
        };
        let pages = pages(self.watch, Step::Ownership);
        let read = self.gateway.complete(&mut accounts, currency, &pages).await;
        if read == Err(LookError::Stopped) || accounts.is_empty() {
            return Ok(read?);
        }
        for (account, _) in &mut accounts {
            if account.ownership == Ownership::Unreadable
                && let Some(known) = self.mirror.account(&account.id)?
            {
                account.ownership = known.account.ownership;
            }
        }
        self.mirror
            .put_accounts(accounts, began, self.clock.now())
            .await?;

        Ok(read?)
    }

    async fn members(&mut self) -> Result<(), SyncError> {
        let pages = pages(self.watch, Step::Members);
        match self.gateway.members(&pages).await {
            // Only Admins may read them: nothing went wrong, and those read before stay.
            Err(LookError::Refused { code: 40_001, .. }) => Ok(()),
            read => Ok(self.mirror.put_members(read?, self.clock.now()).await?),
        }
    }

    async fn costs(&mut self) -> Result<(), SyncError> {
        let pages = pages(self.watch, Step::Costs);
        let today = Zone::utc().day(self.clock.now());
        for days in COST_DAYS {
            let range = (earlier_day(today, days), earlier_day(today, 1));
            let costs = self.gateway.costs(range, &pages).await?;
            self.mirror.put_costs(costs, self.clock.now()).await?;
        }

        Ok(())
    }

    async fn records(&mut self, step: Step, level: Level) -> Result<(), SyncError> {
        let pages = pages(self.watch, step);
        let now = self.clock.now();
        let first = now.checked_sub(FIRST_REACH).unwrap_or(Timestamp::MIN);
        let newest = self.mirror.transactions(&TransactionQuery {
            level,
            account: None,
            from: first,
            to: Timestamp::MAX,
            limit: 1,
        })?;
        let from = newest
            .first()
            .and_then(|newest| newest.at.checked_sub(self.reach.overlap()).ok())
            .unwrap_or(first);
        let records = self
            .gateway
            .transactions(level, None, (from, now), &pages)
            .await?;

        Ok(self.mirror.put_transactions(records, now).await?)
    }
}

/// Tells the watcher how far one part is.
fn pages(watch: Watch<'_>, step: Step) -> impl Fn(u64, u64) -> bool + Send + Sync + '_ {
    move |done, total| watch(Progress { step, done, total })
}

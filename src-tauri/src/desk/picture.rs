//! What TikTok last said about one Business Center, read in one go and kept while the program runs.

use super::progress::Watch;
use crate::events::SyncStep;
use desk_core::account::{AccountBalance, AdAccount};
use desk_core::business_center::{Actor, BcBalance, BusinessCenter, Member, Portfolio};
use desk_core::clock::{Clock, Timestamp, Zone, earlier_day};
use desk_core::gateway::{Gateway, LookError};
use desk_core::id::AdvertiserId;
use desk_core::money::Money;
use desk_core::names::NameIndex;
use std::collections::BTreeMap;

/// One complete read.
pub struct Picture {
    /// When it was finished.
    pub read_at: Timestamp,
    /// The Business Center.
    pub bc: BusinessCenter,
    /// Who read it, with the role told then.
    pub actor: Actor,
    /// None where this person may not read it.
    pub bc_balance: Option<BcBalance>,
    /// Payment Portfolios.
    pub portfolios: Vec<Portfolio>,
    /// Whether this person may read the accounts' balances.
    pub read_accounts: bool,
    /// By id.
    pub accounts: BTreeMap<AdvertiserId, (AdAccount, AccountBalance)>,
    /// None where this person may not read them.
    pub members: Option<Vec<Member>>,
    /// Spend of the last 7 complete days by account; none where this person may not read it.
    pub spend_7_days: Option<BTreeMap<AdvertiserId, Money>>,
    /// Names that can be mistaken for each other.
    pub names: NameIndex,
}

impl Picture {
    /// Reads everything. What this person's role may not read is left out, not an error.
    ///
    /// # Errors
    /// [`LookError`] when TikTok cannot be read, or a person stopped it.
    pub async fn read(
        gateway: &Gateway,
        clock: &dyn Clock,
        watch: &Watch,
    ) -> Result<Self, LookError> {
        watch.begin(SyncStep::BusinessCenter);
        let (bc, actor) = gateway.actor().await?;
        let portfolios = gateway.portfolios(&|_, _| true).await?;
        let named = portfolios
            .first()
            .filter(|_| portfolios.len() > 1)
            .map(|portfolio| &portfolio.id);
        let bc_balance = permitted(gateway.bc_balance(named).await)?;
        watch.begin(SyncStep::Members);
        let members = permitted(gateway.members(&watch.counting()).await)?;
        watch.begin(SyncStep::Accounts);
        let listed = permitted(gateway.accounts(&watch.counting()).await)?;
        let read_accounts = listed.is_some();
        let mut accounts = listed.unwrap_or_default();
        watch.begin(SyncStep::Balances);
        let currency = bc.currency;
        gateway
            .complete(&mut accounts, currency, &watch.counting())
            .await?;
        watch.begin(SyncStep::Costs);
        let spend_7_days = spend(gateway, clock, watch).await?;
        let names = accounts
            .iter()
            .map(|(account, _)| (account.id.clone(), account.name.clone()));

        Ok(Self {
            names: NameIndex::build(names),
            read_at: clock.now(),
            bc,
            actor,
            bc_balance,
            portfolios,
            read_accounts,
            accounts: accounts
                .into_iter()
                .filter_map(|(account, balance)| Some((account.id.clone(), (account, balance?))))
                .collect(),
            members,
            spend_7_days,
        })
    }

    /// What this read could not learn stays as it was told before.
    pub fn fill_from(&mut self, before: Self) {
        if !self.read_accounts {
            self.accounts = before.accounts;
            self.names = before.names;
            self.spend_7_days = before.spend_7_days;
            self.bc_balance = before.bc_balance;
        }
        if self.members.is_none() {
            self.members = before.members;
        }
    }

    /// Spend of an account over the last 7 complete days: none where it cannot be read, nothing where it did not spend.
    pub fn spend_of(&self, account: &AdAccount) -> Option<Money> {
        self.spend_7_days.as_ref().map(|spend| {
            spend
                .get(&account.id)
                .copied()
                .unwrap_or(Money::zero(account.currency))
        })
    }
}

async fn spend(
    gateway: &Gateway,
    clock: &dyn Clock,
    watch: &Watch,
) -> Result<Option<BTreeMap<AdvertiserId, Money>>, LookError> {
    let today = Zone::utc().day(clock.now());
    let days = (earlier_day(today, 7), earlier_day(today, 1));
    let costs = permitted(gateway.costs(days, &watch.counting()).await)?;

    Ok(costs.map(|costs| {
        costs
            .into_iter()
            .map(|cost| (cost.account, cost.amount))
            .collect()
    }))
}

/// A refusal says that this person may not read it.
fn permitted<T>(read: Result<T, LookError>) -> Result<Option<T>, LookError> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(LookError::Refused { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

//! Ad accounts as assets: whose they are, their status in detail, and those that have no balances to read.
//!
//! Only Admins may list all assets; others see those they can reach and ask the accounts themselves (design section 3).

use super::lists::{Listing, PAGE, Progress, Told};
use super::wire::balances::{self, Asset};
use super::{Gateway, LookError};
use crate::account::{AccountStatus, AdAccount, Ownership};
use crate::id::AdvertiserId;
use crate::money::Currency;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// `advertiser/info` takes at most 100 ids.
const INFO_IDS: usize = 100;

type ById = BTreeMap<AdvertiserId, Asset>;

impl Gateway {
    /// Completes accounts with ownership and the detailed status, and adds those that are assets without readable balances:
    /// not linked, or not this person's to see. `currency` stands in where TikTok does not tell an added account's: nothing
    /// can be placed there.
    ///
    /// # Errors
    /// [`LookError`]
    pub async fn complete(
        &self,
        accounts: &mut Vec<Told>,
        currency: Currency,
        progress: Progress<'_>,
    ) -> Result<(), LookError> {
        let (assets, whole) = self.assets(progress).await?;
        let listed: BTreeSet<AdvertiserId> = accounts
            .iter()
            .map(|(account, _)| account.id.clone())
            .collect();
        let more = assets.keys().filter(|id| !listed.contains(*id));
        let asked: Vec<&AdvertiserId> = if whole {
            more.collect()
        } else {
            listed.iter().chain(more).collect()
        };
        let infos = self.infos(&asked, progress).await?;
        for (account, _) in accounts.iter_mut() {
            let known = [assets.get(&account.id), infos.get(&account.id)];
            complete_one(account, known.into_iter().flatten());
        }
        let added = assets
            .values()
            .filter(|asset| !listed.contains(&asset.account));
        accounts.extend(added.map(|asset| {
            let info = infos.get(&asset.account);
            (without_balances(asset, info, currency), None)
        }));

        Ok(())
    }

    /// What `advertiser/info` tells of these accounts; at most 100.
    pub(super) async fn infos_of(&self, ids: &[&AdvertiserId]) -> Result<Vec<Asset>, LookError> {
        let ids: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
        let query = [("advertiser_ids", json!(ids).to_string())];
        let answered = self.line.read("advertiser/info", &query).await?;
        let data = answered.data()?;

        data.must_rows("list")?
            .iter()
            .map(|row| balances::info(row, &self.bc))
            .collect()
    }

    /// All assets with ownership, or those this person can reach without it; and whether ownership is told.
    async fn assets(&self, progress: Progress<'_>) -> Result<(ById, bool), LookError> {
        match self.assets_by("bc/asset/admin/get", progress).await {
            Err(LookError::Refused { .. }) => {}
            read => return Ok((read?, true)),
        }
        match self.assets_by("bc/asset/get", progress).await {
            // Nothing is told to this person: those with balances are still asked one by one.
            Err(LookError::Refused { .. }) => Ok((ById::new(), false)),
            read => Ok((read?, false)),
        }
    }

    async fn assets_by(
        &self,
        call: &'static str,
        progress: Progress<'_>,
    ) -> Result<ById, LookError> {
        let listing = Listing {
            call,
            query: vec![
                ("bc_id", self.bc.to_string()),
                ("asset_type", "ADVERTISER".to_owned()),
            ],
            page: PAGE,
            progress,
        };
        let rows = self
            .all(&listing, |data| data.must_rows("list"), balances::asset)
            .await?;

        Ok(rows
            .into_iter()
            .map(|asset| (asset.account.clone(), asset))
            .collect())
    }

    /// What the accounts themselves tell. One that may not be asked makes TikTok refuse all that were asked with it, so a
    /// refused list is asked again in halves.
    async fn infos(
        &self,
        ids: &[&AdvertiserId],
        progress: Progress<'_>,
    ) -> Result<ById, LookError> {
        let mut found = ById::new();
        let mut left: Vec<&[&AdvertiserId]> = ids.chunks(INFO_IDS).collect();
        while let Some(some) = left.pop() {
            match self.infos_of(some).await {
                Err(LookError::Refused { .. }) if some.len() > 1 => {
                    left.extend(some.chunks(some.len().div_ceil(2)));
                }
                // Whose it is stays unreadable: a warning, not a refusal.
                Err(LookError::Refused { .. }) => {}
                read => found.extend(read?.into_iter().map(|info| (info.account.clone(), info))),
            }
            if !progress(0, 0) {
                return Err(LookError::Stopped);
            }
        }

        Ok(found)
    }
}

/// Takes ownership from the first that knows it, and the stricter status.
fn complete_one<'a>(account: &mut AdAccount, known: impl Iterator<Item = &'a Asset>) {
    for asset in known {
        if account.ownership == Ownership::Unreadable {
            account.ownership = asset.ownership.clone();
        }
        account.status = balances::status_of(account.status.clone(), asset.status.clone());
    }
}

fn without_balances(asset: &Asset, info: Option<&Asset>, currency: Currency) -> AdAccount {
    let mut account = AdAccount {
        id: asset.account.clone(),
        name: asset.name.clone(),
        currency: info.and_then(|info| info.currency).unwrap_or(currency),
        zone: info.and_then(|info| info.zone.clone()),
        status: AccountStatus::Unknown(String::new()),
        ownership: Ownership::Unreadable,
        buying: asset.buying.clone(),
        balance_reminder: None,
        portfolio: None,
    };
    complete_one(&mut account, std::iter::once(asset).chain(info));

    account
}

//! The look of the flow: everything one draft depends on, read afresh.

use super::wire::{balances, people};
use super::{Gateway, LookError, Person};
use crate::account::{AccountBalance, AdAccount};
use crate::business_center::{Actor, BcBalance, BusinessCenter, Portfolio, Role};
use crate::id::{AdvertiserId, PortfolioId};
use crate::money::Money;
use crate::policy::Facts;
use serde_json::json;
use std::sync::PoisonError;

/// All six extra fields, or TikTok leaves the ordinary ones out (API facts 4.3).
const EXTRA_FIELDS: &str = r#"["budget_remaining","budget_frequency_restriction","budget_amount_restriction","min_transferable_amount","max_transferable_amount","balance_info"]"#;
/// How many accounts whose name contains the wanted id are passed over before giving up.
const KEYWORD_PAGES: u64 = 5;

/// One account as TikTok shows it alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The account with its ownership.
    pub account: AdAccount,
    /// Its own balances, also in a portfolio (R54).
    pub balance: AccountBalance,
    /// Smallest ad credit that may be moved to it, where told (R53).
    pub minimum: Option<Money>,
}

impl Gateway {
    /// Who the token belongs to; asked once.
    ///
    /// # Errors
    /// [`LookError`]
    pub async fn person(&self) -> Result<Person, LookError> {
        let known = self
            .person
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(person) = known {
            return Ok(person);
        }
        let answered = self.line.read("user/info", &[]).await?;
        let person = people::person(&answered.data()?)?;
        *self.person.lock().unwrap_or_else(PoisonError::into_inner) = Some(person.clone());

        Ok(person)
    }

    /// This Business Center, and the acting person with the role TikTok tells now.
    ///
    /// # Errors
    /// [`LookError`]
    pub async fn actor(&self) -> Result<(BusinessCenter, Actor), LookError> {
        let person = self.person().await?;
        let (bc, role) = self.membership().await?;
        let actor = Actor {
            id: person.id,
            name: person.name,
            role,
        };

        Ok((bc, actor))
    }

    /// Balances of the Business Center; where several portfolios exist, TikTok wants one named (API facts 4.2).
    ///
    /// # Errors
    /// [`LookError`]
    pub async fn bc_balance(
        &self,
        portfolio: Option<&PortfolioId>,
    ) -> Result<BcBalance, LookError> {
        let mut query = vec![("bc_id", self.bc.to_string())];
        if let Some(portfolio) = portfolio {
            query.push(("payment_portfolio_id", portfolio.to_string()));
        }
        let answered = self.line.read("bc/balance/get", &query).await?;

        balances::bc_balance(&answered.data()?)
    }

    /// One account alone, with its own balances, minimum and ownership.
    ///
    /// # Errors
    /// [`LookError::AccountNotListed`] when TikTok lists others only, and the rest of [`LookError`].
    pub async fn account(&self, wanted: &AdvertiserId) -> Result<Seen, LookError> {
        let listed = self.listed(wanted).await?;
        let asset = self.asset_of(wanted).await?;
        let mut account = listed.account;
        if let Some(asset) = asset {
            account.ownership = asset.ownership;
            account.status = balances::status_of(account.status, asset.status);
        }

        Ok(Seen {
            account,
            balance: listed.balance,
            minimum: listed.minimum,
        })
    }

    /// Reads afresh everything one draft depends on.
    ///
    /// # Errors
    /// [`LookError`]; nothing was recorded, nothing moved.
    pub async fn look(&self, account: &AdvertiserId) -> Result<Facts, LookError> {
        // What moves while the answers come in may not be in them: they are as old as the first.
        let read_at = self.line.clock.now();
        let (bc, actor) = self.actor().await?;
        let portfolios = self.portfolios(&|_, _| true).await?;
        let seen = self.account(account).await?;
        let named = named_portfolio(&portfolios, seen.account.portfolio.as_ref());
        let bc_balance = self.bc_balance(named).await?;
        let (known, at_center) = self.both_levels(account, self.line.clock.now()).await?;

        Ok(Facts {
            read_at,
            bc,
            actor,
            bc_balance,
            account: seen.account,
            balance: seen.balance,
            minimum: seen.minimum,
            portfolios: portfolios.into_iter().map(|one| one.id).collect(),
            known_records: known
                .into_iter()
                .chain(at_center)
                .map(|row| row.id)
                .collect(),
        })
    }

    async fn membership(&self) -> Result<(BusinessCenter, Role), LookError> {
        let query = [("bc_id", self.bc.to_string())];
        let answered = self.line.read("bc/get", &query).await?;
        for row in answered.data()?.must_rows("list")? {
            let (bc, role) = people::membership(&row)?;
            if bc.id == self.bc {
                return Ok((bc, role));
            }
        }

        Err(LookError::NotAMember(self.bc.clone()))
    }

    pub(super) async fn listed(
        &self,
        wanted: &AdvertiserId,
    ) -> Result<balances::Listed, LookError> {
        for page in 1..=KEYWORD_PAGES {
            let query = [
                ("bc_id", self.bc.to_string()),
                ("fields", EXTRA_FIELDS.to_owned()),
                ("filtering", json!({"keyword": wanted.as_str()}).to_string()),
                ("page", page.to_string()),
                ("page_size", "1".to_owned()),
            ];
            let answered = self.line.read("advertiser/balance/get", &query).await?;
            let data = answered.data()?;
            for row in data.must_rows("advertiser_account_list")? {
                let listed = balances::listed(&row)?;
                if listed.account.id == *wanted {
                    return Ok(listed);
                }
            }
            if page >= data.extent()?.pages {
                break;
            }
        }

        Err(LookError::AccountNotListed(wanted.clone()))
    }

    /// `None` when this person may read it nowhere.
    async fn asset_of(&self, wanted: &AdvertiserId) -> Result<Option<balances::Asset>, LookError> {
        let query = [
            ("bc_id", self.bc.to_string()),
            ("asset_type", "ADVERTISER".to_owned()),
            ("filtering", json!({"keyword": wanted.as_str()}).to_string()),
            ("page", "1".to_owned()),
            ("page_size", "50".to_owned()),
        ];
        match self.line.read("bc/asset/admin/get", &query).await {
            Ok(answered) => {
                for row in answered.data()?.must_rows("list")? {
                    let asset = balances::asset(&row)?;
                    if asset.account == *wanted {
                        return Ok(Some(asset));
                    }
                }
                // The keyword may be looked for in names only; the account itself may still say whose it is.
                self.info_of(wanted).await
            }
            // Only Admins may read assets; the account itself may still say whose it is.
            Err(LookError::Refused { .. }) => self.info_of(wanted).await,
            Err(error) => Err(error),
        }
    }

    async fn info_of(&self, wanted: &AdvertiserId) -> Result<Option<balances::Asset>, LookError> {
        match self.infos_of(&[wanted]).await {
            Ok(infos) => Ok(infos.into_iter().find(|info| info.account == *wanted)),
            Err(LookError::Refused { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// The account's own portfolio where there are several; naming one is needed only then.
fn named_portfolio<'a>(all: &[Portfolio], own: Option<&'a PortfolioId>) -> Option<&'a PortfolioId> {
    own.filter(|_| all.len() > 1)
}

//! What is told once for each Payment Portfolio, whichever of its accounts is looked at (R122).

use super::Reading;
use super::account::fresh;
use super::accounts::{recently, select};
use crate::alert::{Alert, Linked};
use crate::clock::Timestamp;
use crate::id::PortfolioId;
use crate::journal::JournalError;
use std::collections::BTreeMap;

impl Reading<'_> {
    /// The Balance Alert of each portfolio that ad accounts draw on.
    ///
    /// # Errors
    /// [`JournalError`] when the file cannot be read.
    pub fn portfolio_alerts(
        &self,
        now: Timestamp,
    ) -> Result<BTreeMap<PortfolioId, Alert>, JournalError> {
        let since = recently(self.today(now)?);
        let accounts = self
            .journal
            .with_mirror()
            .run(|connection| select(connection, "a.portfolio IS NOT NULL", Vec::new(), since))?;
        let mut linked: BTreeMap<PortfolioId, Vec<Linked>> = BTreeMap::new();
        for facts in accounts {
            let week = fresh(facts.week, &facts.account, now);
            let one = Linked {
                told: facts.account.balance_reminder,
                balance: facts.balance.map(|balance| balance.account),
                spend_7_days: week,
            };
            if let Some(portfolio) = facts.account.portfolio {
                linked.entry(portfolio).or_default().push(one);
            }
        }

        Ok(linked
            .into_iter()
            .map(|(portfolio, linked)| (portfolio, Alert::of_portfolio(&linked)))
            .collect())
    }
}

//! The traces one allocation may have left at TikTok: its records at both levels, the second list, and both balances
//! (protocol 4.5, API facts 6). What they prove is worked out elsewhere.

use super::lists::{Listing, PAGE};
use super::wire::{Row, records};
use super::{Gateway, LookError};
use crate::allocation::Record;
use crate::clock::{Timestamp, Zone};
use crate::id::AdvertiserId;
use crate::matching::{self, Skew};
use crate::money::Money;
use crate::transaction::{Level, Transaction};
use jiff::SignedDuration;
use serde_json::json;

/// How far before the moment of sending records are read: zones and clocks differ.
const BEFORE: SignedDuration = SignedDuration::from_hours(24);
/// TikTok answers for at most 365 days; a day is added on both sides for the zones.
const LONGEST: SignedDuration = SignedDuration::from_hours(362 * 24);
/// The second list answers for at most a year of days.
const SECOND_LIST: &str = "advertiser/transaction/get";

/// What TikTok shows of one allocation now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traces {
    /// When it was read, by our clock.
    pub read_at: Timestamp,
    /// From this moment on records were read: a day before the sending.
    pub from: Timestamp,
    /// All records of the account since then.
    pub account_rows: Vec<Transaction>,
    /// All records of the Business Center since then.
    pub center_rows: Vec<Transaction>,
    /// Whether the second list shows a transfer of ad credit of this amount since the sending; `None` where this Business
    /// Center cannot read it (API facts 4.7).
    pub witness: Option<bool>,
    /// The Business Center's whole ad credit now.
    pub bc_ad_credit: Money,
    /// The account's whole ad credit now.
    pub account_ad_credit: Money,
    /// How TikTok's clock stands to ours.
    pub skew: Skew,
}

impl Gateway {
    /// Reads everything that may tell what became of an allocation, all pages.
    ///
    /// # Errors
    /// [`LookError`]; nothing is settled by it.
    pub async fn traces(&self, record: &Record) -> Result<Traces, LookError> {
        let draft = &record.draft;
        let read_at = self.line.clock.now();
        let portfolios = self.portfolios(&|_, _| true).await?;
        let named = record.portfolio.as_ref().filter(|_| portfolios.len() > 1);
        let bc_ad_credit = self.bc_balance(named).await?.voucher;
        let account_ad_credit = self.listed(&draft.account).await?.balance.ad_credit;
        let (account_rows, center_rows) = self.both_levels(&draft.account, record.at).await?;
        let skew = self.skew();
        let witness = self
            .witness(&draft.account, draft.amount, record.at)
            .await?;

        Ok(Traces {
            read_at,
            from: self.window(record.at).0,
            account_rows,
            center_rows,
            witness,
            bc_ad_credit,
            account_ad_credit,
            skew,
        })
    }

    /// How TikTok's clock stands to ours, by the last answer that told the time.
    #[must_use]
    pub fn skew(&self) -> Skew {
        self.line.skew()
    }

    /// All records of one account from a day before `moment` until now, and when that is.
    ///
    /// # Errors
    /// [`LookError`]
    pub async fn account_rows(
        &self,
        account: &AdvertiserId,
        moment: Timestamp,
    ) -> Result<(Timestamp, Vec<Transaction>), LookError> {
        let window = self.window(moment);
        let rows = self
            .transactions(Level::Account, Some(account), window, &|_, _| true)
            .await?;

        Ok((window.0, rows))
    }

    /// Account level and Business Center level, all pages, from a day before `moment` until now.
    pub(super) async fn both_levels(
        &self,
        account: &AdvertiserId,
        moment: Timestamp,
    ) -> Result<(Vec<Transaction>, Vec<Transaction>), LookError> {
        let (_, account) = self.account_rows(account, moment).await?;
        let center = self
            .transactions(Level::BusinessCenter, None, self.window(moment), &|_, _| {
                true
            })
            .await?;

        Ok((account, center))
    }

    /// Whether the second list knows a transfer of ad credit like this one.
    async fn witness(
        &self,
        account: &AdvertiserId,
        amount: Money,
        sent: Timestamp,
    ) -> Result<Option<bool>, LookError> {
        let (from, to) = self.window(sent);
        let filter = json!({
            "transfer_type": "TRANS_TYPE_TRANSFER",
            "funds_type": ["FUNDS_TYPE_GRANT"],
            "keyword": account.as_str(),
            "start_date": Zone::utc().day(from).to_string(),
            "end_date": Zone::utc().day(to).to_string(),
        });
        let listing = Listing {
            call: SECOND_LIST,
            query: vec![
                ("bc_id", self.bc.to_string()),
                ("filtering", filter.to_string()),
            ],
            page: PAGE,
            progress: &|_, _| true,
        };
        let read = |row: &Row<'_>| records::transfer(row);
        let told = self
            .all(&listing, |data| data.must_rows("transaction_list"), read)
            .await;
        let rows = match told {
            // Not for every kind of Business Center, and not for every person: a witness that is not there says nothing.
            Err(
                LookError::Refused {
                    code: 40_001 | 40_002 | 40_007 | 40_118 | 40_125,
                    ..
                }
                | LookError::Http { status: 404, .. },
            ) => return Ok(None),
            told => told?,
        };
        let earliest = self.skew().earliest(sent);
        let seen = rows.iter().any(|row| {
            row.account == *account && matching::same_size(row.amount, amount) && row.at >= earliest
        });

        Ok(Some(seen))
    }

    /// By TikTok's clock, as the records are.
    fn window(&self, moment: Timestamp) -> (Timestamp, Timestamp) {
        let skew = self.skew();
        let from = skew.earliest(moment).checked_sub(BEFORE);
        let from = from.unwrap_or(Timestamp::MIN);
        let to = from.checked_add(LONGEST).unwrap_or(Timestamp::MAX);

        (from, skew.latest(self.line.clock.now()).min(to))
    }
}

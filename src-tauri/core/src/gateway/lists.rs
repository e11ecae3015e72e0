//! Lists that come in pages: read to the end, and again where they changed in between (protocol 4.5).

use super::wire::{Row, balances, people, records};
use super::{Gateway, LookError};
use crate::account::{AccountBalance, AdAccount};
use crate::business_center::{Member, Portfolio};
use crate::clock::Timestamp;
use crate::id::AdvertiserId;
use crate::transaction::{Cost, Level, Transaction};
use jiff::SignedDuration;
use jiff::civil::Date;
use serde_json::json;

/// Most lists allow 50 rows a page, the members 20 (API facts 3).
pub(super) const PAGE: u64 = 50;
const MEMBERS_PAGE: u64 = 20;
/// More pages are taken for a mistake: two million rows of the longest pages.
const MOST_PAGES: u64 = 40_000;
/// A list that changes this often while it is read is given up.
const TRIES: u32 = 3;
/// Filters are in the zone of the account or of the Business Center, which may be up to 14 hours away (API facts 5.1).
const ZONE_MARGIN: SignedDuration = SignedDuration::from_hours(24);

/// Told after each page, with pages done and pages in all; answers whether to go on.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) -> bool + Send + Sync);

/// An account, and its balances where this person may read them.
pub type Told = (AdAccount, Option<AccountBalance>);

/// What to ask for, page after page.
pub(super) struct Listing<'a> {
    pub call: &'static str,
    pub query: Vec<(&'static str, String)>,
    pub page: u64,
    pub progress: Progress<'a>,
}

impl Gateway {
    /// All ad accounts with their balances, ownership still unread (API facts 4.3).
    ///
    /// # Errors
    /// [`LookError`]
    pub async fn accounts(&self, progress: Progress<'_>) -> Result<Vec<Told>, LookError> {
        let listing = Listing {
            call: "advertiser/balance/get",
            query: vec![("bc_id", self.bc.to_string())],
            page: PAGE,
            progress,
        };
        let rows = self
            .all(
                &listing,
                |data| data.must_rows("advertiser_account_list"),
                balances::listed,
            )
            .await?;

        Ok(rows
            .into_iter()
            .map(|row| (row.account, Some(row.balance)))
            .collect())
    }

    /// All members (API facts 4.11); only Admins may read them.
    ///
    /// # Errors
    /// [`LookError`]
    pub async fn members(&self, progress: Progress<'_>) -> Result<Vec<Member>, LookError> {
        let listing = Listing {
            call: "bc/member/get",
            query: vec![("bc_id", self.bc.to_string())],
            page: MEMBERS_PAGE,
            progress,
        };

        self.all(&listing, |data| data.must_rows("list"), people::member)
            .await
    }

    /// TikTok's records of one level between two moments, each once (API facts 4.5). The range is widened by a day on both
    /// sides for the zones; at most 363 days.
    ///
    /// # Errors
    /// [`LookError`]
    pub async fn transactions(
        &self,
        level: Level,
        account: Option<&AdvertiserId>,
        (from, to): (Timestamp, Timestamp),
        progress: Progress<'_>,
    ) -> Result<Vec<Transaction>, LookError> {
        let mut filter = json!({
            "start_time": filter_time(from, ZONE_MARGIN.checked_neg()),
            "end_time": filter_time(to, Some(ZONE_MARGIN)),
        });
        if let (Level::Account, Some(account), Some(filter)) =
            (level, account, filter.as_object_mut())
        {
            filter.insert("account_ids".to_owned(), json!([account.as_str()]));
        }
        let word = match level {
            Level::BusinessCenter => "BC",
            Level::Account => "ADVERTISER",
            Level::Portfolio => "PAYMENT_PORTFOLIO",
        };
        let listing = Listing {
            call: "bc/account/transaction/get",
            query: vec![
                ("bc_id", self.bc.to_string()),
                ("transaction_level", word.to_owned()),
                ("filtering", filter.to_string()),
            ],
            page: PAGE,
            progress,
        };
        let read = |row: &Row<'_>| records::transaction(row, level);
        let mut rows = self
            .all(&listing, |data| data.must_rows("transaction_list"), read)
            .await?;
        // One Business Center's list has been seen to hold other ones' rows (API facts 7).
        rows.retain(|row| row.bc.as_ref().is_none_or(|bc| *bc == self.bc));
        let mut seen = std::collections::BTreeSet::new();
        rows.retain(|row| seen.insert(row.id.clone()));

        Ok(rows)
    }

    /// What each account spent over whole UTC days, first and last included (API facts 4.8).
    ///
    /// # Errors
    /// [`LookError`]
    pub async fn costs(
        &self,
        (first_day, last_day): (Date, Date),
        progress: Progress<'_>,
    ) -> Result<Vec<Cost>, LookError> {
        let filter = json!({"start_date": first_day.to_string(), "end_date": last_day.to_string()});
        let listing = Listing {
            call: "bc/account/cost/get",
            query: vec![
                ("bc_id", self.bc.to_string()),
                ("filtering", filter.to_string()),
            ],
            page: PAGE,
            progress,
        };
        let read = |row: &Row<'_>| records::cost(row, first_day, last_day);

        self.all(&listing, |data| data.must_rows("cost_list"), read)
            .await
    }

    /// The portfolios this Business Center shows (API facts 4.14); none where TikTok does not offer them here.
    ///
    /// # Errors
    /// [`LookError`]
    pub async fn portfolios(&self, progress: Progress<'_>) -> Result<Vec<Portfolio>, LookError> {
        let listing = Listing {
            call: "payment_portfolio/get",
            query: vec![("bc_id", self.bc.to_string())],
            page: PAGE,
            progress,
        };
        let read = self
            .all(&listing, balances::portfolio_rows, balances::portfolio)
            .await;
        match read {
            // No permission, or not on the allow-list for the feature (API facts 2.2).
            Err(LookError::Refused {
                code: 40_001 | 40_118 | 40_125,
                ..
            }) => Ok(Vec::new()),
            read => read,
        }
    }

    /// All rows of all pages; started again when the number of rows changed while they were read.
    pub(super) async fn all<T>(
        &self,
        listing: &Listing<'_>,
        list: impl for<'r> Fn(&Row<'r>) -> Result<Vec<Row<'r>>, LookError>,
        read: impl Fn(&Row<'_>) -> Result<T, LookError>,
    ) -> Result<Vec<T>, LookError> {
        for _ in 0..TRIES {
            if let Some(rows) = self.once_through(listing, &list, &read).await? {
                return Ok(rows);
            }
        }

        Err(LookError::Unsteady { call: listing.call })
    }

    /// `None` when the list changed on the way.
    async fn once_through<T>(
        &self,
        listing: &Listing<'_>,
        list: &impl for<'r> Fn(&Row<'r>) -> Result<Vec<Row<'r>>, LookError>,
        read: &impl Fn(&Row<'_>) -> Result<T, LookError>,
    ) -> Result<Option<Vec<T>>, LookError> {
        let mut rows = Vec::new();
        let mut total = None;
        for page in 1_u64.. {
            let mut query = listing.query.clone();
            query.push(("page", page.to_string()));
            query.push(("page_size", listing.page.to_string()));
            let answered = self.line.read(listing.call, &query).await?;
            let data = answered.data()?;
            let before = rows.len();
            for row in list(&data)? {
                rows.push(read(&row)?);
            }
            let extent = data.extent()?;
            if extent.pages > extent.rows.clamp(1, MOST_PAGES) {
                return Err(data.wrong("page_info.total_page"));
            }
            let is_empty = rows.len() == before && page < extent.pages;
            if is_empty || *total.get_or_insert(extent.rows) != extent.rows {
                return Ok(None);
            }
            if !(listing.progress)(page, extent.pages) {
                return Err(LookError::Stopped);
            }
            let last = if planted!(LastPageMissing) {
                extent.pages.saturating_sub(1)
            } else {
                extent.pages
            };
            if page >= last {
                break;
            }
        }
        let complete = u64::try_from(rows.len()).ok() == total || planted!(LastPageMissing);

        Ok(complete.then_some(rows))
    }
}

fn filter_time(moment: Timestamp, margin: Option<SignedDuration>) -> String {
    moment
        .checked_add(margin.unwrap_or(SignedDuration::ZERO))
        .unwrap_or(moment)
        .strftime(records::MOMENT)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::fixture::{Leaping, Paper, gateway};
    use crate::journal::fixture::NOW;

    const MEMBER: &str = r#"{"user_id":"72","user_name":"Mara","user_email":"","user_role":"ADMIN","relation_status":"BOUND"}"#;

    /// What comes of a list of members whose every page says so, and how often it was asked for.
    async fn read(row: &str, rows: u64, pages: u64) -> (Result<usize, LookError>, usize) {
        let paper = Paper::new();
        let page = format!(
            r#"{{"list":[{row}],"page_info":{{"total_number":{rows},"total_page":{pages}}}}}"#
        );
        paper.says("bc/member/get", &[&page]);
        let gateway = gateway(&paper, &Leaping::at(NOW));
        let members = gateway.members(&|_, _| true).await;

        (
            members.map(|members| members.len()),
            paper.queries("bc/member/get").len(),
        )
    }

    #[tokio::test]
    async fn a_list_that_cannot_end_is_given_up() {
        let wrong = |field: &str| LookError::Unreadable {
            call: "bc/member/get",
            field: field.to_owned(),
        };
        let too_many = Err(wrong("page_info.total_page"));
        assert_eq!(read(MEMBER, 2, 2).await, (Ok(2), 2));
        assert_eq!(read("", 0, 1).await, (Ok(0), 1));
        assert_eq!(read(MEMBER, 1, 9_000_000).await, (too_many.clone(), 1));
        let endless = 9_000_000_000_000;
        assert_eq!(read(MEMBER, endless, endless).await, (too_many, 1));
        let unsteady = Err(LookError::Unsteady {
            call: "bc/member/get",
        });
        assert_eq!(read("", 30_000, 30_000).await, (unsteady, 3));
    }
}

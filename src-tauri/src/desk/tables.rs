//! Payment management and the Ad account screen: the core's reading, shown to whom it may be shown.

use super::flow::account_id;
use super::workspace::Workspace;
use crate::fault::{Fault, FaultCode};
use crate::shown::account::{self, RowParts};
use crate::shown::{amount, days, number, open_outcome, reasons};
use crate::views::ad_account::{AdAccount, Promotions};
use crate::views::payment_management::{
    self as views, AccountRow, AccountsPage, AccountsQuery, EarliestEnd, PaymentManagement,
    Portfolio,
};
use crate::views::reasons::Refusal;
use desk_core::account::AccountStatus;
use desk_core::clock::Timestamp;
use desk_core::credit::{Credit, Holder};
use desk_core::id::PortfolioId;
use desk_core::journal::{Entry, Event};
use desk_core::policy;
use desk_core::promotion::CameFrom;
use desk_core::review::{AccountPage, AccountQuery, AccountSort, Overview, OwnershipFilter};
use std::collections::BTreeMap;

impl Workspace {
    /// The head of Payment management.
    ///
    /// # Errors
    /// When a file cannot be read, or the figures do not fit together.
    pub fn payment_management(&self) -> Result<PaymentManagement, Fault> {
        let (actor, switches) = (self.actor()?, self.switches()?);
        let sees = policy::sees_finance(actor.role, switches);
        let overview = self.reading().overview(self.now())?;
        let as_of = overview.as_ref().and_then(|overview| overview.as_of);
        let mut page = PaymentManagement {
            bc_id: self.known.bc.to_string(),
            bc_name: self.known.name.clone(),
            currency: self.known.currency.clone(),
            balances: None,
            portfolios: Vec::new(),
            freshness: self.freshness_of(as_of),
            notice: None,
            accounts: 0,
            sees_finances: sees,
        };
        let Some(overview) = overview else {
            return Ok(page);
        };
        let notice = self.notice(&actor, &overview);
        page.notice = notice.first().map(reasons::refusal);
        page.accounts = number(overview.accounts);
        page.bc_name.clone_from(&overview.bc.name);
        if sees {
            let balance = overview.balance.as_ref();
            page.balances = balance
                .map(|(balance, _)| account::balances(balance, overview.open))
                .transpose()?;
            page.portfolios = self.portfolios(&overview)?;
        }
        if let (Some(balances), Some(end)) = (page.balances.as_mut(), overview.earliest_end) {
            balances.earliest_end = Some(EarliestEnd {
                left: amount(end.left),
                date: end.until.to_string(),
                days: days(end.days),
            });
        }

        Ok(page)
    }

    /// The portfolios with their alerts. Where there are none, no account is read for them.
    fn portfolios(&self, overview: &Overview) -> Result<Vec<Portfolio>, Fault> {
        if overview.portfolios.is_empty() {
            return Ok(Vec::new());
        }
        let alerts = self.reading().portfolio_alerts(self.now())?;
        let all = overview.portfolios.iter();

        Ok(all
            .map(|one| account::portfolio(one, alerts.get(&one.id).copied()))
            .collect())
    }

    /// One window of the table.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn accounts(&self, query: &AccountsQuery) -> Result<AccountsPage, Fault> {
        let (actor, switches) = (self.actor()?, self.switches()?);
        let sees = policy::sees_finance(actor.role, switches);
        let reading = self.reading();
        let overview = reading.overview(self.now())?;
        let portfolios: Vec<PortfolioId> = overview
            .iter()
            .flat_map(|overview| overview.portfolios.iter().map(|one| one.id.clone()))
            .collect();
        let mut notice: Vec<Refusal> = overview
            .map(|overview| reasons::refusals(&self.notice(&actor, &overview)))
            .unwrap_or_default();
        notice.extend(self.read_only().map(|why| Refusal::ReadOnly { why }));
        let window = reading.accounts(&asked(query, sees), self.now())?;
        let row = |row: &desk_core::review::AccountRow| -> AccountRow {
            account::row(&RowParts {
                facts: &row.facts,
                sees,
                open: row.open_here.as_ref(),
                earliest_end: row.earliest_end,
                alert: row.alert,
                portfolios: &portfolios,
                notice: &notice,
                refusals: &row.refusals,
            })
        };

        Ok(AccountsPage {
            total: number(window.total),
            matched: number(window.matched),
            offset: query.offset,
            rows: window.rows.iter().map(row).collect(),
        })
    }

    /// Everything of one ad account.
    ///
    /// # Errors
    /// When there is no such account, or a file cannot be read.
    pub fn account(&self, id: &str) -> Result<AdAccount, Fault> {
        let (id, now, reading) = (account_id(id)?, self.now(), self.reading());
        let missing = || Fault::new(FaultCode::NotFound).with("name", &id);
        let page = reading.account(&id, now)?.ok_or_else(missing)?;
        let overview = reading.overview(now)?.ok_or_else(missing)?;
        let actor = self.actor()?;
        let sees = policy::sees_finance(actor.role, overview.switches);
        let mut refusals = reasons::refusals(&self.notice(&actor, &overview));
        refusals.extend(reasons::refusals(&page.refusals));
        refusals.extend(self.read_only().map(|why| Refusal::ReadOnly { why }));
        let mut shown = AdAccount {
            card: self.card(&page.facts),
            freshness: self.freshness_of(Some(page.facts.as_of)),
            may_add: refusals.is_empty(),
            refusals,
            open: page.open_here.map(|open| open_outcome(&open, sees)),
            payment: None,
            promotions: Promotions {
                available: Vec::new(),
                earning: Vec::new(),
                not_available: Vec::new(),
            },
            history: Vec::new(),
            may_enter_credit: self.may_decide()?,
        };
        if sees {
            self.fill(&mut shown, &page)?;
        }

        Ok(shown)
    }

    fn fill(&self, shown: &mut AdAccount, page: &AccountPage) -> Result<(), Fault> {
        let (facts, zone) = (&page.facts, self.zone());
        let moments = self.moments(page)?;
        let moment = |from: CameFrom| moments.get(&from).copied().unwrap_or(facts.as_of);
        let rows = page.history.iter();
        shown.history = rows.map(|one| self.allocation_row(one)).collect();
        let (Some(estimates), Some(balance)) = (&page.estimates, &facts.balance) else {
            return Ok(());
        };
        let details = account::details(estimates, balance.ad_credit, facts.as_of, &zone, &moment)?;
        shown.payment = Some(account::payment(&facts.account, balance, details));
        shown.promotions = account::promotions(estimates, &zone, &moment);

        Ok(())
    }

    /// When each holding was placed or entered.
    fn moments(&self, page: &AccountPage) -> Result<BTreeMap<CameFrom, Timestamp>, Fault> {
        let placed = page.history.iter();
        let mut moments: BTreeMap<CameFrom, Timestamp> = placed
            .map(|one| (CameFrom::Allocation(one.number), one.record.at))
            .collect();
        for credit in &page.held {
            if let Some(from) = held_from(credit)
                && let Some(entered) = self.entered_at(credit)?
            {
                moments.insert(from, entered);
            }
        }

        Ok(moments)
    }

    fn entered_at(&self, credit: &Credit) -> Result<Option<Timestamp>, Fault> {
        let story = self.journal().credit_story(credit.id)?;
        let is_first = |entry: &&Entry| matches!(entry.event, Event::CreditEntered(_));

        Ok(story.iter().find(is_first).map(|entry| entry.at))
    }
}

fn held_from(credit: &Credit) -> Option<CameFrom> {
    match &credit.terms.holder {
        Holder::BusinessCenter => None,
        Holder::Account { origin, .. } => Some(CameFrom::Entered(credit.id, *origin)),
    }
}

/// Who sees no figures cannot sort by them either.
fn asked(query: &AccountsQuery, sees: bool) -> AccountQuery {
    AccountQuery {
        search: query.search.clone(),
        status: query.status.map(status),
        ownership: query.ownership.map(ownership),
        sort: match query.sort {
            views::AccountSort::Status => AccountSort::Status,
            views::AccountSort::AdCredit if sees => AccountSort::AdCredit,
            views::AccountSort::EarliestEnd if sees => AccountSort::EarliestEnd,
            views::AccountSort::Cash if sees => AccountSort::Cash,
            views::AccountSort::BalanceAlert if sees => AccountSort::BalanceAlert,
            views::AccountSort::Name
            | views::AccountSort::AdCredit
            | views::AccountSort::EarliestEnd
            | views::AccountSort::Cash
            | views::AccountSort::BalanceAlert => AccountSort::Name,
        },
        descending: query.descending,
        offset: query.offset,
        limit: query.limit,
    }
}

fn status(status: views::AccountStatus) -> AccountStatus {
    match status {
        views::AccountStatus::Approved => AccountStatus::Approved,
        views::AccountStatus::InReview => AccountStatus::InReview,
        views::AccountStatus::Disapproved => AccountStatus::Disapproved,
        views::AccountStatus::Suspended => AccountStatus::Suspended,
        views::AccountStatus::ContractNotEffective => AccountStatus::ContractNotEffective,
        views::AccountStatus::Disabled => AccountStatus::Disabled,
        views::AccountStatus::Unknown => AccountStatus::Unknown(String::new()),
    }
}

fn ownership(ownership: views::Ownership) -> OwnershipFilter {
    match ownership {
        views::Ownership::Owned => OwnershipFilter::Owned,
        views::Ownership::NotLinked => OwnershipFilter::NotLinked,
        views::Ownership::Partner => OwnershipFilter::Partner,
        views::Ownership::Individual => OwnershipFilter::Individual,
        views::Ownership::Other => OwnershipFilter::Other,
        views::Ownership::Unreadable => OwnershipFilter::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use crate::desk::main_job::{Folder, query};
    use crate::views::payment_management::BalanceAlert;

    /// R122: the rows point at the portfolio, and the portfolio says it.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_payment_portfolio_tells_its_balance_alert_once() {
        let folder = Folder::new();
        let desk = folder.desk();
        desk.switch("practice-fennmark").await.unwrap();
        let (head, rows) = desk
            .run(|workspace| async move {
                let page = workspace.accounts(&query())?;
                Ok((workspace.payment_management()?, page.rows))
            })
            .await
            .unwrap();
        let [portfolio] = &head.portfolios[..] else {
            panic!("one portfolio: {:?}", head.portfolios);
        };
        assert!(head.balances.unwrap().holds_credit_line);
        assert_eq!(portfolio.balance_alert, BalanceAlert::No);
        assert_eq!(portfolio.alert_by_figures, None);
        assert!(!rows.is_empty());
        for row in rows {
            assert_eq!(row.balance_alert, BalanceAlert::Portfolio);
            assert_eq!(row.alert_by_figures, None);
        }
    }
}

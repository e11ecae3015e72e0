//! Payment management and the Ad account screen: what TikTok last said, joined with what the journal knows.

use super::flow::account_id;
use super::picture::Picture;
use super::workspace::Workspace;
use crate::fault::{Fault, FaultCode};
use crate::shown::account::{self, RowParts};
use crate::shown::{count, days, reasons};
use crate::views::ad_account::{AccountCard, AdAccount, Promotions};
use crate::views::payment_management::{
    AccountRow, AccountSort, AccountsPage, AccountsQuery, EarliestEnd, PaymentManagement,
};
use desk_core::account as core;
use desk_core::alert::Alert;
use desk_core::allocation::Allocation;
use desk_core::business_center::Switches;
use desk_core::clock::{Timestamp, Zone};
use desk_core::credit::{self, Credit, CreditStatus, Holder};
use desk_core::id::{AdvertiserId, AllocationNumber};
use desk_core::journal::{AllocationQuery, JournalError, StandingFilter};
use desk_core::money::Money;
use desk_core::policy::{self, Refusal};
use desk_core::promotion::{self, CameFrom, Estimates, Holding, Known, Tab};
use desk_core::search;
use jiff::civil::Date;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Rows of one window at most.
const WINDOW: u32 = 200;

/// What every row of the table is judged by.
struct Ground {
    switches: Switches,
    notice: Vec<Refusal>,
    sees: bool,
    open: BTreeMap<AdvertiserId, AllocationNumber>,
    moved: BTreeMap<AdvertiserId, Vec<Allocation>>,
    credits: Vec<Credit>,
    now: Timestamp,
}

impl Workspace {
    /// The head of Payment management.
    ///
    /// # Errors
    /// When the journal cannot be read, or the figures do not fit together.
    pub fn payment_management(&self) -> Result<PaymentManagement, Fault> {
        let (actor, switches) = (self.actor(), self.switches()?);
        let sees = policy::sees_finance(actor.role, switches);
        let open = self.open_sum()?;
        let credits = self.journal.credits()?;
        let notice = self.notice(&actor, switches);
        let freshness = self.freshness();

        self.with_picture(|picture| {
            let balance = picture.and_then(|picture| picture.bc_balance.as_ref());
            let mut balances = balance
                .filter(|_| sees)
                .map(|balance| account::balances(balance, open))
                .transpose()?;
            if let (Some(balances), Some(picture)) = (balances.as_mut(), picture) {
                balances.earliest_end = self.earliest_end(&credits, &picture.bc.zone);
            }

            Ok(PaymentManagement {
                bc_id: self.practice.bc.to_owned(),
                bc_name: picture.map_or_else(
                    || self.practice.name.to_owned(),
                    |picture| picture.bc.name.clone(),
                ),
                currency: self.practice.currency.to_owned(),
                balances,
                portfolios: picture
                    .filter(|_| sees)
                    .map(|picture| picture.portfolios.iter().map(account::portfolio).collect())
                    .unwrap_or_default(),
                freshness,
                notice: notice.first().map(reasons::refusal),
                accounts: picture.map_or(0, |picture| count(picture.accounts.len())),
                sees_finances: sees,
            })
        })
    }

    /// One window of the table.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn accounts(&self, query: &AccountsQuery) -> Result<AccountsPage, Fault> {
        let ground = self.ground()?;

        self.with_picture(|picture| {
            let Some(picture) = picture else {
                return Ok(AccountsPage {
                    total: 0,
                    matched: 0,
                    offset: query.offset,
                    rows: Vec::new(),
                });
            };
            let mut matching: Vec<&(core::AdAccount, core::AccountBalance)> = picture
                .accounts
                .values()
                .filter(|(account, _)| is_wanted(account, query))
                .collect();
            self.sort(&mut matching, query, picture, &ground)?;
            let first = usize::try_from(query.offset).unwrap_or(usize::MAX);
            let most = usize::try_from(query.limit.min(WINDOW)).unwrap_or(0);
            let rows: Result<Vec<AccountRow>, Fault> = matching
                .iter()
                .skip(first)
                .take(most)
                .map(|(account, balance)| self.row(account, balance, picture, &ground))
                .collect();

            Ok(AccountsPage {
                total: count(picture.accounts.len()),
                matched: count(matching.len()),
                offset: query.offset,
                rows: rows?,
            })
        })
    }

    /// Everything of one ad account.
    ///
    /// # Errors
    /// When there is no such account, or the journal cannot be read.
    pub fn account(&self, id: &str) -> Result<AdAccount, Fault> {
        let id = account_id(id)?;
        let ground = self.ground()?;
        let history = self.every(&AllocationQuery {
            account: Some(id.clone()),
            ..AllocationQuery::default()
        })?;
        let freshness = self.freshness();
        let (known, balance, bc_name, read_at) = self.with_picture(|picture| {
            let seen = picture.and_then(|picture| {
                let (account, balance) = picture.accounts.get(&id)?;
                Some((
                    account.clone(),
                    *balance,
                    picture.bc.name.clone(),
                    picture.read_at,
                ))
            });
            seen.ok_or_else(|| Fault::new(FaultCode::NotFound).with("name", &id))
        })?;
        let refusals = self.with_picture(|picture| {
            picture.map_or_else(Vec::new, |picture| {
                row_refusals(self, &known, picture, &ground)
            })
        });
        let estimates = self.estimates(&known, Some(balance.ad_credit), &ground.credits)?;
        let moments = self.moments(&history, &ground.credits);
        let moment = |from: CameFrom| moments.get(&from).copied().unwrap_or(read_at);
        let (mut payment, mut promotions) = (None, empty_promotions());
        if let Some(estimates) = estimates.filter(|_| ground.sees) {
            let details =
                account::details(&estimates, balance.ad_credit, read_at, self.zone(), &moment)?;
            payment = Some(account::payment(&known, &balance, details));
            promotions = account::promotions(&estimates, self.zone(), &moment);
        }

        Ok(AdAccount {
            card: self.card(&known, &bc_name),
            freshness,
            may_add: refusals.is_empty(),
            refusals: reasons::refusals(&refusals),
            payment,
            promotions,
            history: if ground.sees {
                history.iter().map(|one| self.allocation_row(one)).collect()
            } else {
                Vec::new()
            },
            may_enter_credit: self.may_decide(&ground.switches),
        })
    }

    /// An account in a few words.
    pub fn card(&self, known: &core::AdAccount, bc_name: &str) -> AccountCard {
        self.with_picture(|picture| {
            let mark = picture.and_then(|picture| picture.names.mark(&known.id));
            let portfolios = picture.map_or(&[][..], |picture| picture.portfolios.as_slice());
            account::card(known, bc_name, mark, portfolios, self.now())
        })
    }

    /// What became of each ad credit in an account: worked out, and to be labelled so.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn estimates(
        &self,
        known: &core::AdAccount,
        total: Option<Money>,
        credits: &[Credit],
    ) -> Result<Option<Estimates>, JournalError> {
        let query = AllocationQuery {
            account: Some(known.id.clone()),
            standing: StandingFilter::Moved,
            limit: desk_core::journal::LONGEST_WINDOW,
            ..AllocationQuery::default()
        };
        let moved = self.journal.allocations(&query)?.rows;

        Ok(estimated(known, total, &moved, credits, self.now()))
    }

    /// Whether the acting person may enter credits and set switches here.
    pub fn may_decide(&self, switches: &Switches) -> bool {
        let may = policy::may(self.actor().role, *switches) == policy::Verdict::Allow;

        may && self.read_only().is_none()
    }

    /// Sum of open outcomes.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn open_sum(&self) -> Result<Money, Fault> {
        let open = self.journal.open_allocations()?;
        let amounts = open
            .iter()
            .map(|one| one.record.draft.amount)
            .filter(|amount| amount.currency() == self.currency());

        Ok(Money::sum(amounts, self.currency())?)
    }

    fn ground(&self) -> Result<Ground, Fault> {
        let (actor, switches) = (self.actor(), self.switches()?);
        let open = self.journal.open_allocations()?;
        let mut moved: BTreeMap<AdvertiserId, Vec<Allocation>> = BTreeMap::new();
        for one in self.every(&AllocationQuery {
            standing: StandingFilter::Moved,
            ..AllocationQuery::default()
        })? {
            let id = one.record.draft.account.clone();
            moved.entry(id).or_default().push(one);
        }
        let notice = self.notice(&actor, switches);

        Ok(Ground {
            switches,
            notice,
            sees: policy::sees_finance(actor.role, switches),
            open: open
                .iter()
                .map(|one| (one.record.draft.account.clone(), one.number))
                .collect(),
            moved,
            credits: self.journal.credits()?,
            now: self.now(),
        })
    }

    fn row(
        &self,
        known: &core::AdAccount,
        balance: &core::AccountBalance,
        picture: &Picture,
        ground: &Ground,
    ) -> Result<AccountRow, Fault> {
        let refusals = row_refusals(self, known, picture, ground);
        let spend = picture.spend_of(known);
        let alert = Alert::of(known, Some(balance.account), spend);
        let ends = earliest_in(known, balance, ground);
        let read_only = self.read_only().is_some();
        let mut row = account::row(&RowParts {
            account: known,
            balance: Some(balance).filter(|_| ground.sees),
            mark: picture.names.mark(&known.id),
            earliest_end: ends.filter(|_| ground.sees),
            alert,
            refusals: &refusals,
        });
        if read_only {
            row.may_add = false;
            row.refusals.push(crate::views::reasons::Refusal::ReadOnly);
        }

        Ok(row)
    }

    fn sort(
        &self,
        rows: &mut Vec<&(core::AdAccount, core::AccountBalance)>,
        query: &AccountsQuery,
        picture: &Picture,
        ground: &Ground,
    ) -> Result<(), Fault> {
        let mut keyed: Vec<(SortKey, &(core::AdAccount, core::AccountBalance))> = rows
            .iter()
            .map(|row| (key(row, query.sort, picture, ground), *row))
            .collect();
        keyed.sort_by(|(one, a), (other, b)| {
            let order = one.compare(other, query.descending);
            let names = (search::fold(&a.0.name), &a.0.id);
            order.then_with(|| names.cmp(&(search::fold(&b.0.name), &b.0.id)))
        });
        *rows = keyed.into_iter().map(|(_, row)| row).collect();

        Ok(())
    }

    fn earliest_end(&self, credits: &[Credit], bc_zone: &str) -> Option<EarliestEnd> {
        let now = self.now();
        let placeable = credits
            .iter()
            .filter(|credit| credit.terms.holder == Holder::BusinessCenter)
            .filter(|credit| is_placeable(credit.status(bc_zone, None, now)));
        let (day, first) = placeable
            .filter_map(|credit| credit.terms.valid_until.map(|day| (day, credit)))
            .min_by_key(|(day, credit)| (*day, credit.id))?;
        let ending = first.terms.ending(bc_zone, None)?;

        Some(EarliestEnd {
            left: crate::shown::amount(first.left(bc_zone, now)),
            date: day.to_string(),
            days: days(ending.days_left(now)),
        })
    }

    fn moments(&self, history: &[Allocation], credits: &[Credit]) -> BTreeMap<CameFrom, Timestamp> {
        let placed = history
            .iter()
            .map(|one| (CameFrom::Allocation(one.number), one.record.at));
        let entered = credits
            .iter()
            .filter_map(|credit| match &credit.terms.holder {
                Holder::BusinessCenter => None,
                Holder::Account { origin, .. } => {
                    Some((CameFrom::Entered(credit.id, *origin), credit_moment(credit)))
                }
            });

        placed.chain(entered).collect()
    }
}

/// A credit's id holds the moment it was entered (UUIDv7).
fn credit_moment(credit: &Credit) -> Timestamp {
    let made = credit.id.0.get_timestamp().map(|made| made.to_unix());
    let seconds = made.and_then(|(seconds, _)| i64::try_from(seconds).ok());

    seconds
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

fn row_refusals(
    workspace: &Workspace,
    known: &core::AdAccount,
    picture: &Picture,
    ground: &Ground,
) -> Vec<Refusal> {
    let portfolios: Vec<_> = picture
        .portfolios
        .iter()
        .map(|portfolio| portfolio.id.clone())
        .collect();
    let own = policy::row_refusals(
        known,
        workspace.currency(),
        ground.switches,
        &portfolios,
        ground.open.get(&known.id).copied(),
    );

    ground.notice.iter().cloned().chain(own).collect()
}

fn is_wanted(known: &core::AdAccount, query: &AccountsQuery) -> bool {
    let words = search::fold(&query.search);
    let digits: String = query.search.split_whitespace().collect();
    let name = search::fold(&known.name);
    let found = words.split_whitespace().all(|word| name.contains(word))
        || (!digits.is_empty() && known.id.as_str().contains(&digits));
    let status = query
        .status
        .is_none_or(|status| account::status(&known.status) == status);
    let ownership = query
        .ownership
        .is_none_or(|wanted| account::ownership(&known.ownership) == wanted);

    found && status && ownership
}

/// What a column sorts by; what is not known comes last either way.
enum SortKey {
    Nothing,
    Number(Option<i64>),
    Day(Option<Date>),
    Word(u8),
}

impl SortKey {
    fn compare(&self, other: &Self, descending: bool) -> Ordering {
        fn known_first<T: Ord>(one: Option<T>, other: Option<T>, descending: bool) -> Ordering {
            match (one, other) {
                (Some(one), Some(other)) if descending => other.cmp(&one),
                (Some(one), Some(other)) => one.cmp(&other),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            }
        }
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => known_first(*one, *other, descending),
            (Self::Day(one), Self::Day(other)) => known_first(*one, *other, descending),
            (Self::Word(one), Self::Word(other)) => {
                known_first(Some(*one), Some(*other), descending)
            }
            (Self::Nothing | Self::Number(_) | Self::Day(_) | Self::Word(_), _) => Ordering::Equal,
        }
    }
}

fn key(
    (known, balance): &(core::AdAccount, core::AccountBalance),
    sort: AccountSort,
    picture: &Picture,
    ground: &Ground,
) -> SortKey {
    let money = |amount: Money| SortKey::Number(Some(amount.hundredths()).filter(|_| ground.sees));
    match sort {
        AccountSort::Name => SortKey::Nothing,
        AccountSort::Status => SortKey::Word(status_order(&known.status)),
        AccountSort::AdCredit => money(balance.ad_credit),
        AccountSort::Cash => money(balance.cash),
        AccountSort::EarliestEnd => SortKey::Day(earliest_in(known, balance, ground)),
        AccountSort::BalanceAlert => {
            let alert = Alert::of(known, Some(balance.account), picture.spend_of(known));
            SortKey::Word(match alert.shown() {
                Some(true) => 0,
                Some(false) => 1,
                None => 2,
            })
        }
    }
}

fn status_order(status: &core::AccountStatus) -> u8 {
    match status {
        core::AccountStatus::Approved => 0,
        core::AccountStatus::InReview => 1,
        core::AccountStatus::Disapproved => 2,
        core::AccountStatus::Suspended => 3,
        core::AccountStatus::ContractNotEffective => 4,
        core::AccountStatus::Disabled => 5,
        core::AccountStatus::Unknown(_) => 6,
    }
}

/// The last valid day of what ends first in an account, an estimate.
fn earliest_in(
    known: &core::AdAccount,
    balance: &core::AccountBalance,
    ground: &Ground,
) -> Option<Date> {
    let none = Vec::new();
    let moved = ground.moved.get(&known.id).unwrap_or(&none);
    let estimates = estimated(
        known,
        Some(balance.ad_credit),
        moved,
        &ground.credits,
        ground.now,
    )?;

    estimates
        .lines
        .iter()
        .filter(|line| line.tab == Tab::Available && line.unused.is_positive())
        .filter_map(|line| line.holding.valid_until)
        .min()
}

fn estimated(
    known: &core::AdAccount,
    total: Option<Money>,
    moved: &[Allocation],
    credits: &[Credit],
    now: Timestamp,
) -> Option<Estimates> {
    let zone = known
        .zone
        .as_deref()
        .and_then(Zone::read)
        .unwrap_or_else(Zone::utc);
    let of_source = |one: &Allocation| match one.record.draft.source {
        credit::Source::Credit(id) => credits.iter().find(|credit| credit.id == id),
        credit::Source::Unlisted => None,
    };
    let placed = moved
        .iter()
        .filter_map(|one| Holding::allocated(one, of_source(one), &zone));
    let held = credits
        .iter()
        .filter(|credit| match &credit.terms.holder {
            Holder::BusinessCenter => false,
            Holder::Account { account, .. } => *account == known.id,
        })
        .filter_map(Holding::entered);
    // Without daily costs, what TikTok's total leaves unexplained was spent in the order of use.
    let spent = BTreeMap::new();

    promotion::estimate(
        placed.chain(held).collect(),
        &Known {
            spent: &spent,
            total,
            today: promotion::today(known, now),
            stranded: promotion::is_stranded(known),
            currency: known.currency,
        },
    )
    .ok()
}

fn is_placeable(status: CreditStatus) -> bool {
    match status {
        CreditStatus::Active | CreditStatus::Expiring => true,
        CreditStatus::Revoked
        | CreditStatus::Expired
        | CreditStatus::Exhausted
        | CreditStatus::NotYetValid => false,
    }
}

fn empty_promotions() -> Promotions {
    Promotions {
        available: Vec::new(),
        earning: Vec::new(),
        not_available: Vec::new(),
    }
}

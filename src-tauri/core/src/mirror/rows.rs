//! Columns to TikTok's words and back; nowhere else.

use super::MirrorError;
use crate::account::{
    AccountBalance, AccountStatus, AdAccount, BuyingType, Link, Ownership, Relation,
};
use crate::business_center::{BasicRole, BcStatus, FinanceRole};
use crate::clock::Timestamp;
use crate::id::{AdvertiserId, BcId, PortfolioId, TransactionId};
use crate::money::{Currency, Money};
use crate::transaction::{Billing, Cost, Direction, Level, Transaction};
use jiff::civil::Date;
use rusqlite::Row;

/// A word of ours, or TikTok's own behind `other:`.
pub(super) fn open_word(known: Option<&'static str>, told: &str) -> String {
    known.map_or_else(|| format!("other:{told}"), str::to_owned)
}

fn other(word: &str) -> String {
    word.strip_prefix("other:").unwrap_or(word).to_owned()
}

pub(super) fn bc_status(status: &BcStatus) -> String {
    match status {
        BcStatus::Enabled => "enabled".to_owned(),
        BcStatus::Reviewing => "reviewing".to_owned(),
        BcStatus::Denied => "denied".to_owned(),
        BcStatus::Punished => "punished".to_owned(),
        BcStatus::Other(word) => open_word(None, word),
    }
}

pub(super) fn read_bc_status(word: &str) -> BcStatus {
    match word {
        "enabled" => BcStatus::Enabled,
        "reviewing" => BcStatus::Reviewing,
        "denied" => BcStatus::Denied,
        "punished" => BcStatus::Punished,
        _ => BcStatus::Other(other(word)),
    }
}

pub(super) fn basic(role: BasicRole) -> &'static str {
    match role {
        BasicRole::Admin => "admin",
        BasicRole::Standard => "standard",
    }
}

pub(super) fn read_basic(word: &str) -> Result<BasicRole, MirrorError> {
    match word {
        "admin" => Ok(BasicRole::Admin),
        "standard" => Ok(BasicRole::Standard),
        _ => Err(MirrorError::Damaged("a role")),
    }
}

pub(super) fn finance(role: FinanceRole) -> &'static str {
    match role {
        FinanceRole::Manager => "manager",
        FinanceRole::Analyst => "analyst",
    }
}

pub(super) fn read_finance(word: &str) -> Result<FinanceRole, MirrorError> {
    match word {
        "manager" => Ok(FinanceRole::Manager),
        "analyst" => Ok(FinanceRole::Analyst),
        _ => Err(MirrorError::Damaged("a finance role")),
    }
}

/// The word the table filters and sorts by.
#[must_use]
pub(crate) fn status(status: &AccountStatus) -> &'static str {
    match status {
        AccountStatus::Approved => "approved",
        AccountStatus::InReview => "in-review",
        AccountStatus::Disapproved => "disapproved",
        AccountStatus::Suspended => "suspended",
        AccountStatus::ContractNotEffective => "contract-not-effective",
        AccountStatus::Disabled => "disabled",
        AccountStatus::Unknown(_) => "unknown",
    }
}

fn read_status(word: &str, told: String) -> AccountStatus {
    match word {
        "approved" => AccountStatus::Approved,
        "in-review" => AccountStatus::InReview,
        "disapproved" => AccountStatus::Disapproved,
        "suspended" => AccountStatus::Suspended,
        "contract-not-effective" => AccountStatus::ContractNotEffective,
        "disabled" => AccountStatus::Disabled,
        _ => AccountStatus::Unknown(told),
    }
}

pub(super) fn relation(relation: &Relation) -> String {
    match relation {
        Relation::ThisBusinessCenter => "this".to_owned(),
        Relation::Partner => "partner".to_owned(),
        Relation::Individual => "individual".to_owned(),
        Relation::Other(word) => open_word(None, word),
    }
}

fn read_relation(word: &str) -> Relation {
    match word {
        "this" => Relation::ThisBusinessCenter,
        "partner" => Relation::Partner,
        "individual" => Relation::Individual,
        _ => Relation::Other(other(word)),
    }
}

pub(super) fn link(link: &Link) -> String {
    match link {
        Link::Bound => "bound".to_owned(),
        Link::Pending => "pending".to_owned(),
        Link::Rejected => "rejected".to_owned(),
        Link::Unbound => "unbound".to_owned(),
        Link::Other(word) => open_word(None, word),
    }
}

fn read_link(word: &str) -> Link {
    match word {
        "bound" => Link::Bound,
        "pending" => Link::Pending,
        "rejected" => Link::Rejected,
        "unbound" => Link::Unbound,
        _ => Link::Other(other(word)),
    }
}

/// The word the table filters by: relation and link in one.
pub(super) fn ownership(ownership: &Ownership) -> &'static str {
    match ownership {
        Ownership::Unreadable => "unreadable",
        Ownership::Known { relation, link } => match (relation, link) {
            (Relation::ThisBusinessCenter, Link::Bound) => "owned",
            (
                Relation::ThisBusinessCenter,
                Link::Pending | Link::Rejected | Link::Unbound | Link::Other(_),
            ) => "not-linked",
            (Relation::Partner, _) => "partner",
            (Relation::Individual, _) => "individual",
            (Relation::Other(_), _) => "other",
        },
    }
}

pub(super) fn buying(buying: &BuyingType) -> String {
    match buying {
        BuyingType::Auction => "auction".to_owned(),
        BuyingType::Reservation => "reservation".to_owned(),
        BuyingType::Other(word) => open_word(None, word),
    }
}

fn read_buying(word: &str) -> BuyingType {
    match word {
        "auction" => BuyingType::Auction,
        "reservation" => BuyingType::Reservation,
        _ => BuyingType::Other(other(word)),
    }
}

pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::BusinessCenter => "business-center",
        Level::Account => "account",
        Level::Portfolio => "portfolio",
    }
}

fn read_level(word: &str) -> Result<Level, MirrorError> {
    match word {
        "business-center" => Ok(Level::BusinessCenter),
        "account" => Ok(Level::Account),
        "portfolio" => Ok(Level::Portfolio),
        _ => Err(MirrorError::Damaged("a level")),
    }
}

pub(super) fn direction(direction: &Direction) -> String {
    match direction {
        Direction::In => "in".to_owned(),
        Direction::Out => "out".to_owned(),
        Direction::Other(word) => open_word(None, word),
    }
}

pub(super) fn billing(billing: &Billing) -> String {
    match billing {
        Billing::Cash => "cash".to_owned(),
        Billing::AdCredit => "ad-credit".to_owned(),
        Billing::Other(word) => open_word(None, word),
    }
}

pub(super) fn currency(code: &str) -> Result<Currency, MirrorError> {
    Currency::new(code).ok_or(MirrorError::Damaged("a currency"))
}

pub(super) fn moment(at: i64) -> Result<Timestamp, MirrorError> {
    Timestamp::from_microsecond(at).map_err(|_| MirrorError::Damaged("a moment"))
}

pub(super) fn day(text: &str) -> Result<Date, MirrorError> {
    text.parse().map_err(|_| MirrorError::Damaged("a day"))
}

pub(super) fn account_id(text: &str) -> Result<AdvertiserId, MirrorError> {
    AdvertiserId::new(text).map_err(|_| MirrorError::Damaged("an account's id"))
}

pub(super) fn portfolio_id(text: &str) -> Result<PortfolioId, MirrorError> {
    PortfolioId::new(text).map_err(|_| MirrorError::Damaged("a portfolio's id"))
}

/// The columns [`account`] reads, of the table `accounts`.
pub(crate) const ACCOUNT: &str = "a.id, a.name, a.currency, a.zone, a.status, a.status_word, a.relation, a.link, \
                                  a.buying, a.balance_reminder, a.portfolio";

/// One ad account, from the columns of [`ACCOUNT`].
pub(crate) fn account(row: &Row<'_>) -> Result<AdAccount, MirrorError> {
    let id: String = row.get(0)?;
    let code: String = row.get(2)?;
    let status: String = row.get(4)?;
    let (relation, link): (Option<String>, Option<String>) = (row.get(6)?, row.get(7)?);
    let buying: String = row.get(8)?;
    let portfolio: Option<String> = row.get(10)?;
    let ownership = match (relation, link) {
        (Some(relation), Some(link)) => Ownership::Known {
            relation: read_relation(&relation),
            link: read_link(&link),
        },
        _ => Ownership::Unreadable,
    };

    Ok(AdAccount {
        id: account_id(&id)?,
        name: row.get(1)?,
        currency: currency(&code)?,
        zone: row.get(3)?,
        status: read_status(&status, row.get(5)?),
        ownership,
        buying: read_buying(&buying),
        balance_reminder: row.get(9)?,
        portfolio: portfolio.as_deref().map(portfolio_id).transpose()?,
    })
}

/// The columns [`balance`] reads, of the table `balances`.
pub(crate) const BALANCE: &str = "b.currency, b.account, b.remaining, b.frozen, b.tax, b.cash, b.valid_cash, b.ad_credit, \
                                  b.valid_ad_credit, b.credit_line";

/// Balances, from the columns of [`BALANCE`], the first of them at `first`; `None` when there is no such row.
pub(crate) fn balance(row: &Row<'_>, first: usize) -> Result<Option<AccountBalance>, MirrorError> {
    let at = |place: usize| first.saturating_add(place);
    let code: Option<String> = row.get(first)?;
    let Some(code) = code else {
        return Ok(None);
    };
    let currency = currency(&code)?;
    let money =
        |place: usize| -> rusqlite::Result<Money> { Ok(Money::new(row.get(at(place))?, currency)) };
    let credit_line: Option<i64> = row.get(at(9))?;

    Ok(Some(AccountBalance {
        account: money(1)?,
        remaining: money(2)?,
        frozen: money(3)?,
        tax: money(4)?,
        cash: money(5)?,
        valid_cash: money(6)?,
        ad_credit: money(7)?,
        valid_ad_credit: money(8)?,
        credit_line: credit_line.map(|amount| Money::new(amount, currency)),
    }))
}

/// One record of TikTok's, from all columns of `transactions`.
pub(super) fn transaction(row: &Row<'_>) -> Result<Transaction, MirrorError> {
    let text = |column: &str| -> rusqlite::Result<String> { row.get(column) };
    let maybe = |column: &str| -> rusqlite::Result<Option<String>> { row.get(column) };
    let currency = currency(&text("currency")?)?;
    let money =
        |column: &str| -> rusqlite::Result<Money> { Ok(Money::new(row.get(column)?, currency)) };
    let (direction, billing) = (text("direction")?, text("billing")?);

    Ok(Transaction {
        id: TransactionId::new(&text("id")?).map_err(|_| MirrorError::Damaged("a record's id"))?,
        level: read_level(&text("level")?)?,
        account: maybe("account")?.as_deref().map(account_id).transpose()?,
        account_name: text("account_name")?,
        bc: maybe("bc")?
            .map(|id| BcId::new(&id).map_err(|_| MirrorError::Damaged("a Business Center's id")))
            .transpose()?,
        portfolio: maybe("portfolio")?
            .as_deref()
            .map(portfolio_id)
            .transpose()?,
        amount: money("amount")?,
        subtotal: money("subtotal")?,
        tax: money("tax")?,
        direction: match direction.as_str() {
            "in" => Direction::In,
            "out" => Direction::Out,
            word => Direction::Other(other(word)),
        },
        kind: text("kind")?,
        billing: match billing.as_str() {
            "cash" => Billing::Cash,
            "ad-credit" => Billing::AdCredit,
            word => Billing::Other(other(word)),
        },
        at: moment(row.get("at")?)?,
        zone: text("zone")?,
    })
}

/// One cost, from all columns of `costs`.
pub(super) fn cost(row: &Row<'_>) -> Result<Cost, MirrorError> {
    let text = |column: &str| -> rusqlite::Result<String> { row.get(column) };
    let currency = currency(&text("currency")?)?;
    let money =
        |column: &str| -> rusqlite::Result<Money> { Ok(Money::new(row.get(column)?, currency)) };

    Ok(Cost {
        account: account_id(&text("account")?)?,
        from: day(&text("first_day")?)?,
        to: day(&text("last_day")?)?,
        amount: money("amount")?,
        cash: money("cash")?,
        ad_credit: money("ad_credit")?,
        tax: money("tax")?,
    })
}

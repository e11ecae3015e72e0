//! Balances, accounts and portfolios on the wire: `bc/balance/get`, `advertiser/balance/get`, `bc/asset/admin/get`,
//! `advertiser/info`, `payment_portfolio/get` (API facts 4.2, 4.3, 4.10, 4.12, 4.14).

use super::Row;
use crate::account::{
    AccountBalance, AccountStatus, AdAccount, BuyingType, Link, Ownership, Relation,
};
use crate::business_center::{BcBalance, Portfolio, PortfolioKind};
use crate::gateway::LookError;
use crate::id::{AdvertiserId, BcId, PortfolioId};
use crate::money::{Currency, Money};

pub(in crate::gateway) fn bc_balance(data: &Row<'_>) -> Result<BcBalance, LookError> {
    let currency = data.must_currency("currency")?;

    Ok(BcBalance {
        account: data.must_money("account_balance", currency)?,
        remaining: data.must_money("valid_account_balance", currency)?,
        frozen: or_zero(data, "frozen_balance", currency)?,
        tax: or_zero(data, "tax", currency)?,
        cash: data.must_money("cash_balance", currency)?,
        valid_cash: data.must_money("valid_cash_balance", currency)?,
        voucher: data.must_money("grant_balance", currency)?,
        valid_voucher: data.must_money("valid_grant_balance", currency)?,
    })
}

/// One account of the balance list; ownership is told elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::gateway) struct Listed {
    /// The account, with ownership still unread.
    pub account: AdAccount,
    /// Its balances; the portfolio's cash where only the list was read (R54).
    pub balance: AccountBalance,
    /// Smallest ad credit that may be moved to it; only told one account at a time (R53).
    pub minimum: Option<Money>,
}

pub(in crate::gateway) fn listed(row: &Row<'_>) -> Result<Listed, LookError> {
    let currency = row.must_currency("currency")?;
    let account = AdAccount {
        id: row.must_id("advertiser_id", AdvertiserId::new)?,
        name: row.words("advertiser_name")?,
        currency,
        zone: row.text("timezone")?,
        status: display_status(row.words("advertiser_status")?),
        ownership: Ownership::Unreadable,
        buying: buying(row.words("advertiser_type")?),
        balance_reminder: row.flag("balance_reminder")?,
        portfolio: row.id("payment_portfolio_id", PortfolioId::new)?,
    };
    let minimum = match row.object("min_transferable_amount")? {
        None => None,
        Some(least) => least.money("grant_amount", currency)?,
    };

    Ok(Listed {
        balance: account_balance(row, currency)?,
        account,
        minimum,
    })
}

/// R54: where `balance_info` is there, it holds the account's own figures; the outer ones may be a portfolio's.
fn account_balance(row: &Row<'_>, currency: Currency) -> Result<AccountBalance, LookError> {
    let own = row.object("balance_info")?;
    let figures = own.as_ref().unwrap_or(row);

    Ok(AccountBalance {
        account: figures.must_money("account_balance", currency)?,
        remaining: figures.must_money("valid_account_balance", currency)?,
        frozen: or_zero(figures, "frozen_balance", currency)?,
        tax: or_zero(figures, "tax", currency)?,
        cash: figures.must_money("cash_balance", currency)?,
        valid_cash: figures.must_money("valid_cash_balance", currency)?,
        ad_credit: figures.must_money("grant_balance", currency)?,
        valid_ad_credit: figures.must_money("valid_grant_balance", currency)?,
        credit_line: figures.money("credit_balance", currency)?,
    })
}

/// One account of the asset list: status in detail, and ownership (R22, R29).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::gateway) struct Asset {
    /// The account.
    pub account: AdvertiserId,
    /// Its name; hostile text.
    pub name: String,
    /// Auction or reservation.
    pub buying: BuyingType,
    /// Its currency, where told.
    pub currency: Option<Currency>,
    /// Its zone, where told.
    pub zone: Option<String>,
    /// The detailed status, where told.
    pub status: Option<AccountStatus>,
    /// Relation and link, where told.
    pub ownership: Ownership,
}

pub(in crate::gateway) fn asset(row: &Row<'_>) -> Result<Asset, LookError> {
    let status = row.words("advertiser_status")?;

    Ok(Asset {
        account: row.must_id("asset_id", AdvertiserId::new)?,
        name: row.words("asset_name")?,
        buying: buying(row.words("advertiser_account_type")?),
        currency: None,
        zone: None,
        status: (!status.is_empty()).then(|| detailed_status(status)),
        ownership: ownership(row)?,
    })
}

/// Only the Admins' list tells relation and link (API facts 4.10).
fn ownership(row: &Row<'_>) -> Result<Ownership, LookError> {
    let (Some(relation), Some(link)) = (row.text("relation_type")?, row.text("relation_status")?)
    else {
        return Ok(Ownership::Unreadable);
    };
    let relation = match relation.as_str() {
        "OWNER_BC" => Relation::ThisBusinessCenter,
        "OWNER_PARTNER" => Relation::Partner,
        "OWNER_INDIVIDUAL" => Relation::Individual,
        _ => Relation::Other(relation),
    };
    let link = match link.as_str() {
        "BOUND" => Link::Bound,
        "PENDING" => Link::Pending,
        "REJECTED" => Link::Rejected,
        "UNBOUND" => Link::Unbound,
        _ => Link::Other(link),
    };

    Ok(Ownership::Known { relation, link })
}

/// What `advertiser/info` says of an account, for people who may not list assets: whose it is, where told.
pub(in crate::gateway) fn info(row: &Row<'_>, bc: &BcId) -> Result<Asset, LookError> {
    let owner = row.id("owner_bc_id", BcId::new)?;
    let status = row.words("status")?;
    let ownership = owner.map_or(Ownership::Unreadable, |owner| Ownership::Known {
        // A foreign owner may still have linked the account; that refuses all the same (R22).
        relation: if owner == *bc {
            Relation::ThisBusinessCenter
        } else {
            Relation::Partner
        },
        link: Link::Bound,
    });
    let currency = row.text("currency")?;

    Ok(Asset {
        account: row.must_id("advertiser_id", AdvertiserId::new)?,
        name: row.words("name")?,
        buying: buying(row.words("advertiser_account_type")?),
        currency: currency.as_deref().and_then(Currency::new),
        zone: row.text("display_timezone")?,
        status: (!status.is_empty()).then(|| detailed_status(status)),
        ownership,
    })
}

pub(in crate::gateway) fn portfolio(row: &Row<'_>) -> Result<Portfolio, LookError> {
    let mut cash = Vec::new();
    for part in row.rows("cash_balance_list")? {
        cash.push(part.must_money("amount", part.must_currency("currency")?)?);
    }
    let kind = match row.words("payment_portfolio_type")?.as_str() {
        "SHARED" => Some(PortfolioKind::Shared),
        "NON_SHARED" => Some(PortfolioKind::NotShared),
        _ => None,
    };
    let line = row.object("credit_line_allocation")?;
    // The credit line carries no currency of its own: only a portfolio of one currency says which it is.
    let currency = match cash.as_slice() {
        [only] => Some(only.currency()),
        _ => None,
    };
    let (available, total) = match (line, currency) {
        (Some(line), Some(currency)) => (
            line.money("available_amount", currency)?,
            match line.money("allocated_amount", currency)? {
                Some(allocated) => Some(allocated),
                None => line.money("total_amount", currency)?,
            },
        ),
        (None, _) | (_, None) => (None, None),
    };

    Ok(Portfolio {
        id: row.must_id("payment_portfolio_id", PortfolioId::new)?,
        name: row.words("payment_portfolio_name")?,
        kind,
        cash,
        credit_line_available: available,
        credit_line_total: total,
    })
}

/// The list's key differs between sources (API facts 4.14).
pub(in crate::gateway) fn portfolio_rows<'a>(data: &Row<'a>) -> Result<Vec<Row<'a>>, LookError> {
    for key in ["payment_portfolio_list", "payment_portfolios", "list"] {
        if data.has(key) {
            return data.rows(key);
        }
    }

    Err(data.wrong("payment_portfolio_list"))
}

fn or_zero(row: &Row<'_>, field: &str, currency: Currency) -> Result<Money, LookError> {
    Ok(row.money(field, currency)?.unwrap_or(Money::zero(currency)))
}

fn buying(word: String) -> BuyingType {
    match word.as_str() {
        "AUCTION" => BuyingType::Auction,
        "RESERVATION" => BuyingType::Reservation,
        _ => BuyingType::Other(word),
    }
}

/// R29, the words of the balance list.
fn display_status(word: String) -> AccountStatus {
    match word.as_str() {
        "SHOW_ACCOUNT_STATUS_APPROVED" => AccountStatus::Approved,
        "SHOW_ACCOUNT_STATUS_IN_REVIEW" => AccountStatus::InReview,
        "SHOW_ACCOUNT_STATUS_NOT_APPROVED" => AccountStatus::Disapproved,
        "SHOW_ACCOUNT_STATUS_PUNISHED" => AccountStatus::Suspended,
        _ => AccountStatus::Unknown(word),
    }
}

/// R29, the words of the asset list and of `advertiser/info`.
fn detailed_status(word: String) -> AccountStatus {
    match word.as_str() {
        "STATUS_ENABLE" => AccountStatus::Approved,
        "STATUS_PENDING_CONFIRM"
        | "STATUS_PENDING_VERIFIED"
        | "STATUS_PENDING_CONFIRM_MODIFY"
        | "STATUS_WAIT_FOR_BPM_AUDIT"
        | "STATUS_WAIT_FOR_PUBLIC_AUTH"
        | "STATUS_SELF_SERVICE_UNAUDITED" => AccountStatus::InReview,
        "STATUS_CONFIRM_FAIL" | "STATUS_CONFIRM_FAIL_END" | "STATUS_CONFIRM_MODIFY_FAIL" => {
            AccountStatus::Disapproved
        }
        "STATUS_LIMIT" => AccountStatus::Suspended,
        "STATUS_CONTRACT_PENDING" => AccountStatus::ContractNotEffective,
        "STATUS_DISABLE" => AccountStatus::Disabled,
        _ => AccountStatus::Unknown(word),
    }
}

/// The stricter of what two calls say: an account counts as approved only where nobody contradicts (R27).
pub(in crate::gateway) fn status_of(
    display: AccountStatus,
    detailed: Option<AccountStatus>,
) -> AccountStatus {
    let silent = matches!(&display, AccountStatus::Unknown(word) if word.is_empty());
    match detailed {
        None => display,
        Some(detailed) if silent || display == AccountStatus::Approved => detailed,
        Some(AccountStatus::Approved) => display,
        // Both refuse: the detailed word says more.
        Some(detailed) => detailed,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    const PLAIN: &str = r#"{"advertiser_id":"7312233445566778899","advertiser_name":"Shop","advertiser_status":null,"advertiser_type":"AUCTION","timezone":"Etc/GMT-12","currency":"USD","balance_reminder":true,"account_balance":52000.0,"valid_account_balance":51000.0,"frozen_balance":1000.0,"tax":0,"cash_balance":52000.0,"valid_cash_balance":51000.0,"grant_balance":350.0,"valid_grant_balance":350.0,"latest_recharge_time":null,"payment_portfolio_id":7334455667788990011}"#;
    const DETAIL: &str = r#"{"advertiser_id":"73","advertiser_name":"Shop","advertiser_status":"SHOW_ACCOUNT_STATUS_APPROVED","advertiser_type":"RESERVATION","currency":"USD","account_balance":52000,"valid_account_balance":51000,"cash_balance":1,"valid_cash_balance":1,"grant_balance":1,"valid_grant_balance":1,"max_transferable_amount":{"cash_amount":280.0,"grant_amount":5},"min_transferable_amount":{"cash_amount":"10.00","grant_amount":"7.50","credit_amount":"10.00"},"balance_info":{"account_balance":420.55,"valid_account_balance":400.55,"frozen_balance":20.0,"tax":0,"cash_balance":320.55,"frozen_cash_balance":20.0,"cash_tax":0,"valid_cash_balance":300.55,"grant_balance":100.0,"valid_grant_balance":99.99,"frozen_grant_balance":0.01,"credit_balance":12.5,"valid_credit_balance":0,"frozen_credit_balance":0}}"#;

    fn usd(hundredths: i64) -> Money {
        Money::new(hundredths, Currency::USD)
    }

    #[test]
    fn a_row_of_the_list_keeps_portfolio_and_silence_about_the_status() {
        let row = listed(&sample(PLAIN)).unwrap();
        assert_eq!(row.account.status, AccountStatus::Unknown(String::new()));
        assert_eq!(
            row.account.portfolio.unwrap().as_str(),
            "7334455667788990011"
        );
        assert_eq!(
            (row.balance.cash, row.balance.credit_line, row.minimum),
            (usd(5_200_000), None, None)
        );
    }

    #[test]
    fn the_detail_gives_the_accounts_own_figures() {
        let row = listed(&sample(DETAIL)).unwrap();
        assert_eq!(
            (row.balance.cash, row.balance.valid_ad_credit),
            (usd(32_055), usd(9_999))
        );
        assert_eq!(
            (row.balance.credit_line, row.minimum),
            (Some(usd(1_250)), Some(usd(750)))
        );
        assert_eq!(row.account.buying, BuyingType::Reservation);
    }

    #[test]
    fn the_business_centers_balance_must_name_the_voucher() {
        let json = r#"{"bc_id":"71","currency":"JPY","account_balance":1200000,"valid_account_balance":1150000,"frozen_balance":50000,"tax":0,"cash_balance":900000,"valid_cash_balance":850000,"grant_balance":300000,"valid_grant_balance":300000}"#;
        let balance = bc_balance(&sample(json)).unwrap();
        assert_eq!(balance.valid_voucher.hundredths(), 30_000_000);
        let short = sample(
            r#"{"currency":"USD","account_balance":1,"valid_account_balance":1,"cash_balance":1,"valid_cash_balance":1,"grant_balance":1}"#,
        );
        assert_eq!(bc_balance(&short), Err(short.wrong("valid_grant_balance")));
    }

    #[test]
    fn every_status_of_the_table_maps_and_others_stay_unknown() {
        let table = [
            ("STATUS_ENABLE", AccountStatus::Approved),
            ("STATUS_PENDING_CONFIRM", AccountStatus::InReview),
            ("STATUS_PENDING_VERIFIED", AccountStatus::InReview),
            ("STATUS_PENDING_CONFIRM_MODIFY", AccountStatus::InReview),
            ("STATUS_WAIT_FOR_BPM_AUDIT", AccountStatus::InReview),
            ("STATUS_WAIT_FOR_PUBLIC_AUTH", AccountStatus::InReview),
            ("STATUS_SELF_SERVICE_UNAUDITED", AccountStatus::InReview),
            ("STATUS_CONFIRM_FAIL", AccountStatus::Disapproved),
            ("STATUS_CONFIRM_FAIL_END", AccountStatus::Disapproved),
            ("STATUS_CONFIRM_MODIFY_FAIL", AccountStatus::Disapproved),
            ("STATUS_LIMIT", AccountStatus::Suspended),
            (
                "STATUS_CONTRACT_PENDING",
                AccountStatus::ContractNotEffective,
            ),
            ("STATUS_DISABLE", AccountStatus::Disabled),
            (
                "STATUS_NEW",
                AccountStatus::Unknown("STATUS_NEW".to_owned()),
            ),
        ];
        for (word, status) in table {
            assert_eq!(detailed_status(word.to_owned()), status);
        }
        for (word, status) in [
            ("SHOW_ACCOUNT_STATUS_APPROVED", AccountStatus::Approved),
            ("SHOW_ACCOUNT_STATUS_IN_REVIEW", AccountStatus::InReview),
            (
                "SHOW_ACCOUNT_STATUS_NOT_APPROVED",
                AccountStatus::Disapproved,
            ),
            ("SHOW_ACCOUNT_STATUS_PUNISHED", AccountStatus::Suspended),
            ("APPROVED", AccountStatus::Unknown("APPROVED".to_owned())),
        ] {
            assert_eq!(display_status(word.to_owned()), status);
        }
    }

    #[test]
    fn an_account_is_approved_only_where_nobody_contradicts() {
        use AccountStatus::{Approved, ContractNotEffective, InReview, Suspended, Unknown};
        let silent = Unknown(String::new());
        for (display, detailed, status) in [
            (Approved, None, Approved),
            (Approved, Some(Approved), Approved),
            (Approved, Some(Suspended), Suspended),
            (Suspended, Some(Approved), Suspended),
            (InReview, Some(ContractNotEffective), ContractNotEffective),
            (silent.clone(), Some(Approved), Approved),
            (silent.clone(), None, silent.clone()),
            (
                Unknown("NEW".to_owned()),
                Some(Approved),
                Unknown("NEW".to_owned()),
            ),
        ] {
            assert_eq!(status_of(display, detailed), status);
        }
    }

    #[test]
    fn ownership_comes_from_assets_or_from_the_owners_id() {
        let row = asset(&sample(
            r#"{"asset_id":"73","relation_type":"OWNER_PARTNER","relation_status":"PENDING","advertiser_status":"STATUS_ENABLE"}"#,
        ))
        .unwrap();
        let pending = Ownership::Known {
            relation: Relation::Partner,
            link: Link::Pending,
        };
        assert_eq!(row.ownership, pending);
        let bc = BcId::new("71").unwrap();
        let ours = info(&sample(r#"{"advertiser_id":"73","owner_bc_id":71}"#), &bc).unwrap();
        let own = Ownership::Known {
            relation: Relation::ThisBusinessCenter,
            link: Link::Bound,
        };
        assert_eq!(ours.ownership, own);
        let silent = info(
            &sample(r#"{"advertiser_id":"73","status":"STATUS_LIMIT"}"#),
            &bc,
        )
        .unwrap();
        assert_eq!(
            (silent.ownership, silent.status),
            (Ownership::Unreadable, Some(AccountStatus::Suspended))
        );
    }

    #[test]
    fn portfolios_are_found_under_all_three_keys() {
        let row = r#"[{"payment_portfolio_id":"7334455667788990011","payment_portfolio_name":"Pool","payment_portfolio_type":"NON_SHARED","cash_balance_list":[{"currency":"USD","amount":52000.0}],"credit_line_allocation":{"allocated_amount":100,"used_amount":0,"available_amount":40.5}}]"#;
        for key in ["payment_portfolio_list", "payment_portfolios", "list"] {
            let json: &'static str = Box::leak(format!("{{\"{key}\":{row}}}").into_boxed_str());
            let rows = portfolio_rows(&sample(json)).unwrap();
            let pool = portfolio(&rows[0]).unwrap();
            assert_eq!(pool.cash, vec![usd(5_200_000)]);
            assert_eq!(
                (pool.credit_line_available, pool.credit_line_total),
                (Some(usd(4_050)), Some(usd(10_000)))
            );
        }
    }
}

//! TikTok's records on the wire: `bc/account/transaction/get`, `bc/account/cost/get`, the transfer's answer (API facts 4.4, 4.5, 4.8).

use super::Row;
use crate::clock::Timestamp;
use crate::gateway::LookError;
use crate::id::{AdvertiserId, BcId, PortfolioId, TransactionId};
use crate::money::{Currency, Money};
use crate::transaction::{Billing, Cost, Direction, Level, Transaction};
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

/// How TikTok writes a moment of a record.
pub(in crate::gateway) const MOMENT: &str = "%Y-%m-%d %H:%M:%S";

pub(in crate::gateway) fn transaction(
    row: &Row<'_>,
    level: Level,
) -> Result<Transaction, LookError> {
    let currency = row.must_currency("currency")?;
    let zone = row.words("timezone")?;
    let amount = row.must_money("amount", currency)?;

    Ok(Transaction {
        id: row.must_id("transaction_id", TransactionId::new)?,
        level,
        account: row.id("account_id", AdvertiserId::new)?,
        account_name: row.words("account_name")?,
        bc: row.id("bc_id", BcId::new)?,
        portfolio: row.id("payment_portfolio_id", PortfolioId::new)?,
        amount,
        subtotal: row.money("subtotal", currency)?.unwrap_or(amount),
        tax: or_zero(row, "tax_amount", currency)?,
        direction: direction(row.words("amount_type")?),
        kind: row.words("transaction_type")?,
        billing: billing(row.words("billing_type")?),
        at: moment(&row.words("create_time")?, &zone).ok_or_else(|| row.wrong("create_time"))?,
        zone,
    })
}

pub(in crate::gateway) fn cost(row: &Row<'_>, from: Date, to: Date) -> Result<Cost, LookError> {
    let currency = row.must_currency("currency")?;

    Ok(Cost {
        account: row.must_id("advertiser_id", AdvertiserId::new)?,
        from,
        to,
        amount: row.must_money("amount", currency)?,
        cash: or_zero(row, "cash_amount", currency)?,
        ad_credit: or_zero(row, "grant_amount", currency)?,
        tax: or_zero(row, "tax_amount", currency)?,
    })
}

/// One row of the second list, `advertiser/transaction/get`: it has no id, and tells UTC (API facts 4.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::gateway) struct Transfer {
    /// The account.
    pub account: AdvertiserId,
    /// Signed or not as TikTok sent it.
    pub amount: Money,
    /// When, to the second.
    pub at: Timestamp,
}

pub(in crate::gateway) fn transfer(row: &Row<'_>) -> Result<Transfer, LookError> {
    let currency = row.must_currency("currency")?;

    Ok(Transfer {
        account: row.must_id("advertiser_id", AdvertiserId::new)?,
        amount: row.must_money("amount", currency)?,
        at: moment(&row.words("date")?, "UTC").ok_or_else(|| row.wrong("date"))?,
    })
}

/// What a transfer's answer says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::gateway) struct Receipt {
    /// Whom it belongs to, where told.
    pub bc: Option<BcId>,
    /// Which account received, where told.
    pub account: Option<AdvertiserId>,
    /// The records it made; may be empty.
    pub transactions: Vec<TransactionId>,
}

pub(in crate::gateway) fn receipt(data: &Row<'_>) -> Result<Receipt, LookError> {
    let mut transactions = Vec::new();
    for row in data.rows("transaction_infos")? {
        transactions.extend(row.id("transaction_id", TransactionId::new)?);
    }

    Ok(Receipt {
        bc: data.id("bc_id", BcId::new)?,
        account: data.id("advertiser_id", AdvertiserId::new)?,
        transactions,
    })
}

fn or_zero(row: &Row<'_>, field: &str, currency: Currency) -> Result<Money, LookError> {
    Ok(row.money(field, currency)?.unwrap_or(Money::zero(currency)))
}

fn direction(word: String) -> Direction {
    match word.as_str() {
        "POSITIVE" => Direction::In,
        "NEGATIVE" => Direction::Out,
        _ => Direction::Other(word),
    }
}

fn billing(word: String) -> Billing {
    match word.as_str() {
        "CASH" => Billing::Cash,
        "CREDIT" => Billing::AdCredit,
        _ => Billing::Other(word),
    }
}

/// A record's local time in the zone its own row names (API facts 5.1).
fn moment(text: &str, zone: &str) -> Option<Timestamp> {
    let local = DateTime::strptime(MOMENT, text).ok()?;
    let zone = if planted!(WrongZone) { "UTC" } else { zone };

    offset(zone)?.to_timestamp(local).ok()
}

/// `UTC`, `UTC+HH:MM` or `UTC-HH:MM`.
fn offset(zone: &str) -> Option<Offset> {
    let rest = zone.strip_prefix("UTC")?;
    if rest.is_empty() {
        return Some(Offset::UTC);
    }
    let (sign, digits) = match rest.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, rest.strip_prefix('+')?),
    };
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    let two = |text: &str| {
        let short = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if short {
            text.parse::<i32>().ok()
        } else {
            None
        }
    };
    let seconds = two(hours)?
        .checked_mul(60)?
        .checked_add(two(minutes).filter(|minutes| *minutes < 60)?)?
        .checked_mul(60)?;

    Offset::from_seconds(seconds.checked_mul(sign)?).ok()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn bc() -> BcId {
        BcId::new("7301122334455667788").unwrap()
    }

    #[test]
    fn a_record_is_read_with_its_own_zone_and_the_sign_as_it_came() {
        let row = sample(
            r#"{"transaction_id":"7501000000000000101","payment_portfolio_id":null,"account_id":"7312233445566778899","account_name":"Shop","bc_id":"7301122334455667788","amount":-250.0,"subtotal":250.0,"tax_amount":0,"currency":"USD","amount_type":"POSITIVE","transaction_type":"INCREASE_BALANCE","billing_type":"CREDIT","timezone":"UTC+01:00","create_time":"2026-03-04 11:02:31","invoice_id":null}"#,
        );
        let record = transaction(&row, Level::Account).unwrap();
        assert_eq!(record.at.to_string(), "2026-03-04T10:02:31Z");
        assert_eq!(
            (record.amount.hundredths(), record.direction, record.billing),
            (-25_000, Direction::In, Billing::AdCredit)
        );
    }

    #[test]
    fn the_business_centers_side_has_no_account() {
        let row = sample(
            r#"{"transaction_id":7501000000000000102,"account_id":null,"amount":250,"currency":"USD","amount_type":"LATER","transaction_type":"NEW","billing_type":"OTHER","timezone":"UTC-03:30","create_time":"2026-03-04 11:02:31"}"#,
        );
        let record = transaction(&row, Level::BusinessCenter).unwrap();
        assert_eq!((record.account, record.bc), (None, None));
        assert_eq!(record.direction, Direction::Other("LATER".to_owned()));
        assert_eq!(record.at.to_string(), "2026-03-04T14:32:31Z");
    }

    #[test]
    fn a_row_of_the_second_list_is_told_in_utc() {
        let row = sample(
            r#"{"advertiser_id":"73","advertiser_name":"Shop","amount":250.0,"currency":"USD","date":"2026-03-04 10:02:31","funds_type":"FUNDS_TYPE_GRANT","transfer_type":"TRANS_TYPE_TRANSFER","timezone":"UTC"}"#,
        );
        let read = transfer(&row).unwrap();
        assert_eq!(read.amount.hundredths(), 25_000);
        assert_eq!(read.at.to_string(), "2026-03-04T10:02:31Z");
    }

    #[test]
    fn zones_that_are_none_are_errors() {
        for zone in [
            "",
            "Europe/Oslo",
            "UTC+",
            "UTC+1:75",
            "UTC+30:00",
            "UTC*01:00",
            "UTC+-1:00",
        ] {
            assert_eq!(moment("2026-03-04 11:02:31", zone), None, "{zone}");
        }
        assert!(moment("2026-03-04 11:02:31", "UTC").is_some());
        assert_eq!(moment("2026-02-30 11:02:31", "UTC"), None);
    }

    #[test]
    fn a_cost_and_a_receipt_are_read() {
        let day = Date::constant(2026, 3, 1);
        let row = sample(
            r#"{"advertiser_id":"73","amount":355.2,"cash_amount":205.2,"grant_amount":150.0,"tax_amount":0,"currency":"USD"}"#,
        );
        let cost = cost(&row, day, day).unwrap();
        assert_eq!(
            (cost.amount.hundredths(), cost.ad_credit.hundredths()),
            (35_520, 15_000)
        );
        let full = receipt(&sample(
            r#"{"bc_id":7301122334455667788,"advertiser_id":73,"transaction_infos":[{"transaction_id":"101","transaction_type":"GRANT"},{"transaction_id":"102"}]}"#,
        ))
        .unwrap();
        assert_eq!((full.bc, full.transactions.len()), (Some(bc()), 2));
        let older = receipt(&sample(r#"{"bc_id":"71","advertiser_id":"73"}"#)).unwrap();
        assert!(older.transactions.is_empty());
    }
}

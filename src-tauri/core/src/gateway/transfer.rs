//! The transfer: ad credit from the Business Center into one account (API facts 4.4). One POST, no second try.

use super::classify::{Asked, classify};
use super::transport::NoAnswer;
use super::{Gateway, TRANSFER};
use crate::allocation::{Answer, Record};
use crate::money::Money;
use serde_json::value::RawValue;

/// The body, field by field. `transfer_type` knows one value: ad credit never comes back (R52, R72).
#[derive(serde::Serialize)]
struct Body<'a> {
    bc_id: &'a str,
    transfer_level: &'static str,
    transfer_type: &'static str,
    advertiser_id: &'a str,
    grant_amount: Box<RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment_portfolio_id: Option<&'a str>,
    request_id: String,
}

impl Gateway {
    /// Sends what a durable intent says. Private to this folder: only [`Gateway::send`] calls it, with an intent.
    pub(super) async fn transfer(&self, record: &Record) -> Answer {
        let asked = Asked {
            bc: &record.bc,
            account: &record.draft.account,
            token: &self.line.token,
        };
        let came = match body(record) {
            Some(body) if record.bc == self.bc => {
                self.line.post(TRANSFER, body, record.deadline).await
            }
            Some(_) | None => Err(NoAnswer::NotSent(
                "the allocation does not fit this connection; nothing was sent".to_owned(),
            )),
        };

        classify(asked, self.rules, &came)
    }
}

fn body(record: &Record) -> Option<Vec<u8>> {
    let body = Body {
        bc_id: record.bc.as_str(),
        transfer_level: "ADVERTISER",
        transfer_type: "RECHARGE",
        advertiser_id: record.draft.account.as_str(),
        grant_amount: exact_number(record.draft.amount)?,
        payment_portfolio_id: record
            .portfolio
            .as_ref()
            .map(crate::id::PortfolioId::as_str),
        request_id: record.draft.request.to_string(),
    };

    serde_json::to_vec(&body).ok()
}

/// The amount as a JSON number with two decimals, digit by digit; nothing that is not more than zero (R58).
fn exact_number(amount: Money) -> Option<Box<RawValue>> {
    let hundredths = u64::try_from(amount.hundredths())
        .ok()
        .filter(|hundredths| *hundredths > 0)?;
    let (whole, rest) = (hundredths.checked_div(100)?, hundredths.checked_rem(100)?);

    RawValue::from_string(format!("{whole}.{rest:02}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn amounts_leave_as_exact_numbers_with_two_decimals() {
        for (hundredths, text) in [
            (1, "0.01"),
            (1000, "10.00"),
            (1005, "10.05"),
            (25_000, "250.00"),
            (i64::MAX, "92233720368547758.07"),
        ] {
            let number = exact_number(Money::new(hundredths, Currency::USD)).unwrap();
            assert_eq!(number.get(), text);
        }
        for nothing in [0, -1, i64::MIN] {
            assert!(exact_number(Money::new(nothing, Currency::USD)).is_none());
        }
    }
}

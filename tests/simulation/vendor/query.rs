//! What is asked, taken apart without the core's help.

use super::{BC, Order};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The fields of a query, decoded.
pub(super) fn fields(query: &str) -> BTreeMap<String, String> {
    query
        .split('&')
        .filter_map(|field| field.split_once('='))
        .map(|(name, value)| (name.to_owned(), decoded(value)))
        .collect()
}

/// The `filtering` of a query as JSON; null where there is none.
pub(super) fn filter(fields: &BTreeMap<String, String>) -> Value {
    fields
        .get("filtering")
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or(Value::Null)
}

/// A number among the fields.
pub(super) fn number(fields: &BTreeMap<String, String>, name: &str, otherwise: usize) -> usize {
    fields
        .get(name)
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

fn decoded(value: &str) -> String {
    let bytes = value.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = bytes.get(at + 1..at + 3).filter(|_| *byte == b'%');
        let code = code.and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(code) => {
                plain.push(code);
                at += 3;
            }
            None => {
                plain.push(*byte);
                at += 1;
            }
        }
    }

    String::from_utf8_lossy(&plain).into_owned()
}

/// A transfer's body.
pub(super) fn order(token: &str, body: &[u8]) -> Option<Order> {
    let raw: BTreeMap<String, Box<RawValue>> = serde_json::from_slice(body).ok()?;
    let text = |name: &str| -> Option<String> { serde_json::from_str(raw.get(name)?.get()).ok() };
    let is = |name: &str, value: &str| text(name).as_deref() == Some(value);
    if !(is("bc_id", BC) && is("transfer_level", "ADVERTISER") && is("transfer_type", "RECHARGE")) {
        return None;
    }

    Some(Order {
        token: token.to_owned(),
        request: text("request_id")?,
        account: text("advertiser_id")?,
        amount: hundredths(raw.get("grant_amount")?.get())?,
    })
}

/// A plain number with two decimals, in hundredths.
fn hundredths(number: &str) -> Option<i64> {
    let (whole, decimals) = number.split_once('.')?;
    if decimals.len() != 2
        || !number
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        return None;
    }

    format!("{whole}{decimals}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_and_anything_else_is_not() {
        let body = r#"{"bc_id":"7100000000000000001","transfer_level":"ADVERTISER","transfer_type":"RECHARGE","advertiser_id":"73","grant_amount":12.05,"request_id":"9"}"#;
        let read = Order::read("t", body.as_bytes()).unwrap();
        assert_eq!((read.amount, read.request.as_str()), (1205, "9"));
        for wrong in [
            body.replace("RECHARGE", "REFUND"),
            body.replace("12.05", "12.1"),
            body.replace("12.05", "-12.05"),
            body.replace("12.05", "1e3"),
            body.replace("7100000000000000001", "71"),
        ] {
            assert_eq!(Order::read("t", wrong.as_bytes()), None, "{wrong}");
        }
    }

    #[test]
    fn a_query_is_decoded() {
        let fields = fields("page=2&filtering=%7B%22keyword%22%3A%22a%20b%22%7D");
        assert_eq!(number(&fields, "page", 1), 2);
        assert_eq!(filter(&fields)["keyword"], "a b");
    }
}

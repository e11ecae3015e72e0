//! Every answer that TikTok could send, damaged at random: it is read or refused with call and field, and nothing stumbles.

use super::fixture::{Leaping, Paper, gateway, status};
use super::transport::{NoAnswer, Response};
use super::{AnswerRules, Gateway, LookError};
use crate::allocation::Answer;
use crate::id::{AdvertiserId, BcId};
use crate::journal::fixture::NOW;
use crate::policy::fixture::book;
use crate::policy::fixture::{ACCOUNT, at, draft_number, facts, permitted};
use crate::transaction::Level;
use proptest::prelude::*;
use std::sync::Arc;

/// Data of each call as the facts give it; what the paper of the other tests lacks stands here too.
const ANSWERS: [(&str, &str); 12] = [
    (
        "user/info",
        r#"{"core_user_id":"7200000000000000001","display_name":"Mara Lindqvist"}"#,
    ),
    (
        "bc/get",
        r#"{"list":[{"bc_info":{"bc_id":"7100000000000000001","name":"Halden","currency":"USD","status":"ENABLE","timezone":"America/New_York","type":"AGENCY"},"user_role":"ADMIN","ext_user_role":{"finance_role":"MANAGER"}}],"page_info":{"page":1,"page_size":10,"total_number":1,"total_page":1}}"#,
    ),
    (
        "bc/balance/get",
        r#"{"bc_id":"7100000000000000001","currency":"USD","account_balance":87120.00,"valid_account_balance":83405.50,"frozen_balance":350.00,"tax":3364.50,"cash_balance":61480.00,"valid_cash_balance":58115.50,"grant_balance":25640.00,"valid_grant_balance":25290.00}"#,
    ),
    (
        "advertiser/balance/get",
        r#"{"advertiser_account_list":[{"advertiser_id":"ACCOUNT","advertiser_name":"Cobalt","advertiser_status":null,"advertiser_type":"AUCTION","timezone":"Etc/GMT-12","currency":"USD","account_balance":2280.40,"valid_account_balance":2210.40,"frozen_balance":0,"tax":70,"cash_balance":1860.40,"valid_cash_balance":1790.40,"grant_balance":420,"valid_grant_balance":420,"payment_portfolio_id":7300000000000000009,"balance_info":{"account_balance":2280.40,"valid_account_balance":2210.40,"frozen_balance":0,"tax":70,"cash_balance":1860.40,"valid_cash_balance":1790.40,"grant_balance":420,"valid_grant_balance":420},"min_transferable_amount":{"grant_amount":"0.01"}}],"page_info":{"page":1,"page_size":1,"total_number":1,"total_page":1}}"#,
    ),
    (
        "bc/asset/admin/get",
        r#"{"list":[{"asset_id":"ACCOUNT","asset_name":"Cobalt","advertiser_status":"STATUS_ENABLE","relation_type":"OWNER_BC","relation_status":"BOUND"}],"page_info":{"page":1,"page_size":50,"total_number":1,"total_page":1}}"#,
    ),
    (
        "bc/asset/get",
        r#"{"list":[{"asset_id":"ACCOUNT","asset_name":"Cobalt","asset_type":"ADVERTISER"}],"page_info":{"page":1,"page_size":50,"total_number":1,"total_page":1}}"#,
    ),
    (
        "advertiser/info",
        r#"{"list":[{"advertiser_id":"ACCOUNT","name":"Cobalt","status":"STATUS_ENABLE","currency":"USD","owner_bc_id":"7100000000000000001","advertiser_account_type":"AUCTION","create_time":1700000000}]}"#,
    ),
    (
        "bc/account/transaction/get",
        r#"{"transaction_list":[{"transaction_id":"7501000000000000101","payment_portfolio_id":null,"account_id":"ACCOUNT","account_name":"Cobalt","bc_id":"7100000000000000001","amount":-250.0,"subtotal":250.0,"tax_amount":0,"currency":"USD","amount_type":"POSITIVE","transaction_type":"INCREASE_BALANCE","billing_type":"CREDIT","timezone":"UTC+01:00","create_time":"2026-11-17 11:02:31"}],"page_info":{"page":1,"page_size":50,"total_number":1,"total_page":1}}"#,
    ),
    (
        "advertiser/transaction/get",
        r#"{"transaction_list":[{"advertiser_id":"ACCOUNT","amount":250.0,"currency":"USD","date":"2026-11-17 15:44:05","funds_type":"FUNDS_TYPE_GRANT"}],"page_info":{"page":1,"page_size":50,"total_number":1,"total_page":1}}"#,
    ),
    (
        "payment_portfolio/get",
        r#"{"payment_portfolio_list":[{"payment_portfolio_id":"7300000000000000009","payment_portfolio_name":"P","payment_portfolio_type":"SHARED","cash_balance_list":[{"currency":"USD","amount":5}],"credit_line_allocation":{"allocated_amount":10,"available_amount":5}}],"page_info":{"page":1,"page_size":50,"total_number":1,"total_page":1}}"#,
    ),
    (
        "bc/member/get",
        r#"{"list":[{"user_id":"7200000000000000001","user_name":"Mara","user_email":"m@example.test","user_role":"ADMIN","relation_status":"BOUND","ext_user_role":{"finance_role":"MANAGER"}}],"page_info":{"page":1,"page_size":20,"total_number":1,"total_page":1}}"#,
    ),
    (
        "bc/account/cost/get",
        r#"{"cost_list":[{"advertiser_id":"ACCOUNT","amount":700.00,"cash_amount":400.00,"grant_amount":300.00,"tax_amount":0,"currency":"USD"}],"page_info":{"page":1,"page_size":50,"total_number":1,"total_page":1}}"#,
    ),
];

const RECEIPT: &str = r#"{"code":0,"message":"OK","request_id":"log","data":{"bc_id":71,"advertiser_id":"73","transaction_infos":[{"transaction_id":"101","transaction_type":"GRANT"}]}}"#;

/// Pieces that have broken readers of JSON before.
const PIECES: [&str; 24] = [
    "null",
    "true",
    "\"\"",
    "0",
    "-1",
    "1e999",
    "-0.0",
    "NaN",
    "9223372036854775808",
    "99999999999999999999999999",
    "0.005",
    "1.0000000000000000001",
    "[]",
    "{}",
    "[[[[[[[[",
    "\"\\ud800\"",
    "\"\\u202e\"",
    "\u{feff}",
    "\u{0}",
    ",",
    ":",
    "\"",
    "\"code\":0,",
    "}",
];

/// One way of damaging bytes.
#[derive(Debug, Clone)]
enum Damage {
    Byte(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Drop(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize),
    Insert(prop::sample::Index, &'static str),
    /// In place of the value behind the n-th colon.
    Value(prop::sample::Index, &'static str),
}

fn damage() -> impl Strategy<Value = Damage> {
    let place = any::<prop::sample::Index>;
    prop_oneof![
        1 => (place(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        1 => place().prop_map(Damage::Cut),
        1 => (place(), 1..40_usize).prop_map(|(at, length)| Damage::Drop(at, length)),
        1 => (place(), 1..200_usize).prop_map(|(at, length)| Damage::Repeat(at, length)),
        2 => (place(), prop::sample::select(&PIECES[..])).prop_map(|(at, piece)| Damage::Insert(at, piece)),
        6 => (place(), prop::sample::select(&PIECES[..])).prop_map(|(at, piece)| Damage::Value(at, piece)),
    ]
}

fn damaged(mut bytes: Vec<u8>, all: &[Damage]) -> Vec<u8> {
    for one in all {
        let length = bytes.len();
        if length == 0 {
            break;
        }
        match one {
            Damage::Byte(at, byte) => bytes[at.index(length)] = *byte,
            Damage::Cut(at) => bytes.truncate(at.index(length)),
            Damage::Drop(at, count) => {
                let from = at.index(length);
                bytes.drain(from..from.saturating_add(*count).min(length));
            }
            Damage::Repeat(at, count) => {
                let from = at.index(length);
                let piece = bytes[from..from.saturating_add(*count).min(length)].to_vec();
                bytes.splice(from..from, piece);
            }
            Damage::Insert(at, piece) => {
                let from = at.index(length);
                bytes.splice(from..from, piece.bytes());
            }
            Damage::Value(at, piece) => {
                let colons: Vec<usize> =
                    (0..length).filter(|place| bytes[*place] == b':').collect();
                if colons.is_empty() {
                    continue;
                }
                let from = colons[at.index(colons.len())].saturating_add(1);
                let to = (from..length)
                    .find(|place| b",}]".contains(&bytes[*place]))
                    .unwrap_or(length);
                bytes.splice(from..to, piece.bytes());
            }
        }
    }

    bytes
}

fn whole(data: &str) -> String {
    format!(
        r#"{{"code":0,"message":"OK","request_id":"log","data":{}}}"#,
        data.replace("ACCOUNT", ACCOUNT)
    )
}

/// Every call that reads, whatever each comes to.
async fn read_everything(gateway: &Gateway) -> Vec<LookError> {
    let go_on = |_, _| true;
    let record = permitted(&facts(), &book(), draft_number(1, 5), at(NOW)).into_record();
    let day = jiff::civil::date(2026, 11, 17);
    let ids = [&record.draft.account];
    let mut errors = Vec::new();
    errors.extend(gateway.look(&record.draft.account).await.err());
    errors.extend(gateway.traces(&record).await.err());
    errors.extend(gateway.members(&go_on).await.err());
    errors.extend(gateway.costs((day, day), &go_on).await.err());
    errors.extend(
        gateway
            .transactions(Level::Portfolio, None, (at(NOW), at(NOW)), &go_on)
            .await
            .err(),
    );
    errors.extend(gateway.infos_of(&ids).await.err());
    match gateway.accounts(&go_on).await {
        Ok(mut accounts) => {
            errors.extend(
                gateway
                    .complete(&mut accounts, facts().bc.currency, &go_on)
                    .await
                    .err(),
            );
        }
        Err(error) => errors.push(error),
    }

    errors
}

fn on_paper(of: &str, body: &[u8]) -> Arc<Paper> {
    let paper = Paper::new();
    for (call, data) in ANSWERS {
        let body = if call == of {
            body.to_vec()
        } else {
            whole(data).into_bytes()
        };
        let answer = Response {
            status: 200,
            date: None,
            body,
        };
        paper.comes(call, vec![Ok(answer)]);
    }

    paper
}

#[tokio::test]
async fn whole_answers_are_read() {
    let paper = on_paper("", b"");
    let errors = read_everything(&gateway(&paper, &Leaping::at(NOW))).await;
    assert_eq!(errors, []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    /// Read, or refused with call and field; and no id comes out that did not stand in the answer.
    #[test]
    fn a_damaged_answer_is_read_or_refused(call in 0..ANSWERS.len(), all in prop::collection::vec(damage(), 1..5)) {
        let (call, data) = ANSWERS[call];
        let body = damaged(whole(data).into_bytes(), &all);
        let paper = on_paper(call, &body);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let told = runtime.block_on(async {
            let gateway = gateway(&paper, &Leaping::at(NOW));
            for error in read_everything(&gateway).await {
                if let LookError::Unreadable { call: of, field } = error {
                    assert!(of == call && !field.is_empty(), "{of} {field}");
                }
            }
            gateway.members(&|_, _| true).await
        });
        let text = String::from_utf8_lossy(&body);
        for id in told.into_iter().flatten().filter_map(|member| member.id) {
            prop_assert!(call != "bc/member/get" || text.contains(id.as_str()), "{id}");
        }
    }

    /// Against another reader of JSON: a yes is code 0 and nothing else, and a no is a code that stands there.
    #[test]
    fn a_damaged_receipt_is_never_a_false_yes_or_no(all in prop::collection::vec(damage(), 0..5), http in prop_oneof![4 => Just(200_u16), 1 => 100..600_u16]) {
        let body = damaged(RECEIPT.into(), &all);
        let (bc, account) = (BcId::new("71").unwrap(), AdvertiserId::new("73").unwrap());
        let asked = super::classify::Asked { bc: &bc, account: &account, token: &super::transport::Token::none() };
        let came: Result<Response, NoAnswer> = Ok(Response { status: http, date: None, body: body.clone() });
        let answer = super::classify::classify(asked, AnswerRules::default(), &came);
        let other: Result<serde_json::Value, _> = serde_json::from_slice(&body);
        let code = match other {
            Ok(value) => value.get("code").and_then(serde_json::Value::as_i64),
            // It holds a number beyond all floats, which is no mistake in JSON; everything in front of it can be seen.
            Err(_) => String::from_utf8_lossy(&body).starts_with("{\"code\":0,").then_some(0),
        };
        match answer {
            Answer::Accepted { .. } => prop_assert!(http == 200 && code == Some(0)),
            Answer::Refused { code: told, .. } => prop_assert!(http == 200 && code == Some(told) && told != 0),
            Answer::NotSent { .. } => prop_assert!(false, "something came back"),
            Answer::Unknown { .. } => {}
        }
    }
}

#[test]
fn the_untouched_receipt_is_a_yes() {
    let (bc, account) = (BcId::new("71").unwrap(), AdvertiserId::new("73").unwrap());
    let asked = super::classify::Asked {
        bc: &bc,
        account: &account,
        token: &super::transport::Token::none(),
    };
    let answer = super::classify::classify(asked, AnswerRules::default(), &status(200, RECEIPT));
    assert!(matches!(answer, Answer::Accepted { .. }));
}

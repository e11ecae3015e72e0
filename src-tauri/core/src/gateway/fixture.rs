//! A TikTok on paper for tests: fixed answers that tell the plain case of the policy's tests, and a transfer that goes as told.

use super::transport::{Method, NoAnswer, Request, Response, Token, Transport};
use super::{AnswerRules, Connection, Gateway};
use crate::clock::{Boxed, Clock, Timestamp};
use crate::policy::fixture::{ACCOUNT, facts};
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// A clock that is as late as somebody wants to sleep.
pub(crate) struct Leaping {
    now: Mutex<Timestamp>,
    held: AtomicBool,
}

impl Leaping {
    pub(crate) fn at(text: &str) -> Arc<Self> {
        Arc::new(Self {
            now: Mutex::new(text.parse().unwrap()),
            held: AtomicBool::new(false),
        })
    }

    /// From here, nobody who wants to sleep for ten seconds or more wakes up.
    pub(crate) fn hold(&self) {
        self.held.store(true, Ordering::SeqCst);
    }
}

impl Clock for Leaping {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    fn sleep_until(&self, moment: Timestamp) -> Boxed<'_, ()> {
        // Only who really waits moves the clock: a time limit that is never reached does not.
        Box::pin(async move {
            let long = moment.duration_since(self.now()) >= SignedDuration::from_secs(10);
            if long && self.held.load(Ordering::SeqCst) {
                std::future::pending::<()>().await;
            }
            let mut now = self.now.lock().unwrap();
            *now = moment.max(*now);
        })
    }
}

/// What the next answers to one call are; the last one stays.
pub(crate) type Came = Result<Response, NoAnswer>;

/// The answers, and what was asked.
pub(crate) struct Paper {
    answers: Mutex<BTreeMap<&'static str, Vec<Came>>>,
    asked: Mutex<Vec<Request>>,
    never: Mutex<Option<&'static str>>,
}

impl Paper {
    pub(crate) fn new() -> Arc<Self> {
        let paper = Self {
            answers: Mutex::default(),
            asked: Mutex::default(),
            never: Mutex::default(),
        };
        for (call, data) in PLAIN {
            let data = data
                .replace("BC_ID", facts().bc.id.as_str())
                .replace("ACCOUNT_ID", ACCOUNT);
            paper.says(call, &[data.as_str()]);
        }
        Arc::new(paper)
    }

    /// The next data of a call with code 0, one after the other.
    pub(crate) fn says(&self, call: &'static str, data: &[&str]) {
        let whole = |data: &&str| {
            let body = format!(r#"{{"code":0,"message":"OK","request_id":"log","data":{data}}}"#);
            status(200, &body)
        };
        self.comes(call, data.iter().map(whole).collect());
    }

    /// What comes of a call instead of an answer, one after the other.
    pub(crate) fn comes(&self, call: &'static str, came: Vec<Came>) {
        self.answers.lock().unwrap().insert(call, came);
    }

    /// This call is never answered.
    pub(crate) fn hangs(&self, call: &'static str) {
        *self.never.lock().unwrap() = Some(call);
    }

    /// The bodies of all transfers that were asked for.
    pub(crate) fn transfers(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        let posts = asked
            .iter()
            .filter(|request| request.method == Method::Post);

        posts
            .map(|request| String::from_utf8(request.body.clone()).unwrap())
            .collect()
    }

    /// The queries of one call, decoded as far as tests need it.
    pub(crate) fn queries(&self, call: &str) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        let of_call = asked
            .iter()
            .filter(|request| request.path == format!("/open_api/v1.3/{call}/"));

        of_call.map(|request| request.query.clone()).collect()
    }
}

impl Transport for Paper {
    fn call(&self, request: Request) -> Boxed<'_, Result<Response, NoAnswer>> {
        let call = request
            .path
            .trim_start_matches("/open_api/v1.3/")
            .trim_end_matches('/')
            .to_owned();
        self.asked.lock().unwrap().push(request);
        if *self.never.lock().unwrap() == Some(call.as_str()) {
            return Box::pin(std::future::pending());
        }
        let mut answers = self.answers.lock().unwrap();
        let of_call = answers.get_mut(call.as_str()).expect("a call on paper");
        let came = if of_call.len() > 1 {
            of_call.remove(0)
        } else {
            of_call.first().cloned().unwrap()
        };
        Box::pin(std::future::ready(came))
    }
}

/// A whole HTTP answer.
pub(crate) fn status(status: u16, body: &str) -> Came {
    Ok(Response {
        status,
        date: None,
        body: body.as_bytes().to_vec(),
    })
}

/// An envelope with a code.
pub(crate) fn coded(code: i64) -> Came {
    let body = format!(r#"{{"code":{code},"message":"no","request_id":"log","data":{{}}}}"#);
    status(200, &body)
}

/// A gateway that asks the paper.
pub(crate) fn gateway(paper: &Arc<Paper>, clock: &Arc<Leaping>) -> Gateway {
    Gateway::new(Connection {
        bc: facts().bc.id,
        token: Token::new("T".to_owned()),
        transport: Arc::clone(paper) as Arc<dyn Transport>,
        clock: Arc::clone(clock) as Arc<dyn Clock>,
        rules: AnswerRules::default(),
    })
}

const EMPTY: &str = r#"{"transaction_list":[],"page_info":{"page":1,"page_size":50,"total_number":0,"total_page":0}}"#;

const PLAIN: [(&str, &str); 10] = [
    (
        "user/info",
        r#"{"core_user_id":"7200000000000000001","display_name":"Mara Lindqvist"}"#,
    ),
    (
        "bc/get",
        r#"{"list":[{"bc_info":{"bc_id":"BC_ID","name":"Halden Row Media","currency":"USD","status":"ENABLE","timezone":"America/New_York","type":"AGENCY"},"user_role":"ADMIN","ext_user_role":{"finance_role":"MANAGER"}}],"page_info":{"page":1,"page_size":10,"total_number":1,"total_page":1}}"#,
    ),
    (
        "bc/balance/get",
        r#"{"bc_id":"BC_ID","currency":"USD","account_balance":87120.00,"valid_account_balance":83405.50,"frozen_balance":350.00,"tax":3364.50,"cash_balance":61480.00,"valid_cash_balance":58115.50,"grant_balance":25640.00,"valid_grant_balance":25290.00}"#,
    ),
    (
        "advertiser/balance/get",
        r#"{"advertiser_account_list":[{"advertiser_id":"ACCOUNT_ID","advertiser_name":"Cobalt Cycles","advertiser_status":"SHOW_ACCOUNT_STATUS_APPROVED","advertiser_type":"AUCTION","timezone":"America/New_York","currency":"USD","balance_reminder":false,"account_balance":2280.40,"valid_account_balance":2210.40,"frozen_balance":0,"tax":70,"cash_balance":1860.40,"valid_cash_balance":1790.40,"grant_balance":420,"valid_grant_balance":420,"min_transferable_amount":{"grant_amount":"0.01"}}],"page_info":{"page":1,"page_size":1,"total_number":1,"total_page":1}}"#,
    ),
    (
        "bc/asset/admin/get",
        r#"{"list":[{"asset_id":"ACCOUNT_ID","asset_name":"Cobalt Cycles","advertiser_status":"STATUS_ENABLE","relation_type":"OWNER_BC","relation_status":"BOUND"}],"page_info":{"page":1,"page_size":50,"total_number":1,"total_page":1}}"#,
    ),
    ("bc/account/transaction/get", EMPTY),
    (
        "payment_portfolio/get",
        r#"{"payment_portfolio_list":[],"page_info":{"page":1,"page_size":50,"total_number":0,"total_page":0}}"#,
    ),
    (
        "bc/transfer",
        r#"{"bc_id":BC_ID,"advertiser_id":ACCOUNT_ID,"transaction_infos":[{"transaction_id":"7900000000000000011"},{"transaction_id":"7900000000000000012"}]}"#,
    ),
    (
        "bc/member/get",
        r#"{"list":[{"user_id":"7200000000000000001","user_name":"Mara Lindqvist","user_email":"m@example.test","user_role":"ADMIN","relation_status":"BOUND","ext_user_role":{"finance_role":"MANAGER"}}],"page_info":{"page":1,"page_size":20,"total_number":1,"total_page":1}}"#,
    ),
    (
        "bc/account/cost/get",
        r#"{"cost_list":[{"advertiser_id":"ACCOUNT_ID","amount":700.00,"cash_amount":400.00,"grant_amount":300.00,"tax_amount":0,"currency":"USD"}],"page_info":{"page":1,"page_size":50,"total_number":1,"total_page":1}}"#,
    ),
];

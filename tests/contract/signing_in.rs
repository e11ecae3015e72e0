//! Signing in as the user's own developer app: consent, code, token, and its end.

use super::wire::{Over, Wire};
use desk_core::clock::{Clock, SystemClock};
use desk_core::gateway::authorization::{
    App, AppSecret, AuthCode, Authorized, Revoked, SignInError, exchange, revoke,
};
use desk_core::gateway::transport::Token;
use desk_core::gateway::{AnswerRules, BaseUrl, Connection, Gateway, LookError};
use desk_core::id::{AppId, BcId};
use desk_core::random::{SeededRandom, SystemRandom};
use desk_core::signing_in::{
    Attempt, Page, Redirect, Scope, State, Waiting, free_port, missing, pasted,
};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;

const HALDEN: &str = "7301840221776355601";
const OSKAR: &str = "Oskar Brandt";

fn app(wire: &Wire) -> App {
    let (id, secret) = wire.app();
    App {
        id: AppId::new(&id).unwrap(),
        secret: AppSecret::new(&secret).unwrap(),
    }
}

fn attempt(wire: &Wire, port: u16) -> Attempt {
    Attempt {
        base: BaseUrl::parse(&wire.base).unwrap(),
        app: app(wire).id,
        redirect: Redirect::to(port),
        state: State::fresh(&SeededRandom::new(11)),
    }
}

/// The code of somebody who agreed, read from the address where the browser was led.
fn agreed(wire: &Wire, more: &str) -> AuthCode {
    let attempt = attempt(wire, 8411);
    let led_to = wire.agree(&attempt.address(), OSKAR, more);
    pasted(&led_to, &attempt).unwrap()
}

async fn signed_in(wire: &Wire, app: &App, code: &AuthCode) -> Result<Authorized, SignInError> {
    let clock = Arc::clone(&wire.clock) as Arc<dyn Clock>;
    exchange(Arc::clone(&wire.transport), clock, app, code).await
}

fn gateway(wire: &Wire, token: Token) -> Gateway {
    Gateway::new(Connection {
        bc: BcId::new(HALDEN).unwrap(),
        token,
        transport: Arc::clone(&wire.transport),
        clock: Arc::clone(&wire.clock) as Arc<dyn Clock>,
        rules: AnswerRules::default(),
    })
}

pub async fn a_consent_becomes_a_token_that_reads_and_ends(over: Over) {
    let wire = Wire::new(over);
    let app = app(&wire);
    let authorized = signed_in(&wire, &app, &agreed(&wire, "")).await.unwrap();
    let scopes = authorized.scopes.unwrap();
    assert!(scopes.contains(&7_078_191_955_347_259_394));
    assert_eq!(missing(&scopes), []);
    let gateway = gateway(&wire, authorized.token.clone());
    assert_eq!(gateway.actor().await.unwrap().1.name, OSKAR);

    let end = || {
        let clock = Arc::clone(&wire.clock) as Arc<dyn Clock>;
        revoke(Arc::clone(&wire.transport), clock, &app, &authorized.token)
    };
    assert_eq!(end().await, Ok(Revoked::Now));
    assert_eq!(end().await, Ok(Revoked::Before));
    let refused = gateway.bc_balance(None).await.unwrap_err();
    assert!(matches!(refused, LookError::Refused { code: 40_105, .. }));
}

pub async fn a_code_is_good_once_and_for_an_hour(over: Over) {
    let wire = Wire::new(over);
    let app = app(&wire);
    let (used, old) = (agreed(&wire, ""), agreed(&wire, ""));
    assert!(signed_in(&wire, &app, &used).await.is_ok());
    wire.later(3_700);
    let guessed = AuthCode::new("guessed").unwrap();
    for (code, expected) in [(used, 40_110), (old, 40_110), (guessed, 40_101)] {
        let refused = signed_in(&wire, &app, &code).await.unwrap_err();
        let SignInError::NotAccepted { code, log_id, .. } = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(code, expected);
        assert!(!log_id.is_empty());
    }
}

pub async fn a_secret_that_is_not_the_apps_is_refused_and_spends_nothing(over: Over) {
    let wire = Wire::new(over);
    let app = app(&wire);
    let code = agreed(&wire, "");
    let wrong = App {
        secret: AppSecret::new("guessed").unwrap(),
        ..app.clone()
    };
    let refused = signed_in(&wire, &wrong, &code).await.unwrap_err();
    assert!(matches!(
        refused,
        SignInError::NotAccepted { code: 40_115, .. }
    ));
    assert!(signed_in(&wire, &app, &code).await.is_ok());
}

pub async fn what_a_consent_leaves_out_is_named_and_refused(over: Over) {
    let wire = Wire::new(over);
    let code = agreed(&wire, "&scope=150,153,100");
    let authorized = signed_in(&wire, &app(&wire), &code).await.unwrap();
    let left_out = missing(&authorized.scopes.unwrap());
    assert_eq!(left_out, [Scope::BalanceAndTransaction, Scope::Member]);
    let gateway = gateway(&wire, authorized.token);
    assert!(gateway.actor().await.is_ok());
    let refused = gateway.accounts(&|_, _| true).await.unwrap_err();
    assert!(refused.is_want_of_permission(), "{refused:?}");
}

pub async fn a_consent_taken_back_ends_the_token_between_two_reads(over: Over) {
    let wire = Wire::new(over);
    let authorized = signed_in(&wire, &app(&wire), &agreed(&wire, ""))
        .await
        .unwrap();
    let gateway = gateway(&wire, authorized.token);
    let person = gateway.person().await.unwrap();
    assert!(gateway.accounts(&|_, _| true).await.is_ok());
    wire.outside(&serde_json::json!({
        "change": "authorization_cancelled",
        "user_id": person.id.as_str(),
    }));
    let refused = gateway.accounts(&|_, _| true).await.unwrap_err();
    assert!(matches!(refused, LookError::Refused { code: 40_105, .. }));
    let again = signed_in(&wire, &app(&wire), &agreed(&wire, "")).await;
    assert!(again.is_ok());
}

/// The whole guided way: the page at the simulator, the browser back at the waiting program, the code, the token.
#[tokio::test]
async fn the_browser_is_led_from_tiktoks_page_to_the_waiting_program() {
    let wire = Wire::new(Over::Socket);
    let page = Page {
        language: "en".to_owned(),
        title: "Signed in".to_owned(),
        text: "Go back to Credit Desk.".to_owned(),
    };
    let (attempt, waiting) = loop {
        let attempt = attempt(&wire, free_port(&SystemRandom).await.unwrap());
        // Another program may have taken it meanwhile.
        if let Ok(waiting) = Waiting::open(attempt.clone(), page.clone()).await {
            break (attempt, waiting);
        }
    };
    let heard = tokio::spawn(waiting.code(Arc::new(SystemClock::new())));
    let led_to = wire.agree(&attempt.address(), OSKAR, "");
    let (host, target) = led_to
        .strip_prefix("http://")
        .and_then(|rest| rest.split_once('/'))
        .unwrap();
    let request = format!("GET /{target} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let port = attempt.redirect.port();
    let browser = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    });
    let code = heard.await.unwrap().unwrap();
    let shown = browser.await.unwrap();
    assert!(shown.starts_with("HTTP/1.1 200") && shown.contains("Go back to Credit Desk."));
    assert!(signed_in(&wire, &app(&wire), &code).await.is_ok());
}

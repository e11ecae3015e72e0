//! What comes of exchanging a code and ending a token, answer by answer.

use super::*;
use crate::gateway::fixture::{Came, Leaping, Paper, status};
use crate::journal::fixture::NOW;
use proptest::prelude::*;

fn app() -> App {
    App {
        id: AppId::new("7290000000000000001").unwrap(),
        secret: AppSecret::new(" MARKER-SECRET\n").unwrap(),
    }
}

fn code() -> AuthCode {
    AuthCode::new("MARKER-CODE").unwrap()
}

async fn exchanged(came: Came) -> (Result<Authorized, SignInError>, Vec<String>) {
    let paper = Paper::new();
    paper.comes(EXCHANGE, vec![came]);
    let signed_in = exchange(Arc::clone(&paper) as _, Leaping::at(NOW), &app(), &code()).await;

    (signed_in, paper.transfers())
}

fn envelope(code: i64, message: &str) -> Came {
    status(
        200,
        &format!(r#"{{"code":{code},"message":"{message}","request_id":"log","data":{{}}}}"#),
    )
}

fn token_with(scope: &str) -> Came {
    status(
        200,
        &format!(
            r#"{{"code":0,"message":"OK","request_id":"log","data":{{"access_token":"MARKER-TOKEN","advertiser_ids":[],"scope":{scope}}}}}"#
        ),
    )
}

#[tokio::test]
async fn a_code_brings_a_token_and_exact_scopes_with_one_post() {
    let (came, posts) = exchanged(token_with("[4,150,\"152\",7078191955347259394]")).await;
    let authorized = came.unwrap();
    assert_eq!(authorized.token.reveal(), "MARKER-TOKEN");
    let scopes = BTreeSet::from([4, 150, 152, 7_078_191_955_347_259_394]);
    assert_eq!(authorized.scopes, Some(scopes));
    assert_eq!(posts.len(), 1);
    let body: serde_json::Value = serde_json::from_str(&posts[0]).unwrap();
    let expected = json!({"app_id": "7290000000000000001", "secret": "MARKER-SECRET", "auth_code": "MARKER-CODE", "return_advertiser_ids": false});
    assert_eq!(body, expected);
}

/// The code is spent by then: no list of scopes is worth the token.
#[tokio::test]
async fn a_strange_list_of_scopes_loses_no_token() {
    for scope in [
        "null",
        "{}",
        "[4,null]",
        "[4.0]",
        "[1e3]",
        "[-1]",
        "[99999999999999999999]",
        "\"4\"",
    ] {
        let authorized = exchanged(token_with(scope)).await.0.unwrap();
        assert_eq!(authorized.token.reveal(), "MARKER-TOKEN", "{scope}");
        assert_eq!(authorized.scopes, None, "{scope}");
    }
    let none = exchanged(token_with("[]")).await.0.unwrap();
    assert_eq!(none.scopes, Some(BTreeSet::new()));
}

#[tokio::test]
async fn every_other_answer_says_what_to_do_and_tells_no_secret() {
    let unreadable = |field| SignInError::Unreadable {
        call: EXCHANGE,
        field,
    };
    let not_accepted = |code| SignInError::NotAccepted {
        code,
        message: "•••, •••".to_owned(),
        log_id: "log".to_owned(),
    };
    let echo = "MARKER-SECRET, MARKER-CODE";
    let no_token = r#"{"code":0,"data":{"access_token":""}}"#;
    let odd_token = r#"{"code":0,"data":{"access_token":"a\nb"}}"#;
    let lost = SignInError::Unanswered { call: EXCHANGE };
    for (came, expected) in [
        (envelope(40_101, echo), not_accepted(40_101)),
        (envelope(40_110, echo), not_accepted(40_110)),
        (envelope(40_115, echo), not_accepted(40_115)),
        (envelope(40_100, echo), SignInError::Busy),
        (
            envelope(40_113, echo),
            SignInError::Refused {
                call: EXCHANGE,
                code: 40_113,
                message: "•••, •••".to_owned(),
                log_id: "log".to_owned(),
            },
        ),
        (
            status(502, "Bad Gateway"),
            SignInError::Http {
                call: EXCHANGE,
                status: 502,
            },
        ),
        (
            status(302, ""),
            SignInError::Http {
                call: EXCHANGE,
                status: 302,
            },
        ),
        (status(200, "<html>"), unreadable("envelope")),
        (status(200, "{}"), unreadable("envelope")),
        (status(200, r#"{"code":0,"data":[]}"#), unreadable("data")),
        (envelope(0, ""), unreadable("access_token")),
        (status(200, no_token), unreadable("access_token")),
        (status(200, odd_token), unreadable("access_token")),
        (
            Err(NoAnswer::NotSent(echo.to_owned())),
            SignInError::NotSent,
        ),
        (Err(NoAnswer::Lost(echo.to_owned())), lost.clone()),
        (Err(NoAnswer::TimedOut), lost),
        (
            Err(NoAnswer::Malformed(echo.to_owned())),
            unreadable("envelope"),
        ),
    ] {
        let (came, posts) = exchanged(came).await;
        let error = came.unwrap_err();
        assert_eq!(error, expected);
        assert_eq!(posts.len(), 1, "{error}: tried again");
        assert!(!format!("{error} {error:?}").contains("MARKER"));
    }
}

#[tokio::test]
async fn a_token_that_is_over_anyway_counts_as_revoked() {
    let token = Token::new("MARKER-TOKEN".to_owned());
    for (came, expected) in [
        (envelope(0, "OK"), Ok(Revoked::Now)),
        (envelope(40_105, ""), Ok(Revoked::Before)),
        (envelope(40_102, ""), Ok(Revoked::Before)),
        (
            envelope(40_115, "MARKER-TOKEN MARKER-SECRET"),
            Err(SignInError::NotAccepted {
                code: 40_115,
                message: "••• •••".to_owned(),
                log_id: "log".to_owned(),
            }),
        ),
        (
            Err(NoAnswer::TimedOut),
            Err(SignInError::Unanswered { call: REVOKE }),
        ),
    ] {
        let paper = Paper::new();
        paper.comes(REVOKE, vec![came]);
        let ended = revoke(Arc::clone(&paper) as _, Leaping::at(NOW), &app(), &token).await;
        assert_eq!(ended, expected);
        let body: serde_json::Value = serde_json::from_str(&paper.transfers()[0]).unwrap();
        assert_eq!(body["access_token"], "MARKER-TOKEN");
    }
}

#[test]
fn what_is_typed_is_trimmed_and_never_printed() {
    assert_eq!(format!("{:?}", app()).matches("MARKER").count(), 0);
    assert_eq!(format!("{:?}", code()), "AuthCode(hidden)");
    assert_eq!(app().secret.reveal(), "MARKER-SECRET");
    for bad in ["", "  ", "a b", "a\nb", "ü", &"x".repeat(LONGEST + 1)] {
        assert!(AppSecret::new(bad).is_none() && AuthCode::new(bad).is_none());
    }
}

proptest! {
    #[test]
    fn any_body_is_read_or_refused(body in ".{0,200}", list in "\\[?[0-9,.e\"\\-]{0,30}\\]?") {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        for body in [body.clone(), format!(r#"{{"code":0,"data":{{"access_token":"T","scope":{list}}}}}"#)] {
            let (came, posts) = runtime.block_on(exchanged(status(200, &body)));
            prop_assert_eq!(posts.len(), 1);
            if let Ok(authorized) = came {
                prop_assert!(!authorized.token.reveal().is_empty());
            }
        }
    }
}

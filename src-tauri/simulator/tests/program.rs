//! The program over a real socket: raw HTTP, so that no client's kindness hides a mistake. It is really killed.
#![cfg(feature = "program")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop at the first surprise"
)]

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const HALDEN: &str = "Halden Row Media";

/// A running program. It is killed when the test is done with it.
struct Program {
    child: Child,
    address: String,
    line: Value,
}

impl Program {
    fn start(words: &[&str]) -> Program {
        let mut child = Command::new(env!("CARGO_BIN_EXE_simulator"))
            .args(["--port", "0", "--seed", "7"])
            .args(words)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let line: Value = serde_json::from_str(&line).unwrap();
        let address = line["base_url"]
            .as_str()
            .and_then(|url| url.strip_prefix("http://"))
            .unwrap()
            .to_owned();

        Program {
            child,
            address,
            line,
        }
    }

    /// Everything that comes back before the connection ends.
    fn raw(&self, head: &str, token: &str, body: &str) -> String {
        let mut socket = TcpStream::connect(&self.address).unwrap();
        socket
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        write!(
            socket,
            "{head} HTTP/1.1\r\nHost: {}\r\nAccess-Token: {token}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.address,
            body.len()
        )
        .unwrap();
        let mut answer = Vec::new();
        // A connection that is cut is an answer too: it is what the faults are for.
        let _ = socket.read_to_end(&mut answer);

        String::from_utf8_lossy(&answer).into_owned()
    }

    fn token(&self, name: &str) -> String {
        self.line["tokens"][name]["token"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    fn get(&self, name: &str, endpoint: &str, query: &str) -> Value {
        let head = format!("GET /open_api/v1.3/{endpoint}?{query}");

        json(&self.raw(&head, &self.token(name), ""))
    }

    fn truth(&self) -> Value {
        json(&self.raw("GET /practice/truth", "", ""))
    }

    /// Ten dollars of ad credit from the first Business Center to an approved account of its own.
    fn send(&self) -> String {
        let bc_id = self.bc_id();
        let body = format!(
            r#"{{"bc_id":"{bc_id}","advertiser_id":"7318440217735564290","transfer_type":"RECHARGE","grant_amount":10.00,"request_id":"4611686018427387905"}}"#
        );

        self.raw(
            "POST /open_api/v1.3/bc/transfer/",
            &self.token("Mara Lindqvist"),
            &body,
        )
    }

    fn bc_id(&self) -> String {
        let centers = self.get("Mara Lindqvist", "bc/get/", "");
        let list = centers["data"]["list"].as_array().unwrap();
        let halden = list
            .iter()
            .find(|center| center["bc_info"]["name"] == HALDEN)
            .unwrap();

        halden["bc_info"]["bc_id"].as_str().unwrap().to_owned()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn json(answer: &str) -> Value {
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();

    serde_json::from_str(body).unwrap_or_else(|_| panic!("not JSON: {answer}"))
}

/// A folder of its own, gone when the test is.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("simulator-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);

        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn it_says_where_it_listens_and_answers_there_only() {
    let program = Program::start(&[]);
    assert!(program.address.starts_with("127.0.0.1:"));
    let info = program.get("Oskar Brandt", "user/info/", "");
    assert_eq!(info["code"], 0);
    assert_eq!(info["data"]["display_name"], "Oskar Brandt");

    let nobody = program.raw("GET /open_api/v1.3/user/info/", "", "");
    assert_eq!(json(&nobody)["code"], 40104);
    let slash = program.raw(
        "GET /open_api/v1.3/user/info",
        &program.token("Oskar Brandt"),
        "",
    );
    assert!(slash.starts_with("HTTP/1.1 404"), "{slash}");
    assert!(slash.ends_with("404 page not found"), "{slash}");
}

#[test]
fn people_sign_in_through_its_page_and_their_consent_can_be_taken_back() {
    let program = Program::start(&[]);
    let (app_id, secret) = (&program.line["app_id"], &program.line["secret"]);
    let page = format!(
        "GET /portal/auth?app_id={}&redirect_uri=http%3A%2F%2F127.0.0.1%3A8411%2Fsigned-in&state=s",
        app_id.as_str().unwrap()
    );
    let shown = program.raw(&page, "", "");
    assert!(shown.contains("content-type: text/html"), "{shown}");
    let led = program.raw(&format!("{page}&member=Oskar%20Brandt"), "", "");
    assert!(led.starts_with("HTTP/1.1 302"), "{led}");
    let (_, code) = led
        .split_once("location: http://127.0.0.1:8411/signed-in?auth_code=")
        .unwrap();
    let (code, _) = code.split_once("&code=").unwrap();
    let body = serde_json::json!({"app_id": app_id, "secret": secret, "auth_code": code});
    let answer = json(&program.raw(
        "POST /open_api/v1.3/oauth2/access_token/",
        "",
        &body.to_string(),
    ));
    let token = answer["data"]["access_token"].as_str().unwrap();
    let info = || json(&program.raw("GET /open_api/v1.3/user/info/", token, ""));
    assert_eq!(info()["data"]["display_name"], "Oskar Brandt");
    let change = r#"{"change":"authorization_cancelled","user_id":"7280114455667788004"}"#;
    assert!(
        program
            .raw("POST /practice/change", "", change)
            .starts_with("HTTP/1.1 204")
    );
    assert_eq!(info()["code"], 40105);
}

#[test]
fn an_answer_that_is_lost_leaves_no_envelope_and_the_truth_knows() {
    let program = Program::start(&[]);
    for (fault, executed) in [("lose-request", 0), ("lose-answer", 1), ("truncate", 2)] {
        program.raw("POST /practice/fault", "", &format!("bc/transfer/ {fault}"));
        let answer = program.send();
        let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        assert!(serde_json::from_str::<Value>(body).is_err(), "{answer}");
        assert_eq!(
            program.truth()["executed"].as_array().unwrap().len(),
            executed,
            "{fault}"
        );
    }
    assert_eq!(json(&program.send())["code"], 0);
}

#[test]
fn faults_are_taken_in_words_and_what_is_no_fault_is_refused() {
    let program = Program::start(&[]);
    let take = |body: &str| program.raw("POST /practice/fault", "", body);
    for words in [
        "bc/transfer/ lose",
        "bc/transfer/",
        "bc/transfer/ refuse-to-connect",
    ] {
        assert!(take(words).starts_with("HTTP/1.1 400"), "{words}");
    }
    for (words, status, executed, received) in [
        ("too-many-requests", "429", 0, 1),
        ("repeat 0", "200", 2, 3),
        ("over-long 9216", "200", 3, 4),
        ("skew-date -86400", "200", 4, 5),
        ("other-account", "200", 5, 6),
    ] {
        assert!(take(&format!("bc/transfer/ {words}")).starts_with("HTTP/1.1 204"));
        let answer = program.send();
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{answer}"
        );
        let truth = program.truth();
        assert_eq!(truth["executed"].as_array().unwrap().len(), executed);
        assert_eq!(truth["received"], received, "{words}");
        let date = if words.starts_with("skew") {
            "date: Sun, 15 Nov 2026"
        } else {
            "date: Mon, 16 Nov 2026"
        };
        assert!(
            answer.contains(date),
            "{words}: practice time, not the machine's"
        );
        assert_eq!(answer.len() > 9 * 1024 * 1024, words.starts_with("over"));
    }
    // Executed while nobody looks.
    take("bc/transfer/ execute-late 90");
    assert!(
        program
            .send()
            .split_once("\r\n\r\n")
            .is_none_or(|(_, body)| body.is_empty())
    );
    assert_eq!(program.truth()["executed"].as_array().unwrap().len(), 5);
    program.raw("POST /practice/later/90", "", "");
    assert_eq!(program.truth()["executed"].as_array().unwrap().len(), 6);
}

#[test]
fn it_knows_two_methods_and_takes_settings_as_json() {
    let program = Program::start(&[
        "--settings",
        r#"{"plain_admin_may_transfer":false}"#,
        "--no-limits",
    ]);
    for method in ["PUT", "DELETE", "PATCH"] {
        let head = format!("{method} /open_api/v1.3/user/info/");
        let answer = program.raw(&head, &program.token("Oskar Brandt"), "");
        assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
    }
    assert_eq!(json(&program.send())["code"], 40001);
    let calls = (0..30).map(|_| program.get("Oskar Brandt", "user/info/", "")["code"].clone());
    assert_eq!(calls.filter(|code| *code == 0).count(), 30);
    let wrong = Command::new(env!("CARGO_BIN_EXE_simulator"))
        .args(["--settings", r#"{"no_such_setting":1}"#])
        .output()
        .unwrap();
    assert!(!wrong.status.success());
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("no_such_setting"));
}

#[test]
fn changes_from_outside_are_taken_as_json_or_refused_with_a_reason() {
    let folder = Folder::new("changed");
    let store = folder.0.to_str().unwrap();
    let mut program = Program::start(&["--store", store]);
    let take = |body: &str| program.raw("POST /practice/change", "", body);
    let status = |program: &Program| {
        let own = program.get("Mara Lindqvist", "bc/get/", "");
        own["data"]["list"][0]["bc_info"]["status"].clone()
    };
    let bc_id = program.bc_id();
    let refused = take(r#"{"change":"center_status","bc_id":"1","status":"PUNISH"}"#);
    assert!(refused.starts_with("HTTP/1.1 400"), "{refused}");
    assert!(refused.ends_with(r#"there is no "1" here"#), "{refused}");
    assert!(take("punish").starts_with("HTTP/1.1 400"));
    assert_eq!(status(&program), "ENABLE");
    let change = format!(r#"{{"change":"center_status","bc_id":"{bc_id}","status":"PUNISH"}}"#);
    assert!(take(&change).starts_with("HTTP/1.1 204"));
    assert_eq!(status(&program), "PUNISH");
    assert_eq!(json(&program.send())["code"], 40001);
    program.child.kill().unwrap();
    program.child.wait().unwrap();
    assert_eq!(status(&Program::start(&["--store", store])), "PUNISH");
}

#[test]
fn what_was_answered_survives_a_kill_and_so_does_the_clock() {
    let folder = Folder::new("killed");
    let store = folder.0.to_str().unwrap();
    let mut program = Program::start(&["--store", store]);
    let later = program.raw("POST /practice/later/86400", "", "");
    assert!(later.contains("2026-11-17T14:0"), "{later}");
    assert_eq!(json(&program.send())["code"], 0);
    program.child.kill().unwrap();
    program.child.wait().unwrap();

    let again = Program::start(&["--store", store]);
    let executed = again.truth()["executed"].clone();
    assert_eq!(executed.as_array().unwrap().len(), 1);
    assert_eq!(executed[0]["amount"], 1000);
    assert_eq!(executed[0]["request_id"], "4611686018427387905");
    assert_eq!(again.truth()["conserved"], true);
    let now = again.raw("POST /practice/later/0", "", "");
    assert!(now.contains("2026-11-17T14:0"), "{now}");
}

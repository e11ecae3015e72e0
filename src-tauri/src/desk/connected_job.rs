//! A connected Business Center without a window: signing in, the main job over a real socket, and what is left of it without
//! token, keychain or network. The simulator stands behind a small server on this machine.

use super::main_job::{Folder, press, reviewed};
use super::practice::Simulated;
use super::{Desk, known::Known};
use crate::fault::{Fault, FaultCode};
use crate::keychain::{SecretError, SecretStore};
use crate::views::add_balance::Outcome;
use crate::views::allocations::AllocationsQuery;
use crate::views::connecting::{Keep, Offer, SignIn};
use crate::views::start::{ConnectionState, Guard, Start, WorkspaceKind};
use desk_core::clock::{Clock, SystemClock};
use desk_core::gateway::transport::{Method, Request, Token};
use simulator::Exchange;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

const BC: &str = "7301840221776355601";
const INES: &str = "Ines Castellanos";

/// A keychain in memory, which can be locked or away.
#[derive(Default)]
struct Memory {
    kept: Mutex<BTreeMap<String, String>>,
    away: Mutex<Option<SecretError>>,
}

impl Memory {
    fn put(&self, away: Option<SecretError>) {
        *self.away.lock().unwrap() = away;
    }

    fn there(&self) -> Result<(), SecretError> {
        self.away.lock().unwrap().clone().map_or(Ok(()), Err)
    }
}

impl SecretStore for Memory {
    fn read(&self, name: &str) -> Result<String, SecretError> {
        self.there()?;
        let kept = self.kept.lock().unwrap();
        kept.get(name).cloned().ok_or(SecretError::NotThere)
    }

    fn write(&self, name: &str, secret: &str) -> Result<(), SecretError> {
        self.there()?;
        let mut kept = self.kept.lock().unwrap();
        kept.insert(name.to_owned(), secret.to_owned());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), SecretError> {
        self.there()?;
        self.kept.lock().unwrap().remove(name);
        Ok(())
    }
}

/// The simulator behind HTTP; ended, it answers nobody any more.
struct Server {
    base: String,
    simulated: Simulated,
    ended: Arc<AtomicBool>,
}

impl Server {
    fn new(folder: &Path) -> Self {
        let simulated = Simulated::open(folder, BC).unwrap();
        let now = SystemClock::new()
            .now()
            .duration_since(simulated.clock().now());
        simulated.clock().jump(now);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let ended = Arc::new(AtomicBool::new(false));
        let (answering, over) = (simulated.clone(), Arc::clone(&ended));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { continue };
                if over.load(Ordering::SeqCst) {
                    return;
                }
                let (answering, over) = (answering.clone(), Arc::clone(&over));
                std::thread::spawn(move || serve(stream, &answering, &over));
            }
        });
        Self {
            base,
            simulated,
            ended,
        }
    }

    fn token(&self, name: &str) -> String {
        let member = self.simulated.members().iter().find(|one| one.name == name);
        member.unwrap().token.clone()
    }

    fn end(&self) {
        self.ended.store(true, Ordering::SeqCst);
        let address = self.base.trim_start_matches("http://");
        drop(TcpStream::connect(address));
    }
}

fn serve(stream: TcpStream, simulated: &Simulated, over: &AtomicBool) {
    let mut lines = BufReader::new(stream.try_clone().unwrap());
    let mut out = stream;
    while let Some(request) = request(&mut lines) {
        if over.load(Ordering::SeqCst) {
            return;
        }
        let Exchange::Answer(answer) = simulated.answer(&request) else {
            return;
        };
        let head = format!(
            "HTTP/1.1 {} OK\r\nContent-Length: {}\r\n\r\n",
            answer.status,
            answer.body.len()
        );
        if out.write_all(head.as_bytes()).is_err() || out.write_all(&answer.body).is_err() {
            return;
        }
    }
}

fn request(lines: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut line = String::new();
    lines.read_line(&mut line).ok()?;
    let mut words = line.split(' ');
    let method = words.next()?;
    let target = words.next()?.to_owned();
    let (mut token, mut length) = (String::new(), 0);
    loop {
        let mut header = String::new();
        lines.read_line(&mut header).ok()?;
        let Some((name, value)) = header.split_once(':') else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "access-token" => value.trim().clone_into(&mut token),
            "content-length" => length = value.trim().parse().ok()?,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    lines.read_exact(&mut body).ok()?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));

    Some(Request {
        method: if method == "POST" {
            Method::Post
        } else {
            Method::Get
        },
        path: path.to_owned(),
        query: query.to_owned(),
        token: Token::new(token),
        body,
    })
}

/// Everything a test needs.
struct Ground {
    folder: Folder,
    server: Server,
    keychain: Arc<Memory>,
}

impl Ground {
    fn new() -> Self {
        let folder = Folder::new();
        let server = Server::new(&folder.0.join("elsewhere"));
        Self {
            folder,
            server,
            keychain: Arc::default(),
        }
    }

    fn desk(&self) -> Desk {
        let keychain = Arc::<Memory>::clone(&self.keychain);
        self.folder.desk().with_keychain(keychain)
    }

    async fn connect(&self, desk: &Desk, token: &str, base: &str) -> Result<Offer, Fault> {
        let sign_in = SignIn {
            access_token: token.to_owned(),
            base_url: base.to_owned(),
        };
        desk.connect(sign_in).await
    }

    /// Connected as Ines, and everything read.
    async fn connected(&self, desk: &Desk, keep: Keep) -> Start {
        let token = self.server.token(INES);
        self.connect(desk, &token, &self.server.base).await.unwrap();
        desk.use_business_center(BC, keep).await.unwrap();
        read(desk).await;
        desk.start().await.unwrap()
    }
}

/// Waits for a whole refresh.
async fn read(desk: &Desk) {
    let refreshed = desk
        .run(|workspace| async move {
            loop {
                match workspace.refresh().await {
                    Err(fault) if fault.code == FaultCode::RefreshRunning => {
                        tokio::task::yield_now().await;
                    }
                    done => return Ok(done.map(|_| ())),
                }
            }
        })
        .await
        .unwrap();
    drop(refreshed);
}

async fn allocations(desk: &Desk) -> u32 {
    let query = AllocationsQuery {
        search: String::new(),
        account: None,
        person: None,
        state: None,
        from: None,
        to: None,
        offset: 0,
        limit: 50,
    };
    desk.run(move |workspace| async move { workspace.allocations(&query) })
        .await
        .unwrap()
        .total
}

fn state(start: &Start) -> ConnectionState {
    start.connection.as_ref().unwrap().state
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_connected_is_said_and_nothing_is_kept() {
    let ground = Ground::new();
    let desk = ground.desk();
    let (token, base) = (ground.server.token(INES), ground.server.base.clone());
    let cases = [
        ("", base.as_str(), FaultCode::FieldInvalid),
        ("two words", &base, FaultCode::FieldInvalid),
        (&token, "http://localhost:80", FaultCode::FieldInvalid),
        (&token, "https://example.com", FaultCode::FieldInvalid),
        (&token, "http://10.0.0.1:80", FaultCode::FieldInvalid),
        ("not-a-token-of-anybody", &base, FaultCode::SignInAgain),
        (&token, "http://127.0.0.1:9", FaultCode::Unreachable),
    ];
    for (token, base, code) in cases {
        let refused = ground.connect(&desk, token, base).await.unwrap_err();
        assert_eq!(refused.code, code, "{token:?} at {base:?}");
    }
    let unasked = desk.use_business_center(BC, Keep::InKeychain).await;
    assert_eq!(unasked.unwrap_err().code, FaultCode::NotFound);
    assert_eq!(desk.workspaces().len(), 3);
    assert!(ground.keychain.kept.lock().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_over_a_socket_survives_a_restart_and_signing_out() {
    let ground = Ground::new();
    let desk = ground.desk();
    let start = ground.connected(&desk, Keep::InKeychain).await;
    let id = start.workspace.clone();
    let shown = start.workspaces.iter().find(|one| one.id == id).unwrap();
    assert_eq!(shown.kind, WorkspaceKind::Rehearsal);
    assert_eq!(shown.server.as_deref(), Some(ground.server.base.as_str()));
    assert_eq!(state(&start), ConnectionState::SignedIn);
    assert_eq!(start.journal.guard, Guard::Keychain);
    assert!(start.members.is_empty() && start.actor.may_allocate);

    let review = reviewed(&desk, "5").await;
    assert_eq!(review.money, WorkspaceKind::Rehearsal);
    assert!(matches!(
        press(&desk, &review).await,
        Outcome::Allocated { .. }
    ));
    desk.close().await;

    // The next start finds token and head in the keychain.
    let desk = ground.desk();
    let start = desk.start().await.unwrap();
    assert_eq!(
        (start.workspace.as_str(), state(&start)),
        (id.as_str(), ConnectionState::SignedIn)
    );
    assert_eq!(start.journal.guard, Guard::Keychain);
    assert_eq!(allocations(&desk).await, 1);

    desk.sign_out().await.unwrap();
    let start = desk.start().await.unwrap();
    assert_eq!(state(&start), ConnectionState::SignedOut);
    assert_eq!(allocations(&desk).await, 1);
    let nobody = desk.run(|workspace| async move { workspace.refresh().await });
    assert_eq!(nobody.await.unwrap_err().code, FaultCode::NotConnected);
    let page = desk
        .run(|workspace| async move { workspace.payment_management() })
        .await
        .unwrap();
    assert!(page.freshness.offline && !page.freshness.refreshing && page.accounts > 30);
    let kept = ground.keychain.kept.lock().unwrap().clone();
    assert!(
        kept.values()
            .all(|secret| !secret.contains(&ground.server.token(INES)))
    );

    // Signing in again goes on with the same history.
    let start = ground.connected(&desk, Keep::InKeychain).await;
    assert_eq!((start.workspace, allocations(&desk).await), (id, 1));
    let all = Known::all(&ground.folder.0);
    assert_eq!(all.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keychain_a_token_is_kept_for_the_session_if_the_person_wants() {
    let ground = Ground::new();
    for (away, code, state_then) in [
        (
            SecretError::NoKeychain,
            FaultCode::NoKeychain,
            ConnectionState::NoKeychain,
        ),
        (
            SecretError::Locked,
            FaultCode::KeychainLocked,
            ConnectionState::KeychainLocked,
        ),
    ] {
        ground.keychain.put(Some(away));
        let desk = ground.desk();
        let token = ground.server.token(INES);
        ground
            .connect(&desk, &token, &ground.server.base)
            .await
            .unwrap();
        let refused = desk.use_business_center(BC, Keep::InKeychain).await;
        assert_eq!(refused.unwrap_err().code, code);

        let start = ground.connected(&desk, Keep::ForThisSession).await;
        assert_eq!(state(&start), ConnectionState::SignedInForSession);
        assert_eq!(start.journal.guard, Guard::File);
        assert!(start.actor.may_allocate);
        desk.close().await;

        // The next session knows the workspace and everything in it, and nobody is signed in.
        let desk = ground.desk();
        let start = desk.start().await.unwrap();
        assert_eq!(state(&start), state_then);
        desk.close().await;
    }
    // A keychain that comes back is found without more ado.
    ground.keychain.put(None);
    let desk = ground.desk();
    assert_eq!(
        state(&desk.start().await.unwrap()),
        ConnectionState::SignedOut
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_token_is_ever_written_to_the_disk() {
    let ground = Ground::new();
    let desk = ground.desk();
    ground.connected(&desk, Keep::InKeychain).await;
    let review = reviewed(&desk, "5").await;
    press(&desk, &review).await;
    desk.close().await;
    let token = ground.server.token(INES);
    let mut looked_at = 0;
    // What the server itself keeps is not this program's.
    for folder in [
        "heads",
        &Known::all(&ground.folder.0).last().unwrap().id,
        ".",
    ] {
        for file in std::fs::read_dir(ground.folder.0.join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.is_file() {
                let bytes = std::fs::read(&path).unwrap();
                let found = bytes
                    .windows(token.len())
                    .any(|part| part == token.as_bytes());
                assert!(!found, "{}", path.display());
                looked_at += 1;
            }
        }
    }
    assert!(looked_at >= 5, "{looked_at}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_server_everything_read_can_be_read() {
    let ground = Ground::new();
    let desk = ground.desk();
    ground.connected(&desk, Keep::InKeychain).await;
    let review = reviewed(&desk, "5").await;
    press(&desk, &review).await;
    desk.close().await;
    ground.server.end();

    let desk = ground.desk();
    assert_eq!(allocations(&desk).await, 1);
    read(&desk).await;
    let page = desk
        .run(|workspace| async move { workspace.payment_management() })
        .await
        .unwrap();
    assert!(page.freshness.offline && page.accounts > 30 && page.balances.is_some());
    let start = desk.start().await.unwrap();
    assert_eq!(state(&start), ConnectionState::SignedIn);
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_controls_are_no_part_of_a_connected_workspace() {
    let ground = Ground::new();
    let desk = ground.desk();
    ground.connected(&desk, Keep::ForThisSession).await;
    let workspace = desk.workspace().await.unwrap();
    assert_eq!(
        workspace.later(1).await.unwrap_err().code,
        FaultCode::PracticeOnly
    );
    assert_eq!(
        workspace.lose_next_answer().unwrap_err().code,
        FaultCode::PracticeOnly
    );
    let other = workspace.act_as("7280000000000000007").await;
    assert_eq!(other.unwrap_err().code, FaultCode::PracticeOnly);
    drop(workspace);
    desk.switch("practice-halden-row").await.unwrap();
    assert_eq!(
        desk.sign_out().await.unwrap_err().code,
        FaultCode::NotConnected
    );
}

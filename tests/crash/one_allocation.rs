//! One allocation without a window, in a process of its own on one thread, so that it can be killed at every step.
//!
//! `one-allocation FOLDER BASE_URL TOKEN BC ACCOUNT AMOUNT SEED SCENARIO`: says `ready` before the look, and `done STATE` once
//! the outcome was reported as written; before it `accepted` where an old copy had to be, after it `looked STATE` or
//! `closed STATE` where the scenario goes on. What it says is what a person was told.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a program of its own for one test: its lines are what the test waits for"
)]

#[allow(dead_code, reason = "shared with the contract, which uses more of it")]
#[path = "../contract/clock.rs"]
mod clock;

use clock::Leaping;
use desk_core::allocation::State;
use desk_core::clock::Clock;
use desk_core::credit::Source;
use desk_core::disk::{Place, SystemDisk};
use desk_core::gateway::http::{Http, Limits};
use desk_core::gateway::transport::Token;
use desk_core::gateway::{AnswerRules, BaseUrl, Connection, Gateway};
use desk_core::id::{AdvertiserId, AllocationNumber, BcId};
use desk_core::journal::{Drive, FileHead, Journal, Opening};
use desk_core::mirror::Mirror;
use desk_core::random::SeededRandom;
use desk_core::recover::Finding;
use desk_core::workspace::{Outcome, Parts, Prepared, Workspace};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, base, token, bc, account, amount, seed, scenario] = &words[..] else {
        eprintln!("use: one-allocation FOLDER BASE_URL TOKEN BC ACCOUNT AMOUNT SEED SCENARIO");
        return ExitCode::FAILURE;
    };
    let asked = Asked {
        folder: Path::new(folder),
        base,
        token,
        bc,
        seed,
        clock: Arc::new(Leaping::at(simulator::World::START)),
    };
    match run(asked, account, amount, scenario).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            println!("failed {problem}");
            ExitCode::FAILURE
        }
    }
}

struct Asked<'a> {
    folder: &'a Path,
    base: &'a str,
    token: &'a str,
    bc: &'a str,
    seed: &'a str,
    // Leaps over the pace that TikTok asks for: the simulator is started without limits.
    clock: Arc<Leaping>,
}

async fn run(asked: Asked<'_>, account: &str, amount: &str, scenario: &str) -> Result<(), String> {
    let workspace = open(&asked)?;
    println!("ready");
    if scenario == "accepted" {
        let note = "compared, and one is missing";
        let accepted = workspace.accept_journal(note).await;
        accepted.map_err(|error| error.to_string())?;
        println!("accepted");
    }
    let Some(number) = place(&workspace, account, amount).await? else {
        return Ok(());
    };
    match scenario {
        "found" => {
            asked.later(300);
            let looked = workspace.look_up(number).await;
            let (_, settled) = looked.map_err(|error| error.to_string())?;
            println!(
                "looked {}",
                settled.map_or("unknown", |one| word(&one.state))
            );
        }
        "closed" => {
            asked.clock.later(25 * 3600);
            let finding = Finding::NotApplied { looked_there: true };
            let note = "not among TikTok's transactions".to_owned();
            let closed = workspace.close_unknown(number, finding, note).await;
            let closed = closed.map_err(|error| error.to_string())?;
            println!("closed {}", word(&closed.state));
        }
        _ => {}
    }

    Ok(())
}

/// The allocation; its number where a person was told its state.
async fn place(
    workspace: &Workspace,
    account: &str,
    amount: &str,
) -> Result<Option<AllocationNumber>, String> {
    let account = AdvertiserId::new(account).map_err(|error| error.to_string())?;
    let prepared = workspace
        .prepare_review(&account, Source::Unlisted, amount, None)
        .await
        .map_err(|error| error.to_string())?;
    let Prepared::Review(review) = prepared else {
        return Err("no amount".to_owned());
    };
    let codes: Vec<String> = review
        .warnings
        .iter()
        .map(|warning| warning.code().to_owned())
        .collect();
    match workspace.confirm(review.draft.review, &codes).await {
        Outcome::Done(allocation) => {
            println!("done {}", word(&allocation.state));
            Ok(Some(allocation.number))
        }
        Outcome::NotWritten { number, answer, .. } => {
            println!("not-written {number:?} {answer:?}");
            Ok(None)
        }
        nothing_moved @ (Outcome::Refused(_)
        | Outcome::Returned { .. }
        | Outcome::NotAcknowledged(_)
        | Outcome::Outdated
        | Outcome::NothingRecorded(_)) => Err(format!("{nothing_moved:?}")),
    }
}

impl Asked<'_> {
    /// Time passes here and at the simulator, whose records take a while to appear.
    fn later(&self, seconds: i64) {
        self.clock.later(seconds);
        let address = self.base.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "POST /practice/later/{seconds} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        )
        .unwrap();
        stream.read_to_string(&mut String::new()).unwrap();
    }
}

fn word(state: &State) -> &'static str {
    state.phase().word()
}

fn open(asked: &Asked<'_>) -> Result<Workspace, String> {
    let place = Place {
        folder: asked.folder.join("workspace"),
        vfs: None,
    };
    let clock = Arc::clone(&asked.clock) as Arc<dyn Clock>;
    let opening = Opening {
        place: place.clone(),
        disk: Arc::new(SystemDisk),
        outside: Arc::new(FileHead::new(asked.folder.join("heads").join("one"))),
        drive: Drive::Inline,
        program: "one-allocation".to_owned(),
    };
    let journal = Journal::open(opening, clock.now()).map_err(|error| error.to_string())?;
    let mirror =
        Mirror::open(&place, &SystemDisk, Drive::Inline).map_err(|error| error.to_string())?;
    let base = BaseUrl::parse(asked.base).map_err(|error| error.to_string())?;
    let transport = Http::new(base, Limits::default()).map_err(|error| error.to_string())?;
    let gateway = Gateway::new(Connection {
        bc: BcId::new(asked.bc).map_err(|error| error.to_string())?,
        token: Token::new(asked.token.to_owned()),
        transport: Arc::new(transport),
        clock: Arc::clone(&clock),
        rules: AnswerRules::default(),
    });
    let seed = asked
        .seed
        .parse()
        .map_err(|_| "SEED is a number".to_owned())?;

    Ok(Workspace::new(Parts {
        journal,
        mirror,
        gateway,
        clock,
        random: Arc::new(SeededRandom::new(seed)),
        actor: None,
    }))
}

//! One allocation without a window, in a process of its own on one thread, so that it can be killed at every step.
//!
//! `one-allocation FOLDER BASE_URL TOKEN BC ACCOUNT AMOUNT SEED`: says `ready` before the look, and `done STATE` once the
//! outcome was reported as written. What it says is what a person was told.
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
use desk_core::gateway::http::{Limits, LoopbackHttp};
use desk_core::gateway::transport::Token;
use desk_core::gateway::{AnswerRules, Connection, Gateway};
use desk_core::id::{AdvertiserId, BcId};
use desk_core::journal::{Drive, FileHead, Journal, Opening};
use desk_core::mirror::Mirror;
use desk_core::random::SeededRandom;
use desk_core::workspace::{Outcome, Parts, Prepared, Workspace};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, base, token, bc, account, amount, seed] = &words[..] else {
        eprintln!("use: one-allocation FOLDER BASE_URL TOKEN BC ACCOUNT AMOUNT SEED");
        return ExitCode::FAILURE;
    };
    let asked = Asked {
        folder: Path::new(folder),
        base,
        token,
        bc,
        seed,
    };
    match run(asked, account, amount).await {
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
}

async fn run(asked: Asked<'_>, account: &str, amount: &str) -> Result<(), String> {
    let workspace = open(&asked)?;
    println!("ready");
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
        Outcome::Done(allocation) => println!("done {}", word(&allocation.state)),
        Outcome::NotWritten { number, answer, .. } => println!("not-written {number:?} {answer:?}"),
        nothing_moved @ (Outcome::Refused(_)
        | Outcome::Returned { .. }
        | Outcome::NotAcknowledged(_)
        | Outcome::Outdated
        | Outcome::NothingRecorded(_)) => return Err(format!("{nothing_moved:?}")),
    }

    Ok(())
}

fn word(state: &State) -> &'static str {
    match state {
        State::Succeeded { .. } => "succeeded",
        State::Unknown { .. } => "unknown",
        State::Sending
        | State::Rejected { .. }
        | State::NotSent { .. }
        | State::Applied { .. }
        | State::NotApplied { .. }
        | State::Contradicted { .. }
        | State::DuplicateSuspected { .. } => "otherwise",
    }
}

fn open(asked: &Asked<'_>) -> Result<Workspace, String> {
    let place = Place {
        folder: asked.folder.join("workspace"),
        vfs: None,
    };
    // Leaps over the pace that TikTok asks for: the simulator is started without limits.
    let clock: Arc<dyn Clock> = Arc::new(Leaping::at(simulator::World::START));
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
    let transport =
        LoopbackHttp::new(asked.base, Limits::default()).map_err(|error| error.to_string())?;
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

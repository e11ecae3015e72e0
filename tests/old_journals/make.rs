//! Makes a journal with every kind of entry but `head-accepted`, to be stored as the fixture of one released version:
//! `make-old-journal tests/fixtures/journal-0001.sqlite`.
#![allow(
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    dead_code,
    reason = "a program for developers, run once for each version"
)]

#[path = "../contract/clock.rs"]
mod clock;
#[path = "../contract/desk.rs"]
mod desk;
#[path = "../contract/wire.rs"]
mod wire;

use desk::{Desk, GOOD};
use desk_core::business_center::Switches;
use desk_core::credit::{CreditKind, Entered, Holder};
use desk_core::recover::Finding;
use desk_core::workspace::Outcome;
use std::process::ExitCode;
use wire::Over;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else {
        eprintln!("use: make-old-journal FILE");
        return ExitCode::FAILURE;
    };
    let desk = Desk::open(Over::Call, "Ines Castellanos").await;
    live(&desk).await;
    let from = desk.folder().join("workspace").join("journal.sqlite");
    let connection = rusqlite::Connection::open(from).unwrap();
    connection.execute("VACUUM INTO ?1", [file]).unwrap();

    ExitCode::SUCCESS
}

async fn live(desk: &Desk) {
    let mut entered = Entered {
        name: "Autumn grant".to_owned(),
        amount: "1000".to_owned(),
        issued: String::new(),
        valid_from: String::new(),
        valid_until: "2027-03-31".to_owned(),
        kind: CreditKind::Free,
        restrictions: "Video only".to_owned(),
        only_accounts: Vec::new(),
        except_accounts: Vec::new(),
        terms: String::new(),
        holder: Holder::BusinessCenter,
        fulfilled: false,
    };
    let credit = desk.workspace.enter_credit(&entered).await.unwrap();
    "900".clone_into(&mut entered.amount);
    desk.workspace
        .correct_credit(credit.id, &entered, "a typo")
        .await
        .unwrap();
    desk.workspace
        .revoke_credit(credit.id, "withdrawn by TikTok")
        .await
        .unwrap();
    let switches = Switches {
        strict_admin: false,
        finance_roles_apply: true,
        allow_billing_shared: true,
    };
    desk.workspace.set_switches(switches).await.unwrap();
    place(desk, None).await;
    desk.wire.later(3600);
    place(desk, Some("code 40002")).await;
    desk.wire.later(3600);
    let unknown = place(desk, Some("lose-request")).await;
    desk.wire.later(48 * 3600);
    let finding = Finding::NotApplied { looked_there: true };
    desk.workspace
        .close_unknown(unknown, finding, "looked".to_owned())
        .await
        .unwrap();
    place(desk, Some("lose-answer")).await;
    desk.wire.later(3600);
    desk.workspace.look_up_due().await.unwrap();
    let twice = place(desk, Some("repeat 0")).await;
    desk.wire.later(3600);
    desk.workspace.look_up_due().await.unwrap();
    desk.workspace
        .acknowledge_alarm(twice, "seen".to_owned())
        .await
        .unwrap();
    place(desk, Some("lose-answer")).await;
}

async fn place(desk: &Desk, fault: Option<&str>) -> desk_core::id::AllocationNumber {
    if let Some(words) = fault {
        desk.wire.fault(words);
    }
    let review = desk.review(GOOD, "12.34").await;
    let outcome = desk.confirm(&review).await;
    let Outcome::Done(allocation) = outcome else {
        panic!("{outcome:?}")
    };

    allocation.number
}

//! The real client against a server that means ill, over a real socket, many times over (protocol 6.3).
//!
//! Each exchange is one allocation, from its durable intent to its classified answer. The server counts the requests that
//! reached it whole: at most one for each attempt, and what reached it is never called *refused* unless the server said so in
//! an answer that TikTok documents, and never *not sent*. How many exchanges of each kind: 50, or as many as
//! `CREDIT_DESK_EXCHANGES` says.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test may stop at the first surprise, and a server on a socket lives in the machine's time"
)]

#[path = "hostile/desk.rs"]
mod desk;
#[path = "hostile/server.rs"]
mod server;
#[path = "hostile/trick.rs"]
mod trick;

use desk::Desk;
use desk_core::allocation::State;
use server::Server;
use tokio::task::JoinSet;
use trick::{ALL, Reads, Trick, Truth};

/// Exchanges of each kind, if nothing else is asked for.
const EACH: usize = 50;
/// Kinds played beside each other.
const AT_ONCE: usize = 4;

fn each() -> usize {
    let asked = std::env::var("CREDIT_DESK_EXCHANGES").ok();

    asked.map_or(EACH, |text| {
        text.parse().expect("CREDIT_DESK_EXCHANGES is a number")
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_server_does_at_most_one_request_and_never_a_false_no() {
    let each = each();
    let mut playing = JoinSet::new();
    let (mut rows, mut left) = (Vec::new(), ALL.into_iter());
    loop {
        while playing.len() < AT_ONCE
            && let Some(trick) = left.next()
        {
            playing.spawn(play(trick, each));
        }
        match playing.join_next().await {
            Some(row) => rows.push(row.expect("an exchange went wrong")),
            None => break,
        }
    }
    let total = ALL.len() * each;
    println!(
        "{}\n{total} exchanges of {} kinds",
        rows.join("\n"),
        ALL.len()
    );
    assert!(total >= 1000 || each < EACH, "too few exchanges: {total}");
}

/// All exchanges of one kind, one after the other.
async fn play(trick: Trick, each: usize) -> String {
    let server = Server::playing(trick).await;
    let mut desk = Desk::open(&server.base, trick.name, trick.never_ends());
    let mut arrived_in_all = 0;
    for _ in 0..each {
        let before = server.whole_requests();
        if trick.reads_first {
            desk.read_something().await;
        }
        let allocation = desk.allocate().await;
        let arrived = server.whole_requests() - before;
        assert!(arrived <= 1, "{}: {arrived} requests", trick.name);
        judge(&trick, &allocation.state, arrived);
        arrived_in_all += arrived;
    }
    let used = server.on_used_connections();
    assert_eq!(used, 0, "{}: a used connection", trick.name);

    format!(
        "{:<34} {each:>6} exchanges, {arrived_in_all:>6} arrived",
        trick.name
    )
}

fn judge(trick: &Trick, state: &State, arrived: u64) {
    let name = trick.name;
    let unknown = matches!(state, State::Unknown { .. });
    let not_sent = matches!(state, State::NotSent { .. });
    // A connection that breaks while it is being made proves as much as none.
    let perhaps_never_there = trick.reads == Reads::Nothing && not_sent;
    let fits = match trick.truth {
        Truth::Nothing => unknown || perhaps_never_there,
        Truth::Yes => matches!(state, State::Succeeded { .. }),
        Truth::No => matches!(state, State::Rejected { .. }),
        Truth::NeverThere => not_sent,
    };
    assert!(fits, "{name}: {state:?}");
    assert!(
        arrived == 0 || !not_sent,
        "{name}: called not sent, and it arrived"
    );
}

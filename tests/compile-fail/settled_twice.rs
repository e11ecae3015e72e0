//! What was sent is used up by settling it.
use desk_core::clock::Timestamp;
use desk_core::gateway::Sent;
use desk_core::journal::Journal;

async fn twice(journal: &Journal, sent: Sent, now: Timestamp) {
    let _ = journal.settle(sent, now).await;
    let _ = journal.settle(sent, now).await;
}

fn main() {}

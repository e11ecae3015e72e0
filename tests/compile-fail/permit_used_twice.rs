//! A permit records one allocation.
use desk_core::clock::Timestamp;
use desk_core::journal::Journal;
use desk_core::policy::Permit;

async fn twice(journal: &Journal, permit: Permit, now: Timestamp) {
    let _ = journal.record_intent(permit, now).await;
    let _ = journal.record_intent(permit, now).await;
}

fn main() {}

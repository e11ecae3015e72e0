//! The transfer itself is reached through an intent only.
use desk_core::allocation::Record;
use desk_core::gateway::Gateway;

async fn around(gateway: &Gateway, record: &Record) {
    gateway.transfer(record).await;
}

fn main() {}

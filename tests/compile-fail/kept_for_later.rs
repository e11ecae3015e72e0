//! An intent cannot be copied and kept.
use desk_core::gateway::Gateway;
use desk_core::journal::Intent;

async fn keep(gateway: &Gateway, intent: Intent) -> Intent {
    let kept = intent.clone();
    gateway.send(intent).await;
    kept
}

fn main() {}

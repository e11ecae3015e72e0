//! An intent is used up by sending it.
use desk_core::gateway::Gateway;
use desk_core::journal::Intent;

async fn twice(gateway: &Gateway, intent: Intent) {
    gateway.send(intent).await;
    gateway.send(intent).await;
}

fn main() {}

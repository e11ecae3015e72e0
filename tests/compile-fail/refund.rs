//! Ad credit never comes back: there is no call for it.
use desk_core::gateway::Gateway;
use desk_core::journal::Intent;

async fn back(gateway: &Gateway, intent: Intent) {
    gateway.refund(intent).await;
}

fn main() {}

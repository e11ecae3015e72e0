//! Only the gateway says that something was sent.
use desk_core::allocation::Answer;
use desk_core::gateway::Sent;
use desk_core::journal::Intent;

fn forge(intent: Intent, answer: Answer) -> Sent {
    Sent { intent, answer }
}

fn main() {}

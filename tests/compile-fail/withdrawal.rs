//! No verb of a workspace takes ad credit out of an account.
use desk_core::id::AdvertiserId;
use desk_core::money::Money;
use desk_core::workspace::Workspace;

async fn back(workspace: &Workspace, account: &AdvertiserId, amount: Money) {
    workspace.withdraw(account, amount).await;
}

fn main() {}

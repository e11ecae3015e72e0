//! What each role reads and may do: TikTok's refusals and ours.

use super::desk::{BC, Desk, GOOD};
use super::wire::Over;
use desk_core::account::{AccountStatus, Ownership};
use desk_core::allocation::State;
use desk_core::id::AdvertiserId;
use desk_core::workspace::Outcome;

pub async fn a_finance_manager_without_admin_rights_allocates(over: Over) {
    let desk = Desk::open(over, "Oskar Brandt").await;
    let good = AdvertiserId::new(GOOD).unwrap();
    let known = desk.workspace.mirror().account(&good).unwrap().unwrap();
    assert!(known.balance.is_some());
    let review = desk.review(GOOD, "25").await;
    assert!(review.allows(), "{:?}", review.refusals);
    let Outcome::Done(allocation) = desk.confirm(&review).await else {
        panic!("not done")
    };
    assert!(
        matches!(allocation.state, State::Succeeded { .. }),
        "{:?}",
        allocation.state
    );
    assert_eq!(desk.moved_and_received(), (1, 1));
    // Whether ownership can be read depends on the account; it is never guessed.
    if known.account.ownership == Ownership::Unreadable {
        assert!(
            allocation
                .record
                .acknowledged
                .iter()
                .any(|code| code.contains("OWNERSHIP"))
        );
    }
}

pub async fn an_analyst_is_refused_and_nothing_is_sent(over: Over) {
    let desk = Desk::open(over, "Priya Natarajan").await;
    let review = desk.review(GOOD, "25").await;
    let refused: Vec<&str> = review
        .refusals
        .iter()
        .map(|refusal| refusal.code())
        .collect();
    assert_eq!(refused, ["FINANCE_ANALYST_READ_ONLY"]);
    assert!(matches!(desk.confirm(&review).await, Outcome::Refused(_)));
    assert_eq!(desk.moved_and_received(), (0, 0));
}

pub async fn a_member_without_a_finance_role_reads_no_balances(over: Over) {
    let desk = Desk::empty(over, "Joel Okafor", BC);
    let report = desk.refresh().await;
    assert!(report.actor.is_some() && !report.failed.is_empty());
    let mirror = desk.workspace.mirror();
    assert_eq!(mirror.bc_balance().unwrap(), None);
    let good = AdvertiserId::new(GOOD).unwrap();
    let good = mirror.account(&good).unwrap().unwrap();
    assert_eq!(good.account.name, "Alder Street Coffee");
    assert_eq!(
        (good.account.status, good.balance),
        (AccountStatus::Approved, None)
    );
    assert_eq!(desk.moved_and_received(), (0, 0));
}

pub async fn acting_as_another_drops_the_review(over: Over) {
    let desk = Desk::open(over, "Ines Castellanos").await;
    let review = desk.review(GOOD, "25").await;
    let token = desk.wire.token("Joel Okafor");
    let actor = desk.workspace.act_as(token).await.unwrap();
    assert_eq!(
        (actor.name.as_str(), actor.role.finance),
        ("Joel Okafor", None)
    );
    assert!(matches!(desk.confirm(&review).await, Outcome::Outdated));
    assert_eq!(desk.moved_and_received(), (0, 0));
}

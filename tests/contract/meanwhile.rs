//! What others change between review and confirmation: the person is shown it, and nothing is sent (R17, R66).

use super::desk::{BC, Desk, GOOD};
use super::wire::Over;
use desk_core::business_center::Switches;
use desk_core::gateway::LookError;
use desk_core::policy::{Difference, Refusal, Review};
use desk_core::workspace::{Outcome, WorkspaceError};
use serde_json::{Value, json};

const INES: &str = "7280114455667788003";
const OSKAR: &str = "7280114455667788004";

fn role(user: &str, basic: Value, finance: Value) -> Value {
    json!({"change": "role", "bc_id": BC, "user_id": user, "user_role": basic, "finance_role": finance})
}

fn codes(review: &Review) -> Vec<&'static str> {
    review
        .refusals
        .iter()
        .map(|refusal| refusal.code())
        .collect()
}

/// The review that came back, and what it marks as different. Nothing arrived at TikTok.
async fn returned(desk: &Desk, review: &Review) -> (Review, Vec<Difference>) {
    let outcome = desk.confirm(review).await;
    assert_eq!(desk.wire.truth()["received"], 0);
    let Outcome::Returned {
        review: fresh,
        differences,
    } = outcome
    else {
        panic!("{outcome:?}")
    };
    assert_ne!(fresh.draft.review, review.draft.review);
    assert_ne!(fresh.draft.request, review.draft.request);
    assert!(matches!(desk.confirm(review).await, Outcome::Outdated));
    (*fresh, differences)
}

/// Nothing was written down and nothing was sent; no allocation is open.
fn nothing_happened(desk: &Desk) {
    assert_eq!(desk.moved_and_received(), (0, 0));
    let journal = desk.workspace.journal();
    assert!(journal.open_allocations().unwrap().is_empty());
}

pub async fn a_role_that_changed_goes_back_to_the_review(over: Over) {
    let desk = Desk::open(over, "Oskar Brandt").await;
    let review = desk.review(GOOD, "25").await;
    assert!(review.allows());
    desk.wire
        .outside(&role(OSKAR, json!("STANDARD"), json!("ANALYST")));
    let (fresh, differences) = returned(&desk, &review).await;
    assert_eq!(differences, [Difference::Person, Difference::Refusals]);
    assert_eq!(codes(&fresh), ["FINANCE_ANALYST_READ_ONLY"]);
    assert!(matches!(desk.confirm(&fresh).await, Outcome::Refused(_)));
    nothing_happened(&desk);

    // A role that changed and still allows it has to be read too.
    desk.wire
        .outside(&role(OSKAR, json!("STANDARD"), json!("MANAGER")));
    let review = desk.review(GOOD, "25").await;
    assert!(review.allows());
    desk.wire
        .outside(&role(OSKAR, json!("ADMIN"), json!("MANAGER")));
    let (fresh, differences) = returned(&desk, &review).await;
    assert!(differences.contains(&Difference::Person), "{differences:?}");
    assert!(fresh.allows());
    nothing_happened(&desk);
    assert!(matches!(desk.confirm(&fresh).await, Outcome::Done(_)));
    assert_eq!(desk.moved_and_received(), (1, 1));
}

pub async fn a_role_that_changed_sets_no_switches(over: Over) {
    let desk = Desk::open(over, "Oskar Brandt").await;
    let before = desk.workspace.journal().switches().unwrap();
    let strict = Switches {
        strict_admin: !before.strict_admin,
        ..before
    };
    desk.wire
        .outside(&role(OSKAR, json!("STANDARD"), json!("ANALYST")));
    let refused = desk.workspace.set_switches(strict).await;
    assert!(matches!(refused, Err(WorkspaceError::NotAllowed)));
    assert_eq!(desk.workspace.journal().switches().unwrap(), before);

    desk.wire
        .outside(&role(OSKAR, json!("STANDARD"), json!("MANAGER")));
    desk.workspace.set_switches(strict).await.unwrap();
    assert_eq!(desk.workspace.journal().switches().unwrap(), strict);
}

pub async fn without_tiktoks_word_on_the_role_no_switch_is_set(over: Over) {
    let desk = Desk::open(over, "Oskar Brandt").await;
    let before = desk.workspace.journal().switches().unwrap();
    let shared = Switches {
        allow_billing_shared: !before.allow_billing_shared,
        ..before
    };
    desk.wire.fault_on("bc/get/", "server-error-before 503");
    let refused = desk.workspace.set_switches(shared).await;
    assert!(
        matches!(
            refused,
            Err(WorkspaceError::Look(LookError::Http { status: 503, .. }))
        ),
        "{refused:?}"
    );
    assert_eq!(desk.workspace.journal().switches().unwrap(), before);
    desk.workspace.set_switches(shared).await.unwrap();
    assert_eq!(desk.workspace.journal().switches().unwrap(), shared);
}

pub async fn a_role_that_may_read_nothing_any_more_commits_nothing(over: Over) {
    let desk = Desk::open(over, "Ines Castellanos").await;
    let review = desk.review(GOOD, "25").await;
    assert!(review.allows());
    desk.wire
        .outside(&role(INES, json!("STANDARD"), Value::Null));
    let (fresh, differences) = returned(&desk, &review).await;
    assert_eq!(differences, [Difference::Person, Difference::Refusals]);
    let others = || vec!["Mara Lindqvist".to_owned(), "Hanna Weidemann".to_owned()];
    assert_eq!(fresh.refusals, [Refusal::NoFinanceRole(others())]);
    assert_eq!(fresh.figures, review.figures);
    assert_eq!(desk.workspace.actor().unwrap(), fresh.record.actor);
    assert!(matches!(desk.confirm(&fresh).await, Outcome::Refused(_)));
    nothing_happened(&desk);

    // Whoever is no member at all has no role to tell.
    desk.wire.outside(&role(INES, Value::Null, Value::Null));
    let (gone, differences) = returned(&desk, &fresh).await;
    assert_eq!(differences, [Difference::Refusals]);
    assert_eq!(gone.refusals, [Refusal::NotAMember(others())]);
    assert!(matches!(desk.confirm(&gone).await, Outcome::Refused(_)));
    nothing_happened(&desk);

    // What was given back has to be read again before it moves anything.
    desk.wire
        .outside(&role(INES, json!("ADMIN"), json!("MANAGER")));
    let (back, _) = returned(&desk, &gone).await;
    assert!(back.allows());
    assert!(matches!(desk.confirm(&back).await, Outcome::Done(_)));
    assert_eq!(desk.moved_and_received(), (1, 1));
}

pub async fn a_role_lost_before_the_review_is_told_by_the_review(over: Over) {
    let desk = Desk::open(over, "Ines Castellanos").await;
    for (basic, code) in [
        (json!("STANDARD"), "NO_FINANCE_ROLE"),
        (Value::Null, "NOT_A_MEMBER"),
    ] {
        desk.wire.outside(&role(INES, basic, Value::Null));
        let review = desk.review(GOOD, "25").await;
        assert_eq!(codes(&review), [code]);
        assert!(matches!(desk.confirm(&review).await, Outcome::Refused(_)));
        nothing_happened(&desk);
    }
}

pub async fn a_status_that_changed_goes_back_to_the_review(over: Over) {
    let desk = Desk::open(over, "Ines Castellanos").await;
    for (change, back, code) in [
        (
            json!({"change": "account_status", "advertiser_id": GOOD, "status": "STATUS_LIMIT"}),
            json!({"change": "account_status", "advertiser_id": GOOD, "status": "STATUS_ENABLE"}),
            "ACCOUNT_SUSPENDED",
        ),
        (
            json!({"change": "center_status", "bc_id": BC, "status": "PUNISH"}),
            json!({"change": "center_status", "bc_id": BC, "status": "ENABLE"}),
            "BC_NOT_ENABLED",
        ),
        (
            json!({"change": "ownership", "advertiser_id": GOOD, "relation_type": "OWNER_PARTNER", "relation_status": "BOUND"}),
            json!({"change": "ownership", "advertiser_id": GOOD, "relation_type": "OWNER_BC", "relation_status": "BOUND"}),
            "NOT_OWNED",
        ),
    ] {
        let review = desk.review(GOOD, "25").await;
        assert!(review.allows(), "{:?}", review.refusals);
        desk.wire.outside(&change);
        let (fresh, differences) = returned(&desk, &review).await;
        assert!(
            differences.contains(&Difference::Refusals),
            "{differences:?}"
        );
        assert_eq!(codes(&fresh), [code]);
        assert!(matches!(desk.confirm(&fresh).await, Outcome::Refused(_)));
        nothing_happened(&desk);
        desk.wire.outside(&back);
    }
}

pub async fn figures_that_changed_go_back_to_the_review(over: Over) {
    use Difference::{AccountFigures, BusinessCenterFigures};
    let desk = Desk::open(over, "Ines Castellanos").await;
    for (change, expected, absent) in [
        (
            json!({"change": "promotion_issued", "bc_id": BC, "amount": 10_000, "valid_until": null}),
            BusinessCenterFigures,
            AccountFigures,
        ),
        (
            json!({"change": "promotion_expired", "bc_id": BC, "amount": 10_000}),
            BusinessCenterFigures,
            AccountFigures,
        ),
        (
            json!({"change": "credit_from_elsewhere", "advertiser_id": GOOD, "amount": 5_000, "valid_until": null}),
            AccountFigures,
            BusinessCenterFigures,
        ),
    ] {
        let review = desk.review(GOOD, "25").await;
        assert!(review.allows(), "{:?}", review.refusals);
        desk.wire.outside(&change);
        let (_, differences) = returned(&desk, &review).await;
        assert!(differences.contains(&expected), "{change}: {differences:?}");
        assert!(!differences.contains(&absent), "{change}: {differences:?}");
        nothing_happened(&desk);
    }
    // A colleague places the very same amount in the very same account.
    let review = desk.review(GOOD, "25").await;
    desk.wire
        .outside(&json!({"change": "colleague_transfer", "advertiser_id": GOOD, "amount": 2_500}));
    let (_, differences) = returned(&desk, &review).await;
    for expected in [AccountFigures, BusinessCenterFigures] {
        assert!(differences.contains(&expected), "{differences:?}");
    }
    assert_eq!(
        desk.moved_and_received(),
        (1, 0),
        "the colleague's, and no request of ours"
    );
}

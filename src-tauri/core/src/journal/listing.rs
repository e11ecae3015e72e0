//! Lists are filtered, counted and summed, by the indexes meant for them.

use super::fixture::{NOW, actor, at, draft_number, record, usd, with_credit};
use super::tests::{accepted, raw};
use super::*;
use crate::allocation::{Answer, UnknownReason};
use crate::disk::tests::Folder;

#[tokio::test]
async fn lists_are_filtered_counted_and_summed() {
    let folder = Folder::new();
    let journal = with_credit(&folder).await;
    let outcomes = [
        accepted(),
        Answer::Unknown {
            reason: UnknownReason::NoAnswer,
        },
        Answer::NotSent {
            reason: "no route".to_owned(),
        },
    ];
    for (number, answer) in (1_u64..).zip(outcomes) {
        let mut draft = draft_number(number, 100);
        draft.account = crate::id::AdvertiserId::new(&number.to_string()).unwrap();
        draft.note = Some(format!("Größe {number}"));
        let later = at(NOW)
            .checked_add(jiff::SignedDuration::from_hours(
                i64::try_from(number).unwrap(),
            ))
            .unwrap();
        let intent = record(&journal, draft, later).await.unwrap();
        journal.settle_with(intent, answer, later).await.unwrap();
    }
    let found = |change: fn(&mut AllocationQuery)| {
        let mut query = AllocationQuery {
            limit: 10,
            ..AllocationQuery::default()
        };
        change(&mut query);
        let page = journal.allocations(&query).unwrap();
        assert_eq!(page.total, 3);
        let numbers: Vec<u64> = page.rows.iter().map(|row| row.number.0).collect();
        (numbers, page.matched)
    };
    assert_eq!(found(|_| ()), (vec![3, 2, 1], 3));
    assert_eq!(found(|query| query.limit = 1), (vec![3], 3));
    assert_eq!(found(|query| query.offset = 1), (vec![2, 1], 3));
    assert_eq!(
        found(|query| query.before = Some(AllocationNumber(3))),
        (vec![2, 1], 3)
    );
    assert_eq!(found(|query| query.search = "grosse".to_owned()).1, 0);
    assert_eq!(found(|query| query.search = "GROẞE".to_owned()).1, 3);
    assert_eq!(found(|query| query.search = "größe 2".to_owned()).0, [2]);
    assert_eq!(
        found(|query| query.search = "9".to_owned()).0,
        [1],
        "TikTok's transaction id"
    );
    assert_eq!(found(|query| query.search = "%".to_owned()).1, 0);
    assert_eq!(found(|query| query.standing = StandingFilter::Open).0, [2]);
    assert_eq!(found(|query| query.standing = StandingFilter::Moved).0, [1]);
    assert_eq!(
        found(|query| query.standing = StandingFilter::NotSent).0,
        [3]
    );
    assert_eq!(
        found(|query| query.from = Some(at("2026-11-17T17:44:00Z"))).0,
        [3, 2]
    );
    assert_eq!(
        found(|query| query.to = Some(at("2026-11-17T17:44:00Z"))).0,
        [1]
    );
    assert_eq!(
        found(|query| query.account = crate::id::AdvertiserId::new("2").ok()).0,
        [2]
    );
    for standing in [
        StandingFilter::Found,
        StandingFilter::Said,
        StandingFilter::Alarm,
    ] {
        let query = AllocationQuery {
            standing,
            ..AllocationQuery::default()
        };
        assert_eq!(journal.allocations(&query).unwrap().matched, 0);
    }
    let decision = Decision::Applied { record: None };
    let said = journal.decide(
        AllocationNumber(2),
        actor(),
        decision,
        "seen there".to_owned(),
        at(NOW),
    );
    said.await.unwrap();
    assert_eq!(found(|query| query.standing = StandingFilter::Said).0, [2]);
    assert_eq!(found(|query| query.standing = StandingFilter::Found).1, 0);
    let sums = journal
        .allocations(&AllocationQuery {
            limit: 1,
            ..AllocationQuery::default()
        })
        .unwrap()
        .sums;
    assert_eq!(
        sums,
        [Sums {
            moved: usd(200),
            open: usd(0)
        }]
    );
    assert_eq!(journal.people().unwrap(), [(actor().id, actor().name)]);
    assert_eq!(journal.receivers().unwrap().len(), 3);
}

/// Constant time for what needs attention, and a page by key, however long the history is (the planner's traps).
#[tokio::test]
async fn the_queries_use_their_indexes() {
    let folder = Folder::new();
    drop(with_credit(&folder).await);
    let raw = raw(&folder);
    for (sql, index) in [
        (
            "SELECT number FROM allocations WHERE state IN ('sending', 'unknown')",
            "one_open_allocation_per_account",
        ),
        (
            "SELECT number FROM allocations WHERE state = 'sending' AND state <> 'succeeded' ORDER BY number",
            "allocations_not_succeeded",
        ),
        (
            "SELECT number FROM allocations WHERE 1 AND state IN ('sending', 'unknown') AND state <> 'succeeded' ORDER BY number DESC LIMIT 60",
            "allocations_not_succeeded",
        ),
        (
            "SELECT number FROM allocations WHERE account = '1' AND state IN ('sending', 'unknown')",
            "one_open_allocation_per_account",
        ),
        (
            "SELECT number FROM allocations WHERE 1 AND account = '1' ORDER BY number DESC LIMIT 60",
            "allocations_by_account",
        ),
        (
            "SELECT number FROM allocations WHERE 1 AND operator = '1' ORDER BY number DESC LIMIT 60",
            "allocations_by_operator",
        ),
        (
            "SELECT number FROM allocations WHERE 1 AND number < 9 ORDER BY number DESC LIMIT 60",
            "INTEGER PRIMARY KEY",
        ),
    ] {
        let plan: Vec<String> = raw
            .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
            .unwrap()
            .query_map([], |row| row.get(3))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert!(
            plan.iter().any(|step| step.contains(index)),
            "{sql}: {plan:?}"
        );
    }
}

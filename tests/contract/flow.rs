//! The flow with everything that can go wrong, counted against what the simulator knows to have happened.

use super::desk::{BC, Desk, GOOD, codes, gateway};
use super::wire::Over;
use desk_core::allocation::{Allocation, Basis, State, UnknownReason};
use desk_core::clock::Clock;
use desk_core::gateway::LookError;
use desk_core::gateway::transport::{Method, Request};
use desk_core::recover::{Finding, RecoverError};
use desk_core::transaction::Level;
use desk_core::workspace::{Outcome, WorkspaceError};

const ADMIN: &str = "Ines Castellanos";

pub fn done(outcome: Outcome) -> Allocation {
    if let Outcome::Done(allocation) = outcome {
        *allocation
    } else {
        panic!("{outcome:?}")
    }
}

pub async fn one_allocation_moves_exactly_its_amount(over: Over) {
    let desk = Desk::open(over, ADMIN).await;
    let before = desk.wire.truth();
    let review = desk.review(GOOD, "123.45").await;
    let allocation = done(desk.confirm(&review).await);
    let State::Succeeded { transactions } = &allocation.state else {
        panic!("{:?}", allocation.state)
    };
    assert_eq!(transactions.len(), 2);
    let truth = desk.wire.truth();
    let executed = &truth["executed"][0];
    assert_eq!(executed["amount"], 12_345);
    assert_eq!(executed["advertiser_id"], GOOD);
    assert_eq!(executed["is_grant"], true);
    let request = allocation.record.draft.request.to_string();
    assert_eq!(executed["request_id"], request.as_str());
    assert_eq!(truth["received_by_request"][&request], 1);
    let voucher = |truth: &serde_json::Value| truth["voucher"][BC].as_i64().unwrap();
    assert_eq!(voucher(&before).checked_sub(voucher(&truth)), Some(12_345));
    assert_eq!(desk.moved_and_received(), (1, 1));
}

pub async fn confirming_twice_and_at_once_makes_one(over: Over) {
    let desk = Desk::open(over, ADMIN).await;
    let review = desk.review(GOOD, "50").await;
    let (one, two) = tokio::join!(desk.confirm(&review), desk.confirm(&review));
    let (one, two) = (done(one), done(two));
    assert_eq!(one.number, two.number);
    let again = done(desk.confirm(&review).await);
    assert_eq!(again, one);
    assert_eq!(desk.moved_and_received(), (1, 1));
}

pub async fn only_the_latest_review_can_be_confirmed(over: Over) {
    let desk = Desk::open(over, ADMIN).await;
    let old = desk.review(GOOD, "50").await;
    let new = desk.review(GOOD, "60").await;
    assert_ne!(old.draft.allocation, new.draft.allocation);
    assert_ne!(old.draft.request, new.draft.request);
    assert!(matches!(desk.confirm(&old).await, Outcome::Outdated));
    assert!(matches!(
        desk.workspace.confirm(new.draft.review, &[]).await,
        Outcome::NotAcknowledged(_)
    ));
    assert_eq!(desk.moved_and_received(), (0, 0));
    done(desk.confirm(&new).await);
    assert_eq!(desk.moved_and_received(), (1, 1));
}

/// Another account takes ad credit between review and confirmation: the Business Center's balance is another one.
pub async fn a_balance_that_changed_goes_back_to_the_review(over: Over) {
    let desk = Desk::open(over, ADMIN).await;
    let review = desk.review(GOOD, "50").await;
    let outside = format!(
        r#"{{"bc_id":"{BC}","advertiser_id":"7329015540882364471","transfer_type":"RECHARGE","transfer_level":"ADVERTISER","grant_amount":77.00}}"#
    );
    let request = Request {
        method: Method::Post,
        path: "/open_api/v1.3/bc/transfer/".to_owned(),
        query: String::new(),
        token: desk.wire.token(ADMIN),
        body: outside.into_bytes(),
    };
    desk.wire.transport.call(request).await.unwrap();
    let Outcome::Returned {
        review: fresh,
        differences,
    } = desk.confirm(&review).await
    else {
        panic!("not returned")
    };
    assert!(!differences.is_empty());
    assert_ne!(fresh.draft.request, review.draft.request);
    assert_eq!(
        desk.moved_and_received(),
        (1, 1),
        "only the one from outside"
    );
    assert!(matches!(desk.confirm(&review).await, Outcome::Outdated));
    let allocation = done(desk.confirm(&fresh).await);
    assert_eq!(allocation.record.draft, fresh.draft);
    assert_eq!(desk.moved_and_received(), (2, 2));
}

/// What the outcome is taken for, against whether the simulator moved anything.
pub async fn every_fault_is_classified_as_it_was(over: Over) {
    let accounts = [
        GOOD,
        "7331906584402715536",
        "7329015540882364471",
        "7319987705524418366",
        "7371152098446630857",
        "7353380962217704459",
        "7322708651438890074",
        "7345509182266410984",
        "7345509182266411002",
        "7356621190844730015",
        "7379901177364420532",
        "7379901177364420556",
    ];
    let unknown = [
        ("lose-request", false),
        ("lose-answer", true),
        ("server-error-before 502", false),
        ("server-error-after 503", true),
        ("truncate", true),
        ("malform", true),
        ("over-long 9216", true),
        ("other-account", true),
        ("too-many-requests", false),
        ("code 50000", false),
        ("code 40050", false),
        ("execute-late 600", false),
    ];
    let desk = Desk::open(over, ADMIN).await;
    let (mut moved, mut sent) = (0_usize, 0_u64);
    for (account, (fault, executed)) in accounts.iter().zip(unknown) {
        desk.wire.fault(fault);
        let allocation = done(desk.confirm(&desk.review(account, "30").await).await);
        assert!(
            matches!(allocation.state, State::Unknown { .. }),
            "{fault}: {:?}",
            allocation.state
        );
        moved = moved.checked_add(usize::from(executed)).unwrap();
        // A request that was lost on the way never arrived.
        sent = sent
            .checked_add(u64::from(fault != "lose-request"))
            .unwrap();
        assert_eq!(desk.moved_and_received(), (moved, sent), "{fault}");
        let request = allocation.record.draft.request.to_string();
        let arrived = desk.wire.truth()["received_by_request"][&request]
            .as_u64()
            .unwrap_or(0);
        assert!(arrived <= 1, "{fault}");
    }
    let account = "7318442099173042117";
    for fault in ["code 40002", "code 51060", "code 40001"] {
        desk.wire.fault(fault);
        let allocation = done(desk.confirm(&desk.review(account, "30").await).await);
        assert!(
            matches!(allocation.state, State::Rejected { .. }),
            "{fault}: {:?}",
            allocation.state
        );
        assert!(
            desk.review(account, "30").await.allows(),
            "the way is free again"
        );
        assert_eq!(desk.moved_and_received().0, moved);
    }
    let open = desk.workspace.journal().open_allocations().unwrap();
    assert_eq!(open.len(), unknown.len());
    // What was on its way arrives at last.
    desk.wire.later(600);
    assert_eq!(desk.moved_and_received().0, moved.checked_add(1).unwrap());
}

/// Nobody was reached, and that is known: nothing is open, nothing arrived, and the person may try again at once.
pub async fn a_refused_connection_is_not_sent(over: Over) {
    let desk = Desk::open(over, ADMIN).await;
    for amount in ["30", "31"] {
        desk.wire.fault("refuse-to-connect");
        let review = desk.review(GOOD, amount).await;
        let allocation = done(desk.confirm(&review).await);
        assert!(
            matches!(allocation.state, State::NotSent { .. }),
            "{:?}",
            allocation.state
        );
        assert_eq!(done(desk.confirm(&review).await), allocation);
        assert_eq!(desk.moved_and_received(), (0, 0));
    }
    let open = desk.workspace.journal().open_allocations().unwrap();
    assert!(open.is_empty());
    let allocation = done(desk.confirm(&desk.review(GOOD, "30").await).await);
    assert!(matches!(allocation.state, State::Succeeded { .. }));
    assert_eq!(desk.moved_and_received(), (1, 1));
}

/// What the network repeats, what is only dated wrongly or called a page: the answer itself is a definite yes.
pub async fn an_answer_is_taken_for_what_it_says(over: Over) {
    let desk = Desk::open(over, ADMIN).await;
    for (fault, moved) in [
        ("wrong-content-type", 1),
        ("skew-date -86400", 2),
        ("records-twice", 3),
        ("records-late 259200", 4),
        ("repeat 0", 6),
    ] {
        desk.wire.fault(fault);
        let allocation = done(desk.confirm(&desk.review(GOOD, "30").await).await);
        assert!(
            matches!(allocation.state, State::Succeeded { .. }),
            "{fault}: {:?}",
            allocation.state
        );
        assert_eq!(desk.moved_and_received(), (moved, moved as u64), "{fault}");
    }
}

/// A list that changes while it is read is read again; one that never holds still is given up.
pub async fn lists_that_change_while_read_are_read_again(over: Over) {
    let records = "bc/account/transaction/get/";
    for (faults, steady) in [
        (vec!["nothing", "page-shift 1"], true),
        (vec!["nothing", "page-shift -1"], true),
        (vec!["missing-page"], true),
        (vec!["nothing", "missing-page"], true),
        (["missing-page", "nothing", "nothing"].repeat(3), false),
    ] {
        let desk = Desk::empty(over, ADMIN, BC);
        let gateway = gateway(&desk.wire, ADMIN, BC);
        let now = desk.wire.clock.now();
        let reach = now
            .checked_sub(jiff::SignedDuration::from_hours(24 * 120))
            .unwrap();
        let read = || gateway.transactions(Level::Account, None, (reach, now), &|_, _| true);
        let whole = read().await.unwrap();
        assert!((101..=150).contains(&whole.len()), "three pages");
        for fault in &faults {
            desk.wire.fault_on(records, fault);
        }
        match read().await {
            Ok(rows) => assert!(steady && rows == whole, "{faults:?}: {}", rows.len()),
            Err(LookError::Unsteady { .. }) => assert!(!steady, "{faults:?}"),
            Err(error) => panic!("{faults:?}: {error:?}"),
        }
    }
}

pub async fn an_unknown_outcome_blocks_until_its_record_proves_it(over: Over) {
    let desk = Desk::open(over, ADMIN).await;
    desk.wire.fault("lose-answer");
    let lost = done(desk.confirm(&desk.review(GOOD, "41.17").await).await);
    let reason = UnknownReason::ConnectionLost;
    assert_eq!(lost.state, State::Unknown { reason });
    let blocked = desk.review(GOOD, "10").await;
    assert!(codes(&blocked).len() < 20 && !blocked.allows());
    assert!(matches!(desk.confirm(&blocked).await, Outcome::Refused(_)));
    desk.wire.later(120);
    let due = desk.workspace.next_look().unwrap().unwrap();
    assert!(due <= desk.wire.clock.now());
    let looked = desk.workspace.look_up_due().await.unwrap();
    let (_, look) = &looked.looks[0];
    assert_eq!((look.candidates.len(), look.counterparts.len()), (1, 1));
    assert_eq!(look.witness, Some(true), "{look:?}");
    let found = &looked.changed[0];
    assert_eq!(found.number, lost.number);
    assert!(matches!(
        found.state,
        State::Applied {
            basis: Basis::Records,
            ..
        }
    ));
    assert!(desk.review(GOOD, "10").await.allows());
    assert_eq!(desk.moved_and_received(), (1, 1));
}

pub async fn what_was_never_executed_waits_for_a_person(over: Over) {
    let desk = Desk::open(over, ADMIN).await;
    desk.wire.fault("lose-request");
    let lost = done(desk.confirm(&desk.review(GOOD, "41.17").await).await);
    let not_executed = |looked_there| {
        let finding = Finding::NotApplied { looked_there };
        let note = "not on the Transactions page".to_owned();
        desk.workspace.close_unknown(lost.number, finding, note)
    };
    desk.wire.later(10 * 60);
    let early = not_executed(true).await;
    assert!(matches!(
        early,
        Err(WorkspaceError::Recover(RecoverError::TooEarly(_)))
    ));
    desk.wire.later(10 * 60);
    let looked = desk.workspace.look_up_due().await.unwrap();
    assert!(looked.changed.is_empty() && looked.looks[0].1.nothing_moved());
    assert!(not_executed(false).await.is_err());
    let closed = not_executed(true).await.unwrap();
    assert!(matches!(closed.state, State::NotApplied { .. }));
    assert!(desk.review(GOOD, "10").await.allows());
    assert_eq!(desk.moved_and_received().0, 0);
}

pub async fn accounts_that_cannot_receive_are_refused_before_anything_is_sent(over: Over) {
    let desk = Desk::open(over, ADMIN).await;
    for (account, code) in [
        ("7402117763350918148", "ACCOUNT_IN_REVIEW"),
        ("7388260417795130932", "ACCOUNT_SUSPENDED"),
        ("7326617480095521748", "ACCOUNT_DISAPPROVED"),
        ("7408825519307146690", "CONTRACT_NOT_EFFECTIVE"),
        ("7317755026619043382", "ACCOUNT_DISABLED"),
        ("7344920016683751205", "NOT_OWNED"),
    ] {
        let review = desk.review(account, "30").await;
        let refused: Vec<&str> = review
            .refusals
            .iter()
            .map(|refusal| refusal.code())
            .collect();
        assert_eq!(refused, [code], "{account}");
        assert!(matches!(desk.confirm(&review).await, Outcome::Refused(_)));
    }
    assert_eq!(desk.moved_and_received(), (0, 0));
}

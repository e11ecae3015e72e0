//! One review, one allocation: whoever asks again is told what became of it.

use super::*;
use crate::allocate::AllocateError;
use crate::allocation::Allocation;
use crate::allocation::{Answer, State, UnknownReason};
use crate::credit::Source;
use crate::disk::SystemDisk;
use crate::disk::tests::Folder;
use crate::gateway::fixture::{Leaping, Paper, gateway};
use crate::gateway::transport::NoAnswer;
use crate::id::AllocationNumber;
use crate::id::ReviewId;
use crate::journal::Drive;
use crate::journal::fixture::{NOW, open};
use crate::policy::fixture::ACCOUNT;
use crate::random::SeededRandom;

struct Desk {
    workspace: Workspace,
    paper: Arc<Paper>,
    _folder: Folder,
}

fn desk() -> Desk {
    let folder = Folder::new();
    let (paper, clock) = (Paper::new(), Leaping::at(NOW));
    let workspace = Workspace::new(Parts {
        journal: open(&folder),
        mirror: Mirror::open(&folder.place(), &SystemDisk, Drive::Inline).unwrap(),
        gateway: gateway(&paper, &clock),
        clock,
        random: Arc::new(SeededRandom::new(7)),
        actor: None,
    });

    Desk {
        workspace,
        paper,
        _folder: folder,
    }
}

impl Desk {
    async fn review(&self, typed: &str) -> Review {
        let account = AdvertiserId::new(ACCOUNT).unwrap();
        let prepared = self
            .workspace
            .prepare_review(&account, Source::Unlisted, typed, None);
        match prepared.await.unwrap() {
            Prepared::Review(review) => *review,
            Prepared::NoAmount(check) => unreachable!("{check:?}"),
        }
    }

    async fn confirm(&self, review: &Review) -> Outcome {
        let codes: Vec<String> = review
            .warnings
            .iter()
            .map(|warning| warning.code().to_owned())
            .collect();
        self.workspace.confirm(review.draft.review, &codes).await
    }
}

fn done(outcome: Outcome) -> Allocation {
    let Outcome::Done(allocation) = outcome else {
        unreachable!("{outcome:?}");
    };

    *allocation
}

#[tokio::test]
async fn two_presses_at_once_make_one_allocation() {
    let desk = desk();
    let review = desk.review("500").await;
    let (one, other) = tokio::join!(desk.confirm(&review), desk.confirm(&review));
    assert_eq!(done(one).number, done(other).number);
    assert_eq!(desk.paper.transfers().len(), 1);
}

#[tokio::test]
async fn a_review_that_was_committed_is_never_called_outdated() {
    let desk = desk();
    let first = desk.review("500").await;
    desk.paper
        .comes("bc/transfer", vec![Err(NoAnswer::Lost(String::new()))]);
    let made = done(desk.confirm(&first).await);
    assert!(matches!(made.state, State::Unknown { .. }));
    desk.review("10").await;
    assert_eq!(done(desk.confirm(&first).await), made);
    desk.workspace
        .act_as(Token::new("other".to_owned()))
        .await
        .unwrap();
    assert_eq!(done(desk.confirm(&first).await), made);
    assert_eq!(desk.paper.transfers().len(), 1);
}

/// A second press is told the same, and never that nothing moved.
#[tokio::test]
async fn an_answer_that_was_not_kept_is_told_again() {
    let desk = desk();
    let review = desk.review("500").await;
    let came = Err(AllocateError::NotWritten {
        number: AllocationNumber(1),
        answer: Some(Box::new(Answer::Unknown {
            reason: UnknownReason::NoAnswer,
        })),
        why: "the writer is gone".to_owned(),
    });
    desk.workspace.keep_confirmed(review.draft.review, &came);
    desk.review("10").await;
    let again = desk.confirm(&review).await;
    assert!(
        matches!(&again, Outcome::NotWritten { number, answer: Some(_), .. } if number.0 == 1),
        "{again:?}"
    );
    assert!(desk.paper.transfers().is_empty());
}

#[tokio::test]
async fn an_older_review_another_persons_and_an_invented_one_move_nothing() {
    let desk = desk();
    let older = desk.review("500").await;
    let latest = desk.review("500").await;
    let invented = ReviewId(uuid::Uuid::nil());
    for outcome in [
        desk.confirm(&older).await,
        desk.workspace.confirm(invented, &[]).await,
    ] {
        assert!(matches!(outcome, Outcome::Outdated), "{outcome:?}");
    }
    desk.workspace
        .act_as(Token::new("other".to_owned()))
        .await
        .unwrap();
    let outcome = desk.confirm(&latest).await;
    assert!(matches!(outcome, Outcome::Outdated), "{outcome:?}");
    assert!(desk.paper.transfers().is_empty());
}

/// A review that another person's reading left behind is not committed by the one who acts now.
#[tokio::test]
async fn a_review_is_committed_by_the_person_who_read_it() {
    let desk = desk();
    let review = desk.review("500").await;
    let user = r#"{"core_user_id":"7200000000000000002","display_name":"Tomas Hale"}"#;
    desk.paper.says("user/info", &[user]);
    desk.workspace
        .act_as(Token::new("other".to_owned()))
        .await
        .unwrap();
    *desk.workspace.latest.lock().unwrap() = Some(review.clone());
    let outcome = desk.confirm(&review).await;
    let Outcome::Returned { differences, .. } = outcome else {
        unreachable!("{outcome:?}");
    };
    assert!(differences.contains(&policy::Difference::Person));
    assert!(desk.paper.transfers().is_empty());
}

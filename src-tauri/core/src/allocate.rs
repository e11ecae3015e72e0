//! THE FLOW: look, permit, intent, send, settle. Once the intent is written, every path writes an answer.
//!
//! Each step consumes what the one before made, so there is no way back: no second send, no second settlement, and nothing
//! that takes ad credit out of an account.

use crate::allocation::{Allocation, Answer};
use crate::book::BookError;
use crate::clock::Clock;
use crate::gateway::{Gateway, LookError};
use crate::id::AllocationNumber;
use crate::journal::{Journal, JournalError, Recorded};
use crate::policy::{self, Book, Facts, NotPermitted, Review};

/// Why an allocation did not come to a settled record. Only [`AllocateError::NotWritten`] may have moved anything.
#[derive(Debug, thiserror::Error)]
pub enum AllocateError {
    /// TikTok could not be read. Nothing was recorded, nothing moved.
    #[error(transparent)]
    Look(#[from] LookError),
    /// The rules say no, or something changed. Nothing was recorded, nothing moved.
    #[error("not permitted")]
    NotPermitted(NotPermitted),
    /// What is known could not be read. Nothing was recorded, nothing moved.
    #[error(transparent)]
    Book(BookError),
    /// The journal refused. Nothing was recorded, nothing moved.
    #[error(transparent)]
    NotRecorded(JournalError),
    /// TikTok was asked, and what it answered could not be written: it must be shown, to be noted down (protocol 4.2).
    #[error("the outcome of {number:?} could not be written: {why}")]
    NotWritten {
        /// Which allocation; in the journal it is still being sent.
        number: AllocationNumber,
        /// What TikTok answered, where it is known.
        answer: Option<Box<Answer>>,
        /// What the journal said.
        why: String,
    },
}

/// Moves ad credit to one account, for good. `book` says what the journal and the mirror know about the draft, given what
/// TikTok says now.
///
/// # Errors
/// [`AllocateError`]
pub async fn allocate(
    journal: &Journal,
    gateway: &Gateway,
    clock: &dyn Clock,
    book: impl FnOnce(&Facts) -> Result<Book, BookError> + Send,
    reviewed: &Review,
    acknowledged: &[String],
) -> Result<Allocation, AllocateError> {
    let facts = gateway.look(&reviewed.draft.account).await?;
    let book = book(&facts).map_err(AllocateError::Book)?;
    let permit = policy::permit(&facts, &book, reviewed, acknowledged, clock.now())
        .map_err(AllocateError::NotPermitted)?;
    let intent = match journal.record_intent(permit, clock.now()).await {
        Ok(Recorded::Fresh(intent)) => intent,
        Ok(Recorded::Known(allocation)) => return Ok(*allocation),
        Err(error) => return Err(AllocateError::NotRecorded(error)),
    };
    let sent = gateway.send(intent).await;
    let number = sent.number();

    journal
        .settle(sent, clock.now())
        .await
        .map_err(|error| not_written(number, error))
}

fn not_written(number: AllocationNumber, error: JournalError) -> AllocateError {
    let why = error.to_string();
    let answer = if let JournalError::OutcomeNotWritten { answer, .. } = error {
        Some(answer)
    } else {
        None
    };

    AllocateError::NotWritten {
        number,
        answer,
        why,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::allocation::{State, UnknownReason};
    use crate::disk::tests::Folder;
    use crate::gateway::fixture::{Came, Leaping, Paper, coded, gateway, status};
    use crate::gateway::transport::NoAnswer;
    use crate::journal::fixture::{NOW, open, with_credit};
    use crate::policy::fixture::{ACCOUNT, book, draft_number};
    use crate::policy::review;
    use std::sync::Arc;

    /// One desk: a journal with one credit, a TikTok on paper, a clock.
    struct Desk {
        journal: Journal,
        gateway: Gateway,
        paper: Arc<Paper>,
        clock: Arc<Leaping>,
        folder: Folder,
    }

    impl Desk {
        async fn new() -> Self {
            let folder = Folder::new();
            let (paper, clock) = (Paper::new(), Leaping::at(NOW));
            Self {
                journal: with_credit(&folder).await,
                gateway: gateway(&paper, &clock),
                paper,
                clock,
                folder,
            }
        }

        fn book(&self, facts: &Facts) -> Result<Book, BookError> {
            let known = self.journal.known(
                &facts.account.id,
                &facts.actor.id,
                facts.account.currency,
                self.clock.now(),
            )?;
            Ok(Book {
                credit: known.credits.into_iter().next(),
                open: known.open,
                open_here: known.open_here,
                ..book()
            })
        }

        async fn reviewed(&self, number: u64, hundredths: i64) -> Review {
            let draft = draft_number(number, hundredths);
            let facts = self.gateway.look(&draft.account).await.unwrap();
            let book = self.book(&facts).unwrap();
            review(&facts, &book, draft, self.clock.now())
        }

        async fn allocate(&self, reviewed: &Review) -> Result<Allocation, AllocateError> {
            let (journal, gateway) = (&self.journal, &self.gateway);
            let book = |facts: &Facts| self.book(facts);
            allocate(journal, gateway, self.clock.as_ref(), book, reviewed, &[]).await
        }
    }

    #[tokio::test]
    async fn one_allocation_goes_all_the_way_with_one_exact_post() {
        let desk = Desk::new().await;
        let reviewed = desk.reviewed(1, 50_000).await;
        assert!(reviewed.allows(), "{:?}", reviewed.refusals);
        let allocation = desk.allocate(&reviewed).await.unwrap();
        let State::Succeeded { transactions } = &allocation.state else {
            unreachable!("{:?}", allocation.state)
        };
        assert_eq!(transactions.len(), 2);
        let body = format!(
            r#"{{"bc_id":"7100000000000000001","transfer_level":"ADVERTISER","transfer_type":"RECHARGE","advertiser_id":"{ACCOUNT}","grant_amount":500.00,"request_id":"{}"}}"#,
            reviewed.draft.request
        );
        assert_eq!(desk.paper.transfers(), [body]);
        let again = desk.allocate(&reviewed).await;
        assert!(again.is_err() || again.unwrap().number == allocation.number);
        assert_eq!(desk.paper.transfers().len(), 1);
    }

    #[tokio::test]
    async fn what_is_no_proof_stays_open_blocks_the_account_and_is_not_sent_again() {
        let cases: [(Came, UnknownReason); 7] = [
            (
                Err(NoAnswer::Lost(String::new())),
                UnknownReason::ConnectionLost,
            ),
            (Err(NoAnswer::TimedOut), UnknownReason::NoAnswer),
            (
                Err(NoAnswer::Malformed(String::new())),
                UnknownReason::Unreadable,
            ),
            (status(502, "<html>"), UnknownReason::HttpStatus(502)),
            (status(200, "{\"code\":0"), UnknownReason::Unreadable),
            (coded(40_050), UnknownReason::Code(40_050)),
            (coded(50_002), UnknownReason::Code(50_002)),
        ];
        for (came, reason) in cases {
            let desk = Desk::new().await;
            desk.paper.comes("bc/transfer", vec![came]);
            let first = desk.reviewed(1, 50_000).await;
            let allocation = desk.allocate(&first).await.unwrap();
            assert_eq!(allocation.state, State::Unknown { reason });
            let second = desk.reviewed(2, 10_000).await;
            assert!(!second.allows());
            let refused = desk.allocate(&second).await;
            assert!(matches!(
                refused,
                Err(AllocateError::NotPermitted(NotPermitted::Refused(_)))
            ));
            assert_eq!(desk.paper.transfers().len(), 1);
        }
    }

    #[tokio::test]
    async fn a_definite_no_closes_it_and_leaves_the_way_free() {
        for came in [
            coded(40_002),
            coded(51_060),
            Err(NoAnswer::NotSent("refused".to_owned())),
        ] {
            let desk = Desk::new().await;
            desk.paper.comes("bc/transfer", vec![came]);
            let first = desk.reviewed(1, 50_000).await;
            let allocation = desk.allocate(&first).await.unwrap();
            assert!(
                !allocation.state.is_open() && !allocation.state.counts(),
                "{:?}",
                allocation.state
            );
            assert!(desk.reviewed(2, 10_000).await.allows());
        }
    }

    #[tokio::test]
    async fn an_answer_that_never_comes_is_unknown_at_the_deadline() {
        let desk = Desk::new().await;
        let reviewed = desk.reviewed(1, 50_000).await;
        desk.paper.hangs("bc/transfer");
        let allocation = desk.allocate(&reviewed).await.unwrap();
        let reason = UnknownReason::NoAnswer;
        assert_eq!(allocation.state, State::Unknown { reason });
        assert!(desk.clock.now() >= allocation.record.deadline);
    }

    /// What moves while TikTok is read is not in the figures: they are as old as the first answer.
    #[tokio::test]
    async fn figures_are_as_old_as_the_beginning_of_the_look() {
        let desk = Desk::new().await;
        let began = desk.clock.now();
        let facts = desk.gateway.look(&draft_number(1, 1).account).await;
        assert!(desk.clock.now() > began);
        assert_eq!(facts.unwrap().read_at, began);
    }

    #[tokio::test]
    async fn a_look_that_fails_records_nothing() {
        let desk = Desk::new().await;
        let reviewed = desk.reviewed(1, 50_000).await;
        desk.paper
            .comes("bc/balance/get", vec![Err(NoAnswer::Lost(String::new()))]);
        let failed = desk.allocate(&reviewed).await;
        assert!(matches!(
            failed,
            Err(AllocateError::Look(LookError::Unreachable {
                call: "bc/balance/get"
            }))
        ));
        assert_eq!(
            desk.paper.queries("bc/balance/get").len(),
            4,
            "one look, then three tries"
        );
        assert!(desk.journal.open_allocations().unwrap().is_empty());
        assert!(desk.paper.transfers().is_empty());
    }

    #[tokio::test]
    async fn a_changed_balance_goes_back_to_the_review() {
        let desk = Desk::new().await;
        let reviewed = desk.reviewed(1, 50_000).await;
        let less = r#"{"currency":"USD","account_balance":1000.00,"valid_account_balance":1000.00,"cash_balance":0,"valid_cash_balance":0,"grant_balance":600,"valid_grant_balance":600.00}"#;
        desk.paper.says("bc/balance/get", &[less]);
        let failed = desk.allocate(&reviewed).await;
        assert!(matches!(
            failed,
            Err(AllocateError::NotPermitted(NotPermitted::Changed(_)))
        ));
        assert!(desk.paper.transfers().is_empty());
    }

    /// The task ends while the answer is on its way, as when the program is killed.
    #[tokio::test]
    async fn a_dropped_flow_is_unknown_after_a_restart() {
        let desk = Desk::new().await;
        let reviewed = desk.reviewed(1, 50_000).await;
        desk.paper.hangs("bc/transfer");
        desk.clock.hold();
        {
            let book = |facts: &Facts| desk.book(facts);
            let flow = allocate(
                &desk.journal,
                &desk.gateway,
                desk.clock.as_ref(),
                book,
                &reviewed,
                &[],
            );
            let mut flow = Box::pin(flow);
            let polled = std::future::poll_fn(|cx| std::task::Poll::Ready(flow.as_mut().poll(cx)));
            assert!(polled.await.is_pending());
        }
        assert_eq!(desk.paper.transfers().len(), 1);
        let Desk {
            journal, folder, ..
        } = desk;
        drop(journal);
        let open = open(&folder).open_allocations().unwrap();
        let reason = UnknownReason::ProgramEnded;
        assert_eq!(open.first().unwrap().state, State::Unknown { reason });
    }
}

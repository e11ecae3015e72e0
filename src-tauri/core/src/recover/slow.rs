//! Looks that something overtakes: an allocation made meanwhile, a machine that sleeps, a file that was put back.

use super::tests::{LOOKED, Lost, PAID, RECEIVED, SENT, Told, id, lost, lost_after};
use super::*;
use crate::allocation::{Answer, UnknownReason};
use crate::clock::Boxed;
use crate::gateway::fixture::{Leaping, Paper};
use crate::gateway::transport::{NoAnswer, Request, Response, Token, Transport};
use crate::gateway::{AnswerRules, Connection};
use crate::id::AdvertiserId;
use crate::journal::fixture::{NOW, actor, open, record};
use crate::policy::fixture::{ACCOUNT, at, draft_number, facts};
use jiff::SignedDuration;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A TikTok that is slow: before its first balance is read, another allocation takes effect.
struct Slow {
    paper: Arc<Paper>,
    journal: Arc<Journal>,
    asked: AtomicBool,
}

impl Transport for Slow {
    fn call(&self, request: Request) -> Boxed<'_, Result<Response, NoAnswer>> {
        Box::pin(async move {
            let balance = request.path.ends_with("bc/balance/get/");
            if balance && !self.asked.swap(true, Ordering::Relaxed) {
                let mut other = draft_number(2, 50_000);
                other.account = AdvertiserId::new("2").unwrap();
                let other = record(&self.journal, other, at(NOW)).await.unwrap();
                let accepted = Answer::Accepted {
                    transactions: Vec::new(),
                    log_id: String::new(),
                };
                let settled = self.journal.settle_with(other, accepted, at(NOW));
                settled.await.unwrap();
            }
            self.paper.call(request).await
        })
    }
}

/// What the other allocation took from the balance must not prove this one.
#[tokio::test]
async fn an_allocation_made_during_the_look_puts_the_balance_in_doubt() {
    let lost = lost().await;
    lost.shows(&[RECEIVED], &[], "25140.00");
    let journal = Arc::new(lost.journal);
    let gateway = Gateway::new(Connection {
        bc: facts().bc.id,
        token: Token::new("T".to_owned()),
        transport: Arc::new(Slow {
            paper: lost.paper,
            journal: Arc::clone(&journal),
            asked: AtomicBool::new(false),
        }),
        clock: Arc::clone(&lost.clock) as Arc<dyn Clock>,
        rules: AnswerRules::default(),
    });
    let (look, settled) = look_up(&journal, &gateway, lost.clock.as_ref(), lost.number)
        .await
        .unwrap();
    assert_eq!(look.equation, Equation::Unclear);
    assert_eq!((look.verdict, settled), (Verdict::Person, None));
}

/// How it ended, and what was allocated later, may have been in the newer file alone.
#[tokio::test]
async fn what_an_accepted_old_copy_holds_is_never_proven_any_more() {
    let mut lost = lost().await;
    std::fs::write(lost.folder.path().join("heads").join("one"), "").unwrap();
    drop(lost.journal);
    lost.journal = open(&lost.folder);
    let shows = |lost: &Lost| lost.shows(&[RECEIVED], &[PAID], "25140.00");
    shows(&lost);
    assert_eq!(lost.look_up().await.0.verdict, Verdict::Person);
    let accepted = lost
        .journal
        .accept_head(actor(), "restored from a backup".to_owned(), at(NOW));
    accepted.await.unwrap();
    shows(&lost);
    let (look, settled) = lost.look_up().await;
    assert_eq!(look.equation, Equation::Moved);
    assert_eq!((look.verdict, settled), (Verdict::Person, None));
    shows(&lost);
    let seen = Finding::Applied(Some(id("11")));
    lost.close(actor(), seen, "seen on TikTok's page")
        .await
        .unwrap();

    let next = record(&lost.journal, draft_number(2, 70_000), at(NOW));
    let next = next.await.unwrap();
    lost.number = next.number();
    let unknown = Answer::Unknown {
        reason: UnknownReason::NoAnswer,
    };
    lost.journal
        .settle_with(next, unknown, at(NOW))
        .await
        .unwrap();
    let received = ("12", "700.0", "POSITIVE", "CREDIT", SENT);
    lost.shows(&[RECEIVED, received], &[], "24940.00");
    assert!(lost.look_up().await.1.is_some(), "what is new is proven");
}

/// The balance before the sending shows an allocation of some seconds earlier; that its record can be read only later explains
/// no fall of it.
#[tokio::test]
async fn a_late_record_of_an_earlier_allocation_explains_nothing() {
    const EARLIER: Told<'_> = ("92", "-500.00", "NEGATIVE", "CREDIT", "2026-11-17 10:44:01");
    for (ids, equation) in [
        (vec!["91", "92"], Equation::Moved),
        (vec![], Equation::Unclear),
    ] {
        let accepted = Answer::Accepted {
            transactions: ids.into_iter().map(id).collect(),
            log_id: String::new(),
        };
        let lost = lost_after(Some(accepted)).await;
        lost.later(SignedDuration::from_mins(20)).await;
        lost.shows(&[], &[EARLIER, PAID], "25140.00");
        let (look, _) = lost.look_up().await;
        assert_eq!(look.equation, equation);
        assert!(!look.nothing_moved());
    }
}

/// A machine that sleeps while TikTok is read.
struct Asleep(Arc<Paper>, Arc<Leaping>);

impl Transport for Asleep {
    fn call(&self, request: Request) -> Boxed<'_, Result<Response, NoAnswer>> {
        Box::pin(async move {
            let later = self.1.now().checked_add(SignedDuration::from_mins(10));
            let came = self.0.call(request).await;
            self.1.sleep_until(later.unwrap()).await;
            came
        })
    }
}

#[tokio::test]
async fn a_look_that_was_begun_too_early_shortens_no_wait() {
    let lost = lost().await;
    lost.shows(&[], &[], "25640.00");
    lost.later(SignedDuration::from_mins(10)).await;
    let gateway = Gateway::new(Connection {
        bc: facts().bc.id,
        token: Token::new("T".to_owned()),
        transport: Arc::new(Asleep(Arc::clone(&lost.paper), Arc::clone(&lost.clock))),
        clock: Arc::clone(&lost.clock) as Arc<dyn Clock>,
        rules: AnswerRules::default(),
    });
    let closing = Closing {
        by: actor(),
        number: lost.number,
        finding: LOOKED,
        note: "nothing there".to_owned(),
        slowest: None,
    };
    let early = close(&lost.journal, &gateway, lost.clock.as_ref(), closing).await;
    assert!(lost.clock.now() >= at("2026-11-17T16:00:00Z"));
    assert!(matches!(early, Err(RecoverError::TooEarly(_))), "{early:?}");
}

/// The Business Center's own record, or the second list, shows it while the account's record and both balances are behind.
#[tokio::test]
async fn what_is_recorded_at_one_level_only_is_not_closed_early() {
    for witness in [false, true] {
        let lost = lost().await;
        lost.later(SignedDuration::from_mins(20)).await;
        let shows = || {
            lost.shows(&[], if witness { &[] } else { &[PAID] }, "25640.00");
            if witness {
                lost.witness_shows(ACCOUNT);
            }
        };
        shows();
        let (look, _) = lost.look_up().await;
        assert_eq!(look.equation, Equation::NotMoved);
        assert!(look.has_traces() && !look.nothing_moved());
        shows();
        let closed = lost.close(actor(), LOOKED, "not there").await;
        assert!(
            matches!(closed, Err(super::RecoverError::TooEarly(_))),
            "{closed:?}"
        );
    }
}

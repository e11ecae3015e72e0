//! Unknown outcomes against a TikTok on paper.

use super::*;
use crate::allocation::{Answer, Basis};
use crate::business_center::{Actor, BasicRole};
use crate::disk::SystemDisk;
use crate::disk::tests::Folder;
use crate::gateway::fixture::{Leaping, Paper, coded, gateway};
use crate::gateway::transport::NoAnswer;
use crate::journal::fixture::{NOW, actor, record, usd, with_credit};
use crate::journal::{AllocationQuery, Event, StandingFilter};
use crate::mirror::Mirror;
use crate::policy::fixture::{ACCOUNT, at, draft_number};
use crate::queue::Drive;
use jiff::SignedDuration;
use std::sync::Arc;

const ROW: &str = r#"{"transaction_id":"ID","account_id":ACCOUNT,"amount":AMOUNT,"subtotal":AMOUNT,"currency":"USD","amount_type":"WAY","billing_type":"BILLING","transaction_type":"NEW_WORD","timezone":"UTC-05:00","create_time":"TIME"}"#;
pub(super) const SENT: &str = "2026-11-17 10:44:05";
const CENTER_BALANCE: &str = r#"{"currency":"USD","account_balance":1000.00,"valid_account_balance":1000.00,"cash_balance":0,"valid_cash_balance":0,"grant_balance":GRANT,"valid_grant_balance":GRANT}"#;

/// Id, amount, direction, billing, local time.
pub(super) type Told<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

fn page(account: &str, rows: &[Told<'_>]) -> String {
    let rows: Vec<String> = rows
        .iter()
        .map(|(id, amount, way, billing, time)| {
            ROW.replace("ID", id)
                .replace("ACCOUNT", account)
                .replace("AMOUNT", amount)
                .replace("WAY", way)
                .replace("BILLING", billing)
                .replace("TIME", time)
        })
        .collect();
    let (count, rows) = (rows.len(), rows.join(","));
    format!(
        r#"{{"transaction_list":[{rows}],"page_info":{{"page":1,"page_size":50,"total_number":{count},"total_page":1}}}}"#
    )
}

pub(super) struct Lost {
    pub(super) journal: Journal,
    gateway: Gateway,
    mirror: Mirror,
    pub(super) paper: Arc<Paper>,
    pub(super) clock: Arc<Leaping>,
    pub(super) number: AllocationNumber,
    pub(super) folder: Folder,
}

/// An allocation of 500.00 USD whose answer was lost, while the Business Center held 25,640.00 USD of ad credit.
pub(super) async fn lost() -> Lost {
    lost_after(None).await
}

/// The same, some seconds after another allocation of as much.
pub(super) async fn lost_after(first: Option<Answer>) -> Lost {
    let folder = Folder::new();
    let (paper, clock) = (Paper::new(), Leaping::at(NOW));
    let journal = with_credit(&folder).await;
    let gateway = gateway(&paper, &clock);
    let mut moment = at(NOW);
    if let Some(answer) = first {
        let intent = record(&journal, draft_number(9, 50_000), moment);
        let settled = journal.settle_with(intent.await.unwrap(), answer, moment);
        settled.await.unwrap();
        moment = at("2026-11-17T15:44:04Z");
        clock.sleep_until(moment).await;
    }
    let intent = record(&journal, draft_number(1, 50_000), moment)
        .await
        .unwrap();
    paper.comes("bc/transfer", vec![Err(NoAnswer::Lost(String::new()))]);
    paper.comes("advertiser/transaction/get", vec![coded(40_001)]);
    let sent = gateway.send(intent).await;
    let number = sent.number();
    journal.settle(sent, moment).await.unwrap();
    Lost {
        mirror: Mirror::open(&folder.place(), &SystemDisk, Drive::Inline).unwrap(),
        journal,
        gateway,
        paper,
        clock,
        number,
        folder,
    }
}

impl Lost {
    /// What TikTok shows from now on: rows of the account, rows of the Business Center, its ad credit.
    pub(super) fn shows(&self, account: &[Told<'_>], center: &[Told<'_>], ad_credit: &str) {
        let quoted = format!("\"{ACCOUNT}\"");
        let (account, center) = (page(&quoted, account), page("null", center));
        self.paper
            .says("bc/account/transaction/get", &[&account, &center]);
        self.paper.says(
            "bc/balance/get",
            &[&CENTER_BALANCE.replace("GRANT", ad_credit)],
        );
    }

    /// The second list shows a transfer of this amount to an account, next time it is asked.
    pub(super) fn witness_shows(&self, account: &str) {
        const SEEN: &str = r#"{"transaction_list":[{"advertiser_id":"ACCOUNT","amount":500.0,"currency":"USD","date":"2026-11-17 15:44:05"}],"page_info":{"page":1,"page_size":50,"total_number":1,"total_page":1}}"#;
        let seen = SEEN.replace("ACCOUNT", account);

        self.paper.says("advertiser/transaction/get", &[&seen]);
    }

    pub(super) async fn look_up(&self) -> (Look, Option<Allocation>) {
        look_up(
            &self.journal,
            &self.gateway,
            self.clock.as_ref(),
            self.number,
        )
        .await
        .unwrap()
    }

    pub(super) async fn close(
        &self,
        by: Actor,
        finding: Finding,
        note: &str,
    ) -> Result<Allocation, RecoverError> {
        let closing = Closing {
            by,
            number: self.number,
            finding,
            note: note.to_owned(),
            slowest: None,
        };
        close(&self.journal, &self.gateway, self.clock.as_ref(), closing).await
    }

    pub(super) async fn later(&self, by: SignedDuration) {
        let moment = self.clock.now().checked_add(by).unwrap();
        self.clock.sleep_until(moment).await;
    }

    async fn seen(&self, by: Actor, note: &str) -> Result<(), RecoverError> {
        let clock = self.clock.as_ref();
        acknowledge(&self.journal, clock, by, self.number, note.to_owned()).await
    }

    fn count(&self, standing: StandingFilter) -> u64 {
        let query = AllocationQuery {
            standing,
            ..AllocationQuery::default()
        };
        self.journal.allocations(&query).unwrap().matched
    }

    fn now(&self) -> Allocation {
        self.journal.allocation(self.number).unwrap().unwrap()
    }
}

const NOT_EXECUTED: Finding = Finding::NotApplied {
    looked_there: false,
};
pub(super) const LOOKED: Finding = Finding::NotApplied { looked_there: true };

fn standard() -> Actor {
    let mut standard = actor();
    standard.role.basic = BasicRole::Standard;
    standard.role.finance = None;
    standard
}

fn ids(rows: &[Transaction]) -> Vec<&str> {
    rows.iter().map(|row| row.id.as_str()).collect()
}

pub(super) fn id(text: &str) -> TransactionId {
    TransactionId::new(text).unwrap()
}

pub(super) const RECEIVED: Told<'_> = ("11", "500.0", "POSITIVE", "CREDIT", SENT);
pub(super) const PAID: Told<'_> = ("21", "-500.00", "NEGATIVE", "CREDIT", "2026-11-17 10:44:06");

#[tokio::test]
async fn one_record_that_the_balance_confirms_settles_it() {
    let lost = lost().await;
    lost.shows(&[RECEIVED], &[PAID], "25140.00");
    let (look, settled) = lost.look_up().await;
    assert_eq!((look.equation, look.witness), (Equation::Moved, None));
    assert_eq!(
        (ids(&look.candidates), ids(&look.counterparts)),
        (vec!["11"], vec!["21"])
    );
    let expected = State::Applied {
        basis: Basis::Records,
        transaction: Some(id("11")),
    };
    assert_eq!(settled.unwrap().state, expected);
    assert_eq!(lost.now().state, expected);
    assert_eq!(lost.paper.transfers().len(), 1, "never sent again");
    assert!(lost.journal.rebuild_and_compare().unwrap());
}

#[tokio::test]
async fn what_is_not_proof_stays_open_for_a_person() {
    let other = [
        ("12", "500.01", "POSITIVE", "CREDIT", SENT),
        ("13", "500.0", "NEGATIVE", "CREDIT", SENT),
        ("14", "500.0", "POSITIVE", "CASH", SENT),
        ("15", "500.0", "POSITIVE", "CREDIT", "2026-11-17 10:25:05"),
        ("7900000000000000001", "500.0", "POSITIVE", "CREDIT", SENT),
    ];
    let again = ("16", "500.0", "POSITIVE", "CREDIT", "2026-11-17 10:44:20");
    let late = ("17", "500.0", "POSITIVE", "CREDIT", "2026-11-17 13:44:05");
    let cases: [(&[Told<'_>], &str, Verdict); 6] = [
        (&other, "25640.00", Verdict::Nothing),
        (&[], "25140.00", Verdict::Person),
        (&[RECEIVED], "25640.00", Verdict::Person),
        (&[RECEIVED], "24140.00", Verdict::Person),
        (&[RECEIVED, again], "25140.00", Verdict::Person),
        (&[late], "25140.00", Verdict::Person),
    ];
    for (rows, ad_credit, verdict) in cases {
        let lost = lost().await;
        lost.shows(rows, &[], ad_credit);
        let (look, settled) = lost.look_up().await;
        assert_eq!(
            (look.verdict, settled),
            (verdict, None),
            "{rows:?} {ad_credit}"
        );
        assert!(lost.now().state.is_open());
    }
}

/// Where the second list can be read, it must know of the transfer too.
#[tokio::test]
async fn a_second_witness_is_heard() {
    let lost = lost().await;
    lost.witness_shows("1");
    lost.shows(&[RECEIVED], &[PAID], "25140.00");
    let (look, settled) = lost.look_up().await;
    assert_eq!((look.witness, settled), (Some(false), None));
    lost.witness_shows(ACCOUNT);
    lost.shows(&[RECEIVED], &[PAID], "25140.00");
    let (look, settled) = lost.look_up().await;
    assert_eq!(look.witness, Some(true));
    assert!(settled.is_some());
}

#[tokio::test]
async fn a_person_closes_it_once_with_a_reason() {
    let lost = lost().await;
    lost.later(SignedDuration::from_hours(24)).await;
    let nobody = lost.close(actor(), NOT_EXECUTED, "  ").await;
    assert!(matches!(nobody, Err(RecoverError::ReasonMissing)));
    let not_allowed = lost.close(standard(), NOT_EXECUTED, "looked").await;
    assert!(matches!(not_allowed, Err(RecoverError::NotAllowed)));
    let closed = lost.close(actor(), NOT_EXECUTED, "looked").await.unwrap();
    assert!(matches!(closed.state, State::NotApplied { .. }));
    let twice = lost.close(actor(), Finding::Applied(None), "looked").await;
    assert!(matches!(twice, Err(RecoverError::NotUnknown(_))));
    assert_eq!(lost.paper.transfers().len(), 1);
}

#[tokio::test]
async fn not_executed_is_a_matter_of_patience_and_of_looking() {
    let lost = lost().await;
    lost.shows(&[], &[], "25640.00");
    lost.later(SignedDuration::from_mins(16)).await;
    let early = lost.close(actor(), NOT_EXECUTED, "nothing there").await;
    assert!(matches!(
        early,
        Err(RecoverError::TooEarly(Patience::OverIfLooked))
    ));
    lost.shows(&[], &[], "25640.01");
    let moved = lost.close(actor(), LOOKED, "nothing there").await;
    assert!(matches!(
        moved,
        Err(RecoverError::TooEarly(Patience::Until { sooner: None, .. }))
    ));
    lost.shows(&[], &[], "25640.00");
    let closed = lost.close(actor(), LOOKED, "nothing there").await.unwrap();
    assert!(matches!(closed.state, State::NotApplied { .. }));
}

/// Long after the sending: what a look proves is not closed as the contrary, and what it shows is not passed over.
#[tokio::test]
async fn not_executed_is_never_said_without_a_look() {
    let lost = lost().await;
    lost.later(SignedDuration::from_hours(100)).await;
    lost.shows(&[RECEIVED], &[], "25640.00");
    let passed_over = lost.close(actor(), NOT_EXECUTED, "nothing there").await;
    assert!(matches!(
        passed_over,
        Err(RecoverError::TooEarly(Patience::OverIfLooked))
    ));
    lost.paper
        .comes("bc/balance/get", vec![Err(NoAnswer::Lost(String::new()))]);
    assert!(matches!(
        lost.close(actor(), LOOKED, "nothing there").await,
        Err(RecoverError::Look(_))
    ));
    lost.shows(&[RECEIVED], &[PAID], "25140.00");
    let proven = lost.close(actor(), LOOKED, "nothing there").await;
    assert!(matches!(proven, Err(RecoverError::NotUnknown(_))));
    let basis = Basis::Records;
    assert!(matches!(lost.now().state, State::Applied { basis: of, .. } if of == basis));
}

#[tokio::test]
async fn only_a_record_that_is_there_can_be_named() {
    let lost = lost().await;
    lost.shows(&[RECEIVED], &[], "25640.00");
    let other = lost
        .close(actor(), Finding::Applied(Some(id("12"))), "seen")
        .await;
    assert!(matches!(other, Err(RecoverError::NotACandidate(_))));
    lost.shows(&[RECEIVED], &[], "25640.00");
    let closed = lost
        .close(actor(), Finding::Applied(Some(id("11"))), "seen")
        .await
        .unwrap();
    let State::Applied { transaction, basis } = closed.state else {
        unreachable!("{:?}", closed.state)
    };
    assert_eq!(transaction, Some(id("11")));
    assert!(matches!(basis, Basis::Person { .. }));
}

/// Closed as not executed; then its record appears. Raised once, counted as moved from then on.
#[tokio::test]
async fn a_record_that_appears_later_contradicts() {
    let lost = lost().await;
    lost.later(SignedDuration::from_hours(24)).await;
    lost.close(actor(), NOT_EXECUTED, "nothing there")
        .await
        .unwrap();
    assert!(!lost.now().state.counts());
    lost.shows(&[RECEIVED], &[], "25140.00");
    let (_, rows) = lost
        .gateway
        .account_rows(&lost.now().record.draft.account, at(NOW))
        .await
        .unwrap();
    lost.mirror.put_transactions(rows, at(NOW)).await.unwrap();
    for expected in [1, 0] {
        let raised = raise_alarms(
            &lost.journal,
            &lost.mirror,
            lost.clock.as_ref(),
            lost.gateway.skew(),
        )
        .await
        .unwrap();
        assert_eq!(raised.len(), expected);
    }
    let transaction = id("11");
    let contradicted = State::Contradicted { transaction };
    assert_eq!(lost.now().state, contradicted);
    assert!(lost.now().state.counts());
    assert!(lost.journal.rebuild_and_compare().unwrap());

    assert_eq!(lost.count(StandingFilter::Alarm), 1);
    let refused = lost.seen(standard(), "told Ines").await;
    assert!(matches!(refused, Err(RecoverError::NotAllowed)));
    let unexplained = lost.seen(actor(), " ").await;
    assert!(matches!(unexplained, Err(RecoverError::ReasonMissing)));
    lost.seen(actor(), "told Ines").await.unwrap();
    lost.seen(actor(), "again").await.unwrap_err();
    assert_eq!(lost.now().state, contradicted);
    assert_eq!(lost.count(StandingFilter::Alarm), 0);
    assert_eq!(lost.count(StandingFilter::Contradicted), 1);
    let story = lost.journal.story(lost.number).unwrap().unwrap();
    let last = &story.entries.last().unwrap().event;
    assert!(matches!(last, Event::AlarmAcknowledged(seen) if seen.note == "told Ines"));
    assert!(lost.journal.rebuild_and_compare().unwrap());
}

/// What is no alarm cannot be acknowledged.
#[tokio::test]
async fn only_an_alarm_can_be_acknowledged() {
    let lost = lost().await;
    let refused = lost.seen(actor(), "seen").await;
    assert!(matches!(
        refused,
        Err(RecoverError::Journal(JournalError::NotInState))
    ));
}

/// Our own record teaches how long records take; one more like it is an alarm.
#[tokio::test]
async fn records_teach_and_one_too_many_alarms() {
    let folder = Folder::new();
    let (paper, clock) = (Paper::new(), Leaping::at(NOW));
    let journal = with_credit(&folder).await;
    let mirror = Mirror::open(&folder.place(), &SystemDisk, Drive::Inline).unwrap();
    let gateway = gateway(&paper, &clock);
    let intent = record(&journal, draft_number(1, 50_000), at(NOW))
        .await
        .unwrap();
    let accepted = Answer::Accepted {
        transactions: vec![id("11"), id("21")],
        log_id: String::new(),
    };
    let done = journal
        .settle_with(intent, accepted, at(NOW))
        .await
        .unwrap();
    let quoted = format!("\"{ACCOUNT}\"");
    let own = page(&quoted, &[RECEIVED]);
    let again = ("16", "500.0", "POSITIVE", "CREDIT", "2026-11-17 10:44:20");
    let both = page(&quoted, &[RECEIVED, again]);
    let none = page(&quoted, &[]);
    paper.says("bc/account/transaction/get", &[&none, &own, &own, &both]);
    let learn = |due| {
        learn(
            &journal,
            &gateway,
            &mirror,
            clock.as_ref(),
            (&done, at(due)),
        )
    };
    clock.sleep_until(at("2026-11-17T15:44:05Z")).await;
    let on_time = "2026-11-17T15:44:15Z";
    assert!(learn("2026-11-17T15:44:05Z").await.unwrap().is_empty());
    assert_eq!(mirror.appearances().unwrap(), None);
    clock.sleep_until(at(on_time)).await;
    // A look that comes a day late, as after a night, teaches nothing.
    assert!(learn("2026-11-16T15:44:15Z").await.unwrap().is_empty());
    assert_eq!(mirror.appearances().unwrap(), None);
    assert!(learn(on_time).await.unwrap().is_empty());
    let known = mirror.appearances().unwrap().unwrap();
    assert_eq!(
        (known.count, known.slowest),
        (1, SignedDuration::from_secs(15))
    );
    let raised = learn(on_time).await.unwrap();
    let transaction = id("16");
    assert_eq!(raised[0].state, State::DuplicateSuspected { transaction });
    assert!(learn(on_time).await.unwrap().is_empty());
    let moved = journal
        .own(&done.record.draft.account, usd(50_000))
        .unwrap();
    assert_eq!(moved[0].claimed.len(), 3);
}

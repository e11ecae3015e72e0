//! Answers that get lost, as the window is told of them: ranges, what is held back, what comes of it, and alarms.

use super::Desk;
use super::main_job::{Folder, JUNIPER, press, reviewed};
use super::script::{self, Script};
use crate::fault::{Fault, FaultCode};
use crate::views::OpenOutcome;
use crate::views::add_balance::{Outcome, Review};
use crate::views::alarms::{AcknowledgeAlarm, Taken};
use crate::views::allocations::{
    Allocation, CloseUnknown, NotExecuted, StateDetail, StateWord, WhyOpen,
};
use crate::views::reasons::{Refusal, Warning};

fn faults(words: &str) -> Script {
    let steps: Vec<String> = words
        .split(';')
        .map(|fault| format!("bc/transfer/ {fault}"))
        .collect();

    script::read(Some(steps.join(";").into()), true).unwrap()
}

async fn allocated(desk: &Desk, amount: &str) -> (Review, Box<Allocation>) {
    let review = reviewed(desk, amount).await;
    let outcome = press(desk, &review).await;
    let (Outcome::Allocated { allocation } | Outcome::Unknown { allocation, .. }) = outcome else {
        unreachable!("{outcome:?}")
    };

    (review, allocation)
}

async fn read(desk: &Desk, number: &str) -> Allocation {
    let number = super::read_number(number).unwrap();
    let read = desk.run(move |workspace| async move { workspace.allocation(number) });

    read.await.unwrap()
}

/// As the window shows it once TikTok was looked up.
async fn looked(desk: &Desk, number: &str) -> Allocation {
    let number = number.to_owned();
    let look = desk.run(move |workspace| async move { workspace.look_now(&number).await });

    look.await.unwrap()
}

async fn later(desk: &Desk, days: u32) {
    desk.run(move |workspace| async move { workspace.later(days).await })
        .await
        .unwrap();
}

async fn close_as_not_executed(desk: &Desk, number: &str) -> Allocation {
    let close = CloseUnknown {
        number: number.to_owned(),
        executed: false,
        transaction_id: None,
        looked_there: true,
        note: "Nothing on TikTok's page".to_owned(),
    };
    let closed = desk.run(|workspace| async move { workspace.close_unknown(close).await });

    closed.await.unwrap()
}

fn ends(open: &Option<OpenOutcome>) -> (String, String) {
    let range = open.as_ref().unwrap().ad_credit.as_ref().unwrap();

    (range.without.text.clone(), range.with.text.clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_a_range_and_the_amount_is_held_back_while_an_outcome_is_unknown() {
    let folder = Folder::new();
    let desk = folder.desk().with_script(faults("lose-request"));
    let (review, allocation) = allocated(&desk, "500").await;
    let open = OpenOutcome {
        number: allocation.number.clone(),
        amount: Some(review.amount.clone()),
        ad_credit: None,
    };
    let (before, after) = (&review.sides[2].before.text, &review.sides[2].after.text);
    let account = desk
        .run(|workspace| async move { workspace.account(JUNIPER) })
        .await
        .unwrap();
    let shown = account.open.clone().unwrap();
    assert_eq!((&shown.number, &shown.amount), (&open.number, &open.amount));
    assert_eq!(ends(&account.open), (before.clone(), after.clone()));
    let begun = desk
        .run(|workspace| async move { workspace.begin_allocation(JUNIPER) })
        .await
        .unwrap();
    assert_eq!(begun.open, account.open);
    let number = open.number;
    assert!(begun.refusals.contains(&Refusal::OutcomeOpen { number }));

    let head = desk
        .run(|workspace| async move { workspace.payment_management() })
        .await
        .unwrap();
    let balances = head.balances.unwrap();
    assert_eq!(balances.reserved.text, "500.00");
    assert_eq!(balances.placeable.text, review.sides[0].after.text);

    let joel = desk.start().await.unwrap().members;
    let joel = joel.iter().find(|one| one.name == "Joel Okafor").unwrap();
    desk.act_as(joel.id.clone()).await.unwrap();
    let account = desk
        .run(|workspace| async move { workspace.account(JUNIPER) })
        .await
        .unwrap();
    let hidden = account.open.unwrap();
    assert_eq!((hidden.amount, hidden.ad_credit), (None, None));
    let unknown = read(&desk, &allocation.number).await.unknown.unwrap();
    assert!(!unknown.may_close && unknown.refusal.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_are_listed_with_what_they_saw_and_those_to_come() {
    let folder = Folder::new();
    let desk = folder
        .desk()
        .with_script(faults("lose-answer-records-late 3600"));
    let (_, allocation) = allocated(&desk, "500").await;
    let unknown = looked(&desk, &allocation.number).await.unknown.unwrap();
    assert_eq!(unknown.looks.last().unwrap().records, Some(0));
    let look = unknown.looked.unwrap();
    assert_eq!(look.why_open, WhyOpen::NoRecord);
    assert!(look.account_raised);
    let last = unknown.planned.last().unwrap().at.clone();
    assert!(unknown.planned.len() >= 3 && unknown.planned[0].at > unknown.next_look.unwrap().at);
    let day_later = allocation.sent.at.replace("11-16", "11-17");
    assert_eq!(last[..16], day_later[..16]);
    assert!(matches!(unknown.not_executed, NotExecuted::Later { .. }));

    later(&desk, 1).await;
    let found = wait_until_settled(&desk, &allocation.number).await;
    assert_eq!(found.state, StateWord::Found);
    let StateDetail::Proven { record, .. } = found.state_detail else {
        unreachable!("{:?}", found.state_detail)
    };
    assert!(record.into_account);
    assert_eq!(found.tiktok.account_in, Some(record.transaction_id));
    assert_eq!(found.steps.last().unwrap().by, None);
}

/// The looks beside the window may be under way; a look of our own does no harm.
async fn wait_until_settled(desk: &Desk, number: &str) -> Allocation {
    for _ in 0..100 {
        let number = number.to_owned();
        let look = desk.run(move |workspace| async move { workspace.look_now(&number).await });
        if let Err(fault) = look.await {
            assert_eq!(fault.code, FaultCode::AlreadySettled);
            break;
        }
    }

    read(desk, number).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_contradicts_is_shouted_until_somebody_has_seen_it() {
    let folder = Folder::new();
    let desk = folder
        .desk()
        .with_script(faults("lose-answer-records-late 172800"));
    let (review, allocation) = allocated(&desk, "500").await;
    let number = allocation.number.clone();
    later(&desk, 1).await;
    let closed = close_as_not_executed(&desk, &number).await;
    assert_eq!(closed.state, StateWord::ClosedNotExecuted);
    let Outcome::NothingRecorded { fault } = press(&desk, &review).await else {
        unreachable!("a late second press sends nothing")
    };
    assert_eq!(fault.code, FaultCode::AlreadySettled);
    let (_, replacement) = allocated(&desk, "499").await;
    later(&desk, 2).await;

    let start = desk.start().await.unwrap();
    assert_eq!(start.alarms.len(), 1);
    assert_eq!(
        (&start.alarms[0].number, start.alarms[0].state),
        (&number, StateWord::Contradicted)
    );
    let alarm = read(&desk, &number).await.alarm.unwrap();
    let Taken::Closed { said } = alarm.taken else {
        unreachable!("{:?}", alarm.taken)
    };
    assert_eq!(said.note, "Nothing on TikTok's page");
    assert_eq!(alarm.record.amount.text, "500.00");
    assert_eq!(alarm.since.len(), 1);
    assert_eq!(alarm.since[0].number, replacement.number);
    assert!(alarm.seen.is_none() && alarm.may_say);

    let say = |note: &str| {
        let seen = AcknowledgeAlarm {
            number: number.clone(),
            note: note.to_owned(),
        };
        desk.run(|workspace| async move { workspace.acknowledge_alarm(seen).await })
    };
    assert_eq!(say(" ").await.unwrap_err().code, FaultCode::FieldInvalid);
    let seen = say("Told the account team").await.unwrap();
    assert_eq!(seen.state, StateWord::Contradicted);
    assert_eq!(
        seen.alarm.unwrap().seen.unwrap().note,
        "Told the account team"
    );
    assert_eq!(seen.steps.last().unwrap().state, None);
    assert!(desk.start().await.unwrap().alarms.is_empty());
    assert_eq!(
        say("again").await.unwrap_err().code,
        FaultCode::AlreadySettled
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_record_too_many_keeps_the_ids_of_its_own() {
    let folder = Folder::new();
    let desk = folder.desk().with_script(faults("repeat 0"));
    let (_, allocation) = allocated(&desk, "500").await;
    later(&desk, 1).await;
    let twice = read(&desk, &allocation.number).await;
    assert_eq!(twice.state, StateWord::DuplicateSuspected);
    assert_eq!(twice.tiktok, allocation.tiktok);
    let alarm = twice.alarm.unwrap();
    assert_ne!(
        Some(alarm.record.transaction_id),
        allocation.tiktok.account_in
    );
    assert!(alarm.taken == Taken::Executed && alarm.since.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cent_less_is_offered_for_the_same_amount_again() {
    let folder = Folder::new();
    let desk = folder.desk();
    allocated(&desk, "500").await;
    let review = reviewed(&desk, "500").await;
    let instead = review.warnings.iter().find_map(|one| {
        let Warning::PossibleDuplicate { instead, .. } = &one.warning else {
            return None;
        };
        instead.clone()
    });
    assert_eq!(instead.unwrap().plain, "499.99");
}

/// A refresh while every reading of costs is refused with `code`. The start reads everything by itself, and one is enough.
async fn refreshed_while_refused(code: u32) -> Result<(), Fault> {
    let step = format!("bc/account/cost/get/ code {code}");
    let script = script::read(Some([step.as_str(); 6].join(";").into()), true).unwrap();
    let folder = Folder::new();
    let desk = folder.desk().with_script(script);
    desk.start().await.unwrap();
    loop {
        let read = desk.run(|workspace| async move { workspace.refresh().await });
        match read.await {
            Err(fault) if fault.code == FaultCode::RefreshRunning => tokio::task::yield_now().await,
            done => return done.map(drop),
        }
    }
}

/// What a person may not read is no failure of a refresh; any other code is, and is told.
#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_that_tiktok_refuses_says_so_unless_it_is_for_the_role() {
    refreshed_while_refused(40_001).await.unwrap();
    for (code, as_what) in [
        (40_002, FaultCode::TiktokRefused),
        (40_105, FaultCode::SignInAgain),
        (50_000, FaultCode::TiktokRefused),
    ] {
        let told = refreshed_while_refused(code).await.unwrap_err();
        assert_eq!(told.code, as_what);
        assert_eq!(told.params.get("code").unwrap(), &code.to_string());
    }
}

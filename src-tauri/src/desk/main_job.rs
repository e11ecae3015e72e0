//! The main job without a window: the commands' own verbs on a practice workspace in a folder of its own.

use super::{Desk, Ears, FirstPage};
use crate::events::SyncStep;
use crate::fault::{Fault, FaultCode, MoneyMoved};
use crate::views::add_balance::{AllocationDraft, Outcome, Review};
use crate::views::allocations::{AllocationsQuery, CloseUnknown, StateWord};
use crate::views::payment_management::{AccountSort, AccountsQuery};
use crate::views::reasons::{AmountReason, Refusal};
use crate::views::settings::Switch;
use crate::views::start::ReadOnly;
use desk_core::id::AllocationNumber;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

pub(super) const JUNIPER: &str = "7318442099173042117";
/// Takes no less than 10.00.
const THISTLE_ROW: &str = "7356621190844730015";

/// A data folder that goes with the test.
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    pub(super) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("desk-{}-{number}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    pub(super) fn desk(&self) -> Desk {
        self.desk_with(Ears {
            changed: Arc::new(|_| ()),
            progress: Arc::new(|_| ()),
            first_page: FirstPage::coming(Duration::ZERO),
        })
    }

    fn desk_with(&self, ears: Ears) -> Desk {
        Desk::new(self.0.clone(), ears)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

pub(super) fn query() -> AccountsQuery {
    AccountsQuery {
        search: String::new(),
        status: None,
        ownership: None,
        sort: AccountSort::Name,
        descending: false,
        offset: 0,
        limit: 100,
    }
}

fn all() -> AllocationsQuery {
    AllocationsQuery {
        search: String::new(),
        account: None,
        person: None,
        state: None,
        from: None,
        to: None,
        offset: 0,
        limit: 50,
    }
}

pub(super) async fn reviewed(desk: &Desk, amount: &str) -> Review {
    let begun = desk
        .run(|workspace| async move { workspace.begin_allocation(JUNIPER) })
        .await
        .unwrap();
    let draft = AllocationDraft {
        account: JUNIPER.to_owned(),
        credit: begun.preselected.unwrap(),
        amount: amount.to_owned(),
        note: "Autumn push".to_owned(),
    };
    desk.run(|workspace| async move { workspace.review(&draft).await })
        .await
        .unwrap()
}

pub(super) async fn press(desk: &Desk, review: &Review) -> Outcome {
    let id = review.id.clone();
    let codes: Vec<String> = review
        .warnings
        .iter()
        .map(|warning| {
            let value = serde_json::to_value(&warning.warning).unwrap();
            value["code"].as_str().unwrap().to_owned()
        })
        .collect();
    desk.commit(|workspace| async move { workspace.allocate(&id, &codes).await })
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_places_ad_credit_and_finds_it_again_after_a_restart() {
    let folder = Folder::new();
    let desk = folder.desk();
    let start = desk.start().await.unwrap();
    assert!(start.first_start && start.actor.may_allocate);
    assert_eq!(start.workspaces.len(), 3);
    assert!(start.members.len() >= 8, "{:?}", start.members);
    let page = desk
        .run(|workspace| async move { workspace.accounts(&query()) })
        .await
        .unwrap();
    assert!(page.total >= 38 && page.rows.iter().any(|row| row.may_add));

    let head = desk.run(|workspace| async move { workspace.payment_management() });
    let voucher = head.await.unwrap().balances.unwrap().voucher;
    let review = reviewed(&desk, "500").await;
    assert!(review.may_allocate, "{:?}", review.refusals);
    assert_eq!(review.sides.len(), 3);
    let outcome = press(&desk, &review).await;
    let Outcome::Allocated { allocation } = outcome else {
        unreachable!("{outcome:?}")
    };
    assert_eq!(allocation.sides, review.sides);
    assert!(allocation.tiktok.bc_out.is_some() && allocation.tiktok.account_in.is_some());

    assert_eq!(allocation.bc_ad_credit, voucher);
    assert!(allocation.log_id.is_some() && allocation.deadline.at > allocation.sent.at);
    let number = AllocationNumber(allocation.number.parse().unwrap());
    let kept = desk.run(move |workspace| async move {
        let made = workspace.core.journal().allocation(number)?;
        Ok(made.unwrap().record)
    });
    let snapshot = kept.await.unwrap().snapshot;
    let snapshot: Vec<String> = snapshot.iter().map(ToString::to_string).collect();
    assert!(!snapshot.is_empty() && allocation.records_before == snapshot);

    let again = press(&desk, &review).await;
    let Outcome::Allocated { allocation: second } = again else {
        unreachable!("{again:?}")
    };
    assert_eq!(
        second.number, allocation.number,
        "one press, one allocation"
    );

    desk.close().await;
    let desk = folder.desk();
    assert_eq!(desk.start().await.unwrap().read_only, None);
    assert!(!desk.start().await.unwrap().first_start);
    let found = desk
        .run(|workspace| async move { workspace.allocations(&all()) })
        .await
        .unwrap();
    assert_eq!(
        (found.total, found.rows[0].state),
        (1, StateWord::Allocated)
    );
    let _read = desk
        .run(|workspace| async move { workspace.later(0).await })
        .await
        .unwrap();
    let account = desk
        .run(|workspace| async move { workspace.account(JUNIPER) })
        .await
        .unwrap();
    let payment = account.payment.unwrap();
    assert_eq!(payment.ad_credit.text, review.sides[2].after.text);
    assert_eq!(payment.details.left, payment.details.reported);
    assert_eq!(account.history.len(), 1);
}

/// TikTok tells the least amount of an account only when it is read alone: before that, nobody may be told that all is well.
#[tokio::test(flavor = "multi_thread")]
async fn a_check_while_typing_knows_the_minimum_once_tiktok_has_told_it() {
    let folder = Folder::new();
    let desk = folder.desk();
    desk.start().await.unwrap();
    let draft = AllocationDraft {
        account: THISTLE_ROW.to_owned(),
        credit: "unlisted".to_owned(),
        amount: "5".to_owned(),
        note: String::new(),
    };
    let check = || {
        let draft = draft.clone();
        desk.run(|workspace| async move { workspace.check_amount(&draft) })
    };
    let before = check().await.unwrap();
    assert_eq!((before.reason, before.minimum), (None, None));

    let typed = draft.clone();
    let review = desk.run(|workspace| async move { workspace.review(&typed).await });
    assert!(!review.await.unwrap().may_allocate);
    let after = check().await.unwrap();
    let minimum = after.minimum.unwrap();
    assert_eq!(minimum.plain, "10.00");
    assert_eq!(
        after.reason,
        Some(AmountReason::AmountBelowMinimum { minimum })
    );
    assert!(!after.may_review);
}

/// What was sent and cannot be read back may have moved money, whatever went wrong.
#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_that_cannot_be_read_never_says_that_nothing_moved() {
    let folder = Folder::new();
    let desk = folder.desk();
    let review = reviewed(&desk, "500").await;
    press(&desk, &review).await;
    let told = desk.run(|workspace| async move {
        let made = workspace.journal().allocation(AllocationNumber(1))?;
        let mut gone = made.unwrap();
        gone.number = AllocationNumber(99);
        workspace.told(&gone)
    });
    assert_eq!(told.await.unwrap_err().money, MoneyMoved::Unknown);
    let fell = desk.commit(|_| async { std::panic::resume_unwind(Box::new("fell over")) });
    let fell: Result<Outcome, Fault> = fell.await;
    assert_eq!(fell.unwrap_err().money, MoneyMoved::Unknown);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_stays_unknown_until_a_person_closes_it() {
    let folder = Folder::new();
    let desk = folder.desk();
    let review = reviewed(&desk, "120.50").await;
    desk.workspace().await.unwrap().lose_next_answer().unwrap();
    let outcome = press(&desk, &review).await;
    let Outcome::Unknown { allocation, .. } = outcome else {
        unreachable!("{outcome:?}")
    };
    assert_eq!(
        desk.start().await.unwrap().unknown,
        std::slice::from_ref(&allocation.number)
    );
    let number = allocation.number.clone();
    let looked = desk
        .run(|workspace| async move { workspace.look_now(&number).await })
        .await
        .unwrap();
    let unknown = looked.unknown.unwrap();
    assert!(unknown.may_close && unknown.looked.is_some());

    let begun = desk
        .run(|workspace| async move { workspace.begin_allocation(JUNIPER) })
        .await
        .unwrap();
    assert!(begun.refusals.contains(&Refusal::OutcomeOpen {
        number: allocation.number.clone()
    }));
    let close = CloseUnknown {
        number: allocation.number.clone(),
        executed: true,
        transaction_id: None,
        looked_there: false,
        note: "Seen on TikTok's Transactions page".to_owned(),
    };
    let closed = desk
        .run(|workspace| async move { workspace.close_unknown(close).await })
        .await
        .unwrap();
    assert_eq!(closed.state, StateWord::RecordedAsAllocated);
    assert!(desk.start().await.unwrap().unknown.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_standard_member_sees_names_and_the_reason_and_no_balances() {
    let folder = Folder::new();
    let desk = folder.desk();
    act_as(&desk, "Joel Okafor").await;
    let start = desk.start().await.unwrap();
    assert!(!start.actor.may_allocate && !start.actor.sees_finances);
    let page = desk
        .run(|workspace| async move { workspace.accounts(&query()) })
        .await
        .unwrap();
    assert!(page.total >= 38);
    for row in &page.rows {
        assert!(row.ad_credit.is_none() && row.cash.is_none() && !row.may_add);
        assert!(
            matches!(row.refusals[0], Refusal::NoFinanceRole { ref admins } if !admins.is_empty())
        );
    }
    let head = desk
        .run(|workspace| async move { workspace.payment_management() })
        .await
        .unwrap();
    assert!(head.balances.is_none() && head.notice.is_some());
}

/// R13 rows 4 and 5: an Admin who lacks the role reads which other Admins can grant it.
#[tokio::test(flavor = "multi_thread")]
async fn a_strict_workspace_sends_an_admin_to_the_other_admins() {
    let folder = Folder::new();
    let desk = folder.desk();
    act_as(&desk, "Ines Castellanos").await;
    desk.run(|workspace| async move { workspace.set_switch(Switch::StrictAdmin, true).await })
        .await
        .unwrap();
    assert_eq!(desk.start().await.unwrap().actor.refusal, None);
    act_as(&desk, "Mara Lindqvist").await;
    let ask = |names: [&str; 2]| names.map(str::to_owned).to_vec();
    let admins = ask(["Hanna Weidemann", "Ines Castellanos"]);
    let refused = Some(Refusal::AdminNeedsFinanceManager { admins });
    assert_eq!(desk.start().await.unwrap().actor.refusal, refused);
    let begun = desk.run(|workspace| async move { workspace.begin_allocation(JUNIPER) });
    assert_eq!(begun.await.unwrap().refusals.first(), refused.as_ref());
    act_as(&desk, "Hanna Weidemann").await;
    let admins = ask(["Mara Lindqvist", "Ines Castellanos"]);
    let refused = Some(Refusal::FinanceAnalystReadOnly { admins });
    assert_eq!(desk.start().await.unwrap().actor.refusal, refused);
}

async fn act_as(desk: &Desk, name: &str) {
    let start = desk.start().await.unwrap();
    let member = start.members.iter().find(|member| member.name == name);
    desk.act_as(member.unwrap().id.clone()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_latest_review_commits_and_assignable_is_refused_for_the_business_center() {
    let folder = Folder::new();
    let desk = folder.desk();
    let first = reviewed(&desk, "10").await;
    let _second = reviewed(&desk, "20").await;
    let outcome = press(&desk, &first).await;
    let Outcome::NothingRecorded { fault } = outcome else {
        unreachable!("{outcome:?}")
    };
    assert_eq!(fault.code, FaultCode::ReviewSuperseded);

    let credits = desk
        .run(|workspace| async move { workspace.credits() })
        .await
        .unwrap();
    let key = credits.available[0].key.clone();
    let detail = desk
        .run(|workspace| async move { workspace.credit(&key) })
        .await
        .unwrap();
    let mut form = detail.form;
    form.kind = crate::views::CreditKind::Assignable;
    let refused: Result<_, Fault> = desk
        .run(|workspace| async move { workspace.add_credit(form, None).await })
        .await;
    assert_eq!(refused.unwrap_err().code, FaultCode::AssignableRefused);
}

/// A start that was interrupted while it entered the letters is made good by the next: each letter is one credit.
#[tokio::test(flavor = "multi_thread")]
async fn each_letter_is_entered_once_however_often_it_is_begun() {
    let folder = Folder::new();
    for (bc, letters) in [("practice-halden-row", 5), ("practice-tessaly", 1)] {
        let mut seen = Vec::new();
        for _ in 0..2 {
            let desk = folder.desk();
            desk.start().await.unwrap();
            desk.switch(bc).await.unwrap();
            let credits = desk.run(|workspace| async move {
                Ok((workspace.journal().credits()?, workspace.switches()?))
            });
            let (credits, switches) = credits.await.unwrap();
            seen.push((credits.len(), switches));
            desk.close().await;
        }
        assert!(seen[0].0 >= letters && seen[0] == seen[1], "{bc}: {seen:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_instance_reads_only_and_says_so() {
    let folder = Folder::new();
    let first = folder.desk();
    first.start().await.unwrap();
    let second = folder.desk();
    let start = second.start().await.unwrap();
    assert_eq!(start.read_only, Some(ReadOnly::SecondInstance));
}

/// The journal was lost and its head was not: everything can be read, and nothing is sent.
#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_is_not_the_one_before_opens_frozen() {
    let folder = Folder::new();
    let desk = folder.desk();
    desk.start().await.unwrap();
    desk.close().await;
    let kept = folder.0.join("practice-halden-row").join("journal.sqlite");
    std::fs::remove_file(kept).unwrap();
    let desk = folder.desk();
    let start = desk.start().await.unwrap();
    assert_eq!(start.read_only, Some(ReadOnly::Frozen));
    let draft = AllocationDraft {
        account: JUNIPER.to_owned(),
        credit: "unlisted".to_owned(),
        amount: "10".to_owned(),
        note: String::new(),
    };
    let review = desk.run(|workspace| async move { workspace.review(&draft).await });
    let outcome = press(&desk, &review.await.unwrap()).await;
    assert!(
        matches!(&outcome, Outcome::NothingRecorded { fault } if fault.code == FaultCode::JournalFrozen),
        "{outcome:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_other_practice_workspaces_open_and_time_goes_on_in_each() {
    let folder = Folder::new();
    let desk = folder.desk();
    for choice in desk.start().await.unwrap().workspaces {
        desk.switch(&choice.id).await.unwrap();
        let start = desk.start().await.unwrap();
        assert_eq!(start.workspace, choice.id);
        let later = desk
            .run(|workspace| async move { workspace.later(7).await })
            .await
            .unwrap();
        assert!(later.now.at > start.clock.now.at);
        let head = desk
            .run(|workspace| async move { workspace.payment_management() })
            .await
            .unwrap();
        assert!(
            head.balances.is_some() && !head.freshness.stale,
            "{}",
            choice.id
        );
        let settings = desk.settings().await.unwrap();
        assert_eq!(settings.workspace.id, choice.id);
    }
    let kept = desk.start().await.unwrap().clock.now.at;
    desk.close().await;
    let again = folder.desk().start().await.unwrap();
    assert!(again.clock.now.at >= kept, "practice time never goes back");
}

/// At a start with figures from before, the first page is answered before TikTok is asked for newer ones.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_page_shows_what_was_read_before_and_is_read_again_afterwards() {
    let folder = Folder::new();
    let desk = folder.desk();
    let read = desk.run(|workspace| async move { workspace.later(0).await });
    read.await.unwrap();
    desk.close().await;
    let (heard, mut steps) = tokio::sync::mpsc::unbounded_channel();
    let first_page = FirstPage::coming(Duration::from_hours(1));
    let desk = folder.desk_with(Ears {
        changed: Arc::new(|_| ()),
        progress: Arc::new(move |progress| heard.send(progress.step).unwrap()),
        first_page: first_page.clone(),
    });
    desk.start().await.unwrap();
    let page = desk
        .run(|workspace| async move { workspace.accounts(&query()) })
        .await
        .unwrap();
    assert!(page.total >= 38);
    let head = desk
        .run(|workspace| async move { workspace.payment_management() })
        .await
        .unwrap();
    assert!(head.balances.is_some() && head.freshness.refreshing);
    assert!(
        steps.is_empty(),
        "TikTok was asked before the page was there"
    );
    first_page.show();
    while steps.recv().await != Some(SyncStep::Finished) {}
}

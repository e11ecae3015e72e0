//! A journal that is damaged, broken, older than it should be, or without a readable head outside: what a person is told, and
//! how the workspace comes back into use.

use super::main_job::{Folder, JUNIPER, press, reviewed};
use super::{Desk, practice};
use crate::fault::{Act, Fault, FaultCode, MoneyMoved};
use crate::views::add_balance::{AllocationDraft, Outcome};
use crate::views::reasons::Refusal;
use crate::views::settings::{
    Change, ChangesQuery, CheckResult, FrozenReason, JournalFacts, MissingRecord,
};
use crate::views::start::{Guard, ReadOnly};
use std::path::PathBuf;

pub(super) const HALDEN_ROW: &str = "practice-halden-row";

impl Folder {
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.0.join(HALDEN_ROW).join(name)
    }

    fn head(&self) -> PathBuf {
        self.0.join("heads").join(format!("{HALDEN_ROW}.head"))
    }

    /// A journal with one allocation, closed.
    pub(super) async fn with_one_allocation(&self) {
        let desk = self.desk();
        place(&desk).await;
        desk.close().await;
    }

    /// A journal with two allocations, and in its place a copy from between them.
    async fn with_an_old_copy(&self) {
        self.with_one_allocation().await;
        let copy = self.0.join("copy");
        std::fs::copy(self.file("journal.sqlite"), &copy).unwrap();
        self.with_one_allocation().await;
        std::fs::rename(&copy, self.file("journal.sqlite")).unwrap();
    }

    /// Changes one letter of what the first entry says, as somebody with the file in their hands could.
    fn edit_first_entry(&self) {
        self.edit(b"Credit Desk ");
    }

    /// The same with a credit that nothing was placed from since the first session, where a later start does not look any more.
    fn edit_first_credit(&self) {
        self.edit(b"Creator week grant");
    }

    fn edit(&self, said: &[u8]) {
        let file = self.file("journal.sqlite");
        let mut bytes = std::fs::read(&file).unwrap();
        let places: Vec<usize> = (0..bytes.len())
            .filter(|at| bytes[*at..].starts_with(said))
            .collect();
        // SQLite leaves copies behind where it has moved a page's content.
        assert!(!places.is_empty());
        places.into_iter().for_each(|at| bytes[at] = b'X');
        std::fs::write(file, bytes).unwrap();
    }

    pub(super) fn damage(&self) -> Vec<u8> {
        let file = self.file("journal.sqlite");
        let mut bytes = std::fs::read(&file).unwrap();
        bytes[..100].fill(0x55);
        std::fs::write(file, &bytes).unwrap();

        bytes
    }
}

pub(super) async fn place(desk: &Desk) {
    let review = reviewed(desk, "10").await;
    let outcome = press(desk, &review).await;
    assert!(matches!(outcome, Outcome::Allocated { .. }), "{outcome:?}");
}

pub(super) async fn facts(desk: &Desk) -> JournalFacts {
    desk.settings().await.unwrap().journal
}

pub(super) async fn accept(desk: &Desk, note: &str) -> Result<(), Fault> {
    let note = note.to_owned();
    desk.run(move |workspace| async move { workspace.accept_journal(&note).await })
        .await
}

pub(super) async fn refusals(desk: &Desk) -> Vec<Refusal> {
    let begun = desk.run(|workspace| async move { workspace.begin_allocation(JUNIPER) });

    begun.await.unwrap().refusals
}

/// The newest entry that says that a journal was accepted.
async fn accepted(desk: &Desk) -> Option<(Option<String>, Change)> {
    let query = ChangesQuery {
        offset: 0,
        limit: 50,
    };
    let page = desk.run(move |workspace| async move { workspace.changes(&query) });
    let mut rows = page.await.unwrap().rows.into_iter();

    rows.find(|row| matches!(row.change, Change::HeadAccepted { .. }))
        .map(|row| (row.by, row.change))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_journal_is_set_aside_and_the_fresh_one_frozen_until_it_is_accepted() {
    let folder = Folder::new();
    folder.with_one_allocation().await;
    let bytes = folder.damage();

    let desk = folder.desk();
    let fault = desk.start().await.unwrap_err();
    assert_eq!(
        (fault.code, fault.money, fault.act),
        (
            FaultCode::JournalDamaged,
            MoneyMoved::NothingMoved,
            Act::SeeJournal
        )
    );
    assert_eq!(fault.params.get("workspace").unwrap(), HALDEN_ROW);
    assert_eq!(fault.params.get("what").unwrap(), "DAMAGED");
    assert!(fault.params.get("folder").unwrap().ends_with(HALDEN_ROW));

    desk.set_journal_aside(HALDEN_ROW).await.unwrap();
    let start = desk.start().await.unwrap();
    assert_eq!(start.read_only, Some(ReadOnly::Frozen));
    let name = start.journal.set_aside.unwrap();
    assert!(name.starts_with("journal.sqlite.damaged-2026"), "{name}");
    assert_eq!(std::fs::read(folder.file(&name)).unwrap(), bytes);
    let journal = facts(&desk).await;
    assert_eq!(journal.set_aside, [name]);
    let frozen = journal.frozen.unwrap();
    assert!(frozen.may_accept && frozen.reason == FrozenReason::NotInChain);
    let why = ReadOnly::Frozen;
    assert!(refusals(&desk).await.contains(&Refusal::ReadOnly { why }));

    let silent = accept(&desk, "  ").await.unwrap_err();
    assert_eq!(silent.params.get("field").unwrap(), "reason");
    accept(&desk, "The disk was full").await.unwrap();
    assert_eq!(desk.start().await.unwrap().read_only, None);
    let (by, change) = accepted(&desk).await.unwrap();
    assert_eq!(by.as_deref(), Some("Mara Lindqvist"));
    assert_eq!(
        change,
        Change::HeadAccepted {
            kept: Some(frozen.kept.entry),
            note: "The disk was full".to_owned(),
        }
    );
    place(&desk).await;
    desk.close().await;
    let desk = folder.desk();
    let start = desk.start().await.unwrap();
    assert_eq!((start.read_only, start.journal.guard), (None, Guard::File));
    assert_eq!(start.journal.set_aside, None);
}

/// Whoever calls the command without need changes nothing, whether the workspace is open or not.
/// An older program must neither touch it nor tell the person to report it: a newer one opens it.
#[tokio::test(flavor = "multi_thread")]
async fn a_journal_of_a_newer_version_is_left_alone_and_asks_for_that_version() {
    let folder = Folder::new();
    folder.with_one_allocation().await;
    let file = folder.file("journal.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    // The lowest byte of what SQLite calls `user_version`.
    bytes[63] += 1;
    std::fs::write(&file, &bytes).unwrap();

    let desk = folder.desk();
    let fault = desk.start().await.unwrap_err();
    assert_eq!(
        (fault.code, fault.money, fault.act),
        (
            FaultCode::JournalNewer,
            MoneyMoved::NothingMoved,
            Act::Update
        )
    );
    assert_eq!(fault.params["workspace"], HALDEN_ROW);
    desk.close().await;
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_is_sound_is_not_set_aside() {
    let folder = Folder::new();
    folder.with_one_allocation().await;
    let before = std::fs::read(folder.file("journal.sqlite")).unwrap();
    let desk = folder.desk();
    desk.start().await.unwrap();
    let open = desk.set_journal_aside(HALDEN_ROW).await.unwrap_err();
    assert_eq!(open.code, FaultCode::JournalSound);
    assert!(!desk.start().await.unwrap().first_start);
    desk.switch("practice-tessaly").await.unwrap();
    let closed = desk.set_journal_aside(HALDEN_ROW).await.unwrap_err();
    assert_eq!(closed.code, FaultCode::JournalSound);
    desk.close().await;
    let after = std::fs::read(folder.file("journal.sqlite")).unwrap();
    assert!(after.len() >= before.len());
    let nowhere = desk.set_journal_aside("../heads").await.unwrap_err();
    assert_eq!(nowhere.code, FaultCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_copy_refuses_with_its_reason_until_who_may_allocate_accepts_it() {
    let folder = Folder::new();
    folder.with_an_old_copy().await;

    let desk = folder.desk();
    let start = desk.start().await.unwrap();
    assert_eq!(start.read_only, Some(ReadOnly::Frozen));
    assert_eq!(start.journal.guard, Guard::Mismatch);
    let refusal = Refusal::ReadOnly {
        why: ReadOnly::Frozen,
    };
    assert!(refusals(&desk).await.contains(&refusal));
    let draft = AllocationDraft {
        account: JUNIPER.to_owned(),
        credit: "unlisted".to_owned(),
        amount: "10".to_owned(),
        note: String::new(),
    };
    let typed = draft.clone();
    let check = desk.run(|workspace| async move { workspace.check_amount(&typed) });
    let check = check.await.unwrap();
    assert!(check.refusals.contains(&refusal) && !check.may_review);
    let review = desk.run(|workspace| async move { workspace.review(&draft).await });
    let review = review.await.unwrap();
    assert!(review.refusals.contains(&refusal) && !review.may_allocate);

    let members = start.members.iter();
    let priya = members.clone().find(|one| one.name == "Priya Natarajan");
    desk.act_as(priya.unwrap().id.clone()).await.unwrap();
    assert!(!facts(&desk).await.frozen.unwrap().may_accept);
    let refused = accept(&desk, "I may not").await.unwrap_err();
    assert_eq!(refused.code, FaultCode::NotAllowed);
    let mara = members.clone().find(|one| one.name == "Mara Lindqvist");
    desk.act_as(mara.unwrap().id.clone()).await.unwrap();
    accept(&desk, "Compared, one is missing").await.unwrap();
    place(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_copy_shows_which_records_it_lacks() {
    let folder = Folder::new();
    folder.with_an_old_copy().await;
    let desk = folder.desk();
    desk.start().await.unwrap();
    // Both transfers have their records by then, and everything is read again.
    let later = desk.run(|workspace| async move { workspace.later(1).await });
    later.await.unwrap();
    let missing = facts(&desk).await.frozen.unwrap().missing.unwrap();
    assert_eq!(
        (missing.matched, missing.only_here, missing.differing),
        (1, 0, 0)
    );
    let ours = |one: &&MissingRecord| one.account.id == JUNIPER && one.amount.text == "10.00";
    let lacked: Vec<_> = missing.newest.iter().filter(ours).collect();
    assert_eq!(lacked.len(), 1, "{missing:?}");
    assert_eq!(
        lacked.first().unwrap().transaction_id,
        missing.newest.first().unwrap().transaction_id
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_cannot_be_read_is_told_as_such() {
    let folder = Folder::new();
    folder.with_one_allocation().await;
    std::fs::write(folder.head(), "spoilt").unwrap();
    let desk = folder.desk();
    let start = desk.start().await.unwrap();
    assert_eq!(start.read_only, Some(ReadOnly::Frozen));
    assert_eq!(start.journal.guard, Guard::Unreadable);
    let frozen = facts(&desk).await.frozen.unwrap();
    assert_eq!(frozen.reason, FrozenReason::Unreadable);
    let check = desk.run(|workspace| async move { workspace.check_journal().await });
    assert_eq!(check.await.unwrap().result, CheckResult::HeadUnreadable);
    accept(&desk, "The disk was exchanged").await.unwrap();
    let (_, change) = accepted(&desk).await.unwrap();
    let note = "The disk was exchanged".to_owned();
    assert_eq!(change, Change::HeadAccepted { kept: None, note });
    let head = desk.run(|workspace| async move { workspace.journal_head() });
    let kept = std::fs::read_to_string(folder.head()).unwrap();
    assert_eq!(head.await.unwrap(), kept.trim_end());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_chain_is_read_and_told_and_can_be_set_aside_by_who_may_allocate() {
    let folder = Folder::new();
    folder.with_one_allocation().await;
    folder.edit_first_entry();

    let desk = folder.desk();
    let start = desk.start().await.unwrap();
    assert_eq!(start.read_only, Some(ReadOnly::Broken));
    assert_eq!(start.journal.broken_at.as_deref(), Some("1"));
    assert!(!start.first_start, "the history can be read");
    let journal = facts(&desk).await;
    assert!(journal.may_set_aside && journal.frozen.is_none());
    let refused = accept(&desk, "as it is").await.unwrap_err();
    assert_eq!(
        (refused.code, refused.act),
        (FaultCode::ReadOnly, Act::SeeJournal)
    );

    let analyst = start
        .members
        .iter()
        .find(|one| one.name == "Priya Natarajan");
    desk.act_as(analyst.unwrap().id.clone()).await.unwrap();
    assert!(!facts(&desk).await.may_set_aside);
    let refused = desk.set_journal_aside(HALDEN_ROW).await.unwrap_err();
    assert_eq!(refused.code, FaultCode::NotAllowed);
    desk.act_as(start.actor.person.id).await.unwrap();
    desk.set_journal_aside(HALDEN_ROW).await.unwrap();
    let start = desk.start().await.unwrap();
    assert_eq!(start.read_only, Some(ReadOnly::Frozen));
    assert!(folder.file(&start.journal.set_aside.unwrap()).exists());
}

/// An edit far back, where the start does not look any more: once the full check has found it, nothing is sent.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_full_check_finds_ends_allocating_until_the_journal_is_set_aside() {
    let folder = Folder::new();
    folder.with_one_allocation().await;
    folder.with_one_allocation().await;
    folder.edit_first_credit();
    let desk = folder.desk();
    assert_eq!(desk.start().await.unwrap().read_only, None);
    let review = reviewed(&desk, "10").await;

    let check = desk.run(|workspace| async move { workspace.check_journal().await });
    let check = check.await.unwrap();
    assert_eq!(check.result, CheckResult::Broken);
    let at = check.at_entry;
    assert!(at.is_some());
    let outcome = press(&desk, &review).await;
    assert!(
        !matches!(outcome, Outcome::Allocated { .. } | Outcome::Unknown { .. }),
        "{outcome:?}"
    );
    desk.close().await;

    let desk = folder.desk();
    let start = desk.start().await.unwrap();
    assert_eq!(start.read_only, Some(ReadOnly::Broken));
    assert_eq!(start.journal.broken_at, at);
    desk.set_journal_aside(HALDEN_ROW).await.unwrap();
}

/// A workspace that cannot be opened is no dead end: the others are still there, and it can be set aside from among them.
#[tokio::test(flavor = "multi_thread")]
async fn going_to_a_damaged_workspace_tells_which_it_is_and_leaves_the_others_open() {
    let folder = Folder::new();
    folder.with_one_allocation().await;
    folder.damage();
    let desk = folder.desk();
    assert_eq!(desk.workspaces().len(), practice::ALL.len());
    desk.switch("practice-tessaly").await.unwrap();
    let Err(fault) = desk.switch(HALDEN_ROW).await else {
        unreachable!("it is damaged")
    };
    assert_eq!(fault.params.get("workspace").unwrap(), HALDEN_ROW);
    assert_eq!(desk.start().await.unwrap().workspace, "practice-tessaly");
    desk.set_journal_aside(HALDEN_ROW).await.unwrap();
    let start = desk.start().await.unwrap();
    assert_eq!(start.workspace, HALDEN_ROW);
    assert_eq!(start.read_only, Some(ReadOnly::Frozen));
}

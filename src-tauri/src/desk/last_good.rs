//! A journal that cannot be read, and the copy of its last good state: what is said of it, what can be done on it, and how it
//! takes the journal's place.

use super::damage::{HALDEN_ROW, accept, facts, place, refusals};
use super::main_job::{Folder, JUNIPER};
use super::{Desk, practice};
use crate::fault::{Act, FaultCode};
use crate::views::add_balance::AllocationDraft;
use crate::views::reasons::Refusal;
use crate::views::settings::MissingRecord;
use crate::views::start::{Guard, LastGood, ReadOnly};
use desk_core::id::AllocationNumber;
use std::fs;

const COPY: &str = "journal.sqlite.good";

/// Two sessions with one allocation each, of which the copy holds the first, and a journal that cannot be read.
async fn damaged_after_the_copy(folder: &Folder) {
    folder.with_one_allocation().await;
    let kept = fs::read(folder.file(COPY)).unwrap();
    folder.with_one_allocation().await;
    fs::write(folder.file(COPY), kept).unwrap();
    folder.damage();
}

async fn told(desk: &Desk) -> LastGood {
    desk.last_good(HALDEN_ROW).await.unwrap().unwrap()
}

/// Whether the history there has this allocation.
async fn has(desk: &Desk, number: u64) -> bool {
    let number = AllocationNumber(number);
    let found = desk.run(move |workspace| async move { workspace.allocation(number) });

    found.await.is_ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_good_state_of_a_damaged_journal_is_read_and_takes_nothing() {
    let folder = Folder::new();
    damaged_after_the_copy(&folder).await;
    let desk = folder.desk();
    desk.start().await.unwrap_err();
    let copy = told(&desk).await;
    assert!(copy.newest.as_ref().is_some_and(|at| at.zone != "UTC"));
    let behind: u64 = copy.behind.as_ref().unwrap().parse().unwrap();
    assert!(behind >= 3, "opened, recorded, settled: {behind}");

    desk.open_last_good(HALDEN_ROW).await.unwrap();
    let start = desk.start().await.unwrap();
    assert_eq!(start.read_only, Some(ReadOnly::LastGood));
    assert_eq!(start.journal.last_good.as_ref(), Some(&copy));
    assert_eq!(start.journal.guard, Guard::Mismatch);
    assert!(has(&desk, 1).await && !has(&desk, 2).await);
    let why = ReadOnly::LastGood;
    assert!(refusals(&desk).await.contains(&Refusal::ReadOnly { why }));
    let draft = AllocationDraft {
        account: JUNIPER.to_owned(),
        credit: "unlisted".to_owned(),
        amount: "10".to_owned(),
        note: String::new(),
    };
    let review = desk.run(|workspace| async move { workspace.review(&draft).await });
    let review = review.await.unwrap();
    assert!(review.refusals.contains(&Refusal::ReadOnly { why }) && !review.may_allocate);
    let refused = accept(&desk, "as it is").await.unwrap_err();
    assert_eq!(
        (refused.code, refused.act),
        (FaultCode::ReadOnly, Act::SeeJournal)
    );

    let Err(left) = desk.switch(HALDEN_ROW).await else {
        unreachable!("the journal is still damaged")
    };
    assert_eq!(left.code, FaultCode::JournalDamaged);
    desk.open_last_good(HALDEN_ROW).await.unwrap();
    desk.set_journal_aside(HALDEN_ROW).await.unwrap();
    let start = desk.start().await.unwrap();
    assert_eq!(start.read_only, Some(ReadOnly::Frozen));
    assert_eq!(start.journal.last_good, None);
    let kept = facts(&desk).await.last_good;
    assert_eq!(kept, Some(copy), "a frozen journal is not copied over it");
}

/// What TikTok has and the copy has not is named, before anybody goes on with it.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_last_good_state_lacks_is_found_in_tiktoks_records() {
    let folder = Folder::new();
    damaged_after_the_copy(&folder).await;
    let desk = folder.desk();
    desk.open_last_good(HALDEN_ROW).await.unwrap();
    // Both transfers have their records by then, and everything is read again.
    let later = desk.run(|workspace| async move { workspace.later(1).await });
    later.await.unwrap();
    let missing = facts(&desk).await.missing.unwrap();
    assert_eq!(missing.matched, 1);
    let mut lacked = missing.newest.iter();
    let is_ours = |one: &MissingRecord| one.account.id == JUNIPER && one.amount.text == "10.00";
    assert!(lacked.next().is_some_and(is_ours), "{missing:?}");
    assert!(!lacked.any(is_ours), "{missing:?}");
}

/// The person closes the program and puts the copy in the journal's place: frozen, since entries are missing.
#[tokio::test(flavor = "multi_thread")]
async fn put_in_the_journals_place_by_hand_it_is_frozen_until_it_is_accepted() {
    let folder = Folder::new();
    damaged_after_the_copy(&folder).await;
    fs::copy(folder.file(COPY), folder.file("journal.sqlite")).unwrap();
    let desk = folder.desk();
    let start = desk.start().await.unwrap();
    assert_eq!(start.read_only, Some(ReadOnly::Frozen));
    assert!(has(&desk, 1).await && !has(&desk, 2).await);
    accept(&desk, "One of 10 is missing").await.unwrap();
    place(&desk).await;
    desk.close().await;
    let copied = told(&desk).await;
    assert_eq!(copied.behind.as_deref(), Some("0"));
}

/// Nothing is opened in the place of a journal that can be read, and no copy that cannot.
#[tokio::test(flavor = "multi_thread")]
async fn neither_beside_a_sound_journal_nor_from_a_spoilt_copy_it_is_opened() {
    let folder = Folder::new();
    folder.with_one_allocation().await;
    let desk = folder.desk();
    let sound = desk.open_last_good(HALDEN_ROW).await.unwrap_err();
    assert_eq!(sound.code, FaultCode::JournalSound);
    assert_eq!(desk.start().await.unwrap().read_only, None);
    desk.close().await;

    folder.damage();
    let mut bytes = fs::read(folder.file(COPY)).unwrap();
    let half = bytes.len() / 2;
    bytes[half..].fill(0x55);
    fs::write(folder.file(COPY), bytes).unwrap();
    let spoilt = desk.open_last_good(HALDEN_ROW).await.unwrap_err();
    assert_eq!(
        (spoilt.code, spoilt.act),
        (FaultCode::NoLastGood, Act::CallUs)
    );
    fs::remove_file(folder.file(COPY)).unwrap();
    assert_eq!(desk.last_good(HALDEN_ROW).await.unwrap(), None);
    let none = desk.open_last_good(HALDEN_ROW).await.unwrap_err();
    assert_eq!(none.code, FaultCode::NoLastGood);
    let nowhere = desk.open_last_good("../heads").await.unwrap_err();
    assert_eq!(nowhere.code, FaultCode::NotFound);
    assert_eq!(practice::ALL.len(), desk.workspaces().len());
}

//! A journal in a folder of its own, and the plain case of the policy's tests carried into it.

use super::{Drive, FileHead, Intent, Journal, JournalError, Opening, Recorded};
use crate::allocation::Draft;
use crate::business_center::Actor;
use crate::clock::Timestamp;
use crate::credit::tests::credit;
use crate::disk::SystemDisk;
use crate::disk::tests::Folder;
use crate::id::AllocationNumber;
use crate::money::Money;
use crate::policy::Permit;
pub(crate) use crate::policy::fixture::{at, draft_number, usd};
use crate::policy::fixture::{book, facts, permitted};
use jiff::civil::date;
use std::sync::Arc;

pub(crate) const NOW: &str = "2026-11-17T15:44:00Z";

pub(crate) fn opening(folder: &Folder) -> Opening {
    Opening {
        place: folder.place(),
        disk: Arc::new(SystemDisk),
        outside: Arc::new(FileHead::new(folder.path().join("heads").join("one"))),
        drive: Drive::Inline,
        program: "test".to_owned(),
    }
}

pub(crate) fn open(folder: &Folder) -> Journal {
    Journal::open(opening(folder), at(NOW)).unwrap()
}

pub(crate) fn actor() -> Actor {
    facts().actor
}

/// An open journal that holds the credit the drafts name, 20,000.00 USD.
pub(crate) async fn with_credit(folder: &Folder) -> Journal {
    let journal = open(folder);
    let credit = credit(7, 2_000_000, 0, Some(date(2026, 11, 30)));
    journal
        .enter_credit(credit.id, actor(), credit.terms, at(NOW))
        .await
        .unwrap();

    journal
}

/// A permit for a draft, judged with what the journal knows.
pub(crate) fn permit(journal: &Journal, draft: Draft, now: Timestamp) -> Permit {
    let mut facts = facts();
    facts.account.id = draft.account.clone();
    facts.read_at = now;
    let mut book = book();
    let known = journal
        .known(
            &draft.account,
            &facts.actor.id,
            draft.amount.currency(),
            now,
        )
        .unwrap();
    book.credit = known.credits.into_iter().next();
    book.open = known.open;

    permitted(&facts, &book, draft, now)
}

/// Records draft `number`; each number has ids of its own.
pub(crate) async fn record(
    journal: &Journal,
    draft: Draft,
    now: Timestamp,
) -> Result<Intent, JournalError> {
    match journal
        .record_intent(permit(journal, draft, now), now)
        .await?
    {
        Recorded::Fresh(intent) => Ok(intent),
        Recorded::Known(known) => unreachable!("{known:?}"),
    }
}

/// The sum of open outcomes, as the next draft is judged.
pub(crate) fn open_sum(journal: &Journal) -> (Money, Option<AllocationNumber>) {
    let account = &facts().account.id;
    let known = journal
        .known(account, &actor().id, usd(0).currency(), at(NOW))
        .unwrap();

    (known.open, known.open_here)
}

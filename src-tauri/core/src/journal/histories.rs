//! Random histories against a plain model, and random bytes against the decoder.

use super::fixture::{NOW, actor, at, draft_number, open, record, usd, with_credit};
use super::*;
use crate::allocation::{Answer, State, UnknownReason};
use crate::disk::tests::Folder;
use crate::id::{AdvertiserId, TransactionId};
use crate::policy::fixture::facts;
use crate::transaction::{Billing, Direction, Level, Transaction};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// One thing that happens.
#[derive(Debug, Clone)]
enum Step {
    Allocate {
        account: u8,
        amount: i64,
    },
    Settle {
        which: prop::sample::Index,
        answer: u8,
    },
    Decide {
        which: prop::sample::Index,
        applied: bool,
    },
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..6_u8, 1..50_000_i64).prop_map(|(account, amount)| Step::Allocate { account, amount }),
        4 => (any::<prop::sample::Index>(), 0..4_u8).prop_map(|(which, answer)| Step::Settle { which, answer }),
        1 => (any::<prop::sample::Index>(), any::<bool>()).prop_map(|(which, applied)| Step::Decide { which, applied }),
        1 => Just(Step::Reopen),
    ]
}

/// What a person with a pencil would keep: the amount of each allocation, its account, and whether it counts.
#[derive(Default)]
struct Pencil {
    rows: BTreeMap<u64, (u8, i64, Kept)>,
    next: u64,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Kept {
    Open,
    Moved,
    Nothing,
}

impl Pencil {
    fn sum(&self, which: impl Fn(u8, Kept) -> bool) -> i64 {
        self.rows
            .values()
            .filter(|(account, _, kept)| which(*account, *kept))
            .map(|row| row.1)
            .sum()
    }
}

fn answer(number: u8, id: u64) -> (Answer, Kept) {
    match number {
        0 => (
            Answer::Accepted {
                transactions: vec![TransactionId::new(&id.to_string()).unwrap()],
                log_id: String::new(),
            },
            Kept::Moved,
        ),
        1 => (
            Answer::Refused {
                code: 51_060,
                message: "no\u{202e}".to_owned(),
            },
            Kept::Nothing,
        ),
        2 => (
            Answer::NotSent {
                reason: "no route".to_owned(),
            },
            Kept::Nothing,
        ),
        _ => (
            Answer::Unknown {
                reason: UnknownReason::Code(50_000),
            },
            Kept::Open,
        ),
    }
}

async fn live(steps: Vec<Step>) {
    let folder = Folder::new();
    let mut journal = with_credit(&folder).await;
    let (mut pencil, mut sending) = (Pencil::default(), Vec::new());
    for step in steps {
        match step {
            Step::Allocate { account, amount } => {
                let open_here = pencil
                    .rows
                    .values()
                    .any(|row| row.0 == account && row.2 == Kept::Open);
                pencil.next = pencil.next.saturating_add(1);
                let mut draft = draft_number(pencil.next, amount);
                draft.account = AdvertiserId::new(&account.to_string()).unwrap();
                let recorded = record(&journal, draft, at(NOW)).await;
                assert_eq!(recorded.is_err(), open_here, "{recorded:?}");
                if let Ok(intent) = recorded {
                    pencil
                        .rows
                        .insert(intent.number().0, (account, amount, Kept::Open));
                    sending.push(intent);
                }
            }
            Step::Settle {
                which,
                answer: kind,
            } if !sending.is_empty() => {
                let intent = sending.swap_remove(which.index(sending.len()));
                let (answer, kept) = answer(kind, intent.number().0);
                pencil.rows.get_mut(&intent.number().0).unwrap().2 = kept;
                journal.settle_with(intent, answer, at(NOW)).await.unwrap();
            }
            Step::Decide { which, applied } => {
                let open = journal.open_allocations().unwrap();
                let unknown: Vec<_> = open
                    .iter()
                    .filter(|row| matches!(row.state, State::Unknown { .. }))
                    .collect();
                if !unknown.is_empty() {
                    let number = unknown[which.index(unknown.len())].number;
                    let (decision, kept) = if applied {
                        (Decision::Applied { record: None }, Kept::Moved)
                    } else {
                        (Decision::NotApplied {}, Kept::Nothing)
                    };
                    journal
                        .decide(number, actor(), decision, "looked".to_owned(), at(NOW))
                        .await
                        .unwrap();
                    pencil.rows.get_mut(&number.0).unwrap().2 = kept;
                }
            }
            Step::Settle { .. } => {}
            Step::Reopen => {
                sending.clear();
                drop(journal);
                journal = open(&folder);
            }
        }
        agree(&journal, &pencil);
    }
    assert!(
        journal
            .check(&crate::clock::FixedClock::at(at(NOW)))
            .unwrap()
            .is_good()
    );
}

fn agree(journal: &Journal, pencil: &Pencil) {
    assert!(journal.rebuild_and_compare().unwrap());
    let counts = |_: u8, kept: Kept| kept != Kept::Nothing;
    assert_eq!(
        journal.open_sum(usd(0).currency()).unwrap(),
        usd(pencil.sum(|_, kept| kept == Kept::Open))
    );
    assert_eq!(
        journal.credits().unwrap()[0].allocated,
        usd(pencil.sum(counts))
    );
    for account in 0..6_u8 {
        let id = AdvertiserId::new(&account.to_string()).unwrap();
        let total: i64 = journal
            .totals(Some(&id))
            .unwrap()
            .iter()
            .map(|total| total.amount.hundredths())
            .sum();
        assert_eq!(
            total,
            pencil.sum(|of, kept| of == account && counts(of, kept))
        );
    }
}

fn every_kind() -> Vec<Event> {
    let record = crate::policy::fixture::permitted(
        &facts(),
        &crate::policy::fixture::book(),
        draft_number(1, 5),
        at(NOW),
    );
    let switches = crate::business_center::Switches::default();
    let transaction = Transaction {
        id: TransactionId::new("1").unwrap(),
        level: Level::Account,
        account: Some(facts().account.id),
        account_name: "\u{202e}name".to_owned(),
        bc: Some(facts().bc.id),
        portfolio: None,
        amount: usd(1),
        subtotal: usd(1),
        tax: usd(0),
        direction: Direction::Other("X".to_owned()),
        kind: "INCREASE_BALANCE".to_owned(),
        billing: Billing::AdCredit,
        at: at(NOW),
        zone: "UTC-05:00".to_owned(),
    };
    let credit = crate::credit::tests::credit(7, 5, 0, Some(jiff::civil::date(2026, 11, 30)));
    let by = actor();
    let number = AllocationNumber(1);
    let mut events = vec![
        Event::Opened(Opened {
            epoch: 1,
            program: "test".to_owned(),
        }),
        Event::AllocationRecorded(Box::new(AllocationRecorded {
            number,
            epoch: 1,
            record: record.record().clone(),
        })),
        Event::AllocationDecided(Box::new(Decided {
            number,
            by: by.clone(),
            decision: Decision::Applied {
                record: Some(Box::new(transaction.clone())),
            },
            note: String::new(),
        })),
        Event::AllocationFound(Box::new(Found {
            number,
            record: Box::new(transaction.clone()),
            bc_ad_credit: usd(7),
            witness: Some(true),
        })),
        Event::AllocationAlarmed(Box::new(Alarmed {
            number,
            alarm: Alarm::Surplus,
            record: Box::new(transaction),
        })),
        Event::AlarmAcknowledged(Acknowledged {
            number,
            by: by.clone(),
            note: "seen".to_owned(),
        }),
        Event::CreditEntered(Box::new(CreditEntered {
            credit: credit.id,
            by: by.clone(),
            terms: credit.terms.clone(),
        })),
        Event::CreditCorrected(Box::new(CreditCorrected {
            credit: credit.id,
            by: by.clone(),
            terms: credit.terms,
            reason: "typo".to_owned(),
        })),
        Event::CreditRevoked(CreditRevoked {
            credit: credit.id,
            by: by.clone(),
            reason: String::new(),
        }),
        Event::SwitchesChanged(SwitchesChanged {
            by: by.clone(),
            before: switches,
            switches,
        }),
        Event::RoleSeen(RoleSeen {
            actor: by.clone(),
            before: Some(by.role),
        }),
        Event::HeadAccepted(HeadAccepted {
            by,
            stored: Head::EMPTY,
            note: "é".to_owned(),
        }),
    ];
    events.extend((0..4).map(|kind| {
        Event::AllocationSettled(Settled {
            number,
            answer: answer(kind, 9).0,
        })
    }));

    events
}

#[test]
fn every_kind_of_entry_is_read_back_as_it_was_written() {
    for event in every_kind() {
        let body = event.body();
        assert_eq!(Event::read(1, event.kind(), &body), Ok(event.clone()));
        assert!(Event::read(2, event.kind(), &body).is_err());
        assert!(Event::read(1, "something-else", &body).is_err());
        for length in 0..body.len() {
            assert!(
                Event::read(1, event.kind(), &body[..length]).is_err(),
                "cut at {length}: {event:?}"
            );
        }
        assert!(
            Event::read(1, event.kind(), &[&body[..], &[0]].concat()).is_err(),
            "{event:?}"
        );
    }
}

/// The bytes are hashed, so their form is a promise: this is version 1, for ever.
#[test]
fn the_form_is_frozen() {
    let event = Event::Opened(Opened {
        epoch: 7,
        program: "desk".to_owned(),
    });
    assert_eq!(
        event.body(),
        [
            0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 4, b'd', b'e', b's', b'k'
        ]
    );
    let all = every_kind().iter().fold(Head::EMPTY.hash, |prev, event| {
        let body = event.body();
        super::chain::hash(
            &prev,
            &super::chain::Link {
                number: 1,
                version: 1,
                at: 2,
                kind: event.kind(),
                body: &body,
            },
        )
    });
    let head = Head {
        number: EntryNumber(1),
        hash: all,
    };
    assert_eq!(
        head.hex(),
        "a65ad9970f2b9234cc3ca4b662e35c86a64ca0a2ac6d28e414ded9869e305247"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_random_history_is_what_a_pencil_says(steps in prop::collection::vec(step(), 1..25)) {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(live(steps));
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_decoder_stumble(kind in 0..16_usize, bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let kind = every_kind()[kind].kind();
        if let Ok(event) = Event::read(1, kind, &bytes) {
            prop_assert_eq!(event.body(), bytes);
        }
    }

    /// Bytes close to real ones get further into the decoder than random ones.
    #[test]
    fn changed_bytes_are_refused_or_mean_what_they_say(kind in 0..16_usize, edits in prop::collection::vec(edit(), 1..4)) {
        let event = &every_kind()[kind];
        let bytes = edits.into_iter().fold(event.body(), edited);
        if let Ok(read) = Event::read(1, event.kind(), &bytes) {
            prop_assert_eq!(read.body(), bytes);
        }
    }

    /// The same bytes under another word, as after a change of the column beside them.
    #[test]
    fn a_body_under_another_word_is_refused_or_means_what_it_says(kind in 0..16_usize, word in 0..16_usize) {
        let (event, word) = (&every_kind()[kind], every_kind()[word].kind());
        if let Ok(read) = Event::read(1, word, &event.body()) {
            prop_assert_eq!((read.kind(), read.body()), (word, event.body()));
        }
    }
}

/// One change to the bytes of an entry.
#[derive(Debug, Clone)]
enum Edit {
    Byte(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Drop(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize),
    /// The length or the count at one place, where there is one: the bytes that a decoder believes most readily.
    Number(prop::sample::Index, u32),
}

fn edit() -> impl Strategy<Value = Edit> {
    let place = any::<prop::sample::Index>;
    let number = prop_oneof![
        Just(0),
        Just(1),
        Just(u32::MAX),
        Just(i32::MAX as u32),
        0..64_u32
    ];
    prop_oneof![
        2 => (place(), any::<u8>()).prop_map(|(at, byte)| Edit::Byte(at, byte)),
        1 => place().prop_map(Edit::Cut),
        1 => (place(), 1..40_usize).prop_map(|(at, length)| Edit::Drop(at, length)),
        1 => (place(), 1..40_usize).prop_map(|(at, length)| Edit::Repeat(at, length)),
        3 => (place(), number).prop_map(|(at, number)| Edit::Number(at, number)),
    ]
}

fn edited(mut bytes: Vec<u8>, edit: Edit) -> Vec<u8> {
    let place = |at: prop::sample::Index| at.index(bytes.len().max(1)).min(bytes.len());
    match edit {
        Edit::Byte(at, byte) => {
            let at = place(at);
            bytes.splice(at..bytes.len().min(at.saturating_add(1)), [byte]);
        }
        Edit::Cut(at) => bytes.truncate(place(at)),
        Edit::Drop(at, length) => {
            let at = place(at);
            bytes.drain(at..bytes.len().min(at.saturating_add(length)));
        }
        Edit::Repeat(at, length) => {
            let at = place(at);
            let again = bytes[at..bytes.len().min(at.saturating_add(length))].to_vec();
            bytes.splice(at..at, again);
        }
        Edit::Number(at, number) => {
            let numbers = fields(&bytes);
            if let Some(place) = numbers.get(at.index(numbers.len().max(1))) {
                bytes.splice(*place..place.saturating_add(4), number.to_be_bytes());
            }
        }
    }

    bytes
}

/// Where each field's length begins, and the content of each field of four bytes, which may be a count.
fn fields(bytes: &[u8]) -> Vec<usize> {
    let (mut at, mut places) = (0_usize, Vec::new());
    while let Some(length) = bytes.get(at..at.saturating_add(4)) {
        places.push(at);
        let length = u32::from_be_bytes(length.try_into().unwrap()) as usize;
        if length == 4 && bytes.len() >= at.saturating_add(8) {
            places.push(at.saturating_add(4));
        }
        at = at.saturating_add(4).saturating_add(length);
        if at > bytes.len() {
            break;
        }
    }

    places
}

/// A count takes no memory before the values are there that it promises.
#[test]
fn a_made_up_count_is_refused_at_once() {
    let events = every_kind();
    let accepted = events
        .iter()
        .filter(|event| fields(&event.body()).len() > 2);
    let mut refused = 0;
    for event in accepted {
        for place in fields(&event.body()) {
            let mut bytes = event.body();
            bytes.splice(place..place.saturating_add(4), u32::MAX.to_be_bytes());
            match Event::read(1, event.kind(), &bytes) {
                Ok(read) => assert_eq!(read.body(), bytes, "{event:?}"),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > 100, "{refused}");
}

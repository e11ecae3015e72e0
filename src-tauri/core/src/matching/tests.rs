//! Examples, and random books against brute force.

#![allow(clippy::arithmetic_side_effects, reason = "small numbers in a test")]

use super::*;
use crate::money::Currency;
use crate::transaction::Level;
use proptest::prelude::*;

const ACCOUNT: &str = "73";

pub(super) fn usd(hundredths: i64) -> Money {
    Money::new(hundredths, Currency::USD)
}

pub(super) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

pub(super) fn id(number: u64) -> TransactionId {
    TransactionId::new(&number.to_string()).unwrap()
}

fn row(number: u64, seconds: i64, hundredths: i64) -> Transaction {
    Transaction {
        id: id(number),
        level: Level::Account,
        account: Some(AdvertiserId::new(ACCOUNT).unwrap()),
        account_name: String::new(),
        bc: None,
        portfolio: None,
        amount: usd(hundredths),
        subtotal: usd(hundredths),
        tax: usd(0),
        direction: Direction::In,
        kind: "INCREASE_BALANCE".to_owned(),
        billing: Billing::AdCredit,
        at: at(seconds),
        zone: "UTC".to_owned(),
    }
}

/// The counterpart at Business Center level.
pub(super) fn out(number: u64, seconds: i64, hundredths: i64) -> Transaction {
    Transaction {
        level: Level::BusinessCenter,
        account: None,
        direction: Direction::Out,
        ..row(number, seconds, hundredths)
    }
}

fn own(number: u64, phase: Phase, seconds: i64, claimed: &[u64]) -> Own {
    Own {
        number: AllocationNumber(number),
        phase,
        at: at(seconds),
        deadline: at(seconds + 60),
        claimed: claimed.iter().copied().map(id).collect(),
        snapshot: Vec::new(),
    }
}

const SKEW: Skew = Skew {
    ahead: SignedDuration::ZERO,
    slack: SignedDuration::from_mins(2),
};

fn ids(rows: &[&Transaction]) -> Vec<String> {
    rows.iter().map(|row| row.id.to_string()).collect()
}

fn seen<'r, 'a>(rows: &'r [&'a Transaction]) -> Seen<'r, 'a> {
    Seen {
        rows,
        from: at(-1000),
        skew: SKEW,
    }
}

pub(super) fn refs(rows: &[Transaction]) -> Vec<&Transaction> {
    rows.iter().collect()
}

#[test]
fn a_record_is_like_an_allocation_whatever_its_sign_and_kind() {
    let account = AdvertiserId::new(ACCOUNT).unwrap();
    let like = |change: &dyn Fn(&mut Transaction)| {
        let mut row = row(1, 0, 50_000);
        change(&mut row);
        is_like(&row, &account, usd(50_000))
    };
    assert!(like(&|_| ()));
    assert!(like(&|row| row.amount = usd(-50_000)));
    assert!(
        like(&|row| row.amount = usd(60_000)),
        "tax is not in the subtotal"
    );
    assert!(like(&|row| row.kind = "NEW".to_owned()));
    assert!(like(
        &|row| row.direction = Direction::Other("LATER".to_owned())
    ));
    assert!(!like(
        &|row| (row.amount, row.subtotal) = (usd(50_001), usd(50_001))
    ));
    assert!(!like(&|row| row.direction = Direction::Out));
    assert!(!like(&|row| row.billing = Billing::Cash));
    assert!(!like(&|row| row.account = None));
    let euro = Money::new(50_000, Currency::new("EUR").unwrap());
    assert!(!like(&|row| (row.amount, row.subtotal) = (euro, euro)));
}

#[test]
fn what_was_there_before_and_what_is_anothers_is_no_candidate() {
    let mut lost = own(9, Phase::Unknown, 0, &[]);
    lost.snapshot = vec![id(1)];
    let known = own(8, Phase::Succeeded, -30, &[2]);
    let rows = [row(1, 5, 1), row(2, 5, 1), row(3, 5, 1), row(4, -600, 1)];
    let found = candidates(&lost, &[lost.clone(), known], seen(&refs(&rows)));
    assert_eq!(ids(&found), ["3"]);
}

/// The record of an earlier allocation, whose ids TikTok never told, is not taken for this one's.
#[test]
fn an_allocation_without_a_known_record_takes_one_first() {
    let lost = own(9, Phase::Unknown, 0, &[]);
    let earlier = own(8, Phase::Succeeded, -30, &[]);
    let all = [lost.clone(), earlier];
    let one = [row(3, 5, 1)];
    assert!(candidates(&lost, &all, seen(&refs(&one))).is_empty());
    let two = [row(3, 5, 1), row(4, 6, 1)];
    assert_eq!(candidates(&lost, &all, seen(&refs(&two))).len(), 1);
}

/// What was read begins after an earlier allocation was confirmed: its record is not among it, and not missing either.
#[test]
fn a_confirmed_allocation_from_before_takes_nothing() {
    let lost = own(9, Phase::Unknown, 0, &[]);
    let rows = [row(3, 5, 1)];
    let count = |phase, claimed: &[u64]| {
        let before = own(8, phase, -5000, claimed);
        candidates(&lost, &[lost.clone(), before], seen(&refs(&rows))).len()
    };
    assert_eq!(count(Phase::Succeeded, &[2]), 1);
    assert_eq!(count(Phase::Succeeded, &[]), 1);
    assert_eq!(count(Phase::Applied, &[2]), 1);
    assert_eq!(
        count(Phase::Applied, &[]),
        0,
        "a person said so, and its record may be late"
    );
}

#[test]
fn clocks_that_differ_are_reckoned_with() {
    let lost = own(9, Phase::Unknown, 0, &[]);
    let theirs_is_behind = Skew::told(at(-3600), at(0));
    let early = row(3, -3590, 1);
    let is = |skew| (lost.can_be(&early, skew), in_time(&lost, &early, skew));
    assert_eq!(is(theirs_is_behind), (true, true));
    assert_eq!(is(SKEW), (false, false));
    let late = row(4, 181, 1);
    assert!(lost.can_be(&late, SKEW) && !in_time(&lost, &late, SKEW));
    assert!(in_time(&lost, &row(5, 180, 1), SKEW));
}

/// The slack of the clocks counts to its last second, at each end.
#[test]
fn the_first_and_the_last_second_count() {
    let lost = own(9, Phase::Unknown, 0, &[]);
    let is = |seconds| {
        let row = row(3, seconds, 1);
        (lost.can_be(&row, SKEW), in_time(&lost, &row, SKEW))
    };
    assert_eq!(is(-121), (false, false));
    assert_eq!(is(-120), (true, true));
    assert_eq!(is(180), (true, true));
    assert_eq!(is(181), (true, false));
    // Confirmed within its minute, so its record may be the very first that was read, or one before it.
    let edge = [row(3, -1000, 1)];
    let edge = refs(&edge);
    let left = |confirmed| {
        let before = own(8, Phase::Succeeded, confirmed, &[]);
        unexplained(&[before], seen(&edge)).len()
    };
    assert_eq!((left(-1180), left(-1181)), (0, 1));
}

/// TikTok is asked for a day more than is wanted, because of the zones.
#[test]
fn older_records_that_come_along_are_no_surplus() {
    let day = 86_400;
    let older = own(1, Phase::Succeeded, -day - day / 4, &[]);
    let both = [older, own(2, Phase::Succeeded, 0, &[])];
    let rows = [row(11, -day - day / 4 + 1, 50_000), row(12, 1, 50_000)];
    let rows = refs(&rows);
    let seen = Seen {
        from: at(-day),
        ..seen(&rows)
    };
    assert!(unexplained(&both, seen).is_empty());
    assert!(alarm(&both, seen).is_none());
}

#[test]
fn one_record_too_many_is_an_alarm() {
    let moved = own(8, Phase::Succeeded, 0, &[1]);
    let rows = [row(1, 5, 1), row(2, 9, 1)];
    let raised = alarm(std::slice::from_ref(&moved), seen(&refs(&rows))).unwrap();
    assert_eq!((raised.number.0, raised.record.id.as_str()), (8, "2"));
    let next_day = [row(1, 5, 1), row(2, 90_000, 1)];
    assert_eq!(
        alarm(std::slice::from_ref(&moved), seen(&refs(&next_day))),
        None
    );
    let alarmed = own(8, Phase::DuplicateSuspected, 0, &[1, 2]);
    assert_eq!(alarm(&[alarmed], seen(&refs(&rows))), None);
    let open = own(9, Phase::Unknown, 3, &[]);
    assert_eq!(alarm(&[moved, open], seen(&refs(&rows))), None);
}

#[test]
fn a_record_after_not_executed_contradicts_it_unless_the_replacement_explains_it() {
    let closed = own(8, Phase::NotApplied, 0, &[]);
    let replacement = own(9, Phase::Succeeded, 1000, &[2]);
    let all = [closed, replacement];
    let own_record = [row(2, 1001, 1)];
    assert_eq!(alarm(&all, seen(&refs(&own_record))), None);
    let both = [row(2, 1001, 1), row(1, 20, 1)];
    assert_eq!(alarm(&all, seen(&refs(&both))).unwrap().number.0, 8);
}

/// How long a record is taken for the one of an allocation before it; never where it was there before that.
#[test]
fn alarms_have_their_time() {
    let day = 86_400;
    let raises = |one: &Own, seconds| {
        let mut rows = vec![row(1, seconds, 1)];
        if !one.claimed.is_empty() {
            rows.push(row(7, 0, 1));
        }
        alarm(std::slice::from_ref(one), seen(&refs(&rows))).is_some()
    };
    for (phase, claimed, limit) in [
        (Phase::NotApplied, &[][..], 30 * day),
        (Phase::Succeeded, &[7], day),
        (Phase::Applied, &[7], day),
        (Phase::Rejected, &[], 180),
    ] {
        let mut one = own(8, phase, 0, claimed);
        assert!(raises(&one, -120), "{phase:?}");
        assert!(!raises(&one, -121), "{phase:?}");
        assert!(raises(&one, limit), "{phase:?}");
        assert!(!raises(&one, limit + 1), "{phase:?}");
        one.snapshot = vec![id(1)];
        assert!(!raises(&one, 20), "{phase:?}");
    }
    // Of two, the one nearest before it.
    let two = [
        own(8, Phase::NotApplied, 0, &[]),
        own(9, Phase::NotApplied, 500, &[]),
    ];
    let (before, after) = ([row(1, 20, 1)], [row(1, 520, 1)]);
    assert_eq!(alarm(&two, seen(&refs(&before))).unwrap().number.0, 8);
    assert_eq!(alarm(&two, seen(&refs(&after))).unwrap().number.0, 9);
}

/// Somebody on the way sent the request twice: one was refused, the other executed. Later it may be anybody's.
#[test]
fn a_record_within_the_minute_of_a_refusal_contradicts_it() {
    let refused = own(8, Phase::Rejected, 0, &[]);
    let in_time = [row(1, 20, 1)];
    let raised = alarm(std::slice::from_ref(&refused), seen(&refs(&in_time))).unwrap();
    assert_eq!(
        (raised.number.0, raised.happening()),
        (8, Happening::RecordAppeared)
    );
    let later = [row(1, 1000, 1)];
    assert_eq!(
        alarm(std::slice::from_ref(&refused), seen(&refs(&later))),
        None
    );
    let replacement = own(9, Phase::Succeeded, 30, &[1]);
    assert_eq!(alarm(&[refused, replacement], seen(&refs(&in_time))), None);
}

/// Whether every allocation that explains a record can be given one of its own, leaving `spared` over: tried in every way.
fn brute_force(own: &[Own], rows: &[&Transaction], spared: usize) -> bool {
    fn tries(own: &[(Own, usize)], rows: &[&Transaction], spared: usize) -> usize {
        let Some(((one, takes), rest)) = own.split_first() else {
            return rows.len().saturating_sub(spared);
        };
        if *takes == 0 {
            return tries(rest, rows, spared);
        }
        let mut again = vec![(one.clone(), takes - 1)];
        again.extend_from_slice(rest);
        let mut best = tries(rest, rows, spared);
        for place in 0..rows.len() {
            if one.can_be(rows[place], SKEW) {
                let mut others = rows.to_vec();
                others.remove(place);
                best = best.min(tries(&again, &others, spared));
            }
        }
        best
    }
    let takers: Vec<(Own, usize)> = own
        .iter()
        .map(|one| (one.clone(), one.explains(at(-1000), SKEW)))
        .collect();
    tries(&takers, rows, spared) == 0
}

proptest! {
    /// No cleverer way of dealing out leaves fewer records over.
    #[test]
    fn as_many_records_are_explained_as_can_be(
        takers in prop::collection::vec((0..5_usize, 0..2000_i64), 0..4),
        moments in prop::collection::vec(0..2000_i64, 0..5),
        known in prop::collection::vec((0..4_usize, 0..5_usize), 0..3),
    ) {
        let phases = [Phase::Succeeded, Phase::Applied, Phase::DuplicateSuspected, Phase::NotApplied, Phase::Unknown];
        let rows: Vec<Transaction> = (0_u64..).zip(&moments).map(|(number, moment)| row(number, *moment, 1)).collect();
        let mut all: Vec<Own> = (0_u64..).zip(&takers).map(|(number, (phase, moment))| own(number, phases[*phase], *moment, &[])).collect();
        for (taker, known) in known {
            if let (Some(one), Some(row)) = (all.get_mut(taker), rows.get(known)) {
                one.snapshot.push(row.id.clone());
            }
        }
        let rows = refs(&rows);
        let left = unexplained(&all, seen(&rows));
        prop_assert!(brute_force(&all, &rows, left.len()));
        prop_assert!(left.is_empty() || !brute_force(&all, &rows, left.len() - 1));
    }
}

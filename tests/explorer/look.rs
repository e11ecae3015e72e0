//! What the program sees in TikTok's records: the core's own weighing and its own alarms, worked out once for each case.

use crate::evidence::{self, account_rows, own, skew, transfer_of};
use crate::fingerprint::Quickly;
use crate::model::Steps;
use crate::rules::{JournalRead, Matching, OldCopy, Records as Belong};
use crate::state::{ATTEMPTS, Journal, RECORDS, Record, Row, Set, State};
use desk_core::clock::Timestamp;
use desk_core::matching;
use desk_core::protocol::{Equation, Evidence, Happening, Verdict, verdict};
use desk_core::recover::{Doubt, Look, weigh};
use desk_core::transaction::Transaction;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;

/// One look at an unknown outcome.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// The transfer that proves it.
    pub proof: Option<u8>,
    /// Transfers that can be it.
    pub candidates: Set,
    /// See [`Look::nothing_moved`].
    pub nothing_moved: bool,
    /// See [`Look::has_traces`].
    pub has_traces: bool,
}

/// What one of TikTok's records contradicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alarm {
    pub attempt: u8,
    pub happening: Happening,
    pub record: u8,
}

/// What was worked out already.
#[derive(Default)]
pub struct Known {
    looks: RefCell<Worked<LookAt, Seen>>,
    alarms: RefCell<Worked<AlarmAt, Option<Alarm>>>,
}

/// All that a look depends on.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct LookAt {
    attempt: u8,
    before: Journal,
    now: Journal,
    records: [Option<Record>; RECORDS],
    accounts: [Option<u8>; ATTEMPTS],
    balance: (i8, u16),
    restored: bool,
}

/// All that an alarm depends on.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct AlarmAt {
    account: u8,
    from: Option<u16>,
    journal: Journal,
    records: [Option<Record>; RECORDS],
    accounts: [Option<u8>; ATTEMPTS],
}

/// What is worked out by what it depends on.
type Worked<K, V> = HashMap<K, V, Quickly>;

/// More are not kept, for the memory's sake.
const MOST: usize = 4_000_000;

fn worked_out<K: Hash + Eq, V: Copy>(
    known: &RefCell<Worked<K, V>>,
    key: K,
    work: impl FnOnce() -> V,
) -> V {
    let mut known = known.borrow_mut();
    if known.len() == MOST {
        known.clear();
    }

    *known.entry(key).or_insert_with(work)
}

fn accounts(state: &State) -> [Option<u8>; ATTEMPTS] {
    state
        .attempts
        .map(|attempt| attempt.map(|attempt| attempt.account))
}

/// What a look shows. `journal` is what was read of it before TikTok was.
pub fn seen(steps: &Steps<'_>, journal: &Journal, row: &Row, balance: (i8, u16)) -> Seen {
    let state = steps.from;
    let key = LookAt {
        attempt: row.attempt,
        before: *journal,
        now: state.journal,
        records: state.records,
        accounts: accounts(state),
        balance,
        restored: state.restored,
    };

    worked_out(&steps.model.known.looks, key, || {
        look(steps, journal, row, balance)
    })
}

fn look(steps: &Steps<'_>, journal: &Journal, row: &Row, balance: (i8, u16)) -> Seen {
    let (model, state) = (steps.model, steps.from);
    let place = journal.place(row.attempt).unwrap();
    let traces = evidence::traces(state, row, balance, model.world.second_list);
    let before = evidence::relatives(journal, state, place);
    let mut relatives = match model.rules.looking {
        JournalRead::AgainAfterTikTok | JournalRead::AgainUncompared => {
            evidence::relatives(&state.journal, state, place)
        }
        JournalRead::OnceBefore => before.clone(),
    };
    let compared = model.rules.looking == JournalRead::AgainAfterTikTok;
    let doubt = Doubt {
        frozen: match model.rules.old_copy {
            OldCopy::Freezes => state.restored || relatives.accepted_since,
            OldCopy::FreezesUntilAccepted => state.restored,
            OldCopy::KeepsFromSending | OldCopy::IsTakenAsIs => false,
        },
        overtaken: compared && relatives != before,
    };
    let number = relatives.allocation.number;
    if model.rules.records == Belong::ToAny {
        relatives.own.retain(|own| own.number == number);
    }
    let look = weigh(&relatives, &traces, doubt).unwrap();
    let verdict = match model.rules.matching {
        Matching::WithTheBalance => look.verdict,
        Matching::Plain => {
            let this = relatives.own.iter().find(|own| own.number == number);
            plain(&look, this.unwrap(), doubt)
        }
    };
    let candidates = look
        .candidates
        .iter()
        .map(|record| transfer_of(&record.id))
        .fold(Set::default(), Set::with);

    Seen {
        proof: match (verdict, look.candidates.as_slice()) {
            (Verdict::Proven, [record]) => Some(transfer_of(&record.id)),
            _ => None,
        },
        candidates,
        nothing_moved: look.nothing_moved(),
        has_traces: look.has_traces(),
    }
}

/// One candidate in time is enough, whatever the balance says.
fn plain(look: &Look, own: &matching::Own, doubt: Doubt) -> Verdict {
    let in_time = matches!(look.candidates.as_slice(), [record]
        if matching::in_time(own, record, skew()));

    verdict(Evidence {
        frozen: doubt.frozen,
        candidates: look.candidates.len(),
        in_time,
        equation: Equation::Moved,
        witness: look.witness,
    })
}

/// The first alarm at an account: by all records, or by those from a day before the minute of an allocation on.
pub fn raised(steps: &Steps<'_>, account: u8, from: Option<u16>) -> Option<Alarm> {
    let state = steps.from;
    let key = AlarmAt {
        account,
        from,
        journal: state.journal,
        records: state.records,
        accounts: accounts(state),
    };

    worked_out(&steps.model.known.alarms, key, || {
        let from = from.map_or(Timestamp::MIN, evidence::from);
        alarm(state, account, from)
    })
}

fn alarm(state: &State, account: u8, from: Timestamp) -> Option<Alarm> {
    let rows = account_rows(state, account, from);
    let like: Vec<&Transaction> = rows.iter().collect();
    let seen = matching::Seen {
        rows: &like,
        from,
        skew: skew(),
    };
    let own = own(&state.journal, state, account);
    let alarm = matching::alarm(&own, seen)?;
    let place = usize::try_from(alarm.number.0).unwrap() - 1;

    Some(Alarm {
        attempt: state.journal.rows[place].unwrap().attempt,
        happening: alarm.happening(),
        record: transfer_of(&alarm.record.id),
    })
}

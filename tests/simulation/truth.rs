//! What TikTok really did, against what the entries say of it (promises 1, 2, 4 and 6).

use crate::history::{Case, State};
use crate::invariants::Checker;
use crate::vendor::{Origin, Record, Truth};
use crate::world::World;
use std::collections::BTreeMap;

/// Everything that looks the same: one account, one amount.
#[derive(Debug, Clone, Copy, Default)]
struct Alike {
    /// Records at the account's level, whoever made them.
    records: usize,
    /// When the first allocation of ours was recorded that may have moved anything.
    since: Option<i64>,
    /// Records made from then on, or by us: what others made before gives no alarm.
    later: usize,
    /// Of those, the ones made within a day of an allocation that took effect: a later one is not called a second execution.
    soon: usize,
    /// Allocations of ours that were executed.
    executed: usize,
    /// Of those, the ones whose entries say that they took effect, or may have.
    explained: usize,
    /// Alarms that were raised.
    alarms: usize,
    /// Allocations of which the entries say that they took effect.
    placed: usize,
    /// Somebody else moved this amount out of the Business Center, into this account or another.
    like_ours: bool,
}

impl Alike {
    /// Records that none of our allocations made, or that one of them made once too often: nobody can tell them apart.
    fn foreign(self) -> usize {
        self.records.saturating_sub(self.executed)
    }
}

/// Where TikTok tells no time, its clock may differ by a quarter of an hour.
const CLOCKS_DIFFER: i64 = 16 * 60 * 1_000_000;

/// A record made so much later than an allocation may be anybody's (the protocol's alarm for a second execution).
const CALLED_SECOND: i64 = 24 * 3600 * 1_000_000;

/// Account and amount.
type Key = (String, i64);

impl Checker {
    /// Promises 1, 2 and 4 after a step. What a person guessed may be wrong, and what was closed may be executed later.
    pub(crate) fn check_truth(&mut self, world: &World) {
        let truth = world.vendor(|vendor| vendor.truth());
        let alike = self.alike(&truth, world);
        let mut found = Vec::new();
        for (number, case) in &self.history.cases {
            let executed = truth.get(&case.request).map_or(0, |done| done.times);
            let (left, arrives) = self.sent(&case.request);
            if executed > 1 && arrives < 2 {
                found.push((2, format!("{number} was executed {executed} times")));
            }
            if executed > 0 && !left {
                found.push((1, format!("{number} was executed and never sent")));
            }
            let same = alike.get(&key(case)).copied().unwrap_or_default();
            let wrong = match case.state {
                State::Succeeded => executed == 0,
                // Somebody else's transfer like it cannot be told apart (the plan's T3).
                State::Applied if case.proven => executed == 0 && !same.like_ours,
                State::Applied => executed == 0 && !self.guessed.contains(number),
                State::Rejected | State::NotSent => executed > 0 && arrives < 2,
                State::Contradicted | State::Duplicate => {
                    same.alarms > same.records.saturating_sub(same.explained)
                        && !self.clock_was_wrong
                }
                State::Sending | State::Unknown | State::NotApplied => false,
            };
            if wrong {
                let what = format!(
                    "{number} is {} and was executed {executed} times",
                    case.state
                );
                found.push((4, format!("{what}; alike: {same:?}")));
            }
        }
        found.extend(self.settled_by_older(world));
        for request in truth.keys() {
            if self.history.of_request(request).is_none() && !self.forgotten.contains(request) {
                found.push((
                    3,
                    format!("{request} was executed and is not in the journal"),
                ));
            }
        }
        for (promise, what) in found {
            self.broken(promise, &what);
        }
    }

    /// What TikTok's records proved or gave alarm of was made after the sending, as far as clocks can tell.
    fn settled_by_older(&self, world: &World) -> Vec<(u8, String)> {
        let judged =
            self.history.cases.iter().filter(|(_, case)| {
                !self.clock_was_wrong && (case.state.is_alarm() || case.proven)
            });
        let older = world.vendor(|vendor| {
            judged
                .filter_map(|(number, case)| {
                    let id: u64 = case.record.as_ref()?.parse().ok()?;
                    let record = vendor.records.iter().find(|record| record.id == id)?;
                    (record.at < case.at - CLOCKS_DIFFER).then_some((number, id))
                })
                .collect::<Vec<_>>()
        });

        older
            .into_iter()
            .map(|(number, id)| (4, format!("{number} is settled by the older record {id}")))
            .collect()
    }

    /// At the end, when every record can be read and was read: no contradiction and no surplus without an alarm for that
    /// account and amount, and the sums are those of TikTok.
    pub(crate) fn check_settled(&mut self, world: &World) {
        let truth = world.vendor(|vendor| vendor.truth());
        let alike = self.alike(&truth, world);
        let mut found = Vec::new();
        for (number, case) in &self.history.cases {
            let executed = truth.get(&case.request).map_or(0, |done| done.times);
            let silent = match case.state {
                State::NotApplied => executed > 0,
                State::Succeeded | State::Applied => executed > 1,
                _ => false,
            };
            let same = alike.get(&key(case)).copied().unwrap_or_default();
            let watched = case.at > self.watched_since && !self.clock_was_wrong;
            // A second execution that another allocation, itself never executed, was taken for cannot be told apart.
            let made = match case.state {
                State::NotApplied => same.later,
                _ => same.soon,
            };
            let surplus = made > same.placed && same.alarms == 0;
            if silent && watched && surplus && !self.guessed_about(&key(case)) {
                let what = format!("{number} is {}, was executed {executed} times", case.state);
                found.push((
                    4,
                    format!("{what}, and no alarm was raised; alike: {same:?}"),
                ));
            }
        }
        for (key, same) in &alike {
            // An alarm says that they differ, perhaps against another one alike. What nobody watches any more, what cannot be told apart and what was guessed may differ for good.
            let sure = same.foreign() == 0 && !self.clock_was_wrong && !self.guessed_about(key);
            let watched = self.cases_of(key).all(|case| case.at > self.watched_since);
            if sure && watched && same.placed.abs_diff(same.executed) > same.alarms {
                found.push((
                    6,
                    format!("{key:?} is not the sum that TikTok has: {same:?}"),
                ));
            }
        }
        for (promise, what) in found {
            self.broken(promise, &what);
        }
    }

    fn cases_of(&self, of: &Key) -> impl Iterator<Item = &Case> {
        self.history
            .cases
            .values()
            .filter(move |case| key(case) == *of)
    }

    /// Whether a person closed as executed, without knowing, something of this account and amount.
    fn guessed_about(&self, of: &Key) -> bool {
        let mut guessed = self.guessed.iter();

        guessed.any(|number| {
            self.history
                .cases
                .get(number)
                .is_some_and(|case| key(case) == *of)
        })
    }

    /// Whether a record is none that the journal's allocations asked for, once each, out of the Business Center.
    fn is_unasked(&self, origin: &Origin, truth: &BTreeMap<String, Truth>) -> bool {
        match origin {
            Origin::Ours(request) => {
                let twice = truth.get(request).is_some_and(|done| done.times > 1);
                // What a person closed and TikTok executes later leaves the traces of one that is sent then.
                let closed = self.history.of_request(request).is_some_and(|(_, case)| {
                    matches!(case.state, State::NotApplied | State::Contradicted)
                });
                twice || closed || self.forgotten.contains(request)
            }
            Origin::Outsider => true,
            Origin::Elsewhere => false,
        }
    }

    /// What there is of each account and amount.
    fn alike(&self, truth: &BTreeMap<String, Truth>, world: &World) -> BTreeMap<Key, Alike> {
        let mut alike: BTreeMap<Key, Alike> = BTreeMap::new();
        for case in self.history.cases.values() {
            let same = alike.entry(key(case)).or_default();
            let executed = truth.contains_key(&case.request);
            let counted = case.state.counts() && case.state != State::Contradicted;
            if !matches!(case.state, State::Rejected | State::NotSent) {
                same.since = Some(same.since.map_or(case.at, |since| since.min(case.at)));
            }
            same.executed += usize::from(executed);
            same.explained += usize::from(executed && counted);
            same.alarms += usize::from(case.state.is_alarm());
            same.placed += usize::from(case.state.counts());
        }
        world.vendor(|vendor| {
            for record in &vendor.records {
                let account = record.account.map(|place| &vendor.accounts[place].id);
                let Some(account) = account else { continue };
                let key = (account.clone(), record.amount);
                if let Some(same) = alike.get_mut(&key) {
                    same.records += 1;
                    let ours = matches!(record.origin, Origin::Ours(_));
                    let later = ours || same.since.is_some_and(|since| record.at >= since);
                    same.later += usize::from(later);
                    let soon = self
                        .cases_of(&key)
                        .filter(|case| case.state.counts())
                        .any(|case| record.at - case.at <= CALLED_SECOND);
                    same.soon += usize::from(later && soon);
                }
            }
            for ((account, amount), same) in &mut alike {
                let of_amount = vendor.records.iter().filter(|one| one.amount == *amount);
                let unasked = |one: &&Record| self.is_unasked(&one.origin, truth);
                let not_ours = |one: &&Record| {
                    let here = one.account.map(|place| &vendor.accounts[place].id);
                    here == Some(account) && (unasked(one) || one.origin == Origin::Elsewhere)
                };
                same.like_ours = of_amount.clone().any(|one| not_ours(&one))
                    && of_amount.clone().any(|one| unasked(&one));
            }
        });

        alike
    }
}

fn key(case: &Case) -> Key {
    (case.account.clone(), case.amount)
}

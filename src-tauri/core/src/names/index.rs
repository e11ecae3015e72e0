//! Which accounts of one Business Center can be mistaken for each other, found once per sync and not pair by pair.
//!
//! Two names one letter apart become the same when that letter is left out of one of them, or of both at the same place. So
//! each name is spelled once whole and once without each letter, and equal spellings are found by sorting.

use super::{Folded, Likeness, LookAlike};
use crate::id::AdvertiserId;
use std::collections::BTreeMap;

/// All names of one Business Center.
#[derive(Debug, Default)]
pub struct NameIndex {
    accounts: Vec<Named>,
    likeness: BTreeMap<AdvertiserId, Likeness>,
}

#[derive(Debug)]
struct Named {
    id: AdvertiserId,
    name: String,
    folded: Folded,
}

impl NameIndex {
    /// Compares all names with all others.
    #[must_use]
    pub fn build(names: impl IntoIterator<Item = (AdvertiserId, String)>) -> Self {
        let accounts: Vec<Named> = names
            .into_iter()
            .map(|(id, name)| Named {
                folded: Folded::of(&name),
                id,
                name,
            })
            .collect();
        let mut likeness = BTreeMap::new();
        for account in similar_by_letters(&accounts) {
            likeness.insert(account.id.clone(), Likeness::Similar);
        }
        for account in sharing(&accounts, |account| Some(&account.folded.key[..])) {
            likeness.insert(account.id.clone(), Likeness::Similar);
        }
        for account in sharing(&accounts, |account| {
            Some(account.folded.stem()).filter(|stem| !stem.is_empty())
        }) {
            likeness.insert(account.id.clone(), Likeness::Similar);
        }
        for account in sharing(&accounts, |account| Some(&account.name)) {
            likeness.insert(account.id.clone(), Likeness::Same);
        }

        Self { accounts, likeness }
    }

    /// Whether some other account can be mistaken for this one: the mark in its row.
    #[must_use]
    pub fn mark(&self, id: &AdvertiserId) -> Option<Likeness> {
        self.likeness.get(id).copied()
    }

    /// The accounts that can be mistaken for this one, the same names first, at most `most` of them.
    #[must_use]
    pub fn look_alikes(&self, id: &AdvertiserId, most: usize) -> Vec<LookAlike> {
        if self.mark(id).is_none() {
            return Vec::new();
        }
        let Some(me) = self.accounts.iter().find(|account| account.id == *id) else {
            return Vec::new();
        };
        let mut others: Vec<LookAlike> = self
            .accounts
            .iter()
            .filter(|other| other.id != me.id && other.folded.is_like(&me.folded))
            .map(|other| LookAlike {
                id: other.id.clone(),
                name: other.name.clone(),
                same: other.name == me.name,
            })
            .collect();
        others.sort_by(|a, b| (!a.same, &a.name, &a.id).cmp(&(!b.same, &b.name, &b.id)));
        others.truncate(most);

        others
    }
}

/// Accounts that have something in common with another one.
fn sharing<'a, T: Ord + ?Sized + 'a>(
    accounts: &'a [Named],
    part: impl Fn(&'a Named) -> Option<&'a T>,
) -> impl Iterator<Item = &'a Named> {
    let mut groups: BTreeMap<&T, Vec<&Named>> = BTreeMap::new();
    for account in accounts {
        if let Some(part) = part(account) {
            groups.entry(part).or_default().push(account);
        }
    }

    groups
        .into_values()
        .filter(|group| group.len() > 1)
        .flatten()
}

/// Accounts whose key is one letter from another's.
fn similar_by_letters(accounts: &[Named]) -> Vec<&Named> {
    let mut spellings: Vec<Spelling> = (0..)
        .zip(accounts)
        .flat_map(|(number, account)| spellings_of(number, &account.folded))
        .collect();
    // Plain numbers sort fast, and there are a quarter of a million of them.
    spellings.sort_unstable_by_key(|spelling| spelling.0);
    let mut found: Vec<&Spelling> = Vec::new();
    for same in spellings.chunk_by(|a, b| a.hash() == b.hash()) {
        let whole = same
            .iter()
            .take_while(|spelling| spelling.is_whole())
            .count();
        if whole > 0 && whole < same.len() {
            found.extend(same);
            continue;
        }
        let at_one_place = same.chunk_by(|a, b| a.place() == b.place());
        found.extend(at_one_place.filter(|group| group.len() > 1).flatten());
    }

    found
        .into_iter()
        .filter_map(|spelling| accounts.get(spelling.account()))
        .collect()
}

/// One spelling in one number, sorted by hash, then whole before shortened, then by place, then by account.
#[derive(Debug, Clone, Copy)]
struct Spelling(u128);

impl Spelling {
    fn new(hash: u64, place: u32, account: u32) -> Self {
        Self((u128::from(hash) << 64) | (u128::from(place) << 32) | u128::from(account))
    }

    fn hash(self) -> u128 {
        self.0 >> 64
    }

    /// 0: nothing is left out; 1: the first letter; and so on.
    fn place(self) -> u128 {
        self.0 >> 32
    }

    fn is_whole(self) -> bool {
        self.place() & u128::from(u32::MAX) == 0
    }

    fn account(self) -> usize {
        usize::try_from(self.0 & u128::from(u32::MAX)).unwrap_or(usize::MAX)
    }
}

/// The key whole and without each letter. A spelling is hashed as a polynomial, so that leaving a letter out costs one step
/// and a long name no more than its length. Whoever makes two names collide gains a mark in a row, nothing else.
fn spellings_of(account: u32, folded: &Folded) -> Vec<Spelling> {
    if !folded.compares_by_letters() {
        return Vec::new();
    }
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut starts = Vec::with_capacity(folded.key.len());
    let mut whole = 0_u64;
    for letter in &folded.key {
        starts.push(whole);
        whole = whole.wrapping_mul(BASE).wrapping_add(spread(*letter));
    }
    let mut spellings = vec![Spelling::new(whole, 0, account)];
    let (mut end, mut weight) = (0_u64, 1_u64);
    let places = (1..).zip(&folded.key).zip(starts).collect::<Vec<_>>();
    for ((place, letter), start) in places.into_iter().rev() {
        let without = start.wrapping_mul(weight).wrapping_add(end);
        spellings.push(Spelling::new(without, place, account));
        end = end.wrapping_add(spread(*letter).wrapping_mul(weight));
        weight = weight.wrapping_mul(BASE);
    }

    spellings
}

/// A letter as a number whose bits all matter.
fn spread(letter: char) -> u64 {
    let mut spread = u64::from(letter)
        .wrapping_add(1)
        .wrapping_mul(0xbf58_476d_1ce4_e5b9);
    spread = (spread ^ (spread >> 30)).wrapping_mul(0x94d0_49bb_1331_11eb);

    spread ^ (spread >> 31)
}

#[cfg(test)]
mod tests {
    use super::super::likeness;
    use super::super::tests::PAIRS;
    use super::*;
    use proptest::prelude::*;

    fn id(number: usize) -> AdvertiserId {
        AdvertiserId::new(&number.to_string()).unwrap()
    }

    fn index(names: &[String]) -> NameIndex {
        NameIndex::build(
            names
                .iter()
                .enumerate()
                .map(|(at, name)| (id(at), name.clone())),
        )
    }

    /// Pair by pair, the slow and certain way.
    fn certain(names: &[String], me: usize) -> Option<Likeness> {
        let others = names.iter().enumerate().filter(|(at, _)| *at != me);
        others
            .filter_map(|(_, other)| likeness(&names[me], other))
            .min()
    }

    #[test]
    fn the_index_agrees_with_every_known_pair() {
        for (one, other, expected) in PAIRS {
            let names = [one.to_string(), other.to_string()];
            let index = index(&names);
            assert_eq!(index.mark(&id(0)), *expected, "{one:?} {other:?}");
            assert_eq!(index.mark(&id(1)), *expected, "{one:?} {other:?}");
            let found = index.look_alikes(&id(0), 10);
            assert_eq!(
                found.len(),
                usize::from(expected.is_some()),
                "{one:?} {other:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn the_index_agrees_with_comparing_every_pair(
            names in proptest::collection::vec("[abA &1-2]{0,5}", 0..24)
        ) {
            let index = index(&names);
            for me in 0..names.len() {
                prop_assert_eq!(index.mark(&id(me)), certain(&names, me), "{:?}", &names[me]);
                let found = index.look_alikes(&id(me), usize::MAX);
                prop_assert_eq!(found.is_empty(), index.mark(&id(me)).is_none());
            }
        }
    }

    #[test]
    fn the_same_names_come_first_and_the_list_ends() {
        let names = ["Cobalt 2", "Cobalt", "Cobalt", "Alder"].map(str::to_owned);
        let index = index(&names);
        let found = index.look_alikes(&id(1), 10);
        let ids: Vec<_> = found
            .iter()
            .map(|other| (other.id.clone(), other.same))
            .collect();
        assert_eq!(ids, [(id(2), true), (id(0), false)]);
        assert_eq!(index.look_alikes(&id(1), 1).len(), 1);
        assert_eq!(index.look_alikes(&id(3), 10), []);
        assert_eq!(index.look_alikes(&id(99), 10), []);
    }

    /// A name per account with nothing in common but the words, so that no group is large.
    #[test]
    fn ten_thousand_names_make_spellings_in_proportion() {
        let words = [
            "Alder",
            "Bellwether",
            "Cobalt",
            "Dovetail",
            "Fernhill",
            "Kestrel",
            "Larkspur",
        ];
        let names: Vec<String> = (0..10_000_usize)
            .map(|at| {
                format!(
                    "{} {:04x} {}",
                    words[at % 7],
                    at.wrapping_mul(40_503) % 65_536,
                    words[at % 5]
                )
            })
            .collect();
        let index = index(&names);
        let accounts = index.accounts.iter();
        let spellings: usize = accounts
            .map(|account| spellings_of(0, &account.folded).len())
            .sum();
        let letters: usize = index
            .accounts
            .iter()
            .map(|account| account.folded.key.len())
            .sum();
        assert_eq!(spellings, letters + names.len());
        for me in (0..names.len()).step_by(2503) {
            assert_eq!(index.mark(&id(me)), certain(&names, me), "{}", names[me]);
        }
    }
}

//! Which accounts of one Business Center can be mistaken for each other, found once per sync and not pair by pair.
//!
//! Two names one letter apart share a pattern: the name with that letter blanked, or with it left out. So names are compared
//! by looking up patterns; 10,000 names make a few hundred thousand of them.

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

/// Which way a pattern was made: only some ways that meet mean one letter apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Made {
    /// A gap for one more letter at this place.
    Opened,
    /// The letter at this place left out.
    Shortened,
    /// The letter at this place blanked.
    Blanked,
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
fn similar_by_letters(accounts: &[Named]) -> impl Iterator<Item = &Named> {
    let mut patterns: Vec<(u64, Made, &Named)> = accounts.iter().flat_map(patterns_of).collect();
    patterns.sort_unstable_by_key(|(hash, made, _)| (*hash, *made));
    let mut found = Vec::new();
    for run in patterns.chunk_by(|(a, ..), (b, ..)| a == b) {
        let of = |wanted: Made| run.iter().filter(move |(_, made, _)| *made == wanted);
        let meets = of(Made::Opened).count() > 0 && of(Made::Shortened).count() > 0;
        let blanked = of(Made::Blanked).count() > 1;
        if meets || blanked {
            found.extend(run.iter().map(|(.., account)| *account));
        }
    }

    found.into_iter()
}

/// All patterns of one account's key. Starts and ends are hashed once, so a long name costs no more than its length.
fn patterns_of(account: &Named) -> Vec<(u64, Made, &Named)> {
    let key = &account.folded.key;
    if !account.folded.compares_by_letters() {
        return Vec::new();
    }
    let length = key.len();
    let starts = running_hashes(key.iter());
    let mut ends = running_hashes(key.iter().rev());
    ends.reverse();
    let blanked = starts.iter().zip(ends.iter().skip(1)).enumerate();
    let blanked = blanked.map(|(place, (start, end))| (Made::Blanked, length, place, start, end));
    let shortened = starts.iter().zip(ends.iter().skip(1)).enumerate();
    let shortened =
        shortened.map(|(place, (start, end))| (Made::Shortened, length, place, start, end));
    let opened = starts.iter().zip(&ends).enumerate();
    let opened = opened
        .map(|(place, (start, end))| (Made::Opened, length.saturating_add(1), place, start, end));

    blanked
        .chain(shortened)
        .chain(opened)
        .map(|(made, length, place, start, end)| {
            // A gap and a letter left out are the same pattern, made from the two names.
            let kind = u64::from(made == Made::Blanked);
            let parts = [kind, number(length), number(place), *start, *end];
            (parts.into_iter().fold(0, mixed), made, account)
        })
        .collect()
}

/// The hash of nothing, of the first letter, of the first two, …
fn running_hashes<'a>(letters: impl Iterator<Item = &'a char>) -> Vec<u64> {
    let mut hashes = vec![0];
    let mut hash = 0;
    for letter in letters {
        hash = mixed(hash, u64::from(*letter));
        hashes.push(hash);
    }

    hashes
}

/// One more value into a hash. Well spread, not secret: whoever makes two names collide gains a mark in a row.
fn mixed(hash: u64, value: u64) -> u64 {
    let mut mixed = hash.rotate_left(23) ^ value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);

    mixed ^ (mixed >> 31)
}

fn number(place: usize) -> u64 {
    u64::try_from(place).unwrap_or(u64::MAX)
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
    fn ten_thousand_names_make_patterns_in_proportion() {
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
        let patterns: usize = index
            .accounts
            .iter()
            .map(|account| patterns_of(account).len())
            .sum();
        let letters: usize = index
            .accounts
            .iter()
            .map(|account| account.folded.key.len())
            .sum();
        assert_eq!(patterns, 3 * letters + names.len());
        for me in (0..names.len()).step_by(2503) {
            assert_eq!(index.mark(&id(me)), certain(&names, me), "{}", names[me]);
        }
    }
}

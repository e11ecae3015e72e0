//! Names of accounts: hostile text that a person must still be able to tell apart (R64).

mod index;
mod visible;

pub use index::NameIndex;
pub use visible::{Piece, differing, pieces, visible};

use crate::id::AdvertiserId;

/// An account whose name is the same or nearly the same as another's (R64).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookAlike {
    /// Its id.
    pub id: AdvertiserId,
    /// Its name; hostile text.
    pub name: String,
    /// Exactly the same name.
    pub same: bool,
}

/// How much a name is like another account's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Exactly the same.
    Same,
    /// Differs only in case, spacing, invisible characters, one character or a trailing number.
    Similar,
}

/// One name as it is compared: spelling that the eye passes over is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Folded {
    /// Lower case, without blanks and invisible characters, full-width letters as plain ones, `&` as `and`.
    key: Vec<char>,
    /// How much of the key is left without a trailing number and the marks around it.
    stem: usize,
}

/// Shorter keys are not compared by single characters: at two letters every name is like every other.
const SHORTEST: usize = 3;
/// Longer keys are not compared by single characters; no real name is that long.
const LONGEST: usize = 256;

impl Folded {
    fn of(name: &str) -> Self {
        let key: Vec<char> = name
            .chars()
            .filter(|letter| !letter.is_whitespace() && !visible::is_invisible(*letter))
            .map(plain)
            .flat_map(char::to_lowercase)
            .flat_map(|letter| {
                let and = (letter == '&')
                    .then_some(['a', 'n', 'd'])
                    .into_iter()
                    .flatten();
                and.chain((letter != '&').then_some(letter))
            })
            .collect();
        let trailing = key
            .iter()
            .rev()
            .take_while(|letter| letter.is_numeric() || "-_#.:,/()[]".contains(**letter))
            .count();
        let stem = key.len().saturating_sub(trailing);

        Self { key, stem }
    }

    fn stem(&self) -> &[char] {
        self.key.get(..self.stem).unwrap_or_default()
    }

    fn compares_by_letters(&self) -> bool {
        (SHORTEST..=LONGEST).contains(&self.key.len())
    }

    fn is_like(&self, other: &Self) -> bool {
        let same_stem = self.stem > 0 && self.stem() == other.stem();

        self.key == other.key || same_stem || self.is_one_letter_from(other)
    }

    fn is_one_letter_from(&self, other: &Self) -> bool {
        if !self.compares_by_letters() || !other.compares_by_letters() {
            return false;
        }
        let pairs = || self.key.iter().zip(&other.key);
        let ahead = pairs().take_while(|(a, b)| a == b).count();
        let behind = self
            .key
            .iter()
            .rev()
            .zip(other.key.iter().rev())
            .take_while(|(a, b)| a == b)
            .count();
        let longer = self.key.len().max(other.key.len());
        let shorter = self.key.len().min(other.key.len());

        longer.saturating_sub(shorter) <= 1
            && ahead.saturating_add(behind).saturating_add(1) >= longer
    }
}

/// A full-width letter or digit as its plain one.
fn plain(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => u32::from(letter)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(letter),
        other => other,
    }
}

/// Compares two names.
#[must_use]
pub fn likeness(one: &str, other: &str) -> Option<Likeness> {
    if one == other {
        return Some(Likeness::Same);
    }

    Folded::of(one)
        .is_like(&Folded::of(other))
        .then_some(Likeness::Similar)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Pairs and what R64 says about them.
    pub(super) const PAIRS: &[(&str, &str, Option<Likeness>)] = &[
        ("Cobalt Cycles", "Cobalt Cycles", Some(Likeness::Same)),
        ("Cobalt Cycles", "cobalt cycles", Some(Likeness::Similar)),
        ("Cobalt Cycles", "CobaltCycles", Some(Likeness::Similar)),
        ("Cobalt Cycles", "Cobalt  Cycles ", Some(Likeness::Similar)),
        (
            "Cobalt Cycles",
            "Cobalt\u{200b} Cycles",
            Some(Likeness::Similar),
        ),
        ("Cobalt Cycles", "Cobalt Cyc1es", Some(Likeness::Similar)),
        ("Cobalt Cycles", "Cobalt Cycle", Some(Likeness::Similar)),
        ("Cobalt Cycles", "Cobalt Cyccles", Some(Likeness::Similar)),
        (
            "Cobalt Cycles",
            "C\u{43e}balt Cycles",
            Some(Likeness::Similar),
        ),
        (
            "Cobalt Cycles",
            "Ｃｏｂａｌｔ Cycles",
            Some(Likeness::Similar),
        ),
        ("Cobalt Cycles", "Cobalt Cycles 2", Some(Likeness::Similar)),
        (
            "Cobalt Cycles 2",
            "Cobalt Cycles (17)",
            Some(Likeness::Similar),
        ),
        (
            "Cobalt Cycles",
            "Cobalt Cycles - 2026",
            Some(Likeness::Similar),
        ),
        (
            "Juniper & Loam",
            "Juniper and Loam",
            Some(Likeness::Similar),
        ),
        ("\u{202e}abc", "abc", Some(Likeness::Similar)),
        ("Cobalt Cycles", "Cobalt Circles", None),
        ("Cobalt Cycles", "Cobalt Cyclse", None),
        ("Cobalt Cycles", "Alder Street Coffee", None),
        ("ab", "ac", None),
        ("12", "34", None),
        ("12345", "12346", Some(Likeness::Similar)),
        ("", "abc", None),
        ("  ", "", Some(Likeness::Similar)),
        ("日本の店", "日本の庭", Some(Likeness::Similar)),
        ("日本の店", "日本の店2", Some(Likeness::Similar)),
    ];

    #[test]
    fn what_the_eye_passes_over_is_alike() {
        for (one, other, expected) in PAIRS {
            assert_eq!(likeness(one, other), *expected, "{one:?} {other:?}");
            assert_eq!(likeness(other, one), *expected, "{other:?} {one:?}");
        }
    }
}

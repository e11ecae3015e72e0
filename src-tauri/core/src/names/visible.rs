//! What a name shows and what it hides: invisible and direction-changing characters become visible code points.

use std::ops::Range;

/// A piece of a name, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text that shows itself; may be of any script, still never markup.
    Text(String),
    /// A character that hides or reorders; shown as its boxed code point.
    Hidden(char),
}

impl Piece {
    /// What stands on the screen: the text, or `U+202E`.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Hidden(letter) => format!("U+{:04X}", u32::from(*letter)),
        }
    }
}

/// Cuts a name into what shows itself and what hides.
#[must_use]
pub fn pieces(name: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut before = None;
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let joins = letter == JOINER
            && before.is_some_and(is_pictorial)
            && letters.peek().copied().is_some_and(is_pictorial);
        if is_invisible(letter) && !joins {
            pieces.push(Piece::Hidden(letter));
        } else if let Some(Piece::Text(text)) = pieces.last_mut() {
            text.push(letter);
        } else {
            pieces.push(Piece::Text(letter.to_string()));
        }
        before = Some(letter);
    }

    pieces
}

/// The name in one line of plain text, for titles and spoken names: hidden characters as `[U+202E]`.
#[must_use]
pub fn visible(name: &str) -> String {
    pieces(name)
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Hidden(_) => format!("[{}]", piece.label()),
        })
        .collect()
}

/// Where two texts differ: the range of characters of each that is neither common start nor common end. Both are empty where
/// the texts are the same.
#[must_use]
pub fn differing(one: &str, other: &str) -> (Range<usize>, Range<usize>) {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let ahead = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let most = one.len().min(other.len()).saturating_sub(ahead);
    let behind = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take(most)
        .take_while(|(a, b)| a == b)
        .count();

    (
        ahead..one.len().saturating_sub(behind),
        ahead..other.len().saturating_sub(behind),
    )
}

const JOINER: char = '\u{200d}';

/// Characters that show nothing, or change where others stand.
pub(super) fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
                | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Emoji and their parts, between which a joiner belongs.
fn is_pictorial(letter: char) -> bool {
    matches!(letter, '\u{200d}' | '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hidden_characters_stand_as_code_points() {
        let cases = [
            ("Kite <b>50% off</b>", "Kite <b>50% off</b>"),
            ("Kite \u{202e}moc.elas", "Kite [U+202E]moc.elas"),
            ("a\u{200b}b\u{feff}", "a[U+200B]b[U+FEFF]"),
            ("line\nbreak\u{0}", "line[U+000A]break[U+0000]"),
            ("tag\u{e0041}", "tag[U+E0041]"),
            ("a\u{200d}b", "a[U+200D]b"),
            ("👩\u{200d}🔧 Werkstatt", "👩\u{200d}🔧 Werkstatt"),
            ("❤\u{fe0f}\u{200d}🔥", "❤\u{fe0f}\u{200d}🔥"),
            ("日本の店 مقهى", "日本の店 مقهى"),
            ("", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(visible(name), expected);
        }
    }

    #[test]
    fn the_part_that_differs_is_found() {
        let cases = [
            (
                "7318442099173042117",
                "7318442099173042171",
                (17..19, 17..19),
            ),
            ("Loam & Co", "Loam and Co", (5..6, 5..8)),
            ("aa", "aaa", (2..2, 2..3)),
            ("same", "same", (4..4, 4..4)),
            ("", "x", (0..0, 0..1)),
            ("店A", "店B", (1..2, 1..2)),
        ];
        for (one, other, expected) in cases {
            assert_eq!(differing(one, other), expected, "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn no_name_loses_anything(name in "\\PC*|[\u{0}-\u{2100}]{0,20}") {
            let whole: String = pieces(&name)
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => text.clone(),
                    Piece::Hidden(letter) => letter.to_string(),
                })
                .collect();
            prop_assert_eq!(whole, name.clone());
            prop_assert!(!visible(&name).chars().any(char::is_control));
        }

        #[test]
        fn the_ends_around_a_difference_are_the_same(one in "[ab]{0,8}", other in "[ab]{0,8}") {
            let (left, right) = differing(&one, &other);
            prop_assert_eq!(&one[..left.start], &other[..right.start]);
            prop_assert_eq!(&one[left.end..], &other[right.end..]);
        }
    }
}

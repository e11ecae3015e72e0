//! Text as it is searched: folded, so that neither case, accents, width nor invisible marks stand in the way.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents, compatibility forms made plain, invisible controls left out.
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|letter| !is_combining_mark(*letter) && !is_invisible(*letter))
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .collect()
}

/// A pattern for `LIKE ... ESCAPE '\'` that finds the folded text anywhere.
#[must_use]
pub fn anywhere(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in fold(text.trim()).chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');

    pattern
}

fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_accents_width_and_controls_do_not_count() {
        for (text, folded) in [
            ("Café Ångström", "cafe angstrom"),
            ("ＦＵＬＬ ｗｉｄｔｈ", "full width"),
            ("Nova\u{202e}Pets\u{200b}", "novapets"),
            ("ĐÀ NẴNG", "đa nang"),
            ("İstanbul", "istanbul"),
            ("日本の広告", "日本の広告"),
        ] {
            assert_eq!(fold(text), fold(folded), "{text}");
        }
    }

    #[test]
    fn what_is_typed_is_never_a_pattern() {
        assert_eq!(anywhere(" 50%_off\\ "), "%50\\%\\_off\\\\%");
        assert_eq!(anywhere(""), "%%");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in ".*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}

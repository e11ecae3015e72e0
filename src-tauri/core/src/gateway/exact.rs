//! Exact decimals out of JSON: a number's own text is read, never a float, and what does not fit is an error.
//!
//! TikTok sends amounts as JSON numbers, some as strings. Read through `RawValue`, the digits on the wire are the digits
//! that arrive here; more than 28 of them are refused instead of rounded.

use rust_decimal::Decimal;
use serde_json::value::RawValue;

/// Decimals further right than this cannot be held.
const MOST_DECIMALS: u32 = 28;

/// Reads a JSON number, or a JSON string that holds one. `None` for anything else, and for more digits than fit.
pub(super) fn read(raw: &RawValue) -> Option<Decimal> {
    let text = raw.get();
    if text.starts_with('"') {
        let inside: String = serde_json::from_str(text).ok()?;
        parse(&inside)
    } else {
        parse(text)
    }
}

/// Whether a metric says that there is no value: reports write a lone hyphen (API facts 3).
pub(super) fn is_no_value(raw: &RawValue) -> bool {
    raw.get() == "\"-\""
}

/// Reads the text of a JSON number exactly.
fn parse(text: &str) -> Option<Decimal> {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent_of(exponent)?),
        None => (text, 0),
    };
    if !is_plain(digits) {
        return None;
    }
    let plain = Decimal::from_str_exact(digits).ok()?;

    shift(plain, exponent)
}

/// The digits after the `e`, with an optional sign.
fn exponent_of(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let ascii = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());

    if ascii { text.parse().ok() } else { None }
}

/// JSON's grammar without an exponent: `-`, no superfluous zero in front, digits on both sides of the point.
fn is_plain(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let all_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = whole.len() > 1 && whole.starts_with('0');

    all_digits(whole) && all_digits(fraction) && !leading_zero
}

/// Moves the point by `exponent` places; never rounds.
fn shift(value: Decimal, exponent: i32) -> Option<Decimal> {
    if exponent == 0 || value.is_zero() {
        return Some(value);
    }
    let value = value.normalize();
    let decimals = i64::from(value.scale()).checked_sub(i64::from(exponent))?;
    if let Ok(scale) = u32::try_from(decimals) {
        let mut moved = value;
        return (scale <= MOST_DECIMALS && moved.set_scale(scale).is_ok()).then_some(moved);
    }
    let mut whole = value;
    whole.set_scale(0).ok()?;
    let places = u32::try_from(decimals.checked_neg()?).ok()?;
    let factor = 10_i128.checked_pow(places)?;

    whole.checked_mul(Decimal::try_from_i128_with_scale(factor, 0).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn raw(text: &str) -> Box<RawValue> {
        RawValue::from_string(text.to_owned()).unwrap()
    }

    fn reads(text: &str) -> Option<String> {
        read(&raw(text)).map(|value| value.to_string())
    }

    #[test]
    fn numbers_and_strings_keep_every_digit() {
        for (json, text) in [
            ("10.10", "10.10"),
            ("1234567890123456.789", "1234567890123456.789"),
            ("\"250.00\"", "250.00"),
            ("-40.0", "-40.0"),
            ("0", "0"),
            ("1.5e3", "1500"),
            ("1.5E-2", "0.015"),
            ("12e+2", "1200"),
        ] {
            assert_eq!(reads(json).as_deref(), Some(text), "{json}");
        }
    }

    #[test]
    fn what_is_not_a_number_or_does_not_fit_is_refused() {
        for json in [
            "\"-\"",
            "\"\"",
            "\"1,000\"",
            "\"1_000\"",
            "\"+1\"",
            "\" 1\"",
            "\".5\"",
            "\"5.\"",
            "\"007\"",
            "\"NaN\"",
            "\"1e\"",
            "true",
            "[1]",
            "{}",
            "0.12345678901234567890123456789",
            "123456789012345678901234567890",
            "1e40",
            "1e-40",
            "1e999999999999",
        ] {
            assert_eq!(reads(json), None, "{json}");
        }
        assert!(is_no_value(&raw("\"-\"")));
        assert!(!is_no_value(&raw("0")));
    }

    proptest! {
        #[test]
        fn text_in_is_text_out(whole in "0|[1-9][0-9]{0,15}", fraction in "[0-9]{1,12}", minus in any::<bool>()) {
            let number = format!("{}{whole}.{fraction}", if minus { "-" } else { "" });
            prop_assume!(number.bytes().any(|byte| (b'1'..=b'9').contains(&byte)));
            prop_assert_eq!(reads(&number), Some(number.clone()));
            let quoted = format!("\"{number}\"");
            prop_assert_eq!(reads(&quoted), Some(number));
        }

        #[test]
        fn any_text_is_read_or_refused_without_falling_over(text in "\\PC{0,40}") {
            let _ = parse(&text);
        }

        #[test]
        fn an_exponent_moves_the_point_and_nothing_else(mantissa in 1_i64..1_000_000_000, exponent in -12_i32..12) {
            let text = format!("{mantissa}e{exponent}");
            let moved = parse(&text).unwrap().normalize();
            let back = format!("{moved}e{}", exponent.checked_neg().unwrap());
            prop_assert_eq!(parse(&back).unwrap().normalize(), Decimal::from(mantissa).normalize());
        }
    }
}

//! Amounts between a person and the program: typed text to [`Money`], and [`Money`] to text for reading (R58, R59).
//!
//! Strict on purpose: a text that two people could read differently (`1.200`, `1,20`, `1e3`) is refused, never guessed.

use super::{Currency, Money};

/// Why typed text is no amount that can be placed; the first that applies, in the order of R59.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TypedError {
    /// Not a number in the form accepted here.
    #[error("not a number")]
    Invalid,
    /// Zero or less.
    #[error("not more than zero")]
    NotPositive,
    /// More decimals than the currency has: how many may be typed.
    #[error("more than {0} decimals")]
    Precision(u32),
    /// A number, and larger than any amount can be.
    #[error("too large")]
    TooLarge,
}

impl Money {
    /// Reads an amount that a person typed: ASCII digits, commas only between groups of three, one point with digits on both
    /// sides, no more decimals than the currency has (R58). Blanks around it are ignored.
    ///
    /// # Errors
    /// [`TypedError`], the first that applies.
    pub fn parse_typed(text: &str, currency: Currency) -> Result<Self, TypedError> {
        let text = text.trim();
        let (negative, number) = text
            .strip_prefix(['-', '\u{2212}'])
            .map_or((false, text), |rest| (true, rest));
        let (units, decimals) = match number.split_once('.') {
            Some((_, "")) => return Err(TypedError::Invalid),
            Some((units, decimals)) => (units, decimals),
            None => (number, ""),
        };
        let units = ungrouped(units).ok_or(TypedError::Invalid)?;
        if !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(TypedError::Invalid);
        }
        let zero = units
            .bytes()
            .chain(decimals.bytes())
            .all(|byte| byte == b'0');
        if negative || zero {
            return Err(TypedError::NotPositive);
        }
        let allowed = usize::try_from(currency.decimals()).unwrap_or(0);
        if decimals.len() > allowed {
            return Err(TypedError::Precision(currency.decimals()));
        }
        let hundredths = format!("{units}{decimals:0<2}");

        hundredths
            .parse()
            .map(|hundredths| Self::new(hundredths, currency))
            .map_err(|_| TypedError::TooLarge)
    }

    /// Text for reading: `1,200.00`, with a true minus sign; the currency stands beside it.
    #[must_use]
    pub fn shown(self) -> String {
        let plain = self.to_string();
        let (sign, plain) = plain
            .strip_prefix('-')
            .map_or(("", plain.as_str()), |rest| ("\u{2212}", rest));
        let (units, decimals) = plain.split_once('.').unwrap_or((plain, "00"));

        format!("{sign}{}.{decimals}", grouped(units))
    }
}

/// Digits without their commas; `None` where the commas do not stand between groups of three.
fn ungrouped(units: &str) -> Option<String> {
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = units.split(',');
    let first = groups.next()?;
    if !digits(first) {
        return None;
    }
    let mut joined = first.to_owned();
    for group in groups {
        // A leading zero before a comma is somebody's decimal comma, not thousands.
        if first.len() > 3 || first.starts_with('0') || group.len() != 3 || !digits(group) {
            return None;
        }
        joined.push_str(group);
    }

    Some(joined)
}

fn grouped(digits: &str) -> String {
    let mut text = String::new();
    let ahead = (0..digits.len()).rev();
    for (digit, still_to_come) in digits.chars().zip(ahead) {
        text.push(digit);
        if still_to_come > 0 && still_to_come.is_multiple_of(3) {
            text.push(',');
        }
    }

    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn currency(code: &str) -> Currency {
        Currency::new(code).unwrap()
    }

    /// R58, R59 and the vectors of section S.
    #[test]
    fn typed_text_becomes_an_amount_or_one_reason() {
        use TypedError::{Invalid, NotPositive, Precision, TooLarge};
        let cases: &[(&str, &str, Result<i64, TypedError>)] = &[
            ("250.00", "USD", Ok(25_000)),
            ("250", "USD", Ok(25_000)),
            ("250.5", "USD", Ok(25_050)),
            (" 12.34\t", "USD", Ok(1_234)),
            ("0.01", "USD", Ok(1)),
            ("1,200.00", "USD", Ok(120_000)),
            ("1,234,567.89", "USD", Ok(123_456_789)),
            ("92233720368547758.07", "USD", Ok(i64::MAX)),
            ("100", "JPY", Ok(10_000)),
            ("1.25", "KWD", Ok(125)),
            ("0", "USD", Err(NotPositive)),
            ("-5", "USD", Err(NotPositive)),
            ("\u{2212}5", "USD", Err(NotPositive)),
            ("-0.00", "USD", Err(NotPositive)),
            ("-10.005", "USD", Err(NotPositive)),
            ("0.000", "USD", Err(NotPositive)),
            ("1e3", "USD", Err(Invalid)),
            ("abc", "USD", Err(Invalid)),
            ("", "USD", Err(Invalid)),
            ("   ", "USD", Err(Invalid)),
            ("-", "USD", Err(Invalid)),
            ("--5", "USD", Err(Invalid)),
            ("-abc", "USD", Err(Invalid)),
            ("+5", "USD", Err(Invalid)),
            (".5", "USD", Err(Invalid)),
            ("5.", "USD", Err(Invalid)),
            ("1.2.3", "USD", Err(Invalid)),
            ("1,20", "USD", Err(Invalid)),
            ("1200,00", "USD", Err(Invalid)),
            ("1234,567", "USD", Err(Invalid)),
            ("0,500", "USD", Err(Invalid)),
            (",500", "USD", Err(Invalid)),
            ("1,,000", "USD", Err(Invalid)),
            ("1.00,000", "USD", Err(Invalid)),
            ("1 200", "USD", Err(Invalid)),
            ("１２", "USD", Err(Invalid)),
            ("٣", "USD", Err(Invalid)),
            ("12\u{202e}34", "USD", Err(Invalid)),
            ("0x10", "USD", Err(Invalid)),
            ("NaN", "USD", Err(Invalid)),
            ("inf", "USD", Err(Invalid)),
            ("$5", "USD", Err(Invalid)),
            ("10.005", "USD", Err(Precision(2))),
            ("1.200", "USD", Err(Precision(2))),
            ("100.5", "JPY", Err(Precision(0))),
            ("100.00", "JPY", Err(Precision(0))),
            ("1.255", "KWD", Err(Precision(2))),
            ("92233720368547758.08", "USD", Err(TooLarge)),
            ("99999999999999999999999999", "USD", Err(TooLarge)),
        ];
        for (text, code, expected) in cases {
            let read = Money::parse_typed(text, currency(code)).map(Money::hundredths);
            assert_eq!(&read, expected, "{text:?} in {code}");
        }
    }

    #[test]
    fn amounts_are_shown_with_groups_and_a_true_minus() {
        let cases = [
            (0, "0.00"),
            (5, "0.05"),
            (120_000, "1,200.00"),
            (99_999, "999.99"),
            (123_456_789, "1,234,567.89"),
            (-75_000, "\u{2212}750.00"),
            (i64::MIN, "\u{2212}92,233,720,368,547,758.08"),
        ];
        for (hundredths, expected) in cases {
            assert_eq!(Money::new(hundredths, Currency::USD).shown(), expected);
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed(hundredths in 1..=i64::MAX) {
            let amount = Money::new(hundredths, Currency::USD);
            prop_assert_eq!(Money::parse_typed(&amount.shown(), Currency::USD), Ok(amount));
            prop_assert_eq!(Money::parse_typed(&amount.to_string(), Currency::USD), Ok(amount));
        }

        #[test]
        fn arbitrary_text_never_panics_and_never_becomes_nothing(text in "\\PC*|[-0-9.,e ]{0,24}") {
            if let Ok(amount) = Money::parse_typed(&text, Currency::USD) {
                prop_assert!(amount.is_positive());
                prop_assert_eq!(Money::parse_typed(&amount.to_string(), Currency::USD), Ok(amount));
            }
        }
    }
}

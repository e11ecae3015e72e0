//! The one reason against an amount (R53, R58, R59).

use super::figures::Limits;
use crate::money::{Money, TypedError};

/// R59: at most one of these, the first that applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AmountReason {
    /// `AMOUNT_INVALID`
    Invalid,
    /// `AMOUNT_NOT_POSITIVE`
    NotPositive,
    /// `AMOUNT_PRECISION`, with the decimals allowed.
    Precision(u32),
    /// `AMOUNT_BELOW_MINIMUM`, with the minimum.
    BelowMinimum(Money),
    /// `AMOUNT_EXCEEDS_CREDIT`, with what is left.
    ExceedsCredit(Money),
    /// `AMOUNT_EXCEEDS_BC_BALANCE`, with what can be placed.
    ExceedsBcBalance(Money),
}

impl AmountReason {
    /// Its code (R59).
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Invalid => "AMOUNT_INVALID",
            Self::NotPositive => "AMOUNT_NOT_POSITIVE",
            Self::Precision(_) => "AMOUNT_PRECISION",
            Self::BelowMinimum(_) => "AMOUNT_BELOW_MINIMUM",
            Self::ExceedsCredit(_) => "AMOUNT_EXCEEDS_CREDIT",
            Self::ExceedsBcBalance(_) => "AMOUNT_EXCEEDS_BC_BALANCE",
        }
    }
}

/// Typed text as an amount within the limits, or the first reason against it.
pub(super) fn typed(text: &str, limits: &Limits) -> Result<Money, AmountReason> {
    let amount =
        Money::parse_typed(text, limits.source.currency()).map_err(|error| match error {
            TypedError::Invalid => AmountReason::Invalid,
            TypedError::NotPositive => AmountReason::NotPositive,
            TypedError::Precision(decimals) => AmountReason::Precision(decimals),
            // No credit holds what does not fit.
            TypedError::TooLarge => AmountReason::ExceedsCredit(limits.source),
        })?;

    reason(amount, limits)
}

/// The amount itself, or the first reason against it, in the order of R59.
pub(super) fn reason(amount: Money, limits: &Limits) -> Result<Money, AmountReason> {
    let more_than = |limit: Money| limit.minus(amount).is_ok_and(Money::is_negative);
    if amount.currency() != limits.source.currency() {
        return Err(AmountReason::Invalid);
    }
    if !amount.is_positive() {
        return Err(AmountReason::NotPositive);
    }
    let decimals = amount.currency().decimals();
    if decimals == 0 && amount.hundredths().checked_rem(100) != Some(0) {
        return Err(AmountReason::Precision(decimals));
    }
    if let Some(minimum) = limits.minimum
        && minimum.minus(amount).is_ok_and(Money::is_positive)
    {
        return Err(AmountReason::BelowMinimum(minimum));
    }
    if more_than(limits.source) {
        return Err(AmountReason::ExceedsCredit(limits.source));
    }
    // Anything but a clear "fits" stands against the amount.
    let fits = limits
        .placeable
        .minus(amount)
        .is_ok_and(|rest| !rest.is_negative());
    if !fits {
        return Err(AmountReason::ExceedsBcBalance(limits.placeable));
    }

    Ok(amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn money(hundredths: i64, code: &str) -> Money {
        Money::new(hundredths, Currency::new(code).unwrap())
    }

    fn limits(code: &str) -> Limits {
        Limits {
            placeable: money(100_000, code),
            source: money(25_000, code),
            minimum: None,
        }
    }

    /// R58 and R59, the vectors of section S: valid voucher 1,000.00, credit 250.00.
    #[test]
    fn one_reason_in_the_order_of_the_rule() {
        let cases: &[(&str, &str, Result<i64, &str>)] = &[
            ("0", "USD", Err("AMOUNT_NOT_POSITIVE")),
            ("-5", "USD", Err("AMOUNT_NOT_POSITIVE")),
            ("1e3", "USD", Err("AMOUNT_INVALID")),
            ("abc", "USD", Err("AMOUNT_INVALID")),
            ("", "USD", Err("AMOUNT_INVALID")),
            ("10.005", "USD", Err("AMOUNT_PRECISION")),
            ("250.00", "USD", Ok(25_000)),
            ("250.01", "USD", Err("AMOUNT_EXCEEDS_CREDIT")),
            ("99999999999999999999", "USD", Err("AMOUNT_EXCEEDS_CREDIT")),
            ("100.5", "JPY", Err("AMOUNT_PRECISION")),
            ("100", "JPY", Ok(10_000)),
            ("0.01", "USD", Ok(1)),
        ];
        for (text, code, expected) in cases {
            let answer = typed(text, &limits(code));
            let answer = answer.as_ref().map(|amount| amount.hundredths());
            assert_eq!(
                answer.map_err(AmountReason::code),
                *expected,
                "{text:?} {code}"
            );
        }
    }

    #[test]
    fn below_the_minimum_comes_before_too_much() {
        let tight = Limits {
            minimum: Some(money(30_000, "USD")),
            ..limits("USD")
        };
        assert_eq!(
            typed("260", &tight),
            Err(AmountReason::BelowMinimum(money(30_000, "USD")))
        );
    }

    #[test]
    fn the_business_center_must_have_it_too() {
        let short = Limits {
            placeable: money(10_000, "USD"),
            ..limits("USD")
        };
        assert_eq!(typed("100.00", &short), Ok(money(10_000, "USD")));
        assert_eq!(
            typed("100.01", &short),
            Err(AmountReason::ExceedsBcBalance(money(10_000, "USD")))
        );
        let foreign = Limits {
            placeable: money(10_000, "EUR"),
            ..limits("USD")
        };
        assert_eq!(
            typed("1.00", &foreign),
            Err(AmountReason::ExceedsBcBalance(money(10_000, "EUR")))
        );
    }

    #[test]
    fn an_amount_that_was_not_typed_is_judged_the_same() {
        let odd = money(10_050, "JPY");
        assert_eq!(reason(odd, &limits("JPY")), Err(AmountReason::Precision(0)));
        assert_eq!(
            reason(money(1, "EUR"), &limits("USD")),
            Err(AmountReason::Invalid)
        );
        assert_eq!(
            reason(money(i64::MIN, "USD"), &limits("USD")),
            Err(AmountReason::NotPositive)
        );
    }
}

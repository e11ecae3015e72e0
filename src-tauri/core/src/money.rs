//! Money and Currency: hundredths in 64 bits, for every currency, bound to it (design section 4).
//!
//! No operator crosses currencies, every sum is checked, and nothing here has ever been a float. The number of decimals a
//! person may type depends on the currency (API facts 5.2, R58); what is stored is always hundredths.

mod typed;

pub use typed::TypedError;

use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::fmt;

/// An ISO 4217 code: three capital letters. The list is open (R1): an unknown code is kept and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// An amount of one currency in hundredths; may be negative (a difference).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    hundredths: i64,
    currency: Currency,
}

/// Why a sum or a reading of money was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Two amounts of different currencies met.
    #[error("amounts of different currencies: {0} and {1}")]
    CurrencyMismatch(Currency, Currency),
    /// The result does not fit 64 bits of hundredths.
    #[error("the amount is too large")]
    Overflow,
    /// More decimals than hundredths can hold.
    #[error("more than two decimals")]
    Precision,
    /// Divided into no parts.
    #[error("divided by zero")]
    NoParts,
}

impl Currency {
    /// US dollars, the currency of the ordinary practice Business Center.
    pub const USD: Self = Self(*b"USD");

    /// Takes three ASCII letters, capitalised.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes
            .iter()
            .all(u8::is_ascii_uppercase)
            .then_some(Self(bytes))
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// How many decimals may be typed: 0 for the currencies of API facts 5.2, else 2 (R58).
    #[must_use]
    pub fn decimals(self) -> u32 {
        const WHOLE: [&str; 9] = [
            "JPY", "KRW", "VND", "IDR", "TWD", "HUF", "CLP", "ISK", "PYG",
        ];
        if WHOLE.contains(&self.code()) { 0 } else { 2 }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Money {
    /// An amount from its hundredths.
    #[must_use]
    pub const fn new(hundredths: i64, currency: Currency) -> Self {
        Self {
            hundredths,
            currency,
        }
    }

    /// Nothing, of a currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// An exact decimal in units of the currency; refuses what hundredths cannot hold.
    ///
    /// # Errors
    /// [`MoneyError::Precision`] and [`MoneyError::Overflow`].
    pub fn from_decimal(units: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let hundredths = units
            .checked_mul(Decimal::ONE_HUNDRED)
            .ok_or(MoneyError::Overflow)?;
        if !hundredths.fract().is_zero() {
            return Err(MoneyError::Precision);
        }
        let whole = i64::try_from(hundredths.trunc()).map_err(|_| MoneyError::Overflow)?;

        Ok(Self::new(whole, currency))
    }

    /// Hundredths of the currency.
    #[must_use]
    pub const fn hundredths(self) -> i64 {
        self.hundredths
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The sum, within one currency.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`] and [`MoneyError::Overflow`].
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.same(other)?;
        let sum = self
            .hundredths
            .checked_add(other.hundredths)
            .ok_or(MoneyError::Overflow)?;

        Ok(Self::new(sum, self.currency))
    }

    /// The difference, within one currency.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`] and [`MoneyError::Overflow`].
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.same(other)?;
        let difference = self
            .hundredths
            .checked_sub(other.hundredths)
            .ok_or(MoneyError::Overflow)?;

        Ok(Self::new(difference, self.currency))
    }

    /// The amount taken `count` times.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn times(self, count: i64) -> Result<Self, MoneyError> {
        let product = self
            .hundredths
            .checked_mul(count)
            .ok_or(MoneyError::Overflow)?;

        Ok(Self::new(product, self.currency))
    }

    /// One of `parts` equal parts, rounded down, and what is left over; `part × parts + rest` is the amount again.
    ///
    /// # Errors
    /// [`MoneyError::NoParts`] for zero parts or fewer, [`MoneyError::Overflow`].
    pub fn divide_with_remainder(self, parts: i64) -> Result<(Self, Self), MoneyError> {
        if parts <= 0 {
            return Err(MoneyError::NoParts);
        }
        let part = self
            .hundredths
            .checked_div_euclid(parts)
            .ok_or(MoneyError::Overflow)?;
        let rest = self
            .hundredths
            .checked_rem_euclid(parts)
            .ok_or(MoneyError::Overflow)?;

        Ok((
            Self::new(part, self.currency),
            Self::new(rest, self.currency),
        ))
    }

    /// The sum of all, nothing for none.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`] when one is not in `currency`, [`MoneyError::Overflow`].
    pub fn sum(
        amounts: impl IntoIterator<Item = Self>,
        currency: Currency,
    ) -> Result<Self, MoneyError> {
        amounts
            .into_iter()
            .try_fold(Self::zero(currency), Self::plus)
    }

    /// Which is more, within one currency. There is no order across currencies.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`].
    pub fn compare(self, other: Self) -> Result<Ordering, MoneyError> {
        self.same(other)?;

        Ok(self.hundredths.cmp(&other.hundredths))
    }

    /// The smaller of two, within one currency.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`].
    pub fn least(self, other: Self) -> Result<Self, MoneyError> {
        Ok(match self.compare(other)? {
            Ordering::Greater => other,
            Ordering::Less | Ordering::Equal => self,
        })
    }

    /// The amount, or nothing where it is below nothing.
    #[must_use]
    pub fn floored(self) -> Self {
        Self::new(self.hundredths.max(0), self.currency)
    }

    /// More than nothing.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.hundredths > 0
    }

    /// Less than nothing.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.hundredths < 0
    }

    /// Exactly nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.hundredths == 0
    }

    /// An exact decimal in units of the currency.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.hundredths, 2)
    }

    fn same(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::CurrencyMismatch(self.currency, other.currency))
        }
    }
}

/// Plain decimal text in units, always two decimals: `1200.00`, `-0.05`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.hundredths < 0 { "-" } else { "" };
        let absolute = self.hundredths.unsigned_abs();
        let (units, rest) = (
            absolute.checked_div(100).unwrap_or(0),
            absolute.checked_rem(100).unwrap_or(0),
        );
        write!(f, "{sign}{units}.{rest:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn usd(hundredths: i64) -> Money {
        Money::new(hundredths, Currency::USD)
    }

    fn jpy(hundredths: i64) -> Money {
        Money::new(hundredths, Currency(*b"JPY"))
    }

    proptest! {
        #[test]
        fn text_in_is_text_out(hundredths in any::<i64>()) {
            let amount = usd(hundredths);
            let read: Decimal = amount.to_string().parse().unwrap();
            prop_assert_eq!(Money::from_decimal(read, Currency::USD), Ok(amount));
            prop_assert_eq!(amount.to_decimal(), read);
        }

        #[test]
        fn no_operation_crosses_currencies(a in any::<i64>(), b in any::<i64>()) {
            let refused = MoneyError::CurrencyMismatch(Currency::USD, jpy(0).currency());
            prop_assert_eq!(usd(a).plus(jpy(b)), Err(refused));
            prop_assert_eq!(usd(a).minus(jpy(b)), Err(refused));
            prop_assert_eq!(usd(a).compare(jpy(b)), Err(refused));
            prop_assert_eq!(usd(a).least(jpy(b)), Err(refused));
            prop_assert_eq!(Money::sum([jpy(b)], Currency::USD), Err(refused));
            prop_assert_ne!(usd(a), jpy(a));
        }

        #[test]
        fn a_sum_is_exact_or_an_error(a in any::<i64>(), b in any::<i64>(), count in any::<i64>()) {
            prop_assert_eq!(usd(a).plus(usd(b)).ok(), a.checked_add(b).map(usd));
            prop_assert_eq!(usd(a).minus(usd(b)).ok(), a.checked_sub(b).map(usd));
            prop_assert_eq!(usd(a).times(count).ok(), a.checked_mul(count).map(usd));
        }

        #[test]
        fn a_division_loses_nothing(a in any::<i64>(), parts in 1i64..) {
            let (part, rest) = usd(a).divide_with_remainder(parts).unwrap();
            prop_assert!(!rest.is_negative() && rest.hundredths() < parts);
            let whole = i128::from(part.hundredths())
                .checked_mul(parts.into())
                .and_then(|whole| whole.checked_add(rest.hundredths().into()));
            prop_assert_eq!(whole, Some(a.into()));
        }

        #[test]
        fn a_decimal_never_panics(mantissa in any::<i64>(), scale in 0u32..28) {
            let read = Money::from_decimal(Decimal::new(mantissa, scale), Currency::USD);
            if let Ok(amount) = read {
                prop_assert_eq!(amount.to_decimal(), Decimal::new(mantissa, scale));
            }
        }
    }

    #[test]
    fn a_sum_that_does_not_fit_is_an_error() {
        assert_eq!(usd(i64::MAX).plus(usd(1)), Err(MoneyError::Overflow));
        assert_eq!(usd(i64::MIN).minus(usd(1)), Err(MoneyError::Overflow));
        assert_eq!(usd(1).divide_with_remainder(0), Err(MoneyError::NoParts));
        assert_eq!(
            Money::sum([usd(1), usd(2), usd(3)], Currency::USD),
            Ok(usd(6))
        );
        assert_eq!(Money::sum([], Currency::USD), Ok(usd(0)));
    }

    #[test]
    fn more_decimals_than_hundredths_are_refused() {
        let fine = Decimal::new(10_005, 3);
        assert_eq!(
            Money::from_decimal(fine, Currency::USD),
            Err(MoneyError::Precision)
        );
        assert_eq!(
            Money::from_decimal(Decimal::MAX, Currency::USD),
            Err(MoneyError::Overflow)
        );
    }

    #[test]
    fn a_code_is_three_capital_letters() {
        assert_eq!(Currency::new("USD"), Some(Currency::USD));
        for text in ["usd", "US", "USDT", "U$D", "", "ＵＳＤ"] {
            assert_eq!(Currency::new(text), None, "{text}");
        }
    }
}

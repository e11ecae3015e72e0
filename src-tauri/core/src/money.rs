//! Money and Currency: hundredths in 64 bits, for every currency, bound to it (design section 4).
//!
//! No operator crosses currencies, every sum is checked, and nothing here has ever been a float. The number of decimals a
//! person may type depends on the currency (API facts 5.2, R58); what is stored is always hundredths.

use rust_decimal::Decimal;
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

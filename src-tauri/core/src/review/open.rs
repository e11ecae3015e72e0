//! What an open outcome leaves open about its account: the ad credit without it and with it, in place of one figure.

use crate::allocation::Allocation;
use crate::id::AllocationNumber;
use crate::money::Money;

/// An allocation to an account that is not settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenHere {
    /// Which.
    pub number: AllocationNumber,
    /// How much it asked for.
    pub amount: Money,
    /// The account's ad credit, where it was read.
    pub span: Option<Span>,
}

/// The account's ad credit, where it is not known whether an allocation is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Without it.
    pub without: Money,
    /// With it.
    pub with: Money,
}

impl OpenHere {
    /// Of an allocation whose outcome is open; `told` is what TikTok said last of the account's ad credit.
    #[must_use]
    pub fn of(allocation: &Allocation, told: Option<Money>) -> Self {
        let amount = allocation.record.draft.amount;
        let before = allocation.record.figures.account_before;

        Self {
            number: allocation.number,
            amount,
            span: told.and_then(|told| span(before, amount, told)),
        }
    }
}

/// Spending only lowers what an account has: a figure above the one before the sending is taken to hold the amount, any
/// other not to.
fn span(before: Money, amount: Money, told: Money) -> Option<Span> {
    let raised = told.minus(before).ok()?.is_positive();

    Some(if raised {
        Span {
            without: told.minus(amount).ok()?.floored(),
            with: told,
        }
    } else {
        Span {
            without: told,
            with: told.plus(amount).ok()?,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn usd(hundredths: i64) -> Money {
        Money::new(hundredths, Currency::USD)
    }

    fn of(told: i64) -> (i64, i64) {
        let span = span(usd(42_000), usd(50_000), usd(told)).unwrap();

        (span.without.hundredths(), span.with.hundredths())
    }

    #[test]
    fn a_figure_that_was_not_raised_is_without_it_and_one_that_was_is_with_it() {
        assert_eq!(of(42_000), (42_000, 92_000));
        assert_eq!(of(40_000), (40_000, 90_000), "spent meanwhile");
        assert_eq!(of(92_000), (42_000, 92_000));
        assert_eq!(of(91_000), (41_000, 91_000), "raised, then spent");
        assert_eq!(of(45_000), (0, 45_000), "never below nothing");
    }

    #[test]
    fn what_cannot_be_compared_is_no_range() {
        let euro = Money::new(1, Currency::new("EUR").unwrap());
        assert_eq!(span(usd(1), usd(1), euro), None);
        assert_eq!(span(usd(1), usd(i64::MAX), usd(1)), None);
    }
}

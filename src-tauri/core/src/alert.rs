//! Balance Alert: whether an account's balance is low against what it spends (R117–R122).

use crate::account::AdAccount;
use crate::clock::{Timestamp, Zone, earlier_day};
use crate::id::{AdvertiserId, PortfolioId};
use crate::money::{Currency, Money, MoneyError};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The last 7 complete days of an account, first and last included (R119).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SevenDays {
    /// The earliest of them.
    pub first: Date,
    /// Yesterday, where the account is.
    pub last: Date,
}

/// What the *Balance Alert* column tells about one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alert {
    /// TikTok's own flag, where told; it wins (R120).
    pub told: Option<bool>,
    /// By R117, where the figures are known.
    pub computed: Option<bool>,
}

/// One account that draws on a Payment Portfolio, as far as the portfolio's alert goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Linked {
    /// TikTok's flag on this account, where told.
    pub told: Option<bool>,
    /// The portfolio's balance as TikTok tells it here (R54), where read.
    pub balance: Option<Money>,
    /// What this account alone spent in seven days, where known.
    pub spend_7_days: Option<Money>,
}

/// Whose balance the alert is about: in a Payment Portfolio it is told once for the portfolio (R122).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The account's own balance.
    Account(AdvertiserId),
    /// The portfolio's balance.
    Portfolio(PortfolioId),
}

impl SevenDays {
    /// In the account's zone, or in UTC where it cannot be read.
    #[must_use]
    pub fn before(now: Timestamp, zone: Option<&str>) -> Self {
        let today = zone.and_then(Zone::read).unwrap_or_else(Zone::utc).day(now);

        Self {
            first: earlier_day(today, 7),
            last: earlier_day(today, 1),
        }
    }

    /// The spend of these days together; a day without a figure counts as none.
    ///
    /// # Errors
    /// [`MoneyError`] when a day is not in `currency`, or the sum does not fit.
    pub fn spend(
        self,
        by_day: &BTreeMap<Date, Money>,
        currency: Currency,
    ) -> Result<Money, MoneyError> {
        let days = by_day.range(self.first..=self.last);

        Money::sum(days.map(|(_, spend)| *spend), currency)
    }
}

impl Alert {
    /// R117 and R120 for one account.
    #[must_use]
    pub fn of(account: &AdAccount, balance: Option<Money>, spend_7_days: Option<Money>) -> Self {
        let computed = balance
            .zip(spend_7_days)
            .and_then(|(balance, spend)| is_low(balance, spend).ok());

        Self {
            told: account.balance_reminder,
            computed,
        }
    }

    /// R122 for one portfolio: TikTok's flag on any of its accounts is the portfolio's; the figures hold its balance
    /// against what all of them spend.
    #[must_use]
    pub fn of_portfolio(linked: &[Linked]) -> Self {
        let mut told = linked.iter().filter_map(|account| account.told).peekable();

        Self {
            told: told.peek().is_some().then(|| told.any(|low| low)),
            computed: computed(linked),
        }
    }

    /// Yes, no, or not known.
    #[must_use]
    pub fn shown(self) -> Option<bool> {
        self.told.or(self.computed)
    }

    /// TikTok says one thing and the figures another: both are shown.
    #[must_use]
    pub fn differs(self) -> bool {
        self.told
            .zip(self.computed)
            .is_some_and(|(told, computed)| told != computed)
    }
}

impl Subject {
    /// Whose balance an account's alert is about.
    #[must_use]
    pub fn of(account: &AdAccount) -> Self {
        account
            .portfolio
            .clone()
            .map_or_else(|| Self::Account(account.id.clone()), Self::Portfolio)
    }
}

/// More spend than that of the known weeks would only raise the alert. Where the accounts tell different balances, because
/// one was read earlier, the lowest counts.
fn computed(linked: &[Linked]) -> Option<bool> {
    let mut balances = linked.iter().filter_map(|account| account.balance);
    let first = balances.next()?;
    let balance = balances.try_fold(first, |lowest, balance| {
        let order = balance.compare(lowest).ok()?;
        Some(if order.is_lt() { balance } else { lowest })
    })?;
    let weeks: Vec<Money> = linked.iter().filter_map(|one| one.spend_7_days).collect();
    let spend = Money::sum(weeks.iter().copied(), balance.currency()).ok()?;
    let low = is_low(balance, spend).ok()?;

    (low || weeks.len() == linked.len()).then_some(low)
}

/// R117 without a division (R118): `7 × balance <= 3 × spend of seven days`. Serves the account balance, and ad credit alone.
///
/// # Errors
/// [`MoneyError::CurrencyMismatch`].
pub fn is_low(balance: Money, spend_7_days: Money) -> Result<bool, MoneyError> {
    balance.compare(spend_7_days)?;
    // 128 bits hold seven times any 64-bit amount.
    let times =
        |amount: Money, factor: i128| i128::from(amount.hundredths()).saturating_mul(factor);

    Ok(times(balance, 7) <= times(spend_7_days, 3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::tests::approved;
    use crate::credit::tests::{at, usd};
    use jiff::civil::date;

    /// R117, R118, R121, the vectors of section S.
    #[test]
    fn three_days_of_average_spend() {
        let cases = [
            (70_000, 30_000, true),
            (70_000, 30_001, false),
            (70_000, 29_999, true),
            (0, 0, true),
            (0, 1, false),
            (100, 42, true),
            (100, 43, false),
            (i64::MAX, i64::MAX, false),
            (0, i64::MIN, true),
        ];
        for (spend, balance, expected) in cases {
            assert_eq!(
                is_low(usd(balance), usd(spend)),
                Ok(expected),
                "{spend} {balance}"
            );
        }
        let euro = Money::zero(Currency::new("EUR").unwrap());
        assert!(is_low(usd(0), euro).is_err());
    }

    /// R119: complete days in the account's zone, missing days as none.
    #[test]
    fn seven_complete_days_where_the_account_is() {
        let now = at("2026-11-17T03:00:00Z");
        let days = SevenDays::before(now, Some("America/New_York"));
        assert_eq!(
            (days.first, days.last),
            (date(2026, 11, 9), date(2026, 11, 15))
        );
        let days = SevenDays::before(now, None);
        assert_eq!(
            (days.first, days.last),
            (date(2026, 11, 10), date(2026, 11, 16))
        );
        let by_day = BTreeMap::from([
            (date(2026, 11, 9), usd(1)),
            (date(2026, 11, 10), usd(10)),
            (date(2026, 11, 16), usd(100)),
            (date(2026, 11, 17), usd(1_000)),
        ]);
        assert_eq!(days.spend(&by_day, Currency::USD), Ok(usd(110)));
        assert_eq!(days.spend(&BTreeMap::new(), Currency::USD), Ok(usd(0)));
    }

    /// R120: TikTok's flag wins, the difference is told.
    #[test]
    fn tiktoks_own_flag_wins() {
        let mut account = approved("1");
        let (balance, spend) = (Some(usd(100)), Some(usd(70_000)));
        let computed = Alert::of(&account, balance, spend);
        assert_eq!((computed.shown(), computed.differs()), (Some(true), false));
        account.balance_reminder = Some(false);
        let told = Alert::of(&account, balance, spend);
        assert_eq!((told.shown(), told.differs()), (Some(false), true));
        assert_eq!(Alert::of(&approved("1"), balance, None).shown(), None);
    }

    /// R122: the sum of all weeks counts, a flag on any account is the portfolio's.
    #[test]
    fn a_portfolio_has_one_alert_for_all_its_accounts() {
        let linked = |told, balance: Option<i64>, week: Option<i64>| Linked {
            told,
            balance: balance.map(usd),
            spend_7_days: week.map(usd),
        };
        let shown = |accounts: &[Linked]| {
            let alert = Alert::of_portfolio(accounts);
            (alert.told, alert.computed)
        };
        let pool = Some(30_000);
        let cases = [
            (vec![], (None, None)),
            (vec![linked(None, pool, Some(69_999))], (None, Some(false))),
            // Neither of them alone, both together.
            (
                vec![
                    linked(Some(false), pool, Some(35_000)),
                    linked(Some(false), pool, Some(35_000)),
                ],
                (Some(false), Some(true)),
            ),
            (
                vec![
                    linked(Some(false), pool, Some(1)),
                    linked(Some(true), pool, Some(1)),
                    linked(None, None, Some(1)),
                ],
                (Some(true), Some(false)),
            ),
            // An unknown week hides no alert, and cannot prove that there is none.
            (
                vec![linked(None, pool, Some(1)), linked(None, pool, None)],
                (None, None),
            ),
            (
                vec![linked(None, pool, Some(70_000)), linked(None, pool, None)],
                (None, Some(true)),
            ),
            (
                vec![
                    linked(None, Some(30_001), Some(70_000)),
                    linked(None, pool, Some(0)),
                ],
                (None, Some(true)),
            ),
            (vec![linked(None, None, Some(1))], (None, None)),
        ];
        for (accounts, expected) in cases {
            assert_eq!(shown(&accounts), expected, "{accounts:?}");
        }
        let dollars = linked(None, pool, Some(70_000));
        let euro = Some(Money::new(1, Currency::new("EUR").unwrap()));
        let spends_euro = Linked {
            spend_7_days: euro,
            ..dollars
        };
        let holds_euro = Linked {
            balance: euro,
            spend_7_days: None,
            ..dollars
        };
        assert_eq!(shown(&[dollars, spends_euro]), (None, None));
        assert_eq!(shown(&[dollars, holds_euro]), (None, None));
    }

    /// R122.
    #[test]
    fn a_portfolio_is_told_once() {
        let mut account = approved("1");
        assert_eq!(Subject::of(&account), Subject::Account(account.id.clone()));
        let portfolio = PortfolioId::new("5").unwrap();
        account.portfolio = Some(portfolio.clone());
        assert_eq!(Subject::of(&account), Subject::Portfolio(portfolio));
    }
}

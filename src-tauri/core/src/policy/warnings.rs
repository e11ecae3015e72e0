//! What a person must have seen before committing, without being stopped by it (R61).

use super::figures::Limits;
use super::{Book, Earlier, Facts, LookAlike};
use crate::account::{BuyingType, Ownership};
use crate::allocation::Draft;
use crate::clock::Timestamp;
use crate::credit::Source;
use crate::expiry::{Ending, at_risk, expected_use};
use crate::money::Money;
use jiff::SignedDuration;

/// A credit with so many days left, or fewer, ends soon.
const SOON_DAYS: i64 = 7;
/// An account that was in trouble within this time (R31).
const TROUBLED: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The same account, source and amount again within this time (R63).
const SAME_AGAIN: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The same account with any amount again within this time (R63).
const ANY_AGAIN: SignedDuration = SignedDuration::from_mins(10);
/// Figures older than this are stale (R43).
const STALE: SignedDuration = SignedDuration::from_hours(24);
/// So many of an operator's latest amounts make the usual one (R61).
const USUAL_COUNT: usize = 20;
/// More than so many times the usual amount is unusual (R61).
const UNUSUAL_TIMES: i128 = 10;

/// R61: never blocks by itself, must be acknowledged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// Ends within 7 days: days left.
    EndsSoon(i64),
    /// More than the account is expected to spend before the end (R101): expected, at risk.
    AtRisk {
        /// Expected use before the end, an estimate.
        expected: Money,
        /// What would be lost, an estimate.
        at_risk: Money,
    },
    /// No spend in the last 7 days.
    NoRecentSpend,
    /// R31: suspended or in review within 30 days.
    RecentlyTroubled(Timestamp),
    /// R32.
    ReservationAccount,
    /// R63, with the earlier one.
    PossibleDuplicate(Earlier),
    /// R64.
    SimilarName(Vec<LookAlike>),
    /// R43: figures older than 24 hours.
    StaleFigures(Timestamp),
    /// More than half of what is left in the credit.
    LargeShare,
    /// More than ten times this operator's median: the median.
    UnusualAmount(Money),
    /// Unlisted ad credit: dates and restrictions unknown.
    UnlistedCredit,
    /// Ownership could not be read with this role.
    OwnershipUnreadable,
}

impl Warning {
    /// Its code; acknowledging names it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::EndsSoon(_) => "ENDS_SOON",
            Self::AtRisk { .. } => "AT_RISK",
            Self::NoRecentSpend => "NO_RECENT_SPEND",
            Self::RecentlyTroubled(_) => "RECENTLY_TROUBLED",
            Self::ReservationAccount => "RESERVATION_ACCOUNT",
            Self::PossibleDuplicate(_) => "POSSIBLE_DUPLICATE",
            Self::SimilarName(_) => "SIMILAR_NAME",
            Self::StaleFigures(_) => "STALE_FIGURES",
            Self::LargeShare => "LARGE_SHARE",
            Self::UnusualAmount(_) => "UNUSUAL_AMOUNT",
            Self::UnlistedCredit => "UNLISTED_CREDIT",
            Self::OwnershipUnreadable => "OWNERSHIP_UNREADABLE",
        }
    }
}

/// All that apply, in the order of R61; at most one of each kind.
pub(super) fn warnings(
    facts: &Facts,
    book: &Book,
    draft: &Draft,
    limits: &Limits,
    now: Timestamp,
) -> Vec<Warning> {
    let account = &facts.account;
    let ending = book
        .credit
        .as_ref()
        .and_then(|credit| credit.terms.ending(&facts.bc.zone, account.zone.as_deref()));
    let days_left = ending.as_ref().map(|ending: &Ending| ending.days_left(now));
    let idle = book.spend_7_days.is_some_and(Money::is_zero);
    let listed = match draft.source {
        Source::Credit(_) => true,
        Source::Unlisted => false,
    };

    [
        days_left
            .filter(|days| (0..=SOON_DAYS).contains(days))
            .map(Warning::EndsSoon),
        days_left.and_then(|days| beyond_expected_use(book, draft.amount, days)),
        idle.then_some(Warning::NoRecentSpend),
        book.troubled_at
            .filter(|moment| within(*moment, TROUBLED, now))
            .map(Warning::RecentlyTroubled),
        (account.buying == BuyingType::Reservation).then_some(Warning::ReservationAccount),
        earlier_one(&book.earlier, draft, now).map(Warning::PossibleDuplicate),
        (!book.look_alikes.is_empty()).then(|| Warning::SimilarName(book.look_alikes.clone())),
        (!within(facts.read_at, STALE, now)).then_some(Warning::StaleFigures(facts.read_at)),
        (listed && more_than_half(draft.amount, limits.source)).then_some(Warning::LargeShare),
        unusual(&book.usual, draft.amount).map(Warning::UnusualAmount),
        (!listed).then_some(Warning::UnlistedCredit),
        (account.ownership == Ownership::Unreadable).then_some(Warning::OwnershipUnreadable),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// R101, where the spend of the last 7 complete days is known.
fn beyond_expected_use(book: &Book, amount: Money, days_left: i64) -> Option<Warning> {
    let expected = expected_use(book.spend_7_days?, days_left, book.used_earlier).ok()?;
    let at_risk = at_risk(amount, expected).ok()?;

    at_risk
        .is_positive()
        .then_some(Warning::AtRisk { expected, at_risk })
}

/// R63: the newest earlier allocation that this one may repeat.
fn earlier_one(earlier: &[Earlier], draft: &Draft, now: Timestamp) -> Option<Earlier> {
    earlier
        .iter()
        .filter(|earlier| {
            let same = earlier.amount == draft.amount && earlier.source == draft.source;
            within(earlier.at, ANY_AGAIN, now) || (same && within(earlier.at, SAME_AGAIN, now))
        })
        .max_by_key(|earlier| (earlier.at, earlier.number))
        .cloned()
}

fn more_than_half(amount: Money, left: Money) -> bool {
    let rest = left.minus(amount);

    rest.and_then(|rest| amount.minus(rest))
        .is_ok_and(Money::is_positive)
}

/// The median of an operator's latest amounts in this currency, when the amount is more than ten times as much.
fn unusual(usual: &[Money], amount: Money) -> Option<Money> {
    let mut amounts: Vec<i64> = usual
        .iter()
        .take(USUAL_COUNT)
        .filter(|usual| usual.currency() == amount.currency())
        .map(|usual| usual.hundredths())
        .collect();
    amounts.sort_unstable();
    let upper = amounts.len().checked_div(2)?;
    let lower = amounts.len().checked_sub(1)?.checked_div(2)?;
    let twice_median =
        i128::from(*amounts.get(lower)?).checked_add((*amounts.get(upper)?).into())?;
    let twice_amount = i128::from(amount.hundredths()).checked_mul(2)?;
    let median = i64::try_from(twice_median.checked_div(2)?).ok()?;

    (twice_amount > twice_median.checked_mul(UNUSUAL_TIMES)?)
        .then_some(Money::new(median, amount.currency()))
}

fn within(moment: Timestamp, span: SignedDuration, now: Timestamp) -> bool {
    now.duration_since(moment) <= span
}

//! What a person must have seen before committing, without being stopped by it (R61).

use super::figures::Limits;
use super::{Book, Earlier, Facts, LookAlike, fingerprint};
use crate::account::{BuyingType, Ownership};
use crate::allocation::Draft;
use crate::clock::Timestamp;
use crate::credit::{Credit, Source};
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
    /// R63.
    PossibleDuplicate {
        /// The earlier one.
        earlier: Earlier,
        /// An amount that TikTok's records could tell apart from every earlier one, where this one cannot be.
        instead: Option<Money>,
    },
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
    /// R83: the credit is restricted in words that no rule here can check.
    RestrictionsInWords,
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
            Self::PossibleDuplicate { .. } => "POSSIBLE_DUPLICATE",
            Self::SimilarName(_) => "SIMILAR_NAME",
            Self::StaleFigures(_) => "STALE_FIGURES",
            Self::LargeShare => "LARGE_SHARE",
            Self::UnusualAmount(_) => "UNUSUAL_AMOUNT",
            Self::UnlistedCredit => "UNLISTED_CREDIT",
            Self::OwnershipUnreadable => "OWNERSHIP_UNREADABLE",
            Self::RestrictionsInWords => "RESTRICTIONS_IN_WORDS",
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
        repeated(book, draft, limits, now),
        (!book.look_alikes.is_empty()).then(|| Warning::SimilarName(book.look_alikes.clone())),
        (!within(facts.read_at, STALE, now)).then_some(Warning::StaleFigures(facts.read_at)),
        (listed && more_than_half(draft.amount, limits.source)).then_some(Warning::LargeShare),
        unusual(&book.usual, draft.amount).map(Warning::UnusualAmount),
        (!listed).then_some(Warning::UnlistedCredit),
        (account.ownership == Ownership::Unreadable).then_some(Warning::OwnershipUnreadable),
        (listed && restricted_in_words(book)).then_some(Warning::RestrictionsInWords),
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

/// A list of accounts is checked as a refusal; words can only be read.
fn restricted_in_words(book: &Book) -> bool {
    let words = |credit: &Credit| !credit.terms.restrictions.trim().is_empty();

    book.credit.as_ref().is_some_and(words)
}

fn repeated(book: &Book, draft: &Draft, limits: &Limits, now: Timestamp) -> Option<Warning> {
    let earlier = earlier_one(&book.earlier, draft, now)?;
    let window = (SAME_AGAIN, now);
    let instead = fingerprint::instead(draft.amount, &book.earlier, limits, window);

    Some(Warning::PossibleDuplicate { earlier, instead })
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

#[cfg(test)]
mod tests {
    use super::super::fixture::{at, book, draft, facts, usd};
    use super::super::review;
    use super::*;
    use crate::credit::AccountList;
    use crate::id::{AdvertiserId, AllocationNumber};
    use jiff::civil::date;

    const NOW: &str = "2026-11-17T15:44:00Z";

    fn found(facts: &Facts, book: &Book, hundredths: i64) -> Vec<Warning> {
        review(facts, book, draft(hundredths), at(NOW)).warnings
    }

    fn earlier(ago: SignedDuration, hundredths: i64, source: Source) -> Earlier {
        Earlier {
            number: AllocationNumber(147),
            at: at(NOW).checked_sub(ago).unwrap(),
            by: "Tomas Arreola".to_owned(),
            amount: usd(hundredths),
            source,
        }
    }

    /// R83: shown restrictions must have been read; no words, unlisted ad credit and a list of accounts ask for nothing.
    #[test]
    fn restrictions_in_words_are_to_be_read() {
        let words = Warning::RestrictionsInWords;
        let (facts, mut book) = (facts(), book());
        assert!(!found(&facts, &book, 100).contains(&words));
        let credit = book.credit.as_mut().unwrap();
        credit.terms.accounts = AccountList::Only(vec![facts.account.id.clone()]);
        " \n".clone_into(&mut credit.terms.restrictions);
        assert!(!found(&facts, &book, 100).contains(&words));

        let credit = book.credit.as_mut().unwrap();
        "Auction only.".clone_into(&mut credit.terms.restrictions);
        assert!(found(&facts, &book, 100).contains(&words));
        let mut unlisted = draft(100);
        unlisted.source = Source::Unlisted;
        let review = review(&facts, &book, unlisted, at(NOW));
        assert!(!review.warnings.contains(&words));
    }

    /// R63, the vectors of section S and their edges.
    #[test]
    fn a_repeat_is_noticed() {
        let source = draft(1).source;
        let hours = SignedDuration::from_hours;
        let secs = SignedDuration::from_secs;
        let cases = [
            (hours(6 * 24 + 23), 50_000, source, true),
            (hours(7 * 24), 50_000, source, true),
            (hours(7 * 24) + secs(1), 50_000, source, false),
            (secs(9 * 60 + 59), 12_345, source, true),
            (secs(10 * 60), 12_345, Source::Unlisted, true),
            (secs(10 * 60 + 1), 12_345, source, false),
            (hours(24), 50_000, Source::Unlisted, false),
        ];
        for (ago, hundredths, source, expected) in cases {
            let mut book = book();
            let earlier = earlier(ago, hundredths, source);
            book.earlier = vec![earlier.clone()];
            let instead = (hundredths == 50_000).then_some(usd(49_999));
            let warning = expected.then_some(Warning::PossibleDuplicate { earlier, instead });
            assert_eq!(
                found(&facts(), &book, 50_000),
                Vec::from_iter(warning),
                "{ago:?}"
            );
        }
    }

    #[test]
    fn the_newest_repeat_is_the_one_shown() {
        let source = draft(1).source;
        let old = earlier(SignedDuration::from_hours(48), 50_000, source);
        let new = earlier(SignedDuration::from_mins(5), 100, Source::Unlisted);
        let mut book = book();
        book.earlier = vec![old, new.clone()];
        assert_eq!(
            found(&facts(), &book, 50_000),
            [Warning::PossibleDuplicate {
                earlier: new,
                instead: Some(usd(49_999))
            }]
        );
    }

    /// R61 with R98 to R101: 7 days and fewer are soon; the expected use is measured to the same day.
    #[test]
    fn an_end_that_is_near_and_an_amount_beyond_expected_use() {
        let mut book = book();
        let until = |book: &mut Book, day| {
            book.credit.as_mut().unwrap().terms.valid_until = Some(date(2026, 11, day));
        };
        until(&mut book, 25);
        assert_eq!(found(&facts(), &book, 50_000), []);
        until(&mut book, 24);
        assert_eq!(found(&facts(), &book, 50_000), [Warning::EndsSoon(7)]);
        until(&mut book, 17);
        let beyond = Warning::AtRisk {
            expected: usd(0),
            at_risk: usd(50_000),
        };
        assert_eq!(
            found(&facts(), &book, 50_000),
            [Warning::EndsSoon(0), beyond]
        );
    }

    /// R101, the vector of section S through the review: 50.00 a day, 10 days, 900.00.
    #[test]
    fn what_would_be_lost_is_told_as_an_estimate() {
        let mut book = book();
        book.credit.as_mut().unwrap().terms.valid_until = Some(date(2026, 11, 27));
        book.spend_7_days = Some(usd(35_000));
        let expected = Warning::AtRisk {
            expected: usd(50_000),
            at_risk: usd(40_000),
        };
        assert_eq!(found(&facts(), &book, 90_000), [expected]);
        book.spend_7_days = None;
        assert_eq!(
            found(&facts(), &book, 90_000),
            [],
            "unknown spend is no estimate"
        );
    }

    /// R31, R32, R43, R64 and what cannot be read.
    #[test]
    fn the_account_and_its_figures() {
        type Change = fn(&mut Facts, &mut Book);
        let cases: &[(Change, &[&str])] = &[
            (
                |_, book| book.spend_7_days = Some(usd(0)),
                &["AT_RISK", "NO_RECENT_SPEND"],
            ),
            (
                |_, book| book.troubled_at = Some(at("2026-10-18T15:44:00Z")),
                &["RECENTLY_TROUBLED"],
            ),
            (
                |_, book| book.troubled_at = Some(at("2026-10-18T15:43:59Z")),
                &[],
            ),
            (
                |facts, _| facts.account.buying = BuyingType::Reservation,
                &["RESERVATION_ACCOUNT"],
            ),
            (
                |facts, _| facts.account.buying = BuyingType::Other("NEW".to_owned()),
                &[],
            ),
            (|facts, _| facts.read_at = at("2026-11-16T15:44:00Z"), &[]),
            (
                |facts, _| facts.read_at = at("2026-11-16T15:43:59Z"),
                &["STALE_FIGURES"],
            ),
            (
                |facts, _| facts.account.ownership = Ownership::Unreadable,
                &["OWNERSHIP_UNREADABLE"],
            ),
            (
                |_, book| {
                    book.look_alikes = vec![LookAlike {
                        id: AdvertiserId::new("7318442099173042171").unwrap(),
                        name: "Juniper and Loam".to_owned(),
                        same: false,
                    }];
                },
                &["SIMILAR_NAME"],
            ),
        ];
        for (change, expected) in cases {
            let (mut facts, mut book) = (facts(), book());
            change(&mut facts, &mut book);
            let warnings = found(&facts, &book, 50_000);
            let codes: Vec<_> = warnings.iter().map(Warning::code).collect();
            assert_eq!(codes, *expected);
        }
    }

    /// R61: more than half of what is left; more than ten times the median of the last 20.
    #[test]
    fn amounts_out_of_the_ordinary() {
        let mut book = book();
        book.spend_7_days = None;
        assert_eq!(found(&facts(), &book, 157_500), []);
        assert_eq!(found(&facts(), &book, 157_501), [Warning::LargeShare]);
        book.usual = vec![usd(1_000), usd(3_000)];
        assert_eq!(found(&facts(), &book, 20_000), []);
        let unusual = [Warning::UnusualAmount(usd(2_000))];
        assert_eq!(found(&facts(), &book, 20_001), unusual);
        book.usual = vec![usd(1), usd(2_000), usd(999_999)];
        assert_eq!(found(&facts(), &book, 20_001), unusual);
        book.usual = vec![usd(2_000); 20];
        book.usual.extend(vec![usd(1); 500]);
        assert_eq!(
            found(&facts(), &book, 20_001),
            unusual,
            "only the last 20 count"
        );
    }
}

//! Who may place which ad credit where: pure, and the only maker of a [`Permit`].
//!
//! Two answers for a draft: a [`Review`] to show a person, and, at commit, a [`Permit`] to record. Both are made from the
//! same judgement, so a permit can only exist for what the latest review said.

mod amount;
mod differences;
mod eligibility;
mod facts;
mod figures;
mod fingerprint;
#[cfg(test)]
pub(crate) mod fixture;
mod refusal;
mod roles;
mod warnings;

pub use crate::names::LookAlike;
pub use amount::AmountReason;
pub use differences::{Difference, differences};
pub use eligibility::{row_refusals, standing_refusals};
pub use facts::{Book, Earlier, Facts};
pub use refusal::Refusal;
pub use roles::{RoleReason, RoleRow, Verdict, may, may_close_unknown, row_of_r13, sees_finance};
pub use warnings::Warning;

use crate::allocation::{Draft, Figures, Record};
use crate::business_center::Actor;
use crate::clock::{Timestamp, Zone};
use crate::credit::Source;
use crate::money::Money;
use jiff::SignedDuration;

/// How long TikTok's answer to a transfer is waited for; after that the outcome is unknown (protocol 4.3).
pub const ANSWER_WITHIN: SignedDuration = SignedDuration::from_secs(60);

/// What a person is shown before the one irreversible click.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// What it is about.
    pub draft: Draft,
    /// All of R68 as it would be committed now, without acknowledgements.
    pub record: Record,
    /// Both sides.
    pub figures: Figures,
    /// R59, at most one.
    pub amount_reason: Option<AmountReason>,
    /// R60, all.
    pub refusals: Vec<Refusal>,
    /// R61, all that apply.
    pub warnings: Vec<Warning>,
}

/// The right to record one allocation. Only [`permit`] makes one, and it is used up by the journal.
///
/// ```compile_fail,E0451
/// # fn forge(record: desk_core::allocation::Record) {
/// let forged = desk_core::policy::Permit { record };
/// # }
/// ```
#[derive(Debug)]
pub struct Permit {
    record: Record,
    open: Money,
}

impl Permit {
    /// What will be recorded.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Sum of the open outcomes that the figures already leave out. The journal looks again when it records.
    #[must_use]
    pub(crate) fn open(&self) -> Money {
        self.open
    }

    /// Gives the record to the journal; the permit is gone.
    pub(crate) fn into_record(self) -> Record {
        self.record
    }
}

/// Why no permit was given. Nothing was recorded, nothing moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotPermitted {
    /// The rules say no; the review holds every reason.
    Refused(Box<Review>),
    /// Something changed since the review; the new one must be read (R66).
    Changed(Box<Review>),
    /// A warning was not acknowledged.
    NotAcknowledged(Box<Review>),
}

/// The answer while a person is still typing: nothing is prepared yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The amount, or the one reason against it (R59).
    pub amount: Result<Money, AmountReason>,
    /// R60, all.
    pub refusals: Vec<Refusal>,
    /// What is left in the source.
    pub source_left: Money,
    /// What the Business Center can place.
    pub placeable: Money,
    /// Least that the account takes; `None` where TikTok did not tell it yet, so that nobody knows whether this is enough.
    pub minimum: Option<Money>,
}

/// Judges typed text against a source, before there is a draft.
#[must_use]
pub fn check(facts: &Facts, book: &Book, source: Source, typed: &str, now: Timestamp) -> Check {
    let limits = figures::limits(facts, book, source, now);

    Check {
        amount: amount::typed(typed, &limits),
        refusals: eligibility::refusals(facts, book, source, now),
        source_left: limits.source,
        placeable: limits.placeable,
        minimum: limits.minimum,
    }
}

/// Judges a draft: figures, the one amount reason, all refusals, all warnings. Never a right.
#[must_use]
pub fn review(facts: &Facts, book: &Book, draft: Draft, now: Timestamp) -> Review {
    let limits = figures::limits(facts, book, draft.source, now);
    let amount_reason = amount::reason(draft.amount, &limits).err();
    let mut refusals = eligibility::refusals(facts, book, draft.source, now);
    let (figures, whole) = figures::both_sides(facts, &limits, draft.amount);
    let belongs = facts.account.id == draft.account && whole;
    if !belongs && !refusals.contains(&Refusal::FactsMismatch) {
        refusals.push(Refusal::FactsMismatch);
    }
    let warnings = warnings::warnings(facts, book, &draft, &limits, now);
    let record = record(facts, book, &draft, figures.clone(), now);

    Review {
        draft,
        record,
        figures,
        amount_reason,
        refusals,
        warnings,
    }
}

/// The same review for a person whom TikTok lets read nothing any more: only what stands against the person is known. The
/// figures stay those that were read last.
#[must_use]
pub fn withheld(mut review: Review, actor: Actor, refusals: Vec<Refusal>) -> Review {
    review.record.actor = actor;
    review.refusals = refusals;

    review
}

/// Judges again at commit, against the review the person read (R17, R66). Account, source and amount are that review's.
///
/// # Errors
/// [`NotPermitted`] when anything changed, refuses, or was not acknowledged, in this order.
pub fn permit(
    facts: &Facts,
    book: &Book,
    reviewed: &Review,
    acknowledged: &[String],
    now: Timestamp,
) -> Result<Permit, NotPermitted> {
    let fresh = review(facts, book, reviewed.draft.clone(), now);
    if !differences(reviewed, &fresh).is_empty() {
        return Err(NotPermitted::Changed(Box::new(fresh)));
    }
    if !fresh.allows() {
        return Err(NotPermitted::Refused(Box::new(fresh)));
    }
    let codes: Vec<String> = fresh
        .warnings
        .iter()
        .map(|warning| warning.code().to_owned())
        .collect();
    if !codes.iter().all(|code| acknowledged.contains(code)) {
        return Err(NotPermitted::NotAcknowledged(Box::new(fresh)));
    }
    let mut record = fresh.record;
    record.acknowledged = codes;

    Ok(Permit {
        record,
        open: book.open,
    })
}

impl Review {
    /// Whether nothing stands against it; warnings do not count, they are acknowledged.
    #[must_use]
    pub fn allows(&self) -> bool {
        self.amount_reason.is_none() && self.refusals.is_empty()
    }
}

fn record(facts: &Facts, book: &Book, draft: &Draft, figures: Figures, now: Timestamp) -> Record {
    let terms = book.credit.as_ref().map(|credit| &credit.terms);
    let zone = Zone::read(&facts.bc.zone);
    let ending =
        terms.and_then(|terms| terms.ending(&facts.bc.zone, facts.account.zone.as_deref()));

    Record {
        draft: draft.clone(),
        at: now,
        shown_offset: zone.map_or_else(|| "+00:00".to_owned(), |zone| zone.offset_text(now)),
        actor: facts.actor.clone(),
        bc: facts.bc.id.clone(),
        bc_name: facts.bc.name.clone(),
        portfolio: facts.account.portfolio.clone(),
        credit_name: terms.map(|terms| terms.name.clone()),
        credit_until: terms.and_then(|terms| terms.valid_until),
        ends_at: ending.map(|ending| ending.at),
        restrictions: terms
            .map(|terms| terms.restrictions.clone())
            .unwrap_or_default(),
        account_name: facts.account.name.clone(),
        figures,
        acknowledged: Vec::new(),
        bc_ad_credit: facts.bc_balance.voucher,
        snapshot: facts.known_records.clone(),
        deadline: now.checked_add(ANSWER_WITHIN).unwrap_or(Timestamp::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::fixture::{at, book, draft, facts, usd};
    use super::*;
    use crate::business_center::{BasicRole, FinanceRole};
    use crate::credit::Holder;
    use crate::id::{AllocationNumber, PortfolioId};

    const NOW: &str = "2026-11-17T15:44:00Z";

    fn reviewed() -> Review {
        review(&facts(), &book(), draft(50_000), at(NOW))
    }

    fn codes(review: &Review) -> Vec<&'static str> {
        review.refusals.iter().map(Refusal::code).collect()
    }

    #[test]
    fn a_plain_case_has_nothing_against_it() {
        let review = reviewed();
        assert!(review.allows(), "{review:?}");
        assert_eq!(review.warnings, []);
        let figures = &review.figures;
        assert_eq!(figures.bc_before, usd(2_529_000));
        assert_eq!(figures.bc_after, usd(2_479_000));
        assert_eq!(figures.source_before, usd(315_000));
        assert_eq!(figures.source_after, usd(265_000));
        assert_eq!(figures.account_before, usd(42_000));
        assert_eq!(figures.account_after, usd(92_000));
        let record = &review.record;
        assert_eq!(record.shown_offset, "-05:00");
        assert_eq!(record.ends_at, Some(at("2026-12-01T04:59:59Z")));
        assert_eq!(record.deadline, at("2026-11-17T15:45:00Z"));
        assert_eq!(record.snapshot, facts().known_records);
    }

    #[test]
    fn a_permit_holds_what_was_reviewed() {
        let review = reviewed();
        let mut later = facts();
        later.read_at = at("2026-11-17T15:44:50Z");
        later.known_records.clear();
        let now = at("2026-11-17T15:45:00Z");
        let permit = permit(&later, &book(), &review, &[], now).unwrap();
        let expected = Record {
            at: now,
            snapshot: Vec::new(),
            deadline: now.checked_add(ANSWER_WITHIN).unwrap(),
            figures: Figures {
                read_at: later.read_at,
                ..review.figures
            },
            ..review.record
        };
        assert_eq!(permit.record(), &expected);
        assert_eq!(permit.into_record(), expected);
    }

    /// R17, R66: each change since the review goes back to the person, marked.
    #[test]
    fn whatever_changed_goes_back_to_the_review() {
        use Difference as D;
        type Change = fn(&mut Facts, &mut Book);
        let cases: &[(Change, &[Difference])] = &[
            (|facts, _| facts.actor.role.finance = None, &[D::Person]),
            (
                |facts, _| {
                    facts.actor.role.basic = BasicRole::Standard;
                    facts.actor.role.finance = Some(FinanceRole::Analyst);
                },
                &[D::Person, D::Refusals],
            ),
            (
                |facts, _| facts.bc_balance.valid_voucher = usd(2_528_999),
                &[D::BusinessCenterFigures],
            ),
            (
                |facts, _| facts.bc_balance.valid_voucher = usd(10_000),
                &[D::BusinessCenterFigures, D::AmountReason],
            ),
            (
                |facts, _| facts.balance.ad_credit = usd(41_999),
                &[D::AccountFigures],
            ),
            (
                |facts, _| facts.account.status = crate::account::AccountStatus::Suspended,
                &[D::Refusals],
            ),
            (
                |facts, _| facts.account.name = "Juniper".to_owned(),
                &[D::AccountName],
            ),
            (
                |facts, _| facts.bc.name = "Halden".to_owned(),
                &[D::BusinessCenterName],
            ),
            (
                |facts, _| facts.account.portfolio = Some(PortfolioId::new("5").unwrap()),
                &[D::Portfolio],
            ),
            (|_, book| book.open = usd(1), &[D::BusinessCenterFigures]),
            (
                |_, book| book.open_here = Some(AllocationNumber(148)),
                &[D::Refusals],
            ),
            (
                |_, book| book.credit.as_mut().unwrap().allocated = usd(1_685_001),
                &[D::SourceFigures],
            ),
            (
                |_, book| book.credit.as_mut().unwrap().terms.restrictions = "None".to_owned(),
                &[D::CreditTerms, D::Warnings],
            ),
            (|_, book| book.spend_7_days = Some(usd(0)), &[D::Warnings]),
        ];
        for (number, (change, expected)) in cases.iter().enumerate() {
            let (mut facts, mut book) = (facts(), book());
            change(&mut facts, &mut book);
            let answer = permit(&facts, &book, &reviewed(), &[], at(NOW)).unwrap_err();
            let NotPermitted::Changed(fresh) = answer else {
                unreachable!("case {number}: {answer:?}");
            };
            let differences = differences(&reviewed(), &fresh);
            for difference in *expected {
                assert!(
                    differences.contains(difference),
                    "case {number}: {differences:?}"
                );
            }
            let again = permit(
                &facts,
                &book,
                &fresh,
                &["NO_RECENT_SPEND", "AT_RISK", "RESTRICTIONS_IN_WORDS"].map(str::to_owned),
                at(NOW),
            );
            assert_eq!(again.is_ok(), fresh.allows(), "case {number}");
        }
    }

    #[test]
    fn a_refused_review_never_becomes_a_permit() {
        let review = review(&facts(), &book(), draft(315_001), at(NOW));
        assert_eq!(
            review.amount_reason,
            Some(AmountReason::ExceedsCredit(usd(315_000)))
        );
        let answer = permit(&facts(), &book(), &review, &[], at(NOW));
        assert!(
            matches!(answer, Err(NotPermitted::Refused(_))),
            "{answer:?}"
        );
    }

    #[test]
    fn each_warning_must_be_acknowledged_by_its_code() {
        let mut book = book();
        book.spend_7_days = Some(usd(0));
        let review = review(&facts(), &book, draft(50_000), at(NOW));
        let warnings: Vec<_> = review.warnings.iter().map(Warning::code).collect();
        assert_eq!(warnings, ["AT_RISK", "NO_RECENT_SPEND"]);
        let one = ["AT_RISK".to_owned()];
        let answer = permit(&facts(), &book, &review, &one, at(NOW));
        assert!(matches!(answer, Err(NotPermitted::NotAcknowledged(_))));
        let all = ["NO_RECENT_SPEND", "AT_RISK", "SOMETHING_ELSE"].map(str::to_owned);
        let permit = permit(&facts(), &book, &review, &all, at(NOW)).unwrap();
        assert_eq!(permit.record().acknowledged, ["AT_RISK", "NO_RECENT_SPEND"]);
    }

    /// R163 and protocol 4.2: open outcomes come off, a total below the list limits, nothing is ever below nothing.
    #[test]
    fn no_more_than_the_valid_voucher_can_be_placed() {
        let mut facts = facts();
        facts.bc_balance.valid_voucher = usd(100_000);
        let mut book = book();
        book.open = usd(40_000);
        let review = review(&facts, &book, draft(60_001), at(NOW));
        assert_eq!(
            review.amount_reason,
            Some(AmountReason::ExceedsBcBalance(usd(60_000)))
        );
        book.open = usd(400_000);
        let none = super::review(&facts, &book, draft(1), at(NOW));
        assert_eq!(
            none.amount_reason,
            Some(AmountReason::ExceedsBcBalance(usd(0)))
        );
    }

    #[test]
    fn unlisted_ad_credit_is_what_the_list_does_not_explain() {
        let mut book = book();
        book.credit = None;
        let mut draft = draft(50_000);
        draft.source = Source::Unlisted;
        let review = review(&facts(), &book, draft, at(NOW));
        assert!(review.allows(), "{review:?}");
        assert_eq!(review.figures.source_before, usd(75_000));
        assert_eq!(review.warnings, [Warning::UnlistedCredit]);
        assert_eq!(review.record.credit_name, None);
        assert_eq!(review.record.ends_at, None);
    }

    #[test]
    fn facts_of_something_else_are_refused() {
        let mut other = draft(50_000);
        other.account = crate::id::AdvertiserId::new("1").unwrap();
        let review = review(&facts(), &book(), other, at(NOW));
        assert_eq!(codes(&review), ["FACTS_MISMATCH"]);
        let mut none = book();
        none.credit = None;
        let review = super::review(&facts(), &none, draft(50_000), at(NOW));
        assert_eq!(codes(&review), ["FACTS_MISMATCH"]);
        let mut unequal = book();
        unequal.open = Money::zero(crate::money::Currency::new("EUR").unwrap());
        let review = super::review(&facts(), &unequal, draft(50_000), at(NOW));
        assert!(!review.allows());
    }

    #[test]
    fn a_credit_that_sits_in_an_account_cannot_be_placed() {
        let mut book = book();
        book.credit.as_mut().unwrap().terms.holder = Holder::Account {
            account: facts().account.id,
            origin: crate::credit::Origin::AdsManager,
        };
        let review = review(&facts(), &book, draft(50_000), at(NOW));
        assert_eq!(codes(&review), ["CREDIT_NOT_OF_BUSINESS_CENTER"]);
    }

    #[test]
    fn typed_text_is_judged_before_there_is_a_draft() {
        let source = draft(1).source;
        let check = |typed| check(&facts(), &book(), source, typed, at(NOW));
        let good = check("500");
        assert_eq!(good.amount, Ok(usd(50_000)));
        assert_eq!(good.refusals, []);
        assert_eq!(
            (good.source_left, good.placeable),
            (usd(315_000), usd(2_529_000))
        );
        assert_eq!(check("1e3").amount, Err(AmountReason::Invalid));
        assert_eq!(
            check("3,150.01").amount,
            Err(AmountReason::ExceedsCredit(usd(315_000)))
        );
    }
}

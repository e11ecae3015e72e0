//! Who may place which ad credit where: pure, and the only maker of a [`Permit`].
//!
//! Two answers for a draft: a [`Review`] to show a person, and, at commit, a [`Permit`] to record. Both are made from the
//! same judgement, so a permit can only exist for what the latest review said.

mod amount;
mod eligibility;
mod figures;
mod roles;
mod warnings;

pub use crate::names::LookAlike;
pub use amount::AmountReason;
pub use eligibility::{Refusal, row_refusals, standing_refusals};
pub use roles::{RoleReason, Verdict, may, may_close_unknown, row_of_r13, sees_finance};
pub use warnings::Warning;

use crate::account::{AccountBalance, AdAccount};
use crate::allocation::{Draft, Figures, Record};
use crate::business_center::{Actor, BcBalance, BusinessCenter, Switches};
use crate::clock::{Timestamp, Zone};
use crate::credit::{Credit, Source};
use crate::id::{AllocationNumber, PortfolioId, TransactionId};
use crate::money::Money;
use jiff::SignedDuration;

/// How long TikTok's answer to a transfer is waited for; after that the outcome is unknown (protocol 4.3).
pub const ANSWER_WITHIN: SignedDuration = SignedDuration::from_secs(60);

/// What TikTok says right now about one draft: the look of the flow, and the snapshot kept with the intent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// When the answers were read.
    pub read_at: Timestamp,
    /// The Business Center.
    pub bc: BusinessCenter,
    /// Who is acting, with the role TikTok tells now.
    pub actor: Actor,
    /// Its balances.
    pub bc_balance: BcBalance,
    /// The receiver.
    pub account: AdAccount,
    /// Its balances.
    pub balance: AccountBalance,
    /// Smallest ad credit that may be moved to it, where told (R53).
    pub minimum: Option<Money>,
    /// Portfolios of this Business Center (R109).
    pub portfolios: Vec<PortfolioId>,
    /// Transaction ids already in TikTok's records for this account and this Business Center.
    pub known_records: Vec<TransactionId>,
}

/// What the journal and the mirror know about one draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// Switches in force.
    pub switches: Switches,
    /// The credit the draft names; `None` for unlisted ad credit.
    pub credit: Option<Credit>,
    /// Sum left in all active listed credits, for the unlisted part (R163).
    pub listed_left: Money,
    /// Sum of open outcomes of this Business Center.
    pub open: Money,
    /// The open allocation of this account, if any.
    pub open_here: Option<AllocationNumber>,
    /// Earlier allocations to this account, newest first, at least 7 days back (R63).
    pub earlier: Vec<Earlier>,
    /// Amounts of this operator's last 20 allocations (R61).
    pub usual: Vec<Money>,
    /// Accounts that can be mistaken for this one (R64).
    pub look_alikes: Vec<LookAlike>,
    /// Spend of the last 7 complete days, where known (R118, R119).
    pub spend_7_days: Option<Money>,
    /// Ad credit already in the account that is used before this one (R101); zero when unknown.
    pub used_earlier: Money,
    /// Last time the account was seen suspended or in review (R31).
    pub troubled_at: Option<Timestamp>,
    /// Names of the Admins to ask.
    pub admins: Vec<String>,
}

/// An earlier allocation, for the duplicate guard (R63).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Its number.
    pub number: AllocationNumber,
    /// When it was committed.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// How much.
    pub amount: Money,
    /// From what.
    pub source: Source,
}

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
#[derive(Debug)]
pub struct Permit {
    record: Record,
}

impl Permit {
    /// What will be recorded.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
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

/// What differs between the review a person read and the one that holds now (R66).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// Who acts, or in which role.
    Person,
    /// Name of the Business Center.
    BusinessCenterName,
    /// Name of the account.
    AccountName,
    /// The portfolio that is drawn on.
    Portfolio,
    /// Name, end or restrictions of the credit.
    CreditTerms,
    /// What the Business Center can place.
    BusinessCenterFigures,
    /// What is left in the source.
    SourceFigures,
    /// The account's ad credit.
    AccountFigures,
    /// The reason against the amount.
    AmountReason,
    /// The refusals.
    Refusals,
    /// The warnings.
    Warnings,
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

    Ok(Permit { record })
}

/// What a person has to be shown as changed. The moment of reading and the list of records may differ without it.
#[must_use]
pub fn differences(before: &Review, now: &Review) -> Vec<Difference> {
    let (old, new) = (&before.record, &now.record);
    let terms = |record: &Record| {
        (
            record.credit_name.clone(),
            record.credit_until,
            record.ends_at,
            record.restrictions.clone(),
        )
    };
    let source = |review: &Review| (review.figures.source_before, review.figures.source_after);
    let bc = |review: &Review| (review.figures.bc_before, review.figures.bc_after);
    let account = |review: &Review| (review.figures.account_before, review.figures.account_after);
    let same = [
        (Difference::Person, old.actor == new.actor),
        (
            Difference::BusinessCenterName,
            (&old.bc, &old.bc_name) == (&new.bc, &new.bc_name),
        ),
        (
            Difference::AccountName,
            old.account_name == new.account_name,
        ),
        (Difference::Portfolio, old.portfolio == new.portfolio),
        (Difference::CreditTerms, terms(old) == terms(new)),
        (Difference::BusinessCenterFigures, bc(before) == bc(now)),
        (Difference::SourceFigures, source(before) == source(now)),
        (Difference::AccountFigures, account(before) == account(now)),
        (
            Difference::AmountReason,
            before.amount_reason == now.amount_reason,
        ),
        (Difference::Refusals, before.refusals == now.refusals),
        (Difference::Warnings, before.warnings == now.warnings),
    ];

    same.into_iter()
        .filter_map(|(difference, same)| (!same).then_some(difference))
        .collect()
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
        snapshot: facts.known_records.clone(),
        deadline: now.checked_add(ANSWER_WITHIN).unwrap_or(Timestamp::MAX),
    }
}

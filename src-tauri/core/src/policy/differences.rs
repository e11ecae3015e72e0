//! What changed between two reviews of one draft (R66), for the window to mark.

use super::Review;
use crate::allocation::Record;

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

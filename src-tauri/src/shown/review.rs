//! The review, and the receipt's lines that repeat it.

use super::reasons::{CreditName, amount_reason, refusals, warning};
use super::{amount, days, difference, open_outcome, stamp, stamp_at};
use crate::views::ad_account::AccountCard;
use crate::views::add_balance::{Ends, Review, ReviewPart, ReviewWarning, Side, SideOf};
use crate::views::start::WorkspaceKind;
use crate::views::{CreditKind, Funds};
use desk_core::allocation::{Figures, Record};
use desk_core::clock::{Timestamp, Zone, days_between};
use desk_core::money::Money;
use desk_core::policy::{self, Difference};
use desk_core::review::OpenHere;

/// What a review needs besides the core's.
pub struct ReviewParts<'a> {
    /// The judged draft.
    pub review: &'a policy::Review,
    /// The receiver.
    pub card: AccountCard,
    /// R77; none for unlisted ad credit.
    pub kind: Option<CreditKind>,
    /// What campaigns run on when it is used up.
    pub then: Vec<Funds>,
    /// Name of the portfolio, where one applies.
    pub portfolio: Option<String>,
    /// What differs from the review before.
    pub changed: Vec<Difference>,
    /// The Business Center's zone.
    pub zone: &'a Zone,
    /// Sum of open outcomes.
    pub reserved: Money,
    /// The account's allocation that is not settled, if any.
    pub open: Option<OpenHere>,
    /// Names of credits.
    pub name_of: CreditName<'a>,
    /// Whether the money is real.
    pub money: WorkspaceKind,
}

/// Step 2 of Add Balance.
pub fn review(parts: ReviewParts<'_>) -> Review {
    let core = parts.review;
    let record = &core.record;

    Review {
        id: core.draft.review.0.to_string(),
        amount: amount(core.draft.amount),
        bc_name: record.bc_name.clone(),
        credit_name: record.credit_name.clone(),
        portfolio: parts.portfolio,
        sides: sides(&core.figures, record),
        reserved: amount(parts.reserved),
        open: parts.open.map(|open| open_outcome(&open, true)),
        ends: ends(record, record.at),
        kind: parts.kind,
        restrictions: record.restrictions.clone(),
        then: parts.then,
        warnings: core
            .warnings
            .iter()
            .map(|one| ReviewWarning {
                warning: warning(one, &parts.review.draft.account, parts.zone, parts.name_of),
                must_acknowledge: true,
            })
            .collect(),
        amount_reason: core.amount_reason.as_ref().map(amount_reason),
        refusals: refusals(&core.refusals),
        may_allocate: core.allows(),
        note: core.draft.note.clone(),
        actor: super::people::person(&record.actor),
        figures_as_of: stamp(core.figures.read_at, parts.zone),
        changed: parts.changed.into_iter().map(part).collect(),
        money: parts.money,
        card: parts.card,
    }
}

/// Business Center, credit, account: before, change, after.
pub fn sides(figures: &Figures, record: &Record) -> Vec<Side> {
    let side = |what, name: Option<&str>, before, after| Side {
        what,
        name: name.map(str::to_owned),
        before: amount(before),
        change: difference(before, after),
        after: amount(after),
    };

    vec![
        side(
            SideOf::BusinessCenter,
            Some(&record.bc_name),
            figures.bc_before,
            figures.bc_after,
        ),
        side(
            SideOf::Credit,
            record.credit_name.as_deref(),
            figures.source_before,
            figures.source_after,
        ),
        side(
            SideOf::Account,
            Some(&record.account_name),
            figures.account_before,
            figures.account_after,
        ),
    ]
}

/// When the credit ends, counted from `moment`.
pub fn ends(record: &Record, moment: Timestamp) -> Option<Ends> {
    let (day, at) = (record.credit_until?, record.ends_at?);
    let zone = Zone::read(&record.shown_offset).unwrap_or_else(Zone::utc);

    Some(Ends {
        date: day.to_string(),
        at: stamp_at(at, &record.shown_offset),
        days: days(days_between(zone.day(moment), day)),
    })
}

fn part(difference: Difference) -> ReviewPart {
    match difference {
        Difference::Person => ReviewPart::Role,
        Difference::BusinessCenterName => ReviewPart::BcName,
        Difference::AccountName => ReviewPart::AccountName,
        Difference::Portfolio => ReviewPart::Portfolio,
        Difference::CreditTerms => ReviewPart::CreditTerms,
        Difference::BusinessCenterFigures => ReviewPart::BusinessCenter,
        Difference::SourceFigures => ReviewPart::CreditLeft,
        Difference::AccountFigures => ReviewPart::Account,
        Difference::AmountReason | Difference::Refusals => ReviewPart::Refusals,
        Difference::Warnings => ReviewPart::Warnings,
    }
}

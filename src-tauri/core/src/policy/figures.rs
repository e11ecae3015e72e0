//! The limits of one allocation and both its sides, before and after (R50, R53, R163).

use super::{Book, Facts};
use crate::allocation::Figures;
use crate::clock::Timestamp;
use crate::credit::{Source, unlisted_left};
use crate::money::Money;

/// What an amount is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    /// What the Business Center can place: its valid ad credit, less everything whose outcome is open. Never below nothing.
    pub(super) placeable: Money,
    /// What is left in the source; its currency is the currency of the allocation.
    pub(super) source: Money,
    /// The smallest amount, where told.
    pub(super) minimum: Option<Money>,
}

pub(super) fn limits(facts: &Facts, book: &Book, source: Source, now: Timestamp) -> Limits {
    let nothing = Money::zero(facts.bc.currency);
    // Amounts that cannot be compared leave nothing to place.
    let placeable = facts
        .bc_balance
        .valid_voucher
        .minus(book.open)
        .map_or(nothing, Money::floored);
    let source = match (source, &book.credit) {
        (Source::Unlisted, _) => {
            unlisted_left(facts.bc_balance.voucher, book.listed_left, book.open).unwrap_or(nothing)
        }
        (Source::Credit(id), Some(credit)) if credit.id == id => credit.left(&facts.bc.zone, now),
        (Source::Credit(_), _) => nothing,
    };

    Limits {
        placeable,
        source,
        minimum: facts.minimum,
    }
}

/// Both sides before and after, and whether every sum could be made. Where it could not, *after* repeats *before*.
pub(super) fn both_sides(facts: &Facts, limits: &Limits, amount: Money) -> (Figures, bool) {
    let account = facts.balance.ad_credit;
    let after = [
        limits.placeable.minus(amount),
        limits.source.minus(amount),
        account.plus(amount),
    ];
    let whole = after.iter().all(Result::is_ok);
    let [bc_after, source_after, account_after] = after;

    (
        Figures {
            bc_before: limits.placeable,
            bc_after: bc_after.unwrap_or(limits.placeable),
            source_before: limits.source,
            source_after: source_after.unwrap_or(limits.source),
            account_before: account,
            account_after: account_after.unwrap_or(account),
            read_at: facts.read_at,
        },
        whole,
    )
}

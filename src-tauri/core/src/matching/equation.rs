//! The balance equation: whether the Business Center's balance fell by an allocation's amount, and by nothing else.

use super::is_amount;
use crate::clock::Timestamp;
use crate::id::TransactionId;
use crate::money::Money;
use crate::protocol::{Equation, Phase};
use crate::transaction::{Billing, Direction, Transaction};
use std::collections::BTreeSet;

/// With more than this that may have moved or not the equation is not tried.
const MOST_UNCERTAIN: usize = 12;

/// Another allocation of the same Business Center that moved ad credit after the balance was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// How much.
    pub amount: Money,
    /// The records that are known to be its own.
    pub claimed: Vec<TransactionId>,
}

/// How many transfers another allocation of the same Business Center made between the two balances of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bearing {
    /// So many for certain.
    pub surely: usize,
    /// And so many that may have been made, or not, or before.
    pub perhaps: usize,
}

/// How another allocation bears on one: `later` says whether it was recorded after it, `open_then` whether it was still open
/// when the balances of the one were read. An alarm is no certainty: its record may be somebody else's.
#[must_use]
pub const fn bearing(other: Phase, later: bool, open_then: bool) -> Bearing {
    let (surely, perhaps) = match other {
        Phase::Sending | Phase::Unknown => (0, 1),
        Phase::Succeeded | Phase::Applied => (1, 0),
        Phase::Contradicted => (0, 1),
        Phase::DuplicateSuspected => (1, 1),
        Phase::Rejected | Phase::NotSent | Phase::NotApplied => (0, 0),
    };
    if later {
        return Bearing { surely, perhaps };
    }
    if !other.is_open() && !open_then {
        return Bearing {
            surely: 0,
            perhaps: 0,
        };
    }

    Bearing {
        surely: 0,
        perhaps: surely.saturating_add(perhaps),
    }
}

/// Both ends of the equation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balances {
    /// The Business Center's whole ad credit before the sending.
    pub before: Money,
    /// And now.
    pub now: Money,
}

/// The records at Business Center level that could not be read before the sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Center<'r, 'a> {
    /// All of them but those that are known to be of allocations settled before.
    pub rows: &'r [&'a Transaction],
    /// What was made after this is surely not in the balance before, by TikTok's clock.
    pub after: Timestamp,
    /// What was made before this is surely in the balance now.
    pub before: Timestamp,
}

impl Center<'_, '_> {
    /// Whether a row is surely the reason why one balance differs from the other.
    fn is_between(&self, row: &Transaction) -> bool {
        row.at > self.after && row.at < self.before
    }
}

/// Solves `now = before - own other transfers - x * amount + other records` for x. Each of `perhaps`, and each record that
/// both balances may show already, or neither, may have moved in between or not; the answer is clear only where it is the
/// same either way.
#[must_use]
pub fn equation(
    amount: Money,
    balances: Balances,
    moved: &[Moved],
    perhaps: &[Money],
    center: Center<'_, '_>,
) -> Equation {
    let currency = amount.currency();
    if balances.before.currency() != currency || balances.now.currency() != currency {
        return Equation::Unclear;
    }
    let mut others: Vec<&Transaction> = center
        .rows
        .iter()
        .copied()
        .filter(|row| row.billing != Billing::Cash)
        .collect();
    let mut expected = i128::from(balances.before.hundredths());
    for one in moved {
        if one.amount.currency() != currency {
            return Equation::Unclear;
        }
        expected = expected.saturating_sub(one.amount.hundredths().into());
        let linked = others.iter().any(|row| one.claimed.contains(&row.id));
        others.retain(|row| !one.claimed.contains(&row.id));
        if !linked {
            take_one_out(&mut others, one.amount, center);
        }
    }
    // Its own counterpart, if it is there already; one more like it stays, and the equation does not come out.
    take_one_out(&mut others, amount, center);
    let mut uncertain = Vec::new();
    for one in perhaps {
        if one.currency() != currency {
            return Equation::Unclear;
        }
        uncertain.push(i128::from(one.hundredths()));
    }
    for row in others {
        let size = i128::from(row.amount.hundredths().unsigned_abs());
        let fall = match row.direction {
            _ if row.amount.currency() != currency => return Equation::Unclear,
            Direction::In => 0_i128.saturating_sub(size),
            Direction::Out => size,
            Direction::Other(_) => return Equation::Unclear,
        };
        if center.is_between(row) {
            expected = expected.saturating_sub(fall);
        } else {
            uncertain.push(fall);
        }
    }
    let fell = expected.saturating_sub(balances.now.hundredths().into());
    let Some(sums) = sums_of_some(&uncertain) else {
        return Equation::Unclear;
    };
    let moved = sums.contains(&fell.saturating_sub(amount.hundredths().into()));
    let not_moved = sums.contains(&fell);
    match (moved, not_moved) {
        (true, false) => Equation::Moved,
        (false, true) => Equation::NotMoved,
        (true, true) | (false, false) => Equation::Unclear,
    }
}

/// What any of these can add up to; `None` where they are too many.
fn sums_of_some(amounts: &[i128]) -> Option<BTreeSet<i128>> {
    if amounts.len() > MOST_UNCERTAIN {
        return None;
    }
    let mut sums = BTreeSet::from([0]);
    for amount in amounts {
        let with: Vec<i128> = sums
            .iter()
            .map(|sum: &i128| sum.saturating_add(*amount))
            .collect();
        sums.extend(with);
    }

    Some(sums)
}

/// Takes out one record that can be of a transfer of this amount. Which one it is cannot be told, so one that is surely
/// between the balances goes first: what is left counts as uncertain rather than as certain.
fn take_one_out(rows: &mut Vec<&Transaction>, amount: Money, center: Center<'_, '_>) {
    let counterpart = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| is_amount(row, amount) && row.direction != Direction::In)
        .max_by_key(|(_, row)| center.is_between(row));
    if let Some((place, _)) = counterpart {
        rows.remove(place);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, id, out, refs, usd};
    use super::*;
    use crate::money::Currency;

    /// Everything was made well after the balance before was read, and well before the one now.
    fn between<'r, 'a>(rows: &'r [&'a Transaction]) -> Center<'r, 'a> {
        Center {
            rows,
            after: at(0),
            before: at(1000),
        }
    }

    /// What lies on either side of a balance may be in it: it explains a fall, or it does not.
    #[test]
    fn a_record_that_a_balance_may_show_already_is_no_certain_reason() {
        let solve = |now, rows: &[Transaction], after, before| {
            let balances = Balances {
                before: usd(100_000),
                now: usd(now),
            };
            let rows = refs(rows);
            let center = Center {
                rows: &rows,
                after: at(after),
                before: at(before),
            };
            equation(usd(500), balances, &[], &[], center)
        };
        // One more of the same amount: moved by ours, or by the other one.
        let both = [out(1, 5, 500), out(2, 6, 500)];
        assert_eq!(solve(99_500, &both, 0, 1000), Equation::NotMoved);
        assert_eq!(solve(99_500, &both, 6, 1000), Equation::Unclear);
        assert_eq!(solve(99_500, &both, 0, 5), Equation::Unclear);
        assert_eq!(solve(99_000, &both, 6, 1000), Equation::Moved);
        assert_eq!(solve(100_000, &both, 6, 1000), Equation::NotMoved);
        // Which of two is ours cannot be told: the one that may be in the balance already is left.
        let later = [out(1, 5, 500), out(2, 60, 500)];
        assert_eq!(solve(99_500, &later, 6, 1000), Equation::Unclear);
        // One of another amount is told apart by it.
        let other = [out(1, 5, 500), out(2, 6, 200)];
        assert_eq!(solve(99_500, &other, 6, 1000), Equation::Moved);
        assert_eq!(solve(99_300, &other, 6, 1000), Equation::Moved);
        assert_eq!(solve(99_800, &other, 6, 1000), Equation::NotMoved);
        // Made in the very moment of the balance now: in it, or not.
        let at_the_end = [out(2, 5, 200)];
        assert_eq!(solve(99_500, &at_the_end, 0, 5), Equation::Moved);
        assert_eq!(solve(99_300, &at_the_end, 0, 5), Equation::Moved);
    }

    /// An earlier allocation whose outcome was known before the balances were read is in them; all others are in the equation.
    #[test]
    fn how_another_allocation_bears_on_the_balance() {
        let told: Vec<String> = Phase::ALL
            .into_iter()
            .map(|phase| {
                let counts = [(true, true), (false, true), (false, false)].map(|(later, open)| {
                    let Bearing { surely, perhaps } = bearing(phase, later, open);
                    format!("{surely}+{perhaps}")
                });
                format!("{} {}", phase.word(), counts.join(" "))
            })
            .collect();
        assert_eq!(
            told,
            [
                "sending 0+1 0+1 0+1",
                "unknown 0+1 0+1 0+1",
                "succeeded 1+0 0+1 0+0",
                "rejected 0+0 0+0 0+0",
                "not-sent 0+0 0+0 0+0",
                "applied 1+0 0+1 0+0",
                "not-applied 0+0 0+0 0+0",
                "contradicted 0+1 0+1 0+0",
                "duplicate-suspected 1+1 0+2 0+0",
            ]
        );
    }

    #[test]
    fn the_equation_comes_out_for_one_or_for_none_or_not_at_all() {
        let solve = |now, moved: &[Moved], center: &[Transaction]| {
            let balances = Balances {
                before: usd(100_000),
                now: usd(now),
            };
            equation(usd(500), balances, moved, &[], between(&refs(center)))
        };
        assert_eq!(solve(99_500, &[], &[]), Equation::Moved);
        assert_eq!(solve(99_500, &[], &[out(1, 5, -500)]), Equation::Moved);
        assert_eq!(solve(100_000, &[], &[]), Equation::NotMoved);
        assert_eq!(solve(99_000, &[], &[]), Equation::Unclear);
        // Another person's transfer of another amount, told by its record; then one of the same amount.
        assert_eq!(
            solve(99_300, &[], &[out(1, 5, 500), out(2, 6, 200)]),
            Equation::Moved
        );
        assert_eq!(solve(99_800, &[], &[out(2, 6, 200)]), Equation::NotMoved);
        assert_eq!(
            solve(99_500, &[], &[out(1, 5, 500), out(2, 6, 500)]),
            Equation::NotMoved
        );
        // A promotion issued to the Business Center meanwhile; cash does not count.
        let mut issued = out(3, 7, 1000);
        issued.direction = Direction::In;
        assert_eq!(
            solve(100_500, &[], &[out(1, 5, 500), issued.clone()]),
            Equation::Moved
        );
        let mut as_much = out(4, 7, 500);
        as_much.direction = Direction::In;
        assert_eq!(solve(100_000, &[], &[as_much]), Equation::Moved);
        let mut cash = issued.clone();
        cash.billing = Billing::Cash;
        assert_eq!(solve(99_500, &[], &[cash]), Equation::Moved);
        issued.direction = Direction::Other("?".to_owned());
        assert_eq!(solve(100_500, &[], &[issued]), Equation::Unclear);
        // Another allocation of ours, with its record, without it, and with one that is not told by id.
        let ours = |claimed: &[u64]| Moved {
            amount: usd(200),
            claimed: claimed.iter().copied().map(id).collect(),
        };
        assert_eq!(
            solve(99_300, &[ours(&[2])], &[out(2, 6, 200)]),
            Equation::Moved
        );
        assert_eq!(solve(99_300, &[ours(&[2])], &[]), Equation::Moved);
        assert_eq!(
            solve(99_300, &[ours(&[])], &[out(7, 6, 200)]),
            Equation::Moved
        );
        assert_eq!(
            solve(99_800, &[ours(&[2])], &[out(2, 6, 200)]),
            Equation::NotMoved
        );
    }

    /// Two outcomes are open at once: each is clear only where it is the same whatever became of the other.
    #[test]
    fn another_open_outcome_may_or_may_not_have_moved() {
        let solve = |now, perhaps: i64| {
            let balances = Balances {
                before: usd(100_000),
                now: usd(now),
            };
            equation(usd(500), balances, &[], &[usd(perhaps)], between(&[]))
        };
        assert_eq!(solve(99_500, 200), Equation::Moved);
        assert_eq!(solve(99_300, 200), Equation::Moved);
        assert_eq!(solve(99_800, 200), Equation::NotMoved);
        assert_eq!(solve(99_500, 500), Equation::Unclear);
        assert_eq!(solve(99_000, 500), Equation::Moved);
        assert_eq!(solve(100_000, 500), Equation::NotMoved);
    }

    #[test]
    fn too_much_that_is_open_is_not_tried() {
        let balances = Balances {
            before: usd(100_000),
            now: usd(99_500),
        };
        let solve = |count| {
            let perhaps = vec![usd(7); count];
            equation(usd(500), balances, &[], &perhaps, between(&[]))
        };
        assert_eq!(solve(MOST_UNCERTAIN), Equation::Moved);
        assert_eq!(solve(MOST_UNCERTAIN + 1), Equation::Unclear);
    }

    #[test]
    fn nothing_overflows_and_currencies_do_not_mix() {
        let extreme = Balances {
            before: usd(i64::MIN),
            now: usd(i64::MAX),
        };
        assert_eq!(
            equation(usd(1), extreme, &[], &[], between(&[])),
            Equation::Unclear
        );
        let euro = |hundredths| Money::new(hundredths, Currency::new("EUR").unwrap());
        let solve = |before, now, moved: &[Money], perhaps: &[Money], rows: &[Transaction]| {
            let moved: Vec<Moved> = moved
                .iter()
                .map(|amount| Moved {
                    amount: *amount,
                    claimed: Vec::new(),
                })
                .collect();
            let balances = Balances { before, now };
            equation(usd(1), balances, &moved, perhaps, between(&refs(rows)))
        };
        let mut foreign = out(1, 5, 1);
        (foreign.amount, foreign.subtotal) = (euro(1), euro(1));
        assert_eq!(solve(usd(3), usd(2), &[], &[], &[]), Equation::Moved);
        assert_eq!(solve(euro(3), usd(2), &[], &[], &[]), Equation::Unclear);
        assert_eq!(solve(usd(3), euro(2), &[], &[], &[]), Equation::Unclear);
        for now in [2, 1] {
            let now = usd(now);
            assert_eq!(solve(usd(3), now, &[euro(1)], &[], &[]), Equation::Unclear);
            assert_eq!(solve(usd(3), now, &[], &[euro(5)], &[]), Equation::Unclear);
            assert_eq!(
                solve(usd(3), now, &[], &[], std::slice::from_ref(&foreign)),
                Equation::Unclear
            );
        }
    }
}

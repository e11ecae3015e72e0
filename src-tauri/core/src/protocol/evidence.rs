//! What TikTok's records and balances prove about one unknown outcome (protocol 4.5). Counts only: which rows count is worked
//! out in [`crate::matching`].

/// What the Business Center's balance says: `after = before - own other transfers - x * amount + other records`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Equation {
    /// Solved by x = 1 exactly: the balance fell by the amount, and nothing is left over.
    Moved,
    /// Solved by x = 0 exactly: the balance is as it would be without it.
    NotMoved,
    /// Anything else: something moved that the records do not explain yet, or another outcome is open.
    Unclear,
}

/// One look, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// After an old copy of the journal was put back nothing may be matched, not even positively (protocol 5).
    pub frozen: bool,
    /// Records at account level that could be this allocation, and are not another one's.
    pub candidates: usize,
    /// The one candidate was made between sending and deadline, by TikTok's clock.
    pub in_time: bool,
    /// What the balance of the Business Center says.
    pub equation: Equation,
    /// Whether TikTok's second list shows a transfer of this amount too; `None` where it cannot be read.
    pub witness: Option<bool>,
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It took effect: the one record is claimed.
    Proven,
    /// There is something that a person must judge.
    Person,
    /// Nothing to see yet. It proves nothing, however long it lasts.
    Nothing,
}

/// Positive proof only: one candidate, made in time, that the balance confirms and no witness denies.
#[must_use]
pub const fn verdict(evidence: Evidence) -> Verdict {
    let confirmed = matches!(evidence.equation, Equation::Moved)
        && !matches!(evidence.witness, Some(false))
        && evidence.in_time;
    match evidence.candidates {
        0 if matches!(evidence.equation, Equation::Moved) => Verdict::Person,
        0 => Verdict::Nothing,
        1 if confirmed && !evidence.frozen => Verdict::Proven,
        _ => Verdict::Person,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole decision table: proven in exactly the rows where every condition holds.
    #[test]
    fn only_one_confirmed_candidate_in_time_is_proof() {
        let mut proven = Vec::new();
        for frozen in [false, true] {
            for candidates in 0..4 {
                for in_time in [false, true] {
                    for equation in [Equation::Moved, Equation::NotMoved, Equation::Unclear] {
                        for witness in [None, Some(false), Some(true)] {
                            let evidence = Evidence {
                                frozen,
                                candidates,
                                in_time,
                                equation,
                                witness,
                            };
                            match verdict(evidence) {
                                Verdict::Proven => proven.push(evidence),
                                Verdict::Nothing => {
                                    assert!(candidates == 0 && equation != Equation::Moved)
                                }
                                Verdict::Person => {
                                    assert!(candidates > 0 || equation == Equation::Moved)
                                }
                            }
                        }
                    }
                }
            }
        }
        let whole = |witness| Evidence {
            frozen: false,
            candidates: 1,
            in_time: true,
            equation: Equation::Moved,
            witness,
        };
        assert_eq!(proven, [whole(None), whole(Some(true))]);
    }
}

//! What must have been tried: every fault, and every event in every state in which it can come. What was never hit is named.

use std::collections::BTreeMap;

/// Faults of the disk, the power, the machine, TikTok and the person, besides those of the wire.
const FAULTS: [&str; 41] = [
    "disk: open fails",
    "disk: read fails",
    "disk: write fails",
    "disk: no space once",
    "disk: no space left",
    "disk: short write",
    "disk: flush fails, nothing kept",
    "disk: flush fails, a part kept",
    "disk: flush fails, all kept",
    "disk: cut fails",
    "disk: rename fails",
    "disk: remove fails",
    "disk: lock is busy",
    "disk: read-only",
    "power: everything unflushed lost",
    "power: something unflushed lost",
    "power: nothing lost",
    "machine: clock set",
    "machine: sleeps",
    "program: ended",
    "program: does not start",
    "program: a second one, the lock is held",
    "program: a second one, the lock is given twice",
    "disk: an old copy is put back",
    "person: accepts an old copy",
    "person: clicks twice",
    "person: decides by guessing",
    "person: sees an alarm",
    "told: an answer that could not be written",
    "vendor: outsider's transfer",
    "vendor: ad credit from elsewhere",
    "vendor: spend",
    "vendor: top-up",
    "vendor: status of an account",
    "vendor: role changed",
    "vendor: token revoked",
    "vendor: done later",
    "vendor: page missing",
    "vendor: page shifted",
    "vendor: row repeated",
    "vendor: second list",
];

/// What an entry says, by the state it finds.
const STEPS: [(&str, &[&str]); 7] = [
    ("new", &["recorded"]),
    (
        "sending",
        &[
            "accepted",
            "not sent",
            "unknown: no-answer",
            "unknown: connection-lost",
            "unknown: http-status",
            "unknown: unreadable",
            "unknown: code",
            "unknown: other-attempt",
            "unknown: program-ended",
        ],
    ),
    (
        "unknown",
        &[
            "proven",
            "decided: applied, with a record",
            "decided: applied",
            "decided: not applied",
        ],
    ),
    ("not-applied", &["alarm: contradiction"]),
    ("rejected", &["alarm: contradiction"]),
    ("succeeded", &["alarm: surplus"]),
    ("applied", &["alarm: surplus"]),
];

/// What can come in every state and changes none.
const ANYWHERE: [&str; 2] = ["killed", "power cut"];

const STATES: [&str; 9] = [
    "sending",
    "unknown",
    "succeeded",
    "rejected",
    "not-sent",
    "applied",
    "not-applied",
    "contradicted",
    "duplicate-suspected",
];

/// Everything that a run of the fixed seeds must hit.
#[must_use]
pub fn required() -> Vec<String> {
    let faults = FAULTS.iter().map(|name| (*name).to_owned());
    let wire = crate::network::names().into_iter().map(str::to_owned);
    let steps = STEPS
        .iter()
        .flat_map(|(state, events)| events.iter().map(move |event| format!("{state} × {event}")));
    let refusals = crate::network::REFUSALS
        .iter()
        .map(|(code, _)| format!("sending × refused {code}"));
    let anywhere = STATES.iter().flat_map(|state| {
        ANYWHERE
            .iter()
            .map(move |event| format!("{state} × {event}"))
    });

    faults
        .chain(wire)
        .chain(steps)
        .chain(refusals)
        .chain(anywhere)
        .collect()
}

/// What of it was never hit.
#[must_use]
pub fn missing(hits: &BTreeMap<String, u64>) -> Vec<String> {
    required()
        .into_iter()
        .filter(|name| hits.get(name).is_none_or(|count| *count == 0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::happening;
    use crate::history::model::REACHED;
    use desk_core::protocol::{Happening, Phase};

    /// Each transition that the explorer saw is among what must be hit.
    #[test]
    fn nothing_the_model_can_do_is_left_out() {
        let required = required();
        let is_required = |phase: Phase, wanted: Happening| {
            required.iter().any(|name| match name.split_once(" × ") {
                Some((_, "killed" | "power cut")) | None => false,
                Some((state, event)) => state == phase.word() && happening(event) == wanted,
            })
        };
        for phase in Phase::ALL {
            for happens in Happening::ALL {
                let begins = format!("{} {happens:?} ", phase.word());
                let seen = REACHED.lines().any(|line| line.starts_with(&begins));
                assert_eq!(is_required(phase, happens), seen, "{phase:?} {happens:?}");
            }
        }
    }

    #[test]
    fn what_was_never_hit_is_named() {
        let mut hits: BTreeMap<String, u64> =
            required().into_iter().map(|name| (name, 1)).collect();
        assert_eq!(missing(&hits), Vec::<String>::new());
        hits.insert("unknown × proven".to_owned(), 0);
        hits.remove("machine: sleeps");
        assert_eq!(missing(&hits), ["machine: sleeps", "unknown × proven"]);
    }
}

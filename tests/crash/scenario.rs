//! What the program that is killed is about to do, and how it must end when nobody kills it.

/// One allocation and what follows it.
#[derive(Debug, Clone, Copy)]
pub struct Scenario {
    /// The word that the program is started with.
    pub word: &'static str,
    /// What goes wrong with the transfer, in the simulator's words.
    pub fault: Option<&'static str>,
    /// The journal is an older copy than the head outside.
    pub is_old_copy: bool,
    /// What the program says last.
    pub ends: &'static str,
    /// In which states some kill must leave the allocation; a star where the transfer was executed.
    pub leaves: &'static [&'static str],
}

/// Nothing goes wrong.
pub const PLAIN: Scenario = Scenario {
    word: "plain",
    fault: None,
    is_old_copy: false,
    ends: "done succeeded",
    leaves: &["nothing", "unknown", "unknown*", "succeeded*"],
};

/// What else can happen.
pub const OTHERS: [Scenario; 4] = [
    Scenario {
        word: "found",
        fault: Some("lose-answer"),
        ends: "looked applied",
        leaves: &["nothing", "unknown", "unknown*", "applied*"],
        ..PLAIN
    },
    Scenario {
        word: "refused",
        fault: Some("code 40002"),
        ends: "done rejected",
        leaves: &["nothing", "unknown", "rejected"],
        ..PLAIN
    },
    Scenario {
        word: "closed",
        fault: Some("lose-request"),
        ends: "closed not-applied",
        leaves: &["nothing", "unknown", "not-applied"],
        ..PLAIN
    },
    Scenario {
        word: "accepted",
        is_old_copy: true,
        leaves: &["nothing", "unknown", "unknown*", "succeeded*"],
        ..PLAIN
    },
];

//! The guards of the program: the core's own functions, and designs with exactly one of them replaced by a bad one.

use crate::promises::Promise;
use desk_core::allocation::{Answer, UnknownReason};
use desk_core::protocol::{self, Ground, Happening, Obstacle, Patience, Phase, Waited};

/// Everything that decides in the program.
#[derive(Clone, Copy)]
pub struct Rules {
    pub next: fn(Phase, Happening) -> Option<Phase>,
    pub may_claim: fn(Ground) -> Result<Phase, Obstacle>,
    pub patience: fn(Waited) -> Patience,
    pub hears: fn(&Answer) -> Happening,
    pub recording: Recording,
    pub interrupted: Afterwards,
    pub unclear: Afterwards,
    pub records: Records,
    pub matching: Matching,
    pub answers: Answers,
    pub old_copy: OldCopy,
    pub looking: JournalRead,
    pub wait: Wait,
    pub closing: Closing,
}

/// When an intent is recorded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Recording {
    BeforeSending,
    AfterSending,
}

/// What becomes of what may have been sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Afterwards {
    BecomesUnknown,
    IsSentAgain,
}

/// How many allocations one of TikTok's records may belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Records {
    ToOne,
    ToAny,
}

/// What proves that an unknown outcome took effect.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// As the core weighs it.
    WithTheBalance,
    /// One candidate in time is enough.
    Plain,
}

/// Whose answer is heard.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    OfTheAttemptThatAsked,
    Any,
}

/// What is done about an old copy of the journal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum OldCopy {
    /// The head outside is compared; nothing is sent, matched or closed until a person accepts. What was in it then is
    /// never proven any more.
    Freezes,
    /// The same, but after that everything is as before.
    FreezesUntilAccepted,
    /// It is compared, and keeps from sending alone.
    KeepsFromSending,
    /// Nothing is compared.
    IsTakenAsIs,
}

/// When the journal is read for a look-up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum JournalRead {
    /// Before TikTok is read, and again afterwards: what changed meanwhile puts the balance in doubt.
    AgainAfterTikTok,
    /// The same, but nobody compares.
    AgainUncompared,
    OnceBefore,
}

/// From when on a look that shows nothing shortens the wait.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// If enough time had passed when it was begun.
    UntilTheLook,
    /// If enough time has passed when it is over.
    UntilNow,
}

/// Who says *not executed*.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    ByPerson,
    ByProgram,
}

/// The program as it is.
pub const REAL: Rules = Rules {
    next: protocol::next,
    may_claim: protocol::may_claim,
    patience: protocol::patience,
    hears: Answer::happening,
    recording: Recording::BeforeSending,
    interrupted: Afterwards::BecomesUnknown,
    unclear: Afterwards::BecomesUnknown,
    records: Records::ToOne,
    matching: Matching::WithTheBalance,
    answers: Answers::OfTheAttemptThatAsked,
    old_copy: OldCopy::Freezes,
    looking: JournalRead::AgainAfterTikTok,
    wait: Wait::UntilTheLook,
    closing: Closing::ByPerson,
};

/// A design that must be found bad.
pub struct Bad {
    pub name: &'static str,
    pub rules: Rules,
    /// The promise it breaks.
    pub breaks: Promise,
}

/// One guard replaced in each.
pub const BAD: [Bad; 8] = [
    Bad {
        name: "bad-send-before-commit",
        rules: Rules {
            recording: Recording::AfterSending,
            ..REAL
        },
        breaks: Promise::Durable,
    },
    Bad {
        name: "bad-resend-after-crash",
        rules: Rules {
            interrupted: Afterwards::IsSentAgain,
            ..REAL
        },
        breaks: Promise::ExecutedOnce,
    },
    Bad {
        name: "bad-automatic-retry",
        rules: Rules {
            unclear: Afterwards::IsSentAgain,
            ..REAL
        },
        breaks: Promise::ExecutedOnce,
    },
    Bad {
        name: "bad-5xx-is-refused",
        rules: Rules {
            hears: faults_are_refusals,
            ..REAL
        },
        breaks: Promise::Refused,
    },
    Bad {
        name: "bad-early-negative",
        rules: Rules {
            patience: none,
            ..REAL
        },
        breaks: Promise::SatisfiedOnce,
    },
    Bad {
        name: "bad-no-account-lock",
        rules: Rules {
            may_claim: whatever_is_open,
            ..REAL
        },
        breaks: Promise::OneOpen,
    },
    Bad {
        name: "bad-record-used-twice",
        rules: Rules {
            records: Records::ToAny,
            ..REAL
        },
        breaks: Promise::ClaimedOnce,
    },
    Bad {
        name: "bad-answer-of-any-attempt",
        rules: Rules {
            answers: Answers::Any,
            ..REAL
        },
        breaks: Promise::Refused,
    },
];

/// Designs that the explorer itself found wanting; one guard replaced in each.
pub const RELAPSES: [Bad; 4] = [
    Bad {
        name: "bad-old-copy-accepted",
        rules: Rules {
            old_copy: OldCopy::FreezesUntilAccepted,
            ..REAL
        },
        breaks: Promise::Applied,
    },
    Bad {
        name: "bad-journal-read-once",
        rules: Rules {
            looking: JournalRead::OnceBefore,
            ..REAL
        },
        breaks: Promise::Applied,
    },
    Bad {
        name: "bad-journal-not-compared",
        rules: Rules {
            looking: JournalRead::AgainUncompared,
            ..REAL
        },
        breaks: Promise::Closed,
    },
    Bad {
        name: "bad-wait-after-look",
        rules: Rules {
            wait: Wait::UntilNow,
            ..REAL
        },
        breaks: Promise::Closed,
    },
];

fn faults_are_refusals(answer: &Answer) -> Happening {
    match answer {
        Answer::Unknown {
            reason: UnknownReason::HttpStatus(500..),
        } => Happening::Refused,
        other => other.happening(),
    }
}

const fn none(_: Waited) -> Patience {
    Patience::Over
}

fn whatever_is_open(ground: Ground) -> Result<Phase, Obstacle> {
    protocol::may_claim(Ground {
        open_here: false,
        ..ground
    })
}

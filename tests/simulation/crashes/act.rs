//! What a person does in a scenario, and what becomes of a transfer.

use crate::network::Trouble;
use crate::world::Happening;

/// What becomes of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    /// Nothing goes wrong.
    Fine,
    /// No connection: not sent.
    NoConnection,
    /// Lost on the way there.
    RequestLost,
    /// Executed, and the answer lost on the way back.
    AnswerLost,
    /// Executed, and answered after nobody waits any more.
    Late,
    /// It arrives twice, and TikTok executes both.
    Twice,
    /// Refused with a code of the list.
    Refused,
    /// Executed, and an HTTP status comes back that says nothing.
    StatusDone,
    /// Not executed, and an HTTP status comes back that says nothing.
    StatusNotDone,
    /// Executed, and a code comes back that says nothing.
    CodeDone,
    /// Executed, and the answer is spoilt.
    Garbled,
}

impl Wire {
    /// As the network takes it.
    #[must_use]
    pub fn trouble(self) -> Trouble {
        const ALWAYS: u32 = 1_000_000;
        let mut trouble = Trouble::default();
        match self {
            Self::Fine => {}
            Self::NoConnection => trouble.refused = ALWAYS,
            Self::RequestLost => trouble.request_lost = ALWAYS,
            Self::AnswerLost => trouble.answer_lost = ALWAYS,
            Self::Late => trouble.late = ALWAYS,
            Self::Twice => trouble.twice = ALWAYS,
            Self::Refused => trouble.refusal = ALWAYS,
            Self::StatusDone => trouble.status_after = ALWAYS,
            Self::StatusNotDone => trouble.status_before = ALWAYS,
            Self::CodeDone => trouble.code_after = ALWAYS,
            Self::Garbled => trouble.garbled = ALWAYS,
        }

        trouble
    }
}

/// One thing that is done or happens. Accounts and people are named by place, amounts are hundredths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Everything is fetched.
    Refresh,
    /// Ad credit is placed.
    Place(usize, i64, Wire),
    /// Ad credit is placed, and the button pressed twice.
    PressTwice(usize, i64, Wire),
    /// Ad credit is placed while the open outcomes are looked up.
    PlaceBeside(usize, i64, Wire),
    /// Ad credit is placed out of the first entered credit.
    PlaceFromCredit(usize, i64, Wire),
    /// So many minutes pass, and the program looks up by itself what is due.
    Wait(i64),
    /// A person looks every open outcome up, and says what can be said.
    LookUp,
    /// A person waits as long as the rule wants, and says what became of each open outcome.
    Answer,
    /// A person says to have seen the first alarm.
    SeeAlarm,
    /// A credit is entered.
    EnterCredit,
    /// The first credit is corrected.
    CorrectCredit,
    /// The first credit is marked as revoked.
    RevokeCredit,
    /// The switch for finance roles is set.
    Switch(bool),
    /// Another person acts from here on.
    ActAs(usize),
    /// Something happens at TikTok or to the machine.
    Happens(Happening),
    /// The same, so many milliseconds into what comes next.
    Meanwhile(i64, Happening),
    /// The last transfer that left is executed after all, in so many minutes.
    ArrivesAfterAll(i64),
    /// The journal's last good state is kept, as after a full check.
    KeepCopy,
    /// The program is ended; it is started again when it is needed.
    Quit,
    /// The program is started a second time beside the first.
    Second,
}

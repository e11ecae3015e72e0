//! The scenarios.

use super::act::{Act, Wire};
use crate::chance::Chance;
use crate::plan::Plan;
use crate::world::Happening;
use desk_core::journal::GuardKind;

const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3600 * SECOND;

/// One scenario.
#[derive(Debug)]
pub struct Scenario {
    /// Its name.
    pub name: &'static str,
    /// What it is about.
    pub about: &'static str,
    /// It begins with an empty disk, not with a workspace that was opened before.
    pub from_nothing: bool,
    /// What is done and what happens.
    pub acts: &'static [Act],
    /// What must have been hit when nothing is killed: otherwise it is about something else.
    pub hits: &'static [&'static str],
    setting: fn(&mut Plan),
}

impl Scenario {
    /// Its run.
    #[must_use]
    pub fn plan(&self) -> Plan {
        let seed = self
            .name
            .bytes()
            .fold(0, |seed: u64, byte| seed.wrapping_mul(31) + u64::from(byte));
        let mut chance = Chance::new(seed);
        let mut plan = Plan::calm(seed, self.name, &mut chance);
        (plan.accounts, plan.voucher, plan.old_records) = (3, 10_000_000, 2);
        plan.hasty = 0;
        plan.guard = if seed.is_multiple_of(2) {
            GuardKind::File
        } else {
            GuardKind::Keychain
        };
        let manner = &mut plan.manner;
        (manner.currency, manner.zone) = ("USD", 330);
        manner.delay = (SECOND, 40 * SECOND);
        manner.names_records = 1_000_000;
        manner.refuses_repeats = false;
        (manner.says_whose, manner.tells_time) = (true, true);
        (manner.second_list, manner.shuffled) = (true, true);
        manner.page_most = 50;
        (self.setting)(&mut plan);

        plan
    }
}

const PLAIN: fn(&mut Plan) = |_| {};

const BASE: Scenario = Scenario {
    name: "",
    about: "",
    from_nothing: false,
    acts: &[],
    hits: &[],
    setting: PLAIN,
};

/// All of them.
pub const ALL: [Scenario; 25] = [
    Scenario {
        name: "first-opening",
        about: "an empty disk: everything is made, fetched, and the first allocation made",
        from_nothing: true,
        acts: &[Act::Refresh, Act::Place(0, 5000, Wire::Fine)],
        hits: &["sending × accepted"],
        ..BASE
    },
    Scenario {
        name: "allocated",
        about: "nothing goes wrong; TikTok's answer names its records",
        acts: &[Act::Place(0, 5000, Wire::Fine), Act::Wait(3)],
        hits: &["sending × accepted"],
        ..BASE
    },
    Scenario {
        name: "pressed-twice",
        about: "the button is pressed twice; TikTok's answer names no records",
        acts: &[Act::PressTwice(1, 12_500, Wire::Fine), Act::Refresh],
        hits: &["sending × accepted"],
        setting: |plan| plan.manner.names_records = 0,
        ..BASE
    },
    Scenario {
        name: "refused",
        about: "TikTok refuses with a code of the list, and is asked again",
        acts: &[
            Act::Place(0, 5000, Wire::Refused),
            Act::Place(0, 6000, Wire::Fine),
        ],
        hits: &["sending × refused", "sending × accepted"],
        ..BASE
    },
    Scenario {
        name: "not-sent",
        about: "no connection; the next one is made",
        acts: &[
            Act::Place(0, 5000, Wire::NoConnection),
            Act::Place(0, 6000, Wire::Fine),
        ],
        hits: &["sending × not sent", "sending × accepted"],
        ..BASE
    },
    Scenario {
        name: "found-by-itself",
        about: "the answer is lost, the transfer executed: the program finds it in TikTok's records",
        acts: &[Act::Place(0, 5000, Wire::AnswerLost), Act::Wait(10)],
        hits: &["unknown × proven"],
        ..BASE
    },
    Scenario {
        name: "found-by-a-person",
        about: "the answer is lost, and another transfer like it hides the proof: a person names the record",
        acts: &[
            Act::Meanwhile(20_000, Happening::Outsider(0, 5000)),
            Act::Place(0, 5000, Wire::AnswerLost),
            Act::Wait(10),
            Act::Answer,
        ],
        hits: &["unknown × decided: applied, with a record"],
        setting: |plan| plan.manner.delay = (45 * SECOND, 50 * SECOND),
        ..BASE
    },
    Scenario {
        name: "closed-as-not-executed",
        about: "the request is lost: a person waits as long as the rule wants, and closes it",
        acts: &[
            Act::Place(0, 5000, Wire::RequestLost),
            Act::Wait(2),
            Act::Answer,
        ],
        hits: &["unknown × decided: not applied"],
        ..BASE
    },
    Scenario {
        name: "late-answer",
        about: "the answer comes after nobody waits any more",
        acts: &[Act::Place(0, 5000, Wire::Late), Act::Wait(20)],
        hits: &["sending × unknown: no-answer", "unknown × proven"],
        ..BASE
    },
    Scenario {
        name: "gateway-errors",
        about: "HTTP errors, once with the transfer executed and once without",
        acts: &[
            Act::Place(0, 5000, Wire::StatusDone),
            Act::Place(1, 6000, Wire::StatusNotDone),
            Act::Wait(20),
            Act::Answer,
        ],
        hits: &[
            "sending × unknown: http-status",
            "unknown × decided: not applied",
        ],
        ..BASE
    },
    Scenario {
        name: "spoilt-answers",
        about: "an answer that cannot be read, and a code that says nothing; both executed",
        acts: &[
            Act::Place(0, 5000, Wire::Garbled),
            Act::Place(1, 6000, Wire::CodeDone),
            Act::Wait(20),
            Act::Answer,
        ],
        hits: &["sending × unknown: code"],
        ..BASE
    },
    Scenario {
        name: "blocked",
        about: "an unknown outcome blocks its account and no other",
        acts: &[
            Act::Place(0, 5000, Wire::RequestLost),
            Act::Place(0, 6000, Wire::Fine),
            Act::Place(1, 7000, Wire::Fine),
            Act::Answer,
        ],
        hits: &[
            "person × is refused",
            "sending × accepted",
            "unknown × decided: not applied",
        ],
        ..BASE
    },
    Scenario {
        name: "allocated-again",
        about: "not executed, closed, and allocated again: a new allocation with ids of its own",
        acts: &[
            Act::Place(0, 5000, Wire::RequestLost),
            Act::Answer,
            Act::Place(0, 5000, Wire::Fine),
        ],
        hits: &["unknown × decided: not applied", "sending × accepted"],
        ..BASE
    },
    Scenario {
        name: "late-records",
        about: "the answer is lost, and TikTok's records take hours",
        acts: &[
            Act::Place(0, 5000, Wire::AnswerLost),
            Act::Wait(30),
            Act::Wait(60 * 30),
        ],
        hits: &["new × recorded", "unknown × proven"],
        setting: |plan| plan.manner.delay = (3 * HOUR, 20 * HOUR),
        ..BASE
    },
    Scenario {
        name: "executed-twice",
        about: "the request arrives twice and is executed twice: the alarm is raised and seen",
        acts: &[
            Act::Place(0, 5000, Wire::Twice),
            Act::Happens(Happening::MachineSleeps(3 * HOUR)),
            Act::Refresh,
            Act::SeeAlarm,
        ],
        hits: &["succeeded × alarm: surplus", "person: sees an alarm"],
        ..BASE
    },
    Scenario {
        name: "outsider-alike",
        about: "the request is lost, and somebody else moves the same amount: only a person can tell",
        acts: &[
            Act::Place(0, 5000, Wire::RequestLost),
            Act::Happens(Happening::ToppedUp(900)),
            Act::Happens(Happening::MachineSleeps(300 * SECOND)),
            Act::Happens(Happening::Outsider(0, 5000)),
            Act::Wait(10),
            Act::Answer,
        ],
        hits: &["unknown × decided: not applied"],
        ..BASE
    },
    Scenario {
        name: "contradiction",
        about: "closed as not executed, and executed hours later: the alarm is raised and seen",
        acts: &[
            Act::Place(0, 5000, Wire::RequestLost),
            Act::Wait(20),
            Act::LookUp,
            Act::ArrivesAfterAll(30),
            Act::Happens(Happening::MachineSleeps(2 * HOUR)),
            Act::Wait(60 * 30),
            Act::Refresh,
            Act::SeeAlarm,
        ],
        hits: &[
            "not-applied × alarm: contradiction",
            "person: sees an alarm",
        ],
        ..BASE
    },
    Scenario {
        name: "credit",
        about: "a credit is entered, drawn on, corrected and revoked",
        acts: &[
            Act::EnterCredit,
            Act::PlaceFromCredit(0, 5000, Wire::Fine),
            Act::CorrectCredit,
            Act::PlaceFromCredit(1, 6000, Wire::AnswerLost),
            Act::RevokeCredit,
            Act::Wait(10),
        ],
        hits: &["sending × accepted", "unknown × proven"],
        ..BASE
    },
    Scenario {
        name: "people",
        about: "another person acts, a role goes and comes back, a switch is set",
        acts: &[
            Act::ActAs(1),
            Act::Place(0, 5000, Wire::Fine),
            Act::Happens(Happening::Role(1, "ANALYST")),
            Act::Place(0, 6000, Wire::Fine),
            Act::ActAs(0),
            Act::Switch(false),
            Act::Switch(true),
            Act::Place(0, 7000, Wire::Fine),
        ],
        hits: &["person × is refused", "sending × accepted"],
        ..BASE
    },
    Scenario {
        name: "token-revoked",
        about: "the token ends between the review and the transfer",
        acts: &[
            Act::Meanwhile(2100, Happening::Token(0, false)),
            Act::Place(0, 5000, Wire::Fine),
            Act::Happens(Happening::Token(0, true)),
            Act::Place(0, 6000, Wire::Fine),
        ],
        hits: &["vendor: token revoked", "sending × accepted"],
        ..BASE
    },
    Scenario {
        name: "overtaken",
        about: "an unknown outcome is looked up while another allocation is made",
        acts: &[
            Act::Place(0, 5000, Wire::AnswerLost),
            Act::Happens(Happening::MachineSleeps(60 * SECOND)),
            Act::PlaceBeside(1, 6000, Wire::Fine),
            Act::Wait(20),
            Act::Answer,
        ],
        hits: &["sending × accepted"],
        ..BASE
    },
    Scenario {
        name: "second-program",
        about: "the program is started a second time, while nothing and while something is open",
        acts: &[
            Act::Second,
            Act::Place(0, 5000, Wire::AnswerLost),
            Act::Second,
            Act::Wait(10),
        ],
        hits: &["program × a second one reads", "unknown × proven"],
        ..BASE
    },
    Scenario {
        name: "sleep",
        about: "the machine sleeps while a late answer is waited for, and its clock is set back",
        acts: &[
            Act::Meanwhile(20_000, Happening::MachineSleeps(2 * HOUR)),
            Act::Place(0, 5000, Wire::Late),
            Act::Happens(Happening::ClockSet(-5 * HOUR)),
            Act::Place(1, 6000, Wire::Fine),
            Act::Wait(60 * 6),
            Act::Answer,
        ],
        hits: &["machine: sleeps", "machine: clock set"],
        ..BASE
    },
    Scenario {
        name: "ended-and-started",
        about: "the program is ended and started between all that is done",
        acts: &[
            Act::Place(0, 5000, Wire::AnswerLost),
            Act::Quit,
            Act::Wait(10),
            Act::Quit,
            Act::Place(0, 6000, Wire::Fine),
            Act::Quit,
        ],
        hits: &["unknown × proven", "sending × accepted", "program: ended"],
        ..BASE
    },
    Scenario {
        name: "last-good-state",
        about: "the journal's last good state is kept, and kept anew after more was done",
        acts: &[
            Act::Place(0, 5000, Wire::Fine),
            Act::KeepCopy,
            Act::Place(1, 6000, Wire::AnswerLost),
            Act::KeepCopy,
            Act::KeepCopy,
        ],
        hits: &["copy × kept", "copy × nothing new"],
        ..BASE
    },
];

//! The variants: each a world and rules, with the verdict that the explorer must come to.

use crate::model::{Delay, Person, World};
use crate::promises::Promise::{
    self, Applied, Closed, ExecutedOnce, OnlyATwin, Refused, SatisfiedOnce,
};
use crate::rules::{BAD, Bad, Closing, Matching, OldCopy, REAL, RELAPSES, Rules};
use crate::state::{By, Left, Says};

/// One variant.
pub struct Variant {
    pub name: &'static str,
    pub world: World,
    pub rules: Rules,
    pub verdict: Verdict,
}

/// What the explorer must come to.
#[derive(Debug, Clone, Copy)]
pub enum Verdict {
    /// Everything is explored; every promise is kept but exactly these, the first of which is what the variant is about.
    Breaks(&'static [Promise]),
    /// A bad design: it is searched for a way to break this promise.
    Bad(Promise),
}

/// Nothing goes wrong but on the wire.
const NOTHING: Left = Left {
    kills: 0,
    failed_writes: 0,
    repeats: 0,
    outsiders: 0,
    second_starts: 0,
    copies: 0,
    slow_looks: 0,
};
const ONE_KILL: Left = Left {
    kills: 1,
    ..NOTHING
};
const ONE_OUTSIDER: Left = Left {
    outsiders: 1,
    ..NOTHING
};
const ONE_SLOW_LOOK: Left = Left {
    slow_looks: 1,
    ..NOTHING
};
const A_COPY: Left = Left {
    kills: 1,
    copies: 2,
    ..NOTHING
};

const EVERY: [(bool, Says); 4] = [
    (true, Says::Yes),
    (false, Says::No),
    (true, Says::Fault),
    (false, Says::Fault),
];
const WITHOUT_IDS: [(bool, Says); 3] = [
    (true, Says::Yes),
    (true, Says::YesWithoutIds),
    (false, Says::No),
];
const YES_OR_NO: [(bool, Says); 2] = [(true, Says::Yes), (false, Says::No)];
/// A request that arrives is executed, one that is lost is not.
const YES: [(bool, Says); 1] = [(true, Says::Yes)];

/// Two needs of equal amount in one account.
const WORLD: World = World {
    accounts: &[0, 0],
    attempts: 2,
    delay: Delay::Bounded,
    person: Person::Answers,
    replaces: false,
    outcomes: &EVERY,
    second_list: false,
    outsider: By::Elsewhere,
    slow_facts: false,
    left: NOTHING,
};
const TWO_ACCOUNTS: World = World {
    accounts: &[0, 1],
    ..WORLD
};
/// One need, asked for again where it came to nothing.
const ONE_NEED: World = World {
    accounts: &[0],
    replaces: true,
    ..WORLD
};
const UNBOUNDED: World = World {
    delay: Delay::Unbounded,
    ..ONE_NEED
};
const RESTORED: World = World {
    left: A_COPY,
    ..ONE_NEED
};

/// All of them, with two intents or with three.
pub fn all(intents: u8) -> Vec<Variant> {
    let mut all = safe();
    all.extend(broken());
    all.extend(BAD.into_iter().map(|bad| design(&bad, ONE_KILL)));
    all.extend(RELAPSES.into_iter().map(|bad| design(&bad, NOTHING)));
    if intents == 3 {
        // With three there are always two accounts.
        all.retain(|variant| !variant.name.ends_with("two-accounts"));
        all.iter_mut().for_each(with_three);
    }

    all
}

/// What must hold.
fn safe() -> Vec<Variant> {
    vec![
        real(
            "protocol",
            World {
                left: Left {
                    kills: 2,
                    failed_writes: 1,
                    ..NOTHING
                },
                ..WORLD
            },
            &[],
        ),
        real(
            "two-accounts",
            World {
                left: ONE_KILL,
                ..TWO_ACCOUNTS
            },
            &[],
        ),
        real(
            "replacement",
            World {
                left: ONE_KILL,
                attempts: 3,
                replaces: true,
                ..WORLD
            },
            &[],
        ),
        real(
            "person-away",
            World {
                person: Person::IsAway,
                left: ONE_KILL,
                ..WORLD
            },
            &[],
        ),
        real(
            "unbounded-delay",
            World {
                delay: Delay::Unbounded,
                person: Person::IsAway,
                left: ONE_KILL,
                ..WORLD
            },
            &[],
        ),
        real(
            "second-instance",
            World {
                left: Left {
                    kills: 1,
                    second_starts: 1,
                    ..NOTHING
                },
                ..ONE_NEED
            },
            &[],
        ),
        real(
            "answers-without-ids",
            World {
                outcomes: &WITHOUT_IDS,
                ..WORLD
            },
            &[],
        ),
        real(
            "outsider-elsewhere",
            World {
                left: ONE_OUTSIDER,
                ..WORLD
            },
            &[],
        ),
        real(
            "second-list",
            World {
                second_list: true,
                left: ONE_OUTSIDER,
                ..WORLD
            },
            &[],
        ),
        real(
            "slow-facts",
            World {
                slow_facts: true,
                outcomes: &YES,
                left: ONE_OUTSIDER,
                ..TWO_ACCOUNTS
            },
            &[],
        ),
        real(
            "slow-looks",
            World {
                left: ONE_SLOW_LOOK,
                ..TWO_ACCOUNTS
            },
            &[],
        ),
        real("slow-looks-outsider", slow_outsider(), &[]),
        real(
            "old-copy-frozen",
            World {
                attempts: 3,
                ..RESTORED
            },
            &[],
        ),
        real(
            "old-copy-frozen-two",
            World {
                left: A_COPY,
                ..WORLD
            },
            &[],
        ),
    ]
}

/// What nobody can prevent, and what the protocol would be without one of its parts.
fn broken() -> Vec<Variant> {
    let colleague = World {
        outsider: By::Colleague,
        left: ONE_OUTSIDER,
        ..WORLD
    };
    let repeats = Left {
        repeats: 1,
        ..NOTHING
    };
    vec![
        real(
            "network-repeats",
            World {
                left: repeats,
                ..WORLD
            },
            &[ExecutedOnce, SatisfiedOnce, Applied, Refused],
        ),
        real("colleague", colleague, &[Applied]),
        real(
            "colleague-two-accounts",
            World {
                accounts: &[0, 1],
                outcomes: &YES,
                ..colleague
            },
            &[Applied],
        ),
        real(
            "top-up",
            World {
                outsider: By::TopUp,
                left: ONE_OUTSIDER,
                ..WORLD
            },
            &[Closed],
        ),
        real(
            "person-guesses",
            UNBOUNDED,
            &[Closed, SatisfiedOnce, Applied, OnlyATwin],
        ),
        with(
            "automatic-not-applied",
            UNBOUNDED,
            Rules {
                closing: Closing::ByProgram,
                ..REAL
            },
            &[Closed, SatisfiedOnce, Applied, OnlyATwin],
        ),
        with(
            "outsider-plain-matching",
            World {
                left: ONE_OUTSIDER,
                ..WORLD
            },
            Rules {
                matching: Matching::Plain,
                ..REAL
            },
            &[Applied, OnlyATwin],
        ),
        with(
            "old-copy-taken-as-is",
            RESTORED,
            Rules {
                old_copy: OldCopy::IsTakenAsIs,
                ..REAL
            },
            &[SatisfiedOnce, Applied, OnlyATwin],
        ),
        with(
            "old-copy-matched",
            RESTORED,
            Rules {
                old_copy: OldCopy::KeepsFromSending,
                ..REAL
            },
            &[Applied, OnlyATwin],
        ),
    ]
}

/// Somebody else's ad credit, while a look-up takes its time and another account is served.
fn slow_outsider() -> World {
    let left = Left {
        slow_looks: 1,
        outsiders: 1,
        ..NOTHING
    };

    World {
        outcomes: &YES,
        person: Person::IsAway,
        left,
        ..TWO_ACCOUNTS
    }
}

fn real(name: &'static str, world: World, broken: &'static [Promise]) -> Variant {
    with(name, world, REAL, broken)
}

fn with(name: &'static str, world: World, rules: Rules, broken: &'static [Promise]) -> Variant {
    let verdict = Verdict::Breaks(broken);

    Variant {
        name,
        world,
        rules,
        verdict,
    }
}

fn design(bad: &Bad, left: Left) -> Variant {
    let world = match bad.name {
        "bad-old-copy-accepted" => RESTORED,
        "bad-journal-read-once" => slow_outsider(),
        "bad-journal-not-compared" | "bad-wait-after-look" => World {
            left: ONE_SLOW_LOOK,
            ..TWO_ACCOUNTS
        },
        _ => World {
            attempts: 3,
            replaces: true,
            left,
            ..WORLD
        },
    };

    Variant {
        name: bad.name,
        world,
        rules: bad.rules,
        verdict: Verdict::Bad(bad.breaks),
    }
}

/// Three needs in two accounts; one kill at most, and no answers that tell no more than a lost one.
fn with_three(variant: &mut Variant) {
    let world = &mut variant.world;
    world.accounts = &[0, 0, 1];
    world.attempts = 3;
    world.left.kills = world.left.kills.min(1);
    world.left.failed_writes = 0;
    if variant.name != "bad-5xx-is-refused" && world.outcomes.len() == EVERY.len() {
        world.outcomes = &YES_OR_NO;
    }
}

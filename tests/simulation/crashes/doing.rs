//! What a person does in a scenario, one act after the other.

use super::act::{Act, Wire};
use super::failures;
use super::stage::{Stage, TRIES};
use crate::executor::Task;
use crate::world::Happening;
use desk_core::business_center::Switches;
use desk_core::credit::{Credit, CreditKind, Entered, Holder, Source};
use desk_core::gateway::transport::Token;
use desk_core::id::AdvertiserId;
use desk_core::journal::Standing;
use desk_core::policy::Review;
use desk_core::workspace::{Outcome, Prepared, Workspace, WorkspaceError};

const SECOND: i64 = 1_000_000;

impl Stage {
    /// Does one thing; false when the program died on the way.
    pub(super) fn perform(&mut self, act: &Act) -> bool {
        match act {
            Act::Refresh => self.run.refresh(),
            Act::Place(account, amount, wire) => self.place((*account, *amount, *wire), 1),
            Act::PressTwice(account, amount, wire) => self.place((*account, *amount, *wire), 2),
            Act::PlaceFromCredit(account, amount, wire) => {
                self.place_from_credit((*account, *amount, *wire))
            }
            Act::PlaceBeside(account, amount, wire) => {
                self.place_beside((*account, *amount, *wire))
            }
            Act::Wait(minutes) => self.run.wait(minutes * 60 * SECOND),
            Act::LookUp => drop(self.look_up_all()),
            Act::Answer => self.answer(),
            Act::SeeAlarm => self.run.see_alarm(),
            Act::EnterCredit | Act::CorrectCredit | Act::RevokeCredit => self.change_credit(act),
            Act::Switch(on) => self.switch(*on),
            Act::ActAs(person) => self.act_as(*person),
            Act::Happens(happening) => self.happens(0, happening),
            Act::Meanwhile(after, happening) => self.happens(*after, happening),
            Act::ArrivesAfterAll(minutes) => {
                self.run
                    .ground
                    .world
                    .arrives_after_all(minutes * 60 * SECOND);
            }
            Act::KeepCopy => self.keep_copy(),
            Act::Quit => return self.quit(),
            Act::Second => self.second(),
        }

        self.is_alive()
    }

    /// Ended is done, whether it ended by itself or died on the way.
    fn quit(&mut self) -> bool {
        self.run.quit();
        self.restarted();

        true
    }

    fn happens(&mut self, after: i64, happening: &Happening) {
        if matches!(happening, Happening::ClockSet(_)) {
            self.run.checker.clock_was_wrong = true;
        }
        self.run.ground.world.soon(after * 1000, happening.clone());
        if after == 0 {
            self.run.ground.world.pass(1);
        }
    }

    fn account(&self, place: usize) -> AdvertiserId {
        let id = self
            .run
            .ground
            .world
            .vendor(|vendor| vendor.accounts[place].id.clone());

        AdvertiserId::new(&id).expect("an id of digits")
    }

    fn prepare_review(&mut self, place: usize, amount: i64, source: Source) -> Option<Review> {
        let account = self.account(place);
        let typed = format!("{}.{:02}", amount / 100, amount % 100);
        let prepared: Result<Prepared, WorkspaceError> = self.run.one(|workspace| {
            Box::pin(async move {
                workspace
                    .prepare_review(&account, source, &typed, None)
                    .await
            })
        })?;
        match prepared {
            Ok(Prepared::Review(review)) if review.allows() => Some(*review),
            Ok(other) => {
                self.run.notes.write(format_args!("no way: {other:?}"));
                self.run.notes.pair("person", "is refused");
                None
            }
            Err(error) => {
                self.judge(failures::workspace(&error));
                None
            }
        }
    }

    fn place(&mut self, what: (usize, i64, Wire), clicks: usize) {
        self.place_out_of(what, Source::Unlisted, clicks);
    }

    fn place_from_credit(&mut self, what: (usize, i64, Wire)) {
        let credits = self.run.running.as_ref().map(|running| {
            let ask = |workspace: &Workspace| workspace.journal().credits();
            running.session.ask(ask)
        });
        match credits {
            Some(Ok(credits)) => {
                let first = credits.first().map(|credit| Source::Credit(credit.id));
                self.place_out_of(what, first.unwrap_or(Source::Unlisted), 1);
            }
            Some(Err(error)) => self.judge(failures::workspace(&error.into())),
            None => {}
        }
    }

    fn place_out_of(
        &mut self,
        (account, amount, wire): (usize, i64, Wire),
        source: Source,
        clicks: usize,
    ) {
        let Some(review) = self.prepare_review(account, amount, source) else {
            return;
        };
        self.run.ground.world.pass(2 * SECOND);
        self.wire(wire);
        self.press(review, clicks);
        self.wire(Wire::Fine);
    }

    /// Presses the button; what came back changed is read and pressed again.
    fn press(&mut self, mut review: Review, clicks: usize) {
        for _ in 0..TRIES {
            let outcomes = self.run.work(|workspace| {
                let presses = 0..clicks;
                presses.map(|_| confirm(workspace, &review)).collect()
            });
            let Some(outcomes) = outcomes else {
                break;
            };
            match self.told(&review, outcomes) {
                Some(next) => review = *next,
                None => break,
            }
        }
    }

    /// A look at every open outcome and a confirmation, beside each other.
    fn place_beside(&mut self, (account, amount, wire): (usize, i64, Wire)) {
        let Some(review) = self.prepare_review(account, amount, Source::Unlisted) else {
            return;
        };
        self.run.ground.world.pass(2 * SECOND);
        self.wire(wire);
        let done = self.run.work(|workspace| {
            let look: Task<'_, Option<Outcome>> = Box::pin(async move {
                // What it comes to is told when the program is asked again.
                let _ = workspace.look_up_due().await;
                None
            });
            let place = confirm(workspace, &review);
            let place: Task<'_, Option<Outcome>> = Box::pin(async move { Some(place.await) });
            vec![look, place]
        });
        if let Some(done) = done {
            let outcomes = done.into_iter().flatten().collect();
            if let Some(next) = self.told(&review, outcomes) {
                self.press(*next, 1);
            }
        }
        self.wire(Wire::Fine);
    }

    fn wire(&self, wire: Wire) {
        let reads = crate::network::Trouble::default();
        self.run.ground.world.trouble(reads, wire.trouble());
    }

    /// What the window says of each press; a review that changed comes back to be read.
    fn told(&mut self, review: &Review, outcomes: Vec<Outcome>) -> Option<Box<Review>> {
        // A first press may fail before anything moved, and the second go through: what it said was true then.
        let moves =
            |outcome: &Outcome| matches!(outcome, Outcome::Done(_) | Outcome::NotWritten { .. });
        let first = outcomes.iter().position(moves).unwrap_or(0);
        let mut back = None;
        for outcome in outcomes.into_iter().skip(first) {
            match outcome {
                Outcome::Returned { review: next, .. } => {
                    let request = review.draft.request.to_string();
                    self.run.checker.told_nothing(&request, "returned");
                    back = Some(next);
                }
                Outcome::NothingRecorded(error) => {
                    self.judge(failures::workspace(&error));
                    let nothing = Outcome::NothingRecorded(error);
                    self.run.told(&review.draft, nothing);
                }
                outcome => drop(self.run.told(&review.draft, outcome)),
            }
        }

        back
    }

    /// How long to wait before more can be said.
    fn look_up_all(&mut self) -> i64 {
        let open = self.run.checker.history.open();

        open.into_iter()
            .map(|number| {
                if self.is_alive() {
                    self.run.look_up(number, true)
                } else {
                    0
                }
            })
            .max()
            .unwrap_or(0)
    }

    fn answer(&mut self) {
        for _ in 0..TRIES {
            let wait = self.look_up_all();
            if wait == 0 || !self.is_alive() {
                return;
            }
            self.run.ground.world.pass(wait);
        }
    }

    pub(super) fn act_as(&mut self, person: usize) {
        let token = self
            .run
            .ground
            .world
            .vendor(|vendor| vendor.members[person].token.clone());
        let acts: Option<Result<_, WorkspaceError>> = self.run.one(|workspace| {
            let token = Token::new(token);
            Box::pin(async move { workspace.act_as(token).await })
        });
        match acts {
            Some(Ok(_)) => self.person = person,
            Some(Err(error)) => self.judge(failures::workspace(&error)),
            None => {}
        }
    }

    pub(super) fn done<T>(&mut self, done: Option<Result<T, WorkspaceError>>) {
        if let Some(Err(error)) = done {
            self.judge(failures::workspace(&error));
        }
    }

    fn change_credit(&mut self, act: &Act) {
        let credits = self.run.running.as_ref().map(|running| {
            let ask = |workspace: &Workspace| workspace.journal().credits();
            running.session.ask(ask)
        });
        let first = match credits {
            Some(Ok(credits)) => credits.into_iter().next(),
            Some(Err(error)) => return self.judge(failures::workspace(&error.into())),
            None => return,
        };
        let changed: Option<Result<Credit, WorkspaceError>> = match (act, first) {
            (Act::EnterCredit, None) => self.run.one(|workspace| {
                Box::pin(async move { workspace.enter_credit(&letter("20000")).await })
            }),
            (Act::CorrectCredit, Some(credit)) => self.run.one(|workspace| {
                let corrected = letter("30000");
                Box::pin(async move {
                    workspace
                        .correct_credit(credit.id, &corrected, "misread")
                        .await
                })
            }),
            (Act::RevokeCredit, Some(credit)) => self.run.one(|workspace| {
                Box::pin(async move { workspace.revoke_credit(credit.id, "withdrawn").await })
            }),
            _ => return,
        };
        self.done(changed);
    }

    fn switch(&mut self, on: bool) {
        let switches = Switches {
            finance_roles_apply: on,
            ..Switches::default()
        };
        let set: Option<Result<(), WorkspaceError>> = self
            .run
            .one(|workspace| Box::pin(async move { workspace.set_switches(switches).await }));
        self.done(set);
    }

    /// The second program finds the lock held, and only reads.
    fn second(&mut self) {
        let process = self.run.next_process();
        let seed = self.run.chance.bits();
        let token = self
            .run
            .ground
            .world
            .vendor(|vendor| vendor.members[0].token.clone());
        match self.run.ground.start(process, &token, seed) {
            Ok(session) => {
                let standing = session.ask(|workspace| workspace.journal().standing());
                if standing != Standing::OtherInstance && !session.is_dead() {
                    let what = format!("a second program is {standing:?}");
                    self.run.checker.broken(1, &what);
                }
                self.run.notes.pair("program", "a second one reads");
                session.end();
            }
            Err(why) if !self.disk().is_dead(process) => self.judge(failures::start(&why)),
            Err(_) => {}
        }
        let dead = self.run.running.as_ref();
        if dead.is_some_and(|running| running.session.is_dead()) {
            self.run.bury();
        }
        self.restarted();
    }
}

fn letter(amount: &str) -> Entered {
    Entered {
        name: "Settlement".to_owned(),
        amount: amount.to_owned(),
        issued: String::new(),
        valid_from: String::new(),
        valid_until: "2027-12-31".to_owned(),
        kind: CreditKind::Free,
        restrictions: String::new(),
        only_accounts: Vec::new(),
        except_accounts: Vec::new(),
        terms: String::new(),
        holder: Holder::BusinessCenter,
        fulfilled: false,
    }
}

fn confirm<'a>(workspace: &'a Workspace, review: &Review) -> Task<'a, Outcome> {
    let id = review.draft.review;
    let codes: Vec<String> = review
        .warnings
        .iter()
        .map(|warning| warning.code().to_owned())
        .collect();

    Box::pin(async move { workspace.confirm(id, &codes).await })
}

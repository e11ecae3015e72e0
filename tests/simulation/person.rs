//! A person at the program: reviews, confirms, clicks twice, acts as another, looks at what is not known, and decides.

use crate::executor::Task;
use crate::history::State;
use crate::run::Run;
use crate::vendor::Origin;
use desk_core::allocation::{Allocation, Draft};
use desk_core::credit::{CreditKind, Entered, Holder, Source};
use desk_core::gateway::transport::Token;
use desk_core::id::{AdvertiserId, AllocationNumber, ReviewId, TransactionId};
use desk_core::policy::Review;
use desk_core::protocol::Patience;
use desk_core::recover::{Finding, Look, RecoverError};
use desk_core::workspace::{LookedUp, Outcome, Prepared, Workspace, WorkspaceError};

const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3600 * SECOND;
/// While a person waits, the program looks up at most so often.
const MOST_LOOKS: u32 = 6;
/// Allocations older than this are not compared with records any more; a day less than the program says.
const WATCHED_FOR: i64 = 30 * 24 * HOUR;

impl Run {
    /// One thing a person does.
    pub(crate) fn act(&mut self) {
        if self.is_frozen() && self.chance.happens(400_000) {
            return self.accept_journal();
        }
        let (refreshes, waits) = (self.plan.refreshes, self.plan.waits);
        let seconds = self.plan.seconds;
        match self
            .chance
            .weighted(&[60, 4, refreshes, 14, 3, 3, 1, waits, 3, seconds, 5])
        {
            0 => self.allocate(),
            1 => self.look_at_account(),
            2 => self.refresh(),
            3 => self.look_at_open(),
            4 => self.act_as_another(),
            5 => self.enter_credit(),
            6 => self.confirm_invented(),
            7 => {
                let time = self.chance.spread(SECOND, 30 * HOUR);
                self.wait(time);
            }
            8 => self.see_alarm(),
            9 => self.start_second(),
            _ => self.quit(),
        }
    }

    pub(crate) fn allocate(&mut self) {
        let account = self.account();
        let source = self.source();
        let amount = self.amount();
        let typed = format!("{}.{:02}", amount / 100, amount % 100);
        let typed = match typed.strip_suffix(".00") {
            Some(whole) => whole.to_owned(),
            None => typed,
        };
        let prepared: Option<Result<Prepared, WorkspaceError>> = self.one(|workspace| {
            Box::pin(async move {
                workspace
                    .prepare_review(&account, source, &typed, None)
                    .await
            })
        });
        let mut review = match prepared {
            Some(Ok(Prepared::Review(review))) => *review,
            Some(other) => return self.notes.write(format_args!("no review: {other:?}")),
            None => return,
        };
        for _ in 0..3 {
            if !review.allows() {
                self.notes.write(format_args!(
                    "refused: {:?} {:?}",
                    review.amount_reason, review.refusals
                ));
                return;
            }
            let thinks = self.chance.spread(SECOND / 10, 60 * SECOND);
            self.ground.world.pass(thinks);
            match self.confirm(&review) {
                Some(next) => review = *next,
                None => return,
            }
        }
    }

    /// Confirms a review, perhaps twice; a changed one comes back to be read.
    fn confirm(&mut self, review: &Review) -> Option<Box<Review>> {
        let id = review.draft.review;
        let mut codes: Vec<String> = review
            .warnings
            .iter()
            .map(|warning| warning.code().to_owned())
            .collect();
        if self.chance.happens(30_000) {
            codes.clear();
        }
        let clicks = if self.chance.happens(150_000) { 2 } else { 1 };
        let outcomes = self.work(|workspace| {
            (0..clicks)
                .map(|_| {
                    let codes = codes.clone();
                    Box::pin(async move { workspace.confirm(id, &codes).await }) as Task<'_, _>
                })
                .collect()
        })?;
        if clicks == 2 {
            self.notes.hit("person: clicks twice");
        }
        // A first press may fail before anything moved, and the second go through: what it said was true then.
        let moves =
            |outcome: &Outcome| matches!(outcome, Outcome::Done(_) | Outcome::NotWritten { .. });
        let first = outcomes.iter().position(moves).unwrap_or(0);
        let mut back = None;
        for outcome in outcomes.into_iter().skip(first) {
            back = self.told(&review.draft, outcome).or(back);
        }

        back
    }

    /// What the window says.
    pub(crate) fn told(&mut self, draft: &Draft, outcome: Outcome) -> Option<Box<Review>> {
        let request = draft.request.to_string();
        match outcome {
            Outcome::Done(allocation) => {
                self.checker.told(&allocation);
                None
            }
            Outcome::Returned { review, .. } => {
                self.checker.told_nothing(&request, "returned");
                self.chance.happens(700_000).then_some(review)
            }
            Outcome::Refused(_) => {
                self.checker.told_nothing(&request, "refused");
                None
            }
            Outcome::NotAcknowledged(_) => {
                self.checker.told_nothing(&request, "not acknowledged");
                None
            }
            Outcome::Outdated => {
                self.checker.told_nothing(&request, "outdated");
                None
            }
            Outcome::NothingRecorded(error) => {
                self.checker.told_nothing(&request, &format!("{error:?}"));
                None
            }
            Outcome::NotWritten {
                number,
                answer,
                why,
            } => {
                self.notes.hit("told: an answer that could not be written");
                if let Some(running) = &self.running {
                    self.checker.stopped.insert(running.session.process);
                }
                self.notes
                    .write(format_args!("not written {number:?} {answer:?} {why}"));
                None
            }
        }
    }

    /// A review that nobody prepared moves nothing.
    fn confirm_invented(&mut self) {
        let before = self.ground.world.posts_from(0).len();
        let invented = ReviewId(Default::default());
        let outcome: Option<Outcome> =
            self.one(|workspace| Box::pin(async move { workspace.confirm(invented, &[]).await }));
        let moved = self.ground.world.posts_from(0).len() > before;
        if moved || !matches!(outcome, None | Some(Outcome::Outdated)) {
            self.checker
                .broken(1, &format!("an invented review came to {outcome:?}"));
        }
    }

    fn look_at_account(&mut self) {
        let account = self.account();
        self.one(|workspace| {
            Box::pin(async move { workspace.refresh_account(&account).await.is_ok() })
        });
    }

    pub(crate) fn refresh(&mut self) {
        self.one(|workspace| Box::pin(async move { workspace.refresh(&|_| true).await.stopped }));
    }

    /// Says to have seen an alarm, the first there is.
    pub(crate) fn see_alarm(&mut self) {
        let cases = self.checker.history.cases.iter();
        let alarm = cases.filter(|(_, case)| !case.seen && case.state.is_alarm());
        let Some(number) = alarm.map(|(number, _)| *number).next() else {
            return;
        };
        let number = AllocationNumber(number);
        let seen: Option<Result<(), WorkspaceError>> = self.one(|workspace| {
            let note = "told the others".to_owned();
            Box::pin(async move { workspace.acknowledge_alarm(number, note).await })
        });
        if let Some(Ok(())) = seen {
            self.notes.hit("person: sees an alarm");
        }
    }

    fn act_as_another(&mut self) {
        let member = usize::try_from(self.chance.below(3)).unwrap_or(0);
        let token = self
            .ground
            .world
            .vendor(|vendor| vendor.members[member].token.clone());
        self.one(|workspace| {
            let token = Token::new(token);
            Box::pin(async move { workspace.act_as(token).await.is_ok() })
        });
    }

    fn enter_credit(&mut self) {
        let amount = self.chance.between(1, 20) * 50_000 / 100;
        let entered = Entered {
            name: "Settlement".to_owned(),
            amount: amount.to_string(),
            issued: String::new(),
            valid_from: String::new(),
            valid_until: self
                .chance
                .pick(&["", "2026-11-30", "2027-12-31"])
                .to_string(),
            kind: CreditKind::Free,
            restrictions: String::new(),
            only_accounts: Vec::new(),
            except_accounts: Vec::new(),
            terms: String::new(),
            holder: Holder::BusinessCenter,
            fulfilled: false,
        };
        self.one(|workspace| {
            Box::pin(async move { workspace.enter_credit(&entered).await.is_ok() })
        });
    }

    /// Looks one unknown outcome up, and decides where that is possible.
    fn look_at_open(&mut self) {
        let open: Vec<u64> = self.checker.history.open();
        if !open.is_empty() {
            let number = *self.chance.pick(&open);
            let patient = !self.chance.happens(self.plan.hasty);
            self.look_up(number, patient);
        }
    }

    /// What a person finds out about an unknown outcome. Whoever is patient also looks at TikTok's own pages, where what
    /// was executed by now can be seen. Answers how long to wait before it can be decided.
    pub(crate) fn look_up(&mut self, number: u64, patient: bool) -> i64 {
        let wanted = AllocationNumber(number);
        let looked: Option<Result<(Look, Option<Allocation>), WorkspaceError>> =
            self.one(|workspace| Box::pin(async move { workspace.look_up(wanted).await }));
        let seen: Vec<TransactionId> = match looked {
            Some(Ok((_, Some(settled)))) => {
                self.checker.told(&settled);
                return 0;
            }
            Some(Ok((look, None))) => {
                let rows = look.candidates.iter().chain(&look.counterparts);
                rows.map(|row| row.id.clone()).collect()
            }
            Some(Err(_)) => Vec::new(),
            None => return 0,
        };
        let Some(case) = self.checker.history.cases.get(&number).cloned() else {
            return 0;
        };
        if case.state != State::Unknown {
            return 0;
        }
        let finding = if patient {
            self.patient_finding(&case.request, &seen)
        } else {
            self.notes.hit("person: decides by guessing");
            let finding = self.hasty_finding(&seen);
            // Who says not executed and is wrong is told so by an alarm; who says executed is believed.
            if let Finding::Applied(_) = finding {
                self.checker.guessed.insert(number);
            }
            finding
        };
        self.close(wanted, finding)
    }

    fn patient_finding(&self, request: &str, seen: &[TransactionId]) -> Finding {
        let (executed, own) = self.ground.world.vendor(|vendor| {
            let origin = Origin::Ours(request.to_owned());
            let own = vendor
                .records
                .iter()
                .filter(|record| record.origin == origin);
            let own: Vec<String> = own.map(|record| record.id.to_string()).collect();
            (vendor.times_executed(request) > 0, own)
        });
        let mine = seen
            .iter()
            .find(|id| own.iter().any(|own| own == id.as_str()));

        if executed {
            Finding::Applied(mine.cloned())
        } else {
            Finding::NotApplied { looked_there: true }
        }
    }

    fn hasty_finding(&mut self, seen: &[TransactionId]) -> Finding {
        match (self.chance.below(3), seen.first()) {
            (0, Some(id)) => Finding::Applied(Some(id.clone())),
            (0, None) => Finding::Applied(None),
            (other, _) => Finding::NotApplied {
                looked_there: other == 1,
            },
        }
    }

    fn close(&mut self, number: AllocationNumber, finding: Finding) -> i64 {
        let closed: Option<Result<Allocation, WorkspaceError>> = self.one(|workspace| {
            let note = "looked".to_owned();
            Box::pin(async move { workspace.close_unknown(number, finding, note).await })
        });
        match closed {
            Some(Ok(allocation)) => self.checker.told(&allocation),
            Some(Err(WorkspaceError::Recover(RecoverError::TooEarly(more)))) => {
                self.notes.write(format_args!("too early: {more:?}"));
                if let Patience::Until { late, .. } = more {
                    return i64::try_from(late.as_micros()).unwrap_or(i64::MAX / 4);
                }
            }
            Some(Err(error)) => self.notes.write(format_args!("not closed: {error:?}")),
            None => {}
        }

        0
    }

    /// Time passes, and the program looks up by itself what is due.
    pub(crate) fn wait(&mut self, microseconds: i64) {
        let end = self.ground.world.now() + microseconds;
        for _ in 0..MOST_LOOKS {
            let Some(running) = &self.running else {
                break;
            };
            let due = running.session.ask(Workspace::next_look).ok().flatten();
            let due = due.map(|due| due.as_microsecond() - self.ground.world.offset());
            let Some(due) = due.filter(|due| *due <= end) else {
                break;
            };
            self.ground
                .world
                .pass((due - self.ground.world.now()).max(0));
            let looked: Option<Result<LookedUp, WorkspaceError>> =
                self.one(|workspace| Box::pin(async move { workspace.look_up_due().await }));
            if let Some(Ok(looked)) = looked {
                for changed in &looked.changed {
                    self.checker.told(changed);
                }
            }
        }
        self.ground
            .world
            .pass((end - self.ground.world.now()).max(0));
    }

    /// At the end the person answers everything that is open, and reads what TikTok tells by then.
    pub(crate) fn answer_everything(&mut self) {
        let token = self
            .ground
            .world
            .vendor(|vendor| vendor.members[0].token.clone());
        self.one(|workspace| {
            let token = Token::new(token);
            Box::pin(async move { workspace.act_as(token).await.is_ok() })
        });
        if self.is_frozen() {
            self.accept_journal();
        }
        // What is open keeps alarms back, so it is answered first, where that is possible at once.
        let mut waits = 0;
        for number in self.checker.history.open() {
            waits = waits.max(self.look_up(number, true));
        }
        self.refresh();
        self.checker.watched_since =
            self.ground.world.now() + self.ground.world.offset() - WATCHED_FOR;
        while waits > 0 && self.running.is_some() {
            self.ground.world.pass(waits);
            let open = self.checker.history.open().into_iter();
            waits = open
                .map(|number| self.look_up(number, true))
                .max()
                .unwrap_or(0);
        }
        self.refresh();
    }

    fn account(&mut self) -> AdvertiserId {
        let place =
            usize::try_from(self.chance.spread(0, self.plan.accounts as i64 - 1)).unwrap_or(0);
        let id = self.ground.world.vendor(|vendor| {
            vendor.accounts[place.min(vendor.accounts.len() - 1)]
                .id
                .clone()
        });

        AdvertiserId::new(&id).expect("an id of digits")
    }

    fn source(&mut self) -> Source {
        let credits = self.running.as_ref().and_then(|running| {
            running
                .session
                .ask(|workspace| workspace.journal().credits().ok())
        });
        let credits = credits.unwrap_or_default();
        if credits.is_empty() || self.chance.happens(500_000) {
            Source::Unlisted
        } else {
            Source::Credit(self.chance.pick(&credits).id)
        }
    }
}

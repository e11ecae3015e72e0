//! What was promised, held against what TikTok knows and what the entries say, after every step and at the end of a run.
//!
//! The numbers are those of the reliability plan: 1 one transfer for each attempt, 2 executed once at most, 3 nothing told
//! or sent is missing in the journal, 4 what is told is so, 5 the journal only grows, 6 sums are conserved, 7 one open
//! allocation for each account and one allocation for each record, 8 no unknown is left or hidden.

use crate::disk::{Disk, Process, Registered};
use crate::history::{Entry, History, State, Step, entries_after};
use crate::notes::Notes;
use crate::session::{FOLDER, JOURNAL, JOURNAL_WAL, Observer, Session};
use crate::world::{Post, World};
use desk_core::allocation::Allocation;
use desk_core::journal::{Frozen, Guard, Head};
use desk_core::money::Money;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Nobody may say *not executed* sooner. The rule is fifteen minutes from a moment shortly before the entry's.
const LEAST_WAIT: i64 = 14 * 60 * 1_000_000;

/// Something a person was told about an allocation that is in the journal.
#[derive(Debug, Clone)]
struct Told {
    number: u64,
    id: [u8; 16],
    state: State,
}

/// Allocations of which a person said without knowing that they were executed, which may be wrong.
pub type Guessed = BTreeSet<u64>;

/// Watches one run.
pub struct Checker {
    notes: Arc<Notes>,
    /// What was broken; a run ends with the first.
    pub violations: Vec<String>,
    /// The journal as read by the test.
    pub history: History,
    /// Allocations that a person closed as executed, by guessing.
    pub guessed: Guessed,
    /// The machine's clock was set in this run: records cannot be compared by time.
    pub clock_was_wrong: bool,
    /// Allocations recorded before this are not compared with TikTok's records any more.
    pub watched_since: i64,
    /// Programs that could not write an outcome: they send nothing more.
    pub stopped: BTreeSet<Process>,
    /// Requests that an old copy of the journal, put back, knows nothing of.
    pub(crate) forgotten: BTreeSet<String>,
    /// A copy was put back, and what was kept outside at that moment.
    put_back: Option<Option<Head>>,
    /// A copy was put back in this run.
    ever_put_back: bool,
    /// The journal is an old copy that nobody accepted.
    unaccepted: bool,
    posts: BTreeMap<String, Post>,
    seen: usize,
    /// Entries up to here were noted before.
    known: u64,
    told: Vec<Told>,
    scratch: Arc<Disk>,
    scratch_name: Registered,
}

impl Checker {
    /// Nothing happened yet. `scratch` is a disk of the test's own.
    #[must_use]
    pub fn new(notes: Arc<Notes>, scratch: Arc<Disk>, scratch_name: Registered) -> Self {
        Self {
            notes,
            violations: Vec::new(),
            history: History::default(),
            guessed: Guessed::new(),
            clock_was_wrong: false,
            watched_since: i64::MIN,
            stopped: BTreeSet::new(),
            forgotten: BTreeSet::new(),
            put_back: None,
            ever_put_back: false,
            unaccepted: false,
            posts: BTreeMap::new(),
            seen: 0,
            known: 0,
            told: Vec::new(),
            scratch,
            scratch_name,
        }
    }

    /// Notes that a promise was broken.
    pub fn broken(&mut self, promise: u8, what: &str) {
        self.notes.write(format_args!("BROKEN {promise}: {what}"));
        self.violations.push(format!("promise {promise}: {what}"));
    }

    /// Takes up what was written since the last look.
    pub fn read(&mut self, observer: &Observer) {
        match entries_after(observer.connection(), self.history.length()) {
            Ok(entries) => self.take(&entries),
            Err(error) => self.broken(5, &format!("the journal cannot be read: {error:?}")),
        }
    }

    fn take(&mut self, entries: &[Entry]) {
        for entry in entries {
            if entry.kind == "head-accepted" {
                self.unaccepted = false;
            }
            match self.history.take(entry) {
                Ok(_) if entry.number <= self.known => {}
                Ok(None) => self
                    .notes
                    .write(format_args!("entry {} {}", entry.number, entry.kind)),
                Ok(Some(step)) => {
                    if let Err(why) = step.of_the_protocol() {
                        self.broken(4, &why);
                    }
                    self.check_step(&step, entry.at);
                    let from = step.from.map_or("new".to_owned(), |from| from.to_string());
                    self.notes.write(format_args!(
                        "entry {} {} {}: {}",
                        entry.number, step.number, from, step.event
                    ));
                    self.notes.pair(&from, &step.event);
                }
                Err(why) => return self.broken(5, &why),
            }
        }
    }

    /// The program was started anew: the whole file must say what it said before, and perhaps more.
    pub fn reopened(&mut self, observer: &Observer, guard: Guard) {
        let before = self.history.clone();
        self.history = History::default();
        self.known = before.length();
        self.read(observer);
        self.known = 0;
        // What cannot be read freezes too, and a disk may fail.
        if matches!(guard, Guard::Frozen(Frozen::NotInChain { .. })) && !self.ever_put_back {
            self.broken(
                5,
                &format!("nothing was put back, and the journal is {guard:?}"),
            );
        }
        let outside = self.put_back.take();
        if self.history.hashes.starts_with(&before.hashes) {
            // Nothing was lost.
        } else if let Some(outside) = outside {
            self.went_back(&before, outside, guard);
        } else {
            let (was, is) = (before.length(), self.history.length());
            self.broken(
                5,
                &format!("the journal had {was} entries and is not continued by its {is}"),
            );
        }
        let forgotten = self
            .history
            .cases
            .iter()
            .find(|(_, case)| case.state == State::Sending && case.epoch < self.history.epoch);
        if let Some((number, _)) = forgotten.map(|(number, case)| (*number, case.clone())) {
            self.broken(
                8,
                &format!("{number} is still being sent by an older opening"),
            );
        }
    }

    /// An old copy of the journal was put in its place; `outside` is the head that was kept elsewhere.
    pub fn put_back(&mut self, outside: Option<Head>) {
        self.put_back = Some(outside);
        self.ever_put_back = true;
    }

    /// What the program was started on is an old copy: it has to say so, if the head outside knows more.
    fn went_back(&mut self, before: &History, outside: Option<Head>, guard: Guard) {
        let knows = |head: Head| self.history.hashes.contains(&head.hash);
        self.unaccepted = outside.is_some_and(|head| !knows(head));
        if self.unaccepted && !matches!(guard, Guard::Frozen(_)) {
            self.broken(5, &format!("an old copy was put back and is {guard:?}"));
        }
        let is_there = |number: &u64, id| {
            let case = self.history.cases.get(number);
            case.is_some_and(|case| case.id == id)
        };
        let gone = before.cases.values();
        let gone = gone.filter(|case| self.history.of_request(&case.request).is_none());
        self.forgotten.extend(gone.map(|case| case.request.clone()));
        self.told.retain(|told| is_there(&told.number, told.id));
        self.guessed.retain(|number| {
            let case = before.cases.get(number);
            case.is_some_and(|case| is_there(number, case.id))
        });
    }

    /// What may not be said yet, and what may not be done to an old copy.
    fn check_step(&mut self, step: &Step, at: i64) {
        let number = step.number;
        let early = self.history.cases.get(&number);
        let early = early.is_some_and(|case| at - case.at < LEAST_WAIT);
        if early && step.to == State::NotApplied {
            self.broken(4, &format!("{number} was closed as not executed too early"));
        }
        if self.unaccepted && (step.event == "proven" || step.to.is_alarm()) {
            let event = &step.event;
            self.broken(5, &format!("{event}, on an old copy that nobody accepted"));
        }
    }

    /// After each poll: transfers that left in it.
    pub fn look(&mut self, world: &World, disk: &Disk, observer: Option<&Observer>) {
        let new = world.posts_from(self.seen);
        let Some(observer) = observer.filter(|_| !new.is_empty()) else {
            return;
        };
        self.read(observer);
        for post in new {
            self.check_post(&post, disk);
            self.seen += 1;
            self.posts.insert(post.order.request.clone(), post);
        }
    }

    fn check_post(&mut self, post: &Post, disk: &Disk) {
        let request = &post.order.request;
        if self.posts.contains_key(request) {
            self.broken(1, &format!("{request} was sent again"));
        }
        if self.unaccepted {
            self.broken(
                5,
                &format!("{request} was sent from an old copy that nobody accepted"),
            );
        }
        if self.stopped.contains(&post.by) {
            self.broken(
                1,
                &format!("{request} was sent after an outcome could not be written"),
            );
        }
        let case = self
            .history
            .of_request(request)
            .map(|(_, case)| case.clone());
        match case {
            Some(case) if case.state == State::Sending => {
                if case.account != post.order.account || case.amount != post.order.amount {
                    self.broken(
                        3,
                        &format!("{request} was sent with other content than recorded"),
                    );
                }
                if case.epoch != self.history.epoch {
                    self.broken(1, &format!("{request} was sent by an older epoch"));
                }
            }
            Some(case) => self.broken(1, &format!("{request} was sent while {}", case.state)),
            None => self.broken(3, &format!("{request} was sent and is not recorded")),
        }
        if !(disk.is_durable(JOURNAL) && disk.is_durable(JOURNAL_WAL)) {
            self.notes
                .hit("check: what a power cut would leave is read");
            self.check_durable(request, disk);
        }
    }

    /// What would be there after a power cut now must hold the entry too.
    fn check_durable(&mut self, request: &str, disk: &Disk) {
        let left = disk.copy(FOLDER, true);
        self.scratch.restore(FOLDER, &left);
        let mut history = History::default();
        let read = Observer::new(&self.scratch, &self.scratch_name)
            .and_then(|observer| entries_after(observer.connection(), 0));
        let found = read.is_ok_and(|entries| {
            entries.iter().all(|entry| history.take(entry).is_ok())
                && history
                    .of_request(request)
                    .is_some_and(|(_, case)| case.state == State::Sending)
        });
        if !found {
            self.broken(
                3,
                &format!("{request} was sent before its entry was durable"),
            );
        }
    }

    /// A person was told what became of an allocation.
    pub fn told(&mut self, allocation: &Allocation) {
        let told = Told {
            number: allocation.number.0,
            id: *allocation.id.0.as_bytes(),
            state: state(allocation),
        };
        self.notes
            .write(format_args!("told {} {}", told.number, told.state));
        let case = self.history.cases.get(&told.number).cloned();
        match case {
            Some(case) if case.id == told.id => {
                if case.state != told.state {
                    let (number, said, is) = (told.number, told.state, case.state);
                    self.broken(4, &format!("{number} was told as {said} and is {is}"));
                }
            }
            _ => self.broken(
                3,
                &format!("{} was told and is not in the journal", told.number),
            ),
        }
        self.told.push(told);
    }

    /// A person was told that nothing was recorded and nothing moved.
    pub fn told_nothing(&mut self, request: &str, how: &str) {
        self.notes
            .write(format_args!("told {how}, nothing recorded"));
        if self.posts.contains_key(request) {
            self.broken(
                4,
                &format!("{request} was sent, and a person was told that nothing moved"),
            );
        }
        if self.history.of_request(request).is_some() {
            self.broken(
                4,
                &format!("{request} is recorded, and a person was told that it is not"),
            );
        }
    }

    /// After each step, with nothing in motion.
    pub fn step(&mut self, session: &Session, observer: &Observer, world: &World) {
        self.read(observer);
        self.check_told();
        self.check_truth(world);
        self.check_lists(session);
    }

    fn check_told(&mut self) {
        let missing = self.told.iter().find(|told| {
            let case = self.history.cases.get(&told.number);
            case.is_none_or(|case| case.id != told.id)
        });
        if let Some(told) = missing.cloned() {
            self.broken(3, &format!("{} was told and is gone", told.number));
        }
    }

    /// Whether anything of a request left the machine, and how often it arrives.
    pub(crate) fn sent(&self, request: &str) -> (bool, usize) {
        self.posts
            .get(request)
            .map_or((false, 0), |post| (post.left, post.arrives))
    }

    /// What the program lists and adds up is what the entries say.
    fn check_lists(&mut self, session: &Session) {
        if let Ok(open) = session.ask(|workspace| workspace.journal().open_allocations()) {
            let listed: Vec<u64> = open.iter().map(|open| open.number.0).collect();
            if listed != self.history.open() {
                let expected = self.history.open();
                self.broken(
                    8,
                    &format!("{expected:?} are open, and {listed:?} are listed"),
                );
            }
        }
        if let Ok(totals) = session.ask(|workspace| workspace.journal().totals(None)) {
            let mut sums: BTreeMap<(String, i64), i64> = BTreeMap::new();
            for total in totals {
                let month = i64::from(total.year) * 12 + i64::from(total.month) - 1;
                let sum = sums.entry((total.account.to_string(), month)).or_insert(0);
                *sum += Money::hundredths(total.amount);
            }
            sums.retain(|_, sum| *sum != 0);
            let expected = self.history.totals();
            if sums != expected {
                self.broken(
                    6,
                    &format!("totals are {sums:?}, the entries say {expected:?}"),
                );
            }
        }
    }

    /// At the end, when everything is quiet and everybody answered.
    pub fn end(&mut self, session: &Session, observer: &Observer, world: &World) {
        self.step(session, observer, world);
        let open = self.history.open();
        if !open.is_empty() {
            self.broken(8, &format!("{open:?} are still open at the end"));
        }
        let unchecked = session.ask(|workspace| workspace.journal().check(workspace.clock()));
        match unchecked {
            Ok(check) if check.is_good() => {}
            other => self.broken(6, &format!("the journal's own check: {other:?}")),
        }
        self.check_settled(world);
    }
}

/// The core's word for a state, as the entries would say it.
#[must_use]
pub fn state(allocation: &Allocation) -> State {
    use desk_core::allocation::State as Core;
    match allocation.state {
        Core::Sending => State::Sending,
        Core::Succeeded { .. } => State::Succeeded,
        Core::Rejected { .. } => State::Rejected,
        Core::NotSent { .. } => State::NotSent,
        Core::Unknown { .. } => State::Unknown,
        Core::Applied { .. } => State::Applied,
        Core::NotApplied { .. } => State::NotApplied,
        Core::Contradicted { .. } => State::Contradicted,
        Core::DuplicateSuspected { .. } => State::Duplicate,
    }
}

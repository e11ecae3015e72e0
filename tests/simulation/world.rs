//! True time and everything that happens in it: requests arrive, answers come back, others act at TikTok, clocks jump.
//!
//! Time stands still while anybody can go on, and then leaps to the next thing that happens.

use crate::chance::Chance;
use crate::disk::{Disk, Process};
use crate::network::{self, Back, Came, Error, Fate, Trouble};
use crate::notes::Notes;
use crate::vendor::{Order, Vendor};
use desk_core::gateway::transport::{Method, Request};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Something that happens at TikTok, or to the machine, at its moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// Somebody else moves ad credit into an account.
    Outsider(usize, i64),
    /// An account earns ad credit elsewhere.
    Earned(usize, i64),
    /// An account spends.
    Spent(usize, i64),
    /// The Business Center gets ad credit.
    ToppedUp(i64),
    /// Whether an account may receive.
    Approved(usize, bool),
    /// A person's finance role.
    Role(usize, &'static str),
    /// Whether a token counts.
    Token(usize, bool),
    /// The machine's clock is set, by so much.
    ClockSet(i64),
    /// The machine sleeps.
    MachineSleeps(i64),
}

#[derive(Debug, Clone)]
enum Due {
    Arrives(u64),
    Done(Order),
    Answered(u64),
    Happens(Happening),
}

struct Exchange {
    request: Request,
    fate: Fate,
    body: Option<String>,
    came: Option<Came>,
}

/// One transfer that left, or tried to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// True time.
    pub at: i64,
    /// Which process sent it.
    pub by: Process,
    /// What was asked.
    pub order: Order,
    /// Whether bytes left the machine.
    pub left: bool,
    /// How often it arrives.
    pub arrives: usize,
}

/// When a process dies around a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Around {
    /// Before anything leaves.
    Before,
    /// When it has left.
    After,
}

struct Inside {
    now: i64,
    queue: BTreeMap<(i64, u64), Due>,
    next: u64,
    sleepers: BTreeMap<u64, i64>,
    offset: i64,
    exchanges: BTreeMap<u64, Exchange>,
    vendor: Vendor,
    reads: Trouble,
    transfers: Trouble,
    chance: Chance,
    posts: Vec<Post>,
    kill_at_transfer: Option<(Around, bool)>,
    unanswered: Option<Request>,
}

/// Everything outside the program.
pub struct World {
    inside: Mutex<Inside>,
    disk: Arc<Disk>,
    notes: Arc<Notes>,
}

impl World {
    /// A world at one moment.
    #[must_use]
    pub fn new(
        now: i64,
        vendor: Vendor,
        disk: Arc<Disk>,
        notes: Arc<Notes>,
        chance: Chance,
    ) -> Self {
        notes.at(now);
        Self {
            inside: Mutex::new(Inside {
                now,
                queue: BTreeMap::new(),
                next: 0,
                sleepers: BTreeMap::new(),
                offset: 0,
                exchanges: BTreeMap::new(),
                vendor,
                reads: Trouble::default(),
                transfers: Trouble::default(),
                chance,
                posts: Vec::new(),
                kill_at_transfer: None,
                unanswered: None,
            }),
            disk,
            notes,
        }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// True time.
    pub fn now(&self) -> i64 {
        self.inside().now
    }

    /// How the wire behaves from here on.
    pub fn trouble(&self, reads: Trouble, transfers: Trouble) {
        let mut inside = self.inside();
        inside.reads = reads;
        inside.transfers = transfers;
    }

    /// The next transfer kills its process, or cuts the power.
    pub fn kill_at_transfer(&self, around: Option<(Around, bool)>) {
        self.inside().kill_at_transfer = around;
    }

    /// Looks at TikTok, or does something to it. Time must not be asked for meanwhile.
    pub fn vendor<T>(&self, look: impl FnOnce(&mut Vendor) -> T) -> T {
        look(&mut self.inside().vendor)
    }

    /// Transfers that left or tried to, from the first on.
    pub fn posts_from(&self, first: usize) -> Vec<Post> {
        self.inside()
            .posts
            .get(first..)
            .unwrap_or_default()
            .to_vec()
    }

    /// Something will happen in so many microseconds.
    pub fn soon(&self, after: i64, happening: Happening) {
        let mut inside = self.inside();
        let at = inside.now + after;
        inside.at(at, Due::Happens(happening));
    }

    /// The last transfer that left is executed in so many microseconds, whatever became of its answer.
    pub fn arrives_after_all(&self, after: i64) {
        let mut inside = self.inside();
        let at = inside.now + after;
        if let Some(order) = inside.posts.last().map(|post| post.order.clone()) {
            inside.at(at, Due::Done(order));
        }
    }

    /// How far the machine's clock is from true time.
    pub fn offset(&self) -> i64 {
        self.inside().offset
    }

    /// Somebody sleeps until their clock shows a moment.
    pub fn sleep(&self, until: i64) -> u64 {
        let mut inside = self.inside();
        inside.next += 1;
        let key = inside.next;
        inside.sleepers.insert(key, until);

        key
    }

    /// Nobody waits for this any more.
    pub fn wake(&self, key: u64) {
        self.inside().sleepers.remove(&key);
    }

    /// Leaps to the next thing that happens; false when nothing ever will.
    pub fn step(&self) -> bool {
        let mut inside = self.inside();
        let due = inside.queue.keys().next().copied();
        let woken = inside
            .sleepers
            .values()
            .min()
            .map(|until| until - inside.offset);
        let at = match (due, woken) {
            (None, None) => return false,
            (Some((at, _)), None) => at,
            (None, Some(at)) => at,
            (Some((due, _)), Some(woken)) => due.min(woken),
        };
        inside.now = inside.now.max(at);
        self.notes.at(inside.now);
        if let Some(key) = due.filter(|(at, _)| *at <= inside.now)
            && let Some(due) = inside.queue.remove(&key)
        {
            self.due(&mut inside, due);
        }

        true
    }

    /// Lets so much time pass while nobody does anything.
    pub fn pass(&self, microseconds: i64) {
        let mut inside = self.inside();
        let end = inside.now + microseconds;
        self.pass_until(&mut inside, end);
    }

    fn pass_until(&self, inside: &mut Inside, end: i64) {
        while let Some(key) = inside
            .queue
            .keys()
            .next()
            .copied()
            .filter(|(at, _)| *at <= end)
        {
            inside.now = inside.now.max(key.0);
            self.notes.at(inside.now);
            if let Some(due) = inside.queue.remove(&key) {
                self.due(inside, due);
            }
        }
        inside.now = inside.now.max(end);
        self.notes.at(inside.now);
    }

    fn due(&self, inside: &mut Inside, due: Due) {
        let now = inside.now;
        match due {
            Due::Arrives(exchange) => self.arrives(inside, exchange),
            Due::Done(order) => {
                let came = inside.vendor.transfer(&order, now);
                self.notes
                    .write(format_args!("done later {order:?}: {came:?}"));
            }
            Due::Answered(key) => {
                let date = inside.vendor.date(now);
                if let Some(exchange) = inside.exchanges.get_mut(&key) {
                    let body = exchange.body.as_deref().unwrap_or_default();
                    exchange.came = network::bring_back(exchange.fate.back, body);
                    if let Some(Ok(response)) = &mut exchange.came {
                        response.date = date;
                    }
                }
            }
            Due::Happens(Happening::MachineSleeps(length)) => {
                self.notes.hit("machine: sleeps");
                // Connections do not outlive a sleep.
                for exchange in inside.exchanges.values_mut() {
                    if exchange.came.is_none() && inside.chance.happens(700_000) {
                        exchange.fate.back = Back::Error(Error::Lost);
                    }
                }
                self.pass_until(inside, now + length);
            }
            Due::Happens(happening) => self.happens(inside, &happening),
        }
    }

    fn happens(&self, inside: &mut Inside, happening: &Happening) {
        let now = inside.now;
        self.notes.write(format_args!("{happening:?}"));
        let vendor = &mut inside.vendor;
        let name = match *happening {
            Happening::Outsider(account, amount) => {
                vendor.outsider(account, amount, now);
                "vendor: outsider's transfer"
            }
            Happening::Earned(account, amount) => {
                vendor.earn(account, amount, now);
                "vendor: ad credit from elsewhere"
            }
            Happening::Spent(account, amount) => {
                vendor.spend(account, amount);
                "vendor: spend"
            }
            Happening::ToppedUp(amount) => {
                vendor.top_up(amount, now);
                "vendor: top-up"
            }
            Happening::Approved(account, approved) => {
                vendor.accounts[account].approved = approved;
                "vendor: status of an account"
            }
            Happening::Role(member, finance) => {
                vendor.members[member].finance = finance;
                "vendor: role changed"
            }
            Happening::Token(member, valid) => {
                vendor.members[member].valid = valid;
                "vendor: token revoked"
            }
            Happening::ClockSet(by) => {
                inside.offset += by;
                "machine: clock set"
            }
            Happening::MachineSleeps(_) => return,
        };
        self.notes.hit(name);
    }

    /// A request is at TikTok's door.
    fn arrives(&self, inside: &mut Inside, key: u64) {
        let now = inside.now;
        let Some(exchange) = inside.exchanges.get(&key) else {
            return;
        };
        let (request, fate) = (exchange.request.clone(), exchange.fate.clone());
        let token = request.token.reveal();
        let body = if request.method == Method::Post {
            let Some(order) = Order::read(token, &request.body) else {
                self.notes
                    .write(format_args!("an order that cannot be read"));
                return;
            };
            if fate.later > 0 {
                self.notes.hit("vendor: done later");
                inside.at(now + fate.later, Due::Done(order));
                return;
            }
            let came = inside.vendor.transfer(&order, now);
            self.notes
                .write(format_args!("arrives {order:?}: {came:?}"));
            inside.vendor.receipt(&order, &came)
        } else {
            inside
                .vendor
                .read(call(&request), &request.query, token, now)
        };
        if let Some(exchange) = inside.exchanges.get_mut(&key)
            && exchange.body.is_none()
        {
            exchange.body = Some(body);
        }
    }

    /// A planted fault of whoever starts the program: the transfer that had no answer yet is sent once more.
    pub fn send_again(&self) {
        let unanswered = self.inside().unanswered.take();
        if let Some(request) = unanswered {
            self.leaves(request);
        }
    }

    /// A request leaves; its key, or nothing when its process died.
    pub(crate) fn leaves(&self, request: Request) -> Option<u64> {
        let mut inside = self.inside();
        let by = self.disk.acting();
        let is_transfer = request.method == Method::Post;
        let kill = inside.kill_at_transfer.take_if(|_| is_transfer);
        if let Some((Around::Before, power)) = kill {
            self.notes.write(format_args!("dies before the transfer"));
            self.die(by, power);
        }
        if self.disk.is_dead(by) || self.disk.dies_passing(by) {
            return None;
        }
        let trouble = if is_transfer {
            inside.transfers
        } else {
            inside.reads
        };
        let (fate, trouble) = network::draw(&trouble, is_transfer, &mut inside.chance);
        if let Some(name) = trouble {
            self.notes.hit(name);
        }
        if is_transfer {
            inside.unanswered = Some(request.clone());
            let order = Order::read(request.token.reveal(), &request.body);
            self.notes
                .write(format_args!("transfer {order:?} {fate:?}"));
            if let Some(order) = order {
                let at = inside.now;
                inside.posts.push(Post {
                    at,
                    by,
                    order,
                    left: fate.back != Back::Error(Error::NotSent),
                    arrives: fate.arrives.len(),
                });
            }
        } else {
            self.notes.write(format_args!("reads {}", call(&request)));
        }
        inside.next += 1;
        let key = inside.next;
        let now = inside.now;
        for after in &fate.arrives {
            inside.at(now + after, Due::Arrives(key));
        }
        inside.at(now + fate.answered, Due::Answered(key));
        let exchange = Exchange {
            request,
            fate,
            body: None,
            came: None,
        };
        inside.exchanges.insert(key, exchange);
        if let Some((Around::After, power)) = kill {
            self.notes.write(format_args!("dies after the transfer"));
            self.die(by, power);
        }

        Some(key)
    }

    fn die(&self, who: Process, power: bool) {
        if power {
            self.disk.cut_power();
        } else {
            self.disk.kill(who);
        }
    }

    /// What came back, once.
    pub(crate) fn came(&self, key: u64) -> Option<Came> {
        let mut inside = self.inside();
        let exchange = inside.exchanges.get_mut(&key)?;
        let is_transfer = exchange.request.method == Method::Post;
        if exchange.came.is_some() && self.disk.dies_passing(self.disk.acting()) {
            return None;
        }
        let came = exchange.came.take()?;
        if is_transfer {
            inside.unanswered = None;
        }

        Some(came)
    }
}

impl Inside {
    fn at(&mut self, at: i64, due: Due) {
        self.next += 1;
        self.queue.insert((at, self.next), due);
    }
}

/// TikTok's own name of a call.
fn call(request: &Request) -> &str {
    let path = request.path.strip_prefix("/open_api/v1.3/");

    path.unwrap_or_default().trim_end_matches('/')
}

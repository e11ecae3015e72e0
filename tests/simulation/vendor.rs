//! A small TikTok that knows the truth: which transfers moved ad credit, when, and which records of them can be read yet.
//!
//! It is written for the simulation and shares no code with the core or with the practice mode's simulator. Amounts are
//! hundredths, moments are microseconds of true time.

pub mod answers;
mod query;
mod records;

pub use records::{Origin, Record};

use crate::chance::Chance;
use crate::notes::Notes;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The one Business Center.
pub const BC: &str = "7100000000000000001";

/// An ad account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it may receive: TikTok's word for the list of balances.
    pub approved: bool,
    /// Cash in it.
    pub cash: i64,
    /// Ad credit in it.
    pub ad_credit: i64,
}

/// Somebody with a token.
#[derive(Debug, Clone)]
pub struct Member {
    /// The token.
    pub token: String,
    /// The person's id.
    pub id: String,
    /// `ADMIN` or `STANDARD`.
    pub basic: &'static str,
    /// `MANAGER`, `ANALYST`, or nothing.
    pub finance: &'static str,
    /// Whether the token still counts.
    pub valid: bool,
}

impl Member {
    fn may_transfer(&self) -> bool {
        self.basic == "ADMIN" || self.finance == "MANAGER"
    }

    fn sees_finance(&self) -> bool {
        self.basic == "ADMIN" || !self.finance.is_empty()
    }
}

/// How this TikTok behaves.
#[derive(Debug, Clone)]
pub struct Manner {
    /// USD, or a currency without decimals.
    pub currency: &'static str,
    /// Zone of the records, in minutes east of UTC.
    pub zone: i64,
    /// Records can be read after so many microseconds, from and to.
    pub delay: (i64, i64),
    /// How often a transfer's answer names its records, in a million.
    pub names_records: u32,
    /// A second transfer with the same `request_id` is answered 40050 and not executed.
    pub refuses_repeats: bool,
    /// Answers to the transfer say whom they belong to.
    pub says_whose: bool,
    /// Answers tell TikTok's time.
    pub tells_time: bool,
    /// The second list can be read.
    pub second_list: bool,
    /// A page has at most so many rows, whatever was asked for.
    pub page_most: usize,
    /// Rows of a list come in an order of their own, or newest first.
    pub shuffled: bool,
    /// How often a page repeats a row, in a million.
    pub repeats_row: u32,
    /// How often a page is empty although it should not be, in a million.
    pub loses_page: u32,
    /// How often a page is shifted by one row, in a million.
    pub shifts_page: u32,
}

/// A transfer that moved ad credit because this program asked for it.
#[derive(Debug, Clone)]
pub struct Execution {
    /// The `request_id`.
    pub request: String,
    /// Which account, by place.
    pub account: usize,
    /// How much.
    pub amount: i64,
    /// When.
    pub at: i64,
}

/// What a transfer came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// It moved; the ids of its records.
    Moved(Vec<u64>),
    /// It did not; TikTok's code.
    Refused(i64),
}

/// TikTok.
pub struct Vendor {
    /// How it behaves.
    pub manner: Manner,
    /// The accounts.
    pub accounts: Vec<Account>,
    /// The people.
    pub members: Vec<Member>,
    /// Ad credit of the Business Center.
    pub voucher: i64,
    /// Its cash.
    pub cash: i64,
    /// Everything that this program moved.
    pub executed: Vec<Execution>,
    /// Every record there is, readable or not.
    pub records: Vec<Record>,
    next_record: u64,
    log: u64,
    chance: Chance,
    notes: Arc<Notes>,
}

impl Vendor {
    /// A Business Center with so many accounts, all approved, and three people: an Admin, a Finance Manager, an analyst.
    #[must_use]
    pub fn new(
        accounts: usize,
        voucher: i64,
        manner: Manner,
        mut chance: Chance,
        notes: Arc<Notes>,
    ) -> Self {
        let account = |number: usize, chance: &mut Chance| Account {
            id: format!("73{:017}", 1_000_003 * number + 11),
            name: format!("Account {number}"),
            approved: true,
            cash: chance.between(0, 500_000),
            ad_credit: chance.between(0, 100_000),
        };
        let member = |number: u64, basic, finance| Member {
            token: format!("token-{number}"),
            id: format!("72000000000000000{number:02}"),
            basic,
            finance,
            valid: true,
        };

        Self {
            accounts: (0..accounts)
                .map(|number| account(number, &mut chance))
                .collect(),
            members: vec![
                member(1, "ADMIN", "MANAGER"),
                member(2, "STANDARD", "MANAGER"),
                member(3, "STANDARD", "ANALYST"),
            ],
            voucher,
            cash: 5_000_000,
            manner,
            executed: Vec::new(),
            records: Vec::new(),
            next_record: 7_900_000_000_000_000_000,
            log: 0,
            chance,
            notes,
        }
    }

    /// Executes one transfer that arrived, or refuses it; records follow by themselves.
    pub fn transfer(&mut self, order: &Order, now: i64) -> Came {
        let Some(member) = self.member(&order.token) else {
            return Came::Refused(40_105);
        };
        if !member.may_transfer() {
            return Came::Refused(40_001);
        }
        let place = self
            .accounts
            .iter()
            .position(|account| account.id == order.account && account.approved);
        let Some(account) = place.filter(|_| order.amount > 0) else {
            return Came::Refused(40_002);
        };
        let repeated = self
            .executed
            .iter()
            .any(|before| before.request == order.request);
        if repeated && self.manner.refuses_repeats {
            return Came::Refused(40_050);
        }
        if order.amount > self.voucher {
            return Came::Refused(51_060);
        }
        self.executed.push(Execution {
            request: order.request.clone(),
            account,
            amount: order.amount,
            at: now,
        });
        let origin = Origin::Ours(order.request.clone());

        Came::Moved(self.place(account, order.amount, origin, now))
    }

    /// Somebody else moves ad credit into an account, on TikTok's own pages.
    pub fn outsider(&mut self, account: usize, amount: i64, now: i64) {
        if amount <= self.voucher {
            self.place(account, amount, Origin::Outsider, now);
        }
    }

    /// An account earns ad credit elsewhere: one record, at its own level.
    pub fn earn(&mut self, account: usize, amount: i64, now: i64) {
        self.accounts[account].ad_credit += amount;
        self.note(Some(account), amount, true, Origin::Elsewhere, now);
    }

    /// An account spends: ad credit first, and no record.
    pub fn spend(&mut self, account: usize, amount: i64) {
        let account = &mut self.accounts[account];
        let from_credit = amount.min(account.ad_credit);
        account.ad_credit -= from_credit;
        account.cash -= (amount - from_credit).min(account.cash);
    }

    /// The Business Center gets ad credit from TikTok.
    pub fn top_up(&mut self, amount: i64, now: i64) {
        self.voucher += amount;
        self.note(None, amount, true, Origin::Elsewhere, now);
    }

    /// How often a request moved ad credit.
    #[must_use]
    pub fn times_executed(&self, request: &str) -> usize {
        let same = self.executed.iter().filter(|done| done.request == request);

        same.count()
    }

    fn hit(&self, what: &'static str) {
        self.notes.hit(what);
    }

    /// The person of a token that counts.
    fn member(&self, token: &str) -> Option<&Member> {
        self.members
            .iter()
            .find(|member| member.token == token && member.valid)
    }

    /// Ad credit moves from the Business Center into an account: two records.
    fn place(&mut self, account: usize, amount: i64, origin: Origin, now: i64) -> Vec<u64> {
        self.voucher -= amount;
        self.accounts[account].ad_credit += amount;
        let into = self.note(Some(account), amount, true, origin.clone(), now);
        let from = self.note(None, amount, false, origin, now);

        vec![into, from]
    }

    fn note(
        &mut self,
        account: Option<usize>,
        amount: i64,
        incoming: bool,
        origin: Origin,
        now: i64,
    ) -> u64 {
        let (least, most) = self.manner.delay;
        self.next_record += 1;
        self.records.push(Record {
            id: self.next_record,
            account,
            amount,
            incoming,
            at: now,
            visible: now + self.chance.spread(least, most),
            order: self.chance.bits(),
            origin,
        });

        self.next_record
    }

    /// What really happened to each request.
    #[must_use]
    pub fn truth(&self) -> BTreeMap<String, Truth> {
        let mut truth: BTreeMap<String, Truth> = BTreeMap::new();
        for done in &self.executed {
            let known = truth.entry(done.request.clone()).or_default();
            known.times += 1;
            known.amount = done.amount;
        }

        truth
    }
}

/// What really happened to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Truth {
    /// How often it moved ad credit.
    pub times: usize,
    /// How much, each time.
    pub amount: i64,
}

/// A transfer as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Whose token.
    pub token: String,
    /// The `request_id`.
    pub request: String,
    /// The account.
    pub account: String,
    /// How much.
    pub amount: i64,
}

impl Order {
    /// Reads a transfer's body; `None` for anything but ad credit into an account of ours, exactly written.
    #[must_use]
    pub fn read(token: &str, body: &[u8]) -> Option<Self> {
        query::order(token, body)
    }
}

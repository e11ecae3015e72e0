//! A journal and a gateway over HTTP, and allocations that are permitted without asking anybody: only the transfer is real.

use desk_core::account::{
    AccountBalance, AccountStatus, AdAccount, BuyingType, Link, Ownership, Relation,
};
use desk_core::allocation::{Allocation, Draft};
use desk_core::business_center::{
    Actor, BasicRole, BcBalance, BcStatus, BusinessCenter, FinanceRole, Role, Switches,
};
use desk_core::clock::{Boxed, Clock, Timestamp};
use desk_core::credit::Source;
use desk_core::disk::{Place, SystemDisk};
use desk_core::gateway::http::{Http, Limits};
use desk_core::gateway::transport::Token;
use desk_core::gateway::{AnswerRules, BaseUrl, Connection, Gateway};
use desk_core::id::{AdvertiserId, AllocationId, BcId, MemberId, RequestId, ReviewId};
use desk_core::journal::{Drive, FileHead, Journal, Opening, Recorded};
use desk_core::money::{Currency, Money};
use desk_core::policy::{Book, Facts, Warning, permit, review};
use desk_core::random::SeededRandom;
use jiff::SignedDuration;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

const BC: &str = "7100000000000000001";

/// Where the server never ends the client must, and soon; everywhere else a busy machine has all the time it needs.
fn limits(never_ends: bool) -> Limits {
    Limits {
        connect: Duration::from_secs(20),
        total: if never_ends {
            Duration::from_millis(150)
        } else {
            Duration::from_secs(20)
        },
        body: 64 * 1024,
    }
}

pub struct Desk {
    journal: Journal,
    gateway: Gateway,
    clock: Arc<Leaping>,
    random: SeededRandom,
    next: u64,
    folder: PathBuf,
}

impl Desk {
    pub fn open(base: &str, name: &str, never_ends: bool) -> Self {
        let name = name.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
        let folder =
            std::env::temp_dir().join(format!("credit-desk-hostile-{}-{name}", std::process::id()));
        let journal = Journal::open(
            Opening {
                place: Place {
                    folder: folder.join("workspace"),
                    vfs: None,
                },
                disk: Arc::new(SystemDisk),
                outside: Arc::new(FileHead::new(folder.join("heads").join("one"))),
                drive: Drive::Inline,
                program: "hostile".to_owned(),
            },
            Timestamp::now(),
        );
        let clock = Arc::new(Leaping::default());
        let gateway = Gateway::new(Connection {
            bc: BcId::new(BC).unwrap(),
            token: Token::new("made-up".to_owned()),
            transport: Arc::new(
                Http::new(BaseUrl::parse(base).unwrap(), limits(never_ends)).unwrap(),
            ),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            rules: AnswerRules::default(),
        });

        Self {
            journal: journal.unwrap(),
            gateway,
            clock,
            random: SeededRandom::new(7),
            next: 0,
            folder,
        }
    }

    /// Whatever it comes to: it leaves an idle connection behind.
    pub async fn read_something(&self) {
        let _ = self.gateway.actor().await;
    }

    /// One allocation, to an account of its own.
    pub async fn allocate(&mut self) -> Allocation {
        self.next += 1;
        let now = self.clock.now();
        let facts = facts(&self.next.to_string(), now);
        let draft = Draft {
            review: ReviewId::fresh(now, &self.random),
            allocation: AllocationId::fresh(now, &self.random),
            request: RequestId::fresh(&self.random),
            account: facts.account.id.clone(),
            source: Source::Unlisted,
            amount: usd(1),
            note: None,
        };
        let book = self.book(&facts, now);
        let review = review(&facts, &book, draft, now);
        let codes: Vec<String> = review
            .warnings
            .iter()
            .map(Warning::code)
            .map(str::to_owned)
            .collect();
        let permit = permit(&facts, &book, &review, &codes, now).unwrap();
        let Recorded::Fresh(intent) = self.journal.record_intent(permit, now).await.unwrap() else {
            unreachable!("every draft has ids of its own");
        };
        let sent = self.gateway.send(intent).await;

        self.journal.settle(sent, self.clock.now()).await.unwrap()
    }

    fn book(&self, facts: &Facts, now: Timestamp) -> Book {
        let (account, actor) = (&facts.account.id, &facts.actor.id);
        let known = self
            .journal
            .known(account, actor, Currency::USD, now)
            .unwrap();
        Book {
            switches: Switches::default(),
            credit: None,
            listed_left: usd(0),
            open: known.open,
            open_here: known.open_here,
            earlier: Vec::new(),
            usual: Vec::new(),
            look_alikes: Vec::new(),
            spend_7_days: None,
            used_earlier: usd(0),
            troubled_at: None,
            admins: Vec::new(),
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn usd(hundredths: i64) -> Money {
    Money::new(hundredths, Currency::USD)
}

fn facts(account: &str, now: Timestamp) -> Facts {
    let (all, none) = (usd(1_000_000_000), usd(0));
    Facts {
        read_at: now,
        bc: BusinessCenter {
            id: BcId::new(BC).unwrap(),
            name: "Halden Row Media".to_owned(),
            currency: Currency::USD,
            status: BcStatus::Enabled,
            kind: "AGENCY".to_owned(),
            zone: "UTC".to_owned(),
        },
        actor: Actor {
            id: MemberId::new("7200000000000000001").unwrap(),
            name: "Mara Lindqvist".to_owned(),
            role: Role {
                basic: BasicRole::Admin,
                finance: Some(FinanceRole::Manager),
            },
        },
        bc_balance: BcBalance {
            account: all,
            remaining: all,
            frozen: none,
            tax: none,
            cash: none,
            valid_cash: none,
            voucher: all,
            valid_voucher: all,
        },
        account: AdAccount {
            id: AdvertiserId::new(account).unwrap(),
            name: format!("Account {account}"),
            currency: Currency::USD,
            zone: None,
            status: AccountStatus::Approved,
            ownership: Ownership::Known {
                relation: Relation::ThisBusinessCenter,
                link: Link::Bound,
            },
            buying: BuyingType::Auction,
            balance_reminder: None,
            portfolio: None,
        },
        balance: AccountBalance {
            account: none,
            remaining: none,
            frozen: none,
            tax: none,
            cash: none,
            valid_cash: none,
            ad_credit: none,
            valid_ad_credit: none,
            credit_line: None,
        },
        minimum: None,
        portfolios: Vec::new(),
        known_records: Vec::new(),
    }
}

/// The machine's time, and whatever was slept besides: the pace that TikTok allows is leapt over.
#[derive(Default)]
struct Leaping {
    ahead: AtomicI64,
}

impl Clock for Leaping {
    fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_micros(self.ahead.load(Ordering::Relaxed));

        Timestamp::now() + ahead
    }

    fn sleep_until(&self, moment: Timestamp) -> Boxed<'_, ()> {
        let left = moment.duration_since(self.now());
        let is_a_limit = left.as_secs() > 20;
        Box::pin(async move {
            if is_a_limit {
                std::future::pending::<()>().await;
            }
            let left = i64::try_from(left.as_micros()).unwrap();
            self.ahead.fetch_add(left.max(0), Ordering::Relaxed);
        })
    }
}

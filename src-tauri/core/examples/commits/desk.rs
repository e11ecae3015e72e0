//! A journal with one large credit, and allocations that TikTok (on paper) accepts at once.

use desk_core::account::{
    AccountBalance, AccountStatus, AdAccount, BuyingType, Link, Ownership, Relation,
};
use desk_core::allocation::{Draft, State};
use desk_core::business_center::{
    Actor, BasicRole, BcBalance, BcStatus, BusinessCenter, FinanceRole, Role,
};
use desk_core::clock::{Boxed, Clock, Timestamp};
use desk_core::credit::{AccountList, CreditKind, Holder, Source, Terms};
use desk_core::disk::{Place, SystemDisk};
use desk_core::gateway::transport::{NoAnswer, Request, Response, Token, Transport};
use desk_core::gateway::{AnswerRules, Connection, Gateway};
use desk_core::id::{AdvertiserId, AllocationId, BcId, CreditId, MemberId, RequestId, ReviewId};
use desk_core::journal::{
    Drive, FileHead, GuardKind, Head, Journal, Opening, OutsideHead, Recorded,
};
use desk_core::money::{Currency, Money};
use desk_core::policy::{Book, Facts, Permit, Warning, permit, review};
use desk_core::random::SeededRandom;
use jiff::SignedDuration;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const BC: &str = "7100000000000000001";
const ACCOUNTS: u64 = 1000;
/// Nobody sleeps this long at the gate that keeps TikTok's pace; time limits are longer.
const LIMIT: SignedDuration = SignedDuration::from_secs(10);

/// One journal under measurement.
pub struct Desk {
    journal: Journal,
    gateway: Gateway,
    clock: Arc<Leaping>,
    random: SeededRandom,
    credit: CreditId,
    next: u64,
}

impl Desk {
    pub async fn open(folder: &Path, guarded: bool) -> Self {
        let clock = Arc::new(Leaping(Mutex::new(Timestamp::now())));
        let outside: Arc<dyn OutsideHead> = if guarded {
            Arc::new(FileHead::new(super::heads(folder)))
        } else {
            Arc::new(Nowhere)
        };
        let opening = Opening {
            place: Place {
                folder: folder.join("workspace"),
                vfs: None,
            },
            disk: Arc::new(SystemDisk),
            outside,
            drive: Drive::Thread,
            program: "commits".to_owned(),
        };
        let journal = Journal::open(opening, clock.now()).unwrap();
        let random = SeededRandom::new(7);
        let credit = CreditId::fresh(clock.now(), &random);
        journal
            .enter_credit(credit, actor(), terms(), clock.now())
            .await
            .unwrap();
        let gateway = Gateway::new(Connection {
            bc: BcId::new(BC).unwrap(),
            token: Token::new("made-up".to_owned()),
            transport: Arc::new(Paper),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            rules: AnswerRules::default(),
        });

        Self {
            journal,
            gateway,
            clock,
            random,
            credit,
            next: 0,
        }
    }

    /// Nanoseconds of one allocation in the journal: intent and outcome, nothing between them counted. All permits are
    /// there before the first is used, because a disk that had to wait in between would answer later.
    pub async fn pairs(&mut self, count: u64) -> u64 {
        let permits: Vec<Permit> = (0..count).map(|_| self.permit()).collect();
        let mut taken = Duration::ZERO;
        for permit in permits {
            taken += self.one(permit).await;
        }

        u64::try_from(taken.as_nanos()).unwrap() / count
    }

    async fn one(&mut self, permit: Permit) -> Duration {
        let now = self.clock.now();
        let begun = Instant::now();
        let recorded = self.journal.record_intent(permit, now).await.unwrap();
        let intent_took = begun.elapsed();
        let Recorded::Fresh(intent) = recorded else {
            unreachable!("every draft has ids of its own");
        };
        let sent = self.gateway.send(intent).await;
        let begun = Instant::now();
        let settled = self.journal.settle(sent, now).await.unwrap();
        let settled_took = begun.elapsed();
        assert!(
            matches!(settled.state, State::Succeeded { .. }),
            "{:?}",
            settled.state
        );

        intent_took + settled_took
    }

    fn permit(&mut self) -> Permit {
        self.next += 1;
        let now = self.clock.now();
        let facts = facts(&(1 + self.next % ACCOUNTS).to_string(), now);
        let book = self.book(&facts, now);
        let draft = Draft {
            review: ReviewId::fresh(now, &self.random),
            allocation: AllocationId::fresh(now, &self.random),
            request: RequestId::fresh(&self.random),
            account: facts.account.id.clone(),
            source: Source::Credit(self.credit),
            amount: usd(1234),
            note: Some("Autumn push".to_owned()),
        };
        let review = review(&facts, &book, draft, now);
        let codes: Vec<String> = review
            .warnings
            .iter()
            .map(Warning::code)
            .map(str::to_owned)
            .collect();

        permit(&facts, &book, &review, &codes, now).unwrap()
    }

    fn book(&self, facts: &Facts, now: Timestamp) -> Book {
        let known = self
            .journal
            .known(&facts.account.id, &facts.actor.id, Currency::USD, now)
            .unwrap();
        Book {
            switches: known.switches,
            credit: known.credits.into_iter().next(),
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

fn usd(hundredths: i64) -> Money {
    Money::new(hundredths, Currency::USD)
}

fn actor() -> Actor {
    Actor {
        id: MemberId::new("7200000000000000001").unwrap(),
        name: "Mara Lindqvist".to_owned(),
        role: Role {
            basic: BasicRole::Admin,
            finance: Some(FinanceRole::Manager),
        },
    }
}

fn terms() -> Terms {
    Terms {
        name: "Autumn grant".to_owned(),
        amount: usd(1_000_000_000_000),
        issued: None,
        valid_from: None,
        valid_until: None,
        kind: CreditKind::Free,
        restrictions: "For video campaigns in all regions.".to_owned(),
        accounts: AccountList::Any,
        terms: String::new(),
        holder: Holder::BusinessCenter,
        fulfilled: false,
    }
}

fn facts(account: &str, now: Timestamp) -> Facts {
    let (all, none) = (usd(1_000_000_000_000), usd(0));
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
        actor: actor(),
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
            name: format!("Juniper & Loam {account}"),
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

/// Time without waiting: whoever sleeps is at once as late as wanted, so TikTok's pace is kept and costs nothing.
struct Leaping(Mutex<Timestamp>);

impl Clock for Leaping {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn sleep_until(&self, moment: Timestamp) -> Boxed<'_, ()> {
        Box::pin(async move {
            // A time limit is waited for beside an answer: who only limits must not move the clock.
            if moment.duration_since(self.now()) > LIMIT {
                std::future::pending::<()>().await;
            }
            let mut now = self.0.lock().unwrap();
            *now = moment.max(*now);
        })
    }
}

/// Accepts every transfer.
struct Paper;

impl Transport for Paper {
    fn call(&self, _: Request) -> Boxed<'_, Result<Response, NoAnswer>> {
        let body =
            r#"{"code":0,"message":"OK","request_id":"log","data":{"transaction_infos":[]}}"#;
        Box::pin(std::future::ready(Ok(Response {
            status: 200,
            date: None,
            body: body.as_bytes().to_vec(),
        })))
    }
}

/// No head outside: the journal's own commits and nothing else.
struct Nowhere;

impl OutsideHead for Nowhere {
    fn read(&self) -> io::Result<Option<Head>> {
        Ok(None)
    }

    fn write(&self, _: Head) -> io::Result<()> {
        Ok(())
    }

    fn flush(&self) -> io::Result<()> {
        Ok(())
    }

    fn kind(&self) -> GuardKind {
        GuardKind::Keychain
    }
}

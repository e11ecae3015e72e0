//! A Business Center of 10,000 ad accounts, each with ad credit of two credits in it, as the two files keep it.

use desk_core::account::{
    AccountBalance, AccountStatus, AdAccount, BuyingType, Link, Ownership, Relation,
};
use desk_core::business_center::{
    Actor, BasicRole, BcBalance, BcStatus, BusinessCenter, FinanceRole, Member, Role,
};
use desk_core::clock::{Clock, FixedClock, Timestamp};
use desk_core::credit::{AccountList, CreditKind, Holder, Terms};
use desk_core::disk::{Place, SystemDisk};
use desk_core::id::{AdvertiserId, BcId, CreditId, MemberId};
use desk_core::journal::{Drive, FileHead, Journal, Opening};
use desk_core::mirror::Mirror;
use desk_core::money::{Currency, Money};
use desk_core::random::SeededRandom;
use desk_core::transaction::Cost;
use jiff::civil::date;
use rusqlite::{Connection, params};
use std::path::Path;
use std::sync::Arc;

pub const ACCOUNTS: u32 = 10_000;
const CREDITS: u32 = 100;

/// The two files of a workspace.
pub struct Book {
    pub journal: Journal,
    pub mirror: Mirror,
    pub now: Timestamp,
}

impl Book {
    pub async fn make(folder: &Path) -> Self {
        let clock = FixedClock::at("2026-11-17T15:43:00Z".parse().unwrap());
        let now = clock.now();
        let place = Place {
            folder: folder.join("workspace"),
            vfs: None,
        };
        let opening = Opening {
            place: place.clone(),
            disk: Arc::new(SystemDisk),
            outside: Arc::new(FileHead::new(folder.join("heads").join("one"))),
            drive: Drive::Inline,
            program: "tables".to_owned(),
        };
        let journal = Journal::open(opening, now).unwrap();
        let random = SeededRandom::new(7);
        let mut credits = Vec::new();
        for number in 0..CREDITS {
            let credit = CreditId::fresh(now, &random);
            journal
                .enter_credit(credit, actor(), terms(number), now)
                .await
                .unwrap();
            credits.push(credit);
        }
        let mirror = Mirror::open(&place, &SystemDisk, Drive::Inline).unwrap();
        fill(&mirror, now).await;
        place_credits(&place, &credits);

        Self {
            journal,
            mirror,
            now,
        }
    }
}

async fn fill(mirror: &Mirror, now: Timestamp) {
    let business_center = BusinessCenter {
        id: BcId::new("7100000000000000001").unwrap(),
        name: "Halden Row Media".to_owned(),
        currency: Currency::USD,
        status: BcStatus::Enabled,
        kind: "AGENCY".to_owned(),
        zone: "UTC".to_owned(),
    };
    mirror
        .put_business_center(business_center, now)
        .await
        .unwrap();
    mirror.put_bc_balance(bc_balance(), now).await.unwrap();
    let admin = Member {
        id: Some(actor().id),
        name: actor().name,
        email: String::new(),
        role: actor().role,
        relation: "BOUND".to_owned(),
    };
    mirror.put_members(vec![admin], now).await.unwrap();
    let told = (0..ACCOUNTS).map(|number| (account(number), Some(balance(number))));
    mirror.put_accounts(told.collect(), now, now).await.unwrap();
    let costs = (0..ACCOUNTS).map(|number| Cost {
        account: id(number),
        from: date(2026, 11, 10),
        to: date(2026, 11, 16),
        amount: usd(i64::from(number % 700) * 100),
        cash: usd(0),
        ad_credit: usd(0),
        tax: usd(0),
    });
    mirror.put_costs(costs.collect(), now).await.unwrap();
}

/// What allocations would have left in the totals; making each of them would take as many flushes.
fn place_credits(place: &Place, credits: &[CreditId]) {
    let mut file = Connection::open(place.folder.join("journal.sqlite")).unwrap();
    let transaction = file.transaction().unwrap();
    for number in 0..ACCOUNTS {
        for part in 0..2 {
            let credit = credits[((number * 7 + part * 31) % CREDITS) as usize];
            transaction
                .prepare_cached(
                    "INSERT INTO totals (account, credit, month, currency, amount, count) VALUES (?1, ?2, ?3, 'USD', ?4, 1)",
                )
                .unwrap()
                .execute(params![
                    id(number).as_str(),
                    credit.0.as_bytes(),
                    24_300 + i64::from(number % 11),
                    5_000 + i64::from(number % 97) * 100
                ])
                .unwrap();
        }
    }
    transaction.commit().unwrap();
}

/// Ids and names in an order of their own, neither in the order of the other.
fn id(number: u32) -> AdvertiserId {
    let mixed = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15) % 1_000_000_007;
    AdvertiserId::new(&format!("73{mixed:010}{number:07}")).unwrap()
}

fn account(number: u32) -> AdAccount {
    const FIRST: [&str; 9] = [
        "Alder", "Birch", "Cobalt", "Dovetail", "Ember", "Fernhill", "Gable", "Harrow", "Ilex",
    ];
    const SECOND: [&str; 7] = [
        "Coffee", "Outdoor", "Dental", "Cycles", "Books", "Yoga", "Kitchen",
    ];
    let pick = |words: &[&'static str], by: u32| words[(number / by) as usize % words.len()];
    let status = match number % 20 {
        0 => AccountStatus::InReview,
        1 => AccountStatus::Disapproved,
        2 => AccountStatus::Suspended,
        3 => AccountStatus::ContractNotEffective,
        4 => AccountStatus::Disabled,
        5 => AccountStatus::Unknown("PAUSED".to_owned()),
        _ => AccountStatus::Approved,
    };
    let ownership = match number % 17 {
        0 => Ownership::Unreadable,
        1 => known(Relation::ThisBusinessCenter, Link::Pending),
        2 => known(Relation::Partner, Link::Bound),
        3 => known(Relation::Individual, Link::Bound),
        4 => known(Relation::Other("OWNER_FUND".to_owned()), Link::Bound),
        _ => known(Relation::ThisBusinessCenter, Link::Bound),
    };
    AdAccount {
        id: id(number),
        name: format!("{} {} {number}", pick(&FIRST, 1), pick(&SECOND, 9)),
        currency: Currency::USD,
        zone: None,
        status,
        ownership,
        buying: BuyingType::Auction,
        balance_reminder: number
            .is_multiple_of(13)
            .then_some(number.is_multiple_of(2)),
        portfolio: None,
    }
}

fn known(relation: Relation, link: Link) -> Ownership {
    Ownership::Known { relation, link }
}

fn balance(number: u32) -> AccountBalance {
    let cash = usd(i64::from(number.wrapping_mul(7919) % 100_003) * 10);
    let ad_credit = usd(i64::from(number.wrapping_mul(31) % 997) * 20);
    let all = cash.plus(ad_credit).unwrap();
    AccountBalance {
        account: all,
        remaining: all,
        frozen: usd(0),
        tax: usd(0),
        cash,
        valid_cash: cash,
        ad_credit,
        valid_ad_credit: ad_credit,
        credit_line: None,
    }
}

fn bc_balance() -> BcBalance {
    let (all, none) = (usd(1_000_000_000), usd(0));
    BcBalance {
        account: all,
        remaining: all,
        frozen: none,
        tax: none,
        cash: none,
        valid_cash: none,
        voucher: all,
        valid_voucher: all,
    }
}

fn terms(number: u32) -> Terms {
    let until = date(2026, 11, 20).checked_add(jiff::Span::new().days(i64::from(number)));
    Terms {
        name: format!("Grant {number}"),
        amount: usd(100_000_000),
        issued: None,
        valid_from: None,
        valid_until: until.ok().filter(|_| !number.is_multiple_of(10)),
        kind: CreditKind::Free,
        restrictions: String::new(),
        accounts: AccountList::Any,
        terms: String::new(),
        holder: Holder::BusinessCenter,
        fulfilled: false,
    }
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

fn usd(hundredths: i64) -> Money {
    Money::new(hundredths, Currency::USD)
}

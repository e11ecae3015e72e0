//! What was told is read back; lists are replaced; another version is made anew.

use super::*;
use crate::account::tests::approved;
use crate::account::{AccountStatus, Ownership};
use crate::business_center::{BasicRole, PortfolioKind, Role};
use crate::disk::SystemDisk;
use crate::disk::tests::Folder;
use crate::id::{MemberId, PortfolioId, TransactionId};
use crate::money::{Currency, Money};
use crate::names::Likeness;
use crate::policy::fixture::{at, facts, usd};
use crate::transaction::{Billing, Direction, Level};
use jiff::civil::date;

const NOW: &str = "2026-11-17T15:00:00Z";
const LATER: &str = "2026-11-18T15:00:00Z";

fn open(folder: &Folder) -> Mirror {
    Mirror::open(&folder.place(), &SystemDisk, Drive::Inline).unwrap()
}

fn account(number: u32, name: &str) -> (AdAccount, AccountBalance) {
    let mut account = approved(&number.to_string());
    account.name = name.to_owned();
    (account, facts().balance)
}

fn told(accounts: Vec<(AdAccount, AccountBalance)>) -> Vec<(AdAccount, Option<AccountBalance>)> {
    let some = accounts.into_iter();
    some.map(|(account, balance)| (account, Some(balance)))
        .collect()
}

fn record(id: &str, minute: i64) -> Transaction {
    Transaction {
        id: TransactionId::new(id).unwrap(),
        level: Level::Account,
        account: Some(AdvertiserId::new("1").unwrap()),
        account_name: "Juniper".to_owned(),
        bc: Some(facts().bc.id),
        portfolio: None,
        amount: usd(50_000),
        subtotal: usd(50_000),
        tax: usd(0),
        direction: Direction::Other("SIDEWAYS".to_owned()),
        kind: "INCREASE_BALANCE".to_owned(),
        billing: Billing::AdCredit,
        at: at(NOW)
            .checked_add(jiff::SignedDuration::from_mins(minute))
            .unwrap(),
        zone: "UTC-05:00".to_owned(),
    }
}

#[tokio::test]
async fn what_was_told_is_read_back_with_its_time() {
    let folder = Folder::new();
    let mirror = open(&folder);
    assert_eq!(mirror.business_center().unwrap(), None);
    assert_eq!(mirror.bc_balance().unwrap(), None);
    assert_eq!(mirror.members().unwrap(), None);
    let facts = facts();
    mirror
        .put_business_center(facts.bc.clone(), at(NOW))
        .await
        .unwrap();
    mirror
        .put_bc_balance(facts.bc_balance, at(NOW))
        .await
        .unwrap();
    let member = Member {
        id: None,
        name: "<b>Ines</b>".to_owned(),
        email: String::new(),
        role: Role {
            basic: BasicRole::Standard,
            finance: None,
        },
        relation: "PENDING".to_owned(),
    };
    let mut known = member.clone();
    known.id = Some(MemberId::new("7").unwrap());
    mirror
        .put_members(vec![member.clone(), known.clone()], at(NOW))
        .await
        .unwrap();
    let portfolio = Portfolio {
        id: PortfolioId::new("5").unwrap(),
        name: "Both".to_owned(),
        kind: Some(PortfolioKind::Shared),
        cash: vec![Money::new(5, Currency::new("EUR").unwrap()), usd(3)],
        credit_line_available: Some(usd(1)),
        credit_line_total: None,
    };
    mirror
        .put_portfolios(vec![portfolio.clone()], at(NOW))
        .await
        .unwrap();
    drop(mirror);
    let mirror = open(&folder);
    assert_eq!(mirror.business_center().unwrap(), Some((facts.bc, at(NOW))));
    assert_eq!(
        mirror.bc_balance().unwrap(),
        Some((facts.bc_balance, at(NOW)))
    );
    assert_eq!(
        mirror.members().unwrap(),
        Some((vec![member, known], at(NOW)))
    );
    assert_eq!(mirror.portfolios().unwrap(), [portfolio]);
}

#[tokio::test]
async fn accounts_are_replaced_and_what_is_not_listed_any_more_is_gone() {
    let folder = Folder::new();
    let mirror = open(&folder);
    let mut odd = account(3, "Odd");
    odd.0.status = AccountStatus::Unknown("SHOW_ACCOUNT_STATUS_NEW".to_owned());
    odd.0.ownership = Ownership::Unreadable;
    let list: Vec<_> = (10..=1200)
        .map(|number| {
            account(
                number,
                &format!(
                    "Plain {number:c>9}",
                    number = char::from_u32(0x4e00 + number).unwrap()
                ),
            )
        })
        .collect();
    let all = [
        vec![account(1, "Twin"), account(2, "Twin"), odd.clone()],
        list,
    ]
    .concat();
    mirror
        .put_accounts(told(all), at(NOW), at(NOW))
        .await
        .unwrap();
    assert_eq!(mirror.accounts_as_of().unwrap(), (1194, Some(at(NOW))));
    let read = mirror.account(&odd.0.id).unwrap().unwrap();
    assert_eq!((read.account, read.balance), (odd.0.clone(), Some(odd.1)));
    let twin = AdvertiserId::new("1").unwrap();
    assert_eq!(
        mirror.account(&twin).unwrap().unwrap().likeness,
        Some(Likeness::Same)
    );
    assert_eq!(mirror.look_alikes(&twin, 5).unwrap()[0].id.as_str(), "2");
    let (renamed, balance) = account(2, "Nothing alike");
    mirror
        .put_account(renamed, balance, None, at(NOW))
        .await
        .unwrap();
    assert_eq!(mirror.look_alikes(&twin, 5).unwrap(), []);
    mirror
        .put_accounts(told(vec![account(1, "Twin")]), at(LATER), at(LATER))
        .await
        .unwrap();
    assert_eq!(mirror.accounts_as_of().unwrap(), (1, Some(at(LATER))));
    assert_eq!(mirror.account(&odd.0.id).unwrap(), None);
    assert_eq!(mirror.account(&twin).unwrap().unwrap().likeness, None);
}

/// The list of all accounts takes long to read; what was read of one meanwhile is newer. A clock that was set back is no reason
/// to keep anything.
#[tokio::test]
async fn an_older_list_does_not_replace_what_was_read_of_one_account_meanwhile() {
    let folder = Folder::new();
    let mirror = open(&folder);
    let (one, before) = account(1, "One");
    let mut after = before;
    after.ad_credit = usd(74_423);
    mirror
        .put_account(one.clone(), after, None, at(LATER))
        .await
        .unwrap();
    let id = one.id.clone();
    let list = || vec![(one.clone(), Some(before)), (account(2, "Two").0, None)];
    let ad_credit = || {
        mirror
            .account(&id)
            .unwrap()
            .unwrap()
            .balance
            .unwrap()
            .ad_credit
    };
    mirror
        .put_accounts(list(), at(NOW), at(LATER))
        .await
        .unwrap();
    assert_eq!(ad_credit(), usd(74_423));
    assert_eq!(mirror.accounts_as_of().unwrap().0, 2);
    mirror.put_accounts(list(), at(NOW), at(NOW)).await.unwrap();
    assert_eq!(ad_credit(), before.ad_credit);
}

/// R31: the last time it was seen in trouble outlives the trouble.
#[tokio::test]
async fn trouble_is_remembered() {
    let folder = Folder::new();
    let mirror = open(&folder);
    let (mut one, balance) = account(1, "One");
    let id = one.id.clone();
    for (status, time, seen) in [
        (AccountStatus::Approved, NOW, None),
        (AccountStatus::Suspended, NOW, Some(at(NOW))),
        (AccountStatus::Approved, LATER, Some(at(NOW))),
        (AccountStatus::InReview, LATER, Some(at(LATER))),
    ] {
        one.status = status;
        mirror
            .put_account(one.clone(), balance, None, at(time))
            .await
            .unwrap();
        assert_eq!(mirror.account(&id).unwrap().unwrap().troubled_at, seen);
    }
}

#[tokio::test]
async fn a_record_is_kept_once_and_found_by_account_and_time() {
    let folder = Folder::new();
    let mirror = open(&folder);
    let list = vec![record("1", 0), record("2", 5), record("3", 10)];
    for _ in 0..2 {
        mirror
            .put_transactions(list.clone(), at(NOW))
            .await
            .unwrap();
    }
    let mut query = TransactionQuery {
        level: Level::Account,
        account: Some(AdvertiserId::new("1").unwrap()),
        from: at(NOW),
        to: at("2026-11-17T15:05:00Z"),
        limit: 10,
    };
    assert_eq!(
        mirror.transactions(&query).unwrap(),
        [record("2", 5), record("1", 0)]
    );
    query.account = None;
    assert_eq!(mirror.transactions(&query).unwrap().len(), 2);
    query.level = Level::BusinessCenter;
    assert_eq!(mirror.transactions(&query).unwrap(), []);
}

/// Only an account that is read alone tells it; a list neither tells nor takes it away.
#[tokio::test]
async fn the_minimum_of_an_account_outlives_lists() {
    let folder = Folder::new();
    let mirror = open(&folder);
    let (one, balance) = account(1, "One");
    let least = |mirror: &Mirror| mirror.account(&one.id).unwrap().unwrap().minimum;
    for told in [Some(usd(1_000)), None, Some(usd(500))] {
        mirror
            .put_account(one.clone(), balance, told, at(NOW))
            .await
            .unwrap();
        assert_eq!(least(&mirror), told);
    }
    mirror
        .put_accounts(vec![(one.clone(), Some(balance))], at(LATER), at(LATER))
        .await
        .unwrap();
    assert_eq!(least(&mirror), Some(usd(500)));
}

#[tokio::test]
async fn the_newest_week_counts() {
    let folder = Folder::new();
    let mirror = open(&folder);
    let (one, balance) = account(1, "One");
    let id = one.id.clone();
    mirror
        .put_account(one, balance, None, at(NOW))
        .await
        .unwrap();
    let cost = |from, to, amount| Cost {
        account: id.clone(),
        from,
        to,
        amount: usd(amount),
        cash: usd(0),
        ad_credit: usd(amount),
        tax: usd(0),
    };
    let month = cost(date(2026, 10, 20), date(2026, 11, 16), 9);
    let new = cost(date(2026, 11, 10), date(2026, 11, 16), 7);
    let old = cost(date(2026, 11, 9), date(2026, 11, 15), 5);
    mirror
        .put_costs(vec![new.clone(), month.clone(), old.clone()], at(NOW))
        .await
        .unwrap();
    let week = mirror.account(&id).unwrap().unwrap().week.unwrap();
    assert_eq!((week.last_day, week.amount), (new.to, usd(7)));
    assert_eq!(mirror.costs(&id).unwrap(), [month, old, new]);
}

#[tokio::test]
async fn another_version_and_damage_are_made_anew() {
    let folder = Folder::new();
    let file = file(&folder.place());
    for spoil in [
        |file: &PathBuf| {
            let connection = Connection::open(file).unwrap();
            connection.pragma_update(None, "user_version", 99).unwrap();
        },
        |file: &PathBuf| {
            std::fs::write(
                file,
                "not a database at all, but long enough to be looked at".repeat(99),
            )
            .unwrap()
        },
    ] {
        let mirror = open(&folder);
        mirror
            .put_business_center(facts().bc, at(NOW))
            .await
            .unwrap();
        drop(mirror);
        spoil(&file);
        assert_eq!(open(&folder).business_center().unwrap(), None);
    }
}

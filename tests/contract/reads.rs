//! What the read calls tell, from the list of accounts to the records.

use super::desk::{BC, Desk, GOOD, PORTFOLIO_BC, gateway};
use super::flow::done;
use super::wire::{Over, Wire};
use desk_core::account::{AccountStatus, Link, Ownership, Relation};
use desk_core::clock::{Clock, Timestamp};
use desk_core::id::AdvertiserId;
use desk_core::mirror::TransactionQuery;
use desk_core::sync::Step;
use desk_core::transaction::Level;
use std::sync::atomic::{AtomicU64, Ordering};

pub async fn the_whole_business_center_is_read(over: Over) {
    let desk = Desk::empty(over, "Ines Castellanos", BC);
    let report = desk.refresh().await;
    assert!(report.failed.is_empty(), "{:?}", report.failed);
    let mirror = desk.workspace.mirror();
    let (bc, _) = mirror.business_center().unwrap().unwrap();
    assert_eq!(
        (bc.name.as_str(), bc.kind.as_str()),
        ("Halden Row Media", "AGENCY")
    );
    let (balance, _) = mirror.bc_balance().unwrap().unwrap();
    assert!(balance.valid_voucher.hundredths() > 0);
    let (members, _) = mirror.members().unwrap().unwrap();
    assert!(members.len() >= 8);
    let (accounts, _) = mirror.accounts_as_of().unwrap();
    assert!(accounts >= 42, "{accounts}");
    for (id, status) in [
        (GOOD, AccountStatus::Approved),
        ("7402117763350918148", AccountStatus::InReview),
        ("7388260417795130932", AccountStatus::Suspended),
        ("7326617480095521748", AccountStatus::Disapproved),
        ("7408825519307146690", AccountStatus::ContractNotEffective),
        ("7317755026619043382", AccountStatus::Disabled),
    ] {
        let account = mirror.account(&AdvertiserId::new(id).unwrap()).unwrap();
        assert_eq!(account.unwrap().account.status, status, "{id}");
    }
    let shared = AdvertiserId::new("7344920016683751205").unwrap();
    let shared = mirror.account(&shared).unwrap().unwrap().account.ownership;
    let partner = Ownership::Known {
        relation: Relation::Partner,
        link: Link::Bound,
    };
    assert_eq!(shared, partner);
    let good = mirror
        .account(&AdvertiserId::new(GOOD).unwrap())
        .unwrap()
        .unwrap();
    assert!(good.week.is_some());
}

pub async fn lists_longer_than_a_page_are_read_to_the_end(over: Over) {
    let wire = Wire::new(over);
    let gateway = gateway(&wire, "Ines Castellanos", BC);
    let now = wire.clock.now();
    let reach = now
        .checked_sub(jiff::SignedDuration::from_hours(24 * 120))
        .unwrap();
    let pages = AtomicU64::new(0);
    let count = |done, _| {
        pages.store(done, Ordering::SeqCst);
        true
    };
    let rows = gateway
        .transactions(Level::Account, None, (reach, now), &count)
        .await
        .unwrap();
    assert!(rows.len() > 50, "{}", rows.len());
    assert!(pages.load(Ordering::SeqCst) >= 2);
    let mut ids: Vec<_> = rows.iter().map(|row| row.id.clone()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), rows.len());
}

pub async fn a_portfolio_is_read_with_its_account(over: Over) {
    let desk = Desk::empty(over, "Mara Lindqvist", PORTFOLIO_BC);
    let report = desk.refresh().await;
    assert!(report.failed.is_empty(), "{:?}", report.failed);
    let mirror = desk.workspace.mirror();
    let portfolios = mirror.portfolios().unwrap();
    assert_eq!(portfolios.len(), 1);
    let pool = &portfolios[0];
    let gateway = gateway(&desk.wire, "Mara Lindqvist", PORTFOLIO_BC);
    let accounts = gateway.accounts(&|_, _| true).await.unwrap();
    let (linked, listed) = accounts
        .iter()
        .filter_map(|(account, balance)| Some((account, (*balance)?)))
        .find(|(account, _)| account.portfolio.as_ref() == Some(&pool.id))
        .unwrap();
    let own = gateway.account(&linked.id).await.unwrap();
    assert_eq!(
        own.balance.ad_credit, listed.ad_credit,
        "ad credit is never pooled"
    );
    assert_ne!(
        own.balance.cash, listed.cash,
        "cash in the list is the pool's"
    );
}

/// What an ordinary refresh no longer reaches back to is found by the thorough one of each day.
pub async fn a_record_that_appears_days_late_is_found(over: Over) {
    const DAY: i64 = 24 * 3600;
    let desk = Desk::open(over, "Ines Castellanos").await;
    let known = |desk: &Desk| {
        let query = TransactionQuery {
            level: Level::Account,
            account: Some(AdvertiserId::new(GOOD).unwrap()),
            from: Timestamp::MIN,
            to: Timestamp::MAX,
            limit: 1000,
        };
        desk.workspace.mirror().transactions(&query).unwrap()
    };
    let before = known(&desk).len();
    desk.wire.fault(&format!("records-late {}", 10 * DAY));
    done(desk.confirm(&desk.review(GOOD, "30").await).await);
    desk.wire.later(8 * DAY);
    done(desk.confirm(&desk.review(GOOD, "31").await).await);
    // Records appear some time after a transfer.
    desk.wire.later(3600);
    desk.refresh().await;
    let new = known(&desk).len().checked_sub(before);
    assert_eq!(new, Some(1), "the later one only");
    desk.wire.later(3 * DAY);
    desk.refresh().await;
    let records = known(&desk);
    assert_eq!(records.len().checked_sub(before), Some(2), "both");
    let newest: Vec<i64> = records.iter().map(|row| row.amount.hundredths()).collect();
    assert_eq!(newest[..2], [3100, 3000], "newest first");
}

pub async fn a_stopped_refresh_can_be_taken_up_again(over: Over) {
    let desk = Desk::empty(over, "Ines Castellanos", BC);
    let stopped = desk
        .workspace
        .refresh(&|progress| progress.step != Step::Members)
        .await;
    assert!(stopped.stopped);
    assert_eq!(desk.workspace.mirror().members().unwrap(), None);
    assert!(desk.workspace.mirror().accounts_as_of().unwrap().0 >= 42);
    let whole = desk.refresh().await;
    assert!(!whole.stopped && whole.failed.is_empty());
    assert!(desk.workspace.mirror().members().unwrap().is_some());
}

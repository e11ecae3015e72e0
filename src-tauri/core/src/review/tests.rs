//! The read side over a made-up workspace of 10,000 accounts.

use super::*;
use crate::account::tests::approved;
use crate::account::{
    AccountBalance, AccountStatus, AdAccount, BuyingType, Link, Ownership, Relation,
};
use crate::alert::Alert;
use crate::allocation::{Answer, Draft};
use crate::business_center::{BasicRole, Member, Role, to_ask};
use crate::clock::{Clock, SystemClock};
use crate::credit::tests::credit;
use crate::credit::{Comparison, Source};
use crate::disk::SystemDisk;
use crate::disk::tests::Folder;
use crate::id::{AdvertiserId, MemberId, PortfolioId};
use crate::journal::fixture::{NOW, actor, at, draft_number, open, record, usd};
use crate::policy::fixture::facts;
use crate::queue::Drive;
use crate::transaction::Cost;
use jiff::civil::{Date, date};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;
use std::time::Duration;

/// The two files of a workspace.
struct Files {
    journal: Journal,
    mirror: Mirror,
}

impl Files {
    fn reading(&self) -> Reading<'_> {
        Reading::new(&self.journal, &self.mirror)
    }
}

async fn workspace(folder: &Folder, accounts: Vec<(AdAccount, AccountBalance)>) -> Files {
    let journal = open(folder);
    let mirror = Mirror::open(&folder.place(), &SystemDisk, Drive::Inline).unwrap();
    for (number, until) in [(7, date(2026, 11, 30)), (8, date(2026, 12, 31))] {
        let credit = credit(number, 2_000_000, 0, Some(until));
        journal
            .enter_credit(credit.id, actor(), credit.terms, at(NOW))
            .await
            .unwrap();
    }
    mirror
        .put_business_center(facts().bc, at(NOW))
        .await
        .unwrap();
    mirror
        .put_bc_balance(facts().bc_balance, at(NOW))
        .await
        .unwrap();
    let told = accounts.into_iter();
    let told = told
        .map(|(account, balance)| (account, Some(balance)))
        .collect();
    mirror.put_accounts(told, at(NOW), at(NOW)).await.unwrap();

    Files { journal, mirror }
}

fn with(number: u32, ad_credit: i64) -> (AdAccount, AccountBalance) {
    let mut account = approved(&number.to_string());
    // Far from each other: what is alike is another test's concern.
    let letters = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    account.name = format!("Account {letters:x}");
    let mut balance = facts().balance;
    balance.ad_credit = usd(ad_credit);
    balance.cash = usd(i64::from(number.wrapping_mul(31) % 997));

    (account, balance)
}

fn query(sort: AccountSort) -> AccountQuery {
    AccountQuery {
        search: String::new(),
        status: None,
        ownership: None,
        sort,
        descending: false,
        offset: 0,
        limit: 60,
    }
}

async fn place(files: &Files, number: u64, account: &str, credit: u128, amount: i64) {
    let mut draft: Draft = draft_number(number, amount);
    draft.account = AdvertiserId::new(account).unwrap();
    draft.source = Source::Credit(crate::id::CreditId(uuid::Uuid::from_u128(credit)));
    let mut facts = facts();
    facts.account.id = draft.account.clone();
    let book =
        crate::book::open(&files.journal, &files.mirror, &facts, draft.source, at(NOW)).unwrap();
    let permit = crate::policy::fixture::permitted(&facts, &book, draft, at(NOW));
    let recorded = files.journal.record_intent(permit, at(NOW)).await.unwrap();
    let crate::journal::Recorded::Fresh(intent) = recorded else {
        unreachable!("it is new");
    };
    let accepted = Answer::Accepted {
        transactions: Vec::new(),
        log_id: String::new(),
    };
    files
        .journal
        .settle_with(intent, accepted, at(NOW))
        .await
        .unwrap();
}

fn ids(window: &AccountWindow) -> Vec<&str> {
    window
        .rows
        .iter()
        .map(|row| row.facts.account.id.as_str())
        .collect()
}

/// What is there now is counted from the latest end backwards: the earliest was spent first.
#[tokio::test]
async fn the_earliest_end_is_of_what_can_still_be_there() {
    let folder = Folder::new();
    let list = vec![with(1, 1_000), with(2, 500), with(3, 0), with(4, 900)];
    let files = workspace(&folder, list).await;
    let reading = files.reading();
    for (number, account, credit, amount) in [
        (1, "1", 7, 400),
        (2, "1", 8, 600),
        (3, "2", 7, 400),
        (4, "2", 8, 600),
        (5, "3", 7, 100),
    ] {
        place(&files, number, account, credit, amount).await;
    }
    let window = reading
        .accounts(&query(AccountSort::EarliestEnd), at(NOW))
        .unwrap();
    let ends: Vec<_> = window.rows.iter().map(|row| row.earliest_end).collect();
    assert_eq!(ids(&window)[..2], ["1", "2"]);
    assert_eq!(
        ends,
        [
            Some(date(2026, 11, 30)),
            Some(date(2026, 12, 31)),
            None,
            None
        ]
    );
    let latest = AccountQuery {
        descending: true,
        ..query(AccountSort::EarliestEnd)
    };
    assert_eq!(
        ids(&reading.accounts(&latest, at(NOW)).unwrap())[..2],
        ["2", "1"]
    );
    // The page estimates line by line and must not tell another story.
    let page = reading
        .account(&AdvertiserId::new("2").unwrap(), at(NOW))
        .unwrap()
        .unwrap();
    let left: Vec<_> = page
        .estimates
        .unwrap()
        .lines
        .iter()
        .map(|line| line.unused)
        .collect();
    assert_eq!(left, [usd(0), usd(500)]);
    assert_eq!(page.history.len(), 2);
}

#[tokio::test]
async fn filters_search_and_paging_leave_nothing_out_and_nothing_twice() {
    let folder = Folder::new();
    let mut list: Vec<_> = (1..=300)
        .map(|number| with(number, i64::from(number % 7)))
        .collect();
    list[0].0.status = AccountStatus::Suspended;
    list[1].0.ownership = Ownership::Unreadable;
    list[2].0.ownership = Ownership::Known {
        relation: Relation::Partner,
        link: Link::Bound,
    };
    list[3].0.name = "Café 100%_Sale".to_owned();
    list[4].0.buying = BuyingType::Reservation;
    let files = workspace(&folder, list).await;
    let reading = files.reading();
    let found = |change: fn(&mut AccountQuery)| {
        let mut query = query(AccountSort::Name);
        change(&mut query);
        let window = reading.accounts(&query, at(NOW)).unwrap();
        (window.total, window.matched, ids(&window).join(" "))
    };
    assert_eq!(
        found(|query| query.status = Some(AccountStatus::Suspended)),
        (300, 1, "1".to_owned())
    );
    assert_eq!(
        found(|query| query.ownership = Some(OwnershipFilter::Unreadable)),
        (300, 1, "2".to_owned())
    );
    assert_eq!(
        found(|query| query.ownership = Some(OwnershipFilter::Partner)),
        (300, 1, "3".to_owned())
    );
    assert_eq!(
        found(|query| query.search = "SALE cafe".to_owned()),
        (300, 1, "4".to_owned())
    );
    assert_eq!(
        found(|query| query.search = "0%_".to_owned()),
        (300, 1, "4".to_owned())
    );
    assert_eq!(found(|query| query.search = "' OR 1=1 --".to_owned()).1, 0);
    for sort in [
        AccountSort::Name,
        AccountSort::Status,
        AccountSort::AdCredit,
        AccountSort::EarliestEnd,
        AccountSort::Cash,
        AccountSort::BalanceAlert,
    ] {
        for descending in [false, true] {
            let mut seen = BTreeSet::new();
            for offset in (0..300).step_by(60) {
                let query = AccountQuery {
                    descending,
                    offset,
                    ..query(sort)
                };
                let window = reading.accounts(&query, at(NOW)).unwrap();
                seen.extend(window.rows.into_iter().map(|row| row.facts.account.id));
            }
            assert_eq!(seen.len(), 300, "{sort:?}");
        }
    }
}

#[tokio::test]
async fn rows_carry_their_alert_their_reasons_and_their_open_outcome() {
    let folder = Folder::new();
    let mut list = vec![with(1, 0), with(2, 0)];
    list[1].0.status = AccountStatus::Suspended;
    let balance = list[0].1.account;
    let files = workspace(&folder, list).await;
    let reading = files.reading();
    let week = |account: &str, to: Date, amount| Cost {
        account: AdvertiserId::new(account).unwrap(),
        from: crate::clock::earlier_day(to, 6),
        to,
        amount,
        cash: usd(0),
        ad_credit: usd(0),
        tax: usd(0),
    };
    let large = usd(balance.hundredths().checked_mul(3).unwrap());
    let costs = vec![
        week("1", date(2026, 11, 16), large),
        week("2", date(2026, 11, 1), large),
    ];
    reading.mirror.put_costs(costs, at(NOW)).await.unwrap();
    let mut draft = draft_number(1, 100);
    draft.account = AdvertiserId::new("1").unwrap();
    let intent = record(reading.journal, draft, at(NOW)).await.unwrap();
    let window = reading
        .accounts(&query(AccountSort::BalanceAlert), at(NOW))
        .unwrap();
    assert_eq!(ids(&window), ["1", "2"]);
    let [low, old] = &window.rows[..] else {
        unreachable!("two accounts");
    };
    assert_eq!((low.alert.shown(), old.alert.shown()), (Some(true), None));
    assert_eq!(low.open_here.map(|open| open.number), Some(intent.number()));
    assert_eq!(
        low.refusals,
        [crate::policy::Refusal::OutcomeOpen(intent.number())]
    );
    assert_eq!(old.refusals, [crate::policy::Refusal::AccountSuspended]);
}

/// R122: the spend of both together reaches what neither's alone does; an account on its own counts for no portfolio.
#[tokio::test]
async fn a_portfolio_is_low_by_what_all_its_accounts_spend() {
    let folder = Folder::new();
    let mut list = vec![with(1, 0), with(2, 0), with(3, 0), with(4, 0)];
    for (at, portfolio) in [(0, "5"), (1, "5"), (2, "6")] {
        list[at].0.portfolio = Some(PortfolioId::new(portfolio).unwrap());
    }
    list[0].0.balance_reminder = Some(false);
    let balance = list[0].1.account.hundredths();
    let files = workspace(&folder, list).await;
    let reading = files.reading();
    let to = date(2026, 11, 16);
    let week = |account: &str, amount| Cost {
        account: AdvertiserId::new(account).unwrap(),
        from: crate::clock::earlier_day(to, 6),
        to,
        amount,
        cash: usd(0),
        ad_credit: usd(0),
        tax: usd(0),
    };
    // Seven thirds of the balance, and a half of that.
    let half = usd(balance
        .checked_mul(7)
        .and_then(|seven| seven.checked_div(6)?.checked_add(1))
        .unwrap());
    let costs = ["1", "2", "3"].map(|account| week(account, half));
    let told = costs.to_vec();
    reading.mirror.put_costs(told, at(NOW)).await.unwrap();
    let alerts = reading.portfolio_alerts(at(NOW)).unwrap();
    let of = |id: &str| alerts.get(&PortfolioId::new(id).unwrap()).copied();
    let alert = |told, computed| Some(Alert { told, computed });
    assert_eq!(of("5"), alert(Some(false), Some(true)));
    assert_eq!(of("6"), alert(None, Some(false)));
    assert_eq!(alerts.len(), 2);
}

#[tokio::test]
async fn the_head_of_the_page_takes_off_what_is_held_back() {
    let folder = Folder::new();
    let files = workspace(&folder, vec![with(1, 0)]).await;
    let reading = files.reading();
    let admin = |id: Option<&str>, name: &str| Member {
        id: id.map(|id| MemberId::new(id).unwrap()),
        name: name.to_owned(),
        email: String::new(),
        role: Role {
            basic: BasicRole::Admin,
            finance: None,
        },
        relation: "BOUND".to_owned(),
    };
    let members = vec![
        admin(Some("5"), "Hanna"),
        admin(None, "Invited"),
        admin(Some("6"), "Ines"),
    ];
    reading.mirror.put_members(members, at(NOW)).await.unwrap();
    let mut draft = draft_number(1, 100);
    draft.account = AdvertiserId::new("1").unwrap();
    record(reading.journal, draft, at(NOW)).await.unwrap();
    let overview = reading.overview(at(NOW)).unwrap().unwrap();
    let valid = facts().bc_balance.valid_voucher;
    assert_eq!(overview.open, usd(100));
    assert_eq!(overview.placeable, Some(valid.minus(usd(100)).unwrap()));
    let asked_by = |id| to_ask(&overview.admins, &MemberId::new(id).unwrap());
    assert_eq!(asked_by("7"), ["Hanna", "Ines"]);
    assert_eq!(asked_by("5"), ["Ines"], "an Admin asks the others");
    let end = overview.earliest_end.unwrap();
    assert_eq!(
        (end.until, end.days, end.left),
        (date(2026, 11, 30), 13, usd(1_999_900))
    );
    let credits = reading.credits(at(NOW)).unwrap().unwrap();
    assert_eq!((credits.own.len(), credits.held.len()), (2, 0));
    assert_eq!(credits.listed, usd(3_999_900));
    assert!(matches!(credits.comparison, Some(Comparison::Open { .. })));
}

/// Ad credit and dates for 10,000 accounts. Every sort and a search stay within a small multiple of reading the same rows
/// once in plain order, measured in the same run: a ratio, because machines differ.
#[tokio::test]
async fn ten_thousand_accounts_are_sorted_and_searched_at_once() {
    let folder = Folder::new();
    let list = (1..=10_000)
        .map(|number| with(number, i64::from(number % 501)))
        .collect();
    let files = workspace(&folder, list).await;
    let reading = files.reading();
    let raw = Connection::open(folder.place().folder.join("journal.sqlite")).unwrap();
    for number in 1..=10_000_u32 {
        let credit = uuid::Uuid::from_u128(7 + u128::from(number % 2));
        raw.prepare_cached("INSERT INTO totals VALUES (?1, ?2, 24310, 'USD', 100, 1)")
            .unwrap()
            .execute(params![number.to_string(), credit.as_bytes()])
            .unwrap();
    }
    raw.execute(
        "ATTACH DATABASE ?1 AS mirror",
        [folder
            .place()
            .folder
            .join("mirror.sqlite")
            .to_string_lossy()],
    )
    .unwrap();
    let plain = || {
        let mut statement = raw
            .prepare("SELECT a.*, b.* FROM mirror.accounts a LEFT JOIN mirror.balances b ON b.account_id = a.id")
            .unwrap();
        let mut rows = statement.query([]).unwrap();
        let mut sum = 0_i64;
        while let Some(row) = rows.next().unwrap() {
            sum = sum.wrapping_add(row.get::<_, i64>("ad_credit").unwrap());
        }
        assert!(sum > 0);
    };
    let mut queries: Vec<AccountQuery> = [
        AccountSort::Name,
        AccountSort::Status,
        AccountSort::AdCredit,
        AccountSort::EarliestEnd,
        AccountSort::Cash,
        AccountSort::BalanceAlert,
    ]
    .map(query)
    .into();
    queries.push(AccountQuery {
        search: "account 77".to_owned(),
        offset: 40,
        ..query(AccountSort::Name)
    });
    for query in queries {
        let (took, plain) = best_in_turns(
            || {
                let window = reading.accounts(&query, at(NOW)).unwrap();
                assert!(!window.rows.is_empty());
            },
            plain,
        );
        println!(
            "{:?} {:?}: {took:?}, plain scan {plain:?}",
            query.sort, query.search
        );
        assert!(
            took < plain.saturating_mul(8),
            "{query:?}: {took:?} against {plain:?}"
        );
    }
}

/// The best of several turns of each, so that other work on the machine slows both or neither.
fn best_in_turns(mut one: impl FnMut(), mut other: impl FnMut()) -> (Duration, Duration) {
    let clock = SystemClock::new();
    let time = |work: &mut dyn FnMut()| {
        let begun = clock.now();
        work();
        clock.now().duration_since(begun).unsigned_abs()
    };
    let turns = (0..9).map(|_| (time(&mut one), time(&mut other)));

    turns.fold((Duration::MAX, Duration::MAX), |best, turn| {
        (best.0.min(turn.0), best.1.min(turn.1))
    })
}

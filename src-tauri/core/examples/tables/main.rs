//! How long the core takes to answer the table of ad accounts: every search, filter and order the window offers, over
//! 10,000 accounts, the first window and one far down. The limit is 50 ms; what a plain scan of the same rows costs in the
//! same run stands beside it.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a measurement for developers; it may stop at the first surprise"
)]

mod book;

use book::{ACCOUNTS, Book};
use desk_core::account::AccountStatus;
use desk_core::review::{AccountQuery, AccountSort, OwnershipFilter, Reading};
use rusqlite::Connection;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_millis(50);
/// Each question is asked so often and the best taken: what else the machine does only ever adds to it.
const TURNS: u32 = 3;
/// The slowest are asked again this often: among thousands some were disturbed in every turn.
const TURNS_AGAIN: u32 = 20;
const ASKED_AGAIN: usize = 40;
/// The slowest that are printed.
const SHOWN: usize = 8;
/// Nothing, a number, a word in a ninth of the names, two words.
const SEARCHES: [&str; 4] = ["", "9876", "cobalt", "ilex yoga"];
const SORTS: [AccountSort; 6] = [
    AccountSort::Name,
    AccountSort::Status,
    AccountSort::AdCredit,
    AccountSort::EarliestEnd,
    AccountSort::Cash,
    AccountSort::BalanceAlert,
];
const OWNERSHIPS: [Option<OwnershipFilter>; 7] = [
    None,
    Some(OwnershipFilter::Owned),
    Some(OwnershipFilter::NotLinked),
    Some(OwnershipFilter::Partner),
    Some(OwnershipFilter::Individual),
    Some(OwnershipFilter::Other),
    Some(OwnershipFilter::Unreadable),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tables");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let book = Book::make(&folder).await;
    let mirror = Connection::open(folder.join("workspace").join("mirror.sqlite")).unwrap();
    let reading = Reading::new(&book.journal, &book.mirror);
    let ask = |query: &AccountQuery, turns| {
        best(turns, || drop(reading.accounts(query, book.now).unwrap()))
    };
    let slowest_first = |took: &mut Vec<(Duration, AccountQuery)>| {
        took.sort_by_key(|(took, _)| std::cmp::Reverse(*took));
    };
    let mut took = queries().map(|query| (ask(&query, TURNS), query)).collect();
    slowest_first(&mut took);
    for (took, query) in took.iter_mut().take(ASKED_AGAIN) {
        *took = (*took).min(ask(query, TURNS_AGAIN));
    }
    slowest_first(&mut took);
    println!(
        "{ACCOUNTS} accounts, {} questions, best of {TURNS} turns each, of {TURNS_AGAIN} more for the slowest; a plain scan of the rows takes {} ms",
        took.len(),
        shown(best(TURNS_AGAIN, || scan(&mirror)))
    );
    for (took, query) in took.iter().take(SHOWN) {
        println!("{:>7} ms  {}", shown(*took), words(query));
    }
    println!("{:>7} ms  in the middle", shown(took[took.len() / 2].0));
    println!(
        "{:>7} ms  the head of the page",
        shown(best(TURNS, || drop(reading.overview(book.now).unwrap())))
    );
    let reached = took[0].0 <= LIMIT;
    println!(
        "yardstick {} ms for the slowest: {}",
        shown(LIMIT),
        if reached { "reached" } else { "missed" }
    );
    drop((book, mirror));
    let _ = std::fs::remove_dir_all(&folder);
    if reached {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn queries() -> impl Iterator<Item = AccountQuery> {
    let statuses = || {
        [
            None,
            Some(AccountStatus::Approved),
            Some(AccountStatus::InReview),
            Some(AccountStatus::Disapproved),
            Some(AccountStatus::Suspended),
            Some(AccountStatus::ContractNotEffective),
            Some(AccountStatus::Disabled),
            Some(AccountStatus::Unknown(String::new())),
        ]
    };
    let narrowed = SEARCHES
        .iter()
        .flat_map(move |search| statuses().map(|status| (*search, status)))
        .flat_map(|(search, status)| {
            OWNERSHIPS.map(|ownership| (search, status.clone(), ownership))
        });
    let sorted = narrowed.flat_map(|narrowed| SORTS.map(|sort| (narrowed.clone(), sort)));

    sorted.flat_map(|((search, status, ownership), sort)| {
        [(false, 0), (true, 0), (false, ACCOUNTS - 50)].map(|(descending, offset)| AccountQuery {
            search: search.to_owned(),
            status: status.clone(),
            ownership,
            sort,
            descending,
            offset,
            limit: 50,
        })
    })
}

fn scan(mirror: &Connection) {
    let mut statement = mirror
        .prepare_cached(
            "SELECT a.*, b.* FROM accounts a LEFT JOIN balances b ON b.account_id = a.id",
        )
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut sum = 0_i64;
    while let Some(row) = rows.next().unwrap() {
        sum += row.get::<_, i64>("ad_credit").unwrap();
    }
    assert!(sum > 0);
}

fn best(turns: u32, mut work: impl FnMut()) -> Duration {
    let turns = (0..turns).map(|_| {
        let begun = Instant::now();
        work();
        begun.elapsed()
    });

    turns.min().unwrap()
}

fn shown(took: Duration) -> String {
    let tenths = took.as_micros() / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn words(query: &AccountQuery) -> String {
    format!(
        "by {:?}{}, from {}, {:?}, {:?}, “{}”",
        query.sort,
        if query.descending { " descending" } else { "" },
        query.offset,
        query.status,
        query.ownership,
        query.search
    )
}

//! What may happen in one step of a random history: requests with and without a fault, what others do, and time.

use super::client::*;
use super::{CENTERS, Run};
use proptest::prelude::*;
use simulator::{Change, Fault, Method, World};

/// One thing that happens.
#[derive(Debug, Clone)]
pub enum Step {
    /// A request to move money, and what goes wrong with it.
    Request {
        center: usize,
        account: usize,
        kind: &'static str,
        amount: i64,
        fault: Option<Fault>,
    },
    /// Something that others do; the change says what, the numbers where and how much.
    Outside {
        kind: usize,
        center: usize,
        account: usize,
        amount: i64,
        days: Option<i64>,
    },
    /// Time passes: accounts spend, credits end.
    Later(i64),
}

/// Any step; requests come most often.
pub fn step() -> impl Strategy<Value = Step> {
    let account = || prop_oneof![2 => Just(0), 5 => 1_usize..8];
    let place = || (0..CENTERS.len(), account());
    let amount = || prop_oneof![1_i64..2_000, 1_000_i64..60_000, 100_000_i64..900_000];
    let kind = prop_oneof![
        4 => Just("RECHARGE grant"),
        2 => Just("RECHARGE cash"),
        3 => Just("REFUND cash"),
        1 => Just("REFUND grant"),
    ];
    let request = (place(), kind, amount(), prop::option::of(fault())).prop_map(
        |((center, account), kind, amount, fault)| Step::Request {
            center,
            account,
            kind,
            amount,
            fault,
        },
    );
    let outside = (0_usize..9, place(), amount(), prop::option::of(0_i64..60)).prop_map(
        |(kind, (center, account), amount, days)| Step::Outside {
            kind,
            center,
            account,
            amount,
            days,
        },
    );
    let passes = prop_oneof![1_i64..7_200, 10_000_i64..20 * 86_400];

    prop_oneof![5 => request, 3 => outside, 2 => passes.prop_map(Step::Later)]
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        Just(Fault::RefuseToConnect),
        Just(Fault::LoseRequest),
        Just(Fault::LoseAnswer),
        (0_i64..900_000).prop_map(Fault::ExecuteLate),
        (0_i64..900_000).prop_map(Fault::Repeat),
        Just(Fault::ServerErrorBefore(502)),
        Just(Fault::ServerErrorAfter(502)),
        Just(Fault::TooManyRequests),
        Just(Fault::Code(50_000)),
        Just(Fault::Truncate),
        Just(Fault::Malform),
        Just(Fault::OtherAccount),
        (0_i64..900_000).prop_map(Fault::RecordsLate),
        Just(Fault::RecordsTwice),
    ]
}

impl Step {
    /// Lets it happen.
    pub fn take(&self, world: &mut World, run: &mut Run) {
        match self {
            Self::Later(seconds) => run.now += seconds,
            Self::Request {
                center,
                account,
                kind,
                amount,
                fault,
            } => ask(
                world,
                run,
                (*center, *account),
                kind,
                *amount,
                fault.as_ref(),
            ),
            Self::Outside {
                kind,
                center,
                account,
                amount,
                days,
            } => {
                let until = days.map(|days| {
                    let day = later(run.now + days * 86_400);
                    day.strftime("%Y-%m-%d").to_string()
                });
                let change = change(*kind, (*center, *account), *amount, until);
                // What cannot be changes nothing, which the checks see.
                let _judged = world.outside(change, later(run.now));
            }
        }
    }
}

fn ask(
    world: &mut World,
    run: &mut Run,
    place: (usize, usize),
    kind: &str,
    amount: i64,
    fault: Option<&Fault>,
) {
    let (bc, reader, account) = found(place);
    let (transfer_type, money) = kind.split_once(' ').unwrap();
    let amount = format!("{}.{:02}", amount / 100, amount % 100);
    let body = format!(
        r#"{{"bc_id":"{bc}","advertiser_id":"{account}","transfer_type":"{transfer_type}","{money}_amount":{amount},"request_id":"{}"}}"#,
        run.arrived
    );
    run.arrived += match fault {
        Some(Fault::RefuseToConnect | Fault::LoseRequest) => 0,
        Some(Fault::Repeat(_)) => 2,
        _ => 1,
    };
    if let Some(fault) = fault {
        world.control().next("bc/transfer/", fault.clone());
    }
    let before = world.truth(later(run.now)).executed.len();
    let request = request(world, reader, Method::Post, "bc/transfer/", "", &body);
    let _heard = world.answer(&request, later(run.now));
    if fault == Some(&Fault::RecordsTwice) {
        let executed = world.truth(later(run.now)).executed;
        let made = executed.iter().skip(before);
        run.twice.extend(made.map(|one| one.transactions.clone()));
    }
}

fn found((center, account): (usize, usize)) -> (&'static str, &'static str, &'static str) {
    let (bc, reader, accounts) = CENTERS[center];

    (bc, reader, accounts[account % accounts.len()])
}

fn change(kind: usize, place: (usize, usize), amount: i64, valid_until: Option<String>) -> Change {
    let (bc_id, _, advertiser_id) = found(place);
    let (bc_id, advertiser_id) = (bc_id.to_owned(), advertiser_id.to_owned());
    match kind {
        0 => Change::PromotionIssued {
            bc_id,
            amount,
            valid_until,
        },
        1 => Change::PromotionExpired { bc_id, amount },
        2 | 3 => Change::ColleagueTransfer {
            advertiser_id,
            amount,
        },
        4 => Change::CreditFromElsewhere {
            advertiser_id,
            amount,
            valid_until,
        },
        5 => Change::TopUp {
            advertiser_id,
            amount,
        },
        6 => Change::CashPaidIn { bc_id, amount },
        7 => Change::AccountStatus {
            advertiser_id,
            status: "STATUS_LIMIT".to_owned(),
        },
        _ => Change::AccountStatus {
            advertiser_id,
            status: "STATUS_ENABLE".to_owned(),
        },
    }
}

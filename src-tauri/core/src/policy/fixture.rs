//! One plain case for tests: an Admin places 500.00 USD of a good credit into an approved account, and nothing is unusual.

use super::{Book, Facts, Permit, permit, review};
use crate::account::AccountBalance;
use crate::account::tests::approved;
use crate::allocation::Draft;
use crate::business_center::{
    Actor, BasicRole, BcBalance, BcStatus, BusinessCenter, FinanceRole, Role, Switches,
};
use crate::clock::Timestamp;
use crate::credit::Source;
use crate::credit::tests::credit;
pub(crate) use crate::credit::tests::{at, usd};
use crate::id::{AllocationId, BcId, MemberId, RequestId, ReviewId, TransactionId};
use crate::money::Currency;
use jiff::civil::date;
use uuid::Uuid;

pub(crate) const ACCOUNT: &str = "7318442099173042117";

pub(crate) fn facts() -> Facts {
    Facts {
        read_at: at("2026-11-17T15:43:50Z"),
        bc: BusinessCenter {
            id: BcId::new("7100000000000000001").unwrap(),
            name: "Halden Row Media".to_owned(),
            currency: Currency::USD,
            status: BcStatus::Enabled,
            kind: "AGENCY".to_owned(),
            zone: "America/New_York".to_owned(),
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
            account: usd(8_712_000),
            remaining: usd(8_340_550),
            frozen: usd(35_000),
            tax: usd(336_450),
            cash: usd(6_148_000),
            valid_cash: usd(5_811_550),
            voucher: usd(2_564_000),
            valid_voucher: usd(2_529_000),
        },
        account: approved(ACCOUNT),
        balance: AccountBalance {
            account: usd(228_040),
            remaining: usd(221_040),
            frozen: usd(0),
            tax: usd(7_000),
            cash: usd(186_040),
            valid_cash: usd(179_040),
            ad_credit: usd(42_000),
            valid_ad_credit: usd(42_000),
            credit_line: None,
        },
        minimum: None,
        portfolios: Vec::new(),
        known_records: vec![TransactionId::new("7900000000000000001").unwrap()],
    }
}

pub(crate) fn book() -> Book {
    Book {
        switches: Switches::default(),
        credit: Some(credit(7, 2_000_000, 1_685_000, Some(date(2026, 11, 30)))),
        listed_left: usd(2_489_000),
        open: usd(0),
        open_here: None,
        earlier: Vec::new(),
        usual: Vec::new(),
        look_alikes: Vec::new(),
        spend_7_days: Some(usd(70_000)),
        used_earlier: usd(0),
        troubled_at: None,
        admins: vec!["Hanna".to_owned(), "Ines".to_owned()],
    }
}

pub(crate) fn draft(hundredths: i64) -> Draft {
    draft_number(1, hundredths)
}

/// Drafts of different numbers have different ids.
pub(crate) fn draft_number(number: u64, hundredths: i64) -> Draft {
    let id = Uuid::from_u128(number.into());
    Draft {
        review: ReviewId(id),
        allocation: AllocationId(id),
        request: RequestId::from_random(number << 1),
        account: facts().account.id,
        source: Source::Credit(credit(7, 0, 0, None).id),
        amount: usd(hundredths),
        note: Some("Autumn push".to_owned()),
    }
}

/// A permit as the flow would get it for a draft, everything acknowledged.
pub(crate) fn permitted(facts: &Facts, book: &Book, draft: Draft, now: Timestamp) -> Permit {
    let review = review(facts, book, draft, now);
    let codes: Vec<String> = review
        .warnings
        .iter()
        .map(|warning| warning.code().to_owned())
        .collect();

    permit(facts, book, &review, &codes, now).unwrap()
}

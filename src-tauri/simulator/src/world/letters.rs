//! The letters in which TikTok would have announced each ad credit: what people know and the API does not tell (R161).

use jiff::civil::{Date, date};

/// A credit of a Business Center.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Name of the credit.
    pub name: &'static str,
    /// The whole amount, hundredths.
    pub amount: i64,
    /// What was left of it when practice begins, hundredths.
    pub left: i64,
    /// Day of issue.
    pub issued: Date,
    /// First valid day.
    pub valid_from: Date,
    /// Last valid day, in the Business Center's zone.
    pub valid_until: Date,
    /// `FREE` or `CONDITIONAL`.
    pub kind: &'static str,
    /// Verbatim.
    pub restrictions: &'static str,
    /// Which letter it was.
    pub terms: &'static str,
}

/// A credit that an account got without its Business Center.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLetter {
    /// The account.
    pub advertiser_id: &'static str,
    /// `INCENTIVE_CENTER`, `ADS_MANAGER` or `PROMOTIONAL_CODE`.
    pub origin: &'static str,
    /// Its terms; `kind` may be `ASSIGNABLE` here.
    pub letter: Letter,
}

/// The credits of the Business Center at this place.
#[must_use]
pub fn of_center(place: usize) -> Vec<Letter> {
    match place {
        0 => vec![
            Letter {
                name: "Summer launch grant",
                amount: 1_200_000,
                left: 64_000,
                issued: date(2026, 7, 28),
                valid_from: date(2026, 8, 1),
                valid_until: date(2026, 10, 31),
                kind: "FREE",
                restrictions: "Valid for all campaigns of approved accounts. Unused value is forfeited at the end date.",
                terms: "Settlement letter, 28 Jul 2026",
            },
            Letter {
                name: "Autumn reach grant",
                amount: 2_000_000,
                left: 315_000,
                issued: date(2026, 8, 28),
                valid_from: date(2026, 9, 1),
                valid_until: date(2026, 11, 30),
                kind: "FREE",
                restrictions: "Valid for auction campaigns delivered in the United States, Canada and Mexico. Not valid for reservation buying, political content or age-restricted goods. Unused value is forfeited at the end date.",
                terms: "Settlement letter, 28 Aug 2026",
            },
            Letter {
                name: "Creator week grant",
                amount: 150_000,
                left: 6_000,
                issued: date(2026, 9, 14),
                valid_from: date(2026, 9, 15),
                valid_until: date(2026, 12, 15),
                kind: "FREE",
                restrictions: "Valid for Spark Ads only.",
                terms: "E-mail of 14 Sep 2026",
            },
            Letter {
                name: "Q4 joint plan credit",
                amount: 3_000_000,
                left: 1_434_000,
                issued: date(2026, 9, 30),
                valid_from: date(2026, 10, 1),
                valid_until: date(2026, 12, 31),
                kind: "FREE",
                restrictions: "Valid for auction campaigns of accounts named in the joint business plan. No reservation buying.",
                terms: "Joint business plan 2026, annex 3",
            },
            Letter {
                name: "New-format test credit",
                amount: 500_000,
                left: 484_000,
                issued: date(2026, 10, 12),
                valid_from: date(2026, 10, 15),
                valid_until: date(2027, 1, 13),
                kind: "CONDITIONAL",
                restrictions: "Applies to search ads once the account has spent 200.00 USD of cash on them in the same month.",
                terms: "Test agreement, 12 Oct 2026",
            },
            Letter {
                name: "Make-good, case 20817",
                amount: 250_000,
                left: 250_000,
                issued: date(2026, 11, 9),
                valid_from: date(2026, 11, 9),
                valid_until: date(2027, 2, 8),
                kind: "FREE",
                restrictions: "No restrictions beyond TikTok's general terms.",
                terms: "Case 20817, decision of 9 Nov 2026",
            },
        ],
        1 => vec![
            Letter {
                name: "Autumn partner grant",
                amount: 800_000,
                left: 520_000,
                issued: date(2026, 9, 20),
                valid_from: date(2026, 9, 21),
                valid_until: date(2026, 12, 20),
                kind: "FREE",
                restrictions: "Valid for auction campaigns delivered in Germany, Austria and Switzerland.",
                terms: "Settlement letter, 20 Sep 2026",
            },
            Letter {
                name: "Loyalty credit 2026",
                amount: 300_000,
                left: 300_000,
                issued: date(2026, 11, 2),
                valid_from: date(2026, 11, 2),
                valid_until: date(2027, 1, 31),
                kind: "FREE",
                restrictions: "No restrictions beyond TikTok's general terms.",
                terms: "Settlement letter, 2 Nov 2026",
            },
        ],
        _ => vec![Letter {
            name: "Welcome back grant",
            amount: 120_000,
            left: 90_000,
            issued: date(2026, 10, 20),
            valid_from: date(2026, 10, 20),
            valid_until: date(2027, 1, 18),
            kind: "FREE",
            restrictions: "Valid for all campaigns of approved accounts.",
            terms: "E-mail of 20 Oct 2026",
        }],
    }
}

/// What the total of the Business Center at this place holds beyond its letters, hundredths.
#[must_use]
pub fn unlisted(place: usize) -> i64 {
    if place == 0 { 75_000 } else { 0 }
}

/// Credits that accounts got elsewhere.
#[must_use]
pub fn of_accounts() -> Vec<AccountLetter> {
    vec![
        AccountLetter {
            advertiser_id: "7318442099173042117",
            origin: "INCENTIVE_CENTER",
            letter: Letter {
                name: "Creator trial coupon",
                amount: 15_000,
                left: 15_000,
                issued: date(2026, 10, 20),
                valid_from: date(2026, 10, 20),
                valid_until: date(2027, 1, 18),
                kind: "ASSIGNABLE",
                restrictions: "Must be assigned to a campaign in Ads Manager, or it is never used.",
                terms: "Incentive Center, application of 20 Oct 2026",
            },
        },
        AccountLetter {
            advertiser_id: "7319987705524418366",
            origin: "PROMOTIONAL_CODE",
            letter: Letter {
                name: "Search ads starter code",
                amount: 20_000,
                left: 20_000,
                issued: date(2026, 11, 3),
                valid_from: date(2026, 11, 3),
                valid_until: date(2027, 2, 1),
                kind: "CONDITIONAL",
                restrictions: "Applies once 100.00 USD of cash were spent on search ads after activation.",
                terms: "Promotional code, activated 3 Nov 2026",
            },
        },
    ]
}

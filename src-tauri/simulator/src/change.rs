//! What other people and TikTok do meanwhile: changes that no client of the API asked for.

use crate::store::StoreError;
use crate::world::{Basic, Finance};
use serde::{Deserialize, Serialize};

/// One change from outside. Amounts are hundredths, days are `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// A member gets another role, joins, or leaves.
    Role {
        /// The Business Center.
        bc_id: String,
        /// The person.
        user_id: String,
        /// `ADMIN`, `STANDARD`; without it the person is no member any more.
        user_role: Option<Basic>,
        /// `MANAGER`, `ANALYST`, or none.
        finance_role: Option<Finance>,
    },
    /// A person takes back every consent: all tokens that speak for them are over.
    AuthorizationCancelled {
        /// The person.
        user_id: String,
    },
    /// An account gets another detailed status: suspended, approved, anything TikTok may invent.
    AccountStatus {
        /// The account.
        advertiser_id: String,
        /// `STATUS_…`
        status: String,
    },
    /// An account gets another owner, or its link another state.
    Ownership {
        /// The account.
        advertiser_id: String,
        /// `OWNER_BC`, `OWNER_PARTNER`, `OWNER_INDIVIDUAL`
        relation_type: String,
        /// `BOUND`, `PENDING`, `REJECTED`, `UNBOUND`
        relation_status: String,
    },
    /// A Business Center gets another status.
    CenterStatus {
        /// The Business Center.
        bc_id: String,
        /// `ENABLE`, `REVIEWING`, `DENY`, `PUNISH`, or anything else.
        status: String,
    },
    /// TikTok gives a Business Center ad credit.
    PromotionIssued {
        /// The Business Center.
        bc_id: String,
        /// How much.
        amount: i64,
        /// Last valid day in the Business Center's zone; without it the credit never ends.
        valid_until: Option<String>,
    },
    /// Ad credit of a Business Center ends before its day; what ends first goes first.
    PromotionExpired {
        /// The Business Center.
        bc_id: String,
        /// How much.
        amount: i64,
    },
    /// A colleague places ad credit on the web page.
    ColleagueTransfer {
        /// The account; its Business Center pays.
        advertiser_id: String,
        /// How much.
        amount: i64,
    },
    /// Ad credit reaches an account without its Business Center, whose balance stays as it is.
    CreditFromElsewhere {
        /// The account.
        advertiser_id: String,
        /// How much.
        amount: i64,
        /// Last valid day in the account's zone; without it the credit never ends.
        valid_until: Option<String>,
    },
    /// Somebody pays cash in to an account.
    TopUp {
        /// The account.
        advertiser_id: String,
        /// How much.
        amount: i64,
    },
    /// Somebody pays cash in to a Business Center.
    CashPaidIn {
        /// The Business Center.
        bc_id: String,
        /// How much.
        amount: i64,
    },
}

/// Why a change did not happen.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// Nobody or nothing of that name is here.
    #[error("there is no {0:?} here")]
    NoSuch(String),
    /// Amounts are above zero.
    #[error("an amount must be above zero")]
    NotPositive,
    /// More than there is.
    #[error("there is not that much ad credit")]
    NotEnough,
    /// It could not be kept, so it did not happen.
    #[error(transparent)]
    Store(#[from] StoreError),
}

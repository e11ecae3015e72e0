//! What TikTok does not document, each with a name and the default chosen here (API facts 8).

use serde::{Deserialize, Serialize};

/// The behaviours marked UNKNOWN, SEEN or CONFLICT in the facts. As JSON for the program: what is left out keeps its default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Whether an Admin without a finance role may transfer. Default yes (R13); TikTok was seen to refuse it.
    pub plain_admin_may_transfer: bool,
    /// Whether an Admin without a finance role sees balances, records and costs. Default yes (R13); newer pages say no.
    pub plain_admin_sees_finance: bool,
    /// Whether a Finance Analyst may transfer. Default no (R10).
    pub analyst_may_transfer: bool,
    /// The code that refuses a transfer for want of a finance role; 40001 and 40002 were seen. Default 40001.
    pub finance_refusal_code: i64,

    /// Whether a repeated `request_id` moves nothing again. Default no: nothing promises it for ad accounts.
    pub request_id_deduplicates: bool,
    /// For how many seconds a `request_id` is remembered, where it counts. Default a day.
    pub duplicate_window_seconds: i64,
    /// Whether a repeat that moves nothing is answered like the first, instead of with 40050. Default no.
    pub repeats_are_answered_again: bool,
    /// For how many seconds an equal transfer is taken for a duplicate (40050), whatever its `request_id`. Default 0, never.
    pub equal_transfer_window_seconds: i64,
    /// Whether a `request_id` must be the text of a 64-bit integer. Default no: others were seen to be accepted.
    pub checks_request_id: bool,
    /// Whether accounts of others with billing sharing take ad credit, as they take cash. Default no (R22).
    pub billing_shared_takes_ad_credit: bool,
    /// The code that refuses ad credit on its way out of an account. Default 40002; it never succeeds (R52).
    pub voucher_refund_code: i64,
    /// The largest amount of one transfer, hundredths. Default none.
    pub largest_transfer: Option<i64>,
    /// The smallest amount of cash, hundredths of any currency. Default 1000: 10 was seen to work, 1 was not.
    pub least_cash: i64,
    /// Whether cash and ad credit may move in one call, both or neither. Default no.
    pub mixes_kinds: bool,
    /// Whether a Business Center that is not `ENABLE` cannot transfer. Default yes (R3).
    pub center_must_be_enabled: bool,
    /// Whether a transfer between different currencies is refused. Default yes; where not, the number stays and is not converted.
    pub refuses_other_currency: bool,
    /// Whether decimals are refused for currencies without them. Default yes.
    pub refuses_needless_decimals: bool,
    /// Whether decimals beyond those allowed are rounded, half away from zero, instead of refused. Default no.
    pub rounds_amounts: bool,
    /// Whether the ad credit that ends first is drawn first; else the one that came last. Default yes.
    pub draws_earliest_end_first: bool,
    /// Whether the end date travels with the ad credit into the account; else it never ends there. Default yes (R97).
    pub end_travels: bool,
    /// Whether `transaction_infos` is in the answer of a transfer. Default yes; older answers lack it.
    pub tells_transactions: bool,

    /// Longest time until a transfer's records can be read, in seconds; each transfer draws its own. Default 40.
    pub record_delay_seconds: i64,
    /// Whether records come newest first. Default yes, as one integration relies on.
    pub newest_first: bool,
    /// Whether amounts of outgoing records are negative. Default no: the direction is in `amount_type` only.
    pub signed_amounts: bool,
    /// Whether both records of a transfer have the same `transaction_id`. Default no.
    pub one_transaction_id: bool,
    /// `transaction_type` of money leaving the Business Center for an account, at its own level. Default `DECREASE_BALANCE`.
    pub type_at_center: String,
    /// The same at account level. Default `INCREASE_BALANCE`. Money coming back has the two the other way round.
    pub type_at_account: String,
    /// Tax that records of transfers add to what was moved, in percent. Default 0.
    pub transfer_tax_percent: i64,
    /// Whether the older list of the Business Center has negative amounts for what went out. Default yes.
    pub older_list_is_signed: bool,
    /// Whether its `date` counts milliseconds; else seconds. Default no.
    pub older_list_in_milliseconds: bool,
    /// Whether its days are those of UTC; else of the Business Center's zone. Default no.
    pub older_list_in_utc: bool,

    /// Whether amounts of currencies without decimals are told with two. Default yes, as balances are documented.
    pub tells_needless_decimals: bool,
    /// How many whole UTC days the costs lag behind, today being the first. Default 0.
    pub cost_lag_days: i64,
    /// How many hours after its end a day's report splits cash from ad credit; 24 to 48 are documented. Default 24.
    pub split_lag_hours: i64,
    /// Whether `advertiser/info` tells `owner_bc_id`. Default yes.
    pub tells_owner: bool,
    /// Under which key the list of portfolios comes. Default `payment_portfolio_list`.
    pub portfolio_list_key: PortfolioListKey,
    /// Whether a Business Center without a portfolio is refused the list (40118); else the list is empty. Default no.
    pub refuses_portfolios_elsewhere: bool,
    /// Whether `core_user_id` is the `user_id` of the members' list. Default yes.
    pub core_user_id_is_user_id: bool,

    /// Whether the Basic level's rate limits apply (10 a second, 600 a minute). Default yes.
    pub limits_rates: bool,
    /// How long every call is refused after one too many in a minute. Default 300 seconds.
    pub minute_limit_pause_seconds: i64,
}

/// The three keys that were told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PortfolioListKey {
    /// As one restatement has it.
    PaymentPortfolioList,
    /// Seen in production.
    PaymentPortfolios,
    /// Seen in production.
    List,
}

impl PortfolioListKey {
    /// The key itself.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::PaymentPortfolioList => "payment_portfolio_list",
            Self::PaymentPortfolios => "payment_portfolios",
            Self::List => "list",
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            plain_admin_may_transfer: true,
            plain_admin_sees_finance: true,
            analyst_may_transfer: false,
            finance_refusal_code: 40_001,
            request_id_deduplicates: false,
            duplicate_window_seconds: 86_400,
            repeats_are_answered_again: false,
            equal_transfer_window_seconds: 0,
            checks_request_id: false,
            billing_shared_takes_ad_credit: false,
            voucher_refund_code: 40_002,
            largest_transfer: None,
            least_cash: 1_000,
            mixes_kinds: false,
            center_must_be_enabled: true,
            refuses_other_currency: true,
            refuses_needless_decimals: true,
            rounds_amounts: false,
            draws_earliest_end_first: true,
            end_travels: true,
            tells_transactions: true,
            record_delay_seconds: 40,
            newest_first: true,
            signed_amounts: false,
            one_transaction_id: false,
            type_at_center: "DECREASE_BALANCE".to_owned(),
            type_at_account: "INCREASE_BALANCE".to_owned(),
            transfer_tax_percent: 0,
            older_list_is_signed: true,
            older_list_in_milliseconds: false,
            older_list_in_utc: false,
            tells_needless_decimals: true,
            cost_lag_days: 0,
            split_lag_hours: 24,
            tells_owner: true,
            portfolio_list_key: PortfolioListKey::PaymentPortfolioList,
            refuses_portfolios_elsewhere: false,
            core_user_id_is_user_id: true,
            limits_rates: true,
            minute_limit_pause_seconds: 300,
        }
    }
}

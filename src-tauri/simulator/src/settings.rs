//! What TikTok does not document, each with a name and the default chosen here (API facts 8).

/// The behaviours marked UNKNOWN or only SEEN in the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whether an Admin without a finance role may transfer. Default yes (R13); TikTok was seen to refuse it.
    pub plain_admin_may_transfer: bool,
    /// Whether a repeated `request_id` is answered with 40050 instead of moving money again. Default no: nothing promises it.
    pub request_id_deduplicates: bool,
    /// Longest time until a transfer's records can be read, in seconds; each transfer draws its own. Default 40.
    pub record_delay_seconds: i64,
    /// Whether records come newest first. Default yes, as one integration relies on.
    pub newest_first: bool,
    /// Whether amounts of outgoing records are negative. Default no: the direction is in `amount_type` only.
    pub signed_amounts: bool,
    /// Whether both records of a transfer have the same `transaction_id`. Default no.
    pub one_transaction_id: bool,
    /// Whether a transfer between different currencies is refused. Default yes.
    pub refuses_other_currency: bool,
    /// Whether decimals are refused for currencies without them. Default yes.
    pub refuses_needless_decimals: bool,
    /// Whether cash and ad credit may move in one call. Default no.
    pub mixes_kinds: bool,
    /// Whether the Basic level's rate limits apply (10 a second, 600 a minute). Default yes.
    pub limits_rates: bool,
    /// Whether `transaction_infos` is in the answer of a transfer. Default yes; older answers lack it.
    pub tells_transactions: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            plain_admin_may_transfer: true,
            request_id_deduplicates: false,
            record_delay_seconds: 40,
            newest_first: true,
            signed_amounts: false,
            one_transaction_id: false,
            refuses_other_currency: true,
            refuses_needless_decimals: true,
            mixes_kinds: false,
            limits_rates: true,
            tells_transactions: true,
        }
    }
}

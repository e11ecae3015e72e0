//! What a transfer is asked to move: the body, its kinds of money, and each amount to the hundredth.

use super::{Refusal, refuse};
use crate::currency;
use crate::event::Kind;
use crate::world::{Account, World};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::str::FromStr;

/// The body of `bc/transfer/`; amounts stay as they are written, since no float could be trusted to read them.
#[derive(Debug, Deserialize)]
pub struct Body<'a> {
    pub bc_id: Option<String>,
    pub advertiser_id: Option<String>,
    pub transfer_type: Option<String>,
    pub transfer_level: Option<String>,
    #[serde(borrow)]
    cash_amount: Option<&'a RawValue>,
    #[serde(borrow)]
    grant_amount: Option<&'a RawValue>,
    #[serde(borrow)]
    amount_info: Option<Amounts<'a>>,
    pub payment_portfolio_id: Option<String>,
    pub request_id: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Amounts<'a> {
    #[serde(borrow)]
    cash_amount: Option<&'a RawValue>,
    #[serde(borrow)]
    grant_amount: Option<&'a RawValue>,
    #[serde(borrow)]
    credit_amount: Option<&'a RawValue>,
}

/// One kind of money and how much of it, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Cash or ad credit.
    pub kind: Kind,
    /// Above zero.
    pub amount: i64,
}

/// What is to be moved: one part, or two where kinds may be mixed.
pub fn parts(world: &World, body: &Body<'_>, account: &Account) -> Result<Vec<Part>, Refusal> {
    // Where the newer form is there, the older one is not looked at (API facts 4.4).
    let (cash, grant, line) = match &body.amount_info {
        Some(info) => (info.cash_amount, info.grant_amount, info.credit_amount),
        None => (body.cash_amount, body.grant_amount, None),
    };
    if line.is_some() {
        return refuse(
            40_002,
            "credit_amount: not available for this Business Center.",
        );
    }
    if cash.is_some() && grant.is_some() && !world.options.settings.mixes_kinds {
        return refuse(
            40_002,
            "Only one kind of amount is accepted in one request.",
        );
    }
    let mut parts = Vec::new();
    for (kind, raw) in [(Kind::Cash, cash), (Kind::Grant, grant)] {
        if let Some(raw) = raw {
            let amount = hundredths(world, raw, account)?;
            parts.push(Part { kind, amount });
        }
    }
    if parts.is_empty() {
        return refuse(
            40_002,
            "One of cash_amount, grant_amount or amount_info is required.",
        );
    }

    Ok(parts)
}

fn hundredths(world: &World, raw: &RawValue, account: &Account) -> Result<i64, Refusal> {
    let settings = &world.options.settings;
    let written = raw.get();
    let read = Decimal::from_str(written).or_else(|_| Decimal::from_scientific(written));
    let Ok(mut units) = read else {
        return refuse(40_002, "amount: Not a valid number.");
    };
    if units <= Decimal::ZERO {
        return refuse(40_002, "amount: Must be greater than 0.");
    }
    let is_whole = settings.refuses_needless_decimals && currency::is_whole(account.currency);
    let decimals = if is_whole { 0 } else { 2 };
    if units.normalize().scale() > decimals {
        if !settings.rounds_amounts {
            return refuse(40_002, "amount: Too many decimal places.");
        }
        units = units.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        if units.is_zero() {
            return refuse(40_002, "amount: Must be greater than 0.");
        }
    }
    let hundredths = units
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|units| i64::try_from(units).ok());
    match (hundredths, settings.largest_transfer) {
        (None, _) => refuse(40_002, "amount: Too large."),
        (Some(amount), Some(largest)) if amount > largest => refuse(40_002, "amount: Too large."),
        (Some(amount), _) => Ok(amount),
    }
}

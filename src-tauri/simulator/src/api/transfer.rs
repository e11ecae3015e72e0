//! `bc/transfer/`: the one call that moves money, with every rule that TikTok enforces (API facts 4.4).

use super::balances::movable;
use super::{Answer, Refusal, Standing, refuse, standing};
use crate::event::{Drawn, Event, Kind};
use crate::fault::Fault;
use crate::json::{Json, text, whole};
use crate::world::{Account, Finance, Person, World};
use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::str::FromStr;

#[derive(Debug, Deserialize)]
struct Body<'a> {
    bc_id: Option<String>,
    advertiser_id: Option<String>,
    transfer_type: Option<String>,
    transfer_level: Option<String>,
    #[serde(borrow)]
    cash_amount: Option<&'a RawValue>,
    #[serde(borrow)]
    grant_amount: Option<&'a RawValue>,
    #[serde(borrow)]
    amount_info: Option<Amounts<'a>>,
    payment_portfolio_id: Option<String>,
    request_id: Option<String>,
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

/// Moves money, or says why not. What it answers with code 0 is durable.
pub fn transfer(
    world: &mut World,
    person: &Person,
    body: &[u8],
    fault: Option<&Fault>,
    now: Timestamp,
) -> Answer {
    let Ok(body) = serde_json::from_slice::<Body>(body) else {
        return refuse(40_002, "Invalid JSON body.");
    };
    let bc_id = needed(body.bc_id.as_deref(), "bc_id")?;
    let standing = standing(world, person, bc_id)?;
    may_transfer(world, standing)?;
    if body.transfer_level.as_deref().unwrap_or("ADVERTISER") != "ADVERTISER" {
        return refuse(
            40_001,
            "No permission: this Business Center has no monthly invoicing.",
        );
    }
    let advertiser_id = needed(body.advertiser_id.as_deref(), "advertiser_id")?;
    let place = super::balances::account_of(world, standing.bc, advertiser_id)?;
    let Some(account) = world.accounts.get(place).cloned() else {
        return refuse(40_007, "The account does not exist.");
    };
    let recharge = match needed(body.transfer_type.as_deref(), "transfer_type")? {
        "RECHARGE" => true,
        "REFUND" => false,
        _ => return refuse(40_002, "transfer_type: Not a valid choice."),
    };
    let (kind, amount) = one_kind(world, &body, &account)?;
    names_portfolio(world, standing, body.payment_portfolio_id.as_deref())?;
    can_take_part(world, standing, &account)?;
    if world.options.settings.request_id_deduplicates
        && is_repeated(world, body.request_id.as_deref())
    {
        return refuse(40_050, "Duplicated requests have been sent.");
    }
    let drawn = covered(
        world,
        (standing.bc, place),
        &account,
        kind,
        recharge,
        amount,
        now,
    )?;
    let event = Event::Transfer {
        bc: standing.bc,
        account: place,
        kind,
        amount: if recharge { amount } else { -amount },
        drawn,
        request_id: body.request_id,
        delay: delay(world, fault),
        twice: fault == Some(&Fault::RecordsTwice),
        outside: false,
    };
    if world.change(now.as_microsecond(), event).is_err() {
        return refuse(50_000, "System error.");
    }

    Ok(told(world, bc_id, advertiser_id, kind, recharge))
}

fn needed<'a>(value: Option<&'a str>, name: &str) -> Result<&'a str, Refusal> {
    value.map_or_else(
        || refuse(40_002, format!("{name}: Missing data for required field.")),
        Ok,
    )
}

/// R12, R13; whether a plain Admin may is a setting.
fn may_transfer(world: &World, standing: Standing) -> Result<(), Refusal> {
    let allowed = match standing.finance {
        Some(Finance::Manager) => true,
        _ if standing.admin => {
            world.options.settings.plain_admin_may_transfer
                || world
                    .centers
                    .get(standing.bc)
                    .is_some_and(|center| !center.finance_roles)
        }
        _ => false,
    };

    if allowed {
        Ok(())
    } else {
        refuse(
            40_001,
            "No finance permission: the finance manager role is needed.",
        )
    }
}

fn one_kind(world: &World, body: &Body, account: &Account) -> Result<(Kind, i64), Refusal> {
    let (cash, grant, credit) = match &body.amount_info {
        Some(info) => (info.cash_amount, info.grant_amount, info.credit_amount),
        None => (body.cash_amount, body.grant_amount, None),
    };
    if credit.is_some() {
        return refuse(
            40_002,
            "credit_amount: not available for this Business Center.",
        );
    }
    match (cash, grant) {
        (Some(cash), None) => Ok((Kind::Cash, hundredths(world, cash, account)?)),
        (None, Some(grant)) => Ok((Kind::Grant, hundredths(world, grant, account)?)),
        (None, None) => refuse(
            40_002,
            "One of cash_amount, grant_amount or amount_info is required.",
        ),
        (Some(_), Some(_)) => refuse(
            40_002,
            "Only one kind of amount is accepted in one request.",
        ),
    }
}

fn hundredths(world: &World, raw: &RawValue, account: &Account) -> Result<i64, Refusal> {
    const WHOLE: [&str; 9] = [
        "JPY", "KRW", "VND", "IDR", "TWD", "HUF", "CLP", "ISK", "PYG",
    ];
    let Ok(units) = Decimal::from_str(raw.get()) else {
        return refuse(40_002, "amount: Not a valid number.");
    };
    if units <= Decimal::ZERO {
        return refuse(40_002, "amount: Must be greater than 0.");
    }
    let is_whole =
        world.options.settings.refuses_needless_decimals && WHOLE.contains(&account.currency);
    if units.normalize().scale() > if is_whole { 0 } else { 2 } {
        return refuse(40_002, "amount: Too many decimal places.");
    }
    let hundredths = units
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|units| i64::try_from(units).ok());

    hundredths.map_or_else(|| refuse(40_002, "amount: Too large."), Ok)
}

/// R109; each simulated Business Center has one portfolio at most, so that naming it is allowed but not needed.
fn names_portfolio(world: &World, standing: Standing, named: Option<&str>) -> Result<(), Refusal> {
    let portfolio = world
        .centers
        .get(standing.bc)
        .and_then(|center| center.portfolio.as_ref());
    match named {
        Some(id) if portfolio.is_none_or(|portfolio| portfolio.id != id) => {
            refuse(40_002, "Can not find the paInfo, please specify paId.")
        }
        _ => Ok(()),
    }
}

/// R20 to R33.
fn can_take_part(world: &World, standing: Standing, account: &Account) -> Result<(), Refusal> {
    if !account.is_owned() {
        return refuse(
            40_001,
            "No permission: the Business Center does not own this ad account.",
        );
    }
    if account.status != "STATUS_ENABLE" {
        return refuse(
            40_002,
            "The account is in an abnormal state and cannot be used for top-up.",
        );
    }
    let center = world.centers.get(standing.bc);
    if center.is_none_or(|center| center.status != "ENABLE") {
        return refuse(
            40_001,
            "No permission: the Business Center is not in an enabled state.",
        );
    }
    let same = center.is_some_and(|center| center.currency == account.currency);
    if world.options.settings.refuses_other_currency && !same {
        return refuse(
            40_002,
            "The currencies of the Business Center and the ad account differ.",
        );
    }

    Ok(())
}

fn is_repeated(world: &World, request_id: Option<&str>) -> bool {
    request_id.is_some_and(|id| {
        world
            .executed
            .iter()
            .any(|executed| executed.request_id.as_deref() == Some(id))
    })
}

fn covered(
    world: &mut World,
    (bc, place): (usize, usize),
    account: &Account,
    kind: Kind,
    recharge: bool,
    amount: i64,
    now: Timestamp,
) -> Result<Vec<Drawn>, Refusal> {
    let at = now.as_microsecond();
    match (kind, recharge) {
        (Kind::Grant, false) => refuse(
            40_002,
            "Voucher balance cannot be transferred out of an ad account.",
        ),
        (Kind::Grant, true) => {
            if amount < account.least_grant {
                return refuse(40_002, "amountToTransfer is less than transferableAmount");
            }
            if amount > world.valid_voucher(bc, at) {
                return refuse(51_060, "coupon balance not enough");
            }
            world
                .draw_lots(bc, amount, at)
                .map_or_else(|| refuse(51_060, "coupon balance not enough"), Ok)
        }
        (Kind::Cash, recharge) => {
            let center = world.centers.get(bc).cloned();
            if center
                .as_ref()
                .is_some_and(|center| center.portfolio.is_some())
            {
                return refuse(
                    40_002,
                    "Cash cannot be transferred while balance sharing is on.",
                );
            }
            world.advance(place, at);
            let held = center.map_or(0, |center| center.frozen_cash + center.tax);
            let enough = if recharge {
                amount >= 1_000 && amount <= world.cash.get(bc).copied().unwrap_or(0) - held
            } else {
                let purse = world.purses.get(place);
                amount
                    <= purse.map_or(0, |purse| {
                        movable(account, purse.cash, purse.last_spend, at)
                    })
            };

            if enough {
                Ok(Vec::new())
            } else {
                refuse(40_002, "amountToTransfer is less than transferableAmount")
            }
        }
    }
}

fn delay(world: &World, fault: Option<&Fault>) -> i64 {
    if let Some(Fault::RecordsLate(seconds)) = fault {
        *seconds
    } else {
        world.record_delay()
    }
}

fn told(world: &World, bc_id: &str, advertiser_id: &str, kind: Kind, recharge: bool) -> Json {
    if !world.options.settings.tells_transactions {
        return Json::Object(vec![
            ("bc_id", text(bc_id)),
            ("advertiser_id", text(advertiser_id)),
        ]);
    }
    let side = |is_bc: bool| {
        let (kind, id) = if is_bc {
            ("BC", bc_id)
        } else {
            ("ADVERTISER", advertiser_id)
        };
        Json::Object(vec![("account_type", text(kind)), ("account_id", text(id))])
    };
    let ids = world
        .executed
        .last()
        .map(|executed| executed.transactions.to_vec())
        .unwrap_or_default();
    let infos = ids.into_iter().map(|id| {
        Json::Object(vec![
            ("transaction_id", text(id)),
            (
                "transaction_type",
                text(if kind == Kind::Grant { "GRANT" } else { "CASH" }),
            ),
            ("payee_account", side(!recharge)),
            ("remitter_account", side(recharge)),
        ])
    });

    // Numbers above 2^53, as documented.
    Json::Object(vec![
        ("bc_id", whole(bc_id)),
        ("advertiser_id", whole(advertiser_id)),
        ("transaction_infos", Json::List(infos.collect())),
    ])
}

//! `bc/transfer/`: the one call that moves money, with every rule that TikTok enforces (API facts 4.4).

use super::amounts::{Body, Part, parts};
use super::balances::{account_of, movable};
use super::{Answer, Refusal, Standing, refuse, standing};
use crate::event::{Drawn, Event, Kind};
use crate::fault::Fault;
use crate::json::{Json, text, whole};
use crate::truth::Executed;
use crate::world::{Account, Finance, Person, World};
use jiff::Timestamp;

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
    let standing = standing(world, person, needed(body.bc_id.as_deref(), "bc_id")?)?;
    may_transfer(world, standing)?;
    match body.transfer_level.as_deref().unwrap_or("ADVERTISER") {
        "ADVERTISER" => {}
        "BC" => {
            return refuse(
                40_001,
                "No permission: this Business Center has no monthly invoicing.",
            );
        }
        _ => return refuse(40_002, "transfer_level: Not a valid choice."),
    }
    let advertiser_id = needed(body.advertiser_id.as_deref(), "advertiser_id")?;
    let place = account_of(world, standing.bc, advertiser_id)?;
    let Some(account) = world.accounts.get(place).cloned() else {
        return refuse(40_007, "The account does not exist.");
    };
    let recharge = match needed(body.transfer_type.as_deref(), "transfer_type")? {
        "RECHARGE" => true,
        "REFUND" => false,
        _ => return refuse(40_002, "transfer_type: Not a valid choice."),
    };
    well_called(world, body.request_id.as_deref())?;
    let parts = parts(world, &body, &account)?;
    names_portfolio(world, standing, body.payment_portfolio_id.as_deref())?;
    can_take_part(world, standing, &account, &parts)?;
    if let Some(first) = repeated(world, &body, advertiser_id, recharge, &parts, now) {
        return again(world, &first, recharge);
    }
    let mut events = Vec::new();
    for part in &parts {
        let route = (standing.bc, place);
        let drawn = covered(world, route, &account, recharge, *part, now)?;
        events.push(Event::Transfer {
            bc: standing.bc,
            account: place,
            kind: part.kind,
            amount: signed(*part, recharge),
            drawn,
            request_id: body.request_id.clone(),
            delay: delay(world, fault),
            twice: fault == Some(&Fault::RecordsTwice),
            outside: false,
        });
    }
    let before = world.executed.len();
    if world.change_all(now.as_microsecond(), events).is_err() {
        return refuse(50_000, "System error.");
    }
    let made = world.executed.get(before..).unwrap_or_default().to_vec();

    Ok(told(world, &made, recharge))
}

fn needed<'a>(value: Option<&'a str>, name: &str) -> Result<&'a str, Refusal> {
    value.map_or_else(
        || refuse(40_002, format!("{name}: Missing data for required field.")),
        Ok,
    )
}

fn signed(part: Part, recharge: bool) -> i64 {
    if recharge { part.amount } else { -part.amount }
}

/// R12, R13; whether a plain Admin or an Analyst may is a setting.
fn may_transfer(world: &World, standing: Standing) -> Result<(), Refusal> {
    let settings = &world.options.settings;
    let by_role = match standing.finance {
        Some(Finance::Manager) => true,
        Some(Finance::Analyst) => settings.analyst_may_transfer,
        None => false,
    };
    let as_admin =
        standing.admin && (settings.plain_admin_may_transfer || !standing.finance_roles_apply);

    if by_role || as_admin {
        Ok(())
    } else {
        refuse(
            settings.finance_refusal_code,
            "No finance permission: the finance manager role is needed.",
        )
    }
}

fn well_called(world: &World, request_id: Option<&str>) -> Result<(), Refusal> {
    let is_integer = request_id.is_none_or(|id| id.parse::<i64>().is_ok());

    if is_integer || !world.options.settings.checks_request_id {
        Ok(())
    } else {
        refuse(40_002, "request_id: Not a valid integer.")
    }
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

/// R20 to R33. Payment permission through billing sharing is enough for cash.
fn can_take_part(
    world: &World,
    standing: Standing,
    account: &Account,
    parts: &[Part],
) -> Result<(), Refusal> {
    let settings = &world.options.settings;
    let moves_grant = parts.iter().any(|part| part.kind == Kind::Grant);
    let shared = account.shares_billing
        && account.link == "BOUND"
        && (settings.billing_shared_takes_ad_credit || !moves_grant);
    if !account.is_owned() && !shared {
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
    let enabled = center.is_some_and(|center| center.status == "ENABLE");
    if settings.center_must_be_enabled && !enabled {
        return refuse(
            40_001,
            "No permission: the Business Center is not in an enabled state.",
        );
    }
    let same = center.is_some_and(|center| center.currency == account.currency);
    if settings.refuses_other_currency && !same {
        return refuse(
            40_002,
            "The currencies of the Business Center and the ad account differ.",
        );
    }

    Ok(())
}

/// What was executed before, where the settings take this request for its repeat.
fn repeated(
    world: &World,
    body: &Body<'_>,
    advertiser_id: &str,
    recharge: bool,
    parts: &[Part],
    now: Timestamp,
) -> Option<Vec<Executed>> {
    let settings = &world.options.settings;
    let within = |executed: &Executed, seconds: i64| {
        now.as_microsecond() - executed.at < seconds * 1_000_000
    };
    let named = |executed: &&Executed| {
        settings.request_id_deduplicates
            && executed.request_id.is_some()
            && executed.request_id == body.request_id
            && within(executed, settings.duplicate_window_seconds)
    };
    let equal = |executed: &&Executed| {
        within(executed, settings.equal_transfer_window_seconds)
            && executed.advertiser_id == advertiser_id
            && parts.iter().any(|part| {
                executed.is_grant == (part.kind == Kind::Grant)
                    && executed.amount == signed(*part, recharge)
            })
    };
    let before: Vec<Executed> = world
        .executed
        .iter()
        .filter(|executed| named(executed) || equal(executed))
        .cloned()
        .collect();

    (!before.is_empty()).then_some(before)
}

/// The first answer once more, or 40050.
fn again(world: &World, first: &[Executed], recharge: bool) -> Answer {
    if world.options.settings.repeats_are_answered_again {
        Ok(told(world, first, recharge))
    } else {
        refuse(40_050, "Duplicated requests have been sent.")
    }
}

fn covered(
    world: &mut World,
    (bc, place): (usize, usize),
    account: &Account,
    recharge: bool,
    Part { kind, amount }: Part,
    now: Timestamp,
) -> Result<Vec<Drawn>, Refusal> {
    let at = now.as_microsecond();
    match (kind, recharge) {
        (Kind::Grant, false) => refuse(
            world.options.settings.voucher_refund_code,
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
                amount >= world.options.settings.least_cash
                    && amount <= world.cash.get(bc).copied().unwrap_or(0) - held
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
    if let Some(Fault::RecordsLate(seconds) | Fault::LoseAnswerRecordsLate(seconds)) = fault {
        *seconds
    } else {
        world.record_delay()
    }
}

/// The answer to what was executed; never empty.
fn told(world: &World, made: &[Executed], recharge: bool) -> Json {
    let (bc_id, advertiser_id) = made.first().map_or(("", ""), |executed| {
        (executed.bc_id.as_str(), executed.advertiser_id.as_str())
    });
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
    let infos = made.iter().flat_map(|executed| {
        let kind = if executed.is_grant { "GRANT" } else { "CASH" };
        executed.transactions.iter().map(move |id| {
            Json::Object(vec![
                ("transaction_id", text(id.clone())),
                ("transaction_type", text(kind)),
                ("payee_account", side(!recharge)),
                ("remitter_account", side(recharge)),
            ])
        })
    });

    // Numbers above 2^53, as documented.
    Json::Object(vec![
        ("bc_id", whole(bc_id)),
        ("advertiser_id", whole(advertiser_id)),
        ("transaction_infos", Json::List(infos.collect())),
    ])
}

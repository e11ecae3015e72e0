//! Balances of Business Centers, accounts and portfolios, field by field.

use super::client::raw::{at, has};
use super::client::*;
use super::{ask, is_paged};

const BALANCES: &str = "account_balance:m valid_account_balance:m frozen_balance:m tax:m cash_balance:m \
    valid_cash_balance:m grant_balance:m valid_grant_balance:m";

const ORDINARY: &str = "advertiser_id:d advertiser_name:s advertiser_status:sz advertiser_type:s timezone:s currency:s \
    account_open_days:i balance_reminder:b company:s contact_name:s contact_email:s create_time:w \
    account_balance:m valid_account_balance:m frozen_balance:m tax:m cash_balance:m valid_cash_balance:m grant_balance:m \
    valid_grant_balance:m budget_mode:s budget:m budget_cost:m \
    first_recharge_amount:m first_recharge_time:z latest_recharge_time:z recharge_amount:m recharge_count:i";

const EXTRAS: [&str; 6] = [
    "budget_remaining",
    "budget_frequency_restriction",
    "budget_amount_restriction",
    "min_transferable_amount",
    "max_transferable_amount",
    "balance_info",
];

fn extras(names: &[&str]) -> String {
    format!("fields={}", serde_json::to_string(names).unwrap())
}

#[test]
fn advertiser_balance_get() {
    let mut world = world();
    let bc = format!("bc_id={HALDEN}");
    let call = "advertiser/balance/get/";
    let body = ask(
        &mut world,
        "Mara Lindqvist",
        call,
        &format!("{bc}&page_size=50"),
    );
    is_paged(&body);
    let count: usize = at(&body, "data.page_info.total_number").parse().unwrap();
    for place in 0..count {
        has(
            &body,
            &format!("data.advertiser_account_list.{place}"),
            ORDINARY,
        );
    }

    let one = format!("{bc}&filtering={{\"keyword\":\"{JUNIPER}\"}}");
    let first = "data.advertiser_account_list.0";
    // Without extras, the one account found tells what could leave it.
    let body = ask(&mut world, "Mara Lindqvist", call, &one);
    has(&body, first, &format!("{ORDINARY} transferable_amount:m"));

    let all = format!("{one}&page_size=1&{}", extras(&EXTRAS));
    let body = ask(&mut world, "Mara Lindqvist", call, &all);
    has(
        &body,
        first,
        &format!(
            "{ORDINARY} transferable_amount:m budget_remaining:m budget_frequency_restriction:o budget_amount_restriction:o \
             min_transferable_amount:o max_transferable_amount:o balance_info:o"
        ),
    );
    let part = |name: &str| format!("{first}.{name}");
    has(
        &body,
        &part("min_transferable_amount"),
        "cash_amount:t grant_amount:t credit_amount:t",
    );
    has(
        &body,
        &part("max_transferable_amount"),
        "cash_amount:m grant_amount:m",
    );
    has(
        &body,
        &part("budget_amount_restriction"),
        "minimum_amount:t",
    );
    has(
        &body,
        &part("budget_frequency_restriction"),
        "total_count:i used_count:i remaining_count:i effective_start_time:w effective_end_time:w",
    );
    has(
        &body,
        &part("balance_info"),
        &format!(
            "{BALANCES} frozen_cash_balance:m cash_tax:m frozen_grant_balance:m credit_balance:m valid_credit_balance:m \
             frozen_credit_balance:m"
        ),
    );
}

/// Extras come with the ordinary fields only where all six are asked for, one account at a time.
#[test]
fn some_extras_come_alone() {
    let mut world = world();
    let call = "advertiser/balance/get/";
    let bc = format!("bc_id={HALDEN}");
    for (size, asked, told) in [
        (1, &EXTRAS[3..4], "min_transferable_amount:o"),
        (2, &EXTRAS[3..4], ""),
        (2, &EXTRAS[5..6], "balance_info:o"),
        (
            2,
            &EXTRAS[..],
            "budget_remaining:m budget_frequency_restriction:o budget_amount_restriction:o max_transferable_amount:o \
             balance_info:o",
        ),
    ] {
        let query = format!("{bc}&page_size={size}&{}", extras(asked));
        let body = ask(&mut world, "Mara Lindqvist", call, &query);
        has(
            &body,
            "data.advertiser_account_list.0",
            &format!("advertiser_id:d advertiser_name:s {told}"),
        );
    }
}

#[test]
fn a_portfolio_is_a_number_on_its_accounts_and_a_text_in_its_list() {
    let mut world = world();
    let bc = format!("bc_id={FENNMARK}");
    let body = ask(
        &mut world,
        "Jonas Reuter",
        "advertiser/balance/get/",
        &format!("{bc}&page_size=50"),
    );
    has(
        &body,
        "data.advertiser_account_list.0",
        &format!(
            "{ORDINARY} payment_portfolio_id:n payment_portfolio_name:s payment_portfolio_type:s"
        ),
    );
    let body = ask(&mut world, "Jonas Reuter", "payment_portfolio/get/", &bc);
    is_paged(&body);
    let first = "data.payment_portfolio_list.0";
    has(
        &body,
        first,
        "payment_portfolio_id:d payment_portfolio_name:s payment_portfolio_type:s linked_advertiser_account_count:i \
         user_count:i cash_balance_list:a credit_line_allocation:o",
    );
    has(
        &body,
        &format!("{first}.cash_balance_list.0"),
        "currency:s amount:m",
    );
    has(
        &body,
        &format!("{first}.credit_line_allocation"),
        "allocated_amount:m used_amount:m available_amount:m min_allocation_percentage:i",
    );
    let body = ask(
        &mut world,
        "Aoife Brennan",
        "payment_portfolio/get/",
        &format!("bc_id={TESSALY}"),
    );
    assert_eq!(at(&body, "data.payment_portfolio_list"), "[]");
}

#[test]
fn bc_balance_get() {
    let mut world = world();
    let halden = format!("bc_id={HALDEN}");
    let body = ask(&mut world, "Mara Lindqvist", "bc/balance/get/", &halden);
    has(&body, "data", &format!("bc_id:d currency:s {BALANCES}"));
    let fennmark = format!("bc_id={FENNMARK}");
    let body = ask(&mut world, "Mara Lindqvist", "bc/balance/get/", &fennmark);
    has(
        &body,
        "data",
        &format!("bc_id:d currency:s payment_portfolio_type:s {BALANCES}"),
    );
    assert_eq!(at(&body, "data.payment_portfolio_type"), r#""SHARED""#);
}

//! Every reading endpoint with a question that can be answered, and who may ask it.

/// A month of days.
pub const REPORT: &str = "report_type=BASIC&data_level=AUCTION_ADVERTISER&dimensions=[\"advertiser_id\",\"stat_time_day\"]&start_date=2026-11-01&end_date=2026-11-15";

/// Every reading endpoint with a question about this Business Center and account, in the order of who may ask:
/// everybody in it, those who see finances, Admins.
pub fn questions(bc: &str, account: &str) -> [(&'static str, String, Right); 12] {
    let bc = format!("bc_id={bc}");
    let assets = format!("{bc}&asset_type=ADVERTISER");
    [
        ("bc/asset/get/", assets.clone(), Right::Member),
        (
            "advertiser/info/",
            format!("advertiser_ids=[\"{account}\"]"),
            Right::Member,
        ),
        (
            "report/integrated/get/",
            format!("advertiser_id={account}&{REPORT}"),
            Right::Member,
        ),
        ("bc/balance/get/", bc.clone(), Right::Finance),
        ("advertiser/balance/get/", bc.clone(), Right::Finance),
        ("bc/account/transaction/get/", bc.clone(), Right::Finance),
        ("bc/transaction/get/", bc.clone(), Right::Finance),
        ("advertiser/transaction/get/", bc.clone(), Right::Finance),
        ("bc/account/cost/get/", bc.clone(), Right::Finance),
        ("payment_portfolio/get/", bc.clone(), Right::Finance),
        ("bc/member/get/", bc, Right::Admin),
        ("bc/asset/admin/get/", assets, Right::Admin),
    ]
}

#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub enum Right {
    Nothing,
    Member,
    Finance,
    Admin,
}

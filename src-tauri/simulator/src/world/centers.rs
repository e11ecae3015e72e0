//! The made-up Business Centers.

use std::borrow::Cow;

/// A Payment Portfolio.
#[derive(Debug, Clone)]
pub struct Portfolio {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// `SHARED` or `NON_SHARED`.
    pub kind: &'static str,
    /// Cash at the beginning, hundredths.
    pub cash: i64,
    /// Credit line given.
    pub line: i64,
}

/// One Business Center.
#[derive(Debug, Clone)]
pub struct Center {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Company behind it.
    pub company: &'static str,
    /// Payment currency.
    pub currency: &'static str,
    /// Country.
    pub area: &'static str,
    /// IANA zone.
    pub zone: &'static str,
    /// `AGENCY`, `DIRECT`, …
    pub kind: &'static str,
    /// `ENABLE`, `REVIEWING`, `DENY`, `PUNISH`
    pub status: Cow<'static, str>,
    /// Whether members can have finance roles.
    pub finance_roles: bool,
    /// Cash, hundredths.
    pub cash: i64,
    /// Frozen part of the cash.
    pub frozen_cash: i64,
    /// Tax part of the cash.
    pub tax: i64,
    /// Frozen part of the ad credit.
    pub frozen_grant: i64,
    /// Its Payment Portfolio.
    pub portfolio: Option<Portfolio>,
}

/// The three Business Centers.
#[must_use]
pub fn centers() -> Vec<Center> {
    vec![
        Center {
            id: "7301840221776355601",
            name: "Halden Row Media",
            company: "Halden Row Media LLC",
            currency: "USD",
            area: "PE",
            zone: "America/Lima",
            kind: "AGENCY",
            status: Cow::Borrowed("ENABLE"),
            finance_roles: true,
            cash: 6_148_000,
            frozen_cash: 306_450,
            tax: 30_000,
            frozen_grant: 35_000,
            portfolio: None,
        },
        Center {
            id: "7302955318840917702",
            name: "Fennmark Group",
            company: "Fennmark Group GmbH",
            currency: "EUR",
            area: "DE",
            zone: "Europe/Berlin",
            kind: "DIRECT",
            status: Cow::Borrowed("ENABLE"),
            finance_roles: true,
            cash: 0,
            frozen_cash: 0,
            tax: 0,
            frozen_grant: 0,
            portfolio: Some(Portfolio {
                id: "7334450911827364503",
                name: "Fennmark pool",
                kind: "SHARED",
                cash: 14_860_000,
                line: 12_000_000,
            }),
        },
        Center {
            id: "7303667142509883304",
            name: "Tessaly Studio",
            company: "Tessaly Studio Ltd",
            currency: "USD",
            area: "IE",
            zone: "Europe/Dublin",
            kind: "SELF_SERVICE_AGENCY",
            status: Cow::Borrowed("ENABLE"),
            finance_roles: false,
            cash: 912_000,
            frozen_cash: 0,
            tax: 0,
            frozen_grant: 0,
            portfolio: None,
        },
    ]
}

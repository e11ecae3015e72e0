//! The made-up Business Centers and their people.

use crate::chance::draw;

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

/// A member of one or more Business Centers.
#[derive(Debug, Clone)]
pub struct Person {
    /// `user_id`
    pub id: &'static str,
    /// Name.
    pub name: &'static str,
    /// E-mail.
    pub email: &'static str,
    /// Place of the Business Center, `ADMIN`/`STANDARD`, finance role.
    pub roles: &'static [(usize, &'static str, Option<&'static str>)],
}

impl Person {
    /// What signing in hands out; the same for the same seed.
    #[must_use]
    pub fn token(&self, seed: u64) -> String {
        let number: u64 = self.id.parse().unwrap_or(0);

        format!(
            "practice-{:016x}{:016x}",
            draw(seed, &[90, number]),
            draw(seed, &[91, number])
        )
    }
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
            finance_roles: false,
            cash: 912_000,
            frozen_cash: 0,
            tax: 0,
            frozen_grant: 0,
            portfolio: None,
        },
    ]
}

/// Everybody. Together they cover each row of the table of roles.
pub const PEOPLE: [Person; 12] = [
    Person {
        id: "7280114455667788001",
        name: "Mara Lindqvist",
        email: "mara@haldenrow.example",
        roles: &[(0, "ADMIN", None), (1, "ADMIN", Some("MANAGER"))],
    },
    Person {
        id: "7280114455667788002",
        name: "Hanna Weidemann",
        email: "hanna@haldenrow.example",
        roles: &[(0, "ADMIN", Some("ANALYST"))],
    },
    Person {
        id: "7280114455667788003",
        name: "Ines Castellanos",
        email: "ines@haldenrow.example",
        roles: &[(0, "ADMIN", Some("MANAGER"))],
    },
    Person {
        id: "7280114455667788004",
        name: "Oskar Brandt",
        email: "oskar@haldenrow.example",
        roles: &[(0, "STANDARD", Some("MANAGER"))],
    },
    Person {
        id: "7280114455667788005",
        name: "Tomas Arreola",
        email: "tomas@haldenrow.example",
        roles: &[(0, "STANDARD", Some("MANAGER"))],
    },
    Person {
        id: "7280114455667788006",
        name: "Priya Natarajan",
        email: "priya@haldenrow.example",
        roles: &[(0, "STANDARD", Some("ANALYST"))],
    },
    Person {
        id: "7280114455667788007",
        name: "Joel Okafor",
        email: "joel@haldenrow.example",
        roles: &[(0, "STANDARD", None)],
    },
    Person {
        id: "7280114455667788008",
        name: "Leila Haddad",
        email: "leila@haldenrow.example",
        roles: &[(0, "STANDARD", None)],
    },
    Person {
        id: "7280114455667788009",
        name: "Jonas Reuter",
        email: "jonas@fennmark.example",
        roles: &[(1, "STANDARD", Some("MANAGER"))],
    },
    Person {
        id: "7280114455667788010",
        name: "Klara Ebner",
        email: "klara@fennmark.example",
        roles: &[(1, "STANDARD", Some("ANALYST"))],
    },
    Person {
        id: "7280114455667788011",
        name: "Aoife Brennan",
        email: "aoife@tessaly.example",
        roles: &[(2, "ADMIN", None)],
    },
    Person {
        id: "7280114455667788012",
        name: "Declan Moore",
        email: "declan@tessaly.example",
        roles: &[(2, "STANDARD", None)],
    },
];

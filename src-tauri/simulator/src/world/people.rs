//! The made-up people, and what each of them is where.

use crate::chance::draw;
use serde::{Deserialize, Serialize};

/// The basic role that every member has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Basic {
    /// `ADMIN`
    Admin,
    /// `STANDARD`
    Standard,
}

impl Basic {
    /// As TikTok writes it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Admin => "ADMIN",
            Self::Standard => "STANDARD",
        }
    }
}

/// The finance role that a member may have on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Finance {
    /// `MANAGER`
    Manager,
    /// `ANALYST`
    Analyst,
}

impl Finance {
    /// As TikTok writes it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Manager => "MANAGER",
            Self::Analyst => "ANALYST",
        }
    }
}

/// What a person is in one Business Center.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// Place of the Business Center.
    pub bc: usize,
    /// The basic role.
    pub basic: Basic,
    /// The finance role; ignored where finance roles do not apply.
    pub finance: Option<Finance>,
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
    /// One for each Business Center.
    pub roles: Vec<Role>,
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

    /// The role in the Business Center at this place.
    #[must_use]
    pub fn role(&self, bc: usize) -> Option<Role> {
        self.roles.iter().copied().find(|role| role.bc == bc)
    }
}

/// Id, name, e-mail; Business Center, basic role, finance role.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(usize, Basic, Option<Finance>)],
);

use Basic::{Admin, Standard};
use Finance::{Analyst, Manager};

#[rustfmt::skip]
const ROWS: [Row; 12] = [
    ("7280114455667788001", "Mara Lindqvist", "mara@haldenrow.example", &[(0, Admin, None), (1, Admin, Some(Manager))]),
    ("7280114455667788002", "Hanna Weidemann", "hanna@haldenrow.example", &[(0, Admin, Some(Analyst))]),
    ("7280114455667788003", "Ines Castellanos", "ines@haldenrow.example", &[(0, Admin, Some(Manager))]),
    ("7280114455667788004", "Oskar Brandt", "oskar@haldenrow.example", &[(0, Standard, Some(Manager))]),
    ("7280114455667788005", "Tomas Arreola", "tomas@haldenrow.example", &[(0, Standard, Some(Manager))]),
    ("7280114455667788006", "Priya Natarajan", "priya@haldenrow.example", &[(0, Standard, Some(Analyst))]),
    ("7280114455667788007", "Joel Okafor", "joel@haldenrow.example", &[(0, Standard, None)]),
    ("7280114455667788008", "Leila Haddad", "leila@haldenrow.example", &[(0, Standard, None)]),
    ("7280114455667788009", "Jonas Reuter", "jonas@fennmark.example", &[(1, Standard, Some(Manager))]),
    ("7280114455667788010", "Klara Ebner", "klara@fennmark.example", &[(1, Standard, Some(Analyst))]),
    ("7280114455667788011", "Aoife Brennan", "aoife@tessaly.example", &[(2, Admin, None)]),
    ("7280114455667788012", "Declan Moore", "declan@tessaly.example", &[(2, Standard, None)]),
];

/// Everybody. Together they cover each row of the table of roles (R13).
#[must_use]
pub fn people() -> Vec<Person> {
    let person = |(id, name, email, roles): Row| Person {
        id,
        name,
        email,
        roles: roles
            .iter()
            .map(|(bc, basic, finance)| Role {
                bc: *bc,
                basic: *basic,
                finance: *finance,
            })
            .collect(),
    };

    ROWS.into_iter().map(person).collect()
}

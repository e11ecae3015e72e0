//! Everything that changes the world from outside, in the form the store keeps.

use crate::change::Change;
use serde::{Deserialize, Serialize};

/// Which of the three kinds of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Prepaid money.
    Cash,
    /// Ad credit.
    Grant,
}

/// A part of a Business Center's ad credit that a transfer took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// Which lot of the Business Center.
    pub lot: usize,
    /// How much, in hundredths.
    pub amount: i64,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// Money between a Business Center and one of its accounts.
    Transfer {
        /// Place of the Business Center.
        bc: usize,
        /// Place of the account.
        account: usize,
        /// Cash or ad credit.
        kind: Kind,
        /// To the account if positive, from it if negative; hundredths.
        amount: i64,
        /// Lots of ad credit it was taken from.
        drawn: Vec<Drawn>,
        /// What the caller called it.
        request_id: Option<String>,
        /// Seconds until its records can be read.
        delay: i64,
        /// Its records come twice.
        twice: bool,
        /// Made on the web page, not through the API.
        #[serde(default)]
        outside: bool,
    },
    /// Cash paid in to an account.
    TopUp {
        /// Place of the account.
        account: usize,
        /// Hundredths.
        amount: i64,
    },
    /// Somebody let the developer app speak for them.
    Consent {
        /// Place of the person.
        person: usize,
        /// Permission ids.
        scope: Vec<u64>,
    },
    /// The app exchanged the code of a consent for a token.
    SignedIn {
        /// Place of the consent.
        code: usize,
    },
    /// The app gave a token up.
    SignedOut {
        /// Place of the token.
        token: usize,
    },
    /// Anything else that other people or TikTok did.
    Outside {
        /// What.
        change: Change,
        /// Lots of ad credit that ended early by it.
        drawn: Vec<Drawn>,
        /// Seconds until its record can be read.
        delay: i64,
    },
}

/// A change with its moment and number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// From 0; what is before the store comes first.
    pub number: usize,
    /// Microseconds since 1970.
    pub at: i64,
    /// What.
    pub event: Event,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Worlds kept before colleagues could place anything have transfers of one's own only.
    #[test]
    fn a_transfer_kept_long_ago_is_ones_own() {
        let kept = r#"{"Transfer":{"bc":0,"account":1,"kind":"Grant","amount":5,"drawn":[{"lot":2,"amount":5}],"request_id":"7","delay":3,"twice":false}}"#;
        let event: Event = serde_json::from_str(kept).unwrap();
        assert!(matches!(
            event,
            Event::Transfer {
                outside: false,
                delay: 3,
                ..
            }
        ));
    }
}

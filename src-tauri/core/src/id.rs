//! One type for each kind of id, so that an account can never be taken for a Business Center.
//!
//! TikTok's ids are 19-digit integers above 2^53 (R7): they stay text from the wire to the screen and are never numbers.

use crate::clock::Timestamp;
use crate::random::Random;
use std::fmt;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id of 1 to 20 digits: {0:?}")]
pub struct NotAnId(pub String);

macro_rules! tiktok_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes 1 to 20 ASCII digits, nothing else.
            ///
            /// # Errors
            /// [`NotAnId`] for anything that is not such a text.
            pub fn new(text: &str) -> Result<Self, NotAnId> {
                let digits = (1..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
                if digits { Ok(Self(text.to_owned())) } else { Err(NotAnId(text.to_owned())) }
            }

            /// The plain digits.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

tiktok_id!(
    /// A Business Center.
    BcId
);
tiktok_id!(
    /// An ad account ("advertiser" on TikTok's wire).
    AdvertiserId
);
tiktok_id!(
    /// A transaction in TikTok's records; unique there.
    TransactionId
);
tiktok_id!(
    /// A member of a Business Center.
    MemberId
);
tiktok_id!(
    /// A Payment Portfolio.
    PortfolioId
);
tiktok_id!(
    /// A developer app.
    AppId
);

/// Our own id of one allocation: a UUIDv7, made when the review is prepared, never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AllocationId(pub uuid::Uuid);

/// One prepared review; only the latest can commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReviewId(pub uuid::Uuid);

/// One credit of our own list (a lot, R162).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditId(pub uuid::Uuid);

impl AllocationId {
    /// A new one: the moment and 74 random bits, so that ids sort by age.
    #[must_use]
    pub fn fresh(now: Timestamp, random: &dyn Random) -> Self {
        Self(version_7(now, random))
    }
}

impl ReviewId {
    /// A new one.
    #[must_use]
    pub fn fresh(now: Timestamp, random: &dyn Random) -> Self {
        Self(version_7(now, random))
    }
}

impl CreditId {
    /// A new one.
    #[must_use]
    pub fn fresh(now: Timestamp, random: &dyn Random) -> Self {
        Self(version_7(now, random))
    }
}

fn version_7(now: Timestamp, random: &dyn Random) -> uuid::Uuid {
    let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
    let [_, _, _, _, _, _, bits @ ..] = random.bits().to_le_bytes();

    uuid::Builder::from_unix_timestamp_millis(millis, &bits).into_uuid()
}

/// The number of an allocation that people use: 1, 2, 3 … within one workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AllocationNumber(pub u64);

/// The place of an entry in the journal's chain, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryNumber(pub u64);

/// The `request_id` of a transfer: a positive 64-bit integer, sent as text, made once per intent, never reused and never
/// relied on (API facts 4.4, 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(i64);

impl RequestId {
    /// A new one.
    #[must_use]
    pub fn fresh(random: &dyn Random) -> Self {
        let [.., a, b, c, d, e, f, g, h] = random.bits().to_le_bytes();
        Self::from_random(u64::from_le_bytes([a, b, c, d, e, f, g, h]))
    }

    /// Makes a positive id out of 64 random bits.
    #[must_use]
    pub fn from_random(bits: u64) -> Self {
        let positive = i64::try_from(bits >> 1).unwrap_or(i64::MAX);
        Self(positive.max(1))
    }

    /// Reads the stored number back; `None` unless it is positive.
    #[must_use]
    pub fn from_stored(number: i64) -> Option<Self> {
        (number > 0).then_some(Self(number))
    }

    /// The number itself, for storing.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;

    #[test]
    fn a_tiktok_id_is_digits_and_stays_text() {
        let id = AdvertiserId::new("7318442099173042117").unwrap();
        assert_eq!(id.to_string(), "7318442099173042117");
        for text in [
            "",
            "123456789012345678901",
            "12a",
            " 12",
            "1e3",
            "-1",
            "１２",
        ] {
            assert_eq!(AdvertiserId::new(text), Err(NotAnId(text.to_owned())));
        }
    }

    #[test]
    fn our_ids_sort_by_age_and_differ() {
        let random = SeededRandom::new(1);
        let early: Timestamp = "2026-11-17T15:43:00Z".parse().unwrap();
        let late: Timestamp = "2026-11-17T15:43:01Z".parse().unwrap();
        let ids = [
            AllocationId::fresh(early, &random),
            AllocationId::fresh(late, &random),
        ];
        assert!(ids[0] < ids[1]);
        assert_eq!(ids[0].0.get_version_num(), 7);
        assert_ne!(
            ReviewId::fresh(early, &random),
            ReviewId::fresh(early, &random)
        );
        assert_ne!(
            CreditId::fresh(early, &random),
            CreditId::fresh(early, &random)
        );
    }

    #[test]
    fn a_request_id_is_positive() {
        for bits in [0, 1, u64::MAX, 1 << 63] {
            assert!(RequestId::from_random(bits).get() > 0, "{bits}");
        }
        let random = SeededRandom::new(1);
        assert_ne!(RequestId::fresh(&random), RequestId::fresh(&random));
        assert_eq!(RequestId::from_stored(0), None);
        assert_eq!(RequestId::from_stored(-1), None);
    }
}

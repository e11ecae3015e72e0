//! One type for each kind of id, so that an account can never be taken for a Business Center.
//!
//! TikTok's ids are 19-digit integers above 2^53 (R7): they stay text from the wire to the screen and are never numbers.

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

/// Our own id of one allocation: a UUIDv7, made when the review is prepared, never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AllocationId(pub uuid::Uuid);

/// One prepared review; only the latest can commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReviewId(pub uuid::Uuid);

/// One credit of our own list (a lot, R162).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditId(pub uuid::Uuid);

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

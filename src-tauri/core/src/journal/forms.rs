//! The canonical form of each word of the trade that an entry may hold. The order of fields and the words are frozen with
//! version 1; what has to change becomes another version of the entry.

use super::canonical::{Canonical, Malformed, in_order, put_field, take_field, variants, words};
use crate::allocation::{Answer, Draft, Figures, Record, UnknownReason};
use crate::business_center::{Actor, BasicRole, FinanceRole, Role, Switches};
use crate::credit::{AccountList, CreditKind, Holder, Origin, Source, Terms};
use crate::id::{
    AdvertiserId, AllocationId, AllocationNumber, BcId, CreditId, MemberId, PortfolioId, RequestId,
    ReviewId, TransactionId,
};
use crate::money::{Currency, Money};
use crate::transaction::{Billing, Direction, Level, Transaction};
use uuid::Uuid;

macro_rules! digits {
    ($($id:ty),*) => {$(
        impl Canonical for $id {
            fn put(&self, to: &mut Vec<u8>) {
                put_field(to, self.as_str().as_bytes());
            }

            fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
                Self::new(&String::take(from)?).map_err(|_| Malformed("not an id"))
            }
        }
    )*};
}

digits!(AdvertiserId, BcId, MemberId, PortfolioId, TransactionId);

macro_rules! own_ids {
    ($($id:ident),*) => {$(
        impl Canonical for $id {
            fn put(&self, to: &mut Vec<u8>) {
                put_field(to, self.0.as_bytes());
            }

            fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
                Uuid::from_slice(take_field(from)?).map($id).map_err(|_| Malformed("not 16 bytes"))
            }
        }
    )*};
}

own_ids!(AllocationId, CreditId, ReviewId);

impl Canonical for RequestId {
    fn put(&self, to: &mut Vec<u8>) {
        self.get().put(to);
    }

    fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
        Self::from_stored(i64::take(from)?).ok_or(Malformed("a request id is positive"))
    }
}

impl Canonical for AllocationNumber {
    fn put(&self, to: &mut Vec<u8>) {
        self.0.put(to);
    }

    fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
        u64::take(from).map(Self)
    }
}

impl Canonical for Currency {
    fn put(&self, to: &mut Vec<u8>) {
        put_field(to, self.code().as_bytes());
    }

    fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
        Self::new(&String::take(from)?).ok_or(Malformed("not a currency code"))
    }
}

/// Hundredths, then the currency.
impl Canonical for Money {
    fn put(&self, to: &mut Vec<u8>) {
        self.hundredths().put(to);
        self.currency().put(to);
    }

    fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
        Ok(Self::new(Canonical::take(from)?, Canonical::take(from)?))
    }
}

words!(BasicRole { Admin = "admin", Standard = "standard" });
words!(FinanceRole { Manager = "manager", Analyst = "analyst" });
words!(CreditKind { Free = "free", Assignable = "assignable", Conditional = "conditional" });
words!(Origin {
    IncentiveCenter = "incentive-center",
    AdsManager = "ads-manager",
    PromotionalCode = "promotional-code",
    Other = "other",
});
words!(Level { BusinessCenter = "business-center", Account = "account", Portfolio = "portfolio" });

in_order!(Role { basic, finance });
in_order!(Actor { id, name, role });
in_order!(Switches {
    finance_roles_apply,
    strict_admin,
    allow_billing_shared
});
in_order!(Draft {
    review,
    allocation,
    request,
    account,
    source,
    amount,
    note
});
in_order!(Figures {
    bc_before,
    bc_after,
    source_before,
    source_after,
    account_before,
    account_after,
    read_at,
});
in_order!(Record {
    draft,
    at,
    shown_offset,
    actor,
    bc,
    bc_name,
    portfolio,
    credit_name,
    credit_until,
    ends_at,
    restrictions,
    account_name,
    figures,
    acknowledged,
    bc_ad_credit,
    snapshot,
    deadline,
});
in_order!(Terms {
    name,
    amount,
    issued,
    valid_from,
    valid_until,
    kind,
    restrictions,
    accounts,
    terms,
    holder,
    fulfilled,
});
in_order!(Transaction {
    id,
    level,
    account,
    account_name,
    bc,
    portfolio,
    amount,
    subtotal,
    tax,
    direction,
    kind,
    billing,
    at,
    zone,
});

variants!(Holder {
    BusinessCenter {} = "business-center",
    Account { account, origin } = "account",
});
variants!(Answer {
    Accepted { transactions, log_id } = "accepted",
    Refused { code, message } = "refused",
    NotSent { reason } = "not-sent",
    Unknown { reason } = "unknown",
});

/// A word, and the one value that some words carry.
macro_rules! tagged {
    ($type:ty { $($plain:ident = $plain_word:literal),* ; $($full:ident = $full_word:literal),* $(,)? }) => {
        impl Canonical for $type {
            fn put(&self, to: &mut Vec<u8>) {
                match self {
                    $(Self::$plain => put_field(to, $plain_word.as_bytes()),)*
                    $(Self::$full(value) => {
                        put_field(to, $full_word.as_bytes());
                        value.put(to);
                    })*
                }
            }

            fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
                let word = take_field(from)?;
                $(if word == $plain_word.as_bytes() { return Ok(Self::$plain); })*
                $(if word == $full_word.as_bytes() { return Canonical::take(from).map(Self::$full); })*
                Err(Malformed(concat!("an unknown word for ", stringify!($type))))
            }
        }
    };
}

tagged!(Source { Unlisted = "unlisted" ; Credit = "credit" });
tagged!(AccountList { Any = "any" ; Only = "only", Except = "except" });
tagged!(Direction { In = "in", Out = "out" ; Other = "other" });
tagged!(Billing { Cash = "cash", AdCredit = "ad-credit" ; Other = "other" });
tagged!(UnknownReason {
    NoAnswer = "no-answer",
    ConnectionLost = "connection-lost",
    Unreadable = "unreadable",
    OtherAttempt = "other-attempt",
    ProgramEnded = "program-ended" ;
    HttpStatus = "http-status",
    Code = "code",
});

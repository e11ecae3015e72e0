//! Credit Desk without a window: everything that decides about ad credit, remembers it and moves it.
//!
//! Code map, in the order an allocation passes through:
//! [`money`], [`id`], [`clock`], [`random`], [`names`] are the plain values; [`business_center`], [`account`], [`credit`],
//! [`allocation`] are the words of the trade; [`expiry`], [`alert`] and [`promotion`] work out dates, low balances and
//! estimates; [`policy`] decides and is the only maker of a [`policy::Permit`]; [`journal`] remembers and is the only maker of
//! a [`journal::Intent`]; [`gateway`] speaks TikTok's wire and is the only maker of a [`gateway::Sent`]; [`allocate`] is the
//! one flow: look, permit, intent, send, settle. [`protocol`] is what can become of one allocation, [`matching`] which of
//! TikTok's records is whose, [`recover`] looks unknown outcomes up and closes them, [`comparison`] holds the history against
//! those records. [`mirror`] keeps what TikTok last said, [`sync`] fills it, [`review`] reads
//! both files for the window, [`workspace`] holds one Business Center's parts. [`signing_in`] gets a token by a person's consent.
//!
//! Guarantees: nothing leaves the machine before a durable entry; one POST per intent; what is neither a definite yes
//! nor a definite no is unknown and is never sent again; no road leads ad credit back out of an account.

#[macro_use]
pub mod planted;

pub mod account;
pub mod alert;
pub mod allocate;
pub mod allocation;
pub mod book;
pub mod business_center;
pub mod clock;
pub mod comparison;
pub mod credit;
pub mod disk;
pub mod expiry;
pub mod gateway;
pub mod id;
pub mod journal;
pub mod matching;
pub mod mirror;
pub mod money;
pub mod names;
pub mod policy;
pub mod promotion;
pub mod protocol;
mod queue;
pub mod random;
pub mod recover;
pub mod review;
pub mod search;
pub mod signing_in;
pub mod sync;
pub mod transaction;
pub mod workspace;

//! A made-up TikTok: Business Centers, ad accounts and people that exist nowhere, behind TikTok's Business API v1.3.
//!
//! - [`World`] answers requests below `/open_api` and keeps every change in its own store before it answers
//! - [`Controls`] scripts what goes wrong, call by call; [`Change`] is what others do meanwhile; [`Truth`] tells what really happened
//! - [`Settings`] names every behaviour that TikTok does not document, with the default chosen here
//!
//! It shares no code with the program it stands in for, so that a mistake cannot hide in both. Time is handed in.
//! The same seed makes the same world.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "amounts and times come from this crate's own small tables; every profile traps overflow, and conservation is tested"
)]

mod api;
mod chance;
mod change;
mod currency;
mod event;
mod fault;
mod json;
mod ledger;
mod limits;
mod record;
mod settings;
mod spend;
mod spoil;
mod store;
mod truth;
mod world;

pub use change::{Change, ChangeError};
pub use fault::{Controls, Fault, NoSuchFault};
pub use settings::{PortfolioListKey, Settings};
pub use store::StoreError;
pub use truth::{Executed, Truth};
pub use world::letters::{AccountLetter, Letter};
pub use world::{App, Basic, Finance, MemberToken, Options, World};

use std::time::Duration;

/// HTTP's two methods that the API uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Acts.
    Post,
}

/// One request as it arrives.
#[derive(Debug, Clone)]
pub struct Request {
    /// GET or POST.
    pub method: Method,
    /// From the root, e.g. `/open_api/v1.3/bc/get/`.
    pub path: String,
    /// Percent-encoded, without `?`.
    pub query: String,
    /// Names in any case.
    pub headers: Vec<(String, String)>,
    /// JSON for POST.
    pub body: Vec<u8>,
}

/// One answer as it leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// HTTP status; 200 for nearly all errors of the API.
    pub status: u16,
    /// Content type and date.
    pub headers: Vec<(String, String)>,
    /// JSON, unless something went wrong on purpose.
    pub body: Vec<u8>,
}

/// What came of a request, as far as the one who asked can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exchange {
    /// An answer.
    Answer(Response),
    /// Nothing arrived here; the caller can know that.
    RefusedToConnect,
    /// No answer: the request was lost, or executed and the answer lost.
    Lost,
    /// The answer, but only after this long.
    Delayed(Duration, Response),
}

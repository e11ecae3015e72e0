//! The world itself: what the seed makes, what happened since, and how a request is answered.

mod accounts;
mod authorization;
mod centers;
mod earlier;
mod history;
pub(crate) mod letters;
mod moves;
mod outside;
mod people;

pub use accounts::Account;
use authorization::Authorizations;
pub(crate) use authorization::BadCode;
pub use authorization::{App, WHOLE_SCOPE};
pub use centers::Center;
use letters::{AccountLetter, Letter};
pub use people::{Basic, Finance, Person, Role};

use crate::api;
use crate::currency;
use crate::event::{Event, Happened};
use crate::fault::{Controls, Fault};
use crate::json::{self, Json};
use crate::ledger::{HOUR, Purse};
use crate::limits::Limits;
use crate::record::Record;
use crate::settings::Settings;
use crate::spoil::spoiled;
use crate::store::{Store, StoreError};
use crate::truth::{Executed, Truth};
use crate::{Exchange, Method, Request};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// When every made-up account was created.
pub const CREATED: Timestamp = Timestamp::constant(1_737_105_164, 0);

/// How a world is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The same seed makes the same world.
    pub seed: u64,
    /// Ad accounts of the first Business Center; never fewer than its named ones.
    pub accounts: usize,
    /// Days of spending before practice begins.
    pub days: u32,
    /// Undocumented behaviour.
    pub settings: Settings,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 7,
            accounts: 0,
            days: 120,
            settings: Settings::default(),
        }
    }
}

/// What signing in as a member hands out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberToken {
    /// Name of the person.
    pub name: String,
    /// `user_id`
    pub user_id: String,
    /// Business Centers the person belongs to.
    pub bc_ids: Vec<String>,
    /// Value of the `Access-Token` header.
    pub token: String,
}

/// A lot of a Business Center's ad credit.
#[derive(Debug, Clone)]
pub(crate) struct BcLot {
    pub(crate) bc: usize,
    pub(crate) amount: i64,
    /// Neither placed nor ended early; worth nothing from its end on.
    pub(crate) left: i64,
    /// Placed.
    pub(crate) drawn: i64,
    /// Ended before its day.
    pub(crate) ended: i64,
    pub(crate) ends: Option<i64>,
    pub(crate) free: bool,
}

impl BcLot {
    fn new(bc: usize, amount: i64, ends: Option<i64>, free: bool) -> Self {
        Self {
            bc,
            amount,
            left: amount,
            drawn: 0,
            ended: 0,
            ends,
            free,
        }
    }
}

/// What came into a Business Center and its accounts from outside, hundredths.
#[derive(Debug, Clone, Default)]
struct Book {
    /// Cash of the Business Center itself.
    paid_in: i64,
    /// Cash paid in to its accounts.
    topped_up: i64,
    /// Ad credit that reached its accounts without it.
    given: i64,
}

/// A request that is still on its way, or on its way again. It is gone with the process, as a lost one would be.
#[derive(Debug)]
struct Postponed {
    /// Microseconds.
    due: i64,
    request: Request,
    /// It was counted when it left; a repeated one counts when it arrives.
    counted: bool,
}

/// One simulated TikTok.
#[derive(Debug)]
pub struct World {
    pub(crate) options: Options,
    pub(crate) centers: Vec<Center>,
    pub(crate) people: Vec<Person>,
    pub(crate) authorizations: Authorizations,
    pub(crate) accounts: Vec<Account>,
    pub(crate) purses: Vec<Purse>,
    pub(crate) lots: Vec<BcLot>,
    pub(crate) cash: Vec<i64>,
    books: Vec<Book>,
    pub(crate) records: Vec<Record>,
    pub(crate) executed: Vec<Executed>,
    pub(crate) received: usize,
    pub(crate) received_by_request: BTreeMap<String, usize>,
    pub(crate) shuffles_records: bool,
    postponed: Vec<Postponed>,
    by_id: BTreeMap<String, usize>,
    history: usize,
    happened: usize,
    controls: Controls,
    limits: Limits,
    store: Store,
}

impl World {
    /// The moment practice begins: 16 November 2026, 09:00 in the first Business Center.
    pub const START: Timestamp = Timestamp::constant(1_794_837_600, 0);

    /// Opens the world kept in this folder, or makes it.
    ///
    /// # Errors
    /// [`StoreError`] when the folder or file cannot be used, or holds another world.
    pub fn open(folder: &Path, options: &Options) -> Result<Self, StoreError> {
        Self::with(Store::open(folder, &words(options))?, options)
    }

    /// A world that is gone with this value.
    ///
    /// # Errors
    /// [`StoreError`] when SQLite fails.
    pub fn in_memory(options: &Options) -> Result<Self, StoreError> {
        Self::with(Store::in_memory(&words(options))?, options)
    }

    fn with(store: Store, options: &Options) -> Result<Self, StoreError> {
        let accounts = accounts::accounts(options.seed, options.accounts);
        let centers = centers::centers();
        let begin = Self::START.as_microsecond().div_euclid(HOUR) - i64::from(options.days) * 24;
        let pooled = |account: &Account| {
            centers
                .get(account.bc)
                .is_some_and(|center| center.portfolio.is_some())
        };
        let people = people::people();
        let mut world = Self {
            purses: accounts
                .iter()
                .map(|account| Purse::new(begin, 0, pooled(account)))
                .collect(),
            by_id: accounts
                .iter()
                .enumerate()
                .map(|(place, account)| (account.id.to_string(), place))
                .collect(),
            cash: centers.iter().map(|center| center.cash).collect(),
            books: centers
                .iter()
                .map(|center| Book {
                    paid_in: center.cash,
                    ..Book::default()
                })
                .collect(),
            options: options.clone(),
            authorizations: Authorizations::of(people.len()),
            people,
            centers,
            accounts,
            lots: Vec::new(),
            records: Vec::new(),
            executed: Vec::new(),
            received: 0,
            received_by_request: BTreeMap::new(),
            shuffles_records: false,
            postponed: Vec::new(),
            history: 0,
            happened: 0,
            controls: Controls::default(),
            limits: Limits::pausing(options.settings.minute_limit_pause_seconds),
            store,
        };
        world.live_through_history();
        for (at, event) in world.store.events()? {
            world.happen(at, event);
        }

        Ok(world)
    }

    /// Answers one request at this moment. Every change is durable before it is answered.
    pub fn answer(&mut self, request: &Request, now: Timestamp) -> Exchange {
        self.catch_up(now);
        if request.path == api::PORTAL {
            return Exchange::Answer(api::portal(self, request, now));
        }
        let endpoint = endpoint_of(request);
        let fault = self.controls.take(endpoint);
        match fault {
            Some(Fault::RefuseToConnect) => return Exchange::RefusedToConnect,
            Some(Fault::LoseRequest) => return Exchange::Lost,
            _ => self.count(request),
        }
        match fault {
            Some(Fault::ExecuteLate(seconds)) => {
                self.postpone(request, now, seconds, true);
                return Exchange::Lost;
            }
            Some(Fault::ServerErrorBefore(status)) => {
                return Exchange::Answer(api::page(status, "Bad Gateway", now));
            }
            Some(Fault::TooManyRequests) => {
                return Exchange::Answer(api::page(429, "Too Many Requests", now));
            }
            Some(Fault::Code(code)) => {
                return Exchange::Answer(api::refusal(code, "Synthetic refusal.", now));
            }
            _ => {}
        }
        if self.options.settings.limits_rates && !self.limits.admits(now) {
            return Exchange::Answer(api::refusal(40_100, "Too many requests.", now));
        }
        self.shuffles_records = fault == Some(Fault::RecordsOutOfOrder);
        let answer = api::answer(self, request, endpoint, fault.as_ref(), now);
        if let Some(Fault::Repeat(seconds)) = fault {
            self.postpone(request, now, seconds, false);
            self.catch_up(now);
        }

        spoiled(self, request, answer, fault.as_ref(), now)
    }

    /// Executes what was on its way until now, each at its own moment.
    pub(crate) fn catch_up(&mut self, now: Timestamp) {
        self.postponed.sort_by_key(|postponed| postponed.due);
        while self
            .postponed
            .first()
            .is_some_and(|first| first.due <= now.as_microsecond())
        {
            let Postponed {
                due,
                request,
                counted,
            } = self.postponed.remove(0);
            if !counted {
                self.count(&request);
            }
            let at = Timestamp::from_microsecond(due).unwrap_or(now);
            // Nobody hears what becomes of it.
            let _unheard = api::answer(self, &request, endpoint_of(&request), None, at);
        }
    }

    fn postpone(&mut self, request: &Request, now: Timestamp, seconds: i64, counted: bool) {
        let due = now
            .checked_add(SignedDuration::from_secs(seconds))
            .unwrap_or(Timestamp::MAX);
        self.postponed.push(Postponed {
            due: due.as_microsecond(),
            request: request.clone(),
            counted,
        });
    }

    fn count(&mut self, request: &Request) {
        if request.method != Method::Post || endpoint_of(request) != "bc/transfer/" {
            return;
        }
        self.received += 1;
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap_or_default();
        if let Some(id) = body.get("request_id").and_then(serde_json::Value::as_str) {
            *self.received_by_request.entry(id.to_owned()).or_default() += 1;
        }
    }

    /// What signing in would hand out, for everybody.
    #[must_use]
    pub fn tokens(&self) -> Vec<MemberToken> {
        let tokens = self.people.iter().map(|person| MemberToken {
            name: person.name.to_owned(),
            user_id: person.id.to_owned(),
            bc_ids: person
                .roles
                .iter()
                .filter_map(|role| self.centers.get(role.bc))
                .map(|center| center.id.to_owned())
                .collect(),
            token: person.token(self.options.seed),
        });

        tokens.collect()
    }

    /// Scripts what goes wrong.
    pub fn control(&mut self) -> &mut Controls {
        &mut self.controls
    }

    /// The letters a Business Center got before practice began.
    #[must_use]
    pub fn letters(&self, bc_id: &str) -> Vec<Letter> {
        self.center_place(bc_id)
            .map(letters::of_center)
            .unwrap_or_default()
    }

    /// The letters its accounts got without it.
    #[must_use]
    pub fn account_letters(&self, bc_id: &str) -> Vec<AccountLetter> {
        let is_of = |letter: &AccountLetter| {
            let account = self
                .by_id
                .get(letter.advertiser_id)
                .and_then(|place| self.accounts.get(*place));
            account
                .and_then(|account| self.centers.get(account.bc))
                .is_some_and(|center| center.id == bc_id)
        };

        letters::of_accounts().into_iter().filter(is_of).collect()
    }

    /// The latest moment this world knows of: START, the last change, or the last one kept.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn latest(&self) -> Result<Timestamp, StoreError> {
        let changed = self.store.events()?.last().map(|(at, _)| *at);
        let latest = [
            Some(Self::START.as_microsecond()),
            changed,
            self.store.latest()?,
        ]
        .into_iter()
        .flatten()
        .max();

        Ok(latest
            .and_then(|at| Timestamp::from_microsecond(at).ok())
            .unwrap_or(Self::START))
    }

    /// Keeps the moment, so that practice time does not go back at the next start.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be written.
    pub fn keep_time(&self, now: Timestamp) -> Result<(), StoreError> {
        self.store.keep(now.as_microsecond())
    }

    /// What really happened.
    pub fn truth(&mut self, now: Timestamp) -> Truth {
        self.catch_up(now);
        self.advance_all(now.as_microsecond());
        let at = now.as_microsecond();
        let ids = || self.accounts.iter().map(|account| account.id.to_string());
        let centers = || self.centers.iter().map(|center| center.id.to_owned());
        let vouchers = (0..self.centers.len()).map(|bc| self.voucher(bc, at));
        let conserved = self.purses.iter().all(|purse| purse.conserves(0));

        Truth {
            executed: self.executed.clone(),
            received: self.received,
            received_by_request: self.received_by_request.clone(),
            ad_credit: ids().zip(self.purses.iter().map(Purse::grant)).collect(),
            voucher: centers().zip(vouchers).collect(),
            account_cash: ids()
                .zip(self.purses.iter().map(|purse| purse.cash))
                .collect(),
            bc_cash: centers().zip(self.cash.iter().copied()).collect(),
            conserved: conserved && self.centers_conserve(),
        }
    }

    /// The place of a Business Center.
    #[must_use]
    pub(crate) fn center_place(&self, id: &str) -> Option<usize> {
        self.centers.iter().position(|center| center.id == id)
    }

    /// The place of an account.
    #[must_use]
    pub(crate) fn account_place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Keeps a change, then lets it happen.
    pub(crate) fn change(&mut self, now: i64, event: Event) -> Result<(), StoreError> {
        self.change_all(now, vec![event])
    }

    /// Keeps changes that belong together, then lets them happen.
    pub(crate) fn change_all(&mut self, now: i64, events: Vec<Event>) -> Result<(), StoreError> {
        self.store.add(now, &events)?;
        for event in events {
            self.happen(now, event);
        }

        Ok(())
    }

    /// An amount of this currency as TikTok writes it: a number with two decimals, unless the settings leave them out.
    pub(crate) fn amount(&self, currency: &str, hundredths: i64) -> Json {
        Json::Number(self.written(currency, hundredths))
    }

    /// The same as text.
    pub(crate) fn written(&self, currency: &str, hundredths: i64) -> String {
        let plain = json::plain(hundredths);
        let cut = plain.strip_suffix(".00").filter(|_| {
            currency::is_whole(currency) && !self.options.settings.tells_needless_decimals
        });

        cut.map_or_else(|| plain.clone(), str::to_owned)
    }

    /// The places of a Business Center's accounts.
    pub(crate) fn places_of(&self, bc: usize) -> Vec<usize> {
        let all = self.accounts.iter().enumerate();

        all.filter(|(_, account)| account.bc == bc)
            .map(|(place, _)| place)
            .collect()
    }

    pub(crate) fn happen(&mut self, at: i64, event: Event) {
        let number = self.happened;
        self.happened += 1;
        self.apply(Happened { number, at, event });
    }
}

/// The path below the API's root, with its last slash.
fn endpoint_of(request: &Request) -> &str {
    request
        .path
        .strip_prefix("/open_api/v1.3/")
        .unwrap_or_default()
}

fn words(options: &Options) -> String {
    format!(
        "seed {}, {} accounts, {} days",
        options.seed, options.accounts, options.days
    )
}

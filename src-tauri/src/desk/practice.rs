//! The three practice workspaces: the simulator in this process, reached like any other TikTok, and one clock for both.

use super::larger;
use super::script::Script;
use crate::fault::{Fault, FaultCode};
use desk_core::business_center::{Actor, Switches};
use desk_core::clock::{Boxed, Clock, PracticeClock, Timestamp};
use desk_core::credit::{AccountList, CreditKind, Holder, Origin, Terms};
use desk_core::gateway::transport::{Method, NoAnswer, Request, Response, Token, Transport};
use desk_core::id::{AdvertiserId, BcId, CreditId, MemberId};
use desk_core::journal::Journal;
use desk_core::money::{Currency, Money};
use desk_core::random::Random;
use simulator::{AccountLetter, Exchange, Letter, MemberToken, Options, World};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// One practice Business Center, as the menu names it before it was ever opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Practice {
    /// Folder and id.
    pub id: &'static str,
    /// Its Business Center.
    pub bc: &'static str,
    /// Its name at the beginning.
    pub name: &'static str,
    /// Its currency.
    pub currency: &'static str,
    /// Whether finance roles apply in it (R15).
    pub finance_roles: bool,
}

/// Design section 3: an ordinary one, one with a Payment Portfolio, one where finance roles do not apply.
pub const ALL: [Practice; 3] = [
    Practice {
        id: "practice-halden-row",
        bc: "7301840221776355601",
        name: "Halden Row Media",
        currency: "USD",
        finance_roles: true,
    },
    Practice {
        id: "practice-fennmark",
        bc: "7302955318840917702",
        name: "Fennmark Group",
        currency: "EUR",
        finance_roles: true,
    },
    Practice {
        id: "practice-tessaly",
        bc: "7303667142509883304",
        name: "Tessaly Studio",
        currency: "USD",
        finance_roles: false,
    },
];

/// The simulator with its clock, shared by the transport and the practice controls.
#[derive(Clone)]
pub struct Simulated {
    world: Arc<Mutex<World>>,
    clock: Arc<PracticeClock>,
    members: Vec<MemberToken>,
}

impl Simulated {
    /// Opens the world in `folder`, its clock running on from the latest moment it knows.
    ///
    /// # Errors
    /// When the folder or its file cannot be used.
    pub fn open(folder: &Path, bc: &str) -> Result<Self, Fault> {
        let world = World::open(folder, &options()).map_err(broken)?;
        let latest = world.latest().map_err(broken)?;
        let members = world
            .tokens()
            .into_iter()
            .filter(|member| member.bc_ids.iter().any(|id| id == bc))
            .collect();

        Ok(Self {
            world: Arc::new(Mutex::new(world)),
            clock: Arc::new(PracticeClock::running_from(latest)),
            members,
        })
    }

    /// Practice time.
    pub fn clock(&self) -> &Arc<PracticeClock> {
        &self.clock
    }

    /// Practice time is never before what is already written down.
    pub fn not_before(&self, written: Option<Timestamp>) {
        if let Some(written) = written {
            self.clock.jump(written.duration_since(self.clock.now()));
        }
    }

    /// Who can be acted as.
    pub fn members(&self) -> &[MemberToken] {
        &self.members
    }

    /// The token of a member.
    pub fn token(&self, member: &str) -> Option<Token> {
        let found = self.members.iter().find(|one| one.user_id == member);

        found.map(|one| Token::new(one.token.clone()))
    }

    /// The member that is asked for, or the first: who it is, and the token.
    ///
    /// # Errors
    /// When nobody is there.
    pub fn first_person(&self, member: Option<String>) -> Result<(MemberId, Token), Fault> {
        let nobody = || Fault::new(FaultCode::Internal).with("where", "members");
        let first = self.members.first().map(|one| one.user_id.clone());
        let wanted = member
            .filter(|id| self.token(id).is_some())
            .or(first)
            .ok_or_else(nobody)?;
        let token = self.token(&wanted).ok_or_else(nobody)?;

        Ok((MemberId::new(&wanted).map_err(|_| nobody())?, token))
    }

    /// Whether the next answer is to be lost.
    pub fn next_answer_lost(&self) -> bool {
        self.with(|world| world.control().loses_next_answer())
    }

    /// Arms the rehearsal of the worst case, once.
    pub fn lose_next_answer(&self) {
        self.with(|world| {
            if !world.control().loses_next_answer() {
                world.control().lose_next_answer();
            }
        });
    }

    /// Scripts what goes wrong with the next calls, for tests.
    pub fn go_wrong(&self, script: Script) {
        self.with(|world| {
            for (endpoint, fault) in script.0 {
                world.control().next(&endpoint, fault);
            }
        });
    }

    /// Keeps practice time, so that it does not go back at the next start.
    ///
    /// # Errors
    /// When it could not be written.
    pub fn keep_time(&self) -> Result<(), Fault> {
        self.with(|world| world.keep_time(self.clock.now()))
            .map_err(broken)
    }

    /// Enters the letters that came before practice began as ordinary credits, as the person who acts first would. Those that
    /// are there already are left alone, so that whoever was interrupted goes on at the next start.
    ///
    /// # Errors
    /// When the journal does not take them.
    pub async fn enter_letters(
        &self,
        bc: &BcId,
        currency: Currency,
        journal: &Journal,
        by: &Actor,
    ) -> Result<(), Fault> {
        let (own, elsewhere) = self.with(|world| {
            (
                world.letters(bc.as_str()),
                world.account_letters(bc.as_str()),
            )
        });
        let own = own
            .iter()
            .filter_map(|letter| terms(letter, Holder::BusinessCenter, currency));
        let elsewhere = elsewhere.iter().filter_map(|letter| held(letter, currency));
        let there = journal.credits()?;
        if there.is_empty() && !self.has_finance_roles(bc) {
            let switches = Switches {
                finance_roles_apply: false,
                ..Switches::default()
            };
            journal
                .set_switches(by.clone(), switches, self.clock.now())
                .await?;
        }
        for (place, terms) in (0..).zip(own.chain(elsewhere)) {
            let id = CreditId::fresh(Timestamp::UNIX_EPOCH, &Place(place));
            if !there.iter().any(|credit| credit.id == id) {
                journal
                    .enter_credit(id, by.clone(), terms, self.clock.now())
                    .await?;
            }
        }

        Ok(())
    }

    fn has_finance_roles(&self, bc: &BcId) -> bool {
        let practice = ALL.into_iter().find(|one| one.bc == bc.as_str());

        practice.is_none_or(|one| one.finance_roles)
    }

    fn with<T>(&self, work: impl FnOnce(&mut World) -> T) -> T {
        work(&mut self.world.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn answer(&self, request: &Request) -> Exchange {
        let request = simulator::Request {
            method: match request.method {
                Method::Get => simulator::Method::Get,
                Method::Post => simulator::Method::Post,
            },
            path: request.path.clone(),
            query: request.query.clone(),
            headers: vec![
                ("Access-Token".to_owned(), request.token.reveal().to_owned()),
                ("Content-Type".to_owned(), "application/json".to_owned()),
            ],
            body: request.body.clone(),
        };

        self.with(|world| world.answer(&request, self.clock.now()))
    }
}

/// A lost answer is told at once: nobody learns more by waiting for a deadline that is made up.
/// The place of a letter among those of its Business Center, of which its credit's id is made: the same one at each start.
struct Place(u128);

impl Random for Place {
    fn bits(&self) -> u128 {
        // Among the bits that an id keeps whole.
        self.0.rotate_left(72)
    }
}

impl Transport for Simulated {
    fn call(&self, request: Request) -> Boxed<'_, Result<Response, NoAnswer>> {
        let simulated = self.clone();
        Box::pin(async move {
            let asked = tokio::task::spawn_blocking(move || simulated.answer(&request)).await;
            match asked {
                Ok(Exchange::Answer(answer)) => Ok(response(answer)),
                Ok(Exchange::Delayed(wait, answer)) => {
                    tokio::time::sleep(wait).await;
                    Ok(response(answer))
                }
                Ok(Exchange::RefusedToConnect) => {
                    Err(NoAnswer::NotSent("the connection was refused".to_owned()))
                }
                Ok(Exchange::Lost) => Err(NoAnswer::Lost("the answer was lost".to_owned())),
                // The simulator may have answered before it fell over.
                Err(_) => Err(NoAnswer::Lost("the simulator ended".to_owned())),
            }
        })
    }
}

fn response(answer: simulator::Response) -> Response {
    let date = answer
        .headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("date"))
        .map(|(_, value)| value.clone());

    Response {
        status: answer.status,
        date,
        body: answer.body,
    }
}

fn options() -> Options {
    Options {
        accounts: larger::accounts().unwrap_or_default(),
        ..Options::default()
    }
}

fn held(letter: &AccountLetter, currency: Currency) -> Option<Terms> {
    let origin = match letter.origin {
        "INCENTIVE_CENTER" => Origin::IncentiveCenter,
        "ADS_MANAGER" => Origin::AdsManager,
        "PROMOTIONAL_CODE" => Origin::PromotionalCode,
        _ => Origin::Other,
    };
    let account = AdvertiserId::new(letter.advertiser_id).ok()?;

    terms(
        &letter.letter,
        Holder::Account { account, origin },
        currency,
    )
}

/// What was left when practice began is what can be entered: nothing placed before is in this journal.
fn terms(letter: &Letter, holder: Holder, currency: Currency) -> Option<Terms> {
    let whole = Money::new(letter.amount, currency);
    let left = Money::new(letter.left, currency);
    let source = if letter.left == letter.amount {
        letter.terms.to_owned()
    } else {
        format!(
            "{}. {} {currency} issued; {} {currency} left when this list was begun.",
            letter.terms,
            whole.shown(),
            left.shown()
        )
    };

    Some(Terms {
        name: letter.name.to_owned(),
        amount: left,
        issued: Some(letter.issued),
        valid_from: Some(letter.valid_from),
        valid_until: Some(letter.valid_until),
        kind: match letter.kind {
            "FREE" => CreditKind::Free,
            "CONDITIONAL" => CreditKind::Conditional,
            "ASSIGNABLE" => CreditKind::Assignable,
            _ => return None,
        },
        restrictions: letter.restrictions.to_owned(),
        accounts: AccountList::Any,
        terms: source,
        holder,
        fulfilled: false,
    })
}

fn broken(error: simulator::StoreError) -> Fault {
    Fault::new(FaultCode::DiskFailed).with("reason", error)
}

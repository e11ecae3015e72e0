//! Placing ad credit: checks while typing, the review, and the one confirmation.

use super::withheld::Withheld;
use super::{Outcome, Prepared, Workspace, WorkspaceError};
use crate::allocate::{AllocateError, allocate};
use crate::allocation::{Allocation, Answer, Draft};
use crate::book;
use crate::business_center::Actor;
use crate::credit::Source;
use crate::id::{AdvertiserId, AllocationId, AllocationNumber, RequestId, ReviewId};
use crate::money::Money;
use crate::policy::{self, Check, Facts, Review, differences};
use std::collections::BTreeMap;
use std::sync::{MutexGuard, PoisonError};

/// What one confirmation that may have moved something came to.
#[derive(Clone)]
pub(super) enum Confirmed {
    /// It is in the journal.
    Made(Box<Allocation>),
    /// TikTok was asked, and the journal could not be told.
    NotWritten {
        number: AllocationNumber,
        answer: Option<Box<Answer>>,
        why: String,
    },
}

impl Workspace {
    /// Judges what is typed, from what was fetched; no network, nothing kept.
    ///
    /// # Errors
    /// [`WorkspaceError`]
    pub fn check_amount(
        &self,
        account: &AdvertiserId,
        source: Source,
        typed: &str,
    ) -> Result<Check, WorkspaceError> {
        let now = self.clock.now();
        let actor = self.actor().ok_or(WorkspaceError::NobodyActs)?;
        let facts = self.fetched(account, actor)?;
        let book = book::open(&self.journal, &self.mirror, &facts, source, now)?;

        Ok(policy::check(&facts, &book, source, typed, now))
    }

    /// Reads everything afresh and says what would happen, for good. Nothing moves. The review is the latest from here on.
    ///
    /// # Errors
    /// [`WorkspaceError`]
    pub async fn prepare_review(
        &self,
        account: &AdvertiserId,
        source: Source,
        typed: &str,
        note: Option<String>,
    ) -> Result<Prepared, WorkspaceError> {
        let gateway = self.gateway();
        let (facts, withheld) = match gateway.look(account).await {
            Ok(facts) => {
                self.keep_actor(&gateway, &facts.actor).await;
                self.keep_seen(&facts).await?;
                (facts, None)
            }
            Err(error) => {
                let Withheld { actor, refusals } = self.withheld(&gateway, error).await?;
                (self.fetched(account, actor)?, Some(refusals))
            }
        };
        let now = self.clock.now();
        let book = book::open(&self.journal, &self.mirror, &facts, source, now)?;
        let check = policy::check(&facts, &book, source, typed, now);
        let Ok(amount) = Money::parse_typed(typed, check.source_left.currency()) else {
            self.keep_latest(None);
            return Ok(Prepared::NoAmount(Box::new(check)));
        };
        let draft = Draft {
            review: ReviewId(self.new_id()),
            allocation: AllocationId(self.new_id()),
            request: self.new_request(),
            account: account.clone(),
            source,
            amount,
            note: note.filter(|note| !note.trim().is_empty()),
        };
        let mut review = policy::review(&facts, &book, draft, now);
        if let Some(refusals) = withheld {
            review = policy::withheld(review, facts.actor, refusals);
        }
        self.keep_latest(Some(review.clone()));

        Ok(Prepared::Review(Box::new(review)))
    }

    /// Commits the latest review, once: reads afresh, records, sends, settles. Confirming the same review again returns the
    /// allocation it made; `acknowledged` names the codes of the warnings that were read.
    pub async fn confirm(&self, review: ReviewId, acknowledged: &[String]) -> Outcome {
        let _one_at_a_time = self.confirming.lock().await;
        if let Some(before) = self.confirmed_before(review) {
            return before;
        }
        let latest = self.latest_review();
        let Some(reviewed) = latest.filter(|latest| latest.draft.review == review) else {
            return Outcome::Outdated;
        };
        match self.journal.allocation_by_id(reviewed.draft.allocation) {
            Ok(Some(made)) => return Outcome::Done(Box::new(made)),
            Ok(None) => {}
            Err(error) => return Outcome::NothingRecorded(error.into()),
        }
        let gateway = self.gateway();
        let source = reviewed.draft.source;
        let book = |facts: &Facts| {
            book::open(&self.journal, &self.mirror, facts, source, self.clock.now())
        };
        let came = allocate(
            &self.journal,
            &gateway,
            self.clock.as_ref(),
            book,
            &reviewed,
            acknowledged,
        )
        .await;

        self.keep_confirmed(review, &came);
        match came {
            Ok(allocation) => Outcome::Done(Box::new(allocation)),
            Err(AllocateError::Look(error)) => {
                let outcome = self.not_looked(&gateway, &reviewed, error).await;
                self.returned(&reviewed, outcome)
            }
            Err(error) => self.returned(&reviewed, error.into()),
        }
    }

    /// The latest review, if one was prepared and nothing replaced it.
    #[must_use]
    pub fn latest_review(&self) -> Option<Review> {
        self.latest
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// What a review that was confirmed before came to, as the journal has it now, or as it was told then.
    fn confirmed_before(&self, review: ReviewId) -> Option<Outcome> {
        let all = self.confirmed();
        let before = all.get(&review).cloned();
        drop(all);

        Some(match before? {
            Confirmed::Made(told) => {
                let now = self.journal.allocation(told.number).ok().flatten();
                Outcome::Done(now.map_or(told, Box::new))
            }
            Confirmed::NotWritten {
                number,
                answer,
                why,
            } => Outcome::NotWritten {
                number,
                answer,
                why,
            },
        })
    }

    /// Keeps what may have moved something; everything else may be asked anew.
    pub(super) fn keep_confirmed(
        &self,
        review: ReviewId,
        came: &Result<Allocation, AllocateError>,
    ) {
        let confirmed = match came {
            Ok(allocation) => Confirmed::Made(Box::new(allocation.clone())),
            Err(AllocateError::NotWritten {
                number,
                answer,
                why,
            }) => Confirmed::NotWritten {
                number: *number,
                answer: answer.clone(),
                why: why.clone(),
            },
            Err(
                AllocateError::Look(_)
                | AllocateError::NotPermitted(_)
                | AllocateError::Book(_)
                | AllocateError::NotRecorded(_),
            ) => return,
        };
        self.confirmed().insert(review, confirmed);
    }

    fn confirmed(&self) -> MutexGuard<'_, BTreeMap<ReviewId, Confirmed>> {
        self.confirmed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// A review that changed gets ids of its own and becomes the latest, unless another was prepared meanwhile.
    fn returned(&self, reviewed: &Review, outcome: Outcome) -> Outcome {
        let Outcome::Returned { mut review, .. } = outcome else {
            return outcome;
        };
        let differences = differences(reviewed, &review);
        let mut draft = review.draft.clone();
        draft.review = ReviewId(self.new_id());
        draft.allocation = AllocationId(self.new_id());
        draft.request = self.new_request();
        review.record.draft = draft.clone();
        review.draft = draft;
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if latest
            .as_ref()
            .is_some_and(|latest| latest.draft.review == reviewed.draft.review)
        {
            *latest = Some((*review).clone());
        }

        Outcome::Returned {
            review,
            differences,
        }
    }

    /// What was fetched about an account, in the shape of a look.
    fn fetched(&self, account: &AdvertiserId, actor: Actor) -> Result<Facts, WorkspaceError> {
        let not_fetched = || WorkspaceError::NotFetched(account.clone());
        let (bc, _) = self.mirror.business_center()?.ok_or_else(not_fetched)?;
        let (bc_balance, told) = self.mirror.bc_balance()?.ok_or_else(not_fetched)?;
        let known = self.mirror.account(account)?.ok_or_else(not_fetched)?;
        let portfolios = self.mirror.portfolios()?;

        Ok(Facts {
            read_at: told.min(known.as_of),
            bc,
            actor,
            bc_balance,
            balance: known.balance.ok_or_else(not_fetched)?,
            account: known.account,
            minimum: known.minimum,
            portfolios: portfolios.into_iter().map(|one| one.id).collect(),
            known_records: Vec::new(),
        })
    }

    /// A look is as good as a fetch: the lists show what the review shows.
    async fn keep_seen(&self, facts: &Facts) -> Result<(), WorkspaceError> {
        let at = facts.read_at;
        self.mirror
            .put_business_center(facts.bc.clone(), at)
            .await?;
        self.mirror.put_bc_balance(facts.bc_balance, at).await?;

        Ok(self
            .mirror
            .put_account(facts.account.clone(), facts.balance, facts.minimum, at)
            .await?)
    }

    fn keep_latest(&self, review: Option<Review>) {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = review;
    }

    fn new_request(&self) -> RequestId {
        let [low, high] = halves(self.random.bits());

        RequestId::from_random(low ^ high)
    }
}

fn halves(bits: u128) -> [u64; 2] {
    let bytes = bits.to_le_bytes();
    let mut halves = [0_u64; 2];
    for (half, chunk) in halves.iter_mut().zip(bytes.chunks_exact(8)) {
        *half = chunk
            .iter()
            .fold(0, |sum, byte| (sum << 8) | u64::from(*byte));
    }

    halves
}

//! Add Balance: begin, check, review, allocate. The core judges; this keeps the latest review, so that only it can commit.

use super::workspace::Workspace;
use crate::events::Topic;
use crate::fault::{Fault, FaultCode};
use crate::shown::review::ReviewParts;
use crate::shown::{self, account, amount, credit, people, reasons};
use crate::views::add_balance::{
    AllocationDraft, AmountCheck, AnswerWord, BeginAllocation, Outcome, Review,
};
use desk_core::allocate::{AllocateError, allocate};
use desk_core::allocation::{Allocation, Answer, Draft, State};
use desk_core::business_center::Actor;
use desk_core::credit::{self as credits, Credit, Source};
use desk_core::id::{AdvertiserId, AllocationId, AllocationNumber, RequestId, ReviewId};
use desk_core::journal::JournalError;
use desk_core::money::{Money, TypedError};
use desk_core::policy::{self, Book, Difference, Facts, NotPermitted};
use desk_core::random::SystemRandom;
use std::sync::{Mutex, PoisonError};

/// How many accounts with a similar name are shown.
const LOOK_ALIKES: usize = 5;

/// What a dialog has prepared so far.
#[derive(Default)]
pub struct Prepared {
    facts: Mutex<Option<Facts>>,
    latest: Mutex<Option<policy::Review>>,
    committed: Mutex<Option<(ReviewId, AllocationNumber)>>,
    sending: tokio::sync::Mutex<()>,
}

impl Prepared {
    /// Another person, another time: what was prepared does not hold.
    pub fn forget(&self) {
        *lock(&self.facts) = None;
        *lock(&self.latest) = None;
    }
}

impl Workspace {
    /// Step 1: reads the account afresh and says what can be placed there.
    ///
    /// # Errors
    /// When there is no such account, or TikTok cannot be read.
    pub async fn begin_allocation(&self, id: &str) -> Result<BeginAllocation, Fault> {
        let id = account_id(id)?;
        let facts = self.gateway().look(&id).await?;
        let book = self.book(&facts, Source::Unlisted)?;
        let begun = self.begun(&facts, &book);
        *lock(&self.desk.facts) = Some(facts);

        begun
    }

    /// The live checks, against what step 1 read.
    ///
    /// # Errors
    /// When TikTok or the journal cannot be read.
    pub async fn check_amount(&self, draft: &AllocationDraft) -> Result<AmountCheck, Fault> {
        let id = account_id(&draft.account)?;
        let known = lock(&self.desk.facts)
            .clone()
            .filter(|facts| facts.account.id == id);
        let facts = match known {
            Some(facts) => facts,
            None => self.gateway().look(&id).await?,
        };
        let source = source(&draft.credit)?;
        let book = self.book(&facts, source)?;
        let check = policy::check(&facts, &book, source, &draft.amount, self.now());
        *lock(&self.desk.facts) = Some(facts);

        Ok(AmountCheck {
            may_review: check.amount.is_ok() && check.refusals.is_empty(),
            reason: check.amount.as_ref().err().map(reasons::amount_reason),
            amount: check.amount.ok().map(amount),
            credit_left: Some(amount(check.source_left)),
            placeable: Some(amount(check.placeable)),
            refusals: reasons::refusals(&check.refusals),
        })
    }

    /// Step 2: reads afresh and judges. Each review has ids of its own; only the latest can commit.
    ///
    /// # Errors
    /// When something typed cannot be read, or TikTok or the journal cannot.
    pub async fn review(&self, typed: &AllocationDraft) -> Result<Review, Fault> {
        let (id, source) = (account_id(&typed.account)?, source(&typed.credit)?);
        let note = Draft::note(&typed.note).map_err(|_| field("note", "TOO_LONG"))?;
        let facts = self.gateway().look(&id).await?;
        let book = self.book(&facts, source)?;
        let currency = book
            .credit
            .as_ref()
            .map_or(facts.bc.currency, |credit| credit.terms.amount.currency());
        let amount = typed_amount(&typed.amount, currency)?;
        let draft = Draft {
            review: ReviewId::fresh(self.now(), &SystemRandom),
            allocation: AllocationId::fresh(self.now(), &SystemRandom),
            request: RequestId::fresh(&SystemRandom),
            account: id,
            source,
            amount,
            note,
        };
        let review = policy::review(&facts, &book, draft, self.now());
        let before = lock(&self.desk.latest).replace(review.clone());
        let changed = before
            .filter(|before| same_wish(before, &review))
            .map(|before| policy::differences(&before, &review))
            .unwrap_or_default();
        let shown = self.shown_review(&review, &facts, changed);
        *lock(&self.desk.facts) = Some(facts);

        shown
    }

    /// Commits the latest review, once. A second press on the same review is told what became of the first.
    ///
    /// # Errors
    /// When the journal cannot be read back; whatever was sent is in it.
    pub async fn allocate(&self, review: &str, acknowledged: &[String]) -> Result<Outcome, Fault> {
        let _one_after_the_other = self.desk.sending.lock().await;
        if let Some(number) = self.committed_before(review) {
            return self.outcome_of(number);
        }
        let latest = lock(&self.desk.latest)
            .clone()
            .filter(|latest| latest.draft.review.0.to_string() == review);
        let Some(latest) = latest else {
            return Ok(nothing(Fault::new(FaultCode::ReviewSuperseded)));
        };
        let mut looked = None;
        let gateway = self.gateway();
        let done = allocate(
            &self.journal,
            &gateway,
            self.simulated.clock().as_ref(),
            |facts| {
                looked = Some(facts.clone());
                Ok(self.core_book(facts, latest.draft.source)?)
            },
            &latest,
            acknowledged,
        )
        .await;

        self.told(done, &latest, looked).await
    }

    async fn told(
        &self,
        done: Result<Allocation, AllocateError>,
        latest: &policy::Review,
        looked: Option<Facts>,
    ) -> Result<Outcome, Fault> {
        match done {
            Ok(allocation) => {
                *lock(&self.desk.committed) = Some((latest.draft.review, allocation.number));
                *lock(&self.desk.latest) = None;
                self.after_sending(&allocation.record.draft.account).await;
                self.outcome_of(allocation.number)
            }
            Err(AllocateError::Look(error)) => Ok(nothing(error.into())),
            Err(AllocateError::NotRecorded(error)) => Ok(nothing(error.into())),
            Err(AllocateError::Book(error)) => Ok(nothing(error.into())),
            Err(AllocateError::NotPermitted(reason)) => match looked {
                Some(facts) => self.returned(reason, latest, &facts),
                None => Ok(nothing(Fault::new(FaultCode::Internal))),
            },
            Err(AllocateError::NotWritten { number, answer, .. }) => {
                *lock(&self.desk.latest) = None;
                self.tell(&[Topic::Allocations]);
                Ok(not_kept(number, answer.as_deref()))
            }
        }
    }

    /// Nothing was recorded: the fresh judgement is the new latest review, under ids of its own.
    fn returned(
        &self,
        reason: NotPermitted,
        before: &policy::Review,
        facts: &Facts,
    ) -> Result<Outcome, Fault> {
        let mut fresh = match reason {
            NotPermitted::Refused(fresh)
            | NotPermitted::Changed(fresh)
            | NotPermitted::NotAcknowledged(fresh) => *fresh,
        };
        fresh.draft.review = ReviewId::fresh(self.now(), &SystemRandom);
        fresh.draft.allocation = AllocationId::fresh(self.now(), &SystemRandom);
        fresh.draft.request = RequestId::fresh(&SystemRandom);
        fresh.record.draft = fresh.draft.clone();
        let changed = policy::differences(before, &fresh);
        *lock(&self.desk.latest) = Some(fresh.clone());

        Ok(Outcome::Returned {
            review: Box::new(self.shown_review(&fresh, facts, changed)?),
        })
    }

    fn committed_before(&self, review: &str) -> Option<AllocationNumber> {
        lock(&self.desk.committed)
            .filter(|(id, _)| id.0.to_string() == review)
            .map(|(_, number)| number)
    }

    fn outcome_of(&self, number: AllocationNumber) -> Result<Outcome, Fault> {
        let allocation = Box::new(self.allocation(number)?);
        let state = self
            .journal
            .allocation(number)?
            .map(|allocation| allocation.state);

        Ok(match state {
            Some(State::Rejected { code, message }) => Outcome::Refused {
                allocation,
                tiktok_code: code.to_string(),
                message,
            },
            Some(State::NotSent { .. }) => Outcome::NotSent { allocation },
            Some(State::Unknown { reason }) => Outcome::Unknown {
                allocation,
                reason: shown::allocation::reason(&reason),
            },
            Some(
                State::Succeeded { .. }
                | State::Applied { .. }
                | State::NotApplied { .. }
                | State::Sending,
            )
            | None => Outcome::Allocated { allocation },
        })
    }

    /// Brings the two balances that moved up to date; the rest waits for the next refresh.
    async fn after_sending(&self, account: &AdvertiserId) {
        let gateway = self.gateway();
        let seen = gateway.account(account).await;
        let balance = gateway.bc_balance(None).await;
        if let Some(picture) = self
            .picture
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .as_mut()
        {
            if let Ok(seen) = seen {
                let id = seen.account.id.clone();
                picture.accounts.insert(id, (seen.account, seen.balance));
            }
            if let Ok(balance) = balance {
                picture.bc_balance = Some(balance);
            }
        }
        self.tell(&[Topic::Accounts, Topic::Allocations, Topic::Credits]);
    }

    fn begun(&self, facts: &Facts, book: &Book) -> Result<BeginAllocation, Fault> {
        let all = self.journal.credits()?;
        let unlisted =
            credits::unlisted_left(facts.bc_balance.voucher, book.listed_left, book.open)?;
        let offers = credits::offers(&all, unlisted, &facts.account, &facts.bc.zone, self.now());
        let own: Vec<policy::Refusal> =
            policy::standing_refusals(&facts.bc, facts.actor.role, book.switches, &book.admins)
                .into_iter()
                .chain(policy::row_refusals(
                    &facts.account,
                    facts.bc.currency,
                    book.switches,
                    &facts.portfolios,
                    book.open_here,
                ))
                .collect();
        let choices: Vec<_> = offers
            .iter()
            .map(|offer| credit::choice(offer, &all))
            .collect();

        Ok(BeginAllocation {
            card: self.card(&facts.account, &facts.bc.name),
            ad_credit: Some(amount(facts.balance.ad_credit)),
            preselected: choices.first().map(|choice| choice.key.clone()),
            credits: choices,
            placeable: Some(amount(
                facts.bc_balance.valid_voucher.minus(book.open)?.floored(),
            )),
            refusals: reasons::refusals(&own),
            look_alikes: reasons::look_alikes(&book.look_alikes, &facts.account.id),
            actor: people::person(&facts.actor),
            decimals: facts.bc.currency.decimals(),
            currency: facts.bc.currency.to_string(),
        })
    }

    fn shown_review(
        &self,
        review: &policy::Review,
        facts: &Facts,
        changed: Vec<Difference>,
    ) -> Result<Review, Fault> {
        let all = self.journal.credits()?;
        let of = |source| name_of(&all, source);
        let kind = match review.draft.source {
            Source::Credit(id) => all
                .iter()
                .find(|credit| credit.id == id)
                .map(|credit| account::kind(credit.terms.kind)),
            Source::Unlisted => None,
        };
        let then = account::order_of_use(&facts.account, facts.balance.credit_line);

        Ok(shown::review::review(ReviewParts {
            review,
            card: self.card(&facts.account, &facts.bc.name),
            kind,
            then: then.into_iter().skip(1).collect(),
            portfolio: review.record.portfolio.as_ref().map(ToString::to_string),
            changed,
            zone: self.zone(),
            name_of: &of,
        }))
    }

    /// What journal and picture know about a draft, given what TikTok says now.
    fn book(&self, facts: &Facts, source: Source) -> Result<Book, Fault> {
        Ok(self.core_book(facts, source)?)
    }

    fn core_book(&self, facts: &Facts, source: Source) -> Result<Book, JournalError> {
        let Actor { id: operator, .. } = &facts.actor;
        let (account, now) = (&facts.account, self.now());
        let known = self
            .journal
            .known(&account.id, operator, facts.bc.currency, now)?;
        let listed_left =
            credits::listed_left(&known.credits, facts.bc.currency, &facts.bc.zone, now)
                .map_err(|_| JournalError::DoesNotFit)?;
        let credit = match source {
            Source::Credit(id) => known.credits.iter().find(|credit| credit.id == id).cloned(),
            Source::Unlisted => None,
        };
        let until = credit.as_ref().and_then(|credit| credit.terms.valid_until);
        let used_earlier = self.used_earlier(facts, &known.credits, until)?;
        let (look_alikes, spend) = self.with_picture(|picture| {
            picture.map_or_else(
                || (Vec::new(), None),
                |picture| {
                    (
                        picture.names.look_alikes(&account.id, LOOK_ALIKES),
                        picture.spend_of(account),
                    )
                },
            )
        });

        Ok(Book {
            switches: known.switches,
            credit,
            listed_left,
            open: known.open,
            open_here: known.open_here,
            earlier: known.earlier,
            usual: known.usual,
            look_alikes,
            spend_7_days: spend,
            used_earlier,
            troubled_at: None,
            admins: self.admins(),
        })
    }

    fn used_earlier(
        &self,
        facts: &Facts,
        all: &[Credit],
        until: Option<jiff::civil::Date>,
    ) -> Result<Money, JournalError> {
        let nothing = Money::zero(facts.account.currency);
        let estimates = self.estimates(&facts.account, Some(facts.balance.ad_credit), all)?;
        let earlier = estimates.map(|estimates| {
            desk_core::promotion::used_earlier(&estimates, until, facts.account.currency)
                .unwrap_or(nothing)
        });

        Ok(earlier.unwrap_or(nothing))
    }
}

/// The same account, credit and amount: then a new review is compared with the one before.
fn same_wish(before: &policy::Review, now: &policy::Review) -> bool {
    let wish = |review: &policy::Review| {
        (
            review.draft.account.clone(),
            review.draft.source,
            review.draft.amount,
        )
    };

    wish(before) == wish(now)
}

/// The name of a source, where it is a listed credit.
pub fn name_of(all: &[Credit], source: Source) -> Option<String> {
    match source {
        Source::Credit(id) => all
            .iter()
            .find(|credit| credit.id == id)
            .map(|credit| credit.terms.name.clone()),
        Source::Unlisted => None,
    }
}

/// An account's id as the window names it.
///
/// # Errors
/// [`FaultCode::NotFound`].
pub fn account_id(text: &str) -> Result<AdvertiserId, Fault> {
    AdvertiserId::new(text).map_err(|_| Fault::new(FaultCode::NotFound).with("name", text))
}

fn source(key: &str) -> Result<Source, Fault> {
    credit::source(key).ok_or_else(|| Fault::new(FaultCode::NotFound).with("name", key))
}

fn typed_amount(text: &str, currency: desk_core::money::Currency) -> Result<Money, Fault> {
    Money::parse_typed(text, currency).map_err(|error| {
        let reason = match error {
            TypedError::Invalid => "AMOUNT_INVALID",
            TypedError::NotPositive => "AMOUNT_NOT_POSITIVE",
            TypedError::Precision(_) => "AMOUNT_PRECISION",
            TypedError::TooLarge => "AMOUNT_TOO_LARGE",
        };
        field("amount", reason)
    })
}

fn field(name: &str, reason: &str) -> Fault {
    Fault::new(FaultCode::FieldInvalid)
        .with("field", name)
        .with("reason", reason)
}

fn nothing(fault: Fault) -> Outcome {
    Outcome::NothingRecorded { fault }
}

fn not_kept(number: AllocationNumber, answer: Option<&Answer>) -> Outcome {
    let (word, transactions) = match answer {
        Some(Answer::Accepted { transactions, .. }) => (
            AnswerWord::Accepted,
            transactions.iter().map(ToString::to_string).collect(),
        ),
        Some(Answer::Refused { .. }) => (AnswerWord::Refused, Vec::new()),
        Some(Answer::NotSent { .. }) => (AnswerWord::NotSent, Vec::new()),
        Some(Answer::Unknown { .. }) | None => (AnswerWord::Unknown, Vec::new()),
    };

    Outcome::AnswerNotKept {
        number: number.0.to_string(),
        answer: word,
        transactions,
    }
}

fn lock<T>(value: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}

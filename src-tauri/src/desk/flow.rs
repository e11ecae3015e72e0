//! Add Balance: begin, check, review, allocate. The core judges and commits; this says what it came to.

use super::workspace::Workspace;
use crate::events::Topic;
use crate::fault::{Fault, FaultCode};
use crate::shown::review::ReviewParts;
use crate::shown::{self, account, amount, credit, people, reasons};
use crate::views::add_balance::{
    AllocationDraft, AmountCheck, AnswerWord, BeginAllocation, Outcome, Review,
};
use crate::views::reasons::Refusal;
use desk_core::allocation::{Allocation, Answer, Draft, State};
use desk_core::credit::{self as credits, Credit, Source};
use desk_core::id::{AdvertiserId, AllocationNumber, ReviewId};
use desk_core::mirror::AccountFacts;
use desk_core::policy::{self, Difference};
use desk_core::review::OpenHere;
use desk_core::workspace::{self as core, Prepared};
use std::sync::Arc;

/// How many accounts with a similar name are shown.
const LOOK_ALIKES: usize = 20;

impl Workspace {
    /// Step 1, from what was fetched: who receives it, what can be placed there.
    ///
    /// # Errors
    /// When there is no such account, or a file cannot be read.
    pub fn begin_allocation(&self, id: &str) -> Result<BeginAllocation, Fault> {
        let (id, now, reading) = (account_id(id)?, self.now(), self.reading());
        let missing = || Fault::new(FaultCode::NotFound).with("name", &id);
        let page = reading.account(&id, now)?.ok_or_else(missing)?;
        let overview = reading.overview(now)?.ok_or_else(missing)?;
        let listed = reading.credits(now)?.ok_or_else(missing)?;
        let actor = self.actor()?;
        let sees = policy::sees_finance(actor.role, overview.switches);
        let known = &page.facts.account;
        let unlisted = listed
            .unlisted
            .unwrap_or(desk_core::money::Money::zero(overview.bc.currency));
        let offers = credits::offers(&listed.own, unlisted, known, &overview.bc.zone, now);
        let choices: Vec<_> = offers
            .iter()
            .filter(|_| sees)
            .map(|offer| credit::choice(offer, &listed.own))
            .collect();
        let mut refusals = reasons::refusals(&self.notice(&actor, &overview));
        refusals.extend(reasons::refusals(&page.refusals));
        refusals.extend(self.refused_to_all());
        let look_alikes = self.core.mirror().look_alikes(&id, LOOK_ALIKES)?;
        let balance = page.facts.balance.filter(|_| sees);

        Ok(BeginAllocation {
            card: self.card(&page.facts),
            ad_credit: balance.map(|balance| amount(balance.ad_credit)),
            preselected: choices.first().map(|choice| choice.key.clone()),
            credits: choices,
            placeable: overview.placeable.filter(|_| sees).map(amount),
            open: page.open_here.map(|open| shown::open_outcome(&open, sees)),
            refusals,
            look_alikes: reasons::look_alikes(&look_alikes, &id),
            actor: people::person(&actor),
            decimals: overview.bc.currency.decimals(),
            currency: overview.bc.currency.to_string(),
        })
    }

    /// The live checks, against what was fetched.
    ///
    /// # Errors
    /// When nothing was fetched about the account, or a file cannot be read.
    pub fn check_amount(&self, draft: &AllocationDraft) -> Result<AmountCheck, Fault> {
        let (id, source) = (account_id(&draft.account)?, source(&draft.credit)?);
        let check = self.core.check_amount(&id, source, &draft.amount)?;
        let mut refusals = reasons::refusals(&check.refusals);
        refusals.extend(self.refused_to_all());

        Ok(AmountCheck {
            may_review: check.amount.is_ok() && refusals.is_empty(),
            reason: check.amount.as_ref().err().map(reasons::amount_reason),
            amount: check.amount.ok().map(amount),
            credit_left: Some(amount(check.source_left)),
            placeable: Some(amount(check.placeable)),
            minimum: check.minimum.map(amount),
            refusals,
        })
    }

    /// What refuses every allocation in this window, whoever asks.
    fn refused_to_all(&self) -> Option<Refusal> {
        self.read_only().map(|why| Refusal::ReadOnly { why })
    }

    /// Step 2: reads afresh and judges. Only the latest review can commit.
    ///
    /// # Errors
    /// When something typed cannot be read, or TikTok or a file cannot.
    pub async fn review(&self, typed: &AllocationDraft) -> Result<Review, Fault> {
        let (id, source) = (account_id(&typed.account)?, source(&typed.credit)?);
        let note = Draft::note(&typed.note).map_err(|_| field("note", "TOO_LONG"))?;
        let before = self.core.latest_review();
        let prepared = self
            .core
            .prepare_review(&id, source, &typed.amount, note)
            .await?;
        self.tell(&[Topic::Accounts]);
        match prepared {
            Prepared::NoAmount(check) => Err(match check.amount {
                Err(reason) => field("amount", reason.code()),
                Ok(_) => field("amount", "AMOUNT_INVALID"),
            }),
            Prepared::Review(review) => {
                let changed = before
                    .filter(|before| same_wish(before, &review))
                    .map(|before| policy::differences(&before, &review))
                    .unwrap_or_default();
                self.shown_review(&review, changed)
            }
        }
    }

    /// Commits the latest review, once. A second press on the same review is told what became of the first.
    ///
    /// # Errors
    /// When the journal cannot be read back; whatever was sent is in it.
    pub async fn allocate(
        self: &Arc<Self>,
        review: &str,
        acknowledged: &[String],
    ) -> Result<Outcome, Fault> {
        let Ok(id) = review.parse().map(ReviewId) else {
            return Ok(nothing(Fault::new(FaultCode::ReviewSuperseded)));
        };
        match self.core.confirm(id, acknowledged).await {
            core::Outcome::Done(allocation) => {
                self.bring_up_to_date(allocation.record.draft.account.clone());
                self.told(&allocation)
            }
            core::Outcome::Returned {
                review,
                differences,
            } => {
                // Who may do what is in the frame and in every row.
                if differences.contains(&Difference::Person) {
                    self.tell(&[Topic::Workspace, Topic::Accounts]);
                }
                self.returned(&review, differences)
            }
            core::Outcome::Refused(review) | core::Outcome::NotAcknowledged(review) => {
                self.returned(&review, Vec::new())
            }
            core::Outcome::Outdated => Ok(nothing(Fault::new(FaultCode::ReviewSuperseded))),
            core::Outcome::NothingRecorded(error) => Ok(nothing(error.into())),
            core::Outcome::NotWritten { number, answer, .. } => {
                self.stop_sending();
                Ok(not_kept(number, answer.as_deref()))
            }
        }
    }

    /// An account in a few words.
    pub fn card(&self, facts: &AccountFacts) -> crate::views::ad_account::AccountCard {
        let portfolios = self.core.mirror().portfolios().unwrap_or_default();
        let bc = self.bc();
        let bc_name = bc.map_or_else(|| self.known.name.clone(), |bc| bc.name);

        account::card(
            &facts.account,
            &bc_name,
            facts.likeness,
            &portfolios,
            self.now(),
        )
    }

    pub(super) fn told(&self, allocation: &Allocation) -> Result<Outcome, Fault> {
        let read = self.allocation(allocation.number);
        let shown = Box::new(read.map_err(Fault::after_sending)?);

        Ok(match &allocation.state {
            State::Rejected { code, message } => Outcome::Refused {
                allocation: shown,
                tiktok_code: code.to_string(),
                message: message.clone(),
            },
            State::NotSent { .. } => Outcome::NotSent { allocation: shown },
            State::Unknown { reason } => Outcome::Unknown {
                allocation: shown,
                reason: shown::allocation::reason(reason),
            },
            // Still being sent by nobody: it is looked up like any other unknown outcome.
            State::Sending => Outcome::Unknown {
                allocation: shown,
                reason: crate::views::allocations::UnknownReason::ProgramEnded,
            },
            // A late second press on a review whose outcome a person has closed meanwhile: the history tells the rest.
            State::NotApplied { .. } | State::Contradicted { .. } => {
                nothing(Fault::new(FaultCode::AlreadySettled))
            }
            State::Succeeded { .. } | State::Applied { .. } | State::DuplicateSuspected { .. } => {
                Outcome::Allocated { allocation: shown }
            }
        })
    }

    fn returned(
        &self,
        review: &policy::Review,
        changed: Vec<Difference>,
    ) -> Result<Outcome, Fault> {
        Ok(Outcome::Returned {
            review: Box::new(self.shown_review(review, changed)?),
        })
    }

    /// Reads the two balances that moved, behind the receipt.
    fn bring_up_to_date(self: &Arc<Self>, account: AdvertiserId) {
        self.tell(&[Topic::Allocations, Topic::Credits]);
        self.ring();
        let workspace = Arc::clone(self);
        tokio::spawn(async move {
            // What could not be read is shown with its age; a refresh can be asked for.
            let _read = workspace.core.refresh_account(&account).await;
            workspace.tell(&[Topic::Accounts, Topic::Credits]);
        });
    }

    /// The account's allocation that is not settled, if any.
    fn open_at(&self, facts: &AccountFacts) -> Result<Option<OpenHere>, Fault> {
        let open = self.journal().open_allocations()?;
        let told = facts.balance.map(|balance| balance.ad_credit);

        Ok(open
            .iter()
            .find(|open| open.record.draft.account == facts.account.id)
            .map(|open| OpenHere::of(open, told)))
    }

    fn shown_review(
        &self,
        review: &policy::Review,
        changed: Vec<Difference>,
    ) -> Result<Review, Fault> {
        let all = self.journal().credits()?;
        let of = |source| name_of(&all, source);
        let id = &review.draft.account;
        let facts = self.core.mirror().account(id)?;
        let facts = facts.ok_or_else(|| Fault::new(FaultCode::NotFound).with("name", id))?;
        let kind = match review.draft.source {
            Source::Credit(id) => all
                .iter()
                .find(|credit| credit.id == id)
                .map(|credit| account::kind(credit.terms.kind)),
            Source::Unlisted => None,
        };
        let card = self.card(&facts);
        let mut shown = shown::review::review(ReviewParts {
            review,
            kind,
            then: account::then(&facts),
            portfolio: card.portfolio.clone(),
            card,
            changed,
            reserved: self.journal().open_sum(review.draft.amount.currency())?,
            open: self.open_at(&facts)?,
            zone: &self.zone(),
            name_of: &of,
            money: self.known.kind(),
        });
        shown.refusals.extend(self.refused_to_all());
        shown.may_allocate &= shown.refusals.is_empty();

        Ok(shown)
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

fn name_of(all: &[Credit], source: Source) -> Option<String> {
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

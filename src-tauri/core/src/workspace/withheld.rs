//! A role that was lost while somebody was at it: TikTok then refuses the reads themselves, and what a person has to be told
//! is the role, not TikTok's code (R13, R17, R66).

use super::{Outcome, Workspace, WorkspaceError};
use crate::book;
use crate::business_center::Actor;
use crate::gateway::{Gateway, LookError, NO_PERMISSION};
use crate::policy::{self, Refusal, Review, differences};
use std::sync::Arc;

/// What stands against a person whom TikTok lets read nothing.
pub(super) struct Withheld {
    pub actor: Actor,
    pub refusals: Vec<Refusal>,
}

impl Workspace {
    /// What the role says about a look that TikTok refused.
    ///
    /// # Errors
    /// The look's own error where the role is not the reason, and [`WorkspaceError`] of this machine's files.
    pub(super) async fn withheld(
        &self,
        gateway: &Arc<Gateway>,
        error: LookError,
    ) -> Result<Withheld, WorkspaceError> {
        let told = match &error {
            LookError::Refused { .. } => gateway.actor().await,
            LookError::NotAMember(bc) => Err(LookError::NotAMember(bc.clone())),
            LookError::Unreachable { .. }
            | LookError::Busy { .. }
            | LookError::Paused { .. }
            | LookError::Http { .. }
            | LookError::Unreadable { .. }
            | LookError::Unsteady { .. }
            | LookError::AccountNotListed(_)
            | LookError::Stopped => return Err(error.into()),
        };
        let (actor, refusals) = match told {
            Ok((bc, actor)) => {
                self.keep_actor(gateway, &actor).await;
                let (switches, admins) = (self.journal.switches()?, self.to_ask(&actor)?);
                let refusals = policy::standing_refusals(&bc, actor.role, switches, &admins);
                (actor, refusals)
            }
            Err(
                LookError::NotAMember(_)
                | LookError::Refused {
                    call: "bc/get",
                    code: NO_PERMISSION,
                    ..
                },
            ) => {
                let actor = self.actor().ok_or(WorkspaceError::NobodyActs)?;
                let refusals = vec![Refusal::NotAMember(self.to_ask(&actor)?)];
                (actor, refusals)
            }
            Err(_) => return Err(error.into()),
        };
        if refusals.is_empty() {
            return Err(error.into());
        }

        Ok(Withheld { actor, refusals })
    }

    /// A confirmation whose look was refused: back to the review where the role is the reason. Nothing was recorded.
    pub(super) async fn not_looked(
        &self,
        gateway: &Arc<Gateway>,
        reviewed: &Review,
        error: LookError,
    ) -> Outcome {
        match self.withheld(gateway, error).await {
            Ok(Withheld { actor, refusals }) => {
                let review = policy::withheld(reviewed.clone(), actor, refusals);
                if differences(reviewed, &review).is_empty() {
                    return Outcome::Refused(Box::new(review));
                }
                Outcome::Returned {
                    review: Box::new(review),
                    differences: Vec::new(),
                }
            }
            Err(error) => Outcome::NothingRecorded(error),
        }
    }

    fn to_ask(&self, actor: &Actor) -> Result<Vec<String>, WorkspaceError> {
        Ok(book::admins(&self.mirror, &actor.id)?)
    }
}

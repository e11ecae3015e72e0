//! The credits that people enter, correct and mark as revoked. Every change is an entry with its author.

use super::{Workspace, WorkspaceError};
use crate::credit::{Credit, Entered, correct, enter, reason};
use crate::id::CreditId;

impl Workspace {
    /// Enters a credit: a lot of the Business Center, or one that an account got elsewhere.
    ///
    /// # Errors
    /// [`WorkspaceError::Form`] with every field that is wrong, and the rest; nothing was written.
    pub async fn enter_credit(&self, entered: &Entered) -> Result<Credit, WorkspaceError> {
        let actor = self.allowed()?;
        let (bc, _) = self
            .mirror
            .business_center()?
            .ok_or(WorkspaceError::NobodyActs)?;
        let terms = enter(entered, bc.currency).map_err(WorkspaceError::Form)?;
        let id = CreditId(self.new_id());
        self.journal
            .enter_credit(id, actor, terms, self.clock.now())
            .await?;

        self.credit(id)
    }

    /// Corrects a credit by a new entry with a reason.
    ///
    /// # Errors
    /// [`WorkspaceError::Form`] with every field that is wrong, and the rest; nothing was written.
    pub async fn correct_credit(
        &self,
        id: CreditId,
        entered: &Entered,
        why: &str,
    ) -> Result<Credit, WorkspaceError> {
        let actor = self.allowed()?;
        let (terms, reason) = match (correct(&self.credit(id)?, entered), reason(why)) {
            (Ok(terms), Ok(reason)) => (terms, reason),
            (terms, reason) => {
                let wrong = [terms.err(), reason.err()].into_iter().flatten().flatten();
                return Err(WorkspaceError::Form(wrong.collect()));
            }
        };
        self.journal
            .correct_credit(id, actor, terms, reason, self.clock.now())
            .await?;

        self.credit(id)
    }

    /// Marks a credit as revoked by TikTok, with a reason (R75).
    ///
    /// # Errors
    /// [`WorkspaceError::Form`] when the reason is wrong, and the rest; nothing was written.
    pub async fn revoke_credit(&self, id: CreditId, why: &str) -> Result<Credit, WorkspaceError> {
        let actor = self.allowed()?;
        let reason = reason(why).map_err(WorkspaceError::Form)?;
        self.journal
            .revoke_credit(id, actor, reason, self.clock.now())
            .await?;

        self.credit(id)
    }

    fn credit(&self, id: CreditId) -> Result<Credit, WorkspaceError> {
        self.journal.credit(id)?.ok_or(WorkspaceError::NoSuchCredit)
    }
}

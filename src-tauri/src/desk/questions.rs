//! Credits, Users, Settings, Changes: what is read from the journal, and what a person may enter there.

use super::flow::account_id;
use super::workspace::Workspace;
use crate::events::Topic;
use crate::fault::{Fault, FaultCode};
use crate::shown::{amount, changes, credit as view, people, stamp};
use crate::views::ad_account::Origin;
use crate::views::credits::{CreditAct, CreditDetail, CreditEntry, CreditForm, Credits};
use crate::views::settings::{ChangesPage, ChangesQuery, Settings, Switch};
use crate::views::start::{Appearance, WorkspaceChoice};
use crate::views::users::Users;
use desk_core::credit::{Credit, Holder};
use desk_core::id::CreditId;
use desk_core::journal::{AllocationQuery, Entry, Event};

/// Rows of one window at most.
const WINDOW: u32 = 200;

impl Workspace {
    /// The Credits page.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn credits(&self) -> Result<Credits, Fault> {
        let (acting, now) = (self.acting()?, self.now());
        let mut page = Credits {
            comparison: None,
            available: Vec::new(),
            gone: Vec::new(),
            freshness: self.freshness()?,
            may_edit: self.may_decide()?,
            refusal: acting.refusal,
        };
        let known = self.reading().credits(now)?;
        let Some(known) = known.filter(|_| acting.sees_finances) else {
            return Ok(page);
        };
        let zone = self.bc_zone();
        let rows = known.own.iter().map(|credit| view::row(credit, &zone, now));
        (page.gone, page.available) = rows.partition(|row| view::is_gone(row.status));
        let unlisted = known.unlisted.filter(|left| left.is_positive());
        page.available.extend(unlisted.map(view::unlisted_row));
        page.comparison = known
            .voucher
            .map(|(voucher, _)| view::comparison(voucher, known.listed, known.open))
            .transpose()?;

        Ok(page)
    }

    /// One credit with its terms and entries.
    ///
    /// # Errors
    /// When there is none of this id, or the journal cannot be read.
    pub fn credit(&self, id: &str) -> Result<CreditDetail, Fault> {
        let credit = self.known_credit(id)?;
        if !self.acting()?.sees_finances {
            return Err(Fault::new(FaultCode::NotAllowed));
        }
        let zone = self.bc_zone();
        let allocations = self.journal().allocations(&AllocationQuery {
            credit: Some(credit.id),
            limit: 1,
            ..AllocationQuery::default()
        })?;

        Ok(CreditDetail {
            row: view::row(&credit, &zone, self.now()),
            allocated: amount(credit.allocated),
            allocations: u32::try_from(allocations.total).unwrap_or(u32::MAX),
            ends_at: view::ends_at(&credit, &zone, &self.zone()),
            form: view::form(&credit),
            held_by: view::held_by(&credit),
            revoked: credit.revoked.clone(),
            entries: self.entries_of(credit.id)?,
            may_edit: self.may_decide()? && credit.revoked.is_none(),
        })
    }

    /// Enters a credit: of the Business Center, or one that an account got elsewhere.
    ///
    /// # Errors
    /// When the person may not, or a field cannot be taken.
    pub async fn add_credit(
        &self,
        form: CreditForm,
        elsewhere: Option<(String, Origin)>,
    ) -> Result<CreditDetail, Fault> {
        let holder = match elsewhere {
            None => Holder::BusinessCenter,
            Some((account, origin)) => Holder::Account {
                account: account_id(&account)?,
                origin: view::origin_back(origin),
            },
        };
        let credit = self.core.enter_credit(&view::entered(form, holder)).await?;
        self.tell(&[Topic::Credits, Topic::Accounts]);

        self.credit(&credit.id.0.to_string())
    }

    /// Corrects a credit by a new entry with a reason.
    ///
    /// # Errors
    /// When the person may not, or a field cannot be taken.
    pub async fn correct_credit(
        &self,
        id: &str,
        form: CreditForm,
        reason: &str,
    ) -> Result<CreditDetail, Fault> {
        let known = self.known_credit(id)?;
        let entered = view::entered(form, known.terms.holder.clone());
        self.core.correct_credit(known.id, &entered, reason).await?;
        self.tell(&[Topic::Credits, Topic::Accounts]);

        self.credit(id)
    }

    /// Marks a credit as revoked by TikTok.
    ///
    /// # Errors
    /// When the person may not, or the reason is missing.
    pub async fn revoke_credit(&self, id: &str, reason: &str) -> Result<CreditDetail, Fault> {
        let known = self.known_credit(id)?;
        self.core.revoke_credit(known.id, reason).await?;
        self.tell(&[Topic::Credits, Topic::Accounts]);

        self.credit(id)
    }

    /// One window of the entries that are no allocations.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn changes(&self, query: &ChangesQuery) -> Result<ChangesPage, Fault> {
        let page = self
            .journal()
            .changes(None, query.offset, query.limit.min(WINDOW))?;
        let mut rows = Vec::new();
        for entry in &page.rows {
            let revoked = match &entry.event {
                Event::CreditRevoked(event) => self.journal().credit(event.credit)?,
                Event::Opened(_)
                | Event::AllocationRecorded(_)
                | Event::AllocationSettled(_)
                | Event::AllocationDecided(_)
                | Event::AllocationFound(_)
                | Event::AllocationAlarmed(_)
                | Event::AlarmAcknowledged(_)
                | Event::CreditEntered(_)
                | Event::CreditCorrected(_)
                | Event::SwitchesChanged(_)
                | Event::RoleSeen(_)
                | Event::HeadAccepted(_) => None,
            };
            rows.push(changes::row(entry, revoked.as_ref(), &self.zone()));
        }

        Ok(ChangesPage {
            total: u32::try_from(page.total).unwrap_or(u32::MAX),
            offset: query.offset,
            rows,
        })
    }

    /// Members, what each may do, and why.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn users(&self) -> Result<Users, Fault> {
        let (actor, switches) = (self.actor()?, self.switches()?);
        let (mut members, as_of) = match self.reading().members()? {
            Some((members, as_of)) => (members, Some(as_of)),
            None => (Vec::new(), None),
        };
        let overview = self.reading().overview(self.now())?;
        members.sort_by(|one, other| one.name.cmp(&other.name));

        Ok(Users {
            finance_roles_apply: switches.finance_roles_apply,
            strict_admin: switches.strict_admin,
            admins: overview
                .map(|overview| overview.admins)
                .unwrap_or_default()
                .into_iter()
                .map(|admin| admin.name)
                .collect(),
            freshness: self.freshness_of(as_of),
            members: members
                .iter()
                .map(|member| people::member(member, &actor.id, switches))
                .collect(),
            matrix: people::matrix(switches),
        })
    }

    /// The Settings page.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn settings(
        &self,
        workspace: WorkspaceChoice,
        appearance: Appearance,
    ) -> Result<Settings, Fault> {
        let (acting, switches) = (self.acting()?, self.switches()?);
        let journal = self.journal_facts()?;

        Ok(Settings {
            workspace,
            bc_id: self.known.bc.to_string(),
            zone: stamp(self.now(), &self.zone()).zone,
            in_use_since: journal.first.clone(),
            switches: changes::switches(switches),
            may_change: self.may_decide()?,
            refusal: acting.refusal,
            appearance,
            journal,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            folder: self.journal().place().folder.display().to_string(),
        })
    }

    /// Turns one switch.
    ///
    /// # Errors
    /// When the person may not.
    pub async fn set_switch(&self, name: Switch, on: bool) -> Result<(), Fault> {
        // All are written together, and TikTok is asked in between: another that is turned meanwhile must not be lost.
        let _one_at_a_time = self.switching.lock().await;
        let mut switches = self.switches()?;
        match name {
            Switch::FinanceRolesApply => switches.finance_roles_apply = on,
            Switch::StrictAdmin => switches.strict_admin = on,
            Switch::AllowBillingShared => switches.allow_billing_shared = on,
        }
        self.core.set_switches(switches).await?;
        self.tell(&[Topic::Settings, Topic::Accounts, Topic::Workspace]);

        Ok(())
    }

    fn known_credit(&self, id: &str) -> Result<Credit, Fault> {
        let missing = || Fault::new(FaultCode::NotFound).with("name", id);
        let parsed = id.parse().map(CreditId).map_err(|_| missing())?;

        self.journal().credit(parsed)?.ok_or_else(missing)
    }

    fn bc_zone(&self) -> String {
        self.bc().map_or_else(|| "UTC".to_owned(), |bc| bc.zone)
    }

    fn entries_of(&self, credit: CreditId) -> Result<Vec<CreditEntry>, Fault> {
        let story = self.journal().credit_story(credit)?;

        Ok(story
            .iter()
            .filter_map(|entry| self.credit_entry(entry, credit))
            .collect())
    }

    fn credit_entry(&self, entry: &Entry, wanted: CreditId) -> Option<CreditEntry> {
        let (credit, by, what, reason) = match &entry.event {
            Event::CreditEntered(event) => (event.credit, &event.by, CreditAct::Added, None),
            Event::CreditCorrected(event) => {
                let reason = Some(&event.reason);
                (event.credit, &event.by, CreditAct::Corrected, reason)
            }
            Event::CreditRevoked(event) => {
                let reason = Some(&event.reason);
                (event.credit, &event.by, CreditAct::Revoked, reason)
            }
            Event::Opened(_)
            | Event::AllocationRecorded(_)
            | Event::AllocationSettled(_)
            | Event::AllocationDecided(_)
            | Event::AllocationFound(_)
            | Event::AllocationAlarmed(_)
            | Event::AlarmAcknowledged(_)
            | Event::SwitchesChanged(_)
            | Event::RoleSeen(_)
            | Event::HeadAccepted(_) => return None,
        };

        (credit == wanted).then(|| CreditEntry {
            entry: entry.number.0.to_string(),
            what,
            by: by.name.clone(),
            at: stamp(entry.at, &self.zone()),
            reason: reason.cloned(),
        })
    }
}

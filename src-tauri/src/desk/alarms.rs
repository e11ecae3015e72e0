//! Allocations that one of TikTok's records contradicts: which the frame names, what there is to know, and who has seen it.

use super::settling::read_number;
use super::workspace::Workspace;
use crate::events::Topic;
use crate::fault::Fault;
use crate::shown::{allocation, stamp_at};
use crate::views::alarms::{AcknowledgeAlarm, AlarmDetail, FrameAlarm, Said, Taken};
use crate::views::allocations::{Allocation, AllocationRow};
use crate::views::reasons::Refusal;
use desk_core::allocation::Answer;
use desk_core::clock::Timestamp;
use desk_core::id::AdvertiserId;
use desk_core::journal::{AllocationQuery, Decision, Event, StandingFilter, Story};

/// The frame names no more alarms than this.
const MOST_ALARMS: u32 = 50;

/// Later allocations to the account that are listed.
const MOST_SINCE: u32 = 10;

impl Workspace {
    /// Alarms that nobody has said yet to have seen, newest first.
    pub(super) fn alarms(&self) -> Result<Vec<FrameAlarm>, Fault> {
        let alarmed = AllocationQuery {
            standing: StandingFilter::Alarm,
            limit: MOST_ALARMS,
            ..AllocationQuery::default()
        };
        let page = self.journal().allocations(&alarmed)?;

        Ok(page
            .rows
            .iter()
            .map(|one| FrameAlarm {
                number: one.number.0.to_string(),
                state: allocation::word(&one.state),
            })
            .collect())
    }

    /// A person says to have seen an alarm, with a note. It stays in the history for good.
    ///
    /// # Errors
    /// When the person may not, the note is missing, or there is no such alarm.
    pub async fn acknowledge_alarm(&self, seen: AcknowledgeAlarm) -> Result<Allocation, Fault> {
        let number = read_number(&seen.number)?;
        self.core.acknowledge_alarm(number, seen.note).await?;
        self.tell(&[Topic::Allocations, Topic::Workspace]);

        self.allocation(number)
    }

    /// What there is to know about the alarm of an allocation, where it has one.
    pub(super) fn alarm_of(&self, story: &Story) -> Result<Option<AlarmDetail>, Fault> {
        let record = &story.allocation.record;
        let offset = &record.shown_offset;
        let (mut alarmed, mut seen) = (None, None);
        let mut taken = (record.at, Taken::Executed);
        for entry in &story.entries {
            let said = |by: &str, note: &str| Said {
                by: by.to_owned(),
                at: stamp_at(entry.at, offset),
                note: note.to_owned(),
            };
            match &entry.event {
                Event::AllocationDecided(event) if event.decision == Decision::NotApplied {} => {
                    let said = said(&event.by.name, &event.note);
                    taken = (entry.at, Taken::Closed { said });
                }
                Event::AllocationSettled(event) => {
                    if let Answer::Refused { code, .. } = &event.answer {
                        let (tiktok_code, at) = (code.to_string(), stamp_at(entry.at, offset));
                        taken = (entry.at, Taken::Refused { tiktok_code, at });
                    }
                }
                Event::AllocationAlarmed(event) => alarmed = Some((entry.at, event)),
                Event::AlarmAcknowledged(event) => seen = Some(said(&event.by.name, &event.note)),
                Event::Opened(_)
                | Event::AllocationRecorded(_)
                | Event::AllocationDecided(_)
                | Event::AllocationFound(_)
                | Event::CreditEntered(_)
                | Event::CreditCorrected(_)
                | Event::CreditRevoked(_)
                | Event::SwitchesChanged(_)
                | Event::RoleSeen(_)
                | Event::HeadAccepted(_) => {}
            }
        }
        let Some((raised, event)) = alarmed else {
            return Ok(None);
        };
        let (taken_at, taken) = taken;
        let since = match &taken {
            Taken::Executed => Vec::new(),
            Taken::Closed { .. } | Taken::Refused { .. } => {
                self.allocated_since(&record.draft.account, taken_at)?
            }
        };
        let may_say = self.may_decide()?;

        Ok(Some(AlarmDetail {
            record: allocation::candidate(&event.record, offset),
            raised: stamp_at(raised, offset),
            taken,
            since,
            seen,
            may_say,
            refusal: self.why_not(may_say)?,
        }))
    }

    /// Why this person may not decide anything here, where so.
    pub(super) fn why_not(&self, may: bool) -> Result<Option<Refusal>, Fault> {
        if may {
            return Ok(None);
        }
        let of_role = self.acting()?.refusal;

        Ok(of_role.or(self.read_only().map(|why| Refusal::ReadOnly { why })))
    }

    /// Allocations to an account from a moment on that moved ad credit, or may have.
    fn allocated_since(
        &self,
        account: &AdvertiserId,
        from: Timestamp,
    ) -> Result<Vec<AllocationRow>, Fault> {
        let page = self.journal().allocations(&AllocationQuery {
            account: Some(account.clone()),
            from: Some(from),
            limit: MOST_SINCE,
            ..AllocationQuery::default()
        })?;
        let counted = page.rows.iter().filter(|one| one.state.counts());

        Ok(counted.map(|one| self.allocation_row(one)).collect())
    }
}

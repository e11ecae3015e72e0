//! What an entry can say. Each kind has a word and a canonical body; nothing else is ever written to the journal.

use super::canonical::{
    Canonical, Malformed, in_order, put_field, read_whole, take_field, variants, words, write_whole,
};
use super::head::Head;
use crate::allocation::{Answer, Record};
use crate::business_center::{Actor, Role, Switches};
use crate::clock::Timestamp;
use crate::credit::Terms;
use crate::id::{AllocationNumber, CreditId, EntryNumber, TransactionId};
use crate::money::Money;
use crate::protocol::Happening;
use crate::transaction::Transaction;

/// The form in which bodies are written today; stored with each entry and hashed with it.
pub const VERSION: u8 = 1;

/// One thing that was done or decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The journal was opened for writing: a new epoch (protocol 4.4).
    Opened(Opened),
    /// An allocation was recorded and its one send right claimed.
    AllocationRecorded(Box<Recorded>),
    /// What became of it: TikTok's answer, or unknown.
    AllocationSettled(Settled),
    /// A person closed an unknown outcome.
    AllocationDecided(Box<Decided>),
    /// TikTok's records proved that an unknown outcome took effect.
    AllocationFound(Box<Found>),
    /// One of TikTok's records contradicts how an allocation was settled.
    AllocationAlarmed(Box<Alarmed>),
    /// A person says to have seen such an alarm.
    AlarmAcknowledged(Acknowledged),
    /// A credit was entered.
    CreditEntered(Box<CreditEntered>),
    /// Its terms were corrected; the new ones hold from here.
    CreditCorrected(Box<CreditCorrected>),
    /// It was marked as revoked by TikTok.
    CreditRevoked(CreditRevoked),
    /// The role switches were set.
    SwitchesChanged(SwitchesChanged),
    /// TikTok told another role for a person than before.
    RoleSeen(RoleSeen),
    /// A person accepted that the head kept outside does not vouch for this chain.
    HeadAccepted(HeadAccepted),
}

/// See [`Event::Opened`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Counts the openings of this file.
    pub epoch: u64,
    /// Name and version of the program.
    pub program: String,
}

/// See [`Event::AllocationRecorded`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// What people call it.
    pub number: AllocationNumber,
    /// The epoch that may send it.
    pub epoch: u64,
    /// All of R68.
    pub record: Record,
}

/// See [`Event::AllocationSettled`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Which.
    pub number: AllocationNumber,
    /// What came back.
    pub answer: Answer,
}

/// See [`Event::AllocationDecided`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Which.
    pub number: AllocationNumber,
    /// Who decided.
    pub by: Actor,
    /// What.
    pub decision: Decision,
    /// Their reason.
    pub note: String,
}

impl Decision {
    /// What it means for the allocation.
    #[must_use]
    pub const fn happening(&self) -> Happening {
        match self {
            Self::Applied { .. } => Happening::ClosedAsApplied,
            Self::NotApplied {} => Happening::ClosedAsNotApplied,
        }
    }

    /// The record it names, if any.
    #[must_use]
    pub fn record_id(self) -> Option<TransactionId> {
        match self {
            Self::Applied { record } => record.map(|record| record.id),
            Self::NotApplied {} => None,
        }
    }
}

/// What a person can say about an unknown outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It took effect.
    Applied {
        /// TikTok's record that shows it, copied; claimed by this allocation and by no other.
        record: Option<Box<Transaction>>,
    },
    /// It did not.
    NotApplied {},
}

/// See [`Event::AllocationFound`]. The balance equation of protocol 4.5, as it came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which.
    pub number: AllocationNumber,
    /// TikTok's record that shows it, copied; claimed by this allocation and by no other.
    pub record: Box<Transaction>,
    /// The Business Center's whole ad credit when it was looked up.
    pub bc_ad_credit: Money,
    /// Whether TikTok's second list showed the transfer; none where it could not be read.
    pub witness: Option<bool>,
}

/// See [`Event::AllocationAlarmed`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarmed {
    /// Which.
    pub number: AllocationNumber,
    /// What the record means.
    pub alarm: Alarm,
    /// The record that nothing else explains, copied; claimed by this allocation and by no other.
    pub record: Box<Transaction>,
}

/// What a record that nothing explains means for an allocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    /// The allocation was refused or closed as not executed, and this is its record.
    Contradiction,
    /// The allocation took effect, and this is one record more like it.
    Surplus,
}

impl Alarm {
    /// What it means for the allocation.
    #[must_use]
    pub const fn happening(self) -> Happening {
        match self {
            Self::Contradiction => Happening::RecordAppeared,
            Self::Surplus => Happening::SurplusRecord,
        }
    }
}

/// See [`Event::AlarmAcknowledged`]. It changes no state: the alarm stays in the history for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledged {
    /// The allocation whose alarm it is.
    pub number: AllocationNumber,
    /// Who has seen it.
    pub by: Actor,
    /// What was found out or done about it.
    pub note: String,
}

/// See [`Event::CreditEntered`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditEntered {
    /// Its id.
    pub credit: CreditId,
    /// Who entered it.
    pub by: Actor,
    /// Its terms.
    pub terms: Terms,
}

/// See [`Event::CreditCorrected`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditCorrected {
    /// Which.
    pub credit: CreditId,
    /// Who corrected it.
    pub by: Actor,
    /// The terms that hold now.
    pub terms: Terms,
    /// Why.
    pub reason: String,
}

/// See [`Event::CreditRevoked`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditRevoked {
    /// Which.
    pub credit: CreditId,
    /// Who marked it.
    pub by: Actor,
    /// What TikTok said.
    pub reason: String,
}

/// See [`Event::SwitchesChanged`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwitchesChanged {
    /// Who set them.
    pub by: Actor,
    /// As they were.
    pub before: Switches,
    /// As they are now.
    pub switches: Switches,
}

/// See [`Event::RoleSeen`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleSeen {
    /// The person with the role TikTok tells now.
    pub actor: Actor,
    /// The role known before; none when first seen.
    pub before: Option<Role>,
}

/// See [`Event::HeadAccepted`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadAccepted {
    /// Who accepted.
    pub by: Actor,
    /// The head that was kept outside; number 0 and zeros where none could be read.
    pub stored: Head,
    /// Their reason.
    pub note: String,
}

/// One entry of the chain, read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place, from 1.
    pub number: EntryNumber,
    /// When it was written, UTC.
    pub at: Timestamp,
    /// What it says.
    pub event: Event,
}

in_order!(Opened { epoch, program });
in_order!(Recorded {
    number,
    epoch,
    record
});
in_order!(Settled { number, answer });
in_order!(Decided {
    number,
    by,
    decision,
    note
});
in_order!(Found {
    number,
    record,
    bc_ad_credit,
    witness
});
in_order!(Alarmed {
    number,
    alarm,
    record
});
in_order!(Acknowledged { number, by, note });
words!(Alarm { Contradiction = "contradiction", Surplus = "surplus" });
in_order!(CreditEntered { credit, by, terms });
in_order!(CreditCorrected {
    credit,
    by,
    terms,
    reason
});
in_order!(CreditRevoked { credit, by, reason });
in_order!(SwitchesChanged {
    by,
    before,
    switches
});
in_order!(RoleSeen { actor, before });
in_order!(HeadAccepted { by, stored, note });
in_order!(Head { number, hash });
variants!(Decision {
    Applied { record } = "applied",
    NotApplied {} = "not-applied",
});

impl Canonical for EntryNumber {
    fn put(&self, to: &mut Vec<u8>) {
        self.0.put(to);
    }

    fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
        u64::take(from).map(Self)
    }
}

impl Event {
    /// The word stored beside the body.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Opened(_) => "opened",
            Self::AllocationRecorded(_) => "allocation-recorded",
            Self::AllocationSettled(_) => "allocation-settled",
            Self::AllocationDecided(_) => "allocation-decided",
            Self::AllocationFound(_) => "allocation-found",
            Self::AllocationAlarmed(_) => "allocation-alarmed",
            Self::AlarmAcknowledged(_) => "alarm-acknowledged",
            Self::CreditEntered(_) => "credit-entered",
            Self::CreditCorrected(_) => "credit-corrected",
            Self::CreditRevoked(_) => "credit-revoked",
            Self::SwitchesChanged(_) => "switches-changed",
            Self::RoleSeen(_) => "role-seen",
            Self::HeadAccepted(_) => "head-accepted",
        }
    }

    /// The canonical body.
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        match self {
            Self::Opened(event) => write_whole(event),
            Self::AllocationRecorded(event) => write_whole(&**event),
            Self::AllocationSettled(event) => write_whole(event),
            Self::AllocationDecided(event) => write_whole(&**event),
            Self::AllocationFound(event) => write_whole(&**event),
            Self::AllocationAlarmed(event) => write_whole(&**event),
            Self::AlarmAcknowledged(event) => write_whole(event),
            Self::CreditEntered(event) => write_whole(&**event),
            Self::CreditCorrected(event) => write_whole(&**event),
            Self::CreditRevoked(event) => write_whole(event),
            Self::SwitchesChanged(event) => write_whole(event),
            Self::RoleSeen(event) => write_whole(event),
            Self::HeadAccepted(event) => write_whole(event),
        }
    }

    /// Reads a stored entry back; takes the canonical form and nothing else.
    ///
    /// # Errors
    /// [`Malformed`], for whatever bytes are given.
    pub fn read(version: u8, kind: &str, body: &[u8]) -> Result<Self, Malformed> {
        if version != VERSION {
            return Err(Malformed("an unknown version"));
        }

        Ok(match kind {
            "opened" => Self::Opened(read_whole(body)?),
            "allocation-recorded" => Self::AllocationRecorded(Box::new(read_whole(body)?)),
            "allocation-settled" => Self::AllocationSettled(read_whole(body)?),
            "allocation-decided" => Self::AllocationDecided(Box::new(read_whole(body)?)),
            "allocation-found" => Self::AllocationFound(Box::new(read_whole(body)?)),
            "allocation-alarmed" => Self::AllocationAlarmed(Box::new(read_whole(body)?)),
            "alarm-acknowledged" => Self::AlarmAcknowledged(read_whole(body)?),
            "credit-entered" => Self::CreditEntered(Box::new(read_whole(body)?)),
            "credit-corrected" => Self::CreditCorrected(Box::new(read_whole(body)?)),
            "credit-revoked" => Self::CreditRevoked(read_whole(body)?),
            "switches-changed" => Self::SwitchesChanged(read_whole(body)?),
            "role-seen" => Self::RoleSeen(read_whole(body)?),
            "head-accepted" => Self::HeadAccepted(read_whole(body)?),
            _ => return Err(Malformed("an unknown kind")),
        })
    }
}

//! The journal read by somebody else: a decoder and a state machine of their own, from nothing but the entries.
//!
//! It follows `docs/journal-format.md` and shares no code with the core, so that a mistake cannot hide in both. Each step it
//! sees is then held against the transitions that the exhaustive explorer saw of the core's own state machine.

mod entry;
mod fields;
pub mod model;
mod month;

use desk_core::protocol::Happening;
use entry::hash;
pub use entry::{Entry, entries_after};
use fields::Fields;
use model::is_reached;
use month::month;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Where an allocation stands, in the protocol's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Sending,
    Unknown,
    Succeeded,
    Rejected,
    NotSent,
    Applied,
    NotApplied,
    Contradicted,
    Duplicate,
}

impl State {
    /// Whether the account is blocked.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Sending | Self::Unknown)
    }

    /// Whether a person must look at it.
    #[must_use]
    pub fn is_alarm(self) -> bool {
        matches!(self, Self::Contradicted | Self::Duplicate)
    }

    /// Whether the amount counts as placed.
    #[must_use]
    pub fn counts(self) -> bool {
        !matches!(self, Self::Rejected | Self::NotSent | Self::NotApplied)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Sending => "sending",
            Self::Unknown => "unknown",
            Self::Succeeded => "succeeded",
            Self::Rejected => "rejected",
            Self::NotSent => "not-sent",
            Self::Applied => "applied",
            Self::NotApplied => "not-applied",
            Self::Contradicted => "contradicted",
            Self::Duplicate => "duplicate-suspected",
        })
    }
}

/// One allocation, from its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Our id, as 16 bytes.
    pub id: [u8; 16],
    /// The `request_id`.
    pub request: String,
    /// The account.
    pub account: String,
    /// How much.
    pub amount: i64,
    /// The epoch that may send.
    pub epoch: u64,
    /// When it was recorded, by the program's clock.
    pub at: i64,
    /// Where it stands.
    pub state: State,
    /// TikTok's records proved it, and no person was asked.
    pub proven: bool,
    /// The record that settled it, where one did.
    pub record: Option<String>,
    /// A person says to have seen its alarm.
    pub seen: bool,
}

/// What an entry did, in words for the coverage: the state before and what came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which allocation.
    pub number: u64,
    /// Before; none for a new one.
    pub from: Option<State>,
    /// After.
    pub to: State,
    /// What came.
    pub event: String,
}

impl Step {
    /// Holds the step against the model of the protocol.
    ///
    /// # Errors
    /// When the explorer never saw it.
    pub fn of_the_protocol(&self) -> Result<(), String> {
        if self.event == "recorded" {
            return Ok(());
        }
        let happening = happening(&self.event);
        let is_step = |from| is_reached(from, happening, self.to);
        if self.from.is_some_and(is_step) {
            Ok(())
        } else {
            Err(format!("{self:?} is no transition of the model"))
        }
    }
}

/// What the protocol calls an event of ours.
#[must_use]
pub fn happening(event: &str) -> Happening {
    match event {
        "accepted" => Happening::Accepted,
        "not sent" => Happening::NotSent,
        "proven" => Happening::Proven,
        "unknown: program-ended" => Happening::Interrupted,
        "decided: applied" | "decided: applied, with a record" => Happening::ClosedAsApplied,
        "decided: not applied" => Happening::ClosedAsNotApplied,
        "alarm: contradiction" => Happening::RecordAppeared,
        "alarm: surplus" => Happening::SurplusRecord,
        event if event.starts_with("refused") => Happening::Refused,
        _ => Happening::Unclear,
    }
}

/// Everything the entries say.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// The entries' numbers and hashes.
    pub hashes: Vec<[u8; 32]>,
    /// Allocations by number.
    pub cases: BTreeMap<u64, Case>,
    /// Which record settles which allocation.
    pub claims: BTreeMap<String, u64>,
    /// The newest epoch.
    pub epoch: u64,
    requests: BTreeSet<String>,
}

impl History {
    /// How many entries were read.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.hashes.len() as u64
    }

    /// Takes the next entry up.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn take(&mut self, entry: &Entry) -> Result<Option<Step>, String> {
        let prev = self.hashes.last().copied().unwrap_or([0; 32]);
        if entry.number != self.length() + 1 || entry.prev != prev {
            return Err(format!("entry {} does not follow", entry.number));
        }
        if hash(entry) != entry.hash {
            return Err(format!(
                "entry {} has another hash than its content",
                entry.number
            ));
        }
        self.hashes.push(entry.hash);
        let mut fields = Fields(&entry.body);
        let taken = match entry.kind.as_str() {
            "opened" => self.opened(&mut fields).map(|()| None),
            "allocation-recorded" => self.recorded(&mut fields, entry.at).map(Some),
            "allocation-settled" => self.settled(&mut fields).map(Some),
            "allocation-decided" => self.decided(&mut fields).map(Some),
            "allocation-found" => self.found(&mut fields).map(Some),
            "allocation-alarmed" => self.alarmed(&mut fields).map(Some),
            "alarm-acknowledged" => self.acknowledged(&mut fields).map(|()| None),
            "credit-entered" | "credit-corrected" | "credit-revoked" | "switches-changed"
            | "role-seen" | "head-accepted" => Ok(None),
            other => Err(format!("an unknown kind {other}")),
        };

        taken.map_err(|why| format!("entry {} ({}): {why}", entry.number, entry.kind))
    }

    /// The open allocations.
    #[must_use]
    pub fn open(&self) -> Vec<u64> {
        let open = self.cases.iter().filter(|(_, case)| case.state.is_open());

        open.map(|(number, _)| *number).collect()
    }

    /// The allocation of a request.
    #[must_use]
    pub fn of_request(&self, request: &str) -> Option<(u64, &Case)> {
        let mut cases = self.cases.iter();

        cases
            .find(|(_, case)| case.request == request)
            .map(|(number, case)| (*number, case))
    }

    /// Sums by account and UTC month of what counts.
    #[must_use]
    pub fn totals(&self) -> BTreeMap<(String, i64), i64> {
        let mut totals = BTreeMap::new();
        for case in self.cases.values().filter(|case| case.state.counts()) {
            let month = month(case.at);
            *totals.entry((case.account.clone(), month)).or_insert(0) += case.amount;
        }

        totals
    }

    fn opened(&mut self, fields: &mut Fields<'_>) -> Result<(), String> {
        let epoch = fields.number()?;
        if epoch <= self.epoch {
            return Err(format!("epoch {epoch} after {}", self.epoch));
        }
        self.epoch = epoch;

        Ok(())
    }

    fn recorded(&mut self, fields: &mut Fields<'_>, at: i64) -> Result<Step, String> {
        let number = fields.number()?;
        let epoch = fields.number()?;
        let _review = fields.next()?;
        let id = fields.next()?.try_into().map_err(|_| "not an id")?;
        let request = fields.signed()?.to_string();
        let account = fields.text()?;
        if fields.text()? == "credit" {
            fields.next()?;
        }
        let amount = fields.signed()?;
        if epoch != self.epoch {
            return Err(format!(
                "claimed by epoch {epoch}, and {} is the newest",
                self.epoch
            ));
        }
        if !self.requests.insert(request.clone()) {
            return Err(format!("request {request} again"));
        }
        if let Some(open) = self
            .cases
            .values()
            .find(|case| case.account == account && case.state.is_open())
        {
            return Err(format!("{} is open for {account} already", open.request));
        }
        let case = Case {
            id,
            request,
            account,
            amount,
            epoch,
            at,
            state: State::Sending,
            proven: false,
            record: None,
            seen: false,
        };
        if self.cases.insert(number, case).is_some() {
            return Err(format!("number {number} again"));
        }

        Ok(Step {
            number,
            from: None,
            to: State::Sending,
            event: "recorded".to_owned(),
        })
    }

    fn settled(&mut self, fields: &mut Fields<'_>) -> Result<Step, String> {
        let number = fields.number()?;
        let (to, event) = match fields.text()?.as_str() {
            "accepted" => {
                for _ in 0..fields.count()? {
                    // TikTok's word is final: an id it gave before stays with the first.
                    self.claims.entry(fields.text()?).or_insert(number);
                }
                (State::Succeeded, "accepted".to_owned())
            }
            "refused" => (State::Rejected, format!("refused {}", fields.signed()?)),
            "not-sent" => (State::NotSent, "not sent".to_owned()),
            "unknown" => {
                let reason = fields.text()?;
                (State::Unknown, format!("unknown: {reason}"))
            }
            other => return Err(format!("an unknown answer {other}")),
        };

        self.moves(number, State::Sending, to, event)
    }

    fn decided(&mut self, fields: &mut Fields<'_>) -> Result<Step, String> {
        let number = fields.number()?;
        // The person: id, name, basic role, finance role where there is one.
        for _ in 0..3 {
            fields.next()?;
        }
        if fields.flag()? {
            fields.next()?;
        }
        let (to, event) = match fields.text()?.as_str() {
            "applied" if fields.flag()? => {
                self.claim(fields.text()?, number)?;
                (State::Applied, "decided: applied, with a record")
            }
            "applied" => (State::Applied, "decided: applied"),
            "not-applied" => (State::NotApplied, "decided: not applied"),
            other => return Err(format!("an unknown decision {other}")),
        };

        self.moves(number, State::Unknown, to, event.to_owned())
    }

    fn found(&mut self, fields: &mut Fields<'_>) -> Result<Step, String> {
        let number = fields.number()?;
        self.claim(fields.text()?, number)?;
        let step = self.moves(number, State::Unknown, State::Applied, "proven".to_owned())?;
        if let Some(case) = self.cases.get_mut(&number) {
            case.proven = true;
        }

        Ok(step)
    }

    fn alarmed(&mut self, fields: &mut Fields<'_>) -> Result<Step, String> {
        let number = fields.number()?;
        let word = fields.text()?;
        self.claim(fields.text()?, number)?;
        let before = self.cases.get(&number).map(|case| case.state);
        match (word.as_str(), before) {
            ("contradiction", Some(from @ (State::NotApplied | State::Rejected))) => {
                let event = "alarm: contradiction".to_owned();
                self.moves(number, from, State::Contradicted, event)
            }
            ("surplus", Some(from @ (State::Succeeded | State::Applied))) => {
                self.moves(number, from, State::Duplicate, "alarm: surplus".to_owned())
            }
            (word, before) => Err(format!("an alarm {word} while {before:?}")),
        }
    }

    /// An alarm is seen once, and stays an alarm.
    fn acknowledged(&mut self, fields: &mut Fields<'_>) -> Result<(), String> {
        let number = fields.number()?;
        let case = self.cases.get_mut(&number).ok_or("no such allocation")?;
        if !case.state.is_alarm() || std::mem::replace(&mut case.seen, true) {
            return Err(format!("an alarm of {number} is seen while {}", case.state));
        }

        Ok(())
    }

    /// One of TikTok's records settles one allocation at most.
    fn claim(&mut self, record: String, number: u64) -> Result<(), String> {
        if let Some(before) = self.claims.insert(record.clone(), number) {
            return Err(format!("record {record} settled {before} already"));
        }
        if let Some(case) = self.cases.get_mut(&number) {
            case.record = Some(record);
        }

        Ok(())
    }

    fn moves(
        &mut self,
        number: u64,
        from: State,
        to: State,
        event: String,
    ) -> Result<Step, String> {
        let case = self.cases.get_mut(&number).ok_or("no such allocation")?;
        if case.state != from {
            return Err(format!("{event}, but {number} is {}", case.state));
        }
        case.state = to;

        Ok(Step {
            number,
            from: Some(from),
            to,
            event,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(body: &mut Vec<u8>, field: &[u8]) {
        body.extend(u32::try_from(field.len()).unwrap().to_be_bytes());
        body.extend(field);
    }

    fn entry(history: &History, kind: &str, fields: &[&[u8]]) -> Entry {
        let mut body = Vec::new();
        for field in fields {
            put(&mut body, field);
        }
        let mut entry = Entry {
            number: history.length() + 1,
            version: 1,
            at: 0,
            kind: kind.to_owned(),
            body,
            prev: history.hashes.last().copied().unwrap_or([0; 32]),
            hash: [0; 32],
        };
        entry.hash = hash(&entry);
        entry
    }

    fn recorded(history: &History, number: u64, request: i64) -> Entry {
        let (number, epoch) = (number.to_be_bytes(), 1_u64.to_be_bytes());
        let (request, amount) = (request.to_be_bytes(), 500_i64.to_be_bytes());
        let id = [request[7]; 16];
        entry(
            history,
            "allocation-recorded",
            &[
                &number,
                &epoch,
                &id,
                &id,
                &request,
                b"73",
                b"unlisted",
                &amount,
                b"USD",
                &[0],
            ],
        )
    }

    #[test]
    fn what_does_not_follow_from_the_entries_before_is_found() {
        let mut history = History::default();
        let opened = entry(&history, "opened", &[&1_u64.to_be_bytes(), b"x"]);
        history.take(&opened).unwrap();
        assert!(history.take(&opened).is_err(), "the same again");
        let mut forged = recorded(&history, 1, 7);
        forged.at = 1;
        assert!(history.clone().take(&forged).is_err(), "another hash");
        let first = recorded(&history, 1, 7);
        history.take(&first).unwrap();
        let second = recorded(&history, 2, 8);
        assert!(
            history.clone().take(&second).is_err(),
            "the account is blocked"
        );
        let number = 1_u64.to_be_bytes();
        let refused = entry(
            &history,
            "allocation-settled",
            &[&number, b"refused", &1_i64.to_be_bytes(), b""],
        );
        history.take(&refused).unwrap();
        assert_eq!(history.cases[&1].state, State::Rejected);
        assert_eq!(history.totals(), BTreeMap::new());
        let again = entry(
            &history,
            "allocation-settled",
            &[&number, b"refused", &1_i64.to_be_bytes(), b""],
        );
        assert!(history.take(&again).is_err(), "settled twice");
    }
}

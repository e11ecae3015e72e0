//! What goes wrong on purpose: scripted per call, first come first served, by name in one process and in words over another's.

use std::collections::VecDeque;
use std::str::FromStr;

/// One thing that goes wrong with one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nothing: this call goes well, so that the next fault meets the call after it.
    Nothing,
    /// The connection is refused; nothing arrives.
    RefuseToConnect,
    /// The request is lost on its way; nothing is executed.
    LoseRequest,
    /// The request is executed and its answer lost.
    LoseAnswer,
    /// The request is on its way for this many seconds and executed then; no answer comes.
    ExecuteLate(i64),
    /// The network repeats the request this many seconds later; the answer is that of the first.
    Repeat(i64),
    /// The answer comes this many milliseconds late.
    Delay(u64),
    /// An HTTP error instead of executing.
    ServerErrorBefore(u16),
    /// An HTTP error after executing.
    ServerErrorAfter(u16),
    /// HTTP's own "too many requests" instead of executing.
    TooManyRequests,
    /// An envelope with this code instead of executing.
    Code(i64),
    /// Executed; the answer stops in the middle.
    Truncate,
    /// Executed; the answer is not JSON.
    Malform,
    /// Executed; the answer claims to be a page.
    WrongContentType,
    /// Executed; the answer is padded by this many KiB.
    OverLong(usize),
    /// Executed; the answer names another account than the one asked for.
    OtherAccount,
    /// Executed; the answer's `Date` is this many seconds ahead, or behind if negative.
    SkewDate(i64),
    /// Executed; its records can be read only this many seconds later.
    RecordsLate(i64),
    /// Executed and the answer lost; its records can be read only this many seconds later.
    LoseAnswerRecordsLate(i64),
    /// Executed; its records come twice.
    RecordsTwice,
    /// The next list of records comes in no order.
    RecordsOutOfOrder,
    /// This page is cut as if so many rows had come in at the top of the list since the page before, or gone if negative.
    PageShift(i64),
    /// This page has no rows, although the list says that it should.
    MissingPage,
}

/// Words that name no fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no fault is called {0:?}")]
pub struct NoSuchFault(String);

/// A name, and a number where the fault has one: `lose-answer`, `code 50000`, `page-shift -1`.
impl FromStr for Fault {
    type Err = NoSuchFault;

    fn from_str(words: &str) -> Result<Self, Self::Err> {
        let none = || NoSuchFault(words.to_owned());
        let (name, number) = match words.trim().split_once(' ') {
            None => (words.trim(), None),
            Some((name, number)) => (
                name,
                Some(number.trim().parse::<i64>().map_err(|_| none())?),
            ),
        };
        let plain = match name {
            "nothing" => Some(Self::Nothing),
            "refuse-to-connect" => Some(Self::RefuseToConnect),
            "lose-request" => Some(Self::LoseRequest),
            "lose-answer" => Some(Self::LoseAnswer),
            "too-many-requests" => Some(Self::TooManyRequests),
            "truncate" => Some(Self::Truncate),
            "malform" => Some(Self::Malform),
            "wrong-content-type" => Some(Self::WrongContentType),
            "other-account" => Some(Self::OtherAccount),
            "records-twice" => Some(Self::RecordsTwice),
            "records-out-of-order" => Some(Self::RecordsOutOfOrder),
            "missing-page" => Some(Self::MissingPage),
            _ => None,
        };

        match (plain, number) {
            (Some(fault), None) => Ok(fault),
            (None, number) => numbered(name, number).ok_or_else(none),
            (Some(_), Some(_)) => Err(none()),
        }
    }
}

/// Faults with a number; HTTP errors may do without.
fn numbered(name: &str, number: Option<i64>) -> Option<Fault> {
    let status = || match number {
        None => Some(502),
        Some(number) => u16::try_from(number)
            .ok()
            .filter(|status| (500..=599).contains(status)),
    };
    let later = || number.filter(|seconds| *seconds >= 0);

    Some(match name {
        "execute-late" => Fault::ExecuteLate(later()?),
        "repeat" => Fault::Repeat(later()?),
        "delay" => Fault::Delay(u64::try_from(number?).ok()?),
        "server-error-before" => Fault::ServerErrorBefore(status()?),
        "server-error-after" => Fault::ServerErrorAfter(status()?),
        "code" => Fault::Code(number?),
        "over-long" => Fault::OverLong(usize::try_from(number?).ok()?),
        "skew-date" => Fault::SkewDate(number?),
        "records-late" => Fault::RecordsLate(later()?),
        "lose-answer-records-late" => Fault::LoseAnswerRecordsLate(later()?),
        "page-shift" => Fault::PageShift(number?),
        _ => return None,
    })
}

/// The script of faults, and the practice window's rehearsal of the worst case.
#[derive(Debug, Clone, Default)]
pub struct Controls {
    script: VecDeque<(String, Fault)>,
}

/// The path of the one call that moves money.
const TRANSFER: &str = "bc/transfer/";

impl Controls {
    /// The next call of `endpoint` (e.g. `bc/transfer/`; empty for any) meets this fault.
    pub fn next(&mut self, endpoint: &str, fault: Fault) {
        self.script.push_back((endpoint.to_owned(), fault));
    }

    /// The next transfer is executed and its answer lost.
    pub fn lose_next_answer(&mut self) {
        self.next(TRANSFER, Fault::LoseAnswer);
    }

    /// Whether anything is still to go wrong.
    #[must_use]
    pub fn is_armed(&self) -> bool {
        !self.script.is_empty()
    }

    /// Whether the next transfer will be executed and its answer lost.
    #[must_use]
    pub fn loses_next_answer(&self) -> bool {
        let next = self.script.iter().find(|(of, _)| is_for(of, TRANSFER));

        next.is_some_and(|(_, fault)| *fault == Fault::LoseAnswer)
    }

    /// Takes the fault meant for this call.
    pub(crate) fn take(&mut self, endpoint: &str) -> Option<Fault> {
        let place = self
            .script
            .iter()
            .position(|(of, _)| is_for(of, endpoint))?;

        self.script.remove(place).map(|(_, fault)| fault)
    }
}

fn is_for(of: &str, endpoint: &str) -> bool {
    of.is_empty() || of == endpoint
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_can_be_said_in_words() {
        for (words, fault) in [
            ("nothing", Fault::Nothing),
            ("refuse-to-connect", Fault::RefuseToConnect),
            ("lose-request", Fault::LoseRequest),
            ("lose-answer", Fault::LoseAnswer),
            ("execute-late 90", Fault::ExecuteLate(90)),
            ("repeat 0", Fault::Repeat(0)),
            ("delay 250", Fault::Delay(250)),
            ("server-error-before", Fault::ServerErrorBefore(502)),
            ("server-error-after 503", Fault::ServerErrorAfter(503)),
            ("too-many-requests", Fault::TooManyRequests),
            ("code 50000", Fault::Code(50_000)),
            ("truncate", Fault::Truncate),
            ("malform", Fault::Malform),
            ("wrong-content-type", Fault::WrongContentType),
            ("over-long 9216", Fault::OverLong(9_216)),
            ("other-account", Fault::OtherAccount),
            ("skew-date -3600", Fault::SkewDate(-3_600)),
            ("records-late 600", Fault::RecordsLate(600)),
            (
                "lose-answer-records-late 3600",
                Fault::LoseAnswerRecordsLate(3_600),
            ),
            ("records-twice", Fault::RecordsTwice),
            ("records-out-of-order", Fault::RecordsOutOfOrder),
            ("page-shift -1", Fault::PageShift(-1)),
            ("missing-page", Fault::MissingPage),
        ] {
            assert_eq!(words.parse(), Ok(fault), "{words}");
        }
    }

    #[test]
    fn the_rehearsal_of_the_worst_case_is_the_next_transfer() {
        let mut controls = Controls::default();
        controls.next("bc/get/", Fault::LoseAnswer);
        controls.next(TRANSFER, Fault::RecordsLate(9));
        assert!(controls.is_armed() && !controls.loses_next_answer());
        controls.take(TRANSFER);
        controls.lose_next_answer();
        assert!(controls.loses_next_answer());
        controls.take(TRANSFER);
        assert!(controls.is_armed() && !controls.loses_next_answer());
    }

    #[test]
    fn words_that_say_nothing_clear_are_refused() {
        for words in [
            "",
            "lose",
            "lose-answer 1",
            "code",
            "code x",
            "delay -1",
            "repeat",
            "repeat -1",
            "lose-answer-records-late",
            "server-error-before 429",
            "over-long -1",
        ] {
            assert!(words.parse::<Fault>().is_err(), "{words}");
        }
    }
}

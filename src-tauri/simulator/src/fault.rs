//! What goes wrong on purpose: scripted per call, first come first served.

use std::collections::VecDeque;

/// One thing that goes wrong with one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The connection is refused; nothing arrives.
    RefuseToConnect,
    /// The request is lost on its way; nothing is executed.
    LoseRequest,
    /// The request is executed and its answer lost.
    LoseAnswer,
    /// The answer comes this many milliseconds late.
    Delay(u64),
    /// An HTTP error instead of executing.
    ServerErrorBefore(u16),
    /// An HTTP error after executing.
    ServerErrorAfter(u16),
    /// An envelope with this code instead of executing.
    Code(i64),
    /// Executed; the answer stops in the middle.
    Truncate,
    /// Executed; the answer is not JSON.
    Malform,
    /// Executed; the answer claims to be a page.
    WrongContentType,
    /// Executed; its records can be read only this many seconds later.
    RecordsLate(i64),
    /// Executed; its records come twice.
    RecordsTwice,
    /// The next list of records comes in no order.
    RecordsOutOfOrder,
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

    /// Takes the faults meant for this call.
    pub(crate) fn take(&mut self, endpoint: &str) -> Option<Fault> {
        let place = self
            .script
            .iter()
            .position(|(of, _)| of.is_empty() || of == endpoint)?;

        self.script.remove(place).map(|(_, fault)| fault)
    }
}

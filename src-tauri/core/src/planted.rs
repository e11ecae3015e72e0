//! Deliberate faults, to see whether the simulation finds them. There are none without the feature `planted`: `planted!` is
//! `false` then, and what hangs on it is not compiled into anything.

#[cfg(all(feature = "planted", not(debug_assertions)))]
compile_error!("deliberate faults are for the simulation; no release has them");

#[cfg(feature = "planted")]
pub use chosen::{Fault, MARKER, is, plant};

/// Whether this fault, or one of these, is the one that was chosen.
#[cfg(feature = "planted")]
#[doc(hidden)]
#[macro_export]
macro_rules! planted {
    ($($fault:ident)|+) => {
        $($crate::planted::is($crate::planted::Fault::$fault))||+
    };
}

/// No fault is.
#[cfg(not(feature = "planted"))]
#[doc(hidden)]
#[macro_export]
macro_rules! planted {
    ($($fault:ident)|+) => {
        false
    };
}

#[cfg(feature = "planted")]
mod chosen {
    use std::cell::Cell;

    /// In every program that has faults in it, and in no other.
    pub const MARKER: &str = "this program has deliberate faults in it";

    macro_rules! faults {
        ($($name:ident: $sentence:literal,)*) => {
            /// One deliberate fault.
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub enum Fault {
                $(#[doc = $sentence] $name,)*
            }

            impl Fault {
                /// All of them, each with what is wrong.
                pub const ALL: &[(Self, &'static str)] = &[$((Self::$name, $sentence),)*];
            }
        };
    }

    faults! {
        // The eight bad designs that the explorer finds too.
        SendBeforeCommit: "the claim is committed after the sending",
        SendAgainAfterCrash: "what was being sent when the program ended is sent again",
        TryAgain: "a transfer without an answer is tried again",
        ServerErrorIsRefusal: "HTTP 5xx counts as refused",
        NotExecutedTooEarly: "not executed can be said at once",
        NoAccountLock: "an open outcome does not block its account",
        RecordUsedAgain: "a record that settled one allocation settles another",
        AnswerOfAnother: "an answer that belongs to another account counts",
        // Mistakes that were made here once, and mended.
        TornTailStays: "what a crash left behind is written on after",
        SettingNotRun: "a setting of the database is not run to its end",
        OlderRecordsCount: "records from before the window count as surplus",
        // Others that somebody could make.
        NoFence: "an older program writes on beside a newer one",
        FreezeIgnored: "an old copy of the journal is written on",
        NoFlush: "a commit is not flushed",
        HeadBeforeCommit: "the head is kept outside before the commit",
        GoesOnUnwritten: "sending goes on after an outcome that could not be written",
        InterruptedIsNotSent: "what was being sent when the program ended counts as not sent",
        TimeoutIsNotSent: "a time-out counts as not sent",
        DuplicateCodeIsYes: "code 40050, a duplicate, counts as a yes",
        NonsenseIsYes: "HTTP 200 with a body that cannot be read counts as a yes",
        FloatMoney: "the amount is cut off on its way through a float",
        WrongZone: "a record's local time is taken for UTC",
        LastPageMissing: "the last of several pages is not read",
        OldRecordIsTaken: "a record from before the sending counts",
        OneRecordIsProof: "one record is proof, whatever the balance says",
        ClaimNotUnique: "the journal does not look whether a record is taken",
        AlarmWhileOpen: "an alarm is raised while an outcome is open",
        NoSurplusAlarm: "a second execution raises no alarm",
        NoContradictionAlarm: "the execution of what was closed raises no alarm",
        RefusedCounts: "what was refused stays in the totals",
    }

    thread_local! {
        static CHOSEN: Cell<Option<Fault>> = const { Cell::new(None) };
    }

    /// From here on this thread has this fault, or none.
    pub fn plant(fault: Option<Fault>) {
        tracing::trace!("{MARKER}");
        CHOSEN.set(fault);
    }

    /// Whether this thread has this fault.
    #[must_use]
    pub fn is(fault: Fault) -> bool {
        CHOSEN.get() == Some(fault)
    }
}

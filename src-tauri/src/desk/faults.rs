//! Which code each of the core's errors becomes: one exhaustive match for each room. No vendor text gets out.

use crate::fault::{Fault, FaultCode};
use desk_core::book::BookError;
use desk_core::credit::{Field, FieldError};
use desk_core::gateway::LookError;
use desk_core::journal::{JournalError, OpenError};
use desk_core::mirror::MirrorError;
use desk_core::money::MoneyError;
use desk_core::recover::RecoverError;
use desk_core::sync::SyncError;
use desk_core::workspace::WorkspaceError;

impl From<LookError> for Fault {
    fn from(error: LookError) -> Self {
        match error {
            LookError::Unreachable { .. } | LookError::Http { .. } => {
                Self::new(FaultCode::Unreachable)
            }
            LookError::Busy { .. } => Self::new(FaultCode::Throttled),
            LookError::Paused { until } => Self::new(FaultCode::Throttled).with("until", until),
            LookError::Refused { code, .. } if error.is_want_of_token() => {
                Self::new(FaultCode::SignInAgain).with("code", code)
            }
            LookError::Refused { code, .. } => {
                Self::new(FaultCode::TiktokRefused).with("code", code)
            }
            LookError::Unreadable { .. } | LookError::Unsteady { .. } => {
                Self::new(FaultCode::AnswerUnreadable)
            }
            LookError::AccountNotListed(id) => Self::new(FaultCode::NotFound).with("name", id),
            LookError::NotAMember(_) => Self::new(FaultCode::NotAllowed),
            LookError::Stopped => Self::new(FaultCode::Stopped),
        }
    }
}

impl From<JournalError> for Fault {
    fn from(error: JournalError) -> Self {
        let reason = error.to_string();
        match error {
            JournalError::OutcomeOpen(number) => {
                Self::new(FaultCode::OutcomeOpen).with("number", number.0)
            }
            JournalError::ExceedsBcBalance(_) | JournalError::ExceedsCredit(_) => {
                Self::new(FaultCode::ReviewSuperseded)
            }
            JournalError::NewerEpoch => Self::new(FaultCode::SecondInstance),
            JournalError::ReadOnly => Self::new(FaultCode::ReadOnly),
            JournalError::Frozen => Self::new(FaultCode::JournalFrozen),
            JournalError::Stopped | JournalError::OutcomeNotWritten { .. } => {
                Self::new(FaultCode::SendingStopped)
            }
            JournalError::NotInState => Self::new(FaultCode::AlreadySettled),
            JournalError::AlreadyClaimed(number) => Self::new(FaultCode::FieldInvalid)
                .with("field", "transactionId")
                .with("reason", "ALREADY_CLAIMED")
                .with("number", number.0),
            JournalError::NoSuchCredit => Self::new(FaultCode::NotFound).with("name", "credit"),
            JournalError::NotACorrection => Self::new(FaultCode::FieldInvalid)
                .with("field", "amount")
                .with("reason", "CANNOT_CHANGE"),
            JournalError::Damaged(_) => {
                Self::new(FaultCode::JournalDamaged).with("what", "DAMAGED")
            }
            JournalError::ChangedByAnother => Self::new(FaultCode::JournalChanged),
            JournalError::NoRoom(_) | JournalError::NotCopied(_) | JournalError::Sqlite(_) => {
                Self::new(FaultCode::DiskFailed).with("reason", reason)
            }
            JournalError::OtherContent(_)
            | JournalError::DoesNotFit
            | JournalError::Full
            | JournalError::Closed => Self::new(FaultCode::Internal).with("where", reason),
        }
    }
}

impl From<OpenError> for Fault {
    fn from(error: OpenError) -> Self {
        let reason = error.to_string();
        match error {
            OpenError::Newer { .. } => Self::new(FaultCode::JournalNewer),
            OpenError::Damaged { .. } => {
                Self::new(FaultCode::JournalDamaged).with("what", "DAMAGED")
            }
            OpenError::NotOurs => Self::new(FaultCode::JournalDamaged).with("what", "NOT_OURS"),
            OpenError::NotThereYet => Self::new(FaultCode::SecondInstance),
            OpenError::Setting(_) | OpenError::Io(_) | OpenError::Sqlite(_) => {
                Self::new(FaultCode::DiskFailed).with("reason", reason)
            }
        }
    }
}

impl From<MirrorError> for Fault {
    fn from(error: MirrorError) -> Self {
        let reason = error.to_string();
        match error {
            MirrorError::Sqlite(_)
            | MirrorError::Io(_)
            | MirrorError::Damaged(_)
            | MirrorError::Closed => Self::new(FaultCode::DiskFailed).with("reason", reason),
        }
    }
}

impl From<BookError> for Fault {
    fn from(error: BookError) -> Self {
        match error {
            BookError::Journal(error) => error.into(),
            BookError::Mirror(error) => error.into(),
            BookError::Money(error) => error.into(),
        }
    }
}

impl From<RecoverError> for Fault {
    fn from(error: RecoverError) -> Self {
        match error {
            RecoverError::Look(error) => error.into(),
            RecoverError::Journal(error) => error.into(),
            RecoverError::NotUnknown(number) => {
                Self::new(FaultCode::AlreadySettled).with("number", number.0)
            }
            RecoverError::Mirror(error) => error.into(),
            RecoverError::NotAllowed => Self::new(FaultCode::NotAllowed),
            RecoverError::TooEarly(_) => Self::new(FaultCode::TooEarly),
            RecoverError::NotACandidate(id) => Self::new(FaultCode::FieldInvalid)
                .with("field", "transactionId")
                .with("reason", "NOT_A_CANDIDATE")
                .with("id", id),
            RecoverError::ReasonMissing => Self::new(FaultCode::FieldInvalid)
                .with("field", "note")
                .with("reason", "MISSING"),
        }
    }
}

impl From<MoneyError> for Fault {
    fn from(error: MoneyError) -> Self {
        match error {
            MoneyError::Overflow
            | MoneyError::CurrencyMismatch(..)
            | MoneyError::Precision
            | MoneyError::NoParts => Self::new(FaultCode::AmountOverflow),
        }
    }
}

impl From<WorkspaceError> for Fault {
    fn from(error: WorkspaceError) -> Self {
        match error {
            WorkspaceError::Look(error) => error.into(),
            WorkspaceError::Journal(error) => error.into(),
            WorkspaceError::Mirror(error) => error.into(),
            WorkspaceError::Book(error) => error.into(),
            WorkspaceError::Recover(error) => error.into(),
            WorkspaceError::NotFetched(id) => Self::new(FaultCode::NotFound).with("name", id),
            WorkspaceError::NobodyActs => Self::new(FaultCode::NotReady),
            WorkspaceError::NotAllowed => Self::new(FaultCode::NotAllowed),
            WorkspaceError::Form(errors) => of_form(&errors),
            WorkspaceError::NoSuchCredit => Self::new(FaultCode::NotFound).with("name", "credit"),
        }
    }
}

impl From<SyncError> for Fault {
    fn from(error: SyncError) -> Self {
        match error {
            SyncError::Look(error) => error.into(),
            SyncError::Mirror(error) => error.into(),
        }
    }
}

/// The first wrong field of a form, and all of them by name.
fn of_form(errors: &[(Field, FieldError)]) -> Fault {
    let never = errors
        .iter()
        .any(|(_, error)| *error == FieldError::NeverAssignable);
    let code = if never {
        FaultCode::AssignableRefused
    } else {
        FaultCode::FieldInvalid
    };
    let mut fault = Fault::new(code);
    for (field, error) in errors.iter().rev() {
        let name = field_name(*field);
        fault = fault
            .with("field", name)
            .with("reason", error.code())
            .with(&format!("field.{name}"), error.code());
    }

    fault
}

fn field_name(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Amount => "amount",
        Field::Issued => "issued",
        Field::ValidFrom => "validFrom",
        Field::ValidUntil => "validUntil",
        Field::Kind => "kind",
        Field::Restrictions => "restrictions",
        Field::Accounts => "accountIds",
        Field::Terms => "terms",
        Field::Holder => "account",
        Field::Reason => "reason",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::{Act, MoneyMoved};
    use desk_core::allocation::Answer;
    use desk_core::id::AllocationNumber;

    #[test]
    fn only_a_lost_outcome_says_that_money_may_have_moved() {
        let lost = JournalError::OutcomeNotWritten {
            number: AllocationNumber(7),
            answer: Box::new(Answer::NotSent {
                reason: String::new(),
            }),
            why: String::new(),
        };
        assert_eq!(Fault::from(lost).money, MoneyMoved::Unknown);
        for error in [
            JournalError::Frozen,
            JournalError::ReadOnly,
            JournalError::OutcomeOpen(AllocationNumber(7)),
        ] {
            assert_eq!(Fault::from(error).money, MoneyMoved::NothingMoved);
        }
    }

    /// Whoever reads it can do something: make room, connect the disk, make it writable.
    #[test]
    fn a_failing_disk_sends_a_person_to_the_disk() {
        let broken = || std::io::Error::from(std::io::ErrorKind::StorageFull);
        for fault in [
            Fault::from(JournalError::NoRoom(broken())),
            Fault::from(OpenError::Io(broken())),
            Fault::from(OpenError::Sqlite("disk I/O error".to_owned())),
            Fault::from(MirrorError::Io(broken())),
            Fault::from(WorkspaceError::from(MirrorError::Io(broken()))),
        ] {
            assert_eq!(
                (fault.code, fault.act, fault.money),
                (
                    FaultCode::DiskFailed,
                    Act::CheckDisk,
                    MoneyMoved::NothingMoved
                )
            );
        }
    }

    #[test]
    fn tiktoks_words_stay_inside() {
        let fault = Fault::from(LookError::Refused {
            call: "bc/get",
            code: 40_001,
            message: "<script>".to_owned(),
            log_id: "secret".to_owned(),
        });
        assert_eq!(fault.params.get("code").unwrap(), "40001");
        assert_eq!(fault.params.len(), 1);
    }

    #[test]
    fn a_form_names_every_wrong_field_and_assignable_in_its_own_code() {
        let fault = of_form(&[
            (Field::Name, FieldError::Missing),
            (Field::ValidUntil, FieldError::NotADate),
        ]);
        assert_eq!(fault.code, FaultCode::FieldInvalid);
        assert_eq!(fault.act, Act::FixInput);
        assert_eq!(fault.params.get("field").unwrap(), "name");
        assert_eq!(fault.params.get("field.validUntil").unwrap(), "NOT_A_DATE");
        let never = of_form(&[(Field::Kind, FieldError::NeverAssignable)]);
        assert_eq!(never.code, FaultCode::AssignableRefused);
    }
}

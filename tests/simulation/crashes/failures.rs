//! What a failing disk may say to a person: that the disk failed, that there is no room, that only reading is possible now.
//! Never that something else is wrong: whoever is told that a sound journal is damaged sets it aside.

use crate::session::NotOpened;
use desk_core::book::BookError;
use desk_core::journal::JournalError;
use desk_core::mirror::MirrorError;
use desk_core::recover::RecoverError;
use desk_core::workspace::WorkspaceError;

/// The words for a failure that names what to do, or what is wrong with it.
pub(super) type Judged = Result<&'static str, String>;

pub(super) fn start(error: &NotOpened) -> Judged {
    match error {
        NotOpened::Damaged => Err("a sound journal was called damaged".to_owned()),
        NotOpened::Else(why) if why.contains("newer program") || why.contains("not a journal") => {
            Err(format!("a sound journal was called another's: {why}"))
        }
        NotOpened::Else(_) => Ok("start: the disk failed"),
    }
}

pub(super) fn workspace(error: &WorkspaceError) -> Judged {
    match error {
        WorkspaceError::Journal(error) => journal(error),
        WorkspaceError::Mirror(error) => mirror(error),
        WorkspaceError::Book(BookError::Journal(error)) => journal(error),
        WorkspaceError::Book(BookError::Mirror(error)) => mirror(error),
        WorkspaceError::Recover(RecoverError::Journal(error)) => journal(error),
        WorkspaceError::Recover(RecoverError::Mirror(error)) => mirror(error),
        WorkspaceError::Recover(RecoverError::TooEarly(_)) => Ok("too early"),
        WorkspaceError::Recover(RecoverError::NotUnknown(_)) => Ok("settled already"),
        WorkspaceError::NobodyActs => Ok("not ready"),
        WorkspaceError::NotFetched(_) => Ok("nothing fetched yet"),
        WorkspaceError::NotAllowed => Ok("not allowed"),
        WorkspaceError::NoSuchCredit => Ok("no such credit"),
        WorkspaceError::Recover(RecoverError::NotAllowed) => Ok("not allowed"),
        WorkspaceError::Look(_) | WorkspaceError::Recover(RecoverError::Look(_)) => {
            Ok("TikTok could not be read")
        }
        WorkspaceError::Book(_) | WorkspaceError::Recover(_) | WorkspaceError::Form(_) => {
            Err(format!("not the disk's fault: {error}"))
        }
    }
}

pub(super) fn journal(error: &JournalError) -> Judged {
    match error {
        JournalError::NotCopied(_) => Ok("no copy was kept"),
        JournalError::Sqlite(_) => Ok("the disk failed"),
        JournalError::NoRoom(_) => Ok("no room for the outcome"),
        JournalError::ReadOnly => Ok("only reading"),
        JournalError::Stopped | JournalError::OutcomeNotWritten { .. } => Ok("sending has stopped"),
        JournalError::OutcomeOpen(_) => Ok("an outcome is open"),
        JournalError::ExceedsBcBalance(_) | JournalError::ExceedsCredit(_) => Ok("too much"),
        JournalError::NotInState => Ok("settled already"),
        JournalError::Frozen => Ok("frozen"),
        other => Err(format!("not the disk's fault: {other:?}")),
    }
}

fn mirror(error: &MirrorError) -> Judged {
    match error {
        MirrorError::Sqlite(_) | MirrorError::Io(_) => Ok("the disk failed"),
        MirrorError::Damaged(_) | MirrorError::Closed => Err(format!("{error:?}")),
    }
}

//! What can be said on the command line and in the environment when the program starts.

use std::ffi::OsString;
use std::path::PathBuf;

/// Environment variable that names the data folder, for tests.
pub const DATA_VARIABLE: &str = "CREDIT_DESK_DATA";

/// Environment variable that names a file to be made once the window has painted a page in full.
pub const READY_VARIABLE: &str = "CREDIT_DESK_READY_FILE";

/// Understood arguments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arguments {
    /// `--data FOLDER`: where all workspaces live, instead of the user's data folder.
    pub data: Option<PathBuf>,
}

/// Reads the arguments without the program's name; the environment stands in for what is not said.
///
/// # Errors
/// A sentence, when an argument is not known or has no value.
pub fn read(
    given: impl IntoIterator<Item = OsString>,
    data_variable: Option<OsString>,
) -> Result<Arguments, String> {
    let mut arguments = Arguments {
        data: data_variable
            .filter(|text| !text.is_empty())
            .map(PathBuf::from),
    };
    let mut given = given.into_iter();
    while let Some(argument) = given.next() {
        if argument != "--data" {
            return Err(format!(
                "{argument:?} is not known. The one argument is --data FOLDER."
            ));
        }
        let folder = given.next().ok_or("--data needs a folder.")?;
        arguments.data = Some(PathBuf::from(folder));
    }

    Ok(arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str], variable: Option<&str>) -> Result<Option<PathBuf>, String> {
        read(
            words.iter().map(OsString::from),
            variable.map(OsString::from),
        )
        .map(|all| all.data)
    }

    #[test]
    fn an_argument_wins_over_the_environment() {
        assert_eq!(parsed(&[], None), Ok(None));
        assert_eq!(parsed(&[], Some("")), Ok(None));
        assert_eq!(parsed(&[], Some("/a")), Ok(Some("/a".into())));
        assert_eq!(parsed(&["--data", "/b"], Some("/a")), Ok(Some("/b".into())));
    }

    #[test]
    fn what_is_not_known_is_said() {
        assert!(parsed(&["--date", "/b"], None).is_err());
        assert!(parsed(&["--data"], None).is_err());
    }
}

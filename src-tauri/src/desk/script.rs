//! What goes wrong in practice by a test's script, in builds for developers only: nobody shall break a program in use from outside.

use std::ffi::OsString;

/// Environment variable with the script: `ENDPOINT WORDS` as the simulator takes them, one after the other with `;` between,
/// such as `bc/transfer/ lose-request; bc/transfer/ records-late 3600`.
pub const VARIABLE: &str = "CREDIT_DESK_PRACTICE_FAULTS";

/// Faults for the practice workspace that is opened first, each for the next call of its endpoint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script(pub(super) Vec<(String, simulator::Fault)>);

/// Reads the variable.
///
/// # Errors
/// A sentence, when the script cannot be read, or when there is one and this build is not for developers.
pub fn read(variable: Option<OsString>, for_developers: bool) -> Result<Script, String> {
    let Some(text) = variable.filter(|text| !text.is_empty()) else {
        return Ok(Script::default());
    };
    if !for_developers {
        return Err(format!("{VARIABLE} is for tests of the program only."));
    }
    let text = text.to_string_lossy();
    let steps = text.split(';').map(str::trim);

    steps
        .filter(|step| !step.is_empty())
        .map(|step| {
            let (endpoint, words) = step.split_once(' ').unwrap_or((step, ""));
            let fault = words
                .parse()
                .map_err(|error| format!("{VARIABLE} cannot be read at {step:?}: {error}."))?;
            Ok((endpoint.to_owned(), fault))
        })
        .collect::<Result<_, String>>()
        .map(Script)
}

#[cfg(test)]
mod tests {
    use super::*;
    use simulator::Fault;

    fn given(text: &str) -> Option<OsString> {
        Some(OsString::from(text))
    }

    #[test]
    fn a_script_is_read_step_by_step() {
        let script = read(
            given("bc/transfer/ lose-request; bc/transfer/ records-late 60;"),
            true,
        );
        let transfer = "bc/transfer/".to_owned();
        let steps = vec![
            (transfer.clone(), Fault::LoseRequest),
            (transfer, Fault::RecordsLate(60)),
        ];
        assert_eq!(script, Ok(Script(steps)));
        for wrong in ["bc/transfer/", "bc/transfer/ explode", "lose-answer"] {
            let refused = read(given(wrong), true).unwrap_err();
            assert!(refused.contains(wrong), "{refused}");
        }
    }

    #[test]
    fn a_build_for_use_refuses_every_script_and_starts_without_one() {
        assert_eq!(read(None, false), Ok(Script::default()));
        assert_eq!(read(given(""), false), Ok(Script::default()));
        for text in ["bc/transfer/ lose-answer", "whatever"] {
            let refused = read(given(text), false).unwrap_err();
            assert!(refused.contains(VARIABLE), "{refused}");
        }
    }
}

//! The transitions that the exhaustive explorer saw (`tests/explorer/reached.txt`). Another one is none of the model.

use super::State;
use desk_core::protocol::Happening;

/// One transition a line: where from, what happens, where to.
pub const REACHED: &str = include_str!("../../explorer/reached.txt");

/// Whether the explorer saw it.
pub(super) fn is_reached(from: State, happening: Happening, to: State) -> bool {
    let line = format!("{from} {happening:?} {to}");

    REACHED.lines().any(|reached| reached == line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_explorer_never_saw_is_no_step() {
        assert!(is_reached(
            State::Sending,
            Happening::Unclear,
            State::Unknown
        ));
        assert!(!is_reached(
            State::Sending,
            Happening::Unclear,
            State::Rejected
        ));
        assert!(!is_reached(
            State::Unknown,
            Happening::Accepted,
            State::Succeeded
        ));
        assert!(!is_reached(
            State::Unknown,
            Happening::Unclear,
            State::Sending
        ));
    }
}

//! The life of one allocation after it was recorded, as a pure function of where it is and what happens (protocol 4.1), with
//! the two guards around it: who may claim the right to send, and what TikTok's records prove.
//!
//! The journal moves rows by [`next`] and nothing else, the exhaustive explorer walks it, the simulation checks every step it
//! sees against it. The program hears nothing after an attempt's deadline, so there is no late answer to take in.

mod evidence;
mod patience;

pub use evidence::{Equation, Evidence, Verdict, verdict};
pub use patience::{LOOKS, Patience, Waited, next_look, patience};

/// Where an allocation is. Each has the word it is stored under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// The right to send is claimed; the request is perhaps on the wire.
    Sending,
    /// Nobody knows. It blocks its account and is never sent again.
    Unknown,
    /// TikTok said yes.
    Succeeded,
    /// TikTok said no before executing.
    Rejected,
    /// Provably never left this machine.
    NotSent,
    /// It took effect: TikTok's records prove it, or a person said so.
    Applied,
    /// A person closed it as not executed.
    NotApplied,
    /// It was refused or closed as not executed, and then TikTok's record of it appeared: an alarm, never corrected silently.
    Contradicted,
    /// It took effect, and TikTok's records hold one more like it that nobody here asked for: an alarm.
    DuplicateSuspected,
}

/// What happens to an allocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Happening {
    /// A definite yes of the attempt that asked (protocol 4.3).
    Accepted,
    /// A definite no before execution.
    Refused,
    /// Proof that no byte of the request left.
    NotSent,
    /// Anything else.
    Unclear,
    /// It was found *sending* when the program started: another opening of the journal began it.
    Interrupted,
    /// TikTok's record is found and nothing but this allocation explains it ([`Verdict::Proven`]).
    Proven,
    /// A person says it took effect.
    ClosedAsApplied,
    /// A person says it did not.
    ClosedAsNotApplied,
    /// A record that can only be its own appears after it was closed as not executed, or refused: somebody on the way
    /// may have sent the request twice.
    RecordAppeared,
    /// One record more than there are allocations to explain it.
    SurplusRecord,
}

impl Phase {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Sending,
        Self::Unknown,
        Self::Succeeded,
        Self::Rejected,
        Self::NotSent,
        Self::Applied,
        Self::NotApplied,
        Self::Contradicted,
        Self::DuplicateSuspected,
    ];

    /// The word it is stored under.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Unknown => "unknown",
            Self::Succeeded => "succeeded",
            Self::Rejected => "rejected",
            Self::NotSent => "not-sent",
            Self::Applied => "applied",
            Self::NotApplied => "not-applied",
            Self::Contradicted => "contradicted",
            Self::DuplicateSuspected => "duplicate-suspected",
        }
    }

    /// Reads [`Phase::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.word() == word)
    }

    /// Whether the outcome is still open: it blocks its account and counts against what can be placed.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sending | Self::Unknown)
    }

    /// Whether ad credit moved, or has to be taken as moved.
    #[must_use]
    pub const fn counts(self) -> bool {
        match self {
            Self::Sending
            | Self::Unknown
            | Self::Succeeded
            | Self::Applied
            | Self::Contradicted
            | Self::DuplicateSuspected => true,
            Self::Rejected | Self::NotSent | Self::NotApplied => false,
        }
    }

    /// Whether something went wrong that a person must look at.
    #[must_use]
    pub const fn is_alarm(self) -> bool {
        matches!(self, Self::Contradicted | Self::DuplicateSuspected)
    }
}

impl Happening {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Accepted,
        Self::Refused,
        Self::NotSent,
        Self::Unclear,
        Self::Interrupted,
        Self::Proven,
        Self::ClosedAsApplied,
        Self::ClosedAsNotApplied,
        Self::RecordAppeared,
        Self::SurplusRecord,
    ];
}

/// Where an allocation goes; `None` when that cannot happen there. Nothing leads back to [`Phase::Sending`].
#[must_use]
pub const fn next(phase: Phase, happening: Happening) -> Option<Phase> {
    match (phase, happening) {
        (Phase::Sending, Happening::Accepted) => Some(Phase::Succeeded),
        (Phase::Sending, Happening::Refused) => Some(Phase::Rejected),
        (Phase::Sending, Happening::NotSent) => Some(Phase::NotSent),
        (Phase::Sending, Happening::Unclear | Happening::Interrupted) => Some(Phase::Unknown),
        (Phase::Unknown, Happening::Proven | Happening::ClosedAsApplied) => Some(Phase::Applied),
        (Phase::Unknown, Happening::ClosedAsNotApplied) => Some(Phase::NotApplied),
        (Phase::NotApplied | Phase::Rejected, Happening::RecordAppeared) => {
            Some(Phase::Contradicted)
        }
        (Phase::Succeeded | Phase::Applied, Happening::SurplusRecord) => {
            Some(Phase::DuplicateSuspected)
        }
        _ => None,
    }
}

/// What the claim of a right to send stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ground {
    /// The head kept outside does not vouch for this file, and nobody accepted it yet (protocol 4.4).
    pub frozen: bool,
    /// An outcome could not be written in this session (protocol 4.2).
    pub stopped: bool,
    /// A later opening of the journal has the right to send.
    pub superseded: bool,
    /// Another allocation to this account is open.
    pub open_here: bool,
}

/// Why no right to send is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Obstacle {
    /// See [`Ground::frozen`].
    Frozen,
    /// See [`Ground::stopped`].
    Stopped,
    /// See [`Ground::superseded`].
    Superseded,
    /// See [`Ground::open_here`].
    OpenHere,
}

/// The send guard: each obstacle alone is enough. What the money says is checked beside it, in the same transaction.
///
/// # Errors
/// The first [`Obstacle`].
pub const fn may_claim(ground: Ground) -> Result<Phase, Obstacle> {
    if ground.frozen {
        return Err(Obstacle::Frozen);
    }
    if ground.stopped {
        return Err(Obstacle::Stopped);
    }
    if ground.superseded {
        return Err(Obstacle::Superseded);
    }
    if ground.open_here {
        return Err(Obstacle::OpenHere);
    }

    Ok(Phase::Sending)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair, so that a new arrow has to be put here too.
    #[test]
    fn these_are_all_the_arrows() {
        let arrows: Vec<String> = Phase::ALL
            .into_iter()
            .flat_map(|phase| {
                Happening::ALL
                    .into_iter()
                    .map(move |happening| (phase, happening))
            })
            .filter_map(|(phase, happening)| {
                let to = next(phase, happening)?;
                Some(format!("{} {happening:?} {}", phase.word(), to.word()))
            })
            .collect();
        assert_eq!(
            arrows,
            [
                "sending Accepted succeeded",
                "sending Refused rejected",
                "sending NotSent not-sent",
                "sending Unclear unknown",
                "sending Interrupted unknown",
                "unknown Proven applied",
                "unknown ClosedAsApplied applied",
                "unknown ClosedAsNotApplied not-applied",
                "succeeded SurplusRecord duplicate-suspected",
                "rejected RecordAppeared contradicted",
                "applied SurplusRecord duplicate-suspected",
                "not-applied RecordAppeared contradicted",
            ]
        );
    }

    #[test]
    fn words_are_read_back() {
        for phase in Phase::ALL {
            assert_eq!(Phase::from_word(phase.word()), Some(phase));
        }
        assert_eq!(Phase::from_word("failed"), None);
    }

    /// What blocks an account, what counts as placed, what a person must look at.
    #[test]
    fn what_each_phase_means() {
        let mark = |is, letter| if is { letter } else { '-' };
        let marks: Vec<String> = Phase::ALL
            .into_iter()
            .map(|phase| {
                let marks = [
                    mark(phase.is_open(), 'o'),
                    mark(phase.counts(), 'c'),
                    mark(phase.is_alarm(), 'a'),
                ];
                format!("{} {}", phase.word(), String::from_iter(marks))
            })
            .collect();
        assert_eq!(
            marks,
            [
                "sending oc-",
                "unknown oc-",
                "succeeded -c-",
                "rejected ---",
                "not-sent ---",
                "applied -c-",
                "not-applied ---",
                "contradicted -ca",
                "duplicate-suspected -ca",
            ]
        );
    }

    /// Each condition alone decides, and they are named in order.
    #[test]
    fn the_send_guard_by_its_whole_table() {
        for bits in 0..16_u8 {
            let is = |bit: u8| bits & bit != 0;
            let ground = Ground {
                frozen: is(1),
                stopped: is(2),
                superseded: is(4),
                open_here: is(8),
            };
            let first = match bits.trailing_zeros() {
                0 => Err(Obstacle::Frozen),
                1 => Err(Obstacle::Stopped),
                2 => Err(Obstacle::Superseded),
                3 => Err(Obstacle::OpenHere),
                _ => Ok(Phase::Sending),
            };
            assert_eq!(may_claim(ground), first, "{ground:?}");
        }
    }
}

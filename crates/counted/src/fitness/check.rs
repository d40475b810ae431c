//! The ten checks.

/// One of the ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// The purpose is written, and the decision it changes.
    Purpose,
    /// Whoever is judged can move the figure: units differ by more than chance and case mix.
    Controllability,
    /// The result of an act is seen soon enough to learn from.
    LoopLength,
    /// What really counts is known for nearly all, within that time.
    Observability,
    /// A change that matters is noticed soon.
    Noise,
    /// Whoever is judged does not record it, or another trace exists.
    Recorder,
    /// Few cases can change their class without a second signature.
    Discretion,
    /// Nothing jumps at a threshold or a date.
    Cliff,
    /// Each way it may be met without its purpose has an audit or a counter-measure.
    Responses,
    /// It ends on a day, and somebody reviews it.
    Ending,
}

impl Check {
    /// All, in the order of their numbers.
    pub const ALL: [Self; 10] = [
        Self::Purpose,
        Self::Controllability,
        Self::LoopLength,
        Self::Observability,
        Self::Noise,
        Self::Recorder,
        Self::Discretion,
        Self::Cliff,
        Self::Responses,
        Self::Ending,
    ];

    /// Its number, 1 to 10.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// Its stable word in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Purpose => "purpose",
            Self::Controllability => "controllability",
            Self::LoopLength => "loop_length",
            Self::Observability => "observability",
            Self::Noise => "noise",
            Self::Recorder => "recorder",
            Self::Discretion => "discretion",
            Self::Cliff => "cliff",
            Self::Responses => "responses",
            Self::Ending => "ending",
        }
    }

    /// Without it the measure cannot even teach: the figure may be anything.
    pub(super) fn is_ground(self) -> bool {
        matches!(self, Self::Recorder | Self::Discretion | Self::Cliff | Self::Responses)
    }

    /// It speaks of the world, not of what the adopters wrote down: a claim about it is no evidence.
    pub(super) fn needs_evidence(self) -> bool {
        !matches!(self, Self::Purpose | Self::Responses | Self::Ending)
    }
}

//! What an audit says of one unit: never a verdict, always with what would explain it in innocence.

use super::Audit;

/// One audit of one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The unit, by number.
    pub unit: usize,
    /// The audit.
    pub audit: Audit,
    /// What it gave.
    pub outcome: Outcome,
}

/// What an audit gave.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Too little to say anything; never "nothing found".
    NotEnoughData {
        /// What there is too little of.
        what: &'static str,
        /// How many there are.
        have: u64,
        /// How many are needed.
        need: u64,
    },
    /// It could be looked at.
    Looked(Looked),
}

/// What was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Looked {
    /// The audit's figure, in its own unit (a ratio, a share, a difference of days or of shares, a slope a year).
    pub statistic: f64,
    /// The chance of a figure this far out, by the plain test that looks at the pattern alone. Units that differ by nature,
    /// and honest effort, make it small.
    pub plain: f64,
    /// The same, corrected for all tests of the release.
    pub plain_corrected: f64,
    /// The chance by the test that honest differences and honest effort do not make small. The family is corrected on this.
    pub p: f64,
    /// The same, corrected for all tests of the release.
    pub p_corrected: f64,
    /// The counts it rests on.
    pub counts: Vec<Count>,
    /// The smallest figure, in the statistic's unit, that would have been a signal four times in five.
    pub smallest: Option<f64>,
    /// What else was looked for.
    pub corroboration: Vec<Corroboration>,
}

impl Looked {
    /// How it stands, at a share `q` of false signals.
    pub fn standing(&self, q: f64) -> Standing {
        if self.p_corrected <= q {
            Standing::Signal
        } else if self.plain_corrected <= q {
            Standing::HonestReasonsSuffice
        } else {
            Standing::NothingSeen
        }
    }
}

/// How a trace stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// No more than chance leaves.
    NothingSeen,
    /// A pattern is there, and what honest work leaves is enough to explain it.
    HonestReasonsSuffice,
    /// A pattern that chance, nature and honest effort hardly leave: a question to ask, not an answer.
    Signal,
}

/// A count that a figure rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// What was counted.
    pub what: &'static str,
    /// How many.
    pub number: u64,
}

/// Something that would be there too, if the trace were no accident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corroboration {
    /// Its name in the policy, where its words stand.
    pub key: &'static str,
    /// Whether it was there.
    pub found: Found,
}

/// Whether a corroboration was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// It was.
    Found,
    /// It was looked for and was not.
    NotFound,
    /// The records given do not say.
    CouldNotLook,
}

impl Found {
    /// Found where the chance of it is at most one in twenty; could not look where there is no chance to tell.
    pub(crate) fn by_chance(p: Option<f64>) -> Self {
        match p {
            None => Self::CouldNotLook,
            Some(p) if p <= 0.05 => Self::Found,
            Some(_) => Self::NotFound,
        }
    }
}

//! Why a chart cannot be drawn.

use super::Kind;

/// What is wrong with the figures or the plan of a chart. Points are counted from 1 in the words, from 0 in the fields.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// No figure at all.
    #[error("no figure to chart; give at least one row with a number")]
    Empty,
    /// The series is of another shape than the kind needs.
    #[error("a `{}` chart needs {needs}", kind.key())]
    Shape {
        /// The kind asked for.
        kind: Kind,
        /// What it needs, in words.
        needs: &'static str,
    },
    /// A number that is no number, or infinite.
    #[error("point {} is not a finite number; correct it, or leave it empty if it is not known", at + 1)]
    NotFinite {
        /// Which point.
        at: usize,
    },
    /// A count or duration below zero.
    #[error("point {} is {number}, below zero, which a `{}` chart cannot count; correct it, or chart a difference with `xmr`", at + 1, kind.key())]
    Negative {
        /// Which point.
        at: usize,
        /// What stands there.
        number: f64,
        /// The kind asked for.
        kind: Kind,
    },
    /// Nothing to divide by.
    #[error("point {} has a denominator of zero; leave both numbers empty, so that the period shows as a gap", at + 1)]
    NoDenominator {
        /// Which point.
        at: usize,
    },
    /// More than all.
    #[error("point {} counts {count} of {of}, more than all of them; correct it, or use `u` if they are events rather than cases", at + 1)]
    MoreThanAll {
        /// Which point.
        at: usize,
        /// The numerator.
        count: f64,
        /// The denominator.
        of: f64,
    },
    /// A day of no length between two events.
    #[error("point {} is zero days between events, which a `t` chart cannot place; give the time of day, or chart counts with `c`", at + 1)]
    NoTimeBetween {
        /// Which point.
        at: usize,
    },
    /// Two decisions that contradict each other.
    #[error("limits cannot be frozen and split at once; use a split, which sets limits from its own points")]
    FreezeAndSplit,
    /// A freeze that leaves nothing to judge, or too little to judge by.
    #[error("limits cannot be frozen at {first} of {points} points; take at least 3 and fewer than all")]
    FreezeSize {
        /// How many points were to set the limits.
        first: usize,
        /// How many there are.
        points: usize,
    },
    /// A decision about a point that is not there.
    #[error("point {} does not exist: the series has {points}", at + 1)]
    NoSuchPoint {
        /// Which point.
        at: usize,
        /// How many there are.
        points: usize,
    },
    /// A decision without a reason.
    #[error("the decision about point {} gives no reason; say why, so that a reader can judge it", at + 1)]
    NoReason {
        /// Which point.
        at: usize,
    },
    /// Nothing is left to set limits from.
    #[error("every point from {} to {} is left out or missing; keep at least one", from + 1, to)]
    NothingLeft {
        /// First point of the part.
        from: usize,
        /// One past its last.
        to: usize,
    },
}

impl Error {
    /// The point it is about, where it is about one.
    pub fn at(&self) -> Option<usize> {
        match self {
            Self::NotFinite { at }
            | Self::Negative { at, .. }
            | Self::NoDenominator { at }
            | Self::MoreThanAll { at, .. }
            | Self::NoTimeBetween { at }
            | Self::NoSuchPoint { at, .. }
            | Self::NoReason { at } => Some(*at),
            _ => None,
        }
    }
}

//! Why units cannot be compared.

/// What is wrong with the figures. Units are counted from 1 in the words, from 0 in the fields.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// One unit, or none.
    #[error("{units} unit(s) to compare; give at least 2, or chart one unit over time")]
    TooFewUnits {
        /// How many there are.
        units: usize,
    },
    /// A number that is no number, or infinite.
    #[error("unit {} has a number that is not finite; correct it, or leave the row out", at + 1)]
    NotFinite {
        /// Which unit.
        at: usize,
    },
    /// A count below zero.
    #[error("unit {} counts below zero; correct it", at + 1)]
    Negative {
        /// Which unit.
        at: usize,
    },
    /// Nothing to divide by.
    #[error("unit {} has a denominator of zero; leave the row out: it has nothing to compare", at + 1)]
    NoDenominator {
        /// Which unit.
        at: usize,
    },
    /// More than all.
    #[error("unit {} counts {count} of {of}, more than all of them; correct it, or compare rates if they are events rather than cases", at + 1)]
    MoreThanAll {
        /// Which unit.
        at: usize,
        /// The numerator.
        count: f64,
        /// The denominator.
        of: f64,
    },
    /// A logarithm of nothing.
    #[error("unit {} counts no event, which has no logarithm; use the square root", at + 1)]
    NothingCounted {
        /// Which unit.
        at: usize,
    },
    /// No event in any unit, or in every case of every unit.
    #[error("all units are alike at the end of the scale ({figure}); there is nothing to compare")]
    AllAlike {
        /// The figure they share.
        figure: f64,
    },
}

impl Error {
    /// The unit it is about, where it is about one.
    pub fn at(&self) -> Option<usize> {
        match self {
            Self::NotFinite { at }
            | Self::Negative { at }
            | Self::NoDenominator { at }
            | Self::MoreThanAll { at, .. }
            | Self::NothingCounted { at } => Some(*at),
            Self::TooFewUnits { .. } | Self::AllAlike { .. } => None,
        }
    }
}

//! What was returned beside what was found.

use crate::compare::{Interval, wilson};
use crate::numbers::rounded;

/// The same thing as returned and as found by somebody independent, in one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// As returned.
    pub official: Option<f64>,
    /// As found.
    pub independent: Option<f64>,
    /// Where the figures are counts of things looked at: how many there were.
    pub of: Option<f64>,
}

/// What the two say together. No figure says why they differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paired {
    /// Whether they differ; `None` where one is missing.
    pub differs: Option<bool>,
    /// Returned less found.
    pub difference: Option<f64>,
    /// Returned over found; `None` where nothing was found to divide by.
    pub ratio: Option<f64>,
    /// The share found among things looked at, and between which shares it would lie among all, 95 times in 100, had they been
    /// drawn by lot.
    pub share: Option<(f64, Interval)>,
}

/// Puts the two side by side.
pub fn pair(of: Pair) -> Paired {
    let both = of.official.zip(of.independent);
    let share = of.independent.zip(of.of).filter(|(found, of)| *of > 0.0 && (0.0..=*of).contains(found)).map(
        |(found, of)| {
            let (lower, upper) = wilson(found, of, 0.95);
            (rounded(found / of), (rounded(lower), rounded(upper)))
        },
    );
    Paired {
        differs: both.map(|(official, found)| official != found),
        difference: both.map(|(official, found)| rounded(official - found)),
        ratio: both
            .filter(|(official, found)| *found > 0.0 && *official > 0.0)
            .map(|(official, found)| rounded(official / found)),
        share,
    }
}

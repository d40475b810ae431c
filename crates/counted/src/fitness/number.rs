//! The number behind a check.

use crate::compare::Interval;
use crate::numbers::rounded;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A share, 0 to 1.
    Share,
    /// Days.
    Days,
    /// Periods of reporting.
    Periods,
    /// Things.
    Count,
    /// Times the ordinary height of a curve.
    Heights,
}

/// A number, what it is held against, and how sure it is. Every figure has 12 significant digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// The figure.
    pub value: f64,
    /// What it counts.
    pub unit: Unit,
    /// What it is held against, in the same unit.
    pub bar: f64,
    /// Between which figures the true one lies, 95 times in 100; `None` where nothing gives it.
    pub interval: Option<Interval>,
    /// From how many cases, units or periods; `None` for a claim.
    pub of: Option<u64>,
}

impl Number {
    pub(super) fn new(value: f64, unit: Unit, bar: f64) -> Self {
        Self { value: rounded(value), unit, bar: rounded(bar), interval: None, of: None }
    }

    pub(super) fn between(self, (lower, upper): Interval) -> Self {
        Self { interval: Some((rounded(lower), rounded(upper))), ..self }
    }

    pub(super) fn out_of(self, of: u64) -> Self {
        Self { of: Some(of), ..self }
    }
}

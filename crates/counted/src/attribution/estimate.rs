//! An effect with its interval, and the answer where there is too little for one.

use crate::numbers::student_quantile;

/// An effect with its 95 % interval, in the unit of the outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The effect.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Estimate {
    /// With a standard error and degrees of freedom for the interval.
    pub fn new(value: f64, error: f64, freedom: f64) -> Self {
        let reach = student_quantile(0.975, freedom) * error;
        Self { value, error, low: value - reach, high: value + reach }
    }

    /// Whether the interval leaves out zero.
    pub fn differs_from_zero(self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// Whether both lie on the same side of zero and their intervals meet.
    pub fn agrees_with(self, other: Self) -> bool {
        self.value * other.value > 0.0 && self.low <= other.high && other.low <= self.high
    }
}

/// There is too little for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotEnough {
    /// What there is too little of.
    pub what: &'static str,
    /// How many there are.
    pub have: u64,
    /// How many are needed.
    pub need: u64,
}

impl NotEnough {
    pub(super) fn unless(what: &'static str, have: usize, need: u64) -> Result<(), Self> {
        let have = have as u64;
        if have >= need { Ok(()) } else { Err(Self { what, have, need }) }
    }
}

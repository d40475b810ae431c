//! One check a file: from figures where they are given, from an answer otherwise.

mod cliff;
mod controllability;
mod discretion;
mod heap;
mod loop_length;
mod noise;
mod observability;
mod recorder;
mod written;

pub use cliff::{Cliff, Hangs, Shape, cliff};
pub use controllability::controllability;
pub use discretion::{Discretion, discretion};
pub use heap::{Heap, heap};
pub use loop_length::{Loop, loop_length};
pub use noise::{Step, noise};
pub use observability::{Observed, observability};
pub use recorder::{Recorder, recorder};
pub use written::{Ending, Purpose, Response, Said, ending, purpose, responses};

use super::{Basis, Check, Found, Number, Standing, Why};

/// Intervals hold 95 times in 100.
const CONFIDENCE: f64 = 0.95;

/// Which side of the bar is good.
#[derive(Clone, Copy)]
enum Good {
    /// At the bar or above it.
    AtLeast,
    /// At the bar or below it.
    AtMost,
    /// Below it.
    Below,
}

impl Good {
    fn holds(self, figure: f64, bar: f64) -> bool {
        match self {
            Self::AtLeast => figure >= bar,
            Self::AtMost => figure <= bar,
            Self::Below => figure < bar,
        }
    }
}

/// Met where the whole interval lies on the good side; in part where only the figure does; not met otherwise. Without an interval
/// nobody is sure.
fn by_figures(check: Check, number: Number, good: Good) -> Found {
    let holds = |figure: f64| good.holds(figure, number.bar);
    let (standing, why) = match number.interval {
        _ if !holds(number.value) => (Standing::NotMet, Why::ByNumber),
        Some((lower, upper)) if holds(lower) && holds(upper) => (Standing::Met, Why::ByNumber),
        _ => (Standing::Partly, Why::TooFewToBeSure),
    };
    Found::new(check, standing, Basis::Figures, why).with(number)
}

/// A number that somebody claims: it is taken at its word, as a claim.
fn by_claim(check: Check, number: Number, good: Good) -> Found {
    let standing = if good.holds(number.value, number.bar) { Standing::Met } else { Standing::NotMet };
    Found::new(check, standing, Basis::Claim, Why::ByNumber).with(number)
}

/// Figures were given, and say nothing.
fn cannot_tell(check: Check, why: Why) -> Found {
    Found::new(check, Standing::Unknown, Basis::Figures, why)
}

#[cfg(test)]
mod tests;

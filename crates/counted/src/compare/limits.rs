//! The lines of a funnel.

use super::{Interval, Measure};
use crate::numbers::{chi_squared_quantile, normal_quantile};

/// One unit in 40 lies beyond each of these by chance: look.
pub const LOOK: f64 = 0.025;

/// One unit in 1,000 lies beyond each of these by chance: ask.
pub const ASK: f64 = 0.001;

/// Two pairs of lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// 95 %: look.
    pub look: Interval,
    /// 99.8 %: ask.
    pub ask: Interval,
}

/// The lines at one denominator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// What chance alone allows.
    pub plain: Band,
    /// What chance and the ordinary differences between units allow.
    pub adjusted: Band,
}

/// The limits at a denominator.
pub(super) fn at(measure: Measure, of: f64, target: f64, tau2: f64) -> Limits {
    let band = |line: &dyn Fn(f64) -> Interval| Band { look: line(LOOK), ask: line(ASK) };
    Limits {
        plain: band(&|tail| plain(measure, of, target, tail)),
        adjusted: band(&|tail| adjusted(measure, of, target, tau2, tail)),
    }
}

/// What chance alone allows: exact for ratios and rates, the score of a share for shares.
fn plain(measure: Measure, of: f64, target: f64, tail: f64) -> Interval {
    match measure {
        Measure::Share => {
            let half = -normal_quantile(tail) * (target * (1.0 - target) / of).sqrt();
            ((target - half).max(0.0), (target + half).min(1.0))
        }
        Measure::RatioByRoot | Measure::RatioByLog => ratio(of, tail),
        Measure::Rate => {
            let (lower, upper) = ratio(of * target, tail);
            (target * lower, target * upper)
        }
        Measure::Counts => adjusted(measure, of, target, 0.0, tail),
    }
}

/// The limits of observed over expected, by χ².
fn ratio(expected: f64, tail: f64) -> Interval {
    (
        0.5 * chi_squared_quantile(tail, 2.0 * expected) / expected,
        0.5 * chi_squared_quantile(1.0 - tail, 2.0 * expected + 2.0) / expected,
    )
}

fn adjusted(measure: Measure, of: f64, target: f64, tau2: f64, tail: f64) -> Interval {
    let chance = measure.chance_at(of, target);
    let half = printed(tail) * (chance * chance + tau2).sqrt();
    let (lower, upper) = (measure.back(-half, target), measure.back(half, target));
    (lower.max(0.0), upper)
}

/// The quantile of a tail with the six decimals of the published method, so that its figures come out digit for digit.
fn printed(tail: f64) -> f64 {
    (-normal_quantile(tail) * 1e6).round() / 1e6
}

/// The expected events at which `events` are as few (first) and as many (second) as chance allows at this tail: where a line of
/// a funnel crosses a whole number of events.
pub fn expected_at(events: f64, tail: f64) -> Interval {
    (
        0.5 * chi_squared_quantile(1.0 - tail, 2.0 * events + 2.0),
        0.5 * chi_squared_quantile(tail, 2.0 * events),
    )
}

//! 3: how long until the result of an act can be seen?

use super::{CONFIDENCE, Good, by_claim, by_figures, cannot_tell};
use crate::compare::Interval;
use crate::fitness::{Check, Found, Number, Unit, Why};
use crate::numbers::{binomial_at_most, median};

/// What is known of the days from act to visible result.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loop {
    /// Days of each case; infinite where no result is visible yet.
    pub days: Vec<f64>,
    /// What somebody claims the median to be.
    pub claimed: Option<f64>,
    /// The days of one period of reporting.
    pub period_days: Option<f64>,
}

/// Met where the median is surely no more than half a period of reporting.
///
/// The interval of the median is that of order statistics, which asks nothing of how days are spread; fewer than six cases give
/// none. Cases without a visible result count as longer than any other.
///
/// # Source
/// Conover (1999), Practical Nonparametric Statistics, 3rd ed., section 3.2.
pub fn loop_length(of: &Loop) -> Found {
    let Some(period) = of.period_days.filter(|days| *days > 0.0) else {
        let why = if of.days.is_empty() && of.claimed.is_none() { Why::NotGiven } else { Why::NoLevel };
        return Found::unknown(Check::LoopLength, why);
    };
    let bar = 0.5 * period;
    if of.days.is_empty() {
        return match of.claimed {
            Some(days) => by_claim(Check::LoopLength, Number::new(days, Unit::Days, bar), Good::AtMost),
            None => Found::unknown(Check::LoopLength, Why::NotGiven),
        };
    }
    let mut days = of.days.clone();
    days.sort_by(f64::total_cmp);
    let Some(middle) = median(&days).filter(|days| days.is_finite()) else {
        return cannot_tell(Check::LoopLength, Why::MostNotYet);
    };
    let mut number = Number::new(middle, Unit::Days, bar).out_of(days.len() as u64);
    if let Some((lower, upper)) = of_median(&days) {
        number = number.between((lower, upper));
    }
    by_figures(Check::LoopLength, number, Good::AtMost)
}

/// The interval of the median of sorted values; `None` of fewer than six.
fn of_median(sorted: &[f64]) -> Option<Interval> {
    let count = sorted.len();
    // The largest rank from each end that still leaves no more than a fortieth beyond it.
    let tail = 0.5 - 0.5 * CONFIDENCE;
    let rank =
        (0..count / 2).take_while(|rank| binomial_at_most(*rank as f64, count as f64, 0.5) <= tail).last()?;
    Some((sorted[rank], sorted[count - 1 - rank]))
}

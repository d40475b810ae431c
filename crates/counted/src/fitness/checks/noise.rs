//! 5: how many periods until a change that matters is noticed?

use super::{Good, by_claim, cannot_tell};
use crate::chart::notice::notice;
use crate::chart::{LEAST_FOR_FIRM_LIMITS, LEAST_FOR_LIMITS, Plan, Series, choose, draw};
use crate::fitness::{Basis, Check, Found, Number, Standing, Unit, Why};

/// A change that matters must be noticed within so many periods.
const BAR: f64 = 6.0;

/// Figures over time, and the change that would matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// One figure for each period, in order.
    pub series: Option<Series>,
    /// The level somebody would want to notice, in the unit of the figures.
    pub level: Option<f64>,
    /// How many periods somebody claims it takes.
    pub claimed: Option<f64>,
}

/// Met where the chart that fits would show the level within six periods, on average, by a point outside its limits or seven in a
/// row on one side. With limits from fewer than 13 periods in part at best: they will still move.
///
/// # Source
/// [`notice`]; run length as in Montgomery (2009), chapter 6.
pub fn noise(of: &Step) -> Found {
    let Some(series) = &of.series else {
        return match of.claimed {
            Some(periods) => by_claim(Check::Noise, Number::new(periods, Unit::Periods, BAR), Good::AtMost),
            None => Found::unknown(Check::Noise, Why::NotGiven),
        };
    };
    let given = (0..series.len()).filter(|at| series.has(*at)).count();
    let too_few = |needs: usize| Why::TooFew { given: given as u64, needs: needs as u64 };
    if given < LEAST_FOR_LIMITS {
        return cannot_tell(Check::Noise, too_few(LEAST_FOR_LIMITS));
    }
    let Some(level) = of.level else { return cannot_tell(Check::Noise, Why::NoLevel) };
    let Ok(chart) = draw(choose(series).kind, series, &Plan::default()) else {
        return cannot_tell(Check::Noise, Why::Unusable);
    };
    let Some(periods) = notice(&chart, level).and_then(|found| found.by_limits_or_run.or(found.by_limits))
    else {
        return cannot_tell(Check::Noise, Why::Unusable);
    };
    let (standing, why) = if periods > BAR {
        (Standing::NotMet, Why::ByNumber)
    } else if given < LEAST_FOR_FIRM_LIMITS {
        (Standing::Partly, Why::TrialLimits)
    } else {
        (Standing::Met, Why::ByNumber)
    };
    let number = Number::new(periods, Unit::Periods, BAR).out_of(given as u64);
    Found::new(Check::Noise, standing, Basis::Figures, why).with(number)
}

//! Rare events: cases or days between them.

use super::{D2, Model, Set, singles};
use crate::chart::{Limits, Series, Xmr};
use crate::numbers::{mean, median};

/// The power that makes exponential waiting times nearly even.
///
/// # Source
/// Nelson (1994), Journal of Quality Technology 26:239.
const POWER: f64 = 3.6;

/// Cases between events: geometric, with the median as centre because half the gaps should lie on either side.
///
/// # Source
/// Benneyan (2001), Health Care Management Science 4:305.
pub(super) fn cases_between(series: &Series, base: &[usize]) -> Option<Set> {
    let figures = singles::pick(&series.figures(), base);
    let mean = mean(&figures)?;
    let sd = (mean * (mean + 1.0)).sqrt();
    Set::plain(Model::Level { centre: median(&figures)?, mean, sd, floor: Some(0.0) })
}

/// Days between events: an XmR chart on a scale on which they are even.
pub(super) fn days_between(series: &Series, base: &[usize]) -> Option<Set> {
    let figures: Vec<f64> = singles::pick(&series.figures(), base).into_iter().map(even).collect();
    let (mean, sd) = singles::level(&figures, Xmr { factor: 3.0 / D2, screen: false })?;
    Set::plain(Model::Power { mean, sd })
}

/// Days on the even scale.
pub(super) fn even(days: f64) -> f64 {
    days.max(0.0).powf(1.0 / POWER)
}

/// Limits brought back to days.
pub(super) fn limits(mean: f64, sd: f64) -> Limits {
    let days = |even: f64| even.max(0.0).powf(POWER);
    let pair = |times: f64| (days(mean - times * sd), days(mean + times * sd));
    Limits { centre: days(mean), outer: Some(pair(3.0)), near: Some(pair(2.0)) }
}

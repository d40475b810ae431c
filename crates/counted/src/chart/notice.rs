//! Time to notice: how many periods a chart needs, on average, until it shows a change of a stated size.
//!
//! Without it a quiet chart is read as "nothing changed", when all it may say is "too few cases to see".

mod waiting;

use core::cmp::Ordering;

pub use waiting::{Chances, waiting};

use super::{Chart, Kind, Point};
use crate::numbers::{binomial_at_most, compare, median, normal_cdf, poisson_at_most};

/// What a chart would do if the level were `level` from now on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Notice {
    /// The level asked about, in the unit of the figures.
    pub level: f64,
    /// What each point is taken to be divided by: the median of the last part.
    pub of: Option<f64>,
    /// The chance that one point lies outside the limits.
    pub chance: f64,
    /// Periods until a point lies outside, on average; `None` where that cannot happen.
    pub by_limits: Option<f64>,
    /// Periods until a point lies outside or seven in a row lie on one side, on average.
    pub by_limits_or_run: Option<f64>,
}

/// Asks the last part of a chart how long it would take to notice a new level.
///
/// Exact for shares (binomial), rates and counts (Poisson) and gaps between cases (geometric); days between events are taken as
/// exponential, and everything else, with Laney's charts, as normal. `None` for run charts, differences and spreads, and
/// where there are no limits.
pub fn notice(chart: &Chart, level: f64) -> Option<Notice> {
    let part = chart.parts.last()?;
    let of: Vec<f64> = part.counted.iter().filter_map(|at| chart.points[*at].of).collect();
    let of = median(&of);
    let typical = typical(chart, of)?;
    let chances = chances(chart.kind, &typical, of, level)?;
    let chance = (chances.outside).clamp(0.0, 1.0);
    Some(Notice {
        level,
        of,
        chance,
        by_limits: (chance > 0.0).then(|| 1.0 / chance),
        by_limits_or_run: waiting(chances),
    })
}

/// How long the chart runs, on average, until it alarms though nothing changed.
pub fn false_alarm(chart: &Chart) -> Option<Notice> {
    notice(chart, level(chart)?)
}

/// The level the chart stands at: its centre, or on charts of gaps the mean gap, which their centre line is not.
pub fn level(chart: &Chart) -> Option<f64> {
    let centre = chart.points.get(chart.last()?)?.limits?.centre;
    if matches!(chart.kind, Kind::G | Kind::T) { mean_gap(chart) } else { Some(centre) }
}

/// Levels that a reader may want to notice where nobody named one: half as much again and half as much, of the rarer of the two
/// sides for shares; half and twice the gap on charts of gaps; one standard deviation up and down on charts of other figures.
pub fn usual_levels(chart: &Chart) -> Vec<f64> {
    let Some(level) = level(chart) else { return Vec::new() };
    let last = chart.last().and_then(|at| chart.points[at].limits);
    match chart.kind {
        Kind::P | Kind::PPrime if level > 0.5 => {
            vec![1.0 - 1.5 * (1.0 - level), 1.0 - 0.5 * (1.0 - level)]
        }
        Kind::P | Kind::PPrime => vec![1.5 * level, 0.5 * level],
        Kind::U | Kind::UPrime | Kind::C => vec![1.5 * level, 0.5 * level],
        Kind::G | Kind::T => vec![0.5 * level, 2.0 * level],
        Kind::Xmr | Kind::Xbar => {
            let sd = last.and_then(|limits| Some(0.5 * (limits.near?.1 - limits.centre)));
            sd.map_or_else(Vec::new, |sd| vec![level + sd, level - sd])
        }
        Kind::Mr | Kind::Run | Kind::S => Vec::new(),
    }
}

/// The mean gap that a g chart rests on: its centre line is the median.
fn mean_gap(chart: &Chart) -> Option<f64> {
    let part = chart.parts.last()?;
    let base = (part.from..part.to).map(|at| &chart.points[at]).filter(|point| point.base);
    crate::numbers::mean(&base.filter_map(|point| point.value).collect::<Vec<f64>>())
}

/// The point whose denominator is nearest the typical one: its limits are the typical limits.
fn typical(chart: &Chart, of: Option<f64>) -> Option<Point> {
    let part = chart.parts.last()?;
    let points = part.counted.iter().map(|at| chart.points[*at]).filter(|point| point.limits.is_some());
    points.min_by(|a, b| {
        let far = |point: &Point| of.zip(point.of).map_or(0.0, |(of, this)| (of - this).abs());
        far(a).total_cmp(&far(b))
    })
}

/// The chances of one point at a new level.
fn chances(kind: Kind, typical: &Point, of: Option<f64>, level: f64) -> Option<Chances> {
    let limits = typical.limits?;
    let (lower, upper) = limits.outer?;
    match kind {
        Kind::P => {
            let of = of?;
            if !(0.0..=1.0).contains(&level) {
                return None;
            }
            let (lower, upper, centre) = (lower * of, upper * of, limits.centre * of);
            Some(counted(lower, centre, upper, of, |count| binomial_at_most(count, of, level)))
        }
        Kind::U | Kind::C if level >= 0.0 => {
            let of = of.unwrap_or(1.0);
            let (lower, upper, centre) = (lower * of, upper * of, limits.centre * of);
            Some(counted(lower, centre, upper, upper, |count| poisson_at_most(count, level * of)))
        }
        Kind::G if level >= 0.0 => {
            // A gap of k cases: each case is no event with chance level / (level + 1).
            let none = level / (level + 1.0);
            let at_most = |count: f64| if count < 0.0 { 0.0 } else { 1.0 - none.powf(count.floor() + 1.0) };
            Some(counted(lower, limits.centre, upper, upper, at_most))
        }
        Kind::T if level > 0.0 => {
            let at_most = |days: f64| if days <= 0.0 { 0.0 } else { 1.0 - (-days / level).exp() };
            Some(measured(lower, limits.centre, upper, at_most))
        }
        Kind::Xmr | Kind::Xbar | Kind::PPrime | Kind::UPrime => {
            let (_, near) = limits.near?;
            let sd = 0.5 * (near - limits.centre);
            if sd <= 0.0 {
                return None;
            }
            Some(measured(lower, limits.centre, upper, |figure| normal_cdf((figure - level) / sd)))
        }
        _ => None,
    }
}

/// Chances of a count, which jumps from number to number. A count on a limit is inside; one on the centre is on neither side.
fn counted(lower: f64, centre: f64, upper: f64, scale: f64, at_most: impl Fn(f64) -> f64) -> Chances {
    let on = |line: f64| compare(line, line.round(), scale) == Ordering::Equal;
    // The chances of less than a line, and of no more than it.
    let less = |line: f64| if on(line) { at_most(line.round() - 1.0) } else { at_most(line.floor()) };
    let no_more = |line: f64| if on(line) { at_most(line.round()) } else { at_most(line.floor()) };
    Chances {
        outside: less(lower) + 1.0 - no_more(upper),
        above: no_more(upper) - no_more(centre),
        below: less(centre) - less(lower),
    }
}

/// Chances of a figure that can be anything.
fn measured(lower: f64, centre: f64, upper: f64, at_most: impl Fn(f64) -> f64) -> Chances {
    Chances {
        outside: at_most(lower) + 1.0 - at_most(upper),
        above: at_most(upper) - at_most(centre),
        below: at_most(centre) - at_most(lower),
    }
}

//! A chart as data.

use core::cmp::Ordering;

use super::{Error, Kind, Plan, Series, check, limits, parts};
use crate::numbers::compare;

/// A part with fewer usable points than this gets no limits: nothing can be seen from two points.
pub const LEAST_FOR_LIMITS: usize = 3;

/// A part with fewer points than this has trial limits, which new points will move.
///
/// # Source
/// NHS England, Making Data Count.
pub const LEAST_FOR_FIRM_LIMITS: usize = 13;

/// Centre line and limits at one point, in the unit of the figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The centre line: a mean, or the median on run and g charts.
    pub centre: f64,
    /// Lower and upper limit, three standard deviations off, as far as the figures can go; `None` on run charts, and where all
    /// figures are alike.
    pub outer: Option<(f64, f64)>,
    /// Two standard deviations off.
    pub near: Option<(f64, f64)>,
}

/// One period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The figure: a share, a rate, a mean, a difference; `None` where it is missing.
    pub value: Option<f64>,
    /// What it was divided by, or how many figures it is the mean of.
    pub of: Option<f64>,
    /// Its limits; `None` where too few points set any.
    pub limits: Option<Limits>,
    /// Standard deviations from the centre, as the chart measures them.
    pub z: Option<f64>,
    /// Which part it stands in.
    pub part: usize,
    /// Whether it set the limits.
    pub base: bool,
    /// Whether it was left out by a decision.
    pub excluded: bool,
}

/// A run of points with limits of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// First point.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    /// Points that set the limits.
    pub base: usize,
    /// Points that count in runs, in order.
    pub counted: Vec<usize>,
    /// How far shares or rates differ beyond chance: 1 is chance alone; `None` on other kinds.
    pub dispersion: Option<f64>,
}

impl Part {
    /// Whether the limits rest on fewer points than firm ones need.
    pub fn is_trial(&self) -> bool {
        self.base < LEAST_FOR_FIRM_LIMITS
    }
}

/// A chart as data: what is drawn, and what is written beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Which kind.
    pub kind: Kind,
    /// One for each period, in order.
    pub points: Vec<Point>,
    /// The parts, in order.
    pub parts: Vec<Part>,
    /// The largest figure, without its sign: what counts as the same is judged by it.
    pub scale: f64,
}

impl Chart {
    /// On which side of the centre a point lies; `None` without figure or limits.
    pub fn side(&self, at: usize) -> Option<Ordering> {
        let point = self.points.get(at)?;
        Some(compare(point.value?, point.limits?.centre, self.scale))
    }

    /// Below its lower limit, above its upper limit, or `Equal` between them; `None` without figure or limits.
    pub fn outside(&self, at: usize) -> Option<Ordering> {
        self.beyond(at, |limits| limits.outer)
    }

    /// The same for the nearer limits, two standard deviations off.
    pub fn beyond_near(&self, at: usize) -> Option<Ordering> {
        self.beyond(at, |limits| limits.near)
    }

    fn beyond(&self, at: usize, which: impl Fn(&Limits) -> Option<(f64, f64)>) -> Option<Ordering> {
        let point = self.points.get(at)?;
        let (lower, upper) = which(&point.limits?)?;
        let value = point.value?;
        if compare(value, lower, self.scale) == Ordering::Less {
            return Some(Ordering::Less);
        }
        if compare(value, upper, self.scale) == Ordering::Greater {
            return Some(Ordering::Greater);
        }
        Some(Ordering::Equal)
    }

    /// The last point that has a figure and was not left out.
    pub fn last(&self) -> Option<usize> {
        self.parts.iter().rev().find_map(|part| part.counted.last().copied())
    }
}

/// Computes a chart.
///
/// Shape: one point for each period of `series`, in the same order. A part with fewer than 3 usable points has figures but no
/// limits.
///
/// # Errors
/// [`Error`]: figures the kind cannot chart, and decisions that contradict each other or have no reason.
pub fn draw(kind: Kind, series: &Series, plan: &Plan) -> Result<Chart, Error> {
    check::series(kind, series)?;
    check::plan(plan, series.len())?;
    let spans = parts::spans(series, plan);
    let values = limits::values(kind, series);
    let mut points: Vec<Point> = (0..series.len())
        .map(|at| Point {
            value: values[at],
            of: limits::divided_by(series, at),
            limits: None,
            z: None,
            part: 0,
            base: false,
            excluded: parts::left_out(plan, at),
        })
        .collect();
    let mut drawn = Vec::new();
    for (number, span) in spans.iter().enumerate() {
        if span.base.is_empty() {
            return Err(Error::NothingLeft { from: span.from, to: span.to });
        }
        let enough = span.base.len() >= LEAST_FOR_LIMITS;
        let set = enough.then(|| limits::set(kind, series, plan, &span.base)).flatten();
        for (at, point) in points.iter_mut().enumerate().take(span.to).skip(span.from) {
            point.part = number;
            point.base = span.base.binary_search(&at).is_ok();
            if let Some(set) = &set {
                point.limits = set.at(series, at);
                point.z = point.value.and_then(|value| set.z(series, at, value));
            }
        }
        drawn.push(Part {
            from: span.from,
            to: span.to,
            base: span.base.len(),
            counted: span.counted.iter().copied().filter(|at| values[*at].is_some()).collect(),
            dispersion: set.as_ref().and_then(|set| set.dispersion),
        });
    }
    let scale = values.iter().flatten().fold(0.0f64, |most, value| most.max(value.abs()));
    Ok(Chart { kind, points, parts: drawn, scale })
}

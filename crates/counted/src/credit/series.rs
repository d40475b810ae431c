//! Series: units over time, some of which began the service on a date.

use std::collections::BTreeMap;

use super::{Credit, Designed, Ground, Others, Step};
use crate::attribution::{
    Anyway, Estimate, NegativeControl, NotEnough, PanelRow, average_break, difference_in_differences,
    pretend_dates,
};
use crate::ladder::{DesignKind, Unit, measured};
use crate::numbers::{Draws, sum};

/// Points on a side below which nothing is measured.
const LEAST: u64 = 8;
/// Pretend dates that are tried.
const PRETEND: u32 = 200;

pub(super) const ASSUMPTION: &str =
    "without the service, those who got it would have gone on as those who did not";

/// One unit in one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The unit, as a number.
    pub unit: u32,
    /// The period, as its place from 0, without gaps.
    pub period: u32,
    /// The measure.
    pub value: f64,
    /// An outcome that cannot have been affected.
    pub control: Option<f64>,
}

/// When the units began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// All that did, in this period.
    At(u32),
    /// In different periods: those that began early cannot stand for "without the service" later.
    Different,
    /// None did.
    Never,
}

/// All of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The points, in any order.
    pub points: Vec<Point>,
    /// Whether each unit got the service.
    pub treated: Vec<bool>,
    /// When they began.
    pub start: Start,
    /// What is said beside the figures.
    pub ground: Ground,
    /// Pretend dates are drawn from it.
    pub seed: u64,
}

/// Takes every step. The same for points in any order.
pub fn series(given: &Series) -> Credit {
    let mut points = given.points.clone();
    points.sort_by_key(|point| (point.period, point.unit));
    let units = |wanted: bool| given.treated.iter().filter(|treated| **treated == wanted).count() as u64;
    let unit = Unit { words: &given.ground.words, places: given.ground.places };
    let none = Estimate::new(0.0, 0.0, 1.0);
    let mut credit = Credit {
        treated: units(true),
        naive: Step::Missing("no unit began the service within these periods"),
        regression: given.ground.chosen.expected().map_or(
            Step::Missing("nobody says how those who got the service were chosen, or from whom"),
            Step::Found,
        ),
        others: Step::Missing("no unit stayed without the service"),
        designs: Vec::new(),
        control: Step::Missing("nobody names an outcome that cannot have been affected, and why"),
        pretend: Step::Missing("pretend dates need units without the service beside those with it"),
        said: measured(0, LEAST, f64::NAN, none, unit)
            .map_or_else(|said| said, |measured| measured.say(unit)),
        why_no_higher: Vec::new(),
    };
    credit.said.text = super::NOTHING_SEEN.to_owned();
    match given.start {
        Start::At(start) => taken(&mut credit, given, &points, start),
        Start::Different => {
            credit.naive = Step::Missing(
                "units began in different periods: one sum over them would use those that began early as if they were without the service; give those that began together, one table at a time",
            );
            credit.climb(&given.ground, None);
        }
        Start::Never => credit.climb(&given.ground, None),
    }
    credit
}

fn taken(credit: &mut Credit, given: &Series, points: &[Point], start: u32) {
    let value = |point: &Point| Some(point.value);
    let treated = means(points, &given.treated, true, value);
    let others = means(points, &given.treated, false, value);
    let at = start as usize;
    credit.naive = Step::of(before_after(&treated, at));
    let mut anyway = None;
    if !others.is_empty() && others.len() == treated.len() {
        let apart: Vec<f64> = treated.iter().zip(&others).map(|(with, without)| with - without).collect();
        let rows: Vec<PanelRow> = panel(points, given, start, value);
        let between = difference_in_differences(&rows);
        let broken = average_break(&apart, at);
        let change = |series: &[f64]| {
            let (before, after) = series.split_at(at.min(series.len()));
            mean(after) - mean(before)
        };
        let net = match (&between, before_after(&apart, at)) {
            (Ok(between), _) => Ok(between.effect),
            (Err(_), apart) => apart,
        };
        let count = given.treated.iter().filter(|treated| !**treated).count() as u64;
        credit.others = Step::of(net.map(|net| Others { change: change(&others), count, net }));
        anyway = credit.others.found().map(|others| Anyway {
            naive: change(&treated),
            anyway: others.change,
            net: others.net,
            treated: credit.treated,
            untreated: others.count,
        });
        credit.designs = vec![
            (
                "units that began against units that did not",
                Step::of(between.map(|found| Designed {
                    kind: DesignKind::DifferenceInDifferences,
                    effect: found.effect,
                    parallel: found.parallel_before(),
                })),
            ),
            (
                "the break at the start, in what those with the service differ by from those without",
                Step::of(broken.map(|found| Designed {
                    kind: DesignKind::InterruptedSeriesWithControl,
                    effect: found,
                    parallel: None,
                })),
            ),
        ];
        let draws = Draws::new(given.seed);
        credit.pretend = pretend_dates(&apart, at, draws, PRETEND)
            .map_or(Step::Missing("the series is too short for pretend dates"), Step::Found);
    } else {
        let why = "no unit without the service in the same periods: a break in one series alone may be anything that happened then";
        credit.designs = vec![("the break at the start, in the series alone", Step::Missing(why))];
    }
    credit.control = control(given, points, start);
    credit.climb(&given.ground, anyway);
}

/// The same analysis on the outcome that cannot have been affected.
fn control(given: &Series, points: &[Point], start: u32) -> Step<NegativeControl> {
    let Some(why) = &given.ground.control_why else {
        return Step::Missing("nobody names an outcome that cannot have been affected, and why");
    };
    if points.iter().any(|point| point.control.is_none()) {
        return Step::Missing(
            "the outcome that cannot have been affected is not there for every unit and period",
        );
    }
    let value = |point: &Point| point.control;
    let treated = means(points, &given.treated, true, value);
    let others = means(points, &given.treated, false, value);
    let rows = panel(points, given, start, value);
    let found = match difference_in_differences(&rows) {
        Ok(found) => Ok(found.effect),
        Err(_) if others.len() == treated.len() => {
            let apart: Vec<f64> = treated.iter().zip(&others).map(|(with, without)| with - without).collect();
            average_break(&apart, start as usize)
        }
        Err(_) => average_break(&treated, start as usize),
    };
    Step::of(found.map(|found| NegativeControl { what: why.clone(), found }))
}

fn panel(points: &[Point], given: &Series, start: u32, of: impl Fn(&Point) -> Option<f64>) -> Vec<PanelRow> {
    points
        .iter()
        .filter_map(|point| {
            Some(PanelRow {
                unit: point.unit,
                time: point.period,
                treated: given.treated.get(point.unit as usize).copied().unwrap_or(false),
                after: point.period >= start,
                y: of(point)?,
            })
        })
        .collect()
}

/// The mean of units with or without the service, period by period; empty where a period has none.
fn means(points: &[Point], treated: &[bool], wanted: bool, of: impl Fn(&Point) -> Option<f64>) -> Vec<f64> {
    let mut sums: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    let those = points.iter().filter(|point| treated.get(point.unit as usize) == Some(&wanted));
    for point in those {
        if let Some(value) = of(point) {
            sums.entry(point.period).or_default().push(value);
        }
    }
    let periods = points.iter().map(|point| point.period).max().map_or(0, |last| last as usize + 1);
    if sums.len() < periods {
        return Vec::new();
    }
    sums.into_values().map(|values| mean(&values)).collect()
}

fn mean(values: &[f64]) -> f64 {
    sum(values.iter().copied()) / values.len() as f64
}

/// The mean after less the mean before, with Welch's interval.
fn before_after(series: &[f64], at: usize) -> Result<Estimate, NotEnough> {
    let (before, after) = series.split_at(at.min(series.len()));
    let need = |what, have: usize| match have as u64 >= LEAST {
        true => Ok(()),
        false => Err(NotEnough { what, have: have as u64, need: LEAST }),
    };
    need("periods before the service began", before.len())?;
    need("periods after it began", after.len())?;
    let part = |values: &[f64]| {
        let (count, middle) = (values.len() as f64, mean(values));
        let variance = sum(values.iter().map(|value| (value - middle).powi(2))) / (count - 1.0);
        (variance / count, count - 1.0)
    };
    let ((first, one), (second, two)) = (part(before), part(after));
    let variance = first + second;
    let freedom = variance * variance / (first * first / one + second * second / two);
    let freedom = if freedom.is_finite() { freedom } else { one + two };
    Ok(Estimate::new(mean(after) - mean(before), variance.sqrt(), freedom))
}

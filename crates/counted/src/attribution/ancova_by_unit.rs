//! The outcome after, on treatment and the same outcome before, where people belong to units that differ.

use std::collections::BTreeMap;

use super::ancova::ancova;
use super::estimate::{Estimate, NotEnough};
use crate::numbers::{least_squares, sum};

/// One person of a unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member {
    /// The unit.
    pub unit: u32,
    /// Whether the service was given.
    pub treated: bool,
    /// The outcome before.
    pub before: f64,
    /// The outcome after.
    pub after: f64,
}

/// How the comparison was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// People, in one unit.
    People,
    /// People of the same unit, in units that hold both sorts.
    PeopleOfOneUnit,
    /// Whole units, by their means: each gave the service to all or to none.
    Units,
}

/// Units from which errors are clustered by unit, and needed on each side where whole units are compared.
const UNITS: usize = 8;

/// The effect at the same start.
///
/// One unit: [`ancova`]. Units that hold both sorts: each with its own level, and from eight such units on the larger of the plain
/// and the clustered error (Cameron and Miller 2015, Journal of Human Resources 50:317), with as many degrees of freedom as
/// units less one. Units that gave it to all or to none: the units' means, as many points as units (Donner and Klar 2000,
/// *Design and Analysis of Cluster Randomization Trials*, chapter 6).
///
/// # Errors
/// [`NotEnough`] for fewer than 30 treated or untreated, fewer than eight whole units on a side, or nothing that differs before.
pub fn ancova_by_unit(members: &[Member]) -> Result<(Estimate, Between), NotEnough> {
    let mut units = BTreeMap::<u32, Vec<&Member>>::new();
    for member in members {
        units.entry(member.unit).or_default().push(member);
    }
    let count = |wanted: bool| members.iter().filter(|member| member.treated == wanted).count();
    NotEnough::unless("treated", count(true), 30)?;
    NotEnough::unless("untreated", count(false), 30)?;
    if units.len() == 1 {
        let of = |figure: fn(&Member) -> f64| members.iter().map(figure).collect::<Vec<f64>>();
        let treated: Vec<bool> = members.iter().map(|member| member.treated).collect();
        let found = ancova(&of(|member| member.before), &of(|member| member.after), &treated)?;
        return Ok((found.effect, Between::People));
    }
    let holds = |unit: &[&Member], wanted: bool| unit.iter().any(|member| member.treated == wanted);
    let (both, whole): (Vec<Vec<&Member>>, Vec<Vec<&Member>>) =
        units.into_values().partition(|unit| holds(unit, true) && holds(unit, false));
    let in_both = |wanted: bool| both.iter().flatten().filter(|member| member.treated == wanted).count();
    if in_both(true) >= 30 && in_both(false) >= 30 {
        return Ok((within(&both)?, Between::PeopleOfOneUnit));
    }
    Ok((between(&whole)?, Between::Units))
}

fn nothing_differs() -> NotEnough {
    NotEnough { what: "different values before", have: 1, need: 2 }
}

fn mean(unit: &[&Member], figure: impl Fn(&Member) -> f64) -> f64 {
    sum(unit.iter().map(|member| figure(member))) / unit.len() as f64
}

fn given(member: &Member) -> f64 {
    f64::from(u8::from(member.treated))
}

fn within(units: &[Vec<&Member>]) -> Result<Estimate, NotEnough> {
    let (mut rows, mut y, mut of) = (Vec::new(), Vec::new(), Vec::new());
    for (place, unit) in units.iter().enumerate() {
        let (d, x, z) =
            (mean(unit, given), mean(unit, |member| member.before), mean(unit, |member| member.after));
        for member in unit {
            rows.push([given(member) - d, member.before - x]);
            y.push(member.after - z);
            of.push(place);
        }
    }
    let fit = least_squares(&rows, &y).ok_or_else(nothing_differs)?;
    let (n, g) = (rows.len() as f64, units.len() as f64);
    let freedom = n - 2.0 - g;
    let plain = fit.errors()[0] * (fit.freedom / freedom).sqrt();
    if units.len() < UNITS {
        return Ok(Estimate::new(fit.coefficients[0], plain, freedom));
    }
    // What of treatment the value before does not say.
    let slope = sum(rows.iter().map(|[d, x]| d * x)) / sum(rows.iter().map(|[_, x]| x * x));
    let mut scores = vec![0.0; units.len()];
    let mut squares = 0.0;
    for ((row, residual), place) in rows.iter().zip(&fit.residuals).zip(&of) {
        let own = row[0] - slope * row[1];
        scores[*place] += own * residual;
        squares += own * own;
    }
    let clustered = sum(scores.iter().map(|score| score * score)) / (squares * squares);
    let clustered = (clustered * g / (g - 1.0) * (n - 1.0) / freedom).sqrt();
    Ok(Estimate::new(fit.coefficients[0], plain.max(clustered), g - 1.0))
}

fn between(units: &[Vec<&Member>]) -> Result<Estimate, NotEnough> {
    let count = |wanted: bool| units.iter().filter(|unit| unit[0].treated == wanted).count();
    NotEnough::unless("units that gave it to all", count(true), UNITS as u64)?;
    NotEnough::unless("units that gave it to none", count(false), UNITS as u64)?;
    let rows: Vec<[f64; 3]> =
        units.iter().map(|unit| [1.0, given(unit[0]), mean(unit, |member| member.before)]).collect();
    let y: Vec<f64> = units.iter().map(|unit| mean(unit, |member| member.after)).collect();
    let fit = least_squares(&rows, &y).ok_or_else(nothing_differs)?;
    Ok(Estimate::new(fit.coefficients[1], fit.errors()[1], fit.freedom))
}

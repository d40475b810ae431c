//! A series before and after a dated change: does its level or its slope break there?

use super::estimate::{Estimate, NotEnough};
use crate::numbers::{least_squares, sum};

/// Points needed on each side at the very least; with fewer than [`WANTED`] the result says so.
const LEAST: u64 = 8;
/// Points that should be there on each side.
const WANTED: usize = 12;
/// Points whose errors may hang together.
const LAG: usize = 3;

/// The break.
#[derive(Clone, Debug, PartialEq)]
pub struct InterruptedSeries {
    /// The mean after less the mean before: what a naive comparison says.
    pub before_after: f64,
    /// Level at the start, slope before, change of level, change of slope per point.
    pub coefficients: [f64; 4],
    /// Their plain standard errors.
    pub errors: [f64; 4],
    /// Their standard errors after Newey and West, lag 3.
    pub newey_west: [f64; 4],
    /// Durbin and Watson's statistic: near 2 where neighbours do not hang together.
    pub durbin_watson: f64,
    /// Whether there are fewer than twelve points on a side.
    pub short: bool,
    freedom: f64,
}

impl InterruptedSeries {
    /// The change of level, with an interval by Newey and West's errors.
    pub fn level(&self) -> Estimate {
        Estimate::new(self.coefficients[2], self.newey_west[2], self.freedom)
    }

    /// The change of slope per point.
    pub fn slope(&self) -> Estimate {
        Estimate::new(self.coefficients[3], self.newey_west[3], self.freedom)
    }
}

/// Segmented regression (Wagner and others 2002, Journal of Clinical Pharmacy and Therapeutics 27:299): y = β₀ + β₁t + β₂post +
/// β₃post(t−t₀), `change_at` being the first point after the change. The definition of y must not have changed.
///
/// # Errors
/// [`NotEnough`] for fewer than eight points on a side.
pub fn interrupted_series(y: &[f64], change_at: usize) -> Result<InterruptedSeries, NotEnough> {
    let change_at = change_at.min(y.len());
    let (before, after) = y.split_at(change_at);
    NotEnough::unless("points before the change", before.len(), LEAST)?;
    NotEnough::unless("points after the change", after.len(), LEAST)?;
    let rows: Vec<[f64; 4]> = (0..y.len())
        .map(|at| {
            let post = f64::from(u8::from(at >= change_at));
            [1.0, at as f64, post, post * (at as f64 - change_at as f64)]
        })
        .collect();
    let nothing = NotEnough { what: "different points", have: 0, need: LEAST };
    let fit = least_squares(&rows, y).ok_or(nothing)?;
    let mean = |part: &[f64]| sum(part.iter().copied()) / part.len() as f64;
    let steps = fit.residuals.windows(2).map(|pair| (pair[1] - pair[0]).powi(2));
    let squares = sum(fit.residuals.iter().map(|residual| residual * residual));
    Ok(InterruptedSeries {
        before_after: mean(after) - mean(before),
        coefficients: fit.coefficients,
        errors: fit.errors(),
        newey_west: fit.newey_west(&rows, LAG),
        durbin_watson: sum(steps) / squares,
        short: before.len() < WANTED || after.len() < WANTED,
        freedom: fit.freedom,
    })
}

/// How far the points after the change lie, on average, from where the course before it would have taken them.
///
/// The segmented regression with the slope after the change turned about its middle, so that the change of level is the mean
/// distance; Newey and West's errors, lag 3.
///
/// # Errors
/// [`NotEnough`] for fewer than eight points on a side.
pub fn average_break(y: &[f64], change_at: usize) -> Result<Estimate, NotEnough> {
    let change_at = change_at.min(y.len());
    let after = y.len() - change_at;
    NotEnough::unless("points before the change", change_at, LEAST)?;
    NotEnough::unless("points after the change", after, LEAST)?;
    let middle = change_at as f64 + (after as f64 - 1.0) / 2.0;
    let rows: Vec<[f64; 4]> = (0..y.len())
        .map(|at| {
            let post = f64::from(u8::from(at >= change_at));
            [1.0, at as f64, post, post * (at as f64 - middle)]
        })
        .collect();
    let nothing = NotEnough { what: "different points", have: 0, need: LEAST };
    let fit = least_squares(&rows, y).ok_or(nothing)?;
    Ok(Estimate::new(fit.coefficients[2], fit.newey_west(&rows, LAG)[2], fit.freedom))
}

//! Is the density of a quantity continuous at a cut-off, or do values heap up on one side of it?
//!
//! Local polynomial density estimation (Cattaneo, Jansson and Ma 2020, Journal of the American Statistical Association
//! 115:1449), as in their program `rddensity`: quadratic, with the test made on the cubic fit, jackknife errors, heaped
//! values as mass points, and bandwidths chosen from the data. Departures: `docs/method/deviations.md`.
//!
//! A heap shows that a limit acts, never that it does harm: see `docs/method/bunching.md`.

mod banded;
mod bandwidth;
mod bunching;
mod fit;
mod kernel;
mod sorted;
mod sorting;

pub use banded::{Band, BandedExcess, banded_excess, banded_said};
pub use bunching::{Bunched, Bunching, bunching};
pub use kernel::Kernel;

use crate::numbers::normal_tail;
use sorted::Sorted;

/// How the density is estimated.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Options {
    /// How nearness to the cut-off counts.
    pub kernel: Kernel,
    /// How far to look on the left and on the right, in the unit of the values; chosen from the data if not given.
    pub bandwidths: Option<[f64; 2]>,
}

/// The density on both sides of a cut-off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Discontinuity {
    /// The density just left of the cut-off, per unit of the values; with its standard error.
    pub left: (f64, f64),
    /// The density just right of it.
    pub right: (f64, f64),
    /// (right − left) ÷ its standard error: below zero where values heap up before the cut-off.
    pub t: f64,
    /// The chance of a |t| this large if the density is continuous.
    pub p: f64,
    /// The bandwidths used, left and right.
    pub bandwidths: [f64; 2],
    /// How many values lie left of the cut-off, and at it or right of it.
    pub values: [usize; 2],
    /// How many of them lie within the bandwidths.
    pub used: [usize; 2],
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// A value is not a number.
    NotANumber,
    /// A side has too few different values within its bandwidth for a cubic.
    TooFew,
}

/// Values on each side below which nothing is tested: enough that the smallest bandwidths hold a cubic with room.
const LEAST: usize = 30;

/// The test at a cut-off; values at it count as right of it. The same on any number of threads.
///
/// # Errors
/// [`NoAnswer`] where a value is no number, or a side has too few.
pub fn discontinuity(values: &[f64], cutoff: f64, options: Options) -> Result<Discontinuity, NoAnswer> {
    let sorted = Sorted::of(values, cutoff)?;
    if sorted.left() < LEAST || sorted.right() < LEAST {
        return Err(NoAnswer::TooFew);
    }
    let bandwidths = match options.bandwidths {
        Some(given) => given,
        None => bandwidth::choose(&sorted, options.kernel).ok_or(NoAnswer::TooFew)?,
    };
    let sides = fit::both::<3>(&sorted, bandwidths, options.kernel).ok_or(NoAnswer::TooFew)?;
    let [left, right] = sides.map(|side| (side.density(), side.variance));
    let t = (right.0 - left.0) / (left.1 + right.1).sqrt();
    Ok(Discontinuity {
        left: (left.0, left.1.sqrt()),
        right: (right.0, right.1.sqrt()),
        t,
        p: 2.0 * normal_tail(t.abs()),
        bandwidths,
        values: [sorted.left(), sorted.right()],
        used: sides.map(|side| side.values),
    })
}

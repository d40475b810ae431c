//! How many too many stand in the band before a limit, where only a table of bands is published.
//!
//! No curve can be fitted to seven bands. What can be said is an interval: if, without a limit, the density in the band before
//! it would lie between those of its neighbours, the excess lies between two figures. The assumption is named wherever the
//! figure is.

use crate::attribution::Estimate;
use crate::ladder::{Said, Unit, measured};

/// Fewer cases say nothing of a heap.
const LEAST: u64 = 200;

/// A published band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// How many days wide it is.
    pub width: f64,
    /// How many are in it.
    pub count: f64,
}

/// How many too many, and of how many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BandedExcess {
    /// The least: as dense as the fuller neighbour.
    pub low: f64,
    /// The most: as dense as the emptier neighbour.
    pub high: f64,
    /// How many are in the band before the limit.
    pub in_band: f64,
    /// How many times as dense the band is as the one just after the limit.
    pub step: f64,
}

/// The excess in the band `at`, which ends with the limit, widened by two standard errors of the counts (each a Poisson
/// number). `None` where the band has no neighbour on a side, or one of no width.
pub fn banded_excess(bands: &[Band], at: usize) -> Option<BandedExcess> {
    let (before, band, after) = (bands.get(at.checked_sub(1)?)?, bands.get(at)?, bands.get(at + 1)?);
    if [before, band, after].iter().any(|band| band.width <= 0.0) {
        return None;
    }
    let expected = [before, after].map(|neighbour| {
        let times = band.width / neighbour.width;
        let error = (band.count + times * times * neighbour.count).sqrt();
        (band.count - times * neighbour.count, 2.0 * error)
    });
    let low = expected.iter().map(|(excess, error)| excess - error).fold(f64::INFINITY, f64::min);
    let high = expected.iter().map(|(excess, error)| excess + error).fold(f64::NEG_INFINITY, f64::max);
    let step = (band.count / band.width) / (after.count / after.width);
    Some(BandedExcess { low, high, in_band: band.count, step })
}

/// What may be said of the excess: there is a difference, and one year's table knows nothing of what caused it. No design with
/// controls and no negative control can be made of it, so no higher rung can be built. `all`: how many cases the table holds.
pub fn banded_said(all: u64, excess: BandedExcess) -> Said {
    let value = (excess.low + excess.high) / 2.0;
    let difference = Estimate { value, error: f64::NAN, low: excess.low, high: excess.high };
    let unit = Unit { words: "more before the limit than beside it", places: 0 };
    match measured(all, LEAST, 0.0, difference, unit) {
        Ok(measured) => measured.say(unit),
        Err(said) => said,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_neighbours_bound_the_excess() {
        let bands = [(10.0, 1000.0), (5.0, 1500.0), (5.0, 400.0)].map(|(width, count)| Band { width, count });
        let excess = banded_excess(&bands, 1).unwrap();
        // By hand: 1,500 less 500 ± 2√(1500 + 1000/4), and less 400 ± 2√1900.
        assert!((excess.low - (1000.0 - 2.0 * 1750f64.sqrt())).abs() < 1e-9);
        assert!((excess.high - (1100.0 + 2.0 * 1900f64.sqrt())).abs() < 1e-9);
        assert_eq!(excess.step, 3.75);
        assert_eq!(banded_excess(&bands, 0), None);
        assert_eq!(banded_excess(&bands, 2), None);
    }
}

//! Whoever is chosen at their worst gets better anyway.

use crate::numbers::normal_tail;

/// The whole population that some are chosen from, before anything is done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Population {
    /// The mean.
    pub mean: f64,
    /// The standard deviation, errors of measurement included.
    pub deviation: f64,
    /// The correlation of two measurements of the same person.
    pub correlation: f64,
}

/// Which side of the cut-off is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Those above it.
    Above,
    /// Those below it.
    Below,
}

/// The change to be expected without any effect, from the first measurement to the second, of those on one side of a cut-off.
///
/// ∓σ(1−ρ)·φ(c)/Φ̄(c) with c the cut-off's distance from the mean in deviations (Gardner and Heady 1973, Journal of Chronic
/// Diseases 26:781; Davis 1976, American Journal of Epidemiology 104:493). Holds for a normal population.
pub fn expected_change(population: Population, cutoff: f64, side: Side) -> f64 {
    let Population { mean, deviation, correlation } = population;
    let (c, sign) = match side {
        Side::Above => ((cutoff - mean) / deviation, -1.0),
        Side::Below => ((mean - cutoff) / deviation, 1.0),
    };
    let density = libm::exp(-c * c / 2.0) / (2.0 * std::f64::consts::PI).sqrt();
    sign * deviation * (1.0 - correlation) * density / normal_tail(c)
}

//! What comes about without the service: outcomes of those who were as eligible and did not get it.

use super::estimate::{Estimate, NotEnough};
use crate::numbers::sum;

/// The anyway rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anyway {
    /// The mean change of those who got the service: the naive figure.
    pub naive: f64,
    /// The mean change of those who were as eligible and did not get it.
    pub anyway: f64,
    /// The first less the second.
    pub net: Estimate,
    /// How many got the service.
    pub treated: u64,
    /// How many were as eligible and did not.
    pub untreated: u64,
}

/// Untreated needed.
const LEAST: u64 = 30;

/// The anyway rate, from the changes of both groups (for a yes or no outcome: 1 or 0).
///
/// # Errors
/// [`NotEnough`] for fewer than 30 who were as eligible and got nothing, or fewer than two who got the service.
pub fn anyway(treated: &[f64], untreated: &[f64]) -> Result<Anyway, NotEnough> {
    NotEnough::unless("equally eligible who did not get the service", untreated.len(), LEAST)?;
    NotEnough::unless("who got the service", treated.len(), 2)?;
    let (with, without) = (Group::of(treated), Group::of(untreated));
    let variance = with.variance / with.count + without.variance / without.count;
    // Welch (1947, Biometrika 34:28): degrees of freedom for two groups that differ in spread.
    let part = |group: &Group| (group.variance / group.count).powi(2) / (group.count - 1.0);
    let freedom = variance * variance / (part(&with) + part(&without));
    let freedom = if freedom.is_finite() { freedom } else { with.count + without.count - 2.0 };
    let net = Estimate::new(with.mean - without.mean, variance.sqrt(), freedom);
    Ok(Anyway {
        naive: with.mean,
        anyway: without.mean,
        net,
        treated: treated.len() as u64,
        untreated: untreated.len() as u64,
    })
}

struct Group {
    count: f64,
    mean: f64,
    variance: f64,
}

impl Group {
    fn of(values: &[f64]) -> Self {
        let count = values.len() as f64;
        let mean = sum(values.iter().copied()) / count;
        let variance = sum(values.iter().map(|value| (value - mean).powi(2))) / (count - 1.0);
        Self { count, mean, variance }
    }
}

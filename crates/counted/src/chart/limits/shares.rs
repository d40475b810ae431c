//! Shares and rates, whose chance is known from what they were divided by.

use super::{Model, Set, singles};
use crate::chart::{Kind, Series};
use crate::numbers::sum;

/// The standard deviation that chance alone gives a share of `of` cases, or a rate over `of` exposure.
pub(super) fn chance(centre: f64, of: f64, share: bool) -> f64 {
    let variance = if share { centre * (1.0 - centre) } else { centre };
    (variance.max(0.0) / of).sqrt()
}

/// p and u charts, and Laney's two.
pub(super) fn quotient(kind: Kind, series: &Series, base: &[usize]) -> Option<Set> {
    let Series::Counts(counts) = series else {
        return None;
    };
    let pairs: Vec<(f64, f64)> = base.iter().filter_map(|at| counts.get(*at).copied().flatten()).collect();
    let centre = sum(pairs.iter().map(|(count, _)| *count)) / sum(pairs.iter().map(|(_, of)| *of));
    let share = kind.is_share();
    let z: Vec<f64> =
        pairs.iter().map(|(count, of)| (count / of - centre) / chance(centre, *of, share)).collect();
    // A share that is always 0 or 1 has no chance to measure by.
    let dispersion = singles::dispersion(&z).filter(|dispersion| dispersion.is_finite());
    let widen = if matches!(kind, Kind::PPrime | Kind::UPrime) { dispersion.unwrap_or(1.0) } else { 1.0 };
    Some(Set { model: Model::Quotient { centre, share, widen }, dispersion })
}

/// Events a period, all periods alike.
pub(super) fn count(series: &Series, base: &[usize]) -> Option<Set> {
    let figures = singles::pick(&series.figures(), base);
    let mean = crate::numbers::mean(&figures)?;
    let sd = mean.sqrt();
    let z: Vec<f64> = figures.iter().map(|figure| (figure - mean) / sd).collect();
    let dispersion = singles::dispersion(&z).filter(|dispersion| dispersion.is_finite());
    Some(Set { model: Model::Level { centre: mean, mean, sd, floor: Some(0.0) }, dispersion })
}

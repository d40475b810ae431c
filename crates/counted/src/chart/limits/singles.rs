//! Single figures: XmR, differences of neighbours, and the run chart.

use super::{D2, MR_LIMIT, Model, Set};
use crate::chart::{Series, Xmr};
use crate::numbers::{mean, median};

/// The difference of each figure from the one before it, without its sign; none at the first and beside gaps.
pub(super) fn differences(figures: &[Option<f64>]) -> Vec<Option<f64>> {
    let before = [None].into_iter().chain(figures.iter().copied());
    figures.iter().zip(before).map(|(now, before)| Some((now.as_ref()? - before?).abs())).collect()
}

/// The figures of some points.
pub(super) fn pick(figures: &[Option<f64>], base: &[usize]) -> Vec<f64> {
    base.iter().filter_map(|at| figures.get(*at).copied().flatten()).collect()
}

/// The differences of neighbours among figures, without their sign.
pub(super) fn ranges(figures: &[f64]) -> Vec<f64> {
    figures.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect()
}

/// Mean and standard deviation of single figures, the latter from the differences of neighbours.
pub(super) fn level(figures: &[f64], xmr: Xmr) -> Option<(f64, f64)> {
    let ranges = ranges(figures);
    let mut typical = mean(&ranges)?;
    if xmr.screen {
        let kept: Vec<f64> = ranges.iter().copied().filter(|range| *range < MR_LIMIT * typical).collect();
        typical = mean(&kept).unwrap_or(typical);
    }
    Some((mean(figures)?, xmr.factor * typical / 3.0))
}

pub(super) fn xmr(series: &Series, xmr: Xmr, base: &[usize]) -> Option<Set> {
    let (mean, sd) = level(&pick(&series.figures(), base), xmr)?;
    Set::plain(Model::Level { centre: mean, mean, sd, floor: None })
}

pub(super) fn mr(series: &Series, base: &[usize]) -> Option<Set> {
    Set::plain(Model::Differences { mean: mean(&ranges(&pick(&series.figures(), base)))? })
}

pub(super) fn run(series: &Series, base: &[usize]) -> Option<Set> {
    Set::plain(Model::Middle { centre: median(&pick(&series.figures(), base))? })
}

/// How far figures, given in standard deviations of chance, differ from their neighbours beyond chance.
///
/// # Source
/// Laney (2002), Quality Engineering 14:531: σz, the mean difference of neighbours over 1.128.
pub(super) fn dispersion(z: &[f64]) -> Option<f64> {
    Some(mean(&ranges(z))? / D2)
}

//! Several figures a period: their means, and how much they differ.

use statrs::function::gamma::ln_gamma;

use super::{Model, Set};
use crate::chart::{Kind, Limits, Series};
use crate::numbers::{mean, sum};

/// The mean of a standard deviation of `n` figures, in true standard deviations.
///
/// # Source
/// Montgomery (2009), appendix VI: c4.
fn c4(n: f64) -> f64 {
    (2.0 / (n - 1.0)).sqrt() * (ln_gamma(0.5 * n) - ln_gamma(0.5 * (n - 1.0))).exp()
}

/// The standard deviation of each period's figures; none for a single figure.
pub(super) fn spreads(series: &Series) -> Vec<Option<f64>> {
    let Series::Samples(samples) = series else {
        return vec![None; series.len()];
    };
    samples.iter().map(|sample| variance(sample).map(f64::sqrt)).collect()
}

fn variance(sample: &[f64]) -> Option<f64> {
    if sample.len() < 2 {
        return None;
    }
    let mean = mean(sample)?;
    Some(sum(sample.iter().map(|x| (x - mean) * (x - mean))) / (sample.len() as f64 - 1.0))
}

/// Grand mean, and the mean spread: pooled where the periods have different numbers of figures.
pub(super) fn set(kind: Kind, series: &Series, base: &[usize]) -> Option<Set> {
    let Series::Samples(samples) = series else {
        return None;
    };
    let base: Vec<&Vec<f64>> = base.iter().filter_map(|at| samples.get(*at)).collect();
    let alike = base.windows(2).all(|pair| pair[0].len() == pair[1].len());
    let spread = if alike {
        let spreads: Vec<f64> = base.iter().filter_map(|sample| variance(sample)).map(f64::sqrt).collect();
        mean(&spreads)?
    } else {
        let within: Vec<(f64, f64)> =
            base.iter().filter_map(|sample| Some((variance(sample)?, sample.len() as f64 - 1.0))).collect();
        let freedom = sum(within.iter().map(|(_, freedom)| *freedom));
        if freedom <= 0.0 {
            return None;
        }
        (sum(within.iter().map(|(variance, freedom)| variance * freedom)) / freedom).sqrt()
    };
    let figures = sum(base.iter().map(|sample| sample.len() as f64));
    let centre = sum(base.iter().flat_map(|sample| sample.iter().copied())) / figures;
    Set::plain(if kind == Kind::S {
        Model::Spreads { sd: spread }
    } else {
        Model::Means { centre, sd: spread }
    })
}

/// The standard deviation of a mean of `n` figures, from the mean spread; none for a single figure.
pub(super) fn mean_sd(spread: f64, n: f64) -> Option<f64> {
    (n >= 2.0).then(|| spread / (c4(n) * n.sqrt()))
}

/// A3 limits.
pub(super) fn mean_limits(centre: f64, spread: f64, n: f64) -> Option<Limits> {
    let sd = mean_sd(spread, n)?;
    let pair = |times: f64| (centre - times * sd, centre + times * sd);
    Some(Limits { centre, outer: Some(pair(3.0)), near: Some(pair(2.0)) })
}

/// B3 and B4 limits.
pub(super) fn spread_limits(spread: f64, n: f64) -> Option<Limits> {
    if n < 2.0 {
        return None;
    }
    let c4 = c4(n);
    let sd = spread * (1.0 - c4 * c4).max(0.0).sqrt() / c4;
    let pair = |times: f64| ((spread - times * sd).max(0.0), spread + times * sd);
    Some(Limits { centre: spread, outer: Some(pair(3.0)), near: Some(pair(2.0)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_those_of_the_printed_table() {
        // Montgomery (2009), appendix VI.
        for (n, printed) in [(2.0, 0.7979), (5.0, 0.9400), (10.0, 0.9727), (25.0, 0.9896)] {
            assert!((c4(n) - printed).abs() < 5e-5, "c4({n})");
        }
        let (_, upper) = mean_limits(0.0, 1.0, 5.0).unwrap().outer.unwrap();
        assert!((upper - 1.427).abs() < 5e-4, "A3(5)");
        let (lower, upper) = spread_limits(1.0, 6.0).unwrap().outer.unwrap();
        assert!((lower - 0.030).abs() < 5e-4 && (upper - 1.970).abs() < 5e-4, "B3 and B4 of 6");
    }
}

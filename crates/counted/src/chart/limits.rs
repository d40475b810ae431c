//! Centre lines and limits, one way for each family of charts.

mod rare;
mod samples;
mod shares;
mod singles;

use super::{Kind, Limits, Plan, Series};

/// The mean difference of two neighbours, in standard deviations, when nothing changes: 1.128 as the tables print it.
pub(super) const D2: f64 = 1.128;

/// Differences of neighbours lie below this many mean differences, 99.7 % of the time.
pub(super) const MR_LIMIT: f64 = 3.267;

/// What sets the limits of one part.
pub(super) struct Set {
    pub(super) model: Model,
    /// How far the figures differ beyond chance, on charts that know what chance would do.
    pub(super) dispersion: Option<f64>,
}

/// How limits follow from what was estimated.
pub(super) enum Model {
    /// The same limits at every point: centre, standard deviation, and the least figure possible.
    Level {
        centre: f64,
        mean: f64,
        sd: f64,
        floor: Option<f64>,
    },
    /// Differences of neighbours, with the upper limit alone.
    Differences {
        mean: f64,
    },
    /// A median.
    Middle {
        centre: f64,
    },
    /// A share, or a rate with or without an upper end; `widen` times the standard deviation of chance.
    Quotient {
        centre: f64,
        share: bool,
        widen: f64,
    },
    /// A level on the scale on which days between rare events are even.
    Power {
        mean: f64,
        sd: f64,
    },
    /// Means, or spreads, of several figures.
    Means {
        centre: f64,
        sd: f64,
    },
    Spreads {
        sd: f64,
    },
}

/// The figure of each period as this kind shows it.
pub(super) fn values(kind: Kind, series: &Series) -> Vec<Option<f64>> {
    match kind {
        Kind::Mr => singles::differences(&series.figures()),
        Kind::S => samples::spreads(series),
        _ => series.figures(),
    }
}

/// What a figure was divided by, or how many it is the mean of.
pub(super) fn divided_by(series: &Series, at: usize) -> Option<f64> {
    match series {
        Series::Values(_) => None,
        Series::Counts(counts) => counts.get(at)?.map(|(_, of)| of),
        Series::Samples(samples) => samples.get(at).map(|sample| sample.len() as f64),
    }
}

/// What the points of `base` set; `None` where they set nothing (too few neighbours, no spread to measure).
pub(super) fn set(kind: Kind, series: &Series, plan: &Plan, base: &[usize]) -> Option<Set> {
    match kind {
        Kind::Xmr => singles::xmr(series, plan.xmr, base),
        Kind::Mr => singles::mr(series, base),
        Kind::Run => singles::run(series, base),
        Kind::P | Kind::PPrime | Kind::U | Kind::UPrime => shares::quotient(kind, series, base),
        Kind::C => shares::count(series, base),
        Kind::G => rare::cases_between(series, base),
        Kind::T => rare::days_between(series, base),
        Kind::Xbar | Kind::S => samples::set(kind, series, base),
    }
}

impl Set {
    fn plain(model: Model) -> Option<Self> {
        Some(Self { model, dispersion: None })
    }

    /// The limits at one point; `None` where it has no figure to divide by.
    pub(super) fn at(&self, series: &Series, at: usize) -> Option<Limits> {
        let limits = self.lines(series, at)?;
        let (lower, upper) = limits.outer.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        // Figures that never differ say nothing of how much they may.
        if lower < upper { Some(limits) } else { Some(Limits { outer: None, near: None, ..limits }) }
    }

    fn lines(&self, series: &Series, at: usize) -> Option<Limits> {
        match self.model {
            Model::Level { centre, mean, sd, floor } => {
                let clip = |limit: f64| floor.map_or(limit, |floor| limit.max(floor));
                Some(Limits {
                    centre,
                    outer: Some((clip(mean - 3.0 * sd), mean + 3.0 * sd)),
                    near: Some((clip(mean - 2.0 * sd), mean + 2.0 * sd)),
                })
            }
            Model::Differences { mean } => {
                let near = mean + (MR_LIMIT - 1.0) * mean * 2.0 / 3.0;
                Some(Limits { centre: mean, outer: Some((0.0, MR_LIMIT * mean)), near: Some((0.0, near)) })
            }
            Model::Middle { centre } => Some(Limits { centre, outer: None, near: None }),
            Model::Quotient { centre, share, widen } => {
                let of = divided_by(series, at)?;
                let sd = widen * shares::chance(centre, of, share);
                let most = if share { 1.0 } else { f64::INFINITY };
                let pair = |times: f64| ((centre - times * sd).max(0.0), (centre + times * sd).min(most));
                Some(Limits { centre, outer: Some(pair(3.0)), near: Some(pair(2.0)) })
            }
            Model::Power { mean, sd } => Some(rare::limits(mean, sd)),
            Model::Means { centre, sd } => samples::mean_limits(centre, sd, divided_by(series, at)?),
            Model::Spreads { sd } => samples::spread_limits(sd, divided_by(series, at)?),
        }
    }

    /// Standard deviations of a point from the centre, for the figure it shows.
    pub(super) fn z(&self, series: &Series, at: usize, value: f64) -> Option<f64> {
        let ratio = |distance: f64, sd: f64| (sd > 0.0).then(|| distance / sd);
        match self.model {
            Model::Level { mean, sd, .. } => ratio(value - mean, sd),
            Model::Quotient { centre, share, widen } => {
                ratio(value - centre, widen * shares::chance(centre, divided_by(series, at)?, share))
            }
            Model::Power { mean, sd } => ratio(rare::even(value) - mean, sd),
            Model::Means { centre, sd } => {
                let of = divided_by(series, at)?;
                ratio(value - centre, samples::mean_sd(sd, of)?)
            }
            Model::Differences { .. } | Model::Middle { .. } | Model::Spreads { .. } => None,
        }
    }
}

//! How many values too many lie just before a limit, by a smooth curve through the rest.
//!
//! Chetty, Friedman, Olsen and Pistaferri (2011, Quarterly Journal of Economics 126:749), Kleven (2016, Annual Review of
//! Economics 8:435): counts in bins, a polynomial in the bin's distance with a dummy for each bin of the window left out.

use crate::numbers::Draws;

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bunching {
    /// The limit.
    pub limit: f64,
    /// The width of a bin.
    pub width: f64,
    /// The first and the last value looked at; a whole number of bins.
    pub range: [f64; 2],
    /// The window around the limit that the curve is not fitted to.
    pub excluded: [f64; 2],
}

/// The order of the polynomial.
const ORDER: usize = 5;
const TERMS: usize = ORDER + 1;

/// Values before the limit that the curve does not account for.
#[derive(Clone, Debug, PartialEq)]
pub struct Bunched {
    /// The middle of each bin.
    pub middles: Vec<f64>,
    /// How many values lie in it.
    pub counts: Vec<u64>,
    /// How many the curve has there.
    pub curve: Vec<f64>,
    /// Values too many in the window before the limit.
    pub excess: f64,
    /// Values too few in the window after it.
    pub missing: f64,
    /// Excess divided by the mean height of the curve in the window before the limit.
    pub normalised: f64,
    /// The middle 95 % of the normalised excess over draws of the curve's errors; `None` without draws.
    pub interval: Option<[f64; 2]>,
}

/// The excess before a limit; with `draws` of the residuals outside the window for an interval (Chetty and others 2011,
/// section 4.2). `None` where fewer bins lie outside the window than the curve has terms, or its window holds no curve.
///
/// Values are counted in bins of `[from, to)`; those outside the range are not counted.
pub fn bunching(values: &[f64], of: Bunching, draws: Option<(Draws, u32)>) -> Option<Bunched> {
    let bins = ((of.range[1] - of.range[0]) / of.width).round();
    if !(1.0..1e6).contains(&bins) {
        return None;
    }
    let mut counts = vec![0u64; bins as usize];
    for value in values.iter().filter(|value| **value >= of.range[0]) {
        let bin = ((value - of.range[0]) / of.width).floor();
        if let Some(count) = counts.get_mut(bin as usize) {
            *count += 1;
        }
    }
    from_counts(counts, of, draws)
}

/// The same, from counts by bin.
pub(crate) fn from_counts(counts: Vec<u64>, of: Bunching, draws: Option<(Draws, u32)>) -> Option<Bunched> {
    let middles: Vec<f64> =
        (0..counts.len()).map(|bin| of.range[0] + (bin as f64 + 0.5) * of.width).collect();
    let inside: Vec<bool> =
        middles.iter().map(|middle| *middle > of.excluded[0] && *middle < of.excluded[1]).collect();
    let before: Vec<bool> =
        middles.iter().zip(&inside).map(|(middle, inside)| *inside && *middle < of.limit).collect();
    let heights: Vec<f64> = counts.iter().map(|count| *count as f64).collect();
    let basis = Basis::of(&middles, &inside, of)?;
    let curve = basis.curve(&heights);
    let of_curve = |heights: &[f64], curve: &[f64]| Excess::of(heights, curve, &inside, &before);
    let excess = of_curve(&heights, &curve)?;
    let interval = draws.map(|(draws, times)| {
        let residuals: Vec<f64> =
            (0..middles.len()).filter(|at| !inside[*at]).map(|at| heights[at] - curve[at]).collect();
        let mut normalised: Vec<f64> = (0..u64::from(times))
            .filter_map(|time| {
                let again = redrawn(&curve, &heights, &inside, &residuals, draws.apart(time));
                of_curve(&again, &basis.curve(&again)).map(|excess| excess.normalised)
            })
            .collect();
        normalised.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| {
            normalised.get((share * normalised.len() as f64) as usize).copied().unwrap_or(f64::NAN)
        };
        [at(0.025), at(0.975)]
    });
    let Excess { excess, missing, normalised } = excess;
    Some(Bunched { middles, counts, curve, excess, missing, normalised, interval })
}

/// The curve with residuals drawn anew outside the window; inside it, the curve with what was seen beyond it, less what
/// chance would have it (a Poisson count's own error, drawn too).
fn redrawn(curve: &[f64], heights: &[f64], inside: &[bool], residuals: &[f64], draws: Draws) -> Vec<f64> {
    let normal = |at: u64| {
        let (radius, angle) = (1.0 - draws.share(2 * at), draws.share(2 * at + 1));
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
    };
    (0..curve.len())
        .map(|at| {
            if inside[at] {
                return heights[at] + heights[at].max(1.0).sqrt() * normal(at as u64);
            }
            let drawn = draws.below(1_000_000 + at as u64, residuals.len() as u64) as usize;
            curve[at] + residuals[drawn]
        })
        .collect()
}

struct Excess {
    excess: f64,
    missing: f64,
    normalised: f64,
}

impl Excess {
    fn of(heights: &[f64], curve: &[f64], inside: &[bool], before: &[bool]) -> Option<Self> {
        let (mut excess, mut missing, mut height, mut bins) = (0.0, 0.0, 0.0, 0.0);
        for at in (0..heights.len()).filter(|at| inside[*at]) {
            if before[at] {
                excess += heights[at] - curve[at];
                height += curve[at];
                bins += 1.0;
            } else {
                missing += curve[at] - heights[at];
            }
        }
        (height > 0.0).then(|| Self { excess, missing, normalised: excess / (height / bins) })
    }
}

/// The polynomial's terms as orthonormal columns over the bins outside the window (Gram and Schmidt, twice), so that the
/// fifth power of thirty bins loses nothing. A dummy for each bin inside takes that bin out of the fit.
struct Basis {
    /// By bin: the columns' values.
    columns: Vec<[f64; TERMS]>,
    outside: Vec<bool>,
}

impl Basis {
    fn of(middles: &[f64], inside: &[bool], of: Bunching) -> Option<Self> {
        let outside: Vec<bool> = inside.iter().map(|inside| !inside).collect();
        let reach = (of.range[1] - of.limit).abs().max((of.range[0] - of.limit).abs());
        let mut columns: Vec<[f64; TERMS]> = middles
            .iter()
            .map(|middle| std::array::from_fn(|power| ((middle - of.limit) / reach).powi(power as i32)))
            .collect();
        for term in 0..TERMS {
            let size = norm(&columns, &outside, term);
            for _ in 0..2 {
                for earlier in 0..term {
                    let along = dot(&columns, &outside, term, earlier);
                    columns.iter_mut().for_each(|row| row[term] -= along * row[earlier]);
                }
            }
            let left = norm(&columns, &outside, term);
            if left <= 1e-10 * size {
                return None;
            }
            columns.iter_mut().for_each(|row| row[term] /= left);
        }
        Some(Self { columns, outside })
    }

    fn curve(&self, heights: &[f64]) -> Vec<f64> {
        let mut along = [0.0; TERMS];
        for (at, row) in self.columns.iter().enumerate().filter(|(at, _)| self.outside[*at]) {
            along.iter_mut().zip(row).for_each(|(sum, value)| *sum += value * heights[at]);
        }
        self.columns
            .iter()
            .map(|row| row.iter().zip(along).map(|(value, along)| value * along).sum())
            .collect()
    }
}

fn dot(columns: &[[f64; TERMS]], outside: &[bool], a: usize, b: usize) -> f64 {
    columns.iter().zip(outside).filter(|(_, outside)| **outside).map(|(row, _)| row[a] * row[b]).sum()
}

fn norm(columns: &[[f64; TERMS]], outside: &[bool], term: usize) -> f64 {
    dot(columns, outside, term, term).sqrt()
}

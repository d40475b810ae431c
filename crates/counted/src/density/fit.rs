//! A polynomial through the distribution function on one side of the cut-off, by weighted least squares; its slope there is
//! the density.

use std::ops::Range;

use rayon::prelude::*;

use super::kernel::Kernel;
use super::sorted::Sorted;
use crate::numbers::inverse;

/// Different values that one thread takes at a time. Fixed, so that sums do not depend on the number of threads.
const BLOCK: usize = 1 << 12;
/// Values side by side, so that no addition waits for the one before.
const LANES: usize = 8;
/// Room for the moments of a polynomial of degree four.
const MOMENTS: usize = 9;

/// The fit on one side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    /// The coefficients of 1, x, x² and so on, x in the unit of the values.
    pub(super) coefficients: [f64; 5],
    /// The jackknife variance of the second one, the density.
    pub(super) variance: f64,
    /// How many values were used.
    pub(super) values: usize,
}

impl Side {
    pub(super) fn density(&self) -> f64 {
        self.coefficients[1]
    }
}

/// The fit of a polynomial of degree `DEGREE` (at most four) on both sides.
pub(super) fn both<const DEGREE: usize>(
    sorted: &Sorted,
    bandwidths: [f64; 2],
    kernel: Kernel,
) -> Option<[Side; 2]> {
    let [left, right] = sorted.within(bandwidths);
    let left = one::<DEGREE>(sorted, left, -bandwidths[0], kernel);
    let right = one::<DEGREE>(sorted, right, bandwidths[1], kernel);
    Some([left?, right?])
}

/// One side; `reach` is the bandwidth, below zero on the left.
fn one<const DEGREE: usize>(
    sorted: &Sorted,
    range: Range<usize>,
    reach: f64,
    kernel: Kernel,
) -> Option<Side> {
    match DEGREE {
        2 => fitted::<3>(sorted, range, reach, kernel),
        3 => fitted::<4>(sorted, range, reach, kernel),
        4 => fitted::<5>(sorted, range, reach, kernel),
        _ => None,
    }
}

/// With `TERMS` coefficients.
fn fitted<const TERMS: usize>(
    sorted: &Sorted,
    range: Range<usize>,
    reach: f64,
    kernel: Kernel,
) -> Option<Side> {
    let side = View { sorted, range: range.clone(), reach, kernel };
    let moments = side.moments::<TERMS>();
    let s: [[f64; TERMS]; TERMS] = std::array::from_fn(|i| std::array::from_fn(|j| moments.powers[i + j]));
    let inverse = inverse(&s)?;
    let mut coefficients = [0.0; 5];
    for (power, coefficient) in coefficients.iter_mut().enumerate().take(TERMS) {
        let scaled: f64 = (0..TERMS).map(|j| inverse[power][j] * moments.with_rank[j]).sum();
        *coefficient = scaled / reach.powi(power as i32);
    }
    let variance = side.jackknife(&inverse[1]) / (reach * reach);
    let values = sorted.before(range.end) - sorted.before(range.start);
    Some(Side { coefficients, variance, values })
}

struct View<'a> {
    sorted: &'a Sorted,
    range: Range<usize>,
    /// The bandwidth with its sign: u = value ÷ reach runs from 0 at the cut-off to 1.
    reach: f64,
    kernel: Kernel,
}

/// Weighted sums of powers of u, and of powers times the distribution function.
#[derive(Clone, Copy)]
struct Moments {
    powers: [f64; MOMENTS],
    with_rank: [f64; 5],
}

impl View<'_> {
    fn blocks(&self) -> Vec<Range<usize>> {
        self.range.clone().step_by(BLOCK).map(|from| from..(from + BLOCK).min(self.range.end)).collect()
    }

    /// How many copies the value at a place has.
    fn copies(&self, at: usize) -> f64 {
        let before = if at == 0 { 0 } else { self.sorted.last[at - 1] + 1 };
        f64::from(self.sorted.last[at] + 1 - before)
    }

    fn moments<const TERMS: usize>(&self) -> Moments {
        let blocks: Vec<Moments> =
            self.blocks().into_par_iter().map(|block| self.moments_of::<TERMS>(block)).collect();
        let mut all = Moments { powers: [0.0; MOMENTS], with_rank: [0.0; 5] };
        for block in blocks {
            all.powers.iter_mut().zip(block.powers).for_each(|(sum, more)| *sum += more);
            all.with_rank.iter_mut().zip(block.with_rank).for_each(|(sum, more)| *sum += more);
        }
        all
    }

    fn moments_of<const TERMS: usize>(&self, block: Range<usize>) -> Moments {
        let to_rank = 1.0 / (self.sorted.all() as f64 - 1.0);
        let mut powers = [[0.0; LANES]; MOMENTS];
        let mut with_rank = [[0.0; LANES]; 5];
        for from in block.clone().step_by(LANES) {
            let width = LANES.min(block.end - from);
            let (mut u, mut term, mut rank) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
            for lane in 0..width {
                let at = from + lane;
                u[lane] = self.sorted.value[at] / self.reach;
                term[lane] = self.kernel.weight(u[lane]) * self.copies(at);
                rank[lane] = f64::from(self.sorted.last[at]) * to_rank;
            }
            for power in 0..2 * TERMS - 1 {
                for lane in 0..LANES {
                    powers[power][lane] += term[lane];
                    if power < TERMS {
                        with_rank[power][lane] += term[lane] * rank[lane];
                    }
                    term[lane] *= u[lane];
                }
            }
        }
        Moments { powers: powers.map(added), with_rank: with_rank.map(added) }
    }

    /// What one value adds to the slope, by its distance: the row of the inverse that belongs to the slope.
    fn weight<const TERMS: usize>(&self, row: &[f64; TERMS], at: usize) -> f64 {
        let u = self.sorted.value[at] / self.reach;
        let polynomial = row.iter().rev().fold(0.0, |sum, coefficient| sum * u + coefficient);
        self.kernel.weight(u) * polynomial
    }

    /// Σ gᵢ², with gᵢ what all values beyond the i-th add to the slope (copies of it but the first count as beyond).
    ///
    /// What is left of the sum's end on the far side is nothing: weights add to zero over a whole side, since a constant has
    /// no slope.
    fn jackknife<const TERMS: usize>(&self, row: &[f64; TERMS]) -> f64 {
        let blocks = self.blocks();
        let totals: Vec<f64> = blocks
            .par_iter()
            .map(|block| block.clone().map(|at| self.weight(row, at) * self.copies(at)).sum())
            .collect();
        let mut beyond = vec![0.0; blocks.len()];
        for at in (1..blocks.len()).rev() {
            beyond[at - 1] = beyond[at] + totals[at];
        }
        let squares: Vec<f64> = blocks
            .par_iter()
            .zip(&beyond)
            .map(|(block, beyond)| {
                let (mut beyond, mut squares) = (*beyond, 0.0);
                for at in block.clone().rev() {
                    let (weight, copies) = (self.weight(row, at), self.copies(at));
                    let g = beyond + (copies - 1.0) * weight;
                    squares += copies * g * g;
                    beyond += copies * weight;
                }
                squares
            })
            .collect();
        let others = self.sorted.all() as f64 - 1.0;
        squares.iter().sum::<f64>() / (others * others)
    }
}

fn added(lanes: [f64; LANES]) -> f64 {
    lanes.iter().sum()
}

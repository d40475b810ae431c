//! How far to look on each side, chosen from the data: where error by chance and error by curvature together are least.

use super::fit::both;
use super::kernel::Kernel;
use super::sorted::Sorted;

/// Values (and different values) that a bandwidth holds at least on each side.
const LEAST: usize = 23;
/// And the first guess for the curvature.
const LEAST_FOR_CURVATURE: usize = 25;

/// Constants of the first guesses: variance over squared bias of the density by a quadratic, and of its second derivative by
/// a quartic, at an edge with the uniform kernel: V·((d+1)!)² ÷ B², with V the diagonal of S⁻¹GS⁻¹ and B the entry of S⁻¹C
/// (Cattaneo, Jansson and Ma 2020). V = 192/35, B = −3/5 and V = 116480/99, B = −20/9.
const DENSITY: f64 = 3840.0 / 7.0;
const CURVATURE: f64 = 37_739_520.0 / 11.0;

/// The bandwidths: on each side the middle one of three, best for that side, for the difference and for the sum.
pub(super) fn choose(sorted: &Sorted, kernel: Kernel) -> Option<[f64; 2]> {
    let count = sorted.all() as f64;
    let [first_density, first_curvature] = first_guesses(sorted, count);
    let curved = both::<4>(sorted, [first_curvature; 2], kernel)?;
    let dense = both::<2>(sorted, [first_density; 2], kernel)?;
    let [left, right] = curved.map(|side| side.coefficients[3] * kernel.edge_bias());
    let [left_variance, right_variance] = dense.map(|side| side.variance);
    let best = |variance: f64, bias: f64| {
        let variance = count * first_density * variance;
        (0.25 * variance / (bias * bias) / count).powf(0.2)
    };
    let both_variances = left_variance + right_variance;
    let range = sorted.range();
    let least = [sorted.nth(LEAST), sorted.nth_different(LEAST)];
    let least: [f64; 2] = std::array::from_fn(|side| least[0][side].max(least[1][side]));
    let (widest, narrowest) = (range[0].max(range[1]), least[0].max(least[1]));
    let together =
        [right - left, right + left].map(|bias| best(both_variances, bias).min(widest).max(narrowest));
    let side = |at: usize, variance: f64, bias: f64| {
        middle([best(variance, bias).min(range[at]).max(least[at]), together[0], together[1]])
    };
    Some([side(0, left_variance, left), side(1, right_variance, right)])
}

/// As if the values were normal.
fn first_guesses(sorted: &Sorted, count: f64) -> [f64; 2] {
    let z = sorted.mean / sorted.deviation;
    let density = (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    // Hermite's polynomials of the normal density's derivatives.
    let (second, fourth) = (z * z - 1.0, z.powi(4) - 6.0 * z * z + 3.0);
    let for_density = (0.25 * DENSITY / (second * second * density) / count).powf(1.0 / 5.0);
    let for_curvature = (1.25 * CURVATURE / (fourth * fourth * density) / count).powf(1.0 / 9.0);
    let range = sorted.range();
    let widest = range[0].max(range[1]);
    let rein = |guess: f64, least: usize| {
        let nearest = [sorted.nth(least), sorted.nth_different(least)];
        nearest
            .iter()
            .flatten()
            .fold((guess * sorted.deviation).min(widest), |guess, least| guess.max(*least))
    };
    [rein(for_density, LEAST), rein(for_curvature, LEAST_FOR_CURVATURE)]
}

fn middle(mut three: [f64; 3]) -> f64 {
    three.sort_unstable_by(f64::total_cmp);
    three[1]
}

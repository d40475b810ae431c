//! Slow drift: charts that add up small differences, which limits on single points miss.

mod design;
mod over;
mod risk;
mod run_length;

pub use design::Design;
pub use over::{Drift, Gathered, over};
pub use risk::{risk_adjusted, weight};
pub use run_length::{cusum_run_length, ewma_run_length};

/// A pair of cumulative sums over figures in standard deviations.
#[derive(Clone, Debug, PartialEq)]
pub struct Cusum {
    /// After each figure, what has gathered upward.
    pub upper: Vec<f64>,
    /// After each figure, what has gathered downward.
    pub lower: Vec<f64>,
    /// The first figure at which one of them exceeds `h`.
    pub first_alarm: Option<usize>,
}

/// Cumulative sums with allowance `k` and decision interval `h`, both in standard deviations. Usual: 0.5 and 4.
///
/// # Source
/// Page (1954), Biometrika 41:100.
pub fn cusum(z: &[f64], k: f64, h: f64) -> Cusum {
    let gather = |way: f64| {
        z.iter().scan(0.0f64, move |sum, z| {
            *sum = (*sum + way * z - k).max(0.0);
            Some(*sum)
        })
    };
    let (upper, lower): (Vec<f64>, Vec<f64>) = (gather(1.0).collect(), gather(-1.0).collect());
    let first_alarm = upper.iter().zip(&lower).position(|(upper, lower)| *upper > h || *lower > h);
    Cusum { upper, lower, first_alarm }
}

/// A weighted mean over figures in standard deviations, in which older figures count less and less.
#[derive(Clone, Debug, PartialEq)]
pub struct Ewma {
    /// After each figure.
    pub value: Vec<f64>,
    /// Half the distance of the limits at each figure; they widen until the start is forgotten.
    pub half_width: Vec<f64>,
    /// The first figure at which the value lies outside.
    pub first_alarm: Option<usize>,
}

/// An exponentially weighted mean with weight `lambda` (above 0, at most 1) and limits at `width` standard deviations. Usual:
/// 0.2 and 2.86.
///
/// # Source
/// Roberts (1959), Technometrics 1:239.
pub fn ewma(z: &[f64], lambda: f64, width: f64) -> Ewma {
    let value: Vec<f64> = z
        .iter()
        .scan(0.0f64, |mean, z| {
            *mean = lambda * z + (1.0 - lambda) * *mean;
            Some(*mean)
        })
        .collect();
    let forgotten = |n: usize| (1.0 - lambda).powi(i32::try_from(2 * n).unwrap_or(i32::MAX));
    let half_width: Vec<f64> =
        (1..=z.len()).map(|n| width * (lambda / (2.0 - lambda) * (1.0 - forgotten(n))).sqrt()).collect();
    let first_alarm = value.iter().zip(&half_width).position(|(value, half)| value.abs() > *half);
    Ewma { value, half_width, first_alarm }
}

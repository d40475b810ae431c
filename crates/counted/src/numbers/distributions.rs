//! Distribution functions, from a library; their names are the ones measures are written with.

use statrs::distribution::{ContinuousCDF, Normal};
use statrs::function::gamma::{gamma_lr, gamma_ur};

/// Φ(z): the share of a normal distribution below `z` standard deviations.
pub fn normal_cdf(z: f64) -> f64 {
    Normal::standard().cdf(z)
}

/// φ(z): the height of the normal curve at `z` standard deviations.
pub fn normal_density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * core::f64::consts::PI).sqrt()
}

/// z with Φ(z) = `share`; `share` lies between 0 and 1.
pub fn normal_quantile(share: f64) -> f64 {
    Normal::standard().inverse_cdf(share.clamp(0.0, 1.0))
}

/// The value below which a `share` of a χ² distribution with these degrees of freedom lies; 0 where there are none.
///
/// By bisection down to neighbouring numbers, on the tail that loses nothing.
pub fn chi_squared_quantile(share: f64, freedom: f64) -> f64 {
    if freedom <= 0.0 || share <= 0.0 || !freedom.is_finite() || share.is_nan() {
        return 0.0;
    }
    if share >= 1.0 {
        return f64::INFINITY;
    }
    let half = 0.5 * freedom;
    let reached = |at: f64| {
        if share <= 0.5 { gamma_lr(half, 0.5 * at) >= share } else { gamma_ur(half, 0.5 * at) <= 1.0 - share }
    };
    let (mut low, mut high) = (0.0f64, freedom.max(1.0));
    while !reached(high) && high < 1e300 {
        low = high;
        high *= 2.0;
    }
    for _ in 0..1100 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if reached(middle) { high = middle } else { low = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values_of_printed_tables() {
        assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-13);
        assert!((normal_cdf(1.96) - 0.975_002_104_851_78).abs() < 1e-9);
        assert!((chi_squared_quantile(0.95, 10.0) - 18.307_038_053_275_15).abs() < 1e-11);
        assert_eq!(chi_squared_quantile(0.5, 0.0), 0.0);
    }
}

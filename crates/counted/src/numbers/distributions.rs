//! Distribution functions, from a library; their names are the ones measures are written with.

use statrs::distribution::{ChiSquared, ContinuousCDF, Normal};

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
pub fn chi_squared_quantile(share: f64, freedom: f64) -> f64 {
    match ChiSquared::new(freedom) {
        Ok(distribution) => distribution.inverse_cdf(share.clamp(0.0, 1.0)),
        Err(_) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values_of_printed_tables() {
        assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-9);
        assert!((normal_cdf(1.96) - 0.975_002_104_851_78).abs() < 1e-9);
        assert!((chi_squared_quantile(0.95, 10.0) - 18.307_038_053_275_15).abs() < 1e-6);
        assert_eq!(chi_squared_quantile(0.5, 0.0), 0.0);
    }
}

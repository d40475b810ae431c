//! Tails of distributions, kept exact where they are far too small for one minus a share.

use statrs::distribution::{ChiSquared, ContinuousCDF, StudentsT};
use statrs::function::factorial;

/// 1 − Φ(z), exact in the far tail and the same on every machine.
pub fn normal_tail(z: f64) -> f64 {
    libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2) / 2.0
}

/// The chance of a value of Student's t above `t`. Without a degree of freedom there is none to tell: NaN.
pub fn student_tail(t: f64, freedom: f64) -> f64 {
    match StudentsT::new(0.0, 1.0, freedom) {
        Ok(distribution) if !t.is_nan() => distribution.sf(t),
        _ => f64::NAN,
    }
}

/// The value of Student's t below which a `share` lies; NaN without a degree of freedom.
pub fn student_quantile(share: f64, freedom: f64) -> f64 {
    match StudentsT::new(0.0, 1.0, freedom) {
        Ok(distribution) => distribution.inverse_cdf(share),
        Err(_) => f64::NAN,
    }
}

/// The chance of a χ² above `value`; NaN without a degree of freedom.
pub fn chi_squared_tail(value: f64, freedom: f64) -> f64 {
    match ChiSquared::new(freedom) {
        Ok(distribution) if value >= 0.0 => distribution.sf(value),
        _ => f64::NAN,
    }
}

/// ln of the number of ways to choose `k` of `n`; −∞ where there is none.
pub fn ln_choose(n: u64, k: u64) -> f64 {
    if k > n {
        return f64::NEG_INFINITY;
    }
    factorial::ln_factorial(n) - factorial::ln_factorial(k) - factorial::ln_factorial(n - k)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Abramowitz and Stegun, tables 26.2, 26.7 and 26.10.
    #[test]
    fn known_values_of_printed_tables() {
        assert!((normal_tail(1.96) - 0.024_997_895_148_220_435).abs() < 1e-17);
        assert!((normal_tail(10.0) / 7.619_853_024_160_5e-24 - 1.0).abs() < 1e-9, "the far tail is no zero");
        assert!((student_tail(2.228_138_851_964_9, 10.0) - 0.025).abs() < 1e-9);
        assert!((student_quantile(0.975, 10.0) - 2.228_138_851_964_9).abs() < 1e-7);
        assert!((chi_squared_tail(18.307_038_053_275_15, 10.0) - 0.05).abs() < 1e-9);
        assert!(student_tail(1.0, 0.0).is_nan());
        assert!(chi_squared_tail(1.0, 0.0).is_nan());
    }

    #[test]
    fn ways_to_choose() {
        assert!((ln_choose(52, 5) - 2_598_960f64.ln()).abs() < 1e-12);
        assert_eq!(ln_choose(3, 4), f64::NEG_INFINITY);
    }
}

//! Twelve significant digits: what is written and hashed.

/// A number with 12 significant digits, the nearest to the one given. What is no number stays as it is.
///
/// Results are rounded before they are written or hashed, so that the last digit of a logarithm on another machine changes
/// no byte of a release.
pub fn rounded(number: f64) -> f64 {
    if !number.is_finite() || number == 0.0 {
        // No negative zero leaves.
        return number + 0.0;
    }
    format!("{number:.11e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thirteenth_digit_is_gone() {
        assert_eq!(rounded(0.1 + 0.2), 0.3);
        assert_eq!(rounded(123_456_789_012_345.0), 123_456_789_012_000.0);
        assert_eq!(rounded(-0.0).to_bits(), 0.0f64.to_bits());
        assert!(rounded(f64::NAN).is_nan());
    }
}

//! The smallest effect that could have been seen: shown beside each result, so that "nothing seen" is not read as "nothing
//! there".

use crate::numbers::normal_quantile;

/// How far, in standard errors, a true effect must lie out to be a signal with this power, where the signal needs `level`.
fn reach(level: f64, power_percent: u32) -> f64 {
    normal_quantile(1.0 - level) + normal_quantile(f64::from(power_percent) / 100.0)
}

/// A difference of two shares around `share`, with so many cases on each side. `None` for no cases.
pub(super) fn difference(level: f64, power: u32, share: f64, first: u64, second: u64) -> Option<f64> {
    if first == 0 || second == 0 {
        return None;
    }
    let share = share.clamp(0.5 / first as f64, 1.0 - 0.5 / first as f64);
    let error = (share * (1.0 - share) * (1.0 / first as f64 + 1.0 / second as f64)).sqrt();
    Some((reach(level, power) * error).min(1.0))
}

/// A ratio, from the standard error of its logarithm.
pub(super) fn ratio(level: f64, power: u32, error: f64) -> Option<f64> {
    error.is_finite().then(|| (reach(level, power) * error).exp())
}

/// A slope or a difference, from its standard error.
pub(super) fn slope(level: f64, power: u32, error: f64) -> Option<f64> {
    error.is_finite().then(|| reach(level, power) * error)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two groups of 100 around one half, at 2.5 % and a power of 80 %: the textbook's 0.198 (Fleiss 1981, chapter 3).
    #[test]
    fn the_textbooks_two_groups_of_a_hundred() {
        assert!((difference(0.025, 80, 0.5, 100, 100).unwrap() - 0.1981).abs() < 1e-4);
        assert_eq!(difference(0.025, 80, 0.5, 0, 100), None);
        assert_eq!(slope(0.025, 80, f64::NAN), None);
    }
}

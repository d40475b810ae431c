//! What lies above, below or in the middle.

use core::cmp::Ordering;

/// Which of two figures is larger; figures that agree to eleven digits of `scale` are equal.
///
/// A mean of equal figures may differ from them in the last digit. Without this, a flat line would lie outside its limits.
pub fn compare(left: f64, right: f64, scale: f64) -> Ordering {
    let least = 1e-11 * scale.abs().max(left.abs()).max(right.abs());
    if (left - right).abs() <= least { Ordering::Equal } else { left.total_cmp(&right) }
}

/// The middle of numbers, or half-way between the middle two; `None` for none.
pub fn median(numbers: &[f64]) -> Option<f64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    Some(0.5 * (sorted[sorted.len() / 2 - 1] + upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_digit_is_no_difference() {
        assert_eq!(compare(0.1 + 0.2, 0.3, 0.3), Ordering::Equal);
        assert_eq!(compare(1e-13, 0.0, 50.0), Ordering::Equal);
        assert_eq!(compare(0.300_001, 0.3, 0.3), Ordering::Greater);
    }

    #[test]
    fn the_middle() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }
}

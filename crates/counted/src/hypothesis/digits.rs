//! Last digits: written numbers that were measured end in all ten digits about equally often.

use crate::numbers::chi_squared_tail;

/// How the last digits of whole numbers are spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LastDigits {
    /// How many numbers end in 0, in 1 and so on.
    pub counts: [u64; 10],
    /// Σ (seen − expected)² ÷ expected, with the same number expected of each.
    pub chi_squared: f64,
    /// The chance of as much or more if each digit were equally likely (9 degrees of freedom).
    pub p: f64,
}

/// The test of last digits; `None` where fewer than five of each digit are to be expected, too few for the approximation.
pub fn last_digits(counts: [u64; 10]) -> Option<LastDigits> {
    let all: u64 = counts.iter().sum();
    if all < 50 {
        return None;
    }
    let expected = all as f64 / 10.0;
    let chi_squared = counts.iter().map(|count| (*count as f64 - expected).powi(2) / expected).sum();
    Some(LastDigits { counts, chi_squared, p: chi_squared_tail(chi_squared, 9.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_digits_show_nothing_and_heaped_ones_do() {
        let even = last_digits([10; 10]).unwrap();
        assert_eq!((even.chi_squared, even.p), (0.0, 1.0));
        let heaped = last_digits([40, 5, 5, 5, 5, 30, 5, 5, 5, 5]).unwrap();
        // By hand: expected 11; (29² + 19² + 8·6²) ÷ 11 = 1490 ÷ 11.
        assert!((heaped.chi_squared - 1490.0 / 11.0).abs() < 1e-12);
        assert!(heaped.p < 1e-20);
    }

    #[test]
    fn too_few_numbers_give_no_answer() {
        assert_eq!(last_digits([4; 10]), None);
    }
}

//! Many tests at once: the same p-values, after the number of tests made.
//!
//! A release makes hundreds of tests, and chance alone makes one in twenty of them look like something. Each function takes
//! all p-values of the family and gives the corrected ones in the same order; one of them at or below q is a signal at q.

/// Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57:289: the share of false signals among the
/// signals, for independent tests or such as lean the same way.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    step_up(p, 1.0)
}

/// Benjamini and Yekutieli (2001), Annals of Statistics 29:1165: the same under any dependence, at the price of Σ 1/i.
pub fn benjamini_yekutieli(p: &[f64]) -> Vec<f64> {
    step_up(p, (1..=p.len()).map(|i| 1.0 / i as f64).sum())
}

/// Holm (1979), Scandinavian Journal of Statistics 6:65: the chance of any false signal at all.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let order = order(p);
    let mut corrected = vec![1.0; p.len()];
    let mut highest: f64 = 0.0;
    for (rank, at) in order.into_iter().enumerate() {
        highest = highest.max(p[at] * (p.len() - rank) as f64).min(1.0);
        corrected[at] = highest;
    }
    corrected
}

fn step_up(p: &[f64], price: f64) -> Vec<f64> {
    let mut corrected = vec![1.0; p.len()];
    let mut lowest: f64 = 1.0;
    for (rank, at) in order(p).into_iter().enumerate().rev() {
        lowest = lowest.min(p[at] * p.len() as f64 / (rank + 1) as f64 * price);
        corrected[at] = lowest;
    }
    corrected
}

/// Places by p, smallest first. What is no number counts as the largest.
fn order(p: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_test_has_nothing_to_correct_and_one_stays_as_it_is() {
        assert!(benjamini_hochberg(&[]).is_empty());
        assert_eq!(benjamini_hochberg(&[0.03]), [0.03]);
        assert_eq!(benjamini_yekutieli(&[0.03]), [0.03]);
        assert_eq!(holm(&[0.03]), [0.03]);
    }

    #[test]
    fn order_of_presentation_changes_nothing() {
        let p = [0.001, 0.04, 0.03, 0.5];
        let back: Vec<f64> = p.iter().rev().copied().collect();
        for correct in [benjamini_hochberg, benjamini_yekutieli, holm] {
            let mut corrected = correct(&back);
            corrected.reverse();
            assert_eq!(correct(&p), corrected);
        }
    }
}

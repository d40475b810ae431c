//! Sums of many numbers, without what plain addition loses.

/// A sum that carries along what each addition lost (Neumaier 1974, Zeitschrift für Angewandte Mathematik und Mechanik
/// 54:39). It depends on the order of its terms in the last digit only, so a parallel run adds in one fixed order.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    /// Adds one term.
    pub fn add(&mut self, term: f64) {
        let total = self.total + term;
        self.lost += if self.total.abs() >= term.abs() {
            (self.total - total) + term
        } else {
            (term - total) + self.total
        };
        self.total = total;
    }

    /// What was added so far.
    pub fn value(self) -> f64 {
        self.total + self.lost
    }
}

/// The sum of numbers, in their order.
pub fn sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    let mut all = Sum::default();
    terms.into_iter().for_each(|term| all.add(term));
    all.value()
}

/// The sum of numbers that have no order of their own, the same in whatever order they are given.
pub fn sum_in_any_order(terms: impl IntoIterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = terms.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    sum(sorted)
}

/// The mean of numbers; `None` for none.
pub fn mean(terms: &[f64]) -> Option<f64> {
    if terms.is_empty() { None } else { Some(sum(terms.iter().copied()) / terms.len() as f64) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_large_term_swallows_comes_back() {
        assert_eq!(sum([1.0, 1e100, 1.0, -1e100]), 2.0);
        assert_eq!(1.0 + 1e100 + 1.0 - 1e100, 0.0, "plain addition loses it");
    }

    #[test]
    fn no_numbers_have_no_mean() {
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[1.0, 2.0]), Some(1.5));
    }
}

//! Chances of counts: binomial and Poisson, through the incomplete beta and gamma functions, which lose nothing in the tails.

use statrs::function::beta::beta_reg;
use statrs::function::gamma::gamma_ur;

/// The chance of at most `count` among `of`, each with chance `share`. Below zero it is 0; from `of` on it is 1.
///
/// `of` need not be whole: the beta function carries it. A `share` beyond 0 to 1 counts as the nearer end.
pub fn binomial_at_most(count: f64, of: f64, share: f64) -> f64 {
    let count = count.floor();
    if count < 0.0 || count.is_nan() {
        return 0.0;
    }
    if count >= of || share <= 0.0 {
        return 1.0;
    }
    if share >= 1.0 {
        return 0.0;
    }
    beta_reg(of - count, count + 1.0, 1.0 - share)
}

/// The chance of at most `count` events where `expected` are expected. Below zero it is 0.
pub fn poisson_at_most(count: f64, expected: f64) -> f64 {
    let count = count.floor();
    if count < 0.0 || count.is_nan() {
        return 0.0;
    }
    if expected <= 0.0 {
        return 1.0;
    }
    gamma_ur(count + 1.0, expected)
}

/// The share at which a beta distribution with these two parameters has `chance` below it: the end of an exact interval
/// of a binomial share.
///
/// Both parameters above 0. Found by bisection down to neighbouring numbers, so that it is right wherever the
/// distribution function is.
pub fn binomial_share_quantile(chance: f64, first: f64, second: f64) -> f64 {
    if first <= 0.0 || chance <= 0.0 {
        return 0.0;
    }
    if second <= 0.0 || chance >= 1.0 {
        return 1.0;
    }
    let (mut low, mut high) = (0.0f64, 1.0f64);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if beta_reg(first, second, middle) < chance { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sum of terms, slow and plain.
    fn binomial_by_terms(count: u32, of: u32, share: f64) -> f64 {
        let mut term = (1.0 - share).powi(of as i32);
        let mut total = term;
        for k in 1..=count {
            term *= f64::from(of - k + 1) / f64::from(k) * share / (1.0 - share);
            total += term;
        }
        total
    }

    #[test]
    fn tails_agree_with_the_sum_of_their_terms() {
        for (count, of, share) in [(0, 7, 0.3), (6, 20, 0.15), (19, 100, 0.15), (58, 400, 0.15)] {
            let quick = binomial_at_most(f64::from(count), f64::from(of), share);
            assert!((quick - binomial_by_terms(count, of, share)).abs() < 1e-12, "{count} of {of}");
        }
        let by_terms: f64 = (-4.5f64).exp() * (1.0 + 4.5 + 4.5 * 4.5 / 2.0);
        assert!((poisson_at_most(2.9, 4.5) - by_terms).abs() < 1e-14);
    }

    #[test]
    fn the_ends_are_certain() {
        assert_eq!(binomial_at_most(-1.0, 5.0, 0.5), 0.0);
        assert_eq!(binomial_at_most(5.0, 5.0, 0.5), 1.0);
        assert_eq!(binomial_at_most(4.0, 5.0, 1.0), 0.0);
        assert_eq!(poisson_at_most(0.0, 0.0), 1.0);
    }

    #[test]
    fn a_quantile_is_where_the_chance_is_reached() {
        let at = binomial_share_quantile(0.025, 3.0, 8.0);
        assert!((beta_reg(3.0, 8.0, at) - 0.025).abs() < 1e-14);
    }
}

//! Exact tails of the binomial distribution.

use crate::numbers::ln_choose;

/// The chance of `k` or more of `n`, each with chance `share`. Summed from the rarest term that counts, in logarithms, so
/// that a chance of 10⁻²⁰⁰ is one.
pub fn at_least(k: u64, n: u64, share: f64) -> f64 {
    AtLeast::new(k, n).at(share)
}

/// The chance of `k` or fewer of `n`, each with chance `share`.
pub fn at_most(k: u64, n: u64, share: f64) -> f64 {
    // k or fewer hits are n − k or more misses.
    if k >= n { 1.0 } else { at_least(n - k, n, 1.0 - share) }
}

/// `k` or more of `n`, asked for many shares.
#[derive(Clone, Copy, Debug)]
pub(super) struct AtLeast {
    k: u64,
    n: u64,
    /// ln of the ways to choose k of n, and k − 1 of n.
    ways: [f64; 2],
    /// A term smaller than this share of the sum is the last.
    least: f64,
}

impl AtLeast {
    pub(super) fn new(k: u64, n: u64) -> Self {
        let ways = [ln_choose(n, k), ln_choose(n, k.saturating_sub(1))];
        Self { k, n, ways, least: f64::EPSILON / 8.0 }
    }

    /// To ten digits: enough where many are averaged.
    pub(super) fn roughly(self) -> Self {
        Self { least: 1e-11, ..self }
    }

    pub(super) fn at(self, share: f64) -> f64 {
        let Self { k, n, .. } = self;
        if k == 0 {
            return 1.0;
        }
        if k > n || share <= 0.0 {
            return 0.0;
        }
        if share >= 1.0 {
            return 1.0;
        }
        if k as f64 > n as f64 * share {
            return self.above(share);
        }
        // Forty standard deviations below the mean what is missing of one is no number at all.
        let (mean, hits) = (n as f64 * share, k as f64);
        if mean - hits > 40.0 * (mean * (1.0 - share)).sqrt() + 40.0 {
            return 1.0;
        }
        // Below the mean the other side is the short one.
        (1.0 - self.below(share)).clamp(0.0, 1.0)
    }

    /// ln of the chance of exactly `k` hits.
    fn first(self, ways: f64, k: u64, share: f64) -> f64 {
        ways + k as f64 * share.ln() + (self.n - k) as f64 * (-share).ln_1p()
    }

    /// The terms from `k` upwards, where they fall; each is the one before times a ratio.
    fn above(self, share: f64) -> f64 {
        let odds = share / (1.0 - share);
        let (mut term, mut all, mut hits) = (1.0, 1.0, self.k);
        while hits < self.n && term > all * self.least {
            term *= (self.n - hits) as f64 / (hits + 1) as f64 * odds;
            all += term;
            hits += 1;
        }
        (self.first(self.ways[0], self.k, share) + all.ln()).exp().min(1.0)
    }

    /// The terms from `k` − 1 downwards.
    fn below(self, share: f64) -> f64 {
        let odds = (1.0 - share) / share;
        let (mut term, mut all, mut hits) = (1.0, 1.0, self.k - 1);
        while hits > 0 && term > all * self.least {
            term *= hits as f64 / (self.n - hits + 1) as f64 * odds;
            all += term;
            hits -= 1;
        }
        (self.first(self.ways[1], self.k - 1, share) + all.ln()).exp().min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_throws_of_a_coin() {
        assert!((at_least(8, 10, 0.5) - 56.0 / 1024.0).abs() < 1e-15);
        assert!((at_most(2, 10, 0.5) - 56.0 / 1024.0).abs() < 1e-15);
        assert!((at_least(3, 10, 0.5) - 968.0 / 1024.0).abs() < 1e-15);
        assert_eq!(at_least(0, 0, 0.3), 1.0);
        assert_eq!(at_least(1, 0, 0.3), 0.0);
        assert_eq!(at_most(0, 0, 0.3), 1.0);
    }

    #[test]
    fn both_tails_of_every_count_make_one() {
        for n in [1, 7, 40, 333] {
            for share in [0.001, 0.3, 0.5, 0.97] {
                for k in 0..n {
                    let both = at_most(k, n, share) + at_least(k + 1, n, share);
                    assert!((both - 1.0).abs() < 1e-11, "{k} of {n} at {share}: {both}");
                }
            }
        }
    }

    #[test]
    fn a_tail_far_below_what_a_share_can_tell_is_still_there() {
        let p = at_least(500, 1000, 0.1);
        assert!(p > 0.0 && p < 1e-200, "{p:e}");
    }
}

//! Draws from a given seed. Each draw is a function of the seed and its own number, so any order and any number of threads
//! draws the same.

/// A source of draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    seed: u64,
}

impl Draws {
    /// Draws of this seed.
    pub fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// Another source, for another purpose, that shares no draw with this one.
    pub fn apart(self, purpose: u64) -> Self {
        Self { seed: mixed(self.seed ^ mixed(purpose.wrapping_add(0x5851_f42d_4c95_7f2d))) }
    }

    /// The `number`-th draw: 64 bits (the output function of SplitMix64; Steele, Lea and Flood 2014, OOPSLA).
    pub fn bits(self, number: u64) -> u64 {
        mixed(self.seed.wrapping_add(number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    /// The `number`-th draw, from 0 up to but not including 1.
    pub fn share(self, number: u64) -> f64 {
        (self.bits(number) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// The `number`-th draw, from 0 up to but not including `end`; 0 where `end` is 0.
    pub fn below(self, number: u64, end: u64) -> u64 {
        ((u128::from(self.bits(number)) * u128::from(end)) >> 64) as u64
    }
}

fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first outputs of SplitMix64 from seed 0, as its authors' program prints them.
    #[test]
    fn the_generator_is_the_published_one() {
        let draws = Draws::new(0);
        assert_eq!([draws.bits(0), draws.bits(1)], [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4]);
    }

    #[test]
    fn draws_lie_where_they_should_and_purposes_differ() {
        let draws = Draws::new(7);
        assert!((0..1000).all(|n| draws.below(n, 6) < 6 && (0.0..1.0).contains(&draws.share(n))));
        assert_eq!(draws.below(3, 0), 0);
        let mean = (0..10_000).map(|n| draws.share(n)).sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
        assert_ne!(draws.apart(1).bits(0), draws.apart(2).bits(0));
    }
}

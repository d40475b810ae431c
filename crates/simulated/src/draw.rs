//! Chance: every draw is a pure function of the run's seed, the stream, the one it concerns, the day and its place.
//!
//! So nothing depends on the order in which things are drawn or on the number of threads, and a changed rule in one
//! stream leaves every draw of the others as it was: the same children meet the same fates under two policies.
//!
//! The generator is Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"),
//! checked against the vectors its authors published.

/// What a draw is for. The number is part of the draw: new streams go last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Stream {
    /// Who lives where, at the beginning and by birth.
    World = 1,
    /// Trouble, moves and recovery of households.
    Household = 2,
    /// Hidden harm: who is met by it, and when it ends.
    Harm = 3,
    /// Networks: who belongs, what they use, whom they meet.
    Network = 4,
    /// Traces: what can be seen of harm and trouble.
    Trace = 5,
    /// Who tells whom.
    Telling = 6,
    /// Whether and how it is written down.
    Recording = 7,
    /// What officials decide, and when.
    Official = 8,
    /// Care: placements, moves, missing episodes.
    Care = 9,
    /// Names, addresses, plates and numbers.
    Names = 10,
    /// Errors of record systems.
    Errors = 11,
    /// What becomes of one record at the post that wrote it.
    Record = 12,
    /// Whether a contact at the front door becomes a referral.
    Contact = 13,
    /// Whether a record goes on to the next rank.
    PassedUp = 14,
    /// Which children live twice, and which act is left out.
    Twice = 15,
    /// Adults and ordinary things: who serves whom, and which of them a record names.
    People = 16,
    /// Who holds a post, and for how long nobody does.
    Posts = 17,
    /// How one record is written down: its errors, what it names, what becomes of its row.
    Written = 18,
    /// Whether the police act against a network, and what comes of it.
    Police = 19,
}

/// The seed of a run, stretched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunKey([u32; 2]);

impl RunKey {
    /// The key of a seed.
    pub fn new(seed: u64) -> Self {
        let [a, b, ..] = philox([seed as u32, (seed >> 32) as u32, 0x63616e64, 0x6f757221], [0x746f776e, 1]);
        Self([a, b])
    }

    /// The draws of one stream, one entity and one day. Days before the first are negative.
    pub fn draws(self, stream: Stream, entity: u64, day: i32) -> Draws {
        let high = (stream as u32) << 16 | (entity >> 32) as u32 & 0xFFFF;
        Draws { key: self.0, counter: [entity as u32, day as u32, high, 0], left: [0; 2], there: 0 }
    }
}

/// A row of draws.
#[derive(Clone, Debug)]
pub struct Draws {
    key: [u32; 2],
    counter: [u32; 4],
    left: [u64; 2],
    there: usize,
}

impl Draws {
    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        if self.there == 0 {
            let [a, b, c, d] = philox(self.counter, self.key);
            self.counter[3] += 1;
            self.left = [u64::from(c) << 32 | u64::from(d), u64::from(a) << 32 | u64::from(b)];
            self.there = 2;
        }
        self.there -= 1;
        self.left[self.there]
    }

    /// A number from 0 to just below 1, on a grid of 2^-53.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// Yes with this probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A number below `n`; 0 of none. By multiplication: the bias is below `n` in 2^64.
    pub fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(n)) >> 64) as u64
    }

    /// Days until something that happens with a rate per day: 1 or more, rounded up from the exponential.
    /// `None`: never within a thousand years.
    pub fn days_until(&mut self, rate: f64) -> Option<u32> {
        if rate <= 0.0 {
            return None;
        }
        // `libm` gives the same digits on every machine.
        let days = -libm::log(1.0 - self.unit()) / rate;
        (days < 365_000.0).then(|| days as u32 + 1)
    }

    /// A place among weights that need not sum to one; the last if rounding runs over.
    pub fn among(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (place, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return place;
            }
        }
        weights.len().saturating_sub(1)
    }

    /// A place below `n` where the first are much more common, as names and busy places are.
    pub fn skewed(&mut self, n: usize) -> usize {
        let unit = self.unit();
        ((unit * unit * n as f64) as usize).min(n.saturating_sub(1))
    }

    /// Around `mean`, by the sum of twelve draws: no tail longer than six deviations.
    pub fn around(&mut self, mean: f64, deviation: f64) -> f64 {
        let sum: f64 = (0..12).map(|_| self.unit()).sum();
        mean + (sum - 6.0) * deviation
    }
}

fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for round in 0..10 {
        if round > 0 {
            key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
        }
        let a = u64::from(counter[0]) * 0xD251_1F53;
        let b = u64::from(counter[2]) * 0xCD9E_8D57;
        counter = [
            (b >> 32) as u32 ^ counter[1] ^ key[0],
            b as u32,
            (a >> 32) as u32 ^ counter[3] ^ key[1],
            a as u32,
        ];
    }
    counter
}

#[cfg(test)]
mod tests {
    use super::{RunKey, Stream, philox};

    #[test]
    fn philox_gives_its_authors_vectors() {
        // Source: known-answer tests of the Random123 library, `philox4x32 10`.
        let cases = [
            ([0; 4], [0; 2], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
            ([!0; 4], [!0; 2], [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
            (
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0],
                [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1],
            ),
        ];
        for (counter, key, expected) in cases {
            assert_eq!(philox(counter, key), expected);
        }
    }

    #[test]
    fn a_draw_depends_on_every_part_of_its_address_and_on_nothing_else() {
        let key = RunKey::new(7);
        let one = key.draws(Stream::Harm, 5, 100).bits();
        let _ = key.draws(Stream::Care, 5, 100).bits();
        assert_eq!(one, key.draws(Stream::Harm, 5, 100).bits());
        for other in [
            key.draws(Stream::Care, 5, 100),
            key.draws(Stream::Harm, 6, 100),
            key.draws(Stream::Harm, 5 | 1 << 32, 100),
            key.draws(Stream::Harm, 5, 101),
            RunKey::new(8).draws(Stream::Harm, 5, 100),
        ] {
            assert_ne!(one, other.clone().bits());
        }
    }

    #[test]
    fn chances_gaps_and_choices_have_their_means() {
        let key = RunKey::new(1);
        let count = 40_000;
        let (mut yes, mut days, mut third, mut around) = (0, 0u64, 0, 0.0);
        for entity in 0..count {
            let mut draws = key.draws(Stream::World, entity, 0);
            yes += u64::from(draws.chance(0.25));
            days += u64::from(draws.days_until(0.02).expect("a day"));
            third += u64::from(draws.among(&[1.0, 2.0, 3.0]) == 2);
            around += draws.around(10.0, 2.0);
        }
        let share = |n: u64| n as f64 / count as f64;
        assert!((share(yes) - 0.25).abs() < 0.01);
        assert!((share(days) - 50.5).abs() < 1.0, "{}", share(days));
        assert!((share(third) - 0.5).abs() < 0.01);
        assert!((around / count as f64 - 10.0).abs() < 0.05);
        assert_eq!(key.draws(Stream::World, 0, 0).days_until(0.0), None);
    }
}

//! Ranks over all values and within strata, given once; the ranks of any few of them are then a sum.

use super::Ranked;

/// How many strata there can be.
pub(crate) const STRATA: usize = 8;

/// A value, as it is ranked.
pub(crate) trait Ordered: Copy {
    /// What it is ranked by.
    fn key(self) -> u32;
    /// Its stratum, below [`STRATA`].
    fn stratum(self) -> usize;
}

/// The ranks of sorted values: at most 2³¹ of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranks {
    /// Twice the rank of each among all, and within its stratum; equal values share theirs.
    twice: Vec<[u32; 2]>,
    together: Group,
    strata: [Group; STRATA],
}

/// How many values there are, and Σ (t³ − t) over groups of t equal ones.
#[derive(Clone, Copy, Debug, Default)]
struct Group {
    values: usize,
    ties: u128,
}

impl Group {
    fn take(&mut self, equal: u32) {
        self.values += equal as usize;
        self.ties += u128::from(equal).pow(3) - u128::from(equal);
    }
}

/// The ranks of the few, and where they stand.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Few {
    /// Among all.
    pub(crate) together: Ranked,
    /// Within each stratum.
    pub(crate) strata: [Ranked; STRATA],
    /// Their places among all.
    pub(crate) places: Vec<u32>,
}

impl Ranks {
    /// Ranks sorted values.
    pub(crate) fn of<T: Ordered>(sorted: &[T]) -> Self {
        let mut ranks = Self { twice: Vec::with_capacity(sorted.len()), ..Self::default() };
        for equal in sorted.chunk_by(|a, b| a.key() == b.key()) {
            let mut counts = [0u32; STRATA];
            for value in equal {
                counts[value.stratum() % STRATA] += 1;
            }
            let twice = |group: &Group, equal: u32| 2 * group.values as u32 + equal + 1;
            let among_all = twice(&ranks.together, equal.len() as u32);
            for value in equal {
                let stratum = value.stratum() % STRATA;
                ranks.twice.push([among_all, twice(&ranks.strata[stratum], counts[stratum])]);
            }
            ranks.together.take(equal.len() as u32);
            ranks
                .strata
                .iter_mut()
                .zip(counts)
                .filter(|(_, count)| *count > 0)
                .for_each(|(of, n)| of.take(n));
        }
        ranks
    }

    /// The ranks of those of the same values that are `wanted`.
    pub(crate) fn few<T: Ordered>(&self, sorted: &[T], wanted: impl Fn(T) -> bool) -> Few {
        // Few are wanted, and which is anybody's guess: their places are written without a branch, one place more than there
        // are values, and what is none of them is written over.
        let (mut places, mut many) = (vec![0u32; sorted.len() + 1], 0);
        for (at, value) in sorted.iter().enumerate() {
            places[many] = at as u32;
            many += usize::from(wanted(*value));
        }
        places.truncate(many);
        let (mut sum, mut strata) = (0u64, [(0usize, 0u64); STRATA]);
        for at in &places {
            let [among_all, within] = self.twice[*at as usize];
            let stratum = &mut strata[sorted[*at as usize].stratum() % STRATA];
            sum += u64::from(among_all);
            *stratum = (stratum.0 + 1, stratum.1 + u64::from(within));
        }
        let ranked = |group: &Group, first: usize, twice_rank_sum: u64| Ranked {
            first,
            second: group.values - first,
            twice_rank_sum,
            ties: group.ties,
        };
        Few {
            together: ranked(&self.together, many, sum),
            strata: std::array::from_fn(|at| ranked(&self.strata[at], strata[at].0, strata[at].1)),
            places,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::Draws;

    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    struct Value(u32, usize, i32);

    impl Ordered for Value {
        fn key(self) -> u32 {
            self.0
        }
        fn stratum(self) -> usize {
            self.1
        }
    }

    /// Against ranks given to the two groups one by one.
    #[test]
    fn a_few_are_ranked_as_two_groups_would_be() {
        for (seed, different) in [(1, 1), (2, 5), (3, 80), (4, 100_000)] {
            let draws = Draws::new(seed);
            let value = |n: u64| {
                let of = |part: u64, below: u64| draws.below(n * 3 + part, below);
                Value(of(0, different) as u32, of(1, 7) as usize, of(2, 9) as i32)
            };
            let mut values: Vec<Value> = (0..2_000).map(value).collect();
            values.sort_unstable();
            let ranks = Ranks::of(&values);
            for few in [0, 3, 20] {
                let found = ranks.few(&values, |value| value.2 == few);
                let of = |wanted: Option<usize>| {
                    let those = values.iter().filter(|value| wanted.is_none_or(|stratum| value.1 == stratum));
                    Ranked::of_sorted(those.map(|value| (value.0, value.2 == few)))
                };
                assert_eq!(found.together, of(None), "{different}");
                for stratum in 0..STRATA {
                    assert_eq!(found.strata[stratum], of(Some(stratum)), "{different}, {stratum}");
                }
                assert!(found.places.iter().all(|at| values[*at as usize].2 == few));
                assert_eq!(found.places.len(), found.together.first);
            }
        }
        assert_eq!(Ranks::of::<Value>(&[]).few::<Value>(&[], |_| true).together, Ranked::default());
    }
}

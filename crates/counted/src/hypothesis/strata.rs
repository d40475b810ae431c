//! Ranks of a few among many, over all and within strata, where values come sorted.
//!
//! What is the same for all values (how many there are, how many are equal) is gathered without a branch; ranks are looked up
//! for the few alone.

use super::Ranked;

/// How many strata there can be.
pub(crate) const STRATA: usize = 8;

/// A value, as it is ranked.
pub(crate) trait Ordered: Copy {
    /// What it is ranked by.
    fn key(self) -> u32;
    /// Its stratum, below [`STRATA`].
    fn stratum(self) -> usize;
    /// Whether it is one of the few.
    fn is_one(self, few: i32) -> bool;
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

/// Ranks those of sorted values that are `is_one(few)`. At most 2³² values.
pub(crate) fn rank_few<T: Ordered>(sorted: &[T], few: i32) -> Few {
    let mut together = Equal::default();
    let mut by_stratum = [Equal::default(); STRATA];
    // One place more than there are values: a value that is none of them is written over by the next.
    let mut found = vec![(0u32, 0u32); sorted.len() + 1];
    let mut many = 0;
    for (at, value) in sorted.iter().enumerate() {
        let stratum = &mut by_stratum[value.stratum() % STRATA];
        found[many] = (at as u32, stratum.all);
        many += usize::from(value.is_one(few));
        together.next(value.key());
        stratum.next(value.key());
    }
    found.truncate(many);
    let mut ranks = Ranks { sorted, group: 0..0, equal: [0; STRATA], below: [None; STRATA] };
    let (mut sum, mut sums, mut firsts) = (0, [0; STRATA], [0; STRATA]);
    for (at, before) in &found {
        let (rank, stratum, within) = ranks.of(*at as usize, *before);
        sum += rank;
        sums[stratum] += within;
        firsts[stratum] += 1;
    }
    Few {
        together: together.ranked(many, sum),
        strata: std::array::from_fn(|stratum| by_stratum[stratum].ranked(firsts[stratum], sums[stratum])),
        places: found.into_iter().map(|(at, _)| at).collect(),
    }
}

/// How many values came, and how many of them are equal.
#[derive(Clone, Copy, Debug, Default)]
struct Equal {
    all: u32,
    last: u32,
    equal: u32,
    /// A third of Σ (t³ − t) over groups of t equal values.
    ties: u64,
}

impl Equal {
    fn next(&mut self, key: u32) {
        // A mask and not a branch: which values are equal is anybody's guess. A first value has nothing equal to it, whatever
        // `last` was at the start.
        let equal = self.equal & u32::from(self.last == key).wrapping_neg();
        // (t+1)³ − (t+1) is t³ − t and three times t·(t+1). Three million equal values fill no word.
        self.ties = self.ties.saturating_add(u64::from(equal) * (u64::from(equal) + 1));
        self.equal = equal + 1;
        self.last = key;
        self.all += 1;
    }

    fn ranked(self, first: usize, twice_rank_sum: u64) -> Ranked {
        let second = self.all as usize - first;
        Ranked { first, second, twice_rank_sum, ties: 3 * u128::from(self.ties) }
    }
}

/// Looks up ranks, one group of equal values after the other.
struct Ranks<'a, T> {
    sorted: &'a [T],
    /// The places of the values equal to the last one looked up.
    group: std::ops::Range<usize>,
    /// How many of these are in each stratum.
    equal: [u32; STRATA],
    /// How many of a stratum lie below the group, once that has been counted.
    below: [Option<u32>; STRATA],
}

impl<T: Ordered> Ranks<'_, T> {
    /// Twice the rank among all, the stratum, and twice the rank within it, of the value at a place that has `before` of its
    /// stratum before it. Places rise.
    fn of(&mut self, at: usize, before: u32) -> (u64, usize, u64) {
        if !self.group.contains(&at) {
            self.find_group(at);
        }
        let stratum = self.sorted[at].stratum() % STRATA;
        let start = self.group.start;
        let below = *self.below[stratum].get_or_insert_with(|| {
            let of_it = self.sorted[start..at].iter().filter(|value| value.stratum() % STRATA == stratum);
            before - of_it.count() as u32
        });
        let twice = |below: u64, equal: u64| 2 * below + equal + 1;
        let rank = twice(start as u64, self.group.len() as u64);
        (rank, stratum, twice(u64::from(below), u64::from(self.equal[stratum])))
    }

    fn find_group(&mut self, at: usize) {
        let key = self.sorted[at].key();
        let below = self.sorted[..at].iter().rev().take_while(|value| value.key() == key).count();
        let above = self.sorted[at..].iter().take_while(|value| value.key() == key).count();
        self.group = at - below..at + above;
        self.equal = [0; STRATA];
        for value in &self.sorted[self.group.clone()] {
            self.equal[value.stratum() % STRATA] += 1;
        }
        self.below = [None; STRATA];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::Draws;

    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    struct Value(u32, usize, bool);

    impl Ordered for Value {
        fn key(self) -> u32 {
            self.0
        }
        fn stratum(self) -> usize {
            self.1
        }
        fn is_one(self, _: i32) -> bool {
            self.2
        }
    }

    /// Against ranks given one by one to all.
    #[test]
    fn a_few_are_ranked_as_all_would_be() {
        for (seed, different) in [(1, 1), (2, 5), (3, 80), (4, 100_000)] {
            let draws = Draws::new(seed);
            let value = |n: u64| {
                let of = |part: u64, below: u64| draws.below(n * 3 + part, below);
                Value(of(0, different) as u32, of(1, 7) as usize, of(2, 9) == 0)
            };
            let mut values: Vec<Value> = (0..2_000).map(value).collect();
            values.sort_unstable();
            let found = rank_few(&values, 0);
            let of = |wanted: Option<usize>| {
                let those = values.iter().filter(|value| wanted.is_none_or(|stratum| value.1 == stratum));
                Ranked::of_sorted(those.map(|value| (value.0, value.2)))
            };
            assert_eq!(found.together, of(None), "{different}");
            for stratum in 0..STRATA {
                assert_eq!(found.strata[stratum], of(Some(stratum)), "{different}, {stratum}");
            }
            assert!(found.places.iter().all(|at| values[*at as usize].2));
            assert_eq!(found.places.len(), found.together.first);
        }
        assert_eq!(rank_few::<Value>(&[], 0).together, Ranked::default());
    }
}

//! Are values of one group higher than those of another? By ranks, so that no single extreme value decides.

use crate::numbers::normal_tail;

/// The outcome of the Mann–Whitney test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannWhitney {
    /// U: how many pairs have the first group's value higher; an equal pair counts half.
    pub u: f64,
    /// The chance of a U this high or higher if both groups are alike.
    pub p: f64,
}

/// Mann and Whitney (1947), one-sided: is the first group higher? `None` where a group is empty.
///
/// Exact where a group has eight values or fewer and no two are equal; else the normal approximation with ties and a
/// continuity correction of one half, as SciPy's `mannwhitneyu` chooses.
pub fn mann_whitney_greater<T: PartialOrd + Copy + Default>(
    first: &[T],
    second: &[T],
) -> Option<MannWhitney> {
    let mut all: Vec<(T, bool)> = first.iter().map(|value| (*value, true)).collect();
    all.extend(second.iter().map(|value| (*value, false)));
    all.sort_unstable_by(|a, b| a.0.partial_cmp(&b.0).unwrap_or(std::cmp::Ordering::Equal));
    Ranked::of_sorted(all.into_iter()).greater()
}

/// The ranks of two groups thrown together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ranked {
    /// How many values are in the first group, which is looked at.
    pub first: usize,
    /// How many are in the second, which it is held against.
    pub second: usize,
    /// Twice the sum of the first group's ranks; equal values share theirs, so that a rank may be a half.
    pub(super) twice_rank_sum: u64,
    /// Σ (t³ − t) over groups of t equal values.
    pub(super) ties: u128,
}

impl Ranked {
    /// Ranks values that come sorted, each with whether it is of the first group.
    pub fn of_sorted<T: PartialEq + Copy>(values: impl Iterator<Item = (T, bool)>) -> Self {
        let (mut ranked, mut group): (Self, Option<(T, u64, u64)>) = (Self::default(), None);
        for (value, of_first) in values {
            let (first, second) = (u64::from(of_first), u64::from(!of_first));
            match &mut group {
                Some(group) if group.0 == value => (group.1, group.2) = (group.1 + first, group.2 + second),
                _ => {
                    ranked.take(group);
                    group = Some((value, first, second));
                }
            }
        }
        ranked.take(group);
        ranked
    }

    /// Takes the next group of equal values.
    fn take<T>(&mut self, group: Option<(T, u64, u64)>) {
        let Some((_, first, second)) = group else { return };
        let (before, count) = ((self.first + self.second) as u64, first + second);
        self.twice_rank_sum += first * (2 * before + count + 1);
        self.ties += u128::from(count).pow(3) - u128::from(count);
        self.first += first as usize;
        self.second += second as usize;
    }

    /// The one-sided test: is the first group higher?
    pub fn greater(self) -> Option<MannWhitney> {
        if self.first == 0 || self.second == 0 {
            return None;
        }
        let u = self.u();
        if self.ties == 0 && self.first.min(self.second) <= 8 {
            return Some(MannWhitney { u, p: exact(u, self.first, self.second) });
        }
        let (mean, variance) = expected(self.first, self.second, self.ties);
        let p = if variance <= 0.0 { 1.0 } else { normal_tail((u - mean - 0.5) / variance.sqrt()) };
        Some(MannWhitney { u, p })
    }

    fn u(self) -> f64 {
        let first = self.first as u64;
        (self.twice_rank_sum - first * (first + 1)) as f64 / 2.0
    }
}

/// The rank-sum test within strata (van Elteren 1960, Bulletin de l'Institut International de Statistique 37:351): a day of
/// the week is held against the same day of the week. Gives z and the chance of a z this high; `None` where no stratum has
/// values in both groups.
pub fn stratified_rank_sum(strata: &[Ranked]) -> Option<(f64, f64)> {
    let (mut above, mut variance) = (0.0, 0.0);
    for ranked in strata.iter().filter(|ranked| ranked.first > 0 && ranked.second > 0) {
        let (mean, spread) = expected(ranked.first, ranked.second, ranked.ties);
        // Van Elteren's weight: best where the shift is the same in all strata.
        let weight = 1.0 / (ranked.first + ranked.second + 1) as f64;
        above += weight * (ranked.u() - mean);
        variance += weight * weight * spread;
    }
    if variance <= 0.0 {
        return None;
    }
    let z = above / variance.sqrt();
    Some((z, normal_tail(z)))
}

/// Mean and variance of U where both groups are alike.
fn expected(n: usize, m: usize, ties: u128) -> (f64, f64) {
    let (n, m, ties) = (n as f64, m as f64, ties as f64);
    let all = n + m;
    (n * m / 2.0, n * m / 12.0 * (all + 1.0 - ties / (all * (all - 1.0))))
}

/// The chance of U or more, by counting the ways: `ways[u]` of choosing ranks that give u (Mann and Whitney's recurrence, as
/// partitions into at most `n` parts of at most `m`).
fn exact(u: f64, n: usize, m: usize) -> f64 {
    let (few, many) = (n.min(m), n.max(m));
    let mut ways = vec![0.0; few * many + 1];
    ways[0] = 1.0;
    // The Gaussian binomial coefficient, one factor (1 − q^(many+i)) ÷ (1 − q^i) at a time.
    for i in 1..=few {
        for at in ((many + i)..ways.len()).rev() {
            ways[at] -= ways[at - many - i];
        }
        for at in i..ways.len() {
            ways[at] += ways[at - i];
        }
    }
    let all: f64 = ways.iter().sum();
    let least = u.ceil().max(0.0) as usize;
    ways.iter().skip(least).sum::<f64>() / all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_above_four_is_one_way_of_thirty_five() {
        let high = mann_whitney_greater(&[5.0, 6.0, 7.0], &[1.0, 2.0, 3.0, 4.0]).unwrap();
        assert_eq!(high.u, 12.0);
        assert!((high.p - 1.0 / 35.0).abs() < 1e-15);
        let low = mann_whitney_greater(&[1.0, 2.0, 3.0, 4.0], &[5.0, 6.0, 7.0]).unwrap();
        assert_eq!((low.u, low.p), (0.0, 1.0));
    }

    /// Counted by hand: of 126 ways to rank four among nine, two have a U of 19 or more.
    #[test]
    fn the_exact_tail_counts_ways() {
        let both = mann_whitney_greater(&[9, 8, 7, 5], &[6, 4, 3, 2, 1]).unwrap();
        assert_eq!(both.u, 19.0);
        assert!((both.p - 2.0 / 126.0).abs() < 1e-15);
    }

    #[test]
    fn equal_values_everywhere_show_nothing() {
        assert_eq!(mann_whitney_greater(&[1; 30], &[1; 40]).unwrap().p, 1.0);
        assert!(mann_whitney_greater::<i32>(&[], &[1]).is_none());
    }

    #[test]
    fn a_stratum_answers_for_itself_alone() {
        // Both groups alike in each stratum, but the first mostly in the high one.
        let counts = |times: usize, value: i32, first: bool| vec![(value, first); times];
        let stratum = |base: i32, first: usize, second: usize| {
            (1..=4)
                .flat_map(|v| [counts(first, base + v, true), counts(second, base + v, false)].concat())
                .collect::<Vec<_>>()
        };
        let strata = [stratum(0, 1, 3), stratum(10, 3, 1)];
        let ranked = strata.clone().map(|stratum| Ranked::of_sorted(stratum.into_iter()));
        let (z, _) = stratified_rank_sum(&ranked).unwrap();
        assert!(z.abs() < 1e-12, "{z}");
        let of = |first: bool| -> Vec<i32> {
            strata.iter().flatten().filter(|(_, group)| *group == first).map(|(value, _)| *value).collect()
        };
        let (first, second) = (of(true), of(false));
        assert!(mann_whitney_greater(&first, &second).unwrap().p < 0.01, "thrown together they differ");
    }
}

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
pub fn mann_whitney_greater<T: PartialOrd + Copy>(first: &[T], second: &[T]) -> Option<MannWhitney> {
    let (n, m) = (first.len(), second.len());
    if n == 0 || m == 0 {
        return None;
    }
    let ranks = rank_sum(first, second);
    let u = ranks.of_first - n as f64 * (n as f64 + 1.0) / 2.0;
    if ranks.ties == 0.0 && n.min(m) <= 8 {
        return Some(MannWhitney { u, p: exact(u, n, m) });
    }
    let (mean, variance) = expected(n, m, ranks.ties);
    let p = if variance <= 0.0 { 1.0 } else { normal_tail((u - mean - 0.5) / variance.sqrt()) };
    Some(MannWhitney { u, p })
}

/// Two groups within one stratum, such as one day of the week.
#[derive(Clone, Copy, Debug)]
pub struct Stratum<'a, T> {
    /// The values looked at.
    pub first: &'a [T],
    /// Those they are held against.
    pub second: &'a [T],
}

/// The rank-sum test within strata (van Elteren 1960, Bulletin de l'Institut International de Statistique 37:351): a day of
/// the week is held against the same day of the week. Gives z and the chance of a z this high; `None` where no stratum has
/// values in both groups.
pub fn stratified_rank_sum<T: PartialOrd + Copy>(strata: &[Stratum<'_, T>]) -> Option<(f64, f64)> {
    let (mut above, mut variance) = (0.0, 0.0);
    for stratum in strata {
        let (n, m) = (stratum.first.len(), stratum.second.len());
        if n == 0 || m == 0 {
            continue;
        }
        let ranks = rank_sum(stratum.first, stratum.second);
        let (mean, spread) = expected(n, m, ranks.ties);
        // Van Elteren's weight: best where the shift is the same in all strata.
        let weight = 1.0 / (n + m + 1) as f64;
        above += weight * (ranks.of_first - n as f64 * (n as f64 + 1.0) / 2.0 - mean);
        variance += weight * weight * spread;
    }
    if variance <= 0.0 {
        return None;
    }
    let z = above / variance.sqrt();
    Some((z, normal_tail(z)))
}

struct Ranks {
    /// The sum of the first group's ranks in both together; equal values share their ranks.
    of_first: f64,
    /// Σ (t³ − t) over groups of t equal values.
    ties: f64,
}

fn rank_sum<T: PartialOrd + Copy>(first: &[T], second: &[T]) -> Ranks {
    let mut all: Vec<(T, bool)> = first.iter().map(|value| (*value, true)).collect();
    all.extend(second.iter().map(|value| (*value, false)));
    all.sort_unstable_by(|a, b| a.0.partial_cmp(&b.0).unwrap_or(std::cmp::Ordering::Equal));
    let (mut of_first, mut ties, mut before) = (0.0, 0.0, 0.0);
    for equal in all.chunk_by(|a, b| a.0 == b.0) {
        let count = equal.len() as f64;
        let rank = before + (count + 1.0) / 2.0;
        of_first += rank * equal.iter().filter(|(_, of_first)| *of_first).count() as f64;
        ties += count * count * count - count;
        before += count;
    }
    Ranks { of_first, ties }
}

/// Mean and variance of U where both groups are alike.
fn expected(n: usize, m: usize, ties: f64) -> (f64, f64) {
    let (n, m) = (n as f64, m as f64);
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
        let (low, high) = ([1, 2, 3, 4], [11, 12, 13, 14, 11, 12, 13, 14, 11, 12, 13, 14]);
        let strata = [
            Stratum { first: &low, second: &high.map(|v| v - 10) },
            Stratum { first: &high, second: &low.map(|v| v + 10) },
        ];
        let (z, _) = stratified_rank_sum(&strata).unwrap();
        assert!(z.abs() < 1e-12, "{z}");
        let first = [&low[..], &high[..]].concat();
        let second = [&high.map(|v| v - 10)[..], &low.map(|v| v + 10)[..]].concat();
        assert!(mann_whitney_greater(&first, &second).unwrap().p < 0.01, "thrown together they differ");
    }
}

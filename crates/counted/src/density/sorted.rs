//! Values by their distance from the cut-off, sorted, with equal ones together.

use rayon::prelude::*;

use super::{NoAnswer, sorting};
use crate::numbers::Sum;

/// Values that one thread takes at a time. Fixed, so that sums do not depend on the number of threads.
const BLOCK: usize = 1 << 14;

/// Different values in rising order, each with the place of its last copy.
///
/// INVARIANT: `value` rises strictly; `last` rises strictly; the last place is one less than the number of values.
pub(super) struct Sorted {
    /// Distance from the cut-off; below zero on its left.
    pub(super) value: Vec<f64>,
    /// Among all values, the place of the last one equal to this, from 0.
    pub(super) last: Vec<u32>,
    /// The first value that is not left of the cut-off.
    pub(super) split: usize,
    pub(super) mean: f64,
    pub(super) deviation: f64,
}

impl Sorted {
    pub(super) fn of(values: &[f64], cutoff: f64) -> Result<Self, NoAnswer> {
        let keys: Vec<u64> = values.par_iter().map(|value| key(*value - cutoff)).collect();
        let limits =
            keys.par_chunks(BLOCK).map(|block| (block.iter().min(), block.iter().max())).collect::<Vec<_>>();
        let (Some(least), Some(most)) =
            (limits.iter().filter_map(|of| of.0).min(), limits.iter().filter_map(|of| of.1).max())
        else {
            return Err(NoAnswer::TooFew);
        };
        let (least, most) = (unkey(*least), unkey(*most));
        // What is no number sorts before or after all that are.
        if !least.is_finite() || !most.is_finite() {
            return Err(NoAnswer::NotANumber);
        }
        let scale = 1.0 / (most - least).max(f64::MIN_POSITIVE);
        let keys = sorting::sorted(keys, |key| (unkey(key) - least) * scale);
        // Summed in rising order, so that the order of presentation does not show in the last digit.
        let (mean, deviation) = moments(&keys);
        let (value, last) = different(&keys);
        let split = value.partition_point(|value| *value < 0.0);
        Ok(Self { value, last, split, mean, deviation })
    }

    /// How many values there are.
    pub(super) fn all(&self) -> usize {
        self.last.last().map_or(0, |last| *last as usize + 1)
    }

    /// How many lie left of the cut-off.
    pub(super) fn left(&self) -> usize {
        self.before(self.split)
    }

    /// How many lie at it or right of it.
    pub(super) fn right(&self) -> usize {
        self.all() - self.left()
    }

    /// How many values lie before a place among the different ones.
    pub(super) fn before(&self, place: usize) -> usize {
        if place == 0 { 0 } else { self.last[place - 1] as usize + 1 }
    }

    /// The places, among the different values, of those at most so far to the left and to the right.
    pub(super) fn within(&self, bandwidths: [f64; 2]) -> [std::ops::Range<usize>; 2] {
        let from = self.value.partition_point(|value| *value < -bandwidths[0]);
        let to = self.value.partition_point(|value| *value <= bandwidths[1]);
        [from.min(self.split)..self.split, self.split..to.max(self.split)]
    }

    /// The distance of the `n`-th value from the cut-off on each side, or of the last one, copies counted.
    pub(super) fn nth(&self, n: usize) -> [f64; 2] {
        let left = self.left() - n.min(self.left());
        let right = self.left() + n.min(self.right()) - 1;
        let at = |place: usize| self.value[self.last.partition_point(|last| (*last as usize) < place)];
        [-at(left), at(right)]
    }

    /// The distance of the `n`-th different value, or of the last one.
    pub(super) fn nth_different(&self, n: usize) -> [f64; 2] {
        let right = self.value.len() - self.split;
        [-self.value[self.split - n.min(self.split)], self.value[self.split + n.min(right) - 1]]
    }

    /// How far the outermost values lie, left and right.
    pub(super) fn range(&self) -> [f64; 2] {
        [-self.value[0], self.value[self.value.len() - 1]]
    }
}

/// Different values, each with the place of its last copy.
fn different(keys: &[u64]) -> (Vec<f64>, Vec<u32>) {
    let pieces: Vec<(Vec<f64>, Vec<u32>)> = (0..keys.len().div_ceil(BLOCK))
        .into_par_iter()
        .map(|piece| {
            let range = piece * BLOCK..((piece + 1) * BLOCK).min(keys.len());
            let end = |at: &usize| keys.get(at + 1) != Some(&keys[*at]);
            range.filter(end).map(|at| (unkey(keys[at]), at as u32)).unzip()
        })
        .collect();
    let count = pieces.iter().map(|piece| piece.0.len()).sum();
    let (mut value, mut last) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for (values, lasts) in pieces {
        value.extend_from_slice(&values);
        last.extend_from_slice(&lasts);
    }
    (value, last)
}

/// A whole number that sorts as the value does. Both zeros are one.
fn key(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

fn unkey(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

/// Mean distance from the cut-off and standard deviation, in two passes over blocks of fixed size.
fn moments(keys: &[u64]) -> (f64, f64) {
    let count = keys.len() as f64;
    let mean = total(keys, |value| value) / count;
    (mean, (total(keys, |value| (value - mean) * (value - mean)) / (count - 1.0)).sqrt())
}

fn total(keys: &[u64], term: impl Fn(f64) -> f64 + Sync) -> f64 {
    let blocks: Vec<f64> = keys.par_chunks(BLOCK).map(|block| lanes(block, &term)).collect();
    let mut all = Sum::default();
    blocks.into_iter().for_each(|block| all.add(block));
    all.value()
}

/// A sum in eight lanes, which no adding has to wait for.
fn lanes(block: &[u64], term: impl Fn(f64) -> f64) -> f64 {
    let mut sums = [0.0; 8];
    for eight in block.chunks(8) {
        for (sum, key) in sums.iter_mut().zip(eight) {
            *sum += term(unkey(*key));
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_sort_as_values_do() {
        let values = [-3.5, -0.0, 0.0, 1e-300, 2.0, f64::MAX];
        assert!(values.windows(2).all(|pair| key(pair[0]) <= key(pair[1])));
        assert_eq!(key(-0.0), key(0.0));
        assert!(values.iter().all(|value| unkey(key(*value)) == *value));
    }

    #[test]
    fn copies_are_counted_and_stand_once() {
        let sorted = Sorted::of(&[5.0, 3.0, 3.0, 7.0, 5.0, 5.0, 1.0], 5.0).unwrap();
        assert_eq!(sorted.value, [-4.0, -2.0, 0.0, 2.0]);
        assert_eq!(sorted.last, [0, 2, 5, 6]);
        assert_eq!((sorted.left(), sorted.right()), (3, 4));
        assert_eq!(sorted.nth(2), [2.0, 0.0]);
        assert_eq!(sorted.nth(4), [4.0, 2.0]);
        assert_eq!(sorted.nth_different(2), [4.0, 2.0]);
        assert!(matches!(Sorted::of(&[f64::NAN], 0.0), Err(NoAnswer::NotANumber)));
    }
}

//! Many numbers sorted by several threads, without a thread writing where another does.
//!
//! Pieces of the input put their numbers into buckets of neighbouring values, each piece for itself; then each bucket is
//! gathered from all pieces and sorted. Which thread does what changes nothing in the result.

use rayon::prelude::*;

/// Numbers that one piece holds: they stay in a processor's own memory while they are put into buckets.
const PIECE: usize = 1 << 16;
/// How many buckets there are.
const BUCKETS: usize = 1 << 11;
/// Fewer numbers are sorted at once.
const FEW: usize = 1 << 14;

/// One piece of the input, its numbers in buckets: bucket b stands at `starts[b]..starts[b + 1]`.
struct Piece {
    keys: Vec<u64>,
    starts: Vec<u32>,
}

/// Sorts keys; `bucket` gives a place from 0 to 1 that rises with the key.
pub(super) fn sorted(mut keys: Vec<u64>, place: impl Fn(u64) -> f64 + Sync) -> Vec<u64> {
    if keys.len() < FEW {
        keys.sort_unstable();
        return keys;
    }
    let bucket = |key: u64| ((place(key) * BUCKETS as f64) as usize).min(BUCKETS - 1);
    let pieces: Vec<Piece> = keys.par_chunks(PIECE).map(|piece| Piece::of(piece, bucket)).collect();
    let mut left = keys.as_mut_slice();
    let mut slices = Vec::with_capacity(BUCKETS);
    for bucket in 0..BUCKETS {
        let size = pieces.iter().map(|piece| piece.bucket(bucket).len()).sum();
        let (slice, rest) = left.split_at_mut(size);
        slices.push(slice);
        left = rest;
    }
    slices.into_par_iter().enumerate().with_min_len(32).for_each(|(bucket, slice)| {
        let mut at = 0;
        for piece in &pieces {
            let from = piece.bucket(bucket);
            slice[at..at + from.len()].copy_from_slice(from);
            at += from.len();
        }
        slice.sort_unstable();
    });
    keys
}

impl Piece {
    fn of(keys: &[u64], bucket: impl Fn(u64) -> usize) -> Self {
        let buckets: Vec<u16> = keys.iter().map(|key| bucket(*key) as u16).collect();
        let mut starts = vec![0u32; BUCKETS + 1];
        buckets.iter().for_each(|bucket| starts[usize::from(*bucket) + 1] += 1);
        for bucket in 0..BUCKETS {
            starts[bucket + 1] += starts[bucket];
        }
        let (mut next, mut all) = (starts.clone(), vec![0; keys.len()]);
        for (key, bucket) in keys.iter().zip(&buckets) {
            let place = &mut next[usize::from(*bucket)];
            all[*place as usize] = *key;
            *place += 1;
        }
        Self { keys: all, starts }
    }

    fn bucket(&self, bucket: usize) -> &[u64] {
        &self.keys[self.starts[bucket] as usize..self.starts[bucket + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::Draws;

    #[test]
    fn many_numbers_are_sorted_even_if_most_fall_into_one_bucket() {
        let draws = Draws::new(2);
        for narrow in [false, true] {
            let keys: Vec<u64> = (0..200_000)
                .map(|n| if narrow && n > 3 { draws.bits(n) >> 40 } else { draws.bits(n) })
                .collect();
            let mut wanted = keys.clone();
            wanted.sort_unstable();
            assert_eq!(sorted(keys, |key| key as f64 / u64::MAX as f64), wanted);
        }
    }
}

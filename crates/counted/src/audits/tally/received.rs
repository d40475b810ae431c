//! What was received in each block of time, and children who come back.

use std::ops::Range;

use super::{BLOCK, DAY, MINUTES, NEVER, Referrals, Sums, Tally, whole_days};
use crate::audits::cases::{Cases, NO_MARK, NO_MINUTES, SEVERITIES, mark};

/// Days within which a second case of a child may be the first one again.
const SPLIT_DAYS: i32 = 7;
/// Days up to which later cases show how often this unit's children come back anyway.
const LATER_DAYS: i32 = 35;

/// Adds what was received in one block of time: one stretch of a unit's cases.
pub(super) fn add(cases: &Cases, range: Range<usize>, block: usize, middle: i64, all: &mut Tally<'_>) {
    let marks = &cases.marks[range.clone()];
    let excluded = having(marks, mark::EXCLUDED, mark::EXCLUDED);
    all.excluded[block] = (marks.len() as u32, excluded as u32);
    outcomes(marks, all);
    all.referrals[block] = referrals(marks, &cases.severity[range.clone()]);
    for minutes in &cases.minutes[range.clone()] {
        if *minutes != NO_MINUTES {
            all.minutes[usize::from(*minutes).min(MINUTES - 1)] += 1;
        }
    }
    reclassified(&cases.reclassified[range.clone()], all);
    // Days from the block's first are small numbers, and are moved to the middle of the period once a block.
    let start = i64::from(BLOCK) * i64::from(DAY) * block as i64;
    let (rating, harm) = lines(&cases.opened[range.clone()], &cases.rating[range], marks, start);
    rating.onto(&mut all.rating, start - middle);
    harm.onto(&mut all.harm, start - middle);
}

/// Reclassifications by day. Few cases have one, and which is anybody's guess: they are gathered without a branch first.
fn reclassified(days: &[i32], all: &mut Tally<'_>) {
    let mut had = [0; 256];
    for days in days.chunks(had.len()) {
        let mut many = 0;
        for day in days {
            had[many] = *day;
            many += usize::from(*day != NEVER);
        }
        for day in &had[..many] {
            if let Some(count) = all.reclassified.get_mut(whole_days(*day) as usize) {
                *count += 1;
            }
        }
    }
}

/// How many marks are `wanted` under the mask. Bytes are summed as bytes, many at once.
fn having(marks: &[u8], mask: u8, wanted: u8) -> u64 {
    let chunk = |chunk: &[u8]| chunk.iter().map(|marks| u8::from(marks & mask == wanted)).sum::<u8>();
    marks.chunks(usize::from(u8::MAX)).map(|part| u64::from(chunk(part))).sum()
}

/// Harm among those left out and among the others.
fn outcomes(marks: &[u8], all: &mut Tally<'_>) {
    let (out, known, harm) = (mark::EXCLUDED, mark::HARM_KNOWN, mark::HARM);
    let mask = out | known | harm;
    let out_known = having(marks, out | known, out | known);
    let out_harmed = having(marks, mask, mask);
    let in_known = having(marks, out | known, known);
    let in_harmed = having(marks, mask, known | harm);
    all.harm_excluded = (all.harm_excluded.0 + out_harmed, all.harm_excluded.1 + out_known);
    all.harm_counted = (all.harm_counted.0 + in_harmed, all.harm_counted.1 + in_known);
}

/// Referrals of which severity and outcome are known, by severity.
fn referrals(marks: &[u8], severity: &[u8]) -> [Referrals; SEVERITIES] {
    // One place more, for those of which something is not known: no branch decides.
    let mut counts = [0u64; SEVERITIES + 1];
    let both = mark::ACCEPTANCE_KNOWN | mark::SEVERITY_KNOWN;
    for (marks, severity) in marks.iter().zip(severity) {
        let place =
            if marks & both == both { usize::from(*severity).min(SEVERITIES - 1) } else { SEVERITIES };
        counts[place] += 1 | u64::from(marks & mark::ACCEPTED) << u32::BITS;
    }
    std::array::from_fn(|severity| Referrals {
        all: counts[severity] as u32,
        accepted: (counts[severity] >> u32::BITS) as u32,
    })
}

/// Sums over one block, days from its first.
#[derive(Default)]
struct Block {
    n: i64,
    x: i64,
    y: i64,
    xx: u128,
    xy: i64,
    yy: i64,
}

impl Block {
    /// Adds them to sums whose days are counted from elsewhere: `by` is where the block's first day lies there.
    fn onto(&self, all: &mut Sums, by: i64) {
        let (n, x, wide) = (i128::from(self.n), i128::from(self.x), i128::from(by));
        all.n += self.n;
        all.x += self.x + self.n * by;
        all.y += self.y;
        all.xx += self.xx.cast_signed() + 2 * wide * x + wide * wide * n;
        all.xy += self.xy + by * self.y;
        all.yy += self.yy;
    }
}

/// The marks a unit gives its own work over time, and what became of the same cases.
fn lines(opened: &[i32], rating: &[u8], marks: &[u8], start: i64) -> (Block, Block) {
    let (mut given, mut became) = (Block::default(), Block::default());
    // Squares of days within a block fit many into a word; in the first and the last block there may be days of other
    // centuries, of which two fit.
    let ordinary = opened.first().zip(opened.last()).is_some_and(|(first, last)| {
        i64::from(*first) >= start && i64::from(*last) - start <= i64::from(BLOCK * DAY)
    });
    let many = if ordinary { 1 << 20 } else { 2 };
    for ((opened, rating), marks) in opened.chunks(many).zip(rating.chunks(many)).zip(marks.chunks(many)) {
        let (mut all, mut known) = (0u64, 0u64);
        for ((opened, rating), marks) in opened.iter().zip(rating).zip(marks) {
            if *rating == NO_MARK {
                continue;
            }
            let (x, y) = (i64::from(*opened) - start, i64::from(*rating));
            let xx = x.unsigned_abs() * x.unsigned_abs();
            all += xx;
            given.n += 1;
            given.x += x;
            given.y += y;
            given.xy += x * y;
            given.yy += y * y;
            if marks & mark::HARM_KNOWN != 0 {
                // Harm is none or one: its square is itself.
                let harm = i64::from(marks & mark::HARM != 0);
                known += xx;
                became.n += 1;
                became.x += x;
                became.y += harm;
                became.xy += x & -harm;
            }
        }
        given.xx += u128::from(all);
        became.xx += u128::from(known);
    }
    became.yy = became.y;
    (given, became)
}

/// Cases whose child had one shortly before.
pub(super) fn again(cases: &Cases, range: Range<usize>, all: &mut Tally<'_>) {
    let gap = &cases.gap[range.clone()];
    let within = |days: i32| gap.iter().map(|gap| u32::from(*gap <= days * DAY)).sum::<u32>();
    let soon = within(SPLIT_DAYS);
    let done = |(gap, marks): (&i32, &u8)| {
        u32::from(*gap <= SPLIT_DAYS * DAY) & u32::from(marks & mark::BOTH_COMPLETED != 0)
    };
    all.again_soon = u64::from(soon);
    all.again_later = u64::from(within(LATER_DAYS) - soon);
    all.again_soon_both_done = gap.iter().zip(&cases.marks[range]).map(done).sum::<u32>().into();
}

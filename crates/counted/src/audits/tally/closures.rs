//! Closures by the day from the deadline they fell on.

use std::ops::Range;

use super::{BESIDE, DAY, NEVER, REACH, Tally};
use crate::audits::cases::{Cases, Closing};

/// Days within which reopening counts.
pub(super) const REOPENED_DAYS: i32 = 30;
/// Three counts share a word of 64 bits, so that a case costs one addition and not three. A walk this long fills none.
const BITS: u32 = 21;
const WALK: usize = (1 << BITS) - 1;
/// Thousandths of a day that are told apart on either side of the deadline.
const NEAR: i64 = REACH as i64 * DAY as i64;

/// Adds a unit's closures.
pub(super) fn add(cases: &Cases, range: Range<usize>, all: &mut Tally<'_>) {
    let (mut from, end) = (range.start, range.end);
    while from < end {
        let to = end.min(from + WALK);
        walk(cases, from..to, all);
        from = to;
    }
    all.closed = all.closures.iter().map(|count| u64::from(*count)).sum();
}

fn walk(cases: &Cases, range: Range<usize>, all: &mut Tally<'_>) {
    let closed = &cases.closed[range.clone()];
    let count = closed.len();
    let due = &cases.due[range.clone()][..count];
    let (reopened, closing) = (&cases.reopened[range.clone()][..count], &cases.closing[range][..count]);
    // Two of each, taken in turn: one count after the other on the same day need not wait for the first to be written.
    let mut counts = [[0u64; BESIDE]; 2];
    for at in 0..count {
        if closed[at] == NEVER {
            continue;
        }
        let closed = i64::from(closed[at]);
        // The day ends with the deadline: an hour late is day 1, on time to the minute is day 0.
        let from_deadline = (closed - i64::from(due[at])).clamp(-NEAR, NEAR);
        let place =
            (from_deadline + NEAR + i64::from(DAY - 1)).cast_unsigned() / u64::from(DAY.unsigned_abs());
        let until_reopened = i64::from(reopened[at]) - closed;
        let again = (reopened[at] != NEVER) & (until_reopened <= i64::from(REOPENED_DAYS * DAY));
        let no_cooperation = closing[at] == Closing::NoCooperation as u8;
        counts[at & 1][place as usize] +=
            1 | u64::from(again) << BITS | u64::from(no_cooperation) << (2 * BITS);
    }
    let least = (1u64 << BITS) - 1;
    for (place, (even, odd)) in counts[0].iter().zip(&counts[1]).enumerate() {
        let count = even + odd;
        all.closures[place] += (count & least) as u32;
        all.reopened[place] += (count >> BITS & least) as u32;
        all.no_cooperation[place] += (count >> (2 * BITS)) as u32;
    }
}

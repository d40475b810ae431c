//! One pass over a unit's cases gathers all that the audits ask for.
//!
//! Every audit reads tallies and never the cases, so that the fourteenth costs next to nothing, and pretend deadlines need
//! no second pass: closures are counted by the day from the deadline they fell on.

use super::cases::{Cases, Closing, DAY, NEVER, NO_CASE, NO_MARK, NO_MINUTES, SEVERITIES, mark};

/// Days on either side of the deadline that are counted one by one; further ones share the last place.
pub(crate) const REACH: i32 = 60;
const BESIDE: usize = 2 * REACH as usize + 1;
/// Days in a block of time.
pub(crate) const BLOCK: i32 = 28;
/// Minutes counted one by one.
pub(crate) const MINUTES: usize = 256;

/// Days within which a second case of a child may be the first one again.
const SPLIT_DAYS: i32 = 7;
/// Days up to which later cases show how often this unit's children come back anyway.
const LATER_DAYS: i32 = 35;
/// Days within which reopening counts.
const REOPENED_DAYS: i32 = 30;

/// Counts by whole day from the deadline: place `REACH` holds the 24 hours that end with it.
pub(crate) type ByDay = [u32; BESIDE];

/// Referrals of one severity in one block of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Referrals {
    pub(crate) all: u32,
    pub(crate) accepted: u32,
}

/// A closure's way into the log: how late, how far from the deadline, on which day of the week. One number of 32 bits, so
/// that sorting moves little and compares nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Logged(u32);

/// Lateness in thousandths of a day from which, and up to which, it is told apart: 2.8 years before the claimed day to 8.6
/// after it. What lies further out counts as equal.
const EARLIEST: i32 = -(1 << 20);
const LATEST: i32 = 3 * (1 << 20) - 1;
/// Bits of a closing that are not its lateness: seven for the day, three for the weekday.
const BESIDE_LATENESS: u32 = 10;

impl Logged {
    fn new(late: i32, from_deadline: i32, weekday: i32) -> Self {
        let late = (late.clamp(EARLIEST, LATEST) - EARLIEST).cast_unsigned();
        Self(late << BESIDE_LATENESS | weekday.cast_unsigned() << 7 | (from_deadline + REACH).cast_unsigned())
    }

    /// Logged less claimed, in thousandths of a day.
    pub(crate) fn late(self) -> i32 {
        (self.0 >> BESIDE_LATENESS).cast_signed() + EARLIEST
    }

    /// Whole days from the deadline, within `REACH`.
    pub(crate) fn day(self) -> i32 {
        (self.0 & 0x7f).cast_signed() - REACH
    }

    /// The day of the week it was claimed for, 0 to 6 from the period's first day.
    pub(crate) fn weekday(self) -> usize {
        (self.0 >> 7 & 0x7) as usize
    }
}

/// Sums for a straight line over time. Days are thousandths from the middle of the period and all values whole, so that no
/// sum loses anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    pub(crate) n: i64,
    pub(crate) x: i64,
    pub(crate) y: i64,
    pub(crate) xx: i128,
    pub(crate) xy: i64,
    pub(crate) yy: i64,
}

impl Sums {
    fn add(&mut self, x: i64, y: i64) {
        self.n += 1;
        self.x += x;
        self.y += y;
        self.xx += i128::from(x * x);
        self.xy += x * y;
        self.yy += y * y;
    }
}

/// What one pass gathered of one unit.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    pub(crate) cases: u64,
    pub(crate) closed: u64,
    pub(crate) closures: ByDay,
    pub(crate) reopened: ByDay,
    pub(crate) no_cooperation: ByDay,
    /// Sorted by lateness.
    pub(crate) logged: Vec<Logged>,
    /// Cases within seven days of the same child's last one; of these, both closed as done; and those up to 35 days later.
    pub(crate) again_soon: u64,
    pub(crate) again_soon_both_done: u64,
    pub(crate) again_later: u64,
    /// Reclassifications by day of the period.
    pub(crate) reclassified: Vec<u32>,
    /// By block of time, then by severity.
    pub(crate) referrals: Vec<[Referrals; SEVERITIES]>,
    /// By block of time: all cases, and those left out.
    pub(crate) excluded: Vec<(u32, u32)>,
    /// Harm among those left out and among the others, with how many of each it is known of.
    pub(crate) harm_excluded: (u64, u64),
    pub(crate) harm_counted: (u64, u64),
    pub(crate) minutes: Box<[u32; MINUTES]>,
    pub(crate) rating: Sums,
    pub(crate) harm: Sums,
}

/// The place of a day from the deadline in a [`ByDay`].
pub(crate) fn place(days: i32) -> usize {
    (days.clamp(-REACH, REACH) + REACH) as usize
}

/// One pass over a unit's cases, in three walks over the columns that belong together.
pub(crate) fn tally(cases: &Cases, unit: usize, period: i32) -> Tally {
    let range = cases.of(unit);
    let blocks = (period / BLOCK + 1).max(1) as usize;
    let mut all = empty(range.len(), period, blocks);
    closures(cases, range.clone(), &mut all);
    again(cases, range.clone(), &mut all);
    // Cases stand in the order of their opening: a block of time is one stretch of them.
    let opened = &cases.opened[range.clone()];
    let (middle, mut from) = (i64::from(period) * i64::from(DAY) / 2, 0);
    for block in 0..blocks {
        let end = (block as i32 + 1).saturating_mul(BLOCK * DAY);
        let to = if block + 1 == blocks { opened.len() } else { opened.partition_point(|day| *day < end) };
        received(cases, range.start + from..range.start + to, block, middle, &mut all);
        from = to;
    }
    by_lateness(&mut all.logged);
    all
}

/// What was received in one block of time.
fn received(cases: &Cases, range: std::ops::Range<usize>, block: usize, middle: i64, all: &mut Tally) {
    let marks = &cases.marks[range.clone()];
    let count = marks.len();
    let (opened, severity) = (&cases.opened[range.clone()][..count], &cases.severity[range.clone()][..count]);
    let (rating, minutes) = (&cases.rating[range.clone()][..count], &cases.minutes[range.clone()][..count]);
    let reclassified = &cases.reclassified[range][..count];
    let referrals = &mut all.referrals[block];
    let excluded = marks.iter().map(|marks| u32::from(marks & mark::EXCLUDED != 0)).sum::<u32>();
    all.excluded[block] = (count as u32, excluded);
    // By what is known of the outcome and whether the case was left out: four counts, then two by two.
    let mut outcomes = [0u64; 4];
    for at in 0..count {
        let marks = marks[at];
        let both = mark::ACCEPTANCE_KNOWN | mark::SEVERITY_KNOWN;
        if marks & both == both {
            let of = &mut referrals[usize::from(severity[at]).min(SEVERITIES - 1)];
            of.all += 1;
            of.accepted += u32::from(marks & mark::ACCEPTED);
        }
        let harm = u8::from(marks & mark::HARM != 0);
        if marks & mark::HARM_KNOWN != 0 {
            outcomes[usize::from(marks & mark::EXCLUDED != 0) * 2 + usize::from(harm)] += 1;
        }
        if rating[at] != NO_MARK {
            let day = i64::from(opened[at]) - middle;
            all.rating.add(day, i64::from(rating[at]));
            if marks & mark::HARM_KNOWN != 0 {
                all.harm.add(day, i64::from(harm));
            }
        }
        if minutes[at] != NO_MINUTES {
            all.minutes[usize::from(minutes[at]).min(MINUTES - 1)] += 1;
        }
        if reclassified[at] != NEVER
            && let Some(count) = all.reclassified.get_mut(whole_days(reclassified[at]) as usize)
        {
            *count += 1;
        }
    }
    let [counted, counted_harmed, out, out_harmed] = outcomes;
    all.harm_counted = (all.harm_counted.0 + counted_harmed, all.harm_counted.1 + counted + counted_harmed);
    all.harm_excluded = (all.harm_excluded.0 + out_harmed, all.harm_excluded.1 + out + out_harmed);
}

/// Whole days, begun ones counted: the day that ends with this moment.
fn whole_days(moment: i32) -> i32 {
    moment.saturating_add(DAY - 1).div_euclid(DAY)
}

fn empty(cases: usize, period: i32, blocks: usize) -> Tally {
    Tally {
        cases: cases as u64,
        closed: 0,
        closures: [0; BESIDE],
        reopened: [0; BESIDE],
        no_cooperation: [0; BESIDE],
        logged: Vec::with_capacity(cases),
        again_soon: 0,
        again_soon_both_done: 0,
        again_later: 0,
        reclassified: vec![0; period.max(0) as usize + 1],
        referrals: vec![[Referrals::default(); SEVERITIES]; blocks],
        excluded: vec![(0, 0); blocks],
        harm_excluded: (0, 0),
        harm_counted: (0, 0),
        minutes: Box::new([0; MINUTES]),
        rating: Sums::default(),
        harm: Sums::default(),
    }
}

fn closures(cases: &Cases, range: std::ops::Range<usize>, all: &mut Tally) {
    let closed = &cases.closed[range.clone()];
    let count = closed.len();
    let (due, logged) = (&cases.due[range.clone()][..count], &cases.logged[range.clone()][..count]);
    let (reopened, closing) = (&cases.reopened[range.clone()][..count], &cases.closing[range][..count]);
    for at in 0..count {
        let closed = closed[at];
        if closed == NEVER {
            continue;
        }
        // The day ends with the deadline: an hour late is day 1, on time to the minute is day 0.
        let day = whole_days(closed.saturating_sub(due[at])).clamp(-REACH, REACH);
        let place = place(day);
        let again = reopened[at] != NEVER && reopened[at].saturating_sub(closed) <= REOPENED_DAYS * DAY;
        all.closures[place] += 1;
        all.reopened[place] += u32::from(again);
        all.no_cooperation[place] += u32::from(closing[at] == Closing::NoCooperation as u8);
        if logged[at] != NEVER {
            let weekday = closed.div_euclid(DAY).rem_euclid(7);
            all.logged.push(Logged::new(logged[at].saturating_sub(closed), day, weekday));
        }
    }
    all.closed = all.closures.iter().map(|count| u64::from(*count)).sum();
}

fn again(cases: &Cases, range: std::ops::Range<usize>, all: &mut Tally) {
    let start = range.start;
    let previous = &cases.previous[range.clone()];
    let (opened, closing) = (&cases.opened[range.clone()], &cases.closing[range]);
    for (at, before) in previous.iter().enumerate().filter(|(_, before)| **before != NO_CASE) {
        let before = *before as usize - start;
        let gap = opened[at].saturating_sub(opened[before]);
        if gap <= SPLIT_DAYS * DAY {
            all.again_soon += 1;
            let done = |at: usize| closing[at] == Closing::Completed as u8;
            all.again_soon_both_done += u64::from(done(at) && done(before));
        } else if gap <= LATER_DAYS * DAY {
            all.again_later += 1;
        }
    }
}

/// Bits sorted at a time.
const DIGIT: u32 = 11;

/// Sorts by lateness alone: from its lowest bits to its highest, only as many as there are. Those equally late stay in the
/// order of their cases.
fn by_lateness(closings: &mut Vec<Logged>) {
    // Sorting by digits costs as much for few as for 2,000.
    if closings.len() < 500 {
        closings.sort_unstable();
        return;
    }
    let lateness = |closing: &Logged| closing.0 >> BESIDE_LATENESS;
    let (least, most) =
        closings.iter().map(lateness).fold((u32::MAX, 0), |of, late| (of.0.min(late), of.1.max(late)));
    let bits = u32::BITS - (most - least).leading_zeros();
    let mut other = closings.clone();
    for shift in (0..bits).step_by(DIGIT as usize) {
        let digit = |closing: &Logged| ((lateness(closing) - least) >> shift) as usize & ((1 << DIGIT) - 1);
        let mut starts = [0u32; 1 << DIGIT];
        closings.iter().for_each(|closing| starts[digit(closing)] += 1);
        let mut before = 0;
        for start in &mut starts {
            before += std::mem::replace(start, before);
        }
        for closing in closings.iter() {
            let place = &mut starts[digit(closing)];
            other[*place as usize] = *closing;
            *place += 1;
        }
        std::mem::swap(closings, &mut other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::Draws;

    #[test]
    fn closings_sort_by_lateness_early_ones_first() {
        let draws = Draws::new(1);
        for (count, spread) in [(3, 100), (2_000, 100), (2_000, 2_000_000)] {
            let mut closings: Vec<Logged> = (0..count)
                .map(|n| {
                    Logged::new((draws.below(n, spread) as i64 - spread as i64 / 2) as i32, 0, (n % 7) as i32)
                })
                .collect();
            let mut wanted: Vec<i32> = closings.iter().map(|closing| closing.late()).collect();
            wanted.sort_unstable();
            by_lateness(&mut closings);
            assert_eq!(
                closings.iter().map(|closing| closing.late()).collect::<Vec<_>>(),
                wanted,
                "{count}, {spread}"
            );
        }
    }

    #[test]
    fn what_goes_in_comes_out() {
        for (late, day, weekday) in [(0, 0, 0), (-5, -60, 6), (LATEST, 60, 3), (EARLIEST, 1, 1)] {
            let logged = Logged::new(late, day, weekday);
            assert_eq!((logged.late(), logged.day(), logged.weekday()), (late, day, weekday as usize));
        }
        assert_eq!(Logged::new(i32::MAX, 0, 0).late(), LATEST, "nine years late are as late as any");
    }
}

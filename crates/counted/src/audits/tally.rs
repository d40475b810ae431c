//! One pass over a unit's cases gathers all that the audits ask for.
//!
//! Every audit reads tallies and never the cases, so that the fourteenth costs next to nothing, and pretend deadlines need
//! no second pass: closures are counted by the day from the deadline they fell on.

use super::cases::{Cases, Closing, DAY, NEVER, NO_MARK, NO_MINUTES, SEVERITIES, mark};

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

/// A closure's way into the log: how late, how far from the deadline, on which day of the week. One number, so that sorting
/// compares nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Logged(u64);

impl Logged {
    fn new(late: i32, from_deadline: i32, weekday: i32) -> Self {
        let late = u64::from(late.cast_unsigned() ^ 1 << 31);
        Self(late << 16 | ((from_deadline + REACH) as u64) << 8 | weekday as u64)
    }

    /// Logged less claimed, in thousandths of a day.
    pub(crate) fn late(self) -> i32 {
        ((self.0 >> 16) as u32 ^ 1 << 31).cast_signed()
    }

    /// Whole days from the deadline, within `REACH`.
    pub(crate) fn day(self) -> i32 {
        (self.0 >> 8 & 0xff) as i32 - REACH
    }

    /// The day of the week it was claimed for, 0 to 6 from the period's first day.
    pub(crate) fn weekday(self) -> usize {
        (self.0 & 0xff) as usize
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

/// Tells when the same child's last case of this unit was. One table serves all units that one thread passes over.
pub(crate) struct LastCase {
    place: Vec<u32>,
}

impl LastCase {
    pub(crate) fn new(children: usize) -> Self {
        Self { place: vec![u32::MAX; children] }
    }
}

/// The place of a day from the deadline in a [`ByDay`].
pub(crate) fn place(days: i32) -> usize {
    (days.clamp(-REACH, REACH) + REACH) as usize
}

pub(crate) fn tally(cases: &Cases, unit: usize, period: i32, last: &mut LastCase) -> Tally {
    let range = cases.of(unit);
    let blocks = (period / BLOCK + 1).max(1) as usize;
    let mut all = empty(range.len(), period, blocks);
    let middle = i64::from(period) * i64::from(DAY) / 2;
    for at in range.clone() {
        let (opened, closed, marks) = (cases.opened[at], cases.closed[at], cases.marks[at]);
        if closed != NEVER {
            closure(cases, at, &mut all);
        }
        again(cases, at, range.start, last, &mut all);
        let reclassified = cases.reclassified[at];
        if reclassified != NEVER
            && let Some(count) = all.reclassified.get_mut((reclassified + DAY - 1).div_euclid(DAY) as usize)
        {
            *count += 1;
        }
        let block = opened.div_euclid(BLOCK * DAY).clamp(0, blocks as i32 - 1) as usize;
        if marks & (mark::ACCEPTANCE_KNOWN | mark::SEVERITY_KNOWN)
            == mark::ACCEPTANCE_KNOWN | mark::SEVERITY_KNOWN
        {
            let of = &mut all.referrals[block][usize::from(cases.severity[at]).min(SEVERITIES - 1)];
            of.all += 1;
            of.accepted += u32::from(marks & mark::ACCEPTED);
        }
        let excluded = marks & mark::EXCLUDED != 0;
        all.excluded[block].0 += 1;
        all.excluded[block].1 += u32::from(excluded);
        if marks & mark::HARM_KNOWN != 0 {
            let of = if excluded { &mut all.harm_excluded } else { &mut all.harm_counted };
            of.0 += u64::from(marks & mark::HARM != 0);
            of.1 += 1;
        }
        let minutes = cases.minutes[at];
        if minutes != NO_MINUTES {
            all.minutes[usize::from(minutes).min(MINUTES - 1)] += 1;
        }
        let rating = cases.rating[at];
        if rating != NO_MARK {
            let day = i64::from(opened) - middle;
            all.rating.add(day, i64::from(rating));
            if marks & mark::HARM_KNOWN != 0 {
                all.harm.add(day, i64::from(marks & mark::HARM != 0));
            }
        }
    }
    all.logged.sort_unstable();
    all
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

fn closure(cases: &Cases, at: usize, all: &mut Tally) {
    let closed = cases.closed[at];
    // The day ends with the deadline: an hour late is day 1, on time to the minute is day 0.
    let from_deadline = (closed - cases.due[at] + DAY - 1).div_euclid(DAY).clamp(-REACH, REACH);
    let day = place(from_deadline);
    all.closed += 1;
    all.closures[day] += 1;
    let reopened = cases.reopened[at];
    let again = reopened != NEVER && reopened - closed <= REOPENED_DAYS * DAY;
    all.reopened[day] += u32::from(again);
    all.no_cooperation[day] += u32::from(cases.closing[at] == Closing::NoCooperation as u8);
    let logged = cases.logged[at];
    if logged != NEVER {
        let weekday = closed.div_euclid(DAY).rem_euclid(7);
        all.logged.push(Logged::new(logged.saturating_sub(closed), from_deadline, weekday));
    }
}

fn again(cases: &Cases, at: usize, start: usize, last: &mut LastCase, all: &mut Tally) {
    let before = std::mem::replace(&mut last.place[cases.child[at] as usize], at as u32) as usize;
    // A place outside what was passed of this unit is another unit's, or none.
    if before < start || before >= at {
        return;
    }
    let gap = cases.opened[at] - cases.opened[before];
    if gap <= SPLIT_DAYS * DAY {
        all.again_soon += 1;
        let done = |at: usize| cases.closing[at] == Closing::Completed as u8;
        all.again_soon_both_done += u64::from(done(at) && done(before));
    } else if gap <= LATER_DAYS * DAY {
        all.again_later += 1;
    }
}

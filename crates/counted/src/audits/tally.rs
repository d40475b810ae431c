//! One pass over a unit's cases gathers all that the audits ask for.
//!
//! Every audit reads tallies and never the cases, so that the fourteenth costs next to nothing, and pretend deadlines need
//! no second pass: closures are counted by the day from the deadline they fell on.

mod closures;
mod received;
mod shares;

use super::cases::{Cases, DAY, NEVER, SEVERITIES};
use super::lateness::Lateness;
pub(crate) use shares::BlockCounts;

/// Days on either side of the deadline that are counted one by one; further ones share the last place.
pub(crate) const REACH: i32 = 60;
const BESIDE: usize = 2 * REACH as usize + 1;
/// Days in a block of time.
pub(crate) const BLOCK: i32 = 28;
/// Minutes counted one by one.
pub(crate) const MINUTES: usize = 256;

/// Counts by whole day from the deadline: place `REACH` holds the 24 hours that end with it.
pub(crate) type ByDay = [u32; BESIDE];

/// Referrals of one severity in one block of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Referrals {
    pub(crate) all: u32,
    pub(crate) accepted: u32,
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

/// What one pass gathered of one unit.
#[derive(Clone, Debug)]
pub(crate) struct Tally<'a> {
    pub(crate) cases: u64,
    pub(crate) closed: u64,
    pub(crate) closures: ByDay,
    pub(crate) reopened: ByDay,
    pub(crate) no_cooperation: ByDay,
    pub(crate) lateness: &'a Lateness,
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
    /// By block of time: what is counted of the cases opened in it.
    pub(crate) blocks: Vec<BlockCounts>,
}

impl<'a> Tally<'a> {
    fn empty(cases: usize, lateness: &'a Lateness, period: i32, blocks: usize) -> Self {
        Self {
            cases: cases as u64,
            closed: 0,
            closures: [0; BESIDE],
            reopened: [0; BESIDE],
            no_cooperation: [0; BESIDE],
            lateness,
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
            blocks: vec![BlockCounts::default(); blocks],
        }
    }
}

/// The place of a day from the deadline in a [`ByDay`].
pub(crate) fn place(days: i32) -> usize {
    (days.clamp(-REACH, REACH) + REACH) as usize
}

/// One pass over a unit's cases, in walks over the columns that belong together.
pub(crate) fn tally(cases: &Cases, unit: usize, period: i32) -> Tally<'_> {
    let range = cases.of(unit);
    // A day is at most this many thousandths away.
    let period = period.min(i32::MAX / DAY);
    let blocks = (period / BLOCK + 1).max(1) as usize;
    let mut all = Tally::empty(range.len(), &cases.lateness[unit], period, blocks);
    closures::add(cases, range.clone(), &mut all);
    received::again(cases, range.clone(), &mut all);
    // Cases stand in the order of their opening: a block of time is one stretch of them.
    let opened = &cases.opened[range.clone()];
    let (middle, mut from) = (i64::from(period) * i64::from(DAY) / 2, 0);
    for block in 0..blocks {
        let end = (block as i32 + 1).saturating_mul(BLOCK * DAY);
        // Walked and not halved: the next stretch is read anyway, and jumps through a column that is not near yet cost more.
        let to = match block + 1 == blocks {
            true => opened.len(),
            false => from + opened[from..].iter().take_while(|day| **day < end).count(),
        };
        let stretch = range.start + from..range.start + to;
        all.blocks[block] = shares::of(cases, stretch.clone(), period);
        received::add(cases, stretch, block, middle, &mut all);
        from = to;
    }
    all
}

/// Whole days, begun ones counted: the day that ends with this moment.
pub(crate) fn whole_days(moment: i32) -> i32 {
    moment.saturating_add(DAY - 1).div_euclid(DAY)
}

//! What all audits look at: the tallies of all units, what is known of the calendar, the rules.

use rayon::prelude::*;
use record::policy::AuditRules;

use super::favourite_round_durations::favourites;
use super::logging_lag_of_deadline_closures::Near;
use super::occasions::Occasions;
use super::reclassified_14_days_before_count::before_count;
use super::tally::{ByDay, REACH, Sums, Tally, place};
use super::trace::Outcome;
use super::{Audit, Looked};
use crate::hypothesis::{Pooled, pooled_logit};

/// The tallies of all units, with what is known beforehand.
pub(super) struct Scene<'a> {
    pub(super) tallies: &'a [Tally<'a>],
    pub(super) all: &'a Totals,
    /// By unit: how late closings near this deadline entered the log.
    pub(super) lateness: Vec<Near>,
    /// How the units' shares of cases that come back within a week are spread.
    pub(super) again_soon: Option<Pooled>,
    /// And their shares of visits of favourite lengths.
    pub(super) favourites: Option<Pooled>,
    /// By day of the period: does it lie just before a count?
    pub(super) before_count: Vec<bool>,
    pub(super) occasions: &'a Occasions,
    pub(super) rules: &'a AuditRules,
    /// How many days later than the real one the deadline is pretended to be.
    pub(super) shift: i32,
    /// The p that a signal needs if it is the only one: q divided by the tests of the family.
    pub(super) level: f64,
}

impl<'a> Scene<'a> {
    /// With the deadline pretended to be so many days later, in a family of so many tests.
    pub(super) fn new(
        tallies: &'a [Tally<'a>],
        all: &'a Totals,
        occasions: &'a Occasions,
        rules: &'a AuditRules,
        shift: i32,
        tests: usize,
    ) -> Self {
        let lateness = tallies.par_iter().map(|tally| Near::of(tally.lateness, shift)).collect();
        let level = f64::from(rules.q_percent) / 100.0 / tests.max(1) as f64;
        let spread = |of: fn(&Tally<'_>) -> (u64, u64)| {
            let units: Vec<(u64, u64)> = tallies.iter().map(of).collect();
            pooled_logit(&units, rules.natural_spread())
        };
        Self {
            tallies,
            all,
            lateness,
            again_soon: spread(|tally| (tally.again_soon, tally.cases)),
            favourites: spread(|tally| favourites(tally.minutes.as_slice())),
            before_count: before_count(occasions),
            occasions,
            rules,
            shift,
            level,
        }
    }

    pub(super) fn need(&self, audit: Audit) -> u64 {
        u64::from(self.rules.entry(audit.name()).needs)
    }

    /// Closures (or those of one kind) on the days `first..=last` from the deadline; day 0 ends with it.
    pub(super) fn days(&self, counts: &ByDay, first: i32, last: i32) -> u64 {
        let (first, last) = (first + self.shift, last + self.shift);
        debug_assert!(first > -REACH && last < REACH);
        counts[place(first)..=place(last)].iter().map(|count| u64::from(*count)).sum()
    }
}

/// Days on either side of a window that hold cases which took about as long.
const BESIDE: i32 = 21;

/// Hits and closures in the three weeks before the last `days` days before the deadline and the three weeks after it: hard
/// cases run long, and are held against cases that ran as long.
pub(super) fn beside(scene: &Scene<'_>, hits: &ByDay, closures: &ByDay, days: i32) -> (u64, u64) {
    let around =
        |counts: &ByDay| scene.days(counts, 1 - days - BESIDE, -days) + scene.days(counts, 1, BESIDE);
    (around(hits), around(closures))
}

/// Not enough of something; `None` where there is.
pub(super) fn too_little(what: &'static str, have: u64, need: u64) -> Option<Outcome> {
    (have < need).then_some(Outcome::NotEnoughData { what, have, need })
}

/// What was seen, before anything is corrected. `p` is never below `plain` where both look at the same pattern.
pub(super) fn looked(statistic: f64, plain: f64, p: f64) -> Looked {
    Looked {
        statistic,
        plain,
        plain_corrected: 1.0,
        p,
        p_corrected: 1.0,
        counts: Vec::new(),
        smallest: None,
        corroboration: Vec::new(),
    }
}

/// Sums over all units.
#[derive(Clone, Debug, Default)]
pub(super) struct Totals {
    pub(super) closures: Vec<u64>,
    pub(super) cases: u64,
    pub(super) again_soon: u64,
    pub(super) minutes: Vec<u64>,
    /// By severity: all, accepted.
    pub(super) referrals: Vec<(u64, u64)>,
    /// By block of time: all, left out.
    pub(super) excluded: Vec<(u64, u64)>,
    pub(super) rating: Sums,
}

impl Totals {
    pub(super) fn of(tallies: &[Tally<'_>]) -> Self {
        let mut all = Self::default();
        for tally in tallies {
            add(&mut all.closures, tally.closures.iter().map(|count| u64::from(*count)));
            add(&mut all.minutes, tally.minutes.iter().map(|count| u64::from(*count)));
            add_pairs(&mut all.referrals, &by_severity(tally));
            add_pairs(&mut all.excluded, &by_block(tally));
            all.cases += tally.cases;
            all.again_soon += tally.again_soon;
            all.rating = plus(all.rating, tally.rating, 1);
        }
        all
    }
}

/// Referrals by severity: all, accepted.
pub(super) fn by_severity(tally: &Tally<'_>) -> Vec<(u64, u64)> {
    let mut all = vec![(0, 0); super::cases::SEVERITIES];
    for block in &tally.referrals {
        for (sum, of) in all.iter_mut().zip(block) {
            sum.0 += u64::from(of.all);
            sum.1 += u64::from(of.accepted);
        }
    }
    all
}

/// Cases by block of time: all, left out.
pub(super) fn by_block(tally: &Tally<'_>) -> Vec<(u64, u64)> {
    tally.excluded.iter().map(|(all, out)| (u64::from(*all), u64::from(*out))).collect()
}

fn add(all: &mut Vec<u64>, more: impl ExactSizeIterator<Item = u64>) {
    all.resize(all.len().max(more.len()), 0);
    all.iter_mut().zip(more).for_each(|(sum, count)| *sum += count);
}

fn add_pairs(all: &mut Vec<(u64, u64)>, more: &[(u64, u64)]) {
    all.resize(all.len().max(more.len()), (0, 0));
    for (sum, count) in all.iter_mut().zip(more) {
        sum.0 += count.0;
        sum.1 += count.1;
    }
}

/// `a + factor·b`: with −1, what is left of all units without this one.
pub(super) fn plus(a: Sums, b: Sums, factor: i64) -> Sums {
    Sums {
        n: a.n + factor * b.n,
        x: a.x + factor * b.x,
        y: a.y + factor * b.y,
        xx: a.xx + i128::from(factor) * b.xx,
        xy: a.xy + factor * b.xy,
        yy: a.yy + factor * b.yy,
    }
}

/// A line through what was summed: its slope a year, the slope's error and degrees of freedom; `None` where there is none.
pub(super) fn line(sums: Sums) -> Option<(f64, f64, f64)> {
    let year = f64::from(super::cases::DAY) * 365.25;
    let (n, freedom) = (sums.n as f64, sums.n as f64 - 2.0);
    let (x, y) = (sums.x as f64 / year, sums.y as f64);
    let across = sums.xx as f64 / year / year - x * x / n;
    if freedom < 1.0 || across <= 1e-9 * (sums.xx as f64 / year / year) {
        return None;
    }
    let slope = (sums.xy as f64 / year - x * y / n) / across;
    let left = (sums.yy as f64 - y * y / n - slope * slope * across).max(0.0);
    Some((slope, (left / freedom / across).sqrt(), freedom))
}

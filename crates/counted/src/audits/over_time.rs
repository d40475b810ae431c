//! Shares over time: of the cases opened in each four weeks, how many were closed in time, opened again, left out.
//!
//! Four weeks and not months, so that every period has as many of each day of the week; by the day of opening and not of
//! closing, so that a case kept open is counted and not left out.

use rayon::prelude::*;

use super::gathered::Gathered;
use super::tally::{BLOCK, Tally};
use crate::chart::rules::{RuleSet, Signal, signals};
use crate::chart::{Chart, LEAST_FOR_LIMITS, Plan, Series, choose, draw};

/// Cases a period on average below which a chart of a share shows chance and nothing else.
const LEAST_A_PERIOD: f64 = 5.0;
/// Cases in all below which a unit is not judged.
const LEAST_IN_ALL: u64 = 20;

/// A share that is charted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Share {
    /// Cases due within the period that were closed by then, as claimed.
    InTime,
    /// The same by the time the closing entered the log.
    LoggedInTime,
    /// Closures after which the case was opened again within thirty days; the last thirty days are not counted.
    Reopened,
    /// Closures as "no cooperation".
    NoCooperation,
    /// Cases left out of the count.
    Excluded,
    /// Referrals taken on, of those of which severity and outcome are known.
    Accepted,
}

impl Share {
    /// All, in the order of a page.
    pub const ALL: [Self; 6] = [
        Self::InTime,
        Self::LoggedInTime,
        Self::Reopened,
        Self::NoCooperation,
        Self::Excluded,
        Self::Accepted,
    ];

    /// The key that files use.
    pub fn key(self) -> &'static str {
        match self {
            Self::InTime => "closed_in_time",
            Self::LoggedInTime => "logged_in_time",
            Self::Reopened => "reopened_within_30_days",
            Self::NoCooperation => "closed_no_cooperation",
            Self::Excluded => "left_out_of_the_count",
            Self::Accepted => "accepted",
        }
    }

    /// Numerator and denominator in each four weeks of opening.
    fn counts(self, tally: &Tally<'_>) -> Vec<(u32, u32)> {
        let of = |pick: fn(&super::tally::BlockCounts) -> (u32, u32)| tally.blocks.iter().map(pick).collect();
        match self {
            Self::InTime => of(|block| (block.in_time, block.due)),
            // Where nothing was ever logged the question was not asked.
            Self::LoggedInTime if tally.lateness.closings().is_empty() => Vec::new(),
            Self::LoggedInTime => of(|block| (block.logged_in_time, block.due)),
            Self::Reopened => of(|block| (block.reopened, block.closed)),
            Self::NoCooperation => of(|block| (block.no_cooperation, block.ended)),
            Self::Excluded => tally.excluded.iter().map(|(all, out)| (*out, *all)).collect(),
            Self::Accepted => {
                let sum = |block: &[super::tally::Referrals; super::SEVERITIES]| {
                    block.iter().fold((0, 0), |sum, of| (sum.0 + of.accepted, sum.1 + of.all))
                };
                tally.referrals.iter().map(sum).collect()
            }
        }
    }
}

/// One share of one unit over time.
#[derive(Clone, Debug, PartialEq)]
pub struct OverTime {
    /// The unit, by number.
    pub unit: usize,
    /// The share.
    pub share: Share,
    /// Days in each period.
    pub days: i32,
    /// By period: so many of so many; a period without any is a gap.
    pub series: Series,
    /// The chart, by the kind that fits the counts.
    pub chart: Chart,
    /// What its rules mark.
    pub signals: Vec<Signal>,
}

/// Every share of every unit that can be charted, unit by unit in the order of [`Share::ALL`].
///
/// No chart where a unit has fewer than 20 cases in all or 5 a period on average, where no case or every case is counted, or
/// under three periods with any. The same on any number of threads.
pub fn over_time(gathered: &Gathered<'_>, rules: RuleSet) -> Vec<OverTime> {
    let of_unit = |(unit, tally): (usize, &Tally<'_>)| {
        Share::ALL.iter().filter_map(|share| chart(unit, *share, tally, rules)).collect::<Vec<_>>()
    };
    gathered.tallies.par_iter().enumerate().flat_map_iter(of_unit).collect()
}

fn chart(unit: usize, share: Share, tally: &Tally<'_>, rules: RuleSet) -> Option<OverTime> {
    let counts = share.counts(tally);
    let (hits, all) =
        counts.iter().fold((0, 0), |sum, pair| (sum.0 + u64::from(pair.0), sum.1 + u64::from(pair.1)));
    let with_cases = counts.iter().filter(|pair| pair.1 > 0).count();
    let too_few = all < LEAST_IN_ALL || (all as f64) < LEAST_A_PERIOD * counts.len() as f64;
    if too_few || with_cases < LEAST_FOR_LIMITS || hits == 0 || hits == all {
        return None;
    }
    let pair = |pair: (u32, u32)| (pair.1 > 0).then_some((f64::from(pair.0), f64::from(pair.1)));
    let series = Series::Counts(counts.into_iter().map(pair).collect());
    let chart = draw(choose(&series).kind, &series, &Plan::default()).ok()?;
    let signals = signals(&chart, rules);
    Some(OverTime { unit, share, days: BLOCK, series, chart, signals })
}

//! Workload: what answering would have asked of each rank, so that an alarm is worth its hours.

use record::outputs::{Duty, Workload};
use record::policy::Policy;
use record::{AgencyId, Code, Day, Fixed, Moment, Rank};
use rustc_hash::FxHashSet;

use crate::clock::Clock;

const DAYS_PER_WEEK: i64 = 7;
const MINUTES_PER_HOUR: i64 = 60;
const RANKS: usize = 7;

/// Duties reaching each rank in an average week, and the hours the policy's minutes make of them.
///
/// The holding rank has every duty. A rank above has one bundle per cause (the agency and clock of the silent
/// duties) and week of arrival, with every duty inside counted once; immediate danger is never bundled. Rungs that
/// were only possibly reached count too, at their first minute: an upper figure. The weeks are those from the
/// first dated telling to the last, at least one.
pub(crate) fn workload(duties: &[Duty], policy: &Policy) -> Vec<Workload> {
    let Some(weeks) = weeks_covered(duties) else {
        return Vec::new();
    };
    let mut reaching = [0i64; RANKS];
    let mut bundles: FxHashSet<(Rank, AgencyId, &Code, Option<i64>)> = FxHashSet::default();
    for duty in duties {
        reaching[usize::from(duty.rank.number())] += 1;
        let alone = duty.clock.as_str() == Clock::ImmediateProtection.id();
        for rung in &duty.would_have_climbed {
            let bundle = (rung.rank, duty.post.agency(), &duty.clock, rung.earliest.map(week));
            if alone || bundles.insert(bundle) {
                reaching[usize::from(rung.rank.number())] += 1;
            }
        }
    }
    (0..)
        .zip(reaching)
        .filter(|(_, count)| *count > 0)
        .filter_map(|(rank, count)| of_rank(rank, count, weeks, policy))
        .collect()
}

/// Minutes that the policy counts for a duty of a rank.
pub(crate) fn minutes(rank: Rank, policy: &Policy) -> u64 {
    policy.workload.iter().find(|rule| rule.rank == rank).map_or(0, |rule| u64::from(rule.minutes))
}

fn of_rank(rank: u8, count: i64, weeks: i64, policy: &Policy) -> Option<Workload> {
    let rank = Rank::new(rank)?;
    let minutes = minutes(rank, policy) as i64;
    Some(Workload {
        rank,
        per_week: Fixed::ratio(count, weeks)?,
        hours: Fixed::ratio(count.saturating_mul(minutes), weeks * MINUTES_PER_HOUR)?,
    })
}

/// Weeks from the first dated start to the last; `None` without any duty.
fn weeks_covered(duties: &[Duty]) -> Option<i64> {
    if duties.is_empty() {
        return None;
    }
    let days = || {
        duties.iter().filter_map(|duty| duty.started.earliest().or(duty.started.latest())).map(Moment::day)
    };
    let span = days()
        .min()
        .zip(days().max())
        .map_or(0, |(first, last): (Day, Day)| i64::from(last.0) - i64::from(first.0));
    Some(span / DAYS_PER_WEEK + 1)
}

/// Number of the week of a minute, weeks beginning on Mondays.
pub(crate) fn week(at: Moment) -> i64 {
    // 1970-01-01 was a Thursday.
    (i64::from(at.day().0) + 3).div_euclid(DAYS_PER_WEEK)
}

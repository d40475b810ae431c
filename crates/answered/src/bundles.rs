//! What reaches a post: each duty of its own by itself, and the silence of others in bundles.

use record::outputs::Duty;
use record::policy::{BundledBy, Policy};
use record::{Moment, PostId, Rank};
use rustc_hash::FxHashMap;

use crate::clock::Clock;

const DAYS_PER_WEEK: i64 = 7;

/// What reached one post in one week as one thing to open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arrival<'d> {
    pub(crate) rank: Rank,
    pub(crate) post: &'d PostId,
    /// The week's number: week 0 holds 1970-01-01.
    pub(crate) week: i64,
    /// Duties inside, if it is a bundle.
    pub(crate) inside: u64,
}

/// A cause: the agency that was silent, and the clock.
type Cause<'d> = Option<(&'d str, &'d str)>;

/// What reaches each post, in no order.
///
/// The holding post has every duty in the week it started. A post above has one bundle per week of arrival, or one per
/// cause (the agency and clock of the silent duties) and week, as the policy says for its rank, with every duty inside
/// counted; immediate danger is never bundled. Rungs that were only possibly reached count too, at their first minute:
/// an upper figure. What has no date is left out.
pub(crate) fn arrivals<'d>(duties: impl IntoIterator<Item = &'d Duty>, policy: &Policy) -> Vec<Arrival<'d>> {
    let by_week = |rank: Rank| {
        let rule = policy.workload.iter().find(|rule| rule.rank == rank);
        rule.is_some_and(|rule| rule.bundled_by == BundledBy::Week)
    };
    let mut all = Vec::new();
    let mut bundles: FxHashMap<(Rank, &PostId, Cause<'_>, i64), u64> = FxHashMap::default();
    for duty in duties {
        let started = duty.started.earliest().or(duty.started.latest());
        if let Some(week) = started.map(week) {
            all.push(Arrival { rank: duty.rank, post: &duty.post, week, inside: 0 });
        }
        let alone = duty.clock.as_str() == Clock::ImmediateProtection.id();
        for rung in &duty.would_have_climbed {
            let Some(week) = rung.earliest.or(rung.latest).map(week) else { continue };
            if alone {
                all.push(Arrival { rank: rung.rank, post: &rung.post, week, inside: 0 });
                continue;
            }
            let cause = (!by_week(rung.rank)).then(|| (agency(&duty.post), duty.clock.as_str()));
            *bundles.entry((rung.rank, &rung.post, cause, week)).or_default() += 1;
        }
    }
    all.extend(bundles.into_iter().map(|((rank, post, _, week), inside)| Arrival {
        rank,
        post,
        week,
        inside,
    }));
    all
}

fn agency(post: &PostId) -> &str {
    post.as_str().split('/').next().unwrap_or_default()
}

/// Number of the week of a minute, weeks beginning on Mondays.
pub(crate) fn week(at: Moment) -> i64 {
    // 1970-01-01 was a Thursday.
    (i64::from(at.day().0) + 3).div_euclid(DAYS_PER_WEEK)
}

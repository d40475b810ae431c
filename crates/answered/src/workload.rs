//! Workload: what answering would have asked of each rank, so that an alarm is worth its hours.

use record::outputs::{Duty, Workload};
use record::policy::Policy;
use record::{Body, Day, Event, FileId};
use rustc_hash::FxHashMap;

use crate::weeks::{by_post_and_week, monday, number};

/// Duties and bundles reaching each rank in an average week, and the hours the policy's minutes make of them.
///
/// The weeks are those that the files with warnings say they cover, and those after in which their silence arrives
/// somewhere; where a file does not say, they begin with its first dated duty. Weeks that have only begun count whole. What
/// lies before counts in no week: returns tell of referrals from years before the time they cover.
pub fn workload<'d>(
    duties: impl IntoIterator<Item = &'d Duty> + Clone,
    events: &[Event],
    policy: &Policy,
) -> Vec<Workload> {
    let Some((first, last)) = covered(duties.clone(), events) else {
        return Vec::new();
    };
    let (first, last) = (monday(number(first)), monday(number(last)).add_days(6));
    let weeks = by_post_and_week(duties, policy, first, last);
    let of = |rank: &crate::RankWeeks| Workload {
        rank: rank.rank,
        per_week: rank.per_week(),
        inside: rank.inside_per_week(),
        hours: rank.hours_per_week(),
    };
    weeks.iter().map(of).collect()
}

/// First day that the files of these duties cover, and the last on which anything of them arrives.
fn covered<'d>(duties: impl IntoIterator<Item = &'d Duty>, events: &[Event]) -> Option<(Day, Day)> {
    let mut files: FxHashMap<FileId, (Day, Day)> = FxHashMap::default();
    for event in events {
        if let Body::Imported(file) = &event.body
            && let (Some(from), Some(to)) = (file.covers_from, file.covers_to)
        {
            files.insert(file.file, (from, to));
        }
    }
    let days = duties.into_iter().filter_map(|duty| {
        let own = || duty.started.earliest().or(duty.started.latest()).map(|at| (at.day(), at.day()));
        let file = events.get(duty.opened_by as usize).map(|event| event.source.file);
        let (from, to) = file.and_then(|file| files.get(&file).copied()).or_else(own)?;
        let rungs = duty.would_have_climbed.iter().filter_map(|rung| rung.earliest.or(rung.latest));
        Some((from, rungs.map(|at| at.day()).fold(to, Day::max)))
    });
    days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

//! Supervision: who read a record and what they asked. An entry, never an answer; open duties without one are counted.

use std::collections::{BTreeMap, BTreeSet};

use record::outputs::{Duty, Standing, Supervision, Unsupervised};
use record::{AgencyId, Moment};

use super::Scene;
use super::particulars::{named_post, particular};

/// The entries, in order.
pub(super) fn supervisions(scene: Scene<'_>) -> Vec<Supervision> {
    let entry = |ix: &u32| {
        let event = scene.event(*ix);
        Supervision { event: *ix, post: named_post(event), asked: particular(event, "code").cloned() }
    };
    scene.kept.supervised.iter().map(entry).collect()
}

/// By agency: duties certainly open for longer than the policy's days, and those of them with no entry by the agency.
pub(super) fn unsupervised(scene: Scene<'_>) -> Vec<Unsupervised> {
    let mut read: BTreeSet<(&AgencyId, u32)> = BTreeSet::new();
    let mut entries: BTreeMap<&AgencyId, u64> = BTreeMap::new();
    for ix in &scene.kept.supervised {
        let agency = &scene.event(*ix).by.agency;
        *entries.entry(agency).or_default() += 1;
        read.extend(scene.by_event.of(*ix).iter().map(|concern| (agency, *concern)));
    }
    let mut counts: BTreeMap<AgencyId, (u64, u64)> = BTreeMap::new();
    for duty in scene.duties.iter().filter(|duty| open_long(scene, duty)) {
        let agency = duty.post.agency();
        let concerns = scene.by_event.of(duty.opened_by);
        let without = !concerns.iter().any(|concern| read.contains(&(&agency, *concern)));
        let (open, none) = counts.entry(agency).or_default();
        *open += 1;
        *none += u64::from(without);
    }
    let line = |(agency, (open, without)): (AgencyId, (u64, u64))| {
        let entries = entries.get(&agency).copied().unwrap_or_default();
        Unsupervised { agency, open, without, entries }
    };
    counts.into_iter().map(line).collect()
}

fn open_long(scene: Scene<'_>, duty: &Duty) -> bool {
    let days =
        scene.limits.at(record::policy::Threshold::SupervisionDays, duty.started.earliest().map(Moment::day));
    let open = !matches!(duty.standing, Standing::Answered | Standing::DecidedWithoutReasons);
    let since = duty.started.latest().map(Moment::day);
    open && since.is_some_and(|since| i64::from(scene.as_of.0) - i64::from(since.0) > i64::from(days))
}

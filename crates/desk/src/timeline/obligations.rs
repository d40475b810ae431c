//! What else the rules would have asked over the timeline, beside answers to what was told.

use published::replay::{Aside, Obligation, Trace};
use record::outputs::{ConflictOfInterest, Duty, GamingTrace};
use record::{Day, Moment};

use super::results::{Scene, climbed, named};

/// The duties that no telling opened, in the order of their days. Those of matters and checks have lists of their own.
pub(super) fn obligations(scene: &Scene<'_>) -> Vec<Obligation> {
    let outcome = scene.outcome;
    let asks = outcome.strategic.matters.iter().flat_map(|matter| &matter.partners);
    let asks = asks.flat_map(|partner| &partner.asks);
    let missing = outcome.strategic.repeat_missing.iter().filter(|one| one.is_held()).map(|one| &one.duty);
    let rereads = outcome.strategic.rereads.iter().map(|one| &one.duty);
    let all = outcome.organised.duties().chain(asks).chain(missing).chain(rereads);
    let mut all: Vec<Obligation> =
        all.filter(|duty| scene.is_ours(duty.opened_by)).map(|duty| of(scene, duty)).collect();
    all.sort_by(|a, b| (a.day, &a.row, &a.kind, &a.agency).cmp(&(b.day, &b.row, &b.kind, &b.agency)));
    all
}

fn of(scene: &Scene<'_>, duty: &Duty) -> Obligation {
    Obligation {
        kind: duty.clock.clone(),
        day: duty.started.earliest().map_or(Day::default(), Moment::day),
        row: scene.row(duty.opened_by).to_owned(),
        agency: duty.post.agency(),
        post: named(&duty.post),
        rank: duty.rank,
        due: duty.due_latest.map(Moment::day),
        standing: duty.standing.word(),
        climbed: climbed(duty),
    }
}

/// The posts that step aside from what the timeline tells.
pub(super) fn asides(scene: &Scene<'_>) -> Vec<Aside> {
    let ours = |one: &&ConflictOfInterest| scene.is_ours(one.concern);
    let of = |one: &ConflictOfInterest| Aside {
        row: scene.row(one.concern).to_owned(),
        agency: one.post.agency(),
        post: named(&one.post),
        certain: one.certain,
        ground: one.ground.clone(),
        named_in: one.named_in.iter().map(|ix| scene.row(*ix).to_owned()).collect(),
    };
    scene.outcome.conflicts.iter().filter(ours).map(of).collect()
}

/// Counts of how the rules were used, of posts of the timeline.
pub(super) fn traces(scene: &Scene<'_>) -> Vec<Trace> {
    let ours = |one: &&GamingTrace| one.rests_on.first().is_some_and(|ix| scene.is_ours(*ix));
    let of = |one: &GamingTrace| Trace {
        rule: one.rule.clone(),
        agency: one.post.agency(),
        post: named(&one.post),
        counted: (one.counted, one.of),
    };
    scene.outcome.gaming.iter().filter(ours).map(of).collect()
}

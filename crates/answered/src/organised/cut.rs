//! A team that takes warnings was cut: its open duties go to the posts above, and the top of the agency signs for it.

use std::collections::BTreeMap;

use record::outputs::{Duty, EventIx, Rerouted, Standing, TeamCut};
use record::{Body, Code, ConcernRef, PostId};

use super::Scene;
use super::particulars::{entry, first, named_post, particular};
use super::recipients::recipients;
use crate::duties::Bench;
use crate::posts::Directory;
use crate::scene::Act;
use crate::span::Span;

type Key<'a> = (Option<&'a ConcernRef>, Option<&'a Code>, (i64, i64));

/// The cuts, in the order of their first rows. Rows of one number, code and date are one: one for each post.
pub(super) fn cuts(scene: Scene<'_>, bench: &mut Bench<'_, '_>) -> Vec<TeamCut> {
    let mut together: BTreeMap<Key<'_>, Vec<EventIx>> = BTreeMap::new();
    for ix in &scene.kept.cut {
        let event = scene.event(*ix);
        let Some(entry) = entry(event) else { continue };
        let key = (entry.concern.as_ref(), particular(event, "code"), event.claimed.order());
        together.entry(key).or_default().push(*ix);
    }
    let mut all: Vec<TeamCut> = together.into_values().map(|rows| one(scene, rows, bench)).collect();
    all.sort_by_key(|one| one.events.first().copied());
    all
}

fn one(scene: Scene<'_>, rows: Vec<EventIx>, bench: &mut Bench<'_, '_>) -> TeamCut {
    let team = recipients(scene, &rows, bench);
    let posts: Vec<PostId> = team.iter().map(|one| bench.directory.id(one.owing.post).clone()).collect();
    let decided_by = first(rows.iter().map(|ix| scene.event(*ix)), named_post);
    let at = rows.first().map(|ix| Span::of(scene.event(*ix).claimed)).unwrap_or_default();
    let acts: Vec<Act<'_>> = rows.first().map(|ix| scene.acts(*ix, bench)).unwrap_or_default();
    let agency = rows.first().map(|ix| &scene.event(*ix).by.agency);
    let sign_rank = scene.limits.rank(record::policy::Threshold::SignRank, at.some_day());
    let signs = |act: &&Act<'_>| {
        let high = |post| {
            let rank = bench.directory.rank(post, act.at.some_day());
            rank.is_some_and(|rank| rank >= sign_rank)
        };
        matches!(act.event.body, Body::Countersigned(_))
            && Some(&act.event.by.agency) == agency
            && act.event.by.post != decided_by
            && act.post.is_some_and(high)
    };
    let signed_by = acts.iter().find(signs).map(|act| act.ix);
    // A duty that certainly began after the cut never was the team's.
    let theirs = |duty: &&&Duty| {
        duty.standing != Standing::Answered
            && posts.contains(&duty.post)
            && !at.certainly_before(Span::of(duty.started))
    };
    let rerouted = scene.duties.iter().filter(theirs).map(|duty| Rerouted {
        opened_by: duty.opened_by,
        from: duty.post.clone(),
        to: above(scene, duty, &posts, at, &mut bench.directory),
    });
    let rerouted = rerouted.collect();
    TeamCut { events: rows, posts, decided_by, signed_by, rerouted }
}

/// The nearest post above that is not of the team; where the files tell no line, the post of the next rank.
fn above(scene: Scene<'_>, duty: &Duty, team: &[PostId], at: Span, directory: &mut Directory) -> PostId {
    let on = at.some_day().unwrap_or(scene.as_of);
    let line = directory.line_above(&duty.post, on);
    if let Some(above) = line.into_iter().find(|above| !team.contains(above)) {
        return above.clone();
    }
    let post = directory.intern(&duty.post);
    let up = duty.rank.up().unwrap_or(duty.rank);
    let rung = directory.post_on_rung(post, up, Some(on));
    directory.id(rung).clone()
}

//! Challenges of tellers, scrutiny and other posts: each is a duty of the post challenged, with its own clock.

use record::outputs::{Challenge, Circulated, Duty, EventIx};
use record::{Addressee, Code};

use super::Scene;
use super::recipients::{Reached, reached};
use crate::acting::{Owing, relation, shows_opened};
use crate::clock::Clock;
use crate::drafts::remark;
use crate::duties::Bench;
use crate::owed::{Owed, Own, met, settle, step_aside};
use crate::posts::Directory;
use crate::scene::Act;
use crate::span::Span;

/// Kinds of agencies that scrutinise others.
const SCRUTINY: [&str; 4] = ["council_members", "board", "oversight", "government"];

/// The challenges, each for each post that owed an answer to the concern when it came.
pub(super) fn challenges(
    scene: Scene<'_>,
    circulated: &[Circulated],
    bench: &mut Bench<'_, '_>,
) -> Vec<Challenge> {
    let leads: Vec<&Duty> = circulated.iter().filter_map(|one| one.lead.as_ref()).collect();
    let mut all = Vec::new();
    for ix in &scene.kept.challenged {
        let acts = scene.acts(*ix, bench);
        for post in challenged(scene, *ix, &leads, bench) {
            all.extend(one(scene, *ix, post, &acts, bench));
        }
    }
    all
}

/// Who owed an answer: the holders of the concern's duties and the leads of what was circulated under it; where the files tell of
/// none, the agency whose concern it is. Whoever handed it over, and another took it, owes none.
fn challenged(scene: Scene<'_>, ix: EventIx, leads: &[&Duty], bench: &mut Bench<'_, '_>) -> Vec<Reached> {
    let at = Span::of(scene.event(ix).claimed);
    let gone = |duty: &Duty| duty.remarks.iter().any(|word| word.as_str() == "handed_over_accepted");
    let all = of_concern(scene, ix)
        .chain(leads.iter().copied().filter(|lead| scene.same_concern(lead.opened_by, ix)));
    let mut posts: Vec<Reached> = Vec::new();
    for duty in all.filter(|duty| !gone(duty) && !at.certainly_before(Span::of(duty.started))) {
        let one = Reached { rank: duty.rank, ..named(&duty.post, at, ix, &mut bench.directory) };
        if posts.iter().all(|known| known.owing.post != one.owing.post) {
            posts.push(one);
        }
    }
    if posts.is_empty()
        && let Some(concern) = scene.event(ix).concern()
    {
        let to = Addressee::agency(concern.agency.clone());
        posts.push(reached(&mut bench.directory, &to, at, ix));
    }
    posts
}

fn named(post: &record::PostId, at: Span, ix: EventIx, directory: &mut Directory) -> Reached {
    // A stand-in of its agency is the agency: any post of it may answer.
    let stands_in = post.local().starts_with("unnamed-rank-");
    let to = Addressee { agency: post.agency(), post: Some(post.clone()), rank: None };
    let mut one = reached(directory, &to, at, ix);
    if stands_in {
        one.owing.stated = crate::acting::Stated::Agency;
    }
    one
}

/// The duties of the concern of an event.
fn of_concern<'a>(scene: Scene<'a>, ix: EventIx) -> impl Iterator<Item = &'a Duty> {
    let members = scene.group(ix).map_or(&[][..], |group| group.members);
    members.iter().flat_map(move |opener| scene.opened_by(*opener)).copied()
}

fn one(
    scene: Scene<'_>,
    ix: EventIx,
    post: Reached,
    acts: &[Act<'_>],
    bench: &mut Bench<'_, '_>,
) -> Option<Challenge> {
    let event = scene.event(ix);
    let challenger = event.by.post.as_ref();
    if challenger == Some(bench.directory.id(post.owing.post)) {
        return None;
    }
    let scrutiny = SCRUTINY.iter().any(|kind| scene.kinds.is(&event.by.agency, &Code::new(kind)));
    let mut owed = Owed {
        hands: crate::hands::Hands::default(),
        clock: Clock::ChallengeAnswer,
        post: post.owing.post,
        rank: post.rank,
        opened_by: ix,
        start: Span::of(event.claimed),
        like: event.claimed,
        inputs: vec![ix],
        remarks: if scrutiny { vec![remark("challenged_by_scrutiny")] } else { Vec::new() },
    };
    let circumstances = scene.circumstances(ix, bench);
    let aside = step_aside(&mut owed, acts, bench);
    let owing = Owing { post: owed.post, ..post.owing };
    let own = |directory: &Directory, act: &Act<'_>| {
        let relation = relation(directory, owing, act);
        Own {
            opens: shows_opened(directory, owing, act),
            may_end: relation.may_end(),
            remark: relation.remark(),
        }
    };
    let met = met(&mut owed, acts, circumstances, &aside, own, bench);
    Some(Challenge { event: ix, scrutiny, duty: settle(owed, met, &aside, bench).0 })
}

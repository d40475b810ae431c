//! Interference checks: a withdrawal closes nothing, and opens the question whether somebody was pressed to withdraw.
//!
//! The check lies with an agency that was not told of the concern: the chain withdrawn from has an interest in the withdrawal,
//! and whoever presses a child is seldom found by those whom the child no longer trusts. It starts with the adults and the
//! records, never with the child. What a check found is for no teller: a text that tells of it may be read by whoever pressed.

use record::outputs::{EntityIx, EventIx, InterferenceCheck};
use record::policy::Threshold;
use record::{Addressee, AgencyId, Body, Event};
use rustc_hash::FxHashMap;

use super::Scene;
use super::lead::of_rank;
use super::owed::{Owed, owe};
use super::seed::in_order;
use crate::clock::Clock;
use crate::drafts::remark;
use crate::duties::{Bench, INPUTS_CAP, tidy_inputs};
use crate::posts::PostIx;
use crate::scene::acts;
use crate::span::{Span, in_view};

/// The checks, in the order of the withdrawals.
pub(super) fn checks(scene: Scene<'_>, bench: &mut Bench<'_, '_>) -> Vec<InterferenceCheck> {
    let withdrawn = |ix: &EventIx| matches!(scene.event(*ix).body, Body::Withdrawn(_));
    let all = scene.concerns.groups().map(|group| group.members);
    let mut lists: Vec<&[EventIx]> = all.filter(|events| events.iter().any(withdrawn)).collect();
    lists.sort_unstable();
    let records = naming(scene, &lists);
    let mut checks = Vec::new();
    for events in lists {
        let mut left: Vec<EventIx> = events.iter().copied().filter(withdrawn).collect();
        left.sort_by_key(|ix| Span::of(scene.event(*ix).claimed).earliest.map_or(i64::MIN, |at| at.0));
        while let Some(first) = left.first().copied() {
            let (mut check, end) = check(scene, first, events, &records, bench);
            // Withdrawn again while the check runs is the same check; certainly after its end it is a new one.
            let (own, later): (Vec<EventIx>, Vec<EventIx>) = left[1..].iter().partition(|ix| {
                end.is_none_or(|end: Span| !end.certainly_before(Span::of(scene.event(**ix).claimed)))
            });
            check.duty.inputs.extend(own);
            tidy_inputs(&mut check.duty);
            checks.push(check);
            left = later;
        }
    }
    checks.sort_by_key(|check| check.withdrawal);
    checks
}

/// The records that name each adult or thing of the concerns.
fn naming(scene: Scene<'_>, lists: &[&[EventIx]]) -> FxHashMap<EntityIx, Vec<EventIx>> {
    let adults = lists.iter().flat_map(|events| events.iter()).flat_map(|ix| scene.of_concern(*ix));
    let mut naming: FxHashMap<EntityIx, Vec<EventIx>> = adults.map(|adult| (adult, Vec::new())).collect();
    if naming.is_empty() {
        return naming;
    }
    for ix in 0..scene.events.len() as EventIx {
        if !in_view(scene.event(ix).claimed, scene.as_of) {
            continue;
        }
        for entity in scene.of_concern(ix) {
            if let Some(records) = naming.get_mut(&entity) {
                records.push(ix);
            }
        }
    }
    naming
}

fn check(
    scene: Scene<'_>,
    withdrawal: EventIx,
    events: &[EventIx],
    records: &FxHashMap<EntityIx, Vec<EventIx>>,
    bench: &mut Bench<'_, '_>,
) -> (InterferenceCheck, Option<Span>) {
    let adults = in_order(events.iter().flat_map(|ix| scene.of_concern(*ix)).collect());
    // A busy place is named in thousands of records: whoever checks begins with the first of them.
    let others =
        adults.iter().filter_map(|adult| records.get(adult)).flat_map(|all| all.iter().take(INPUTS_CAP));
    let mut others = in_order(others.copied().collect());
    others.truncate(INPUTS_CAP);
    let all = in_order(events.iter().copied().chain(others).collect());
    let start = Span::of(scene.event(withdrawal).claimed);
    let (post, outside) = outside(scene, events, start, bench);
    let acts = acts(events, scene.events, &mut bench.directory);
    let rank = if outside {
        scene.limits.rank(Threshold::CheckRank, start.some_day())
    } else {
        record::Rank::OVERSIGHT
    };
    let owed = Owed {
        clock: Clock::InterferenceCheck,
        post,
        rank,
        answers_from: rank,
        read_again_of: None,
        opened_by: withdrawal,
        start,
        like: scene.event(withdrawal).claimed,
        inputs: vec![withdrawal],
        remarks: vec![remark("starts_with_adults_and_records")],
    };
    let (duty, end) = owe(owed, &acts, bench);
    (InterferenceCheck { withdrawal, adults, records: all, duty }, end)
}

/// The post that checks: of the first kind of partner that was not told and wrote nothing of the concern, the post of the checking
/// rank. Where every partner was told, outside oversight; then the second value is false.
pub(super) fn outside(
    scene: Scene<'_>,
    events: &[EventIx],
    start: Span,
    bench: &mut Bench<'_, '_>,
) -> (PostIx, bool) {
    // What certainly came after the withdrawal, such as what the checking post itself writes down, moves no check.
    let before = |ix: &&EventIx| !start.certainly_before(Span::of(scene.event(**ix).claimed));
    let involved: Vec<AgencyId> =
        events.iter().filter(before).flat_map(|ix| involved(scene.event(*ix))).collect();
    let free = |kind: &record::Code| scene.kinds.only(kind).filter(|agency| !involved.contains(agency));
    let on = start.some_day();
    let check_rank = scene.limits.rank(Threshold::CheckRank, on);
    match scene.policy.matters.partners.iter().find_map(free) {
        Some(agency) => (of_rank(&mut bench.directory, agency, check_rank, on), true),
        None => {
            (of_rank(&mut bench.directory, &AgencyId::new("oversight"), record::Rank::OVERSIGHT, on), false)
        }
    }
}

/// The agencies in the chain of a concern: writing, told, or asked to sign.
fn involved(event: &Event) -> Vec<AgencyId> {
    let to: [Option<&Addressee>; 2] = match &event.body {
        Body::Told(told) => [Some(&told.told_to), None],
        Body::HandedOver(given) => [Some(&given.to), None],
        Body::Recorded(entry) => [entry.told_to.as_ref(), None],
        Body::Answered(answer) => [answer.told_to.as_ref(), answer.second_post.as_ref()],
        _ => [None, None],
    };
    let told = to.into_iter().flatten().map(|to| to.post_or_unnamed().agency());
    std::iter::once(event.by.agency.clone()).chain(told).collect()
}

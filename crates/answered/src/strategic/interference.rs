//! Interference checks: a withdrawal closes nothing, and opens the question whether somebody was pressed to withdraw.
//!
//! The check lies with an agency that was not told of the concern: the chain withdrawn from has an interest in the withdrawal,
//! and whoever presses a child is seldom found by those whom the child no longer trusts. It starts with the adults and the
//! records, never with the child. What a check found is for no teller: a text that tells of it may be read by whoever pressed.

use record::outputs::{EntityIx, EventIx, InterferenceCheck};
use record::{AgencyId, Body, ConcernRef};
use rustc_hash::FxHashMap;

use super::Scene;
use super::lead::of_rank;
use super::owed::{Owed, owe};
use super::seed::{concerns, in_order};
use crate::clock::Clock;
use crate::drafts::remark;
use crate::duties::{Bench, tidy_inputs};
use crate::posts::PostIx;
use crate::scene::Act;
use crate::span::{Span, in_view};

/// The checks, in the order of the withdrawals.
pub(super) fn checks(scene: Scene<'_>, bench: &mut Bench<'_, '_>) -> Vec<InterferenceCheck> {
    let of_concern = events_of_withdrawn(scene);
    let withdrawn = |ix: &EventIx| matches!(scene.event(*ix).body, Body::Withdrawn(_));
    let mut lists: Vec<&Vec<EventIx>> = of_concern.values().collect();
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

/// The events in view of every concern that was withdrawn, in canonical order.
fn events_of_withdrawn(scene: Scene<'_>) -> FxHashMap<&ConcernRef, Vec<EventIx>> {
    let all = 0..scene.events.len() as EventIx;
    let in_view = |ix: &EventIx| in_view(scene.event(*ix).claimed, scene.as_of);
    let mut of_concern: FxHashMap<&ConcernRef, Vec<EventIx>> = FxHashMap::default();
    for ix in all.clone().filter(in_view) {
        if let Body::Withdrawn(step) = &scene.event(ix).body {
            of_concern.entry(&step.concern).or_default();
        }
    }
    if of_concern.is_empty() {
        return of_concern;
    }
    for ix in all.filter(in_view) {
        let [first, own] = concerns(scene, ix);
        for concern in [first, own.filter(|own| Some(*own) != first)].into_iter().flatten() {
            if let Some(events) = of_concern.get_mut(concern) {
                events.push(ix);
            }
        }
    }
    of_concern
}

/// The records that name each adult or thing of the concerns.
fn naming(scene: Scene<'_>, lists: &[&Vec<EventIx>]) -> FxHashMap<EntityIx, Vec<EventIx>> {
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
    let others = adults.iter().filter_map(|adult| records.get(adult)).flatten().copied();
    let all = in_order(events.iter().copied().chain(others).collect());
    let start = Span::of(scene.event(withdrawal).claimed);
    let (post, outside) = outside(scene, events, start, bench);
    let acts: Vec<Act<'_>> = events
        .iter()
        .map(|ix| {
            let event = scene.event(*ix);
            let (agency, post) = bench.directory.actor(&event.by);
            Act { ix: *ix, event, agency, post, at: Span::of(event.claimed) }
        })
        .collect();
    let rank = if outside { scene.policy.matters.check_rank } else { record::Rank::OVERSIGHT };
    let owed = Owed {
        clock: Clock::InterferenceCheck,
        post,
        rank,
        answers_from: rank,
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
fn outside(scene: Scene<'_>, events: &[EventIx], start: Span, bench: &mut Bench<'_, '_>) -> (PostIx, bool) {
    let involved: Vec<AgencyId> = events.iter().flat_map(|ix| involved(scene, *ix)).collect();
    let free = |kind: &record::Code| scene.kinds.only(kind).filter(|agency| !involved.contains(agency));
    let rules = &scene.policy.matters;
    let on = start.some_day();
    match rules.partners.iter().find_map(free) {
        Some(agency) => (of_rank(&mut bench.directory, agency, rules.check_rank, on), true),
        None => {
            (of_rank(&mut bench.directory, &AgencyId::new("oversight"), record::Rank::OVERSIGHT, on), false)
        }
    }
}

/// The agencies in the chain of a concern up to the withdrawal: told, or writing.
fn involved(scene: Scene<'_>, ix: EventIx) -> Vec<AgencyId> {
    let event = scene.event(ix);
    match &event.body {
        Body::Told(told) => vec![event.by.agency.clone(), told.told_to.post_or_unnamed().agency()],
        Body::HandedOver(given) => vec![event.by.agency.clone(), given.to.post_or_unnamed().agency()],
        Body::Withdrawn(_) | Body::Accepted(_) | Body::Recorded(_) => vec![event.by.agency.clone()],
        _ => Vec::new(),
    }
}

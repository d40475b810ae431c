//! Questions: persons, places and things that records about children of several households share.
//!
//! An order for reading, no alarm and no score: unanswered records first, then more agencies, then the less busy thing.
//! Hubs that many children share, and ties that a recorded role explains, stand last; nothing is hidden.

use std::cmp::Reverse;

use rayon::prelude::*;
use record::event::{Addresses, Body};
use record::outputs::{Certainty, Entity, EntityIx, EventIx, Link, Question};
use record::policy::Policy;
use record::{AgencyId, Code, ConcernRef, Event, MentionKind, PostId};
use rustc_hash::FxHashSet;

use crate::incidence::{Incidence, Incidences};
use crate::numbers::Numbers;

/// What questions are asked of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shared<'a> {
    pub(crate) events: &'a [Event],
    pub(crate) policy: &'a Policy,
    pub(crate) entities: &'a [Entity],
    pub(crate) entity_of: &'a [EntityIx],
    /// The household of each entity.
    pub(crate) households: &'a [EntityIx],
    pub(crate) incidences: &'a Incidences<'a>,
    /// Agencies and addressees of the events.
    pub(crate) numbers: &'a Numbers<'a>,
}

/// The questions, most pressing first.
pub(crate) fn questions(shared: Shared<'_>, links: &[Link]) -> Vec<Question> {
    let neighbours = possible_neighbours(shared, links);
    let answered = answered_in_substance(shared.events);
    let unanswered: Vec<bool> =
        shared.events.par_iter().map(|event| is_unanswered(event, &answered)).collect();
    let things: Vec<&[Incidence]> = shared.incidences.all.chunk_by(|a, b| a.thing == b.thing).collect();
    let mut questions: Vec<(Rank, Question)> = things
        .into_par_iter()
        .filter_map(|ties| shared.question(ties, &neighbours, &unanswered))
        .map(|question| (shared.rank(&question), question))
        .collect();
    questions.par_sort_by_key(|question| question.0);
    questions.into_iter().map(|(_, question)| question).collect()
}

/// Explained ties last, hubs before them; then unanswered, agencies, busy, order of the entities.
type Rank = (bool, bool, Reverse<u32>, Reverse<usize>, u32, EntityIx);

/// Concerns that were answered in their substance.
fn answered_in_substance(events: &[Event]) -> FxHashSet<&ConcernRef> {
    let answer = |event: &'_ Event| matches!(&event.body, Body::Answered(body) if body.addresses == Addresses::Substance);
    events.iter().filter(|event| answer(event)).filter_map(Event::concern).collect()
}

/// A concern was told and no answer to it speaks to its substance.
fn is_unanswered(event: &Event, answered: &FxHashSet<&ConcernRef>) -> bool {
    matches!(event.body, Body::Told(_)) && event.concern().is_some_and(|concern| !answered.contains(concern))
}

/// Things that are possibly one, in both directions and in order.
fn possible_neighbours(shared: Shared<'_>, links: &[Link]) -> Vec<(EntityIx, EntityIx)> {
    let mut pairs: Vec<(EntityIx, EntityIx)> = links
        .iter()
        .filter(|link| link.certainty == Certainty::Possible)
        .map(|link| (shared.entity_of[link.a as usize], shared.entity_of[link.b as usize]))
        .filter(|(a, _)| shared.entities[*a as usize].kind != MentionKind::Child)
        .flat_map(|(a, b)| [(a, b), (b, a)])
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

impl Shared<'_> {
    fn question(
        self,
        ties: &[Incidence],
        neighbours: &[(EntityIx, EntityIx)],
        unanswered: &[bool],
    ) -> Option<Question> {
        let thing = ties.first()?.thing;
        let certain = children(ties);
        let near = || {
            let from = neighbours.partition_point(|pair| pair.0 < thing);
            neighbours[from..].iter().take_while(|pair| pair.0 == thing).map(|pair| pair.1)
        };
        let mut possible: Vec<EntityIx> =
            near().flat_map(|other| children(self.incidences.of(other))).collect();
        possible.sort_unstable();
        possible.dedup();
        possible.retain(|child| certain.binary_search(child).is_err());
        let households = self.households_of(&certain);
        if households < 2 {
            // Of several things that only together are shared, the one that stands for them is listed.
            let together = self.households_of(&[certain.as_slice(), possible.as_slice()].concat());
            let listed_elsewhere = || {
                near().any(|other| {
                    other < thing || self.households_of(&children(self.incidences.of(other))) >= 2
                })
            };
            if certain.is_empty() || together < 2 || listed_elsewhere() {
                return None;
            }
        }
        Some(self.written(thing, ties, certain, possible, households, unanswered))
    }

    fn written(
        self,
        thing: EntityIx,
        ties: &[Incidence],
        children_certain: Vec<EntityIx>,
        children_possible: Vec<EntityIx>,
        households: u32,
        unanswered: &[bool],
    ) -> Question {
        let mut events: Vec<EventIx> = ties.iter().filter(|tie| tie.about).map(|tie| tie.event).collect();
        events.dedup();
        let told: Vec<&Event> = events.iter().map(|&event| &self.events[event as usize]).collect();
        Question {
            shared: thing,
            kind: self.entities[thing as usize].kind,
            children_certain,
            children_possible,
            households,
            agencies: self.agencies(&events),
            first: told
                .iter()
                .map(|event| event.claimed)
                .min_by_key(|claimed| claimed.order())
                .unwrap_or(record::Claimed::UNKNOWN),
            told_to: self.told_to(&events),
            innocent_roles: self.innocent_roles(ties),
            busy: busy(ties),
            unanswered: events.iter().filter(|&&event| unanswered[event as usize]).count() as u32,
            events,
        }
    }

    fn rank(self, question: &Question) -> Rank {
        let is_hub = question.busy > self.policy.linkage.generic_children;
        let ties: Vec<(EventIx, u16)> = roles(self.incidences.of(question.shared));
        let explained: u32 = question.innocent_roles.iter().map(|role| role.1).sum();
        (
            explained as usize == ties.len(),
            is_hub,
            Reverse(question.unanswered),
            Reverse(question.agencies.len()),
            question.busy,
            question.shared,
        )
    }

    fn agencies(self, events: &[EventIx]) -> Vec<AgencyId> {
        let numbers = each_once(events.iter().map(|&event| self.numbers.agency(event)));
        numbers
            .into_iter()
            .filter_map(|number| self.numbers.agencies.get(number as usize))
            .map(|&id| id.clone())
            .collect()
    }

    /// The posts told; where no post is named, the unnamed post of that agency and rank.
    fn told_to(self, events: &[EventIx]) -> Vec<PostId> {
        let numbers = each_once(events.iter().filter_map(|&event| self.numbers.addressee(event)));
        let addressees =
            numbers.into_iter().filter_map(|number| self.numbers.addressees.get(number as usize));
        let mut posts: Vec<PostId> = addressees.map(|addressee| addressee.post_or_unnamed()).collect();
        posts.sort_unstable();
        posts.dedup();
        posts
    }

    fn households_of(self, children: &[EntityIx]) -> u32 {
        let mut households: Vec<EntityIx> =
            children.iter().map(|&child| self.households[child as usize]).collect();
        households.sort_unstable();
        households.dedup();
        households.len() as u32
    }

    /// Recorded roles that explain the tie, and in how many events each is recorded.
    fn innocent_roles(self, ties: &[Incidence]) -> Vec<(Code, u32)> {
        let mut counts = std::collections::BTreeMap::new();
        for (_, role) in roles(ties) {
            let Some(code) = self.incidences.role(role) else {
                continue;
            };
            if self.policy.roles.get(code).is_some_and(|role| role.innocent) {
                *counts.entry(code.clone()).or_insert(0) += 1;
            }
        }
        counts.into_iter().collect()
    }
}

/// The children whom the events are about, in order.
fn children(ties: &[Incidence]) -> Vec<EntityIx> {
    let mut children: Vec<EntityIx> = ties.iter().filter(|tie| tie.about).map(|tie| tie.child).collect();
    children.sort_unstable();
    children.dedup();
    children
}

/// How many children are named together with it at all.
fn busy(ties: &[Incidence]) -> u32 {
    let mut children: Vec<EntityIx> = ties.iter().map(|tie| tie.child).collect();
    children.sort_unstable();
    children.dedup();
    children.len() as u32
}

/// Its roles, once for each event.
fn roles(ties: &[Incidence]) -> Vec<(EventIx, u16)> {
    let mut roles: Vec<(EventIx, u16)> =
        ties.iter().filter(|tie| tie.about).map(|tie| (tie.event, tie.role)).collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

/// Numbers in order, each once.
fn each_once(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

//! Whom a record speaks of: the children it names itself, else those of the concern it belongs to.

use record::outputs::{EntityIx, EventIx};
use record::policy::Policy;
use record::{AgencyId, Body, Day, Event, MentionKind};
use rustc_hash::FxHashSet;

use super::People;
use crate::concerns::{ByEvent, Concerns};
use crate::span::in_view;

/// Events in view with the children they speak of.
pub(super) struct Reach<'a> {
    pub(super) events: &'a [Event],
    people: People<'a>,
    policy: &'a Policy,
    as_of: Day,
    /// The concerns of each event: places in the list of groups. Few events have two.
    groups: ByEvent,
    /// The children of each concern.
    children: Vec<Vec<EntityIx>>,
    /// Agencies by kind: the police, and those whose writer is a child or its family.
    police: FxHashSet<&'a AgencyId>,
    family: FxHashSet<&'a AgencyId>,
}

impl<'a> Reach<'a> {
    pub(super) fn new(events: &'a [Event], people: People<'a>, policy: &'a Policy, as_of: Day) -> Self {
        let concerns = Concerns::new(events, as_of);
        let mut reach = Self {
            events,
            people,
            policy,
            as_of,
            groups: concerns.by_event(events.len()),
            children: Vec::new(),
            police: FxHashSet::default(),
            family: FxHashSet::default(),
        };
        for event in events {
            if let Body::AgencyCreated(agency) = &event.body {
                match agency.kind.as_str() {
                    "police" => reach.police.insert(&agency.agency),
                    "family" | "child" => reach.family.insert(&agency.agency),
                    _ => false,
                };
            }
        }
        for group in concerns.groups() {
            let mut children: Vec<EntityIx> = group.members.iter().flat_map(|ix| reach.named(*ix)).collect();
            children.sort_unstable();
            children.dedup();
            reach.children.push(children);
        }
        reach
    }

    /// The events that can have happened by the end of `as_of`.
    pub(super) fn in_view(&self) -> impl Iterator<Item = (EventIx, &'a Event)> {
        let as_of = self.as_of;
        let all = (0..).zip(self.events);
        all.filter(move |(_, event)| in_view(event.claimed, as_of))
    }

    pub(super) fn event(&self, ix: EventIx) -> &'a Event {
        &self.events[ix as usize]
    }

    /// The children the record itself is about, each once.
    pub(super) fn named(&self, ix: EventIx) -> Vec<EntityIx> {
        let about = |role: &record::Code| self.policy.roles.get(role).is_some_and(|role| role.about);
        let children = self.event(ix).children().filter(|(_, child)| about(&child.role));
        let mut found: Vec<EntityIx> = children.filter_map(|(place, _)| self.entity(ix, place)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The children the record speaks of, each once.
    pub(super) fn children(&self, ix: EventIx) -> Vec<EntityIx> {
        let own = self.named(ix);
        if !own.is_empty() {
            return own;
        }
        let of = |group: &u32| self.children[*group as usize].iter().copied();
        let mut found: Vec<EntityIx> = self.groups(ix).iter().flat_map(of).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The persons of concern the record names.
    pub(super) fn persons_of_concern(&self, ix: EventIx) -> Vec<EntityIx> {
        let of_concern = |mention: &record::Mention| {
            matches!(mention.kind, MentionKind::Person | MentionKind::Child)
                && mention.role.as_str() == "person_of_concern"
        };
        let mentions = (0..).zip(self.event(ix).mentions()).filter(|(_, mention)| of_concern(mention));
        mentions.filter_map(|(place, _)| self.entity(ix, place)).collect()
    }

    fn entity(&self, ix: EventIx, place: u16) -> Option<EntityIx> {
        self.people.entity_of.get(self.people.mentions.index(ix, place) as usize).copied()
    }

    /// The concerns the record belongs to.
    pub(super) fn groups(&self, ix: EventIx) -> &[u32] {
        self.groups.of(ix)
    }

    /// Do two records belong to one concern?
    pub(super) fn of_one_concern(&self, a: EventIx, b: EventIx) -> bool {
        self.groups(a).iter().any(|group| self.groups(b).contains(group))
    }

    /// The files name an agency of the police.
    pub(super) fn names_police(&self) -> bool {
        !self.police.is_empty()
    }

    pub(super) fn is_police(&self, agency: &AgencyId) -> bool {
        self.police.contains(agency)
    }

    /// The agency stands for a child or its family.
    pub(super) fn is_family(&self, agency: &AgencyId) -> bool {
        self.family.contains(agency)
    }
}

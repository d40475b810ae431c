//! Incidences: which child is tied to which person, place or thing, by which event and in which role.
//!
//! One row per child and thing of an event. Children are never paired with children here: the cost stays in
//! proportion to what the records say, however busy a place is.

use rayon::prelude::*;
use record::event::Body;
use record::outputs::{Entity, EntityIx, EventIx, MentionTable};
use record::policy::Policy;
use record::{Code, Event, MentionKind};
use rustc_hash::FxHashMap;

/// One tie. The order is by thing, then event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Incidence {
    /// The person, place or thing.
    pub(crate) thing: EntityIx,
    /// The event that says so.
    pub(crate) event: EventIx,
    /// The child.
    pub(crate) child: EntityIx,
    /// The thing's role in the event, as its number in the policy.
    pub(crate) role: u16,
    /// The event is about the child; otherwise the child is only named in it.
    pub(crate) about: bool,
}

/// All incidences, in order.
#[derive(Debug)]
pub(crate) struct Incidences<'a> {
    /// In order.
    pub(crate) all: Vec<Incidence>,
    /// The roles of the policy, in its order.
    roles: Vec<&'a Code>,
}

/// What incidences are read from.
#[derive(Clone, Copy)]
struct Reading<'a, 'r> {
    table: &'a MentionTable,
    entities: &'a [Entity],
    entity_of: &'a [EntityIx],
    /// Number of each role, and whether events are about children in it.
    roles: &'r FxHashMap<&'a str, (u16, bool)>,
}

impl<'a> Incidences<'a> {
    /// The incidences of told and recorded events.
    pub(crate) fn new(
        events: &'a [Event],
        table: &'a MentionTable,
        policy: &'a Policy,
        entities: &'a [Entity],
        entity_of: &'a [EntityIx],
    ) -> Self {
        let numbered = policy.roles.values().zip(0u16..);
        let roles = numbered.map(|(role, number)| (role.code.as_str(), (number, role.about))).collect();
        let reading = Reading { table, entities, entity_of, roles: &roles };
        let mut all: Vec<Incidence> = events
            .par_iter()
            .enumerate()
            .with_min_len(1024)
            .filter(|(_, event)| matches!(event.body, Body::Told(_) | Body::Recorded(_)))
            .flat_map_iter(|(ix, event)| reading.of_event(ix as EventIx, event))
            .collect();
        all.par_sort_unstable();
        all.dedup();
        Self { all, roles: policy.roles.keys().collect() }
    }

    /// The role with this number, if the policy knows it.
    pub(crate) fn role(&self, number: u16) -> Option<&'a Code> {
        self.roles.get(usize::from(number)).copied()
    }

    /// The incidences of one thing.
    pub(crate) fn of(&self, thing: EntityIx) -> &[Incidence] {
        let from = self.all.partition_point(|incidence| incidence.thing < thing);
        let length = self.all[from..].partition_point(|incidence| incidence.thing == thing);
        &self.all[from..from + length]
    }
}

/// Number of a role that the policy does not know.
const UNKNOWN_ROLE: u16 = u16::MAX;

impl Reading<'_, '_> {
    fn of_event(self, ix: EventIx, event: &Event) -> Vec<Incidence> {
        let mentions = || event.mentions().iter().zip(self.table.of(ix));
        let children: Vec<(EntityIx, bool)> = mentions()
            .filter(|(mention, _)| mention.kind == MentionKind::Child)
            .map(|(mention, number)| {
                let about = self.roles.get(mention.role.as_str()).is_some_and(|role| role.1);
                (self.entity_of[number as usize], about)
            })
            .collect();
        let mut all = Vec::new();
        for (mention, number) in mentions().filter(|(mention, _)| mention.kind != MentionKind::Child) {
            let thing = self.entity_of[number as usize];
            if self.entities[thing as usize].kind != MentionKind::Child {
                let role = self.roles.get(mention.role.as_str()).map_or(UNKNOWN_ROLE, |role| role.0);
                all.extend(children.iter().map(|&(child, about)| Incidence {
                    thing,
                    event: ix,
                    child,
                    role,
                    about,
                }));
            }
        }
        all
    }
}

/// Is an event about children in this role? A role that the policy does not know is not.
pub(crate) fn is_about(policy: &Policy, role: &Code) -> bool {
    policy.roles.get(role).is_some_and(|role| role.about)
}

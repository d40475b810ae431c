//! Incidences: which child is tied to which person, place or thing, by which event and in which role.
//!
//! One row per child and thing of an event. Children are never paired with children here: the cost stays in
//! proportion to what the records say, however busy a place is.

use record::event::Body;
use record::outputs::{Entity, EntityIx, EventIx, MentionTable};
use record::policy::Policy;
use record::{Code, Event, MentionKind};
use rayon::prelude::*;
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
    /// The thing's role in the event, as its place in [`Incidences::roles`].
    pub(crate) role: u16,
    /// The event is about the child; otherwise the child is only named in it.
    pub(crate) about: bool,
}

/// All incidences, in order.
#[derive(Debug)]
pub(crate) struct Incidences<'a> {
    /// In order.
    pub(crate) all: Vec<Incidence>,
    /// The roles of things that occur.
    pub(crate) roles: Vec<&'a Code>,
}

impl<'a> Incidences<'a> {
    /// The incidences of told and recorded events.
    pub(crate) fn new(
        events: &'a [Event],
        table: &MentionTable,
        policy: &Policy,
        entities: &[Entity],
        entity_of: &[EntityIx],
    ) -> Self {
        let mut this = Self { all: Vec::new(), roles: Vec::new() };
        let mut numbers: FxHashMap<&'a Code, u16> = FxHashMap::default();
        for (ix, event) in events.iter().enumerate() {
            if matches!(event.body, Body::Told(_) | Body::Recorded(_)) {
                this.of_event(ix as EventIx, event, table, policy, entities, entity_of, &mut numbers);
            }
        }
        this.all.par_sort_unstable();
        this.all.dedup();
        this
    }

    #[expect(clippy::too_many_arguments, reason = "one step of a loop, with all it looks things up in")]
    fn of_event(
        &mut self,
        ix: EventIx,
        event: &'a Event,
        table: &MentionTable,
        policy: &Policy,
        entities: &[Entity],
        entity_of: &[EntityIx],
        numbers: &mut FxHashMap<&'a Code, u16>,
    ) {
        let mentions = || event.mentions().iter().zip(table.of(ix));
        for (thing, mention_ix) in mentions().filter(|(mention, _)| mention.kind != MentionKind::Child) {
            let entity = entity_of[mention_ix as usize];
            if entities[entity as usize].kind == MentionKind::Child {
                continue;
            }
            let roles = &mut self.roles;
            let role = *numbers.entry(&thing.role).or_insert_with(|| {
                roles.push(&thing.role);
                (roles.len() - 1).min(usize::from(u16::MAX)) as u16
            });
            for (child, child_ix) in mentions().filter(|(mention, _)| mention.kind == MentionKind::Child) {
                let about = is_about(policy, &child.role);
                let child = entity_of[child_ix as usize];
                self.all.push(Incidence { thing: entity, event: ix, child, role, about });
            }
        }
    }

    /// The role with this number.
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

/// Is an event about children in this role? A role that the policy does not know is not.
pub(crate) fn is_about(policy: &Policy, role: &Code) -> bool {
    policy.roles.get(role).map_or(role.as_str() == "subject", |role| role.about)
}

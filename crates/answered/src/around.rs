//! What the rest of the record says of the same child, person, place or thing: answering is given it, and looks for nothing.
//!
//! *Ever recorded* means in any concern, of any agency, before or after. It spreads by certain links alone: what only may
//! be the same moves no duty. A role that explains a tie (a home, a school, a hospital) spreads nothing, nor does a thing that
//! more children's records name than `most_children` of `matters.toml`: of those an ordinary town is full.

use record::outputs::{EntityIx, EventIx, Notice};
use record::policy::{Policy, Threshold};
use record::{Body, Code, Day, Event, Mention, MentionKind, Tri};

use crate::conflict::{Conflicts, Named};
use crate::rules::Limits;
use crate::span::in_view;
use crate::strategic::{BusyOf, Ties};

/// The age rules that say an offence was recorded, or may have been: A7 only says that no birth date is known.
const AGE_RULES: [&str; 6] = ["A1", "A2", "A3", "A4", "A5", "A6"];

/// The role of a child of whom others are warned.
const PERSON_OF_CONCERN: &str = "person_of_concern";

/// What the rest of the record says, by event. By default nothing is known but the concern itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Shape: one for each event; empty where nothing is known.
    signs: Vec<bool>,
    conflicts: Conflicts,
}

impl Around {
    /// What joining and the age rules say of canonically ordered events at the end of the day `as_of`.
    ///
    /// A pure function; the order in which ties and notices are given changes nothing.
    pub fn new(events: &[Event], policy: &Policy, as_of: Day, ties: Ties<'_>, notices: &[Notice]) -> Self {
        // What held from the beginning: a later change would lift a second signature from an answer given before it, or ask
        // for one then.
        let most_children = Limits::of(events, policy, as_of).at_first(Threshold::MostChildren);
        let mut known = Known {
            events,
            policy,
            ties,
            busy: BusyOf::new(ties.questions),
            most_children,
            marked: Vec::new(),
        };
        known.marked.resize(ties.entities.len(), false);
        let all = || (0..).zip(events).filter(|(_, event)| in_view(event.claimed, as_of));
        all().filter(|(_, event)| has_sign(event, policy)).for_each(|(ix, _)| known.mark(ix));
        let met = |notice: &&Notice| notice.certain == Tri::Yes && AGE_RULES.contains(&notice.rule.as_str());
        for notice in notices.iter().filter(met) {
            known.mark_entity(notice.child);
            known.mark(notice.event);
        }
        let signs = (0..events.len() as EventIx).map(|ix| known.names_marked(ix)).collect();
        Self { signs, conflicts: Conflicts::default() }
    }

    /// With the posts whose holders these canonically ordered events name, and the conflicts that they declare.
    pub fn with_conflicts(mut self, events: &[Event], policy: &Policy, named: Vec<Named>) -> Self {
        self.conflicts = Conflicts::new(events, policy, named);
        self
    }

    pub(crate) fn conflicts(&self) -> &Conflicts {
        &self.conflicts
    }

    /// What is known of some of the events, in their order, with one more at a place, of which nothing is known.
    pub(crate) fn of(&self, events: &[EventIx], place: usize) -> Self {
        let mut signs: Vec<bool> = events.iter().map(|ix| self.sign_ever(*ix)).collect();
        signs.insert(place, false);
        let moved = |at: usize| at + usize::from(at >= place);
        let number = |ix: EventIx| events.binary_search(&ix).ok().map(|at| moved(at) as EventIx);
        Self { signs, conflicts: self.conflicts.of(number) }
    }

    /// A sign of exploitation, or an age rule that is certainly met, was ever recorded for a child this event is about or for a
    /// person, place or thing of concern it names.
    pub fn sign_ever(&self, event: EventIx) -> bool {
        self.signs.get(event as usize).copied().unwrap_or(false)
    }
}

impl Around {
    /// What was worked out elsewhere: for each event, whether a sign was ever recorded around it. No conflicts are known.
    pub fn given(signs: Vec<bool>) -> Self {
        Self { signs, conflicts: Conflicts::default() }
    }

    /// The same with the conflicts of one concern.
    pub(crate) fn given_with(signs: Vec<bool>, conflicts: Conflicts) -> Self {
        Self { signs, conflicts }
    }
}

/// The event itself carries a sign of exploitation.
pub(crate) fn has_sign(event: &Event, policy: &Policy) -> bool {
    let signs = match &event.body {
        Body::Told(told) => told.signs.as_slice(),
        Body::Recorded(entry) => entry.signs.as_slice(),
        _ => &[],
    };
    signs.iter().any(|sign| policy.signs.get(sign).is_some_and(|sign| sign.exploitation))
}

/// Children, persons, places and things of which a sign was ever recorded.
struct Known<'a> {
    events: &'a [Event],
    policy: &'a Policy,
    ties: Ties<'a>,
    busy: BusyOf,
    most_children: u32,
    /// By entity.
    marked: Vec<bool>,
}

impl Known<'_> {
    fn mark(&mut self, ix: EventIx) {
        let named: Vec<EntityIx> = self.spreading(ix).collect();
        named.into_iter().for_each(|entity| self.mark_entity(Some(entity)));
    }

    fn mark_entity(&mut self, entity: Option<EntityIx>) {
        if let Some(marked) = entity.and_then(|entity| self.marked.get_mut(entity as usize)) {
            *marked = true;
        }
    }

    fn names_marked(&self, ix: EventIx) -> bool {
        self.spreading(ix).any(|entity| self.marked.get(entity as usize).copied().unwrap_or(false))
    }

    /// Whom and what an event names so that a sign may spread by it; nothing where nothing was joined.
    fn spreading(&self, ix: EventIx) -> impl Iterator<Item = EntityIx> {
        let all = if self.ties.mentions.is_empty() { 0..0 } else { self.ties.mentions.of(ix) };
        let entities = all.map(|mention| self.ties.entity_of[mention as usize]);
        let named = entities.zip(self.events[ix as usize].mentions());
        named.filter(|(entity, mention)| self.may_spread(*entity, mention)).map(|(entity, _)| entity)
    }

    fn may_spread(&self, entity: EntityIx, mention: &Mention) -> bool {
        let role = |role: &Code| self.policy.roles.get(role);
        if mention.kind == MentionKind::Child {
            return mention.role.as_str() == PERSON_OF_CONCERN
                || role(&mention.role).is_some_and(|role| role.about);
        }
        let explains_nothing = !role(&mention.role).is_some_and(|role| role.innocent);
        explains_nothing && !self.busy.is_busy(entity, self.most_children)
    }
}

//! Strategic matters and interference checks: what needs both the answers and what joining found.
//!
//! Joining is not known here: what it found comes in `record`'s types. The rules and their reasons stand in
//! `docs/method/answered.md`, their numbers in `matters.toml`.

mod apart;
mod gather;
mod interference;
pub(crate) mod kinds;
mod lead;
mod matter;
mod owed;
mod pattern;
mod repeat_missing;
mod reread;
mod resurfaced;
mod seed;

use record::outputs::{
    Duty, Entity, EntityIx, EventIx, InterferenceCheck, Link, Matter, MentionTable, Question, RepeatMissing,
    Reread,
};
use record::policy::Policy;
use record::{Body, Code, Day, Event, Mention, MentionKind};

use crate::around::Around;
use crate::clock::Reckoner;
use crate::concerns::{ByEvent, Concerns};
use crate::duties::Bench;
use crate::posts::Directory;
use crate::rules::{Limits, Rulebook};
pub(crate) use kinds::Kinds;

pub(crate) use pattern::BusyOf;

/// What joining found, as far as it is needed here.
#[derive(Clone, Copy, Debug)]
pub struct Ties<'a> {
    /// The numbers of the mentions.
    pub mentions: &'a MentionTable,
    /// The entities.
    pub entities: &'a [Entity],
    /// The entity of each mention.
    pub entity_of: &'a [EntityIx],
    /// The household of each entity.
    pub households: &'a [EntityIx],
    /// The links.
    pub links: &'a [Link],
    /// What several children's records share.
    pub questions: &'a [Question],
}

/// Strategic matters and interference checks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strategic {
    /// In the order of what opened them.
    pub matters: Vec<Matter>,
    /// In the order of the withdrawals. For no teller's eyes.
    pub checks: Vec<InterferenceCheck>,
    /// Decisions not to act drawn to be read again, in the order of the answers.
    pub rereads: Vec<Reread>,
    /// Children missing again and again, in the order of the episodes that opened the reviews.
    pub repeat_missing: Vec<RepeatMissing>,
}

/// The strategic matters and interference checks of canonically ordered events at the end of the day `as_of`.
///
/// `duties`: those of the concerns, to find what had been answered before. `around`: who is in conflict; signs elsewhere are not
/// asked for, since a matter and a check need the second post whatever the rest of the record says. A pure function; the order in which questions and
/// duties are given changes nothing.
pub fn strategic(
    events: &[Event],
    policy: &Policy,
    as_of: Day,
    ties: Ties<'_>,
    duties: &[Duty],
    around: &Around,
) -> Strategic {
    let directory = Directory::new(events);
    let book = Rulebook::new((0..).zip(events), policy, &directory, as_of);
    let reckoner = Reckoner::new(policy, &book);
    let limits = &reckoner.limits();
    let mut bench = Bench { events, reckoner, directory, as_of, around };
    let concerns = Concerns::new(events, as_of);
    let by_event = concerns.by_event(events.len());
    let kinds = Kinds::new(events, policy);
    let scene = Scene {
        events,
        policy,
        limits,
        as_of,
        ties,
        kinds: &kinds,
        concerns: &concerns,
        by_event: &by_event,
    };
    let mut matters = gather::matters(scene, &mut bench);
    resurfaced::resurface(scene, duties, &mut matters);
    let rereads = reread::rereads(scene, duties, &mut bench);
    let repeat_missing = repeat_missing::repeat_missing(scene, &mut bench);
    Strategic { matters, checks: interference::checks(scene, &mut bench), rereads, repeat_missing }
}

/// The checks and second readings of these concerns, which need nothing of joining but whom and what a check starts with: no adult
/// is named, and no record of another concern.
pub(crate) fn of_concerns(
    events: &[Event],
    as_of: Day,
    (concerns, by_event): (&Concerns<'_>, &ByEvent),
    duties: &[Duty],
    kinds: &Kinds,
    bench: &mut Bench<'_, '_>,
) -> (Vec<InterferenceCheck>, Vec<Reread>) {
    let mentions = MentionTable::default();
    let ties = Ties {
        mentions: &mentions,
        entities: &[],
        entity_of: &[],
        households: &[],
        links: &[],
        questions: &[],
    };
    let policy = bench.reckoner.policy();
    let limits = bench.reckoner.limits();
    let limits = limits.as_ref();
    let scene = Scene { events, policy, limits, as_of, ties, kinds, concerns, by_event };
    (interference::checks(scene, bench), reread::rereads(scene, duties, bench))
}

/// What the rules look at.
#[derive(Clone, Copy)]
struct Scene<'a> {
    events: &'a [Event],
    policy: &'a Policy,
    /// Thresholds as they hold on a day.
    limits: &'a Limits,
    as_of: Day,
    ties: Ties<'a>,
    kinds: &'a Kinds,
    /// A number that was given to several children is several concerns here.
    concerns: &'a Concerns<'a>,
    by_event: &'a ByEvent,
}

impl<'a> Scene<'a> {
    fn event(self, ix: EventIx) -> &'a Event {
        &self.events[ix as usize]
    }

    /// The mentions of an event with their entities; none where nothing was joined.
    fn named(self, ix: EventIx) -> impl Iterator<Item = (EntityIx, &'a Mention)> {
        let all = if self.ties.mentions.is_empty() { 0..0 } else { self.ties.mentions.of(ix) };
        let entity_of = self.ties.entity_of;
        all.map(move |mention| entity_of[mention as usize]).zip(self.event(ix).mentions())
    }

    /// The children an event is about.
    fn about(self, ix: EventIx) -> impl Iterator<Item = EntityIx> {
        self.named(ix)
            .filter(move |(_, mention)| {
                let role = self.policy.roles.get(&mention.role);
                mention.kind == MentionKind::Child && role.is_some_and(|role| role.about)
            })
            .map(|(entity, _)| entity)
    }

    /// Persons, places and things that no recorded role explains.
    fn of_concern(self, ix: EventIx) -> impl Iterator<Item = EntityIx> {
        self.named(ix)
            .filter(move |(_, mention)| mention.kind != MentionKind::Child && !self.innocent(&mention.role))
            .map(|(entity, _)| entity)
    }

    fn innocent(self, role: &Code) -> bool {
        self.policy.roles.get(role).is_some_and(|role| role.innocent)
    }

    /// The record itself names a group.
    fn names_group(self, ix: EventIx) -> bool {
        self.signs(ix).iter().any(|sign| self.policy.signs.get(sign).is_some_and(|sign| sign.group))
    }

    /// The record itself carries a sign of exploitation.
    fn is_exploitation(self, ix: EventIx) -> bool {
        self.signs(ix).iter().any(|sign| self.policy.signs.get(sign).is_some_and(|sign| sign.exploitation))
    }

    fn signs(self, ix: EventIx) -> &'a [Code] {
        match &self.event(ix).body {
            Body::Told(told) => &told.signs,
            Body::Recorded(entry) => &entry.signs,
            _ => &[],
        }
    }

    /// A record of its own: a copy that was passed on is no second record.
    fn is_own_record(self, ix: EventIx) -> bool {
        match &self.event(ix).body {
            Body::Told(told) => told.passes.is_none(),
            Body::Recorded(_) => true,
            _ => false,
        }
    }
}

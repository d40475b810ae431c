//! Questions by what their children really share: an innocent hub, a thing of a network, or a thing that is both.

use std::collections::BTreeMap;

use record::event::Body;
use record::outputs::{EntityIx, EventIx};
use record::{Event, MentionKind};

use super::truth::{Thing, Truth};

/// Questions about things of one true kind.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hub {
    /// Questions.
    pub(crate) questions: u64,
    /// Of them: recorded roles explain every tie.
    pub(crate) explained: u64,
    /// Of them: the thing is a network's, or one that a network uses.
    pub(crate) of_network: u64,
}

pub(super) fn hubs(truth: &Truth, events: &[Event], outcome: &flow::Outcome) -> BTreeMap<String, Hub> {
    let mut hubs: BTreeMap<String, Hub> = BTreeMap::new();
    for question in &outcome.joined.questions {
        let thing = thing(truth, events, outcome, question.shared, &question.events);
        let hub = hubs
            .entry(thing.map_or("thing of another file", |thing| thing.kind.as_str()).to_owned())
            .or_default();
        hub.questions += 1;
        let explained: u32 = question.innocent_roles.iter().map(|(_, count)| count).sum();
        hub.explained += u64::from(explained as usize >= question.events.len());
        hub.of_network += u64::from(thing.is_some_and(|thing| thing.of_network));
    }
    hubs
}

/// What an entity that these records name is in truth. It may stand for several true things where spellings meet: the one
/// named most often counts.
pub(super) fn thing<'t>(
    truth: &'t Truth,
    events: &[Event],
    outcome: &flow::Outcome,
    entity: EntityIx,
    named_in: &[EventIx],
) -> Option<&'t Thing> {
    let joined = &outcome.joined;
    let mut votes: BTreeMap<&str, u32> = BTreeMap::new();
    for &at in named_in {
        let Some(event) = events.get(at as usize) else { continue };
        let Body::Told(told) = &event.body else { continue };
        let key = (told.concern.agency.to_string(), told.concern.key.to_string());
        let Some(named) = truth.named.get(&key) else { continue };
        let mut nth: BTreeMap<MentionKind, usize> = BTreeMap::new();
        for (place, mention) in event.mentions().iter().enumerate() {
            let n = nth.entry(mention.kind).or_default();
            let of_kind = named.iter().filter(|named| named.kind == mention.kind.word()).nth(*n);
            *n += 1;
            if joined.entity_of[joined.mentions.index(at, place as u16) as usize] == entity
                && let Some(named) = of_kind
            {
                *votes.entry(&named.thing).or_default() += 1;
            }
        }
    }
    let most = votes.iter().max_by_key(|(thing, count)| (**count, core::cmp::Reverse(**thing)));
    most.and_then(|(thing, _)| truth.things.get(*thing))
}

pub(super) fn lines(hubs: &BTreeMap<String, Hub>) -> Vec<String> {
    hubs.iter()
        .map(|(kind, hub)| {
            format!(
                "questions, {kind}: {}; {} explained by recorded roles, {} about one that is or serves a network",
                hub.questions, hub.explained, hub.of_network
            )
        })
        .collect()
}

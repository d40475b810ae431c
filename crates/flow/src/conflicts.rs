//! Whose post a record names: the names of holders of posts, held against the persons that records speak of.
//!
//! Joining compares names and is not told why; answering is told which posts are named and no name.

use std::collections::BTreeMap;

use answered::{Named, accuses};
use joined::{Joined, Known, named_as};
use record::event::PostHeldBy;
use record::outputs::{EntityIx, EventIx, MentionIx};
use record::{AgencyId, Body, Event, MentionKind, Moment};

/// The posts whose holders canonically ordered events name as persons of concern, certainly or possibly.
///
/// What one mention of a person says holds for every other of the same entity. A pure function.
pub(crate) fn named(events: &[Event], joined: &Joined) -> Vec<Named> {
    let holdings: Vec<&PostHeldBy> = events.iter().filter_map(holding).collect();
    let accused = accused(events, joined);
    if holdings.is_empty() || accused.is_empty() {
        return Vec::new();
    }
    let called = agencies(events);
    let places: Vec<Vec<&str>> = holdings.iter().map(|held| at(&called, &held.post.agency())).collect();
    let known: Vec<Known<'_>> =
        holdings.iter().zip(&places).map(|(held, at)| Known { name: &held.holder, at }).collect();
    let all = 0..joined.mentions.len() as MentionIx;
    let mentions: Vec<MentionIx> =
        all.filter(|mention| accused.contains_key(&joined.entity_of[*mention as usize])).collect();
    // The surest of what the mentions of one person say of one holding.
    let mut alike: BTreeMap<(u32, EntityIx), bool> = BTreeMap::new();
    for one in named_as(&known, events, &joined.mentions, &mentions) {
        let certain = alike.entry((one.known, joined.entity_of[one.mention as usize])).or_default();
        *certain |= one.certain;
    }
    let named = alike.iter().flat_map(|((known, entity), certain)| {
        let held = holdings[*known as usize];
        accused[entity].iter().map(move |event| Named {
            event: *event,
            post: held.post.clone(),
            first: held.from.earliest().map(Moment::day),
            last: held.until.and_then(|until| until.latest()).map(Moment::day),
            certain: *certain,
        })
    });
    named.collect()
}

fn holding(event: &Event) -> Option<&PostHeldBy> {
    match &event.body {
        Body::PostHeldBy(held) => Some(held),
        _ => None,
    }
}

/// The persons whom a record names as one of concern, each with those records in order.
fn accused(events: &[Event], joined: &Joined) -> BTreeMap<EntityIx, Vec<EventIx>> {
    let mut accused: BTreeMap<EntityIx, Vec<EventIx>> = BTreeMap::new();
    for (ix, event) in (0..).zip(events) {
        for (place, mention) in (0..).zip(event.mentions()) {
            if mention.kind == MentionKind::Person && accuses(&mention.role) {
                let entity = joined.entity_of[joined.mentions.index(ix, place) as usize];
                accused.entry(entity).or_default().push(ix);
            }
        }
    }
    accused.values_mut().for_each(Vec::dedup);
    accused
}

/// What each agency is called.
fn agencies(events: &[Event]) -> BTreeMap<&AgencyId, Vec<&str>> {
    let mut called: BTreeMap<&AgencyId, Vec<&str>> = BTreeMap::new();
    for event in events {
        if let Body::AgencyCreated(agency) = &event.body {
            called.entry(&agency.agency).or_default().push(&agency.name);
        }
    }
    called
}

fn at<'a>(called: &BTreeMap<&'a AgencyId, Vec<&'a str>>, agency: &AgencyId) -> Vec<&'a str> {
    called.get_key_value(agency).map_or_else(Vec::new, |(id, names)| {
        let own = core::iter::once(id.as_str());
        own.chain(names.iter().copied()).filter(|name| !name.is_empty()).collect()
    })
}

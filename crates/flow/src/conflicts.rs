//! Whose post a record names: the names of holders of posts, held against the persons that records speak of.
//!
//! Joining compares names and is not told why; answering is told which posts are named and no name.

mod same_child;

use std::collections::BTreeMap;

use answered::{Named, accuses, helps};
use joined::{Joined, Known, named_as};
use record::event::PostHeldBy;
use record::outputs::{EntityIx, EventIx, HelperNamed, MentionIx};
use record::policy::Policy;
use record::{AgencyId, Body, Day, Event, MentionKind, Moment};

/// The posts whose holders canonically ordered events name as persons of concern, certainly or possibly; the certain ones for
/// the other concerns of the same children too.
///
/// What one mention of a person says holds for every other of the same entity. A pure function.
pub(crate) fn named(events: &[Event], policy: &Policy, as_of: Day, joined: &Joined) -> Vec<Named> {
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
            elsewhere: None,
        })
    });
    let named: Vec<Named> = named.collect();
    let of_children = same_child::elsewhere(events, policy, as_of, joined, &named);
    named.into_iter().chain(of_children).collect()
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

/// At most so many records are listed that name a helper.
const NAMED_IN_CAP: usize = 8;

/// Interpreters and community leaders whom some record names as persons of concern, in the order of the events in which they help.
///
/// The same person as joining found it is certain; the same full name alone is to be checked.
pub(crate) fn helpers(events: &[Event], joined: &Joined) -> Vec<HelperNamed> {
    let accused = accused(events, joined);
    let helping: Vec<(EventIx, u16)> = helping(events);
    if accused.is_empty() || helping.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> =
        helping.iter().map(|(ix, place)| full_name(&events[*ix as usize], *place)).collect();
    let known: Vec<Known<'_>> = names.iter().map(|name| Known { name, at: &[] }).collect();
    let all = 0..joined.mentions.len() as MentionIx;
    let mentions: Vec<MentionIx> =
        all.filter(|mention| accused.contains_key(&joined.entity_of[*mention as usize])).collect();
    let mut alike: BTreeMap<u32, Vec<EntityIx>> = BTreeMap::new();
    for one in named_as(&known, events, &joined.mentions, &mentions) {
        alike.entry(one.known).or_default().push(joined.entity_of[one.mention as usize]);
    }
    let mut found = Vec::new();
    for (number, (event, place)) in (0..).zip(&helping) {
        let helper = joined.entity_of[joined.mentions.index(*event, *place) as usize];
        let certain = accused.contains_key(&helper);
        let by_name = alike.get(&number).map_or(&[][..], Vec::as_slice);
        let meant = if certain { core::slice::from_ref(&helper) } else { by_name };
        let mut named_in: Vec<EventIx> = meant.iter().flat_map(|entity| &accused[entity]).copied().collect();
        named_in.sort_unstable();
        named_in.dedup();
        named_in.truncate(NAMED_IN_CAP);
        if !named_in.is_empty() {
            let role = events[*event as usize].mentions()[*place as usize].role.clone();
            found.push(HelperNamed { event: *event, helper, role, certain, named_in });
        }
    }
    found
}

fn helping(events: &[Event]) -> Vec<(EventIx, u16)> {
    let of = |(ix, event): (EventIx, &Event)| {
        let places = (0..).zip(event.mentions()).filter(|(_, mention)| helps(&mention.role));
        places.map(|(place, _)| (ix, place)).collect::<Vec<_>>()
    };
    (0..).zip(events).flat_map(of).collect()
}

fn full_name(event: &Event, place: u16) -> String {
    let mention = &event.mentions()[usize::from(place)];
    let parts = [mention.forename.as_deref(), mention.surname.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

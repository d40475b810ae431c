//! Whoever is named in one concern of a child steps aside from the child's other concerns too.
//!
//! Only what is certain goes from one concern to another: that the holder is the person named, and that the child is the same.

use std::collections::{BTreeMap, BTreeSet};

use answered::Named;
use joined::Joined;
use record::outputs::{EntityIx, EventIx};
use record::policy::Policy;
use record::{Day, Event, MentionKind, PostId, Tri};

/// The role of a child of whom others are warned.
const PERSON_OF_CONCERN: &str = "person_of_concern";

/// A post and the days on which the person named may hold it.
type Held = (PostId, Option<Day>, Option<Day>);

/// What certain namings in records known by the end of `as_of` mean for the other records of the same children.
///
/// One for each post and days and each record; of several records that name somebody the first in order stands for all. Time
/// grows with the records of those children.
pub(super) fn elsewhere(
    events: &[Event],
    policy: &Policy,
    as_of: Day,
    joined: &Joined,
    named: &[Named],
) -> Vec<Named> {
    let known = |one: &&Named| events[one.event as usize].claimed.is_by(as_of) != Tri::No;
    let mut of_child: BTreeMap<EntityIx, BTreeMap<Held, EventIx>> = BTreeMap::new();
    for one in named.iter().filter(|one| one.certain).filter(known) {
        for child in children(one.event, events, policy, joined) {
            let held = (one.post.clone(), one.first, one.last);
            let first = of_child.entry(child).or_default().entry(held).or_insert(one.event);
            *first = (*first).min(one.event);
        }
    }
    if of_child.is_empty() {
        return Vec::new();
    }
    // The event itself says more than that another does.
    let own: BTreeSet<(EventIx, Held)> = named
        .iter()
        .filter(|one| one.certain)
        .map(|one| (one.event, (one.post.clone(), one.first, one.last)))
        .collect();
    let mut all = Vec::new();
    for event in 0..events.len() as EventIx {
        for child in children(event, events, policy, joined) {
            let here = of_child.get(&child).into_iter().flatten();
            let others = here.filter(|(held, _)| !own.contains(&(event, (*held).clone())));
            all.extend(others.map(|((post, first, last), other)| Named {
                event,
                post: post.clone(),
                first: *first,
                last: *last,
                certain: true,
                elsewhere: Some(*other),
            }));
        }
    }
    all
}

/// The children an event is about, or names as persons of concern.
fn children<'a>(
    event: EventIx,
    events: &'a [Event],
    policy: &'a Policy,
    joined: &'a Joined,
) -> impl Iterator<Item = EntityIx> + 'a {
    let mentions = (0..).zip(events[event as usize].mentions());
    let children = mentions.filter(|(_, mention)| {
        let about = || policy.roles.get(&mention.role).is_some_and(|role| role.about);
        mention.kind == MentionKind::Child && (mention.role.as_str() == PERSON_OF_CONCERN || about())
    });
    children.map(move |(place, _)| joined.entity_of[joined.mentions.index(event, place) as usize])
}

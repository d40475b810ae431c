//! Conflicts of interest: a post whose holder a concern names in an allegation steps aside, and learns nothing of it.
//!
//! Who is named like whom is not known here: it comes as [`Named`]. A certain conflict moves the duty and sets acts aside;
//! a possible one changes nothing and is shown to whoever oversees, for a namesake may be meant. The rule, and what both of its
//! errors cost: `docs/decisions/0020-conflicts.md`.

mod aside;
mod erasing;
mod listed;
mod view;

use std::collections::BTreeMap;

use record::outputs::EventIx;
use record::policy::Policy;
use record::{Body, Code, Day, Event, PostId};

use crate::strategic::Kinds;

pub(crate) use aside::Aside;
use aside::{InConflict, Source};
pub use erasing::may_not_erase;
pub use listed::conflicts_of_interest;
pub use view::{may_see, view_of};

/// The activity of a row that declares a conflict of interest: a tie, kin, or what a check found.
const DECLARED: &str = "conflict.declared";

/// Roles in which a record names somebody as one who may have done harm.
const ACCUSED: [&str; 2] = ["person_of_concern", "associate"];

/// Roles of people through whom a child or parent speaks with an agency.
const HELPERS: [&str; 2] = ["interpreter", "community_leader"];

/// Somebody in this role hears what is said, and may be told what is written.
pub fn helps(role: &Code) -> bool {
    HELPERS.contains(&role.as_str())
}

/// A record that names somebody in this role says that he may have done harm.
pub fn accuses(role: &Code) -> bool {
    ACCUSED.contains(&role.as_str())
}

/// A person named in an event may hold a post.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// The event that names the person as one of concern.
    pub event: EventIx,
    /// The post.
    pub post: PostId,
    /// The first day on which the person may hold it; `None`: from the beginning.
    pub first: Option<Day>,
    /// The last day; `None`: still.
    pub last: Option<Day>,
    /// The person is that one; else a namesake may be meant.
    pub certain: bool,
    /// The record that names the person in another concern of the same child; `None`: the event itself does.
    pub elsewhere: Option<EventIx>,
}

/// Whose concerns name whom, by event; and what kinds of agency there are, to find a post outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Conflicts {
    named: BTreeMap<EventIx, Vec<Named>>,
    declared: bool,
    kinds: Kinds,
}

impl Conflicts {
    /// Those of canonically ordered events; the order of `named` changes nothing.
    pub(crate) fn new(events: &[Event], policy: &Policy, named: Vec<Named>) -> Self {
        let mut by_event: BTreeMap<EventIx, Vec<Named>> = BTreeMap::new();
        for one in named {
            by_event.entry(one.event).or_default().push(one);
        }
        for list in by_event.values_mut() {
            list.sort_unstable();
            list.dedup();
        }
        Self { named: by_event, declared: events.iter().any(declares), kinds: Kinds::new(events, policy) }
    }

    /// Those of the events that get another number.
    pub(crate) fn of(&self, number: impl Fn(EventIx) -> Option<EventIx>) -> Self {
        let again = |(ix, list): (&EventIx, &Vec<Named>)| {
            let event = number(*ix)?;
            // Where the other concern is not among them, it is known all the same that there is one.
            let elsewhere = |one: &Named| one.elsewhere.map(|other| number(other).unwrap_or(event));
            let again = |one: &Named| Named { event, elsewhere: elsewhere(one), ..one.clone() };
            Some((event, list.iter().map(again).collect()))
        };
        let named = self.named.iter().filter_map(again).collect();
        Self { named, declared: self.declared, kinds: self.kinds.clone() }
    }

    /// Those of one concern, its events numbered from 0: whom each names, whether one declares something, and the kinds of agency.
    pub(crate) fn of_one(named: BTreeMap<EventIx, Vec<Named>>, declared: bool, kinds: Kinds) -> Self {
        Self { named, declared, kinds }
    }

    /// Whom each event names.
    pub(crate) fn named(&self) -> impl Iterator<Item = (EventIx, &[Named])> {
        self.named.iter().map(|(ix, list)| (*ix, list.as_slice()))
    }

    /// Nothing here can be a conflict.
    pub(crate) fn none(&self) -> bool {
        self.named.is_empty() && !self.declared
    }

    fn of_event(&self, ix: EventIx) -> &[Named] {
        self.named.get(&ix).map_or(&[], Vec::as_slice)
    }
}

/// The event declares a conflict.
pub(crate) fn declares(event: &Event) -> bool {
    matches!(&event.body, Body::Recorded(entry) if entry.activity.as_str() == DECLARED)
}

/// The post of which an event declares a conflict: the one it was told of, else the one that wrote it.
fn declared_of(event: &Event) -> Option<&PostId> {
    match &event.body {
        Body::Recorded(entry) if entry.activity.as_str() == DECLARED => {
            entry.told_to.as_ref().and_then(|to| to.post.as_ref()).or(event.by.post.as_ref())
        }
        _ => None,
    }
}

/// Why there is one.
fn ground(one: &InConflict) -> Code {
    Code::new(match (one.source, one.certain) {
        (Source::Declared, _) => "declared",
        (Source::Elsewhere, _) => "named_in_another_concern",
        (Source::Named, true) => "named_and_works_there",
        (Source::Named, false) => "named_alike",
    })
}

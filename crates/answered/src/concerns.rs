//! Which events speak of which concern.

use record::event::Told;
use record::outputs::EventIx;
use record::{Body, ConcernRef, Day, Event};
use rustc_hash::FxHashMap;

use crate::reused::{Thread, threads};
use crate::span::{Span, in_view};

/// The events in view, grouped by concern; each group in canonical order.
#[derive(Debug)]
pub(crate) struct Concerns<'a> {
    /// The concern of each group; `None` for an entry that tells a post of something without numbering it.
    refs: Vec<Option<&'a ConcernRef>>,
    /// Where each group begins in `members`, and one more for the end.
    starts: Vec<u32>,
    members: Vec<EventIx>,
    /// The first tellings of concerns whose number was given before, to another child.
    pub(crate) reused: Vec<EventIx>,
}

/// One concern with its events.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group<'a> {
    pub(crate) concern: Option<&'a ConcernRef>,
    pub(crate) members: &'a [EventIx],
}

impl<'a> Concerns<'a> {
    /// Groups the events that can have happened by the end of `as_of`.
    pub(crate) fn new(events: &'a [Event], as_of: Day) -> Self {
        let mut refs: Vec<Option<&'a ConcernRef>> = Vec::new();
        let mut number: FxHashMap<&'a ConcernRef, u32> = FxHashMap::default();
        let mut placed: Vec<(u32, EventIx)> = Vec::with_capacity(events.len());
        for (ix, event) in events.iter().enumerate().filter(|(_, event)| in_view(event.claimed, as_of)) {
            for concern in named(event).into_iter().flatten() {
                let group = *number.entry(concern).or_insert_with(|| {
                    refs.push(Some(concern));
                    refs.len() as u32 - 1
                });
                placed.push((group, ix as EventIx));
            }
            if tells_without_number(event) {
                refs.push(None);
                placed.push((refs.len() as u32 - 1, ix as EventIx));
            }
        }
        let (starts, members) = laid_out(&placed, refs.len());
        Self { refs, starts, members, reused: Vec::new() }.split(events)
    }

    /// The events of one number that can have happened by the end of `as_of`.
    pub(crate) fn of_number(concern: Option<&'a ConcernRef>, events: &'a [Event], as_of: Day) -> Self {
        let in_view = (0..).zip(events).filter(|(_, event)| in_view(event.claimed, as_of));
        let members: Vec<EventIx> = in_view.map(|(ix, _)| ix).collect();
        let starts = vec![0, members.len() as u32];
        Self { refs: vec![concern], starts, members, reused: Vec::new() }.split(events)
    }

    /// Makes a group of each concern where one number was given to several.
    fn split(self, events: &[Event]) -> Self {
        let mut made = Self { refs: Vec::new(), starts: vec![0], members: Vec::new(), reused: Vec::new() };
        for (concern, bounds) in self.refs.iter().zip(self.starts.windows(2)) {
            let members = &self.members[bounds[0] as usize..bounds[1] as usize];
            match concern.and_then(|_| threads(events, members)) {
                None => made.put(*concern, members),
                Some(several) => {
                    several.iter().for_each(|thread| made.put(*concern, &thread.members));
                    made.reused.extend(several.iter().skip(1).filter_map(Thread::first_telling));
                }
            }
        }
        made
    }

    fn put(&mut self, concern: Option<&'a ConcernRef>, members: &[EventIx]) {
        self.refs.push(concern);
        self.members.extend_from_slice(members);
        self.starts.push(self.members.len() as u32);
    }

    /// One group.
    pub(crate) fn group(&self, number: u32) -> Group<'_> {
        let number = number as usize;
        let (from, to) = (self.starts[number] as usize, self.starts[number + 1] as usize);
        Group { concern: self.refs[number], members: &self.members[from..to] }
    }

    /// The same by event, of `events` in all.
    pub(crate) fn by_event(&self, events: usize) -> ByEvent {
        let mut placed = Vec::with_capacity(self.members.len());
        for (number, group) in (0..).zip(self.groups()) {
            placed.extend(group.members.iter().map(|ix| (*ix, number)));
        }
        let (starts, groups) = laid_out(&placed, events);
        ByEvent { starts, groups }
    }

    /// The groups, in the order of their first events.
    pub(crate) fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        self.refs.iter().zip(self.starts.windows(2)).map(|(concern, bounds)| Group {
            concern: *concern,
            members: &self.members[bounds[0] as usize..bounds[1] as usize],
        })
    }
}

/// The concerns of each event, as numbers of groups.
#[derive(Debug)]
pub(crate) struct ByEvent {
    starts: Vec<u32>,
    groups: Vec<u32>,
}

impl ByEvent {
    /// Those of one event: mostly one, none of an entry without a number.
    pub(crate) fn of(&self, ix: EventIx) -> &[u32] {
        &self.groups[self.starts[ix as usize] as usize..self.starts[ix as usize + 1] as usize]
    }
}

/// The concerns an event speaks of: its own and, for a passing on under a number of its own, that number too.
pub(crate) fn named(event: &Event) -> [Option<&ConcernRef>; 2] {
    let own_number = match &event.body {
        Body::Told(told) => {
            told.passes.as_ref().filter(|passed| **passed != told.concern).map(|_| &told.concern)
        }
        _ => None,
    };
    [event.concern(), own_number]
}

/// An entry of a chronology that says who was told, but not of which numbered concern.
pub(crate) fn tells_without_number(event: &Event) -> bool {
    matches!(&event.body, Body::Recorded(entry) if entry.concern.is_none() && entry.told_to.is_some())
}

/// What was placed, by place, keeping its order: where each place begins, and all of it.
fn laid_out(placed: &[(u32, u32)], groups: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0u32; groups + 1];
    for (group, _) in placed {
        starts[*group as usize + 1] += 1;
    }
    for group in 0..groups {
        starts[group + 1] += starts[group];
    }
    let mut next = starts.clone();
    let mut members = vec![0; placed.len()];
    for (group, event) in placed {
        members[next[*group as usize] as usize] = *event;
        next[*group as usize] += 1;
    }
    (starts, members)
}

impl<'a> Group<'a> {
    /// The telling of which this concern's number is made: not a passing on of the concern itself.
    fn is_origin(self, told: &Told) -> bool {
        Some(&told.concern) == self.concern && told.passes.as_ref() != self.concern
    }

    /// The events that open duties: every telling that is no passing on. Where these files hold none, or only such as
    /// certainly came after a passing on, that passing on opens the duty of the post it went to, and so does each
    /// other one: no receiver of a warning is left without a duty because the first telling was not given.
    pub(crate) fn openers(self, events: &'a [Event]) -> Vec<(EventIx, &'a Told)> {
        let told = || self.members.iter().filter_map(|ix| tells(events, *ix).map(|told| (*ix, told)));
        let mut own: Vec<_> = told().filter(|(_, told)| told.passes.is_none()).collect();
        let when = |ix: EventIx| Span::of(events[ix as usize].claimed);
        let first = own.iter().map(|(ix, _)| when(*ix)).reduce(Span::first_of);
        // A number given when another concern was passed on is answered for under that other concern, unless
        // it was itself passed on before.
        let orphaned = told()
            .take_while(|(_, told)| !self.is_origin(told))
            .filter(|(_, told)| told.passes.is_some() && told.passes.as_ref() == self.concern)
            .filter(|(passed, _)| first.is_none_or(|first| when(*passed).certainly_before(first)));
        own.extend(orphaned);
        own.sort_by_key(|(ix, _)| *ix);
        own
    }
}

/// The telling of this event.
pub(crate) fn tells(events: &[Event], ix: EventIx) -> Option<&Told> {
    match &events[ix as usize].body {
        Body::Told(told) => Some(told),
        _ => None,
    }
}

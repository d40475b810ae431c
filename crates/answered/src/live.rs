//! One event at a time: the answers of a record that grows, each new event working out anew only what it can change.
//!
//! Events come in any order. Each gets a [`Handle`], its number in the order of arrival, which never changes; what is kept
//! of a concern speaks in handles. [`Live::answers`] brings all events into the canonical order and gives what
//! [`answer`](crate::answer) gives over them: the same, in whatever order they came.
//!
//! | what comes | what is worked out anew |
//! |---|---|
//! | an event of a concern (a withdrawal is one) | the concern; both, for a passing on under a number of its own |
//! | a correction of a date, a sign or a number | the concerns the event belonged to and now belongs to |
//! | a sign recorded elsewhere | the concerns of the events the caller names |
//! | a post, a line or a holder | the concerns that speak of its agency, or of one whose lines lead into it; all for outside oversight |
//! | a change of a rule; a post, once one is recorded | all: it may be the rule of any clock |
//! | whose posts an event names, by joining | the concerns of the events the caller names |
//! | what makes an agency another kind, or the first record of an agency that says what a teller was told | all |
//! | a day gone by | all: nothing here knows which clocks run |

mod beside;
mod naming;
mod reach;
mod shelf;
mod whole;
mod working;

use record::outputs::{Duty, Knowledge};
use record::policy::Policy;
use record::{AgencyId, ConcernRef, Day, Event};
use rustc_hash::FxHashMap;

use crate::Answers;
use crate::around::Around;
use crate::clock::Reckoner;
use crate::conflict::Named;
use crate::found::Found;
use crate::posts::Directory;
pub use beside::Beside;
use reach::{Reach, agencies, describes, reach};
use shelf::Shelf;
use whole::Whole;

/// Number of an event in the order of arrival, from 0. It never changes.
pub type Handle = u32;

/// What describes a post is numbered from here while a concern is worked out: its own events are numbered from 0.
const POSTS_FROM: u32 = 1 << 31;

/// The events and answers of a record that grows.
#[derive(Debug)]
pub struct Live<'p> {
    policy: &'p Policy,
    as_of: Day,
    /// By handle: the concerns an event stands with.
    homes: Vec<Home>,
    /// By handle: a sign was ever recorded around it.
    signs: Vec<bool>,
    /// Whose posts an event names.
    named: FxHashMap<Handle, Vec<Named>>,
    /// What concerns ask of the whole record.
    whole: Whole,
    concerns: Vec<Kept>,
    number: FxHashMap<ConcernRef, u32>,
    of_agency: FxHashMap<AgencyId, Vec<u32>>,
    /// What describes agencies, posts and rules.
    posts: Shelf,
    /// What speaks neither of a concern nor of a post.
    rest: Vec<(Handle, Event)>,
    /// Limits and the directory, with what was looked up in them before.
    tools: Option<(Reckoner<'p>, Directory)>,
}

/// Where an event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Home {
    /// With a concern, or with two: the one passed on, and the one under its own number.
    Concerns(u32, Option<u32>),
    Posts,
    Rest,
}

/// The events under one number with what was worked out of them, which speaks in handles.
#[derive(Debug, Default)]
struct Kept {
    /// `None` for an entry that tells a post of something without numbering it.
    number: Option<ConcernRef>,
    shelf: Shelf,
    agencies: Vec<AgencyId>,
    found: Found,
    beside: Beside,
    /// Something of it may lie with any agency: a post steps aside, a withdrawal is checked, a decision is read again.
    anywhere: bool,
}

impl<'p> Live<'p> {
    /// A record without events, at the end of the day `as_of`.
    pub fn new(policy: &'p Policy, as_of: Day) -> Self {
        Self {
            policy,
            as_of,
            homes: Vec::new(),
            signs: Vec::new(),
            named: FxHashMap::default(),
            whole: Whole::default(),
            concerns: Vec::new(),
            number: FxHashMap::default(),
            of_agency: FxHashMap::default(),
            posts: Shelf::default(),
            rest: Vec::new(),
            tools: None,
        }
    }

    /// A record of these events, in any order; each concern is worked out once. Handles follow the order given.
    ///
    /// `around` says for each event what the rest of the record says; by default nothing.
    pub fn of(policy: &'p Policy, as_of: Day, events: Vec<Event>, around: &Around) -> Self {
        let mut live = Self::new(policy, as_of);
        for (number, event) in (0..).zip(events) {
            let handle = live.handle(around.sign_ever(number));
            live.whole.add(&event, policy);
            live.homes[handle as usize] = live.settle(event, handle);
        }
        for (handle, named) in around.conflicts().named() {
            live.named.insert(handle, named.to_vec());
        }
        live.whole.describe(live.posts.events.iter());
        live.move_to(as_of);
        live
    }

    /// Takes one event. `sign_ever`: a sign was ever recorded around it ([`Around::sign_ever`]).
    pub fn take(&mut self, event: Event, sign_ever: bool) -> Handle {
        let handle = self.handle(sign_ever);
        let changes = self.whole.add(&event, self.policy);
        let reach = self.reach_of(&event);
        let home = self.settle(event, handle);
        self.homes[handle as usize] = home;
        let reach = self.described_anew(changes, reach);
        self.work_out_at(home);
        self.work_out_reached(reach);
        handle
    }

    /// Puts an event as it reads after a correction (of its date, a sign, its concern's number) in the place of the event as
    /// given. Nothing happens if there is no such event.
    pub fn correct(&mut self, handle: Handle, event: Event) {
        let Some(before) = self.homes.get(handle as usize).copied() else { return };
        let old = self.remove(handle, before);
        let mut changes = old.as_ref().is_some_and(|old| self.whole.remove(old, self.policy));
        changes |= self.whole.add(&event, self.policy);
        let reached = old.map(|old| self.reach_of(&old));
        let reach = self.reach_of(&event);
        let after = self.settle(event, handle);
        self.homes[handle as usize] = after;
        let reach = self.described_anew(changes, reach);
        self.work_out_at(before);
        if after != before {
            self.work_out_at(after);
        }
        reached.into_iter().chain([reach]).for_each(|reach| self.work_out_reached(reach));
    }

    /// Takes what the rest of the record says by now of these events.
    pub fn look_around(&mut self, changed: &[(Handle, bool)]) {
        let mut stale: Vec<u32> = Vec::new();
        for (handle, sign_ever) in changed {
            let known = self.signs.get_mut(*handle as usize);
            let Some(known) = known.filter(|known| **known != *sign_ever) else { continue };
            *known = *sign_ever;
            stale.extend(self.homes[*handle as usize].concerns());
        }
        self.work_out_all(stale);
    }

    /// Goes on to another day. Every concern is worked out anew, which is the work of [`answer`](crate::answer).
    pub fn move_to(&mut self, as_of: Day) {
        self.as_of = as_of;
        // A change adopted by then may come into view.
        self.tools = None;
        self.work_out_all((0..self.concerns.len() as u32).collect());
    }

    /// How many events it holds.
    pub fn len(&self) -> usize {
        self.homes.len()
    }

    /// It holds none.
    pub fn is_empty(&self) -> bool {
        self.homes.is_empty()
    }

    /// The event of a handle, as it reads now.
    pub fn event(&self, handle: Handle) -> Option<&Event> {
        match self.homes.get(handle as usize)? {
            Home::Concerns(first, _) => self.concerns[*first as usize].shelf.find(handle),
            Home::Posts => self.posts.find(handle),
            Home::Rest => self.rest.iter().find(|(other, _)| *other == handle).map(|(_, event)| event),
        }
    }

    /// The duties under a concern's number. Their events are handles.
    pub fn duties_of(&self, concern: &ConcernRef) -> &[Duty] {
        self.kept(concern).map_or(&[], |kept| kept.found.duties())
    }

    /// What posts knew of what stands under a concern's number. Their events are handles.
    pub fn knowledge_of(&self, concern: &ConcernRef) -> &[Knowledge] {
        self.kept(concern).map_or(&[], |kept| kept.found.knowledge())
    }

    /// The handles in the canonical order of their events.
    pub fn canonical(&self) -> Vec<Handle> {
        let mut all: Vec<(Handle, &Event)> = Vec::with_capacity(self.homes.len());
        for (number, kept) in (0..).zip(&self.concerns) {
            // An event of two concerns is counted with its first.
            let first = |handle: &Handle| self.homes[*handle as usize].concerns().next() == Some(number);
            all.extend(kept.shelf.iter().filter(|(handle, _)| first(handle)));
        }
        all.extend(self.posts.iter());
        all.extend(self.rest.iter().map(|(handle, event)| (*handle, event)));
        all.sort_unstable_by(|a, b| a.1.compare(b.1).then(a.0.cmp(&b.0)));
        all.into_iter().map(|(handle, _)| handle).collect()
    }

    /// What [`answer`](crate::answer) gives over the same events in canonical order: their numbers are places in it.
    pub fn answers(&self) -> Answers {
        let canonical = self.canonical();
        let mut place = vec![0u32; canonical.len()];
        for (number, handle) in (0..).zip(&canonical) {
            place[*handle as usize] = number;
        }
        // Concerns in the order of their first events in view; a passing on stands first with what it passes on.
        let mut order: Vec<(u32, bool, u32)> = Vec::with_capacity(self.concerns.len());
        for (number, kept) in (0..).zip(&self.concerns) {
            let first = kept.shelf.iter().find(|(_, event)| crate::span::in_view(event.claimed, self.as_of));
            let Some((handle, _)) = first else { continue };
            let second = self.homes[handle as usize].concerns().next() != Some(number);
            order.push((place[handle as usize], second, number));
        }
        order.sort_unstable();
        let mut found = Found::default();
        for (_, _, number) in order {
            found.add(&self.concerns[number as usize].found, |handle| place[handle as usize]);
        }
        let sources = self.sources();
        found.answers(|number| sources[canonical[number as usize] as usize])
    }
}

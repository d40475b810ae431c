//! Whose posts events name, and what the rules ask beside the duties: taken from the caller, and asked for.

use std::collections::BTreeMap;

use record::outputs::EventIx;
use record::{ConcernRef, Event};

use super::beside::{Beside, Elsewhere};
use super::{Handle, Home, Kept, Live, POSTS_FROM};
use crate::around::Around;
use crate::clock::Reckoner;
use crate::concerns::Concerns;
use crate::conflict::{Conflicts, Named, declares};
use crate::duties::Bench;
use crate::posts::Directory;
use crate::rules::Rulebook;

static NOTHING: Beside = Beside {
    circulated: Vec::new(),
    records_lost: Vec::new(),
    challenges: Vec::new(),
    told_back: Vec::new(),
    checks: Vec::new(),
    rereads: Vec::new(),
};

impl Live<'_> {
    /// Takes whose posts these events name by now, certainly or possibly, here or in another concern of the same child. What was
    /// taken of the same events before is let go; the event of each [`Named`] is the one it is given with.
    pub fn name_posts(&mut self, changed: Vec<(Handle, Vec<Named>)>) {
        let mut stale: Vec<u32> = Vec::new();
        for (handle, mut named) in changed {
            let Some(home) = self.homes.get(handle as usize) else { continue };
            named.sort_unstable();
            named.dedup();
            let before = if named.is_empty() {
                self.named.remove(&handle).unwrap_or_default()
            } else {
                self.named.insert(handle, named.clone()).unwrap_or_default()
            };
            if before != named {
                stale.extend(home.concerns());
            }
        }
        self.work_out_all(stale);
    }

    /// The conflicts of one concern, by the places of its events.
    pub(super) fn conflicts_of(&self, kept: &Kept) -> Conflicts {
        self.conflicts_in(&kept.shelf.events, &kept.shelf.handles)
    }

    fn conflicts_in(&self, events: &[Event], handles: &[Handle]) -> Conflicts {
        let mut named: BTreeMap<EventIx, Vec<Named>> = BTreeMap::new();
        if !self.named.is_empty() {
            for (place, handle) in (0..).zip(handles) {
                let Some(list) = self.named.get(handle) else { continue };
                let here = |one: &Named| Named {
                    event: place,
                    elsewhere: one.elsewhere.map(|_| place),
                    ..one.clone()
                };
                named.insert(place, list.iter().map(here).collect());
            }
        }
        let declared = events.iter().any(declares);
        let any = declared || !named.is_empty();
        let kinds = if any { self.whole.kinds.clone() } else { Default::default() };
        Conflicts::of_one(named, declared, kinds)
    }

    /// What the rules ask beside the duties under a concern's number. Its events are handles.
    pub fn beside_of(&self, concern: &ConcernRef) -> &Beside {
        self.kept(concern).map_or(&NOTHING, |kept| &kept.beside)
    }

    /// The same of the whole record; its events are places in the canonical order.
    pub fn beside(&self) -> Beside {
        let canonical = self.canonical();
        let mut place = vec![0u32; canonical.len()];
        for (number, handle) in (0..).zip(&canonical) {
            place[*handle as usize] = number;
        }
        let mut all = Beside::default();
        for kept in &self.concerns {
            all.add(&kept.beside, |handle| place[handle as usize]);
        }
        self.without_concern(&place, &mut all);
        all.sort();
        all
    }

    /// What speaks of no concern and is of no post, each by itself: a briefing, lost records.
    fn without_concern(&self, place: &[u32], all: &mut Beside) {
        let posts = (POSTS_FROM..).zip(&self.posts.events);
        let directory = Directory::numbered(posts.clone());
        let book = Rulebook::new(posts, self.policy, &directory, self.as_of);
        let elsewhere = Elsewhere { kinds: &self.whole.kinds, says: &self.whole.says };
        let mut tools = Some((Reckoner::new(self.policy, &book), directory));
        for (handle, event) in &self.rest {
            debug_assert_eq!(self.homes[*handle as usize], Home::Rest);
            let Some((reckoner, directory)) = tools.take() else { return };
            let events = core::slice::from_ref(event);
            let conflicts = self.conflicts_in(events, core::slice::from_ref(handle));
            let around = Around::given_with(vec![self.signs[*handle as usize]], conflicts);
            let mut bench = Bench { events, reckoner, directory, as_of: self.as_of, around: &around };
            let concerns = Concerns::new(events, self.as_of);
            let beside = Beside::of(events, self.as_of, (&concerns, &[], &[]), elsewhere, &mut bench);
            all.add(&beside, |_| place[*handle as usize]);
            tools = Some((bench.reckoner, bench.directory));
        }
    }
}

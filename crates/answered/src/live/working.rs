//! Keeping the record: where an event goes, and which concerns are worked out anew.

use record::outputs::Duty;
use record::{ConcernRef, Event, SourceRef};

use super::beside::{Beside, Elsewhere};
use super::{Handle, Home, Kept, Live, POSTS_FROM, Reach, agencies, describes, reach};
use crate::around::Around;
use crate::clock::Reckoner;
use crate::concerns::{named, tells_without_number};
use crate::duties::Bench;
use crate::found::Found;
use crate::posts::Directory;
use crate::rules::Rulebook;

impl Home {
    /// The concerns the event stands with.
    pub(super) fn concerns(self) -> impl Iterator<Item = u32> {
        let (first, second) = match self {
            Self::Concerns(first, second) => (Some(first), second),
            Self::Posts | Self::Rest => (None, None),
        };
        first.into_iter().chain(second)
    }
}

impl Live<'_> {
    pub(super) fn kept(&self, concern: &ConcernRef) -> Option<&Kept> {
        self.concerns.get(*self.number.get(concern)? as usize)
    }

    /// A new handle. Its home is given once the event is settled.
    pub(super) fn handle(&mut self, sign_ever: bool) -> Handle {
        self.homes.push(Home::Rest);
        self.signs.push(sign_ever);
        self.homes.len() as Handle - 1
    }

    /// Puts an event where it belongs.
    pub(super) fn settle(&mut self, event: Event, handle: Handle) -> Home {
        if describes(&event) {
            self.posts.put(event, handle);
            self.tools = None;
            return Home::Posts;
        }
        let numbers = named(&event).map(|concern| concern.cloned());
        let homes: Vec<u32> = if tells_without_number(&event) {
            self.concerns.push(Kept::default());
            vec![self.concerns.len() as u32 - 1]
        } else {
            numbers.into_iter().flatten().map(|concern| self.number_of(concern)).collect()
        };
        match homes.as_slice() {
            [] => {
                self.rest.push((handle, event));
                Home::Rest
            }
            [first, others @ ..] => {
                let second = others.first().copied();
                second.into_iter().for_each(|second| self.put(second, event.clone(), handle));
                self.put(*first, event, handle);
                Home::Concerns(*first, second)
            }
        }
    }

    fn number_of(&mut self, concern: ConcernRef) -> u32 {
        if let Some(number) = self.number.get(&concern) {
            return *number;
        }
        let number = self.concerns.len() as u32;
        self.concerns.push(Kept { number: Some(concern.clone()), ..Kept::default() });
        self.number.insert(concern, number);
        number
    }

    fn put(&mut self, number: u32, event: Event, handle: Handle) {
        let kept = &mut self.concerns[number as usize];
        for agency in agencies(&event) {
            if !kept.agencies.contains(&agency) {
                self.of_agency.entry(agency.clone()).or_default().push(number);
                kept.agencies.push(agency);
            }
        }
        kept.shelf.put(event, handle);
    }

    /// Takes an event out of its home.
    pub(super) fn remove(&mut self, handle: Handle, home: Home) -> Option<Event> {
        match home {
            Home::Posts => {
                self.tools = None;
                self.posts.take(handle)
            }
            Home::Rest => {
                let place = self.rest.iter().position(|(other, _)| *other == handle)?;
                Some(self.rest.swap_remove(place).1)
            }
            Home::Concerns(..) => {
                let taken = home.concerns().map(|number| self.concerns[number as usize].shelf.take(handle));
                taken.last().flatten()
            }
        }
    }

    /// How far an event reaches that describes posts; nobody for any other.
    pub(super) fn reach_of(&self, event: &Event) -> Reach {
        reach(event, self.posts.events.iter().chain([event]))
    }

    /// Works out the kinds of agencies anew if something that counts for all changed; then all are reached.
    pub(super) fn described_anew(&mut self, changes: bool, reach: Reach) -> Reach {
        if !changes {
            return reach;
        }
        self.whole.describe(self.posts.events.iter());
        Reach::Everybody
    }

    pub(super) fn work_out_reached(&mut self, reach: Reach) {
        let stale = match reach {
            Reach::Nobody => return,
            Reach::Everybody => (0..self.concerns.len() as u32).collect(),
            Reach::Of(agencies) => {
                let of = agencies.iter().filter_map(|agency| self.of_agency.get(agency)).flatten().copied();
                let anywhere = (0..).zip(&self.concerns).filter(|(_, kept)| kept.anywhere);
                of.chain(anywhere.map(|(number, _)| number)).collect()
            }
        };
        self.work_out_all(stale);
    }

    pub(super) fn work_out_at(&mut self, home: Home) {
        self.work_out_all(home.concerns().collect());
    }

    pub(super) fn work_out_all(&mut self, mut stale: Vec<u32>) {
        stale.sort_unstable();
        stale.dedup();
        stale.iter().for_each(|number| self.work_out(*number));
        // A challenge under one number is of the duties that a passing on, which has two, opened under the other.
        let mut linked: Vec<u32> = stale.iter().flat_map(|number| self.linked(*number)).collect();
        linked.sort_unstable();
        linked.dedup();
        linked.into_iter().for_each(|number| self.work_out(number));
    }

    /// The concerns that share an event with one.
    fn linked(&self, number: u32) -> Vec<u32> {
        let homes =
            self.concerns[number as usize].shelf.handles.iter().map(|handle| self.homes[*handle as usize]);
        let two = homes.filter_map(|home| match home {
            Home::Concerns(first, Some(second)) => Some([first, second]),
            _ => None,
        });
        two.flatten().filter(|other| *other != number).collect()
    }

    /// The duties of other concerns that events of this one opened, by the places of its events. What they rest on elsewhere is
    /// left out.
    fn duties_linked(&self, number: u32) -> Vec<Duty> {
        let handles = &self.concerns[number as usize].shelf.handles;
        let place =
            |handle: Handle| handles.iter().position(|other| *other == handle).map(|place| place as u32);
        let linked = self.linked(number);
        let all = linked.iter().flat_map(|other| self.concerns[*other as usize].found.duties());
        let here = all.filter_map(|duty| {
            let opened_by = place(duty.opened_by)?;
            let answered_by = duty.answered_by.and_then(place);
            let shown_opened_by = duty.shown_opened_by.and_then(place);
            Some(Duty { opened_by, answered_by, shown_opened_by, inputs: vec![opened_by], ..duty.clone() })
        });
        here.collect()
    }

    /// Works one concern out anew.
    fn work_out(&mut self, number: u32) {
        let (reckoner, directory) = self.tools.take().unwrap_or_else(|| {
            let posts = (POSTS_FROM..).zip(&self.posts.events);
            let directory = Directory::numbered(posts.clone());
            let book = Rulebook::new(posts, self.policy, &directory, self.as_of);
            (Reckoner::new(self.policy, &book), directory)
        });
        let kept = &self.concerns[number as usize];
        let signs = kept.shelf.handles.iter().map(|handle| self.signs[*handle as usize]).collect();
        let conflicts = self.conflicts_of(kept);
        let stepping_aside = !conflicts.none();
        let around = Around::given_with(signs, conflicts);
        let mut concerns = kept.shelf.concerns(kept.number.as_ref(), self.as_of);
        let events = &kept.shelf.events;
        let mut bench = Bench { events, reckoner, directory, as_of: self.as_of, around: &around };
        let mut found = Found::default();
        for group in concerns.groups() {
            found.work_out(group, &mut bench);
        }
        found.odd.reused.append(&mut concerns.reused);
        let linked = self.duties_linked(number);
        let elsewhere = Elsewhere { kinds: &self.whole.kinds, says: &self.whole.says };
        let mut beside =
            Beside::of(events, self.as_of, (&concerns, found.duties(), &linked), elsewhere, &mut bench);
        let anywhere = stepping_aside || beside.lies_elsewhere();
        let Bench { reckoner, directory, .. } = bench;
        let handle = |number: u32| match number.checked_sub(POSTS_FROM) {
            Some(place) => self.posts.handles[place as usize],
            None => kept.shelf.handles[number as usize],
        };
        found.renumber(handle);
        beside.renumber(handle);
        self.tools = Some((reckoner, directory));
        let kept = &mut self.concerns[number as usize];
        (kept.found, kept.beside, kept.anywhere) = (found, beside, anywhere);
    }

    /// By handle: where an event stands in its source.
    pub(super) fn sources(&self) -> Vec<SourceRef> {
        let mut sources = vec![SourceRef::default(); self.homes.len()];
        let shelves = self.concerns.iter().map(|kept| &kept.shelf).chain([&self.posts]);
        for (handle, event) in shelves.flat_map(|shelf| shelf.iter()) {
            sources[handle as usize] = event.source;
        }
        sources
    }
}

//! A shelf: events in canonical order, each with its handle.

use record::{ConcernRef, Day, Event};

use super::Handle;
use crate::concerns::Concerns;

/// Events in canonical order, each with its handle.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    pub(super) events: Vec<Event>,
    pub(super) handles: Vec<Handle>,
}

impl Shelf {
    /// Puts an event where it belongs. Events that are wholly alike stand in the order of their handles.
    pub(super) fn put(&mut self, event: Event, handle: Handle) {
        let before = |place: &usize| {
            self.events[*place].compare(&event).then(self.handles[*place].cmp(&handle)).is_lt()
        };
        let place = place_after(self.events.len(), before);
        self.events.insert(place, event);
        self.handles.insert(place, handle);
    }

    /// Takes an event out.
    pub(super) fn take(&mut self, handle: Handle) -> Option<Event> {
        let place = self.handles.iter().position(|other| *other == handle)?;
        self.handles.remove(place);
        Some(self.events.remove(place))
    }

    /// One event.
    pub(super) fn find(&self, handle: Handle) -> Option<&Event> {
        let place = self.handles.iter().position(|other| *other == handle)?;
        self.events.get(place)
    }

    /// The events with their handles.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Handle, &Event)> {
        self.handles.iter().copied().zip(&self.events)
    }

    /// The concerns under the number to which all of them belong.
    pub(super) fn concerns<'a>(&'a self, number: Option<&'a ConcernRef>, as_of: Day) -> Concerns<'a> {
        Concerns::of_number(number, &self.events, as_of)
    }
}

/// The first place below `length` of which `before` does not hold. It holds up to some place and not from there on.
///
/// Looked for from the end: what arrives is mostly later than what is there.
fn place_after(length: usize, before: impl Fn(&usize) -> bool) -> usize {
    let mut step = 1;
    let mut high = length;
    while high > 0 && !before(&(high - 1)) {
        high = high.saturating_sub(step);
        step *= 2;
    }
    let (mut low, mut high) = (high, (high + step).min(length));
    while low < high {
        let middle = low + (high - low) / 2;
        if before(&middle) { low = middle + 1 } else { high = middle }
    }
    low
}

//! Every mention of a slice of events, numbered.

use crate::event::Event;
use crate::mention::Mention;

/// Place of an event in the canonically ordered slice.
pub type EventIx = u32;
/// Number of a mention: events in order, and within an event in its list's order.
pub type MentionIx = u32;

/// Finds a mention's number from its event, and back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MentionTable {
    /// The number of the first mention of each event, and one more for the end.
    starts: Vec<u32>,
}

impl MentionTable {
    /// Numbers the mentions of these events.
    pub fn new(events: &[Event]) -> Self {
        let mut starts = Vec::with_capacity(events.len() + 1);
        let mut next = 0u32;
        for event in events {
            starts.push(next);
            next += event.mentions().len() as u32;
        }
        starts.push(next);
        Self { starts }
    }

    /// How many mentions there are.
    pub fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or(0) as usize
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of mention `place` of `event`.
    pub fn index(&self, event: EventIx, place: u16) -> MentionIx {
        self.starts[event as usize] + u32::from(place)
    }

    /// The numbers of the mentions of `event`.
    pub fn of(&self, event: EventIx) -> core::ops::Range<MentionIx> {
        self.starts[event as usize]..self.starts[event as usize + 1]
    }

    /// The event and the place in its list of a mention.
    pub fn place(&self, mention: MentionIx) -> (EventIx, u16) {
        let event = self.starts.partition_point(|start| *start <= mention) - 1;
        (event as EventIx, (mention - self.starts[event]) as u16)
    }

    /// The mention itself.
    pub fn get<'a>(&self, events: &'a [Event], mention: MentionIx) -> &'a Mention {
        let (event, place) = self.place(mention);
        &events[event as usize].mentions()[place as usize]
    }
}

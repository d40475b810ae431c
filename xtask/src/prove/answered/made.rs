//! A made-up partnership for the proof: twenty agencies with ladders, and a fixed number of duties and events.
//!
//! Every draw is a function of the seed and of the number of the concern, so any run makes the same events.

mod posts;
mod script;

use record::event::{Assurance, By};
use record::{Claimed, Day, Event, EventId, FileId, Logged, SourceRef};

use crate::prove::town::Draw;

pub(crate) use posts::AGENCIES;
use posts::Partnership;

/// The first day, 2008-01-01.
const FIRST: Day = Day(13_879);
/// How many days are told of: sixteen years.
const DAYS: u64 = 5_844;

/// The day to which everything is brought: the last one told of, and half a year.
pub(crate) const AS_OF: Day = Day(FIRST.0 + DAYS as i32 + 180);

/// How much is made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) duties: usize,
    pub(crate) events: usize,
}

/// The events, in canonical order.
pub(crate) fn events(size: Size, seed: u64) -> Vec<Event> {
    let partnership = Partnership::new();
    let mut events = Vec::with_capacity(size.events);
    posts::describe(&partnership, seed, &mut events);
    let concerns = concerns(size.duties, seed);
    let left = size.events.saturating_sub(events.len());
    for number in 0..concerns {
        // The rest of the division goes to the first concerns, so that the sum is exact.
        let share = left / concerns + usize::from(number < left % concerns);
        let from = events.len();
        script::concern(number as u64, seed, &partnership, &mut events);
        script::fill(number as u64, seed, from, share, &partnership, &mut events);
    }
    for (line, event) in (1..).zip(&mut events) {
        event.source = SourceRef { file: FileId(0), line, part: 0 };
    }
    events.sort_unstable_by_key(Event::order);
    events
}

/// One more holder of the first desk of every agency, from the last day told of.
pub(crate) fn new_holders() -> Vec<Event> {
    let from = FIRST.add_days(DAYS as i32);
    let partnership = Partnership::new();
    let held = |agency: &posts::Agency| {
        posts::held(agency, &agency.desks[0], "a new holder".into(), from, None, false)
    };
    partnership.agencies.iter().map(held).collect()
}

/// How many concerns make so many duties.
fn concerns(duties: usize, seed: u64) -> usize {
    let (mut made, mut concerns) = (0, 0);
    while made < duties {
        made += script::duties(concerns, seed);
        concerns += 1;
    }
    concerns as usize
}

/// The draws of one concern.
fn draws(number: u64, seed: u64) -> Draw {
    let mut draw = Draw(seed ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    draw.next();
    draw
}

fn event(by: By, claimed: Claimed, body: record::Body) -> Event {
    Event { id: EventId::UNSET, claimed, logged: Logged(0), by, source: SourceRef::default(), body }
}

fn by(agency: &record::AgencyId, post: Option<&record::PostId>) -> By {
    By { agency: agency.clone(), post: post.cloned(), holder: None, assurance: Assurance::Imported }
}

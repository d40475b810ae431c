//! Numbers for agencies and addressees, in their own order, so that hubs with very many events are listed quickly.

use record::event::Body;
use record::{Addressee, AgencyId, Event};
use rustc_hash::FxHashMap;

/// Number where there is none.
const NOBODY: u32 = u32::MAX;

/// The agency that wrote each event and the addressee it was told to.
#[derive(Debug)]
pub(crate) struct Numbers<'a> {
    /// Agencies in order.
    pub(crate) agencies: Vec<&'a AgencyId>,
    /// Addressees in order.
    pub(crate) addressees: Vec<&'a Addressee>,
    agency_of: Vec<u32>,
    addressee_of: Vec<u32>,
}

impl<'a> Numbers<'a> {
    /// Numbers those of all events.
    pub(crate) fn new(events: &'a [Event]) -> Self {
        let (agencies, agency_of) = numbered(events.iter().map(|event| Some(&event.by.agency)));
        let (addressees, addressee_of) = numbered(events.iter().map(told_to));
        Self { agencies, addressees, agency_of, addressee_of }
    }

    /// The agency that wrote an event.
    pub(crate) fn agency(&self, event: u32) -> u32 {
        self.agency_of[event as usize]
    }

    /// To whom an event was told, if it says so.
    pub(crate) fn addressee(&self, event: u32) -> Option<u32> {
        Some(self.addressee_of[event as usize]).filter(|&number| number != NOBODY)
    }
}

/// To whom an event was told.
pub(crate) fn told_to(event: &Event) -> Option<&Addressee> {
    match &event.body {
        Body::Told(body) => Some(&body.told_to),
        Body::Recorded(body) => body.told_to.as_ref(),
        _ => None,
    }
}

/// The different values in order, and the number of each value given.
fn numbered<'a, T: Ord + std::hash::Hash>(
    values: impl Iterator<Item = Option<&'a T>>,
) -> (Vec<&'a T>, Vec<u32>) {
    let mut first_seen: FxHashMap<&T, u32> = FxHashMap::default();
    let mut numbers: Vec<u32> = values
        .map(|value| {
            let next = first_seen.len() as u32;
            value.map_or(NOBODY, |value| *first_seen.entry(value).or_insert(next))
        })
        .collect();
    let mut all: Vec<(&T, u32)> = first_seen.into_iter().collect();
    all.sort_unstable();
    let mut place = vec![0; all.len()];
    all.iter().enumerate().for_each(|(ix, (_, seen))| place[*seen as usize] = ix as u32);
    numbers
        .iter_mut()
        .filter(|number| **number != NOBODY)
        .for_each(|number| *number = place[*number as usize]);
    (all.into_iter().map(|(value, _)| value).collect(), numbers)
}

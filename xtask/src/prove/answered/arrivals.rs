//! Events that arrive one by one in a record that holds all the others.

use std::time::Instant;

use flow::{Around, Live};
use record::Event;
use record::policy::Policy;

use super::made::{AS_OF, new_holders};
use crate::prove::town::Draw;

/// A record and what is still to arrive in it.
pub(super) struct Arrivals<'p> {
    pub(super) live: Live<'p>,
    coming: Vec<Event>,
}

impl<'p> Arrivals<'p> {
    /// A record of all events but so many, which are drawn.
    pub(super) fn new(mut events: Vec<Event>, arrivals: usize, seed: u64, policy: &'p Policy) -> Self {
        let mut draw = Draw(seed ^ 0x000A_2217_A150);
        // What describes posts is known before: a change of it is measured apart.
        let mut coming = Vec::with_capacity(arrivals);
        while coming.len() < arrivals && !events.is_empty() {
            let place = draw.below(events.len() as u64) as usize;
            if events[place].concern().is_some() {
                coming.push(events.swap_remove(place));
            }
        }
        Self { live: Live::of(policy, AS_OF, events, &Around::default()), coming }
    }

    /// Lets everything arrive, one event after the other.
    pub(super) fn take_all(&mut self) -> Times {
        let coming = core::mem::take(&mut self.coming);
        Times::of(coming, |event| {
            self.live.take(event, false);
        })
    }

    /// Lets one more holder of a post of every agency arrive.
    pub(super) fn new_holders(&mut self) -> Times {
        Times::of(new_holders(), |event| {
            self.live.take(event, false);
        })
    }
}

/// How long each took, in seconds by the wall, the shortest first.
pub(super) struct Times(Vec<f64>);

impl Times {
    fn of(events: Vec<Event>, mut take: impl FnMut(Event)) -> Self {
        let mut times: Vec<f64> = Vec::with_capacity(events.len());
        for event in events {
            let started = Instant::now();
            take(event);
            times.push(started.elapsed().as_secs_f64());
        }
        times.sort_by(f64::total_cmp);
        Self(times)
    }

    /// The time within which so many in a hundred were done.
    pub(super) fn of_hundred(&self, percent: usize) -> f64 {
        let place = (self.0.len() * percent).div_ceil(100).max(1) - 1;
        self.0.get(place).copied().unwrap_or(f64::INFINITY)
    }

    pub(super) fn middle(&self) -> String {
        words(self.of_hundred(50))
    }

    pub(super) fn slowest(&self) -> String {
        words(self.of_hundred(100))
    }
}

fn words(seconds: f64) -> String {
    format!("{:.3} ms", seconds * 1e3)
}

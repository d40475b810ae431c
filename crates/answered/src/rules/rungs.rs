//! The rungs of the ladder as they hold on a day.

use record::{Code, Day, Moment, Rank};
use rustc_hash::FxHashMap;

use super::entries::{Entry, Played, in_play};
use super::{Key, Limit, NEVER, Rulebook, Value};

/// What was ever said of the rungs of one clock, or of all, by the rank they reach.
type Rungs = [Vec<Entry>; 7];

/// The rungs that silence climbs.
#[derive(Clone, Debug, Default)]
pub(crate) struct LadderBook {
    general: Rungs,
    own: FxHashMap<Code, Rungs>,
}

/// A rung reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reached {
    /// The first minute on it; `None` for a rung without a number.
    pub(crate) at: Option<Moment>,
    /// The rungs above are counted from it. A rung that nobody signed for, or that somebody would remove, moves none.
    pub(crate) firm: bool,
}

impl LadderBook {
    /// The rungs of a ladder; `None` where nothing is changed.
    pub(crate) fn of(book: &Rulebook, ladder: &str) -> Option<Self> {
        if book.plain {
            return None;
        }
        let mut all = Self::default();
        for (key, entries) in &book.entries {
            let Key::Rung { ladder: of, clock, rank } = key else { continue };
            if of.as_str() != ladder {
                continue;
            }
            let rungs = match clock {
                None => &mut all.general,
                Some(clock) => all.own.entry(clock.clone()).or_default(),
            };
            rungs[usize::from(rank.number())] = entries.clone();
        }
        Some(all)
    }

    /// When silence that reached the rung below at `below` reaches this rank; `None` if there is no such rung on that day.
    ///
    /// `start`: the first day on which the duty can have started. A clock with standing rungs of its own climbs those
    /// alone; one to which somebody adds some climbs the general ones as well, until all of it is signed for.
    pub(crate) fn rung(
        &self,
        clock: &Code,
        rank: Rank,
        (start, below): (Option<Day>, Moment),
        add: &mut dyn FnMut(Limit) -> Option<Moment>,
    ) -> Option<Reached> {
        let (on, place) = (below.day(), usize::from(rank.number()));
        let own = self.own.get(clock);
        let alone = own.is_some_and(|own| own.iter().flatten().any(|entry| entry.stands(on)));
        let general = if alone {
            Played { least: NEVER, absent: true }
        } else {
            in_play(&self.general[place], on, start, &mut |value| measure(value, NEVER, add))
        };
        let played = match own {
            None => general,
            Some(own) => {
                let own = in_play(&own[place], on, start, &mut |value| measure(value, general.least, add));
                // Where its own rung may be none, the general one is climbed.
                Played { least: own.least, absent: own.absent && general.absent }
            }
        };
        let exists = played.least != NEVER;
        exists.then_some(Reached { at: Some(Moment(played.least)), firm: !played.absent })
    }
}

fn measure(value: Value, fallback: i64, add: &mut dyn FnMut(Limit) -> Option<Moment>) -> i64 {
    value.map_or(fallback, |limit| add(limit).map_or(NEVER, |at| at.0))
}

//! Thresholds as they hold on a day.

use std::collections::BTreeMap;

use record::policy::{Policy, Threshold};
use record::{Day, Event, MentionKind, Rank};

use super::entries::{Entry, in_play};
use super::{Key, Rulebook, Value};
use crate::posts::Directory;

/// The thresholds of a policy with what was recorded of them.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    own: BTreeMap<Threshold, i32>,
    changed: BTreeMap<Threshold, Vec<Entry>>,
}

impl Limits {
    pub(crate) fn new(book: &Rulebook, policy: &Policy) -> Self {
        let own = Threshold::ALL.into_iter().map(|threshold| (threshold, threshold.of(policy))).collect();
        let changed = book.entries.iter().filter_map(|(key, entries)| match key {
            Key::Threshold(threshold) if entries.len() > 1 => Some((*threshold, entries.clone())),
            _ => None,
        });
        Self { own, changed: changed.collect() }
    }

    /// Of these canonically ordered events, as known at the end of a day.
    pub(crate) fn of(events: &[Event], policy: &Policy, as_of: Day) -> Self {
        let directory = match Rulebook::is_plain(events, policy) {
            true => Directory::default(),
            false => Directory::new(events),
        };
        Self::new(&Rulebook::new((0..).zip(events), policy, &directory, as_of), policy)
    }

    /// The number that holds on a day. `None`, a day that nobody can tell: the strictest that ever held.
    pub(crate) fn at(&self, threshold: Threshold, on: Option<Day>) -> u32 {
        self.strictest(threshold, on.unwrap_or(Day(i32::MAX)), on)
    }

    /// The number that held before any change with a day.
    pub(crate) fn at_first(&self, threshold: Threshold) -> u32 {
        self.strictest(threshold, Day(i32::MIN), None)
    }

    fn strictest(&self, threshold: Threshold, on: Day, start: Option<Day>) -> u32 {
        let number = match self.changed.get(&threshold) {
            None => self.own[&threshold],
            Some(entries) => {
                let least = in_play(entries, on, start, &mut |value| measure(threshold, value)).least;
                i32::try_from(if threshold.stricter_if_lower() { least } else { -least }).unwrap_or(i32::MAX)
            }
        };
        number.unsigned_abs()
    }

    /// A threshold that is a rank.
    pub(crate) fn rank(&self, threshold: Threshold, on: Option<Day>) -> Rank {
        let number = u8::try_from(self.at(threshold, on)).unwrap_or(u8::MAX);
        Rank::new(number).unwrap_or(Rank::OVERSIGHT)
    }

    /// Of so many households the children must be whose records share a thing of this kind.
    pub(crate) fn households_of(&self, kind: MentionKind, on: Option<Day>) -> u32 {
        self.at(Threshold::households_of(kind), on)
    }
}

/// How strict a number is: the lower the stricter.
pub(super) fn measure(threshold: Threshold, value: Value) -> i64 {
    let number = value.map_or(i64::from(i32::MAX), |limit| i64::from(limit.amount));
    if threshold.stricter_if_lower() { number } else { -number }
}

//! The rules as they hold on a day: the policy's rows, what a folder lays over them, and the changes that are recorded.
//!
//! Every rule (a row of a clock, a rung, a threshold) has *entries*, each with a first day. Which of them are in play on a
//! day is one small function ([`entries::in_play`]); of those in play the strictest holds. So whatever nobody signed for can
//! only make a rule stricter, and a duty that was open keeps what it had.
//!
//! The rules are told in `docs/method/answered.md`, their reasons in `docs/decisions/0021-rules-that-change.md`.

mod clocks;
mod entries;
mod limits;
mod recorded;
mod report;
mod rows;
mod rungs;

use std::collections::BTreeMap;

use record::policy::{Policy, Threshold};
use record::time::Unit;
use record::{Body, Code, Day, Event, Rank};

use crate::posts::Directory;
use crate::span::in_view;
pub(crate) use clocks::ClockBook;
use entries::Entry;
pub(crate) use limits::Limits;
use recorded::Recorded;
pub use report::rule_changes;
pub(crate) use rungs::{LadderBook, Reached};

/// An amount and its unit; `None` for a number that is no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Limit {
    pub(crate) amount: i32,
    pub(crate) unit: Option<Unit>,
}

/// What a rule says; `None`: there is no such rule.
pub(crate) type Value = Option<Limit>;

/// What never comes.
pub(crate) const NEVER: i64 = i64::MAX;

/// One rule that can change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    /// A row of `clocks.csv`.
    Clock { id: Code, sign: Option<Code>, rank: Option<Rank> },
    /// A rung of `ladders.csv`, by the rank it reaches.
    Rung { ladder: Code, clock: Option<Code>, rank: Rank },
    /// A number of `matters.toml` or `organised.toml`.
    Threshold(Threshold),
}

/// Every rule with what was ever said of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rulebook {
    /// Nothing is changed and no folder lies over England: the policy's own rows hold, read as they always were.
    plain: bool,
    /// The entries of each rule, in the order in which they are looked at.
    entries: BTreeMap<Key, Vec<Entry>>,
    /// Rows of clocks in the order of the files, recorded ones behind.
    order: Vec<Key>,
    /// What events record, in canonical order.
    recorded: Vec<Recorded>,
}

impl Rulebook {
    /// The rules of a policy and of the changes among these canonically ordered events, each with its number, as they are
    /// known at the end of the day `as_of`.
    pub(crate) fn new<'e>(
        events: impl Iterator<Item = (u32, &'e Event)>,
        policy: &Policy,
        directory: &Directory,
        as_of: Day,
    ) -> Self {
        let changes = events.filter_map(|(ix, event)| match &event.body {
            Body::RuleChanged(change) if in_view(event.claimed, as_of) => Some((ix, event, &**change)),
            _ => None,
        });
        let recorded: Vec<Recorded> =
            changes.map(|(ix, event, change)| Recorded::of(ix, event, change, policy, directory)).collect();
        if recorded.is_empty() && policy.beneath.is_none() {
            return Self::as_it_stands();
        }
        let mut book = Self { plain: false, recorded, ..Self::default() };
        rows::standing(policy, &mut book);
        rows::laid(policy, &mut book);
        for (place, recorded) in book.recorded.clone().iter().enumerate() {
            if let Some((key, entry)) = recorded.entry(place as u32) {
                book.add(key, entry);
            }
        }
        book.entries.values_mut().for_each(|entries| entries.sort_by_key(Entry::order));
        book
    }

    /// Nothing is changed, and no folder lies over England.
    pub(crate) fn is_plain(events: &[Event], policy: &Policy) -> bool {
        policy.beneath.is_none() && !events.iter().any(|event| matches!(event.body, Body::RuleChanged(_)))
    }

    /// The policy's own rows, whatever was recorded.
    pub(crate) fn as_it_stands() -> Self {
        Self { plain: true, ..Self::default() }
    }

    fn add(&mut self, key: Key, entry: Entry) {
        if !self.entries.contains_key(&key) {
            self.order.push(key.clone());
        }
        self.entries.entry(key).or_default().push(entry);
    }

    fn of(&self, key: &Key) -> &[Entry] {
        self.entries.get(key).map_or(&[], Vec::as_slice)
    }
}

/// Days on which some of these entries begins, ends or is obeyed.
fn days(entries: &[Entry]) -> impl Iterator<Item = Day> + '_ {
    entries.iter().flat_map(Entry::days)
}

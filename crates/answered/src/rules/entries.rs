//! What was ever said of one rule, and what of it is in play on a day.

use record::Day;

use super::{NEVER, Value};

/// One thing said of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// First day; `None`: as far back as records go.
    pub(super) from: Option<Day>,
    pub(super) value: Value,
    pub(super) kind: Kind,
}

/// By what it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A row of the policy that holds by itself: it ends on its last day.
    Standing { to: Option<Day> },
    /// A row of a folder: signed by nobody, it joins what is in play, and its end ends nothing.
    Laid,
    /// A recorded change.
    Recorded {
        /// Two agencies signed: it takes the place of what was before, for duties that start after this day.
        signed_after: Option<Day>,
        /// What it says held before.
        before: Value,
        /// Its place among the recorded changes.
        place: u32,
    },
}

impl Entry {
    /// The order in which entries are looked at: by first day; of one day rows first, then changes as they were adopted.
    pub(super) fn order(&self) -> (Option<Day>, u8, Option<Day>, u32) {
        match self.kind {
            Kind::Standing { .. } => (self.from, 0, None, 0),
            Kind::Laid => (self.from, 1, None, 0),
            Kind::Recorded { signed_after, place, .. } => (self.from, 2, signed_after, place),
        }
    }

    /// Days from which something else may be in play.
    pub(super) fn days(&self) -> Vec<Day> {
        let last = match self.kind {
            Kind::Standing { to } => to,
            Kind::Laid => None,
            Kind::Recorded { signed_after, .. } => signed_after,
        };
        self.from.into_iter().chain(last.map(|day| day.add_days(1))).collect()
    }

    /// A row that holds by itself on this day.
    pub(super) fn stands(&self, on: Day) -> bool {
        let covers =
            |to: Option<Day>| self.from.is_none_or(|from| from <= on) && to.is_none_or(|to| on <= to);
        matches!(self.kind, Kind::Standing { to } if covers(to))
    }
}

/// What is in play on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Played {
    /// How strict the strictest is: the lower the stricter.
    pub(super) least: i64,
    /// That there is no such rule is in play too.
    pub(super) absent: bool,
}

/// What is in play on a day, for a duty that started on `start` (`None`: nobody can tell when; then nothing is loosened).
///
/// `measure` says how strict a value is; the lower the stricter. A signed change takes the place of all before it if what it
/// says it replaces is as strict as what was in play: whoever signed for something else signed for nothing.
///
/// INVARIANT: without a signed change the strictest in play is never less strict than the standing rule. Kept here: such
/// entries are only ever added.
pub(super) fn in_play(
    entries: &[Entry],
    on: Day,
    start: Option<Day>,
    measure: &mut dyn FnMut(Value) -> i64,
) -> Played {
    let absent = !entries.iter().any(|entry| entry.stands(on));
    let mut played = Played { least: if absent { measure(None) } else { NEVER }, absent };
    for entry in entries.iter().filter(|entry| entry.from.is_none_or(|from| from <= on)) {
        if matches!(entry.kind, Kind::Standing { .. }) && !entry.stands(on) {
            continue;
        }
        if let Kind::Recorded { signed_after: Some(after), before, .. } = entry.kind
            && start.is_some_and(|day| day > after)
            && played.least == measure(before)
        {
            played = Played { least: NEVER, absent: false };
        }
        played.least = played.least.min(measure(entry.value));
        played.absent |= entry.value.is_none();
    }
    played
}

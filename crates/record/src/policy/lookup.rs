//! Questions that stages ask of a policy.

use super::NOT_KNOWN_IN_FORCE;
use super::model::{Activity, ClockRule, Policy, Rung, Source};
use crate::agency::Rank;
use crate::id::Code;
use crate::time::Day;

/// A start or stop that nothing produces yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unavailable<'a> {
    /// The clock.
    pub clock: &'a ClockRule,
    /// The activity.
    pub activity: &'a Activity,
    /// It starts the clock; otherwise it stops it.
    pub starts: bool,
    /// Why nothing produces it.
    pub why: &'a str,
}

/// An event code without its `#n`, and the n: `cla_review.held#1` is the first review held.
pub fn nth(event: &Code) -> (Code, Option<u32>) {
    match event.as_str().split_once('#') {
        // Not a number: zero, which the check of the policy refuses.
        Some((base, n)) => (Code::new(base), Some(n.parse().unwrap_or(0))),
        None => (event.clone(), None),
    }
}

fn covers(from: Option<Day>, to: Option<Day>, day: Day) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

impl ClockRule {
    /// Is the rule in force on this day? A law whose commencement is not known is in force on no day.
    pub fn in_force(&self, day: Day) -> bool {
        let known = self.in_force_from.is_some() || self.kind.as_str() != NOT_KNOWN_IN_FORCE;
        known && covers(self.in_force_from, self.in_force_to, day)
    }

    /// The activity that starts it, and which of its kind (`None`: every one).
    pub fn start(&self) -> (Code, Option<u32>) {
        nth(&self.start_event)
    }

    /// The activity that stops it, and which of its kind (`None`: the next one).
    pub fn stop(&self) -> (Code, Option<u32>) {
        nth(&self.stop_event)
    }
}

impl Rung {
    /// Is the rung in force on this day?
    pub fn in_force(&self, day: Day) -> bool {
        covers(self.in_force_from, self.in_force_to, day)
    }
}

impl Policy {
    /// The rule of a clock in force on its start day, for a concern with these signs and a post of this rank.
    ///
    /// A row for one of the signs goes before a row for the rank, and that before a row for all;
    /// of two rows equally specific, the first in the file.
    pub fn clock(&self, id: &Code, day: Day, signs: &[Code], rank: Option<Rank>) -> Option<&ClockRule> {
        let applies = |clock: &&ClockRule| {
            clock.id == *id
                && clock.in_force(day)
                && clock.sign.as_ref().is_none_or(|sign| signs.contains(sign))
                && clock.rank.is_none_or(|wanted| rank == Some(wanted))
        };
        // `min_by_key` keeps the first of equals; `max_by_key` would keep the last.
        self.clocks.iter().filter(applies).min_by_key(|clock| (clock.sign.is_none(), clock.rank.is_none()))
    }

    /// The rungs of a ladder for a clock on a day, from the lowest: its own if it has any, else those for all clocks.
    pub fn rungs(&self, ladder: &Code, clock: &Code, day: Day) -> Vec<&Rung> {
        let of = |wanted: Option<&Code>| {
            let mut rungs: Vec<&Rung> = self
                .ladders
                .iter()
                .filter(|rung| rung.ladder == *ladder && rung.clock.as_ref() == wanted && rung.in_force(day))
                .collect();
            rungs.sort_by_key(|rung| rung.rung);
            rungs
        };
        let own = of(Some(clock));
        if own.is_empty() { of(None) } else { own }
    }

    /// Can the clock be counted: is its start and its stop produced by something?
    ///
    /// A clock whose stop nothing produces would look broken in every file: absence of a record that nobody could have given
    /// proves nothing.
    pub fn is_countable(&self, clock: &ClockRule) -> bool {
        [clock.start().0, clock.stop().0].iter().all(|code| {
            let sources = self.activities.get(code).map(|activity| activity.sources.as_slice());
            sources
                .is_some_and(|sources| sources.iter().any(|source| !matches!(source, Source::Unavailable(_))))
        })
    }

    /// Every start and stop of a clock that nothing produces yet, in the order of the clocks.
    pub fn unavailable(&self) -> Vec<Unavailable<'_>> {
        self.clocks
            .iter()
            .flat_map(|clock| [(clock, clock.start().0, true), (clock, clock.stop().0, false)])
            .filter_map(|(clock, code, starts)| {
                let activity = self.activities.get(&code)?;
                let why = activity.sources.iter().find_map(|source| match source {
                    Source::Unavailable(why) => Some(why.as_str()),
                    _ => None,
                })?;
                Some(Unavailable { clock, activity, starts, why })
            })
            .collect()
    }
}

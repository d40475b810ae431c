//! The years a page speaks of.

use std::collections::BTreeMap;

use record::{Claimed, Event};

use crate::called::is_entry;

/// The most years drawn or set as columns.
const MOST: i32 = 40;

/// The single calendar year a claimed time lies in, if there is one.
pub(crate) fn year_of(claimed: Claimed) -> Option<i32> {
    let (first, last) = (claimed.earliest()?.day().year(), claimed.latest()?.day().year());
    (first == last).then_some(first)
}

/// First and last year of the window that holds most entries, at most forty years: one mistyped century must not
/// squeeze all others into a corner. `None` if nothing is dated.
pub(crate) fn window(events: &[Event]) -> Option<(i32, i32)> {
    let mut counts: BTreeMap<i32, u64> = BTreeMap::new();
    for event in events.iter().filter(|event| is_entry(event)) {
        let ends = [event.claimed.earliest(), event.claimed.latest()];
        for end in ends.into_iter().flatten() {
            *counts.entry(end.day().year()).or_default() += 1;
        }
    }
    let inside = |first: i32| counts.range(first..first.saturating_add(MOST));
    // The first of equally full windows.
    let mut best: Option<(u64, i32)> = None;
    for first in counts.keys() {
        let held: u64 = inside(*first).map(|(_, n)| n).sum();
        if best.is_none_or(|(most, _)| held > most) {
            best = Some((held, *first));
        }
    }
    let (_, first) = best?;
    let last = inside(first).next_back().map_or(first, |(year, _)| *year);
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::{window, year_of};
    use crate::page::sample::recorded;
    use record::Claimed;

    fn on(year: i32) -> record::Event {
        let mut event = recorded("police", "chronology.entry");
        event.claimed = Claimed::year(year).expect("a year");
        event
    }

    #[test]
    fn one_mistyped_century_does_not_squeeze_the_picture() {
        let events: Vec<_> = [19, 2004, 2005, 2011, 9_999].map(on).into_iter().collect();
        assert_eq!(window(&events), Some((2004, 2011)));
        assert_eq!(window(&[]), None);
    }

    #[test]
    fn a_time_over_two_years_lies_in_neither() {
        let range = Claimed::range(record::Day(0), record::Day(400));
        assert_eq!(year_of(range), None);
        assert_eq!(year_of(Claimed::day(record::Day(400))), Some(1971));
    }
}

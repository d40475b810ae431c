//! Counting events for one trace.

use record::outputs::{EventIx, GamingTrace};
use record::{Day, Event, PostId};

use crate::drafts::remark;

/// At most so many events are listed as those that were counted.
const LISTED: usize = 8;

/// The events counted for one post, out of how many.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) counted: Vec<EventIx>,
    pub(super) of: u32,
}

impl Tally {
    /// One more was looked at, and perhaps counted.
    pub(super) fn take(&mut self, ix: EventIx, counts: bool) {
        self.of += 1;
        if counts {
            self.counted.push(ix);
        }
    }

    pub(super) fn count(&self) -> u32 {
        self.counted.len() as u32
    }

    /// At least so many in a hundred of what was looked at were counted, and at least one.
    pub(super) fn reaches(&self, percent: u32) -> bool {
        self.count() > 0 && u64::from(self.count()) * 100 >= u64::from(percent) * u64::from(self.of)
    }

    /// The trace of a post.
    pub(super) fn trace(mut self, rule: &'static str, post: &PostId, events: &[Event]) -> GamingTrace {
        self.counted.sort_unstable();
        self.counted.dedup();
        let when = |ix: &EventIx| events[*ix as usize].claimed;
        let days = |bound: fn(record::Claimed) -> Option<record::Moment>| {
            self.counted.iter().filter_map(move |ix| bound(when(ix)).map(record::Moment::day))
        };
        let first: Option<Day> = days(record::Claimed::earliest).min();
        let last: Option<Day> = days(record::Claimed::latest).max();
        GamingTrace {
            rule: remark(rule),
            post: post.clone(),
            other: None,
            source: None,
            counted: self.count(),
            of: self.of,
            same_day: None,
            first,
            last,
            rests_on: self.counted.iter().take(LISTED).copied().collect(),
            remarks: Vec::new(),
        }
    }
}

//! A meeting counts only with a sealed minute that names posts and decisions.

use record::Event;
use record::outputs::EventIx;

use super::particulars::{entry, particular};

const MEETING: &str = "meeting.minuted";

/// A row of a meeting.
pub(crate) fn is_meeting(event: &Event) -> bool {
    entry(event).is_some_and(|entry| entry.activity.as_str() == MEETING)
}

/// Together these rows of one meeting hold a sealed minute that says how many decisions were made, and name a post.
pub(crate) fn is_minuted<'e>(rows: impl Iterator<Item = &'e Event> + Clone) -> bool {
    let sealed =
        |event: &Event| particular(event, "minute").is_some_and(|minute| minute.as_str() == "sealed");
    let decided = |event: &Event| particular(event, "decisions").is_some();
    let names_post = |event: &Event| entry(event).is_some_and(|entry| entry.told_to.is_some());
    rows.clone().any(sealed) && rows.clone().any(decided) && rows.clone().any(names_post)
}

/// The event is a row of a meeting of this concern that does not count: it shows nobody's knowledge.
pub(crate) fn does_not_count(event: &Event, members: &[EventIx], events: &[Event]) -> bool {
    let of_it = |other: &&Event| is_meeting(other) && other.claimed == event.claimed;
    is_meeting(event) && !is_minuted(members.iter().map(|ix| &events[*ix as usize]).filter(of_it))
}

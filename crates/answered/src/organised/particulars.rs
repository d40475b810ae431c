//! What a recorded row says besides, by column: a code, a count, a yes or no.

use record::event::Recorded;
use record::{Body, Code, Event, PostId};

/// The step an event records.
pub(super) fn entry(event: &Event) -> Option<&Recorded> {
    match &event.body {
        Body::Recorded(entry) => Some(entry),
        _ => None,
    }
}

/// What stands in a column; `None` where nothing does.
pub(crate) fn particular<'e>(event: &'e Event, column: &str) -> Option<&'e Code> {
    let stated = entry(event)?.codes.iter().find(|(of, _)| of.as_str() == column);
    stated.map(|(_, code)| code)
}

/// The count in a column.
pub(super) fn count(event: &Event, column: &str) -> Option<u32> {
    particular(event, column)?.as_str().parse().ok()
}

/// The first of several rows of one thing that says it.
pub(super) fn first<'e, T>(
    mut events: impl Iterator<Item = &'e Event>,
    say: impl Fn(&'e Event) -> Option<T>,
) -> Option<T> {
    events.find_map(say)
}

/// The post that did it, where one is named: a rank alone is nobody who could be asked.
pub(super) fn named_post(event: &Event) -> Option<PostId> {
    event.by.post.clone().filter(|post| !post.local().starts_with("unnamed-rank-"))
}

/// Which of these are not stated.
pub(super) fn not_stated(stated: &[(&'static str, bool)]) -> Vec<Code> {
    stated.iter().filter(|(_, is)| !is).map(|(what, _)| Code::new(what)).collect()
}

//! Events back to a file of rule changes.

use std::io::Write;

use record::{Body, Event, PostId};

use super::{COLUMNS, value::written};
use crate::write_error::WriteError;

/// Writes changes of rules. Reading the file gives the same events, but for ids, logged time, source places, and what could
/// not be read the first time.
///
/// # Errors
/// [`WriteError`] when `out` refuses, or an event is of another kind.
pub fn write<'e>(events: impl IntoIterator<Item = &'e Event>, out: impl Write) -> Result<(), WriteError> {
    let mut out = csv::WriterBuilder::new().from_writer(out);
    out.write_record(COLUMNS)?;
    for event in events {
        let row = cells(event)?.map(|cell| crate::safe::cell(&cell).into_owned());
        out.write_record(&row)?;
    }
    out.flush()?;
    Ok(())
}

fn cells(event: &Event) -> Result<[String; COLUMNS.len()], WriteError> {
    let Body::RuleChanged(change) = &event.body else {
        return Err(WriteError::NoPlace { kind: event.body.word(), field: "kind" });
    };
    let text = |text: Option<&dyn ToString>| text.map(ToString::to_string).unwrap_or_default();
    let post = |post: Option<&PostId>| post.map(ToString::to_string).unwrap_or_default();
    let second = change.second_post.as_ref();
    // What could not be read stays unreadable.
    let said = |column: &str, said| {
        if change.unreadable.iter().any(|other| other.as_str() == column) {
            String::new()
        } else {
            written(said)
        }
    };
    Ok([
        change.file.to_string(),
        change.rule.to_string(),
        text(change.sign.as_ref().map(|it| it as _)),
        text(change.clock.as_ref().map(|it| it as _)),
        text(change.rank.as_ref().map(|it| it as _)),
        said("from", change.before.as_ref()),
        said("to", change.after.as_ref()),
        change.from.to_string(),
        event.claimed.to_string(),
        event.by.agency.to_string(),
        post(event.by.post.as_ref()),
        text(event.by.holder.as_ref().map(|it| it as _)),
        second.map(|second| second.agency.to_string()).unwrap_or_default(),
        post(second.and_then(|second| second.post.as_ref())),
        text(change.second_holder.as_ref().map(|it| it as _)),
        change.words.clone().unwrap_or_default(),
        String::new(),
    ])
}

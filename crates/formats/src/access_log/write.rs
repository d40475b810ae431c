//! Events back to an access log.

use std::io::Write;

use record::{Body, Event};

use super::{COLUMNS, date_and_time};
use crate::write_error::WriteError;

/// Writes reads as an access log. Reading it in the same agency gives the same events, but for ids, logged time and
/// source places.
///
/// # Errors
/// [`WriteError`] when `out` refuses, an event is of another kind, or it mentions more than one child by number.
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
    let no_place = |field| WriteError::NoPlace { kind: event.body.word(), field };
    let Body::Read(read) = &event.body else {
        return Err(no_place("kind"));
    };
    if read.mentions.len() > 1 {
        return Err(no_place("a second mention"));
    }
    let number = |scheme: &str| {
        let number = read.mentions.first().and_then(|mention| mention.identifier(scheme));
        number.unwrap_or_default().to_owned()
    };
    let (date, time) = date_and_time(event.claimed);
    let (concern, agency) = match &read.concern {
        Some(concern) => (concern.key.to_string(), concern.agency.to_string()),
        None => Default::default(),
    };
    // Whole, because nothing in the file says whose a post without its agency is.
    let post = event.by.post.as_ref().map(ToString::to_string);
    let holder = event.by.holder.as_ref().map(ToString::to_string);
    Ok([
        date,
        time,
        post.unwrap_or_default(),
        holder.unwrap_or_default(),
        concern,
        agency,
        number("local"),
        number("upn"),
    ])
}

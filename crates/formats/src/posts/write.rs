//! Events back to a posts file.

use std::io::Write;

use record::{Body, Claimed, Event};

use super::COLUMNS;
use crate::concerns::post_text;
use crate::write_error::WriteError;

/// Writes agencies, posts and holders as a posts file. Reading it gives the same events, but for ids, logged time and
/// source places.
///
/// # Errors
/// [`WriteError`] when `out` refuses, or an event is of another kind.
pub fn write<'e>(events: impl IntoIterator<Item = &'e Event>, out: impl Write) -> Result<(), WriteError> {
    let mut out = csv::WriterBuilder::new().from_writer(out);
    out.write_record(COLUMNS)?;
    for event in events {
        let cells = cells(event)?;
        let row = COLUMNS.map(|column| {
            let cell = cells.iter().find(|(named, _)| *named == column).map_or("", |(_, text)| text.as_str());
            crate::safe::cell(cell).into_owned()
        });
        out.write_record(&row)?;
    }
    out.flush()?;
    Ok(())
}

fn cells(event: &Event) -> Result<Vec<(&'static str, String)>, WriteError> {
    let mut cells = Vec::with_capacity(COLUMNS.len());
    match &event.body {
        Body::AgencyCreated(agency) => {
            cells.push(("row", "agency".to_owned()));
            cells.push(("agency", agency.agency.to_string()));
            cells.push(("agency_name", agency.name.to_string()));
            cells.push(("agency_kind", agency.kind.to_string()));
            cells.push(("from", date(event.claimed)));
        }
        Body::PostCreated(post) => {
            let agency = post.post.agency();
            cells.push(("row", "post".to_owned()));
            cells.push(("agency", agency.to_string()));
            cells.push(("post", post_text(&agency, &post.post)));
            cells.push(("title", post.title.to_string()));
            cells.push(("rank", post.rank.to_string()));
            let above = post.reports_to.as_ref().map(|above| post_text(&agency, above));
            cells.push(("reports_to", above.unwrap_or_default()));
            let takes: Vec<&str> = post.takes.iter().map(|taken| taken.as_str()).collect();
            cells.push(("takes", takes.join("|")));
            cells.push(("removed_by", post.removed_by.as_ref().map(ToString::to_string).unwrap_or_default()));
            cells.push(("from", date(event.claimed)));
        }
        Body::PostHeldBy(held) => {
            let agency = held.post.agency();
            cells.push(("row", "holder".to_owned()));
            cells.push(("agency", agency.to_string()));
            cells.push(("post", post_text(&agency, &held.post)));
            cells.push(("holder", held.holder.to_string()));
            cells.push(("from", date(held.from)));
            cells.push(("until", held.until.map(date).unwrap_or_default()));
            cells.push(("deputy", if held.deputy { "yes" } else { "no" }.to_owned()));
        }
        body => {
            return Err(WriteError::NoPlace { kind: body.word(), field: "kind" });
        }
    }
    Ok(cells)
}

/// An undated start is an empty cell.
fn date(claimed: Claimed) -> String {
    if claimed == Claimed::UNKNOWN { String::new() } else { claimed.to_string() }
}

//! The children-in-need census: one XML file a council and year, read one child at a time and written.
//!
//! What becomes which event, the natural keys of rows, the checks and what is not read: `docs/formats/cin_census.md`.

mod checks;
mod elements;
mod events;
mod model;
mod parse;
mod tokens;
mod write;

use record::source::Completeness;

pub use checks::Count;
pub use events::teller;
pub use model::{
    Assessment, Census, Child, CinPlan, Details, Header, PreProceedings, ProtectionPlan, Section47,
    SexElement,
};
pub use parse::{EachChild, Ended, read_children};
pub use write::write;

use crate::emit::Emit;
use crate::read::{Context, ReadError, Sink, Source};

/// Reads a census: rows, events, checks and what it covers.
///
/// A census is by its nature full for its year; one that is cut off is partial.
///
/// # Errors
/// [`ReadError`] as for [`read_children`].
pub fn read(source: &mut dyn Source, context: &Context<'_>, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let mut events = events::ToEvents::new(Emit::new(context));
    let mut checks = checks::Checks::new(context);
    let (header, ended) = read_children(source, context, sink, &mut |header, child, sink| {
        checks.child(header, child, sink);
        events.child(header, child, sink);
    })?;
    if ended == Ended::Whole {
        checks.finish(sink);
    }
    if let Some(reference) = header.reference_date {
        let completeness = match (ended, context.completeness) {
            (Ended::CutOff, _) => Completeness::Partial,
            (Ended::Whole, Completeness::NotStated) => Completeness::Full,
            (Ended::Whole, stated) => stated,
        };
        sink.covers(checks::year(reference), completeness);
    }
    Ok(())
}

#[cfg(test)]
mod tests;

//! To be written.

use crate::read::{Context, ReadError, Sink, Source};

/// To be written.
pub fn read_csv(_: &mut dyn Source, _: &Context<'_>, _: &mut dyn Sink) -> Result<(), ReadError> {
    Ok(())
}

/// To be written.
pub fn read_jsonl(_: &mut dyn Source, _: &Context<'_>, _: &mut dyn Sink) -> Result<(), ReadError> {
    Ok(())
}

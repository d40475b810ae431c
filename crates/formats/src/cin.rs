//! To be written.

use crate::read::{Context, ReadError, Sink, Source};

/// To be written.
pub fn read(_: &mut dyn Source, _: &Context<'_>, _: &mut dyn Sink) -> Result<(), ReadError> {
    Ok(())
}

//! Chronology tables as reviewers have them.

pub mod when;

use crate::read::{Context, ReadError, Sink, Source};

/// To be written.
pub fn read_csv(_: &mut dyn Source, _: &Context<'_>, _: &mut dyn Sink) -> Result<(), ReadError> {
    Ok(())
}

/// To be written.
pub fn read_xlsx(_: &mut dyn Source, _: &Context<'_>, _: &mut dyn Sink) -> Result<(), ReadError> {
    Ok(())
}

/// To be written.
pub fn read_docx(_: &mut dyn Source, _: &Context<'_>, _: &mut dyn Sink) -> Result<(), ReadError> {
    Ok(())
}

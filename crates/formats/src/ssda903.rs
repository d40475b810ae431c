//! SSDA903, the return of looked-after children, as CSV: twelve tables, read and written.
//!
//! What becomes which event, the natural keys of rows, the checks and what is not read: `docs/formats/ssda903.md`.

mod events;
mod reading;
mod row;
mod table;

pub use reading::{EachRow, Read, read_rows};
pub use row::{Row, write};
pub use table::{Holds, Table, holds};

use crate::read::{Context, ReadError, Sink, Source};

/// Reads one table: rows, events and checks.
///
/// Nothing in a table says what time it covers; only the context does.
///
/// # Errors
/// [`ReadError`] as for [`read_rows`].
pub fn read(
    table: Table,
    source: &mut dyn Source,
    context: &Context<'_>,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let mut events = events::ToEvents::new(context);
    read_rows(table, source, context, sink, &mut |row, sink| events.row(row, sink))
}

#[cfg(test)]
mod tests;

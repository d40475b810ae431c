//! Chronology tables in CSV.

use std::cell::Cell as Counter;

use super::headings;
use super::rows::{Ended, Tables};
use super::table::{Cell, Row};
use crate::csv_table::{self, CsvTable};
use crate::read::{Context, ReadError, Sink, Source};
use crate::report::Report;
use crate::safe;

/// Reads a chronology from CSV.
///
/// # Errors
/// [`ReadError`] when the file cannot be read or no early row holds the headings of a chronology.
pub fn read_csv(
    source: &mut dyn Source,
    context: &Context<'_>,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let above = Counter::new(0u32);
    let mut table = CsvTable::open_where(source, context.file, sink, |cells| {
        let found = headings::is_heading(cells);
        above.set(above.get() + u32::from(!found));
        found
    })?;
    let file = Report { file: context.file, line: 0 };
    if above.get() > 0 {
        let words =
            format!("{} rows above the headings are no part of the table and were not read", above.get());
        file.skipped(sink, "", "chronology.rows_above", words, "");
    }
    let mut tables = Tables::new(context);
    let headings = table.headings().iter().map(Cell::text).collect();
    tables.push(Row { line: 0, cells: headings, ..Row::default() }, sink);
    while let Some(row) = table.next_row(sink)? {
        tables.push(from_csv(row), sink);
    }
    if tables.end_table() == Ended::Empty {
        file.doubtful(sink, "", "chronology.empty", "the table has headings and no rows", "");
    }
    tables.finish(sink);
    Ok(())
}

fn from_csv(row: &csv_table::Row) -> Row {
    let cells = row.cells().map(|cell| Cell::text(safe::original(cell))).collect();
    Row { line: row.line(), cells, ..Row::default() }
}

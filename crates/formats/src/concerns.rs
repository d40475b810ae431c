//! Concern files: who told which post, when, about whom, with which signs; and what was answered, by whom, to what.
//!
//! Documented for the analyst who writes the export in `docs/formats/concerns.md`. Rows become events in
//! `assemble`, the same for CSV and JSONL; what was written by [`write_csv`] and [`write_jsonl`] is read as the same
//! events.

mod assemble;
mod cells;
mod columns;
mod draft;
mod fields;
mod identity;
mod jsonl;
mod mentions;
mod vocabulary;
mod write;

pub use columns::Column;
pub use jsonl::read_jsonl;
pub use write::{write_csv, write_jsonl};

pub(crate) use vocabulary::NOT_STATED;
pub(crate) use write::post_text;

use crate::csv_table::CsvTable;
use crate::nearest::report_unknown_headings;
use crate::read::{Context, ReadError, Sink, Source};
use crate::report::Report;
use assemble::Assembler;
use cells::Cells;

/// Columns without which no row can be read.
pub(crate) const NEEDED: [Column; 3] = [Column::Event, Column::ConcernId, Column::Date];

/// Reads a concern file in CSV.
///
/// # Errors
/// [`ReadError`] when the file cannot be read on, or when one of the columns `event`, `concern_id` and `date` is not there.
pub fn read_csv(
    source: &mut dyn Source,
    context: &Context<'_>,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let mut table = CsvTable::open_where(source, context.file, sink, is_heading)?;
    let layout = layout(&table)?;
    let at = Report { file: context.file, line: 1 };
    report_unknown_headings(table.headings(), &names(), at, sink);
    let mut assembler = Assembler::new(context);
    while let Some(row) = table.next_row(sink)? {
        let mut cells = Cells::EMPTY;
        for (column, place) in &layout {
            cells.set(*column, row.cell(Some(*place)).unwrap_or_default());
        }
        assembler.row(row.line(), &cells, sink);
    }
    assembler.end(sink);
    Ok(())
}

/// The names of the columns.
fn names() -> Vec<&'static str> {
    Column::ALL.iter().map(|column| column.name()).collect()
}

/// The first row that names a needed column: titles above the headings are passed over.
fn is_heading(cells: &[String]) -> bool {
    let named = cells.iter().filter_map(|cell| Column::from_name(cell));
    named.filter(|column| NEEDED.contains(column)).count() >= 2
}

/// Where each column stands.
fn layout(table: &CsvTable<'_>) -> Result<Vec<(Column, usize)>, ReadError> {
    let found = |column: &Column| table.find(column.name()).map(|place| (*column, place));
    let layout: Vec<(Column, usize)> = Column::ALL.iter().filter_map(found).collect();
    let missing = NEEDED.iter().find(|needed| !layout.iter().any(|(column, _)| column == *needed));
    match missing {
        Some(column) => Err(ReadError::Broken {
            problem: format!("there is no column `{}`", column.name()),
            remedy: "add it; only `event`, `concern_id` and `date` are needed".into(),
        }),
        None => Ok(layout),
    }
}

#[cfg(test)]
mod tests;
